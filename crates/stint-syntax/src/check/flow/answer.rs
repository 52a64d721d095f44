//! Reads from the graph which variables may not be set where they are read.

use std::collections::HashSet;

use super::Variables;
use super::build::Builder;
use super::graph::Step;

impl Builder<'_> {
    /// Variables that are read where they may not be set.
    pub(super) fn not_local(mut self) -> HashSet<usize> {
        let count = self.variables.list.len();
        let mut assigned: Vec<Option<Vec<bool>>> = Vec::new();
        let mut unset = Vec::new();
        for block in self.graph.order() {
            assigned.resize_with(assigned.len().max(block + 1), || None);
            let mut here = vec![block != self.graph.entry; count];
            for &predecessor in self.graph.predecessors(block) {
                if let Some(Some(before)) = assigned.get(predecessor) {
                    for (here, before) in here.iter_mut().zip(before) {
                        *here &= before;
                    }
                }
            }
            for step in self.graph.steps(block) {
                match step {
                    Step::Read { variable, node } if !here[*variable] => {
                        unset.push((*variable, *node));
                    }
                    Step::Read { .. } => {}
                    Step::Set {
                        variable,
                        type_name,
                    } => {
                        set_type(&mut self.variables, *variable, type_name, here[*variable]);
                        here[*variable] = true;
                    }
                }
            }
            assigned[block] = Some(here);
        }
        unset
            .into_iter()
            .filter(|&(variable, _)| {
                let known = &self.variables.list[variable];
                !(known.dynamic && known.assigned)
            })
            .map(|(_, node)| node)
            .collect()
    }
}

/// A variable that is given different types has no slot of its own.
fn set_type(variables: &mut Variables, variable: usize, cast: &Option<String>, is_set: bool) {
    let all_dynamic = variables.all_dynamic;
    let known = &mut variables.list[variable];
    known.dynamic |= all_dynamic;
    match &known.type_name {
        None => known.type_name = Some(cast.clone().unwrap_or_else(|| "object".into())),
        Some(first) => {
            let now = match cast {
                Some(cast) => Some(cast.as_str()),
                None if !is_set => Some("object"),
                None => None,
            };
            known.dynamic |= now.is_some_and(|now| now != first);
        }
    }
}

//! Positional arguments: position after position, the default set before the others, as they are before converted.

use super::error::{Bound, Class, Fault, Problem};
use super::index::{Place, Sets};
use super::value::Flags;
use super::{Argument, Binding, Callbacks};
use std::collections::BTreeMap;

/// The parameters at one position, with where they have it.
type AtPosition = Vec<(usize, Vec<Place>)>;

impl Binding {
    /// Binds positional arguments; gives the last failure, for an argument that stays unbound.
    pub(super) fn bind_positional(&mut self, calls: &mut dyn Callbacks) -> Bound<Option<Fault>> {
        let mut failure = None;
        if self.arguments.is_empty() {
            return Ok(failure);
        }
        let mut positions = self.positions()?;
        if positions.is_empty() {
            return Ok(failure);
        }
        let mut arguments = std::mem::take(&mut self.arguments).into_iter().peekable();
        let mut left = Vec::new();
        let mut valid = self.sets;
        let keys: Vec<i32> = positions.keys().copied().collect();
        for key in keys {
            let candidates = positions.get(&key).cloned().unwrap_or_default();
            if candidates.is_empty() {
                continue;
            }
            let Some(argument) = next_positional(&mut arguments, &mut left) else {
                break;
            };
            if !self.bind_at(&candidates, &argument, valid, &mut failure, calls)? {
                left.push(argument);
            } else if valid != self.sets {
                valid = self.sets;
                positions.values_mut().for_each(|at| keep_within(at, valid));
            }
        }
        left.extend(arguments);
        self.arguments = left;
        Ok(failure)
    }

    fn positions(&self) -> Bound<BTreeMap<i32, AtPosition>> {
        let mut positions: BTreeMap<i32, AtPosition> = BTreeMap::new();
        for parameter in &self.unbound {
            let facts = self.facts(*parameter);
            if !facts.within(self.sets) {
                continue;
            }
            for place in facts.places(self.sets).filter(|place| !place.remaining) {
                let Some(position) = place.position else {
                    continue;
                };
                let at = positions.entry(position).or_default();
                let taken = at.iter().any(|(other, places)| {
                    other != parameter
                        && places
                            .iter()
                            .any(|known| known.set & place.set != 0 || known.set == place.set)
                });
                if taken {
                    let text = "Cannot bind positional parameters because no names were given.";
                    return Err(Problem::new("AmbiguousPositionalParameterNoName", text).into());
                }
                match at.iter_mut().find(|(known, _)| known == parameter) {
                    Some((_, places)) => places.push(place),
                    None => at.push((*parameter, vec![place])),
                }
            }
        }
        Ok(positions)
    }

    /// Tries the four passes until one binds.
    fn bind_at(
        &mut self,
        candidates: &AtPosition,
        argument: &Argument,
        valid: Sets,
        failure: &mut Option<Fault>,
        calls: &mut dyn Callbacks,
    ) -> Bound<bool> {
        let default = self.index().default;
        for coerce in [false, true] {
            if default & valid != 0
                && self.bind_in_set(candidates, argument, default, coerce, failure, calls)?
            {
                return Ok(true);
            }
            if self.bind_in_set(candidates, argument, valid, coerce, failure, calls)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn bind_in_set(
        &mut self,
        candidates: &AtPosition,
        argument: &Argument,
        sets: Sets,
        coerce: bool,
        failure: &mut Option<Fault>,
        calls: &mut dyn Callbacks,
    ) -> Bound<bool> {
        let mut bound = false;
        *failure = None;
        for (parameter, places) in candidates {
            for _ in places.iter().filter(|place| place.within(sets)) {
                let flags = Flags {
                    coerce,
                    delay: true,
                    default: false,
                };
                match self.bind_argument(*parameter, argument, sets, flags, calls) {
                    Ok(true) => {
                        bound = true;
                        self.by_position.push(*parameter);
                        break;
                    }
                    Ok(false) => {}
                    Err(Fault::Problem(problem))
                        if matches!(problem.class, Class::Plain | Class::Elsewhere) =>
                    {
                        *failure = Some(Fault::Problem(problem));
                    }
                    Err(fault) => return Err(self.elaborate(fault)),
                }
            }
        }
        Ok(bound)
    }
}

fn keep_within(at: &mut AtPosition, sets: Sets) {
    for (_, places) in at.iter_mut() {
        places.retain(|place| place.within(sets));
    }
    at.retain(|(_, places)| !places.is_empty());
}

/// The next argument without a name; named ones that found no parameter are left with what follows them.
fn next_positional(
    arguments: &mut std::iter::Peekable<std::vec::IntoIter<Argument>>,
    left: &mut Vec<Argument>,
) -> Option<Argument> {
    while let Some(argument) = arguments.next() {
        if argument.name.is_none() {
            return Some(argument);
        }
        left.push(argument);
        if arguments.peek().is_some_and(|next| next.name.is_none()) {
            left.extend(arguments.next());
        }
    }
    None
}

//! Which parameter set it is.

use super::Binding;
use super::error::{Bound, Fault, Problem};
use super::index::{ALL, Sets};

/// How many sets are still possible; "all" counts as one.
pub(super) fn count(sets: Sets) -> usize {
    if sets == ALL {
        1
    } else {
        sets.count_ones() as usize
    }
}

impl Binding {
    pub(super) fn ambiguous_set(&self) -> Problem {
        Problem::new(
            "AmbiguousParameterSet",
            "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.",
        )
    }

    pub(super) fn ambiguous(&self) -> Fault {
        self.elaborate(self.ambiguous_set().into())
    }

    pub(super) fn name_set(&mut self) {
        self.set_name = self.index().name_of(self.sets);
    }

    /// Checks that some set is left and, with `choose`, settles on one where the default or the mandatory parameters
    /// decide; gives how many are possible.
    pub(super) fn check_sets(&mut self, before_input: bool, choose: bool) -> Bound<usize> {
        let possible = count(self.sets);
        if possible == 0 {
            return Err(self.ambiguous());
        }
        if possible > 1 {
            return self.check_several(before_input, choose, possible);
        }
        let possible = self.check_one(before_input, choose)?;
        self.name_set();
        Ok(possible)
    }

    fn check_several(&mut self, before_input: bool, choose: bool, possible: usize) -> Bound<usize> {
        let default = self.index().default;
        if !before_input && self.sets == default || self.sets & default != 0 {
            self.set_name = self.index().name_of(default);
            if choose {
                self.sets = default;
                return Ok(1);
            }
            return Ok(possible);
        }
        if before_input && self.input_may_decide() {
            return Ok(possible);
        }
        self.decide_by_mandatory()
    }

    /// One set, or none narrowed yet.
    fn check_one(&mut self, before_input: bool, choose: bool) -> Bound<usize> {
        if self.sets != ALL {
            return Ok(1);
        }
        let possible = self.index().sets.len().max(1);
        if before_input && self.input_may_decide() {
            return Ok(possible);
        }
        let default = self.index().default;
        if default != 0 {
            if choose {
                self.sets = default;
                return Ok(1);
            }
            return Ok(possible);
        }
        if possible > 1 {
            self.decide_by_mandatory()
        } else {
            Ok(possible)
        }
    }

    /// Whether an unbound parameter of a possible set takes pipeline input.
    fn input_may_decide(&self) -> bool {
        self.unbound
            .iter()
            .any(|at| self.facts(*at).piped_within(self.sets))
    }

    /// The one set that needs nothing more.
    fn decide_by_mandatory(&mut self) -> Bound<usize> {
        let index = self.index();
        let named = index
            .parameters
            .iter()
            .fold(0, |sets, facts| sets | facts.sets);
        let missing = self
            .unbound
            .iter()
            .flat_map(|at| &self.facts(*at).in_sets)
            .filter(|place| place.mandatory)
            .fold(0, |sets, place| sets | place.set);
        let left = self.sets & named & !missing;
        if count(left) != 1 || left == 0 {
            return Err(self.ambiguous());
        }
        self.sets = left;
        self.set_name = self.index().name_of(left);
        Ok(1)
    }

    /// Once nothing more can come: the default set, or an error.
    pub(super) fn settle(&mut self) -> Bound<()> {
        if self.index().sets.len() < 2 || self.sets != ALL {
            return Ok(());
        }
        match self.index().default {
            0 => Err(self.ambiguous()),
            default => {
                self.sets = default;
                Ok(())
            }
        }
    }

    /// The possible sets that take pipeline input, if any does.
    pub(super) fn sets_with_input(&self) -> Sets {
        let mut sets = self
            .delayed
            .iter()
            .fold(0, |sets, (at, ..)| sets | self.facts(*at).sets);
        for parameter in &self.unbound {
            for place in self
                .facts(*parameter)
                .places(self.sets)
                .filter(|place| place.piped())
            {
                if place.all() {
                    return self.sets;
                }
                sets |= place.set;
            }
        }
        if sets == 0 {
            self.sets
        } else {
            self.sets & sets
        }
    }
}

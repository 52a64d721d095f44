//! What the binder works out of a table once: sets as bits, names, kinds of collection.

use super::collection::Collection;
use crate::ParameterTable;
use crate::parameter::{Attribute, Parameter};
use std::sync::OnceLock;
use stint_object::Str;
use stint_object::shape::same_name;
use stint_object::types::system;

/// Parameter sets as bits; [`ALL`] while nothing narrows them.
pub(crate) type Sets = u32;

/// Every set, also those that no parameter names.
pub(crate) const ALL: Sets = u32::MAX;

/// The name of the set that parameters without a set are in.
pub(crate) const ALL_PARAMETER_SETS: &str = "__AllParameterSets";

/// A table's index, made on first touch; a copied table makes its own.
#[derive(Default)]
pub struct IndexCell(OnceLock<Box<Index>>);

impl Clone for IndexCell {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// The index of a table.
pub(crate) struct Index {
    /// Set names by bit: the default set first, then as parameters name them.
    pub sets: Vec<Str>,
    /// The default set's bit, 0 for none.
    pub default: Sets,
    default_name: Option<Str>,
    /// By the table's parameter index.
    pub parameters: Vec<Facts>,
    /// Whether any parameter is mandatory anywhere.
    pub any_mandatory: bool,
    /// Whether any parameter takes pipeline input.
    pub any_piped: bool,
}

/// What the binder asks about one parameter.
pub(crate) struct Facts {
    /// The bits of the sets it names.
    pub sets: Sets,
    /// Whether it is (also) in all sets.
    pub in_all: bool,
    /// Whether it takes pipeline input in some set.
    pub piped: bool,
    /// Whether it is mandatory in some set.
    pub mandatory: bool,
    /// `ValidateNotNull` or `ValidateNotNullOrEmpty` stands on it.
    pub not_null: bool,
    /// `AllowNull`.
    pub allow_null: bool,
    /// `AllowEmptyString`.
    pub allow_empty_string: bool,
    /// `AllowEmptyCollection`.
    pub allow_empty_collection: bool,
    /// What collection its type is.
    pub collection: Collection,
    /// Whether it takes every value but null as it is: any object, with nothing to check or transform.
    pub takes_all: bool,
    /// By the parameter's own order.
    pub in_sets: Vec<Place>,
}

/// What a parameter is in one set.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The set's bit; 0 for all.
    pub set: Sets,
    pub mandatory: bool,
    pub position: Option<i32>,
    pub by_value: bool,
    pub by_name: bool,
    pub remaining: bool,
    /// Which of the parameter's `sets` it is.
    pub at: usize,
}

impl Place {
    /// Whether it is the entry for all sets.
    pub fn all(self) -> bool {
        self.set == 0
    }

    /// Whether it counts within some sets.
    pub fn within(self, sets: Sets) -> bool {
        self.all() || self.set & sets != 0
    }

    /// Whether it takes pipeline input.
    pub fn piped(self) -> bool {
        self.by_value || self.by_name
    }
}

impl Facts {
    /// Whether the parameter can be bound within some sets.
    pub fn within(&self, sets: Sets) -> bool {
        self.in_all || self.sets & sets != 0
    }

    /// Whether it takes pipeline input in one of some sets.
    pub fn piped_within(&self, sets: Sets) -> bool {
        self.piped && self.in_sets.iter().any(|p| p.within(sets) && p.piped())
    }

    /// The entries that count within some sets.
    pub fn places(&self, sets: Sets) -> impl Iterator<Item = Place> + '_ {
        self.in_sets.iter().copied().filter(move |p| p.within(sets))
    }

    /// The one entry for some sets: a set's own before the one for all.
    pub fn place(&self, sets: Sets) -> Option<Place> {
        let own = self.in_sets.iter().find(|p| !p.all() && p.set & sets != 0);
        own.or_else(|| self.in_sets.iter().rfind(|p| p.all()))
            .copied()
    }
}

impl ParameterTable {
    pub(crate) fn facts(&self) -> &Index {
        self.index.0.get_or_init(|| Box::new(Index::new(self)))
    }

    /// A set's bit; [`ALL`] for a name that no parameter has.
    pub(crate) fn set_bit(&self, set: &str) -> Sets {
        let at = self
            .facts()
            .sets
            .iter()
            .position(|known| same_name(known, set));
        at.map_or(ALL, |at| 1 << at)
    }

    /// The names of the parameter sets as `Get-Command` lists them: the default first; `__AllParameterSets` if there is none.
    pub fn set_names(&self) -> Vec<Str> {
        match &self.facts().sets[..] {
            [] => vec![ALL_PARAMETER_SETS.into()],
            sets => sets.to_vec(),
        }
    }
}

impl Index {
    fn new(table: &ParameterTable) -> Self {
        let mut sets: Vec<Str> = Vec::new();
        let default_name = table.default_set.clone().filter(|name| !name.is_empty());
        let default = default_name.as_ref().map_or(0, |name| bit(&mut sets, name));
        for name in &table.sets {
            bit(&mut sets, name);
        }
        let parameters: Vec<Facts> = table
            .parameters
            .iter()
            .map(|parameter| Facts::new(parameter, &mut sets))
            .collect();
        Self {
            sets,
            default,
            default_name,
            any_mandatory: parameters.iter().any(|facts| facts.mandatory),
            any_piped: parameters.iter().any(|facts| facts.piped),
            parameters,
        }
    }

    /// The bits of all sets that are named somewhere.
    pub fn all_sets(&self) -> Sets {
        1u32.checked_shl(self.sets.len() as u32)
            .unwrap_or(0)
            .wrapping_sub(1)
    }

    /// The name for some bits: one set's own; the default's while nothing is decided; empty where it is ambiguous.
    pub fn name_of(&self, sets: Sets) -> Str {
        if sets == ALL || sets == 0 {
            return self
                .default_name
                .clone()
                .unwrap_or_else(|| ALL_PARAMETER_SETS.into());
        }
        let at = sets.trailing_zeros() as usize;
        match self.sets.get(at) {
            Some(name) if (sets >> at) >> 1 & 1 == 0 => name.clone(),
            _ => Str::default(),
        }
    }
}

/// A set's bit; the name as it was first written (set names differ by case only by mistake).
fn bit(sets: &mut Vec<Str>, name: &Str) -> Sets {
    let at = sets
        .iter()
        .position(|known| same_name(known, name))
        .unwrap_or_else(|| {
            sets.push(name.clone());
            sets.len() - 1
        });
    1u32.checked_shl(at as u32).unwrap_or(0)
}

/// Whether an attribute only ever says that more is allowed.
fn admits(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::AllowNull | Attribute::AllowEmptyString | Attribute::AllowEmptyCollection
    )
}

impl Facts {
    fn new(parameter: &Parameter, sets: &mut Vec<Str>) -> Self {
        let in_sets: Vec<Place> = match &parameter.sets[..] {
            [] => vec![Place {
                set: 0,
                mandatory: false,
                position: None,
                by_value: false,
                by_name: false,
                remaining: false,
                at: 0,
            }],
            declared => declared
                .iter()
                .enumerate()
                .map(|(at, entry)| Place {
                    set: entry.set.as_ref().map_or(0, |name| bit(sets, name)),
                    mandatory: entry.mandatory,
                    position: entry.position,
                    by_value: entry.from_pipeline,
                    by_name: entry.by_property_name,
                    remaining: entry.remaining,
                    at,
                })
                .collect(),
        };
        let has = |wanted: fn(&Attribute) -> bool| parameter.attributes.iter().any(wanted);
        Self {
            sets: in_sets.iter().fold(0, |bits, place| bits | place.set),
            in_all: in_sets.iter().any(|place| place.all()),
            piped: in_sets.iter().any(|place| place.piped()),
            mandatory: in_sets.iter().any(|place| place.mandatory),
            not_null: has(|a| {
                matches!(
                    a,
                    Attribute::ValidateNotNull | Attribute::ValidateNotNullOrEmpty
                )
            }),
            allow_null: has(|a| matches!(a, Attribute::AllowNull)),
            allow_empty_string: has(|a| matches!(a, Attribute::AllowEmptyString)),
            allow_empty_collection: has(|a| matches!(a, Attribute::AllowEmptyCollection)),
            collection: Collection::of(parameter.ty),
            takes_all: (parameter.ty == system::OBJECT || parameter.ty == system::PS_OBJECT)
                && parameter.attributes.iter().all(admits),
            in_sets,
        }
    }
}

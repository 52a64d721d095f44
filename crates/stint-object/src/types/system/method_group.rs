//! `MethodGroup`: what stands for a method's overloads in the type of a method as a value.

use crate::types::signature::MethodEntry;
use crate::types::{Type, TypeInfo, registry};

macro_rules! groups {
    ($($constant:ident = $name:literal $parameters:expr;)*) => {
        $(const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::class($name).parameters($parameters);
            Type(&INFO)
        };)*
        /// The types of this file, for look-up by name.
        pub static ALL: &[Type] = &[NOT_BINDABLE, $($constant),*];
    };
}

const NAMES: &[&str; 32] = &[
    "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12", "T13", "T14", "T15",
    "T16", "T17", "T18", "T19", "T20", "T21", "T22", "T23", "T24", "T25", "T26", "T27", "T28",
    "T29", "T30", "T31", "T32",
];

groups! {
    ONE = "System.Management.Automation.MethodGroup`1" NAMES.split_at(1).0;
    TWO = "System.Management.Automation.MethodGroup`2" NAMES.split_at(2).0;
    FOUR = "System.Management.Automation.MethodGroup`4" NAMES.split_at(4).0;
    EIGHT = "System.Management.Automation.MethodGroup`8" NAMES.split_at(8).0;
    SIXTEEN = "System.Management.Automation.MethodGroup`16" NAMES.split_at(16).0;
    THIRTY_TWO = "System.Management.Automation.MethodGroup`32" NAMES.split_at(32).0;
}

/// `PSNonBindableType`: an overload that no delegate type fits.
const NOT_BINDABLE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSNonBindableType");
    Type(&INFO)
};

/// The group of some overloads.
pub fn of(entries: &[MethodEntry]) -> Type {
    group(&entries.iter().map(delegate).collect::<Vec<_>>())
}

/// The smallest group that holds them; the last place of one too small holds a group of the rest.
fn group(types: &[Type]) -> Type {
    let open = match types.len() {
        0 | 1 => ONE,
        2 | 3 => TWO,
        4..8 => FOUR,
        8..16 => EIGHT,
        16..32 => SIXTEEN,
        _ => THIRTY_TWO,
    };
    let places = open.parameters.len();
    let mut parts = types.to_vec();
    if types.len() > places {
        parts.truncate(places - 1);
        parts.push(group(&types[places - 1..]));
    }
    registry::close(open, &parts).unwrap_or(open)
}

/// `Func` or `Action` of an overload.
fn delegate(entry: &MethodEntry) -> Type {
    let signature = &entry.signature;
    let by_ref = signature.parameters.iter().any(|p| p.by_ref);
    if by_ref || !signature.generic.is_empty() {
        return NOT_BINDABLE;
    }
    let mut types: Vec<Type> = signature
        .parameters
        .iter()
        .map(|parameter| parameter.resolve(entry.owner))
        .collect();
    let result = entry.result();
    let name = if result == super::VOID {
        "System.Action"
    } else {
        types.push(result);
        "System.Func"
    };
    if types.is_empty() {
        return registry::lookup(name).unwrap_or(NOT_BINDABLE);
    }
    registry::lookup(&format!("{name}`{}", types.len()))
        .and_then(|open| registry::close(open, &types))
        .unwrap_or(NOT_BINDABLE)
}

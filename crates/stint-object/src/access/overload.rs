//! Choosing among overloads, and converting arguments to the chosen one's parameters.

use super::errors;
use super::rank::{self, Rank};
use crate::convert;
use crate::types::signature::{MethodEntry, Parameter};
use crate::types::{Type, registry, system};
use crate::{Flow, Result, Value};

/// What a call should name in its errors.
#[derive(Clone, Copy)]
pub struct Called<'a> {
    /// The name as the script wrote it, for "Cannot find an overload".
    pub written: &'a str,
    /// The method's own name, for conversions and invocation errors (`.ctor` for constructors).
    pub own: &'a str,
}

struct Candidate<'a> {
    entry: &'a MethodEntry,
    types: Vec<Type>,
    expanded: bool,
    ranks: Vec<Rank>,
}

/// The best overload and its converted arguments.
pub fn choose<'a>(
    entries: &'a [MethodEntry],
    args: &[Value],
    called: Called<'_>,
) -> Result<(&'a MethodEntry, Vec<Value>)> {
    let (entry, expanded) = best(entries, args, called)?;
    let arguments = arguments(entry, args, expanded, called)?;
    Ok((entry, arguments))
}

fn best<'a>(
    entries: &'a [MethodEntry],
    args: &[Value],
    called: Called<'_>,
) -> Result<(&'a MethodEntry, bool)> {
    if let [only] = entries {
        let parameters = &only.signature.parameters;
        if parameters.len() == args.len()
            && !parameters.last().is_some_and(|parameter| parameter.params)
            && only.signature.generic.is_empty()
        {
            return Ok((only, false));
        }
    }
    let mut candidates: Vec<Candidate<'a>> = entries
        .iter()
        .filter_map(|entry| candidate(entry, args))
        .collect();
    if candidates.is_empty() {
        return Err(errors::no_overload(called.written, args.len()));
    }
    let mut best = candidates.remove(0);
    let mut several = false;
    for other in candidates {
        match compare(&best, &other, args) {
            0 => several = true,
            n if n < 0 => {
                best = other;
                several = false;
            }
            _ => {}
        }
    }
    if several {
        return Err(errors::ambiguous(called.written, args.len()));
    }
    Ok((best.entry, best.expanded))
}

fn candidate<'a>(entry: &'a MethodEntry, args: &[Value]) -> Option<Candidate<'a>> {
    let parameters = &entry.signature.parameters;
    let variadic = parameters.last().is_some_and(|parameter| parameter.params);
    let required = parameters
        .iter()
        .filter(|parameter| parameter.default.is_none())
        .count();
    if args.len() > parameters.len() && !variadic
        || args.len() < required - usize::from(variadic && required > 0)
    {
        return None;
    }
    let mut result = Candidate {
        entry,
        types: Vec::with_capacity(args.len()),
        expanded: false,
        ranks: Vec::with_capacity(args.len()),
    };
    for (at, parameter) in parameters.iter().enumerate() {
        let ty = parameter.resolve(entry.owner);
        if parameter.params {
            let element = ty.element.unwrap_or(system::OBJECT);
            if parameters.len() == args.len() {
                let (whole, single) = (ranked(&args[at], ty), ranked(&args[at], element));
                result.expanded = single > whole;
                result.ranks.push(whole.max(single));
                result
                    .types
                    .push(if result.expanded { element } else { ty });
            } else {
                for arg in args.iter().skip(at) {
                    result.ranks.push(ranked(arg, element));
                    result.types.push(element);
                }
                result.expanded = true;
            }
        } else if let Some(arg) = args.get(at) {
            result.ranks.push(ranked_parameter(arg, parameter, ty));
            result.types.push(ty);
        }
    }
    (!result.ranks.contains(&rank::NONE)).then_some(result)
}

fn ranked(arg: &Value, ty: Type) -> Rank {
    rank::rank(rank::argument_type(arg), ty)
}

fn ranked_parameter(arg: &Value, parameter: &Parameter, ty: Type) -> Rank {
    if parameter.by_ref
        && let Some(reference) = system::ps_reference::of(arg)
    {
        return ranked(&reference.get(), ty);
    }
    ranked(arg, ty)
}

/// Positive if the first is better.
fn compare(a: &Candidate<'_>, b: &Candidate<'_>, args: &[Value]) -> i64 {
    match by_ranks(a, b, args) {
        0 => {}
        n => return n,
    }
    match by_types(a, b) {
        0 => {}
        n => return n,
    }
    if a.types != b.types {
        return 0;
    }
    let lengths = |c: &Candidate<'_>| c.entry.signature.parameters.len() as i64;
    match (a.expanded, b.expanded) {
        (true, true) => {
            return if lengths(a) > lengths(b) { 1 } else { -1 };
        }
        (true, false) => return -1,
        (false, true) => return 1,
        _ => {}
    }
    lengths(b) - lengths(a)
}

fn by_ranks(a: &Candidate<'_>, b: &Candidate<'_>, args: &[Value]) -> i64 {
    let mut better = 0i64;
    for (at, arg) in args.iter().enumerate() {
        let weight = (args.len() - at) as i64;
        let (mut x, mut y) = (a.ranks[at], b.ranks[at]);
        if x == y && x == rank::UNRELATED_ARRAYS {
            let element = rank::effective_type(arg).and_then(|ty| ty.element);
            let of = |ty: Type| ty.element.map_or(rank::NONE, |to| rank::rank(element, to));
            (x, y) = (of(a.types[at]), of(b.types[at]));
        }
        better += match x.cmp(&y) {
            std::cmp::Ordering::Less => -weight,
            std::cmp::Ordering::Greater => weight,
            std::cmp::Ordering::Equal => 0,
        };
    }
    better
}

/// Breaks ties by the parameters' types: the more specific where nothing is lost, the more general where something is.
fn by_types(a: &Candidate<'_>, b: &Candidate<'_>) -> i64 {
    let mut better = 0i64;
    let mut multiplier = a.ranks.len() as i64;
    for at in 0..a.ranks.len() {
        let (x, y) = (a.ranks[at], b.ranks[at]);
        let skipped = x < rank::NULL_TO_VALUE
            || y < rank::NULL_TO_VALUE
            || (x >= rank::NUMERIC_IMPLICIT) != (y >= rank::NUMERIC_IMPLICIT);
        if !skipped {
            if x >= rank::NUMERIC_IMPLICIT {
                multiplier = -multiplier;
            }
            let there = rank::rank(Some(a.types[at]), b.types[at]);
            let back = rank::rank(Some(b.types[at]), a.types[at]);
            better += match there.cmp(&back) {
                std::cmp::Ordering::Less => multiplier,
                std::cmp::Ordering::Greater => -multiplier,
                std::cmp::Ordering::Equal => 0,
            };
        }
        multiplier = multiplier.abs() - 1;
    }
    better
}

/// The arguments as the method wants them.
fn arguments(
    entry: &MethodEntry,
    args: &[Value],
    expanded: bool,
    called: Called<'_>,
) -> Result<Vec<Value>> {
    let parameters = &entry.signature.parameters;
    let mut result = Vec::with_capacity(parameters.len());
    for (at, parameter) in parameters.iter().enumerate() {
        let ty = parameter.resolve(entry.owner);
        if parameter.params && expanded {
            let element = ty.element.unwrap_or(system::OBJECT);
            let items: Result<Vec<Value>> = args
                .iter()
                .skip(at)
                .map(|arg| argument(arg, element, parameter.name, called))
                .collect();
            result.push(Value::typed_array(registry::array_of(element, 1), items?));
        } else if let Some(arg) = args.get(at) {
            if is_generic_array(entry, parameter) && arg.as_array().is_some() {
                // `T` is what the array's elements are, so that the method works on the very array.
                result.push(arg.base().clone());
            } else if parameter.by_ref {
                if system::ps_reference::of(arg).is_none() {
                    return Err(errors::reference_wanted(at + 1));
                }
                result.push(arg.clone());
            } else {
                result.push(argument(arg, ty, parameter.name, called)?);
            }
        } else {
            result.push(default_value(parameter, ty));
        }
    }
    Ok(result)
}

/// Whether a parameter is `T[]` of a method's own `T`.
fn is_generic_array(entry: &MethodEntry, parameter: &Parameter) -> bool {
    parameter
        .ty
        .0
        .strip_suffix("[]")
        .is_some_and(|element| entry.signature.generic.contains(&element))
}

fn argument(arg: &Value, ty: Type, name: &str, called: Called<'_>) -> Result<Value> {
    if ty == system::OBJECT {
        // A `pscustomobject` stays itself; a wrapped scalar becomes the scalar.
        return Ok(arg.base().clone().or_null());
    }
    if arg.ty() == Some(ty) {
        return Ok(arg.base().clone());
    }
    match convert::to(arg, ty) {
        Err(Flow::Error(error)) => Err(errors::argument_conversion(
            name, arg, called.own, ty, &error,
        )),
        other => other,
    }
}

fn default_value(parameter: &Parameter, ty: Type) -> Value {
    let text = parameter.default.unwrap_or("null");
    if ty.is_enum() {
        return super::enums::parse(ty, text).unwrap_or_else(|| super::default_of(ty));
    }
    match text {
        "null" | "default" => super::default_of(ty),
        "True" => Value::Bool(true),
        "False" => Value::Bool(false),
        _ => text
            .trim_matches('"')
            .parse::<i64>()
            .map(|number| convert::to(&Value::Int64(number), ty).unwrap_or_default())
            .unwrap_or_else(|_| Value::str(text.trim_matches('"'))),
    }
}

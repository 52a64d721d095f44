//! How a command is called, as text: `Get-Command -Syntax` and `ToString()` of a parameter set.

use crate::ParameterTable;
use crate::binder::Place;
use crate::facts::{COUNT_OF_COMMON, is_common};
use crate::parameter::{Attribute, Parameter};
use stint_object::Str;
use stint_object::types::{accelerators, system};

/// A parameter as one set shows it.
#[derive(Clone, Copy)]
pub struct InUsage<'a> {
    /// The parameter.
    pub parameter: &'a Parameter,
    /// Whether the set requires it.
    pub mandatory: bool,
    /// Its position in the set.
    pub position: Option<i32>,
}

/// What stands in a syntax text, in order.
pub enum Element<'a> {
    /// One parameter.
    Parameter(InUsage<'a>),
    /// `[<CommonParameters>]`.
    Common,
}

/// The parameters of a set in the table's order. A set without a name of its own (`__AllParameterSets`) has what is in all.
pub fn parameters<'a>(table: &'a ParameterTable, set: &str) -> Vec<InUsage<'a>> {
    let bit = table.set_bit(set);
    let facts = &table.facts().parameters;
    let within = table
        .parameters
        .iter()
        .zip(facts)
        .filter(|(_, facts)| facts.within(bit));
    within
        .map(|(parameter, facts)| {
            let place: Option<Place> = facts.place(bit);
            InUsage {
                parameter,
                mandatory: place.is_some_and(|place| place.mandatory),
                position: place.and_then(|place| place.position),
            }
        })
        .collect()
}

/// The order in which syntax and help show the parameters of a set: by position, then the mandatory, then the others, and
/// at the end the common ones as one.
pub fn display_order<'a>(table: &'a ParameterTable, set: &str) -> Vec<Element<'a>> {
    let all = parameters(table, set);
    let mut positional: Vec<InUsage<'a>> = Vec::new();
    for entry in all.iter().filter(|entry| entry.position.is_some()) {
        // Of several at one position the last is shown.
        positional.retain(|known| known.position != entry.position);
        positional.push(*entry);
    }
    positional.sort_by_key(|entry| entry.position);
    let named = || all.iter().filter(|entry| entry.position.is_none());
    let required = named().filter(|entry| entry.mandatory);
    let optional = || named().filter(|entry| !entry.mandatory);
    let (common, other): (Vec<_>, Vec<_>) =
        optional().partition(|entry| is_common(&entry.parameter.name));
    let mut elements: Vec<Element<'a>> = positional
        .iter()
        .chain(required)
        .chain(other)
        .map(|entry| Element::Parameter(*entry))
        .collect();
    match common.len() {
        COUNT_OF_COMMON => elements.push(Element::Common),
        _ => elements.extend(common.into_iter().map(|entry| Element::Parameter(*entry))),
    }
    elements
}

/// The syntax of a set without the command's name: `[-Name] <string[]> [-Force] [<CommonParameters>]`.
pub fn syntax(table: &ParameterTable, set: &str) -> String {
    let elements = display_order(table, set)
        .into_iter()
        .map(|element| match element {
            Element::Common => "[<CommonParameters>]".to_string(),
            Element::Parameter(entry) => one(entry),
        });
    elements.collect::<Vec<_>>().join(" ")
}

fn one(entry: InUsage<'_>) -> String {
    let name = &entry.parameter.name;
    if entry.parameter.ty == system::SWITCH_PARAMETER {
        return if entry.mandatory {
            format!("-{name}")
        } else {
            format!("[-{name}]")
        };
    }
    let ty = type_text(entry.parameter);
    match (entry.mandatory, entry.position.is_some()) {
        (true, true) => format!("[-{name}] <{ty}>"),
        (true, false) => format!("-{name} <{ty}>"),
        (false, true) => format!("[[-{name}] <{ty}>]"),
        (false, false) => format!("[-{name} <{ty}>]"),
    }
}

/// A cmdlet's `Definition`: the syntax of each of its sets, with a line between them.
pub fn definition(name: &str, table: &ParameterTable) -> String {
    let all = ["__AllParameterSets".into()];
    let sets: &[Str] = if table.sets.is_empty() {
        &all
    } else {
        &table.sets
    };
    sets.iter()
        .map(|set| format!("\n{name} {}\n", syntax(table, set)))
        .collect()
}

/// A parameter's type as syntax and help show it: short, without namespaces.
pub fn type_text(parameter: &Parameter) -> String {
    let wanted = parameter
        .attributes
        .iter()
        .find_map(|attribute| match attribute {
            Attribute::TypeName(name) => Some(name),
            _ => None,
        });
    match wanted {
        Some(name) => ps_type_name(name, parameter.shown_type()),
        None => {
            let name = parameter.shown_type();
            short(
                name.strip_prefix("System.Nullable`1[")
                    .and_then(|inner| inner.strip_suffix(']'))
                    .unwrap_or(name),
            )
        }
    }
}

/// `[PSTypeName('Name.Space.Type#root/Class')]` shows `Type#Class`.
fn ps_type_name(name: &str, ty: &str) -> String {
    let last = |text: &str, at: &[char]| text.rsplit(at).next().unwrap_or_default().to_string();
    let shown = match name.rsplit_once('#') {
        Some((net, class)) => format!("{}#{}", last(net, &['.']), last(class, &['/', '\\'])),
        None => last(name, &['.']),
    };
    let arrays = if shown.contains("[]") {
        0
    } else {
        ty.matches("[]").count()
    };
    shown + &"[]".repeat(arrays)
}

/// A full type name with accelerators and without namespaces.
fn short(name: &str) -> String {
    if let Some(element) = name.strip_suffix("[]") {
        return short(element) + "[]";
    }
    if let Some((open, arguments)) = name.split_once('[') {
        let arguments = arguments.strip_suffix(']').unwrap_or(arguments);
        let open = open.split('`').next().unwrap_or(open);
        let arguments: Vec<String> = crate::facts::split_arguments(arguments)
            .into_iter()
            .map(short)
            .collect();
        return format!("{}[{}]", plain(open), arguments.join(","));
    }
    accelerators::short_name(name).map_or_else(|| plain(name).to_string(), str::to_string)
}

fn plain(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

//! A call written as text, and what binding it gives as text.

use std::sync::Arc;
use stint_cmdlet::ParameterTable;
use stint_cmdlet::binder::{Argument, Binding, Callbacks, Item, Request};
use stint_cmdlet::facts;
use stint_cmdlet::parameter::{InSet, Parameter};
use stint_object::script_block::{Call, ScriptBlock};
use stint_object::types::{registry, system};
use stint_object::{Data, Flow, Result, Str, Value};

/// A script block that gives its own text, or `$_` for `$_`.
struct Block(Str);

impl ScriptBlock for Block {
    fn call(&self, call: Call<'_>) -> Result<Vec<Value>> {
        Ok(match &self.0[..] {
            "" => Vec::new(),
            "$_" => vec![call.item.unwrap_or_default()],
            "true" => vec![Value::Bool(true)],
            text => vec![Value::str(text)],
        })
    }
    fn text(&self) -> Str {
        self.0.clone()
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// Runs blocks, keeps warnings, asks nobody.
#[derive(Default)]
pub struct Calls {
    pub warnings: Vec<String>,
}

impl Callbacks for Calls {
    fn call(&mut self, block: &Value, item: Option<Value>, _: &[Value]) -> Result<Vec<Value>> {
        match block.data() {
            Some(Data::ScriptBlock(block)) => block.call(Call {
                item,
                ..Call::default()
            }),
            _ => Ok(Vec::new()),
        }
    }
    fn warning(&mut self, text: &str) -> Result<()> {
        self.warnings.push(text.to_string());
        Ok(())
    }
}

/// A value as a table writes it: `5`, `text`, `$null`, `$true`, `a,b`, `@()`, `{block}`, `@{}`.
pub fn value(text: &str) -> Value {
    if let Some(block) = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        return Value::object(
            system::SCRIPT_BLOCK,
            Data::ScriptBlock(Arc::new(Block(block.into()))),
        );
    }
    match text {
        "$null" => Value::Null,
        "$true" => Value::Bool(true),
        "$false" => Value::Bool(false),
        "@()" => Value::array(Vec::new()),
        "''" => Value::str(""),
        "@{}" => Value::object(system::HASHTABLE, Data::Dict(Default::default())),
        _ if text.contains(',') => Value::array(text.split(',').map(value).collect()),
        _ => text
            .parse()
            .map_or_else(|_| Value::str(text.trim_matches('\'')), Value::Int32),
    }
}

/// The arguments of a line: words, `-Name`, `-Name:value`.
pub fn arguments(line: &str) -> Vec<Argument> {
    line.split_whitespace()
        .map(|word| {
            match word
                .strip_prefix('-')
                .filter(|name| name.starts_with(|c: char| c.is_alphabetic()))
            {
                None => Argument::positional(value(word), None),
                Some(name) => match name.split_once(':') {
                    Some((name, text)) => Argument::named(name, value(text), None),
                    None => Argument::parameter(name, word, None),
                },
            }
        })
        .collect()
}

/// A value as a table expects it.
pub fn shown(value: &Value) -> String {
    match value.base() {
        Value::Null | Value::Nothing => "$null".into(),
        Value::Str(text) => text.to_string(),
        Value::Bool(on) => format!("${on}"),
        Value::Int32(number) => number.to_string(),
        Value::Double(number) => number.to_string(),
        Value::Object(object) => match object.data() {
            Data::Array(array) => format!(
                "({})",
                array
                    .to_vec()
                    .iter()
                    .map(shown)
                    .collect::<Vec<_>>()
                    .join(",")
            ),
            Data::List(items) => format!(
                "list({})",
                items.lock().iter().map(shown).collect::<Vec<_>>().join(",")
            ),
            Data::ScriptBlock(block) => format!("{{{}}}", block.text()),
            Data::Enum(number) if object.ty() == system::SWITCH_PARAMETER => {
                if *number != 0 { "on" } else { "off" }.into()
            }
            _ => object.ty().short_name().to_string(),
        },
        other => format!("{other:?}"),
    }
}

/// `Id: message` of an error.
pub fn error(flow: &Flow) -> String {
    flow.error().map_or_else(
        || format!("{flow:?}"),
        |error| format!("{}: {}", error.id, error.message()),
    )
}

/// What is bound: `Name=value ... [set]`, and `+ leftovers`.
pub fn state(binding: &Binding) -> String {
    let mut parts: Vec<String> = binding
        .bound()
        .map(|(name, value)| format!("{name}={}", shown(value)))
        .collect();
    if binding.table().advanced {
        parts.push(format!("[{}]", binding.parameter_set()));
    }
    if !binding.leftovers().is_empty() {
        parts.push("+".into());
        parts.extend(binding.leftovers().iter().map(shown));
    }
    parts.join(" ")
}

/// Binds a call without input.
pub fn call(table: &Arc<ParameterTable>, line: &str) -> String {
    match Binding::begin(request(table, line, false), &mut Calls::default()) {
        Ok(binding) => state(&binding),
        Err(flow) => error(&flow),
    }
}

/// Binds a call, then each item; the result for each item.
pub fn pipe(table: &Arc<ParameterTable>, line: &str, items: &[Value]) -> Vec<String> {
    let mut calls = Calls::default();
    let mut binding = match Binding::begin(request(table, line, true), &mut calls) {
        Ok(binding) => binding,
        Err(flow) => return vec![error(&flow)],
    };
    items
        .iter()
        .map(|item| match binding.bind_item(item, &mut calls) {
            Ok(Item::Bound) => {
                let values = binding.values().iter().zip(&binding.table().parameters);
                let bound = values.filter_map(|(value, p)| {
                    Some(format!("{}={}", p.name, shown(value.as_ref()?)))
                });
                format!(
                    "{} [{}]",
                    bound.collect::<Vec<_>>().join(" "),
                    binding.parameter_set()
                )
            }
            Ok(Item::Refused(error)) => format!("{}: {}", error.id, error.message()),
            Err(flow) => error(&flow),
        })
        .collect()
}

pub fn request(table: &Arc<ParameterTable>, line: &str, expects_input: bool) -> Request {
    Request {
        command: "Test-It".into(),
        table: table.clone(),
        arguments: arguments(line),
        expects_input,
        ..Request::default()
    }
}

/// The table of a cmdlet in the facts.
pub fn cmdlet(name: &str) -> Arc<ParameterTable> {
    facts::table(name).expect("the facts have the cmdlet")
}

/// A script's parameters, written `Name:type:flags:set`, flags: `m`andatory, by `v`alue, by `n`ame, `r`emaining, a digit is
/// the position; several sets are separated by `/`: `X:int:m0/v:A/B`.
pub fn function(advanced: bool, default_set: &str, parameters: &str) -> ParameterTable {
    let mut table = ParameterTable {
        parameters: parameters.split_whitespace().map(parameter).collect(),
        default_set: Some(default_set)
            .filter(|name| !name.is_empty())
            .map(Into::into),
        advanced,
        positional: true,
        script: true,
        ..ParameterTable::default()
    };
    table.assign_positions();
    if advanced {
        facts::add_common(&mut table);
    }
    table
}

fn parameter(text: &str) -> Parameter {
    let mut fields = text.split(':');
    let mut next = || fields.next().unwrap_or_default();
    let (name, ty, flags, sets) = (next(), next(), next(), next());
    let (ty, typed) = match ty {
        "" => (system::OBJECT, false),
        "int" => (system::INT32, true),
        "string" => (system::STRING, true),
        "bool" => (system::BOOLEAN, true),
        "switch" => (system::SWITCH_PARAMETER, true),
        "block" => (system::SCRIPT_BLOCK, true),
        "int[]" => (registry::array_of(system::INT32, 1), true),
        "string[]" => (registry::array_of(system::STRING, 1), true),
        "object[]" => (system::object_array(), true),
        other => panic!("no type {other}"),
    };
    let sets = flags
        .split('/')
        .zip(sets.split('/').chain(std::iter::repeat("")))
        .map(|(flags, set)| InSet {
            set: Some(set).filter(|set| !set.is_empty()).map(Into::into),
            mandatory: flags.contains('m'),
            position: flags
                .chars()
                .find_map(|c| c.to_digit(10))
                .map(|digit| digit as i32),
            from_pipeline: flags.contains('v'),
            by_property_name: flags.contains('n'),
            remaining: flags.contains('r'),
            ..InSet::default()
        });
    Parameter {
        sets: sets.collect(),
        typed,
        ..Parameter::new(name, ty)
    }
}

//! `-match -notmatch -replace`.

use super::Case;
use crate::dict::{Comparer, Dict, Order};
use crate::error_record::exception;
use crate::object::Data;
use crate::script_block::{Call, ScriptBlock};
use crate::string_form::{net_text, to_str};
use crate::text::regex::{Match, Regex, RegexError, RegexOptions, cached};
use crate::types::registry;
use crate::types::system::{self, exceptions};
use crate::{Flow, Lock, Result, Str, Value, access, convert, enumerate, raise};
use std::sync::Arc;

/// What a match gives: the operator's result, and what `$Matches` becomes if it is set.
pub struct Matched {
    /// A boolean, or of a collection the elements that match.
    pub result: Value,
    /// The new `$Matches`: only where one value was matched, with success.
    pub captures: Option<Value>,
}

/// `left -match pattern`.
///
/// # Errors
/// `RegexParseException`, when the pattern is not valid.
pub fn matches(left: &Value, pattern: &Value, case: Case) -> Result<Matched> {
    filter(left, pattern, case, true)
}

/// `left -notmatch pattern`.
///
/// # Errors
/// As for [`matches`].
pub fn not_matches(left: &Value, pattern: &Value, case: Case) -> Result<Matched> {
    filter(left, pattern, case, false)
}

fn filter(left: &Value, pattern: &Value, case: Case, wanted: bool) -> Result<Matched> {
    let regex = compile(pattern, case)?.map_err(|error| invalid(&error))?;
    if let Some(items) = enumerate::items(left)?.filter(|_| !matches!(left, Value::Nothing)) {
        let mut found = Vec::new();
        for item in items {
            let item = item?;
            if regex.is_match(&to_str(&item)?) == wanted {
                found.push(item);
            }
        }
        return Ok(Matched {
            result: Value::array(found),
            captures: None,
        });
    }
    let text = to_str(left)?;
    let search = regex.search(&text);
    let found = search.first();
    Ok(Matched {
        result: Value::Bool(found.is_some() == wanted),
        captures: found.map(|found| captures(&regex, &found)),
    })
}

/// `$Matches`: a hashtable of what the groups took, by number or name.
fn captures(regex: &Regex, found: &Match<'_>) -> Value {
    let mut table = Dict::new(Comparer::IgnoreCase, Order::Buckets);
    for (slot, (_, name)) in regex.groups().iter().enumerate() {
        let Some(text) = found.group_text(slot) else {
            continue;
        };
        let key = match name.parse::<i32>() {
            Ok(number) => Value::Int32(number),
            Err(_) => Value::str(name.as_str()),
        };
        table.insert(key, Value::str(&*text));
    }
    Value::object(system::HASHTABLE, Data::Dict(Lock::new(table)))
}

/// A pattern, compiled: a regex as it is, anything else by its string.
pub(super) fn compile(
    pattern: &Value,
    case: Case,
) -> Result<std::result::Result<Regex, RegexError>> {
    if let Some(regex) = pattern.payload::<Regex>() {
        return Ok(Ok(regex.clone()));
    }
    let options = match case {
        Case::Ignore => RegexOptions::IGNORE_CASE,
        Case::Exact => RegexOptions::NONE,
    };
    Ok(cached(&to_str(pattern)?, options))
}

/// `RegexParseException`, straight through.
#[cold]
pub(super) fn invalid(error: &RegexError) -> Flow {
    raise::net(exceptions::REGEX_PARSE, error.to_string())
}

/// `left -replace pattern, substitute`; `operator` is its spelling, for an error.
///
/// # Errors
/// When the pattern is not valid, or there are more than two operands on the right.
pub fn replace(left: &Value, right: &Value, case: Case, operator: &str) -> Result<Value> {
    let (pattern, substitute) = operands(right, operator)?;
    let regex = compile(&pattern, case)?.map_err(|error| not_valid(&pattern, &error))?;
    let replacer = Replacer::new(&substitute)?;
    let Some(items) = enumerate::items(left)?.filter(|_| !matches!(left, Value::Nothing)) else {
        let text = to_str(left)?;
        return replacer.apply(&regex, &text).map(Value::Str);
    };
    let mut replaced = Vec::new();
    for item in items {
        let text = to_str(&item?)?;
        replaced.push(Value::Str(replacer.apply(&regex, &text)?));
    }
    Ok(Value::array(replaced))
}

fn operands(right: &Value, operator: &str) -> Result<(Value, Value)> {
    let empty = || Value::Str(Str::new());
    let items = match right.data() {
        Some(Data::Array(array)) => array.to_vec(),
        Some(Data::List(list)) => list.lock().clone(),
        _ => return Ok((right.base().clone(), empty())),
    };
    if items.len() > 2 {
        return Err(raise::runtime(
            "BadReplaceArgument",
            format!(
                "The {operator} operator allows only two elements to follow it, not {}.",
                items.len()
            ),
            right.clone(),
        ));
    }
    let mut items = items.into_iter();
    let pattern = items.next().unwrap_or_else(empty);
    let substitute = items.next().unwrap_or_else(empty);
    Ok((pattern, substitute))
}

#[cold]
fn not_valid(pattern: &Value, error: &RegexError) -> Flow {
    raise::runtime_with(
        "InvalidRegularExpression",
        format!(
            "The regular expression pattern {} is not valid.",
            net_text(pattern)
        ),
        pattern.clone(),
        exception(exceptions::REGEX_PARSE, error.to_string()),
    )
}

/// What comes in the place of a match.
enum Replacer {
    Text(Str),
    Block(Arc<dyn ScriptBlock>),
}

impl Replacer {
    fn new(substitute: &Value) -> Result<Self> {
        Ok(match substitute.data() {
            Some(Data::ScriptBlock(block)) => Self::Block(block.clone()),
            _ => Self::Text(to_str(substitute)?),
        })
    }

    fn apply(&self, regex: &Regex, text: &str) -> Result<Str> {
        match self {
            Self::Text(substitute) => Ok(Str::from(&*regex.replace(text, substitute, None))),
            Self::Block(block) => {
                let mut objects = match_objects(regex, text)?.into_iter();
                let replaced = regex.replace_with(text, None, |found| {
                    let item = objects
                        .next()
                        .unwrap_or_else(|| Value::str(&*found.value()));
                    let output = block.call(Call {
                        item: Some(item),
                        dotted: true,
                        ..Call::default()
                    })?;
                    to_str(&Value::collected(output)).map(|text| text.to_string())
                });
                replaced.map(|text| Str::from(&*text))
            }
        }
    }
}

/// The matches as the `Match` objects that a script sees in `$_`, where the type is known.
fn match_objects(regex: &Regex, text: &str) -> Result<Vec<Value>> {
    let names = [
        "System.Text.RegularExpressions.Regex",
        "System.Text.RegularExpressions.RegexOptions",
    ];
    let (Some(ty), Some(options)) = (registry::lookup(names[0]), registry::lookup(names[1])) else {
        return Ok(Vec::new());
    };
    let options = convert::enumeration::value(options, i128::from(regex.options().0));
    let object = access::construct(ty, &[Value::str(regex.pattern()), options])?;
    enumerate::to_vec(&access::invoke_method(
        &object,
        "Matches",
        &[Value::str(text)],
    )?)
}

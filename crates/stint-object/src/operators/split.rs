//! `-split` and `-join`.

use super::Case;
use super::regex::invalid;
use crate::convert;
use crate::enumerate::{self, Enumerator};
use crate::error_record::{Category, ErrorRecord, exception_with};
use crate::object::Data;
use crate::script_block::{Call, ScriptBlock};
use crate::string_form::{char_str, join as join_items, net_text, to_str};
use crate::text::culture::Culture;
use crate::text::regex::{RegexOptions, cached, escape};
use crate::types::system::{self, exceptions};
use crate::types::{TypeInfo, registry};
use crate::{Flow, Result, Str, Type, Value, raise};

/// `System.Management.Automation.SplitOptions`.
pub const SPLIT_OPTIONS: Type = {
    static INFO: TypeInfo = TypeInfo::flag_enumeration(
        "System.Management.Automation.SplitOptions",
        &[
            ("SimpleMatch", 1),
            ("RegexMatch", 2),
            ("CultureInvariant", 4),
            ("IgnorePatternWhitespace", 8),
            ("Multiline", 16),
            ("Singleline", 32),
            ("IgnoreCase", 64),
            ("ExplicitCapture", 128),
        ],
    );
    Type(&INFO)
};

const SIMPLE_MATCH: i64 = 1;
const IGNORE_CASE: i64 = 64;

/// `-split left`: words between white space.
///
/// # Errors
/// What a `ToString` of an element throws.
pub fn split_words(left: &Value) -> Result<Value> {
    let content: Vec<Str> = content(left)?
        .into_iter()
        .map(|text| Str::from(text.trim()))
        .collect();
    by_pattern(&content, r"\s+", 0, 0)
}

/// `left -split right`: a pattern or script block, a limit, and options.
///
/// # Errors
/// PowerShell's, when an operand does not fit.
pub fn split(left: &Value, right: &Value, case: Case) -> Result<Value> {
    let args = match enumerate::items(right)? {
        Some(items) => items.collect::<Result<Vec<Value>>>()?,
        None => vec![right.clone()],
    };
    let Some(first) = args.first() else {
        return Err(raise::runtime(
            "BadOperatorArgument",
            format!(
                "The argument to operator '-split' is not valid: {}.",
                net_text(right)
            ),
            right.clone(),
        ));
    };
    let predicate = match first.data() {
        Some(Data::ScriptBlock(block)) => Some(block.clone()),
        _ => None,
    };
    let pattern = match predicate {
        None => to_str(first)?,
        Some(_) => Str::new(),
    };
    let limit = match args.get(1) {
        Some(limit) => int(limit)?,
        None => 0,
    };
    let options = options(args.get(2), case, predicate.is_some())?;
    let content = content(left)?;
    match predicate {
        None => by_pattern(&content, &pattern, limit, options),
        Some(block) if limit >= 0 => by_block(content, &*block, limit),
        Some(block) => by_block_backwards(content, &*block, limit),
    }
}

/// A conversion of an operand: its failure is wrapped once more.
fn converted(value: &Value, ty: Type) -> Result<Value> {
    convert::to(value, ty).map_err(|flow| match raise::exception_of(flow) {
        Ok(inner) => raise::runtime_around(inner),
        Err(other) => other,
    })
}

fn int(value: &Value) -> Result<i32> {
    match converted(value.base(), system::INT32)? {
        Value::Int32(number) => Ok(number),
        _ => Ok(0),
    }
}

fn options(value: Option<&Value>, case: Case, predicate: bool) -> Result<i64> {
    let default = if case == Case::Ignore { IGNORE_CASE } else { 0 };
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return Ok(default);
    };
    if value.as_str().is_some_and(|text| text.is_empty()) {
        return Ok(0);
    }
    let ty = registry::lookup(SPLIT_OPTIONS.name()).unwrap_or(SPLIT_OPTIONS);
    let number = match converted(value, ty)?.data() {
        Some(Data::Enum(number)) => *number,
        _ => 0,
    };
    if predicate {
        return Err(bad_options(
            "InvalidSplitOptionWithPredicate",
            "Options are not allowed on the -split operator with a predicate.",
        ));
    }
    Ok(number | default)
}

#[cold]
fn bad_options(id: &'static str, message: &'static str) -> Flow {
    let exception = exception_with(exceptions::PARSE, message, Value::Null);
    ErrorRecord::of(exception, id, Category::ParserError, Value::Null).into()
}

/// The strings that are split.
fn content(left: &Value) -> Result<Vec<Str>> {
    match left {
        Value::Str(text) => Ok(vec![text.clone()]),
        _ => match enumerate::items(left)? {
            Some(items) => items.map(|item| to_str(&item?)).collect(),
            None => Ok(vec![to_str(left)?]),
        },
    }
}

fn strings(all: Vec<Value>) -> Value {
    Value::typed_array(registry::array_of(system::STRING, 1), all)
}

fn by_pattern(content: &[Str], pattern: &str, limit: i32, options: i64) -> Result<Value> {
    let simple = options & SIMPLE_MATCH != 0;
    if simple && options & !(SIMPLE_MATCH | IGNORE_CASE) != 0 {
        return Err(bad_options(
            "InvalidSplitOptionCombination",
            "The combination of options with the -split operator is not valid.",
        ));
    }
    let escaped;
    let pattern = if simple {
        escaped = escape(pattern);
        &escaped
    } else {
        pattern
    };
    let mut regex_options = RegexOptions::NONE;
    for (bit, option) in [
        (4, RegexOptions::CULTURE_INVARIANT),
        (8, RegexOptions::IGNORE_PATTERN_WHITESPACE),
        (16, RegexOptions::MULTILINE),
        (32, RegexOptions::SINGLELINE),
        (64, RegexOptions::IGNORE_CASE),
        (128, RegexOptions::EXPLICIT_CAPTURE),
    ] {
        if options & bit != 0 {
            regex_options = regex_options | option;
        }
    }
    if limit < 0 {
        regex_options = regex_options | RegexOptions::RIGHT_TO_LEFT;
    }
    let regex = cached(pattern, regex_options).map_err(|error| invalid(&error))?;
    let count = limit.unsigned_abs() as usize;
    let mut all = Vec::new();
    for text in content {
        all.extend(regex.split(text, count).into_iter().map(Value::from));
    }
    Ok(strings(all))
}

/// Whether a script block takes a character of a text for a separator.
fn separates(block: &dyn ScriptBlock, units: &[u16], text: &Str, at: usize) -> Result<bool> {
    let args = [Value::Str(text.clone()), Value::Int32(at as i32)];
    let output = block.call(Call {
        item: Some(Value::Str(char_str(units[at]))),
        args: &args,
        ..Call::default()
    })?;
    Ok(convert::to_bool(&Value::collected(output)))
}

fn piece(units: &[u16]) -> Value {
    Value::from(String::from_utf16_lossy(units))
}

fn by_block(content: Vec<Str>, block: &dyn ScriptBlock, limit: i32) -> Result<Value> {
    if limit == 1 {
        return Ok(list_of(content));
    }
    let mut all = Vec::new();
    for text in content {
        let units: Vec<u16> = text.encode_utf16().collect();
        let (mut start, mut pieces, mut at) = (0, 0, 0);
        while at < units.len() {
            if separates(block, &units, &text, at)? {
                all.push(piece(&units[start..at]));
                pieces += 1;
                start = at + 1;
                if limit == pieces + 1 {
                    break;
                }
            }
            at += 1;
        }
        all.push(piece(&units[start..]));
    }
    Ok(strings(all))
}

fn by_block_backwards(content: Vec<Str>, block: &dyn ScriptBlock, limit: i32) -> Result<Value> {
    if limit == -1 {
        return Ok(list_of(content));
    }
    let mut all = Vec::new();
    for text in content {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut pieces = Vec::new();
        let mut end = units.len();
        for at in (0..units.len()).rev() {
            if separates(block, &units, &text, at)? {
                pieces.push(piece(&units[at + 1..end]));
                end = at;
                if limit.unsigned_abs() as usize == pieces.len() + 1 {
                    break;
                }
            }
        }
        pieces.push(piece(&units[..end]));
        pieces.reverse();
        all.append(&mut pieces);
    }
    Ok(strings(all))
}

fn list_of(content: Vec<Str>) -> Value {
    let ty = registry::close(system::LIST, &[system::STRING]).unwrap_or(system::LIST);
    let items = content.into_iter().map(Value::Str).collect();
    Value::object(ty, Data::List(crate::Lock::new(items)))
}

/// `left -join separator`.
///
/// # Errors
/// What a `ToString` of an element throws.
pub fn join(left: &Value, separator: &Value) -> Result<Value> {
    join_with(left, &to_str(separator)?)
}

/// `-join left`.
///
/// # Errors
/// As for [`join`].
pub fn join_all(left: &Value) -> Result<Value> {
    join_with(left, "")
}

/// Numbers and dates as the culture writes them: unlike a string's own parts, what is joined follows it.
fn in_culture(item: Value, culture: &'static Culture) -> Result<Value> {
    let formats = match item.base() {
        Value::Double(_) | Value::Single(_) => true,
        Value::Object(object) => matches!(object.data(), Data::Decimal(_) | Data::DateTime(_)),
        Value::Int32(_) | Value::Int64(_) => culture.number.negative_sign != "-",
        _ => false,
    };
    if formats {
        crate::access::format_value(&item, "", culture).map(Value::Str)
    } else {
        Ok(item)
    }
}

fn join_with(left: &Value, separator: &str) -> Result<Value> {
    let enumerator = left.payload::<Enumerator>().is_some();
    match enumerate::items(left)? {
        Some(items) if !enumerator && !matches!(left, Value::Nothing) => {
            let culture = Culture::current();
            if culture.is_invariant() {
                return join_items(items, separator, Some(separator)).map(Value::Str);
            }
            let items = items.map(|item| item.and_then(|item| in_culture(item, culture)));
            join_items(items, separator, Some(separator)).map(Value::Str)
        }
        _ => to_str(left).map(Value::Str),
    }
}

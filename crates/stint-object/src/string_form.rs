//! The string of any value: as PowerShell makes it (`"$x"`, `[string]$x`), and as .NET's `ToString()` does.

use crate::convert::enumeration;
use crate::convert::number::enum_number;
use crate::object::{Data, Obj};
use crate::text::culture::Culture;
use crate::text::number_format::{powershell_f32, powershell_f64, shortest_f32, shortest_f64};
use crate::text::ticks::DateTimeTicks;
use crate::types::{MethodCall, Type, system};
use crate::{Result, Str, Value, ambient, enumerate};
use arcstr::literal;
use std::fmt::Write as _;

/// The string of a value, an array's elements joined by `$OFS`.
///
/// # Errors
/// When a `ToString` written in script fails.
#[inline]
pub fn to_str(value: &Value) -> Result<Str> {
    match value {
        Value::Str(text) => Ok(text.clone()),
        _ => text_of(value, None, true),
    }
}

/// The string of a value, an array's elements joined by a given separator.
///
/// # Errors
/// As for [`to_str`].
pub fn to_str_joined(value: &Value, separator: &str) -> Result<Str> {
    match value {
        Value::Str(text) => Ok(text.clone()),
        _ => text_of(value, Some(separator), true),
    }
}

/// The strings of elements with a separator between: what `-join` and string expansion give. Nulls are empty.
///
/// # Errors
/// As for [`to_str`].
pub fn join(
    items: impl Iterator<Item = Result<Value>>,
    separator: &str,
    nested: Option<&str>,
) -> Result<Str> {
    let mut out = String::new();
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push_str(separator);
        }
        match item? {
            Value::Str(text) => out.push_str(&text),
            item => out.push_str(&text_of(&item, nested, false)?),
        }
    }
    Ok(out.into())
}

/// One UTF-16 unit as a string.
pub fn char_str(unit: u16) -> Str {
    match char::from_u32(u32::from(unit)) {
        Some(c) => Str::from(c.encode_utf8(&mut [0; 4]) as &str),
        None => literal!("\u{fffd}"),
    }
}

/// `recurse` is false for what stands inside another value.
fn text_of(value: &Value, separator: Option<&str>, recurse: bool) -> Result<Str> {
    Ok(match value {
        Value::Null | Value::Nothing => Str::new(),
        Value::Str(text) => text.clone(),
        Value::Double(v) => powershell_f64(*v, Culture::invariant()).into(),
        Value::Single(v) => powershell_f32(*v, Culture::invariant()).into(),
        Value::Object(object) => return object_text(value, object, separator, recurse),
        other => plain_text(other),
    })
}

/// Values that have one text only.
fn plain_text(value: &Value) -> Str {
    match value {
        Value::Bool(true) => literal!("True"),
        Value::Bool(false) => literal!("False"),
        Value::Char(v) => char_str(*v),
        Value::SByte(v) => integer_text(i64::from(*v)),
        Value::Byte(v) => integer_text(i64::from(*v)),
        Value::Int16(v) => integer_text(i64::from(*v)),
        Value::UInt16(v) => integer_text(i64::from(*v)),
        Value::Int32(v) => integer_text(i64::from(*v)),
        Value::UInt32(v) => integer_text(i64::from(*v)),
        Value::Int64(v) => integer_text(*v),
        Value::UInt64(v) => v.to_string().into(),
        _ => Str::new(),
    }
}

/// An integer's text, made without an allocation besides its own.
fn integer_text(value: i64) -> Str {
    let mut buffer = [0u8; 20];
    let mut at = buffer.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    std::str::from_utf8(&buffer[at..]).map_or_else(|_| Str::new(), Str::from)
}

fn object_text(value: &Value, object: &Obj, separator: Option<&str>, recurse: bool) -> Result<Str> {
    if let Some(text) = added_to_string(value, object)? {
        return Ok(text);
    }
    if let Some(text) = object.deserialized_text() {
        return Ok(text);
    }
    match object.data() {
        Data::Wrapped(base) => return text_of(base, separator, recurse),
        Data::Custom if object.ty() == system::PS_CUSTOM_OBJECT => {
            return if recurse {
                custom_text(object, separator)
            } else {
                Ok(Str::new())
            };
        }
        _ => {}
    }
    if recurse && let Some(items) = enumerate::items(value)? {
        return match separator {
            Some(separator) => join(items, separator, Some(separator)),
            None => join(items, &ambient::separator(), None),
        };
    }
    match object.data() {
        Data::Type(ty) => Ok(type_text(*ty)),
        _ => method_text(value, object),
    }
}

/// A `ToString` that a script added to the object.
fn added_to_string(value: &Value, object: &Obj) -> Result<Option<Str>> {
    use crate::members::Member;
    use crate::script_block::Call;
    let body = {
        let added = object.added();
        match added.bag.get("ToString") {
            Some(Member::ScriptMethod(method)) => method.body.clone(),
            _ => return Ok(None),
        }
    };
    let output = body.call(Call {
        this: Some(value.clone()),
        ..Call::default()
    })?;
    let result = Value::collected(output);
    Ok(Some(net_text(&result)))
}

/// `@{a=1; b=2}`.
fn custom_text(object: &Obj, separator: Option<&str>) -> Result<Str> {
    let members: Vec<(Str, crate::members::Member)> = object
        .added()
        .bag
        .iter()
        .map(|(name, member)| (name.clone(), member.clone()))
        .collect();
    let mut out = String::new();
    for (name, member) in members {
        let text = match member {
            crate::members::Member::Note(value) => text_of(&value, separator, false)?,
            crate::members::Member::Script(_) => {
                literal!("System.Management.Automation.PSScriptProperty")
            }
            crate::members::Member::Code(property) => {
                let value = (property.get)(&Value::Object(object.clone()))?;
                text_of(&value, separator, false)?
            }
            crate::members::Member::Alias(alias) => {
                let value = object.note(&alias.target).unwrap_or_default();
                text_of(&value, separator, false)?
            }
            _ => continue,
        };
        out.push_str(if out.is_empty() { "@{" } else { "; " });
        let _ = write!(out, "{name}={text}");
    }
    if !out.is_empty() {
        out.push('}');
    }
    Ok(out.into())
}

/// .NET's own `ToString()`, in the invariant culture.
fn method_text(value: &Value, object: &Obj) -> Result<Str> {
    Ok(match object.data() {
        Data::Decimal(v) => v.to_string().into(),
        Data::BigInt(v) => v.to_string().into(),
        Data::DateTime(v) => date_text(*v),
        Data::TimeSpan(v) => time_span_text(*v),
        Data::Guid(v) => v.hyphenated().to_string().into(),
        Data::Enum(v) if !object.ty().is_enum() => plain_text(&Value::Bool(*v != 0)),
        Data::Enum(v) => enumeration::text(object.ty(), enum_number(object.ty(), *v)),
        Data::Type(v) => v.name().into(),
        Data::ScriptBlock(v) if object.ty() == system::SCRIPT_BLOCK => v.text(),
        Data::ErrorRecord(record) => {
            let details = record.state.lock().details.clone();
            match details {
                Some((message, _)) if !message.is_empty() => message,
                _ => record.message(),
            }
        }
        _ => match own_to_string(object.ty()) {
            Some(call) => call(value)?,
            None if matches!(object.data(), Data::Exception(_)) => exception_text(value),
            None => object.ty().name().into(),
        },
    })
}

type ToStr<'a> = Box<dyn Fn(&Value) -> Result<Str> + 'a>;

/// The `ToString()` that a type's table declares.
fn own_to_string(ty: Type) -> Option<ToStr<'static>> {
    let entry = ty.methods_named("tostring").iter().find(|entry| {
        !entry.signature.is_static
            && entry.signature.parameters.is_empty()
            && entry.owner != system::OBJECT
            && entry.owner != system::VALUE_TYPE
    })?;
    Some(Box::new(move |this| match &entry.method.call {
        MethodCall::Native(call) => Ok(net_text(&call(this, &[])?)),
        MethodCall::Body(body) => Ok(net_text(&body.invoke(this, &[])?)),
    }))
}

/// `Exception.ToString()`.
fn exception_text(value: &Value) -> Str {
    exception_chain(value, true).into()
}

/// `Type: message`, and the inner ones behind arrows. They may be many: each is written once.
pub(crate) fn exception_chain(value: &Value, with_traces: bool) -> String {
    let (mut out, mut traces) = (String::new(), Vec::new());
    let mut next = value.clone();
    loop {
        out.push_str(next.ty().map_or("", |ty| ty.name()));
        let Some(Data::Exception(data)) = next.data() else {
            traces.push(None);
            break;
        };
        if !data.message.is_empty() {
            let _ = write!(out, ": {}", data.message);
        }
        traces.push(data.stack_trace.lock().clone().filter(|_| with_traces));
        if data.inner.is_null() {
            break;
        }
        out.push_str("\n ---> ");
        let inner = data.inner.clone();
        next = inner;
    }
    while let Some(trace) = traces.pop() {
        if let Some(trace) = trace {
            let _ = write!(out, "\n{trace}");
        }
        if !traces.is_empty() {
            out.push_str("\n   --- End of inner exception stack trace ---");
        }
    }
    out
}

/// .NET's `ToString()` of any value: what error texts quote. A type gives its full name, an array its type's.
pub fn net_text(value: &Value) -> Str {
    match value {
        Value::Null | Value::Nothing => Str::new(),
        Value::Str(text) => text.clone(),
        Value::Double(v) => shortest_f64(*v, Culture::current()).into(),
        Value::Single(v) => shortest_f32(*v, Culture::current()).into(),
        Value::Object(object) => match object.data() {
            _ if object.deserialized_text().is_some() => {
                object.deserialized_text().unwrap_or_default()
            }
            Data::Wrapped(base) => net_text(base),
            Data::Custom if object.ty() == system::PS_CUSTOM_OBJECT => {
                text_of(value, Some(" "), true).unwrap_or_default()
            }
            _ => method_text(value, object).unwrap_or_default(),
        },
        other => plain_text(other),
    }
}

/// A date as the invariant culture shows it: `01/02/2024 00:00:00`.
fn date_text(value: DateTimeTicks) -> Str {
    const DAY: i64 = 864_000_000_000;
    let (year, month, day) = civil(value.ticks / DAY);
    let seconds = value.ticks % DAY / 10_000_000;
    format!(
        "{month:02}/{day:02}/{year:04} {:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
    .into()
}

/// Year, month and day of a day number, counted from 0001-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 306;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// A time span in its constant form: `1.02:03:04.0000005`.
fn time_span_text(ticks: i64) -> Str {
    let all = ticks.unsigned_abs();
    let (days, rest) = (all / 864_000_000_000, all % 864_000_000_000);
    let (seconds, fraction) = (rest / 10_000_000, rest % 10_000_000);
    let mut out = String::new();
    if ticks < 0 {
        out.push('-');
    }
    if days > 0 {
        let _ = write!(out, "{days}.");
    }
    let _ = write!(
        out,
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    if fraction > 0 {
        let _ = write!(out, ".{fraction:07}");
    }
    out.into()
}

/// A type as PowerShell writes it: by its accelerator where there is one.
pub fn type_text(ty: Type) -> Str {
    if ty == system::PS_CUSTOM_OBJECT {
        return literal!("PSCustomObject");
    }
    ty.display_name().into()
}

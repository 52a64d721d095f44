use crate::reader::Reader;
use num_bigint::BigInt;
use rust_decimal::Decimal;
use stint_object::text::composite_format::format_composite;
use stint_object::text::culture::Culture;
use stint_object::text::date_format::{format_date_time, format_time_span};
use stint_object::text::date_parse::{
    DateContext, DateTimeStyles, parse_date_time, parse_time_span,
};
use stint_object::text::number_format::{
    Width, format_big_integer, format_decimal, format_f32, format_f64, format_integer,
    powershell_f32, powershell_f64,
};
use stint_object::text::ticks::{DateTimeTicks, TICKS_PER_DAY, TICKS_PER_SECOND};
use stint_object::text::zone::Zone;

#[test]
fn format_strings() {
    crate::check("format-strings.jsonl", 100.0, |expression| {
        evaluate(expression, Culture::invariant())
    });
}

#[test]
fn format_strings_of_english() {
    let culture = Culture::by_name("en-US").unwrap();
    crate::check("format-strings-en-US.jsonl", 100.0, |expression| {
        evaluate(expression, culture)
    });
}

enum Value {
    Integer(i128, Width),
    Double(f64),
    Single(f32),
    Decimal(Decimal),
    Big(BigInt),
    Date(DateTimeTicks),
    Span(i64),
}

fn evaluate(expression: &str, culture: &Culture) -> Option<String> {
    composite(expression, culture)
        .or_else(|| to_string(expression, culture))
        .or_else(|| cast(expression))
}

/// `'{0:N}' -f (12)`.
fn composite(expression: &str, culture: &Culture) -> Option<String> {
    let mut reader = Reader(expression);
    let format = reader.string()?;
    reader.take("-f")?;
    let values = match parenthesized(&mut reader.clone()) {
        Some(value) => vec![value],
        None => reader
            .0
            .split(',')
            .map(|item| literal(item.trim()))
            .collect::<Option<Vec<_>>>()?,
    };
    let text = format_composite(&format, values.len(), |index, format| {
        format_value(&values[index], format.unwrap_or(""), culture)
    });
    Some(text.map_or("!".into(), |text| format!("[String] <{text}>")))
}

/// `(12).ToString('N')`.
fn to_string(expression: &str, culture: &Culture) -> Option<String> {
    let mut reader = Reader(expression);
    let value = parenthesized(&mut reader)?;
    reader.take(".ToString(")?;
    let format = reader.string().unwrap_or_default();
    reader.take(")")?;
    if !reader.is_done() {
        return None;
    }
    let text = format_value(&value, &format, culture);
    Some(text.map_or("!".into(), |text| format!("[String] <{text}>")))
}

/// `[string](12)` and `"$(12)"`, which are of the invariant culture.
fn cast(expression: &str) -> Option<String> {
    let mut reader = Reader(expression);
    if reader.take("[string]").is_none() {
        reader.take("\"$")?;
    }
    let value = parenthesized(&mut reader)?;
    let _ = reader.take("\"");
    if !reader.is_done() {
        return None;
    }
    let plain = Culture::invariant();
    let text = match value {
        Value::Double(value) => powershell_f64(value, plain),
        Value::Single(value) => powershell_f32(value, plain),
        other => format_value(&other, "", plain).ok()?,
    };
    Some(format!("[String] <{text}>"))
}

fn format_value(value: &Value, format: &str, culture: &Culture) -> Result<String, ()> {
    match value {
        Value::Integer(value, width) => {
            format_integer(*value, *width, format, culture).map_err(drop)
        }
        Value::Double(value) => format_f64(*value, format, culture).map_err(drop),
        Value::Single(value) => format_f32(*value, format, culture).map_err(drop),
        Value::Decimal(value) => format_decimal(value, format, culture).map_err(drop),
        Value::Big(value) => format_big_integer(value, format, culture).map_err(drop),
        Value::Date(value) => format_date_time(*value, format, culture, Zone::utc()).map_err(drop),
        Value::Span(value) => format_time_span(*value, format, culture).map_err(drop),
    }
}

/// A value in parentheses.
fn parenthesized(reader: &mut Reader<'_>) -> Option<Value> {
    reader.take("(")?;
    let rest = reader.0;
    let mut depth = 1;
    let end = rest.find(|sign| {
        depth += match sign {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let value = typed(rest[..end].trim())?;
    reader.0 = &rest[end + 1..];
    Some(value)
}

fn typed(text: &str) -> Option<Value> {
    let quoted = |prefix: &str| {
        let mut reader = Reader(text.strip_prefix(prefix)?);
        reader.string().filter(|_| reader.is_done())
    };
    match text {
        "[long]::MaxValue" => return Some(Value::Integer(i64::MAX.into(), Width::Bits64)),
        "[double]::NaN" => return Some(Value::Double(f64::NAN)),
        "[double]::PositiveInfinity" => return Some(Value::Double(f64::INFINITY)),
        "[timespan]::Zero" => return Some(Value::Span(0)),
        "[timespan]::FromSeconds(90)" => return Some(Value::Span(90 * TICKS_PER_SECOND)),
        "[timespan]::FromDays(400)" => return Some(Value::Span(400 * TICKS_PER_DAY)),
        "New-TimeSpan -Hours 25 -Minutes 61" => {
            return Some(Value::Span((25 * 60 + 61) * 60 * TICKS_PER_SECOND));
        }
        _ => {}
    }
    if let Some(date) = quoted("[datetime]") {
        let context = DateContext {
            culture: Culture::invariant(),
            styles: DateTimeStyles::NONE,
            zone: Zone::utc(),
            now: DateTimeTicks::MIN,
        };
        return parse_date_time(&date, &context).ok().map(Value::Date);
    }
    if let Some(span) = quoted("[timespan]") {
        return parse_time_span(&span, Culture::invariant())
            .ok()
            .map(Value::Span);
    }
    if let Some(span) = quoted("-[timespan]") {
        let ticks = parse_time_span(&span, Culture::invariant()).ok()?;
        return Some(Value::Span(-ticks));
    }
    if let Some(single) = text.strip_prefix("[single]") {
        return single.parse().ok().map(Value::Single);
    }
    if let Some(byte) = text.strip_prefix("[byte]") {
        return byte
            .parse()
            .ok()
            .map(|value| Value::Integer(value, Width::Bits8));
    }
    literal(text)
}

fn literal(text: &str) -> Option<Value> {
    if let Some(decimal) = text.strip_suffix('d') {
        return decimal.parse().ok().map(Value::Decimal);
    }
    if let Some(big) = text.strip_suffix('n') {
        return big.parse().ok().map(Value::Big);
    }
    if let Ok(integer) = text.parse() {
        return Some(Value::Integer(integer, Width::Bits32));
    }
    text.parse().ok().map(Value::Double)
}

use crate::reader::Reader;
use stint_object::text::culture::Culture;
use stint_object::text::date_format::{format_date_time, format_time_span};
use stint_object::text::date_parse::{
    DateContext, DateTimeStyles, parse_date_time, parse_time_span,
};
use stint_object::text::number_format::{shortest_f32, shortest_f64};
use stint_object::text::number_parse::{
    IntegerType, ParseFailure, string_to_big_integer, string_to_decimal, string_to_double,
    string_to_integer, string_to_single,
};
use stint_object::text::ticks::DateTimeTicks;
use stint_object::text::zone::Zone;

/// `[int]('12')`.
#[test]
fn conversions_of_strings() {
    crate::check("conversions.jsonl", 100.0, |expression| {
        let (kind, rest) = expression.strip_prefix('[')?.split_once(']')?;
        let mut reader = Reader(rest);
        reader.take("(")?;
        let text = reader.string()?;
        reader.take(")")?;
        reader.is_done().then(|| convert(kind, &text))?
    });
}

fn shown<T>(kind: &str, value: Result<T, ParseFailure>, show: impl Fn(T) -> String) -> String {
    value.map_or("!".into(), |value| format!("[{kind}] {}", show(value)))
}

fn convert(kind: &str, text: &str) -> Option<String> {
    let plain = Culture::invariant();
    let integer = |name: &str, target| {
        Some(shown(name, string_to_integer(text, target), |value| {
            value.to_string()
        }))
    };
    match kind {
        "int" => integer("Int32", IntegerType::Int32),
        "long" => integer("Int64", IntegerType::Int64),
        "byte" => integer("Byte", IntegerType::Byte),
        "sbyte" => integer("SByte", IntegerType::SByte),
        "int16" => integer("Int16", IntegerType::Int16),
        "uint16" => integer("UInt16", IntegerType::UInt16),
        "uint32" => integer("UInt32", IntegerType::UInt32),
        "uint64" => integer("UInt64", IntegerType::UInt64),
        "double" => Some(shown("Double", string_to_double(text), |value| {
            shortest_f64(value, plain)
        })),
        "single" => Some(shown("Single", string_to_single(text), |value| {
            shortest_f32(value, plain)
        })),
        "decimal" => Some(shown("Decimal", string_to_decimal(text), |value| {
            value.to_string()
        })),
        "bigint" => Some(shown(
            "Numerics.BigInteger",
            string_to_big_integer(text),
            |value| value.to_string(),
        )),
        "timespan" => Some(parse_time_span(text, plain).map_or("!".into(), |ticks| {
            format!("[TimeSpan] {}", format_time_span(ticks, "", plain).unwrap())
        })),
        "datetime" => {
            let context = DateContext {
                culture: plain,
                styles: DateTimeStyles::NONE,
                zone: Zone::utc(),
                now: DateTimeTicks::MIN,
            };
            Some(parse_date_time(text, &context).map_or("!".into(), |time| {
                format!(
                    "[DateTime] {}",
                    format_date_time(time, "o", plain, Zone::utc()).unwrap()
                )
            }))
        }
        _ => None,
    }
}

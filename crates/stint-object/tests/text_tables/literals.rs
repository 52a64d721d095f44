use stint_object::text::culture::Culture;
use stint_object::text::number_format::shortest_f64;
use stint_object::text::number_parse::{IntegerType, ScannedNumber, scan_number};

/// Number literals, which strings are read as.
#[test]
fn literals() {
    crate::check("literals.jsonl", 100.0, |expression| {
        let is_number = expression
            .starts_with(|sign: char| sign.is_ascii_digit() || ".+-".contains(sign))
            && expression
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".+-".contains(&byte));
        // Two dots are a range, two signs a decrement, a sign behind a digit a sum.
        let inner = expression.trim_start_matches(['+', '-']);
        let is_sum = inner
            .replace("e+", "")
            .replace("e-", "")
            .replace("E+", "")
            .replace("E-", "")
            .contains(['+', '-']);
        if !is_number || is_sum || expression.contains("..") || expression.len() - inner.len() > 1 {
            return None;
        }
        Some(match scan_number(expression) {
            None => "!".into(),
            Some(ScannedNumber::Integer(target, value)) => format!("[{}] {value}", name(target)),
            Some(ScannedNumber::BigInteger(value)) => format!("[Numerics.BigInteger] {value}"),
            Some(ScannedNumber::Decimal(value)) => format!("[Decimal] {value}"),
            Some(ScannedNumber::Double(value)) => {
                format!("[Double] {}", shortest_f64(value, Culture::invariant()))
            }
        })
    });
}

fn name(target: IntegerType) -> &'static str {
    match target {
        IntegerType::SByte => "SByte",
        IntegerType::Byte => "Byte",
        IntegerType::Int16 => "Int16",
        IntegerType::UInt16 => "UInt16",
        IntegerType::Int32 => "Int32",
        IntegerType::UInt32 => "UInt32",
        IntegerType::Int64 => "Int64",
        IntegerType::UInt64 => "UInt64",
    }
}

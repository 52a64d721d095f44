//! `System.Convert`.

use super::culture_info::provider;
use super::{base64, numbers};
use crate::convert::number::change_type;
use crate::types::native::{Args, Plain, bytes, method, property};
use crate::types::{Method, Property, Type, TypeInfo, join, system, throw};
use crate::{Flow, Result, Value, access};

/// `Convert.ChangeType` and the methods for each type.
fn change(value: &Value, ty: Type) -> Result<Value> {
    if value.is_null() {
        return Ok(if ty == system::STRING {
            Value::str("")
        } else {
            access::default_of(ty)
        });
    }
    if let (Some(text), true) = (
        value.as_str(),
        ty != system::BOOLEAN && ty != system::CHAR && ty != system::STRING,
    ) {
        if ty == system::DATE_TIME {
            return access::invoke_static(ty, "Parse", std::slice::from_ref(value))
                .map_err(super::comparer::bare);
        }
        if text.trim().is_empty() {
            return Err(throw::format(format!(
                "The input string '{text}' was not in a correct format."
            )));
        }
    }
    change_type(value.base(), ty).map_err(thrown)
}

/// What a refused conversion throws.
fn thrown(refusal: crate::convert::number::Refusal) -> Flow {
    crate::error_record::ErrorRecord::thrown(refusal.into_exception()).into()
}

/// The overloads of one method for every type that .NET converts from.
macro_rules! overloads {
    ($($constant:ident = $name:literal $result:literal $ty:expr;)*) => {
        $(
            const $constant: &[Method] = &[
                overload!($name, $result, "System.Object", $ty),
                overload!($name, $result, "bool", $ty),
                overload!($name, $result, "char", $ty),
                overload!($name, $result, "sbyte", $ty),
                overload!($name, $result, "byte", $ty),
                overload!($name, $result, "short", $ty),
                overload!($name, $result, "ushort", $ty),
                overload!($name, $result, "int", $ty),
                overload!($name, $result, "uint", $ty),
                overload!($name, $result, "long", $ty),
                overload!($name, $result, "ulong", $ty),
                overload!($name, $result, "float", $ty),
                overload!($name, $result, "double", $ty),
                overload!($name, $result, "decimal", $ty),
                overload!($name, $result, "datetime", $ty),
                overload!($name, $result, "string", $ty),
                method!(concat!("static ", $result, " ", $name, "(System.Object value, System.IFormatProvider provider)"), |_, args| change(args.at(0), $ty)),
                method!(concat!("static ", $result, " ", $name, "(string value, System.IFormatProvider provider)"), |_, args| change(args.at(0), $ty)),
            ];
        )*
    };
}

macro_rules! overload {
    ($name:literal, $result:literal, $from:literal, $ty:expr) => {
        method!(
            concat!("static ", $result, " ", $name, "(", $from, " value)"),
            |_, args| change(args.at(0), $ty)
        )
    };
}

overloads! {
    TO_BOOLEAN = "ToBoolean" "bool" system::BOOLEAN;
    TO_CHAR = "ToChar" "char" system::CHAR;
    TO_SBYTE = "ToSByte" "sbyte" system::SBYTE;
    TO_BYTE = "ToByte" "byte" system::BYTE;
    TO_INT16 = "ToInt16" "short" system::INT16;
    TO_UINT16 = "ToUInt16" "ushort" system::UINT16;
    TO_INT32 = "ToInt32" "int" system::INT32;
    TO_UINT32 = "ToUInt32" "uint" system::UINT32;
    TO_INT64 = "ToInt64" "long" system::INT64;
    TO_UINT64 = "ToUInt64" "ulong" system::UINT64;
    TO_SINGLE = "ToSingle" "float" system::SINGLE;
    TO_DOUBLE = "ToDouble" "double" system::DOUBLE;
    TO_DECIMAL = "ToDecimal" "decimal" system::DECIMAL;
    TO_DATE_TIME = "ToDateTime" "datetime" system::DATE_TIME;
}

/// Digits of an integer in base 2, 8, 10 or 16.
fn from_base(args: &[Value], ty: &str, bits: u32, signed: bool) -> Result<i128> {
    let base = args.int(1);
    if ![2, 8, 10, 16].contains(&base) {
        return Err(throw::argument("Invalid Base.", ""));
    }
    let Some(text) = args.string(0) else {
        return Ok(0);
    };
    if text.is_empty() {
        return Err(throw::argument_out_of_range(
            "Index was out of range. Must be non-negative and less than the size of the collection.",
            "startIndex",
        ));
    }
    let overflow = || {
        throw::overflow(match ty {
            "Byte" => "Value was either too large or too small for an unsigned byte.".to_owned(),
            "SByte" => "Value was either too large or too small for a signed byte.".to_owned(),
            "Int16" | "Int32" | "Int64" => {
                format!("Value was either too large or too small for an {ty}.")
            }
            _ => format!("Value was either too large or too small for a {ty}."),
        })
    };
    let (negative, mut digits) = match text.strip_prefix('-') {
        Some(rest) if base == 10 => (true, rest),
        Some(_) => {
            return Err(throw::argument(
                "String cannot contain a minus sign if the base is not 10.",
                "",
            ));
        }
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    if base == 16 {
        digits = digits
            .strip_prefix("0x")
            .or_else(|| digits.strip_prefix("0X"))
            .unwrap_or(digits);
    }
    if negative && !signed {
        return Err(throw::overflow(
            "The string was being parsed as an unsigned number and could not have a negative sign.",
        ));
    }
    let mut value: i128 = 0;
    let mut seen = 0;
    for c in digits.chars() {
        let Some(digit) = c.to_digit(base as u32) else {
            return Err(if seen == 0 {
                throw::format("Could not find any recognizable digits.")
            } else {
                throw::format("Additional non-parsable characters are at the end of the string.")
            });
        };
        seen += 1;
        value = value * i128::from(base) + i128::from(digit);
        if value > u64::MAX as i128 {
            return Err(overflow());
        }
    }
    if seen == 0 {
        return Err(throw::format("Could not find any recognizable digits."));
    }
    if negative {
        value = -value;
    }
    let limit = 1i128 << bits;
    // Other bases than ten write the bits of a signed number.
    if signed && base != 10 {
        if value >= limit {
            return Err(overflow());
        }
        if value >= limit / 2 {
            value -= limit;
        }
        return Ok(value);
    }
    let range = if signed {
        -limit / 2..limit / 2
    } else {
        0..limit
    };
    if range.contains(&value) {
        Ok(value)
    } else {
        Err(overflow())
    }
}

macro_rules! based {
    ($name:literal, $result:literal, $net:literal, $rust:ident, $variant:ident, $signed:literal) => {
        method!(
            concat!(
                "static ",
                $result,
                " ",
                $name,
                "(string value, int fromBase)"
            ),
            |_, args| {
                Ok(Value::$variant(
                    from_base(args, $net, <$rust>::BITS, $signed)? as $rust,
                )) as Result<Value>
            }
        )
    };
}

const FROM_BASE: &[Method] = &[
    based!("ToByte", "byte", "Byte", u8, Byte, false),
    based!("ToSByte", "sbyte", "SByte", i8, SByte, true),
    based!("ToInt16", "short", "Int16", i16, Int16, true),
    based!("ToUInt16", "ushort", "UInt16", u16, UInt16, false),
    based!("ToInt32", "int", "Int32", i32, Int32, true),
    based!("ToUInt32", "uint", "UInt32", u32, UInt32, false),
    based!("ToInt64", "long", "Int64", i64, Int64, true),
    based!("ToUInt64", "ulong", "UInt64", u64, UInt64, false),
];

/// The bits of an integer in base 2, 8 or 16, and the number in base 10.
fn to_base(value: i64, bits: u32, base: i32) -> Result<String> {
    let mask = if bits == 64 {
        u64::MAX
    } else {
        (1u64 << bits) - 1
    };
    let pattern = value as u64 & mask;
    match base {
        2 => Ok(format!("{pattern:b}")),
        8 => Ok(format!("{pattern:o}")),
        16 => Ok(format!("{pattern:x}")),
        10 => Ok(value.to_string()),
        _ => Err(throw::argument("Invalid Base.", "")),
    }
}

fn to_text(value: &Value, culture: &Value) -> Result<Value> {
    if value.is_null() {
        return Ok(Value::str(""));
    }
    access::format_value(value, "", provider(culture)).map(Value::Str)
}

macro_rules! to_string {
    ($($from:literal)*) => {
        &[$(
            method!(concat!("static string ToString(", $from, " value)"), |_, args| to_text(args.at(0), &Value::Null)),
            method!(concat!("static string ToString(", $from, " value, System.IFormatProvider provider)"), |_, args| to_text(args.at(0), args.at(1))),
        )*]
    };
}

const TO_STRING: &[Method] = to_string!(
    "System.Object" "bool" "char" "sbyte" "byte" "short" "ushort" "int" "uint" "long" "ulong" "float" "double" "decimal" "datetime" "string"
);

const TO_BASE: &[Method] = &[
    method!(
        "static string ToString(byte value, int toBase)",
        |_, args| to_base(args.long(0), 8, args.int(1))
    ),
    method!(
        "static string ToString(short value, int toBase)",
        |_, args| to_base(args.long(0), 16, args.int(1))
    ),
    method!(
        "static string ToString(int value, int toBase)",
        |_, args| to_base(args.long(0), 32, args.int(1))
    ),
    method!(
        "static string ToString(long value, int toBase)",
        |_, args| to_base(args.long(0), 64, args.int(1))
    ),
];

fn part(args: &[Value], offset: usize) -> Result<Vec<u8>> {
    let all = required(args.at(0), "inArray")?;
    let (start, len) = (args.int(offset), args.int(offset + 1));
    if start < 0 {
        return Err(throw::argument_out_of_range(
            "Value must be positive.",
            "offset",
        ));
    }
    if len < 0 || start as usize + len as usize > all.len() {
        return Err(throw::argument_out_of_range(
            "Index was out of range. Must be non-negative and less than the size of the collection.",
            if len < 0 { "length" } else { "offset" },
        ));
    }
    Ok(all[start as usize..(start + len) as usize].to_vec())
}

fn required(value: &Value, parameter: &str) -> Result<Vec<u8>> {
    if value.is_null() {
        return Err(throw::argument_null(parameter));
    }
    Ok(value.byte_items())
}

fn encoded(items: &[u8], options: i64) -> Result<String> {
    if !(0..=1).contains(&options) {
        return Err(throw::argument(
            &format!("Illegal enum value: {options}."),
            "options",
        ));
    }
    Ok(base64::encode(items, options == 1))
}

fn decoded(text: &str) -> Result<Value> {
    base64::decode(text).map(|items| bytes(&items)).ok_or_else(|| {
        throw::format(
            "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.",
        )
    })
}

fn from_hex(text: &str) -> Result<Value> {
    if !text.len().is_multiple_of(2) {
        return Err(throw::format(
            "The input is not a valid hex string as its length is not a multiple of 2.",
        ));
    }
    let mut items = Vec::with_capacity(text.len() / 2);
    let digits: Vec<Option<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    for pair in digits.chunks(2) {
        match pair {
            [Some(high), Some(low)] => items.push((high * 16 + low) as u8),
            _ => {
                return Err(throw::format(
                    "The input is not a valid hex string as it contains a non-hex character.",
                ));
            }
        }
    }
    Ok(bytes(&items))
}

fn hex(items: &[u8], upper: bool) -> String {
    items
        .iter()
        .map(|byte| {
            if upper {
                format!("{byte:02X}")
            } else {
                format!("{byte:02x}")
            }
        })
        .collect()
}

const BYTES: &[Method] = &[
    method!("static string ToBase64String(byte[] inArray)", |_, args| {
        encoded(&required(args.at(0), "inArray")?, 0)
    }),
    method!(
        "static string ToBase64String(byte[] inArray, System.Base64FormattingOptions options)",
        |_, args| { encoded(&required(args.at(0), "inArray")?, args.long(1)) }
    ),
    method!(
        "static string ToBase64String(byte[] inArray, int offset, int length)",
        |_, args| encoded(&part(args, 1)?, 0)
    ),
    method!(
        "static string ToBase64String(byte[] inArray, int offset, int length, System.Base64FormattingOptions options)",
        |_, args| { encoded(&part(args, 1)?, args.long(3)) }
    ),
    method!("static byte[] FromBase64String(string s)", |_, args| {
        decoded(&args.string(0).ok_or_else(|| throw::argument_null("s"))?)
    }),
    method!(
        "static byte[] FromBase64CharArray(char[] inArray, int offset, int length)",
        |_, args| {
            let units: Vec<u16> = args.items(0).iter().map(Plain::unit).collect();
            let (start, len) = (args.int(1), args.int(2));
            if len < 0 {
                return Err(throw::argument_out_of_range(
                    "Index was out of range. Must be non-negative and less than the size of the collection.",
                    "length",
                ));
            }
            if start < 0 {
                return Err(throw::argument_out_of_range(
                    "Value must be positive.",
                    "offset",
                ));
            }
            match units.get(start as usize..(start + len) as usize) {
                Some(part) => decoded(&super::utf16::text(part)),
                None => Err(throw::argument_out_of_range(
                    "Offset and length must refer to a position in the string.",
                    "offset",
                )),
            }
        }
    ),
    method!(
        "static int ToBase64CharArray(byte[] inArray, int offsetIn, int length, char[] outArray, int offsetOut)",
        |_, args| {
            let text = encoded(&part(args, 1)?, 0)?;
            let Some(array) = args.at(3).as_array() else {
                return Err(throw::argument_null("outArray"));
            };
            let start = args.int(4);
            if start < 0 || start as usize + text.len() > array.len() {
                return Err(throw::argument_out_of_range(
                    "Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.",
                    "offsetOut",
                ));
            }
            for (at, unit) in text.encode_utf16().enumerate() {
                array.set(start as usize + at, Value::Char(unit));
            }
            Ok(Value::Int32(text.len() as i32))
        }
    ),
    method!("static byte[] FromHexString(string s)", |_, args| from_hex(
        &args.string(0).ok_or_else(|| throw::argument_null("s"))?
    )),
    method!(
        "static string ToHexString(byte[] inArray)",
        |_, args| Ok(hex(&required(args.at(0), "inArray")?, true)) as Result<String>
    ),
    method!(
        "static string ToHexString(byte[] inArray, int offset, int length)",
        |_, args| Ok(hex(&part(args, 1)?, true)) as Result<String>
    ),
    method!(
        "static string ToHexStringLower(byte[] inArray)",
        |_, args| Ok(hex(&required(args.at(0), "inArray")?, false)) as Result<String>
    ),
    method!(
        "static string ToHexStringLower(byte[] inArray, int offset, int length)",
        |_, args| Ok(hex(&part(args, 1)?, false)) as Result<String>
    ),
];

fn code_of(value: &Value) -> i64 {
    match value.base() {
        Value::Null | Value::Nothing => 0,
        Value::Bool(_) => 3,
        Value::Char(_) => 4,
        Value::SByte(_) => 5,
        Value::Byte(_) => 6,
        Value::Int16(_) => 7,
        Value::UInt16(_) => 8,
        Value::Int32(_) => 9,
        Value::UInt32(_) => 10,
        Value::Int64(_) => 11,
        Value::UInt64(_) => 12,
        Value::Single(_) => 13,
        Value::Double(_) => 14,
        Value::Str(_) => 18,
        Value::Object(object) => match object.data() {
            crate::Data::Decimal(_) => 15,
            crate::Data::DateTime(_) => 16,
            crate::Data::Enum(_) => 9,
            _ if object.ty() == super::db_null::DB_NULL => 2,
            _ => 1,
        },
    }
}

fn type_of_code(code: i64) -> Result<Type> {
    Ok(match code {
        1 => system::OBJECT,
        3 => system::BOOLEAN,
        4 => system::CHAR,
        5 => system::SBYTE,
        6 => system::BYTE,
        7 => system::INT16,
        8 => system::UINT16,
        9 => system::INT32,
        10 => system::UINT32,
        11 => system::INT64,
        12 => system::UINT64,
        13 => system::SINGLE,
        14 => system::DOUBLE,
        15 => system::DECIMAL,
        16 => system::DATE_TIME,
        18 => system::STRING,
        _ => return Err(throw::argument("Unknown TypeCode value.", "")),
    })
}

fn change_to(value: &Value, ty: Type) -> Result<Value> {
    if value.is_null() && ty.is_value_type() {
        return Err(throw::of(
            super::exceptions::INVALID_CAST,
            "Null object cannot be converted to a value type.",
        ));
    }
    if value.is_null() {
        return Ok(Value::Null);
    }
    if value.ty().is_some_and(|from| from.is(ty)) {
        return Ok(value.clone());
    }
    change(value, ty)
}

const OTHERS: &[Method] = &[
    method!(
        "static System.Object ChangeType(System.Object value, System.TypeCode typeCode)",
        |_, args| change_to(args.at(0), type_of_code(args.long(1))?)
    ),
    method!(
        "static System.Object ChangeType(System.Object value, System.TypeCode typeCode, System.IFormatProvider provider)",
        |_, args| { change_to(args.at(0), type_of_code(args.long(1))?) }
    ),
    method!(
        "static System.Object ChangeType(System.Object value, type conversionType)",
        |_, args| change_to(args.at(0), args.at(1).type_object())
    ),
    method!(
        "static System.Object ChangeType(System.Object value, type conversionType, System.IFormatProvider provider)",
        |_, args| { change_to(args.at(0), args.at(1).type_object()) }
    ),
    method!(
        "static System.TypeCode GetTypeCode(System.Object value)",
        |_, args| numbers::type_code(code_of(args.at(0)))
    ),
    method!("static bool IsDBNull(System.Object value)", |_, args| args
        .at(0)
        .ty()
        == Some(super::db_null::DB_NULL)),
];

const PROPERTIES: &[Property] = &[property!("static System.Object DBNull", |_| {
    super::db_null::value()
})];

/// `System.Convert`.
pub const CONVERT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Convert")
        .methods(join![
            OTHERS,
            TO_BOOLEAN,
            TO_CHAR,
            TO_SBYTE,
            TO_BYTE,
            TO_INT16,
            TO_UINT16,
            TO_INT32,
            TO_UINT32,
            TO_INT64,
            TO_UINT64,
            TO_SINGLE,
            TO_DOUBLE,
            TO_DECIMAL,
            TO_DATE_TIME,
            FROM_BASE,
            TO_STRING,
            TO_BASE,
            BYTES
        ])
        .properties(PROPERTIES);
    Type(&INFO)
};

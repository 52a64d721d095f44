//! What the number types share: the members of the integers, and parsing and formatting of them all.

use super::culture_info::provider;
use super::{enums, ps_reference, tuple};
use crate::text::number_format::{BadFormat, Width};
use crate::text::number_parse::{IntegerType, NumberStyles, ParseFailure, parse_integer};
use crate::types::native::method;
use crate::types::{Method, throw};
use crate::{Flow, Result, Str, Value};

/// What formatting and parsing into spans looks like in lists; scripts cannot call it.
pub const SPAN_FORMATTING: &[Method] = &[
    method!(
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format = default, System.IFormatProvider provider = null)",
        |_, _| false
    ),
    method!(
        "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format = default, System.IFormatProvider provider = null)",
        |_, _| false
    ),
];

/// A parse failure as the exception it is.
pub fn failure(failure: ParseFailure) -> Flow {
    match failure {
        ParseFailure::Format(text) => throw::format(text),
        ParseFailure::Overflow(text) => throw::overflow(text),
    }
}

/// A bad format as the exception it is.
pub fn bad_format(_: BadFormat) -> Flow {
    throw::format(BadFormat::MESSAGE)
}

/// The text to parse, or what null throws.
pub fn wanted(text: Option<Str>, parameter: &str) -> Result<Str> {
    text.ok_or_else(|| throw::argument_null(parameter))
}

/// The styles of an argument.
pub fn styles(value: &Value) -> NumberStyles {
    use crate::types::native::Plain;
    NumberStyles(value.long() as u32)
}

/// The error for comparing with a value of another type.
pub fn must_be(name: &str) -> Flow {
    throw::argument(&format!("Object must be of type {name}."), "")
}

/// Writes the result of `TryParse` and says whether there was one.
pub fn try_parse(place: Option<&Value>, parsed: Result<Value>, zero: Value) -> bool {
    let found = parsed.is_ok();
    ps_reference::set(place, parsed.unwrap_or(zero));
    found
}

/// `DivRem`: quotient and remainder.
pub fn quotient(quotient: impl Into<Value>, remainder: impl Into<Value>) -> Value {
    tuple::value_tuple(vec![quotient.into(), remainder.into()])
}

/// The index of a rounding mode other than those of .NET.
pub fn bad_mode(mode: i64) -> Flow {
    throw::argument(
        &format!("The value '{mode}' is not valid for this usage of the type MidpointRounding."),
        "mode",
    )
}

/// Parses an integer of a type.
pub fn integer(
    text: Option<Str>,
    styles: NumberStyles,
    culture: &Value,
    ty: IntegerType,
    parameter: &str,
) -> Result<i128> {
    let text = wanted(text, parameter)?;
    parse_integer(&text, styles, provider(culture), ty).map_err(failure)
}

/// Formats an integer.
pub fn format_integer(value: i128, width: Width, format: &str, culture: &Value) -> Result<String> {
    crate::text::number_format::format_integer(value, width, format, provider(culture))
        .map_err(bad_format)
}

/// The type code of a number type.
pub fn type_code(code: i64) -> Value {
    crate::access::enums::value(enums::TYPE_CODE, code)
}

/// Declares the members of an integer type: its Rust type, its variant, its name in signatures, its name in .NET, the
/// width of its format, its type code.
macro_rules! integer_members {
    ($rust:ident, $variant:ident, $name:literal, $net:ident, $width:ident, $code:literal) => {
        use $crate::text::number_parse::{IntegerType, NumberStyles};
        use $crate::text::number_format::Width;
        use $crate::types::native::{Args, method, property};
        use $crate::types::system::numbers;
        use $crate::types::system::interfaces as i;
        use $crate::types::{Method, Property, TypeInfo, throw};
        use $crate::{Result, Value};

        const INTERFACES: &[$crate::Type] = &[
            i::COMPARABLE, i::CONVERTIBLE, i::SPAN_FORMATTABLE, i::FORMATTABLE, i::COMPARABLE_T, i::EQUATABLE,
            i::UTF8_SPAN_FORMATTABLE, i::BINARY_INTEGER, i::PARSABLE, i::SPAN_PARSABLE,
        ];

        fn of(value: &Value) -> $rust {
            match value.base() {
                Value::$variant(v) => *v,
                _ => 0,
            }
        }

        fn parse(args: &[Value], styles: NumberStyles, culture: usize) -> Result<Value> {
            let parsed = numbers::integer(args.string(0), styles, args.at(culture), IntegerType::$net, "s")?;
            Ok(Value::$variant(parsed as $rust))
        }

        fn rotated(args: &[Value], left: bool) -> $rust {
            let by = args.int(1).rem_euclid(<$rust>::BITS as i32) as u32;
            if left { of(args.at(0)).rotate_left(by) } else { of(args.at(0)).rotate_right(by) }
        }

        fn clamp(args: &[Value]) -> Result<Value> {
            let (value, min, max) = (of(args.at(0)), of(args.at(1)), of(args.at(2)));
            if min > max {
                return Err(throw::argument(&format!("'{min}' cannot be greater than {max}."), ""));
            }
            Ok(Value::$variant(value.clamp(min, max)))
        }

        const PROPERTIES: &[Property] = &[
            property!(concat!("static ", $name, " MaxValue"), |_| Value::$variant(<$rust>::MAX)),
            property!(concat!("static ", $name, " MinValue"), |_| Value::$variant(<$rust>::MIN)),
        ];

        const METHODS: &[Method] = &[
            method!("int CompareTo(System.Object value)", |this, args| match args.at(0).base() {
                Value::Null | Value::Nothing => Ok(1),
                Value::$variant(other) => Ok(of(this).cmp(other) as i32),
                _ => Err(numbers::must_be(stringify!($net))),
            }),
            method!(concat!("int CompareTo(", $name, " value)"), |this, args| of(this).cmp(&of(args.at(0))) as i32),
            method!("bool Equals(System.Object obj)", |this, args| $crate::dict::equals(this, args.at(0))),
            method!(concat!("bool Equals(", $name, " obj)"), |this, args| of(this) == of(args.at(0))),
            method!("int GetHashCode()", |this, _| {
                let value = i128::from(of(this));
                (value as i32) ^ if <$rust>::BITS > 32 { (value >> 32) as i32 } else { 0 }
            }),
            method!("System.TypeCode GetTypeCode()", |_, _| numbers::type_code($code)),
            method!("string ToString()", |this, _| numbers::format_integer(of(this).into(), Width::$width, "", &Value::Null)),
            method!("string ToString(string format)", |this, args| numbers::format_integer(of(this).into(), Width::$width, args.text(0), &Value::Null)),
            method!("string ToString(System.IFormatProvider provider)", |this, args| numbers::format_integer(of(this).into(), Width::$width, "", args.at(0))),
            method!("string ToString(string format, System.IFormatProvider provider)", |this, args| {
                numbers::format_integer(of(this).into(), Width::$width, args.text(0), args.at(1))
            }),
            method!(concat!("static ", $name, " Clamp(", $name, " value, ", $name, " min, ", $name, " max)"), |_, args| clamp(args)),
            method!(concat!("static System.ValueTuple[", $name, ",", $name, "] DivRem(", $name, " left, ", $name, " right)"), |_, args| {
                let (a, b) = (of(args.at(0)), of(args.at(1)));
                if b == 0 {
                    return Err(throw::divide_by_zero());
                }
                Ok(numbers::quotient(Value::$variant(a.wrapping_div(b)), Value::$variant(a.wrapping_rem(b))))
            }),
            method!(concat!("static bool IsEvenInteger(", $name, " value)"), |_, args| of(args.at(0)) & 1 == 0),
            method!(concat!("static bool IsOddInteger(", $name, " value)"), |_, args| of(args.at(0)) & 1 != 0),
            method!(concat!("static bool IsPow2(", $name, " value)"), |_, args| {
                let value = of(args.at(0));
                value > 0 && value.count_ones() == 1
            }),
            method!(concat!("static ", $name, " LeadingZeroCount(", $name, " value)"), |_, args| Value::$variant(of(args.at(0)).leading_zeros() as $rust)),
            method!(concat!("static ", $name, " TrailingZeroCount(", $name, " value)"), |_, args| Value::$variant(of(args.at(0)).trailing_zeros() as $rust)),
            method!(concat!("static ", $name, " PopCount(", $name, " value)"), |_, args| Value::$variant(of(args.at(0)).count_ones() as $rust)),
            method!(concat!("static ", $name, " Log2(", $name, " value)"), |_, args| {
                let value = i128::from(of(args.at(0)));
                if value < 0 {
                    return Err(throw::argument_out_of_range("Non-negative number required.", "value"));
                }
                Ok(Value::$variant(value.checked_ilog2().unwrap_or(0) as $rust))
            }),
            method!(concat!("static ", $name, " Max(", $name, " x, ", $name, " y)"), |_, args| Value::$variant(of(args.at(0)).max(of(args.at(1))))),
            method!(concat!("static ", $name, " Min(", $name, " x, ", $name, " y)"), |_, args| Value::$variant(of(args.at(0)).min(of(args.at(1))))),
            method!(concat!("static ", $name, " Parse(string s)"), |_, args| parse(args, NumberStyles::INTEGER, 9)),
            method!(concat!("static ", $name, " Parse(string s, System.Globalization.NumberStyles style)"), |_, args| parse(args, numbers::styles(args.at(1)), 9)),
            method!(concat!("static ", $name, " Parse(string s, System.IFormatProvider provider)"), |_, args| parse(args, NumberStyles::INTEGER, 1)),
            method!(concat!("static ", $name, " Parse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider)"), |_, args| {
                parse(args, numbers::styles(args.at(1)), 2)
            }),
            method!(concat!("static ", $name, " RotateLeft(", $name, " value, int rotateAmount)"), |_, args| Value::$variant(rotated(args, true))),
            method!(concat!("static ", $name, " RotateRight(", $name, " value, int rotateAmount)"), |_, args| Value::$variant(rotated(args, false))),
            method!(concat!("static int Sign(", $name, " value)"), |_, args| i128::from(of(args.at(0))).signum() as i32),
            method!(concat!("static bool TryParse(string s, [ref] ", $name, " result)"), |_, args| {
                numbers::try_parse(args.get(1), parse(args, NumberStyles::INTEGER, 9), Value::$variant(0))
            }),
            method!(concat!("static bool TryParse(string s, System.IFormatProvider provider, [ref] ", $name, " result)"), |_, args| {
                numbers::try_parse(args.get(2), parse(args, NumberStyles::INTEGER, 1), Value::$variant(0))
            }),
            method!(concat!("static bool TryParse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] ", $name, " result)"), |_, args| {
                numbers::try_parse(args.get(3), parse(args, numbers::styles(args.at(1)), 2), Value::$variant(0))
            }),
        ];
    };
}
pub(super) use integer_members;

/// Declares what signed integer types have besides.
macro_rules! signed_members {
    ($rust:ident, $variant:ident, $name:literal) => {
        const SIGNED: &[Method] = &[
            method!(concat!("static ", $name, " Abs(", $name, " value)"), |_, args| match of(args.at(0)).checked_abs() {
                Some(value) => Ok(Value::$variant(value)),
                None => Err(throw::overflow("Negating the minimum value of a twos complement number is invalid.")),
            }),
            method!(concat!("static ", $name, " CopySign(", $name, " value, ", $name, " sign)"), |_, args| {
                let (value, sign) = (of(args.at(0)), of(args.at(1)));
                let magnitude = value.unsigned_abs();
                if sign < 0 {
                    return Ok(Value::$variant((0 as $rust).wrapping_sub(magnitude as $rust)));
                }
                <$rust>::try_from(magnitude)
                    .map(Value::$variant)
                    .map_err(|_| throw::overflow("Negating the minimum value of a twos complement number is invalid."))
            }),
            method!(concat!("static bool IsNegative(", $name, " value)"), |_, args| of(args.at(0)) < 0),
            method!(concat!("static bool IsPositive(", $name, " value)"), |_, args| of(args.at(0)) >= 0),
            method!(concat!("static ", $name, " MaxMagnitude(", $name, " x, ", $name, " y)"), |_, args| {
                let (x, y) = (of(args.at(0)), of(args.at(1)));
                let (a, b) = (x.unsigned_abs(), y.unsigned_abs());
                Value::$variant(if a > b || a == b && x >= 0 { x } else { y })
            }),
            method!(concat!("static ", $name, " MinMagnitude(", $name, " x, ", $name, " y)"), |_, args| {
                let (x, y) = (of(args.at(0)), of(args.at(1)));
                let (a, b) = (x.unsigned_abs(), y.unsigned_abs());
                Value::$variant(if a < b || a == b && x < 0 { x } else { y })
            }),
        ];
    };
}
pub(super) use signed_members;

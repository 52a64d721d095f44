//! `System.Decimal`.

use super::culture_info::provider;
use super::interfaces as i;
use super::numbers;
use crate::convert::number::decimal_to_f64;
use crate::text::culture::Culture;
use crate::text::number_format::format_decimal;
use crate::text::number_parse::{NumberStyles, double_to_decimal, parse_decimal};
use crate::types::native::{Args, Plain, array_of, decimal, method, property};
use crate::types::{Method, Property, TypeInfo, join, throw};
use crate::{Result, Value};
use num_traits::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

const OVERFLOW: &str = "Value was either too large or too small for a Decimal.";

/// The sign as -1, 0 or 1.
pub fn sign(value: Decimal) -> i32 {
    if value.is_zero() {
        0
    } else if value.is_sign_negative() {
        -1
    } else {
        1
    }
}

/// `Decimal.Round`.
pub fn round(value: &Value, decimals: i32, mode: i64) -> Result<Decimal> {
    let strategy = match mode {
        0 => RoundingStrategy::MidpointNearestEven,
        1 => RoundingStrategy::MidpointAwayFromZero,
        2 => RoundingStrategy::ToZero,
        3 => RoundingStrategy::ToNegativeInfinity,
        4 => RoundingStrategy::ToPositiveInfinity,
        _ => return Err(numbers::bad_mode(mode)),
    };
    let decimals = u32::try_from(decimals)
        .ok()
        .filter(|decimals| *decimals <= 28)
        .ok_or_else(|| {
            throw::argument_out_of_range(
                "Decimal can only round to between 0 and 28 digits of precision.",
                "decimals",
            )
        })?;
    Ok(value.decimal().round_dp_with_strategy(decimals, strategy))
}

/// The clamp of two bounds.
pub fn clamp(value: Decimal, min: Decimal, max: Decimal) -> Result<Decimal> {
    if min > max {
        return Err(throw::argument(
            &format!("'{min}' cannot be greater than {max}."),
            "",
        ));
    }
    Ok(value.clamp(min, max))
}

fn overflow() -> crate::Flow {
    throw::overflow(OVERFLOW)
}

fn divided(a: Decimal, b: Decimal) -> Result<Decimal> {
    if b.is_zero() {
        return Err(throw::divide_by_zero());
    }
    a.checked_div(b).ok_or_else(overflow)
}

fn format(this: &Value, format: &str, culture: &'static Culture) -> Result<String> {
    format_decimal(&this.decimal(), format, culture).map_err(numbers::bad_format)
}

fn parse(args: &[Value], styles: NumberStyles, culture: usize) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "s")?;
    parse_decimal(&text, styles, provider(args.at(culture)))
        .map(decimal)
        .map_err(numbers::failure)
}

fn bits(value: Decimal) -> Value {
    let mantissa = value.mantissa().unsigned_abs();
    let flags = (value.scale() << 16)
        | if value.is_sign_negative() {
            0x8000_0000
        } else {
            0
        };
    let parts = [
        mantissa as u32,
        (mantissa >> 32) as u32,
        (mantissa >> 64) as u32,
        flags,
    ];
    array_of(
        super::INT32,
        parts
            .iter()
            .map(|part| Value::Int32(*part as i32))
            .collect(),
    )
}

fn from_bits(items: &[Value]) -> Result<Decimal> {
    let [low, middle, high, flags] = items else {
        return Err(throw::argument(
            "Decimal constructor requires an array or span of four valid decimal bytes.",
            "",
        ));
    };
    let flags = flags.long() as u32;
    Ok(Decimal::from_parts(
        low.long() as u32,
        middle.long() as u32,
        high.long() as u32,
        flags & 0x8000_0000 != 0,
        (flags >> 16) & 0xff,
    ))
}

/// The whole part in a range, or the overflow of the type.
fn whole<T: TryFrom<i128>>(value: Decimal, message: &'static str) -> Result<T> {
    let whole = value.trunc().to_i128().unwrap_or(i128::MAX);
    T::try_from(whole).map_err(|_| throw::overflow(message))
}

macro_rules! to {
    ($name:literal, $result:literal, $parameter:literal, $rust:ident, $variant:ident, $message:literal) => {
        method!(
            concat!("static ", $result, " ", $name, "(decimal ", $parameter, ")"),
            |_, args| {
                Ok(Value::$variant(whole::<$rust>(
                    args.at(0).decimal(),
                    $message,
                )?)) as Result<Value>
            }
        )
    };
}

const CONVERSIONS: &[Method] = &[
    to!(
        "ToByte",
        "byte",
        "value",
        u8,
        Byte,
        "Value was either too large or too small for an unsigned byte."
    ),
    to!(
        "ToSByte",
        "sbyte",
        "value",
        i8,
        SByte,
        "Value was either too large or too small for a signed byte."
    ),
    to!(
        "ToInt16",
        "short",
        "value",
        i16,
        Int16,
        "Value was either too large or too small for an Int16."
    ),
    to!(
        "ToUInt16",
        "ushort",
        "value",
        u16,
        UInt16,
        "Value was either too large or too small for a UInt16."
    ),
    to!(
        "ToInt32",
        "int",
        "d",
        i32,
        Int32,
        "Value was either too large or too small for an Int32."
    ),
    to!(
        "ToUInt32",
        "uint",
        "d",
        u32,
        UInt32,
        "Value was either too large or too small for a UInt32."
    ),
    to!(
        "ToInt64",
        "long",
        "d",
        i64,
        Int64,
        "Value was either too large or too small for an Int64."
    ),
    to!(
        "ToUInt64",
        "ulong",
        "d",
        u64,
        UInt64,
        "Value was either too large or too small for a UInt64."
    ),
    method!("static double ToDouble(decimal d)", |_, args| {
        decimal_to_f64(args.at(0).decimal())
    }),
    method!(
        "static float ToSingle(decimal d)",
        |_, args| decimal_to_f64(args.at(0).decimal()) as f32
    ),
    method!("static decimal FromOACurrency(long cy)", |_, args| {
        Decimal::new(args.long(0), 4).normalize()
    }),
    method!("static long ToOACurrency(decimal value)", |_, args| {
        (args.at(0).decimal() * Decimal::from(10_000))
            .round()
            .to_i64()
            .ok_or_else(|| {
                throw::overflow("Value was either too large or too small for a Currency.")
            })
    }),
];

fn odd(value: Decimal) -> bool {
    value == value.trunc() && !(value % Decimal::TWO).is_zero()
}

const STATICS: &[Method] = &[
    method!("static decimal Abs(decimal value)", |_, args| args
        .at(0)
        .decimal()
        .abs()),
    method!("static decimal Add(decimal d1, decimal d2)", |_, args| args
        .at(0)
        .decimal()
        .checked_add(args.at(1).decimal())
        .ok_or_else(overflow)),
    method!("static decimal Ceiling(decimal d)", |_, args| args
        .at(0)
        .decimal()
        .ceil()),
    method!(
        "static decimal Clamp(decimal value, decimal min, decimal max)",
        |_, args| {
            clamp(
                args.at(0).decimal(),
                args.at(1).decimal(),
                args.at(2).decimal(),
            )
        }
    ),
    method!("static int Compare(decimal d1, decimal d2)", |_, args| args
        .at(0)
        .decimal()
        .cmp(&args.at(1).decimal())
        as i32),
    method!(
        "static decimal CopySign(decimal value, decimal sign)",
        |_, args| {
            let mut value = args.at(0).decimal();
            value.set_sign_negative(args.at(1).decimal().is_sign_negative());
            value
        }
    ),
    method!(
        "static decimal Divide(decimal d1, decimal d2)",
        |_, args| divided(args.at(0).decimal(), args.at(1).decimal())
    ),
    method!("static bool Equals(decimal d1, decimal d2)", |_, args| args
        .at(0)
        .decimal()
        == args.at(1).decimal()),
    method!("static decimal Floor(decimal d)", |_, args| args
        .at(0)
        .decimal()
        .floor()),
    method!("static int[] GetBits(decimal d)", |_, args| bits(
        args.at(0).decimal()
    )),
    method!("static bool IsCanonical(decimal value)", |_, args| {
        let value = args.at(0).decimal();
        value.normalize().scale() == value.scale()
    }),
    method!("static bool IsEvenInteger(decimal value)", |_, args| {
        let value = args.at(0).decimal();
        value == value.trunc() && !odd(value)
    }),
    method!("static bool IsInteger(decimal value)", |_, args| args
        .at(0)
        .decimal()
        == args.at(0).decimal().trunc()),
    method!("static bool IsNegative(decimal value)", |_, args| args
        .at(0)
        .decimal()
        .is_sign_negative()),
    method!("static bool IsOddInteger(decimal value)", |_, args| odd(
        args.at(0).decimal()
    )),
    method!("static bool IsPositive(decimal value)", |_, args| args
        .at(0)
        .decimal()
        .is_sign_positive()),
    method!("static decimal Max(decimal x, decimal y)", |_, args| args
        .at(0)
        .decimal()
        .max(args.at(1).decimal())),
    method!(
        "static decimal MaxMagnitude(decimal x, decimal y)",
        |_, args| {
            let (x, y) = (args.at(0).decimal(), args.at(1).decimal());
            if x.abs() > y.abs() || x.abs() == y.abs() && x.is_sign_positive() {
                x
            } else {
                y
            }
        }
    ),
    method!("static decimal Min(decimal x, decimal y)", |_, args| args
        .at(0)
        .decimal()
        .min(args.at(1).decimal())),
    method!(
        "static decimal MinMagnitude(decimal x, decimal y)",
        |_, args| {
            let (x, y) = (args.at(0).decimal(), args.at(1).decimal());
            if x.abs() < y.abs() || x.abs() == y.abs() && x.is_sign_negative() {
                x
            } else {
                y
            }
        }
    ),
    method!(
        "static decimal Multiply(decimal d1, decimal d2)",
        |_, args| args
            .at(0)
            .decimal()
            .checked_mul(args.at(1).decimal())
            .ok_or_else(overflow)
    ),
    method!("static decimal Negate(decimal d)", |_, args| -args
        .at(0)
        .decimal()),
    method!("static decimal Parse(string s)", |_, args| parse(
        args,
        NumberStyles::NUMBER,
        9
    )),
    method!(
        "static decimal Parse(string s, System.Globalization.NumberStyles style)",
        |_, args| parse(args, numbers::styles(args.at(1)), 9)
    ),
    method!(
        "static decimal Parse(string s, System.IFormatProvider provider)",
        |_, args| parse(args, NumberStyles::NUMBER, 1)
    ),
    method!(
        "static decimal Parse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider)",
        |_, args| { parse(args, numbers::styles(args.at(1)), 2) }
    ),
    method!(
        "static decimal Remainder(decimal d1, decimal d2)",
        |_, args| {
            if args.at(1).decimal().is_zero() {
                return Err(throw::divide_by_zero());
            }
            Ok(args.at(0).decimal() % args.at(1).decimal())
        }
    ),
    method!("static decimal Round(decimal d)", |_, args| round(
        args.at(0),
        0,
        0
    )),
    method!(
        "static decimal Round(decimal d, int decimals)",
        |_, args| round(args.at(0), args.int(1), 0)
    ),
    method!(
        "static decimal Round(decimal d, System.MidpointRounding mode)",
        |_, args| round(args.at(0), 0, args.long(1))
    ),
    method!(
        "static decimal Round(decimal d, int decimals, System.MidpointRounding mode)",
        |_, args| round(args.at(0), args.int(1), args.long(2))
    ),
    method!("static int Sign(decimal d)", |_, args| sign(
        args.at(0).decimal()
    )),
    method!(
        "static decimal Subtract(decimal d1, decimal d2)",
        |_, args| args
            .at(0)
            .decimal()
            .checked_sub(args.at(1).decimal())
            .ok_or_else(overflow)
    ),
    method!("static decimal Truncate(decimal d)", |_, args| args
        .at(0)
        .decimal()
        .trunc()),
    method!(
        "static bool TryParse(string s, [ref] decimal result)",
        |_, args| {
            numbers::try_parse(
                args.get(1),
                parse(args, NumberStyles::NUMBER, 9),
                decimal(Decimal::ZERO),
            )
        }
    ),
    method!(
        "static bool TryParse(string s, System.IFormatProvider provider, [ref] decimal result)",
        |_, args| {
            numbers::try_parse(
                args.get(2),
                parse(args, NumberStyles::NUMBER, 1),
                decimal(Decimal::ZERO),
            )
        }
    ),
    method!(
        "static bool TryParse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] decimal result)",
        |_, args| {
            numbers::try_parse(
                args.get(3),
                parse(args, numbers::styles(args.at(1)), 2),
                decimal(Decimal::ZERO),
            )
        }
    ),
];

const METHODS: &[Method] = &[
    method!(
        "int CompareTo(System.Object value)",
        |this, args| match args.at(0).data() {
            None if args.at(0).is_null() => Ok(1),
            Some(crate::Data::Decimal(other)) => Ok(this.decimal().cmp(other) as i32),
            _ => Err(numbers::must_be("Decimal")),
        }
    ),
    method!(
        "int CompareTo(decimal value)",
        |this, args| this.decimal().cmp(&args.at(0).decimal()) as i32
    ),
    method!("bool Equals(System.Object value)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(decimal value)", |this, args| this.decimal()
        == args.at(0).decimal()),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        this
    )),
    method!("System.TypeCode GetTypeCode()", |_, _| numbers::type_code(
        15
    )),
    method!("string ToString()", |this, _| format(
        this,
        "",
        Culture::current()
    )),
    method!("string ToString(string format)", |this, args| format(
        this,
        args.text(0),
        Culture::current()
    )),
    method!(
        "string ToString(System.IFormatProvider provider)",
        |this, args| format(this, "", provider(args.at(0)))
    ),
    method!(
        "string ToString(string format, System.IFormatProvider provider)",
        |this, args| format(this, args.text(0), provider(args.at(1)))
    ),
];

const CONSTRUCTORS: &[Method] = &[
    method!("decimal(int value)", |_, args| Decimal::from(args.int(0))),
    method!("decimal(uint value)", |_, args| Decimal::from(
        args.at(0).ulong()
    )),
    method!("decimal(long value)", |_, args| Decimal::from(args.long(0))),
    method!("decimal(ulong value)", |_, args| Decimal::from(
        args.at(0).ulong()
    )),
    method!("decimal(float value)", |_, args| double_to_decimal(
        args.double(0)
    )
    .ok_or_else(overflow)),
    method!("decimal(double value)", |_, args| double_to_decimal(
        args.double(0)
    )
    .ok_or_else(overflow)),
    method!("decimal(int[] bits)", |_, args| from_bits(&args.items(0))),
    method!(
        "decimal(int lo, int mid, int hi, bool isNegative, byte scale)",
        |_, args| {
            Decimal::from_parts(
                args.int(0) as u32,
                args.int(1) as u32,
                args.int(2) as u32,
                args.boolean(3),
                args.long(4) as u32,
            )
        }
    ),
];

const PROPERTIES: &[Property] = &[
    property!("byte Scale {get;}", |this| this.decimal().scale() as u8),
    property!("static decimal Zero", |_| Decimal::ZERO),
    property!("static decimal One", |_| Decimal::ONE),
    property!("static decimal MinusOne", |_| Decimal::NEGATIVE_ONE),
    property!("static decimal MaxValue", |_| Decimal::MAX),
    property!("static decimal MinValue", |_| Decimal::MIN),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Decimal")
    .interfaces(&[
        i::SPAN_FORMATTABLE,
        i::FORMATTABLE,
        i::COMPARABLE,
        i::CONVERTIBLE,
        i::COMPARABLE_T,
        i::EQUATABLE,
        i::SERIALIZABLE,
        i::DESERIALIZATION_CALLBACK,
        i::UTF8_SPAN_FORMATTABLE,
        i::FLOATING_POINT,
        i::PARSABLE,
        i::SPAN_PARSABLE,
    ])
    .constructors(CONSTRUCTORS)
    .methods(join![
        METHODS,
        numbers::SPAN_FORMATTING,
        STATICS,
        CONVERSIONS
    ])
    .properties(PROPERTIES);

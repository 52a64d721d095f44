//! `System.Math`.

use super::numbers::quotient;
use super::{decimal, reals};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo, join, throw};
use crate::{Result, Value};

const PROPERTIES: &[Property] = &[
    property!("static double E", |_| std::f64::consts::E),
    property!("static double PI", |_| std::f64::consts::PI),
    property!("static double Tau", |_| std::f64::consts::TAU),
];

macro_rules! one {
    ($method:literal, $parameter:literal, $function:expr) => {
        method!(
            concat!("static double ", $method, "(double ", $parameter, ")"),
            |_, args| {
                let function: fn(f64) -> f64 = $function;
                function(args.double(0))
            }
        )
    };
}

macro_rules! two {
    ($method:literal, $a:literal, $b:literal, $function:expr) => {
        method!(
            concat!(
                "static double ",
                $method,
                "(double ",
                $a,
                ", double ",
                $b,
                ")"
            ),
            |_, args| {
                let function: fn(f64, f64) -> f64 = $function;
                function(args.double(0), args.double(1))
            }
        )
    };
}

const REAL: &[Method] = &[
    one!("Acos", "d", f64::acos),
    one!("Acosh", "d", f64::acosh),
    one!("Asin", "d", f64::asin),
    one!("Asinh", "d", f64::asinh),
    one!("Atan", "d", f64::atan),
    one!("Atanh", "d", f64::atanh),
    two!("Atan2", "y", "x", f64::atan2),
    one!("Cbrt", "d", f64::cbrt),
    one!("Ceiling", "a", f64::ceil),
    one!("Cos", "d", f64::cos),
    one!("Cosh", "value", f64::cosh),
    one!("Exp", "d", f64::exp),
    one!("Floor", "d", f64::floor),
    method!(
        "static double FusedMultiplyAdd(double x, double y, double z)",
        |_, args| { f64::mul_add(args.double(0), args.double(1), args.double(2)) }
    ),
    method!("static int ILogB(double x)", |_, args| reals::ilogb(
        args.double(0)
    )),
    one!("Log", "d", f64::ln),
    two!("Log", "a", "newBase", reals::log),
    one!("Log2", "x", f64::log2),
    one!("Log10", "d", f64::log10),
    two!("Pow", "x", "y", f64::powf),
    one!("Sin", "a", f64::sin),
    method!(
        "static System.ValueTuple[double,double] SinCos(double x)",
        |_, args| { quotient(f64::sin(args.double(0)), f64::cos(args.double(0))) }
    ),
    one!("Sinh", "value", f64::sinh),
    one!("Sqrt", "d", f64::sqrt),
    one!("Tan", "a", f64::tan),
    one!("Tanh", "value", f64::tanh),
    one!("BitDecrement", "x", f64::next_down),
    one!("BitIncrement", "x", f64::next_up),
    two!("CopySign", "x", "y", f64::copysign),
    two!("IEEERemainder", "x", "y", reals::ieee_remainder),
    two!("MaxMagnitude", "x", "y", reals::max_magnitude),
    two!("MinMagnitude", "x", "y", reals::min_magnitude),
    one!("ReciprocalEstimate", "d", |x| 1.0 / x),
    one!("ReciprocalSqrtEstimate", "d", |x| 1.0 / x.sqrt()),
    method!("static double ScaleB(double x, int n)", |_, args| {
        reals::scale(args.double(0), args.int(1))
    }),
    one!("Truncate", "d", f64::trunc),
    one!("Round", "a", f64::round_ties_even),
    method!(
        "static double Round(double value, int digits)",
        |_, args| reals::round(args.double(0), args.int(1), 0)
    ),
    method!(
        "static double Round(double value, System.MidpointRounding mode)",
        |_, args| reals::round(args.double(0), 0, args.long(1))
    ),
    method!(
        "static double Round(double value, int digits, System.MidpointRounding mode)",
        |_, args| { reals::round(args.double(0), args.int(1), args.long(2)) }
    ),
    two!("Max", "val1", "val2", reals::max),
    two!("Min", "val1", "val2", reals::min),
    one!("Abs", "value", f64::abs),
    method!("static int Sign(double value)", |_, args| reals::sign(
        args.double(0)
    )),
    method!(
        "static double Clamp(double value, double min, double max)",
        |_, args| { reals::clamp(args.double(0), args.double(1), args.double(2)) }
    ),
];

const SINGLE: &[Method] = &[
    method!(
        "static float Max(float val1, float val2)",
        |_, args| reals::max(args.double(0), args.double(1)) as f32
    ),
    method!(
        "static float Min(float val1, float val2)",
        |_, args| reals::min(args.double(0), args.double(1)) as f32
    ),
    method!(
        "static float Abs(float value)",
        |_, args| args.double(0).abs() as f32
    ),
    method!("static int Sign(float value)", |_, args| reals::sign(
        args.double(0)
    )),
    method!(
        "static float Clamp(float value, float min, float max)",
        |_, args| {
            Ok(Value::Single(
                reals::clamp(args.double(0), args.double(1), args.double(2))? as f32,
            )) as Result<Value>
        }
    ),
];

const DECIMAL: &[Method] = &[
    method!("static decimal Abs(decimal value)", |_, args| args
        .at(0)
        .decimal()
        .abs()),
    method!("static decimal Ceiling(decimal d)", |_, args| args
        .at(0)
        .decimal()
        .ceil()),
    method!("static decimal Floor(decimal d)", |_, args| args
        .at(0)
        .decimal()
        .floor()),
    method!("static decimal Truncate(decimal d)", |_, args| args
        .at(0)
        .decimal()
        .trunc()),
    method!(
        "static decimal Max(decimal val1, decimal val2)",
        |_, args| args.at(0).decimal().max(args.at(1).decimal())
    ),
    method!(
        "static decimal Min(decimal val1, decimal val2)",
        |_, args| args.at(0).decimal().min(args.at(1).decimal())
    ),
    method!("static int Sign(decimal value)", |_, args| decimal::sign(
        args.at(0).decimal()
    )),
    method!("static decimal Round(decimal d)", |_, args| decimal::round(
        args.at(0),
        0,
        0
    )),
    method!(
        "static decimal Round(decimal d, int decimals)",
        |_, args| decimal::round(args.at(0), args.int(1), 0)
    ),
    method!(
        "static decimal Round(decimal d, System.MidpointRounding mode)",
        |_, args| decimal::round(args.at(0), 0, args.long(1))
    ),
    method!(
        "static decimal Round(decimal d, int decimals, System.MidpointRounding mode)",
        |_, args| { decimal::round(args.at(0), args.int(1), args.long(2)) }
    ),
    method!(
        "static decimal Clamp(decimal value, decimal min, decimal max)",
        |_, args| {
            decimal::clamp(
                args.at(0).decimal(),
                args.at(1).decimal(),
                args.at(2).decimal(),
            )
        }
    ),
];

const MULTIPLIED: &[Method] = &[
    method!("static long BigMul(int a, int b)", |_, args| i64::from(
        args.int(0)
    ) * i64::from(
        args.int(1)
    )),
    method!("static ulong BigMul(uint a, uint b)", |_, args| args
        .at(0)
        .ulong()
        * args.at(1).ulong()),
    method!(
        "static long BigMul(long a, long b, [ref] long low)",
        |_, args| {
            let product = i128::from(args.long(0)) * i128::from(args.long(1));
            super::ps_reference::set(args.get(2), product as i64);
            (product >> 64) as i64
        }
    ),
    method!(
        "static ulong BigMul(ulong a, ulong b, [ref] ulong low)",
        |_, args| {
            let product = u128::from(args.at(0).ulong()) * u128::from(args.at(1).ulong());
            super::ps_reference::set(args.get(2), product as u64);
            (product >> 64) as u64
        }
    ),
    method!(
        "static int DivRem(int a, int b, [ref] int result)",
        |_, args| {
            let (a, b) = (args.int(0), args.int(1));
            if b == 0 {
                return Err(throw::divide_by_zero());
            }
            super::ps_reference::set(args.get(2), a.wrapping_rem(b));
            Ok(a.wrapping_div(b))
        }
    ),
    method!(
        "static long DivRem(long a, long b, [ref] long result)",
        |_, args| {
            let (a, b) = (args.long(0), args.long(1));
            if b == 0 {
                return Err(throw::divide_by_zero());
            }
            super::ps_reference::set(args.get(2), a.wrapping_rem(b));
            Ok(a.wrapping_div(b))
        }
    ),
];

/// The members that each integer type has in `Math`.
macro_rules! integers {
    ($($constant:ident, $signed:ident: $rust:ident $variant:ident $name:literal;)*) => {
        $(
            const $constant: &[Method] = &[
                method!(concat!("static ", $name, " Max(", $name, " val1, ", $name, " val2)"), |_, args| Value::$variant((args.long(0) as $rust).max(args.long(1) as $rust))),
                method!(concat!("static ", $name, " Min(", $name, " val1, ", $name, " val2)"), |_, args| Value::$variant((args.long(0) as $rust).min(args.long(1) as $rust))),
                method!(concat!("static ", $name, " Clamp(", $name, " value, ", $name, " min, ", $name, " max)"), |_, args| {
                    let (value, min, max) = (args.long(0) as $rust, args.long(1) as $rust, args.long(2) as $rust);
                    if min > max {
                        return Err(throw::argument(&format!("'{min}' cannot be greater than {max}."), ""));
                    }
                    Ok(Value::$variant(value.clamp(min, max)))
                }),
                method!(concat!("static System.ValueTuple[", $name, ",", $name, "] DivRem(", $name, " left, ", $name, " right)"), |_, args| {
                    let (a, b) = (args.long(0) as $rust, args.long(1) as $rust);
                    if b == 0 {
                        return Err(throw::divide_by_zero());
                    }
                    Ok(quotient(Value::$variant(a.wrapping_div(b)), Value::$variant(a.wrapping_rem(b))))
                }),
            ];
            integers!(@$signed $constant $rust $variant $name);
        )*
    };
    (@unsigned $constant:ident $rust:ident $variant:ident $name:literal) => {};
    (@$signed:ident $constant:ident $rust:ident $variant:ident $name:literal) => {
        const $signed: &[Method] = &[
            method!(concat!("static ", $name, " Abs(", $name, " value)"), |_, args| match (args.long(0) as $rust).checked_abs() {
                Some(value) => Ok(Value::$variant(value)),
                None => Err(throw::overflow("Negating the minimum value of a twos complement number is invalid.")),
            }),
            method!(concat!("static int Sign(", $name, " value)"), |_, args| args.long(0).signum() as i32),
        ];
    };
}

integers! {
    SBYTES, SIGNED_SBYTES: i8 SByte "sbyte";
    SHORTS, SIGNED_SHORTS: i16 Int16 "short";
    INTS, SIGNED_INTS: i32 Int32 "int";
    LONGS, SIGNED_LONGS: i64 Int64 "long";
    BYTES, unsigned: u8 Byte "byte";
    USHORTS, unsigned: u16 UInt16 "ushort";
    UINTS, unsigned: u32 UInt32 "uint";
    ULONGS, unsigned: u64 UInt64 "ulong";
}

/// `System.Math`.
pub const MATH: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Math")
        .methods(join![
            REAL,
            SINGLE,
            DECIMAL,
            MULTIPLIED,
            SBYTES,
            SIGNED_SBYTES,
            SHORTS,
            SIGNED_SHORTS,
            INTS,
            SIGNED_INTS,
            LONGS,
            SIGNED_LONGS,
            BYTES,
            USHORTS,
            UINTS,
            ULONGS
        ])
        .properties(PROPERTIES);
    Type(&INFO)
};

//! What `Double` and `Single` share: functions on `f64`, and the macro that declares the members of both.

use crate::Result;
use crate::types::throw;

/// `Math.Round(value, digits, mode)`; .NET multiplies, rounds and divides.
pub fn round(value: f64, digits: i32, mode: i64) -> Result<f64> {
    if !(0..=15).contains(&digits) {
        return Err(throw::argument_out_of_range(
            "Rounding digits must be between 0 and 15, inclusive.",
            "digits",
        ));
    }
    if !(0..=4).contains(&mode) {
        return Err(super::numbers::bad_mode(mode));
    }
    if value.abs() >= 1e16 {
        return Ok(value);
    }
    let power = 10f64.powi(digits);
    let scaled = value * power;
    Ok(round_whole(scaled, mode) / power)
}

/// Rounds to a whole number.
pub fn round_whole(value: f64, mode: i64) -> f64 {
    match mode {
        1 => value.round(),
        2 => value.trunc(),
        3 => value.floor(),
        4 => value.ceil(),
        _ => value.round_ties_even(),
    }
}

/// `IEEERemainder`.
pub fn ieee_remainder(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() || x.is_infinite() || y == 0.0 {
        return f64::NAN;
    }
    if y.is_infinite() {
        return x;
    }
    libm::remainder(x, y)
}

/// `ILogB`: the exponent as an integer.
pub fn ilogb(x: f64) -> i32 {
    if x.is_nan() {
        return i32::MAX;
    }
    if x.is_infinite() {
        return i32::MAX;
    }
    if x == 0.0 {
        return i32::MIN;
    }
    libm::ilogb(x)
}

/// `Max` of .NET: NaN wins, and +0 is above -0.
pub fn max(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    if a == b {
        if a.is_sign_negative() { b } else { a }
    } else if a > b {
        a
    } else {
        b
    }
}

/// `Min` of .NET.
pub fn min(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    if a == b {
        if a.is_sign_negative() { a } else { b }
    } else if a < b {
        a
    } else {
        b
    }
}

/// `MaxNumber`: a number wins over NaN.
pub fn max_number(a: f64, b: f64) -> f64 {
    if a.is_nan() {
        b
    } else if b.is_nan() {
        a
    } else {
        max(a, b)
    }
}

/// `MinNumber`.
pub fn min_number(a: f64, b: f64) -> f64 {
    if a.is_nan() {
        b
    } else if b.is_nan() {
        a
    } else {
        min(a, b)
    }
}

/// `MaxMagnitude`.
pub fn max_magnitude(a: f64, b: f64) -> f64 {
    let (x, y) = (a.abs(), b.abs());
    if x > y || x.is_nan() {
        a
    } else if x == y {
        max(a, b)
    } else {
        b
    }
}

/// `MinMagnitude`.
pub fn min_magnitude(a: f64, b: f64) -> f64 {
    let (x, y) = (a.abs(), b.abs());
    if x < y || x.is_nan() {
        a
    } else if x == y {
        min(a, b)
    } else {
        b
    }
}

/// `MaxMagnitudeNumber`.
pub fn max_magnitude_number(a: f64, b: f64) -> f64 {
    if a.is_nan() {
        b
    } else if b.is_nan() {
        a
    } else {
        max_magnitude(a, b)
    }
}

/// `MinMagnitudeNumber`.
pub fn min_magnitude_number(a: f64, b: f64) -> f64 {
    if a.is_nan() {
        b
    } else if b.is_nan() {
        a
    } else {
        min_magnitude(a, b)
    }
}

/// `Log(a, newBase)`.
pub fn log(a: f64, base: f64) -> f64 {
    if a.is_nan() {
        return a;
    }
    if base.is_nan() {
        return base;
    }
    if base == 1.0 || a != 1.0 && (base == 0.0 || base == f64::INFINITY) {
        return f64::NAN;
    }
    f64::ln(a) / f64::ln(base)
}

/// `RootN`: the nth root.
pub fn root(x: f64, n: i32) -> f64 {
    match n {
        0 => f64::NAN,
        2 => {
            if x != 0.0 {
                x.sqrt()
            } else {
                0.0
            }
        }
        3 => x.cbrt(),
        _ => {
            let odd = n % 2 != 0;
            if x < 0.0 && !odd {
                return f64::NAN;
            }
            let magnitude = x.abs().powf(1.0 / f64::from(n));
            if odd {
                magnitude.copysign(x)
            } else {
                magnitude
            }
        }
    }
}

/// The sign, or the error for NaN.
pub fn sign(value: f64) -> Result<i32> {
    if value.is_nan() {
        return Err(throw::of(
            super::exceptions::ARITHMETIC,
            "Function does not accept floating point Not-a-Number values.",
        ));
    }
    Ok(if value > 0.0 {
        1
    } else if value < 0.0 {
        -1
    } else {
        0
    })
}

/// `x * 2^n`.
pub fn scale(x: f64, n: i32) -> f64 {
    libm::scalbn(x, n)
}

/// Sine of `x * pi`.
pub fn sin_pi(x: f64) -> f64 {
    use std::f64::consts::PI;
    if !x.is_finite() {
        return f64::NAN;
    }
    let value = match x.abs() % 2.0 {
        r if r <= 0.25 => (r * PI).sin(),
        r if r <= 0.75 => ((r - 0.5) * PI).cos(),
        r if r <= 1.25 => ((1.0 - r) * PI).sin(),
        r if r <= 1.75 => -((r - 1.5) * PI).cos(),
        r => ((r - 2.0) * PI).sin(),
    };
    if x < 0.0 { -value } else { value }
}

/// Cosine of `x * pi`.
pub fn cos_pi(x: f64) -> f64 {
    use std::f64::consts::PI;
    if !x.is_finite() {
        return f64::NAN;
    }
    match x.abs() % 2.0 {
        r if r <= 0.25 => (r * PI).cos(),
        r if r <= 0.75 => ((0.5 - r) * PI).sin(),
        r if r <= 1.25 => -((1.0 - r) * PI).cos(),
        r if r <= 1.75 => ((r - 1.5) * PI).sin(),
        r => ((2.0 - r) * PI).cos(),
    }
}

/// Tangent of `x * pi`.
pub fn tan_pi(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    let rest = x.abs() % 1.0;
    let value = match rest {
        0.25 => 1.0,
        0.75 => -1.0,
        r if r < 0.25 => (r * std::f64::consts::PI).tan(),
        r if r > 0.75 => ((r - 1.0) * std::f64::consts::PI).tan(),
        _ => sin_pi(rest) / cos_pi(rest),
    };
    if x < 0.0 { -value } else { value }
}

/// The clamp of two bounds, or the error where they are the wrong way round.
pub fn clamp(value: f64, low: f64, high: f64) -> Result<f64> {
    if low > high {
        return Err(throw::argument(
            &format!("'{}' cannot be greater than {}.", shown(low), shown(high)),
            "",
        ));
    }
    Ok(min(max(value, low), high))
}

fn shown(value: f64) -> String {
    crate::text::number_format::shortest_f64(value, crate::text::culture::Culture::current())
}

/// Declares the members of a real type: Rust type, variant, name in signatures, .NET name, type code, parse and format.
macro_rules! real_members {
    ($rust:ident, $bits:ident, $variant:ident, $name:literal, $net:literal, $code:literal, $argument:literal, $parse:path, $format:path) => {
        use $crate::text::culture::Culture;
        use $crate::text::number_parse::NumberStyles;
        use $crate::types::native::{Args, Plain, method, property};
        use $crate::types::system::culture_info::provider;
        use $crate::types::system::interfaces as i;
        use $crate::types::system::{comparer, numbers, reals};
        use $crate::types::{Method, Property, TypeInfo};
        use $crate::{Result, Value};

        const INTERFACES: &[$crate::Type] = &[
            i::COMPARABLE, i::CONVERTIBLE, i::SPAN_FORMATTABLE, i::FORMATTABLE, i::COMPARABLE_T, i::EQUATABLE,
            i::UTF8_SPAN_FORMATTABLE, i::FLOATING_POINT, i::PARSABLE, i::SPAN_PARSABLE,
        ];

        fn of(value: &Value) -> $rust {
            match value.base() {
                Value::$variant(v) => *v,
                other => other.double() as $rust,
            }
        }

        /// The argument as a double; functions of the smaller type work on it and are rounded once.
        fn arg(args: &[Value], at: usize) -> f64 {
            f64::from(of(args.at(at)))
        }

        fn made(value: f64) -> Value {
            Value::$variant(value as $rust)
        }

        fn parse(args: &[Value], styles: NumberStyles, culture: usize) -> Result<Value> {
            let text = numbers::wanted(args.string(0), "s")?;
            $parse(&text, styles, provider(args.at(culture))).map(Value::$variant).map_err(numbers::failure)
        }

        fn format(this: &Value, format: &str, culture: &'static Culture) -> Result<String> {
            $format(of(this), format, culture).map_err(numbers::bad_format)
        }

        fn whole(value: f64) -> bool {
            value.is_finite() && value == value.trunc()
        }

        const PROPERTIES: &[Property] = &[
            property!(concat!("static ", $name, " MinValue"), |_| Value::$variant(<$rust>::MIN)),
            property!(concat!("static ", $name, " MaxValue"), |_| Value::$variant(<$rust>::MAX)),
            property!(concat!("static ", $name, " Epsilon"), |_| Value::$variant(<$rust>::from_bits(1))),
            property!(concat!("static ", $name, " NegativeInfinity"), |_| Value::$variant(<$rust>::NEG_INFINITY)),
            property!(concat!("static ", $name, " PositiveInfinity"), |_| Value::$variant(<$rust>::INFINITY)),
            property!(concat!("static ", $name, " NaN"), |_| Value::$variant(<$rust>::NAN)),
            property!(concat!("static ", $name, " NegativeZero"), |_| Value::$variant(-0.0)),
            property!(concat!("static ", $name, " E"), |_| Value::$variant(std::$rust::consts::E)),
            property!(concat!("static ", $name, " Pi"), |_| Value::$variant(std::$rust::consts::PI)),
            property!(concat!("static ", $name, " Tau"), |_| Value::$variant(std::$rust::consts::TAU)),
        ];

        macro_rules! one {
            ($method:literal, $parameter:literal, $function:expr) => {
                method!(concat!("static ", $name, " ", $method, "(", $name, " ", $parameter, ")"), |_, args| {
                    let function: fn(f64) -> f64 = $function;
                    made(function(arg(args, 0)))
                })
            };
        }
        macro_rules! two {
            ($method:literal, $a:literal, $b:literal, $function:expr) => {
                method!(concat!("static ", $name, " ", $method, "(", $name, " ", $a, ", ", $name, " ", $b, ")"), |_, args| {
                    let function: fn(f64, f64) -> f64 = $function;
                    made(function(arg(args, 0), arg(args, 1)))
                })
            };
        }
        macro_rules! test {
            ($method:literal, $parameter:literal, $function:expr) => {
                method!(concat!("static bool ", $method, "(", $name, " ", $parameter, ")"), |_, args| {
                    let function: fn($rust) -> bool = $function;
                    function(of(args.at(0)))
                })
            };
        }

        const FUNCTIONS: &[Method] = &[
            one!("Abs", "value", f64::abs),
            one!("Acos", "x", f64::acos),
            one!("Acosh", "x", f64::acosh),
            one!("AcosPi", "x", |x| f64::acos(x) / std::f64::consts::PI),
            one!("Asin", "x", f64::asin),
            one!("Asinh", "x", f64::asinh),
            one!("AsinPi", "x", |x| f64::asin(x) / std::f64::consts::PI),
            one!("Atan", "x", f64::atan),
            two!("Atan2", "y", "x", f64::atan2),
            two!("Atan2Pi", "y", "x", |y, x| f64::atan2(y, x) / std::f64::consts::PI),
            one!("Atanh", "x", f64::atanh),
            one!("AtanPi", "x", |x| f64::atan(x) / std::f64::consts::PI),
            method!(concat!("static ", $name, " BitDecrement(", $name, " x)"), |_, args| Value::$variant(of(args.at(0)).next_down())),
            method!(concat!("static ", $name, " BitIncrement(", $name, " x)"), |_, args| Value::$variant(of(args.at(0)).next_up())),
            one!("Cbrt", "x", f64::cbrt),
            one!("Ceiling", "x", f64::ceil),
            method!(concat!("static ", $name, " Clamp(", $name, " value, ", $name, " min, ", $name, " max)"), |_, args| {
                reals::clamp(arg(args, 0), arg(args, 1), arg(args, 2)).map(made)
            }),
            method!(concat!("static ", $name, " ClampNative(", $name, " value, ", $name, " min, ", $name, " max)"), |_, args| {
                reals::clamp(arg(args, 0), arg(args, 1), arg(args, 2)).map(made)
            }),
            two!("CopySign", "value", "sign", f64::copysign),
            one!("Cos", "x", f64::cos),
            one!("Cosh", "x", f64::cosh),
            one!("CosPi", "x", reals::cos_pi),
            one!("DegreesToRadians", "degrees", |x| x * std::f64::consts::PI / 180.0),
            one!("Exp", "x", f64::exp),
            one!("Exp10", "x", |x| f64::powf(10.0, x)),
            one!("Exp10M1", "x", |x| f64::powf(10.0, x) - 1.0),
            one!("Exp2", "x", f64::exp2),
            one!("Exp2M1", "x", |x| f64::exp2(x) - 1.0),
            one!("ExpM1", "x", |x| f64::exp(x) - 1.0),
            one!("Floor", "x", f64::floor),
            method!(concat!("static ", $name, " FusedMultiplyAdd(", $name, " left, ", $name, " right, ", $name, " addend)"), |_, args| {
                made(f64::mul_add(arg(args, 0), arg(args, 1), arg(args, 2)))
            }),
            two!("Hypot", "x", "y", f64::hypot),
            two!("Ieee754Remainder", "left", "right", reals::ieee_remainder),
            method!(concat!("static int ILogB(", $name, " x)"), |_, args| reals::ilogb(arg(args, 0))),
            method!(concat!("static ", $name, " Lerp(", $name, " value1, ", $name, " value2, ", $name, " amount)"), |_, args| {
                let (a, b, amount) = (arg(args, 0), arg(args, 1), arg(args, 2));
                made(a * (1.0 - amount) + b * amount)
            }),
            one!("Log", "x", f64::ln),
            two!("Log", "x", "newBase", reals::log),
            one!("Log10", "x", f64::log10),
            one!("Log10P1", "x", |x| f64::log10(x + 1.0)),
            one!("Log2", "value", f64::log2),
            one!("Log2P1", "x", |x| f64::log2(x + 1.0)),
            one!("LogP1", "x", |x| f64::ln(x + 1.0)),
            two!("Max", "x", "y", reals::max),
            two!("MaxMagnitude", "x", "y", reals::max_magnitude),
            two!("MaxMagnitudeNumber", "x", "y", reals::max_magnitude_number),
            two!("MaxNative", "x", "y", |a, b| if a > b { a } else { b }),
            two!("MaxNumber", "x", "y", reals::max_number),
            two!("Min", "x", "y", reals::min),
            two!("MinMagnitude", "x", "y", reals::min_magnitude),
            two!("MinMagnitudeNumber", "x", "y", reals::min_magnitude_number),
            two!("MinNative", "x", "y", |a, b| if a < b { a } else { b }),
            two!("MinNumber", "x", "y", reals::min_number),
            method!(concat!("static ", $name, " MultiplyAddEstimate(", $name, " left, ", $name, " right, ", $name, " addend)"), |_, args| {
                made(f64::mul_add(arg(args, 0), arg(args, 1), arg(args, 2)))
            }),
            two!("Pow", "x", "y", f64::powf),
            one!("RadiansToDegrees", "radians", |x| x * 180.0 / std::f64::consts::PI),
            one!("ReciprocalEstimate", "x", |x| 1.0 / x),
            one!("ReciprocalSqrtEstimate", "x", |x| 1.0 / x.sqrt()),
            method!(concat!("static ", $name, " RootN(", $name, " x, int n)"), |_, args| made(reals::root(arg(args, 0), args.int(1)))),
            one!("Round", "x", f64::round_ties_even),
            method!(concat!("static ", $name, " Round(", $name, " x, int digits)"), |_, args| reals::round(arg(args, 0), args.int(1), 0).map(made)),
            method!(concat!("static ", $name, " Round(", $name, " x, System.MidpointRounding mode)"), |_, args| {
                reals::round(arg(args, 0), 0, args.long(1)).map(made)
            }),
            method!(concat!("static ", $name, " Round(", $name, " x, int digits, System.MidpointRounding mode)"), |_, args| {
                reals::round(arg(args, 0), args.int(1), args.long(2)).map(made)
            }),
            method!(concat!("static ", $name, " ScaleB(", $name, " x, int n)"), |_, args| made(reals::scale(arg(args, 0), args.int(1)))),
            method!(concat!("static int Sign(", $name, " value)"), |_, args| reals::sign(arg(args, 0))),
            one!("Sin", "x", f64::sin),
            method!(concat!("static System.ValueTuple[", $name, ",", $name, "] SinCos(", $name, " x)"), |_, args| {
                numbers::quotient(made(f64::sin(arg(args, 0))), made(f64::cos(arg(args, 0))))
            }),
            method!(concat!("static System.ValueTuple[", $name, ",", $name, "] SinCosPi(", $name, " x)"), |_, args| {
                numbers::quotient(made(reals::sin_pi(arg(args, 0))), made(reals::cos_pi(arg(args, 0))))
            }),
            one!("Sinh", "x", f64::sinh),
            one!("SinPi", "x", reals::sin_pi),
            one!("Sqrt", "x", f64::sqrt),
            one!("Tan", "x", f64::tan),
            one!("Tanh", "x", f64::tanh),
            one!("TanPi", "x", reals::tan_pi),
            one!("Truncate", "x", f64::trunc),
        ];

        const TESTS: &[Method] = &[
            test!("IsEvenInteger", "value", |x| whole(f64::from(x)) && x % 2.0 == 0.0),
            test!("IsFinite", $argument, |x| x.is_finite()),
            test!("IsInfinity", $argument, |x| x.is_infinite()),
            test!("IsInteger", "value", |x| whole(f64::from(x))),
            test!("IsNaN", $argument, |x| x.is_nan()),
            test!("IsNegative", $argument, |x| x.is_sign_negative()),
            test!("IsNegativeInfinity", $argument, |x| x == <$rust>::NEG_INFINITY),
            test!("IsNormal", $argument, |x| x.is_normal()),
            test!("IsOddInteger", "value", |x| whole(f64::from(x)) && x % 2.0 != 0.0),
            test!("IsPositive", "value", |x| x.is_sign_positive()),
            test!("IsPositiveInfinity", $argument, |x| x == <$rust>::INFINITY),
            test!("IsPow2", "value", |x| x > 0.0 && x.is_normal() && x.to_bits() & ((1 << (<$rust>::MANTISSA_DIGITS - 1)) - 1) == 0),
            test!("IsRealNumber", "value", |x| !x.is_nan()),
            test!("IsSubnormal", $argument, |x| x.is_subnormal()),
        ];

        const METHODS: &[Method] = &[
            method!("int CompareTo(System.Object value)", |this, args| match args.at(0).base() {
                Value::Null | Value::Nothing => Ok(1),
                Value::$variant(other) => Ok(comparer::double(of(this).into(), (*other).into())),
                _ => Err(numbers::must_be($net)),
            }),
            method!(concat!("int CompareTo(", $name, " value)"), |this, args| comparer::double(of(this).into(), arg(args, 0))),
            method!("bool Equals(System.Object obj)", |this, args| $crate::dict::equals(this, args.at(0))),
            method!(concat!("bool Equals(", $name, " obj)"), |this, args| $crate::dict::equals(this, args.at(0))),
            method!("int GetHashCode()", |this, _| {
                let bits = u64::from(if of(this) == 0.0 { 0 } else { of(this).to_bits() });
                (bits as i32) ^ ((bits >> 32) as i32)
            }),
            method!("System.TypeCode GetTypeCode()", |_, _| numbers::type_code($code)),
            method!("string ToString()", |this, _| format(this, "", Culture::current())),
            method!("string ToString(string format)", |this, args| format(this, args.text(0), Culture::current())),
            method!("string ToString(System.IFormatProvider provider)", |this, args| format(this, "", provider(args.at(0)))),
            method!("string ToString(string format, System.IFormatProvider provider)", |this, args| format(this, args.text(0), provider(args.at(1)))),
            method!(concat!("static ", $name, " Parse(string s)"), |_, args| parse(args, NumberStyles::REAL, 9)),
            method!(concat!("static ", $name, " Parse(string s, System.Globalization.NumberStyles style)"), |_, args| parse(args, numbers::styles(args.at(1)), 9)),
            method!(concat!("static ", $name, " Parse(string s, System.IFormatProvider provider)"), |_, args| parse(args, NumberStyles::REAL, 1)),
            method!(concat!("static ", $name, " Parse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider)"), |_, args| {
                parse(args, numbers::styles(args.at(1)), 2)
            }),
            method!(concat!("static bool TryParse(string s, [ref] ", $name, " result)"), |_, args| {
                numbers::try_parse(args.get(1), parse(args, NumberStyles::REAL, 9), Value::$variant(0.0))
            }),
            method!(concat!("static bool TryParse(string s, System.IFormatProvider provider, [ref] ", $name, " result)"), |_, args| {
                numbers::try_parse(args.get(2), parse(args, NumberStyles::REAL, 1), Value::$variant(0.0))
            }),
            method!(concat!("static bool TryParse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] ", $name, " result)"), |_, args| {
                numbers::try_parse(args.get(3), parse(args, numbers::styles(args.at(1)), 2), Value::$variant(0.0))
            }),
        ];
    };
}
pub(super) use real_members;

//! `System.Numerics.BigInteger`.

use super::culture_info::provider;
use super::interfaces as i;
use super::numbers::{self, quotient};
use crate::convert::number::decimal_to_f64;
use crate::text::culture::Culture;
use crate::text::number_format::format_big_integer;
use crate::text::number_parse::{NumberStyles, parse_big_integer};
use crate::types::native::{Args, Plain, big, bytes, method, property};
use crate::types::{Method, Property, TypeInfo, join, throw};
use crate::{Result, Value};
use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, One, Signed, ToPrimitive, Zero};

fn arg(args: &[Value], at: usize) -> BigInt {
    args.at(at).big()
}

fn sign(value: &BigInt) -> i32 {
    match value.sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    }
}

fn divided(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    if b.is_zero() {
        return Err(throw::divide_by_zero());
    }
    Ok((a / b, a % b))
}

fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    let (mut a, mut b) = (a.abs(), b.abs());
    while !b.is_zero() {
        (a, b) = (b.clone(), a % b);
    }
    a
}

fn format(this: &Value, format: &str, culture: &'static Culture) -> Result<String> {
    format_big_integer(&this.big(), format, culture).map_err(numbers::bad_format)
}

fn parse(args: &[Value], styles: NumberStyles, culture: usize) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "value")?;
    parse_big_integer(&text, styles, provider(args.at(culture)))
        .map(big)
        .map_err(numbers::failure)
}

/// The natural logarithm, also of numbers that no double holds.
fn ln(value: &BigInt) -> f64 {
    if value.is_negative() {
        return f64::NAN;
    }
    let bits = value.bits();
    if bits <= 1000 {
        return f64::ln(value.to_f64().unwrap_or(f64::INFINITY));
    }
    let shift = bits - 64;
    let top = (value >> shift).to_f64().unwrap_or(f64::INFINITY);
    f64::ln(top) + shift as f64 * std::f64::consts::LN_2
}

/// The number of 32-bit words .NET keeps the value in.
fn words(value: &BigInt) -> u64 {
    (value.bits().max(1)).div_ceil(32)
}

/// Two's complement of the words that .NET rotates.
fn rotate(value: &BigInt, by: i64, left: bool) -> BigInt {
    let mut width = words(value) * 32;
    if value.is_negative() && (-value).bits() == width && !is_power_of_two(&-value) {
        width += 32;
    }
    let modulus = BigInt::one() << width;
    let by = by.rem_euclid(width as i64) as u64;
    let by = if left { by } else { (width - by) % width };
    let unsigned = if value.is_negative() {
        &modulus + value
    } else {
        value.clone()
    };
    let rotated = ((&unsigned << by) | (&unsigned >> (width - by))) & (&modulus - 1u8);
    if value.is_negative() && rotated.bit(width - 1) {
        rotated - modulus
    } else {
        rotated
    }
}

fn is_power_of_two(value: &BigInt) -> bool {
    value.is_positive() && (value & (value - 1u8)).is_zero()
}

fn leading_zeros(value: &BigInt) -> u64 {
    if value.is_negative() {
        0
    } else {
        words(value) * 32 - value.bits()
    }
}

fn ones(value: &BigInt) -> u64 {
    if value.is_negative() {
        let width = words(value) * 32;
        let unsigned = (BigInt::one() << width) + value;
        unsigned.magnitude().count_ones()
    } else {
        value.magnitude().count_ones()
    }
}

fn from_double(value: f64) -> Result<BigInt> {
    BigInt::from_f64(value.trunc()).ok_or_else(|| {
        throw::overflow(if value.is_nan() {
            "The value is not a number."
        } else {
            "BigInteger cannot represent infinity."
        })
    })
}

fn byte_array(value: &BigInt, unsigned: bool, big_endian: bool) -> Result<Vec<u8>> {
    if unsigned && value.is_negative() {
        return Err(throw::overflow(
            "Negative values do not have an unsigned representation.",
        ));
    }
    let mut list = if unsigned {
        value.to_bytes_le().1
    } else {
        value.to_signed_bytes_le()
    };
    if big_endian {
        list.reverse();
    }
    Ok(list)
}

const CONSTRUCTORS: &[Method] = &[
    method!("bigint(int value)", |_, args| BigInt::from(args.int(0))),
    method!("bigint(uint value)", |_, args| BigInt::from(
        args.at(0).ulong()
    )),
    method!("bigint(long value)", |_, args| BigInt::from(args.long(0))),
    method!("bigint(ulong value)", |_, args| BigInt::from(
        args.at(0).ulong()
    )),
    method!("bigint(float value)", |_, args| from_double(args.double(0))),
    method!("bigint(double value)", |_, args| from_double(
        args.double(0)
    )),
    method!("bigint(decimal value)", |_, args| from_double(
        decimal_to_f64(args.at(0).decimal().trunc())
    )),
    method!("bigint(byte[] value)", |_, args| {
        BigInt::from_signed_bytes_le(&args.at(0).byte_items())
    }),
];

const PROPERTIES: &[Property] = &[
    property!("bool IsPowerOfTwo {get;}", |this| is_power_of_two(
        &this.big()
    )),
    property!("bool IsZero {get;}", |this| this.big().is_zero()),
    property!("bool IsOne {get;}", |this| this.big().is_one()),
    property!("bool IsEven {get;}", |this| !this.big().bit(0)),
    property!("int Sign {get;}", |this| sign(&this.big())),
    property!("static bigint Zero {get;}", |_| BigInt::zero()),
    property!("static bigint One {get;}", |_| BigInt::one()),
    property!("static bigint MinusOne {get;}", |_| BigInt::from(-1)),
];

const METHODS: &[Method] = &[
    method!(
        "int CompareTo(long other)",
        |this, args| this.big().cmp(&BigInt::from(args.long(0))) as i32
    ),
    method!("int CompareTo(ulong other)", |this, args| this
        .big()
        .cmp(&BigInt::from(args.at(0).ulong()))
        as i32),
    method!(
        "int CompareTo(bigint other)",
        |this, args| this.big().cmp(&arg(args, 0)) as i32
    ),
    method!(
        "int CompareTo(System.Object obj)",
        |this, args| match args.at(0).data() {
            None if args.at(0).is_null() => Ok(1),
            Some(crate::Data::BigInt(other)) => Ok(this.big().cmp(other) as i32),
            _ => Err(throw::argument(
                "The parameter must be a BigInteger.",
                "obj"
            )),
        }
    ),
    method!("bool Equals(System.Object obj)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(long other)", |this, args| this.big()
        == BigInt::from(args.long(0))),
    method!("bool Equals(ulong other)", |this, args| this.big()
        == BigInt::from(args.at(0).ulong())),
    method!("bool Equals(bigint other)", |this, args| this.big()
        == arg(args, 0)),
    method!("long GetBitLength()", |this, _| {
        let value = this.big();
        let bits = if value.is_negative() {
            (-value - 1u8).bits()
        } else {
            value.bits()
        };
        bits as i64
    }),
    method!("int GetByteCount(bool isUnsigned = False)", |this, args| {
        Ok(byte_array(&this.big(), args.boolean(0), false)?.len() as i32) as Result<i32>
    }),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        this
    )),
    method!("byte[] ToByteArray()", |this, _| bytes(
        &this.big().to_signed_bytes_le()
    )),
    method!(
        "byte[] ToByteArray(bool isUnsigned = False, bool isBigEndian = False)",
        |this, args| {
            Ok(bytes(&byte_array(
                &this.big(),
                args.boolean(0),
                args.boolean(1),
            )?)) as Result<Value>
        }
    ),
    method!("string ToString()", |this, _| format(
        this,
        "",
        Culture::current()
    )),
    method!(
        "string ToString(System.IFormatProvider provider)",
        |this, args| format(this, "", provider(args.at(0)))
    ),
    method!("string ToString(string format)", |this, args| format(
        this,
        args.text(0),
        Culture::current()
    )),
    method!(
        "string ToString(string format, System.IFormatProvider provider)",
        |this, args| format(this, args.text(0), provider(args.at(1)))
    ),
    method!(
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format = default, System.IFormatProvider provider = null)",
        |_, _| false
    ),
    method!(
        "bool TryWriteBytes(System.Span[byte] destination, [ref] int bytesWritten, bool isUnsigned = False, bool isBigEndian = False)",
        |_, _| false
    ),
];

const STATICS: &[Method] = &[
    method!("static bigint Abs(bigint value)", |_, args| arg(args, 0)
        .abs()),
    method!(
        "static bigint Add(bigint left, bigint right)",
        |_, args| arg(args, 0) + arg(args, 1)
    ),
    method!(
        "static bigint Clamp(bigint value, bigint min, bigint max)",
        |_, args| {
            let (value, min, max) = (arg(args, 0), arg(args, 1), arg(args, 2));
            if min > max {
                return Err(throw::argument(
                    &format!("'{min}' cannot be greater than {max}."),
                    "",
                ));
            }
            Ok(value.clamp(min, max))
        }
    ),
    method!(
        "static int Compare(bigint left, bigint right)",
        |_, args| arg(args, 0).cmp(&arg(args, 1)) as i32
    ),
    method!(
        "static bigint CopySign(bigint value, bigint sign)",
        |_, args| {
            let magnitude = arg(args, 0).abs();
            if arg(args, 1).is_negative() {
                -magnitude
            } else {
                magnitude
            }
        }
    ),
    method!(
        "static bigint Divide(bigint dividend, bigint divisor)",
        |_, args| Ok(divided(&arg(args, 0), &arg(args, 1))?.0) as Result<BigInt>
    ),
    method!(
        "static System.ValueTuple[bigint,bigint] DivRem(bigint left, bigint right)",
        |_, args| {
            let (a, b) = divided(&arg(args, 0), &arg(args, 1))?;
            Ok(quotient(big(a), big(b))) as Result<Value>
        }
    ),
    method!(
        "static bigint DivRem(bigint dividend, bigint divisor, [ref] bigint remainder)",
        |_, args| {
            let (a, b) = divided(&arg(args, 0), &arg(args, 1))?;
            super::ps_reference::set(args.get(2), big(b));
            Ok(a) as Result<BigInt>
        }
    ),
    method!(
        "static bigint GreatestCommonDivisor(bigint left, bigint right)",
        |_, args| gcd(&arg(args, 0), &arg(args, 1))
    ),
    method!("static bool IsEvenInteger(bigint value)", |_, args| !arg(
        args, 0
    )
    .bit(0)),
    method!("static bool IsNegative(bigint value)", |_, args| arg(
        args, 0
    )
    .is_negative()),
    method!("static bool IsOddInteger(bigint value)", |_, args| arg(
        args, 0
    )
    .bit(0)),
    method!("static bool IsPositive(bigint value)", |_, args| !arg(
        args, 0
    )
    .is_negative()),
    method!("static bool IsPow2(bigint value)", |_, args| {
        is_power_of_two(&arg(args, 0))
    }),
    method!("static bigint LeadingZeroCount(bigint value)", |_, args| {
        BigInt::from(leading_zeros(&arg(args, 0)))
    }),
    method!("static double Log(bigint value)", |_, args| ln(&arg(
        args, 0
    ))),
    method!(
        "static double Log(bigint value, double baseValue)",
        |_, args| {
            let base = args.double(1);
            if base == 1.0 || base.is_nan() || base < 0.0 {
                f64::NAN
            } else {
                ln(&arg(args, 0)) / f64::ln(base)
            }
        }
    ),
    method!("static double Log10(bigint value)", |_, args| ln(&arg(
        args, 0
    )) / 10f64
        .ln()),
    method!("static bigint Log2(bigint value)", |_, args| {
        let value = arg(args, 0);
        if value.is_negative() {
            return Err(throw::argument_out_of_range(
                "Non-negative number required.",
                "value",
            ));
        }
        Ok(BigInt::from(value.bits().saturating_sub(1)))
    }),
    method!("static bigint Max(bigint left, bigint right)", |_, args| {
        arg(args, 0).max(arg(args, 1))
    }),
    method!(
        "static bigint MaxMagnitude(bigint x, bigint y)",
        |_, args| {
            let (x, y) = (arg(args, 0), arg(args, 1));
            if x.abs() > y.abs() || x.abs() == y.abs() && !x.is_negative() {
                x
            } else {
                y
            }
        }
    ),
    method!("static bigint Min(bigint left, bigint right)", |_, args| {
        arg(args, 0).min(arg(args, 1))
    }),
    method!(
        "static bigint MinMagnitude(bigint x, bigint y)",
        |_, args| {
            let (x, y) = (arg(args, 0), arg(args, 1));
            if x.abs() < y.abs() || x.abs() == y.abs() && x.is_negative() {
                x
            } else {
                y
            }
        }
    ),
    method!(
        "static bigint ModPow(bigint value, bigint exponent, bigint modulus)",
        |_, args| {
            let (value, exponent, modulus) = (arg(args, 0), arg(args, 1), arg(args, 2));
            if exponent.is_negative() {
                return Err(throw::argument_out_of_range(
                    "The number must be greater than or equal to zero.",
                    "exponent",
                ));
            }
            if modulus.is_zero() {
                return Err(throw::divide_by_zero());
            }
            let magnitude = value.abs().modpow(&exponent, &modulus.abs());
            Ok(if value.is_negative() && exponent.bit(0) {
                -magnitude
            } else {
                magnitude
            })
        }
    ),
    method!(
        "static bigint Multiply(bigint left, bigint right)",
        |_, args| arg(args, 0) * arg(args, 1)
    ),
    method!("static bigint Negate(bigint value)", |_, args| -arg(
        args, 0
    )),
    method!("static bigint Parse(string value)", |_, args| parse(
        args,
        NumberStyles::INTEGER,
        9
    )),
    method!(
        "static bigint Parse(string value, System.Globalization.NumberStyles style)",
        |_, args| parse(args, numbers::styles(args.at(1)), 9)
    ),
    method!(
        "static bigint Parse(string value, System.IFormatProvider provider)",
        |_, args| parse(args, NumberStyles::INTEGER, 1)
    ),
    method!(
        "static bigint Parse(string value, System.Globalization.NumberStyles style, System.IFormatProvider provider)",
        |_, args| { parse(args, numbers::styles(args.at(1)), 2) }
    ),
    method!("static bigint PopCount(bigint value)", |_, args| {
        BigInt::from(ones(&arg(args, 0)))
    }),
    method!(
        "static bigint Pow(bigint value, int exponent)",
        |_, args| {
            match u32::try_from(args.int(1)) {
                Ok(exponent) => Ok(arg(args, 0).pow(exponent)),
                Err(_) => Err(throw::argument_out_of_range(
                    "The number must be greater than or equal to zero.",
                    "exponent",
                )),
            }
        }
    ),
    method!(
        "static bigint Remainder(bigint dividend, bigint divisor)",
        |_, args| Ok(divided(&arg(args, 0), &arg(args, 1))?.1) as Result<BigInt>
    ),
    method!(
        "static bigint RotateLeft(bigint value, int rotateAmount)",
        |_, args| rotate(&arg(args, 0), args.long(1), true)
    ),
    method!(
        "static bigint RotateRight(bigint value, int rotateAmount)",
        |_, args| rotate(&arg(args, 0), args.long(1), false)
    ),
    method!(
        "static bigint Subtract(bigint left, bigint right)",
        |_, args| arg(args, 0) - arg(args, 1)
    ),
    method!(
        "static bigint TrailingZeroCount(bigint value)",
        |_, args| BigInt::from(arg(args, 0).trailing_zeros().unwrap_or(32))
    ),
    method!(
        "static bool TryParse(string value, [ref] bigint result)",
        |_, args| {
            numbers::try_parse(
                args.get(1),
                parse(args, NumberStyles::INTEGER, 9),
                big(BigInt::zero()),
            )
        }
    ),
    method!(
        "static bool TryParse(string s, System.IFormatProvider provider, [ref] bigint result)",
        |_, args| {
            numbers::try_parse(
                args.get(2),
                parse(args, NumberStyles::INTEGER, 1),
                big(BigInt::zero()),
            )
        }
    ),
    method!(
        "static bool TryParse(string value, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] bigint result)",
        |_, args| {
            numbers::try_parse(
                args.get(3),
                parse(args, numbers::styles(args.at(1)), 2),
                big(BigInt::zero()),
            )
        }
    ),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Numerics.BigInteger")
    .interfaces(&[
        i::SPAN_FORMATTABLE,
        i::FORMATTABLE,
        i::COMPARABLE,
        i::COMPARABLE_T,
        i::EQUATABLE,
        i::BINARY_INTEGER,
        i::PARSABLE,
        i::SPAN_PARSABLE,
    ])
    .constructors(CONSTRUCTORS)
    .methods(join![METHODS, STATICS])
    .properties(PROPERTIES);

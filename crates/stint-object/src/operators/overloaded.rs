//! Operators that .NET types define themselves: `op_Addition` of dates, `op_Multiply` of time spans, and a script's own classes'.

use super::{decimal, errors};
use crate::convert::number::{Refusal, decimal_to_f64};
use crate::convert::{self, Rank};
use crate::error_record::{Category, ErrorRecord, exception_with};
use crate::object::Data;
use crate::text::ticks::DateTimeTicks;
use crate::types::MethodCall;
use crate::types::system::date_time_offset::{self, DATE_TIME_OFFSET};
use crate::types::system::{self, exceptions};
use crate::{Flow, Result, Type, Value, access};
use num_bigint::BigInt;
use num_traits::{FromPrimitive as _, ToPrimitive as _, Zero as _};
use rust_decimal::Decimal;

type Body = fn(&Value, &Value) -> std::result::Result<Value, Refusal>;

/// An operator method: the type that has it, its name, the types of its operands.
struct Method {
    owner: Type,
    name: &'static str,
    left: Type,
    right: Type,
    body: Body,
}

/// The operation of the type of the first operand that is no primitive.
pub(super) fn implicit(
    method: &'static str,
    symbol: &str,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let Some(owner) = owner(left).or_else(|| owner(right)) else {
        return Err(errors::not_defined(left, symbol, right));
    };
    let own: Vec<&Method> = METHODS
        .iter()
        .filter(|known| known.owner == owner && known.name == method)
        .collect();
    match own.as_slice() {
        [] => declared(owner, method, left, right),
        [only] => call_only(only, left, right),
        several => call_best(several, method, left, right),
    }
}

/// The type, unless it is null or primitive.
fn owner(value: &Value) -> Option<Type> {
    let ty = value.ty()?;
    let primitive = matches!(
        value,
        Value::Bool(_) | Value::Char(_) | Value::Single(_) | Value::Double(_)
    ) || convert::number::integer_type(ty).is_some();
    (!primitive).then_some(ty)
}

/// Operators that a type's table or a script's class declares.
fn declared(owner: Type, method: &'static str, left: &Value, right: &Value) -> Result<Value> {
    let mut best: Option<(u32, &crate::types::signature::MethodEntry, [Type; 2])> = None;
    for entry in owner.static_methods_named(method) {
        let parameters = &entry.signature.parameters;
        if !entry.signature.is_static || parameters.len() != 2 {
            continue;
        }
        let types = [
            parameters[0].ty.resolve(entry.owner),
            parameters[1].ty.resolve(entry.owner),
        ];
        let rank = rank(left, types[0]).and_then(|a| Some(a + rank(right, types[1])?));
        if let Some(rank) = rank
            && best.as_ref().is_none_or(|(known, ..)| rank > *known)
        {
            best = Some((rank, entry, types));
        }
    }
    let Some((_, entry, types)) = best else {
        return Err(access::errors::method_not_found(
            errors::type_name(owner),
            method,
        ));
    };
    let args = [convert::to(left, types[0])?, convert::to(right, types[1])?];
    match &entry.method.call {
        MethodCall::Native(call) => call(&Value::Null, &args),
        MethodCall::Body(body) => body.invoke(&Value::Null, &args),
    }
}

fn rank(value: &Value, ty: Type) -> Option<u32> {
    match convert::figure(value, ty).rank {
        Rank::None => None,
        rank => Some(u32::from(rank.0)),
    }
}

/// The only overload: its operands are converted, and that may fail.
fn call_only(method: &Method, left: &Value, right: &Value) -> Result<Value> {
    let a = argument(method, 0, left, method.left)?;
    let b = argument(method, 1, right, method.right)?;
    run(method, &a, &b)
}

fn argument(method: &Method, at: usize, value: &Value, ty: Type) -> Result<Value> {
    convert::to(value, ty).map_err(|flow| match &flow {
        Flow::Error(error) => {
            let name = parameter_name(method.owner, at, ty);
            access::errors::argument_conversion(name, value, method.name, ty, error)
        }
        _ => flow,
    })
}

/// The names that .NET gives its operators' parameters.
fn parameter_name(owner: Type, at: usize, ty: Type) -> &'static str {
    match owner {
        _ if owner == system::DATE_TIME => ["d", "t"][at],
        _ if owner == system::TIME_SPAN => ["t1", "t2"][at],
        _ if owner == system::DECIMAL => ["d1", "d2"][at],
        _ if ty == system::INT32 => "shift",
        _ => ["left", "right"][at],
    }
}

/// Several overloads: the one that fits best, or none.
fn call_best(methods: &[&Method], name: &str, left: &Value, right: &Value) -> Result<Value> {
    let mut fitting: Vec<(u32, u32, &Method)> = Vec::new();
    for method in methods {
        if let (Some(a), Some(b)) = (rank(left, method.left), rank(right, method.right)) {
            fitting.push((a, b, method));
        }
    }
    let beats = |one: &(u32, u32, &Method), other: &(u32, u32, &Method)| {
        one.0 >= other.0 && one.1 >= other.1 && (one.0 > other.0 || one.1 > other.1)
    };
    let best = fitting.iter().find(|one| {
        fitting
            .iter()
            .all(|other| std::ptr::eq(one.2, other.2) || beats(one, other))
    });
    match best {
        Some((_, _, method)) => call_only(method, left, right),
        None if fitting.is_empty() => Err(access::errors::no_overload(name, 2)),
        None => Err(access::errors::ambiguous(name, 2)),
    }
}

fn run(method: &Method, left: &Value, right: &Value) -> Result<Value> {
    (method.body)(left, right).map_err(|refusal| {
        let message = format!(
            "Exception calling \"{}\" with \"2\" argument(s): \"{}\"",
            method.name, refusal.message
        );
        let outer = exception_with(
            exceptions::METHOD_INVOCATION,
            message,
            refusal.into_exception(),
        );
        ErrorRecord::of(
            outer,
            "DotNetMethodException",
            Category::NotSpecified,
            Value::Null,
        )
        .into()
    })
}

static METHODS: &[Method] = &[
    method(
        system::DATE_TIME,
        "op_Addition",
        system::DATE_TIME,
        system::TIME_SPAN,
        |a, b| date_of(date(a), i128::from(span(b))),
    ),
    method(
        system::DATE_TIME,
        "op_Subtraction",
        system::DATE_TIME,
        system::DATE_TIME,
        |a, b| span_of(i128::from(date(a).ticks) - i128::from(date(b).ticks)),
    ),
    method(
        system::DATE_TIME,
        "op_Subtraction",
        system::DATE_TIME,
        system::TIME_SPAN,
        |a, b| date_of(date(a), -i128::from(span(b))),
    ),
    method(
        DATE_TIME_OFFSET,
        "op_Addition",
        DATE_TIME_OFFSET,
        system::TIME_SPAN,
        |a, b| offset_of(a, i128::from(span(b))),
    ),
    method(
        DATE_TIME_OFFSET,
        "op_Subtraction",
        DATE_TIME_OFFSET,
        DATE_TIME_OFFSET,
        |a, b| {
            span_of(
                i128::from(date_time_offset::of(a).utc())
                    - i128::from(date_time_offset::of(b).utc()),
            )
        },
    ),
    method(
        DATE_TIME_OFFSET,
        "op_Subtraction",
        DATE_TIME_OFFSET,
        system::TIME_SPAN,
        |a, b| offset_of(a, -i128::from(span(b))),
    ),
    method(
        system::TIME_SPAN,
        "op_Addition",
        system::TIME_SPAN,
        system::TIME_SPAN,
        |a, b| span_of(i128::from(span(a)) + i128::from(span(b))),
    ),
    method(
        system::TIME_SPAN,
        "op_Subtraction",
        system::TIME_SPAN,
        system::TIME_SPAN,
        |a, b| span_of(i128::from(span(a)) - i128::from(span(b))),
    ),
    method(
        system::TIME_SPAN,
        "op_Multiply",
        system::TIME_SPAN,
        system::DOUBLE,
        |a, b| scaled(span(a) as f64 * real(b), real(b)),
    ),
    method(
        system::TIME_SPAN,
        "op_Multiply",
        system::DOUBLE,
        system::TIME_SPAN,
        |a, b| scaled(real(a) * span(b) as f64, real(a)),
    ),
    method(
        system::TIME_SPAN,
        "op_Division",
        system::TIME_SPAN,
        system::DOUBLE,
        |a, b| scaled(span(a) as f64 / real(b), real(b)),
    ),
    method(
        system::TIME_SPAN,
        "op_Division",
        system::TIME_SPAN,
        system::TIME_SPAN,
        |a, b| Ok(Value::Double(span(a) as f64 / span(b) as f64)),
    ),
    decimals("op_Addition", |a, b| {
        decimal_result(decimal::add(dec(a), dec(b)))
    }),
    decimals("op_Subtraction", |a, b| {
        decimal_result(decimal::subtract(dec(a), dec(b)))
    }),
    decimals("op_Multiply", |a, b| {
        decimal_result(decimal::multiply(dec(a), dec(b)))
    }),
    decimals("op_Division", |a, b| match dec(b).is_zero() {
        true => Err(by_zero()),
        false => decimal_result(decimal::divide(dec(a), dec(b))),
    }),
    decimals("op_Modulus", |a, b| match dec(b).is_zero() {
        true => Err(by_zero()),
        false => decimal_result(decimal::remainder(dec(a), dec(b))),
    }),
    bigs("op_Addition", |a, b| Ok(big_value(big(a) + big(b)))),
    bigs("op_Subtraction", |a, b| Ok(big_value(big(a) - big(b)))),
    bigs("op_Multiply", |a, b| Ok(big_value(big(a) * big(b)))),
    bigs("op_Division", |a, b| match big(b).is_zero() {
        true => Err(by_zero()),
        false => Ok(big_value(big(a) / big(b))),
    }),
    bigs("op_Modulus", |a, b| match big(b).is_zero() {
        true => Err(by_zero()),
        false => Ok(big_value(big(a) % big(b))),
    }),
    bigs("op_BitwiseAnd", |a, b| Ok(big_value(big(a) & big(b)))),
    bigs("op_BitwiseOr", |a, b| Ok(big_value(big(a) | big(b)))),
    bigs("op_ExclusiveOr", |a, b| Ok(big_value(big(a) ^ big(b)))),
    method(
        system::BIG_INTEGER,
        "op_LeftShift",
        system::BIG_INTEGER,
        system::INT32,
        |a, b| Ok(big_value(shifted(&big(a), whole(b)))),
    ),
    method(
        system::BIG_INTEGER,
        "op_RightShift",
        system::BIG_INTEGER,
        system::INT32,
        |a, b| Ok(big_value(shifted(&big(a), -whole(b)))),
    ),
];

const fn method(owner: Type, name: &'static str, left: Type, right: Type, body: Body) -> Method {
    Method {
        owner,
        name,
        left,
        right,
        body,
    }
}

const fn decimals(name: &'static str, body: Body) -> Method {
    method(
        system::DECIMAL,
        name,
        system::DECIMAL,
        system::DECIMAL,
        body,
    )
}

const fn bigs(name: &'static str, body: Body) -> Method {
    method(
        system::BIG_INTEGER,
        name,
        system::BIG_INTEGER,
        system::BIG_INTEGER,
        body,
    )
}

fn date(value: &Value) -> DateTimeTicks {
    match value.data() {
        Some(Data::DateTime(v)) => *v,
        _ => DateTimeTicks::default(),
    }
}

fn span(value: &Value) -> i64 {
    match value.data() {
        Some(Data::TimeSpan(v)) => *v,
        _ => 0,
    }
}

fn dec(value: &Value) -> Decimal {
    match value.data() {
        Some(Data::Decimal(v)) => *v,
        _ => Decimal::ZERO,
    }
}

fn big(value: &Value) -> BigInt {
    match value.data() {
        Some(Data::BigInt(v)) => v.clone(),
        _ => BigInt::ZERO,
    }
}

fn real(value: &Value) -> f64 {
    match value.base() {
        Value::Double(v) => *v,
        other => match other.data() {
            Some(Data::Decimal(v)) => decimal_to_f64(*v),
            _ => 0.0,
        },
    }
}

fn whole(value: &Value) -> i64 {
    match value.base() {
        Value::Int32(v) => i64::from(*v),
        _ => 0,
    }
}

/// 9999-12-31T23:59:59.9999999.
const LAST_TICK: i128 = 3_155_378_975_999_999_999;

fn date_of(from: DateTimeTicks, change: i128) -> std::result::Result<Value, Refusal> {
    let ticks = i128::from(from.ticks) + change;
    if !(0..=LAST_TICK).contains(&ticks) {
        return Err(Refusal::new(
            exceptions::ARGUMENT_OUT_OF_RANGE,
            "The added or subtracted value results in an un-representable DateTime. (Parameter 't')",
        ));
    }
    Ok(Value::object(
        system::DATE_TIME,
        Data::DateTime(DateTimeTicks {
            ticks: ticks as i64,
            kind: from.kind,
        }),
    ))
}

fn span_too_long() -> Refusal {
    Refusal::new(
        exceptions::OVERFLOW,
        "TimeSpan overflowed because the duration is too long.",
    )
}

/// A local time with its distance from universal time, moved.
fn offset_of(from: &Value, change: i128) -> std::result::Result<Value, Refusal> {
    let from = date_time_offset::of(from);
    let moved = date_of(from.local, change)?;
    Ok(date_time_offset::value(date(&moved), from.offset))
}

fn span_of(ticks: i128) -> std::result::Result<Value, Refusal> {
    let ticks = ticks.to_i64().ok_or_else(span_too_long)?;
    Ok(Value::object(system::TIME_SPAN, Data::TimeSpan(ticks)))
}

fn scaled(ticks: f64, factor: f64) -> std::result::Result<Value, Refusal> {
    if factor.is_nan() {
        return Err(Refusal::new(
            exceptions::ARGUMENT,
            "TimeSpan does not accept floating point Not-a-Number values.",
        ));
    }
    match i64::from_f64(ticks.round_ties_even()) {
        Some(ticks) => span_of(i128::from(ticks)),
        None => Err(span_too_long()),
    }
}

fn by_zero() -> Refusal {
    Refusal::new(exceptions::DIVIDE_BY_ZERO, "Attempted to divide by zero.")
}

fn decimal_result(result: Option<Decimal>) -> std::result::Result<Value, Refusal> {
    result.map(convert::number::decimal).ok_or_else(|| {
        Refusal::new(
            exceptions::OVERFLOW,
            "Value was either too large or too small for a Decimal.",
        )
    })
}

fn big_value(value: BigInt) -> Value {
    convert::number::big_integer(value)
}

fn shifted(value: &BigInt, by: i64) -> BigInt {
    if by >= 0 {
        value << by.unsigned_abs()
    } else {
        value >> by.unsigned_abs()
    }
}

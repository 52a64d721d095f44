//! What makes the tables of .NET members short: reading converted arguments, and returning plain Rust values.

use crate::text::ticks::DateTimeTicks;
use crate::types::{Type, system};
use crate::{Data, Result, Str, Value};
use num_bigint::BigInt;
use rust_decimal::Decimal;

/// Declares a method: `method!("int CompareTo(int value)", |this, args| ...)`; the body gives anything that becomes a value.
#[macro_export]
macro_rules! method {
    ($signature:expr, |$this:pat_param, $args:pat_param| $body:expr) => {
        $crate::types::method(
            $signature,
            |$this: &$crate::Value, $args: &[$crate::Value]| {
                $crate::types::native::Returned::done($body)
            },
        )
    };
}

/// Declares a property that is only read.
#[macro_export]
macro_rules! property {
    ($signature:expr, |$this:pat_param| $body:expr) => {
        $crate::types::property($signature, |$this: &$crate::Value| {
            $crate::types::native::Returned::done($body)
        })
    };
}

pub use crate::{method, property};

/// What a member's function may return.
pub trait Returned {
    /// As the table wants it.
    fn done(self) -> Result<Value>;
}

macro_rules! returned {
    ($($ty:ty),* $(,)?) => { $(impl Returned for $ty { fn done(self) -> Result<Value> { Ok(self.into()) } })* };
}
returned!(
    bool,
    i8,
    u8,
    i16,
    i32,
    u32,
    i64,
    u64,
    f32,
    f64,
    Str,
    &str,
    String,
    Type,
    Value,
    crate::Obj
);

impl Returned for () {
    fn done(self) -> Result<Value> {
        Ok(Value::Nothing)
    }
}

impl Returned for usize {
    /// A length or position.
    fn done(self) -> Result<Value> {
        Ok(Value::Int32(i32::try_from(self).unwrap_or(i32::MAX)))
    }
}

impl Returned for u16 {
    fn done(self) -> Result<Value> {
        Ok(Value::UInt16(self))
    }
}

impl Returned for Decimal {
    fn done(self) -> Result<Value> {
        Ok(decimal(self))
    }
}

impl Returned for BigInt {
    fn done(self) -> Result<Value> {
        Ok(big(self))
    }
}

impl Returned for DateTimeTicks {
    fn done(self) -> Result<Value> {
        Ok(date(self))
    }
}

impl<T: Returned> Returned for Option<T> {
    fn done(self) -> Result<Value> {
        self.map_or(Ok(Value::Null), Returned::done)
    }
}

impl<T: Returned> Returned for Result<T> {
    fn done(self) -> Result<Value> {
        self.and_then(Returned::done)
    }
}

/// Makes a `System.Decimal`.
pub fn decimal(value: Decimal) -> Value {
    Value::object(system::DECIMAL, Data::Decimal(value))
}

/// Makes a `System.Numerics.BigInteger`.
pub fn big(value: BigInt) -> Value {
    Value::object(system::BIG_INTEGER, Data::BigInt(value))
}

/// Makes a `System.DateTime`.
pub fn date(value: DateTimeTicks) -> Value {
    Value::object(system::DATE_TIME, Data::DateTime(value))
}

/// Makes a `System.TimeSpan` from ticks.
pub fn span(ticks: i64) -> Value {
    Value::object(system::TIME_SPAN, Data::TimeSpan(ticks))
}

/// Makes a `System.Char`.
pub fn chr(unit: u16) -> Value {
    Value::Char(unit)
}

/// Makes a `string[]`.
pub fn strings<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    array_of(system::STRING, items.into_iter().map(Into::into).collect())
}

/// Makes a `byte[]`.
pub fn bytes(items: &[u8]) -> Value {
    array_of(
        system::BYTE,
        items.iter().map(|byte| Value::Byte(*byte)).collect(),
    )
}

/// Makes a `char[]`.
pub fn chars(items: impl IntoIterator<Item = u16>) -> Value {
    array_of(system::CHAR, items.into_iter().map(Value::Char).collect())
}

/// Makes a `T[]`.
pub fn array_of(element: Type, items: Vec<Value>) -> Value {
    Value::typed_array(super::registry::array_of(element, 1), items)
}

/// Reading one value that is already of the right type; anything else gives the type's zero.
pub trait Plain {
    /// A string; empty for null.
    fn text(&self) -> &str;
    /// An `int`.
    fn int(&self) -> i32;
    /// A `long`, or any smaller integer.
    fn long(&self) -> i64;
    /// A `ulong`, or any smaller unsigned integer.
    fn ulong(&self) -> u64;
    /// A `double` or `float`.
    fn double(&self) -> f64;
    /// A `bool`.
    fn boolean(&self) -> bool;
    /// A `char`.
    fn unit(&self) -> u16;
    /// A `decimal`.
    fn decimal(&self) -> Decimal;
    /// A `bigint`.
    fn big(&self) -> BigInt;
    /// A `datetime`.
    fn date(&self) -> DateTimeTicks;
    /// A `timespan`'s ticks.
    fn span(&self) -> i64;
    /// An enum's number.
    fn number(&self) -> i64;
    /// The items of an array or list.
    fn items(&self) -> Vec<Value>;
    /// The bytes of a `byte[]`.
    fn byte_items(&self) -> Vec<u8>;
    /// A `Type`.
    fn type_object(&self) -> Type;
}

impl Plain for Value {
    fn text(&self) -> &str {
        self.as_str().map_or("", Str::as_str)
    }

    fn int(&self) -> i32 {
        self.long() as i32
    }

    fn long(&self) -> i64 {
        match self.base() {
            Value::Int32(v) => i64::from(*v),
            Value::Int64(v) => *v,
            Value::SByte(v) => i64::from(*v),
            Value::Byte(v) => i64::from(*v),
            Value::Int16(v) => i64::from(*v),
            Value::UInt16(v) => i64::from(*v),
            Value::UInt32(v) => i64::from(*v),
            Value::UInt64(v) => *v as i64,
            Value::Char(v) => i64::from(*v),
            Value::Object(object) => match object.data() {
                Data::Enum(v) => *v,
                _ => 0,
            },
            _ => 0,
        }
    }

    fn ulong(&self) -> u64 {
        self.long() as u64
    }

    fn double(&self) -> f64 {
        match self.base() {
            Value::Double(v) => *v,
            Value::Single(v) => f64::from(*v),
            other => other.long() as f64,
        }
    }

    fn boolean(&self) -> bool {
        matches!(self.base(), Value::Bool(true))
    }

    fn unit(&self) -> u16 {
        match self.base() {
            Value::Char(v) => *v,
            _ => 0,
        }
    }

    fn decimal(&self) -> Decimal {
        match self.data() {
            Some(Data::Decimal(v)) => *v,
            _ => Decimal::from(self.long()),
        }
    }

    fn big(&self) -> BigInt {
        match self.data() {
            Some(Data::BigInt(v)) => v.clone(),
            _ => BigInt::from(self.long()),
        }
    }

    fn date(&self) -> DateTimeTicks {
        match self.data() {
            Some(Data::DateTime(v)) => *v,
            _ => DateTimeTicks::default(),
        }
    }

    fn span(&self) -> i64 {
        match self.data() {
            Some(Data::TimeSpan(v)) => *v,
            _ => 0,
        }
    }

    fn number(&self) -> i64 {
        self.long()
    }

    fn items(&self) -> Vec<Value> {
        crate::enumerate::to_vec(self).unwrap_or_default()
    }

    fn byte_items(&self) -> Vec<u8> {
        self.items().iter().map(|item| item.long() as u8).collect()
    }

    fn type_object(&self) -> Type {
        match self.data() {
            Some(Data::Type(ty)) => *ty,
            _ => system::OBJECT,
        }
    }
}

/// Reading arguments by position.
pub trait Args {
    /// The argument; null if there are fewer.
    fn at(&self, at: usize) -> &Value;

    /// A string; empty for null.
    fn text(&self, at: usize) -> &str {
        self.at(at).text()
    }
    /// A counted string, `None` for null.
    fn string(&self, at: usize) -> Option<Str> {
        self.at(at).as_str().cloned()
    }
    /// An `int`.
    fn int(&self, at: usize) -> i32 {
        self.at(at).int()
    }
    /// A `long`.
    fn long(&self, at: usize) -> i64 {
        self.at(at).long()
    }
    /// A `double`.
    fn double(&self, at: usize) -> f64 {
        self.at(at).double()
    }
    /// A `bool`.
    fn boolean(&self, at: usize) -> bool {
        self.at(at).boolean()
    }
    /// A `char`.
    fn unit(&self, at: usize) -> u16 {
        self.at(at).unit()
    }
    /// The items of an array.
    fn items(&self, at: usize) -> Vec<Value> {
        self.at(at).items()
    }
}

static NULL: Value = Value::Null;

impl Args for [Value] {
    fn at(&self, at: usize) -> &Value {
        self.get(at).unwrap_or(&NULL)
    }
}

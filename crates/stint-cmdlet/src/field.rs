//! How a bound value is stored in a cmdlet's field. The binder has converted it to the parameter's type before.

use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Data, Result, Str, Type, Value};

/// A type that a cmdlet's field can have.
pub trait Field: Sized {
    /// Takes a bound value; `None` is the state of a parameter that was not bound.
    ///
    /// # Errors
    /// When the value is of another kind than the field.
    fn store(value: Option<Value>) -> Result<Self>;
}

fn unfit(value: &Value, wanted: &str) -> stint_object::Flow {
    let actual = value.ty().map_or("null", |ty| ty.0.name());
    ErrorRecord::new(
        "ParameterFieldMismatch",
        Category::InvalidType,
        system::exceptions::INVALID_CAST,
        format!("A bound value of type {actual} does not fit a field for {wanted}."),
    )
    .into()
}

impl Field for Value {
    fn store(value: Option<Value>) -> Result<Self> {
        Ok(value.unwrap_or_default())
    }
}

impl Field for bool {
    fn store(value: Option<Value>) -> Result<Self> {
        match value.as_ref().map(Value::base) {
            None => Ok(false),
            Some(Value::Bool(v)) => Ok(*v),
            Some(Value::Null | Value::Nothing) => Ok(false),
            Some(other) => match other.data() {
                // `SwitchParameter` is kept as an enum-like number: 0 or 1.
                Some(Data::Enum(v)) => Ok(*v != 0),
                _ => Err(unfit(other, "a switch")),
            },
        }
    }
}

macro_rules! numbers {
    ($($ty:ty => $variant:ident),*) => { $(impl Field for $ty {
        fn store(value: Option<Value>) -> Result<Self> {
            match value.as_ref().map(Value::base) {
                None => Ok(Self::default()),
                Some(Value::$variant(v)) => Ok(*v),
                Some(other) => match other.data() {
                    Some(Data::Enum(v)) => Self::try_from_enum(*v).ok_or_else(|| unfit(other, stringify!($ty))),
                    _ => Err(unfit(other, stringify!($ty))),
                },
            }
        }
    })* };
}

/// Numbers that an enum's value can be stored as.
trait FromEnum: Sized {
    fn try_from_enum(value: i64) -> Option<Self>;
}

macro_rules! from_enum {
    ($($ty:ty),*) => { $(impl FromEnum for $ty { fn try_from_enum(value: i64) -> Option<Self> { Self::try_from(value).ok() } })* };
}
from_enum!(i32, i64, u32, u64, u8, u16);

impl FromEnum for f64 {
    fn try_from_enum(_: i64) -> Option<Self> {
        None
    }
}

numbers!(i32 => Int32, i64 => Int64, u32 => UInt32, u64 => UInt64, u8 => Byte, u16 => Char, f64 => Double);

impl Field for Str {
    fn store(value: Option<Value>) -> Result<Self> {
        match value {
            None => Ok(Self::default()),
            Some(value) if value.is_null() => Ok(Self::default()),
            Some(value) => value
                .as_str()
                .cloned()
                .ok_or_else(|| unfit(&value, "a string")),
        }
    }
}

impl Field for Type {
    fn store(value: Option<Value>) -> Result<Self> {
        match value.as_ref().and_then(Value::data) {
            Some(Data::Type(ty)) => Ok(*ty),
            _ => Err(unfit(&value.unwrap_or_default(), "a type")),
        }
    }
}

impl Field for uuid::Uuid {
    fn store(value: Option<Value>) -> Result<Self> {
        match value.as_ref().and_then(Value::data) {
            Some(Data::Guid(guid)) => Ok(*guid),
            _ => Err(unfit(&value.unwrap_or_default(), "a guid")),
        }
    }
}

impl<T: Field> Field for Option<T> {
    fn store(value: Option<Value>) -> Result<Self> {
        match value {
            None => Ok(None),
            Some(value) if value.is_null() => Ok(None),
            Some(value) => T::store(Some(value)).map(Some),
        }
    }
}

impl<T: Field> Field for Vec<T> {
    fn store(value: Option<Value>) -> Result<Self> {
        match value {
            None => Ok(Vec::new()),
            Some(value) if value.is_null() => Ok(Vec::new()),
            Some(value) => match value.as_array() {
                Some(array) => array
                    .to_vec()
                    .into_iter()
                    .map(|item| T::store(Some(item)))
                    .collect(),
                None => Ok(vec![T::store(Some(value))?]),
            },
        }
    }
}

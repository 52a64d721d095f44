//! The value: 16 bytes, cheap to clone, `Send + Sync`, with no span, type name or flag inside.
//!
//! What scripts are full of stands inline; everything else is an [`Object`] behind one counted pointer.

use crate::object::{Data, Obj, Object};
use crate::types::{Type, system};
use arcstr::ArcStr;

/// A string: immutable, counted, one pointer wide. .NET strings are UTF-16; ours are UTF-8, so a lone surrogate
/// becomes U+FFFD (see `docs/design/values.md`), and lengths and indexes are converted where a script sees them.
pub type Str = ArcStr;

/// Any value that a script can hold.
#[derive(Clone, Default)]
pub enum Value {
    /// `$null`.
    #[default]
    Null,
    /// What an empty pipeline gives: `$null` in an expression, nothing at all in a pipeline (AutomationNull).
    Nothing,
    /// `System.Boolean`.
    Bool(bool),
    /// `System.Char`, one UTF-16 unit.
    Char(u16),
    /// `System.SByte`.
    SByte(i8),
    /// `System.Byte`.
    Byte(u8),
    /// `System.Int16`.
    Int16(i16),
    /// `System.UInt16`.
    UInt16(u16),
    /// `System.Int32`.
    Int32(i32),
    /// `System.UInt32`.
    UInt32(u32),
    /// `System.Int64`.
    Int64(i64),
    /// `System.UInt64`.
    UInt64(u64),
    /// `System.Single`.
    Single(f32),
    /// `System.Double`.
    Double(f64),
    /// `System.String`.
    Str(Str),
    /// Everything else.
    Object(Obj),
}

const _: () = assert!(std::mem::size_of::<Value>() == 16);

impl Value {
    /// A string value.
    pub fn str(text: impl Into<Str>) -> Self {
        Self::Str(text.into())
    }

    /// An object of a type with its payload.
    pub fn object(ty: Type, data: Data) -> Self {
        Self::Object(Object::new(ty, data))
    }

    /// An `object[]`.
    pub fn array(items: Vec<Value>) -> Self {
        Self::typed_array(system::object_array(), items)
    }

    /// An array of a given array type (not the element's).
    pub fn typed_array(array_type: Type, items: Vec<Value>) -> Self {
        Self::object(array_type, Data::Array(crate::array::Array::new(items)))
    }

    /// What collecting a pipeline's output gives: nothing, the one value, or an `object[]`.
    pub fn collected(mut items: Vec<Value>) -> Self {
        match items.len() {
            0 => Self::Nothing,
            1 => items.pop().unwrap_or_default(),
            _ => Self::array(items),
        }
    }

    /// Whether this is `$null` (also as nothing).
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null | Self::Nothing)
    }

    /// `Nothing` becomes `Null`; what storing a value in a variable's element or an argument does.
    pub fn or_null(self) -> Self {
        if let Self::Nothing = self {
            Self::Null
        } else {
            self
        }
    }

    /// The .NET type, `None` for null. A scalar that had members added answers for the scalar.
    pub fn ty(&self) -> Option<Type> {
        Some(match self {
            Self::Null | Self::Nothing => return None,
            Self::Bool(_) => system::BOOLEAN,
            Self::Char(_) => system::CHAR,
            Self::SByte(_) => system::SBYTE,
            Self::Byte(_) => system::BYTE,
            Self::Int16(_) => system::INT16,
            Self::UInt16(_) => system::UINT16,
            Self::Int32(_) => system::INT32,
            Self::UInt32(_) => system::UINT32,
            Self::Int64(_) => system::INT64,
            Self::UInt64(_) => system::UINT64,
            Self::Single(_) => system::SINGLE,
            Self::Double(_) => system::DOUBLE,
            Self::Str(_) => system::STRING,
            Self::Object(object) => match object.data() {
                Data::Wrapped(base) => return base.ty(),
                _ => object.ty(),
            },
        })
    }

    /// The value without the wrapper that holds added members: what operators and conversions work on.
    pub fn base(&self) -> &Value {
        match self {
            Self::Object(object) => match object.data() {
                Data::Wrapped(base) => base.base(),
                _ => self,
            },
            _ => self,
        }
    }

    /// The string, if it is one (also with members added).
    pub fn as_str(&self) -> Option<&Str> {
        match self.base() {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The object, if it is one and not a wrapped scalar.
    pub fn as_object(&self) -> Option<&Obj> {
        match self.base() {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The payload, if this is an object.
    pub fn data(&self) -> Option<&Data> {
        self.as_object().map(|object| object.data())
    }

    /// The payload of an object whose type is declared elsewhere, if it is a `T`.
    pub fn payload<T: 'static>(&self) -> Option<&T> {
        match self.data()? {
            Data::Opaque(payload) => payload.as_any().downcast_ref::<T>(),
            _ => None,
        }
    }

    /// The array inside, for any `T[]`.
    pub fn as_array(&self) -> Option<&crate::array::Array> {
        match self.data()? {
            Data::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The dictionary inside, for hashtables, ordered and generic dictionaries.
    pub fn as_dict(&self) -> Option<&crate::Lock<crate::dict::Dict>> {
        match self.data()? {
            Data::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// Whether both are the very same object (`[object]::ReferenceEquals`).
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Self::Object(a), Self::Object(b)) => std::sync::Arc::ptr_eq(a, b),
            (Self::Str(a), Self::Str(b)) => ArcStr::ptr_eq(a, b),
            _ => self.is_null() && other.is_null(),
        }
    }
}

macro_rules! from {
    ($($ty:ty => $variant:ident),* $(,)?) => { $(impl From<$ty> for Value { fn from(v: $ty) -> Self { Self::$variant(v) } })* };
}
from!(bool => Bool, i8 => SByte, u8 => Byte, i16 => Int16, i32 => Int32, u32 => UInt32, i64 => Int64, u64 => UInt64, f32 => Single, f64 => Double, Str => Str, Obj => Object);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Str(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Str(text.into())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<Type> for Value {
    fn from(ty: Type) -> Self {
        Self::object(system::RUNTIME_TYPE, Data::Type(ty))
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Nothing => f.write_str("nothing"),
            Self::Bool(v) => write!(f, "{v}"),
            Self::Char(v) => write!(
                f,
                "{:?}",
                char::from_u32(u32::from(*v)).unwrap_or('\u{fffd}')
            ),
            Self::SByte(v) => write!(f, "{v}y"),
            Self::Byte(v) => write!(f, "{v}uy"),
            Self::Int16(v) => write!(f, "{v}s"),
            Self::UInt16(v) => write!(f, "{v}us"),
            Self::Int32(v) => write!(f, "{v}"),
            Self::UInt32(v) => write!(f, "{v}u"),
            Self::Int64(v) => write!(f, "{v}l"),
            Self::UInt64(v) => write!(f, "{v}ul"),
            Self::Single(v) => write!(f, "{v}f"),
            Self::Double(v) => write!(f, "{v:?}"),
            Self::Str(v) => write!(f, "{v:?}"),
            Self::Object(v) => write!(f, "<{}>", v.ty().name()),
        }
    }
}

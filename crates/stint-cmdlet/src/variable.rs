//! Variables as objects: the payload of `PSVariable`.

use crate::parameter::Attribute;
use stint_object::object::Opaque;
use stint_object::{Lock, Str, Type, Value};

/// Bits of `ScopedItemOptions`.
pub mod options {
    /// `ReadOnly`.
    pub const READ_ONLY: u32 = 1;
    /// `Constant`.
    pub const CONSTANT: u32 = 2;
    /// `Private`.
    pub const PRIVATE: u32 = 4;
    /// `AllScope`.
    pub const ALL_SCOPE: u32 = 8;
    /// `Unspecified`.
    pub const UNSPECIFIED: u32 = 16;
}

/// A variable that is more than a value in a slot: typed, with options, or held as an object by a script.
#[derive(Default)]
pub struct Variable {
    /// Its name.
    pub name: Str,
    /// Its value.
    pub value: Lock<Value>,
    /// `Options`, `Description`, type and attributes.
    pub meta: Lock<VariableMeta>,
}

/// What stands on a variable besides its value.
#[derive(Default, Clone)]
pub struct VariableMeta {
    /// Bits of [`options`].
    pub options: u32,
    /// `Description`.
    pub description: Str,
    /// `[int]$x`: what every assignment converts to.
    pub ty: Option<Type>,
    /// `[ValidateRange(1, 5)]$x` ...
    pub attributes: Vec<Attribute>,
    /// `Module` it belongs to, by name.
    pub module: Option<Str>,
}

impl Opaque for Variable {}

impl Variable {
    /// A plain variable.
    pub fn new(name: impl Into<Str>, value: Value) -> Self {
        Self {
            name: name.into(),
            value: Lock::new(value),
            meta: Lock::default(),
        }
    }

    /// The value now.
    pub fn get(&self) -> Value {
        self.value.lock().clone()
    }

    /// Sets the value, with no check at all: the engine's checked assignment is `Session::set_variable`.
    pub fn put(&self, value: Value) {
        let old = std::mem::replace(&mut *self.value.lock(), value);
        drop(old);
    }
}

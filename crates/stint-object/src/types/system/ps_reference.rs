//! `System.Management.Automation.PSReference`: what `[ref]` makes.

use crate::object::{Object, Opaque};
use crate::types::{Type, TypeInfo, method, settable};
use crate::{Lock, Result, Value};
use std::sync::Arc;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSReference")
    .constructors(&[method("ref(System.Object value)", |_, args| {
        Ok(new(args.first().cloned().unwrap_or_default()))
    })])
    .properties(&[settable(
        "System.Object Value {get;set;}",
        |this| Ok(of(this).map(Reference::get).unwrap_or_default()),
        |this, value| match of(this) {
            Some(reference) => reference.set(value),
            None => Ok(()),
        },
    )]);

/// `System.Management.Automation.PSReference`.
pub const PS_REFERENCE: Type = Type(&INFO);

/// What a reference stands for: a variable, or a value of its own.
pub trait Place: Send + Sync {
    /// Reads it.
    fn get(&self) -> Value;
    /// Writes it.
    ///
    /// # Errors
    /// When a typed variable does not take the value.
    fn set(&self, value: Value) -> Result<()>;
}

/// The payload.
pub struct Reference(Arc<dyn Place>);

impl Opaque for Reference {}

impl Reference {
    /// Reads what it stands for.
    pub fn get(&self) -> Value {
        self.0.get()
    }

    /// Writes what it stands for.
    ///
    /// # Errors
    /// When a typed variable does not take the value.
    pub fn set(&self, value: Value) -> Result<()> {
        self.0.set(value)
    }
}

impl Place for Lock<Value> {
    fn get(&self) -> Value {
        self.lock().clone()
    }

    fn set(&self, value: Value) -> Result<()> {
        let old = std::mem::replace(&mut *self.lock(), value);
        drop(old);
        Ok(())
    }
}

/// A reference to a variable or another place.
pub fn to(place: Arc<dyn Place>) -> Value {
    Value::Object(Object::opaque(PS_REFERENCE, Reference(place)))
}

/// A reference to a value of its own: `[ref] 5`.
pub fn new(value: Value) -> Value {
    to(Arc::new(Lock::new(value)))
}

/// The reference in a value, if it is one.
pub fn of(value: &Value) -> Option<&Reference> {
    value.payload::<Reference>()
}

/// Writes the place behind a `[ref]` or `[out]` argument.
pub fn set(argument: Option<&Value>, value: impl Into<Value>) {
    if let Some(reference) = argument.and_then(of) {
        // A variable that does not take it keeps what it has.
        let _ = reference.set(value.into());
    }
}

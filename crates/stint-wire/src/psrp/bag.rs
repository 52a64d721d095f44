//! Reading the property bags that messages are.

use stint_object::{Data, Str, Value};

use super::state::ProtocolError;

/// A message's body, or an object in it, by its properties.
pub(super) struct Bag<'a>(&'a Value);

impl<'a> Bag<'a> {
    pub(super) fn new(value: &'a Value) -> Self {
        Self(value)
    }

    /// A property, or null.
    pub(super) fn get(&self, name: &str) -> Value {
        let Value::Object(object) = self.0 else {
            return Value::Null;
        };
        let added = object.added();
        if let Some(note) = added
            .bag
            .get(name)
            .and_then(stint_object::members::Member::note)
        {
            return note;
        }
        let properties = added
            .deserialized
            .as_ref()
            .and_then(|deserialized| deserialized.properties.as_ref());
        let own = properties
            .and_then(|bag| bag.get(name))
            .and_then(stint_object::members::Member::note);
        own.unwrap_or_default()
    }

    pub(super) fn text(&self, name: &str) -> Option<Str> {
        self.get(name).as_str().cloned()
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        number(&self.get(name))
    }

    pub(super) fn i32(&self, name: &str) -> Option<i32> {
        self.number(name)
            .and_then(|number| i32::try_from(number).ok())
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.get(name).base(), Value::Bool(true))
    }

    pub(super) fn state<T>(
        &self,
        name: &'static str,
        from: fn(i32) -> Option<T>,
    ) -> Result<T, ProtocolError> {
        self.i32(name)
            .and_then(from)
            .ok_or(ProtocolError::Missing(name))
    }
}

/// An integer of any width, also as an enum's number.
pub(super) fn number(value: &Value) -> Option<i64> {
    Some(match value.base() {
        Value::SByte(number) => i64::from(*number),
        Value::Byte(number) => i64::from(*number),
        Value::Int16(number) => i64::from(*number),
        Value::UInt16(number) => i64::from(*number),
        Value::Int32(number) => i64::from(*number),
        Value::UInt32(number) => i64::from(*number),
        Value::Int64(number) => *number,
        Value::UInt64(number) => i64::try_from(*number).ok()?,
        _ => return None,
    })
}

/// The items of a list; a value that is none is its own only item.
pub(super) fn items(value: &Value) -> Vec<Value> {
    match value.data() {
        Some(Data::List(list)) => list.lock().clone(),
        Some(Data::Array(array)) => array.to_vec(),
        _ if value.is_null() => Vec::new(),
        _ => vec![value.clone()],
    }
}

//! The object: a pointer to its type, a place for added members that is empty until used, and a payload.

use crate::array::Array;
use crate::dict::Dict;
use crate::error_record::{ErrorRecord, ExceptionData};
use crate::members::Member;
use crate::script_block::ScriptBlock;
use crate::shape::Bag;
use crate::text::ticks::DateTimeTicks;
use crate::types::Type;
use crate::{Lock, Str, Value};
use std::any::Any;
use std::sync::Arc;

/// A counted object.
pub type Obj = Arc<Object>;

/// A header and a payload. Everything mutable is behind a lock of its own, since objects are shared between threads.
pub struct Object {
    ty: Type,
    added: Lock<Added>,
    data: Data,
}

/// What scripts add to an object: members in the order they came, and replaced type names.
#[derive(Default)]
pub struct Added {
    /// Note properties and other members. The properties of a `pscustomobject` all stand here.
    pub bag: Bag,
    /// `PSObject.TypeNames`, once they differ from the type's own.
    pub type_names: Option<Box<Vec<Str>>>,
    /// What came over the wire with it, for an object that a job or session sent.
    pub deserialized: Option<Box<Deserialized>>,
    /// The fields of an instance of a script's class that derives from a .NET type; those of other classes stand in
    /// [`Data::Instance`].
    pub fields: Option<Box<Vec<Value>>>,
}

/// What makes an object a `Deserialized.` one: a picture of an object of another process.
#[derive(Default)]
pub struct Deserialized {
    /// What its `ToString()` gave there; `None` for a property bag, whose text is made from its properties. Also with an
    /// enum's number or another scalar (`Data::Wrapped`), whose text this then is.
    pub text: Option<Str>,
    /// The original's own properties, in order, as plain values. `Get-Member` calls them `Property`, not `NoteProperty`; what
    /// was added to it there stands in the bag. They can be set here like notes.
    pub properties: Option<Bag>,
}

/// A payload declared by another module or crate.
pub trait Opaque: Any + Send + Sync {
    /// `Equals`, for two payloads of one .NET type; identity is already handled, so reference types keep this `false`.
    fn equals(&self, other: &dyn Opaque) -> bool {
        let _ = other;
        false
    }

    /// The elements as they are now, where PowerShell enumerates objects of this type (see [`crate::enumerate`]).
    fn items(&self) -> Option<Vec<Value>> {
        None
    }

    /// Whether PowerShell enumerates objects of this type.
    fn is_enumerable(&self) -> bool {
        self.items().is_some()
    }

    /// A property that the payload makes up, as XML elements do.
    fn dynamic_property(&self, name: &str) -> Option<Value> {
        let _ = name;
        None
    }

    /// Sets such a property; `None` if there is none of that name.
    fn set_dynamic_property(&self, name: &str, value: &Value) -> Option<crate::Result<()>> {
        let _ = (name, value);
        None
    }

    /// Whether such properties stand in front of the .NET type's own, as PowerShell's adapter for XML has it.
    fn is_adapted(&self) -> bool {
        false
    }

    /// The names of such properties, in order.
    fn dynamic_properties(&self) -> Vec<Str> {
        Vec::new()
    }

    /// What to wait for, if the object can be waited on.
    fn waitable(&self) -> Option<&dyn crate::waitable::Waitable> {
        None
    }

    /// The events that the object raises, if it raises any.
    fn event_source(&self) -> Option<&dyn crate::event_source::EventSource> {
        None
    }
}

impl dyn Opaque {
    /// For downcasting, see [`Value::payload`].
    pub fn as_any(&self) -> &dyn Any {
        self
    }
}

/// What an object is made of.
pub enum Data {
    /// Nothing but members: `pscustomobject`, and `[object]::new()`.
    Custom,
    /// Any array.
    Array(Array),
    /// `List<T>`, `ArrayList`, `Collection<T>`, `Stack`, `Queue`: what is indexed by number and grows.
    List(Lock<Vec<Value>>),
    /// Hashtable, ordered and generic dictionaries.
    Dict(Lock<Dict>),
    /// A scalar that members were added to.
    Wrapped(Value),
    /// `System.Decimal`.
    Decimal(rust_decimal::Decimal),
    /// `System.Numerics.BigInteger`.
    BigInt(num_bigint::BigInt),
    /// `System.DateTime`.
    DateTime(DateTimeTicks),
    /// `System.TimeSpan`, in ticks of 100 ns.
    TimeSpan(i64),
    /// `System.Guid`.
    Guid(uuid::Uuid),
    /// A value of an enum type, as its number (unsigned 64-bit ones by their bits).
    Enum(i64),
    /// `System.Type`.
    Type(Type),
    /// `System.Exception` and every type derived from it.
    Exception(Box<ExceptionData>),
    /// `System.Management.Automation.ErrorRecord`.
    ErrorRecord(Box<ErrorRecord>),
    /// `System.Management.Automation.ScriptBlock`.
    ScriptBlock(Arc<dyn ScriptBlock>),
    /// An instance of a class that a script defined: its fields by the class's field index; the second is the base
    /// object where the class derives from a .NET type.
    Instance(Lock<Vec<Value>>, Option<Value>),
    /// Anything else: see [`Value::payload`].
    Opaque(Box<dyn Opaque>),
}

impl Object {
    /// A new object.
    pub fn new(ty: Type, data: Data) -> Obj {
        Arc::new(Self {
            ty,
            added: Lock::new(Added::default()),
            data,
        })
    }

    /// A `pscustomobject` (or any object) that starts with members.
    pub fn with_members(ty: Type, data: Data, bag: Bag) -> Obj {
        Arc::new(Self {
            ty,
            added: Lock::new(Added {
                bag,
                ..Added::default()
            }),
            data,
        })
    }

    /// An object whose payload another crate declares.
    pub fn opaque(ty: Type, payload: impl Opaque) -> Obj {
        Self::new(ty, Data::Opaque(Box::new(payload)))
    }

    /// A fresh object of a .NET type made one of a script's class that derives from it: the payload stays, so that
    /// what works on the .NET type works on it. Gives the object back if something else holds it.
    ///
    /// # Errors
    /// The object itself.
    pub fn derive(object: Obj, ty: Type, fields: Vec<Value>) -> Result<Obj, Obj> {
        let made = Arc::try_unwrap(object)?;
        made.added.lock().fields = Some(Box::new(fields));
        Ok(Arc::new(Self { ty, ..made }))
    }

    /// Reads a field of a class that derives from a .NET type.
    pub fn field(&self, index: usize) -> Option<Value> {
        let added = self.added.lock();
        added.fields.as_ref()?.get(index).cloned()
    }

    /// Sets such a field.
    pub fn set_field(&self, index: usize, value: Value) {
        let mut added = self.added.lock();
        let place = added
            .fields
            .as_mut()
            .and_then(|fields| fields.get_mut(index));
        if let Some(place) = place {
            let old = std::mem::replace(place, value);
            drop(added);
            drop(old);
        }
    }

    /// The .NET type.
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// The payload.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// What was added. Do not run script code while the guard lives.
    pub fn added(&self) -> parking_lot::MutexGuard<'_, Added> {
        self.added.lock()
    }

    /// The value of an added note property.
    pub fn note(&self, name: &str) -> Option<Value> {
        self.added
            .lock()
            .bag
            .get(name)
            .and_then(|member| member.note())
    }

    /// The value of a property that the original of a deserialized object had.
    pub fn deserialized_property(&self, name: &str) -> Option<Value> {
        let added = self.added.lock();
        let properties = added.deserialized.as_ref()?.properties.as_ref()?;
        properties.get(name).and_then(Member::note)
    }

    /// Sets such a property; `false` if there is none of the name.
    pub fn set_deserialized_property(&self, name: &str, value: Value) -> bool {
        let mut added = self.added.lock();
        let properties = added
            .deserialized
            .as_mut()
            .and_then(|deserialized| deserialized.properties.as_mut());
        let Some(properties) = properties.filter(|properties| properties.get(name).is_some())
        else {
            return false;
        };
        let old = properties.set(name, Member::Note(value));
        drop(added);
        drop(old);
        true
    }

    /// What `ToString()` gave where a deserialized object comes from.
    pub fn deserialized_text(&self) -> Option<Str> {
        self.added.lock().deserialized.as_ref()?.text.clone()
    }

    /// Sets or adds a note property.
    pub fn set_note(&self, name: &str, value: Value) {
        let old = self.added.lock().bag.set(name, Member::Note(value));
        drop(old);
    }
}

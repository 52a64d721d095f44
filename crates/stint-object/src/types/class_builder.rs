//! Types made at run time: the classes and enums that scripts define.

use super::{Kind, Method, MethodCall, Property, PropertyBody, Type, TypeInfo, registry};
use crate::script_block::MethodBody;
use crate::{Data, Result, Value};
use std::any::Any;

/// Collects what a class declares. Everything lives as long as the process.
pub struct ClassBuilder {
    info: TypeInfo,
    interfaces: Vec<Type>,
    constructors: Vec<Method>,
    methods: Vec<Method>,
    properties: Vec<Property>,
}

fn leak_text(text: impl Into<String>) -> &'static str {
    Box::leak(text.into().into_boxed_str())
}

fn leak_list<T>(list: Vec<T>) -> &'static [T] {
    Box::leak(list.into_boxed_slice())
}

impl ClassBuilder {
    /// A class of a name that derives from a type.
    pub fn new(name: impl Into<String>, base: Type) -> Self {
        Self {
            info: TypeInfo::new(Kind::Class, leak_text(name)).base(base),
            interfaces: Vec::new(),
            constructors: Vec::new(),
            methods: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// Adds an interface.
    pub fn interface(&mut self, interface: Type) {
        self.interfaces.push(interface);
    }

    /// Adds a constructor: `Point(int x, int y)`. Its body gets the type as `this` and gives the new object.
    pub fn constructor(&mut self, signature: impl Into<String>, body: impl MethodBody + 'static) {
        self.constructors.push(class_method(signature, body));
    }

    /// Adds a method: `int Sum(int other)`, `static Point Origin()`.
    pub fn method(&mut self, signature: impl Into<String>, body: impl MethodBody + 'static) {
        self.methods.push(class_method(signature, body));
    }

    /// Adds a property: `int X {get;set;}`, `static int Count {get;set;}`.
    pub fn property(&mut self, signature: impl Into<String>, body: impl PropertyBody + 'static) {
        self.properties.push(Property {
            signature: leak_text(signature),
            get: |_| Ok(Value::Null),
            set: None,
            body: Some(Box::leak(Box::new(body))),
        });
    }

    /// Sets how type names in signatures are found: classes of the same script, `using namespace`. It is asked late,
    /// so classes may name each other.
    pub fn resolver(&mut self, resolver: impl Fn(&str) -> Option<Type> + Send + Sync + 'static) {
        self.info.resolver = Some(Box::leak(Box::new(resolver)));
    }

    /// Sets the engine's own description of the class.
    pub fn class(&mut self, class: impl Any + Send + Sync) {
        self.info.class = Some(Box::leak(Box::new(class)));
    }

    /// The finished type. It is not registered by name: see [`registry::define`].
    pub fn build(mut self) -> Type {
        self.info.interfaces = leak_list(self.interfaces);
        self.info.constructors = leak_list(self.constructors);
        self.info.methods = leak_list(self.methods);
        self.info.properties = leak_list(self.properties);
        registry::leak(self.info)
    }
}

fn class_method(signature: impl Into<String>, body: impl MethodBody + 'static) -> Method {
    Method {
        signature: leak_text(signature),
        call: MethodCall::Body(Box::leak(Box::new(body))),
    }
}

/// An enum that a script defines.
pub fn enumeration(
    name: impl Into<String>,
    constants: Vec<(String, i64)>,
    underlying: Type,
    flags: bool,
) -> Type {
    let constants = constants
        .into_iter()
        .map(|(name, number)| (leak_text(name), number))
        .collect();
    let mut info =
        TypeInfo::enumeration(leak_text(name), leak_list(constants)).underlying(underlying);
    info.flags = flags;
    info.class = Some(&());
    registry::leak(info)
}

/// The field of an instance at an index: the usual property of a class.
pub struct Field {
    /// Its place in [`Data::Instance`].
    pub index: usize,
    /// Declared `hidden`.
    pub hidden: bool,
}

impl PropertyBody for Field {
    fn get(&self, this: &Value) -> Result<Value> {
        Ok(match (this.data(), this.base()) {
            (Some(Data::Instance(fields, _)), _) => {
                fields.lock().get(self.index).cloned().unwrap_or_default()
            }
            (_, Value::Object(object)) => object.field(self.index).unwrap_or_default(),
            _ => Value::Null,
        })
    }

    fn set(&self, this: &Value, value: Value) -> Result<()> {
        if let Some(Data::Instance(fields, _)) = this.data() {
            let mut fields = fields.lock();
            if let Some(field) = fields.get_mut(self.index) {
                let old = std::mem::replace(field, value);
                drop(fields);
                drop(old);
            }
        } else if let Value::Object(object) = this.base() {
            object.set_field(self.index, value);
        }
        Ok(())
    }

    fn is_hidden(&self) -> bool {
        self.hidden
    }
}

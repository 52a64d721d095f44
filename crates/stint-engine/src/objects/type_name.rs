//! `PSTypeName`: a type's name, and the type if it is known.

use stint_object::object::Opaque;
use stint_object::types::{TypeInfo, method, property, registry, system};
use stint_object::{Data, Lock, Object, Result, Str, Type, Value, convert};

struct TypeName(Str);

impl Opaque for TypeName {
    fn equals(&self, other: &dyn Opaque) -> bool {
        let other = other.as_any().downcast_ref::<Self>();
        other.is_some_and(|other| other.0 == self.0)
    }
}

fn name(this: &Value) -> Result<Value> {
    let name = this.payload::<TypeName>().map(|name| name.0.clone());
    Ok(name.map_or(Value::Null, Value::Str))
}

fn make(args: &[Value]) -> Result<Value> {
    let name = args.first().map(convert::to_str).transpose()?;
    Ok(of(&name.unwrap_or_default()))
}

fn of(name: &Str) -> Value {
    Value::Object(Object::opaque(PS_TYPE_NAME, TypeName(name.clone())))
}

/// `System.Management.Automation.PSTypeName`.
pub const PS_TYPE_NAME: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSTypeName")
        .constructors(&[method(
            "System.Management.Automation.PSTypeName(string name)",
            |_, args| make(args),
        )])
        .properties(&[
            property("string Name {get;}", name),
            property("type Type {get;}", |this| {
                let name = this.payload::<TypeName>();
                let ty = name.and_then(|name| registry::lookup(&name.0));
                Ok(ty.map_or(Value::Null, Value::from))
            }),
        ])
        .methods(&[method("string ToString()", |this, _| name(this))]);
    Type(&INFO)
};

/// A read-only collection of such names.
pub fn collection(names: &[Str]) -> Value {
    let ty = registry::lookup("System.Collections.ObjectModel.ReadOnlyCollection`1")
        .and_then(|open| registry::close(open, &[PS_TYPE_NAME]))
        .unwrap_or(system::COLLECTION);
    Value::object(ty, Data::List(Lock::new(names.iter().map(of).collect())))
}

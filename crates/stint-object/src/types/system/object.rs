//! `System.Object`.

use crate::types::native::{Args, method};
use crate::types::{Kind, Method, Type, TypeInfo};
use crate::{Data, Value, dict};

static CONSTRUCTORS: &[Method] = &[method!("System.Object()", |_, _| Value::object(
    super::OBJECT,
    Data::Custom
))];

static METHODS: &[Method] = &[
    method!("type GetType()", |this, _| seen_type(this)),
    method!("string ToString()", |this, _| this
        .ty()
        .map(crate::Type::to_string_text)),
    method!("bool Equals(System.Object obj)", |this, args| dict::equals(
        this,
        args.at(0)
    )),
    method!("int GetHashCode()", |this, _| hash_code(this)),
    method!(
        "static bool Equals(System.Object objA, System.Object objB)",
        |_, args| { equals(args.at(0), args.at(1)) }
    ),
    method!(
        "static bool ReferenceEquals(System.Object objA, System.Object objB)",
        |_, args| { args.at(0).same(args.at(1)) }
    ),
];

/// `Object.Equals(a, b)`: through the type's own `Equals`.
fn equals(a: &Value, b: &Value) -> crate::Result<Value> {
    if a.is_null() || b.is_null() {
        return Ok(Value::Bool(a.is_null() && b.is_null()));
    }
    Ok(Value::Bool(dict::equals(a, b)))
}

/// A hash code that agrees with `Equals`.
pub fn hash_code(value: &Value) -> i32 {
    let hash = dict::hash_key(value, dict::Comparer::Exact);
    (hash ^ (hash >> 32)) as i32
}

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::new(Kind::Class, "System.Object")
    .constructors(CONSTRUCTORS)
    .methods(METHODS);

/// `System.MarshalByRefObject`.
pub const MARSHAL_BY_REF: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.MarshalByRefObject");
    Type(&INFO)
};

/// What `GetType()` says: a picture of an object of another process is no more than a `PSObject`.
fn seen_type(this: &Value) -> Option<Type> {
    match this {
        Value::Object(object)
            if object.ty() == super::PS_CUSTOM_OBJECT && object.added().deserialized.is_some() =>
        {
            Some(super::PS_OBJECT)
        }
        _ => this.ty(),
    }
}

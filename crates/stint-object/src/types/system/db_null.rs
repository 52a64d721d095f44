//! `System.DBNull`.

use super::interfaces as i;
use crate::types::native::{method, property};
use crate::types::{Type, TypeInfo};
use crate::{Data, Object, Value};
use std::sync::OnceLock;

/// `System.DBNull`.
pub const DB_NULL: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.DBNull")
        .interfaces(&[i::SERIALIZABLE, i::CONVERTIBLE])
        .methods(&[
            method!("System.TypeCode GetTypeCode()", |_, _| {
                super::numbers::type_code(2)
            }),
            method!("string ToString()", |_, _| ""),
            method!(
                "string ToString(System.IFormatProvider provider)",
                |_, _| ""
            ),
        ])
        .properties(&[property!("static System.DBNull Value", |_| value())]);
    Type(&INFO)
};

/// The only value.
pub fn value() -> Value {
    static VALUE: OnceLock<crate::Obj> = OnceLock::new();
    Value::Object(
        VALUE
            .get_or_init(|| Object::new(DB_NULL, Data::Custom))
            .clone(),
    )
}

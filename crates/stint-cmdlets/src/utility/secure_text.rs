//! `SecureString`, as far as scripts use it: text that does not show.

use stint_cmdlet::Result;
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, method, property};
use stint_object::{Lock, Object, Str, Value};

/// The text inside.
pub(crate) struct SecureText(pub Lock<String>);

impl Opaque for SecureText {}

fn change(this: &Value, edit: impl FnOnce(&mut String)) -> Result<Value> {
    if let Some(text) = this.payload::<SecureText>() {
        edit(&mut text.0.lock());
    }
    Ok(Value::Nothing)
}

/// `System.Security.SecureString`.
pub(crate) const SECURE_STRING: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Security.SecureString")
        .constructors(&[method("securestring()", |_, _| Ok(object("")))])
        .properties(&[property("int Length {get;}", |this| {
            let length = this
                .payload::<SecureText>()
                .map_or(0, |text| text.0.lock().encode_utf16().count());
            Ok(Value::Int32(i32::try_from(length).unwrap_or(i32::MAX)))
        })])
        .methods(&[
            method("void AppendChar(char c)", |this, args| {
                let c = match args.first() {
                    Some(Value::Char(unit)) => {
                        char::from_u32(u32::from(*unit)).unwrap_or('\u{fffd}')
                    }
                    _ => return Ok(Value::Nothing),
                };
                change(this, |text| text.push(c))
            }),
            method("void Clear()", |this, _| change(this, String::clear)),
            method("securestring Copy()", |this, _| {
                Ok(reveal(this).map_or(Value::Null, |text| object(&text)))
            }),
            method("void MakeReadOnly()", |_, _| Ok(Value::Nothing)),
            method("void Dispose()", |this, _| change(this, String::clear)),
        ]);
    Type(&INFO)
};

/// A secure string of a text.
pub(crate) fn object(text: &str) -> Value {
    Value::Object(Object::opaque(
        SECURE_STRING,
        SecureText(Lock::new(text.to_owned())),
    ))
}

/// The text of a secure string.
pub(crate) fn reveal(value: &Value) -> Option<Str> {
    value
        .payload::<SecureText>()
        .map(|text| text.0.lock().as_str().into())
}

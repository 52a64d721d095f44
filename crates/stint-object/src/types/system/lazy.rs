//! ``System.Lazy`1``.

use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Type, TypeInfo};
use crate::{Lock, Result, Value, access, convert};

/// ``System.Lazy`1``.
pub const LAZY: Type = Type(&INFO);

struct Lazy {
    value: Lock<Option<Value>>,
    /// What makes it; null for the type's own constructor.
    factory: Value,
}

impl Opaque for Lazy {}

fn made(this: &Value, value: Option<Value>, factory: &Value) -> Value {
    let lazy = Lazy {
        value: Lock::new(value),
        factory: factory.clone(),
    };
    Value::Object(Object::opaque(this.type_object(), lazy))
}

fn value(this: &Value) -> Result<Value> {
    let Some(lazy) = this.payload::<Lazy>() else {
        return Ok(Value::Null);
    };
    if let Some(value) = lazy.value.lock().clone() {
        return Ok(value);
    }
    let ty = this
        .ty()
        .and_then(|ty| ty.arguments.first().copied())
        .unwrap_or(super::OBJECT);
    let value = if lazy.factory.is_null() {
        access::construct(ty, &[])?
    } else {
        convert::to(&access::call_delegate(&lazy.factory, &[])?, ty)?
    };
    Ok(lazy.value.lock().get_or_insert(value).clone())
}

fn is_made(this: &Value) -> bool {
    this.payload::<Lazy>()
        .is_some_and(|lazy| lazy.value.lock().is_some())
}

static INFO: TypeInfo = TypeInfo::class("System.Lazy`1")
    .parameters(&["T"])
    .constructors(&[
        method!("System.Lazy[T]()", |this, _| made(this, None, &Value::Null)),
        method!(
            "System.Lazy[T](System.Func[T] valueFactory)",
            |this, args| made(this, None, args.at(0))
        ),
        method!(
            "System.Lazy[T](System.Func[T] valueFactory, bool isThreadSafe)",
            |this, args| made(this, None, args.at(0))
        ),
        method!("System.Lazy[T](T value)", |this, args| made(
            this,
            Some(args.at(0).clone()),
            &Value::Null
        )),
    ])
    .methods(&[method!("string ToString()", |this, _| {
        if is_made(this) {
            access::to_text(&value(this)?).map(Value::Str)
        } else {
            Ok("Value is not created.".into())
        }
    })])
    .properties(&[
        property!("bool IsValueCreated {get;}", |this| is_made(this)),
        property!("T Value {get;}", |this| value(this)),
    ]);

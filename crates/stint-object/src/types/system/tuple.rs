//! `System.Tuple` and `System.ValueTuple`, of one to eight items.

use super::interfaces as i;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, method, property};
use crate::types::{Kind, Method, Property, Type, TypeInfo, registry};
use crate::{Lock, Result, Value, access, dict};

/// The payload of both.
pub struct Tuple(pub Lock<Vec<Value>>);

impl Opaque for Tuple {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| {
            let (a, b) = (self.0.lock().clone(), other.0.lock().clone());
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| dict::equals(a, b))
        })
    }
}

/// The items of a tuple.
pub fn items(value: &Value) -> Vec<Value> {
    value
        .payload::<Tuple>()
        .map(|tuple| tuple.0.lock().clone())
        .unwrap_or_default()
}

fn item(value: &Value, at: usize) -> Value {
    items(value).get(at).cloned().unwrap_or_default()
}

fn set_item(value: &Value, at: usize, new: Value) -> Result<()> {
    if let Some(tuple) = value.payload::<Tuple>()
        && let Some(slot) = tuple.0.lock().get_mut(at)
    {
        *slot = new;
    }
    Ok(())
}

/// A `ValueTuple` of items with their own types.
pub fn value_tuple(items: Vec<Value>) -> Value {
    made(VALUE_TUPLES, items)
}

/// A `Tuple` of items with their own types.
pub fn tuple(items: Vec<Value>) -> Value {
    made(TUPLES, items)
}

fn made(kinds: &[Type], items: Vec<Value>) -> Value {
    let types: Vec<Type> = items
        .iter()
        .map(|item| item.ty().unwrap_or(super::OBJECT))
        .collect();
    let ty = kinds
        .get(items.len().wrapping_sub(1))
        .and_then(|open| registry::close(*open, &types))
        .unwrap_or(super::OBJECT);
    of_type(ty, items)
}

fn of_type(ty: Type, items: Vec<Value>) -> Value {
    Value::Object(Object::opaque(ty, Tuple(Lock::new(items))))
}

fn text(this: &Value) -> Result<String> {
    let mut parts = Vec::new();
    for item in items(this) {
        parts.push(access::to_text(&item)?.to_string());
    }
    Ok(format!("({})", parts.join(", ")))
}

fn compare(this: &Value, other: &Value) -> Result<i32> {
    for (a, b) in items(this).iter().zip(&items(other)) {
        let ordering = super::comparer::compare(a, b)?;
        if ordering != 0 {
            return Ok(ordering);
        }
    }
    Ok(0)
}

const METHODS: &[Method] = &[
    method!("bool Equals(System.Object obj)", |this, args| dict::equals(
        this,
        args.at(0)
    )),
    method!("int GetHashCode()", |this, _| items(this)
        .iter()
        .fold(0i32, |hash, item| hash.wrapping_mul(31)
            ^ super::object::hash_code(item))),
    method!("string ToString()", |this, _| text(this)),
];

const VALUE_METHODS: &[Method] = &[
    method!("int CompareTo(System.Object other)", |this, args| compare(
        this,
        args.at(0)
    )),
    method!("bool Equals(System.Object obj)", |this, args| dict::equals(
        this,
        args.at(0)
    )),
    method!("int GetHashCode()", |this, _| items(this)
        .iter()
        .fold(0i32, |hash, item| hash.wrapping_mul(31)
            ^ super::object::hash_code(item))),
    method!("string ToString()", |this, _| text(this)),
];

const ITEMS: &[Property] = &[
    property!("T1 Item1 {get;}", |this| item(this, 0)),
    property!("T2 Item2 {get;}", |this| item(this, 1)),
    property!("T3 Item3 {get;}", |this| item(this, 2)),
    property!("T4 Item4 {get;}", |this| item(this, 3)),
    property!("T5 Item5 {get;}", |this| item(this, 4)),
    property!("T6 Item6 {get;}", |this| item(this, 5)),
    property!("T7 Item7 {get;}", |this| item(this, 6)),
    property!("TRest Rest {get;}", |this| item(this, 7)),
];

const FIELDS: &[Property] = &[
    crate::types::settable(
        "T1 Item1",
        |this| Ok(item(this, 0)),
        |this, new| set_item(this, 0, new),
    ),
    crate::types::settable(
        "T2 Item2",
        |this| Ok(item(this, 1)),
        |this, new| set_item(this, 1, new),
    ),
    crate::types::settable(
        "T3 Item3",
        |this| Ok(item(this, 2)),
        |this, new| set_item(this, 2, new),
    ),
    crate::types::settable(
        "T4 Item4",
        |this| Ok(item(this, 3)),
        |this, new| set_item(this, 3, new),
    ),
    crate::types::settable(
        "T5 Item5",
        |this| Ok(item(this, 4)),
        |this, new| set_item(this, 4, new),
    ),
    crate::types::settable(
        "T6 Item6",
        |this| Ok(item(this, 5)),
        |this, new| set_item(this, 5, new),
    ),
    crate::types::settable(
        "T7 Item7",
        |this| Ok(item(this, 6)),
        |this, new| set_item(this, 6, new),
    ),
    crate::types::settable(
        "TRest Rest",
        |this| Ok(item(this, 7)),
        |this, new| set_item(this, 7, new),
    ),
];

fn construct(this: &Value, args: &[Value]) -> Value {
    use crate::types::native::Plain;
    of_type(this.type_object(), args.to_vec())
}

/// Of the interface, behind the type's own.
const LENGTH: Property = property!("int Length {get;}", |this| items(this).len());

/// The first items of a table, and the length.
const fn with_length<const N: usize>(table: &[Property]) -> [Property; N] {
    let mut all = [const { LENGTH }; N];
    let mut at = 0;
    while at + 1 < N {
        all[at] = Property {
            signature: table[at].signature,
            get: table[at].get,
            set: table[at].set,
            body: None,
        };
        at += 1;
    }
    all
}

const PARAMETERS: &[&str] = &["T1", "T2", "T3", "T4", "T5", "T6", "T7", "TRest"];

macro_rules! tuples {
    ($($tuple:literal $value:literal $count:literal $constructor:literal;)*) => {
        /// ``System.Tuple`1`` to ``System.Tuple`8``.
        pub static TUPLES: &[Type] = &[$({
            static INFO: TypeInfo = TypeInfo::class($tuple)
                .parameters(PARAMETERS.split_at($count).0)
                .interfaces(&[i::ISTRUCTURAL_EQUATABLE, i::ISTRUCTURAL_COMPARABLE, i::COMPARABLE, i::TUPLE])
                .constructors(&[method!($constructor, |this, args| construct(this, args))])
                .methods(METHODS)
                .properties({
                    static OWN: [Property; $count + 1] = with_length(ITEMS);
                    &OWN
                });
            Type(&INFO)
        }),*];
        /// ``System.ValueTuple`1`` to ``System.ValueTuple`8``.
        pub static VALUE_TUPLES: &[Type] = &[$({
            static INFO: TypeInfo = TypeInfo::new(Kind::Struct, $value)
                .base(super::VALUE_TYPE)
                .parameters(PARAMETERS.split_at($count).0)
                .interfaces(&[i::EQUATABLE, i::ISTRUCTURAL_EQUATABLE, i::ISTRUCTURAL_COMPARABLE, i::COMPARABLE, i::TUPLE])
                .constructors(&[method!($constructor, |this, args| construct(this, args))])
                .methods(VALUE_METHODS)
                .properties({
                    static OWN: [Property; $count + 1] = with_length(FIELDS);
                    &OWN
                });
            Type(&INFO)
        }),*];
    };
}

tuples! {
    "System.Tuple`1" "System.ValueTuple`1" 1 "T(T1 item1)";
    "System.Tuple`2" "System.ValueTuple`2" 2 "T(T1 item1, T2 item2)";
    "System.Tuple`3" "System.ValueTuple`3" 3 "T(T1 item1, T2 item2, T3 item3)";
    "System.Tuple`4" "System.ValueTuple`4" 4 "T(T1 item1, T2 item2, T3 item3, T4 item4)";
    "System.Tuple`5" "System.ValueTuple`5" 5 "T(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)";
    "System.Tuple`6" "System.ValueTuple`6" 6 "T(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6)";
    "System.Tuple`7" "System.ValueTuple`7" 7 "T(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7)";
    "System.Tuple`8" "System.ValueTuple`8" 8 "T(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7, TRest rest)";
}

macro_rules! factories {
    ($constant:ident = $name:literal, $make:ident, $result:literal) => {
        #[doc = concat!("`", $name, "`: the type with `Create`.")]
        pub const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::class($name).methods(&[
                method!(concat!("static ", $result, "[T1] Create[T1](T1 item1)"), |_, args| $make(args.to_vec())),
                method!(concat!("static ", $result, "[T1,T2] Create[T1, T2](T1 item1, T2 item2)"), |_, args| $make(args.to_vec())),
                method!(concat!("static ", $result, "[T1,T2,T3] Create[T1, T2, T3](T1 item1, T2 item2, T3 item3)"), |_, args| $make(args.to_vec())),
                method!(concat!("static ", $result, "[T1,T2,T3,T4] Create[T1, T2, T3, T4](T1 item1, T2 item2, T3 item3, T4 item4)"), |_, args| $make(args.to_vec())),
                method!(concat!("static ", $result, "[T1,T2,T3,T4,T5] Create[T1, T2, T3, T4, T5](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)"), |_, args| $make(args.to_vec())),
                method!(concat!("static ", $result, "[T1,T2,T3,T4,T5,T6] Create[T1, T2, T3, T4, T5, T6](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6)"), |_, args| $make(args.to_vec())),
                method!(concat!("static ", $result, "[T1,T2,T3,T4,T5,T6,T7] Create[T1, T2, T3, T4, T5, T6, T7](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7)"), |_, args| $make(args.to_vec())),
            ]);
            Type(&INFO)
        };
    };
}

factories!(TUPLE = "System.Tuple", tuple, "System.Tuple");
factories!(
    VALUE_TUPLE = "System.ValueTuple",
    value_tuple,
    "System.ValueTuple"
);

//! `System.StringComparer`, and `Comparer`/`EqualityComparer` as far as scripts name them.

use super::interfaces as i;
use super::string::{Comparison, compared, equal};
use crate::object::{Object, Opaque};
use crate::text::collation::CompareOptions;
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo};
use crate::{Result, Value, dict};

/// The payload: how it compares.
pub struct StringComparer(pub Comparison);

impl Opaque for StringComparer {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| {
            other.0.options == self.0.options && other.0.culture == self.0.culture
        })
    }
}

/// The comparer in a value, if it is one.
pub fn of(value: &Value) -> Option<&StringComparer> {
    value.payload::<StringComparer>()
}

impl StringComparer {
    /// Compares two values that are strings, or else compares them as .NET would.
    pub fn difference(&self, a: &Value, b: &Value) -> i32 {
        match (a.as_str(), b.as_str()) {
            (Some(a), Some(b)) => compared(
                Some(a.clone()),
                Some(b.clone()),
                self.0.options,
                self.0.culture,
            ),
            _ => super::comparer::compare(a, b).unwrap_or(0),
        }
    }

    /// Whether it overlooks case: what a dictionary made with it does.
    pub fn ignores_case(&self) -> bool {
        self.0.options == CompareOptions::ORDINAL_IGNORE_CASE
            || self.0.options.allows(CompareOptions::IGNORE_CASE)
    }
}

/// How a dictionary or set compares keys with a comparer argument.
pub fn key_comparer(value: &Value) -> dict::Comparer {
    match of(value) {
        Some(comparer) if comparer.ignores_case() => dict::Comparer::IgnoreCase,
        _ => dict::Comparer::Exact,
    }
}

fn made(number: i64) -> Result<Value> {
    let ty = match number {
        4 => ORDINAL_COMPARER,
        5 => ORDINAL_IGNORE_CASE_COMPARER,
        _ => CULTURE_COMPARER,
    };
    Ok(Value::Object(Object::opaque(
        ty,
        StringComparer(Comparison::of(number)?),
    )))
}

const METHODS: &[Method] = &[
    method!(
        "int Compare(System.Object x, System.Object y)",
        |this, args| of(this).map(|comparer| comparer.difference(args.at(0), args.at(1)))
    ),
    method!("int Compare(string x, string y)", |this, args| of(this)
        .map(|comparer| comparer.difference(args.at(0), args.at(1)))),
    method!(
        "bool Equals(System.Object x, System.Object y)",
        |this, args| equals(this, args)
    ),
    method!("bool Equals(string x, string y)", |this, args| equals(
        this, args
    )),
    method!("int GetHashCode(System.Object obj)", |this, args| hash(
        this,
        args.at(0)
    )),
    method!("int GetHashCode(string obj)", |this, args| hash(
        this,
        args.at(0)
    )),
    method!(
        "static System.StringComparer Create(cultureinfo culture, bool ignoreCase)",
        |_, args| {
            let by = Comparison::with(super::culture_info::provider(args.at(0)), args.boolean(1));
            Value::Object(Object::opaque(CULTURE_COMPARER, StringComparer(by)))
        }
    ),
    method!(
        "static System.StringComparer FromComparison(System.StringComparison comparisonType)",
        |_, args| made(args.at(0).number())
    ),
];

fn equals(this: &Value, args: &[Value]) -> bool {
    match (of(this), args.at(0).as_str(), args.at(1).as_str()) {
        (Some(comparer), Some(a), Some(b)) => equal(a, b, comparer.0),
        _ => dict::equals(args.at(0), args.at(1)),
    }
}

fn hash(this: &Value, value: &Value) -> i32 {
    let by = key_comparer(this);
    let hash = dict::hash_key(value, by);
    (hash ^ (hash >> 32)) as i32
}

const PROPERTIES: &[Property] = &[
    property!("static System.StringComparer CurrentCulture {get;}", |_| {
        made(0)
    }),
    property!(
        "static System.StringComparer CurrentCultureIgnoreCase {get;}",
        |_| made(1)
    ),
    property!(
        "static System.StringComparer InvariantCulture {get;}",
        |_| made(2)
    ),
    property!(
        "static System.StringComparer InvariantCultureIgnoreCase {get;}",
        |_| made(3)
    ),
    property!("static System.StringComparer Ordinal {get;}", |_| made(4)),
    property!(
        "static System.StringComparer OrdinalIgnoreCase {get;}",
        |_| made(5)
    ),
];

/// `System.StringComparer`.
pub const STRING_COMPARER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.StringComparer")
        .interfaces(&[
            i::ICOMPARER,
            i::IEQUALITY_COMPARER,
            i::ICOMPARER_T,
            i::IEQUALITY_COMPARER_T,
        ])
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

macro_rules! kinds {
    ($($constant:ident = $name:literal),* $(,)?) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::class($name).base(STRING_COMPARER);
                Type(&INFO)
            };
        )*
    };
}

kinds!(
    ORDINAL_COMPARER = "System.OrdinalCaseSensitiveComparer",
    ORDINAL_IGNORE_CASE_COMPARER = "System.OrdinalIgnoreCaseComparer",
    CULTURE_COMPARER = "System.CultureAwareComparer",
);

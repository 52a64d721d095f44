//! How well a value fits a parameter: PowerShell's conversion ranking, from "no conversion" up to "the same type".

use crate::Value;
use crate::array::Array;
use crate::types::{Kind, Type, signature, system};

/// A rank; higher is better.
pub type Rank = u16;

/// No conversion.
pub const NONE: Rank = 0;
/// Arrays whose element types are not related.
pub const UNRELATED_ARRAYS: Rank = 0x0F;
const TO_STRING: Rank = 0x1F;
const CUSTOM: Rank = 0x2F;
const CONVERTIBLE: Rank = 0x3F;
const IMPLICIT_CAST: Rank = 0x4F;
const EXPLICIT_CAST: Rank = 0x5F;
const CONSTRUCTOR: Rank = 0x6F;
const PARSE: Rank = 0x7F;
const PS_OBJECT: Rank = 0x8F;
const LANGUAGE: Rank = 0x9F;
/// Null to a value type; ranks from here on take part in breaking ties.
pub const NULL_TO_VALUE: Rank = 0xAF;
const NULL_TO_REF: Rank = 0xBF;
const NUMERIC_EXPLICIT: Rank = 0xCF;
const NUMERIC_EXPLICIT1: Rank = 0xDF;
const NUMERIC_STRING: Rank = 0xEF;
/// A number that loses nothing; better ones prefer the more specific type.
pub const NUMERIC_IMPLICIT: Rank = 0xFF;
const ASSIGNABLE: Rank = 0x10F;
const STRING_TO_CHARS: Rank = 0x11A;
const IDENTITY: Rank = 0x11F;
/// What is left of a rank when a scalar becomes an array of one.
const SCALAR_TO_ARRAY: Rank = 0xFFF7;

/// The type an argument has for ranking; `None` for null.
pub fn argument_type(value: &Value) -> Option<Type> {
    value.ty()
}

/// The same, but an `object[]` whose elements are all of one type counts as an array of that type.
pub fn effective_type(value: &Value) -> Option<Type> {
    let ty = value.ty()?;
    if ty != system::object_array() {
        return Some(ty);
    }
    let uniform = value.as_array().and_then(|array: &Array| {
        array.with(|items| {
            let first = items.first()?.ty()?;
            items
                .iter()
                .all(|item| item.ty() == Some(first))
                .then_some(first)
        })
    });
    Some(uniform.map_or(ty, |element| crate::types::registry::array_of(element, 1)))
}

/// The rank of converting a type (`None` for null) to another.
pub fn rank(from: Option<Type>, to: Type) -> Rank {
    let Some(from) = from else {
        return from_null(to);
    };
    if from == to {
        return IDENTITY;
    }
    if from.is(to) {
        return ASSIGNABLE;
    }
    if to == system::PS_OBJECT {
        return PS_OBJECT;
    }
    if let Some(inner) = nullable(to) {
        return rank(Some(from), inner).min(LANGUAGE);
    }
    let (number_from, number_to) = (number(from), number(to));
    if let (Some(a), Some(b)) = (number_from, number_to) {
        return numeric(a, b);
    }
    if let Some(rank) = scalars(from, to, number_from.is_some(), number_to) {
        return rank;
    }
    if let Some(rank) = arrays(from, to) {
        return rank;
    }
    by_members(from, to, number_from.is_some())
}

fn from_null(to: Type) -> Rank {
    if to == system::STRING {
        TO_STRING
    } else if number(to).is_some()
        || [
            system::BOOLEAN,
            system::CHAR,
            system::SWITCH_PARAMETER,
            system::VOID,
        ]
        .contains(&to)
        || nullable(to).is_some()
    {
        NULL_TO_VALUE
    } else if to.is_value_type() {
        NONE
    } else {
        NULL_TO_REF
    }
}

/// The type inside `Nullable[T]`.
pub fn nullable(ty: Type) -> Option<Type> {
    ty.definition
        .filter(|open| open.name() == "System.Nullable`1")
        .and_then(|_| ty.arguments.first().copied())
}

/// Sign and size of a number type, for the rules below.
#[derive(Clone, Copy, PartialEq)]
enum Number {
    Signed(u8),
    Unsigned(u8),
    Single,
    Double,
    Decimal,
    Big,
}

fn number(ty: Type) -> Option<Number> {
    const NUMBERS: &[(Type, Number)] = &[
        (system::INT32, Number::Signed(4)),
        (system::DOUBLE, Number::Double),
        (system::INT64, Number::Signed(8)),
        (system::BYTE, Number::Unsigned(1)),
        (system::SBYTE, Number::Signed(1)),
        (system::INT16, Number::Signed(2)),
        (system::UINT16, Number::Unsigned(2)),
        (system::UINT32, Number::Unsigned(4)),
        (system::UINT64, Number::Unsigned(8)),
        (system::SINGLE, Number::Single),
        (system::DECIMAL, Number::Decimal),
        (system::BIG_INTEGER, Number::Big),
    ];
    NUMBERS
        .iter()
        .find(|(known, _)| *known == ty)
        .map(|(_, number)| *number)
}

fn numeric(from: Number, to: Number) -> Rank {
    use Number::{Big, Decimal, Double, Signed, Single, Unsigned};
    match (from, to) {
        (Signed(a), Signed(b)) | (Unsigned(a), Unsigned(b)) | (Unsigned(a), Signed(b)) => {
            if b > a {
                NUMERIC_IMPLICIT
            } else {
                NUMERIC_EXPLICIT
            }
        }
        (Signed(a), Unsigned(b)) => {
            if b >= a {
                NUMERIC_EXPLICIT1
            } else {
                NUMERIC_EXPLICIT
            }
        }
        (Signed(_) | Unsigned(_), Single | Double | Decimal) | (Single, Double) => NUMERIC_IMPLICIT,
        (Decimal, Single | Double) => NUMERIC_EXPLICIT1,
        (Signed(_) | Unsigned(_), Big) => IMPLICIT_CAST,
        (_, Big) | (Big, _) => EXPLICIT_CAST,
        _ => NUMERIC_EXPLICIT,
    }
}

fn scalars(from: Type, to: Type, from_number: bool, to_number: Option<Number>) -> Option<Rank> {
    if to == system::BOOLEAN {
        return Some(LANGUAGE);
    }
    if to == system::STRING {
        return Some(if from_number {
            NUMERIC_STRING
        } else {
            TO_STRING
        });
    }
    if to == system::VOID {
        return Some(LANGUAGE);
    }
    if from == system::STRING {
        if to_number.is_some() {
            return Some(NUMERIC_STRING);
        }
        if to.element == Some(system::CHAR) && to.rank == 1 {
            return Some(STRING_TO_CHARS);
        }
        if to == system::TYPE
            || matches!(
                to.name(),
                "System.Uri" | "System.Text.RegularExpressions.Regex"
            )
        {
            return Some(LANGUAGE);
        }
        if to.is_enum() {
            return Some(PARSE);
        }
    }
    if to == system::CHAR && from_number {
        return Some(NUMERIC_STRING);
    }
    if from == system::CHAR && matches!(to_number, Some(Number::Single | Number::Double)) {
        return Some(LANGUAGE);
    }
    if to.is_enum()
        && from_number
        && !matches!(
            number(from),
            Some(Number::Single | Number::Double | Number::Decimal | Number::Big)
        )
    {
        return Some(LANGUAGE);
    }
    if to.kind == Kind::Delegate {
        // Any delegate is a block inside, so one of the same kind with other types fits too.
        let alike = from.definition.is_some() && from.definition == to.definition;
        return Some(
            if alike || from == system::SCRIPT_BLOCK || from.is(system::ps_method::PS_METHOD) {
                LANGUAGE
            } else {
                NONE
            },
        );
    }
    if to.name() == "System.Management.Automation.PSReference"
        || to.name() == "System.Xml.XmlDocument"
    {
        return Some(LANGUAGE);
    }
    if to == system::PS_CUSTOM_OBJECT {
        return Some(LANGUAGE);
    }
    None
}

/// Whether `foreach` goes through values of this type (not strings, not dictionaries).
pub fn is_enumerable(ty: Type) -> bool {
    ty.is_array()
        || ty != system::STRING
            && ty.has_interface("System.Collections.IEnumerable")
            && !is_dictionary(ty)
}

/// Whether it is an `IDictionary`.
pub fn is_dictionary(ty: Type) -> bool {
    ty == system::HASHTABLE || ty.has_interface("System.Collections.IDictionary")
}

fn arrays(from: Type, to: Type) -> Option<Rank> {
    if to == system::ARRAY {
        return Some(if is_enumerable(from) {
            LANGUAGE
        } else {
            ASSIGNABLE & SCALAR_TO_ARRAY
        });
    }
    if to == system::HASHTABLE {
        return is_dictionary(from).then_some(LANGUAGE);
    }
    let element = to.element?;
    if let Some(from_element) = from.element {
        let related = from_element.is(element)
            && (!from_element.is_value_type() || element == system::OBJECT);
        return Some(if related { LANGUAGE } else { UNRELATED_ARRAYS });
    }
    if is_enumerable(from) {
        return Some(LANGUAGE);
    }
    match rank(Some(from), element) {
        NONE => None,
        rank => Some(rank & SCALAR_TO_ARRAY),
    }
}

/// Conversions through members of the types: `Parse`, a constructor, a cast operator.
fn by_members(from: Type, to: Type, from_number: bool) -> Rank {
    if from == system::STRING && has_parse(to) {
        return PARSE;
    }
    if has_constructor(from, to) {
        return CONSTRUCTOR;
    }
    if let Some(rank) = cast(from, to) {
        return rank;
    }
    let convertible =
        [system::BOOLEAN, system::CHAR, system::DATE_TIME].contains(&from) || from.is_enum();
    if convertible || from_number && !to.is_array() && rank(Some(system::STRING), to) != NONE {
        return CONVERTIBLE;
    }
    if is_dictionary(from) && to.constructors.iter().any(|c| c.signature.ends_with("()")) {
        return CONSTRUCTOR;
    }
    if from == system::PS_CUSTOM_OBJECT
        && to.constructors.iter().any(|c| c.signature.ends_with("()"))
    {
        return CONSTRUCTOR;
    }
    if collection_element(to)
        .is_some_and(|element| is_enumerable(from) || rank(Some(from), element) != NONE)
    {
        return CONSTRUCTOR;
    }
    match to.name() {
        "System.Globalization.CultureInfo" | "System.Guid" if from == system::STRING => CUSTOM,
        _ => NONE,
    }
}

fn has_parse(to: Type) -> bool {
    to.static_methods_named("Parse").iter().any(|entry| {
        let parameters = &entry.signature.parameters;
        (parameters.len() == 1
            || parameters.len() == 2 && parameters[1].ty.0.ends_with("IFormatProvider"))
            && parameters[0].resolve(entry.owner) == system::STRING
    })
}

fn has_constructor(from: Type, to: Type) -> bool {
    let integral = matches!(number(from), Some(Number::Signed(_) | Number::Unsigned(_)));
    if integral
        && (to.has_interface("System.Collections.IList")
            || to.has_interface("System.Collections.ICollection"))
    {
        return false;
    }
    to.index().constructors.iter().any(|entry| {
        let [parameter] = entry.signature.parameters.as_slice() else {
            return false;
        };
        let ty = parameter.resolve(entry.owner);
        ty == from
            || from.is(ty)
                && !(ty == system::OBJECT && from.is_value_type() && to.kind == Kind::Struct)
            || number(from)
                .zip(number(ty))
                .is_some_and(|(a, b)| numeric(a, b) == NUMERIC_IMPLICIT)
    })
}

fn cast(from: Type, to: Type) -> Option<Rank> {
    for (name, rank) in [
        ("op_implicit", IMPLICIT_CAST),
        ("op_explicit", EXPLICIT_CAST),
    ] {
        for ty in [to, from] {
            let found = ty
                .static_methods_named(name)
                .iter()
                .any(|entry| converts(entry, from, to));
            if found {
                return Some(rank);
            }
        }
    }
    None
}

/// Whether a cast operator takes `from` and gives `to`.
pub fn converts(entry: &signature::MethodEntry, from: Type, to: Type) -> bool {
    entry.result() == to
        && entry
            .signature
            .parameters
            .first()
            .is_some_and(|parameter| parameter.resolve(entry.owner) == from)
}

/// The element type of a generic collection that a constructor fills from a sequence.
pub fn collection_element(ty: Type) -> Option<Type> {
    let [element] = ty.arguments else { return None };
    (ty.kind != Kind::Interface && ty.has_interface("System.Collections.IEnumerable"))
        .then_some(*element)
}

//! Which conversion applies: chosen by the value's type and the wanted type, before anything is tried.
//!
//! The order is that of `LanguagePrimitives.FigureConversion`: numbers, what is assignable, what the language itself converts, `Parse`,
//! constructors, cast operators, `IConvertible`, collections' constructors, and properties set one by one.

use super::members::by_members;
use super::number::{integer_type, is_real};
use super::rank::{Rank, numeric_rank};
use crate::object::Data;
use crate::types::signature::MethodEntry;
use crate::types::system;
use crate::types::{Kind, registry};
use crate::{Type, Value, enumerate};

/// A conversion that was chosen.
pub struct Conversion {
    /// How good it is; [`Rank::None`] if there is none.
    pub rank: Rank,
    pub(super) target: Type,
    pub(super) how: How,
}

/// What to do.
pub(super) enum How {
    /// Nothing: there is no conversion.
    None,
    /// The value without added members.
    Same,
    /// The very value.
    Keep,
    /// The value as a `PSObject` of its own.
    Wrap,
    /// `$null`.
    Null,
    /// Nothing at all.
    Void,
    /// Null as a value type.
    Default,
    /// `Convert.ChangeType`.
    ChangeType,
    /// A character as a real number, by its code.
    CharToReal,
    Bool,
    Switch,
    Text,
    /// The inner conversion, of `Nullable[T]`.
    ThroughNullable(Box<Conversion>),
    /// To a string, and that converted.
    ThroughText(Box<Conversion>),
    FromBigInteger,
    ToBigInteger,
    StringToNumber,
    StringToCharArray,
    StringToType,
    StringToUri,
    StringToRegex,
    StringToEnum,
    IntegerToEnum,
    SequenceToEnum,
    /// The type's own `Parse`, perhaps with a culture.
    Parse {
        culture: bool,
    },
    ArrayToArray,
    SequenceToArray,
    /// An array of one; if that fails, the other conversion.
    ScalarToArray(Option<Box<Conversion>>),
    /// A collection's constructor that takes elements.
    SequenceConstructor {
        scalar: bool,
    },
    StringCollection,
    Hashtable,
    Reference,
    Xml,
    Delegate,
    Constructor(&'static MethodEntry),
    CastOperator(&'static MethodEntry),
    /// A new object whose properties are set from a dictionary's or an object's.
    Properties,
    /// A `pscustomobject` from a dictionary.
    Custom,
}

/// Chooses the conversion of a value to a type.
pub fn figure(value: &Value, ty: Type) -> Conversion {
    let (rank, how) = choose(value, ty);
    Conversion {
        rank,
        target: ty,
        how,
    }
}

const NO_CONVERSION: (Rank, How) = (Rank::None, How::None);

fn choose(value: &Value, ty: Type) -> (Rank, How) {
    let Some(from) = value.ty() else {
        return from_null(ty);
    };
    if ty == system::OBJECT {
        return (Rank::Assignable, How::Keep);
    }
    if let Some(chosen) = between_numbers(value.base(), from, ty) {
        return chosen;
    }
    if from == ty {
        return (
            Rank::Identity,
            if from == system::PS_CUSTOM_OBJECT {
                How::Keep
            } else {
                keep(value)
            },
        );
    }
    if is_assignable(value, from, ty) {
        return (Rank::Assignable, How::Keep);
    }
    if ty == system::PS_OBJECT {
        return (Rank::PSObject, How::Wrap);
    }
    let mut element = None;
    if let Some(chosen) = by_language(value, from, ty, &mut element) {
        return chosen;
    }
    let (rank, how) = by_members(value, from, ty);
    match element {
        None => (rank, how),
        Some(element) => {
            let fallback = (rank != Rank::None).then(|| {
                Box::new(Conversion {
                    rank,
                    target: ty,
                    how,
                })
            });
            (element.max(rank), How::ScalarToArray(fallback))
        }
    }
}

/// Added members stay on reference types; a number or string is taken bare.
fn keep(value: &Value) -> How {
    match value {
        Value::Object(object) if matches!(object.data(), Data::Wrapped(_)) => How::Same,
        _ => How::Keep,
    }
}

fn from_null(ty: Type) -> (Rank, How) {
    if ty == system::STRING {
        return (Rank::ToString, How::Default);
    }
    if is_number(ty)
        || ty == system::CHAR
        || ty == system::BOOLEAN
        || ty == system::SWITCH_PARAMETER
    {
        return (Rank::NullToValue, How::Default);
    }
    if ty == system::VOID {
        return (Rank::NullToValue, How::Void);
    }
    if ty.name() == "System.Management.Automation.PSReference" {
        return (Rank::NullToRef, How::Reference);
    }
    if nullable(ty).is_some() {
        return (Rank::NullToValue, How::Null);
    }
    if ty.is_value_type() {
        return NO_CONVERSION;
    }
    (Rank::NullToRef, How::Null)
}

/// Integers, reals and big integers.
fn is_number(ty: Type) -> bool {
    integer_type(ty).is_some() || is_real(ty) || ty == system::BIG_INTEGER
}

/// The type inside `Nullable[T]`.
pub(crate) fn nullable(ty: Type) -> Option<Type> {
    let definition = ty.definition?;
    (definition.name() == "System.Nullable`1")
        .then(|| ty.arguments.first().copied())
        .flatten()
}

/// The table of numbers, characters, booleans and strings.
fn between_numbers(value: &Value, from: Type, ty: Type) -> Option<(Rank, How)> {
    let is_str = matches!(value, Value::Str(_));
    if is_str {
        return from_str(ty);
    }
    let from_integer = integer_type(from);
    let from_number = from_integer.is_some() || is_real(from);
    let big = from == system::BIG_INTEGER;
    if from_number || big {
        if ty == system::STRING {
            return Some((Rank::NumericString, How::Text));
        }
        if ty == system::CHAR {
            return Some((Rank::NumericString, How::ChangeType));
        }
        if ty == system::BOOLEAN {
            return Some((Rank::Language, How::Bool));
        }
        if from == ty {
            return Some((Rank::Identity, How::Same));
        }
    }
    if from_number {
        if let Some(rank) = numeric_rank(from, ty) {
            return Some((rank, How::ChangeType));
        }
        if ty == system::BIG_INTEGER {
            return Some((Rank::Constructor, How::ToBigInteger));
        }
    }
    if big && (integer_type(ty).is_some() || is_real(ty)) {
        return Some((Rank::ExplicitCast, How::FromBigInteger));
    }
    match value {
        Value::Char(_) => match ty {
            _ if ty == system::DOUBLE || ty == system::SINGLE => {
                Some((Rank::Language, How::CharToReal))
            }
            _ if ty == system::BOOLEAN => Some((Rank::Language, How::Bool)),
            _ if ty == system::BIG_INTEGER => Some((Rank::Constructor, How::ToBigInteger)),
            _ if ty == system::DECIMAL => Some((Rank::Constructor, How::CharToReal)),
            _ => None,
        },
        Value::Bool(_) if ty == system::BIG_INTEGER => Some((Rank::Language, How::ToBigInteger)),
        Value::Bool(_) if ty == system::SWITCH_PARAMETER => Some((Rank::ImplicitCast, How::Switch)),
        _ => None,
    }
}

fn from_str(ty: Type) -> Option<(Rank, How)> {
    if ty == system::STRING {
        return Some((Rank::Identity, How::Same));
    }
    if is_number(ty) {
        return Some((Rank::NumericString, How::StringToNumber));
    }
    if ty == system::BOOLEAN {
        return Some((Rank::Language, How::Bool));
    }
    if ty == system::TYPE {
        return Some((Rank::Language, How::StringToType));
    }
    match ty.name() {
        "System.Char[]" => Some((Rank::StringToCharArray, How::StringToCharArray)),
        "System.Uri" => Some((Rank::Language, How::StringToUri)),
        "System.Text.RegularExpressions.Regex" => Some((Rank::Language, How::StringToRegex)),
        _ => None,
    }
}

/// `ty.IsAssignableFrom(from)`, also for the interfaces that every array, list and dictionary has.
pub(super) fn is_assignable(value: &Value, from: Type, ty: Type) -> bool {
    if from.is(ty) {
        return true;
    }
    if ty.kind != Kind::Interface {
        return ty.name() == "System.Management.Automation.PSObject"
            && from == system::PS_CUSTOM_OBJECT;
    }
    let open = ty.definition.unwrap_or(ty).name();
    let (array, list, dict) = match value.data() {
        Some(Data::Array(_)) => (true, false, false),
        Some(Data::List(_)) => (false, true, false),
        Some(Data::Dict(_)) => (false, false, true),
        _ => (false, false, false),
    };
    match open {
        "System.Collections.IEnumerable" => {
            array || list || dict || from == system::STRING || enumerate::is_enumerable(value)
        }
        "System.Collections.ICollection" => array || list || dict,
        "System.Collections.IList" => array || list,
        "System.Collections.IDictionary" => dict,
        "System.Collections.Generic.IEnumerable`1"
        | "System.Collections.Generic.ICollection`1"
        | "System.Collections.Generic.IList`1"
        | "System.Collections.Generic.IReadOnlyList`1"
        | "System.Collections.Generic.IReadOnlyCollection`1" => {
            let Some(wanted) = ty.arguments.first() else {
                return false;
            };
            match from.element.or_else(|| {
                if list {
                    from.arguments.first().copied()
                } else {
                    None
                }
            }) {
                Some(element) => {
                    element == *wanted || !element.is_value_type() && element.is(*wanted)
                }
                None => false,
            }
        }
        "System.IConvertible" => super::number::Convertible::of(value).is_some(),
        "System.IComparable" => crate::operators::is_comparable(value),
        _ => false,
    }
}

/// What the language itself converts. `element` gets the rank of the element where a scalar may become an array.
fn by_language(
    value: &Value,
    from: Type,
    ty: Type,
    element: &mut Option<Rank>,
) -> Option<(Rank, How)> {
    if let Some(inner) = nullable(ty) {
        let (rank, how) = choose(value, inner);
        if rank != Rank::None {
            let inner = Conversion {
                rank,
                target: inner,
                how,
            };
            return Some((rank, How::ThroughNullable(Box::new(inner))));
        }
    }
    if ty == system::VOID {
        return Some((Rank::Language, How::Void));
    }
    if ty == system::BOOLEAN {
        return Some((Rank::Language, How::Bool));
    }
    if ty == system::STRING {
        return Some((Rank::ToString, How::Text));
    }
    let from_array = matches!(value.data(), Some(Data::Array(_)));
    if let Some(wanted) = ty.element {
        if from_array {
            let rank = match from.element {
                Some(given) if array_element_fits(given, wanted) => Rank::Language,
                _ => Rank::UnrelatedArrays,
            };
            return Some((rank, How::ArrayToArray));
        }
        if enumerate::is_enumerable(value) {
            return Some((Rank::Language, How::SequenceToArray));
        }
        let (rank, _) = choose(value, wanted);
        if rank != Rank::None {
            *element = Some(rank.scalar_to_array());
        }
        return None;
    }
    if ty == system::ARRAY {
        if enumerate::is_enumerable(value) {
            return Some((Rank::Language, How::SequenceToArray));
        }
        *element = Some(Rank::Assignable.scalar_to_array());
        return None;
    }
    let dict = value.as_dict().is_some();
    if ty == system::HASHTABLE {
        return dict.then_some((Rank::Language, How::Hashtable));
    }
    match ty.name() {
        "System.Management.Automation.PSReference" => {
            return Some((Rank::Language, How::Reference));
        }
        "System.Xml.XmlDocument" => return Some((Rank::Language, How::Xml)),
        "System.Collections.Specialized.StringCollection" => {
            let rank = if enumerate::is_enumerable(value) {
                Rank::Language
            } else {
                Rank::LanguageS2A
            };
            return Some((rank, How::StringCollection));
        }
        _ => {}
    }
    if ty.kind == Kind::Delegate && matches!(value.data(), Some(Data::ScriptBlock(_))) {
        return Some((Rank::Language, How::Delegate));
    }
    if ty == system::PS_CUSTOM_OBJECT {
        return Some((Rank::Language, if dict { How::Custom } else { How::Keep }));
    }
    if ty.is_enum() && (integer_type(from).is_some() || from.is_enum()) {
        return Some((Rank::Language, How::IntegerToEnum));
    }
    None
}

fn array_element_fits(given: Type, wanted: Type) -> bool {
    given == wanted || given.is(wanted)
}

/// The array type of an element type, rank 1.
pub(super) fn array_of(element: Type) -> Type {
    registry::array_of(element, 1)
}

/// Whether a value is of a type, or of one derived from it, or has the interface.
pub fn is_instance(value: &Value, ty: Type) -> bool {
    value
        .ty()
        .is_some_and(|from| ty == system::OBJECT || is_assignable(value, from, ty))
}

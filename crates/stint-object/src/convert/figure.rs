//! Which conversion applies: chosen by the value's type and the wanted type, before anything is tried.
//!
//! The order is that of `LanguagePrimitives.FigureConversion`: numbers, what is assignable, what the language itself converts, `Parse`,
//! constructors, cast operators, `IConvertible`, collections' constructors, and properties set one by one.

use super::number::{integer_type, is_real};
use crate::object::Data;
use crate::types::signature::MethodEntry;
use crate::types::system;
use crate::types::{Kind, registry};
use crate::{Type, Value, enumerate};

/// How good a conversion is: what the choice between overloads compares. The numbers are PowerShell's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rank(pub u16);

#[allow(
    missing_docs,
    non_upper_case_globals,
    reason = "the names are PowerShell's own"
)]
impl Rank {
    pub const None: Rank = Rank(0x0000);
    pub const UnrelatedArrays: Rank = Rank(0x000F);
    pub const ToString: Rank = Rank(0x001F);
    pub const Custom: Rank = Rank(0x002F);
    pub const IConvertible: Rank = Rank(0x003F);
    pub const ImplicitCast: Rank = Rank(0x004F);
    pub const ExplicitCast: Rank = Rank(0x005F);
    pub const ConstructorS2A: Rank = Rank(0x0067);
    pub const Constructor: Rank = Rank(0x006F);
    pub const Create: Rank = Rank(0x0073);
    pub const Parse: Rank = Rank(0x007F);
    pub const PSObject: Rank = Rank(0x008F);
    pub const LanguageS2A: Rank = Rank(0x0097);
    pub const Language: Rank = Rank(0x009F);
    pub const NullToValue: Rank = Rank(0x00AF);
    pub const NullToRef: Rank = Rank(0x00BF);
    pub const NumericExplicit: Rank = Rank(0x00CF);
    pub const NumericExplicit1: Rank = Rank(0x00DF);
    pub const NumericString: Rank = Rank(0x00EF);
    pub const NumericImplicit: Rank = Rank(0x00FF);
    pub const Assignable: Rank = Rank(0x010F);
    pub const StringToCharArray: Rank = Rank(0x011A);
    pub const Identity: Rank = Rank(0x011F);

    /// The rank of a scalar that becomes an array of one.
    #[must_use]
    pub const fn scalar_to_array(self) -> Rank {
        Rank(self.0 & 0xFFF7)
    }
}

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

/// Integers by width: signed and unsigned ones in step.
fn width(ty: Type) -> Option<(u8, bool)> {
    use crate::text::number_parse::IntegerType as I;
    Some(match integer_type(ty)? {
        I::SByte => (0, true),
        I::Byte => (0, false),
        I::Int16 => (1, true),
        I::UInt16 => (1, false),
        I::Int32 => (2, true),
        I::UInt32 => (2, false),
        I::Int64 => (3, true),
        I::UInt64 => (3, false),
    })
}

fn numeric_rank(from: Type, ty: Type) -> Option<Rank> {
    match (width(from), width(ty)) {
        (Some((a, a_signed)), Some((b, b_signed))) => Some(if a < b {
            if a_signed && !b_signed {
                Rank::NumericExplicit1
            } else {
                Rank::NumericImplicit
            }
        } else if a == b && a_signed && !b_signed {
            Rank::NumericExplicit1
        } else {
            Rank::NumericExplicit
        }),
        (Some(_), None) if is_real(ty) => Some(Rank::NumericImplicit),
        (None, Some(_)) => Some(Rank::NumericExplicit),
        (None, None) if is_real(ty) => Some(if from == system::DECIMAL {
            Rank::NumericExplicit1
        } else if from == system::SINGLE && ty == system::DOUBLE {
            Rank::NumericImplicit
        } else {
            Rank::NumericExplicit
        }),
        _ => None,
    }
}

/// `ty.IsAssignableFrom(from)`, also for the interfaces that every array, list and dictionary has.
fn is_assignable(value: &Value, from: Type, ty: Type) -> bool {
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

/// `Parse`, constructors, cast operators, `IConvertible`, collections and properties.
fn by_members(value: &Value, from: Type, ty: Type) -> (Rank, How) {
    if let Some(how) = parse_method(value, ty) {
        return (Rank::Parse, how);
    }
    if let Some(entry) = constructor(value, from, ty) {
        return (Rank::Constructor, How::Constructor(entry));
    }
    if let Some((rank, entry)) = cast_operator(from, ty) {
        return (rank, How::CastOperator(entry));
    }
    let number = integer_type(from).is_some() || is_real(from);
    if number {
        if ty.element.is_none() {
            let through = figure(&Value::Str(crate::Str::new()), ty);
            if through.rank != Rank::None {
                return (Rank::IConvertible, How::ThroughText(Box::new(through)));
            }
        }
    } else if super::number::Convertible::of(value).is_some() {
        if from != system::STRING {
            return (Rank::IConvertible, How::ChangeType);
        }
    } else if value.as_dict().is_some() && (has_plain_constructor(ty) || is_plain_struct(ty)) {
        return (Rank::Constructor, How::Properties);
    }
    if let Some((rank, how)) = sequence_constructor(value, from, ty) {
        return (rank, how);
    }
    if is_property_bag(value)
        && (has_plain_constructor(ty) || ty.is_value_type())
        && (ty.is_enum() || has_instance_properties(ty))
    {
        return (Rank::Constructor, How::Properties);
    }
    NO_CONVERSION
}

/// Whether a value is a `PSObject` of its own: only such are converted property by property.
fn is_property_bag(value: &Value) -> bool {
    value.ty() == Some(system::PS_CUSTOM_OBJECT)
}

fn has_instance_properties(ty: Type) -> bool {
    ty.chain().any(|ty| {
        ty.properties
            .iter()
            .any(|p| !p.signature.starts_with("static "))
    })
}

fn has_plain_constructor(ty: Type) -> bool {
    ty.index()
        .constructors
        .iter()
        .any(|entry| entry.signature.parameters.is_empty())
}

/// A struct that is no primitive has a constructor without arguments, declared or not.
fn is_plain_struct(ty: Type) -> bool {
    ty.is_value_type()
        && integer_type(ty).is_none()
        && ![
            system::DOUBLE,
            system::SINGLE,
            system::BOOLEAN,
            system::CHAR,
        ]
        .contains(&ty)
}

fn parse_method(value: &Value, ty: Type) -> Option<How> {
    if ty.is_enum() {
        if matches!(value.base(), Value::Str(_)) {
            return Some(How::StringToEnum);
        }
        return enumerate::is_enumerable(value).then_some(How::SequenceToEnum);
    }
    if !matches!(value.base(), Value::Str(_)) {
        return None;
    }
    let parse = |wanted: &[&str]| super::from_string::parse_entry(ty, wanted).is_some();
    if parse(&["string", "IFormatProvider"]) {
        return Some(How::Parse { culture: true });
    }
    if parse(&["string"]) || ty == system::CHAR {
        return Some(How::Parse { culture: false });
    }
    None
}

/// The constructor with one parameter that takes the type.
fn constructor(value: &Value, from: Type, ty: Type) -> Option<&'static MethodEntry> {
    let integral = integer_type(from).is_some();
    if integral && is_collection(ty) {
        return None;
    }
    let one = |entry: &&'static MethodEntry| entry.signature.parameters.len() == 1;
    let takes = |entry: &MethodEntry| entry.signature.parameters[0].ty.resolve(entry.owner);
    let constructors = &ty.index().constructors;
    let find = |fits: &dyn Fn(Type) -> bool| {
        constructors
            .iter()
            .filter(one)
            .find(|entry| fits(takes(entry)))
    };
    find(&|wanted| wanted == from)
        .or_else(|| {
            find(&|wanted| {
                wanted != system::OBJECT
                    && !wanted.is_value_type()
                    && is_assignable(value, from, wanted)
            })
        })
        .or_else(|| find(&|wanted| widens(from, wanted)))
        .or_else(|| {
            constructors.iter().filter(one).find(|entry| {
                let name = entry.signature.parameters[0].ty.0;
                matches!(name, "object" | "System.Object" | "psobject")
            })
        })
}

/// Whether a type is a collection: a number does not convert to one by its capacity.
fn is_collection(ty: Type) -> bool {
    ty.chain().any(|ty| {
        matches!(
            ty.definition.unwrap_or(ty).name(),
            "System.Collections.ArrayList"
                | "System.Collections.Hashtable"
                | "System.Collections.Generic.List`1"
                | "System.Collections.Generic.Dictionary`2"
                | "System.Collections.Queue"
                | "System.Collections.Stack"
                | "System.Collections.Generic.Queue`1"
                | "System.Collections.Generic.Stack`1"
                | "System.Collections.SortedList"
                | "System.Collections.BitArray"
                | "System.Collections.Specialized.OrderedDictionary"
        ) || ty.is_array()
            || ty.interfaces.iter().any(|interface| {
                matches!(
                    interface.name(),
                    "System.Collections.IList" | "System.Collections.ICollection"
                )
            })
    })
}

/// Whether .NET widens one primitive to another without being told.
fn widens(from: Type, ty: Type) -> bool {
    let from = from.underlying.unwrap_or(from);
    if from == system::CHAR {
        return ty == system::DOUBLE
            || ty == system::SINGLE
            || width(ty).is_some_and(|(size, signed)| size > 1 || size == 1 && !signed);
    }
    if from == system::SINGLE {
        return ty == system::DOUBLE;
    }
    let Some((a, a_signed)) = width(from) else {
        return false;
    };
    if ty == system::DOUBLE || ty == system::SINGLE {
        return true;
    }
    width(ty).is_some_and(|(b, b_signed)| b > a && (b_signed || !a_signed))
        || from == system::BYTE && ty == system::CHAR
}

fn cast_operator(from: Type, ty: Type) -> Option<(Rank, &'static MethodEntry)> {
    for owner in [ty, from] {
        for (name, rank) in [
            ("op_implicit", Rank::ImplicitCast),
            ("op_explicit", Rank::ExplicitCast),
        ] {
            let found = owner.static_methods_named(name).iter().find(|entry| {
                let signature = &entry.signature;
                signature.parameters.len() == 1
                    && signature.result.resolve(entry.owner).is(ty)
                    && from.is(signature.parameters[0].ty.resolve(entry.owner))
            });
            if let Some(entry) = found {
                return Some((rank, entry));
            }
        }
    }
    None
}

/// A generic collection with a constructor that takes its elements.
fn sequence_constructor(value: &Value, from: Type, ty: Type) -> Option<(Rank, How)> {
    let [element] = ty.arguments else {
        return None;
    };
    if ty.kind == Kind::Interface || sequence_entry(ty).is_none() {
        return None;
    }
    let scalar = from.is(*element) && value.as_array().is_none();
    let rank = if scalar {
        Rank::ConstructorS2A
    } else {
        Rank::Constructor
    };
    Some((rank, How::SequenceConstructor { scalar }))
}

/// The constructor that takes `IEnumerable[T]`, `ICollection[T]` or `IList[T]`.
pub(super) fn sequence_entry(ty: Type) -> Option<&'static MethodEntry> {
    ty.index().constructors.iter().find(|entry| {
        let [parameter] = entry.signature.parameters.as_slice() else {
            return false;
        };
        ["IEnumerable[", "ICollection[", "IList["]
            .iter()
            .any(|name| {
                parameter
                    .ty
                    .0
                    .trim_start_matches("System.Collections.Generic.")
                    .starts_with(name)
            })
    })
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

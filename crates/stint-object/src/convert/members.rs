//! Conversions by what a type declares: `Parse`, constructors, cast operators, and properties.

use super::figure::{How, figure, is_assignable};
use super::number::{integer_type, is_real};
use super::rank::{Rank, width};
use crate::types::signature::MethodEntry;
use crate::types::{Kind, system};
use crate::{Type, Value, enumerate};

/// `Parse`, constructors, cast operators, `IConvertible`, collections and properties.
pub(super) fn by_members(value: &Value, from: Type, ty: Type) -> (Rank, How) {
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
    (Rank::None, How::None)
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
    if from.underlying == Some(ty) {
        return true;
    }
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

//! `System.Enum`.

use super::interfaces as i;
use super::numbers;
use crate::access::enums;
use crate::convert::enumeration as conversion;
use crate::convert::number::enum_number;
use crate::types::native::{Args, Plain, array_of, method, property, strings};
use crate::types::{Kind, Method, Property, Type, TypeInfo, system, throw};
use crate::{Data, Result, Value};

fn number(value: &Value) -> i64 {
    match value.data() {
        Some(Data::Enum(number)) => *number,
        _ => value.long(),
    }
}

fn checked(args: &[Value]) -> Result<Type> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("enumType"));
    }
    let ty = args.at(0).type_object();
    if ty.is_enum() {
        Ok(ty)
    } else {
        Err(throw::argument(
            "Type provided must be an Enum.",
            "enumType",
        ))
    }
}

const PROPERTIES: &[Property] = &[property!("int value__ {get;}", |this| {
    let ty = this.ty().unwrap_or(super::ENUM);
    let underlying = ty.underlying.unwrap_or(super::INT32);
    let number = if underlying == super::UINT64 {
        Value::UInt64(number(this) as u64)
    } else {
        Value::Int64(number(this))
    };
    crate::convert::to(&number, underlying)
})];

/// The constants in the order of their numbers, unsigned.
fn ordered(ty: Type) -> Vec<(&'static str, i64)> {
    let mut constants = ty.constants.to_vec();
    constants.sort_by_key(|(_, number)| *number as u64);
    constants
}

fn parse(args: &[Value], ignore_case: bool) -> Result<Value> {
    let ty = checked(args)?;
    let text = numbers::wanted(args.string(1), "value")?;
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(throw::argument(
            "Must specify valid information for parsing in the string.",
            "value",
        ));
    }
    let mut total = 0;
    for part in trimmed.split(',') {
        let part = part.trim();
        let found = ty.constants.iter().find(|(name, _)| {
            if ignore_case {
                name.eq_ignore_ascii_case(part)
            } else {
                *name == part
            }
        });
        total |= match (found, part.parse::<i64>()) {
            (Some((_, number)), _) => *number,
            (None, Ok(number)) => number,
            _ => {
                return Err(throw::argument(
                    &format!("Requested value '{trimmed}' was not found."),
                    "",
                ));
            }
        };
    }
    Ok(enums::value(ty, total))
}

fn underlying(ty: Type, number: i64) -> Value {
    let value = Value::Int64(number);
    crate::convert::to(&value, ty.underlying.unwrap_or(system::INT32)).unwrap_or(value)
}

fn format(ty: Type, number: i64, form: &str) -> Result<String> {
    match form {
        "" | "G" | "g" => Ok(enums::text(ty, number).to_string()),
        "D" | "d" => Ok(enum_number(ty, number).to_string()),
        "X" | "x" => {
            let width = match ty.underlying {
                Some(ty) if ty == system::BYTE || ty == system::SBYTE => 2,
                Some(ty) if ty == system::INT16 || ty == system::UINT16 => 4,
                Some(ty) if ty == system::INT64 || ty == system::UINT64 => 16,
                _ => 8,
            };
            let mask = if width == 16 {
                u64::MAX
            } else {
                (1u64 << (width * 4)) - 1
            };
            Ok(format!("{:0width$X}", number as u64 & mask))
        }
        "F" | "f" => {
            let mut flags = TypeInfo::flag_enumeration(ty.name(), ty.constants);
            flags.underlying = ty.underlying;
            Ok(flag_text(&flags, number).unwrap_or_else(|| enum_number(ty, number).to_string()))
        }
        _ => Err(throw::format(
            "Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".",
        )),
    }
}

fn flag_text(info: &TypeInfo, number: i64) -> Option<String> {
    if let Some((name, _)) = info.constants.iter().find(|(_, known)| *known == number) {
        return Some((*name).to_owned());
    }
    let mut constants = info.constants.to_vec();
    constants.sort_by_key(|(_, known)| std::cmp::Reverse(*known as u64));
    let (mut rest, mut names) = (number, Vec::new());
    for (name, known) in constants {
        if known != 0 && rest & known == known {
            rest &= !known;
            names.push(name);
        }
    }
    names.reverse();
    (rest == 0 && !names.is_empty()).then(|| names.join(", "))
}

fn ty(this: &Value) -> Type {
    this.ty().unwrap_or(super::ENUM)
}

/// The number that a value means for an enum type, for `IsDefined` and `GetName`.
fn meant(ty: Type, value: &Value) -> Result<i64> {
    match value.base() {
        Value::Object(object) if object.ty().is_enum() && object.ty() != ty => {
            Err(throw::argument(
                &format!(
                    "Object must be the same type as the enum. The type passed in was '{}'; the enum type was '{}'.",
                    object.ty().name(),
                    ty.name()
                ),
                "",
            ))
        }
        other => Ok(number(other)),
    }
}

const METHODS: &[Method] = &[
    method!("int CompareTo(System.Object target)", |this, args| {
        if args.at(0).is_null() {
            return Ok(Value::Int32(1));
        }
        if args.at(0).ty() != this.ty() {
            return Err(throw::argument(
                &format!(
                    "Object must be the same type as the enum. The type passed in was '{}'; the enum type was '{}'.",
                    args.at(0).ty().map_or("", |ty| ty.name()),
                    ty(this).name()
                ),
                "",
            ));
        }
        Ok(
            enum_number(ty(this), number(this)).cmp(&enum_number(ty(this), number(args.at(0))))
                as i32,
        )
    }),
    method!("bool Equals(System.Object obj)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("int GetHashCode()", |this, _| number(this) as i32),
    method!("System.TypeCode GetTypeCode()", |this, _| {
        numbers::type_code(match ty(this).underlying {
            Some(ty) if ty == system::BYTE => 6,
            Some(ty) if ty == system::SBYTE => 5,
            Some(ty) if ty == system::INT16 => 7,
            Some(ty) if ty == system::UINT16 => 8,
            Some(ty) if ty == system::UINT32 => 10,
            Some(ty) if ty == system::INT64 => 11,
            Some(ty) if ty == system::UINT64 => 12,
            _ => 9,
        })
    }),
    method!("bool HasFlag(System.Enum flag)", |this, args| {
        if args.at(0).ty() != this.ty() {
            return Err(throw::argument(
                &format!(
                    "The argument type, '{}', is not the same as the enum type '{}'.",
                    args.at(0).ty().map_or("", |ty| ty.name()),
                    ty(this).name()
                ),
                "",
            ));
        }
        Ok(number(this) & number(args.at(0)) == number(args.at(0)))
    }),
    method!("string ToString()", |this, _| enums::text(
        ty(this),
        number(this)
    )),
    method!("string ToString(string format)", |this, args| format(
        ty(this),
        number(this),
        args.text(0)
    )),
    method!(
        "string ToString(System.IFormatProvider provider)",
        |this, _| enums::text(ty(this), number(this))
    ),
    method!(
        "string ToString(string format, System.IFormatProvider provider)",
        |this, args| format(ty(this), number(this), args.text(0))
    ),
    method!(
        "static string Format(type enumType, System.Object value, string format)",
        |_, args| {
            let ty = checked(args)?;
            format(ty, meant(ty, args.at(1))?, args.text(2))
        }
    ),
    method!(
        "static string GetName(type enumType, System.Object value)",
        |_, args| {
            let ty = checked(args)?;
            let wanted = meant(ty, args.at(1))?;
            Ok(ty
                .constants
                .iter()
                .find(|(_, known)| *known == wanted)
                .map(|(name, _)| Value::from(*name))) as Result<Option<Value>>
        }
    ),
    method!(
        "static string[] GetNames(type enumType)",
        |_, args| Ok(strings(conversion::names(checked(args)?))) as Result<Value>
    ),
    method!(
        "static type GetUnderlyingType(type enumType)",
        |_, args| Ok(checked(args)?.underlying.unwrap_or(system::INT32)) as Result<Type>
    ),
    method!("static array GetValues(type enumType)", |_, args| {
        let ty = checked(args)?;
        Ok(array_of(
            ty,
            ordered(ty)
                .into_iter()
                .map(|(_, number)| enums::value(ty, number))
                .collect(),
        )) as Result<Value>
    }),
    method!(
        "static array GetValuesAsUnderlyingType(type enumType)",
        |_, args| {
            let ty = checked(args)?;
            let element = ty.underlying.unwrap_or(system::INT32);
            Ok(array_of(
                element,
                ordered(ty)
                    .into_iter()
                    .map(|(_, number)| underlying(ty, number))
                    .collect(),
            )) as Result<Value>
        }
    ),
    method!(
        "static bool IsDefined(type enumType, System.Object value)",
        |_, args| {
            let ty = checked(args)?;
            if let Some(name) = args.at(1).as_str() {
                return Ok(Value::Bool(
                    ty.constants.iter().any(|(known, _)| known == name),
                ));
            }
            let wanted = meant(ty, args.at(1))?;
            Ok(ty.constants.iter().any(|(_, known)| *known == wanted))
        }
    ),
    method!(
        "static System.Object Parse(type enumType, string value)",
        |_, args| parse(args, false)
    ),
    method!(
        "static System.Object Parse(type enumType, string value, bool ignoreCase)",
        |_, args| parse(args, args.boolean(2))
    ),
    method!(
        "static System.Object ToObject(type enumType, System.Object value)",
        |_, args| { Ok(enums::value(checked(args)?, number(args.at(1)))) as Result<Value> }
    ),
    method!(
        "static System.Object ToObject(type enumType, int value)",
        |_, args| Ok(enums::value(checked(args)?, args.long(1))) as Result<Value>
    ),
    method!(
        "static System.Object ToObject(type enumType, long value)",
        |_, args| Ok(enums::value(checked(args)?, args.long(1))) as Result<Value>
    ),
    method!(
        "static bool TryParse(type enumType, string value, [ref] System.Object result)",
        |_, args| { numbers::try_parse(args.get(2), parse(args, false), Value::Null) }
    ),
    method!(
        "static bool TryParse(type enumType, string value, bool ignoreCase, [ref] System.Object result)",
        |_, args| { numbers::try_parse(args.get(3), parse(args, args.boolean(2)), Value::Null) }
    ),
    method!(
        "static bool TryParse[TEnum](string value, [ref] TEnum result)",
        |_, args| try_parse(args, false, 1)
    ),
    method!(
        "static bool TryParse[TEnum](string value, bool ignoreCase, [ref] TEnum result)",
        |_, args| try_parse(args, args.boolean(1), 2)
    ),
];

/// The generic `TryParse`: the enum's type is that of the reference's value.
fn try_parse(args: &[Value], ignore_case: bool, place: usize) -> bool {
    let current = args
        .get(place)
        .and_then(super::ps_reference::of)
        .map(super::ps_reference::Reference::get);
    let Some(ty) = current
        .as_ref()
        .and_then(Value::ty)
        .filter(|ty| ty.is_enum())
    else {
        return false;
    };
    let parsed = parse(&[Value::from(ty), args.at(0).clone()], ignore_case);
    numbers::try_parse(args.get(place), parsed, enums::value(ty, 0))
}

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::new(Kind::Class, "System.Enum")
    .base(system::VALUE_TYPE)
    .interfaces(&[
        i::COMPARABLE,
        i::SPAN_FORMATTABLE,
        i::FORMATTABLE,
        i::CONVERTIBLE,
    ])
    .methods(METHODS)
    .properties(PROPERTIES);

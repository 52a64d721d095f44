//! `System.Reflection.MemberInfo` and its kin, as far as scripts look at members of types.

use crate::access::ps_method;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, array_of, method, property};
use crate::types::signature::{MethodEntry, PropertyEntry};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

/// The payload of all of them.
#[derive(Clone, Copy)]
enum Member {
    Method(Type, &'static MethodEntry),
    Constructor(Type, &'static MethodEntry),
    Property(Type, &'static PropertyEntry),
    Constant(Type, &'static str, i64),
}

impl Opaque for Member {}

/// The payload of a parameter.
struct Parameter {
    entry: &'static MethodEntry,
    at: usize,
}

impl Opaque for Parameter {}

fn of(value: &Value) -> Option<Member> {
    value.payload::<Member>().copied()
}

fn made(ty: Type, member: Member) -> Value {
    Value::Object(Object::opaque(ty, member))
}

const STATIC: i64 = 8;
const INSTANCE: i64 = 4;
const DECLARED_ONLY: i64 = 2;

/// `GetMethods()`.
pub fn methods(ty: Type) -> Value {
    methods_with(ty, 16 | STATIC | INSTANCE)
}

/// `GetMethods(flags)`.
pub fn methods_with(ty: Type, flags: i64) -> Value {
    let mut found = Vec::new();
    let index = ty.index();
    for (wanted, members) in [(INSTANCE, &index.instance), (STATIC, &index.fixed)] {
        if flags & wanted == 0 {
            continue;
        }
        for name in &members.method_order {
            for entry in &members.methods[name] {
                if flags & DECLARED_ONLY == 0 || entry.owner == ty {
                    found.push(made(METHOD_INFO, Member::Method(ty, entry)));
                }
            }
        }
    }
    array_of(METHOD_INFO, found)
}

fn overloads(ty: Type, name: &str) -> Vec<&'static MethodEntry> {
    let index = ty.index();
    index
        .instance
        .methods_named(name)
        .iter()
        .chain(index.fixed.methods_named(name))
        .filter(|entry| entry.signature.name == name)
        .collect()
}

/// `GetMethod(name)`.
pub fn method_named(ty: Type, name: &str) -> Result<Value> {
    match overloads(ty, name).as_slice() {
        [] => Ok(Value::Null),
        [only] => Ok(made(METHOD_INFO, Member::Method(ty, only))),
        [first, ..] => Err(throw::of(
            super::exceptions::AMBIGUOUS_MATCH,
            format!(
                "Ambiguous match found for '{} {}'.",
                ty.name(),
                ps_method::definition(first)
            ),
        )),
    }
}

/// `GetMethod(name, types)`.
pub fn method_with(ty: Type, name: &str, types: &[Type]) -> Value {
    overloads(ty, name)
        .into_iter()
        .find(|entry| {
            let parameters = &entry.signature.parameters;
            parameters.len() == types.len()
                && parameters
                    .iter()
                    .zip(types)
                    .all(|(parameter, ty)| parameter.resolve(entry.owner) == *ty)
        })
        .map(|entry| made(METHOD_INFO, Member::Method(ty, entry)))
        .unwrap_or_default()
}

/// `GetConstructors()`.
pub fn constructors(ty: Type) -> Value {
    let list = ty
        .index()
        .constructors
        .iter()
        .map(|entry| made(CONSTRUCTOR_INFO, Member::Constructor(ty, entry)));
    array_of(CONSTRUCTOR_INFO, list.collect())
}

fn all_properties(ty: Type, fields: bool) -> Vec<&'static PropertyEntry> {
    let index = ty.index();
    [&index.instance, &index.fixed]
        .into_iter()
        .flat_map(|members| {
            members
                .property_order
                .iter()
                .map(|name| &members.properties[name])
        })
        .filter(|entry| entry.signature.is_field == fields)
        .collect()
}

/// `GetProperties()`.
pub fn properties(ty: Type) -> Value {
    let list = all_properties(ty, false)
        .into_iter()
        .map(|entry| made(PROPERTY_INFO, Member::Property(ty, entry)));
    array_of(PROPERTY_INFO, list.collect())
}

/// `GetProperty(name)`.
pub fn property_named(ty: Type, name: &str) -> Value {
    all_properties(ty, false)
        .into_iter()
        .find(|entry| entry.signature.name == name)
        .map(|entry| made(PROPERTY_INFO, Member::Property(ty, entry)))
        .unwrap_or_default()
}

/// `GetFields()`: also an enum's constants.
pub fn fields(ty: Type) -> Value {
    let constants = ty
        .constants
        .iter()
        .map(|(name, number)| made(FIELD_INFO, Member::Constant(ty, name, *number)));
    let list = all_properties(ty, true)
        .into_iter()
        .map(|entry| made(FIELD_INFO, Member::Property(ty, entry)));
    array_of(FIELD_INFO, constants.chain(list).collect())
}

/// `GetField(name)`.
pub fn field_named(ty: Type, name: &str) -> Value {
    fields(ty)
        .items()
        .into_iter()
        .find(|field| of(field).is_some_and(|field| self::name(field) == name))
        .unwrap_or_default()
}

/// `GetMembers()`.
pub fn members(ty: Type) -> Value {
    let mut all = methods(ty).items();
    all.extend(constructors(ty).items());
    all.extend(properties(ty).items());
    all.extend(fields(ty).items());
    array_of(MEMBER_INFO, all)
}

/// `GetMember(name)`.
pub fn members_named(ty: Type, name: &str) -> Value {
    let all = members(ty).items();
    array_of(
        MEMBER_INFO,
        all.into_iter()
            .filter(|member| of(member).is_some_and(|member| self::name(member) == name))
            .collect(),
    )
}

fn name(member: Member) -> &'static str {
    match member {
        Member::Method(_, entry) => entry.signature.name,
        Member::Constructor(..) => ".ctor",
        Member::Property(_, entry) => entry.signature.name,
        Member::Constant(_, name, _) => name,
    }
}

fn declaring(member: Member) -> Type {
    match member {
        Member::Method(_, entry) | Member::Constructor(_, entry) => entry.owner,
        Member::Property(_, entry) => entry.owner,
        Member::Constant(ty, ..) => ty,
    }
}

fn reflected(member: Member) -> Type {
    match member {
        Member::Method(ty, _)
        | Member::Constructor(ty, _)
        | Member::Property(ty, _)
        | Member::Constant(ty, ..) => ty,
    }
}

fn kind(member: Member) -> i64 {
    match member {
        Member::Method(..) => 8,
        Member::Constructor(..) => 1,
        Member::Property(_, entry) if entry.signature.is_field => 4,
        Member::Property(..) => 16,
        Member::Constant(..) => 4,
    }
}

fn entry(value: &Value) -> Option<&'static MethodEntry> {
    match of(value)? {
        Member::Method(_, entry) | Member::Constructor(_, entry) => Some(entry),
        _ => None,
    }
}

/// How reflection writes a type: without a namespace if it is a primitive.
fn reflection_name(ty: Type) -> String {
    let plain = [
        "System.Int32",
        "System.Int64",
        "System.Boolean",
        "System.Void",
        "System.Double",
        "System.Char",
        "System.Byte",
    ];
    if plain.contains(&ty.name()) {
        ty.short_name().to_owned()
    } else {
        ty.name().to_owned()
    }
}

fn text(value: &Value) -> Option<String> {
    Some(match of(value)? {
        Member::Method(_, entry) | Member::Constructor(_, entry) => {
            let parameters: Vec<String> = entry
                .signature
                .parameters
                .iter()
                .map(|p| reflection_name(p.resolve(entry.owner)))
                .collect();
            let (result, name) = match of(value)? {
                Member::Constructor(..) => ("Void".to_owned(), ".ctor"),
                _ => (reflection_name(entry.result()), entry.signature.name),
            };
            format!("{result} {name}({})", parameters.join(", "))
        }
        Member::Property(_, entry) => {
            format!("{} {}", reflection_name(entry.ty()), entry.signature.name)
        }
        Member::Constant(ty, name, _) => format!("{} {name}", ty.name()),
    })
}

const MEMBER_PROPERTIES: &[Property] = &[
    property!("System.Reflection.MemberTypes MemberType {get;}", |this| {
        of(this).map(|member| crate::access::enums::value(super::enums::MEMBER_TYPES, kind(member)))
    }),
    property!("type DeclaringType {get;}", |this| of(this).map(declaring)),
    property!("type ReflectedType {get;}", |this| of(this).map(reflected)),
    property!("string Name {get;}", |this| of(this).map(name)),
    property!("int MetadataToken {get;}", |_| 0),
];

const MEMBER_METHODS: &[Method] = &[
    method!("string ToString()", |this, _| text(this)),
    method!(
        "System.Object[] GetCustomAttributes(bool inherit)",
        |_, _| Value::array(Vec::new())
    ),
];

const METHOD_PROPERTIES: &[Property] = &[
    property!("type ReturnType {get;}", |this| entry(this)
        .map(MethodEntry::result)),
    property!("bool IsStatic {get;}", |this| entry(this)
        .is_some_and(|entry| entry.signature.is_static)),
    property!("bool IsPublic {get;}", |_| true),
    property!("bool IsPrivate {get;}", |_| false),
    property!("bool IsConstructor {get;}", |this| matches!(
        of(this),
        Some(Member::Constructor(..))
    )),
    property!("bool IsGenericMethod {get;}", |this| entry(this)
        .is_some_and(|entry| !entry.signature.generic.is_empty())),
    property!("bool IsGenericMethodDefinition {get;}", |this| entry(this)
        .is_some_and(|entry| !entry.signature.generic.is_empty())),
    property!("bool IsSpecialName {get;}", |this| entry(this)
        .is_some_and(|entry| entry.signature.name.contains('_'))),
    property!("bool IsVirtual {get;}", |_| false),
    property!("bool IsAbstract {get;}", |_| false),
];

fn invoke(this: &Value, target: &Value, args: &[Value]) -> Result<Value> {
    match of(this) {
        Some(Member::Constructor(ty, _)) => crate::access::construct(ty, args),
        Some(Member::Method(ty, entry)) if entry.signature.is_static => {
            crate::access::invoke_static(ty, entry.signature.name, args)
        }
        Some(Member::Method(_, entry)) => {
            crate::access::invoke_method(target, entry.signature.name, args)
        }
        _ => Ok(Value::Null),
    }
}

const METHOD_METHODS: &[Method] = &[
    method!(
        "System.Reflection.ParameterInfo[] GetParameters()",
        |this, _| {
            let Some(entry) = entry(this) else {
                return Ok(Value::Null);
            };
            let list = (0..entry.signature.parameters.len())
                .map(|at| Value::Object(Object::opaque(PARAMETER_INFO, Parameter { entry, at })));
            array_of(PARAMETER_INFO, list.collect())
        }
    ),
    method!(
        "System.Object Invoke(System.Object obj, System.Object[] parameters)",
        |this, args| invoke(this, args.at(0), &args.items(1))
    ),
    method!(
        "System.Object Invoke(System.Object[] parameters)",
        |this, args| invoke(this, &Value::Null, &args.items(0))
    ),
    method!("type[] GetGenericArguments()", |_, _| array_of(
        super::TYPE,
        Vec::new()
    )),
];

fn property(value: &Value) -> Option<&'static PropertyEntry> {
    match of(value)? {
        Member::Property(_, entry) => Some(entry),
        _ => None,
    }
}

const PROPERTY_PROPERTIES: &[Property] = &[
    property!("type PropertyType {get;}", |this| property(this)
        .map(PropertyEntry::ty)),
    property!("bool CanRead {get;}", |_| true),
    property!("bool CanWrite {get;}", |this| property(this)
        .is_some_and(|entry| entry.property.is_settable())),
];

fn field_type(member: Member) -> Type {
    match member {
        Member::Property(_, entry) => entry.ty(),
        other => reflected(other),
    }
}

const FIELD_PROPERTIES: &[Property] = &[
    property!("type FieldType {get;}", |this| of(this).map(field_type)),
    property!("bool IsStatic {get;}", |this| match of(this) {
        Some(Member::Property(_, entry)) => entry.signature.is_static,
        _ => true,
    }),
    property!("bool IsPublic {get;}", |_| true),
    property!("bool IsLiteral {get;}", |this| matches!(
        of(this),
        Some(Member::Constant(..))
    )),
];

fn read(this: &Value, target: &Value) -> Result<Value> {
    match of(this) {
        Some(Member::Property(_, entry)) => entry.property.read(target.base()),
        Some(Member::Constant(ty, _, number)) => Ok(crate::access::enums::value(ty, number)),
        _ => Ok(Value::Null),
    }
}

const VALUE_METHODS: &[Method] = &[
    method!("System.Object GetValue(System.Object obj)", |this, args| {
        read(this, args.at(0))
    }),
    method!(
        "System.Object GetValue(System.Object obj, System.Object[] index)",
        |this, args| read(this, args.at(0))
    ),
    method!(
        "void SetValue(System.Object obj, System.Object value)",
        |this, args| {
            crate::access::set_property(args.at(0), of(this).map_or("", name), args.at(1).clone())
        }
    ),
    method!(
        "System.Object GetRawConstantValue()",
        |this, _| match of(this) {
            Some(Member::Constant(_, _, number)) => Value::Int32(number as i32),
            _ => Value::Null,
        }
    ),
];

fn parameter(
    value: &Value,
) -> Option<(
    &'static MethodEntry,
    &'static crate::types::signature::Parameter,
)> {
    let found = value.payload::<Parameter>()?;
    Some((found.entry, found.entry.signature.parameters.get(found.at)?))
}

const PARAMETER_PROPERTIES: &[Property] = &[
    property!("type ParameterType {get;}", |this| parameter(this)
        .map(|(entry, parameter)| parameter.resolve(entry.owner))),
    property!("string Name {get;}", |this| parameter(this)
        .map(|(_, parameter)| parameter.name)),
    property!("bool HasDefaultValue {get;}", |this| parameter(this)
        .is_some_and(|(_, parameter)| parameter.default.is_some())),
    property!("bool IsOptional {get;}", |this| parameter(this)
        .is_some_and(|(_, parameter)| parameter.default.is_some())),
    property!("int Position {get;}", |this| this
        .payload::<Parameter>()
        .map(|parameter| parameter.at)),
];

macro_rules! kinds {
    ($($constant:ident = $name:literal : $base:expr, $methods:expr, $properties:expr;)*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::class($name).base($base).methods($methods).properties($properties);
                Type(&INFO)
            };
        )*
        /// The types declared here.
        pub static ALL: &[Type] = &[$($constant),*];
    };
}

kinds! {
    MEMBER_INFO = "System.Reflection.MemberInfo": super::OBJECT, MEMBER_METHODS, MEMBER_PROPERTIES;
    METHOD_BASE = "System.Reflection.MethodBase": MEMBER_INFO, METHOD_METHODS, METHOD_PROPERTIES;
    METHOD_INFO = "System.Reflection.MethodInfo": METHOD_BASE, &[], &[];
    CONSTRUCTOR_INFO = "System.Reflection.ConstructorInfo": METHOD_BASE, &[], &[];
    PROPERTY_INFO = "System.Reflection.PropertyInfo": MEMBER_INFO, VALUE_METHODS, PROPERTY_PROPERTIES;
    FIELD_INFO = "System.Reflection.FieldInfo": MEMBER_INFO, VALUE_METHODS, FIELD_PROPERTIES;
    PARAMETER_INFO = "System.Reflection.ParameterInfo": super::OBJECT, &[], PARAMETER_PROPERTIES;
}

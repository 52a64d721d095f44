//! `System.Type`: the part of reflection that scripts use.

use crate::types::native::{Args, Plain, method, property, strings};
use crate::types::{Kind, Method, Property, Type, TypeInfo, registry};
use crate::{Result, Value, access, convert};

fn ty(this: &Value) -> Type {
    this.type_object()
}

fn types(items: &[Type]) -> Value {
    Value::typed_array(
        registry::array_of(super::TYPE, 1),
        items.iter().map(|ty| Value::from(*ty)).collect(),
    )
}

fn interfaces(of: Type) -> Vec<Type> {
    let mut all: Vec<Type> = Vec::new();
    let add = |ty: Type, all: &mut Vec<Type>| {
        if !all.contains(&ty) {
            all.push(ty);
        }
    };
    for ty in of.chain() {
        for interface in ty.interfaces {
            add(*interface, &mut all);
            interface
                .interfaces
                .iter()
                .for_each(|inner| add(*inner, &mut all));
        }
    }
    all
}

fn assignable(to: Type, from: &Value) -> bool {
    match from.data() {
        Some(crate::Data::Type(from)) => from.is(to),
        _ => false,
    }
}

fn property_named(this: &Value, name: &str) -> Value {
    let found = ty(this).property_named(name);
    found.map_or(Value::Null, |entry| {
        member(
            entry.signature.name,
            "Property",
            entry.signature.result.resolve(entry.owner),
        )
    })
}

/// A member as reflection shows it: its name and types as notes.
fn member(name: &str, kind: &str, result: Type) -> Value {
    let object = crate::Object::new(super::OBJECT, crate::Data::Custom);
    object.set_note("Name", Value::str(name));
    object.set_note("MemberType", Value::str(kind));
    object.set_note(
        if kind == "Method" {
            "ReturnType"
        } else {
            "PropertyType"
        },
        result.into(),
    );
    Value::Object(object)
}

fn methods(this: &Value) -> Value {
    let index = ty(this).index();
    let mut all = Vec::new();
    for name in &index.fixed.method_order {
        for entry in &index.fixed.methods[name] {
            all.push(member(
                entry.signature.name,
                "Method",
                entry.signature.result.resolve(entry.owner),
            ));
        }
    }
    Value::array(all)
}

fn properties(this: &Value) -> Value {
    let index = ty(this).index();
    let all = index.fixed.property_order.iter().map(|name| {
        let entry = &index.fixed.properties[name];
        member(
            entry.signature.name,
            "Property",
            entry.signature.result.resolve(entry.owner),
        )
    });
    Value::array(all.collect())
}

fn generic(this: &Value, args: &[Value]) -> Result<Value> {
    let arguments: Vec<Type> = args
        .first()
        .map(Plain::items)
        .unwrap_or_default()
        .iter()
        .map(Plain::type_object)
        .collect();
    registry::close(ty(this), &arguments).map(Value::from).ok_or_else(|| crate::types::throw::argument("The number of generic arguments provided doesn't equal the arity of the generic type definition.", "instantiation"))
}

static METHODS: &[Method] = &[
    method!("string ToString()", |this, _| ty(this).to_string_text()),
    method!("bool Equals(type o)", |this, args| assignable(
        ty(this),
        args.at(0)
    ) && ty(this)
        == args.at(0).type_object()),
    method!("type GetElementType()", |this, _| ty(this).element),
    method!("string[] GetEnumNames()", |this, _| strings(
        ty(this).constants.iter().map(|(name, _)| *name)
    )),
    method!("type GetEnumUnderlyingType()", |this, _| ty(this)
        .underlying),
    method!("type[] GetInterfaces()", |this, _| types(&interfaces(ty(
        this
    )))),
    method!("type GetInterface(string name)", |this, args| interfaces(
        ty(this)
    )
    .into_iter()
    .find(
        |known| known.short_name() == args.text(0) || known.name() == args.text(0)
    )),
    method!("type[] GetGenericArguments()", |this, _| types(
        ty(this).arguments
    )),
    method!("type GetGenericTypeDefinition()", |this, _| ty(this)
        .definition),
    method!("bool IsAssignableFrom(type c)", |this, args| assignable(
        ty(this),
        args.at(0)
    )),
    method!("bool IsAssignableTo(type targetType)", |this, args| ty(
        this
    )
    .is(args.at(0).type_object())),
    method!("bool IsInstanceOfType(System.Object o)", |this, args| args
        .at(0)
        .ty()
        .is_some_and(|actual| actual.is(ty(this)))),
    method!("bool IsSubclassOf(type c)", |this, args| ty(this)
        != args.at(0).type_object()
        && ty(this).is(args.at(0).type_object())),
    method!("bool IsEnumDefined(System.Object value)", |this, args| {
        let wanted = args.at(0);
        match wanted.as_str() {
            Some(name) => ty(this)
                .constants
                .iter()
                .any(|(known, _)| *known == name.as_str()),
            None => ty(this)
                .constants
                .iter()
                .any(|(_, number)| *number == wanted.long()),
        }
    }),
    method!("type MakeArrayType()", |this, _| registry::array_of(
        ty(this),
        1
    )),
    method!("type MakeArrayType(int rank)", |this, args| {
        registry::array_of(ty(this), args.int(0).max(1) as u32)
    }),
    method!(
        "type MakeGenericType(Params type[] typeArguments)",
        |this, args| generic(this, args)
    ),
    method!("System.Reflection.MethodInfo[] GetMethods()", |this, _| {
        methods(this)
    }),
    method!(
        "System.Reflection.PropertyInfo[] GetProperties()",
        |this, _| properties(this)
    ),
    method!(
        "System.Reflection.PropertyInfo GetProperty(string name)",
        |this, args| property_named(this, args.text(0))
    ),
    method!("static type GetType(string typeName)", |_, args| {
        convert::to(&Value::str(args.text(0)), super::TYPE).unwrap_or_default()
    }),
    method!(
        "static System.TypeCode GetTypeCode(type type)",
        |_, args| {
            let name = args.at(0).type_object().short_name();
            registry::lookup("System.TypeCode")
                .and_then(|codes| access::enums::parse(codes, name))
                .unwrap_or(Value::Int32(1))
        }
    ),
];

static PROPERTIES: &[Property] = &[
    property!("string Name {get;}", |this| ty(this).short_name()),
    property!("string FullName {get;}", |this| ty(this).full_name()),
    property!("string Namespace {get;}", |this| {
        let namespace = ty(this).namespace();
        (!namespace.is_empty()).then_some(namespace)
    }),
    property!("string AssemblyQualifiedName {get;}", |this| format!(
        "{}, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e",
        ty(this).full_name()
    )),
    property!("type BaseType {get;}", |this| ty(this).base),
    property!("type UnderlyingSystemType {get;}", |this| ty(this)),
    property!("type DeclaringType {get;}", |_| Value::Null),
    property!("guid GUID {get;}", |_| Value::object(
        super::GUID,
        crate::Data::Guid(uuid::Uuid::nil())
    )),
    property!("bool IsAbstract {get;}", |this| ty(this).kind
        == Kind::Interface),
    property!("bool IsArray {get;}", |this| ty(this).is_array()),
    property!("bool IsByRef {get;}", |_| false),
    property!("bool IsClass {get;}", |this| matches!(
        ty(this).kind,
        Kind::Class | Kind::Array | Kind::Delegate
    )),
    property!("bool IsEnum {get;}", |this| ty(this).is_enum()),
    property!("bool IsGenericType {get;}", |this| !ty(this)
        .parameters
        .is_empty()),
    property!("bool IsGenericTypeDefinition {get;}", |this| !ty(this)
        .parameters
        .is_empty()
        && ty(this).arguments.is_empty()),
    property!("bool IsConstructedGenericType {get;}", |this| !ty(this)
        .arguments
        .is_empty()),
    property!("bool IsInterface {get;}", |this| ty(this).kind
        == Kind::Interface),
    property!("bool IsNested {get;}", |this| ty(this).name().contains('+')),
    property!("bool IsPointer {get;}", |_| false),
    property!("bool IsPrimitive {get;}", |this| {
        let own = ty(this);
        [
            super::BOOLEAN,
            super::CHAR,
            super::SBYTE,
            super::BYTE,
            super::INT16,
            super::UINT16,
            super::INT32,
            super::UINT32,
            super::INT64,
            super::UINT64,
            super::SINGLE,
            super::DOUBLE,
        ]
        .contains(&own)
    }),
    property!("bool IsPublic {get;}", |this| !ty(this)
        .name()
        .contains('+')),
    property!("bool IsSealed {get;}", |this| ty(this).is_value_type()
        || ty(this) == super::STRING
        || ty(this).is_array()),
    property!("bool IsSerializable {get;}", |this| ty(this)
        != super::PS_CUSTOM_OBJECT
        && ty(this).kind != Kind::Interface),
    property!("bool IsValueType {get;}", |this| ty(this).is_value_type()),
    property!("bool IsVisible {get;}", |_| true),
    property!(
        "System.Reflection.MemberTypes MemberType {get;}",
        |_| "TypeInfo"
    ),
    property!("type[] GenericTypeArguments {get;}", |this| types(
        ty(this).arguments
    )),
    property!(
        "System.Collections.Generic.IEnumerable[System.Reflection.PropertyInfo] DeclaredProperties {get;}",
        |this| properties(this)
    ),
    property!(
        "System.Collections.Generic.IEnumerable[type] ImplementedInterfaces {get;}",
        |this| types(&interfaces(ty(this)))
    ),
];

/// `System.Reflection.MemberInfo`.
pub const MEMBER_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Reflection.MemberInfo");
    Type(&INFO)
};

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::new(Kind::Class, "System.Type")
    .base(MEMBER_INFO)
    .methods(METHODS)
    .properties(PROPERTIES);

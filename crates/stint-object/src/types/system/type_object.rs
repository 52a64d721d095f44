//! `System.Type`: what scripts ask of a type.

use super::interfaces as i;
use super::member_info;
use crate::types::native::{Args, Plain, array_of, method, property};
use crate::types::{Kind, Method, Property, Type, TypeInfo, registry, resolve, system, throw};
use crate::{Result, Value};

fn of(value: &Value) -> Type {
    value.type_object()
}

fn types(list: impl IntoIterator<Item = Type>) -> Value {
    array_of(system::TYPE, list.into_iter().map(Value::from).collect())
}

/// Whether the type itself, not what it is made of, has names for generic parameters.
fn is_open(ty: Type) -> bool {
    !ty.parameters.is_empty() && ty.arguments.is_empty()
}

fn is_primitive(ty: Type) -> bool {
    use system as s;
    [
        s::BOOLEAN,
        s::CHAR,
        s::SBYTE,
        s::BYTE,
        s::INT16,
        s::UINT16,
        s::INT32,
        s::UINT32,
        s::INT64,
        s::UINT64,
        s::SINGLE,
        s::DOUBLE,
    ]
    .contains(&ty)
}

fn short_name(ty: Type) -> String {
    match ty.element {
        Some(element) => format!(
            "{}[{}]",
            short_name(element),
            ",".repeat(ty.rank as usize - 1)
        ),
        None => ty.short_name().to_owned(),
    }
}

fn namespace(ty: Type) -> Value {
    let inner = ty.element.unwrap_or(ty);
    match inner.namespace() {
        "" => Value::Null,
        namespace => namespace.into(),
    }
}

/// In the order in which .NET declares them.
const PROPERTIES: &[Property] = &[
    property!("bool IsCollectible {get;}", |_| false),
    property!(
        "System.Reflection.MethodBase DeclaringMethod {get;}",
        |_| Value::Null
    ),
    property!("string FullName {get;}", |this| of(this).full_name()),
    property!("string AssemblyQualifiedName {get;}", |this| of(this)
        .assembly_qualified_name()),
    property!("string Namespace {get;}", |this| namespace(of(this))),
    property!(
        "guid GUID {get;}",
        |_| super::guid::value(uuid::Uuid::nil())
    ),
    property!("bool IsEnum {get;}", |this| of(this).is_enum()),
    property!("bool IsByRefLike {get;}", |_| false),
    property!("bool IsConstructedGenericType {get;}", |this| of(this)
        .definition
        .is_some()),
    property!("bool IsGenericType {get;}", |this| of(this)
        .definition
        .is_some()
        || is_open(of(this))),
    property!("bool IsGenericTypeDefinition {get;}", |this| is_open(of(
        this
    ))),
    property!("bool IsSZArray {get;}", |this| of(this).rank == 1),
    property!("bool ContainsGenericParameters {get;}", |this| is_open(of(
        this
    ))),
    property!("bool IsFunctionPointer {get;}", |_| false),
    property!("bool IsUnmanagedFunctionPointer {get;}", |_| false),
    property!("string Name {get;}", |this| short_name(of(this))),
    property!("type DeclaringType {get;}", |this| declaring(of(this))),
    property!("System.Reflection.Assembly Assembly {get;}", |this| {
        super::assembly::value(of(this).assembly())
    }),
    property!("type BaseType {get;}", |this| of(this).base),
    property!("bool IsGenericParameter {get;}", |this| of(this).kind
        == Kind::Parameter),
    property!("bool IsTypeDefinition {get;}", |this| of(this)
        .definition
        .is_none()
        && !of(this).is_array()
        && of(this).kind != Kind::Parameter),
    property!("bool IsSecurityCritical {get;}", |_| true),
    property!("bool IsSecuritySafeCritical {get;}", |_| false),
    property!("bool IsSecurityTransparent {get;}", |_| false),
    property!("System.Reflection.MemberTypes MemberType {get;}", |_| {
        crate::access::enums::value(super::enums::MEMBER_TYPES, 32)
    }),
    property!("System.Reflection.Module Module {get;}", |this| {
        super::assembly::module(of(this).assembly())
    }),
    property!("type ReflectedType {get;}", |this| declaring(of(this))),
    property!("type UnderlyingSystemType {get;}", |this| this.clone()),
    property!(
        "type[] GenericTypeParameters {get;}",
        |this| if is_open(of(this)) {
            generic_arguments(of(this))
        } else {
            types([])
        }
    ),
    property!(
        "System.Collections.Generic.IEnumerable[System.Reflection.ConstructorInfo] DeclaredConstructors {get;}",
        |this| member_info::constructors(of(this))
    ),
    property!(
        "System.Collections.Generic.IEnumerable[System.Reflection.FieldInfo] DeclaredFields {get;}",
        |this| member_info::fields(of(this))
    ),
    property!(
        "System.Collections.Generic.IEnumerable[System.Reflection.MemberInfo] DeclaredMembers {get;}",
        |this| member_info::members(of(this))
    ),
    property!(
        "System.Collections.Generic.IEnumerable[System.Reflection.MethodInfo] DeclaredMethods {get;}",
        |this| member_info::methods(of(this))
    ),
    property!(
        "System.Collections.Generic.IEnumerable[System.Reflection.PropertyInfo] DeclaredProperties {get;}",
        |this| member_info::properties(of(this))
    ),
    property!("type[] ImplementedInterfaces {get;}", |this| types(
        of(this).all_interfaces()
    )),
    property!("bool IsInterface {get;}", |this| of(this).kind
        == Kind::Interface),
    property!("bool IsNested {get;}", |this| of(this).name().contains('+')),
    property!("bool IsArray {get;}", |this| of(this).is_array()),
    property!("bool IsByRef {get;}", |_| false),
    property!("bool IsPointer {get;}", |_| false),
    property!("bool IsGenericTypeParameter {get;}", |this| of(this).kind
        == Kind::Parameter),
    property!("bool IsGenericMethodParameter {get;}", |_| false),
    property!("bool IsVariableBoundArray {get;}", |this| of(this).rank > 1),
    property!("bool HasElementType {get;}", |this| of(this)
        .element
        .is_some()),
    property!("type[] GenericTypeArguments {get;}", |this| types(
        of(this).arguments.iter().copied()
    )),
    property!("bool IsAbstract {get;}", |this| of(this).kind
        == Kind::Interface
        || of(this).is_static_class()),
    property!("bool IsImport {get;}", |_| false),
    property!("bool IsSealed {get;}", |this| is_sealed(of(this))),
    property!("bool IsSpecialName {get;}", |_| false),
    property!("bool IsClass {get;}", |this| matches!(
        of(this).kind,
        Kind::Class | Kind::Array | Kind::Delegate
    )),
    property!("bool IsNestedAssembly {get;}", |_| false),
    property!("bool IsNestedFamANDAssem {get;}", |_| false),
    property!("bool IsNestedFamily {get;}", |_| false),
    property!("bool IsNestedFamORAssem {get;}", |_| false),
    property!("bool IsNestedPrivate {get;}", |_| false),
    property!("bool IsNestedPublic {get;}", |this| of(this)
        .name()
        .contains('+')),
    property!("bool IsNotPublic {get;}", |_| false),
    property!("bool IsPublic {get;}", |this| !of(this)
        .name()
        .contains('+')),
    property!("bool IsAutoLayout {get;}", |this| !of(this).is_value_type()),
    property!("bool IsExplicitLayout {get;}", |_| false),
    property!("bool IsLayoutSequential {get;}", |this| of(this)
        .is_value_type()
        && !of(this).is_enum()),
    property!("bool IsAnsiClass {get;}", |_| true),
    property!("bool IsAutoClass {get;}", |_| false),
    property!("bool IsUnicodeClass {get;}", |_| false),
    property!("bool IsCOMObject {get;}", |_| false),
    property!("bool IsContextful {get;}", |_| false),
    property!("bool IsMarshalByRef {get;}", |_| false),
    property!("bool IsPrimitive {get;}", |this| is_primitive(of(this))),
    property!("bool IsValueType {get;}", |this| of(this).is_value_type()),
    property!("bool IsSignatureType {get;}", |_| false),
    property!(
        "System.Reflection.ConstructorInfo TypeInitializer {get;}",
        |_| Value::Null
    ),
    property!("bool IsSerializable {get;}", |this| of(this)
        .is_value_type()
        || of(this).is_array()
        || of(this) == system::STRING
        || is_collection(of(this))),
    property!("bool IsVisible {get;}", |_| true),
    property!("static char Delimiter", |_| Value::Char(u16::from(b'.'))),
    property!("static type[] EmptyTypes", |_| types([])),
];

/// Whether .NET marks a class `[Serializable]`: strings, exceptions and the collections are.
fn is_collection(ty: Type) -> bool {
    ty.is(super::EXCEPTION)
        || matches!(
            ty.namespace(),
            "System.Collections" | "System.Collections.Generic"
        )
}

fn is_sealed(ty: Type) -> bool {
    ty.is_value_type() || ty.is_array() || ty == system::STRING || ty.is_static_class()
}

fn declaring(ty: Type) -> Option<Type> {
    let outer = &ty.name()[..ty.name().rfind('+')?];
    registry::lookup(outer)
}

fn generic_definition(ty: Type) -> Result<Type> {
    ty.definition
        .or_else(|| is_open(ty).then_some(ty))
        .ok_or_else(|| throw::invalid_operation("This operation is only valid on generic types."))
}

fn make_generic(this: Type, arguments: &Value) -> Result<Type> {
    let arguments: Vec<Type> = arguments.items().iter().map(Plain::type_object).collect();
    if !is_open(this) {
        return Err(throw::invalid_operation(format!(
            "{} is not a GenericTypeDefinition. MakeGenericType may only be called on a type for which Type.IsGenericTypeDefinition is true.",
            this.name()
        )));
    }
    registry::close(this, &arguments).ok_or_else(|| {
        throw::argument("The number of generic arguments provided doesn't equal the arity of the generic type definition.", "instantiation")
    })
}

fn generic_arguments(ty: Type) -> Value {
    if is_open(ty) {
        return types(
            ty.parameters
                .iter()
                .map(|name| registry::leak(TypeInfo::new(Kind::Parameter, name))),
        );
    }
    types(ty.arguments.iter().copied())
}

fn named(args: &[Value], parameter: &str) -> Result<crate::Str> {
    super::numbers::wanted(args.string(0), parameter)
}

fn enum_only(this: Type) -> Result<Type> {
    if this.is_enum() {
        Ok(this)
    } else {
        Err(throw::argument(
            "Type provided must be an Enum.",
            "enumType",
        ))
    }
}

const METHODS: &[Method] = &[
    method!(
        "static type GetType(string typeName)",
        |_, args| Ok(resolve::find(&named(args, "typeName")?)) as Result<Option<Type>>
    ),
    method!(
        "static type GetType(string typeName, bool throwOnError)",
        |_, args| {
            let name = named(args, "typeName")?;
            match resolve::find(&name) {
                None if args.boolean(1) => Err(throw::of(
                    super::exceptions::TYPE_LOAD,
                    format!(
                        "Could not load type '{name}' from assembly 'System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35'."
                    ),
                )),
                found => Ok(found),
            }
        }
    ),
    method!("type GetElementType()", |this, _| of(this).element),
    method!("int GetArrayRank()", |this, _| {
        if of(this).is_array() {
            Ok(of(this).rank as i32)
        } else {
            Err(throw::argument("Must be an array type.", ""))
        }
    }),
    method!("type GetGenericTypeDefinition()", |this, _| {
        generic_definition(of(this))
    }),
    method!("type[] GetGenericArguments()", |this, _| generic_arguments(
        of(this)
    )),
    method!(
        "System.Reflection.ConstructorInfo[] GetConstructors()",
        |this, _| member_info::constructors(of(this))
    ),
    method!("System.Reflection.MethodInfo[] GetMethods()", |this, _| {
        member_info::methods(of(this))
    }),
    method!(
        "System.Reflection.MethodInfo[] GetMethods(System.Reflection.BindingFlags bindingAttr)",
        |this, args| { member_info::methods_with(of(this), args.long(0)) }
    ),
    method!(
        "System.Reflection.MethodInfo GetMethod(string name)",
        |this, args| member_info::method_named(of(this), &named(args, "name")?)
    ),
    method!(
        "System.Reflection.MethodInfo GetMethod(string name, type[] types)",
        |this, args| {
            let wanted: Vec<Type> = args.items(1).iter().map(Plain::type_object).collect();
            Ok(member_info::method_with(
                of(this),
                &named(args, "name")?,
                &wanted,
            )) as Result<Value>
        }
    ),
    method!(
        "System.Reflection.PropertyInfo[] GetProperties()",
        |this, _| member_info::properties(of(this))
    ),
    method!(
        "System.Reflection.PropertyInfo[] GetProperties(System.Reflection.BindingFlags bindingAttr)",
        |this, _| member_info::properties(of(this))
    ),
    method!(
        "System.Reflection.PropertyInfo GetProperty(string name)",
        |this, args| {
            Ok(member_info::property_named(of(this), &named(args, "name")?)) as Result<Value>
        }
    ),
    method!(
        "System.Reflection.PropertyInfo GetProperty(string name, System.Reflection.BindingFlags bindingAttr)",
        |this, args| {
            Ok(member_info::property_named(of(this), &named(args, "name")?)) as Result<Value>
        }
    ),
    method!("System.Reflection.FieldInfo[] GetFields()", |this, _| {
        member_info::fields(of(this))
    }),
    method!(
        "System.Reflection.FieldInfo GetField(string name)",
        |this, args| Ok(member_info::field_named(of(this), &named(args, "name")?)) as Result<Value>
    ),
    method!(
        "System.Reflection.FieldInfo GetField(string name, System.Reflection.BindingFlags bindingAttr)",
        |this, args| {
            Ok(member_info::field_named(of(this), &named(args, "name")?)) as Result<Value>
        }
    ),
    method!("System.Reflection.MemberInfo[] GetMembers()", |this, _| {
        member_info::members(of(this))
    }),
    method!(
        "System.Reflection.MemberInfo[] GetMember(string name)",
        |this, args| {
            Ok(member_info::members_named(of(this), &named(args, "name")?)) as Result<Value>
        }
    ),
    method!(
        "System.Object[] GetCustomAttributes(bool inherit)",
        |_, _| Value::array(Vec::new())
    ),
    method!("type[] GetInterfaces()", |this, _| types(
        of(this).all_interfaces()
    )),
    method!("type GetInterface(string name)", |this, args| {
        let name = named(args, "name")?;
        Ok(of(this).all_interfaces().into_iter().find(|ty| {
            ty.name() == &*name
                || ty.short_name() == &*name
                || ty
                    .definition
                    .is_some_and(|open| open.name() == &*name || open.short_name() == &*name)
        })) as Result<Option<Type>>
    }),
    method!("bool IsInstanceOfType(System.Object o)", |this, args| args
        .at(0)
        .ty()
        .is_some_and(|ty| ty.is(of(this)))),
    method!("bool IsAssignableFrom(type c)", |this, args| !args
        .at(0)
        .is_null()
        && of(args.at(0)).is(of(this))),
    method!("bool IsAssignableTo(type targetType)", |this, args| !args
        .at(0)
        .is_null()
        && of(this).is(of(args.at(0)))),
    method!("bool IsSubclassOf(type c)", |this, args| {
        if args.at(0).is_null() {
            return Err(throw::argument_null("type"));
        }
        Ok(of(this).chain().skip(1).any(|ty| ty == of(args.at(0))))
    }),
    method!("bool IsEquivalentTo(type other)", |this, args| !args
        .at(0)
        .is_null()
        && of(this) == of(args.at(0))),
    method!("type MakeArrayType()", |this, _| registry::array_of(
        of(this),
        1
    )),
    method!("type MakeArrayType(int rank)", |this, args| {
        registry::array_of(of(this), args.int(0).max(1) as u32)
    }),
    method!(
        "type MakeGenericType(Params type[] typeArguments)",
        |this, args| make_generic(of(this), args.at(0))
    ),
    method!(
        "string[] GetEnumNames()",
        |this, _| Ok(crate::types::native::strings(
            crate::convert::enumeration::names(enum_only(of(this))?)
        )) as Result<Value>
    ),
    method!("array GetEnumValues()", |this, _| {
        enum_only(of(this))?;
        crate::access::invoke_static(super::ENUM, "GetValues", std::slice::from_ref(this))
    }),
    method!("string GetEnumName(System.Object value)", |this, args| {
        crate::access::invoke_static(super::ENUM, "GetName", &[this.clone(), args.at(0).clone()])
    }),
    method!(
        "type GetEnumUnderlyingType()",
        |this, _| Ok(enum_only(of(this))?.underlying.unwrap_or(system::INT32)) as Result<Type>
    ),
    method!("bool IsEnumDefined(System.Object value)", |this, args| {
        crate::access::invoke_static(
            super::ENUM,
            "IsDefined",
            &[this.clone(), args.at(0).clone()],
        )
    }),
    method!(
        "static System.TypeCode GetTypeCode(type type)",
        |_, args| {
            let ty = of(args.at(0));
            crate::access::invoke_static(
                super::convert::CONVERT,
                "GetTypeCode",
                &[crate::access::default_of(if ty == system::STRING {
                    system::OBJECT
                } else {
                    ty
                })],
            )
        }
    ),
    method!("bool Equals(System.Object o)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(type o)", |this, args| crate::dict::equals(
        this,
        args.at(0)
    )),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        this
    )),
    method!("string ToString()", |this, _| of(this).to_string_text()),
    method!(
        "System.Object InvokeMember(string name, System.Reflection.BindingFlags invokeAttr, System.Reflection.Binder binder, System.Object target, System.Object[] args)",
        |this, args| {
            let arguments = args.items(4);
            if args.at(3).is_null() {
                crate::access::invoke_static(of(this), args.text(0), &arguments)
            } else {
                crate::access::invoke_method(args.at(3), args.text(0), &arguments)
            }
        }
    ),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Type")
    .base(member_info::MEMBER_INFO)
    .interfaces(&[i::REFLECT])
    .methods(METHODS)
    .properties(PROPERTIES);

//! `System.Reflection.Assembly`: a name, since nothing is loaded here.

use crate::object::{Object, Opaque};
use crate::types::native::{Args, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Str, Value};

/// The payload: the full name.
struct Assembly(Str);

impl Opaque for Assembly {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| other.0 == self.0)
    }
}

fn full(value: &Value) -> Str {
    value
        .payload::<Assembly>()
        .map(|assembly| assembly.0.clone())
        .unwrap_or_default()
}

fn simple(value: &Value) -> String {
    full(value).split(',').next().unwrap_or_default().to_owned()
}

/// The assembly of a full name.
pub fn value(full_name: &str) -> Value {
    Value::Object(Object::opaque(ASSEMBLY, Assembly(full_name.into())))
}

/// Its module.
pub fn module(full_name: &str) -> Value {
    Value::Object(Object::opaque(MODULE, Assembly(full_name.into())))
}

const PROPERTIES: &[Property] = &[
    property!("string CodeBase {get;}", |_| Value::Null),
    property!("string FullName {get;}", |this| full(this)),
    property!("string Location {get;}", |_| ""),
    property!("bool IsDynamic {get;}", |_| false),
    property!("string ImageRuntimeVersion {get;}", |_| "v4.0.30319"),
];

/// What is here already may be loaded again; anything else cannot be.
fn load(name: &str) -> Result<Value> {
    let simple = name.split(',').next().unwrap_or_default().trim();
    if simple.starts_with("System")
        || simple.starts_with("Microsoft")
        || simple == "mscorlib"
        || simple == "netstandard"
    {
        return Ok(value(&format!(
            "{simple}, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        )));
    }
    Err(throw::of(
        super::exceptions::FILE_NOT_FOUND,
        format!(
            "Could not load file or assembly '{name}'. The system cannot find the file specified."
        ),
    ))
}

const METHODS: &[Method] = &[
    method!("string ToString()", |this, _| full(this)),
    method!("System.Reflection.AssemblyName GetName()", |this, _| {
        Value::Object(Object::opaque(ASSEMBLY_NAME, Assembly(full(this))))
    }),
    method!("type GetType(string name)", |_, args| {
        crate::types::resolve::find(args.text(0))
    }),
    method!("type[] GetTypes()", |_, _| crate::types::native::array_of(
        super::TYPE,
        Vec::new()
    )),
    method!(
        "static System.Reflection.Assembly GetExecutingAssembly()",
        |_, _| value(super::OBJECT.assembly())
    ),
    method!(
        "static System.Reflection.Assembly GetEntryAssembly()",
        |_, _| value("pwsh, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35")
    ),
    method!(
        "static System.Reflection.Assembly Load(string assemblyString)",
        |_, args| load(args.text(0))
    ),
    method!(
        "static System.Reflection.Assembly LoadWithPartialName(string partialName)",
        |_, args| load(args.text(0)).ok()
    ),
    method!(
        "static System.Reflection.Assembly LoadFrom(string assemblyFile)",
        |_, args| load(args.text(0))
    ),
    method!(
        "static System.Reflection.Assembly LoadFile(string path)",
        |_, args| load(args.text(0))
    ),
];

/// `System.Reflection.Assembly`.
pub const ASSEMBLY: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Reflection.Assembly")
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

/// `System.Reflection.Module`.
pub const MODULE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Reflection.Module")
        .methods(&[method!("string ToString()", |this, _| format!(
            "{}.dll",
            simple(this)
        ))])
        .properties(&[property!("string Name {get;}", |this| format!(
            "{}.dll",
            simple(this)
        ))]);
    Type(&INFO)
};

/// `System.Reflection.AssemblyName`.
pub const ASSEMBLY_NAME: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Reflection.AssemblyName")
        .methods(&[method!("string ToString()", |this, _| full(this))])
        .properties(&[
            property!("string Name {get;set;}", |this| simple(this)),
            property!("version Version {get;set;}", |this| {
                let full = full(this);
                let text = full
                    .split("Version=")
                    .nth(1)
                    .and_then(|rest| rest.split(',').next())
                    .unwrap_or("0.0.0.0")
                    .to_owned();
                super::version::parse(&text).ok().map(super::version::value)
            }),
            property!("string FullName {get;}", |this| full(this)),
            property!("string CultureName {get;}", |_| ""),
        ]);
    Type(&INFO)
};

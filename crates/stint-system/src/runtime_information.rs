//! `System.Runtime.InteropServices`: what the process runs on.

use stint_object::object::{Object, Opaque};
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::enums;
use stint_object::types::{Property, Type, TypeInfo, throw};
use stint_object::{Result, Str, Value, access};

/// The types of this module.
pub static TYPES: &[Type] = &[RUNTIME_INFORMATION, OS_PLATFORM, RUNTIME_ENVIRONMENT];

struct Platform(Str);

impl Opaque for Platform {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| other.0.eq_ignore_ascii_case(&self.0))
    }
}

fn platform(name: &str) -> Value {
    Value::Object(Object::opaque(OS_PLATFORM, Platform(name.into())))
}

fn name(this: &Value) -> Str {
    this.payload::<Platform>()
        .map(|platform| platform.0.clone())
        .unwrap_or_default()
}

/// What the kernel calls itself: `Linux 6.1.0 #1 SMP ...`.
fn system() -> String {
    let part = |file: &str| {
        std::fs::read_to_string(format!("/proc/sys/kernel/{file}"))
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    pretty().unwrap_or_else(|| {
        format!(
            "{} {} {}",
            part("ostype"),
            part("osrelease"),
            part("version")
        )
    })
}

/// The distribution's own name, which .NET shows where there is one.
fn pretty() -> Option<String> {
    let text = std::fs::read_to_string("/etc/os-release").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(line.trim_matches('"').to_owned())
}

fn architecture() -> Value {
    let number = match std::env::consts::ARCH {
        "x86" => 0,
        "x86_64" => 1,
        "arm" => 2,
        _ => 3,
    };
    access::enums::value(enums::ARCHITECTURE, number)
}

fn identifier() -> String {
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{}-{machine}", std::env::consts::OS)
}

const PROPERTIES: &[Property] = &[
    property!(
        "static string FrameworkDescription {get;}",
        |_| ".NET 10.0.0"
    ),
    property!(
        "static System.Runtime.InteropServices.Architecture OSArchitecture {get;}",
        |_| architecture()
    ),
    property!("static string OSDescription {get;}", |_| system()),
    property!(
        "static System.Runtime.InteropServices.Architecture ProcessArchitecture {get;}",
        |_| architecture()
    ),
    property!("static string RuntimeIdentifier {get;}", |_| identifier()),
];

/// `System.Runtime.InteropServices.RuntimeInformation`.
pub const RUNTIME_INFORMATION: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Runtime.InteropServices.RuntimeInformation")
        .properties(PROPERTIES)
        .methods(&[method!(
            "static bool IsOSPlatform(System.Runtime.InteropServices.OSPlatform osPlatform)",
            |_, args| name(args.at(0)).eq_ignore_ascii_case(std::env::consts::OS)
        )]);
    Type(&INFO)
};

fn created(args: &[Value]) -> Result<Value> {
    match args.string(0) {
        None => Err(throw::argument_null("osPlatform")),
        Some(name) if name.is_empty() => Err(throw::argument(
            "The value cannot be an empty string.",
            "osPlatform",
        )),
        Some(name) => Ok(platform(&name)),
    }
}

/// `System.Runtime.InteropServices.OSPlatform`.
pub const OS_PLATFORM: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.Runtime.InteropServices.OSPlatform")
        .properties(&[
            property!(
                "static System.Runtime.InteropServices.OSPlatform FreeBSD {get;}",
                |_| platform("FREEBSD")
            ),
            property!(
                "static System.Runtime.InteropServices.OSPlatform Linux {get;}",
                |_| platform("LINUX")
            ),
            property!(
                "static System.Runtime.InteropServices.OSPlatform OSX {get;}",
                |_| platform("OSX")
            ),
            property!(
                "static System.Runtime.InteropServices.OSPlatform Windows {get;}",
                |_| platform("WINDOWS")
            ),
        ])
        .methods(&[
            method!(
                "static System.Runtime.InteropServices.OSPlatform Create(string osPlatform)",
                |_, args| created(args)
            ),
            method!("string ToString()", |it, _| name(it)),
        ]);
    Type(&INFO)
};

/// `System.Runtime.InteropServices.RuntimeEnvironment`.
pub const RUNTIME_ENVIRONMENT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Runtime.InteropServices.RuntimeEnvironment")
        .methods(&[
            method!("static string GetRuntimeDirectory()", |_, _| {
                std::env::current_exe()
                    .ok()
                    .and_then(|path| Some(format!("{}/", path.parent()?.display())))
                    .unwrap_or_default()
            }),
            method!("static string GetSystemVersion()", |_, _| "v4.0.30319"),
        ]);
    Type(&INFO)
};

//! `System.Environment` and `System.OperatingSystem`.

use crate::sys;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::types::native::{Args, Plain, method, property, strings};
use stint_object::types::system::version::{self, Version};
use stint_object::types::system::{self, enums};
use stint_object::types::{Type, TypeInfo, settable, throw};
use stint_object::{Data, Flow, Lock, Object, Result, Str, Value};

/// The types of this module.
pub static TYPES: &[Type] = &[ENVIRONMENT, OPERATING_SYSTEM];

/// `System.Environment`.
pub const ENVIRONMENT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Environment")
        .properties(&[
            property!("static string CommandLine {get;}", |_| std::env::args().collect::<Vec<_>>().join(" ")),
            settable(
                "static string CurrentDirectory {get;set;}",
                |_| Ok(std::env::current_dir().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default().into()),
                |_, value| {
                    let path = crate::io::status::full(value.text())?;
                    std::env::set_current_dir(&path).map_err(|error| crate::io::failure::thrown(&error, &path))
                },
            ),
            property!("static int CurrentManagedThreadId {get;}", |_| 1_i32),
            settable("static int ExitCode {get;set;}", |_| Ok(Value::Int32(*EXIT_CODE.lock())), |_, value| {
                *EXIT_CODE.lock() = value.int();
                Ok(())
            }),
            property!("static bool HasShutdownStarted {get;}", |_| false),
            property!("static bool Is64BitOperatingSystem {get;}", |_| cfg!(target_pointer_width = "64")),
            property!("static bool Is64BitProcess {get;}", |_| cfg!(target_pointer_width = "64")),
            property!("static bool IsPrivilegedProcess {get;}", |_| crate::io::owner::own().0 == 0),
            property!("static string MachineName {get;}", |_| machine_name()),
            property!("static string NewLine {get;}", |_| "\n"),
            property!("static System.OperatingSystem OSVersion {get;}", |_| {
                Value::Object(Object::new(OPERATING_SYSTEM, Data::Custom))
            }),
            property!("static int ProcessId {get;}", |_| std::process::id() as i32),
            property!("static int ProcessorCount {get;}", |_| {
                std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
            }),
            property!("static string ProcessPath {get;}", |_| {
                std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default()
            }),
            property!("static string StackTrace {get;}", |_| ""),
            property!("static string SystemDirectory {get;}", |_| ""),
            property!("static int SystemPageSize {get;}", |_| 4096_i32),
            property!("static int TickCount {get;}", |_| uptime() as i32),
            property!("static long TickCount64 {get;}", |_| uptime()),
            property!("static string UserDomainName {get;}", |_| machine_name()),
            property!("static bool UserInteractive {get;}", |_| true),
            property!("static string UserName {get;}", |_| crate::io::owner::user(crate::io::owner::own().0)),
            property!("static version Version {get;}", |_| version::parse("10.0.0").map(version::value)),
            property!("static long WorkingSet {get;}", |_| working_set()),
        ])
        .methods(&[
            method!("static void Exit(int exitCode)", |_, args| Err::<Value, _>(Flow::Exit(args.int(0)))),
            method!("static string ExpandEnvironmentVariables(string name)", |_, args| expand(args.text(0))),
            method!("static string[] GetCommandLineArgs()", |_, _| strings(std::env::args())),
            method!("static string GetEnvironmentVariable(string variable)", |_, args| variable(args)),
            method!("static string GetEnvironmentVariable(string variable, System.EnvironmentVariableTarget target)", |_, args| {
                if args.long(1) == 0 { variable(args) } else { Ok(None) }
            }),
            method!("static System.Collections.IDictionary GetEnvironmentVariables()", |_, _| variables()),
            method!("static System.Collections.IDictionary GetEnvironmentVariables(System.EnvironmentVariableTarget target)", |_, args| {
                if args.long(0) == 0 { variables() } else { table(std::iter::empty()) }
            }),
            method!("static string GetFolderPath(System.Environment+SpecialFolder folder)", |_, args| folder(args.long(0))),
            method!("static string[] GetLogicalDrives()", |_, _| strings(["/"])),
            method!("static void SetEnvironmentVariable(string variable, string value)", |_, args| set(args)),
            method!("static void SetEnvironmentVariable(string variable, string value, System.EnvironmentVariableTarget target)", |_, args| {
                if args.long(2) == 0 { set(args) } else { Ok(()) }
            }),
        ]);
    Type(&INFO)
};

static EXIT_CODE: Lock<i32> = Lock::new(0);

/// `System.OperatingSystem`.
pub const OPERATING_SYSTEM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.OperatingSystem")
        .properties(&[
            property!("System.PlatformID Platform {get;}", |_| Value::object(
                enums::PLATFORM_ID,
                Data::Enum(4)
            )),
            property!("string ServicePack {get;}", |_| ""),
            property!("version Version {get;}", |_| release().map(version::value)),
            property!("string VersionString {get;}", |_| release_text()),
        ])
        .methods(&[
            method!("string ToString()", |_, _| release_text()),
            method!("static bool IsLinux()", |_, _| true),
            method!("static bool IsWindows()", |_, _| false),
            method!("static bool IsMacOS()", |_, _| false),
        ]);
    Type(&INFO)
};

/// The kernel's version in four numbers.
fn release() -> Result<Version> {
    version::parse(&release_numbers())
}

fn release_numbers() -> String {
    let text = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let mut numbers: Vec<&str> = text
        .trim()
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .take(4)
        .collect();
    numbers.resize(4, "0");
    numbers.join(".")
}

fn release_text() -> String {
    format!("Unix {}", release_numbers())
}

fn machine_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().split('.').next().unwrap_or_default().to_owned()
}

/// Milliseconds since the machine started.
fn uptime() -> i64 {
    let text = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
    let seconds: f64 = text
        .split(' ')
        .next()
        .and_then(|first| first.parse().ok())
        .unwrap_or_default();
    (seconds * 1000.0) as i64
}

fn working_set() -> i64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<i64>().ok())
        .unwrap_or_default()
        * 4096
}

fn variable(args: &[Value]) -> Result<Option<String>> {
    let Some(name) = args.string(0) else {
        return Err(throw::argument_null("variable"));
    };
    Ok(read(&name))
}

/// An environment variable, if it is set.
pub fn read(name: &str) -> Option<String> {
    if name.is_empty() || name.contains(['=', '\0']) {
        return None;
    }
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// Sets or removes an environment variable.
pub fn write(name: &str, value: Option<&str>) {
    sys::set_variable(name, value);
}

fn set(args: &[Value]) -> Result<()> {
    let Some(name) = args.string(0) else {
        return Err(throw::argument_null("variable"));
    };
    if name.is_empty() {
        return Err(throw::argument(
            "String cannot be of zero length.",
            "variable",
        ));
    }
    if name.contains('=') {
        return Err(throw::argument(
            "Environment variable name cannot contain equal character.",
            "variable",
        ));
    }
    write(
        &name,
        args.string(1).filter(|value| !value.is_empty()).as_deref(),
    );
    Ok(())
}

/// All of them by name.
pub fn all() -> Vec<(Str, Str)> {
    std::env::vars_os()
        .map(|(name, value)| {
            (
                name.to_string_lossy().as_ref().into(),
                value.to_string_lossy().as_ref().into(),
            )
        })
        .collect()
}

fn variables() -> Value {
    table(all().into_iter())
}

fn table(entries: impl Iterator<Item = (Str, Str)>) -> Value {
    let mut dict = Dict::new(Comparer::Exact, Order::Buckets);
    for (name, value) in entries {
        dict.insert(Value::Str(name), Value::Str(value));
    }
    Value::object(system::HASHTABLE, Data::Dict(Lock::new(dict)))
}

fn expand(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('%') {
        out.push_str(&rest[..start]);
        let behind = &rest[start + 1..];
        match behind.find('%') {
            Some(end) => match read(&behind[..end]) {
                Some(value) => {
                    out.push_str(&value);
                    rest = &behind[end + 1..];
                }
                None => {
                    out.push('%');
                    out.push_str(&behind[..end]);
                    rest = &behind[end..];
                }
            },
            None => {
                out.push_str(&rest[start..]);
                return out;
            }
        }
    }
    out.push_str(rest);
    out
}

fn folder(which: i64) -> String {
    let home = read("HOME").unwrap_or_default();
    let or = |name: &str, rest: &str| read(name).unwrap_or_else(|| format!("{home}/{rest}"));
    match which {
        40 | 5 => home,
        26 => or("XDG_CONFIG_HOME", ".config"),
        28 => or("XDG_DATA_HOME", ".local/share"),
        35 => "/usr/share".into(),
        0 | 16 => existing(format!("{home}/Desktop")),
        13 => existing(format!("{home}/Music")),
        14 => existing(format!("{home}/Videos")),
        39 => existing(format!("{home}/Pictures")),
        21 => existing(format!("{home}/Templates")),
        _ => String::new(),
    }
}

fn existing(path: String) -> String {
    if std::path::Path::new(&path).is_dir() {
        path
    } else {
        String::new()
    }
}

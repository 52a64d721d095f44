//! `System.Version`.

use super::interfaces as i;
use super::numbers;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

/// The payload; build and revision are -1 where they are not given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Version {
    /// `Major`.
    pub major: i32,
    /// `Minor`.
    pub minor: i32,
    /// `Build`.
    pub build: i32,
    /// `Revision`.
    pub revision: i32,
}

impl Opaque for Version {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Self>() == Some(self)
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}", self.major, self.minor)?;
        if self.build >= 0 {
            write!(out, ".{}", self.build)?;
        }
        if self.revision >= 0 {
            write!(out, ".{}", self.revision)?;
        }
        Ok(())
    }
}

/// The version in a value; 0.0 for anything else.
pub fn of(value: &Value) -> Version {
    value.payload::<Version>().copied().unwrap_or(Version {
        major: 0,
        minor: 0,
        build: -1,
        revision: -1,
    })
}

/// A version as a value.
pub fn value(version: Version) -> Value {
    Value::Object(Object::opaque(VERSION, version))
}

/// Text as a version.
///
/// # Errors
/// What `Version.Parse` throws.
pub fn parse(text: &str) -> Result<Version> {
    let parts: Vec<&str> = text.split('.').collect();
    if !(2..=4).contains(&parts.len()) {
        return Err(throw::argument(
            "Version string portion was too short or too long.",
            "input",
        ));
    }
    let mut numbers = [-1; 4];
    for (at, part) in parts.iter().enumerate() {
        let trimmed = part.trim();
        let digits = trimmed.strip_prefix('+').unwrap_or(trimmed);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            if trimmed.starts_with('-')
                && trimmed[1..].bytes().all(|byte| byte.is_ascii_digit())
                && trimmed.len() > 1
            {
                if trimmed[1..].bytes().all(|byte| byte == b'0') {
                    numbers[at] = 0;
                    continue;
                }
                return Err(throw::argument_out_of_range(
                    "Version's parameters must be greater than or equal to zero.",
                    "input",
                ));
            }
            return Err(throw::format(format!(
                "The input string '{part}' was not in a correct format."
            )));
        }
        numbers[at] = digits.parse().map_err(|_| {
            throw::overflow("Value was either too large or too small for an Int32.")
        })?;
    }
    Ok(Version {
        major: numbers[0],
        minor: numbers[1],
        build: numbers[2],
        revision: numbers[3],
    })
}

fn parsed(args: &[Value], parameter: &str) -> Result<Value> {
    Ok(value(parse(&numbers::wanted(args.string(0), parameter)?)?))
}

fn built(args: &[Value]) -> Result<Value> {
    const NAMES: [&str; 4] = ["major", "minor", "build", "revision"];
    let mut parts = [-1; 4];
    for (at, name) in NAMES.iter().enumerate().take(args.len()) {
        parts[at] = args.int(at);
        if parts[at] < 0 {
            return Err(throw::argument_out_of_range(
                "Version's parameters must be greater than or equal to zero.",
                name,
            ));
        }
    }
    Ok(value(Version {
        major: parts[0],
        minor: parts[1],
        build: parts[2],
        revision: parts[3],
    }))
}

fn text(version: Version, fields: i32) -> Result<String> {
    let parts = [
        version.major,
        version.minor,
        version.build,
        version.revision,
    ];
    let known = 2 + i32::from(version.build >= 0) + i32::from(version.revision >= 0);
    if !(0..=known).contains(&fields) {
        return Err(throw::argument(
            &format!("Argument must be between 0 and {known}."),
            "fieldCount",
        ));
    }
    Ok(parts[..fields as usize]
        .iter()
        .map(i32::to_string)
        .collect::<Vec<_>>()
        .join("."))
}

const CONSTRUCTORS: &[Method] = &[
    method!(
        "version(int major, int minor, int build, int revision)",
        |_, args| built(args)
    ),
    method!("version(int major, int minor, int build)", |_, args| built(
        args
    )),
    method!("version(int major, int minor)", |_, args| built(args)),
    method!("version(string version)", |_, args| parsed(args, "input")),
    method!("version()", |_, _| value(Version {
        major: 0,
        minor: 0,
        build: -1,
        revision: -1
    })),
];

const PROPERTIES: &[Property] = &[
    property!("int Major {get;}", |this| of(this).major),
    property!("int Minor {get;}", |this| of(this).minor),
    property!("int Build {get;}", |this| of(this).build),
    property!("int Revision {get;}", |this| of(this).revision),
    property!(
        "short MajorRevision {get;}",
        |this| (of(this).revision >> 16) as i16
    ),
    property!(
        "short MinorRevision {get;}",
        |this| (of(this).revision & 0xffff) as i16
    ),
];

const METHODS: &[Method] = &[
    method!("System.Object Clone()", |this, _| this.clone()),
    method!("int CompareTo(System.Object version)", |this, args| {
        if args.at(0).is_null() {
            return Ok(Value::Int32(1));
        }
        match args.at(0).payload::<Version>() {
            Some(other) => Ok(of(this).cmp(other) as i32),
            None => Err(throw::argument("Object must be of type Version.", "")),
        }
    }),
    method!(
        "int CompareTo(version value)",
        |this, args| if args.at(0).is_null() {
            1
        } else {
            of(this).cmp(&of(args.at(0))) as i32
        }
    ),
    method!("bool Equals(System.Object obj)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!(
        "bool Equals(version obj)",
        |this, args| crate::dict::equals(this, args.at(0))
    ),
    method!("int GetHashCode()", |this, _| {
        let v = of(this);
        ((v.major & 0xf) << 28)
            | ((v.minor & 0xff) << 20)
            | ((v.build & 0xff) << 12)
            | (v.revision & 0xfff)
    }),
    method!("static version Parse(string input)", |_, args| parsed(
        args, "input"
    )),
    method!("string ToString()", |this, _| of(this).to_string()),
    method!("string ToString(int fieldCount)", |this, args| text(
        of(this),
        args.int(0)
    )),
    method!(
        "static bool TryParse(string input, [ref] version result)",
        |_, args| numbers::try_parse(args.get(1), parsed(args, "input"), Value::Null)
    ),
];

/// `System.Version`.
pub const VERSION: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Version")
        .interfaces(&[
            i::CLONEABLE,
            i::COMPARABLE,
            i::COMPARABLE_T,
            i::EQUATABLE,
            i::SPAN_FORMATTABLE,
            i::FORMATTABLE,
            i::UTF8_SPAN_FORMATTABLE,
        ])
        .constructors(CONSTRUCTORS)
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

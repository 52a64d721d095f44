//! `System.Management.Automation.SemanticVersion`.

use super::interfaces as i;
use super::{numbers, version};
use crate::object::{Object, Opaque};
use crate::types::native::{Args, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Str, Value};
use std::cmp::Ordering;

/// The payload.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SemanticVersion {
    /// `Major`.
    pub major: i32,
    /// `Minor`.
    pub minor: i32,
    /// `Patch`.
    pub patch: i32,
    /// `PreReleaseLabel`.
    pub pre_release: Option<Str>,
    /// `BuildLabel`.
    pub build: Option<Str>,
}

impl Opaque for SemanticVersion {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| compare(self, other) == Ordering::Equal)
    }
}

impl std::fmt::Display for SemanticVersion {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if let Some(label) = &self.pre_release {
            write!(out, "-{label}")?;
        }
        if let Some(label) = &self.build {
            write!(out, "+{label}")?;
        }
        Ok(())
    }
}

/// Order: a pre-release comes before its release; build labels do not count.
pub fn compare(a: &SemanticVersion, b: &SemanticVersion) -> Ordering {
    (a.major, a.minor, a.patch)
        .cmp(&(b.major, b.minor, b.patch))
        .then_with(|| match (&a.pre_release, &b.pre_release) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) => labels(a, b),
        })
}

fn labels(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => {
                let order = match (x.parse::<u64>(), y.parse::<u64>()) {
                    (Ok(x), Ok(y)) => x.cmp(&y),
                    (Ok(_), Err(_)) => Ordering::Less,
                    (Err(_), Ok(_)) => Ordering::Greater,
                    _ => x.cmp(y),
                };
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

/// The version in a value.
pub fn of(value: &Value) -> SemanticVersion {
    value
        .payload::<SemanticVersion>()
        .cloned()
        .unwrap_or_default()
}

/// A version as a value.
pub fn value(version: SemanticVersion) -> Value {
    Value::Object(Object::opaque(SEMANTIC_VERSION, version))
}

fn bad(text: &str) -> crate::Flow {
    throw::format(format!(
        "Cannot process argument because the value of argument \"version\" is not valid. Change the value of the \"version\" argument and run the operation again. ({text})"
    ))
}

/// Text as a version.
///
/// # Errors
/// What `SemanticVersion.Parse` throws.
pub fn parse(text: &str) -> Result<SemanticVersion> {
    if text.is_empty() {
        return Err(throw::format("The version string is empty."));
    }
    let (rest, build) = match text.split_once('+') {
        Some((rest, label)) => (rest, Some(label)),
        None => (text, None),
    };
    let (numbers, pre) = match rest.split_once('-') {
        Some((numbers, label)) => (numbers, Some(label)),
        None => (rest, None),
    };
    let label = |label: Option<&str>| -> Result<Option<Str>> {
        match label {
            None => Ok(None),
            Some(label)
                if !label.is_empty()
                    && label
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.') =>
            {
                Ok(Some(label.into()))
            }
            Some(_) => Err(bad(text)),
        }
    };
    let parts: Vec<&str> = numbers.split('.').collect();
    if parts.len() > 3 {
        return Err(bad(text));
    }
    let mut found = [0; 3];
    for (at, part) in parts.iter().enumerate() {
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad(text));
        }
        found[at] = part.parse().map_err(|_| bad(text))?;
    }
    Ok(SemanticVersion {
        major: found[0],
        minor: found[1],
        patch: found[2],
        pre_release: label(pre)?,
        build: label(build)?,
    })
}

fn parsed(args: &[Value]) -> Result<Value> {
    Ok(value(parse(&numbers::wanted(args.string(0), "version")?)?))
}

fn labelled(args: &[Value], count: usize) -> SemanticVersion {
    SemanticVersion {
        major: args.int(0),
        minor: if count > 1 { args.int(1) } else { 0 },
        patch: if count > 2 { args.int(2) } else { 0 },
        pre_release: args.string(3).filter(|label| !label.is_empty()),
        build: args.string(4).filter(|label| !label.is_empty()),
    }
}

/// A version of numbers, none of which may be negative.
fn built(args: &[Value], count: usize) -> Result<Value> {
    for (at, name) in ["major", "minor", "patch"].iter().enumerate().take(count) {
        if args.int(at) < 0 {
            return Err(crate::raise::net(
                crate::types::system::exceptions::PS_ARGUMENT,
                format!(
                    "Cannot process argument because the value of argument \"{name}\" is not valid. Change the value of the \"{name}\" argument and run the operation again."
                ),
            ));
        }
    }
    Ok(value(labelled(args, count)))
}

const CONSTRUCTORS: &[Method] = &[
    method!("semver(string version)", |_, args| parsed(args)),
    method!(
        "semver(int major, int minor, int patch, string preReleaseLabel, string buildLabel)",
        |_, args| value(labelled(args, 3))
    ),
    method!(
        "semver(int major, int minor, int patch, string label)",
        |_, args| {
            let mut version = labelled(&args[..3], 3);
            let label = args.text(3);
            match label.split_once('+') {
                Some((pre, build)) => {
                    version.pre_release = (!pre.is_empty()).then(|| pre.into());
                    version.build = Some(build.into());
                }
                None if !label.is_empty() => version.pre_release = Some(label.into()),
                None => {}
            }
            value(version)
        }
    ),
    method!("semver(int major, int minor, int patch)", |_, args| built(
        args, 3
    )),
    method!("semver(int major, int minor)", |_, args| built(args, 2)),
    method!("semver(int major)", |_, args| built(args, 1)),
    method!("semver(version version)", |_, args| {
        let from = version::of(args.at(0));
        if from.revision > 0 {
            return Err(throw::argument(
                "Cannot convert a version with a revision to a semantic version.",
                "version",
            ));
        }
        Ok(value(SemanticVersion {
            major: from.major,
            minor: from.minor,
            patch: from.build.max(0),
            ..SemanticVersion::default()
        }))
    }),
];

const PROPERTIES: &[Property] = &[
    property!("int Major {get;}", |this| of(this).major),
    property!("int Minor {get;}", |this| of(this).minor),
    property!("int Patch {get;}", |this| of(this).patch),
    property!("string PreReleaseLabel {get;}", |this| of(this).pre_release),
    property!("string BuildLabel {get;}", |this| of(this).build),
];

const METHODS: &[Method] = &[
    method!("int CompareTo(System.Object version)", |this, args| {
        difference(this, args.at(0))
    }),
    method!("int CompareTo(semver value)", |this, args| difference(
        this,
        args.at(0)
    )),
    method!("bool Equals(System.Object obj)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(semver other)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        &Value::from(of(this).to_string())
    )),
    method!("string ToString()", |this, _| of(this).to_string()),
    method!(
        "static int Compare(semver versionA, semver versionB)",
        |_, args| difference(args.at(0), args.at(1))
    ),
    method!("static semver Parse(string version)", |_, args| parsed(
        args
    )),
    method!(
        "static bool TryParse(string version, [ref] semver result)",
        |_, args| numbers::try_parse(args.get(1), parsed(args), Value::Null)
    ),
    method!("static version op_Implicit(semver semver)", |_, args| {
        let from = of(args.at(0));
        version::value(version::Version {
            major: from.major,
            minor: from.minor,
            build: from.patch,
            revision: -1,
        })
    }),
];

fn difference(this: &Value, other: &Value) -> i32 {
    if other.is_null() {
        1
    } else {
        compare(&of(this), &of(other)) as i32
    }
}

/// `System.Management.Automation.SemanticVersion`.
pub const SEMANTIC_VERSION: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.SemanticVersion")
        .interfaces(&[i::COMPARABLE, i::COMPARABLE_T, i::EQUATABLE])
        .constructors(CONSTRUCTORS)
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

//! Type names as scripts write them: `int`, `System.Text.StringBuilder`, `List[int]`, `Dictionary[string,int[]]`, `A+B`.

use super::{Type, accelerators, registry, system};
use crate::Result;
use crate::error_record::{Category, ErrorRecord};
use crate::types::system::exceptions;

/// The namespaces that are searched for a name without one: `System`, and those of `using namespace`.
pub type Namespaces<'a> = &'a [&'a str];

/// The type of a name, or the error PowerShell gives: `Unable to find type [X].`
pub fn resolve(name: &str) -> Result<Type> {
    resolve_in(name, &[])
}

/// The same, with the namespaces of `using namespace` statements.
pub fn resolve_in(name: &str, namespaces: Namespaces<'_>) -> Result<Type> {
    find_in(name, namespaces).ok_or_else(|| not_found(name))
}

/// The error for a type that does not exist.
pub fn not_found(name: &str) -> crate::Flow {
    ErrorRecord::new(
        "TypeNotFound",
        Category::InvalidOperation,
        exceptions::RUNTIME,
        format!("Unable to find type [{name}]."),
    )
    .with_target(name)
    .into()
}

/// The type of a name, if there is one.
pub fn find(name: &str) -> Option<Type> {
    find_in(name, &[])
}

/// The type of a name, if there is one, with the namespaces of `using namespace` statements.
pub fn find_in(name: &str, namespaces: Namespaces<'_>) -> Option<Type> {
    find_with(name, namespaces, &|_| None)
}

/// The same, asking first about every simple name in it: a script's own classes.
pub fn find_with(
    name: &str,
    namespaces: Namespaces<'_>,
    first: &dyn Fn(&str) -> Option<Type>,
) -> Option<Type> {
    let mut reader = Reader {
        rest: name.trim(),
        first,
    };
    let ty = reader.type_name(namespaces)?;
    let rest = reader.rest.trim_start();
    // What follows a comma is an assembly's name; there is only one of each type here.
    (rest.is_empty() || rest.starts_with(',')).then_some(ty)
}

/// A type by a name without brackets.
fn named(name: &str, arity: usize, namespaces: Namespaces<'_>) -> Option<Type> {
    if arity == 0 {
        if let Some(ty) = common(name) {
            return Some(ty);
        }
        if let Some(full) = accelerators::full_name(name) {
            return registry::lookup(full);
        }
    }
    let with_arity = if arity == 0 || name.contains('`') {
        name.to_owned()
    } else {
        format!("{name}`{arity}")
    };
    registry::lookup(&with_arity)
        .or_else(|| registry::lookup(&format!("System.{with_arity}")))
        .or_else(|| {
            namespaces
                .iter()
                .find_map(|space| registry::lookup(&format!("{space}.{with_arity}")))
        })
        // `[List[int]]` of a class that has the name without an arity mark.
        .or_else(|| {
            (arity == 0 && !name.contains('`'))
                .then(|| accelerators::full_name(name).and_then(registry::lookup))
                .flatten()
        })
}

/// What most scripts name, without looking anything up.
fn common(name: &str) -> Option<Type> {
    const COMMON: &[(&str, Type)] = &[
        ("string", system::STRING),
        ("int", system::INT32),
        ("object", system::OBJECT),
        ("bool", system::BOOLEAN),
        ("double", system::DOUBLE),
        ("long", system::INT64),
        ("datetime", system::DATE_TIME),
        ("hashtable", system::HASHTABLE),
        ("array", system::ARRAY),
        ("pscustomobject", system::PS_OBJECT),
        ("scriptblock", system::SCRIPT_BLOCK),
        ("switch", system::SWITCH_PARAMETER),
    ];
    COMMON
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, ty)| *ty)
}

struct Reader<'a> {
    rest: &'a str,
    first: &'a dyn Fn(&str) -> Option<Type>,
}

impl Reader<'_> {
    /// `Name`, `Name[args]`, and any number of `[]`, `[,]` behind.
    fn type_name(&mut self, namespaces: Namespaces<'_>) -> Option<Type> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(['[', ']', ',']).unwrap_or(self.rest.len());
        let name = self.rest[..end].trim().to_owned();
        if name.is_empty() {
            return None;
        }
        self.rest = &self.rest[end..];
        let mut ty = match self.arguments(namespaces)? {
            Some(arguments) => {
                let open = named(&name, arguments.len(), namespaces)?;
                registry::close(open, &arguments)?
            }
            None => match (self.first)(&name) {
                Some(ty) => ty,
                None => named(&name, 0, namespaces)?,
            },
        };
        while let Some(rank) = self.rank() {
            ty = registry::array_of(ty, rank);
        }
        Some(ty)
    }

    /// `[A,B]` or `[[A, assembly],[B]]`; `Some(None)` if what follows is none.
    fn arguments(&mut self, namespaces: Namespaces<'_>) -> Option<Option<Vec<Type>>> {
        let after = self.rest.strip_prefix('[').map(str::trim_start);
        let Some(after) = after.filter(|after| !after.starts_with([']', ',', '*'])) else {
            return Some(None);
        };
        self.rest = after;
        let mut arguments = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            if let Some(inner) = self.rest.strip_prefix('[') {
                self.rest = inner;
                arguments.push(self.type_name(namespaces)?);
                let close = self.rest.find(']')?;
                self.rest = &self.rest[close + 1..];
            } else {
                arguments.push(self.type_name(namespaces)?);
            }
            self.rest = self.rest.trim_start();
            match self.rest.chars().next()? {
                ',' => self.rest = &self.rest[1..],
                ']' => {
                    self.rest = &self.rest[1..];
                    return Some(Some(arguments));
                }
                _ => return None,
            }
        }
    }

    /// `[]` is rank 1, `[,]` rank 2.
    fn rank(&mut self) -> Option<u32> {
        let inner = self.rest.strip_prefix('[')?;
        let close = inner.find(']')?;
        let commas = inner[..close].trim();
        if !commas.chars().all(|c| c == ',' || c.is_whitespace()) {
            return None;
        }
        self.rest = &inner[close + 1..];
        Some(1 + commas.matches(',').count() as u32)
    }
}

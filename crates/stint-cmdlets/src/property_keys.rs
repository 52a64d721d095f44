//! `-Property` arguments: names, script blocks, and dictionaries such as `@{ Name = 'x'; Expression = { ... } }`.

use crate::expression::Expression;
use crate::values;
use stint_cmdlet::{Cx, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// One property argument, understood.
#[derive(Clone)]
pub(crate) struct PropertyKey {
    /// Where the value comes from.
    pub expression: Expression,
    /// `Name` or `Label`.
    pub name: Option<Str>,
    /// `Ascending`.
    pub ascending: Option<bool>,
    /// `Descending`.
    pub descending: Option<bool>,
    /// `Width`, `Alignment`, `FormatString` and `Depth`, for the cmdlets that know them.
    pub extra: Vec<(&'static str, Value)>,
}

/// A key that a cmdlet knows in such a dictionary.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// The name it is kept under.
    pub name: &'static str,
    /// Another spelling.
    pub other: Option<&'static str>,
    /// Whether only a string will do.
    pub text: bool,
}

/// The keys a cmdlet knows.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    /// What may stand beside the expression.
    pub entries: &'static [Entry],
    /// Whether a name may be a pattern.
    pub patterns: bool,
}

/// `Select-Object`.
pub(crate) const SELECT: Known = Known {
    entries: &[Entry {
        name: "name",
        other: Some("label"),
        text: true,
    }],
    patterns: true,
};
/// `Sort-Object`.
pub(crate) const SORT: Known = Known {
    entries: &[
        Entry {
            name: "ascending",
            other: None,
            text: false,
        },
        Entry {
            name: "descending",
            other: None,
            text: false,
        },
    ],
    patterns: true,
};
/// `Group-Object` and `Compare-Object`.
pub(crate) const GROUP: Known = Known {
    entries: &[],
    patterns: false,
};
/// `ConvertTo-Html`.
pub(crate) const HTML: Known = Known {
    entries: &[
        Entry {
            name: "label",
            other: Some("name"),
            text: true,
        },
        Entry {
            name: "alignment",
            other: None,
            text: true,
        },
        Entry {
            name: "width",
            other: None,
            text: true,
        },
    ],
    patterns: true,
};

const ALLOWED: &str = "{System.String, System.Management.Automation.ScriptBlock}";
const EXPRESSION: Entry = Entry {
    name: "expression",
    other: None,
    text: false,
};

/// Understands the values of a `-Property` parameter.
///
/// # Errors
/// PowerShell's errors for values that are no property.
pub(crate) fn parse(
    cx: &mut dyn Cx,
    arguments: &[Value],
    known: &Known,
) -> Result<Vec<PropertyKey>> {
    let _ = cx;
    let mut from_dictionary = false;
    let mut keys = Vec::with_capacity(arguments.len());
    for argument in arguments {
        from_dictionary |= argument.as_dict().is_some();
        keys.push(parse_one(argument, known, from_dictionary)?);
    }
    Ok(keys)
}

fn parse_one(argument: &Value, known: &Known, from_dictionary: bool) -> Result<PropertyKey> {
    if let Some(dict) = argument.as_dict() {
        let entries = dict.lock().pairs();
        return parse_dictionary(&entries, known);
    }
    let Some(expression) = Expression::of(argument) else {
        let text = match argument.ty() {
            Some(ty) => format!(
                "Cannot convert {} to one of the following types {ALLOWED}.",
                ty.name()
            ),
            None => format!(
                "The value of a parameter was null; one of the following types was expected: {ALLOWED}."
            ),
        };
        return Err(refused("DictionaryKeyUnknownType", text));
    };
    let expression = checked(expression, known, from_dictionary)?;
    Ok(PropertyKey {
        expression,
        name: None,
        ascending: None,
        descending: None,
        extra: Vec::new(),
    })
}

fn parse_dictionary(entries: &[(Value, Value)], known: &Known) -> Result<PropertyKey> {
    let mut expression = None;
    let mut seen: Vec<(&'static str, Value)> = Vec::new();
    for (key, value) in entries {
        let Some(name) = key.as_str() else {
            let ty = key.ty().map_or("null", |ty| ty.0.short_name());
            return Err(refused(
                "DictionaryKeyNonString",
                format!("The {ty} key type is not valid. The key must be a string."),
            ));
        };
        let entry = matching(name, known)?;
        if seen.iter().any(|(known, _)| *known == entry.name) {
            let text = format!(
                "The duplicated key \"{name}\" conflicts with \"{}\".",
                entry.name
            );
            return Err(refused("DictionaryKeyDuplicate", text));
        }
        check_value(name, &entry, value)?;
        if entry.name == EXPRESSION.name {
            expression = Expression::of(value);
        }
        seen.push((entry.name, value.clone()));
    }
    let Some(expression) = expression else {
        return Err(refused(
            "DictionaryKeyMandatoryEntry",
            "A mandatory entry for expression is missing.".into(),
        ));
    };
    let expression = checked(expression, known, true)?;
    let take = |name: &str| {
        seen.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.clone())
    };
    let name = take("name")
        .or_else(|| take("label"))
        .and_then(|value| value.as_str().cloned());
    let flag = |name: &str| take(name).map(|value| values::truth(&value));
    let (ascending, descending) = (flag("ascending"), flag("descending"));
    seen.retain(|(name, _)| matches!(*name, "width" | "alignment" | "formatString" | "depth"));
    Ok(PropertyKey {
        expression,
        name,
        ascending,
        descending,
        extra: seen,
    })
}

fn matching(name: &str, known: &Known) -> Result<Entry> {
    let begins = |full: &str| {
        full.len() >= name.len()
            && full.is_char_boundary(name.len())
            && full[..name.len()].eq_ignore_ascii_case(name)
    };
    let mut found: Option<Entry> = None;
    for entry in std::iter::once(&EXPRESSION).chain(known.entries) {
        if begins(entry.name) || entry.other.is_some_and(begins) {
            if let Some(first) = found {
                let text = format!(
                    "The {name} key is ambiguous; {} and {} conflict.",
                    first.name, entry.name
                );
                return Err(refused("DictionaryKeyAmbiguous", text));
            }
            found = Some(*entry);
        }
    }
    found.ok_or_else(|| {
        refused(
            "DictionaryKeyIllegal",
            format!("The {name} key is not valid."),
        )
    })
}

fn check_value(name: &str, entry: &Entry, value: &Value) -> Result<()> {
    let is_expression = entry.name == EXPRESSION.name;
    if !is_expression && !entry.text {
        return Ok(());
    }
    let Some(ty) = value.ty() else {
        return Err(refused(
            "DictionaryKeyMissingValue",
            format!("The {name} key has no value."),
        ));
    };
    let fits = if is_expression {
        Expression::of(value).is_some()
    } else {
        value.as_str().is_some()
    };
    if fits {
        return Ok(());
    }
    let text = |expected: &str, word: &str| {
        format!(
            "The \"{name}\" key has a type, {}, that is not valid; expected {word} {expected}.",
            ty.name()
        )
    };
    Err(if is_expression {
        refused("DictionaryKeyIllegalValue1", text(ALLOWED, "types are"))
    } else {
        refused(
            "DictionaryKeyIllegalValue2",
            text("System.String", "type is"),
        )
    })
}

fn checked(expression: Expression, known: &Known, from_dictionary: bool) -> Result<Expression> {
    let Expression::Name(name) = &expression else {
        return Ok(expression);
    };
    if name.is_empty() {
        return Err(if from_dictionary {
            refused(
                "ExpressionEmptyString1",
                "The \"expression\" key cannot have an empty string value.".into(),
            )
        } else {
            refused(
                "ExpressionEmptyString2",
                "An empty string value is not allowed.".into(),
            )
        });
    }
    if !known.patterns && expression.is_pattern() {
        return Err(if from_dictionary {
            refused(
                "ExpressionGlobbing1",
                format!(
                    "The \"expression\" key cannot have wildcard characters in value \"{name}\"."
                ),
            )
        } else {
            refused(
                "ExpressionGlobbing2",
                format!("Wildcard characters are not allowed in \"{name}\"."),
            )
        });
    }
    Ok(expression)
}

fn refused(id: &str, text: String) -> stint_object::Flow {
    let record = ErrorRecord::new(
        id,
        Category::InvalidArgument,
        system::exceptions::NOT_SUPPORTED,
        "Specified method is not supported.",
    );
    record.state.lock().details = Some((text.into(), Str::default()));
    record.into()
}

//! The scripts of the built-in views that need no script engine: what they do, as functions.
//!
//! They are known by their text, with white space made one. A script that is not here is compiled by the surroundings.

use crate::expression::NativeScript;
use crate::subject;
use crate::surroundings::Surroundings;
use stint_object::{Result, Str, Value};

/// The function that does what a script does, if there is one here.
pub fn native(script: &str) -> Option<NativeScript> {
    let text = script.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(path) = path(&text) {
        return Some(NativeScript::Path(path));
    }
    if let Some(path) = shown_style(&text) {
        return Some(NativeScript::Style(path));
    }
    KNOWN
        .iter()
        .find(|(known, _)| *known == text)
        .map(|(_, function)| NativeScript::Function(*function))
}

/// `$_.A.B` and nothing else.
fn path(text: &str) -> Option<Vec<Str>> {
    let names: Vec<&str> = text.strip_prefix("$_.")?.split('.').collect();
    let is_name =
        |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    names
        .iter()
        .all(is_name)
        .then(|| names.into_iter().map(Str::from).collect())
}

/// `"$($_.A)$($_.A.Replace(...))$(...Reset)"`: a style, and how it is written. What it ends with is always the same.
fn shown_style(text: &str) -> Option<Vec<Str>> {
    let (name, rest) = text.strip_prefix("\"$($_.")?.split_once(")$($_.")?;
    let rest = rest.strip_prefix(name)?.strip_prefix(".Replace(")?;
    rest.ends_with("Reset)\"")
        .then(|| name.split('.').map(Str::from).collect())
}

type Function = fn(&Value, &dyn Surroundings) -> Result<Value>;

const KNOWN: &[(&str, Function)] = &[
    ("[long]($_.NPM / 1024)", |item, _| kilobytes(item, "NPM")),
    (r#""{0:N2}" -f [float]($_.PM / 1MB)"#, |item, _| {
        megabytes(item, "PM")
    }),
    (r#""{0:N2}" -f [float]($_.WS / 1MB)"#, |item, _| {
        megabytes(item, "WS")
    }),
    (r#""{0:N2}" -f [float]($_.CPU)"#, |item, _| {
        two_decimals(number(item, "CPU")?)
    }),
    ("'{0:d} {0:HH}:{0:mm}' -f $_.LastWriteTime", |item, _| {
        formatted_property(item, "LastWriteTime", "{0:d} {0:HH}:{0:mm}")
    }),
    (
        r#"if ($_.CommandType -eq "Alias") { $_.DisplayName } else { $_.Name }"#,
        |item, _| command_name(item),
    ),
    (
        r#"if($_.Used -or $_.Free) { "{0:###0.00}" -f ($_.Used / 1GB) }"#,
        |item, _| gigabytes(item, "Used"),
    ),
    (
        r#"if($_.Used -or $_.Free) { "{0:###0.00}" -f ($_.Free / 1GB) }"#,
        |item, _| gigabytes(item, "Free"),
    ),
    (
        "if($null -ne $_.DisplayRoot) { $_.DisplayRoot } else { $_.Root }",
        |item, _| first_of(item, &["DisplayRoot", "Root"]),
    ),
    (
        "if ($_.Script) { [System.IO.Path]::GetFileName($_.Script) }",
        |item, _| file_name(item),
    ),
    ("$_.OverloadDefinitions | Out-String", |item, _| {
        overloads(item)
    }),
    ("if ($_.IsCompleted) { $_.Result }", |item, _| {
        task_result(item)
    }),
    (
        "if ($_.PrivateData -and $_.PrivateData.ContainsKey('PSData') -and $_.PrivateData.PSData.ContainsKey('PreRelease')) { $_.PrivateData.PSData.PreRelease }",
        |item, _| prerelease(item),
    ),
];

/// A property's value, null if there is none.
pub fn get(item: &Value, name: &str) -> Result<Value> {
    subject::property(item, name).unwrap_or(Ok(Value::Null))
}

fn number(item: &Value, name: &str) -> Result<f64> {
    Ok(subject::number(&get(item, name)?).unwrap_or(0.0))
}

fn kilobytes(item: &Value, name: &str) -> Result<Value> {
    let value = number(item, name)? / 1024.0;
    Ok(Value::Int64(value.round_ties_even() as i64))
}

fn megabytes(item: &Value, name: &str) -> Result<Value> {
    two_decimals(number(item, name)? / f64::from(1 << 20))
}

fn two_decimals(number: f64) -> Result<Value> {
    subject::formatted(&Value::Single(number as f32), "{0:N2}").map(Value::Str)
}

fn gigabytes(item: &Value, name: &str) -> Result<Value> {
    if !subject::is_true(&get(item, "Used")?) && !subject::is_true(&get(item, "Free")?) {
        return Ok(Value::Null);
    }
    let value = number(item, name)? / f64::from(1 << 30);
    subject::formatted(&Value::Double(value), "{0:###0.00}").map(Value::Str)
}

fn formatted_property(item: &Value, name: &str, format: &str) -> Result<Value> {
    subject::formatted(&get(item, name)?, format).map(Value::Str)
}

fn command_name(item: &Value) -> Result<Value> {
    let kind = subject::text(&get(item, "CommandType")?)?;
    get(
        item,
        if kind.eq_ignore_ascii_case("Alias") {
            "DisplayName"
        } else {
            "Name"
        },
    )
}

fn first_of(item: &Value, names: &[&str]) -> Result<Value> {
    for name in names {
        let value = get(item, name)?;
        if !value.is_null() {
            return Ok(value);
        }
    }
    Ok(Value::Null)
}

fn file_name(item: &Value) -> Result<Value> {
    let path = subject::text(&get(item, "Script")?)?;
    Ok(if path.is_empty() {
        Value::Null
    } else {
        Value::str(path.rsplit('/').next().unwrap_or_default())
    })
}

fn overloads(item: &Value) -> Result<Value> {
    let mut text = String::new();
    for definition in subject::elements(&get(item, "OverloadDefinitions")?).unwrap_or_default() {
        text.push_str(&subject::text(&definition)?);
        text.push('\n');
    }
    Ok(Value::str(text))
}

fn task_result(item: &Value) -> Result<Value> {
    if subject::is_true(&get(item, "IsCompleted")?) {
        get(item, "Result")
    } else {
        Ok(Value::Null)
    }
}

fn prerelease(item: &Value) -> Result<Value> {
    let data = get(&get(item, "PrivateData")?, "PSData")?;
    get(&data, "PreRelease")
}

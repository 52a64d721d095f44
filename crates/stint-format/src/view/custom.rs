//! PowerShell's custom views and group headings: free text, written here as tokens and functions.

use super::{Body, Control, Controls, CustomBody, GroupBy, Selection, Token, ValueToken, View};
use crate::errors;
use crate::expression::{Expression, NativeScript, ViewScript};
use crate::packet::Frame;
use crate::subject;
use crate::surroundings::Surroundings;
use std::sync::Arc;
use stint_object::{Result, Str, Value};

type Function = fn(&Value, &dyn Surroundings) -> Result<Value>;

const OUT_OF_BAND: bool = true;

/// The custom views that name this type.
pub fn views_of(type_name: &str) -> Vec<Arc<View>> {
    let make = |name: &str, out_of_band: bool, tokens: Vec<Token>| {
        view(name, type_name, out_of_band, tokens)
    };
    let text_record = |name: &str| make(name, OUT_OF_BAND, vec![property("Message")]);
    let far_record = |name: &str| {
        make(
            name,
            OUT_OF_BAND,
            vec![property("InformationalRecord_Message")],
        )
    };
    let found = match type_name.to_ascii_lowercase().as_str() {
        "system.datetime" => make("DateTime", false, vec![property("DateTime")]),
        "system.management.automation.scriptblock" => make(
            "ScriptBlock",
            OUT_OF_BAND,
            vec![function("$_", |item, _| Ok(item.clone()))],
        ),
        "system.management.automation.errorrecord" => {
            make("ErrorInstance", OUT_OF_BAND, error_record())
        }
        "system.management.automation.warningrecord" => text_record("WarningRecord"),
        "system.management.automation.verboserecord" => text_record("VerboseRecord"),
        "system.management.automation.debugrecord" => text_record("DebugRecord"),
        "deserialized.system.management.automation.warningrecord" => {
            far_record("DeserializedWarningRecord")
        }
        "deserialized.system.management.automation.verboserecord" => {
            far_record("DeserializedVerboseRecord")
        }
        "deserialized.system.management.automation.debugrecord" => {
            far_record("DeserializedDebugRecord")
        }
        "system.management.automation.informationrecord" => make(
            "InformationRecord",
            OUT_OF_BAND,
            vec![function("$_.ToString()", |item, _| {
                subject::text(item).map(Value::Str)
            })],
        ),
        "microsoft.powershell.commands.matchinfo" => make(
            "MatchInfo",
            false,
            vec![function(
                "$_.ToEmphasizedString(((get-location).path))",
                match_info,
            )],
        ),
        "deserialized.microsoft.powershell.commands.matchinfo" => {
            make("MatchInfo", false, vec![property("Line")])
        }
        "system.management.automation.commandparametersetinfo" => {
            make("CommandParameterSetInfo", false, parameter_set())
        }
        "system.management.automation.errorrecord#psextendederror"
        | "system.exception#psextendederror" => {
            return vec![Arc::new(get_error(type_name))];
        }
        _ => return Vec::new(),
    };
    vec![Arc::new(found)]
}

fn view(name: &str, type_name: &str, out_of_band: bool, tokens: Vec<Token>) -> View {
    View {
        name: name.into(),
        types: vec![type_name.into()],
        group_by: None,
        body: Body::Complex(body(tokens)),
        out_of_band,
        controls: Controls::default(),
    }
}

fn get_error(type_name: &str) -> View {
    let mut view = view(
        "GetErrorInstance",
        type_name,
        false,
        vec![function("Show-ErrorRecord $_", errors::detailed)],
    );
    view.group_by = Some(GroupBy {
        expression: Expression::name("PSErrorIndex"),
        label: Some("ErrorIndex".into()),
        control: None,
    });
    view
}

fn body(tokens: Vec<Token>) -> Arc<CustomBody> {
    Arc::new(CustomBody {
        entries: vec![(Selection::default(), tokens)],
    })
}

fn text(text: &str) -> Token {
    Token::Text(text.into())
}

fn value(expression: Expression) -> Token {
    Token::Value(ValueToken {
        expression: Some(expression),
        ..ValueToken::default()
    })
}

fn property(name: &str) -> Token {
    value(Expression::name(name))
}

fn function(script: &str, function: Function) -> Token {
    value(Expression::Script(ViewScript::new(
        script,
        Some(NativeScript::Function(function)),
    )))
}

/// What stands before the message, and the message with its position.
fn error_record() -> Vec<Token> {
    vec![
        function("$errorColor + $commandPrefix", errors::prefix),
        function("$posmsg", errors::message),
    ]
}

fn match_info(item: &Value, around: &dyn Surroundings) -> Result<Value> {
    match subject::invoke(item, "ToEmphasizedString", &[Value::Str(around.location())]) {
        Some(text) => text,
        None => subject::property(item, "Line").unwrap_or(Ok(Value::Null)),
    }
}

/// A heading of files or keys: a word, and the parent without its provider's name.
pub fn group_heading(types: &[Str]) -> Option<Control> {
    let has = |name: &str| types.iter().any(|known| known == name);
    let (label, parent): (&str, Function) =
        if has("System.IO.FileInfo") || has("System.Security.AccessControl.FileSystemSecurity") {
            ("    Directory: ", |item, _| {
                parent(item, r"Microsoft.PowerShell.Core\FileSystem::")
            })
        } else if has("Microsoft.Win32.RegistryKey") {
            ("    Hive: ", |item, _| {
                parent(item, r"Microsoft.PowerShell.Core\Registry::")
            })
        } else if has("ModuleInfoGrouping") {
            ("    Directory: ", |item, _| module_folder(item))
        } else {
            return None;
        };
    let heading = vec![text(label), function("$_.PSParentPath", parent)];
    Some(Control::Body(body(vec![Token::Frame(
        Frame::default(),
        heading,
    )])))
}

fn parent(item: &Value, provider: &str) -> Result<Value> {
    let path = subject::property(item, "PSParentPath").unwrap_or(Ok(Value::Null))?;
    Ok(Value::str(subject::text(&path)?.replace(provider, "")))
}

/// The folder that holds a module's folder, or the folder of its version.
fn module_folder(item: &Value) -> Result<Value> {
    let path = subject::text(&subject::property(item, "Path").unwrap_or(Ok(Value::Null))?)?;
    let up = |path: &str| {
        path.rsplit_once('/')
            .map_or(String::new(), |(parent, _)| parent.to_owned())
    };
    let folder = up(&path);
    let leaf = folder.rsplit('/').next().unwrap_or_default();
    let parts: Vec<&str> = leaf.split('.').collect();
    let is_version =
        (2..=4).contains(&parts.len()) && parts.iter().all(|part| part.parse::<u32>().is_ok());
    let folder = if is_version { up(&folder) } else { folder };
    Ok(Value::str(up(&folder)))
}

/// `(Get-Command X).ParameterSets`.
fn parameter_set() -> Vec<Token> {
    let each = |name: &str, control: Vec<Token>| {
        Token::Value(ValueToken {
            expression: Some(Expression::name(name)),
            enumerate: true,
            control: Some(Control::Body(body(control))),
            ..ValueToken::default()
        })
    };
    vec![
        text("Parameter Set Name: "),
        property("Name"),
        Token::NewLine(1),
        text("Is default parameter set: "),
        property("IsDefault"),
        Token::NewLine(1),
        each("Parameters", parameter(each)),
        Token::NewLine(1),
    ]
}

fn parameter(each: impl Fn(&str, Vec<Token>) -> Token) -> Vec<Token> {
    let indented = |tokens: Vec<Token>| {
        Token::Frame(
            Frame {
                left: 2,
                ..Frame::default()
            },
            tokens,
        )
    };
    let mut details = Vec::new();
    for (label, name) in [
        ("ParameterType = ", "ParameterType"),
        ("Position = ", "Position"),
        ("IsMandatory = ", "IsMandatory"),
        ("IsDynamic = ", "IsDynamic"),
        ("HelpMessage = ", "HelpMessage"),
        ("ValueFromPipeline = ", "ValueFromPipeline"),
        (
            "ValueFromPipelineByPropertyName = ",
            "ValueFromPipelineByPropertyName",
        ),
        (
            "ValueFromRemainingArguments = ",
            "ValueFromRemainingArguments",
        ),
        ("Aliases = ", "Aliases"),
    ] {
        details.extend([text(label), property(name), Token::NewLine(1)]);
    }
    details.extend([text("Attributes ="), Token::NewLine(1)]);
    details.push(each("Attributes", vec![indented(vec![Token::NewLine(1)])]));
    vec![
        Token::NewLine(1),
        indented(vec![
            text("Parameter Name: "),
            property("Name"),
            Token::NewLine(1),
            indented(details),
        ]),
    ]
}

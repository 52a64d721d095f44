//! Error views, as recorded in `cases/language/err-09` to `err-24`.

use std::sync::Arc;
use stint_format::output::to_text;
use stint_format::surroundings::{ErrorView, Fixed, Settings};
use stint_format::{Context, Room};
use stint_object::Data;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord, Invocation, Position};
use stint_object::types::system;
use stint_object::types::system::exceptions;
use stint_object::{Object, Value};

struct Error {
    command: &'static str,
    category: Category,
    message: &'static str,
    target: &'static str,
    place: Option<(&'static str, u32, &'static str, u32, u32)>,
}

fn record(error: &Error) -> Value {
    let record = ErrorRecord::new(
        "PathNotFound",
        error.category,
        exceptions::ARGUMENT,
        error.message,
    )
    .with_target(error.target);
    let position = error.place.map(|(file, line, text, from, to)| Position {
        file: (!file.is_empty()).then(|| file.into()),
        text: "".into(),
        start: (line, from),
        end: (line, to),
        line: text.into(),
        offsets: (0, 0),
    });
    let command = if error.command.is_empty() {
        Value::Null
    } else {
        Value::Object(Object::new(system::PS_CUSTOM_OBJECT, Data::Custom))
    };
    record.state.lock().invocation = Some(Arc::new(Invocation {
        command_name: error.command.into(),
        command,
        invocation_name: error.command.into(),
        position,
        ..Invocation::default()
    }));
    record.state.lock().command = Some("Microsoft.PowerShell.Commands.GetItemCommand".into());
    ErrorObject::from(record).into()
}

fn shown(error: &Error, view: ErrorView) -> String {
    let settings = Settings {
        error_view: view,
        ..Settings::default()
    };
    let context = Context::new(Arc::new(Fixed::new(settings)));
    to_text(&context, Room::Columns(120), [&record(error)]).expect("no script runs")
}

const GET_ITEM: Error = Error {
    command: "Get-Item",
    category: Category::ObjectNotFound,
    message: "Cannot find path '/no' because it does not exist.",
    target: "/no",
    place: Some(("", 1, "Get-Item /no", 1, 13)),
};

#[test]
fn concise_on_one_line() {
    assert_eq!(
        shown(&GET_ITEM, ErrorView::Concise),
        "Get-Item: Cannot find path '/no' because it does not exist.\n"
    );
}

#[test]
fn concise_with_position() {
    let error = Error {
        place: Some(("", 2, "Get-Item /no", 1, 13)),
        ..GET_ITEM
    };
    let expected = "Get-Item: \nLine |\n   2 |  Get-Item /no\n     |  ~~~~~~~~~~~~\n     | Cannot find path '/no' because it does not exist.\n";
    assert_eq!(shown(&error, ErrorView::Concise), expected);
}

#[test]
fn concise_in_a_script_file_is_wrapped() {
    let error = Error {
        command: "No-SuchCmd",
        message: "The term 'No-SuchCmd' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.",
        place: Some(("/t/c.ps1", 1, "No-SuchCmd", 1, 11)),
        ..GET_ITEM
    };
    let expected = "No-SuchCmd: /t/c.ps1:1
Line |
   1 |  No-SuchCmd
     |  ~~~~~~~~~~
     | The term 'No-SuchCmd' is not recognized as a name of a cmdlet, function,
     | script file, or executable program. Check the spelling of the name, or
     | if a path was included, verify that the path is correct and try again.

";
    assert_eq!(shown(&error, ErrorView::Concise), expected);
}

#[test]
fn normal_and_category() {
    let expected = "Get-Item : Cannot find path '/no' because it does not exist.
At line:1 char:1
+ Get-Item /no
+ ~~~~~~~~~~~~
+ CategoryInfo          : ObjectNotFound: (/no:String) [Get-Item], ArgumentException
+ FullyQualifiedErrorId : PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand
";
    assert_eq!(shown(&GET_ITEM, ErrorView::Normal), expected);
    assert_eq!(
        shown(&GET_ITEM, ErrorView::Category),
        "ObjectNotFound: (/no:String) [Get-Item], ArgumentException\n"
    );
}

//! `$PSStyle`: the escape sequences that output uses, and whether it uses any. One for the whole process, as in PowerShell.

mod colours;
mod file_info;
mod formatting;
mod rendering;
mod string_decorated;

pub use file_info::{FileStyle, for_file};
pub use rendering::{OUTPUT_RENDERING, Rendering, rendering, set_rendering};

use crate::layout::cells::plain;
use crate::surroundings::Styles;
use stint_object::error_record::ErrorRecord;
use stint_object::error_record::exception;
use stint_object::object::Opaque;
use stint_object::types::system::exceptions;
use stint_object::types::{Property, Type, TypeInfo, method, property, settable};
use stint_object::{Flow, Object, Result, Str, Value, access};

/// What stands behind `$PSStyle` and its parts: nothing of their own, since there is one of each.
struct Part;

impl Opaque for Part {}

fn part(ty: Type) -> Value {
    Value::Object(Object::opaque(ty, Part))
}

macro_rules! sequences {
    ($($name:literal = $code:literal),* $(,)?) => {
        &[$(property(concat!("string ", $name, " {get;}"), |_| Ok(Value::from(concat!("\u{1b}[", $code, "m"))))),*]
    };
}
use sequences;

const SEQUENCES: &[Property] = sequences! {
    "Reset" = "0", "BlinkOff" = "25", "Blink" = "5", "BoldOff" = "22", "Bold" = "1", "DimOff" = "22", "Dim" = "2", "Hidden" = "8",
    "HiddenOff" = "28", "Reverse" = "7", "ReverseOff" = "27", "ItalicOff" = "23", "Italic" = "3", "UnderlineOff" = "24",
    "Underline" = "4", "StrikethroughOff" = "29", "Strikethrough" = "9",
};

const PROPERTIES: &[Property] = &{
    const COUNT: usize = SEQUENCES.len();
    let mut all = [const { property("", |_| Ok(Value::Null)) }; COUNT + 7];
    all[0] = settable(
        "System.Management.Automation.OutputRendering OutputRendering {get;set;}",
        |_| Ok(rendering().value()),
        |_, value| {
            set_rendering(Rendering::from_value(&value));
            Ok(())
        },
    );
    let mut at = 0;
    while at < COUNT {
        all[at + 1] = Property {
            signature: SEQUENCES[at].signature,
            get: SEQUENCES[at].get,
            set: None,
            body: None,
        };
        at += 1;
    }
    all[COUNT + 1] = property(
        "System.Management.Automation.PSStyle+FormattingData Formatting {get;}",
        |_| Ok(part(formatting::FORMATTING)),
    );
    all[COUNT + 2] = property(
        "System.Management.Automation.PSStyle+ProgressConfiguration Progress {get;}",
        |_| Ok(part(formatting::PROGRESS)),
    );
    all[COUNT + 3] = property(
        "System.Management.Automation.PSStyle+ForegroundColor Foreground {get;}",
        |_| Ok(part(colours::FOREGROUND)),
    );
    all[COUNT + 4] = property(
        "System.Management.Automation.PSStyle+BackgroundColor Background {get;}",
        |_| Ok(part(colours::BACKGROUND)),
    );
    all[COUNT + 5] = property(
        "System.Management.Automation.PSStyle+FileInfoFormatting FileInfo {get;}",
        |_| Ok(part(file_info::FILE_INFO)),
    );
    all[COUNT + 6] = property(
        "static System.Management.Automation.PSStyle Instance {get;}",
        |_| Ok(part(PS_STYLE)),
    );
    all
};

/// `System.Management.Automation.PSStyle`.
pub const PS_STYLE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSStyle").properties(PROPERTIES).methods(&[
        method("string FormatHyperlink(string text, uri link)", |_, arguments| {
            let text = |at: usize| arguments.get(at).map_or(Ok(Str::default()), access::to_text);
            Ok(Value::str(format!("\u{1b}]8;;{}\u{1b}\\{}\u{1b}]8;;\u{1b}\\", text(1)?, text(0)?)))
        }),
        method("static string MapForegroundColorToEscapeSequence(System.ConsoleColor foregroundColor)", |_, arguments| {
            colours::of_console_color(arguments.first(), colours::Layer::Foreground)
        }),
        method("static string MapBackgroundColorToEscapeSequence(System.ConsoleColor backgroundColor)", |_, arguments| {
            colours::of_console_color(arguments.first(), colours::Layer::Background)
        }),
        method(
            "static string MapColorPairToEscapeSequence(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor)",
            |_, arguments| colours::of_pair(arguments),
        ),
    ]);
    Type(&INFO)
};

/// The types of `$PSStyle` and its parts.
pub static ALL: &[Type] = &[
    PS_STYLE,
    OUTPUT_RENDERING,
    formatting::FORMATTING,
    formatting::PROGRESS,
    formatting::PROGRESS_VIEW,
    colours::FOREGROUND,
    colours::BACKGROUND,
    file_info::FILE_INFO,
    file_info::EXTENSIONS,
    string_decorated::STRING_DECORATED,
];

/// `$PSStyle`.
pub fn instance() -> Value {
    part(PS_STYLE)
}

/// A style may hold escape sequences and nothing that shows.
fn checked(text: &Str) -> Result<Str> {
    let content = plain(text);
    if content.is_empty() {
        return Ok(text.clone());
    }
    Err(argument(format!(
        "The specified string contains printable content when it should only contain ANSI escape sequences: {content}"
    )))
}

fn argument(message: impl Into<Str>) -> Flow {
    ErrorRecord::thrown(exception(exceptions::ARGUMENT, message)).into()
}

impl Styles {
    /// The styles that are set, for a host that shows colours or does not.
    pub fn current(shows_colours: bool) -> Self {
        let is_plain = match rendering() {
            Rendering::PlainText => true,
            Rendering::Ansi => false,
            Rendering::Host => !shows_colours,
        };
        if is_plain {
            Self::plain()
        } else {
            formatting::styles()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_read_and_checked() {
        let formatting = access::get_property(&instance(), "Formatting")
            .expect("no error")
            .expect("there is one");
        let header = access::get_property(&formatting, "TableHeader")
            .expect("no error")
            .expect("there is one");
        assert_eq!(header.as_str().map(Str::as_str), Some("\u{1b}[32;1m"));
        assert!(
            access::set_property(&formatting, "FeedbackText", Value::from("not ansi")).is_err()
        );
        assert!(
            access::set_property(&formatting, "FeedbackText", Value::from("\u{1b}[31m")).is_ok()
        );
    }
}

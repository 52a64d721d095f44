//! `$PSStyle.Foreground` and `.Background`.

use super::sequences;
use stint_object::error_record::{ErrorRecord, exception};
use stint_object::types::system::exceptions;
use stint_object::types::{Method, Type, TypeInfo, method, property};
use stint_object::{Data, Result, Value};

/// What is coloured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Foreground,
    Background,
}

/// The codes of the sixteen console colours, by their numbers.
const CODES: [u8; 16] = [
    30, 34, 32, 36, 31, 35, 33, 37, 90, 94, 92, 96, 91, 95, 93, 97,
];

/// `System.Management.Automation.PSStyle+ForegroundColor`.
pub(super) const FOREGROUND: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSStyle+ForegroundColor")
        .properties(sequences! {
            "Black" = "30", "Red" = "31", "Green" = "32", "Yellow" = "33", "Blue" = "34", "Magenta" = "35", "Cyan" = "36", "White" = "37",
            "BrightBlack" = "90", "BrightRed" = "91", "BrightGreen" = "92", "BrightYellow" = "93", "BrightBlue" = "94",
            "BrightMagenta" = "95", "BrightCyan" = "96", "BrightWhite" = "97",
        })
        .methods(FOREGROUND_METHODS);
    Type(&INFO)
};

/// `System.Management.Automation.PSStyle+BackgroundColor`.
pub(super) const BACKGROUND: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSStyle+BackgroundColor")
        .properties(sequences! {
            "Black" = "40", "Red" = "41", "Green" = "42", "Yellow" = "43", "Blue" = "44", "Magenta" = "45", "Cyan" = "46", "White" = "47",
            "BrightBlack" = "100", "BrightRed" = "101", "BrightGreen" = "102", "BrightYellow" = "103", "BrightBlue" = "104",
            "BrightMagenta" = "105", "BrightCyan" = "106", "BrightWhite" = "107",
        })
        .methods(BACKGROUND_METHODS);
    Type(&INFO)
};

const FROM_BYTES: &str = "string FromRgb(byte red, byte green, byte blue)";
const FROM_INT: &str = "string FromRgb(int rgb)";
const FROM_CONSOLE: &str = "string FromConsoleColor(System.ConsoleColor color)";

const FOREGROUND_METHODS: &[Method] = &[
    method(FROM_BYTES, |_, arguments| {
        Ok(from_bytes(arguments, Layer::Foreground))
    }),
    method(FROM_INT, |_, arguments| {
        Ok(from_int(arguments, Layer::Foreground))
    }),
    method(FROM_CONSOLE, |_, arguments| {
        of_console_color(arguments.first(), Layer::Foreground)
    }),
];
const BACKGROUND_METHODS: &[Method] = &[
    method(FROM_BYTES, |_, arguments| {
        Ok(from_bytes(arguments, Layer::Background))
    }),
    method(FROM_INT, |_, arguments| {
        Ok(from_int(arguments, Layer::Background))
    }),
    method(FROM_CONSOLE, |_, arguments| {
        of_console_color(arguments.first(), Layer::Background)
    }),
];

fn rgb(red: u8, green: u8, blue: u8, layer: Layer) -> Value {
    let start = if layer == Layer::Foreground { 38 } else { 48 };
    Value::str(format!("\u{1b}[{start};2;{red};{green};{blue}m"))
}

fn from_bytes(arguments: &[Value], layer: Layer) -> Value {
    let byte = |at: usize| match arguments.get(at) {
        Some(Value::Byte(byte)) => *byte,
        _ => 0,
    };
    rgb(byte(0), byte(1), byte(2), layer)
}

fn from_int(arguments: &[Value], layer: Layer) -> Value {
    let [_, red, green, blue] = match arguments.first() {
        Some(Value::Int32(number)) => number.to_be_bytes(),
        _ => [0; 4],
    };
    rgb(red, green, blue, layer)
}

fn code(color: Option<&Value>, layer: Layer) -> Result<u8> {
    let number = match color.and_then(Value::data) {
        Some(Data::Enum(number)) => *number,
        _ => -1,
    };
    let code = usize::try_from(number)
        .ok()
        .and_then(|index| CODES.get(index));
    let Some(code) = code else {
        let message =
            "Specified argument was out of the range of valid values. (Parameter 'color')";
        return Err(
            ErrorRecord::thrown(exception(exceptions::ARGUMENT_OUT_OF_RANGE, message)).into(),
        );
    };
    Ok(if layer == Layer::Foreground {
        *code
    } else {
        code + 10
    })
}

/// The sequence for one of the sixteen console colours.
pub(super) fn of_console_color(color: Option<&Value>, layer: Layer) -> Result<Value> {
    Ok(Value::str(format!("\u{1b}[{}m", code(color, layer)?)))
}

/// The sequence for two console colours.
pub(super) fn of_pair(arguments: &[Value]) -> Result<Value> {
    let (foreground, background) = (
        code(arguments.first(), Layer::Foreground)?,
        code(arguments.get(1), Layer::Background)?,
    );
    Ok(Value::str(format!("\u{1b}[{foreground};{background}m")))
}

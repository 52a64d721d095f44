//! `$PSStyle.Formatting` and `.Progress`.

use super::{argument, checked};
use crate::surroundings::Styles;
use std::sync::LazyLock;
use stint_object::error_record::{ErrorRecord, exception};
use stint_object::types::system::exceptions;
use stint_object::types::{Property, Type, TypeInfo, settable};
use stint_object::{Data, Lock, Result, Str, Value};

/// What can be set.
struct Set {
    styles: [Str; NAMES.len()],
    progress_style: Str,
    progress_width: i32,
    progress_view: i64,
    osc_indicator: bool,
}

const NAMES: [&str; 11] = [
    "\u{1b}[32;1m",
    "\u{1b}[32;1m",
    "\u{1b}[32;1;3m",
    "\u{1b}[36;1m",
    "\u{1b}[31;1m",
    "\u{1b}[33;1m",
    "\u{1b}[33;1m",
    "\u{1b}[33;1m",
    "\u{1b}[33m",
    "\u{1b}[96m",
    "\u{1b}[97m",
];

static SET: LazyLock<Lock<Set>> = LazyLock::new(|| {
    Lock::new(Set {
        styles: NAMES.map(Str::from),
        progress_style: "\u{1b}[33;1m".into(),
        progress_width: 120,
        progress_view: 0,
        osc_indicator: false,
    })
});

fn set_style(index: usize, value: &Value) -> Result<()> {
    let Some(text) = value.as_str() else {
        return Err(argument("Value cannot be null. (Parameter 'text')"));
    };
    let text = checked(text)?;
    SET.lock().styles[index] = text;
    Ok(())
}

macro_rules! styles {
    ($($name:literal = $index:literal),* $(,)?) => {
        &[$(settable(
            concat!("string ", $name, " {get;set;}"),
            |_| Ok(Value::Str(SET.lock().styles[$index].clone())),
            |_, value| set_style($index, &value),
        )),*]
    };
}

const STYLES: &[Property] = styles! {
    "FormatAccent" = 0, "TableHeader" = 1, "CustomTableHeaderLabel" = 2, "ErrorAccent" = 3, "Error" = 4, "Warning" = 5, "Verbose" = 6,
    "Debug" = 7, "FeedbackName" = 8, "FeedbackText" = 9, "FeedbackAction" = 10,
};

/// `System.Management.Automation.PSStyle+FormattingData`.
pub(super) const FORMATTING: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.PSStyle+FormattingData").properties(STYLES);
    Type(&INFO)
};

/// The styles that output uses.
pub(super) fn styles() -> Styles {
    let set = SET.lock();
    let style = |index: usize| set.styles[index].clone();
    Styles {
        is_plain: false,
        format_accent: style(0),
        table_header: style(1),
        custom_table_header: style(2),
        error_accent: style(3),
        error: style(4),
        warning: style(5),
        verbose: style(6),
        debug: style(7),
    }
}

/// `System.Management.Automation.ProgressView`.
pub(super) const PROGRESS_VIEW: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.Management.Automation.ProgressView",
        &[("Minimal", 0), ("Classic", 1)],
    );
    Type(&INFO)
};

/// `System.Management.Automation.PSStyle+ProgressConfiguration`.
pub(super) const PROGRESS: Type = {
    static INFO: TypeInfo = TypeInfo::class(
        "System.Management.Automation.PSStyle+ProgressConfiguration",
    )
    .properties(&[
        settable(
            "string Style {get;set;}",
            |_| Ok(Value::Str(SET.lock().progress_style.clone())),
            |_, value| {
                let text = checked(value.as_str().unwrap_or(&Str::new()))?;
                SET.lock().progress_style = text;
                Ok(())
            },
        ),
        settable(
            "int MaxWidth {get;set;}",
            |_| Ok(Value::Int32(SET.lock().progress_width)),
            |_, value| set_width(&value),
        ),
        settable(
            "System.Management.Automation.ProgressView View {get;set;}",
            |_| {
                Ok(Value::object(
                    PROGRESS_VIEW,
                    Data::Enum(SET.lock().progress_view),
                ))
            },
            |_, value| {
                if let Some(Data::Enum(view)) = value.data() {
                    SET.lock().progress_view = *view;
                }
                Ok(())
            },
        ),
        settable(
            "bool UseOSCIndicator {get;set;}",
            |_| Ok(Value::Bool(SET.lock().osc_indicator)),
            |_, value| {
                SET.lock().osc_indicator = matches!(value, Value::Bool(true));
                Ok(())
            },
        ),
    ]);
    Type(&INFO)
};

fn set_width(value: &Value) -> Result<()> {
    match value {
        Value::Int32(width) if *width >= 18 => {
            SET.lock().progress_width = *width;
            Ok(())
        }
        _ => {
            let message = "The MaxWidth for the Progress rendering must be at least 18 to render correctly. (Parameter 'MaxWidth')";
            Err(ErrorRecord::thrown(exception(exceptions::ARGUMENT_OUT_OF_RANGE, message)).into())
        }
    }
}

//! What formatting needs to know of the runspace and the host: preferences, styles, and how to run script.

use crate::layout::table::HeaderStyle;
use std::sync::Arc;
use stint_object::Str;
use stint_object::script_block::ScriptBlock;

/// The runspace, as formatting sees it. Asked again for every object, since scripts change preferences on the way.
pub trait Surroundings: Send + Sync {
    /// Preferences and the window, as they are now.
    fn settings(&self) -> Arc<Settings>;

    /// Compiles the script of a view. `None` where no script can be run.
    fn script(&self, text: &str) -> Option<Arc<dyn ScriptBlock>> {
        let _ = text;
        None
    }

    /// Whether a command of this name can be found (`ConciseView` names commands only if they can).
    fn command_exists(&self, name: &str) -> bool {
        let _ = name;
        true
    }

    /// The current location, as a path.
    fn location(&self) -> Str {
        Str::default()
    }

    /// `$Error[0]`, for `DetailedView`.
    fn last_error(&self) -> Option<stint_object::Value> {
        None
    }
}

/// `$ErrorView`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ErrorView {
    /// One line, or the position and the message.
    #[default]
    Concise,
    /// Message, position, category and id.
    Normal,
    /// The category alone.
    Category,
    /// Everything, as `Get-Error` shows it.
    Detailed,
}

impl ErrorView {
    /// From its name; anything unknown shows as `NormalView`, as in PowerShell.
    pub fn from_name(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "conciseview" => Self::Concise,
            "categoryview" => Self::Category,
            "detailedview" => Self::Detailed,
            _ => Self::Normal,
        }
    }
}

/// Preferences, styles and the window.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `$FormatEnumerationLimit`; negative for no limit.
    pub enumeration_limit: i32,
    /// `$ErrorView`.
    pub error_view: ErrorView,
    /// The window's width.
    pub window_width: usize,
    /// The window's height.
    pub window_height: usize,
    /// `$PSStyle`, as far as output uses it.
    pub styles: Styles,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enumeration_limit: 4,
            error_view: ErrorView::Concise,
            window_width: 80,
            window_height: 24,
            styles: Styles::plain(),
        }
    }
}

/// `$PSStyle.Formatting`, and whether output keeps escape sequences.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    /// Whether escape sequences are left out of the lines (`OutputRendering` is `PlainText`, or the host's output is no terminal).
    pub is_plain: bool,
    /// `TableHeader`.
    pub table_header: Str,
    /// `CustomTableHeaderLabel`.
    pub custom_table_header: Str,
    /// `FormatAccent`.
    pub format_accent: Str,
    /// `Error`.
    pub error: Str,
    /// `ErrorAccent`.
    pub error_accent: Str,
    /// `Warning`.
    pub warning: Str,
    /// `Verbose`.
    pub verbose: Str,
    /// `Debug`.
    pub debug: Str,
}

impl Styles {
    /// No styles at all.
    pub fn plain() -> Self {
        Self {
            is_plain: true,
            ..Self::default()
        }
    }

    /// The styles that PowerShell starts with.
    pub fn ansi() -> Self {
        let bold = |colour: u8| Str::from(format!("\u{1b}[{colour};1m"));
        Self {
            is_plain: false,
            table_header: bold(32),
            custom_table_header: "\u{1b}[32;1;3m".into(),
            format_accent: bold(32),
            error: bold(31),
            error_accent: bold(36),
            warning: bold(33),
            verbose: bold(33),
            debug: bold(33),
        }
    }

    /// The styles of a table's header.
    pub fn header(&self) -> HeaderStyle {
        if self.is_plain {
            return HeaderStyle::default();
        }
        HeaderStyle {
            property: self.table_header.to_string(),
            custom: self.custom_table_header.to_string(),
        }
    }

    /// A style, or nothing where output is plain.
    pub fn shown<'a>(&self, style: &'a str) -> &'a str {
        if self.is_plain { "" } else { style }
    }

    /// What ends a style, or nothing where output is plain.
    pub fn reset(&self) -> &'static str {
        self.shown(crate::layout::cells::RESET)
    }
}

/// Surroundings that never change and run no script.
#[derive(Default)]
pub struct Fixed(pub Arc<Settings>);

impl Fixed {
    /// With these settings.
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }
}

impl Surroundings for Fixed {
    fn settings(&self) -> Arc<Settings> {
        self.0.clone()
    }
}

//! Names as numbers: PowerShell's names ignore case, so a name is folded once and compared as a number from then on.

use hashbrown::HashMap;
use parking_lot::RwLock;
use std::sync::LazyLock;
use stint_object::Str;

/// A name of a variable or function, without regard to case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Symbol(u32);

#[derive(Default)]
struct Names {
    by_text: HashMap<String, u32>,
    /// As first written.
    texts: Vec<Str>,
}

static NAMES: LazyLock<RwLock<Names>> = LazyLock::new(RwLock::default);

impl Symbol {
    /// The symbol of a name.
    pub fn of(name: &str) -> Self {
        folded(name, |folded| {
            let known = NAMES.read().by_text.get(folded).copied();
            Self(known.unwrap_or_else(|| Self::add(name, folded)))
        })
    }

    fn add(name: &str, folded: &str) -> u32 {
        let mut names = NAMES.write();
        if let Some(id) = names.by_text.get(folded) {
            return *id;
        }
        let id = u32::try_from(names.texts.len()).expect("fewer than 2^32 names");
        names.texts.push(name.into());
        names.by_text.insert(folded.to_owned(), id);
        id
    }

    /// The name as it was first written.
    pub fn text(self) -> Str {
        NAMES.read().texts[self.0 as usize].clone()
    }
}

/// Gives `then` a name in lower case, which is put on the stack when it is a plain one.
pub(crate) fn folded<R>(name: &str, then: impl FnOnce(&str) -> R) -> R {
    const PLAIN: usize = 48;
    let mut buffer = [0; PLAIN];
    if let Some(buffer) = buffer.get_mut(..name.len()) {
        buffer.copy_from_slice(name.as_bytes());
        buffer.make_ascii_lowercase();
        if buffer.is_ascii()
            && let Ok(text) = std::str::from_utf8(buffer)
        {
            return then(text);
        }
    }
    then(&name.to_lowercase())
}

macro_rules! known {
    ($($constant:ident = $text:literal),* $(,)?) => {
        /// Names that the engine itself uses.
        pub mod known {
            use super::Symbol;
            use std::sync::LazyLock;
            $(
                #[doc = concat!("`$", $text, "`")]
                pub static $constant: LazyLock<Symbol> = LazyLock::new(|| Symbol::of($text));
            )*
        }
    };
}

known!(
    ITEM = "_",
    THIS = "this",
    ARGS = "args",
    INPUT = "input",
    MATCHES = "Matches",
    ERROR = "Error",
    OFS = "OFS",
    LAST_EXIT_CODE = "LASTEXITCODE",
    PS_CMDLET = "PSCmdlet",
    BOUND = "PSBoundParameters",
    MY_INVOCATION = "MyInvocation",
    SCRIPT_ROOT = "PSScriptRoot",
    COMMAND_PATH = "PSCommandPath",
    FOREACH = "foreach",
    SWITCH = "switch",
    ERROR_ACTION = "ErrorActionPreference",
    WARNING = "WarningPreference",
    VERBOSE = "VerbosePreference",
    DEBUG = "DebugPreference",
    INFORMATION = "InformationPreference",
    PROGRESS = "ProgressPreference",
    CONFIRM = "ConfirmPreference",
    WHAT_IF = "WhatIfPreference",
    DEFAULTS = "PSDefaultParameterValues",
    NATIVE_PASSING = "PSNativeCommandArgumentPassing",
    NATIVE_ERROR = "PSNativeCommandUseErrorActionPreference",
);

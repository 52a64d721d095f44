//! The console: standard output and error, and a person to ask if there is one.

use super::output::Output;
use super::secret::Keys;
use super::xml::Documents;
use crate::input::{self, Line};
use std::io::Write;
use stint_cmdlet::Host;
use stint_cmdlet::host::{Choice, Stream};
use stint_format::errors::{debug_line, verbose_line, warning_line};
use stint_format::surroundings::Styles;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::records::{HostMessage, ProgressRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Result, Type, Value};
use stint_stop::StopToken;

/// The console of this process.
pub struct Console {
    non_interactive: bool,
    /// What ends the wait for a person.
    stop: StopToken,
    out: Output,
    exit: Option<i32>,
    /// Where `-OutputFormat XML` writes to.
    documents: Option<Documents>,
}

impl Console {
    /// The console; `non_interactive` says that nobody is to be asked.
    pub fn new(non_interactive: bool, stop: StopToken) -> Self {
        Self {
            non_interactive,
            stop,
            out: Output::new(),
            exit: None,
            documents: None,
        }
    }

    /// Writes objects instead of text.
    #[must_use]
    pub fn in_xml(mut self, documents: Option<Documents>) -> Self {
        self.documents = documents;
        self
    }

    pub(super) fn put(&mut self, text: &str) {
        if let Some(documents) = &self.documents {
            return documents.output(&Value::str(text));
        }
        self.out.write(text);
    }

    fn nobody(&self, what: &str) -> Flow {
        ErrorRecord::new(
            "InvalidOperation",
            Category::InvalidOperation,
            exceptions::PS_INVALID_OPERATION,
            what.to_owned(),
        )
        .into()
    }

    /// Whether a person sees it.
    pub(super) fn is_terminal(&self) -> bool {
        self.out.is_terminal()
    }

    /// A line that somebody types, `None` at the end of input; one that is secret shows as stars.
    pub(super) fn line(&mut self, prompt: &str, secret: bool) -> Result<Option<String>> {
        // Before the prompt shows: from then on somebody may type.
        let keys = secret.then(Keys::take).flatten();
        self.put(prompt);
        self.out.flush();
        match keys {
            Some(keys) => Ok(keys.line()),
            None => match input::line(&self.stop) {
                Line::Text(text) => Ok(Some(text)),
                Line::End => Ok(None),
                Line::Stopped => Err(Flow::Stopped),
            },
        }
    }
}

impl Console {
    /// Text in `ConsoleColor`s, where colours show.
    pub(super) fn put_coloured(
        &mut self,
        text: &str,
        foreground: Option<u8>,
        background: Option<u8>,
    ) {
        if foreground.or(background).is_none() || !self.supports_colour() {
            return self.put(text);
        }
        let codes = foreground
            .map(|colour| sgr(colour, 30))
            .into_iter()
            .chain(background.map(|colour| sgr(colour, 40)));
        let codes: String = codes.map(|code| format!("\u{1b}[{code}m")).collect();
        self.put(&format!("{codes}{text}\u{1b}[39;49m"));
    }
}

/// A `ConsoleColor` as a terminal's number: the dark ones count from 30 or 40, the bright ones sixty higher.
fn sgr(colour: u8, base: u8) -> u8 {
    const ORDER: [u8; 8] = [0, 4, 2, 6, 1, 5, 3, 7];
    // Gray is the bright one of the dark colours, dark gray the dark one of the bright.
    match colour {
        7 => base + 7,
        8 => base + 60,
        dark @ 0..7 => base + ORDER[usize::from(dark)],
        bright => base + 60 + ORDER[usize::from(bright & 7)],
    }
}

const NON_INTERACTIVE: &str =
    "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.";

impl Host for Console {
    fn width(&self) -> usize {
        size().0
    }

    fn height(&self) -> usize {
        size().1
    }

    fn is_interactive(&self) -> bool {
        !self.non_interactive
    }

    fn supports_colour(&self) -> bool {
        self.out.is_terminal()
            && std::env::var_os("NO_COLOR").is_none()
            && std::env::var("TERM").is_ok_and(|term| term != "dumb")
    }

    fn write(&mut self, message: &HostMessage) {
        self.put_coloured(&message.message, message.foreground, message.background);
        if message.no_newline != Some(true) {
            self.put("\n");
        }
    }

    fn write_output(&mut self, text: &str) {
        self.put(text);
    }

    fn write_error(&mut self, text: &str) {
        if let Some(documents) = &self.documents {
            return text
                .split_inclusive('\n')
                .for_each(|line| documents.error("Error", line));
        }
        self.out.flush();
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    fn write_stream_line(&mut self, stream: Stream, text: &str) {
        if let Some(documents) = &self.documents {
            let (name, prefix) = match stream {
                Stream::Warning => ("warning", "WARNING: "),
                Stream::Verbose => ("verbose", "VERBOSE: "),
                Stream::Debug => ("debug", "DEBUG: "),
                Stream::Information => ("information", ""),
            };
            return documents.error(name, text.strip_prefix(prefix).unwrap_or(text));
        }
        let styles = Styles::current(self.supports_colour());
        let line = match stream {
            Stream::Warning => text
                .strip_prefix("WARNING: ")
                .map(|text| warning_line(text, &styles)),
            Stream::Verbose => text
                .strip_prefix("VERBOSE: ")
                .map(|text| verbose_line(text, &styles)),
            Stream::Debug => text
                .strip_prefix("DEBUG: ")
                .map(|text| debug_line(text, &styles)),
            Stream::Information => None,
        };
        self.put(line.as_deref().unwrap_or(text));
        self.put("\n");
    }

    fn progress(&mut self, _source: i64, _record: &ProgressRecord) {}

    fn read_line(&mut self, prompt: Option<&str>, secret: bool) -> Result<Option<String>> {
        if self.non_interactive {
            return Err(self.nobody(NON_INTERACTIVE));
        }
        self.line(prompt.unwrap_or_default(), secret)
    }

    fn choose(
        &mut self,
        caption: &str,
        message: &str,
        choices: &[Choice],
        default: i32,
    ) -> Result<i32> {
        if self.non_interactive {
            return Err(self.nobody("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available."));
        }
        self.ask_choice(caption, message, choices, default)
    }

    fn prompt(
        &mut self,
        caption: &str,
        message: &str,
        fields: &[(String, Type)],
    ) -> Result<Vec<Value>> {
        if self.non_interactive {
            return Err(self.nobody(NON_INTERACTIVE));
        }
        self.ask_fields(caption, message, fields)
    }

    fn name(&self) -> &str {
        "ConsoleHost"
    }

    fn flush(&mut self) {
        self.out.flush();
    }

    fn set_should_exit(&mut self, code: i32) {
        self.exit = Some(code);
    }
}

/// Columns and lines of the terminal, 80 by 24 where there is none.
pub(super) fn size() -> (usize, usize) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<usize>().ok())
            .filter(|number| *number > 0)
    };
    let real = rustix::termios::tcgetwinsize(std::io::stdout())
        .ok()
        .filter(|size| size.ws_col > 0);
    let (columns, lines) = real.map_or((80, 24), |size| {
        (usize::from(size.ws_col), usize::from(size.ws_row.max(1)))
    });
    (
        number("COLUMNS").unwrap_or(columns),
        number("LINES").unwrap_or(lines),
    )
}

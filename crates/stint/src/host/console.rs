//! The console: standard output and error, and a person to ask if there is one.

use super::xml::Documents;
use std::io::{BufRead, IsTerminal, Write};
use stint_cmdlet::Host;
use stint_cmdlet::host::{Choice, Stream};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::records::{HostMessage, ProgressRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Result, Type, Value, convert};

/// The console of this process.
pub struct Console {
    non_interactive: bool,
    out: std::io::BufWriter<std::io::Stdout>,
    is_terminal: bool,
    exit: Option<i32>,
    /// Where `-OutputFormat XML` writes to.
    documents: Option<Documents>,
}

impl Console {
    /// The console; `non_interactive` says that nobody is to be asked.
    pub fn new(non_interactive: bool) -> Self {
        let is_terminal = std::io::stdout().is_terminal();
        Self {
            non_interactive,
            out: std::io::BufWriter::with_capacity(1 << 16, std::io::stdout()),
            is_terminal,
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

    fn put(&mut self, text: &str) {
        if let Some(documents) = &self.documents {
            return documents.output(&Value::str(text));
        }
        // A reader that went away is not our error; the script goes on as PowerShell's does.
        let _ = self.out.write_all(text.as_bytes());
        if self.is_terminal {
            let _ = self.out.flush();
        }
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

    fn line(&mut self) -> Option<String> {
        let _ = self.out.flush();
        line_of_input()
    }
}

/// The next line of standard input, `None` at its end. What is no UTF-8 becomes U+FFFD.
pub fn line_of_input() -> Option<String> {
    let mut line = Vec::new();
    match std::io::stdin().lock().read_until(b'\n', &mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => {
            let text = String::from_utf8_lossy(&line);
            Some(text.trim_end_matches(['\n', '\r']).to_owned())
        }
    }
}

const NON_INTERACTIVE: &str =
    "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.";

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.out.flush();
    }
}

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
        self.is_terminal
            && std::env::var_os("NO_COLOR").is_none()
            && std::env::var("TERM").is_ok_and(|term| term != "dumb")
    }

    fn write(&mut self, message: &HostMessage) {
        self.put(&message.message);
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
        let _ = self.out.flush();
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
        self.put(text);
        self.put("\n");
    }

    fn progress(&mut self, _source: i64, _record: &ProgressRecord) {}

    fn read_line(&mut self, prompt: Option<&str>, _secret: bool) -> Result<Option<String>> {
        if self.non_interactive {
            return Err(self.nobody(NON_INTERACTIVE));
        }
        if let Some(prompt) = prompt {
            self.put(prompt);
        }
        Ok(self.line())
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
        self.put(&format!("\n{caption}\n{message}\n"));
        loop {
            self.ask(choices, default);
            let Some(answer) = self.line() else {
                return Ok(default);
            };
            let answer = answer.trim();
            if answer.is_empty() && default >= 0 {
                return Ok(default);
            }
            let chosen = choices.iter().position(|choice| {
                key(choice).eq_ignore_ascii_case(answer)
                    || choice.label.replace('&', "").eq_ignore_ascii_case(answer)
            });
            if let Some(chosen) = chosen {
                return Ok(chosen as i32);
            }
            if answer == "?" {
                for choice in choices {
                    self.put(&format!("{} - {}\n", key(choice), choice.help));
                }
            }
        }
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
        if !caption.is_empty() {
            self.put(&format!("\n{caption}\n"));
        }
        self.put(&format!("{message}\n"));
        let mut values = Vec::new();
        for (name, ty) in fields {
            self.put(&format!("{name}: "));
            let line = self.line().unwrap_or_default();
            values.push(convert::to(&Value::str(line), *ty)?);
        }
        Ok(values)
    }

    fn name(&self) -> &str {
        "ConsoleHost"
    }

    fn flush(&mut self) {
        let _ = self.out.flush();
    }

    fn set_should_exit(&mut self, code: i32) {
        self.exit = Some(code);
    }
}

impl Console {
    fn ask(&mut self, choices: &[Choice], default: i32) {
        let mut text = String::new();
        for choice in choices {
            text.push_str(&format!(
                "[{}] {}  ",
                key(choice),
                choice.label.replace('&', "")
            ));
        }
        text.push_str("[?] Help ");
        if let Some(choice) = usize::try_from(default)
            .ok()
            .and_then(|default| choices.get(default))
        {
            text.push_str(&format!("(default is \"{}\"): ", key(choice)));
        }
        self.put(&text);
    }
}

/// The key of a choice: the letter behind `&`.
fn key(choice: &Choice) -> String {
    choice
        .label
        .split_once('&')
        .and_then(|(_, rest)| rest.chars().next())
        .map_or_else(
            || choice.label.clone(),
            |key| key.to_uppercase().to_string(),
        )
}

/// Columns and lines of the terminal, 80 by 24 where there is none.
fn size() -> (usize, usize) {
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

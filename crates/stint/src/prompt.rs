//! The prompt: reads a command, asks for more lines while it is not finished, runs it, shows what it gives.

use crate::command_line::{Action, CommandLine};
use crate::host::console::line_of_input;
use crate::interrupt;
use crate::session::ended;
use std::io::IsTerminal;
use std::rc::Rc;
use stint_engine::Runspace;
use stint_engine::pipe::Pipe;
use stint_object::records::HostMessage;

/// Says who this is.
pub fn banner(rs: &Rc<Runspace>) {
    show(rs, &format!("Stint {}", env!("CARGO_PKG_VERSION")), true);
}

/// Reads and runs commands until `exit` or the end of input. Gives the exit code.
pub fn run(rs: &Rc<Runspace>, line: &CommandLine) -> i32 {
    let input = Input {
        prompts: line.action != Action::StandardInput,
        echoes: !std::io::stdin().is_terminal(),
    };
    while let Some(text) = input.command(rs) {
        rs.token().reset();
        let result = rs.top_level(|rs| rs.run_text(&text, Vec::new(), None, &Pipe::Host));
        let left = matches!(result, Err(stint_object::Flow::Exit(_)));
        let outcome = ended(rs, result);
        if left {
            return outcome.unwrap_or(0);
        }
    }
    0
}

fn show(rs: &Rc<Runspace>, text: &str, line: bool) {
    let message = HostMessage {
        message: text.into(),
        no_newline: Some(!line),
        ..HostMessage::default()
    };
    rs.host.borrow_mut().write(&message);
}

/// How commands are read.
struct Input {
    /// Whether a prompt is shown.
    prompts: bool,
    /// Whether what is read is shown: nobody else does where no person types it.
    echoes: bool,
}

impl Input {
    /// A whole command. One that is unfinished goes on until an empty line or the end of input. `None` at the end of input.
    fn command(&self, rs: &Rc<Runspace>) -> Option<String> {
        let prompt = format!("PS {}> ", rs.location.borrow().path);
        let mut text = loop {
            let line = self.line(rs, &prompt)?;
            if !line.trim().is_empty() {
                break line;
            }
        };
        if is_unfinished(&text) {
            while let Some(line) = self.line(rs, ">> ") {
                if line.trim().is_empty() {
                    break;
                }
                text.push('\n');
                text.push_str(&line);
            }
        }
        Some(text)
    }

    fn line(&self, rs: &Rc<Runspace>, prompt: &str) -> Option<String> {
        if self.prompts {
            show(rs, prompt, false);
        }
        rs.flush_host();
        let line = interrupt::at_prompt(prompt, line_of_input)?;
        if self.prompts && self.echoes {
            show(rs, &line, true);
        }
        Some(line)
    }
}

fn is_unfinished(text: &str) -> bool {
    let errors = stint_syntax::parse(text, None).errors;
    errors.first().is_some_and(|error| error.incomplete_input)
}

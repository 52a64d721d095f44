//! The prompt: reads a command, asks for more lines while it is not finished, runs it, shows what it gives.

use crate::command_line::{Action, CommandLine};
use crate::input::Line;
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
    loop {
        let text = match input.command(rs) {
            Line::Text(text) => text,
            Line::End => return 0,
            Line::Stopped => {
                show(rs, "", true);
                rs.token().reset();
                continue;
            }
        };
        let result = rs.top_level(|rs| rs.run_text(&text, Vec::new(), None, &Pipe::Host));
        let left = matches!(result, Err(stint_object::Flow::Exit(_)));
        if matches!(result, Err(stint_object::Flow::Stopped)) {
            // Behind the terminal's own `^C`.
            show(rs, "", true);
        }
        let outcome = ended(rs, result);
        if left {
            return outcome.unwrap_or(0);
        }
        rs.token().reset();
    }
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
    /// A whole command. One that is unfinished goes on until an empty line or the end of input.
    fn command(&self, rs: &Rc<Runspace>) -> Line {
        let prompt = format!("PS {}> ", rs.location.borrow().path);
        let mut text = loop {
            match self.line(rs, &prompt) {
                Line::Text(line) if line.trim().is_empty() => {}
                Line::Text(line) => break line,
                other => return other,
            }
        };
        if is_unfinished(&text) {
            loop {
                match self.line(rs, ">> ") {
                    Line::Text(line) if line.trim().is_empty() => break,
                    Line::Text(line) => {
                        text.push('\n');
                        text.push_str(&line);
                    }
                    Line::End => break,
                    Line::Stopped => return Line::Stopped,
                }
            }
        }
        Line::Text(text)
    }

    fn line(&self, rs: &Rc<Runspace>, prompt: &str) -> Line {
        if self.prompts {
            show(rs, prompt, false);
        }
        rs.flush_host();
        let line = crate::input::line(&rs.token());
        if let Line::Text(text) = &line
            && self.prompts
            && self.echoes
        {
            show(rs, text, true);
        }
        line
    }
}

fn is_unfinished(text: &str) -> bool {
    let errors = stint_syntax::parse(text, None).errors;
    errors.first().is_some_and(|error| error.incomplete_input)
}

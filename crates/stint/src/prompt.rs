//! The prompt: reads a command, asks for more lines while it is not finished, runs it, shows what it gives.

use crate::command_line::{Action, CommandLine};
use crate::session::ended;
use std::io::IsTerminal;
use std::rc::Rc;
use stint_engine::Runspace;
use stint_engine::pipe::Pipe;
use stint_object::records::HostMessage;

/// Reads and runs commands until `exit` or the end of input. Gives the exit code.
pub fn run(rs: &Rc<Runspace>, line: &CommandLine) -> i32 {
    let typed = std::io::stdin().is_terminal();
    if !line.no_logo && line.action == Action::Prompt {
        show(rs, &format!("Stint {}", env!("CARGO_PKG_VERSION")), true);
    }
    let mut code = 0;
    while let Some(text) = read(rs, typed) {
        if text.trim().is_empty() {
            continue;
        }
        rs.token().reset();
        let result = rs.top_level(|rs| rs.run_text(&text, Vec::new(), None, &Pipe::Host));
        let left = matches!(result, Err(stint_object::Flow::Exit(_)));
        let outcome = ended(rs, result);
        if left {
            return outcome.unwrap_or(0);
        }
        code = 0;
    }
    code
}

fn show(rs: &Rc<Runspace>, text: &str, line: bool) {
    let message = HostMessage {
        message: text.into(),
        no_newline: Some(!line),
        ..HostMessage::default()
    };
    rs.host.borrow_mut().write(&message);
}

/// A whole command, of as many lines as it takes. `None` at the end of input.
fn read(rs: &Rc<Runspace>, typed: bool) -> Option<String> {
    let location = rs.location.borrow().path.clone();
    let mut text = String::new();
    loop {
        show(
            rs,
            &if text.is_empty() {
                format!("PS {location}> ")
            } else {
                ">> ".to_owned()
            },
            false,
        );
        rs.flush_host();
        let line = next_line()?;
        if !typed {
            show(rs, &line, true);
        }
        text.push_str(&line);
        text.push('\n');
        let unfinished = stint_syntax::parse(&text, None)
            .errors
            .iter()
            .any(|error| error.incomplete_input);
        if !unfinished || line.is_empty() {
            return Some(text);
        }
    }
}

fn next_line() -> Option<String> {
    let mut line = String::new();
    match std::io::stdin().read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line.trim_end_matches(['\n', '\r']).to_owned()),
    }
}

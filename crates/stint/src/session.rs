//! One session of the program: what the command line asks for, run to its exit code.

use crate::command_line::{Action, CommandLine, Mistake};
use crate::evaluator::StintEvaluator;
use crate::host::console::Console;
use crate::host::xml::Documents;
use crate::interrupt::INTERRUPTED;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::{Slots, StopToken};
use stint_cmdlets::job::JobSession;
use stint_engine::pipe::Pipe;
use stint_engine::{Block, Config, Runspace};
use stint_job::{JobTable, Runtime};
use stint_object::script_block::ScriptBlock;
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Result, Value};

/// Exit code for a command line that makes no sense.
const BAD_COMMAND_LINE: i32 = 64;

/// Exit code where a session cannot be opened.
const NO_SESSION: i32 = 70;

/// Runs the program with its arguments and gives its exit code.
pub fn run(arguments: &[String]) -> i32 {
    let line = match CommandLine::parse(arguments) {
        Ok(line) => line,
        Err(mistake) => return refuse(&mistake),
    };
    if let Some(name) = &line.configuration {
        eprintln!(
            "The shell cannot be started. A failure occurred during initialization:\nCannot create or open the configuration session {name}."
        );
        return NO_SESSION;
    }
    match &line.action {
        Action::Version => {
            println!("Stint {} (PowerShell 7.6.5)", env!("CARGO_PKG_VERSION"));
            0
        }
        Action::Help => {
            println!("\n{USAGE}");
            0
        }
        Action::Server => crate::server::run(&line),
        _ => with_session(&line),
    }
}

fn refuse(mistake: &Mistake) -> i32 {
    eprintln!("{}", mistake.text);
    if mistake.with_usage {
        println!("\n{USAGE}");
    }
    BAD_COMMAND_LINE
}

const USAGE: &str = "Usage: stint [-File] FILE [ARGUMENTS]
       stint -Command TEXT | -
       stint [-NoProfile] [-NonInteractive] [-NoLogo] [-NoExit] [-WorkingDirectory FOLDER]
       stint -EncodedCommand BASE64
       stint -Version | -Help

Runs PowerShell 7 scripts and their jobs.";

/// Makes the types and functions of all crates known. Once a process.
pub fn register() {
    stint_job::types::register();
    stint_engine::objects::register();
    stint_engine::extras::install_ambient();
    stint_cmdlets::register();
    stint_cmdlets::power_shell::set_evaluator(Arc::new(StintEvaluator));
    stint_system::register();
    stint_system::hooks::install(stint_system::hooks::Hooks {
        stop_token: || Some(Runspace::current().ok()?.stop_token()),
        flush_host: || {
            if let Ok(rs) = Runspace::current() {
                rs.flush_host();
            }
        },
    });
    stint_format::register();
    stint_cmdlets::formatting::install_compiler(view_script);
}

/// Where a session begins, and what stops it.
#[derive(Default)]
pub struct Place {
    /// Its first folder; the process's own without one.
    pub directory: Option<std::path::PathBuf>,
    /// Its stop token.
    pub token: StopToken,
}

/// Opens a session with a host. All sessions of the process share its job runtime; each has a job table of its own.
pub fn open(host: Box<dyn stint_cmdlet::Host>, place: Place) -> Rc<Runspace> {
    static RUNTIME: std::sync::OnceLock<Option<Runtime>> = std::sync::OnceLock::new();
    let slots = Arc::new(Slots::default());
    if let Some(runtime) =
        RUNTIME.get_or_init(|| Runtime::new(stint_wire::clixml::Zone::LOCAL).ok())
    {
        slots.set(Arc::new(JobSession {
            runtime: runtime.clone(),
            table: JobTable::new(),
            evaluator: Arc::new(StintEvaluator),
        }));
    }
    let directory = place
        .directory
        .or_else(|| std::env::current_dir().ok())
        .unwrap_or_else(|| "/".into());
    Runspace::new(
        Config {
            cmdlets: stint_cmdlets::ALL,
            slots,
            stop: place.token,
            directory,
        },
        host,
    )
}

/// Compiles the script of a view in the thread's session.
fn view_script(text: &str) -> Option<Arc<dyn ScriptBlock>> {
    let code = Runspace::current().ok()?.compile(text, None).ok()?;
    match Block::value(code, 0).data() {
        Some(Data::ScriptBlock(block)) => Some(block.clone()),
        _ => None,
    }
}

fn with_session(line: &CommandLine) -> i32 {
    register();
    // Where a prompt follows, a person reads.
    let documents = (line.xml && !line.no_exit).then(Documents::new);
    let place = Place::default();
    let console = Console::new(line.non_interactive, place.token.clone());
    let rs = open(Box::new(console.in_xml(documents.clone())), place);
    crate::interrupt::stops(rs.token());
    rs.enter(|rs| {
        let out = documents
            .as_ref()
            .map_or(Pipe::Host, |documents| documents.connect(rs));
        let code = act(rs, line, &out);
        if let Some(documents) = &documents {
            documents.close();
        }
        rs.flush_host();
        code
    })
}

/// `-WorkingDirectory`: one that cannot be gone to is an error, and the session begins where it is.
fn go_to(rs: &Rc<Runspace>, directory: &str) {
    let path = [("LiteralPath", Value::str(directory))];
    let result =
        rs.top_level(|rs| rs.run_named(&rs.global, "Set-Location", &path, &[], &[], &Pipe::Host));
    ended(rs, result);
}

fn act(rs: &Rc<Runspace>, line: &CommandLine, out: &Pipe) -> i32 {
    if !line.no_logo {
        crate::prompt::banner(rs);
    }
    if let Some(directory) = &line.directory {
        go_to(rs, directory);
    }
    let ends = Ends {
        xml_input: line.xml_input,
        out,
    };
    let code = match &line.action {
        Action::File(path, arguments) => file(rs, path, arguments, &ends),
        Action::Command(text) => command(rs, text, Vec::new(), &ends),
        Action::CommandWithArgs(text, arguments) => command(
            rs,
            text,
            arguments
                .iter()
                .map(|argument| Value::str(argument.as_str()))
                .collect(),
            &ends,
        ),
        Action::StandardInput | Action::Prompt => return crate::prompt::run(rs, line),
        Action::Server | Action::Version | Action::Help => 0,
    };
    if line.no_exit {
        crate::prompt::run(rs, line)
    } else {
        code
    }
}

/// Where a script's input comes from and its output goes.
struct Ends<'a> {
    xml_input: bool,
    out: &'a Pipe,
}

fn command(rs: &Rc<Runspace>, text: &str, args: Vec<Value>, ends: &Ends<'_>) -> i32 {
    let result = rs.top_level(|rs| {
        let input = piped(text, ends.xml_input)?;
        rs.run_text(text, args, input, ends.out)
    });
    match ended(rs, result) {
        Some(code) => code,
        None if rs.inner_success.get() => 0,
        None => 1,
    }
}

/// The lines of standard input for a script that asks for them with `$input`, unless a person would have to type them.
fn piped(text: &str, is_xml: bool) -> Result<Option<Vec<Value>>> {
    let wants = text
        .as_bytes()
        .windows(6)
        .any(|part| part.eq_ignore_ascii_case(b"$input"));
    if !wants || std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        return Ok(None);
    }
    if is_xml {
        return crate::host::xml::objects_of_input().map(Some);
    }
    let lines = std::iter::from_fn(crate::input::next);
    Ok(Some(lines.map(Value::from).collect()))
}

fn file(rs: &Rc<Runspace>, path: &str, arguments: &[String], ends: &Ends<'_>) -> i32 {
    let full = rs.resolve_path(path);
    let full = full.canonicalize().unwrap_or(full);
    let text = std::fs::read(&full).unwrap_or_default();
    let result = rs.top_level(|rs| {
        let input = piped(&String::from_utf8_lossy(&text), ends.xml_input)?;
        rs.run_file(&full.to_string_lossy(), arguments, input, ends.out)
    });
    ended(rs, result).unwrap_or(0)
}

/// The exit code that an end asks for; an error is shown and gives 1.
pub fn ended(rs: &Rc<Runspace>, result: Result<()>) -> Option<i32> {
    match result {
        Ok(()) => None,
        Err(Flow::Exit(code)) => Some(code),
        Err(Flow::Error(error)) => {
            let error = stint_engine::parse_error::as_reported(&error);
            rs.log_error(&error);
            if error.exception.ty() == Some(exceptions::INCOMPLETE_PARSE) {
                return Some(1);
            }
            let shown = rs.top_level(|rs| rs.send_error(&error));
            if shown.is_err() {
                eprintln!("{}", error.message());
            }
            Some(1)
        }
        Err(Flow::Stopped) => Some(INTERRUPTED),
        Err(_) => None,
    }
}

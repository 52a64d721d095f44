//! `Start-Process`.

use super::place;
use crate::values;
use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Duration;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Str, Value};
use stint_system::diagnostics::process::{self, Process};
use stint_system::io::failure::exception_for;

/// Starts a program.
#[derive(Params, Default)]
struct StartProcess {
    file_path: Str,
    argument_list: Vec<Str>,
    working_directory: Str,
    no_new_window: bool,
    pass_thru: bool,
    redirect_standard_error: Str,
    redirect_standard_input: Str,
    redirect_standard_output: Str,
    wait: bool,
    use_new_environment: bool,
    environment: Value,
}

entry!("Start-Process", "StartProcessCommand", StartProcess);

impl Cmdlet for StartProcess {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let line = self.line();
        if !cx.should_process(&line, "Start-Process")? {
            return Ok(());
        }
        let mut command = self.command(cx)?;
        // What was written so far comes before what the program writes.
        cx.host().flush();
        let child = command.spawn().map_err(|error| self.failed(&error))?;
        let started = process::of_child(child, &self.file_path);
        if self.pass_thru {
            cx.write(started.clone())?;
        }
        if self.wait
            && let Some(process) = started.payload::<Process>()
        {
            let stop = cx.stop_token();
            while !process.has_exited() {
                if stop.wait(Some(Duration::from_millis(5))) {
                    return Err(Flow::Stopped);
                }
            }
        }
        Ok(())
    }
}

impl StartProcess {
    /// The command line as .NET would split it again.
    fn line(&self) -> String {
        let mut line = self.file_path.to_string();
        if !self.argument_list.is_empty() {
            line.push(' ');
            line.push_str(&self.argument_list.join(" "));
        }
        line
    }

    fn failed(&self, error: &std::io::Error) -> Flow {
        let why = match error.kind() {
            std::io::ErrorKind::NotFound => "No such file or directory",
            std::io::ErrorKind::PermissionDenied => "Permission denied",
            _ => "Exec format error",
        };
        let text = format!(
            "This command cannot be run due to the error: An error occurred trying to start process '{}' with working directory '{}'. {why}",
            self.file_path,
            std::env::current_dir().unwrap_or_default().display()
        );
        ErrorRecord::new(
            "InvalidOperationException",
            Category::InvalidOperation,
            exceptions::INVALID_OPERATION,
            text,
        )
        .into()
    }

    fn command(&self, cx: &mut dyn Cx) -> Result<Command> {
        let here = cx.session().directory();
        let program = if self.file_path.contains('/') {
            here.join(&*self.file_path).to_string_lossy().into_owned()
        } else {
            self.file_path.to_string()
        };
        let mut command = Command::new(program);
        command.args(split(&self.argument_list.join(" ")));
        let folder = if self.working_directory.is_empty() {
            here
        } else {
            place::parse(cx, &self.working_directory.clone())
                .map_err(Flow::from)?
                .as_path()
        };
        command.current_dir(folder);
        if self.use_new_environment {
            command.env_clear();
        }
        if let Some(table) = self.environment.as_dict() {
            let entries: Vec<(Value, Value)> = table
                .lock()
                .iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            for (name, value) in entries {
                if value.is_null() {
                    command.env_remove(&*values::text(&name));
                } else {
                    command.env(&*values::text(&name), &*values::text(&value));
                }
            }
        }
        if !self.redirect_standard_input.is_empty() {
            command.stdin(Stdio::from(open(
                cx,
                &self.redirect_standard_input.clone(),
                false,
            )?));
        }
        if !self.redirect_standard_output.is_empty() {
            command.stdout(Stdio::from(open(
                cx,
                &self.redirect_standard_output.clone(),
                true,
            )?));
        }
        if !self.redirect_standard_error.is_empty() {
            command.stderr(Stdio::from(open(
                cx,
                &self.redirect_standard_error.clone(),
                true,
            )?));
        }
        Ok(command)
    }
}

fn open(cx: &mut dyn Cx, text: &str, write: bool) -> Result<File> {
    let path = place::parse(cx, text).map_err(Flow::from)?.as_path();
    let opened = if write {
        File::create(&path)
    } else {
        File::open(&path)
    };
    opened.map_err(|error| {
        let target = Value::from(path.to_string_lossy().into_owned());
        ErrorRecord::of(
            exception_for(&error, &path),
            "FileOpenFailure",
            Category::OpenError,
            target,
        )
        .into()
    })
}

/// Arguments of one text: spaces part them, double quotes hold them together.
fn split(line: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut current: Option<String> = None;
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek() == Some(&'"') => {
                letters.next();
                current.get_or_insert_default().push('"');
            }
            '"' => {
                quoted = !quoted;
                current.get_or_insert_default();
            }
            ' ' | '\t' if !quoted => all.extend(current.take()),
            letter => current.get_or_insert_default().push(letter),
        }
    }
    all.extend(current);
    all
}

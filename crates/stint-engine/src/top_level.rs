//! The outermost run of a session: text or a script file, with `Out-Default` at the end of it.

use crate::block::{Block, Code};
use crate::context::Env;
use crate::function::Manner;
use crate::pipe::Pipe;
use crate::pipeline::{Site, Stage, StageKind, drive};
use crate::runspace::Runspace;
use crate::stage::script::ScriptStage;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::binder::Argument;
use stint_cmdlet::{Command, CommandKind};
use stint_object::error_record::Invocation;
use stint_object::{Result, Str, Value};
use stint_syntax::Extent;

impl Runspace {
    /// Runs something whose host output goes through one `Out-Default`, which is closed at its end.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn top_level(&self, run: impl FnOnce(&Self) -> Result<()>) -> Result<()> {
        let code = Code::empty();
        let env = Env {
            rs: self,
            frame: &self.global,
            out: &Pipe::Null,
            code: &code,
        };
        let stage = self.open_command(&env, "Out-Default", &[])?;
        let outer = self.host_out.replace(Some(stage.clone()));
        let result = run(self);
        let success = self.success.get();
        let closed = stage.end(self);
        stage.dispose(self);
        self.host_out.replace(outer);
        self.success.set(success);
        result.and(closed)
    }

    /// Runs text in the session's own scope, with `$args` and what `$input` enumerates.
    ///
    /// # Errors
    /// Its syntax errors, and whatever leaves it.
    pub fn run_text(
        &self,
        text: &str,
        args: Vec<Value>,
        input: Option<Vec<Value>>,
        out: &Pipe,
    ) -> Result<()> {
        let code = self.compile_command(text)?;
        let args = args
            .into_iter()
            .map(|value| Argument::positional(value, None))
            .collect();
        let command = Arc::new(Command::new(CommandKind::Script, ""));
        self.invoked_by(&command, &code);
        let stage = ScriptStage::block(Block::value(code.clone(), 0), args, Manner::Dot);
        self.run_stage(stage, command, &code, input, out)
    }

    /// Runs a script file with arguments as they stood on a command line.
    ///
    /// # Errors
    /// Its syntax errors, and whatever leaves it.
    pub fn run_file(
        &self,
        path: &str,
        arguments: &[String],
        input: Option<Vec<Value>>,
        out: &Pipe,
    ) -> Result<()> {
        let empty = Code::empty();
        let env = Env {
            rs: self,
            frame: &self.global,
            out,
            code: &empty,
        };
        let name = std::path::Path::new(path)
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut command = Command::new(CommandKind::ExternalScript, name);
        command.target = path.into();
        let command = Arc::new(command);
        let args = arguments.iter().map(|argument| words(argument)).collect();
        self.invoked_by(&command, &empty);
        let stage = ScriptStage::file(&env, &command, args, Manner::Dot)?.outermost();
        self.run_stage(stage, command, &empty, input, out)
    }

    /// The session's own scope has its `$MyInvocation` from the first thing that runs in it.
    fn invoked_by(&self, command: &Arc<Command>, code: &Arc<Code>) {
        let invocation = || {
            Arc::new(Invocation {
                command_name: command.name.clone(),
                command: crate::command::object::object_of(command),
                invocation_name: command.name.clone(),
                position: Some(crate::position::position(code.source(), Extent::new(0, 0))),
                pipeline: (1, 1),
                ..Invocation::default()
            })
        };
        self.global
            .activation
            .rare()
            .invocation
            .get_or_init(invocation);
    }

    /// Runs a job's block in the session's own scope; `feed` is given what puts an object into its pipeline.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn run_job_block(
        &self,
        block: &Value,
        arguments: Vec<(Option<Str>, Value)>,
        expects_input: bool,
        out: &Pipe,
        feed: impl FnOnce(&mut dyn FnMut(Value) -> Result<()>) -> Result<()>,
    ) -> Result<()> {
        let args = arguments
            .into_iter()
            .map(|(name, value)| match name {
                Some(name) if value.is_null() => Argument::parameter(
                    name.trim_start_matches('-').trim_end_matches(':'),
                    name.clone(),
                    None,
                ),
                Some(name) => Argument::named(
                    name.trim_start_matches('-').trim_end_matches(':'),
                    value,
                    None,
                ),
                None => Argument::positional(value, None),
            })
            .collect();
        let code = Block::of(block).map_or_else(Code::empty, |block| block.code.clone());
        let stage = ScriptStage::block(block.clone(), args, Manner::Dot);
        let site = Site {
            code,
            extent: Extent::default(),
            arguments: Rc::new([]),
            name: Str::default(),
            frame: self.global.clone(),
            place: (1, 1),
            expects_input,
            merges_errors: false,
        };
        let command = Arc::new(Command::new(CommandKind::Script, ""));
        let streams = self.streams.borrow().clone();
        let stage = Stage::new(
            self,
            command,
            StageKind::Script(Box::new(stage)),
            out.clone(),
            streams,
            site,
        );
        drive(
            self,
            &[stage],
            |head| feed(&mut |value| head.put(self, value)),
            !expects_input,
        )
    }

    fn run_stage(
        &self,
        stage: ScriptStage,
        command: Arc<Command>,
        code: &Arc<Code>,
        input: Option<Vec<Value>>,
        out: &Pipe,
    ) -> Result<()> {
        let expects_input = input.is_some();
        let site = Site {
            code: code.clone(),
            extent: Extent::default(),
            arguments: Rc::new([]),
            name: command.name.clone(),
            frame: self.global.clone(),
            place: (1, 1),
            expects_input,
            merges_errors: false,
        };
        let streams = self.streams.borrow().clone();
        let stage = Stage::new(
            self,
            command,
            StageKind::Script(Box::new(stage)),
            out.clone(),
            streams,
            site,
        );
        drive(
            self,
            &[stage],
            |head| {
                input
                    .unwrap_or_default()
                    .into_iter()
                    .try_for_each(|value| head.put(self, value))
            },
            !expects_input,
        )
    }
}

/// A word of the command line as an argument: `-Name`, `-Name:value`, or a value.
fn words(word: &str) -> Argument {
    let is_name = |name: &str| name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    match word.strip_prefix('-') {
        Some(name) if is_name(name) => match name.split_once(':') {
            Some((name, value)) if !value.is_empty() => Argument {
                text: format!("-{name}").into(),
                ..Argument::named(name, typed(value), None)
            },
            Some((name, _)) => Argument::parameter(name, word, None),
            None => Argument::parameter(name, word, None),
        },
        _ => Argument::positional(Value::str(word), None),
    }
}

/// `-Switch:$true` and `-Switch:$false` are what they say.
fn typed(value: &str) -> Value {
    match value.to_ascii_lowercase().as_str() {
        "$true" | "true" => Value::Bool(true),
        "$false" | "false" => Value::Bool(false),
        _ => Value::str(value),
    }
}

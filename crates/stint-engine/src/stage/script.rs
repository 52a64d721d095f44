//! A function, script file or script block as a pipeline stage.

use super::common::{Collectors, Common};
use crate::block::{Block, Code};
use crate::context::Env;
use crate::frame::{CalledAs, FrameKind, Input, Layout};
use crate::function::{Manner, Run};
use crate::pipe::Pipe;
use crate::pipeline::Stage;
use crate::runspace::{Runspace, Streams};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::binder::{Argument, Binding, Item, Request};
use stint_cmdlet::{Command, CommandKind};
use stint_object::{Flow, Result, Str, Value};

/// A script that runs in a pipeline.
pub struct ScriptStage {
    block: Value,
    command: Option<Arc<Command>>,
    args: Vec<Argument>,
    manner: Manner,
    kind: FrameKind,
    run: Option<Run>,
    binding: Option<Binding>,
    /// What came in, for `$input` where there is no `process`.
    input: Vec<Value>,
    collectors: Collectors,
    out: Pipe,
    streams: Rc<Streams>,
    done: bool,
    /// The script that the session runs: `exit` ends the session, not only the script.
    outermost: bool,
}

impl ScriptStage {
    fn new(
        block: Value,
        command: Option<Arc<Command>>,
        args: Vec<Argument>,
        manner: Manner,
        kind: FrameKind,
    ) -> Self {
        Self {
            block,
            command,
            args,
            manner,
            kind,
            run: None,
            binding: None,
            input: Vec::new(),
            collectors: Collectors::default(),
            out: Pipe::Null,
            streams: Rc::default(),
            done: false,
            outermost: false,
        }
    }

    /// `& { }`, `. { }`.
    pub fn block(block: Value, args: Vec<Argument>, manner: Manner) -> Self {
        Self::new(block, None, args, manner, FrameKind::Block)
    }

    /// A function or filter.
    pub fn function(command: Arc<Command>, args: Vec<Argument>, manner: Manner) -> Self {
        Self::new(
            command.block.clone(),
            Some(command),
            args,
            manner,
            FrameKind::Function,
        )
    }

    /// A script file, read and parsed now.
    ///
    /// # Errors
    /// When it cannot be read or parsed.
    pub fn file(
        env: &Env<'_>,
        command: &Arc<Command>,
        args: Vec<Argument>,
        manner: Manner,
    ) -> Result<Self> {
        let code = env.rs.load_script(&command.target)?;
        let block = Block::value(code, env.frame.module);
        let mut named = Command::new(CommandKind::ExternalScript, command.name.clone());
        named.target = command.target.clone();
        named.block = block.clone();
        Ok(Self::new(
            block,
            Some(Arc::new(named)),
            args,
            manner,
            FrameKind::Script,
        ))
    }

    /// Makes it the script that the session runs.
    #[must_use]
    pub fn outermost(mut self) -> Self {
        self.outermost = true;
        self
    }

    /// Binds the arguments and runs `begin`.
    pub fn begin(&mut self, rs: &Runspace, stage: &Stage) -> Result<()> {
        let Some(block) = Block::of(&self.block) else {
            return rs.unsupported("a script block of another engine");
        };
        let caller = Env {
            rs,
            frame: &stage.site.frame,
            out: &stage.out,
            code: &stage.site.code,
        };
        let run = Run::new(&caller, block, self.command.clone(), self.manner, self.kind)?;
        if run.own_scope {
            let activation = &run.frame.activation;
            *activation.rare().called.borrow_mut() = CalledAs {
                name: stage.site.name.clone(),
                place: Some(stage.site.place),
                expects_input: stage.site.expects_input,
            };
            let extent = stage.site.extent;
            activation.site.set((extent.start, extent.end));
        }
        (self.out, self.streams) = (stage.out.clone(), stage.streams.clone());
        let args = std::mem::take(&mut self.args);
        if run.lowered().params.plain && run.lowered().dynamic.is_none() {
            let command = &stage.command;
            run.bind_places(rs, args).map_err(|(flow, site)| {
                let extent = stage.site.place(site).unwrap_or(stage.site.extent);
                crate::report::name_function(&caller, command, extent, flow)
            })?;
        } else {
            self.bind(rs, stage, &run, args)?;
        }
        self.run = Some(run);
        self.guarded(rs, |this, run| {
            run.block(rs, &this.out, run.lowered().begin.as_ref())
        })
    }

    fn bind(&mut self, rs: &Runspace, stage: &Stage, run: &Run, args: Vec<Argument>) -> Result<()> {
        let table = crate::command::table::of(&run.env(rs, &Pipe::Null), &run.lowered().params)?;
        let request = Request {
            command: stage.site.name.clone(),
            table: table.clone(),
            arguments: args,
            expects_input: stage.site.expects_input,
            defaults: crate::run::variable::by_name(
                &stage.site.frame,
                *crate::symbol::known::DEFAULTS,
            ),
            dynamic: run.lowered().dynamic.is_some(),
        };
        let mut calls = crate::bind::ScriptCalls {
            rs,
            run,
            stage,
            depth: 0,
        };
        let binding = Binding::begin(request, &mut calls)?;
        run.after_binding(rs, &binding)?;
        if table.advanced {
            let common = Common::of(&binding);
            common.set_in(rs, &run.frame);
            (self.out, self.streams) =
                self.collectors
                    .attach(&binding, &stage.site.frame, &stage.out, &stage.streams);
            *run.frame.activation.rare().parameter_set.borrow_mut() =
                binding.parameter_set().clone();
            let ends = (self.out.clone(), self.streams.clone());
            *run.frame.activation.rare().cmdlet.borrow_mut() = Some(crate::ps_cmdlet::object(
                rs,
                stage,
                run,
                common,
                table.impact,
                ends,
            ));
        }
        self.binding = Some(binding);
        Ok(())
    }

    /// Runs with this stage's streams.
    fn guarded(
        &mut self,
        rs: &Runspace,
        work: impl FnOnce(&Self, &Run) -> Result<()>,
    ) -> Result<()> {
        let Some(run) = self.run.take() else {
            return Ok(());
        };
        let outer = rs.streams.replace(self.streams.clone());
        let result = work(self, &run);
        rs.streams.replace(outer);
        self.run = Some(run);
        rs.inner_success.set(rs.success.get());
        match result {
            Err(Flow::Return) => Ok(()),
            Err(Flow::Exit(code)) if self.kind == FrameKind::Script && !self.outermost => {
                rs.set_global(*crate::symbol::known::LAST_EXIT_CODE, Value::Int32(code));
                if code != 0 {
                    rs.set_failed();
                }
                Ok(())
            }
            other => other,
        }
    }

    /// One input, or none.
    pub fn process(&mut self, rs: &Runspace, stage: &Stage, item: Option<Value>) -> Result<()> {
        let Some(run) = &self.run else { return Ok(()) };
        if run.lowered().process.is_none() {
            if let Some(item) = item {
                if self
                    .binding
                    .as_ref()
                    .is_some_and(|binding| binding.table().advanced)
                {
                    self.bind_item(rs, stage, &item)?;
                }
                self.input.push(item);
            }
            return Ok(());
        }
        match item {
            None if stage.site.expects_input => Ok(()),
            None => self.guarded(rs, |this, run| run.process(rs, &this.out, None)),
            Some(item) => {
                if self.bind_item(rs, stage, &item)? {
                    *self.current_input() = vec![item.clone()];
                    if let Some(run) = &self.run {
                        *run.frame.activation.rare().input.borrow_mut() = Input::Item(item.clone());
                    }
                    self.guarded(rs, |this, run| run.process(rs, &this.out, Some(item)))
                } else {
                    Ok(())
                }
            }
        }
    }

    fn current_input(&mut self) -> &mut Vec<Value> {
        &mut self.input
    }

    /// Binds an item to the parameters that take pipeline input; `false` where it fits none, after the error was written.
    fn bind_item(&mut self, rs: &Runspace, stage: &Stage, item: &Value) -> Result<bool> {
        let (Some(run), Some(binding)) = (&self.run, &mut self.binding) else {
            return Ok(true);
        };
        if !binding.table().advanced {
            return Ok(true);
        }
        let mut calls = crate::bind::ScriptCalls {
            rs,
            run,
            stage,
            depth: 0,
        };
        match binding.bind_item(item, &mut calls)? {
            Item::Bound => {
                crate::bind::update_bound(run, binding);
                *run.frame.activation.rare().parameter_set.borrow_mut() =
                    binding.parameter_set().clone();
                Ok(true)
            }
            Item::Refused(error) => {
                crate::report::place_command(rs, stage, &error, None);
                rs.set_failed();
                let preference = rs.preference(&run.frame, *crate::symbol::known::ERROR_ACTION);
                let outer = rs.streams.replace(self.streams.clone());
                let result = crate::report::write_error(rs, preference, error);
                rs.streams.replace(outer);
                result?;
                Ok(false)
            }
        }
    }

    /// Runs `end`.
    pub fn end(&mut self, rs: &Runspace, stage: &Stage) -> Result<()> {
        let Some(run) = &self.run else { return Ok(()) };
        if run.lowered().process.is_none() {
            let input = std::mem::take(&mut self.input);
            if let Some(last) = input.last().cloned()
                && self.binding.is_none()
                && run.own_scope
            {
                // `$_` is not set by `end`, but `$input` is.
                let _ = last;
            }
            if stage.site.expects_input || !input.is_empty() {
                *run.frame.activation.rare().input.borrow_mut() = Input::of(input);
            }
        }
        self.guarded(rs, |this, run| {
            run.block(rs, &this.out, run.lowered().end.as_ref())
        })
    }

    /// Runs `clean`, and sets the variables that collected.
    pub fn dispose(&mut self, rs: &Runspace, stage: u64) {
        if std::mem::replace(&mut self.done, true) {
            return;
        }
        if let Some(run) = &self.run {
            run.clean(rs);
        }
        self.collectors.store(rs);
        crate::ps_cmdlet::forget(rs, stage);
    }
}

impl Runspace {
    /// Reads and parses a script file.
    ///
    /// # Errors
    /// When it cannot be read, or has syntax errors.
    pub fn load_script(&self, path: &str) -> Result<Arc<Code>> {
        let bytes = std::fs::read(path).map_err(|error| crate::error::io(&error, path.as_ref()))?;
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
            .into_owned();
        self.compile(&text, Some(path))
    }

    /// Parses text into code with a scope of its own.
    ///
    /// # Errors
    /// Its syntax errors.
    pub fn compile(&self, text: &str, file: Option<&str>) -> Result<Arc<Code>> {
        self.compile_or(text, file, crate::parse_error::raise)
    }

    /// Compiles the text of a command: what is unfinished raises another error than what is wrong.
    ///
    /// # Errors
    /// Its syntax errors.
    pub fn compile_command(&self, text: &str) -> Result<Arc<Code>> {
        self.compile_or(text, None, crate::parse_error::raise_of_command)
    }

    fn compile_or(
        &self,
        text: &str,
        file: Option<&str>,
        raise: fn(&stint_syntax::Parsed) -> Flow,
    ) -> Result<Arc<Code>> {
        let parsed = stint_syntax::parse_with(
            text,
            file,
            Arc::new(crate::class::symbols::SessionSymbols::default()),
            stint_syntax::Tokens::Forgotten,
        );
        if !parsed.errors.is_empty() {
            return Err(raise(&parsed));
        }
        let usings: Vec<Str> = parsed
            .root
            .using_statements
            .iter()
            .filter(|using| using.kind == stint_syntax::UsingStatementKind::Namespace)
            .filter_map(|using| using.name.as_ref().map(|name| Str::from(&*name.value)))
            .collect();
        Ok(Code::new(
            parsed.root,
            None,
            Arc::new(Layout::default()),
            Arc::new(crate::names::Names::new(usings)),
        ))
    }
}

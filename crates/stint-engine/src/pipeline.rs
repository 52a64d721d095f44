//! Pipelines: stages that push objects on, one thread for all of them.

use crate::command::find;
use crate::context::Env;
use crate::error;
use crate::frame::{Frame, FrameKind};
use crate::function::{Manner, Run};
use crate::node::{ArgKind, ArgPlaces, CommandName, CommandNode, PipelineNode};
use crate::pipe::Pipe;
use crate::run::counted::Fed;
use crate::run::expression::eval;
use crate::runspace::{Runspace, Streams};
use crate::stage::cmdlet::CmdletStage;
use crate::stage::native::NativeStage;
use crate::stage::script::ScriptStage;
use crate::{block::Block, redirect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::binder::{self, Argument};
use stint_cmdlet::{Command, CommandKind};
use stint_object::error_record::Category;
use stint_object::{Flow, Result, Str, Value, convert};
use stint_syntax::Extent;

/// One command of a pipeline that runs.
pub struct Stage {
    /// Unique in the runspace: `Select-Object -First` names itself by it.
    pub id: u64,
    kind: RefCell<StageKind>,
    begun: Cell<bool>,
    /// Where its output goes.
    pub out: Pipe,
    /// Where its other streams go.
    pub streams: Rc<Streams>,
    /// The command it runs.
    pub command: Arc<Command>,
    /// How it was called.
    pub site: Site,
}

impl Site {
    /// Where an argument stands that an error is about.
    pub fn place(&self, site: Option<binder::Site>) -> Option<Extent> {
        let site = site?;
        let places = self.arguments.get(site.element as usize)?;
        Some(places.of(site.part))
    }
}

/// How a command was called.
#[derive(Clone)]
pub struct Site {
    /// The calling code; its source holds the extents.
    pub code: Arc<crate::block::Code>,
    /// The command's own extent.
    pub extent: Extent,
    /// Extents of its arguments, by the numbers the binder uses.
    pub arguments: Rc<[ArgPlaces]>,
    /// As typed.
    pub name: Str,
    /// The scope of the call.
    pub frame: Rc<Frame>,
    /// Place in the pipeline and its length, from 1.
    pub place: (u32, u32),
    /// Whether a stage stands before it.
    pub expects_input: bool,
    /// Whether it stands with `2>&1` or `*>&1`.
    pub merges_errors: bool,
}

/// What a stage runs.
pub enum StageKind {
    /// A cmdlet.
    Cmdlet(Box<CmdletStage>),
    /// A function, script or script block.
    Script(Box<ScriptStage>),
    /// A native program.
    Native(Box<NativeStage>),
}

impl Stage {
    /// A stage that is not in the source: `Out-Default` of the host, a command run by a cmdlet.
    pub fn new(
        rs: &Runspace,
        command: Arc<Command>,
        kind: StageKind,
        out: Pipe,
        streams: Rc<Streams>,
        site: Site,
    ) -> Rc<Self> {
        let id = rs.next_stage.get();
        rs.next_stage.set(id + 1);
        Rc::new(Self {
            id,
            kind: RefCell::new(kind),
            begun: Cell::new(false),
            out,
            streams,
            command,
            site,
        })
    }

    fn with<R>(
        &self,
        rs: &Runspace,
        run: impl FnOnce(&mut StageKind, &Stage) -> Result<R>,
    ) -> Result<R> {
        let Ok(mut kind) = self.kind.try_borrow_mut() else {
            return Err(
                error::not_supported("writing to a pipeline stage from within itself").into(),
            );
        };
        let outer = rs.streams.replace(self.streams.clone());
        let result = run(&mut kind, self);
        rs.streams.replace(outer);
        result.map_err(|flow| crate::report::name_command(rs, self, flow))
    }

    /// Looks at what it runs, unless that is running right now.
    pub fn look(&self, look: impl FnOnce(&StageKind)) {
        if let Ok(kind) = self.kind.try_borrow() {
            look(&kind);
        }
    }

    /// Before the first input, once.
    ///
    /// # Errors
    /// Binding errors, terminating errors, control flow.
    pub fn begin(&self, rs: &Runspace) -> Result<()> {
        if self.begun.replace(true) {
            return Ok(());
        }
        self.with(rs, |kind, stage| match kind {
            StageKind::Cmdlet(cmdlet) => cmdlet.begin(rs, stage),
            StageKind::Script(script) => script.begin(rs, stage),
            StageKind::Native(native) => native.begin(rs, stage),
        })
    }

    /// One input.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn process(&self, rs: &Runspace, value: Value) -> Result<()> {
        rs.check_stop()?;
        // What stands before it may write as soon as it begins itself.
        self.begin(rs)?;
        self.with(rs, |kind, stage| match kind {
            StageKind::Cmdlet(cmdlet) => cmdlet.process(rs, stage, Some(value)),
            StageKind::Script(script) => script.process(rs, stage, Some(value)),
            StageKind::Native(native) => native.process(rs, stage, value),
        })
    }

    /// The one processing of a first stage that nothing is piped into.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn process_alone(&self, rs: &Runspace) -> Result<()> {
        self.with(rs, |kind, stage| match kind {
            StageKind::Cmdlet(cmdlet) => cmdlet.process(rs, stage, None),
            StageKind::Script(script) => script.process(rs, stage, None),
            StageKind::Native(_) => Ok(()),
        })
    }

    /// After the last input.
    ///
    /// # Errors
    /// As for `begin`.
    pub fn end(&self, rs: &Runspace) -> Result<()> {
        self.with(rs, |kind, stage| match kind {
            StageKind::Cmdlet(cmdlet) => cmdlet.end(rs, stage),
            StageKind::Script(script) => script.end(rs, stage),
            StageKind::Native(native) => native.end(rs, stage),
        })
    }

    /// In any case, last.
    pub fn dispose(&self, rs: &Runspace) {
        let _ = self.with(rs, |kind, _| {
            match kind {
                StageKind::Cmdlet(cmdlet) => cmdlet.dispose(),
                StageKind::Script(script) => script.dispose(rs, self.id),
                StageKind::Native(native) => native.dispose(),
            }
            Ok(())
        });
    }
}

/// Runs a pipeline of the source.
pub fn run(env: &Env<'_>, node: &PipelineNode) -> Result<()> {
    if let (None, [command]) = (&node.first, node.commands.as_slice())
        && command.redirections.is_empty()
        && plain_call(env, command)?
    {
        return Ok(());
    }
    general(env, node)
}

/// A call of a function without attributes and without a pipeline around it: bound straight into slots. Gives `false` if
/// the command is of another kind.
fn plain_call(env: &Env<'_>, node: &CommandNode) -> Result<bool> {
    let CommandName::Word(name, symbol) = &node.name else {
        return Ok(false);
    };
    let Some(command) = find::cached(env, node, name, *symbol) else {
        return Ok(false);
    };
    if !matches!(command.kind, CommandKind::Function) || node.dot {
        return Ok(false);
    }
    let Some(block) = Block::of(&command.block) else {
        return Ok(false);
    };
    let lowered = block.code.lowered();
    if !lowered.params.plain
        || lowered.dynamic.is_some()
        || node
            .args
            .iter()
            .any(|arg| matches!(arg.kind, ArgKind::Splat(_) | ArgKind::Verbatim(_)))
    {
        return Ok(false);
    }
    let args = PlainArguments::of(env, node)?;
    let called = Some(command.clone());
    let run = Run::new(env, block, called, Manner::Call, FrameKind::Function)?;
    run.frame
        .activation
        .site
        .set((node.extent.start, node.extent.end));
    let bound = match args {
        PlainArguments::Positions(values) => run
            .bind_positions(env.rs, values.into_iter())
            .map_err(|(flow, at)| (flow, at.map(|at| node.args[at].places.value))),
        PlainArguments::Named(args) => run.bind_places(env.rs, args).map_err(|(flow, site)| {
            let arg = site.and_then(|site| Some((node.args.get(site.element as usize)?, site)));
            (flow, arg.map(|(arg, site)| arg.places.of(site.part)))
        }),
    };
    if let Err((flow, extent)) = bound {
        let extent = extent.unwrap_or(node.extent);
        return Err(crate::report::name_function(env, &command, extent, flow));
    }
    run.all(env.rs, env.out)?;
    env.rs.success.set(true);
    Ok(true)
}

/// The arguments of a plain call: mostly just values.
enum PlainArguments {
    Positions(smallvec::SmallVec<[Value; 4]>),
    Named(Vec<Argument>),
}

impl PlainArguments {
    fn of(env: &Env<'_>, node: &CommandNode) -> Result<Self> {
        let mut exprs = node.args.iter().map(|arg| arg.kind.positional());
        if node.like_method || exprs.clone().any(|expr| expr.is_none()) {
            return arguments(env, node).map(Self::Named);
        }
        let mut values = smallvec::SmallVec::with_capacity(node.args.len());
        while let Some(Some(expr)) = exprs.next() {
            values.push(eval(env, expr)?.or_null());
        }
        Ok(Self::Positions(values))
    }
}

/// The arguments of a command, splatted ones expanded.
pub fn arguments(env: &Env<'_>, node: &CommandNode) -> Result<Vec<Argument>> {
    if node.like_method && env.rs.strict(env.frame) >= 2 {
        return Err(error::runtime(
            "StrictModeFunctionCallWithParens",
            Category::InvalidOperation,
            "The function or command was called as if it were a method. Parameters should be separated by spaces. For information about parameters, see the about_Parameters Help topic.",
        )
        .into());
    }
    let mut args = Vec::with_capacity(node.args.len());
    let mut only_values = false;
    for (arg, at) in node.args.iter().zip(0u32..) {
        match &arg.kind {
            ArgKind::Parameter(name) if only_values => args.push(Argument::positional(
                Value::str(format!("-{name}")),
                Some(at),
            )),
            ArgKind::Parameter(name) if &**name == "-" => only_values = true,
            ArgKind::Parameter(name) => args.push(Argument::parameter(
                name.clone(),
                Str::from(format!("-{name}")),
                Some(at),
            )),
            ArgKind::ParameterValue(name, argument, _) => {
                let value = match argument.expr() {
                    Some(expr) => eval(env, expr)?.or_null(),
                    None => Value::Null,
                };
                args.push(Argument::named(name.clone(), value, Some(at)));
            }
            ArgKind::Splat(expr) => splat(&eval(env, expr)?, &mut args)?,
            ArgKind::Verbatim(text) => {
                args.push(Argument::positional(Value::str("--%"), Some(at)));
                args.push(Argument::positional(Value::str(text.clone()), Some(at)));
            }
            ArgKind::Value(_) | ArgKind::Quoted(_) | ArgKind::List(..) | ArgKind::Word(..) => {
                let value = match arg.kind.expr() {
                    Some(expr) => eval(env, expr)?.or_null(),
                    None => Value::Null,
                };
                args.push(Argument::positional(value, Some(at)));
            }
        }
    }
    Ok(args)
}

fn splat(value: &Value, args: &mut Vec<Argument>) -> Result<()> {
    if let Some(dict) = value.as_dict() {
        let entries = dict.lock().pairs();
        for (key, value) in entries {
            args.push(Argument::splatted(convert::to_str(&key)?, value));
        }
        return Ok(());
    }
    for item in stint_object::enumerate::to_vec(value)? {
        args.push(Argument::element(item));
    }
    Ok(())
}

/// A command resolved from what names it.
struct Called {
    command: Arc<Command>,
    name: Str,
    block: Option<Value>,
    /// How many arguments what names the command took.
    skip: usize,
}

fn resolve(env: &Env<'_>, node: &CommandNode) -> Result<Called> {
    match &node.name {
        CommandName::Word(name, symbol) => {
            let command = match find::cached(env, node, name, *symbol) {
                Some(command) => command,
                None => return Err(env.rs.not_found(env, name, node.name_extent)),
            };
            Ok(Called {
                command,
                name: name.clone(),
                block: None,
                skip: 0,
            })
        }
        CommandName::Expr(expr) => by_value(env, &eval(env, expr)?, node),
    }
}

fn by_value(env: &Env<'_>, value: &Value, node: &CommandNode) -> Result<Called> {
    if Block::of(value).is_some() {
        let command = Arc::new(Command::new(CommandKind::Script, ""));
        return Ok(Called {
            command,
            name: Str::default(),
            block: Some(value.clone()),
            skip: 0,
        });
    }
    if let Some(command) = crate::command::object::command_of(value) {
        return Ok(Called {
            name: command.name.clone(),
            command,
            block: None,
            skip: 0,
        });
    }
    if let Some(module) = env.rs.module_of_value(value) {
        return in_module(env, node, module);
    }
    let name = match value.as_str() {
        Some(name) if !name.is_empty() => name.clone(),
        _ if value.is_null() || value.as_str().is_some() => {
            return Err(crate::function::not_callable().into());
        }
        _ => convert::to_str(value)?,
    };
    let symbol = crate::symbol::Symbol::of(&name);
    match find::lookup(env.rs, env.frame, &name, symbol) {
        Some(command) => Ok(Called {
            command,
            name,
            block: None,
            skip: 0,
        }),
        None => Err(env.rs.not_found(env, &name, node.name_extent)),
    }
}

/// `& $module { }`: the block runs in the module's session state. The block stays the first argument, so it is taken here.
fn in_module(env: &Env<'_>, node: &CommandNode, module: u32) -> Result<Called> {
    let first = match node.args.first().and_then(|arg| arg.kind.expr()) {
        Some(expr) => eval(env, expr)?,
        None => return Err(crate::function::not_callable().into()),
    };
    let command = Arc::new(Command::new(CommandKind::Script, ""));
    if let Some(block) = Block::of(&first) {
        return Ok(Called {
            command,
            name: Str::default(),
            block: Some(Block::value(block.code.clone(), module)),
            skip: 1,
        });
    }
    let name = convert::to_str(&first)?;
    let scope = env.rs.module_frame(module);
    match find::lookup(env.rs, &scope, &name, crate::symbol::Symbol::of(&name)) {
        Some(command) => Ok(Called {
            command,
            name,
            block: None,
            skip: 1,
        }),
        None => Err(env.rs.not_found(env, &name, node.name_extent)),
    }
}

/// A pipeline of any shape.
fn general(env: &Env<'_>, node: &PipelineNode) -> Result<()> {
    let count = node.commands.len() as u32 + u32::from(node.first.is_some());
    let mut stages: Vec<Rc<Stage>> = Vec::with_capacity(node.commands.len());
    let mut out = env.out.clone();
    let mut opened = Vec::new();
    // The last command first: each stage is made with the pipe it writes to. Names and arguments are evaluated in order
    // before, as PowerShell does.
    let mut prepared = Vec::with_capacity(node.commands.len());
    for command in &node.commands {
        let called = resolve(env, command)?;
        let args = if called.command.kind == CommandKind::Application {
            Vec::new()
        } else {
            let mut args = arguments(env, command)?;
            args.drain(..called.skip.min(args.len()));
            args
        };
        prepared.push((called, args));
    }
    for (at, (command, (called, args))) in node.commands.iter().zip(prepared).enumerate().rev() {
        let (to, streams) = redirect::apply(env, &command.redirections, out.clone(), &mut opened)?;
        let place = (at as u32 + 1 + u32::from(node.first.is_some()), count);
        let site = Site {
            code: env.code.clone(),
            extent: command.extent,
            arguments: command.args.iter().map(|arg| arg.places).collect(),
            name: called.name.clone(),
            frame: env.frame.clone(),
            place,
            expects_input: place.0 > 1,
            merges_errors: redirect::merges_errors(&command.redirections),
        };
        let kind = stage_kind(env, command, &called, args, &site)?;
        let stage = Stage::new(env.rs, called.command, kind, to, streams, site);
        out = Pipe::Stage(stage.clone());
        stages.push(stage);
    }
    stages.reverse();
    redirect::pair_native(&stages);
    let result = feed(env, node, &stages, &mut opened);
    for sink in opened {
        sink.close(env.rs)?;
    }
    result
}

fn stage_kind(
    env: &Env<'_>,
    node: &CommandNode,
    called: &Called,
    args: Vec<Argument>,
    site: &Site,
) -> Result<StageKind> {
    let manner = if node.dot { Manner::Dot } else { Manner::Call };
    if let Some(block) = &called.block {
        return Ok(StageKind::Script(Box::new(ScriptStage::block(
            block.clone(),
            args,
            manner,
        ))));
    }
    kind_of(env, &called.command, args, manner, Some(node), site)
}

/// What runs a command.
pub fn kind_of(
    env: &Env<'_>,
    command: &Arc<Command>,
    args: Vec<Argument>,
    manner: Manner,
    node: Option<&CommandNode>,
    site: &Site,
) -> Result<StageKind> {
    Ok(match command.kind {
        CommandKind::Cmdlet => StageKind::Cmdlet(Box::new(CmdletStage::new(command, args)?)),
        CommandKind::Function | CommandKind::Filter | CommandKind::Script => StageKind::Script(
            Box::new(ScriptStage::function(command.clone(), args, manner)),
        ),
        CommandKind::ExternalScript => {
            StageKind::Script(Box::new(ScriptStage::file(env, command, args, manner)?))
        }
        CommandKind::Application => {
            let (words, block) = match node {
                Some(node) => crate::stage::native_words::of(env, &node.args)?,
                None => (crate::stage::native::words_of(&args)?, false),
            };
            let stage = NativeStage::new(command.target.clone(), words, site);
            StageKind::Native(Box::new(if block { stage.of_power_shell() } else { stage }))
        }
        CommandKind::Alias | CommandKind::Configuration => {
            return env.rs.unsupported("calling such a command");
        }
    })
}

fn feed(
    env: &Env<'_>,
    node: &PipelineNode,
    stages: &[Rc<Stage>],
    opened: &mut Vec<Rc<dyn crate::pipe::Sink>>,
) -> Result<()> {
    let Some((first, redirections)) = &node.first else {
        return drive(env.rs, stages, |_| Ok(()), true);
    };
    if stages.is_empty() {
        let (to, streams) = redirect::apply(env, redirections, env.out.clone(), opened)?;
        let outer = env.rs.streams.replace(streams);
        let result = Fed::by(&env.to(&to), first).and_then(|fed| fed.put(env, &to));
        env.rs.streams.replace(outer);
        env.rs.success.set(result.is_ok());
        return result;
    }
    let fed = Fed::by(env, first)?;
    drive(env.rs, stages, |head| fed.put(env, head), false)
}

/// Runs stages: all begin in order, the first is fed, all end in order, and all are disposed in any case.
///
/// # Errors
/// Whatever leaves one of them and is not meant for this pipeline.
pub fn drive(
    rs: &Runspace,
    stages: &[Rc<Stage>],
    input: impl FnOnce(&Pipe) -> Result<()>,
    alone: bool,
) -> Result<()> {
    rs.success.set(true);
    let failed = rs.replace_failed(false);
    let result = steps(rs, stages, input, alone);
    for stage in stages {
        stage.dispose(rs);
    }
    let failures = rs.replace_failed(failed);
    rs.success.set(result.is_ok() && !failures);
    result
}

fn steps(
    rs: &Runspace,
    stages: &[Rc<Stage>],
    input: impl FnOnce(&Pipe) -> Result<()>,
    alone: bool,
) -> Result<()> {
    // A stage that had enough ends all before it; those from it on go on to their end.
    let mut from = 0;
    for stage in stages {
        stop_before(stages, &mut from, stage.begin(rs))?;
    }
    if from == 0
        && let Some(first) = stages.first()
    {
        let fed = if alone {
            first.process_alone(rs)
        } else {
            input(&Pipe::Stage(first.clone()))
        };
        stop_before(stages, &mut from, fed)?;
    }
    let mut at = from;
    while at < stages.len() {
        stop_before(stages, &mut from, stages[at].end(rs))?;
        at = (at + 1).max(from);
    }
    Ok(())
}

/// Takes a request to stop upstream that is meant for one of these stages.
fn stop_before(stages: &[Rc<Stage>], from: &mut usize, result: Result<()>) -> Result<()> {
    match result {
        Err(Flow::StopUpstream(id)) => match stages.iter().position(|stage| stage.id == id) {
            Some(at) => {
                *from = (*from).max(at);
                Ok(())
            }
            None => Err(Flow::StopUpstream(id)),
        },
        other => other,
    }
}

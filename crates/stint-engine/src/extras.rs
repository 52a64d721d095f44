//! The session's smaller services for running code: types, references, drives, method calls, background jobs.

use crate::block::{Block, Code};
use crate::command::find;
use crate::context::Env;
use crate::error;
use crate::frame::Frame;
use crate::names::Names;
use crate::node::Expr;
use crate::objects::reference;
use crate::pipe::{self, Pipe};
use crate::pipeline::{Site, Stage};
use crate::run::expression::eval;
use crate::run::statement;
use crate::runspace::{Route, Runspace};
use crate::session::{SessionHandle, frame_of};
use crate::symbol::Symbol;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::binder::Argument;
use stint_cmdlet::parameter::Attribute;
use stint_cmdlet::session::{Scope, Session};
use stint_cmdlet::{StopToken, Variable};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::{registry, resolve, system::exceptions};
use stint_object::{Flow, Result, Str, Type, Value, access, convert};
use stint_syntax::Extent;

static VERSION: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

impl Runspace {
    /// Changes with every function or alias that is defined or removed.
    pub fn commands_version(&self) -> u64 {
        VERSION.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// See `commands_version`.
    pub fn commands_changed(&self) {
        VERSION.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }

    /// Notes that a command of the running pipeline wrote an error: `$?` is false after it.
    pub fn set_failed(&self) {
        self.failed.set(true);
    }

    /// See `set_failed`.
    pub fn replace_failed(&self, failed: bool) -> bool {
        self.failed.replace(failed)
    }

    /// A type by the name that code writes: a class of its file or of a scope, or a .NET type.
    pub fn find_type(&self, name: &str, usings: &Names) -> Option<Type> {
        if usings.is_empty() && !Names::any() {
            return resolve::find(name);
        }
        let spaces: Vec<&str> = usings.iter().map(|using| &**using).collect();
        resolve::find_with(name, &spaces, &|name| {
            usings.find(name).or_else(|| self.class_in_scope(name))
        })
    }

    /// A class or enum that the running scope or one around it defined.
    pub fn class_in_scope(&self, name: &str) -> Option<Type> {
        if !Names::any() {
            return None;
        }
        crate::frame::chain(&self.scope()).find_map(|frame| {
            let locals = frame.locals.borrow();
            let types = &locals.as_ref()?.types;
            let found = types
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map(|(_, ty)| *ty)
        })
    }

    /// Makes a class known in a scope.
    pub fn define_type(&self, scope: &Rc<Frame>, ty: Type) {
        let mut locals = scope.locals.borrow_mut();
        let types = &mut locals.get_or_insert_default().types;
        types.retain(|(known, _)| !known.eq_ignore_ascii_case(ty.name()));
        types.push((ty.name().to_lowercase(), ty));
    }

    /// `[ref]$x`, or a reference to a value.
    ///
    /// # Errors
    /// When the variable does not exist.
    pub fn reference(&self, env: &Env<'_>, child: &Expr) -> Result<Value> {
        if let Expr::Local(local) = child {
            let found = crate::run::variable::find(env.frame, local.name)
                .map(|(frame, slot)| (frame.clone(), slot));
            return match found {
                Some((frame, slot)) => Ok(reference::to(
                    frame.variable(slot, local.name).unwrap_or_default(),
                )),
                None => match self.automatic(local.name) {
                    Some(value) => Ok(reference::to(Arc::new(Variable::new(
                        local.name.text(),
                        value,
                    )))),
                    None => Err(error::runtime(
                        "NonExistingVariableReference",
                        Category::InvalidOperation,
                        "[ref] cannot be applied to a variable that does not exist.",
                    )
                    .with_target(Value::str(local.name.text()))
                    .into()),
                },
            };
        }
        if let Expr::Scoped(scoped) = child {
            let scope = crate::run::variable::scope_of(env, scoped.0);
            let slot = scope.layout.slot(scoped.1.name);
            if let Some(variable) = scope.variable(slot, scoped.1.name) {
                return Ok(reference::to(variable));
            }
        }
        Ok(reference::to(Arc::new(Variable::new(
            "",
            eval(env, child)?,
        ))))
    }

    /// A method call on a value; `ForEach` and `Where` of collections run script.
    ///
    /// # Errors
    /// PowerShell's errors for a call that fits none, or what the method throws.
    pub fn invoke_method(
        &self,
        env: &Env<'_>,
        target: &Value,
        name: &str,
        args: &[Value],
    ) -> Result<Value> {
        if let Some(block) = Block::of(target)
            && let Some(result) = crate::script_block_api::invoke(env, block, target, name, args)
        {
            return result;
        }
        access::invoke_method(target, name, args)
    }

    /// Runs a block in the caller's own scope and collects.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn run_inline(&self, env: &Env<'_>, code: &Arc<Code>) -> Result<Vec<Value>> {
        let (pipe, list) = Pipe::collect();
        let lowered = code.lowered_for(&env.frame.layout);
        let inner = Env {
            rs: self,
            frame: env.frame,
            out: &pipe,
            code,
        };
        if let Some(body) = &lowered.end {
            match statement::body(&inner, body) {
                Ok(()) | Err(Flow::Return) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(pipe::take(&list))
    }

    /// `command &`.
    ///
    /// # Errors
    /// When no job can be started.
    pub fn start_background(&self, env: &Env<'_>, code: &Arc<Code>) -> Result<()> {
        let text = crate::run::using::background_text(self, env.frame, code);
        let block = Block::value(self.compile(&text, None)?, env.frame.module);
        let directory = Value::str(self.directory.borrow().to_string_lossy().into_owned());
        self.run_named(
            env.frame,
            "Start-Job",
            &[("ScriptBlock", block), ("WorkingDirectory", directory)],
            &[],
            &[],
            env.out,
        )
    }

    /// `$PWD`.
    pub fn path_info(&self) -> Value {
        use stint_cmdlet::drives::{Drives, PathPayload, Provider, path_object};
        let location = self.location.borrow();
        path_object(PathPayload {
            path: location.path.clone(),
            provider_path: location.provider_path.clone(),
            drive: Drives::of(&self.config.slots).find(&location.drive),
            provider: Provider::named(&location.provider).unwrap_or(Provider::FileSystem),
        })
    }

    /// `$ExecutionContext`.
    pub fn execution_context(&self, module: u32) -> Value {
        crate::intrinsics::object(module)
    }

    /// `$Host`.
    pub fn host_object(&self) -> Value {
        crate::host_object::object()
    }

    /// `$PSStyle`.
    pub fn style_object(&self) -> Value {
        registry::lookup("System.Management.Automation.PSStyle")
            .and_then(|ty| access::get_static(ty, "Instance").ok().flatten())
            .unwrap_or_default()
    }

    /// `$OutputEncoding`.
    pub fn output_encoding(&self) -> Value {
        registry::lookup("System.Text.UTF8Encoding")
            .and_then(|ty| access::construct(ty, &[Value::Bool(false)]).ok())
            .unwrap_or_default()
    }

    /// Reads `$drive:path`.
    ///
    /// # Errors
    /// When there is no such drive.
    pub fn read_drive(&self, env: &Env<'_>, drive: &str, path: &str) -> Result<Value> {
        match drive.to_ascii_lowercase().as_str() {
            "function" => Ok(match Scope::of_name(path) {
                Some((scope, name)) => find::function_of(frame_of(env.frame, &scope), name),
                None => find::function(env.frame, Symbol::of(path)),
            }
            .map_or(Value::Null, |command| command.block.clone())),
            "alias" => Ok(
                crate::command::find::direct(self, env.frame, path, Symbol::of(path))
                    .filter(|command| command.kind == stint_cmdlet::CommandKind::Alias)
                    .map_or(Value::Null, |command| Value::str(command.target.clone())),
            ),
            "variable" => {
                Ok(crate::run::variable::by_name(env.frame, Symbol::of(path)).unwrap_or_default())
            }
            // What is on no drive is not set.
            _ if stint_cmdlet::drives::Drives::of(&self.config.slots)
                .find(drive)
                .is_none() =>
            {
                Ok(Value::Null)
            }
            _ => {
                let named = [
                    ("LiteralPath", Value::str(format!("{drive}:{path}"))),
                    ("ErrorAction", Value::str("Stop")),
                ];
                pipe::collected_from(self, |pipe| {
                    self.run_named(env.frame, "Get-Content", &named, &[], &[], pipe)
                })
            }
        }
    }

    /// Assigns `$drive:path`.
    ///
    /// # Errors
    /// When there is no such drive, or it cannot be set.
    pub fn write_drive(&self, env: &Env<'_>, drive: &str, path: &str, value: Value) -> Result<()> {
        match drive.to_ascii_lowercase().as_str() {
            "env" => {
                self.set_environment(
                    path,
                    if value.is_null() {
                        None
                    } else {
                        Some(convert::to_str(&value)?)
                    },
                );
                Ok(())
            }
            "function" if value.is_null() => SessionHandle {
                rs: self,
                frame: env.frame,
            }
            .remove_function(path, false)
            .map(|_| ()),
            "function" => {
                let (scope, name) = Scope::and_name(path);
                let block = if Block::of(&value).is_some() {
                    value
                } else {
                    Block::value(
                        self.compile(&convert::to_str(&value)?, None)?,
                        env.frame.module,
                    )
                };
                let mut command =
                    stint_cmdlet::Command::new(stint_cmdlet::CommandKind::Function, name);
                command.block = block;
                self.define_function(frame_of(env.frame, &scope), command)
            }
            "alias" => {
                let mut command =
                    stint_cmdlet::Command::new(stint_cmdlet::CommandKind::Alias, path);
                command.target = convert::to_str(&value)?;
                env.frame
                    .locals
                    .borrow_mut()
                    .get_or_insert_with(Default::default)
                    .aliases
                    .insert(Symbol::of(path), Arc::new(command));
                self.commands_changed();
                Ok(())
            }
            _ => self.run_named(
                env.frame,
                "Set-Content",
                &[
                    ("LiteralPath", Value::str(format!("{drive}:{path}"))),
                    ("Value", value),
                    ("ErrorAction", Value::str("Stop")),
                ],
                &[],
                &[],
                &Pipe::Null,
            ),
        }
    }

    /// Sets or removes an environment variable of this process.
    pub fn set_environment(&self, name: &str, value: Option<Str>) {
        crate::sys::set_environment(name, value.as_deref());
    }

    /// Checks a value against the attributes of a variable.
    ///
    /// # Errors
    /// `ValidateSetFailure` and kin.
    pub fn validate_property(&self, attributes: &[Attribute], value: Value) -> Result<Value> {
        let value = self.transformed(attributes, value)?;
        for attribute in attributes {
            stint_cmdlet::binder::validate(attribute, &value, &mut Calls(self))?;
        }
        Ok(value)
    }

    /// What script-defined transformations make of a value.
    fn transformed(&self, attributes: &[Attribute], value: Value) -> Result<Value> {
        attributes
            .iter()
            .try_fold(value, |value, attribute| match attribute {
                Attribute::Scripted(object) => {
                    crate::command::attribute::transform(self, object, value)
                }
                _ => Ok(value),
            })
    }

    /// Checks what is assigned to a variable with attributes.
    ///
    /// # Errors
    /// `ValidateSetFailure`.
    pub fn validate_variable(
        &self,
        attributes: &[Attribute],
        name: &str,
        value: Value,
    ) -> Result<Value> {
        let value = self.transformed(attributes, value)?;
        for attribute in attributes {
            stint_cmdlet::binder::validate(attribute, &value, &mut Calls(self)).map_err(|flow| match flow.error() {
                Some(inner) => {
                    let text = convert::to_str(&value).unwrap_or_default();
                    let _ = inner;
                    ErrorRecord::new("ValidateSetFailure", Category::MetadataError, exceptions::VALIDATION_METADATA, format!("The variable cannot be validated because the value {text} is not a valid value for the {name} variable."))
                        .into()
                }
                None => flow,
            })?;
        }
        Ok(value)
    }

    /// The error of a command that does not exist, at its place.
    pub fn not_found(&self, env: &Env<'_>, name: &str, extent: Extent) -> Flow {
        let error: stint_object::error_record::ErrorObject = error::command_not_found(name).into();
        {
            let mut state = error.state.lock();
            state.target_name = Some(name.into());
            state.invocation = Some(Arc::new(stint_object::error_record::Invocation {
                invocation_name: name.into(),
                position: Some(crate::position::position(env.code.source(), extent)),
                ..Default::default()
            }));
        }
        crate::position::place(env, &error, extent);
        error.into()
    }

    /// A stage for a command named in Rust.
    ///
    /// # Errors
    /// When there is no such command.
    pub fn stage_of(
        &self,
        env: &Env<'_>,
        name: &str,
        named: &[(&str, Value)],
        positional: &[Value],
        expects_input: bool,
        out: Pipe,
    ) -> Result<Rc<Stage>> {
        let command = crate::command::find::find(env, name, Symbol::of(name))?;
        let mut args: Vec<Argument> = named
            .iter()
            .map(|(name, value)| Argument::named(*name, value.clone(), None))
            .collect();
        args.extend(Argument::list(positional));
        let site = Site {
            code: env.code.clone(),
            extent: Extent::default(),
            arguments: Rc::new([]),
            name: command.name.clone(),
            frame: env.frame.clone(),
            place: (1, 1),
            expects_input,
            merges_errors: false,
        };
        let kind = crate::pipeline::kind_of(
            env,
            &command,
            args,
            crate::function::Manner::Call,
            None,
            &site,
        )?;
        let streams = self.streams.borrow().clone();
        Ok(Stage::new(self, command, kind, out, streams, site))
    }

    /// A command that has begun and takes input until it is closed.
    ///
    /// # Errors
    /// When it cannot begin.
    pub fn open_command(
        &self,
        env: &Env<'_>,
        name: &str,
        named: &[(&str, Value)],
    ) -> Result<Rc<Stage>> {
        let stage = self.stage_of(env, name, named, &[], true, Pipe::Null)?;
        stage.begin(self)?;
        Ok(stage)
    }

    /// Whether output goes straight to this process's own standard output.
    pub fn is_plain_host(&self) -> bool {
        matches!(self.route(crate::runspace::stream::ERROR), Route::Host)
            && self.journal.borrow().is_none()
    }

    /// What a program's standard input is when nothing is piped in.
    pub fn native_input(&self) -> std::process::Stdio {
        if self.journal.borrow().is_some() {
            std::process::Stdio::null()
        } else {
            std::process::Stdio::inherit()
        }
    }

    /// Writes out what the host holds back, before a program writes by itself.
    pub fn flush_host(&self) {
        // A host that is writing at this moment needs no other to tell it.
        if let Ok(mut host) = self.host.try_borrow_mut() {
            host.flush();
        }
    }

    /// An object formatted as text, as a program reads it.
    ///
    /// # Errors
    /// Whatever leaves formatting.
    pub fn format_text(&self, value: &Value) -> Result<String> {
        let (scope, input) = (self.scope(), std::slice::from_ref(value));
        let text = pipe::collected_from(self, |pipe| {
            self.run_named(&scope, "Out-String", &[], &[], input, pipe)
        })?;
        let text = convert::to_str(&text)?;
        Ok(text.trim_end_matches('\n').to_owned())
    }

    /// The `PSVariable` of a variable: one object for each variable.
    pub fn variable_object(&self, variable: &Arc<Variable>) -> Value {
        crate::objects::variable::object_of(variable)
    }

    /// A token that stops with this session.
    pub fn token(&self) -> StopToken {
        self.config.stop.clone()
    }
}

/// What validation outside of a binding asks of the session.
struct Calls<'a>(&'a Runspace);

impl stint_cmdlet::binder::Callbacks for Calls<'_> {
    fn validate(&mut self, attribute: &Value, value: &Value) -> Result<()> {
        crate::command::attribute::validate(self.0, attribute, value)
    }

    fn call(&mut self, block: &Value, item: Option<Value>, args: &[Value]) -> Result<Vec<Value>> {
        match Block::of(block) {
            Some(block) => self.0.call_in_scope(&self.0.scope(), block, item, args),
            None => Ok(Vec::new()),
        }
    }
}

impl Code {
    /// Code with nothing in it: what a command called from Rust stands in.
    pub fn empty() -> Arc<Self> {
        thread_local! {
            static EMPTY: Arc<Code> = Code::new(stint_syntax::parse("", None).root, None, Arc::default(), Arc::default());
        }
        EMPTY.with(Arc::clone)
    }
}

impl Stage {
    /// Looks at the native program it runs, if it does.
    pub fn as_native(&self, look: impl FnOnce(&crate::stage::native::NativeStage)) {
        self.look(|kind| {
            if let crate::pipeline::StageKind::Native(native) = kind {
                look(native);
            }
        });
    }
}

/// The functions that the value crates ask of the running session.
pub fn install_ambient() {
    stint_object::ambient::install(stint_object::ambient::Ambient {
        separator: || {
            let rs = Runspace::current().ok()?;
            let value = crate::run::variable::by_name(&rs.scope(), *crate::symbol::known::OFS)?;
            convert::to_str(&value).ok()
        },
        type_named: |name| match Runspace::current() {
            Ok(rs) => {
                let scope = rs.scope();
                let code =
                    crate::frame::chain(&scope).find_map(|frame| frame.activation.code.clone());
                match code {
                    Some(code) => rs.find_type(name, &code.usings),
                    None => rs.find_type(name, &Names::default()),
                }
            }
            Err(_) => resolve::find(name),
        },
        script_block: |text| {
            let rs = Runspace::current()?;
            let code = rs.compile(text, None)?;
            Ok(crate::Block::value(code, rs.scope().module))
        },
        block_member: crate::script_block_api::member,
    });
}

/// Which scope a frame handle is of; kept here so that callers need no import of the frame module.
pub fn same_scope(a: &Rc<Frame>, b: &Rc<Frame>) -> bool {
    Rc::ptr_eq(a, b)
}

//! The session state as cmdlets see it.

use crate::block::Block;
use crate::command::{Locals, find};
use crate::context::Env;
use crate::frame::{Frame, Slot, chain, global_scope, script_scope};
use crate::pipe::{self, Pipe};
use crate::run::variable;
use crate::runspace::Runspace;
use crate::symbol::Symbol;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::host::{Choice, Stream};
use stint_cmdlet::session::{CommentHelp, Exports, ImportModule, Location, Scope};
use stint_cmdlet::variable::options;
use stint_cmdlet::{Command, CommandKind, Host, ParameterTable, ScriptCall, Session, Variable};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::records::{HostMessage, ProgressRecord};
use stint_object::types::system::exceptions;
use stint_object::{Obj, Result, Str, Value};

/// The session from one scope.
pub struct SessionHandle<'a> {
    /// The session.
    pub rs: &'a Runspace,
    /// The caller's scope.
    pub frame: &'a Rc<Frame>,
}

impl SessionHandle<'_> {
    fn scope(&self, scope: &Scope) -> Rc<Frame> {
        frame_of(self.frame, scope).clone()
    }

    fn locals<R>(&self, scope: &Rc<Frame>, change: impl FnOnce(&mut Locals) -> R) -> R {
        change(
            scope
                .locals
                .borrow_mut()
                .get_or_insert_with(|| Box::new(Locals::default())),
        )
    }
}

/// The scope that is named, seen from another.
pub fn frame_of<'f>(frame: &'f Rc<Frame>, scope: &Scope) -> &'f Rc<Frame> {
    match scope {
        Scope::Default | Scope::Local => frame,
        Scope::Script => script_scope(frame),
        Scope::Global => global_scope(frame),
        Scope::Up(count) => chain(frame).nth(*count).unwrap_or(global_scope(frame)),
    }
}

fn locked(options_bits: u32, force: bool) -> bool {
    options_bits & options::CONSTANT != 0 || options_bits & options::READ_ONLY != 0 && !force
}

impl Session for SessionHandle<'_> {
    fn variable(&mut self, name: &str, scope: &Scope) -> Option<Arc<Variable>> {
        let symbol = Symbol::of(name);
        let found = match scope {
            Scope::Default => {
                variable::find(self.frame, symbol).map(|(frame, slot)| (frame.clone(), slot))
            }
            other => {
                let frame = self.scope(other);
                frame.named(symbol).map(|(slot, _)| (frame.clone(), slot))
            }
        };
        match found {
            Some((frame, slot)) => frame.variable(slot, symbol),
            None if matches!(scope, Scope::Default | Scope::Global) => {
                self.rs.automatic_variable(symbol)
            }
            None => None,
        }
    }

    fn variable_value(&mut self, name: &str) -> Option<Value> {
        let symbol = Symbol::of(name);
        variable::by_name(self.frame, symbol).or_else(|| self.rs.automatic(symbol))
    }

    fn set_variable(&mut self, name: &str, value: Value, scope: &Scope) -> Result<()> {
        let frame = self.scope(scope);
        let symbol = Symbol::of(name);
        if frame.named(symbol).is_none() && crate::automatic::is_fixed(name) {
            return Err(crate::run::assign::not_writable(name).into());
        }
        crate::run::assign::set_slot(self.rs, &frame, frame.layout.slot(symbol), value)
    }

    fn put_variable(&mut self, variable: Arc<Variable>, scope: &Scope, force: bool) -> Result<()> {
        let frame = self.scope(scope);
        let slot = frame.layout.slot(Symbol::of(&variable.name));
        if let Slot::Variable(known) = frame.slot(slot)
            && locked(known.meta.lock().options, force)
        {
            return Err(crate::run::assign::not_writable(&known.name).into());
        }
        let bits = variable.meta.lock().options;
        let private = bits & options::PRIVATE != 0;
        if bits & options::ALL_SCOPE != 0 {
            self.rs.all_scope_possible.set(true);
        }
        frame.replace(slot, Slot::Variable(variable));
        if private && !frame.is_private(slot) {
            frame.private.borrow_mut().push(slot);
        }
        Ok(())
    }

    fn remove_variable(&mut self, name: &str, scope: &Scope, force: bool) -> Result<bool> {
        let symbol = Symbol::of(name);
        let found = match scope {
            Scope::Default => {
                variable::find(self.frame, symbol).map(|(frame, slot)| (frame.clone(), slot))
            }
            other => {
                let frame = self.scope(other);
                frame.named(symbol).map(|(slot, _)| (frame.clone(), slot))
            }
        };
        let Some((frame, slot)) = found else {
            return Ok(false);
        };
        if let Slot::Variable(known) = frame.slot(slot)
            && locked(known.meta.lock().options, force)
        {
            return Err(ErrorRecord::new(
                "VariableNotRemovable",
                Category::WriteError,
                exceptions::SESSION_STATE_UNAUTHORIZED_ACCESS,
                format!("Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option."),
            )
            .with_target(Value::str(name))
            .into());
        }
        frame.replace(slot, Slot::Empty);
        Ok(true)
    }

    fn variables(&mut self, scope: &Scope) -> Vec<Arc<Variable>> {
        let frames: Vec<Rc<Frame>> = match scope {
            Scope::Default => chain(self.frame).cloned().collect(),
            other => vec![self.scope(other)],
        };
        let mut seen = hashbrown::HashSet::new();
        let mut all = Vec::new();
        for (up, frame) in frames.iter().enumerate() {
            for (name, slot) in frame.names() {
                if (up == 0 || !frame.is_private(slot))
                    && !name.text().starts_with("__")
                    && seen.insert(name)
                    && let Some(variable) = frame.variable(slot, name)
                {
                    all.push(variable);
                }
            }
        }
        if matches!(scope, Scope::Default | Scope::Global) {
            for name in crate::automatic::names() {
                let symbol = Symbol::of(name);
                if seen.insert(symbol)
                    && let Some(variable) = self.rs.automatic_variable(symbol)
                {
                    all.push(variable);
                }
            }
        }
        all.sort_by_key(|variable| variable.name.to_lowercase());
        all
    }

    fn command(&mut self, name: &str) -> Option<Arc<Command>> {
        find::direct(self.rs, self.frame, name, Symbol::of(name))
    }

    fn commands(&mut self, pattern: &str, kinds: &[CommandKind]) -> Vec<Arc<Command>> {
        find::all(self.rs, self.frame, pattern, kinds)
    }

    fn command_object(&mut self, command: &Arc<Command>) -> Value {
        crate::command::object::object_of(command)
    }

    fn set_function(&mut self, name: &str, block: Value, scope: &Scope) -> Result<()> {
        let mut command = Command::new(CommandKind::Function, name);
        command.block = block;
        command.module = self.rs.module_name(self.frame.module);
        self.rs.define_function(&self.scope(scope), command)
    }

    fn remove_function(&mut self, name: &str, force: bool) -> Result<bool> {
        let (scope, name) = Scope::and_name(name);
        let symbol = Symbol::of(name);
        let frames = match scope {
            Scope::Default => chain(self.frame).cloned().collect(),
            scope => vec![self.scope(&scope)],
        };
        for frame in frames {
            let mut locals = frame.locals.borrow_mut();
            let Some(locals) = locals.as_deref_mut() else {
                continue;
            };
            let Some(known) = locals.functions.get(&symbol) else {
                continue;
            };
            if locked(*known.options.lock(), force) {
                return Err(ErrorRecord::new(
                    "FunctionNotRemovable",
                    Category::WriteError,
                    exceptions::SESSION_STATE_UNAUTHORIZED_ACCESS,
                    format!("Cannot remove function {name} because it is read-only or constant."),
                )
                .with_target(Value::str(name))
                .into());
            }
            locals.functions.remove(&symbol);
            self.rs.commands_changed();
            return Ok(true);
        }
        Ok(false)
    }

    fn set_alias(&mut self, alias: Arc<Command>, scope: &Scope, force: bool) -> Result<()> {
        let frame = self.scope(scope);
        let symbol = Symbol::of(&alias.name);
        let known = self.locals(&frame, |locals| locals.aliases.get(&symbol).cloned());
        let bits = match &known {
            Some(known) => *known.options.lock(),
            None => crate::command::aliases::find(&alias.name)
                .filter(|_| !self.rs.removed_aliases.borrow().contains(&symbol))
                .map_or(0, |(_, _, bits)| *bits),
        };
        if locked(bits, force) {
            return Err(ErrorRecord::new(
                "AliasNotWritable",
                Category::WriteError,
                exceptions::SESSION_STATE_UNAUTHORIZED_ACCESS,
                format!("Alias is not writeable because alias {} is read-only or constant and cannot be written to.", alias.name),
            )
            .with_target(Value::str(alias.name.clone()))
            .into());
        }
        self.locals(&frame, |locals| locals.aliases.insert(symbol, alias));
        self.rs.commands_changed();
        Ok(())
    }

    fn remove_alias(&mut self, name: &str, force: bool) -> Result<bool> {
        let symbol = Symbol::of(name);
        let not_removable = || {
            ErrorRecord::new(
                "AliasNotRemovable",
                Category::WriteError,
                exceptions::SESSION_STATE_UNAUTHORIZED_ACCESS,
                format!("Alias was not removed because alias {name} is constant or read-only."),
            )
            .with_target(Value::str(name))
        };
        for frame in chain(self.frame) {
            let mut locals = frame.locals.borrow_mut();
            let Some(locals) = locals.as_deref_mut() else {
                continue;
            };
            let Some(known) = locals.aliases.get(&symbol) else {
                continue;
            };
            if locked(*known.options.lock(), force) {
                return Err(not_removable().into());
            }
            locals.aliases.remove(&symbol);
            self.rs.commands_changed();
            return Ok(true);
        }
        match crate::command::aliases::find(name) {
            Some((_, _, bits)) if !self.rs.removed_aliases.borrow().contains(&symbol) => {
                if locked(*bits, force) {
                    return Err(not_removable().into());
                }
                self.rs.removed_aliases.borrow_mut().insert(symbol);
                self.rs.commands_changed();
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn parameter_table(&mut self, command: &Arc<Command>) -> Result<Option<Arc<ParameterTable>>> {
        crate::command::table::of_command(self.rs, command)
    }

    fn scope_depth(&mut self) -> usize {
        chain(self.frame).count()
    }

    fn comment_help(&mut self, command: &Arc<Command>) -> Option<CommentHelp> {
        crate::comment_help::of(command)
    }

    fn script_block(&mut self, text: &str, file: Option<&Path>) -> Result<Value> {
        let file = file.map(|file| file.to_string_lossy().into_owned());
        let code = self.rs.compile(text, file.as_deref())?;
        Ok(Block::value(code, self.frame.module))
    }

    fn data(&mut self, text: &str, file: Option<&Path>) -> Result<Value> {
        self.rs.data_of(text, file)
    }

    fn available_modules(&mut self, names: &[Str]) -> Vec<Obj> {
        self.rs.available_modules(names)
    }

    fn run_command(
        &mut self,
        name: &str,
        named: &[(&str, Value)],
        positional: &[Value],
        input: &[Value],
    ) -> Result<Vec<Value>> {
        pipe::items_from(self.rs, |pipe| {
            self.rs
                .run_named(self.frame, name, named, positional, input, pipe)
        })
    }

    fn run_block(&mut self, block: &Value, call: ScriptCall<'_>) -> Result<Vec<Value>> {
        pipe::items_from(self.rs, |pipe| {
            self.rs.run_script(self.frame, block, call, pipe)
        })
    }

    fn location(&self) -> Location {
        self.rs.location.borrow().clone()
    }

    fn directory(&self) -> PathBuf {
        self.rs.directory.borrow().clone()
    }

    fn set_location(&mut self, location: Location) {
        if &*location.provider == "FileSystem" {
            *self.rs.directory.borrow_mut() = PathBuf::from(&*location.provider_path);
        }
        *self.rs.location.borrow_mut() = location;
    }

    fn modules(&self) -> Vec<Obj> {
        self.rs.module_objects()
    }

    fn import_module(&mut self, request: &ImportModule) -> Result<Vec<Obj>> {
        self.rs.import_module(self.frame, request)
    }

    fn new_module(
        &mut self,
        name: Option<&str>,
        block: &Value,
        args: &[Value],
    ) -> Result<(Obj, Vec<Value>)> {
        self.rs.new_module(self.frame, name, block, args)
    }

    fn remove_module(&mut self, module: &Obj) -> Result<()> {
        self.rs.remove_module(module)
    }

    fn export_members(&mut self, exports: &Exports) -> Result<()> {
        self.rs.export_members(self.frame, exports)
    }

    fn call_stack(&mut self) -> Vec<Value> {
        crate::position::call_stack(self.frame)
    }

    fn set_strict_mode(&mut self, version: u32) {
        self.frame.activation.strict.set(Some(version));
    }

    fn strict_mode(&mut self) -> u32 {
        self.rs.strict(self.frame)
    }

    fn variable_object(&mut self, variable: &Arc<Variable>) -> Value {
        self.rs.variable_object(variable)
    }

    fn using_values(&mut self, block: &Value, live: bool) -> Result<Vec<(Str, Value)>> {
        self.rs.using_values(self.frame, block, live)
    }

    fn runspace_id(&self) -> uuid::Uuid {
        self.rs.instance
    }

    fn process_events(&mut self) -> Result<()> {
        self.rs.process_events(self.frame)
    }
}

impl Runspace {
    /// Runs a command by name.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn run_named(
        &self,
        frame: &Rc<Frame>,
        name: &str,
        named: &[(&str, Value)],
        positional: &[Value],
        input: &[Value],
        out: &Pipe,
    ) -> Result<()> {
        let code = crate::block::Code::empty();
        let env = Env {
            rs: self,
            frame,
            out,
            code: &code,
        };
        let stage = self.stage_of(
            &env,
            name,
            named,
            positional,
            !input.is_empty(),
            out.clone(),
        )?;
        let values = input.to_vec();
        crate::pipeline::drive(
            self,
            &[stage],
            |head| {
                values
                    .into_iter()
                    .try_for_each(|value| head.put(self, value))
            },
            input.is_empty(),
        )
    }
}

/// The host, reached through the session.
pub struct HostHandle<'a> {
    /// The session.
    pub rs: &'a Runspace,
}

impl Host for HostHandle<'_> {
    fn width(&self) -> usize {
        self.rs.host.borrow().width()
    }
    fn height(&self) -> usize {
        self.rs.host.borrow().height()
    }
    fn is_interactive(&self) -> bool {
        self.rs.host.borrow().is_interactive()
    }
    fn supports_colour(&self) -> bool {
        self.rs.host.borrow().supports_colour()
    }
    fn write(&mut self, message: &HostMessage) {
        self.rs.host.borrow_mut().write(message);
    }
    fn write_output(&mut self, text: &str) {
        self.rs.host.borrow_mut().write_output(text);
    }
    fn write_error(&mut self, text: &str) {
        self.rs.host.borrow_mut().write_error(text);
    }
    fn write_stream_line(&mut self, stream: Stream, text: &str) {
        self.rs.host.borrow_mut().write_stream_line(stream, text);
    }
    fn progress(&mut self, source: i64, record: &ProgressRecord) {
        self.rs.host.borrow_mut().progress(source, record);
    }
    fn read_line(&mut self, prompt: Option<&str>, secret: bool) -> Result<Option<String>> {
        self.rs.host.borrow_mut().read_line(prompt, secret)
    }
    fn choose(
        &mut self,
        caption: &str,
        message: &str,
        choices: &[Choice],
        default: i32,
    ) -> Result<i32> {
        self.rs
            .host
            .borrow_mut()
            .choose(caption, message, choices, default)
    }
    fn prompt(
        &mut self,
        caption: &str,
        message: &str,
        fields: &[(String, stint_object::Type)],
    ) -> Result<Vec<Value>> {
        self.rs.host.borrow_mut().prompt(caption, message, fields)
    }
    fn name(&self) -> &str {
        "ConsoleHost"
    }
    fn flush(&mut self) {
        self.rs.host.borrow_mut().flush();
    }
    fn set_should_exit(&mut self, code: i32) {
        self.rs.host.borrow_mut().set_should_exit(code);
    }
}

/// A name as text, for messages.
pub fn text(name: Symbol) -> Str {
    name.text()
}

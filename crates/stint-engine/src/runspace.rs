//! A session on one thread: its scopes, streams, modules and host. Reached by shared reference from everywhere.

use crate::command::Locals;
use crate::context::Env;
use crate::error;
use crate::frame::{Activation, Checked, Frame, FrameKind, Layout, Slot};
use crate::pipe::Pipe;
use crate::run::variable;
use crate::symbol::{Symbol, known};
use hashbrown::{HashMap, HashSet};
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::session::Location;
use stint_cmdlet::{Command, CommandKind, Entry, Host, Slots, StopToken};
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Flow, Lock, Result, Str, Value, convert};
use stint_syntax::Extent;

/// What a runspace is made with.
pub struct Config {
    /// The cmdlets that exist.
    pub cmdlets: &'static [&'static [Entry]],
    /// What this process keeps, such as the job table.
    pub slots: Arc<Slots>,
    /// The stop token of what runs here.
    pub stop: StopToken,
    /// Where the session starts.
    pub directory: PathBuf,
}

/// Where a stream's records go.
#[derive(Clone, Default)]
pub enum Route {
    /// To the host.
    #[default]
    Host,
    /// Into a pipe: a redirection, a job's journal.
    Pipe(Pipe),
}

/// Where the records of the streams go.
#[derive(Clone, Default)]
pub struct Streams {
    /// Streams 2 to 6 by number - 2.
    pub routes: [Route; 5],
    /// Variables that collect a stream's records too (`-ErrorVariable`), by stream number.
    pub copies: Vec<(u8, Rc<RefCell<Vec<Value>>>)>,
}

/// The streams by their numbers.
pub mod stream {
    /// Errors.
    pub const ERROR: u8 = 2;
    /// Warnings.
    pub const WARNING: u8 = 3;
    /// Verbose.
    pub const VERBOSE: u8 = 4;
    /// Debug.
    pub const DEBUG: u8 = 5;
    /// Information.
    pub const INFORMATION: u8 = 6;
    /// Progress; it cannot be redirected.
    pub const PROGRESS: u8 = 7;
}

/// `ActionPreference`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Preference {
    /// Nothing is shown.
    SilentlyContinue,
    /// Shown, and the script ends.
    Stop,
    /// Shown.
    #[default]
    Continue,
    /// Asked.
    Inquire,
    /// Nothing is shown or kept.
    Ignore,
    /// Into the debugger: not here.
    Break,
}

impl Preference {
    /// From a preference variable's value.
    pub fn of(value: &Value) -> Option<Self> {
        if let Some(Data::Enum(number)) = value.data() {
            return [
                Self::SilentlyContinue,
                Self::Stop,
                Self::Continue,
                Self::Inquire,
                Self::Ignore,
                Self::Ignore,
                Self::Break,
            ]
            .get(usize::try_from(*number).ok()?)
            .copied();
        }
        let text = convert::to_str(value).ok()?;
        [
            ("SilentlyContinue", Self::SilentlyContinue),
            ("Stop", Self::Stop),
            ("Continue", Self::Continue),
            ("Inquire", Self::Inquire),
            ("Ignore", Self::Ignore),
            ("Break", Self::Break),
        ]
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(&text))
        .map(|(_, preference)| preference)
    }
}

/// A session.
pub struct Runspace {
    /// Its number within the process.
    pub id: u64,
    /// `InstanceId`.
    pub instance: uuid::Uuid,
    /// What it was made with.
    pub config: Config,
    /// The session's own scope.
    pub global: Rc<Frame>,
    /// The scope that runs now, for script blocks called from outside the engine.
    pub current: RefCell<Rc<Frame>>,
    /// `$?`.
    pub success: Cell<bool>,
    /// Whether a terminating error goes up instead of being reported: inside `try`.
    pub propagate: Cell<bool>,
    /// The error that a `catch` handles, for `throw` alone.
    pub caught: RefCell<Option<ErrorObject>>,
    /// Where streams go.
    pub streams: RefCell<Rc<Streams>>,
    /// Where the host's output goes: `Out-Default`.
    pub host_out: RefCell<Option<Rc<crate::pipeline::Stage>>>,
    /// Who shows and asks.
    pub host: RefCell<Box<dyn Host>>,
    /// Where the session is.
    pub location: RefCell<Location>,
    /// The file system's current folder.
    pub directory: RefCell<PathBuf>,
    /// Modules by number; 0 is the session itself.
    pub modules: RefCell<Vec<crate::module::ModuleState>>,
    /// Built-in aliases taken away.
    pub removed_aliases: RefCell<HashSet<Symbol>>,
    /// Functions of the start that were looked for: from then on they are functions like others.
    pub built_in_functions: RefCell<HashSet<Symbol>>,
    /// Set once a variable with `AllScope` may exist.
    pub all_scope_possible: Cell<bool>,
    /// `$Error`.
    pub errors: Value,
    /// Counts the calls that are open, and where the stack began.
    pub depth: crate::depth::Depth,
    /// Ids of pipeline stages.
    pub next_stage: Cell<u64>,
    /// Empty lists for `pipe::collected`.
    pub spare_lists: RefCell<Vec<Rc<RefCell<Vec<Value>>>>>,
    /// Cmdlet commands by folded name, made when first called.
    pub(crate) cmdlets: RefCell<HashMap<String, Arc<Command>>>,
    /// While above 0, a stop that was asked for waits: `finally` runs.
    stop_held: Cell<u32>,
    /// Whether an event's action runs now.
    pub in_event_action: Cell<bool>,
    /// Set when a command of the running pipeline wrote an error.
    pub failed: Cell<bool>,
    /// `$?` as the last script left it, for the program's exit code.
    pub inner_success: Cell<bool>,
    /// Advanced functions that run, for `$PSCmdlet`.
    pub script_cmdlets: RefCell<Vec<Rc<crate::ps_cmdlet::ScriptCmdlet>>>,
    /// Where a job's own records go (progress too), instead of to a host.
    pub journal: RefCell<Option<Pipe>>,
    /// What a script asked to happen at the end of the session or on events.
    pub history: RefCell<Vec<Value>>,
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<Runspace>>> = const { RefCell::new(None) };
}

static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);

impl Runspace {
    /// A session with nothing in it yet.
    pub fn new(config: Config, host: Box<dyn Host>) -> Rc<Self> {
        let global = Rc::new(Frame::new(
            Arc::new(Layout::default()),
            FrameKind::Global,
            None,
            0,
            Activation {
                has_args: true,
                ..Activation::default()
            },
        ));
        let errors = Value::object(system::ARRAY_LIST, Data::List(Lock::new(Vec::new())));
        let directory = config.directory.clone();
        let rs = Rc::new(Self {
            id: NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
            instance: uuid::Uuid::new_v4(),
            current: RefCell::new(global.clone()),
            success: Cell::new(true),
            propagate: Cell::new(false),
            caught: RefCell::new(None),
            streams: RefCell::default(),
            host_out: RefCell::new(None),
            host: RefCell::new(host),
            location: RefCell::new(Location {
                drive: "/".into(),
                provider: "FileSystem".into(),
                path: directory.to_string_lossy().as_ref().into(),
                provider_path: directory.to_string_lossy().as_ref().into(),
            }),
            directory: RefCell::new(directory),
            modules: RefCell::new(vec![crate::module::ModuleState::session(global.clone())]),
            removed_aliases: RefCell::default(),
            errors,
            depth: crate::depth::Depth::here(),
            built_in_functions: RefCell::default(),
            all_scope_possible: Cell::new(false),
            next_stage: Cell::new(1),
            spare_lists: RefCell::default(),
            cmdlets: RefCell::default(),
            stop_held: Cell::new(0),
            in_event_action: Cell::new(false),
            failed: Cell::new(false),
            inner_success: Cell::new(true),
            script_cmdlets: RefCell::default(),
            journal: RefCell::new(None),
            history: RefCell::default(),
            global,
            config,
        });
        crate::automatic::install(&rs);
        rs
    }

    /// Makes this the thread's session while something runs; script blocks called by .NET members find it.
    pub fn enter<R>(self: &Rc<Self>, run: impl FnOnce(&Rc<Self>) -> R) -> R {
        let outer = CURRENT.with(|current| current.replace(Some(self.clone())));
        let result = run(self);
        CURRENT.with(|current| current.replace(outer));
        result
    }

    /// The thread's session.
    ///
    /// # Errors
    /// PowerShell's error for a script block on a thread without a runspace.
    pub fn current() -> Result<Rc<Self>> {
        CURRENT.with(|current| current.borrow().clone()).ok_or_else(|| {
            stint_object::error_record::ErrorRecord::new(
                "ScriptBlockDelegateInvokedFromWrongThread",
                Category::InvalidOperation,
                exceptions::PS_INVALID_OPERATION,
                "There is no Runspace available to run scripts in this thread. You can provide one in the DefaultRunspace property of the System.Management.Automation.Runspaces.Runspace type.",
            )
            .into()
        })
    }

    /// Refuses a call that would be too deep for the stack.
    ///
    /// # Errors
    /// `CallDepthOverflow`.
    #[inline]
    pub fn check_depth(&self) -> Result<()> {
        if self.depth.is_exhausted() || self.current.borrow().nesting >= crate::depth::CALLS {
            return Err(too_deep());
        }
        Ok(())
    }

    /// Ends what runs, if a stop was asked for.
    ///
    /// # Errors
    /// `Flow::Stopped`.
    #[inline]
    pub fn check_stop(&self) -> Result<()> {
        if self.config.stop.is_requested() && self.stop_held.get() == 0 {
            Err(Flow::Stopped)
        } else {
            Ok(())
        }
    }

    /// Lets code run although a stop was asked for (`finally`, `clean`). Gives what `release_stop` takes.
    pub fn hold_stop(&self) -> bool {
        let stopping = self.config.stop.is_requested();
        if stopping {
            self.stop_held.set(self.stop_held.get() + 1);
        }
        stopping
    }

    /// See `hold_stop`.
    pub fn release_stop(&self, held: bool) {
        if held {
            self.stop_held.set(self.stop_held.get() - 1);
        }
    }

    /// The token that a wait takes: while `finally` runs after a stop, one that nobody asks.
    pub fn stop_token(&self) -> StopToken {
        if self.stop_held.get() > 0 {
            StopToken::new()
        } else {
            self.config.stop.clone()
        }
    }

    /// The strict mode that holds in a scope.
    pub fn strict(&self, frame: &Rc<Frame>) -> u32 {
        crate::frame::chain(frame)
            .find_map(|frame| frame.activation.strict.get())
            .unwrap_or(0)
    }

    /// An environment variable.
    pub fn environment(&self, name: &str) -> Option<String> {
        std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
    }

    /// A path as a file system path, relative to the session's folder.
    pub fn resolve_path(&self, path: &str) -> PathBuf {
        let home = || self.environment("HOME").unwrap_or_default();
        let path = path
            .strip_prefix("FileSystem::")
            .or_else(|| path.strip_prefix("Microsoft.PowerShell.Core\\FileSystem::"))
            .unwrap_or(path);
        match path {
            "~" => home().into(),
            _ => match path.strip_prefix("~/") {
                Some(rest) => PathBuf::from(home()).join(rest),
                None => self.directory.borrow().join(path),
            },
        }
    }

    /// A cmdlet as a command.
    pub fn cmdlet(&self, name: &str) -> Option<Arc<Command>> {
        let folded = name
            .rsplit_once('\\')
            .map_or(name, |(_, rest)| rest)
            .to_ascii_lowercase();
        if let Some(known) = self.cmdlets.borrow().get(&folded) {
            return Some(known.clone());
        }
        let entry = self
            .config
            .cmdlets
            .iter()
            .flat_map(|area| area.iter())
            .find(|entry| entry.name.eq_ignore_ascii_case(&folded))?;
        let mut command = Command::new(CommandKind::Cmdlet, entry.name);
        command.entry = Some(entry);
        command.module = stint_cmdlet::facts::of(entry.name)
            .map(|facts| facts.module.clone())
            .unwrap_or_default();
        if let Some((module, _)) = name.split_once('\\')
            && !module.eq_ignore_ascii_case(&command.module)
        {
            return None;
        }
        let command = Arc::new(command);
        self.cmdlets.borrow_mut().insert(folded, command.clone());
        Some(command)
    }

    /// Defines a function in a scope.
    ///
    /// # Errors
    /// When a constant or read-only one stands there.
    pub fn define_function(&self, scope: &Rc<Frame>, command: Command) -> Result<()> {
        let symbol = Symbol::of(&command.name);
        let mut locals = scope.locals.borrow_mut();
        let locals = locals.get_or_insert_with(|| Box::new(Locals::default()));
        if let Some(known) = locals.functions.get(&symbol)
            && *known.options.lock()
                & (stint_cmdlet::variable::options::READ_ONLY
                    | stint_cmdlet::variable::options::CONSTANT)
                != 0
        {
            return Err(stint_object::error_record::ErrorRecord::new(
                "FunctionNotWritable",
                Category::WriteError,
                exceptions::SESSION_STATE_UNAUTHORIZED_ACCESS,
                format!(
                    "Cannot write to function {} because it is read-only or constant.",
                    command.name
                ),
            )
            .with_target(Value::str(command.name.clone()))
            .into());
        }
        locals.functions.insert(symbol, Arc::new(command));
        self.commands_changed();
        Ok(())
    }

    /// A preference variable's value in a scope.
    pub fn preference(&self, frame: &Rc<Frame>, name: Symbol) -> Preference {
        variable::by_name(frame, name)
            .as_ref()
            .and_then(Preference::of)
            .unwrap_or_default()
    }

    /// `$LASTEXITCODE` as a number.
    pub fn last_exit_code(&self) -> i32 {
        match variable::by_name(&self.global, *known::LAST_EXIT_CODE) {
            Some(Value::Int32(code)) => code,
            _ => 0,
        }
    }

    /// Sets a variable of the session's scope.
    pub fn set_global(&self, name: Symbol, value: Value) {
        let slot = self.global.layout.slot(name);
        match self.global.set(slot, value) {
            Ok(()) => {}
            Err(Checked::Typed(value, _)) => drop(self.global.replace(slot, Slot::Value(value))),
            Err(Checked::Variable(value, variable)) => variable.put(value),
        }
    }

    /// Puts an error at its statement's place, unless it has one.
    pub fn positioned(&self, env: &Env<'_>, flow: Flow, extent: Extent) -> Flow {
        let flow = crate::error::as_runtime(flow);
        if let Flow::Error(error) = &flow {
            crate::position::place(env, error, extent);
        }
        flow
    }

    /// Puts an error first in `$Error`, once.
    pub fn log_error(&self, error: &ErrorObject) {
        let mut state = error.state.lock();
        if std::mem::replace(&mut state.logged, true) {
            return;
        }
        drop(state);
        let value: Value = error.clone().into();
        if let Some(Data::List(list)) = self.errors.data() {
            let mut list = list.lock();
            list.insert(0, value);
            list.truncate(256);
        }
    }

    /// Writes to the host by default formatting.
    ///
    /// # Errors
    /// Control flow from formatting.
    pub fn put_host(&self, value: Value) -> Result<()> {
        let stage = self.host_out.borrow().clone();
        match stage {
            Some(stage) => stage.process(self, value),
            None => Ok(()),
        }
    }

    /// The scope in which what the engine calls from outside runs.
    pub fn scope(&self) -> Rc<Frame> {
        self.current.borrow().clone()
    }

    /// Makes a scope the running one; gives the outer one back for `leave_scope`.
    pub fn enter_scope(&self, frame: &Rc<Frame>) -> Rc<Frame> {
        self.current.replace(frame.clone())
    }

    /// See `enter_scope`.
    pub fn leave_scope(&self, outer: Rc<Frame>) {
        let inner = self.current.replace(outer);
        drop(inner);
    }

    /// Sets or clears a slot by name in a scope and gives what stood there.
    pub fn swap_named(&self, frame: &Rc<Frame>, name: Symbol, content: Slot) -> Slot {
        let slot = frame.layout.slot(name);
        frame.replace(slot, content)
    }

    /// Where a stream goes now.
    pub fn route(&self, stream: u8) -> Route {
        self.streams.borrow().routes[usize::from(stream - stream::ERROR)].clone()
    }

    /// The object of a command's invocation.
    pub fn invocation_object(
        &self,
        invocation: Arc<stint_object::error_record::Invocation>,
    ) -> Value {
        crate::position::invocation_object(invocation)
    }

    /// The name of a module by its number; empty for the session's own.
    pub fn module_name(&self, module: u32) -> Str {
        self.modules
            .borrow()
            .get(module as usize)
            .map(|module| module.name.clone())
            .unwrap_or_default()
    }

    /// What is not done yet, as an error.
    ///
    /// # Errors
    /// Always.
    pub fn unsupported<T>(&self, what: &str) -> Result<T> {
        Err(error::not_supported(what).into())
    }
}

#[cold]
fn too_deep() -> Flow {
    ErrorRecord::new(
        "CallDepthOverflow",
        Category::InvalidOperation,
        exceptions::SCRIPT_CALL_DEPTH,
        "The script failed due to call depth overflow.",
    )
    .into()
}

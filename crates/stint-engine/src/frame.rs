//! Scopes. A frame is an array of slots; which name stands in which slot is its layout's business.
//!
//! All code that can run in one scope is lowered against that scope's layout, which only ever grows: a function and the
//! script blocks written in it share one, so `ForEach-Object { $x }` reads `$x` by its slot. What finds a variable by name
//! (a callee reading its caller's, `Get-Variable`) asks each frame's layout on the way up. See `docs/design/scopes.md`.

use crate::command::Locals;
use crate::symbol::Symbol;
use parking_lot::RwLock;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::{Command, CommandKind, Variable};
use stint_object::error_record::Invocation;
use stint_object::{Str, Type, Value};

/// The names that a kind of scope has slots for; append-only.
#[derive(Default)]
pub struct Layout {
    names: RwLock<Names>,
}

#[derive(Default)]
struct Names {
    list: Vec<Symbol>,
    index: hashbrown::HashMap<Symbol, u32>,
}

impl Layout {
    /// The slot of a name, made if there is none yet.
    pub fn slot(&self, name: Symbol) -> u32 {
        if let Some(slot) = self.find(name) {
            return slot;
        }
        let mut names = self.names.write();
        let slot = u32::try_from(names.list.len()).expect("fewer than 2^32 variables");
        let made = *names.index.entry(name).or_insert(slot);
        if made == slot {
            names.list.push(name);
        }
        made
    }

    /// The slot of a name, if it has one.
    pub fn find(&self, name: Symbol) -> Option<u32> {
        self.names.read().index.get(&name).copied()
    }

    /// How many slots there are.
    pub fn len(&self) -> usize {
        self.names.read().list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of a slot.
    pub fn symbol(&self, slot: u32) -> Symbol {
        self.names.read().list[slot as usize]
    }

    /// The names by slot.
    pub fn names(&self) -> Vec<Symbol> {
        self.names.read().list.clone()
    }
}

/// One variable of a scope.
#[derive(Clone, Default)]
pub enum Slot {
    /// Not set in this scope: look further up.
    #[default]
    Empty,
    /// A plain value.
    Value(Value),
    /// A value of a variable that has a type (`[int]$x`, a parameter's): what every assignment converts to.
    Typed(Type, Value),
    /// A variable with options or attributes, or one that a script holds as an object.
    Variable(Arc<Variable>),
}

impl Slot {
    /// What a parameter or variable holds that may have a type.
    pub fn of(ty: Option<Type>, value: Value) -> Self {
        match ty {
            Some(ty) => Self::Typed(ty, value),
            None => Self::Value(value),
        }
    }
}

/// A value that a slot does not take as it is.
pub enum Checked {
    /// The variable has a type.
    Typed(Value, Type),
    /// The variable is an object with checks of its own.
    Variable(Value, Arc<Variable>),
}

/// What a scope is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FrameKind {
    /// The session's.
    Global,
    /// A module's own.
    Module,
    /// A script file's.
    Script,
    /// A function's.
    Function,
    /// A script block's that was called with `&`.
    Block,
}

/// A scope.
pub struct Frame {
    /// Its names.
    pub layout: Arc<Layout>,
    slots: RefCell<Vec<Slot>>,
    /// The scope in which names are looked up next.
    pub parent: Option<Rc<Frame>>,
    /// The scope that was running when this one began; differs from `parent` for a module's functions.
    pub caller: Option<Rc<Frame>>,
    /// How many calls it is in.
    pub nesting: u32,
    /// What it is for.
    pub kind: FrameKind,
    /// The module whose session state it belongs to; 0 is the session's own.
    pub module: u32,
    /// Functions, aliases and drives defined in this scope.
    pub locals: RefCell<Option<Box<Locals>>>,
    /// What is being run here.
    pub activation: Activation,
    /// Set while names of the scope are private to it (`$private:`), by slot.
    pub private: RefCell<Vec<u32>>,
}

/// How a command was called.
#[derive(Default)]
pub struct CalledAs {
    /// As typed; empty for a block.
    pub name: Str,
    /// Its place in the pipeline and the pipeline's length, from 1.
    pub place: Option<(u32, u32)>,
    /// Whether something stands before it.
    pub expects_input: bool,
}

/// What the automatic variables of a scope say. Every call makes one, so what most calls never ask for is apart.
#[derive(Default)]
pub struct Activation {
    /// What most calls do without.
    pub(crate) rare: OnceCell<Box<Rare>>,
    /// `$args`.
    pub args: RefCell<Vec<Value>>,
    /// Whether `$args` exists here (a function or script has its own).
    pub has_args: bool,
    /// The command running, for the call stack and error activity.
    pub command: Option<Arc<Command>>,
    /// Which statement runs now, for the call stack: an extent into its source.
    pub position: Cell<(u32, u32)>,
    /// `Set-StrictMode` of this scope.
    pub strict: Cell<Option<u32>>,
    /// The code that runs here.
    pub code: Option<Arc<crate::block::Code>>,
    /// The extent of the call in the calling code.
    pub site: Cell<(u32, u32)>,
    /// What called it: the calling code and the calling statement's extent.
    pub call: Option<(Arc<crate::block::Code>, (u32, u32))>,
    /// The parameters' values as bound by a plain call, for `$PSBoundParameters` when it is asked for.
    pub positional: RefCell<Bound>,
}

/// Parameters' values in order, `None` for one that was not given.
pub type Bound = smallvec::SmallVec<[Option<Value>; 2]>;

/// What `$input` enumerates. Few scripts ask, so the enumerator of an item is made when one does.
#[derive(Default, Clone)]
pub enum Input {
    /// Nothing came in.
    #[default]
    None,
    /// This item.
    Item(Value),
    /// An enumerator.
    Enumerator(Value),
}

impl Input {
    /// The enumerator of what came in.
    pub fn of(items: Vec<Value>) -> Self {
        Self::Enumerator(stint_object::enumerate::enumerator(items))
    }

    /// The enumerator, the same each time.
    pub fn enumerator(&mut self) -> Value {
        let items = match self {
            Self::Enumerator(made) => return made.clone(),
            Self::Item(item) => vec![std::mem::take(item)],
            // Not kept: nothing came in, and nothing can be said to be consumed.
            Self::None => return stint_object::enumerate::enumerator(Vec::new()),
        };
        *self = Self::of(items);
        self.enumerator()
    }
}

/// What only some calls have.
#[derive(Default)]
pub struct Rare {
    /// What the `return` of a class's method gave.
    pub returned: RefCell<Option<Value>>,
    /// `$MyInvocation`.
    pub invocation: OnceCell<Arc<Invocation>>,
    /// `$PSBoundParameters`, made when bound.
    pub bound: RefCell<Option<Value>>,
    /// The parameters that a plain call gave by name, in order: they are bound before those given by position.
    pub named: RefCell<Vec<usize>>,
    /// `$input`.
    pub input: RefCell<Input>,
    /// `$PSCmdlet`, for advanced functions.
    pub cmdlet: RefCell<Option<Value>>,
    /// How it was called, for `$MyInvocation`.
    pub called: RefCell<CalledAs>,
    /// The parameter set an advanced function was bound to.
    pub parameter_set: RefCell<Str>,
}

impl Activation {
    /// What only some calls have, made now if it was not yet.
    pub fn rare(&self) -> &Rare {
        self.rare.get_or_init(Box::default)
    }

    /// The same, if there is any.
    pub fn rare_so_far(&self) -> Option<&Rare> {
        self.rare.get().map(|rare| &**rare)
    }

    /// `$PSCmdlet`, if it has one.
    pub fn cmdlet(&self) -> Option<Value> {
        self.rare_so_far()
            .and_then(|rare| rare.cmdlet.borrow().clone())
    }
}

impl Frame {
    /// A new scope.
    pub fn new(
        layout: Arc<Layout>,
        kind: FrameKind,
        parent: Option<Rc<Frame>>,
        module: u32,
        activation: Activation,
    ) -> Self {
        let size = layout.len();
        Self {
            layout,
            slots: RefCell::new(vec![Slot::Empty; size]),
            nesting: parent.as_ref().map_or(0, |parent| parent.nesting),
            caller: parent.clone(),
            parent,
            kind,
            module,
            locals: RefCell::new(None),
            activation,
            private: RefCell::new(Vec::new()),
        }
    }

    /// The value in a slot, `None` if it is not set in this scope.
    #[inline]
    pub fn get(&self, slot: u32) -> Option<Value> {
        match self.slots.borrow().get(slot as usize) {
            Some(Slot::Value(value) | Slot::Typed(_, value)) => Some(value.clone()),
            Some(Slot::Variable(variable)) => Some(variable.get()),
            _ => None,
        }
    }

    /// The slot itself.
    pub fn slot(&self, slot: u32) -> Slot {
        self.slots
            .borrow()
            .get(slot as usize)
            .cloned()
            .unwrap_or_default()
    }

    /// Puts a value in a slot, or gives it back with what it has to be checked against.
    #[inline]
    pub fn set(&self, slot: u32, value: Value) -> Result<(), Checked> {
        let mut slots = self.slots.borrow_mut();
        let index = slot as usize;
        if index >= slots.len() {
            slots.resize(self.layout.len().max(index + 1), Slot::Empty);
        }
        match &mut slots[index] {
            Slot::Variable(variable) => Err(Checked::Variable(value, variable.clone())),
            Slot::Typed(ty, old) if value.ty() == Some(*ty) => {
                let old = std::mem::replace(old, value);
                drop(slots);
                drop(old);
                Ok(())
            }
            Slot::Typed(ty, _) => Err(Checked::Typed(value, *ty)),
            place => {
                let old = std::mem::replace(place, Slot::Value(value));
                drop(slots);
                drop(old);
                Ok(())
            }
        }
    }

    /// Replaces a slot whatever it holds; gives the old one.
    pub fn replace(&self, slot: u32, content: Slot) -> Slot {
        let mut slots = self.slots.borrow_mut();
        let index = slot as usize;
        if index >= slots.len() {
            slots.resize(self.layout.len().max(index + 1), Slot::Empty);
        }
        std::mem::replace(&mut slots[index], content)
    }

    /// Puts a value that has its type already in the slot of a typed variable.
    pub fn put_typed(&self, slot: u32, value: Value) {
        if let Some(Slot::Typed(_, place)) = self.slots.borrow_mut().get_mut(slot as usize) {
            *place = value;
        }
    }

    /// Looks at a value without cloning it; `None` if the slot holds none. What looks must not run script code.
    #[inline]
    pub fn peek<R>(&self, slot: u32, look: impl FnOnce(&Value) -> Option<R>) -> Option<R> {
        match self.slots.borrow().get(slot as usize) {
            Some(Slot::Value(value) | Slot::Typed(_, value)) => look(value),
            _ => None,
        }
    }

    /// Changes a value in place for another of the same type; `None` if the slot holds none.
    #[inline]
    pub fn update<R>(&self, slot: u32, change: impl FnOnce(&mut Value) -> Option<R>) -> Option<R> {
        match self.slots.borrow_mut().get_mut(slot as usize) {
            Some(Slot::Value(value) | Slot::Typed(_, value)) => change(value),
            _ => None,
        }
    }

    /// The slot of a name in this scope, if it is set here.
    pub fn named(&self, name: Symbol) -> Option<(u32, Slot)> {
        let slot = self.layout.find(name)?;
        match self.slot(slot) {
            Slot::Empty => None,
            content => Some((slot, content)),
        }
    }

    /// The variable object of a slot, made of the plain value that stands there.
    pub fn variable(&self, slot: u32, name: Symbol) -> Option<Arc<Variable>> {
        match self.slot(slot) {
            Slot::Empty => None,
            Slot::Variable(variable) => Some(variable),
            Slot::Typed(ty, value) => {
                let mut variable = Variable::new(name.text(), value);
                variable.meta.get_mut().ty = Some(ty);
                let variable = Arc::new(variable);
                self.replace(slot, Slot::Variable(variable.clone()));
                Some(variable)
            }
            Slot::Value(value) => {
                let variable = match self.kind {
                    FrameKind::Global => crate::automatic::described(name, value),
                    _ => Variable::new(name.text(), value),
                };
                let variable = Arc::new(variable);
                self.replace(slot, Slot::Variable(variable.clone()));
                Some(variable)
            }
        }
    }

    /// `$MyInvocation` of what runs in this scope, made when it is asked for.
    pub fn invocation(&self) -> Option<Arc<Invocation>> {
        let so_far = self.activation.rare_so_far();
        if let Some(made) = so_far.and_then(|rare| rare.invocation.get()) {
            return Some(made.clone());
        }
        let (code, _) = self.activation.call.as_ref()?;
        let (start, end) = self.activation.site.get();
        let block = || Arc::new(Command::new(CommandKind::Script, ""));
        let command = match &self.activation.command {
            Some(command) => command.clone(),
            // A block called with `&`; one that a cmdlet or `.Invoke()` runs has none of its own.
            None if end > 0 => block(),
            None => return None,
        };
        let called = self.activation.rare().called.borrow();
        let named = |name: &Str| match (name.is_empty(), command.kind) {
            (true, CommandKind::Script) => "&".into(),
            (true, _) => command.name.clone(),
            _ => name.clone(),
        };
        let made = Arc::new(Invocation {
            command_name: command.name.clone(),
            command: crate::command::object::object_of(&command),
            invocation_name: named(&called.name),
            position: Some(crate::position::position(
                code.source(),
                stint_syntax::Extent::new(start, end),
            )),
            unbound: self.activation.args.borrow().clone(),
            bound: self.bound_parameters(),
            pipeline: called.place.unwrap_or((1, 1)),
            expecting_input: called.expects_input,
            from_runspace: true,
        });
        Some(
            self.activation
                .rare()
                .invocation
                .get_or_init(|| made)
                .clone(),
        )
    }

    /// The parameters that were bound and their values, in that order.
    pub fn bound_parameters(&self) -> Vec<(Str, Value)> {
        let rare = self.activation.rare_so_far();
        if let Some(rare) = rare
            && let Some(dict) = rare.bound.borrow().as_ref().and_then(Value::as_dict)
        {
            let dict = dict.lock();
            let texts = dict
                .iter()
                .filter_map(|(name, value)| Some((name.as_str()?.clone(), value.clone())));
            return texts.collect();
        }
        let Some(code) = &self.activation.code else {
            return Vec::new();
        };
        let bound = self.activation.positional.borrow();
        let named = rare.map_or_else(Vec::new, |rare| rare.named.borrow().clone());
        let rest = (0..bound.len()).filter(|at| !named.contains(at));
        let params = &code.lowered().params.list;
        let entry = |at: usize| Some((params.get(at)?.name.clone(), bound.get(at)?.clone()?));
        named
            .iter()
            .copied()
            .chain(rest)
            .filter_map(entry)
            .collect()
    }

    /// All names set in this scope.
    pub fn names(&self) -> Vec<(Symbol, u32)> {
        let names = self.layout.names();
        let slots = self.slots.borrow();
        names
            .into_iter()
            .zip(0u32..)
            .filter(|(_, slot)| !matches!(slots.get(*slot as usize), None | Some(Slot::Empty)))
            .collect()
    }

    /// Whether a name set here is hidden from scopes below.
    pub fn is_private(&self, slot: u32) -> bool {
        let private = self.private.borrow();
        !private.is_empty() && private.contains(&slot)
    }
}

/// This scope and the ones in which names are looked up after it.
pub fn chain(frame: &Rc<Frame>) -> impl Iterator<Item = &Rc<Frame>> {
    std::iter::successors(Some(frame), |frame| frame.parent.as_ref())
}

/// The scope that `$script:` means: the nearest script's, module's or the session's.
pub fn script_scope(frame: &Rc<Frame>) -> &Rc<Frame> {
    chain(frame)
        .find(|frame| {
            matches!(
                frame.kind,
                FrameKind::Script | FrameKind::Module | FrameKind::Global
            )
        })
        .unwrap_or(frame)
}

/// The session's own scope.
pub fn global_scope(frame: &Rc<Frame>) -> &Rc<Frame> {
    chain(frame).last().unwrap_or(frame)
}

//! Modules: each has a session state of its own, whose scope its functions see.

mod available;
mod built_in;
mod data_file;
mod export;
mod import;
mod manifest;
pub mod object;

use crate::Block;
use crate::block::Code;
use crate::context::Env;
use crate::frame::{Activation, Frame, FrameKind, Layout, Slot, global_scope};
use crate::function::{Manner, Run};
use crate::pipe::{self, Pipe};
use crate::runspace::Runspace;
use object::ModuleInfo;
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Command;
use stint_cmdlet::binder::Argument;
use stint_cmdlet::session::Exports;
use stint_object::{Obj, Result, Str, Value};

/// A module's session state.
pub struct ModuleState {
    /// Its name; empty for the session's own.
    pub name: Str,
    /// Its scope.
    pub frame: Rc<Frame>,
    /// What scripts see of it; none for the session's own state.
    pub info: Option<Arc<ModuleInfo>>,
    /// What `Export-ModuleMember` said so far.
    pub exports: RefCell<Option<Exports>>,
    /// Whether it is in `Get-Module`'s list.
    pub listed: bool,
}

impl ModuleState {
    /// The session's own state, number 0.
    pub fn session(frame: Rc<Frame>) -> Self {
        Self {
            name: Str::default(),
            frame,
            info: None,
            exports: RefCell::default(),
            listed: false,
        }
    }
}

impl Runspace {
    /// The scope in which code of a module runs when called from a scope: the innermost of that module that is open, or
    /// its own top.
    pub fn session_scope(&self, from: &Rc<Frame>, module: u32) -> Rc<Frame> {
        if from.module == module {
            return from.clone();
        }
        let mut below = from.caller.clone();
        while let Some(frame) = below {
            if frame.module == module {
                return frame;
            }
            below = frame.caller.clone();
        }
        let top = self
            .modules
            .borrow()
            .get(module as usize)
            .map(|state| state.frame.clone());
        top.unwrap_or_else(|| global_scope(from).clone())
    }

    /// A new session state.
    pub(crate) fn add_module(&self, info: ModuleInfo, layout: Arc<Layout>, listed: bool) -> u32 {
        let mut modules = self.modules.borrow_mut();
        let number = modules.len() as u32;
        let activation = Activation {
            has_args: true,
            ..Activation::default()
        };
        let frame = Rc::new(Frame::new(
            layout,
            FrameKind::Module,
            Some(self.global.clone()),
            number,
            activation,
        ));
        let name = info.name.clone();
        let info = Arc::new(ModuleInfo { number, ..info });
        modules.push(ModuleState {
            name,
            frame,
            info: Some(info),
            exports: RefCell::default(),
            listed,
        });
        number
    }

    pub(crate) fn module_info(&self, number: u32) -> Option<Arc<ModuleInfo>> {
        self.modules
            .borrow()
            .get(number as usize)
            .and_then(|state| state.info.clone())
    }

    pub(crate) fn module_frame(&self, number: u32) -> Rc<Frame> {
        self.modules
            .borrow()
            .get(number as usize)
            .map_or_else(|| self.global.clone(), |state| state.frame.clone())
    }

    /// Runs a block in a module's own scope, and collects.
    pub(crate) fn run_in_module(
        &self,
        number: u32,
        code: &Arc<Code>,
        args: &[Value],
    ) -> Result<Vec<Value>> {
        let frame = self.module_frame(number);
        let (pipe, list) = Pipe::collect();
        let env = Env {
            rs: self,
            frame: &frame,
            out: &pipe,
            code,
        };
        let Some(block) = Block::of(&Block::value(code.clone(), number)).map(|block| Block {
            code: block.code.clone(),
            module: number,
            filter: false,
        }) else {
            return Ok(Vec::new());
        };
        let run = Run::new(&env, &block, None, Manner::Dot, FrameKind::Module)?;
        run.bind_plain(self, Argument::list(args))?;
        run.all(self, &pipe)?;
        Ok(pipe::take(&list))
    }

    /// A command of a loaded module by qualified name.
    pub fn module_command(&self, module: &str, name: &str) -> Option<Arc<Command>> {
        let modules = self.modules.borrow();
        let state = modules
            .iter()
            .rev()
            .find(|state| state.listed && state.name.eq_ignore_ascii_case(module))?;
        let info = state.info.as_ref()?;
        let functions = info.functions.lock();
        functions
            .iter()
            .find(|command| command.name.eq_ignore_ascii_case(name))
            .cloned()
    }

    /// The module behind a value, for `& $module { }`.
    pub fn module_of_value(&self, value: &Value) -> Option<u32> {
        object::info_of(value).map(|info| info.number)
    }

    /// Loaded modules.
    pub fn module_objects(&self) -> Vec<Obj> {
        let modules = self.modules.borrow();
        let mut objects: Vec<Arc<ModuleInfo>> = modules
            .iter()
            .filter(|state| state.listed)
            .filter_map(|state| state.info.clone())
            .collect();
        objects.extend(self.used_built_in());
        objects.sort_by_key(|info| info.name.to_lowercase());
        objects.iter().map(object::object_of).collect()
    }

    /// `New-Module`.
    ///
    /// # Errors
    /// Whatever leaves the block.
    pub fn new_module(
        &self,
        frame: &Rc<Frame>,
        name: Option<&str>,
        block: &Value,
        args: &[Value],
    ) -> Result<(Obj, Vec<Value>)> {
        let Some(block) = Block::of(block) else {
            return self.unsupported("a script block of another engine");
        };
        let made = format!("__DynamicModule_{}", uuid::Uuid::new_v4());
        let name: Str = name.map_or_else(|| made.as_str().into(), Into::into);
        let info = ModuleInfo {
            name: name.clone(),
            path: made.as_str().into(),
            base: PathBuf::new(),
            kind: "Script",
            ..ModuleInfo::default()
        };
        let number = self.add_module(info, block.code.layout_of_its_own(), false);
        let output = self.run_in_module(number, &block.code, args)?;
        self.finish_exports(number, &Exports::default());
        self.bring_in(frame, number, &Exports::default(), "");
        let info = self.module_info(number).expect("the module was just made");
        Ok((object::object_of(&info), output))
    }

    /// `GetNewClosure`: the block, bound to a session state that holds copies of the caller's variables.
    ///
    /// # Errors
    /// None today.
    pub fn new_closure(&self, env: &Env<'_>, block: &Block) -> Result<Value> {
        let name = format!("__DynamicModule_{}", uuid::Uuid::new_v4());
        let info = ModuleInfo {
            name: name.as_str().into(),
            kind: "Script",
            ..ModuleInfo::default()
        };
        let number = self.add_module(info, Arc::new(Layout::default()), false);
        let frame = self.module_frame(number);
        let source = self.module_frame(block.module);
        for from in [&source, env.frame] {
            if from.kind == FrameKind::Global {
                continue;
            }
            for (name, slot) in from.names() {
                if let Some(value) = from.get(slot) {
                    frame.replace(frame.layout.slot(name), Slot::Value(value));
                }
            }
        }
        if env.frame.kind == FrameKind::Global {
            for (name, slot) in env.frame.names() {
                if let Slot::Value(value) | Slot::Typed(_, value) = env.frame.slot(slot) {
                    frame.replace(frame.layout.slot(name), Slot::Value(value));
                }
            }
        }
        Ok(Block::value(block.code.clone(), number))
    }

    /// Which module a script runs in, for `Export-ModuleMember`.
    pub(crate) fn running_module(&self, frame: &Rc<Frame>) -> Option<u32> {
        (frame.module != 0).then_some(frame.module)
    }
}

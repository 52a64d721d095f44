//! Modules: each has a session state of its own, whose scope its functions see.

use crate::context::Env;
use crate::frame::{Frame, global_scope};
use crate::runspace::Runspace;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Command;
use stint_cmdlet::session::{Exports, ImportModule};
use stint_object::{Flow, Obj, Result, Str, Value};

/// A module's session state.
pub struct ModuleState {
    /// Its name; empty for the session's own.
    pub name: Str,
    /// Its scope.
    pub frame: Rc<Frame>,
}

impl ModuleState {
    /// The session's own state, number 0.
    pub fn session(frame: Rc<Frame>) -> Self {
        Self {
            name: Str::default(),
            frame,
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
        self.modules
            .borrow()
            .get(module as usize)
            .map_or_else(|| global_scope(from).clone(), |state| state.frame.clone())
    }

    /// A command of a loaded module by qualified name.
    pub fn module_command(&self, module: &str, name: &str) -> Option<Arc<Command>> {
        let _ = (module, name);
        None
    }

    /// A command of a module on the module path that is not loaded yet.
    pub fn autoload(&self, name: &str) -> Option<Arc<Command>> {
        let _ = name;
        None
    }

    /// The module behind a value, for `& $module { }`.
    pub fn module_of_value(&self, value: &Value) -> Option<u32> {
        let _ = value;
        None
    }

    /// What calling a module does.
    pub fn module_call(&self, module: u32) -> Flow {
        let _ = module;
        crate::error::not_supported("calling a module").into()
    }

    /// Loaded modules.
    pub fn module_objects(&self) -> Vec<Obj> {
        Vec::new()
    }

    /// `Import-Module`.
    ///
    /// # Errors
    /// When the module is missing or fails.
    pub fn import_module(&self, _frame: &Rc<Frame>, request: &ImportModule) -> Result<Vec<Obj>> {
        self.unsupported(&format!("importing the module {}", request.name))
    }

    /// `New-Module`.
    ///
    /// # Errors
    /// Whatever leaves the block.
    pub fn new_module(
        &self,
        _frame: &Rc<Frame>,
        _name: Option<&str>,
        _block: &Value,
        _args: &[Value],
    ) -> Result<(Obj, Vec<Value>)> {
        self.unsupported("making modules")
    }

    /// `Remove-Module`.
    ///
    /// # Errors
    /// When its `OnRemove` fails.
    pub fn remove_module(&self, _module: &Obj) -> Result<()> {
        self.unsupported("removing modules")
    }

    /// `Export-ModuleMember`.
    ///
    /// # Errors
    /// When no module is running.
    pub fn export_members(&self, _frame: &Rc<Frame>, _exports: &Exports) -> Result<()> {
        self.unsupported("exporting module members")
    }

    /// `GetNewClosure`.
    ///
    /// # Errors
    /// None today.
    pub fn new_closure(&self, env: &Env<'_>, block: &crate::Block) -> Result<Value> {
        let _ = (env, block);
        self.unsupported("closures")
    }

    /// What a scope's environment is, for members called from outside.
    pub fn outside<'a>(
        &'a self,
        frame: &'a Rc<Frame>,
        out: &'a crate::Pipe,
        code: &'a Arc<crate::block::Code>,
    ) -> Env<'a> {
        Env {
            rs: self,
            frame,
            out,
            code,
        }
    }
}

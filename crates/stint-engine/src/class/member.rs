//! Methods and properties of a class.

use super::session;
use crate::block::{Block, Code};
use crate::context::Env;
use crate::frame::{FrameKind, Slot};
use crate::function::{Manner, Run};
use crate::node::{AttributeNode, Expr, TypeNode};
use crate::pipe::Pipe;
use crate::run::expression::eval;
use crate::run::types;
use crate::runspace::Runspace;
use crate::symbol::known;
use std::any::Any;
use std::sync::{Arc, OnceLock};
use stint_cmdlet::parameter::Attribute;
use stint_cmdlet::{Command, CommandKind};
use stint_object::script_block::MethodBody;
use stint_object::types::PropertyBody;
use stint_object::types::class_builder::Field;
use stint_object::{Lock, Result, Type, Value, access, convert};

/// What a field or static property holds at first.
pub(crate) struct Initial {
    /// Its type; none is `object`.
    pub ty: Option<TypeNode>,
    /// After `=`.
    pub value: Option<Expr>,
}

impl Initial {
    /// The first value.
    pub(super) fn eval(&self, env: &Env<'_>) -> Result<Value> {
        let ty = match &self.ty {
            Some(node) => Some(types::resolve(env, node)?),
            None => None,
        };
        match (&self.value, ty) {
            (None, None) => Ok(Value::Null),
            (None, Some(ty)) => Ok(access::default_of(ty)),
            (Some(value), None) => Ok(eval(env, value)?.or_null()),
            (Some(value), Some(ty)) => converted(&eval(env, value)?, ty),
        }
    }
}

/// A value as a property or method of a type gives it.
pub(super) fn converted(value: &Value, ty: Type) -> Result<Value> {
    if value.ty() == Some(ty) {
        return Ok(value.clone());
    }
    convert::to(value, ty)
}

/// Validation of a property; its attributes are made when it is first set.
pub(super) struct Checks {
    nodes: Vec<AttributeNode>,
    code: Arc<Code>,
    made: OnceLock<Vec<Attribute>>,
}

impl Checks {
    pub(super) fn new(nodes: Vec<AttributeNode>, code: Arc<Code>) -> Self {
        Self {
            nodes,
            code,
            made: OnceLock::new(),
        }
    }

    /// Checks a value, and gives what transformations make of it.
    pub(super) fn run(&self, value: Value) -> Result<Value> {
        if self.nodes.is_empty() {
            return Ok(value);
        }
        let rs = session()?;
        if self.made.get().is_none() {
            let frame = rs.scope();
            let env = Env {
                rs: &rs,
                frame: &frame,
                out: &Pipe::Null,
                code: &self.code,
            };
            let mut made = Vec::new();
            for node in &self.nodes {
                made.extend(crate::command::attribute::build(&env, node)?);
            }
            let _ = self.made.set(made);
        }
        rs.validate_property(self.made.get().map_or(&[], Vec::as_slice), value)
    }
}

/// A property of instances.
pub(super) struct Property {
    pub field: Field,
    pub checks: Checks,
}

impl PropertyBody for Property {
    fn get(&self, this: &Value) -> Result<Value> {
        self.field.get(this)
    }

    fn set(&self, this: &Value, value: Value) -> Result<()> {
        self.field.set(this, self.checks.run(value)?)
    }

    fn is_hidden(&self) -> bool {
        self.field.hidden
    }
}

/// A static property.
pub(super) struct StaticProperty {
    pub cell: Arc<Lock<Value>>,
    pub hidden: bool,
    pub checks: Checks,
}

impl PropertyBody for StaticProperty {
    fn get(&self, _: &Value) -> Result<Value> {
        Ok(self.cell.lock().clone())
    }

    fn set(&self, _: &Value, value: Value) -> Result<()> {
        let value = self.checks.run(value)?;
        let old = std::mem::replace(&mut *self.cell.lock(), value);
        drop(old);
        Ok(())
    }

    fn is_hidden(&self) -> bool {
        self.hidden
    }
}

/// A method or constructor with code.
pub(super) struct Function {
    pub code: Arc<Code>,
    pub module: u32,
    pub name: Arc<str>,
    pub result: Option<TypeNode>,
    pub is_static: bool,
    pub hidden: bool,
}

impl Function {
    /// Its scope, with the arguments in it.
    pub(super) fn open(&self, rs: &Runspace, this: Option<&Value>, args: &[Value]) -> Result<Run> {
        let frame = rs.scope();
        let env = Env {
            rs,
            frame: &frame,
            out: &Pipe::Null,
            code: &self.code,
        };
        let block = Block {
            code: self.code.clone(),
            module: self.module,
            filter: false,
        };
        let command = Command::new(CommandKind::Function, &*self.name);
        let command = Some(Arc::new(command));
        let run = Run::new(&env, &block, command, Manner::Call, FrameKind::Function)?;
        let params = &run.lowered().params.list;
        for (param, value) in params.iter().zip(args) {
            run.put_param(rs, param, value.clone())?;
        }
        if let Some(this) = this {
            set_this(&run, this);
        }
        Ok(run)
    }

    /// Runs its body. Errors end it: a method has nobody to report to.
    pub(super) fn body(&self, rs: &Runspace, run: &Run) -> Result<()> {
        let outer = rs.propagate.replace(true);
        let result = run.all(rs, &Pipe::Null);
        rs.propagate.set(outer);
        result
    }
}

/// Sets `$this`.
pub(super) fn set_this(run: &Run, this: &Value) {
    let slot = run.frame.layout.slot(*known::THIS);
    run.frame.replace(slot, Slot::Value(this.clone()));
}

impl MethodBody for Function {
    fn invoke(&self, this: &Value, args: &[Value]) -> Result<Value> {
        let rs = session()?;
        let this = (!self.is_static).then_some(this);
        let run = self.open(&rs, this, args)?;
        self.body(&rs, &run)?;
        let returned = run.frame.activation.rare().returned.borrow_mut().take();
        let value = returned.unwrap_or_default();
        let Some(node) = &self.result else {
            return Ok(Value::Nothing);
        };
        let ty = types::resolve(&run.env(&rs, &Pipe::Null), node)?;
        if ty == stint_object::types::system::VOID {
            return Ok(Value::Nothing);
        }
        converted(&value.or_null(), ty)
    }

    fn is_hidden(&self) -> bool {
        self.hidden
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

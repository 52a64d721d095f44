//! Constructors: the arguments go down to the .NET base, the bodies run from there up.

use super::member::{Function, set_this};
use super::{Class, session};
use crate::block::Block;
use crate::context::Env;
use crate::frame::{Frame, FrameKind, Slot};
use crate::function::{Manner, Run};
use crate::node::{Expr, StmtKind};
use crate::pipe::Pipe;
use crate::run::invoke::arguments;
use crate::runspace::Runspace;
use crate::symbol::known;
use std::any::Any;
use std::rc::Rc;
use stint_object::script_block::MethodBody;
use stint_object::types::{MethodCall, system};
use stint_object::{Data, Lock, Object, Result, Type, Value, access};

/// A constructor; without a function it is the one that every class has that declares none.
pub(super) struct Constructor {
    pub function: Option<Function>,
}

/// One class on the way from the object's own to its .NET base.
struct Level {
    class: &'static Class,
    body: Option<(&'static Function, Run)>,
}

impl MethodBody for Constructor {
    fn invoke(&self, this: &Value, args: &[Value]) -> Result<Value> {
        let rs = session()?;
        let Some(Data::Type(ty)) = this.data() else {
            return Ok(Value::Null);
        };
        let ty = *ty;
        let mut levels = Vec::new();
        // The body lives as long as the process; finding it again gives that lifetime.
        let own = ty.index().constructors.iter().find_map(|entry| {
            let body = constructor(entry.method.call)?;
            std::ptr::eq(std::ptr::from_ref(body), std::ptr::from_ref(self)).then_some(body)
        });
        let (mut at, mut args, mut next) = (ty, args.to_vec(), own);
        while let Some(class) = Class::of(at) {
            let chosen = match next.take() {
                Some(body) => body,
                None => match access::choose_constructor(at, &args)? {
                    Some((entry, converted)) => {
                        args = converted;
                        match constructor(entry.method.call) {
                            Some(body) => body,
                            None => break,
                        }
                    }
                    None => break,
                },
            };
            let mut base_args = Vec::new();
            let body = match &chosen.function {
                Some(function) => {
                    let run = function.open(&rs, None, &args)?;
                    base_args = base_arguments(&rs, &run)?;
                    Some((function, run))
                }
                None => None,
            };
            levels.push(Level { class, body });
            at = class.base;
            args = base_args;
        }
        let object = base_object(&rs, ty, at, &args)?;
        for level in levels.iter().rev() {
            level.run(&rs, &object)?;
        }
        Ok(object)
    }

    fn is_hidden(&self) -> bool {
        self.function
            .as_ref()
            .is_some_and(|function| function.hidden)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn constructor(call: MethodCall) -> Option<&'static Constructor> {
    match call {
        MethodCall::Body(body) => body.as_any().downcast_ref(),
        MethodCall::Native(_) => None,
    }
}

/// What `: base(...)` passes on.
fn base_arguments(rs: &Runspace, run: &Run) -> Result<Vec<Value>> {
    let first = run
        .lowered()
        .end
        .as_ref()
        .and_then(|body| body.statements.first());
    match first.map(|statement| (&statement.kind, statement.extent)) {
        Some((StmtKind::Expr(Expr::BaseConstructor(args)), extent)) => {
            let outer = rs.enter_scope(&run.frame);
            let env = run.env(rs, &Pipe::Null);
            let values = arguments(&env, args).map_err(|flow| rs.positioned(&env, flow, extent));
            rs.leave_scope(outer);
            values
        }
        _ => Ok(Vec::new()),
    }
}

/// The object with the payload that its .NET base makes.
fn base_object(rs: &Runspace, ty: Type, base: Type, args: &[Value]) -> Result<Value> {
    let fields = vec![Value::Null; Class::of(ty).map_or(0, Class::size)];
    let plain = base == system::OBJECT
        || args.is_empty() && base.index().constructors.is_empty() && !base.is(system::EXCEPTION);
    if plain {
        return Ok(Value::object(ty, Data::Instance(Lock::new(fields), None)));
    }
    match access::construct(base, args)? {
        Value::Object(object) => match Object::derive(object, ty, fields) {
            Ok(object) => Ok(Value::Object(object)),
            Err(_) => rs.unsupported(&format!("classes that derive from {}", base.name())),
        },
        _ => rs.unsupported(&format!("classes that derive from {}", base.name())),
    }
}

impl Level {
    fn run(&self, rs: &Runspace, object: &Value) -> Result<()> {
        self.class.initialize(rs, object)?;
        let Some((function, run)) = &self.body else {
            return Ok(());
        };
        set_this(run, object);
        function.body(rs, run)
    }
}

impl Class {
    /// A scope for what stands behind `=` of properties.
    pub(super) fn scope(&self, rs: &Runspace, this: Option<&Value>) -> Result<Rc<Frame>> {
        let frame = rs.scope();
        let env = Env {
            rs,
            frame: &frame,
            out: &Pipe::Null,
            code: &self.code,
        };
        let block = Block {
            code: self.start.clone(),
            module: self.module,
            filter: false,
        };
        let run = Run::new(&env, &block, None, Manner::Call, FrameKind::Function)?;
        if let Some(this) = this {
            let slot = run.frame.layout.slot(*known::THIS);
            run.frame.replace(slot, Slot::Value(this.clone()));
        }
        Ok(run.frame)
    }

    /// Sets its fields to what is written behind them.
    fn initialize(&self, rs: &Runspace, object: &Value) -> Result<()> {
        if self.fields.is_empty() {
            return Ok(());
        }
        let frame = self.scope(rs, Some(object))?;
        let env = Env {
            rs,
            frame: &frame,
            out: &Pipe::Null,
            code: &self.code,
        };
        let outer = rs.enter_scope(&frame);
        let result = self.fields.iter().enumerate().try_for_each(|(at, field)| {
            let value = field.eval(&env)?;
            put(object, self.first + at, value);
            Ok(())
        });
        rs.leave_scope(outer);
        result
    }
}

fn put(object: &Value, index: usize, value: Value) {
    match (object.data(), object) {
        (Some(Data::Instance(fields, _)), _) => {
            if let Some(place) = fields.lock().get_mut(index) {
                *place = value;
            }
        }
        (_, Value::Object(object)) => object.set_field(index, value),
        _ => {}
    }
}

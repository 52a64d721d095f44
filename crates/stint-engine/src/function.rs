//! Running a script block, function or script: its scope, its parameters and its blocks.

use crate::block::{Block, Code, Lowered, ParamNode};
use crate::context::Env;
use crate::error;
use crate::frame::{Activation, Bound, Frame, FrameKind, Slot};
use crate::pipe::Pipe;
use crate::run::statement;
use crate::runspace::Runspace;
use crate::symbol::known;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Command;
use stint_cmdlet::binder::{self, Argument};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::{self, exceptions};
use stint_object::{Flow, Result, Type, Value};

/// A script block that runs: its scope and its code.
pub struct Run {
    /// Its scope.
    pub frame: Rc<Frame>,
    /// What it runs.
    pub code: Arc<Code>,
    /// The code lowered for the scope of another that it runs in.
    dotted: Option<Arc<Lowered>>,
    /// Whether the scope is its own (and not the caller's, by `.`).
    pub own_scope: bool,
}

/// A value for a parameter, and the argument that it came with.
type Given = (Value, Option<binder::Site>);

/// What binding failed with, and the argument it is about.
pub type Misbound = (Flow, Option<binder::Site>);

/// How a block is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// In a scope of its own.
    Call,
    /// In the caller's scope.
    Dot,
}

impl Run {
    /// Prepares a block to run.
    ///
    /// # Errors
    /// When calls are nested too deep, or a class of it cannot be made.
    pub fn new(
        env: &Env<'_>,
        block: &Block,
        command: Option<Arc<Command>>,
        manner: Manner,
        kind: FrameKind,
    ) -> Result<Self> {
        env.rs.check_depth()?;
        let code = block.code.clone();
        let run = match manner {
            Manner::Dot => {
                let frame = env.rs.session_scope(env.frame, block.module);
                let lowered = code.lowered_for(&frame.layout);
                Self {
                    frame,
                    code,
                    dotted: Some(lowered),
                    own_scope: false,
                }
            }
            Manner::Call => {
                let activation = Activation {
                    has_args: true,
                    command,
                    code: Some(code.clone()),
                    call: Some((env.code.clone(), env.frame.activation.position.get())),
                    ..Activation::default()
                };
                let parent = env.rs.session_scope(env.frame, block.module);
                let mut frame = Frame::new(
                    code.layout.clone(),
                    kind,
                    Some(parent),
                    block.module,
                    activation,
                );
                frame.nesting = env.frame.nesting + 1;
                frame.caller = Some(env.frame.clone());
                Self {
                    frame: Rc::new(frame),
                    code,
                    dotted: None,
                    own_scope: true,
                }
            }
        };
        if !run.lowered().types.is_empty() || !run.lowered().modules.is_empty() {
            crate::class::define_all(&run.env(env.rs, env.out), run.lowered())?;
        }
        Ok(run)
    }

    /// The code lowered for its scope.
    pub fn lowered(&self) -> &Lowered {
        match &self.dotted {
            Some(lowered) => lowered,
            None => self.code.lowered(),
        }
    }

    /// What its nodes run with.
    pub fn env<'a>(&'a self, rs: &'a Runspace, out: &'a Pipe) -> Env<'a> {
        Env {
            rs,
            frame: &self.frame,
            out,
            code: &self.code,
        }
    }

    /// Binds arguments of a block without attributes straight into slots.
    ///
    /// # Errors
    /// PowerShell's conversion errors.
    pub fn bind_plain(&self, rs: &Runspace, args: Vec<Argument>) -> Result<()> {
        self.bind_places(rs, args).map_err(|(flow, _)| flow)
    }

    /// The same; an error comes with the argument that it is about.
    ///
    /// # Errors
    /// As [`Run::bind_plain`].
    pub fn bind_places(
        &self,
        rs: &Runspace,
        args: Vec<Argument>,
    ) -> std::result::Result<(), Misbound> {
        let params = &self.lowered().params.list;
        if params.is_empty() && args.is_empty() {
            return Ok(());
        }
        let mut given: Vec<Option<Given>> = vec![None; params.len()];
        // Places keep what is left over for `$args` in the order of the call.
        let mut positional = Vec::with_capacity(args.len());
        let mut rest = Vec::new();
        let mut args = args.into_iter().peekable();
        let mut place = 0;
        while let Some(arg) = args.next() {
            place += 1;
            let site = arg.value_site();
            match &arg.name {
                None => positional.push((place, (arg.value.unwrap_or_default(), site))),
                Some(name) => match self.named(name).map_err(|flow| (flow, site))? {
                    Some(at) => {
                        if given[at].is_some() {
                            let twice = binder::given_twice(&params[at].name);
                            return Err((twice, arg.name_site()));
                        }
                        self.frame.activation.rare().named.borrow_mut().push(at);
                        given[at] = Some(match arg.value {
                            Some(value) => (value, site),
                            None if self.is_switch(rs, at).map_err(|flow| (flow, site))? => {
                                (Value::Bool(true), site)
                            }
                            None => match args.next_if(|next| next.name.is_none()) {
                                Some(next) => {
                                    let site = next.value_site();
                                    (next.value.unwrap_or_default(), site)
                                }
                                None => {
                                    return Err((missing_argument(&params[at].name).into(), site));
                                }
                            },
                        });
                    }
                    None => {
                        let alone = arg.value.is_none();
                        rest.push((place, arg.text_value()));
                        rest.extend(arg.value.map(|value| (place, value)));
                        if alone && let Some(next) = args.next_if(|next| next.name.is_none()) {
                            rest.extend(next.value.map(|value| (place, value)));
                        }
                    }
                },
            }
        }
        self.place(rs, given, positional, rest)
    }

    /// Binds arguments that all go by position; an error comes with the number of the one it is about.
    ///
    /// # Errors
    /// PowerShell's conversion errors.
    pub fn bind_positions(
        &self,
        rs: &Runspace,
        values: impl ExactSizeIterator<Item = Value>,
    ) -> std::result::Result<(), (Flow, Option<usize>)> {
        let env = self.env(rs, &Pipe::Null);
        let params = &self.lowered().params.list;
        let mut bound = Bound::with_capacity(params.len());
        let mut values = values.enumerate();
        for param in params {
            let ty = param.ty(&env).map_err(|flow| (flow, None))?;
            let value = match ty {
                Some(ty) if ty == system::SWITCH_PARAMETER => None,
                _ => values.next(),
            };
            bound.push(match value {
                Some((at, value)) => Some(
                    self.bind_one(ty, param, value, true)
                        .map_err(|flow| (flow, Some(at)))?,
                ),
                None => None,
            });
        }
        self.defaults(rs, &bound).map_err(|flow| (flow, None))?;
        if values.len() > 0 {
            *self.frame.activation.args.borrow_mut() = values.map(|(_, value)| value).collect();
        }
        *self.frame.activation.positional.borrow_mut() = bound;
        Ok(())
    }

    /// Sets a parameter to a value of its type, and gives that.
    fn bind_one(
        &self,
        ty: Option<Type>,
        param: &ParamNode,
        value: Value,
        positional: bool,
    ) -> Result<Value> {
        let value = match ty {
            Some(ty) if value.ty() != Some(ty) => {
                binder::cast_plain(&param.name, ty, value, positional)?
            }
            _ => value,
        };
        self.frame
            .replace(param.local.slot, Slot::of(ty, value.clone()));
        Ok(value)
    }

    /// The parameter of a name: whole, or a prefix that fits one only.
    fn named(&self, name: &str) -> Result<Option<usize>> {
        let params = &self.lowered().params.list;
        if let Some(at) = params
            .iter()
            .position(|param| stint_object::shape::same_name(&param.name, name))
        {
            return Ok(Some(at));
        }
        let fits = |param: &crate::block::ParamNode| {
            param.name.len() >= name.len()
                && param.name.is_char_boundary(name.len())
                && stint_object::shape::same_name(&param.name[..name.len()], name)
        };
        let mut found = params.iter().enumerate().filter(|(_, param)| fits(param));
        match (found.next(), found.next()) {
            (Some((at, _)), None) => Ok(Some(at)),
            (Some((_, first)), Some((_, second))) => Err(ErrorRecord::new(
                "AmbiguousParameter",
                Category::InvalidArgument,
                exceptions::PARAMETER_BINDING,
                format!("Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include: -{} -{}.", first.name, second.name),
            )
            .into()),
            _ => Ok(None),
        }
    }

    fn is_switch(&self, rs: &Runspace, at: usize) -> Result<bool> {
        let ty = self.lowered().params.list[at].ty(&self.env(rs, &Pipe::Null))?;
        Ok(ty == Some(system::SWITCH_PARAMETER))
    }

    fn place(
        &self,
        rs: &Runspace,
        given: Vec<Option<Given>>,
        positional: Vec<(usize, Given)>,
        mut rest: Vec<(usize, Value)>,
    ) -> std::result::Result<(), Misbound> {
        let env = self.env(rs, &Pipe::Null);
        let nowhere = |flow| (flow, None);
        let mut positional = positional.into_iter();
        let mut bound = Bound::new();
        for ((param, value), at) in self.lowered().params.list.iter().zip(given).zip(0..) {
            let (value, by_place) = match value {
                Some(value) => (Some(value), false),
                None if self.is_switch(rs, at).map_err(nowhere)? => (None, false),
                None => (positional.next().map(|(_, value)| value), true),
            };
            let Some((value, site)) = value else {
                bound.push(None);
                continue;
            };
            let bind = |ty| self.bind_one(ty, param, value, by_place);
            let value = param.ty(&env).and_then(bind).map_err(|flow| (flow, site))?;
            bound.push(Some(value));
        }
        self.defaults(rs, &bound).map_err(nowhere)?;
        rest.extend(positional.map(|(place, (value, _))| (place, value)));
        rest.sort_by_key(|(place, _)| *place);
        *self.frame.activation.args.borrow_mut() =
            rest.into_iter().map(|(_, value)| value).collect();
        *self.frame.activation.positional.borrow_mut() = bound;
        Ok(())
    }

    /// Gives the parameters that were not bound their defaults, in order; each sees the ones before it.
    fn defaults(&self, rs: &Runspace, bound: &[Option<Value>]) -> Result<()> {
        for (param, value) in self.lowered().params.list.iter().zip(bound) {
            if value.is_some() {
                continue;
            }
            self.put_param(rs, param, self.default_of(rs, param)?)?;
        }
        Ok(())
    }

    /// Runs one of its blocks.
    ///
    /// # Errors
    /// Whatever leaves it, but `return`.
    pub fn block(&self, rs: &Runspace, out: &Pipe, body: Option<&crate::node::Body>) -> Result<()> {
        let Some(body) = body else { return Ok(()) };
        let outer = rs.enter_scope(&self.frame);
        let result = statement::body(&self.env(rs, out), body);
        rs.leave_scope(outer);
        match result {
            Err(Flow::Return) => Ok(()),
            other => other,
        }
    }

    /// Runs `process` for an item.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn process(&self, rs: &Runspace, out: &Pipe, item: Option<Value>) -> Result<()> {
        if self.lowered().process.is_none() {
            return Ok(());
        }
        let Some(item) = item else {
            return self.block(rs, out, self.lowered().process.as_ref());
        };
        let slot = self.frame.layout.slot(*known::ITEM);
        let before = self.frame.replace(slot, Slot::Value(item));
        let result = self.block(rs, out, self.lowered().process.as_ref());
        if !self.own_scope {
            // The caller's `$_` is its own again.
            self.frame.replace(slot, before);
        }
        result
    }

    /// Runs `clean`, whatever happened before; its own errors are reported and change nothing.
    pub fn clean(&self, rs: &Runspace) {
        if self.lowered().clean.is_none() {
            return;
        }
        let held = rs.hold_stop();
        let success = rs.success.get();
        let propagate = rs.propagate.replace(false);
        if let Err(Flow::Error(record)) = self.block(rs, &Pipe::Null, self.lowered().clean.as_ref())
        {
            rs.log_error(&record);
            let _ = rs.show_error(&self.env(rs, &Pipe::Null), &record);
        }
        rs.propagate.set(propagate);
        rs.success.set(success);
        rs.release_stop(held);
    }

    /// Runs all of it for one call without pipeline input: `begin`, `process` once, `end`, and `clean` in any case.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn all(&self, rs: &Runspace, out: &Pipe) -> Result<()> {
        let lowered = self.lowered();
        if lowered.begin.is_none() && lowered.process.is_none() && lowered.clean.is_none() {
            return self.block(rs, out, lowered.end.as_ref());
        }
        let result = self
            .block(rs, out, lowered.begin.as_ref())
            .and_then(|()| self.process(rs, out, None))
            .and_then(|()| self.block(rs, out, lowered.end.as_ref()));
        self.clean(rs);
        result
    }
}

fn missing_argument(name: &str) -> ErrorRecord {
    ErrorRecord::new(
        "MissingArgument",
        Category::InvalidArgument,
        exceptions::PARAMETER_BINDING,
        format!(
            "Missing an argument for parameter '{name}'. Specify a parameter of type 'System.Object' and try again."
        ),
    )
}

/// The error of something that cannot be called.
pub fn not_callable() -> ErrorRecord {
    error::runtime(
        "BadExpression",
        Category::InvalidOperation,
        "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.",
    )
}

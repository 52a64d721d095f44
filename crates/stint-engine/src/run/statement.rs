//! Statements, and what happens to an error that one of them raises.

use crate::block::Block;
use crate::context::Env;
use crate::error;
use crate::frame::FrameKind;
use crate::node::{
    Body, ChainNode, DataNode, Expr, FunctionNode, IfNode, Qualifier, Stmt, StmtKind,
};
use crate::pipe;
use crate::run::counted::Fed;
use crate::run::expression::{eval, truth};
use crate::run::{assign, catch, loops, switch};
use crate::{frame, pipeline};
use stint_cmdlet::{Command, CommandKind};
use stint_object::{Flow, Result, Value, convert};

/// Runs statements. An error that nobody catches is reported, and the next statement runs.
pub fn body(env: &Env<'_>, body: &Body) -> Result<()> {
    for statement in &body.statements {
        if let Err(flow) = run(env, statement) {
            catch::after_error(env, body, statement, flow)?;
        }
    }
    Ok(())
}

/// Runs one statement; what it writes goes to the output.
pub fn run(env: &Env<'_>, statement: &Stmt) -> Result<()> {
    env.rs.check_stop()?;
    if stint_cmdlet::events::waiting() {
        env.rs.process_events(env.frame)?;
    }
    match &statement.kind {
        StmtKind::Expr(expr) => {
            let fed = Fed::by(env, expr)?;
            if succeeds(expr) {
                env.rs.success.set(true);
            }
            fed.put(env, env.out)
        }
        StmtKind::Void(expr) => {
            eval(env, expr)?;
            if succeeds(expr) {
                env.rs.success.set(true);
            }
            Ok(())
        }
        StmtKind::Assign(node) => assign::run(env, node),
        StmtKind::Pipeline(node) => {
            env.frame
                .activation
                .position
                .set((statement.extent.start, statement.extent.end));
            pipeline::run(env, node)
        }
        StmtKind::Chain(node) => chain(env, node),
        StmtKind::Background(code) => env.rs.start_background(env, code),
        StmtKind::If(node) => if_statement(env, node),
        StmtKind::While(node) => loops::while_loop(env, node),
        StmtKind::Do(node) => loops::do_loop(env, &node.0, node.1),
        StmtKind::For(node) => loops::for_loop(env, node),
        StmtKind::ForEach(node) => loops::for_each(env, node),
        StmtKind::Switch(node) => switch::run(env, node),
        StmtKind::Break(label) => Err(Flow::Break(loops::label(env, label.as_deref())?)),
        StmtKind::Continue(label) => Err(Flow::Continue(loops::label(env, label.as_deref())?)),
        StmtKind::MethodReturn(value) => {
            let value = match value {
                Some(statement) => self::value(env, statement)?,
                None => Value::Nothing,
            };
            *env.frame.activation.rare().returned.borrow_mut() = Some(value);
            Err(Flow::Return)
        }
        StmtKind::Return(value) => {
            if let Some(value) = value {
                run(env, value)?;
            }
            Err(Flow::Return)
        }
        StmtKind::Exit(code) => exit(env, code.as_deref()),
        StmtKind::Throw(what) => Err(catch::throw(env, what.as_deref())?),
        StmtKind::Try(node) => catch::try_statement(env, node),
        StmtKind::Function(node) => define(env, node),
        StmtKind::Type => Ok(()),
        StmtKind::Data(node) => data(env, node),
        StmtKind::Unsupported(what) => Err(error::not_supported(what).into()),
    }
}

/// Whether `$?` is true after an expression: one that only holds a command leaves what the command said.
fn succeeds(expr: &Expr) -> bool {
    match expr {
        Expr::Sub(body) | Expr::Array(body) => match body.statements.as_slice() {
            [only] => only_succeeds(only),
            _ => body.statements.is_empty(),
        },
        Expr::Paren(statement) => only_succeeds(statement),
        _ => true,
    }
}

fn only_succeeds(statement: &Stmt) -> bool {
    match &statement.kind {
        StmtKind::Expr(expr) | StmtKind::Void(expr) => succeeds(expr),
        StmtKind::Assign(node) => only_succeeds(&node.value),
        _ => false,
    }
}

/// A statement's value: an expression's own, else what it writes, collected.
pub fn value(env: &Env<'_>, statement: &Stmt) -> Result<Value> {
    match &statement.kind {
        StmtKind::Expr(expr) | StmtKind::Void(expr) => {
            let value = eval(env, expr)?;
            if succeeds(expr) {
                env.rs.success.set(true);
            }
            Ok(value)
        }
        StmtKind::Assign(node) => assign::assign(env, node),
        _ => pipe::collected(env, |env| run(env, statement)),
    }
}

/// The value of an expression as a statement writes it, where it is known to hold no statements itself.
pub fn plain_value(env: &Env<'_>, expr: &Expr) -> Result<Value> {
    env.rs.check_stop()?;
    let value = eval(env, expr)?;
    env.rs.success.set(true);
    match &value {
        Value::Object(_) => match stint_object::enumerate::items(&value)? {
            Some(items) => Ok(Value::collected(items.collect::<Result<_>>()?)),
            None => Ok(value),
        },
        _ => Ok(value),
    }
}

/// Runs a statement for its effect: the parts of a `for`.
pub fn effect(env: &Env<'_>, statement: &Stmt) -> Result<()> {
    match &statement.kind {
        StmtKind::Expr(expr) | StmtKind::Void(expr) => eval(env, expr).map(drop),
        StmtKind::Assign(node) => assign::run(env, node),
        _ => value(env, statement).map(drop),
    }
}

/// Whether a condition holds.
pub fn condition(env: &Env<'_>, statement: &Stmt) -> Result<bool> {
    let result = match &statement.kind {
        StmtKind::Expr(expr) => truth(env, expr),
        _ => value(env, statement).map(|value| convert::to_bool(&value)),
    };
    result.map_err(|flow| env.rs.positioned(env, flow, statement.extent))
}

fn if_statement(env: &Env<'_>, node: &IfNode) -> Result<()> {
    for (test, then) in &node.clauses {
        if condition(env, test)? {
            return body(env, then);
        }
    }
    match &node.otherwise {
        Some(otherwise) => body(env, otherwise),
        None => Ok(()),
    }
}

fn chain(env: &Env<'_>, node: &ChainNode) -> Result<()> {
    if let Err(flow) = run(env, &node.left) {
        catch::after_chained_error(env, &node.left, flow)?;
    }
    if env.rs.success.get() == node.and {
        run(env, &node.right)
    } else {
        Ok(())
    }
}

fn exit(env: &Env<'_>, code: Option<&Stmt>) -> Result<()> {
    let code = match code {
        None => env.rs.last_exit_code(),
        Some(code) => {
            let value = value(env, code)?;
            match convert::to(&value, stint_object::types::system::INT32) {
                Ok(Value::Int32(code)) => code,
                _ => 0,
            }
        }
    };
    Err(Flow::Exit(code))
}

fn define(env: &Env<'_>, node: &FunctionNode) -> Result<()> {
    let mut command = Command::new(
        if node.filter {
            CommandKind::Filter
        } else {
            CommandKind::Function
        },
        node.name.clone(),
    );
    command.block = Block::value(node.code.clone(), env.frame.module);
    command.module = env.rs.module_name(env.frame.module);
    let scope = match node.qualifier {
        Some(Qualifier::Global) => frame::global_scope(env.frame),
        Some(Qualifier::Script) => frame::script_scope(env.frame),
        _ => env.frame,
    };
    env.rs.define_function(scope, command)?;
    env.rs.success.set(true);
    Ok(())
}

fn data(env: &Env<'_>, node: &DataNode) -> Result<()> {
    let _ = FrameKind::Block;
    match &node.variable {
        None => body(env, &node.body),
        Some(target) => {
            let items = crate::run::expression::collect_body(env, &node.body)?;
            assign::put(env, target, Value::collected(items))
        }
    }
}

//! The methods of script blocks.

use crate::block::Block;
use crate::context::Env;
use crate::frame::FrameKind;
use crate::function::{Manner, Run};
use crate::pipe::{self, Pipe};
use stint_cmdlet::binder::Argument;
use stint_object::types::{registry, system};
use stint_object::{Data, Lock, Result, Value};

/// Calls a method of a script block; `None` if it is not one that the engine must run.
pub fn invoke(
    env: &Env<'_>,
    block: &Block,
    value: &Value,
    name: &str,
    args: &[Value],
) -> Option<Result<Value>> {
    match name.to_ascii_lowercase().as_str() {
        "invoke" => Some(call(env, block, args, Manner::Call).map(collection)),
        "invokereturnasis" => Some(call(env, block, args, Manner::Call).map(Value::collected)),
        "getnewclosure" => Some(closure(env, block)),
        "tostring" => Some(Ok(Value::str(block.code.text()))),
        _ => {
            let _ = value;
            None
        }
    }
}

fn call(env: &Env<'_>, block: &Block, args: &[Value], manner: Manner) -> Result<Vec<Value>> {
    let (pipe, list) = Pipe::collect();
    let run = Run::new(&env.to(&pipe), block, None, manner, FrameKind::Block)?;
    run.bind_plain(env.rs, Argument::list(args))?;
    run.all(env.rs, &pipe)?;
    Ok(pipe::take(&list))
}

/// A `Collection[PSObject]`.
fn collection(items: Vec<Value>) -> Value {
    let ty =
        registry::close(system::COLLECTION, &[system::PS_OBJECT]).unwrap_or(system::ARRAY_LIST);
    Value::object(ty, Data::List(Lock::new(items)))
}

fn closure(env: &Env<'_>, block: &Block) -> Result<Value> {
    env.rs.new_closure(env, block)
}

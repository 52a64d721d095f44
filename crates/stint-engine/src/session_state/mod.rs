//! `$ExecutionContext.SessionState` and what hangs on it: a session's or module's own variables, paths and commands.

mod commands;
mod paths;
mod variables;

use crate::frame::Frame;
use crate::runspace::Runspace;
use crate::session::SessionHandle;
use std::rc::Rc;
use stint_object::object::Opaque;
use stint_object::types::native::property;
use stint_object::types::{Property, TypeInfo};
use stint_object::{Object, Result, Type, Value};

pub use commands::COMMAND_INTRINSICS;
pub use paths::PATH_INTRINSICS;
pub use variables::VARIABLE_INTRINSICS;

/// The types, for look-up by name.
pub static TYPES: &[Type] = &[
    SESSION_STATE,
    COMMAND_INTRINSICS,
    PATH_INTRINSICS,
    VARIABLE_INTRINSICS,
];

/// The payload of all of them: the number of the module whose state it is, 0 for the session's own.
struct State(u32);

impl Opaque for State {}

fn module(this: &Value) -> u32 {
    this.payload::<State>().map_or(0, |state| state.0)
}

fn part(this: &Value, ty: Type) -> Value {
    of(ty, module(this))
}

fn of(ty: Type, module: u32) -> Value {
    Value::Object(Object::opaque(ty, State(module)))
}

/// The session state of a module, or of the session itself.
pub fn object(module: u32) -> Value {
    of(SESSION_STATE, module)
}

/// `InvokeCommand` of a module, or of the session itself.
pub fn commands_of(module: u32) -> Value {
    of(COMMAND_INTRINSICS, module)
}

/// Works in the scope that is open in the state's module.
fn with<R>(
    this: &Value,
    work: impl FnOnce(&Rc<Runspace>, &Rc<Frame>, SessionHandle<'_>) -> Result<R>,
) -> Result<R> {
    let rs = Runspace::current()?;
    let frame = rs.session_scope(&rs.scope(), module(this));
    let session = SessionHandle {
        rs: &rs,
        frame: &frame,
    };
    work(&rs, &frame, session)
}

/// Runs a cmdlet that does the same and gives what it wrote.
fn run(this: &Value, name: &str, named: &[(&str, Value)]) -> Result<Vec<Value>> {
    with(this, |rs, frame, _| {
        crate::pipe::items_from(rs, |pipe| rs.run_named(frame, name, named, &[], &[], pipe))
    })
}

static PROPERTIES: &[Property] = &[
    property!(
        "System.Management.Automation.PathIntrinsics Path {get;}",
        |this| part(this, PATH_INTRINSICS)
    ),
    property!(
        "System.Management.Automation.PSVariableIntrinsics PSVariable {get;}",
        |this| part(this, VARIABLE_INTRINSICS)
    ),
    property!(
        "System.Management.Automation.PSLanguageMode LanguageMode {get;set;}",
        |_| crate::automatic::enum_value(
            "System.Management.Automation.PSLanguageMode",
            "FullLanguage"
        )
    ),
    property!("psmoduleinfo Module {get;}", |this| with(
        this,
        |rs, _, _| {
            Ok(rs.module_info(module(this)).map_or(Value::Null, |info| {
                Value::Object(crate::module::object::object_of(&info))
            }))
        }
    )),
    property!(
        "System.Management.Automation.CommandInvocationIntrinsics InvokeCommand {get;}",
        |this| part(this, COMMAND_INTRINSICS)
    ),
];

/// `System.Management.Automation.SessionState`.
pub const SESSION_STATE: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.SessionState").properties(PROPERTIES);
    Type(&INFO)
};

//! Commands as the objects that scripts see.

use std::sync::Arc;
use stint_cmdlet::{Command, CommandKind};
use stint_object::object::Opaque;
use stint_object::{Object, Value};

/// The payload of `CmdletInfo`, `FunctionInfo` and their kin.
pub struct CommandObject(pub Arc<Command>);

impl Opaque for CommandObject {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| Arc::ptr_eq(&self.0, &other.0))
    }
}

/// The object of a command.
pub fn object_of(command: &Arc<Command>) -> Value {
    use crate::objects::command as types;
    let ty = match command.kind {
        CommandKind::Alias => types::ALIAS_INFO,
        CommandKind::Function => types::FUNCTION_INFO,
        CommandKind::Filter => types::FILTER_INFO,
        CommandKind::Cmdlet => types::CMDLET_INFO,
        CommandKind::ExternalScript => types::EXTERNAL_SCRIPT_INFO,
        CommandKind::Application => types::APPLICATION_INFO,
        CommandKind::Script | CommandKind::Configuration => types::SCRIPT_INFO,
    };
    Value::Object(Object::opaque(ty, CommandObject(command.clone())))
}

/// The command behind an object.
pub fn command_of(value: &Value) -> Option<Arc<Command>> {
    value
        .payload::<CommandObject>()
        .map(|object| object.0.clone())
}

//! What the alias cmdlets share.

use super::variables;
use std::sync::Arc;
use stint_cmdlet::session::Scope;
use stint_cmdlet::{Command, CommandKind, Cx, Result};
use stint_object::Str;
use stint_object::Value;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;

/// An alias with what the parameters say.
pub(crate) fn make(
    name: &Str,
    target: &Str,
    description: Option<&Str>,
    option: u32,
) -> Arc<Command> {
    let mut alias = Command::new(CommandKind::Alias, name.clone());
    alias.target = target.clone();
    *alias.options.lock() = option;
    *alias.description.lock() = description.cloned().unwrap_or_default();
    Arc::new(alias)
}

/// An alias of exactly this name.
pub(crate) fn find(cx: &mut dyn Cx, name: &str) -> Option<Arc<Command>> {
    let name = crate::values::escape_pattern(name);
    cx.session()
        .commands(&name, &[CommandKind::Alias])
        .into_iter()
        .next()
}

/// Sets an alias and writes it if it is wanted; an error is written and does not end the cmdlet.
pub(crate) fn set(
    cx: &mut dyn Cx,
    alias: Arc<Command>,
    scope: &Scope,
    force: bool,
    pass_thru: bool,
) -> Result<()> {
    let made = alias.clone();
    let done = variables::attempt(cx, |cx| cx.session().set_alias(made, scope, force))?;
    if done && pass_thru {
        let object = cx.session().command_object(&alias);
        cx.write(object)?;
    }
    Ok(())
}

/// The error for an alias that is there already.
pub(crate) fn already_exists(name: &str) -> ErrorRecord {
    let text = format!(
        "The alias is not allowed, because an alias with the name '{name}' already exists."
    );
    ErrorRecord::new(
        "AliasAlreadyExists",
        Category::ResourceExists,
        system::exceptions::SESSION_STATE,
        text,
    )
    .with_property("ItemName", Value::str(name))
    .with_property("SessionStateCategory", Value::Int64(1))
    .with_target(name)
}

/// The error for an alias that is not there.
pub(crate) fn not_found(what: &str, name: &str) -> ErrorRecord {
    let text = format!(
        "This command cannot find a matching alias because an alias with the {what} '{name}' does not exist."
    );
    ErrorRecord::new(
        "ItemNotFoundException",
        Category::ObjectNotFound,
        system::exceptions::ITEM_NOT_FOUND,
        text,
    )
    .with_target(name)
}

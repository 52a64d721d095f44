//! `NormalView`: command and message, position, category and id.

use super::{Shown, get};
use crate::subject;
use crate::surroundings::{ErrorView, Surroundings};
use stint_object::{Result, Value};

/// What stands before the message in `NormalView`: the command, and a colon.
pub fn prefix(item: &Value, around: &dyn Surroundings) -> Result<Value> {
    let Some(shown) = Shown::of(item, around) else {
        return Ok(Value::str(""));
    };
    if shown.is_native() || shown.settings.error_view != ErrorView::Normal {
        return Ok(Value::str(""));
    }
    let styles = &shown.settings.styles;
    let name = command(&shown)?;
    let colon = if name.is_empty() { "" } else { " : " };
    Ok(Value::str(
        [styles.shown(&styles.error), &name, colon].concat(),
    ))
}

fn command(shown: &Shown) -> Result<String> {
    let Some(invocation) = &shown.invocation else {
        return Ok(String::new());
    };
    let typed = invocation.invocation_name.to_string();
    if invocation.command.is_null() {
        return Ok(typed);
    }
    let part = |name: &str| get(&invocation.command, name).and_then(|value| subject::text(&value));
    Ok(match part("CommandType")?.as_str() {
        "ExternalScript" => part("Path")?.to_string(),
        "Script" => part("ScriptBlock")?.to_string(),
        _ if matches!(typed.as_str(), "" | "&" | ".") => invocation.command_name.to_string(),
        _ => typed,
    })
}

pub(super) fn text(shown: &Shown) -> Result<String> {
    let styles = &shown.settings.styles;
    let mut text = String::from(styles.shown(&styles.error));
    text.push_str(&shown.text());
    let details = get(&shown.value, "PSMessageDetails")?;
    if !details.is_null() {
        text.push_str(&format!(" : {}", subject::text(&details)?));
    }
    if shown.invocation.is_some() && (shown.has_command() || !shown.is_parser_error()) {
        let position = shown.position_message();
        if !position.is_empty() {
            text.push('\n');
            text.push_str(&position);
        }
    }
    let category = get(&shown.value, "ErrorCategory_Message")?;
    let category = if category.is_null() {
        shown.category()?.message().into()
    } else {
        subject::text(&category)?
    };
    text.push_str(&format!("\n+ CategoryInfo          : {category}"));
    text.push_str(&format!(
        "\n+ FullyQualifiedErrorId : {}",
        shown.record.fully_qualified_id()
    ));
    let computer = get(&get(&shown.value, "OriginInfo")?, "PSComputerName")?;
    if !computer.is_null() {
        text.push_str(&format!(
            "\n+ PSComputerName        : {}",
            subject::text(&computer)?
        ));
    }
    text.push_str(styles.reset());
    Ok(text)
}

//! `ConciseView`: who says it and what, with the source line if the error comes from a script or a longer text.

use super::{Shown, get};
use crate::layout::cells::plain;
use crate::subject;
use crate::surroundings::Surroundings;
use stint_object::types::Type;
use stint_object::types::system::exceptions;
use stint_object::{Data, Result, Str, Value};

pub(super) fn text(shown: &Shown, around: &dyn Surroundings) -> Result<String> {
    let styles = &shown.settings.styles;
    let mut text = with_position(shown, around)?;
    let details = get(&shown.value, "PSMessageDetails")?;
    if !details.is_null() {
        text = format!(
            "{} : {}{text}",
            styles.shown(&styles.error),
            subject::text(&details)?
        );
    }
    if let Some(action) = shown.recommended_action() {
        text.push_str(&format!(
            "\n{}  Recommendation: {action}{}",
            styles.shown(&styles.error),
            styles.reset()
        ));
    }
    Ok(text)
}

/// The source line as it is shown, and what stands before every line below it.
#[derive(Default)]
struct Place {
    text: String,
    prefix: String,
}

fn with_position(shown: &Shown, around: &dyn Surroundings) -> Result<String> {
    let styles = &shown.settings.styles;
    let (error, reset) = (styles.shown(&styles.error), styles.reset());
    let place = place(shown)?;
    let mut message = format!("{}{}", place.prefix, message(shown));
    if shown.script_name().is_some_and(|name| !name.is_empty()) || shown.is_parser_error() {
        message = wrapped(
            message.replace(['\n', '\t'], " "),
            &place.prefix,
            shown.settings.window_width,
        );
        message.push('\n');
    }
    let reason = reason(shown, around)?;
    Ok(format!(
        "{error}{reason}: {}{error}{message}{reset}",
        place.text
    ))
}

/// The line that Pester's `Should` puts in the target object, if it does.
fn target_line(shown: &Shown) -> Option<(Str, Str, Str)> {
    let dict = shown.record.target.as_dict()?.lock();
    let text = |name: &str| {
        dict.get_str(name)
            .map(|value| subject::text(value).unwrap_or_default())
    };
    Some((
        text("File").unwrap_or_default(),
        text("Line")?,
        text("LineText")?,
    ))
}

fn place(shown: &Shown) -> Result<Place> {
    let script = shown.script_name().unwrap_or_default();
    let is_long = !script.is_empty() || shown.line_number() > 1;
    let is_module = script.to_lowercase().ends_with(".psm1");
    let target = target_line(shown);
    if target.is_none() && (!is_long && !is_syntax_error(shown) || is_module) {
        return Ok(Place::default());
    }
    let styles = &shown.settings.styles;
    let mut place = Place::default();
    let number = match &target {
        Some((file, line, _)) => {
            place.text = format!("{}{file}\n", styles.reset());
            line.to_string()
        }
        None if !script.is_empty() => {
            place.text = format!("{}{script}:{}\n", styles.reset(), shown.line_number());
            shown.line_number().to_string()
        }
        None => {
            place.text = "\n".to_owned();
            shown.line_number().to_string()
        }
    };
    draw(&mut place, shown, &number, target.map(|(_, _, text)| text));
    Ok(place)
}

fn draw(place: &mut Place, shown: &Shown, number: &str, target: Option<Str>) {
    let styles = &shown.settings.styles;
    let (accent, error, reset) = (
        styles.shown(&styles.error_accent),
        styles.shown(&styles.error),
        styles.reset(),
    );
    let header = " ".repeat(number.len().saturating_sub(4));
    let margin = " ".repeat(4usize.saturating_sub(number.len()));
    place.text.push_str(&format!("{accent}{header}Line |\n"));
    let (mut line, highlight) = match target {
        Some(text) => (text.trim().to_owned(), String::new()),
        None => source_lines(shown),
    };
    line.push('\n');
    colour(&mut line, &highlight, accent, reset);
    place
        .text
        .push_str(&format!("{accent}{margin}{number} | {reset}{line}"));
    place.prefix = format!("{accent}{header}     | {error}");
    if !highlight.is_empty() {
        place
            .text
            .push_str(&format!("{}{highlight}\n", place.prefix));
    }
}

/// The source line and its underline, both with the one space that stood behind the `+`.
fn source_lines(shown: &Shown) -> (String, String) {
    let message = shown.position_message();
    let lines: Vec<&str> = message.split('\n').collect();
    let behind_plus = |line: Option<&&str>| {
        line.and_then(|line| line.get(1..))
            .unwrap_or_default()
            .to_owned()
    };
    (behind_plus(lines.get(1)), behind_plus(lines.last()))
}

fn colour(line: &mut String, highlight: &str, accent: &str, reset: &str) {
    if accent.is_empty() && reset.is_empty() {
        return;
    }
    let length = highlight.trim().chars().count();
    let Some(start) = highlight.chars().position(|c| c == '~') else {
        return;
    };
    if length + 1 >= line.chars().count() {
        return;
    }
    let at = |count: usize| {
        line.char_indices()
            .nth(count)
            .map_or(line.len(), |(at, _)| at)
    };
    let (from, to) = (at(start), at(start + length));
    line.insert_str(to, reset);
    line.insert_str(from, accent);
}

fn is_syntax_error(shown: &Shown) -> bool {
    let is_parent = |ty: Type| {
        ty.chain()
            .any(|ty| ty.short_name() == "ParentContainsErrorRecordException")
    };
    shown.is_parser_error() && shown.record.exception.ty().is_some_and(is_parent)
}

fn message(shown: &Shown) -> Str {
    if let Some(details) = shown.details() {
        return details;
    }
    let message = shown.record.message();
    if shown.is_parser_error()
        && let Some((_, rest)) = message.split_once("~\n")
    {
        // The position is already drawn: what follows its underline counts.
        let rest = rest.split("~\n").next().unwrap_or_default();
        return rest.split("\n\n").next().unwrap_or_default().into();
    }
    message
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The start of a text, cut at its last white space before a length.
fn truncated(text: &str, length: usize) -> &str {
    if units(text) <= length {
        return text;
    }
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > length
    });
    let head = &text[..end.map_or(text.len(), |(at, _)| at)];
    head.rfind(char::is_whitespace)
        .map_or(head, |at| &head[..at])
}

/// Breaks the message between words where it is wider than the window, every line behind the bar.
fn wrapped(message: String, prefix: &str, window: usize) -> String {
    let shown_prefix = units(&plain(prefix));
    let hidden = units(prefix) - shown_prefix;
    if window == 0 || units(&message) - hidden <= window {
        return message;
    }
    let first = truncated(&message, window + hidden);
    let mut out = first.to_owned();
    let mut rest = message[first.len()..].trim();
    out.push('\n');
    while units(rest) + shown_prefix > window {
        let line = [prefix, rest].concat();
        let part = truncated(&line, window + hidden);
        if part.len() <= prefix.len() {
            break;
        }
        out.push_str(part);
        out.push('\n');
        rest = rest[part.len() - prefix.len()..].trim();
    }
    out.push_str(prefix);
    out.push_str(rest.trim());
    out
}

/// Who says it: the command, or what kind of error it is.
fn reason(shown: &Shown, around: &dyn Surroundings) -> Result<Str> {
    if was_thrown(shown)? {
        return Ok("Exception".into());
    }
    let command = shown.command_name();
    if shown.has_command() && !command.is_empty() && around.command_exists(&command) {
        return Ok(command);
    }
    let category = shown.category()?;
    let activity = category.activity;
    if !activity.is_empty() {
        return Ok(activity);
    }
    if shown.has_command() {
        return Ok(command);
    }
    let name = shown.invocation_name();
    if !name.is_empty() {
        return Ok(name);
    }
    if shown.record.category as u8 != 0 {
        return Ok(shown.record.category.name().into());
    }
    let reason = category.reason;
    Ok(if reason.is_empty() {
        "Error".into()
    } else {
        reason
    })
}

/// Whether a `throw` statement raised it. The exception says so if it knows; else a text that was thrown is its own id.
fn was_thrown(shown: &Shown) -> Result<bool> {
    if let Some(Data::Exception(data)) = shown.record.exception.data() {
        let properties = data.properties.lock();
        if let Some((_, said)) = properties
            .iter()
            .find(|(name, _)| name == "WasThrownFromThrowStatement")
        {
            return Ok(matches!(said, Value::Bool(true)));
        }
    }
    let is_runtime = shown.record.exception.ty() == Some(exceptions::RUNTIME);
    Ok(is_runtime && shown.record.state.lock().thrown && shown.record.id == shown.record.message())
}

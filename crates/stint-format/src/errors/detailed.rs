//! The tree of an error's properties that `Get-Error` shows.

use crate::layout::cells::ELLIPSIS;
use crate::subject;
use crate::surroundings::{Settings, Surroundings};
use std::sync::Arc;
use stint_object::{Data, Result, Str, Value, access};

const DEEPEST: usize = 10;
const STEP: usize = 4;

/// The tree for the view of `Get-Error`.
pub fn detailed(item: &Value, around: &dyn Surroundings) -> Result<Value> {
    let shown = tree(item, &around.settings()).map(Value::str);
    restore_names(item);
    shown
}

/// `Get-Error` renamed the error's own type for this view; the view puts the name back, last.
fn restore_names(item: &Value) {
    const EXTENDED: &str = "#PSExtendedError";
    let mut names = access::type_names(item);
    let Some(at) = names.iter().position(|name| name.ends_with(EXTENDED)) else {
        return;
    };
    let name = names.remove(at);
    names.push(name.trim_end_matches(EXTENDED).into());
    access::type_names::set(item, names);
}

/// The tree of an error or exception.
pub fn tree(item: &Value, settings: &Arc<Settings>) -> Result<String> {
    let mut tree = Tree {
        out: String::new(),
        settings: settings.clone(),
    };
    tree.object(item, 0, 1)?;
    Ok(tree.out)
}

struct Tree {
    out: String,
    settings: Arc<Settings>,
}

impl Tree {
    fn object(&mut self, item: &Value, indent: usize, depth: usize) -> Result<()> {
        let shown = shown_properties(item)?;
        let width = shown
            .iter()
            .map(|(name, _)| name.chars().count())
            .max()
            .unwrap_or(0);
        let prefix = " ".repeat(indent);
        for (index, (name, value)) in shown.iter().enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            let styles = &self.settings.styles;
            let label = format!(
                "{prefix}{}{name:width$} : {}",
                styles.shown(&styles.format_accent),
                styles.reset()
            );
            self.out.push_str(&label);
            self.value(name, value, indent, depth, width)?;
        }
        Ok(())
    }

    fn value(
        &mut self,
        name: &str,
        value: &Value,
        indent: usize,
        depth: usize,
        width: usize,
    ) -> Result<()> {
        if is_expanded(value) {
            return self.nested(value, indent, depth);
        }
        if name == "StackTrace" {
            self.out.push('\n');
            self.out.push_str(&subject::text(value)?);
            return Ok(());
        }
        if value.as_dict().is_some() {
            return self.dictionary(value, indent);
        }
        if let Some(elements) = subject::elements(value)
            && name != "Data"
        {
            return self.elements(&elements, indent, depth);
        }
        if let Some(Data::Type(_)) = value.data() {
            self.out.push_str(&format!("[{}]", subject::text(value)?));
            return Ok(());
        }
        self.text(name, value, indent, width)
    }

    fn nested(&mut self, value: &Value, indent: usize, depth: usize) -> Result<()> {
        if depth >= DEEPEST {
            self.out.push_str(ELLIPSIS);
            return Ok(());
        }
        self.out.push('\n');
        self.object(value, indent + STEP, depth + 1)
    }

    fn dictionary(&mut self, value: &Value, indent: usize) -> Result<()> {
        let Some(dict) = value.as_dict() else {
            return Ok(());
        };
        let entries = dict.lock().pairs();
        let mut lines: Vec<(Str, Str)> = Vec::new();
        for (key, value) in &entries {
            let key = subject::text(key)?;
            let text = if key.eq_ignore_ascii_case("Authorization") {
                ELLIPSIS.into()
            } else {
                subject::text(value)?
            };
            lines.push((key, text));
        }
        lines.sort_by_key(|(key, _)| key.to_lowercase());
        if !lines.is_empty() {
            self.out.push('\n');
        }
        let styles = &self.settings.styles;
        let (accent, reset) = (styles.shown(&styles.format_accent), styles.reset());
        let prefix = " ".repeat(indent + STEP);
        for (key, text) in lines {
            self.out
                .push_str(&format!("{prefix}{accent}{key} : {reset}{text}\n"));
        }
        Ok(())
    }

    fn elements(&mut self, elements: &[Value], indent: usize, depth: usize) -> Result<()> {
        if depth >= DEEPEST {
            self.out.push_str(ELLIPSIS);
            return Ok(());
        }
        let prefix = " ".repeat(indent + indent + STEP + 2);
        for (index, element) in elements.iter().enumerate() {
            self.out.push('\n');
            match element.data() {
                Some(Data::Type(_)) => self
                    .out
                    .push_str(&format!("{prefix}[{}]", subject::text(element)?)),
                None => self
                    .out
                    .push_str(&format!("{prefix}{}", subject::text(element)?)),
                Some(_) => {
                    if index > 0 {
                        self.out.push('\n');
                    }
                    self.object(element, indent + STEP, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, name: &str, value: &Value, indent: usize, width: usize) -> Result<()> {
        let mut text = subject::text(value)?.to_string();
        let error = self
            .settings
            .styles
            .shown(&self.settings.styles.error)
            .to_owned();
        match name {
            "PositionMessage" => {
                if let Some(at) = text.find('~') {
                    text.insert_str(at, &error);
                }
            }
            "Message" => text.insert_str(0, &error),
            _ => {}
        }
        if !text.contains('\n') {
            self.out.push_str(&text);
            return Ok(());
        }
        let margin = format!("\n{}", " ".repeat(indent + width + 3));
        let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        self.out.push_str(&lines.join(&margin));
        Ok(())
    }
}

fn is_expanded(value: &Value) -> bool {
    matches!(
        value.data(),
        Some(Data::Exception(_) | Data::ErrorRecord(_))
    ) || value
        .ty()
        .is_some_and(|ty| ty.name() == "System.Management.Automation.InvocationInfo")
}

/// The properties that are not empty; an exception says its type first.
fn shown_properties(item: &Value) -> Result<Vec<(Str, Value)>> {
    let mut out = Vec::new();
    if let Some(Data::Exception(_)) = item.data() {
        out.push((
            "Type".into(),
            Value::str(item.ty().map_or("", |ty| ty.name())),
        ));
    }
    for name in subject::property_names(item) {
        if name == "PSErrorIndex" || out.iter().any(|(known, _): &(Str, Value)| *known == name) {
            continue;
        }
        let Some(Ok(value)) = subject::property(item, &name) else {
            continue;
        };
        if !is_empty(&value) {
            out.push((name, value));
        }
    }
    Ok(out)
}

/// What PowerShell finds equal to an empty string, and empty collections.
fn is_empty(value: &Value) -> bool {
    match value.base() {
        Value::Null | Value::Nothing | Value::Bool(false) => true,
        Value::Str(text) => text.is_empty(),
        other => match subject::number(other) {
            Some(number) => number == 0.0,
            None => subject::elements(other).is_some_and(|elements| elements.is_empty()),
        },
    }
}

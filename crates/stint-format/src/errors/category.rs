//! `CategoryInfo`: what kind of error it is, and on what.

use crate::subject;
use stint_object::error_record::ErrorObject;
use stint_object::{Result, Str};

/// The parts of `CategoryInfo`.
pub(super) struct CategoryInfo {
    /// What was being done: the command's name.
    pub activity: Str,
    /// The exception's type, without its namespace.
    pub reason: Str,
    target_name: Str,
    target_type: Str,
    category: &'static str,
}

impl CategoryInfo {
    /// Of an error record: what was set for it, else what follows from it.
    pub fn of(record: &ErrorObject) -> Result<Self> {
        let state = record.state.lock().clone();
        let command = state.invocation.as_ref().map(|invocation| {
            if invocation.command.is_null() {
                Str::default()
            } else {
                invocation.command_name.clone()
            }
        });
        let reason = || record.exception.ty().map(|ty| Str::from(ty.short_name()));
        let target_type = || record.target.ty().map(|ty| Str::from(ty.short_name()));
        let target_name = match state.target_name {
            Some(name) => name,
            None => subject::text(&record.target)?,
        };
        Ok(Self {
            activity: state.activity.or(command).unwrap_or_default(),
            reason: state.reason.or_else(reason).unwrap_or_default(),
            target_name,
            target_type: state.target_type.or_else(target_type).unwrap_or_default(),
            category: record.category.name(),
        })
    }

    /// `GetMessage()`: all of it in one line.
    pub fn message(&self) -> String {
        let (activity, name, ty) = (
            shortened(&self.activity),
            shortened(&self.target_name),
            shortened(&self.target_type),
        );
        format!(
            "{}: ({name}:{ty}) [{activity}], {}",
            self.category, self.reason
        )
    }
}

/// A long text's beginning and end.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    const KEPT: usize = 19;
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= LONGEST {
        return text.to_owned();
    }
    let head: String = chars[..KEPT].iter().collect();
    let tail: String = chars[chars.len() - KEPT..].iter().collect();
    format!("{head}\u{2026}{tail}")
}

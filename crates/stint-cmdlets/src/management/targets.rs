//! What most of these cmdlets share: paths with filters, and errors that do not end the command.

use super::place::{self, Place};
use crate::values;
use std::path::Path;
use stint_cmdlet::{Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::{Flow, Str, Value};
use stint_system::io::failure::exception_for;

/// Paths, and what narrows them.
#[derive(Params, Default)]
pub(crate) struct Paths {
    pub(crate) path: Vec<Str>,
    pub(crate) literal_path: Vec<Str>,
    #[param(flatten)]
    pub(crate) filters: Filters,
}

/// What narrows paths.
#[derive(Params, Default)]
pub(crate) struct Filters {
    pub(crate) filter: Str,
    pub(crate) include: Vec<Str>,
    pub(crate) exclude: Vec<Str>,
}

impl Filters {
    /// Whether a name passes.
    pub(crate) fn pass(&self, name: &str) -> bool {
        self.pass_filter(name) && self.pass_lists(name)
    }

    /// Whether a name passes `-Include` and `-Exclude`.
    pub(crate) fn pass_lists(&self, name: &str) -> bool {
        (self.include.is_empty()
            || self
                .include
                .iter()
                .any(|pattern| values::matches_pattern(pattern, name)))
            && !self
                .exclude
                .iter()
                .any(|pattern| values::matches_pattern(pattern, name))
    }

    /// Whether a name passes `-Filter`.
    pub(crate) fn pass_filter(&self, name: &str) -> bool {
        self.filter.is_empty()
            || &*self.filter == "*.*"
            || values::matches_pattern(&self.filter, name)
    }
}

/// The paths that were given, and whether they are literal.
pub(crate) fn given(path: &[Str], literal_path: &[Str]) -> (Vec<Str>, bool) {
    if literal_path.is_empty() {
        (path.to_vec(), false)
    } else {
        (literal_path.to_vec(), true)
    }
}

impl Paths {
    /// What was given, and whether it is literal.
    pub(crate) fn given(&self) -> (Vec<Str>, bool) {
        given(&self.path, &self.literal_path)
    }

    /// The places meant; what is missing is reported.
    ///
    /// # Errors
    /// An error that ends the command.
    pub(crate) fn existing(&self, cx: &mut dyn Cx, hidden: bool) -> Result<Vec<Place>> {
        let (given, literal) = self.given();
        let mut places = Vec::new();
        for text in given {
            for place in place::found(cx, &text, literal, hidden)? {
                if self.filters.pass(&place.leaf()) && place::is_there(cx, &place)? {
                    places.push(place);
                }
            }
        }
        Ok(places)
    }
}

/// The error of a failed operation on a file: its id ends by what failed.
pub(crate) fn io_error(error: &std::io::Error, path: &Path, id: &str) -> ErrorRecord {
    io_record(exception_for(error, path), path, id)
}

/// The same of an exception that exists.
pub(crate) fn io_record(exception: Value, path: &Path, id: &str) -> ErrorRecord {
    let denied = exception
        .ty()
        .is_some_and(|ty| ty.name() == "System.UnauthorizedAccessException");
    let (end, category) = if denied {
        ("UnauthorizedAccessError", Category::PermissionDenied)
    } else {
        ("IOError", Category::WriteError)
    };
    let target = Value::from(path.to_string_lossy().into_owned());
    ErrorRecord::of(exception, format!("{id}{end}"), category, target)
}

/// Reports an error that a method threw; other control flow goes on.
///
/// # Errors
/// Whatever is no error, or an error that must end the command.
pub(crate) fn report(cx: &mut dyn Cx, result: Result<()>, path: &Path, id: &str) -> Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(Flow::Error(error)) => {
            cx.error(io_record(error.exception.clone(), path, id))?;
            Ok(false)
        }
        Err(other) => Err(other),
    }
}

/// Reports an error as it is.
///
/// # Errors
/// Whatever is no error, or an error that must end the command.
pub(crate) fn report_as_is(cx: &mut dyn Cx, result: Result<()>) -> Result<()> {
    match result {
        Err(Flow::Error(error)) => cx.error(ErrorRecord::of(
            error.exception.clone(),
            error.id.clone(),
            error.category,
            error.target.clone(),
        )),
        other => other,
    }
}

//! What is recorded about PowerShell's own cmdlets: parameters, sets, attributes. One text in the program, of which a
//! cmdlet's part is read on first touch.

mod common;
mod decode;
mod type_name;

pub use common::add_common;
pub(crate) use common::{COUNT_OF_COMMON, is_common};
pub use type_name::resolve;
pub(crate) use type_name::split as split_arguments;

use crate::{Entry, ParameterTable};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use stint_object::{Lock, Str};

static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/cmdlets.txt"));
/// Lower-case names, sorted, with where their part of the text begins and how long it is.
static INDEX: &[(&str, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/index.rs"));

static READ: LazyLock<Lock<HashMap<&'static str, Arc<Facts>>>> = LazyLock::new(Lock::default);
static IMPLEMENTED: LazyLock<Lock<HashMap<&'static str, Arc<ParameterTable>>>> =
    LazyLock::new(Lock::default);

/// A cmdlet's facts.
pub struct Facts {
    /// Its name as PowerShell writes it.
    pub name: Str,
    /// The module it comes from.
    pub module: Str,
    /// Its parameters, the common ones too.
    pub table: Arc<ParameterTable>,
}

/// The facts of a cmdlet by its name, ignoring case.
pub fn of(name: &str) -> Option<Arc<Facts>> {
    let name = name.to_ascii_lowercase();
    let at = INDEX
        .binary_search_by(|(known, ..)| (*known).cmp(&name))
        .ok()?;
    let (key, start, length) = INDEX[at];
    if let Some(facts) = READ.lock().get(key) {
        return Some(facts.clone());
    }
    // The parameters' types are looked up by name.
    crate::register();
    let facts = Arc::new(decode::facts(&TEXT[start..start + length]));
    Some(READ.lock().entry(key).or_insert(facts).clone())
}

/// The module that a cmdlet comes from.
pub fn module(name: &str) -> Option<Str> {
    of(name).map(|facts| facts.module.clone())
}

/// The parameters of a cmdlet by its name, ignoring case.
pub fn table(name: &str) -> Option<Arc<ParameterTable>> {
    of(name).map(|facts| facts.table.clone())
}

/// The names of all cmdlets with facts, in lower case and sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    INDEX.iter().map(|(name, ..)| *name)
}

/// The parameters of a cmdlet that exists here: what it does not implement is marked as refused.
pub fn implemented(entry: &'static Entry) -> Option<Arc<ParameterTable>> {
    if let Some(table) = IMPLEMENTED.lock().get(entry.name) {
        return Some(table.clone());
    }
    let mut table = ParameterTable::clone(&*table(entry.name)?);
    let known = implemented_names(entry);
    for parameter in &mut table.parameters {
        parameter.refused =
            !parameter.common && !known.iter().any(|name| **name == *parameter.name);
    }
    Some(
        IMPLEMENTED
            .lock()
            .entry(entry.name)
            .or_insert(Arc::new(table))
            .clone(),
    )
}

fn implemented_names(entry: &Entry) -> Vec<&'static str> {
    let mut names = Vec::new();
    (entry.make)().names(&mut names);
    names
}

/// What is wrong with a cmdlet's own list of parameters: names that the facts do not have, or no facts at all.
pub fn mistakes(entry: &Entry) -> Vec<String> {
    let Some(table) = table(entry.name) else {
        return vec![format!("{} has no facts", entry.name)];
    };
    implemented_names(entry)
        .into_iter()
        .filter(|name| !table.parameters.iter().any(|known| *known.name == **name))
        .map(|name| format!("{} has no parameter {name}", entry.name))
        .collect()
}

/// What of a cmdlet is not done: the parameters that would be refused.
pub fn refused(entry: &'static Entry) -> Vec<Str> {
    implemented(entry).map_or_else(Vec::new, |table| {
        table
            .parameters
            .iter()
            .filter(|parameter| parameter.refused)
            .map(|parameter| parameter.name.clone())
            .collect()
    })
}

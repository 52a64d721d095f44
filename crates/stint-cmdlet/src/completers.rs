//! What completes arguments: kept by `Register-ArgumentCompleter`, asked by completion.

use stint_object::{Lock, Str, Value};

/// A completer that a script registered.
#[derive(Clone)]
pub struct Completer {
    /// The commands; none means all.
    pub commands: Vec<Str>,
    /// The parameter; empty for a program's arguments.
    pub parameter: Str,
    /// For programs (`-Native`).
    pub native: bool,
    /// Gets the words and gives completions.
    pub block: Value,
}

/// All completers, the newest last; kept in a slot of the session.
#[derive(Default)]
pub struct Completers(pub Lock<Vec<Completer>>);

//! What the parsers of one source share: the source, the diagnostics, and the limits.

use std::collections::HashSet;
use std::sync::Arc;

use hashbrown::HashMap;

use crate::error::ParseError;
use crate::message::Message;
use crate::source::{Extent, Source};
use crate::symbols::Symbols;
use crate::variable_path::VariablePath;

/// How many tokens may be read for each byte of text before a script counts as too complex: texts made to be read
/// again and again would otherwise take exponential time.
const WORK_PER_BYTE: u64 = 8;
const LEAST_WORK: u64 = 2_000_000;

/// Whether the tokens of a script are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokens {
    /// All of them: for who asks for tokens, or for what comments say of what they stand at.
    Kept,
    /// Comments, and what the last statement leaves: for who wants the tree.
    Forgotten,
}

/// State that outlives the parser of a nested text.
pub(crate) struct Shared {
    pub(crate) source: Arc<Source>,
    pub(crate) symbols: Arc<dyn Symbols>,
    pub(crate) errors: Vec<ParseError>,
    reported: HashSet<(&'static str, Extent)>,
    pub(crate) tokens: Tokens,
    /// True when there is a `class` or `enum` among the tokens that were read.
    pub(crate) has_types: bool,
    /// The last comment that looks like the start of a signature.
    pub(crate) signature: Option<Extent>,
    /// How deep the rules are nested now.
    pub(crate) depth: u32,
    /// How deep they ever were.
    pub(crate) deepest: u32,
    /// Set when a limit was passed: the rest of the text reads as its end.
    pub(crate) aborted: bool,
    work_left: u64,
    /// The paths of variables by how they are written: a script names few variables many times.
    paths: HashMap<Box<str>, Arc<VariablePath>>,
}

impl Shared {
    pub(crate) fn new(source: Arc<Source>, symbols: Arc<dyn Symbols>, tokens: Tokens) -> Self {
        let work_left = source.text().len() as u64 * WORK_PER_BYTE + LEAST_WORK;
        Self {
            source,
            symbols,
            errors: Vec::new(),
            reported: HashSet::new(),
            tokens,
            has_types: false,
            signature: None,
            depth: 0,
            deepest: 0,
            aborted: false,
            work_left,
            paths: HashMap::new(),
        }
    }

    /// The path of a variable, the same one each time.
    pub(crate) fn path(&mut self, written: &str) -> Arc<VariablePath> {
        if let Some(known) = self.paths.get(written) {
            return known.clone();
        }
        let made = Arc::new(VariablePath::new(written));
        self.paths.insert(written.into(), made.clone());
        made
    }

    /// Adds a diagnostic, once for an id and place.
    pub(crate) fn report(
        &mut self,
        extent: Extent,
        message: Message,
        arguments: &[&str],
        incomplete_input: bool,
    ) {
        if !self.aborted && self.reported.insert((message.id(), extent)) {
            self.errors.push(ParseError {
                id: message.id(),
                message: message.format(arguments),
                extent,
                incomplete_input,
            });
        }
    }

    /// Counts one step; gives up when there were too many.
    pub(crate) fn step(&mut self, at: Extent) {
        match self.work_left.checked_sub(1) {
            Some(left) => self.work_left = left,
            None => self.abort(at),
        }
    }

    /// Stops reading: what follows is taken as the end of the text.
    pub(crate) fn abort(&mut self, at: Extent) {
        self.report(at, Message::ScriptTooComplicated, &[], false);
        self.aborted = true;
    }
}

//! What a pattern means, as a tree.

use super::class::CharClass;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Empty,
    Unit(u16),
    /// Any unit but this one.
    NotUnit(u16),
    /// Any unit at all.
    Anything,
    Class(Box<CharClass>),
    Assertion(Assertion),
    Backreference {
        group: u32,
        ignore_case: bool,
    },
    Concat(Vec<Node>),
    Alternate(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        /// None: without end.
        max: Option<u32>,
        lazy: bool,
    },
    Capture {
        group: Option<u32>,
        /// The group that gives up its last capture.
        uncapture: Option<u32>,
        node: Box<Node>,
    },
    Look {
        behind: bool,
        negative: bool,
        node: Box<Node>,
    },
    Atomic(Box<Node>),
    IfGroup {
        group: u32,
        yes: Box<Node>,
        no: Box<Node>,
    },
    IfMatch {
        condition: Box<Node>,
        yes: Box<Node>,
        no: Box<Node>,
    },
}

/// What holds at a place without taking anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Assertion {
    LineBegin,
    LineEnd,
    Begin,
    /// Where the search began.
    Start,
    /// The end, or just before a last line feed.
    EndOrNewline,
    End,
    Boundary,
    NotBoundary,
    EcmaBoundary,
    NotEcmaBoundary,
}

//! The instructions that a pattern becomes.

use super::case::CaseBehavior;
use super::class::CharClass;
use super::node::Assertion;

/// What one unit must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Unit(u16),
    NotUnit(u16),
    Anything,
    /// Index of a class.
    Class(usize),
}

/// One step of a match. `back` steps take units to the left.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inst {
    One {
        test: Test,
        back: bool,
    },
    /// Index of a string.
    Text {
        text: usize,
        back: bool,
    },
    /// One test, many times, greedily or as few times as possible.
    Run {
        test: Test,
        min: usize,
        max: usize,
        lazy: bool,
        back: bool,
    },
    Assert(Assertion),
    Backreference {
        slot: usize,
        ignore_case: bool,
        back: bool,
    },
    Jump(usize),
    /// Goes on, and to `other` if that fails.
    Branch {
        other: usize,
    },
    /// Remembers the place.
    Mark,
    /// Remembers that there is no place yet.
    MarkNowhere,
    /// Remembers the place (or that there is none yet) and a count.
    MarkCount {
        nowhere: bool,
        count: i64,
    },
    /// The end of a loop's body: again, unless the body took nothing.
    Loop {
        body: usize,
        lazy: bool,
    },
    /// The end of a counted loop's body.
    LoopCount {
        body: usize,
        limit: i64,
        lazy: bool,
    },
    /// Captures from the mark to here.
    Capture {
        slot: Option<usize>,
        uncapture: Option<usize>,
    },
    /// Remembers how many ways back there are.
    AtomicBegin,
    /// Forgets the ways back since then.
    AtomicEnd,
    /// As atomic, and remembers the place.
    LookBegin,
    /// Forgets the ways back, and goes back to the place.
    LookEnd,
    /// Looks; if the body fails, goes on at `after`.
    NotLookBegin {
        after: usize,
    },
    /// The body matched: fails.
    NotLookEnd,
    /// Drops a mark that a failed look left.
    DropMark,
    IfGroup {
        slot: usize,
        otherwise: usize,
    },
    /// Looks; if the condition fails, goes on at `otherwise`.
    IfMatchBegin {
        otherwise: usize,
    },
    Fail,
    Done,
}

/// Where a match may begin, so that other places need no look.
#[derive(Clone, Debug)]
pub(super) enum Finder {
    Anywhere,
    /// Only at the beginning of the text.
    Begin,
    /// Where this text is.
    Prefix(Vec<u16>),
    /// Where the first unit is one of these ASCII ones, or perhaps not ASCII.
    First {
        ascii: u128,
        beyond: bool,
    },
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) insts: Vec<Inst>,
    pub(super) classes: Vec<CharClass>,
    pub(super) texts: Vec<Vec<u16>>,
    pub(super) slots: usize,
    pub(super) behavior: CaseBehavior,
    pub(super) right_to_left: bool,
    pub(super) finder: Finder,
}

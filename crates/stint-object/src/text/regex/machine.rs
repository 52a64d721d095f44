//! Runs a program on a text, with backtracking as .NET's interpreter does it, but on a stack of its own.
//!
//! Everything that changes is written to `track`, so that going back undoes it: places to try next stand among the undo records.

use super::case::same;
use super::category::{is_boundary_word, is_ecma_word};
use super::haystack::Units;
use super::node::Assertion;
use super::program::{Finder, Inst, Program, Test};

/// A capture: first and one past the last unit.
pub(super) type Span = (usize, usize);

/// A way back, or something to undo on the way.
#[derive(Clone, Copy)]
enum Back {
    /// Go on there.
    Place {
        inst: usize,
        at: usize,
    },
    /// Give back (or, lazily, take) one more of a run.
    Run {
        inst: usize,
        at: usize,
        left: usize,
    },
    /// Enter a lazy loop's body once more.
    Again {
        body: usize,
        at: usize,
        count: Option<i64>,
    },
    DropMark,
    PutMark(i64),
    DropCapture(usize),
    PutCapture(usize, Span),
}

const NOWHERE: i64 = -1;

/// The state of a match.
pub(super) struct Machine<'p, U> {
    program: &'p Program,
    text: U,
    /// Where the search began.
    start: usize,
    at: usize,
    track: Vec<Back>,
    marks: Vec<i64>,
    captures: Vec<Vec<Span>>,
}

fn place(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

impl<'p, U: Units> Machine<'p, U> {
    pub(super) fn new(program: &'p Program, text: U) -> Machine<'p, U> {
        Machine {
            program,
            text,
            start: 0,
            at: 0,
            track: Vec::new(),
            marks: Vec::new(),
            captures: vec![Vec::new(); program.slots],
        }
    }

    /// Finds the next match from `start`; its groups' captures, the whole match first.
    pub(super) fn find(&mut self, start: usize) -> Option<Vec<Vec<Span>>> {
        let span = self.find_span(start)?;
        let mut captures =
            std::mem::replace(&mut self.captures, vec![Vec::new(); self.program.slots]);
        captures[0] = vec![span];
        Some(captures)
    }

    /// Finds only where the next match is.
    pub(super) fn find_span(&mut self, start: usize) -> Option<Span> {
        self.start = start;
        let mut next = Some(start);
        while let Some(from) = next.and_then(|from| self.candidate(from)) {
            self.track.clear();
            self.marks.clear();
            for captures in &mut self.captures {
                captures.clear();
            }
            self.at = from;
            if self.run() {
                return Some((from.min(self.at), from.max(self.at)));
            }
            next = if self.program.right_to_left {
                from.checked_sub(1)
            } else {
                Some(from + 1).filter(|from| *from <= self.text.len())
            };
        }
        None
    }

    /// The first place from `from` on where a match may begin.
    fn candidate(&self, from: usize) -> Option<usize> {
        match &self.program.finder {
            Finder::Anywhere => Some(from),
            Finder::Begin => (from == 0).then_some(0),
            Finder::Prefix(text) => self.text.find(text, from),
            Finder::First { ascii, beyond } => (from..self.text.len()).find(|at| {
                let unit = self.text.at(*at);
                if unit < 128 {
                    ascii >> unit & 1 != 0
                } else {
                    *beyond
                }
            }),
        }
    }

    fn test(&self, test: Test, unit: u16) -> bool {
        match test {
            Test::Unit(wanted) => unit == wanted,
            Test::NotUnit(refused) => unit != refused,
            Test::Anything => true,
            Test::Class(class) => self.program.classes[class].contains(unit),
        }
    }

    /// The unit that comes next in the direction, if any.
    #[inline]
    fn next_unit(&self, back: bool) -> Option<u16> {
        if back {
            self.at.checked_sub(1).map(|at| self.text.at(at))
        } else {
            (self.at < self.text.len()).then(|| self.text.at(self.at))
        }
    }

    #[inline]
    fn step(&mut self, back: bool) {
        if back {
            self.at -= 1;
        } else {
            self.at += 1;
        }
    }

    /// Runs from the first instruction to the end of the pattern, or until no way is left.
    fn run(&mut self) -> bool {
        let mut next = 0;
        loop {
            let inst = self.program.insts[next];
            if matches!(inst, Inst::Done) {
                return true;
            }
            match self.execute(inst, next).or_else(|| self.go_back()) {
                Some(following) => next = following,
                None => return false,
            }
        }
    }

    /// One instruction; gives the next one, or nothing where it fails.
    fn execute(&mut self, inst: Inst, here: usize) -> Option<usize> {
        match inst {
            Inst::One { test, back } => {
                let unit = self.next_unit(back)?;
                if !self.test(test, unit) {
                    return None;
                }
                self.step(back);
            }
            Inst::Text { text, back } => self.match_text(text, back)?,
            Inst::Run { .. } => self.match_run(inst, here)?,
            Inst::Assert(assertion) => {
                if !self.holds(assertion) {
                    return None;
                }
            }
            Inst::Backreference {
                slot,
                ignore_case,
                back,
            } => self.match_capture(slot, ignore_case, back)?,
            Inst::Jump(target) => return Some(target),
            Inst::Branch { other } => self.track.push(Back::Place {
                inst: other,
                at: self.at,
            }),
            Inst::Mark => self.put_mark(place(self.at)),
            Inst::MarkNowhere => self.put_mark(NOWHERE),
            Inst::MarkCount { nowhere, count } => {
                self.put_mark(if nowhere { NOWHERE } else { place(self.at) });
                self.put_mark(count);
            }
            Inst::Loop { body, lazy } => return Some(self.end_of_body(here, body, lazy)),
            Inst::LoopCount { body, limit, lazy } => {
                return Some(self.end_of_counted_body(here, body, limit, lazy));
            }
            Inst::Capture { slot, uncapture } => self.capture(slot, uncapture)?,
            Inst::AtomicBegin => self.put_mark(place(self.track.len())),
            Inst::AtomicEnd => {
                let height = self.take_mark();
                self.forget_ways(height);
            }
            Inst::LookBegin => self.begin_look(),
            Inst::LookEnd => {
                let at = self.take_mark();
                let height = self.take_mark();
                self.at = usize::try_from(at).unwrap_or(0);
                self.forget_ways(height);
            }
            Inst::NotLookBegin { after } => {
                self.put_mark(place(self.track.len()));
                self.track.push(Back::Place {
                    inst: after,
                    at: self.at,
                });
            }
            Inst::NotLookEnd => {
                let height = self.marks.last().copied().unwrap_or(0);
                self.undo_to(height);
                return None;
            }
            Inst::DropMark => {
                self.take_mark();
            }
            Inst::IfGroup { slot, otherwise } => {
                if self.captures[slot].is_empty() {
                    return Some(otherwise);
                }
            }
            Inst::IfMatchBegin { otherwise } => {
                self.begin_look();
                self.track.push(Back::Place {
                    inst: otherwise,
                    at: self.at,
                });
            }
            Inst::Fail => return None,
            Inst::Done => {}
        }
        Some(here + 1)
    }

    fn begin_look(&mut self) {
        self.put_mark(place(self.track.len()));
        self.put_mark(place(self.at));
    }

    fn put_mark(&mut self, mark: i64) {
        self.marks.push(mark);
        self.track.push(Back::DropMark);
    }

    fn take_mark(&mut self) -> i64 {
        let mark = self.marks.pop().unwrap_or(NOWHERE);
        self.track.push(Back::PutMark(mark));
        mark
    }

    fn match_text(&mut self, text: usize, back: bool) -> Option<()> {
        let wanted = &self.program.texts[text];
        let start = if back {
            self.at.checked_sub(wanted.len())?
        } else {
            self.at
        };
        let end = start + wanted.len();
        if end > self.text.len() {
            return None;
        }
        let same = wanted
            .iter()
            .zip(start..)
            .all(|(unit, at)| self.text.at(at) == *unit);
        self.at = if back { start } else { end };
        same.then_some(())
    }

    fn match_run(&mut self, inst: Inst, here: usize) -> Option<()> {
        let Inst::Run {
            test,
            min,
            max,
            lazy,
            back,
        } = inst
        else {
            return None;
        };
        let room = if back {
            self.at
        } else {
            self.text.len() - self.at
        };
        let most = max.min(room);
        if most < min {
            return None;
        }
        let wanted = if lazy { min } else { most };
        let taken = self.count_run(test, wanted, back);
        if taken < min {
            return None;
        }
        self.at = if back {
            self.at - taken
        } else {
            self.at + taken
        };
        let left = if lazy { most - taken } else { taken - min };
        if left > 0 {
            self.track.push(Back::Run {
                inst: here,
                at: self.at,
                left,
            });
        }
        Some(())
    }

    /// How many units from here on pass, up to `most`.
    fn count_run(&self, test: Test, most: usize, back: bool) -> usize {
        let unit = |index: usize| {
            if back {
                self.text.at(self.at - 1 - index)
            } else {
                self.text.at(self.at + index)
            }
        };
        let count = |passes: &dyn Fn(u16) -> bool| {
            (0..most).take_while(|index| passes(unit(*index))).count()
        };
        match test {
            Test::Anything => most,
            Test::Unit(wanted) => count(&|unit| unit == wanted),
            Test::NotUnit(refused) => count(&|unit| unit != refused),
            Test::Class(class) => {
                let class = &self.program.classes[class];
                count(&|unit| class.contains(unit))
            }
        }
    }

    /// Goes on from a run: one less of a greedy one, one more of a lazy one.
    fn rerun(&mut self, here: usize, at: usize, left: usize) -> Option<usize> {
        let Inst::Run {
            test, lazy, back, ..
        } = self.program.insts[here]
        else {
            return None;
        };
        self.at = at;
        if lazy {
            let unit = self.next_unit(back)?;
            if !self.test(test, unit) {
                return None;
            }
        }
        self.step(lazy == back);
        let mut left = left - 1;
        // What must follow tells which places are worth a try.
        if !lazy
            && !back
            && let Some(Inst::One {
                test: following,
                back: false,
            }) = self.program.insts.get(here + 1)
        {
            while left > 0 && !self.test(*following, self.text.at(self.at)) {
                self.at -= 1;
                left -= 1;
            }
        }
        if left > 0 {
            self.track.push(Back::Run {
                inst: here,
                at: self.at,
                left,
            });
        }
        Some(here + 1)
    }

    fn match_capture(&mut self, slot: usize, ignore_case: bool, back: bool) -> Option<()> {
        let (start, end) = *self.captures[slot].last()?;
        let length = end - start;
        let from = if back {
            self.at.checked_sub(length)?
        } else {
            self.at
        };
        if from + length > self.text.len() {
            return None;
        }
        let behavior = self.program.behavior;
        let equal = (0..length).all(|index| {
            let (a, b) = (self.text.at(start + index), self.text.at(from + index));
            a == b || (ignore_case && same(a, b, behavior))
        });
        self.at = if back { from } else { from + length };
        equal.then_some(())
    }

    fn end_of_body(&mut self, here: usize, body: usize, lazy: bool) -> usize {
        let mark = self.take_mark();
        if mark == place(self.at) {
            return here + 1;
        }
        if lazy {
            self.track.push(Back::Again {
                body,
                at: self.at,
                count: None,
            });
            return here + 1;
        }
        self.track.push(Back::Place {
            inst: here + 1,
            at: self.at,
        });
        self.put_mark(place(self.at));
        body
    }

    fn end_of_counted_body(&mut self, here: usize, body: usize, limit: i64, lazy: bool) -> usize {
        let count = self.take_mark();
        let mark = self.take_mark();
        let empty = mark == place(self.at);
        let straight = if lazy {
            count >= 0
        } else {
            count >= limit || (empty && count >= 0)
        };
        if straight {
            if lazy && count < limit && !empty {
                self.track.push(Back::Again {
                    body,
                    at: self.at,
                    count: Some(count + 1),
                });
            }
            return here + 1;
        }
        if count >= 0 {
            self.track.push(Back::Place {
                inst: here + 1,
                at: self.at,
            });
        }
        self.put_mark(place(self.at));
        self.put_mark(count + 1);
        body
    }

    fn capture(&mut self, slot: Option<usize>, uncapture: Option<usize>) -> Option<()> {
        let mark = usize::try_from(self.take_mark()).unwrap_or(0);
        let (mut start, mut end) = (mark.min(self.at), mark.max(self.at));
        if let Some(other) = uncapture {
            let old = self.captures[other].pop()?;
            self.track.push(Back::PutCapture(other, old));
            // The new capture is what lies between the two, or what they share.
            if start >= old.1 {
                end = start;
                start = old.1;
            } else if end <= old.0 {
                start = old.0;
            } else {
                end = end.min(old.1);
                start = start.max(old.0);
            }
            if start > end {
                std::mem::swap(&mut start, &mut end);
            }
        }
        if let Some(slot) = slot {
            self.captures[slot].push((start, end));
            self.track.push(Back::DropCapture(slot));
        }
        Some(())
    }

    fn holds(&self, assertion: Assertion) -> bool {
        let (at, length) = (self.at, self.text.len());
        let newline = u16::from(b'\n');
        match assertion {
            Assertion::LineBegin => at == 0 || self.text.at(at - 1) == newline,
            Assertion::LineEnd => at == length || self.text.at(at) == newline,
            Assertion::Begin => at == 0,
            Assertion::Start => at == self.start,
            Assertion::EndOrNewline => {
                at == length || (at + 1 == length && self.text.at(at) == newline)
            }
            Assertion::End => at == length,
            Assertion::Boundary => self.is_boundary(is_boundary_word),
            Assertion::NotBoundary => !self.is_boundary(is_boundary_word),
            Assertion::EcmaBoundary => self.is_boundary(is_ecma_word),
            Assertion::NotEcmaBoundary => !self.is_boundary(is_ecma_word),
        }
    }

    fn is_boundary(&self, is_word: fn(u16) -> bool) -> bool {
        let before = self.at > 0 && is_word(self.text.at(self.at - 1));
        let after = self.at < self.text.len() && is_word(self.text.at(self.at));
        before != after
    }

    /// Undoes until there is a way to try; gives where it goes on.
    fn go_back(&mut self) -> Option<usize> {
        while let Some(back) = self.track.pop() {
            match back {
                Back::Place { inst, at } => {
                    self.at = at;
                    return Some(inst);
                }
                Back::Run { inst, at, left } => {
                    if let Some(next) = self.rerun(inst, at, left) {
                        return Some(next);
                    }
                }
                Back::Again { body, at, count } => {
                    self.at = at;
                    self.put_mark(place(at));
                    if let Some(count) = count {
                        self.put_mark(count);
                    }
                    return Some(body);
                }
                undo => self.undo(undo),
            }
        }
        None
    }

    fn undo(&mut self, back: Back) {
        match back {
            Back::DropMark => {
                self.marks.pop();
            }
            Back::PutMark(mark) => self.marks.push(mark),
            Back::DropCapture(slot) => {
                self.captures[slot].pop();
            }
            Back::PutCapture(slot, span) => self.captures[slot].push(span),
            Back::Place { .. } | Back::Run { .. } | Back::Again { .. } => {}
        }
    }

    /// Keeps what has to be undone since `height`, but no way back.
    fn forget_ways(&mut self, height: i64) {
        let height = usize::try_from(height).unwrap_or(0);
        let mut kept = height;
        for index in height..self.track.len() {
            let back = self.track[index];
            let is_way = matches!(
                back,
                Back::Place { .. } | Back::Run { .. } | Back::Again { .. }
            );
            if !is_way {
                self.track[kept] = back;
                kept += 1;
            }
        }
        self.track.truncate(kept);
    }

    /// Undoes all since `height` and takes no way back.
    fn undo_to(&mut self, height: i64) {
        let height = usize::try_from(height).unwrap_or(0);
        while self.track.len() > height {
            if let Some(back) = self.track.pop() {
                self.undo(back);
            }
        }
    }
}

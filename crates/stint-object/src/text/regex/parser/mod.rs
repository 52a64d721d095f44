//! Reads a pattern as .NET does, with its errors at its offsets: first a pass that numbers the groups, then the real one.

mod class;
mod escape;
mod group;
mod groups;

use super::case::{CaseBehavior, for_each_form};
use super::class::CharClass;
use super::error::{RegexError, RegexErrorKind};
use super::node::{Assertion, Node};
use super::options::RegexOptions;
use crate::text::culture::Culture;
pub(super) use groups::Groups;

/// A pattern that was read.
pub(super) struct Parsed {
    pub(super) root: Node,
    pub(super) groups: Groups,
}

type Result<T> = std::result::Result<T, RegexError>;

/// Reads a pattern.
pub(super) fn parse(pattern: &str, options: RegexOptions, culture: &Culture) -> Result<Parsed> {
    let mut parser = Parser::new(pattern, options, culture);
    parser.count_groups()?;
    parser.at = 0;
    parser.options = options;
    parser.options_stack.clear();
    parser.ignore_next_paren = false;
    parser.next_group = 1;
    let root = parser.scan()?;
    Ok(Parsed {
        root,
        groups: parser.groups,
    })
}

/// `Regex.Unescape`.
pub(super) fn unescape(text: &str) -> Result<String> {
    let mut parser = Parser::new(text, RegexOptions::NONE, Culture::invariant());
    let mut out = Vec::with_capacity(parser.units.len());
    while let Some(unit) = parser.peek() {
        parser.at += 1;
        if unit != BACKSLASH {
            out.push(unit);
        } else if !parser.is_at_end() {
            out.push(parser.scan_char_escape()?);
        }
    }
    Ok(String::from_utf16_lossy(&out))
}

const BACKSLASH: u16 = b'\\' as u16;

/// What a group that is being read will become.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum GroupKind {
    Plain,
    Capture(Option<u32>, Option<u32>),
    Look { behind: bool, negative: bool },
    Atomic,
    IfGroup(u32),
    IfMatch,
}

impl GroupKind {
    fn is_conditional(self) -> bool {
        matches!(self, GroupKind::IfGroup(_) | GroupKind::IfMatch)
    }
}

/// A group whose end has not come yet.
struct OpenGroup {
    kind: GroupKind,
    /// Condition and branches of a conditional.
    children: Vec<Node>,
    alternatives: Vec<Node>,
    concatenation: Vec<Node>,
}

impl OpenGroup {
    fn new(kind: GroupKind) -> OpenGroup {
        OpenGroup {
            kind,
            children: Vec::new(),
            alternatives: Vec::new(),
            concatenation: Vec::new(),
        }
    }
}

struct Parser<'p> {
    pattern: &'p str,
    units: Vec<u16>,
    at: usize,
    options: RegexOptions,
    options_stack: Vec<RegexOptions>,
    behavior: CaseBehavior,
    groups: Groups,
    next_group: u32,
    ignore_next_paren: bool,
    stack: Vec<OpenGroup>,
    open: OpenGroup,
    /// What a quantifier would belong to.
    unit: Option<Node>,
}

/// What an ASCII character means outside of classes.
fn weight(unit: u16) -> u8 {
    const QUANTIFIER: u8 = 4;
    const STOPPER: u8 = 3;
    match u8::try_from(unit) {
        Ok(b'*' | b'+' | b'?' | b'{') => QUANTIFIER,
        Ok(b'$' | b'(' | b')' | b'.' | b'[' | b'\\' | b'^' | b'|') => STOPPER,
        Ok(b'#') => 2,
        Ok(b'\t' | b'\n' | 0x0C | b'\r' | b' ') => 1,
        _ => 0,
    }
}

fn is_special(unit: u16) -> bool {
    weight(unit) >= 3
}

fn is_space(unit: u16) -> bool {
    weight(unit) == 1
}

fn shown(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}')
}

impl<'p> Parser<'p> {
    fn new(pattern: &'p str, options: RegexOptions, culture: &Culture) -> Parser<'p> {
        Parser {
            pattern,
            units: pattern.encode_utf16().collect(),
            at: 0,
            options,
            options_stack: Vec::new(),
            behavior: CaseBehavior::of(options, culture),
            groups: Groups::default(),
            next_group: 1,
            ignore_next_paren: false,
            stack: Vec::new(),
            open: OpenGroup::new(GroupKind::Capture(Some(0), None)),
            unit: None,
        }
    }

    fn fail<T>(&self, kind: RegexErrorKind) -> Result<T> {
        Err(RegexError {
            kind,
            offset: self.at,
            pattern: self.pattern.to_owned(),
        })
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.units.len()
    }

    fn peek(&self) -> Option<u16> {
        self.units.get(self.at).copied()
    }

    /// The ASCII character `ahead` of the current place; 0 for none or another one.
    fn byte(&self, ahead: usize) -> u8 {
        self.units
            .get(self.at + ahead)
            .and_then(|unit| u8::try_from(*unit).ok())
            .filter(u8::is_ascii)
            .unwrap_or(0)
    }

    fn has(&self, option: RegexOptions) -> bool {
        self.options.has(option)
    }

    /// A letter, in any case if case is ignored.
    fn literal(&self, unit: u16) -> Node {
        if !self.has(RegexOptions::IGNORE_CASE) {
            return Node::Unit(unit);
        }
        let mut forms = vec![unit];
        for_each_form(unit, self.behavior, |form| forms.push(form));
        if forms.len() == 1 {
            Node::Unit(unit)
        } else {
            Node::Class(Box::new(CharClass::of_units(&forms)))
        }
    }

    /// The main loop: literals up to something special, then that, then its quantifier.
    fn scan(&mut self) -> Result<Node> {
        let mut is_quantifier = false;
        while !self.is_at_end() {
            let was_quantifier = is_quantifier;
            self.scan_blank()?;
            let start = self.at;
            self.skip_literals();
            let end = self.at;
            self.scan_blank()?;
            let special = self.peek().filter(|unit| is_special(*unit));
            is_quantifier = special.is_some_and(|unit| weight(unit) == 4);
            let ended = self.is_at_end();
            if special.is_some() {
                self.at += 1;
            }
            if start < end {
                self.add_literals(start, end, is_quantifier);
            }
            if ended {
                break;
            }
            let Some(special) = special else { continue };
            let quantified = self.scan_special(special, was_quantifier && start >= end)?;
            if quantified {
                self.scan_blank()?;
                is_quantifier = self.scan_quantifier()?;
            }
        }
        if !self.stack.is_empty() {
            return self.fail(RegexErrorKind::InsufficientClosingParentheses);
        }
        self.close_group()?;
        Ok(self.unit.take().unwrap_or(Node::Empty))
    }

    fn skip_literals(&mut self) {
        let spaces = self.has(RegexOptions::IGNORE_PATTERN_WHITESPACE);
        let least = if spaces { 1 } else { 3 };
        while let Some(unit) = self.peek() {
            let is_literal_brace = unit == u16::from(b'{') && !self.is_true_quantifier();
            if weight(unit) >= least && !is_literal_brace {
                break;
            }
            self.at += 1;
        }
    }

    fn add_literals(&mut self, start: usize, end: usize, is_quantified: bool) {
        let last = end - usize::from(is_quantified);
        for index in start..last {
            let node = self.literal(self.units[index]);
            self.open.concatenation.push(node);
        }
        if is_quantified {
            self.unit = Some(self.literal(self.units[last]));
        }
    }

    /// Reads what a special character begins; says whether a quantifier may follow.
    fn scan_special(&mut self, special: u16, after_quantifier: bool) -> Result<bool> {
        let sign = shown(special);
        match sign {
            '[' => {
                let class = self.scan_class(self.has(RegexOptions::IGNORE_CASE), false)?;
                self.unit = Some(Node::Class(Box::new(class)));
            }
            '(' => {
                self.options_stack.push(self.options);
                match self.scan_group_open()? {
                    Some(kind) => {
                        let outer = std::mem::replace(&mut self.open, OpenGroup::new(kind));
                        self.stack.push(outer);
                    }
                    None => {
                        self.options_stack.pop();
                    }
                }
                return Ok(false);
            }
            '|' => {
                self.add_alternative();
                return Ok(false);
            }
            ')' => {
                if self.stack.is_empty() {
                    return self.fail(RegexErrorKind::InsufficientOpeningParentheses);
                }
                self.close_group()?;
                self.leave_group()?;
                return Ok(self.unit.is_some());
            }
            '\\' => {
                if self.is_at_end() {
                    return self.fail(RegexErrorKind::UnescapedEndingBackslash);
                }
                self.unit = self.scan_backslash(false)?;
            }
            '^' if self.has(RegexOptions::MULTILINE) => self.assertion(Assertion::LineBegin),
            '^' => self.assertion(Assertion::Begin),
            '$' if self.has(RegexOptions::MULTILINE) => self.assertion(Assertion::LineEnd),
            '$' => self.assertion(Assertion::EndOrNewline),
            '.' if self.has(RegexOptions::SINGLELINE) => self.unit = Some(Node::Anything),
            '.' => self.unit = Some(Node::NotUnit(u16::from(b'\n'))),
            _ => {
                if self.unit.is_none() {
                    return self.fail(if after_quantifier {
                        RegexErrorKind::NestedQuantifiersNotParenthesized(sign)
                    } else {
                        RegexErrorKind::QuantifierAfterNothing(sign)
                    });
                }
                self.at -= 1;
            }
        }
        Ok(true)
    }

    fn assertion(&mut self, assertion: Assertion) {
        self.unit = Some(Node::Assertion(assertion));
    }

    /// Puts the unit into the concatenation, with its quantifier; says whether there was one.
    fn scan_quantifier(&mut self) -> Result<bool> {
        let Some(unit) = self.unit.take() else {
            return Ok(false);
        };
        if self.is_at_end() || !self.is_true_quantifier() {
            self.open.concatenation.push(unit);
            return Ok(false);
        }
        let sign = self.byte(0);
        self.at += 1;
        let (min, max) = match sign {
            b'*' => (0, None),
            b'?' => (0, Some(1)),
            b'+' => (1, None),
            _ => self.scan_braces()?,
        };
        self.scan_blank()?;
        let lazy = self.byte(0) == b'?';
        self.at += usize::from(lazy);
        if max.is_some_and(|max| min > max) {
            return self.fail(RegexErrorKind::ReversedQuantifierRange);
        }
        self.open.concatenation.push(repeat(unit, min, max, lazy));
        Ok(true)
    }

    /// `2}`, `2,}` or `2,3}`; that it is one of them was seen before.
    fn scan_braces(&mut self) -> Result<(u32, Option<u32>)> {
        let min = self.scan_decimal()?;
        let mut max = Some(min);
        if self.byte(0) == b',' {
            self.at += 1;
            max = if self.byte(0) == b'}' {
                None
            } else {
                Some(self.scan_decimal()?)
            };
        }
        self.at += 1;
        // The largest number means no end.
        Ok((min, max.filter(|max| *max < i32::MAX as u32)))
    }

    fn is_true_quantifier(&self) -> bool {
        if self.byte(0) != b'{' {
            return self.peek().is_some_and(|unit| weight(unit) == 4);
        }
        let digits = |mut ahead: usize| {
            while self.byte(ahead).is_ascii_digit() {
                ahead += 1;
            }
            ahead
        };
        let after = digits(1);
        if after == 1 {
            return false;
        }
        match self.byte(after) {
            b'}' => true,
            b',' => self.byte(digits(after + 1)) == b'}',
            _ => false,
        }
    }

    /// Skips white space and comments where they do not count, and `(?#..)` anywhere.
    fn scan_blank(&mut self) -> Result<()> {
        loop {
            let spaces = self.has(RegexOptions::IGNORE_PATTERN_WHITESPACE);
            if spaces {
                while self.peek().is_some_and(is_space) {
                    self.at += 1;
                }
            }
            if spaces && self.byte(0) == b'#' {
                while self.peek().is_some_and(|unit| unit != u16::from(b'\n')) {
                    self.at += 1;
                }
            } else if self.byte(0) == b'(' && self.byte(1) == b'?' && self.byte(2) == b'#' {
                while self.peek().is_some_and(|unit| unit != u16::from(b')')) {
                    self.at += 1;
                }
                if self.is_at_end() {
                    return self.fail(RegexErrorKind::UnterminatedComment);
                }
                self.at += 1;
            } else {
                return Ok(());
            }
        }
    }

    fn take_concatenation(&mut self) -> Node {
        let mut nodes = std::mem::take(&mut self.open.concatenation);
        match nodes.len() {
            0 => Node::Empty,
            1 => nodes.pop().unwrap_or(Node::Empty),
            _ => Node::Concat(nodes),
        }
    }

    fn add_alternative(&mut self) {
        let node = self.take_concatenation();
        if self.open.kind.is_conditional() {
            self.open.children.push(node);
        } else {
            self.open.alternatives.push(node);
        }
    }

    /// Makes the open group the current unit.
    fn close_group(&mut self) -> Result<()> {
        self.add_alternative();
        let children = self.open.children.len();
        let too_many = match self.open.kind {
            GroupKind::IfGroup(_) => children > 2,
            GroupKind::IfMatch => children > 3,
            _ => false,
        };
        if too_many {
            return self.fail(RegexErrorKind::AlternationHasTooManyConditions);
        }
        let children = std::mem::take(&mut self.open.children);
        let mut alternatives = std::mem::take(&mut self.open.alternatives);
        let node = match alternatives.len() {
            0 => Node::Empty,
            1 => alternatives.pop().unwrap_or(Node::Empty),
            _ => Node::Alternate(alternatives),
        };
        self.unit = Some(finished(self.open.kind, node, children));
        Ok(())
    }

    /// Goes back to the group outside.
    fn leave_group(&mut self) -> Result<()> {
        let Some(outer) = self.stack.pop() else {
            return Ok(());
        };
        self.open = outer;
        if self.open.kind == GroupKind::IfMatch && self.open.children.is_empty() {
            match self.unit.take() {
                Some(condition) => self.open.children.push(condition),
                None => return self.fail(RegexErrorKind::AlternationHasMalformedCondition),
            }
        }
        if let Some(options) = self.options_stack.pop() {
            self.options = options;
        }
        Ok(())
    }
}

fn finished(kind: GroupKind, node: Node, children: Vec<Node>) -> Node {
    let node = Box::new(node);
    let mut children = children.into_iter();
    let mut child = || Box::new(children.next().unwrap_or(Node::Empty));
    match kind {
        GroupKind::Plain => *node,
        GroupKind::Capture(Some(0), None) => *node,
        GroupKind::Capture(group, uncapture) => Node::Capture {
            group,
            uncapture,
            node,
        },
        GroupKind::Look { behind, negative } => Node::Look {
            behind,
            negative,
            node,
        },
        GroupKind::Atomic => Node::Atomic(node),
        GroupKind::IfGroup(group) => Node::IfGroup {
            group,
            yes: child(),
            no: child(),
        },
        GroupKind::IfMatch => Node::IfMatch {
            condition: child(),
            yes: child(),
            no: child(),
        },
    }
}

fn repeat(node: Node, min: u32, max: Option<u32>, lazy: bool) -> Node {
    match (min, max) {
        (_, Some(0)) => Node::Empty,
        (1, Some(1)) => node,
        _ => Node::Repeat {
            node: Box::new(node),
            min,
            max,
            lazy,
        },
    }
}

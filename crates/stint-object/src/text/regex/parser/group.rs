//! What a parenthesis begins.

use super::super::category::is_boundary_word;
use super::super::error::RegexErrorKind;
use super::super::options::RegexOptions;
use super::{GroupKind, Parser, Result};

const CLOSE: u16 = b')' as u16;

impl Parser<'_> {
    /// Reads from behind `(`; none for `(?i)`, which only changes options.
    pub(super) fn scan_group_open(&mut self) -> Result<Option<GroupKind>> {
        if self.byte(0) != b'?' || self.byte(1) == b')' {
            if self.has(RegexOptions::EXPLICIT_CAPTURE) || self.ignore_next_paren {
                self.ignore_next_paren = false;
                return Ok(Some(GroupKind::Plain));
            }
            self.next_group += 1;
            return Ok(Some(GroupKind::Capture(Some(self.next_group - 1), None)));
        }
        self.at += 1;
        if self.is_at_end() {
            return self.unrecognized();
        }
        let sign = self.byte(0);
        self.at += 1;
        match sign {
            b':' => Ok(Some(GroupKind::Plain)),
            b'=' => Ok(Some(self.look(false, false))),
            b'!' => Ok(Some(self.look(false, true))),
            b'>' => Ok(Some(GroupKind::Atomic)),
            b'\'' => self.scan_named(b'\''),
            b'<' => self.scan_named(b'>'),
            b'(' => self.scan_condition(),
            _ => {
                self.at -= 1;
                self.scan_option_group()
            }
        }
    }

    fn unrecognized<T>(&self) -> Result<T> {
        self.fail(RegexErrorKind::InvalidGroupingConstruct)
    }

    fn look(&mut self, behind: bool, negative: bool) -> GroupKind {
        self.options.set(RegexOptions::RIGHT_TO_LEFT, behind);
        GroupKind::Look { behind, negative }
    }

    /// `(?<name>`, `(?<1-2>`, `(?<=`, `(?<!`, from behind the `<`.
    fn scan_named(&mut self, close: u8) -> Result<Option<GroupKind>> {
        if self.is_at_end() {
            return self.unrecognized();
        }
        match self.byte(0) {
            sign @ (b'=' | b'!') => {
                self.at += 1;
                if close == b'\'' {
                    return self.unrecognized();
                }
                Ok(Some(self.look(true, sign == b'!')))
            }
            _ => self.scan_capture(u16::from(close)),
        }
    }

    fn scan_capture(&mut self, close: u16) -> Result<Option<GroupKind>> {
        let mut group = None;
        let mut proceed = false;
        match self.peek() {
            Some(unit) if (0x30..=0x39).contains(&unit) => {
                let number = self.scan_decimal()?;
                group = Some(number).filter(|number| self.groups.has(*number));
                self.check_name_end(close, true)?;
                if group == Some(0) {
                    return self.fail(RegexErrorKind::CaptureGroupOfZero);
                }
            }
            Some(unit) if is_boundary_word(unit) => {
                let name = self.scan_name();
                group = self.groups.number_of(&name);
                self.check_name_end(close, true)?;
            }
            Some(unit) if unit == u16::from(b'-') => proceed = true,
            _ => return self.fail(RegexErrorKind::CaptureGroupNameInvalid),
        }
        let mut uncapture = None;
        if (group.is_some() || proceed) && self.at + 1 < self.units.len() && self.byte(0) == b'-' {
            self.at += 1;
            uncapture = Some(self.scan_uncapture(close)?);
        }
        if (group.is_some() || uncapture.is_some()) && !self.is_at_end() && self.take(close) {
            return Ok(Some(GroupKind::Capture(group, uncapture)));
        }
        self.unrecognized()
    }

    /// The second name of a balancing group.
    fn scan_uncapture(&mut self, close: u16) -> Result<u32> {
        let unit = self.peek().unwrap_or(0);
        let group = if (0x30..=0x39).contains(&unit) {
            let number = self.scan_decimal()?;
            if !self.groups.has(number) {
                return self.fail(RegexErrorKind::UndefinedNumberedReference(number));
            }
            number
        } else if is_boundary_word(unit) {
            let name = self.scan_name();
            match self.groups.number_of(&name) {
                Some(number) => number,
                None => return self.fail(RegexErrorKind::UndefinedNamedReference(name)),
            }
        } else {
            return self.fail(RegexErrorKind::CaptureGroupNameInvalid);
        };
        self.check_name_end(close, false)?;
        Ok(group)
    }

    /// A name must end at `close`, or, if another may follow, at a hyphen.
    fn check_name_end(&self, close: u16, hyphen: bool) -> Result<()> {
        match self.peek() {
            Some(unit) if unit != close && !(hyphen && unit == u16::from(b'-')) => {
                self.fail(RegexErrorKind::CaptureGroupNameInvalid)
            }
            _ => Ok(()),
        }
    }

    /// `(?(1)`, `(?(name)` or `(?(expression)`, from behind the second parenthesis.
    fn scan_condition(&mut self) -> Result<Option<GroupKind>> {
        let paren = self.at;
        if let Some(unit) = self.peek() {
            if (0x30..=0x39).contains(&unit) {
                let group = self.scan_decimal()?;
                if self.is_at_end() || !self.take(CLOSE) {
                    return self.fail(RegexErrorKind::AlternationHasMalformedReference(group));
                }
                if !self.groups.has(group) {
                    return self.fail(RegexErrorKind::AlternationHasUndefinedReference(group));
                }
                return Ok(Some(GroupKind::IfGroup(group)));
            }
            if is_boundary_word(unit) {
                let name = self.scan_name();
                if let Some(group) = self.groups.number_of(&name)
                    && !self.is_at_end()
                    && self.take(CLOSE)
                {
                    return Ok(Some(GroupKind::IfGroup(group)));
                }
            }
        }
        self.at = paren - 1;
        self.ignore_next_paren = true;
        if self.at + 2 < self.units.len() && self.byte(1) == b'?' {
            if self.byte(2) == b'#' {
                return self.fail(RegexErrorKind::AlternationHasComment);
            }
            let names = self.byte(2) == b'\''
                || (self.at + 3 < self.units.len()
                    && self.byte(2) == b'<'
                    && !matches!(self.byte(3), b'!' | b'='));
            if names {
                return self.fail(RegexErrorKind::AlternationHasNamedCapture);
            }
        }
        Ok(Some(GroupKind::IfMatch))
    }

    /// `(?imnsx-imnsx)` or `(?imnsx-imnsx:`.
    fn scan_option_group(&mut self) -> Result<Option<GroupKind>> {
        if self.open.kind != GroupKind::IfMatch {
            self.scan_options();
        }
        if self.is_at_end() {
            return self.unrecognized();
        }
        let sign = self.byte(0);
        self.at += 1;
        match sign {
            b')' => Ok(None),
            b':' => Ok(Some(GroupKind::Plain)),
            _ => self.unrecognized(),
        }
    }

    pub(super) fn scan_options(&mut self) {
        let mut on = true;
        while !self.is_at_end() {
            let option = match self.byte(0).to_ascii_lowercase() {
                b'-' => {
                    on = false;
                    RegexOptions::NONE
                }
                b'+' => {
                    on = true;
                    RegexOptions::NONE
                }
                b'i' => RegexOptions::IGNORE_CASE,
                b'm' => RegexOptions::MULTILINE,
                b'n' => RegexOptions::EXPLICIT_CAPTURE,
                b's' => RegexOptions::SINGLELINE,
                b'x' => RegexOptions::IGNORE_PATTERN_WHITESPACE,
                _ => return,
            };
            self.options.set(option, on);
            self.at += 1;
        }
    }
}

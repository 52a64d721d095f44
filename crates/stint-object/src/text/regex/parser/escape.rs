//! What a backslash begins.

use super::super::category::is_boundary_word;
use super::super::class::CharClass;
use super::super::error::RegexErrorKind;
use super::super::node::{Assertion, Node};
use super::super::options::RegexOptions;
use super::{Parser, Result, shown};

impl Parser<'_> {
    /// Reads from behind a backslash, of which there is more. Gives nothing when it only skims.
    pub(super) fn scan_backslash(&mut self, skims: bool) -> Result<Option<Node>> {
        let ecma = self.has(RegexOptions::ECMA_SCRIPT);
        let sign = char::from(self.byte(0));
        let node = match sign {
            'b' if ecma => Node::Assertion(Assertion::EcmaBoundary),
            'B' if ecma => Node::Assertion(Assertion::NotEcmaBoundary),
            'b' => Node::Assertion(Assertion::Boundary),
            'B' => Node::Assertion(Assertion::NotBoundary),
            'A' => Node::Assertion(Assertion::Begin),
            'G' => Node::Assertion(Assertion::Start),
            'Z' => Node::Assertion(Assertion::EndOrNewline),
            'z' => Node::Assertion(Assertion::End),
            'w' | 'W' | 's' | 'S' | 'd' | 'D' => {
                let mut class = CharClass::default();
                self.add_shorthand(&mut class, sign);
                class.finish();
                Node::Class(Box::new(class))
            }
            'p' | 'P' => return self.scan_property_class(sign == 'P', skims),
            _ => return self.scan_reference(skims),
        };
        self.at += 1;
        Ok((!skims).then_some(node))
    }

    fn scan_property_class(&mut self, negated: bool, skims: bool) -> Result<Option<Node>> {
        self.at += 1;
        if skims {
            return Ok(None);
        }
        let ignore_case = self.has(RegexOptions::IGNORE_CASE);
        let name = self.scan_property()?;
        let mut class = CharClass::default();
        self.add_property(&mut class, &name, negated, ignore_case)?;
        if ignore_case {
            class.ignore_case(self.behavior);
        }
        class.finish();
        Ok(Some(Node::Class(Box::new(class))))
    }

    /// A reference to a group (`\1`, `\k<name>`, `\<name>`), or an escaped character.
    fn scan_reference(&mut self, skims: bool) -> Result<Option<Node>> {
        let back = self.at;
        let mut close = None;
        if self.byte(0) == b'k' {
            if self.at + 1 < self.units.len() {
                self.at += 2;
                close = closing(self.units[self.at - 1]);
            }
            if close.is_none() || self.is_at_end() {
                return self.fail(RegexErrorKind::MalformedNamedReference);
            }
        } else if self.at + 1 < self.units.len() {
            close = closing(self.units[self.at]);
            self.at += usize::from(close.is_some());
        }
        let found = match close {
            Some(close) => self.scan_angled(close, skims)?,
            None if matches!(self.byte(0), b'1'..=b'9') => self.scan_numbered(skims)?,
            None => Found::Nothing,
        };
        match found {
            Found::Reference(node) => Ok(node),
            Found::Nothing => {
                self.at = back;
                let unit = self.scan_char_escape()?;
                Ok((!skims).then(|| self.literal(unit)))
            }
        }
    }

    fn backreference(&self, group: u32) -> Found {
        Found::Reference(Some(Node::Backreference {
            group,
            ignore_case: self.has(RegexOptions::IGNORE_CASE),
        }))
    }

    /// A number or a name up to `close`.
    fn scan_angled(&mut self, close: u16, skims: bool) -> Result<Found> {
        let Some(unit) = self.peek() else {
            return Ok(Found::Nothing);
        };
        if self.byte(0).is_ascii_digit() {
            let group = self.scan_decimal()?;
            if !self.take(close) {
                return Ok(Found::Nothing);
            }
            if skims {
                return Ok(Found::Reference(None));
            }
            if self.groups.has(group) {
                return Ok(self.backreference(group));
            }
            return self.fail(RegexErrorKind::UndefinedNumberedReference(group));
        }
        if is_boundary_word(unit) {
            let name = self.scan_name();
            if !self.take(close) {
                return Ok(Found::Nothing);
            }
            if skims {
                return Ok(Found::Reference(None));
            }
            return match self.groups.number_of(&name) {
                Some(group) => Ok(self.backreference(group)),
                None => self.fail(RegexErrorKind::UndefinedNamedReference(name)),
            };
        }
        Ok(Found::Nothing)
    }

    /// `\1`; numbers above nine without group are octal codes.
    fn scan_numbered(&mut self, skims: bool) -> Result<Found> {
        if self.has(RegexOptions::ECMA_SCRIPT) {
            return Ok(self.scan_ecma_numbered(skims));
        }
        let group = self.scan_decimal()?;
        if skims {
            return Ok(Found::Reference(None));
        }
        if self.groups.has(group) {
            return Ok(self.backreference(group));
        }
        if group <= 9 {
            return self.fail(RegexErrorKind::UndefinedNumberedReference(group));
        }
        Ok(Found::Nothing)
    }

    /// The longest number that is a group which began before.
    fn scan_ecma_numbered(&mut self, skims: bool) -> Found {
        let start = self.at - 1;
        let mut found = None;
        let mut group = 0u32;
        while let digit @ b'0'..=b'9' = self.byte(0) {
            group = group
                .saturating_mul(10)
                .saturating_add(u32::from(digit - b'0'));
            if group > self.groups.top() {
                break;
            }
            if self.groups.begins_before(group, start) {
                found = Some(group);
            }
            self.at += 1;
        }
        match found {
            Some(_) if skims => Found::Reference(None),
            Some(group) => self.backreference(group),
            None => Found::Nothing,
        }
    }

    /// Takes the next unit whatever it is; says whether it was this one.
    pub(super) fn take(&mut self, wanted: u16) -> bool {
        let found = self.peek();
        self.at += usize::from(found.is_some());
        found == Some(wanted)
    }

    pub(super) fn scan_name(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(is_boundary_word) {
            self.at += 1;
        }
        String::from_utf16_lossy(&self.units[start..self.at])
    }

    pub(super) fn scan_decimal(&mut self) -> Result<u32> {
        let mut value = 0u32;
        while let digit @ b'0'..=b'9' = self.byte(0) {
            self.at += 1;
            value = value * 10 + u32::from(digit - b'0');
            if value > i32::MAX as u32 {
                return self.fail(RegexErrorKind::QuantifierOrCaptureGroupOutOfRange);
            }
        }
        Ok(value)
    }

    /// The unit that an escape means, from behind the backslash.
    pub(super) fn scan_char_escape(&mut self) -> Result<u16> {
        let Some(unit) = self.peek() else {
            return self.fail(RegexErrorKind::UnescapedEndingBackslash);
        };
        if matches!(self.byte(0), b'0'..=b'7') {
            return Ok(self.scan_octal());
        }
        self.at += 1;
        Ok(match shown(unit) {
            'x' => return self.scan_hexadecimal(2),
            'u' => return self.scan_hexadecimal(4),
            'a' => 7,
            'b' => 8,
            'e' => 0x1B,
            'f' => 0x0C,
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 9,
            'v' => 0x0B,
            'c' => return self.scan_control(),
            sign => {
                if !self.has(RegexOptions::ECMA_SCRIPT) && is_boundary_word(unit) {
                    return self.fail(RegexErrorKind::UnrecognizedEscape(sign));
                }
                unit
            }
        })
    }

    fn scan_octal(&mut self) -> u16 {
        let mut value = 0u16;
        for _ in 0..3 {
            let digit @ b'0'..=b'7' = self.byte(0) else {
                break;
            };
            self.at += 1;
            value = value * 8 + u16::from(digit - b'0');
            if self.has(RegexOptions::ECMA_SCRIPT) && value >= 0x20 {
                break;
            }
        }
        value & 0xFF
    }

    fn scan_hexadecimal(&mut self, digits: usize) -> Result<u16> {
        let mut value = 0u16;
        let enough = self.at + digits <= self.units.len();
        for _ in 0..if enough { digits } else { 0 } {
            let digit = char::from(self.byte(0)).to_digit(16);
            self.at += 1;
            let Some(digit) = digit.and_then(|digit| u16::try_from(digit).ok()) else {
                return self.fail(RegexErrorKind::InsufficientOrInvalidHexDigits);
            };
            value = value * 16 + digit;
        }
        if !enough {
            return self.fail(RegexErrorKind::InsufficientOrInvalidHexDigits);
        }
        Ok(value)
    }

    fn scan_control(&mut self) -> Result<u16> {
        let Some(unit) = self.peek() else {
            return self.fail(RegexErrorKind::MissingControlCharacter);
        };
        self.at += 1;
        let upper = if (0x61..=0x7A).contains(&unit) {
            unit - 0x20
        } else {
            unit
        };
        match upper.wrapping_sub(0x40) {
            control @ 0..0x20 => Ok(control),
            _ => self.fail(RegexErrorKind::UnrecognizedControlCharacter),
        }
    }
}

/// What was found behind a backslash.
enum Found {
    /// A reference (none when only skimming).
    Reference(Option<Node>),
    /// No reference: an escape.
    Nothing,
}

/// The sign that closes a name which this one opens.
fn closing(open: u16) -> Option<u16> {
    match u8::try_from(open) {
        Ok(b'<') => Some(u16::from(b'>')),
        Ok(b'\'') => Some(u16::from(b'\'')),
        _ => None,
    }
}

//! What stands between brackets.

use super::super::blocks;
use super::super::category::{Categories, is_boundary_word};
use super::super::class::CharClass;
use super::super::error::RegexErrorKind;
use super::super::options::RegexOptions;
use super::{BACKSLASH, Parser, Result, shown};

const HYPHEN: u16 = b'-' as u16;
const OPEN: u16 = b'[' as u16;
const CLOSE: u16 = b']' as u16;

/// The first half of a range whose second half may come.
struct ClassReader {
    class: CharClass,
    range_from: Option<u16>,
    ignore_case: bool,
    /// Only the end of the class is looked for.
    skims: bool,
}

impl Parser<'_> {
    /// Reads a class from behind its `[`.
    pub(super) fn scan_class(&mut self, ignore_case: bool, skims: bool) -> Result<CharClass> {
        let mut reader = ClassReader {
            class: CharClass::default(),
            range_from: None,
            ignore_case,
            skims,
        };
        let mut first = true;
        let mut closed = false;
        if self.byte(0) == b'^' {
            self.at += 1;
            reader.class.negated = true;
            if self.has(RegexOptions::ECMA_SCRIPT) && self.byte(0) == b']' {
                first = false;
            }
        }
        while let Some(unit) = self.peek() {
            self.at += 1;
            if unit == CLOSE && !first {
                closed = true;
                break;
            }
            if unit == BACKSLASH && !self.is_at_end() {
                if let Some(unit) = self.scan_class_escape(&mut reader)? {
                    self.class_unit(&mut reader, unit, true, first)?;
                }
            } else {
                self.class_unit(&mut reader, unit, false, first)?;
            }
            first = false;
        }
        if !closed {
            return self.fail(RegexErrorKind::UnterminatedBracket);
        }
        if ignore_case && !skims {
            reader.class.ignore_case(self.behavior);
        }
        reader.class.finish();
        Ok(reader.class)
    }

    /// An escape in a class: a unit, or something that was added already.
    fn scan_class_escape(&mut self, reader: &mut ClassReader) -> Result<Option<u16>> {
        let Some(letter) = self.peek() else {
            return Ok(None);
        };
        self.at += 1;
        let sign = shown(letter);
        match sign {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                if !reader.skims {
                    self.refuse_in_range(reader, sign)?;
                    self.add_shorthand(&mut reader.class, sign);
                }
                Ok(None)
            }
            'p' | 'P' => {
                if !reader.skims {
                    self.refuse_in_range(reader, sign)?;
                }
                let name = self.scan_property()?;
                if !reader.skims {
                    self.add_property(&mut reader.class, &name, sign == 'P', reader.ignore_case)?;
                }
                Ok(None)
            }
            '-' => {
                if !reader.skims {
                    match reader.range_from.take() {
                        Some(from) if from > HYPHEN => {
                            return self.fail(RegexErrorKind::ReversedCharacterRange);
                        }
                        Some(from) => reader.class.add_range(from, HYPHEN),
                        None => reader.class.add_range(HYPHEN, HYPHEN),
                    }
                }
                Ok(None)
            }
            _ => {
                self.at -= 1;
                self.scan_char_escape().map(Some)
            }
        }
    }

    fn refuse_in_range(&self, reader: &ClassReader, sign: char) -> Result<()> {
        if reader.range_from.is_some() {
            return self.fail(RegexErrorKind::ShorthandClassInCharacterRange(sign));
        }
        Ok(())
    }

    /// A unit: alone, one half of a range, or the beginning of a subtraction.
    fn class_unit(
        &mut self,
        reader: &mut ClassReader,
        unit: u16,
        escaped: bool,
        first: bool,
    ) -> Result<()> {
        if let Some(from) = reader.range_from.take() {
            if reader.skims {
                return Ok(());
            }
            if unit == OPEN && !escaped && !first {
                // Not a range: "[a-[b]]" takes b away from a.
                reader.class.add_range(from, from);
                return self.subtraction(reader);
            }
            if from > unit {
                return self.fail(RegexErrorKind::ReversedCharacterRange);
            }
            reader.class.add_range(from, unit);
        } else if self.byte(0) == b'-' && self.at + 1 < self.units.len() && self.byte(1) != b']' {
            reader.range_from = Some(unit);
            self.at += 1;
        } else if unit == HYPHEN && !escaped && self.byte(0) == b'[' && !first {
            self.at += 1;
            return self.subtraction(reader);
        } else if !reader.skims {
            reader.class.add_range(unit, unit);
        }
        Ok(())
    }

    fn subtraction(&mut self, reader: &mut ClassReader) -> Result<()> {
        let class = self.scan_class(reader.ignore_case, reader.skims)?;
        if !reader.skims {
            reader.class.subtract(class);
            if !self.is_at_end() && self.peek() != Some(CLOSE) {
                return self.fail(RegexErrorKind::ExclusionGroupNotLast);
            }
        }
        Ok(())
    }

    /// Adds `\d`, `\s`, `\w` or their opposites.
    pub(super) fn add_shorthand(&self, class: &mut CharClass, sign: char) {
        let negated = sign.is_ascii_uppercase();
        if !self.has(RegexOptions::ECMA_SCRIPT) {
            let categories = match sign.to_ascii_lowercase() {
                'd' => Categories::DIGIT,
                's' => Categories::SPACE,
                _ => Categories::WORD,
            };
            class.add_categories(categories, negated);
            return;
        }
        let ranges: &[(u16, u16)] = match sign.to_ascii_lowercase() {
            'd' => &[(0x30, 0x39)],
            's' => &[(9, 13), (0x20, 0x20)],
            _ => &[
                (0x30, 0x39),
                (0x41, 0x5A),
                (0x5F, 0x5F),
                (0x61, 0x7A),
                (0x130, 0x130),
            ],
        };
        if !negated {
            for (first, last) in ranges {
                class.add_range(*first, *last);
            }
            return;
        }
        let mut next = 0;
        for (first, last) in ranges {
            class.add_range(next, first - 1);
            next = last + 1;
        }
        class.add_range(next, u16::MAX);
    }

    /// Adds a category or block by name.
    pub(super) fn add_property(
        &self,
        class: &mut CharClass,
        name: &str,
        negated: bool,
        ignore_case: bool,
    ) -> Result<()> {
        if let Some(categories) = Categories::by_name(name, ignore_case) {
            class.add_categories(categories, negated);
        } else if let Some((first, last)) = blocks::block(name) {
            if negated {
                class.add_all_but(first, last);
            } else {
                class.add_range(first, last);
            }
        } else {
            return self.fail(RegexErrorKind::UnrecognizedUnicodeProperty(name.to_owned()));
        }
        Ok(())
    }

    /// The name in `\p{name}`, from behind the letter.
    pub(super) fn scan_property(&mut self) -> Result<String> {
        if self.at + 2 >= self.units.len() {
            return self.fail(RegexErrorKind::InvalidUnicodePropertyEscape);
        }
        let brace = self.byte(0);
        self.at += 1;
        if brace != b'{' {
            return self.fail(RegexErrorKind::MalformedUnicodePropertyEscape);
        }
        let start = self.at;
        while self
            .peek()
            .is_some_and(|unit| is_boundary_word(unit) || unit == HYPHEN)
        {
            self.at += 1;
        }
        let name = String::from_utf16_lossy(&self.units[start..self.at]);
        let closed = self.byte(0) == b'}';
        self.at += usize::from(!self.is_at_end());
        if !closed {
            return self.fail(RegexErrorKind::InvalidUnicodePropertyEscape);
        }
        Ok(name)
    }
}

//! A place in a text that is being read.

use super::tokens::{Regular, Separator, Token, Tokens};
use crate::text::casing::simple_lower;

/// The text as characters, and where the reader is.
pub(super) struct Reader {
    pub(super) signs: Vec<char>,
    pub(super) at: usize,
}

impl Reader {
    pub(super) fn new(text: &str) -> Reader {
        Reader {
            signs: text.chars().collect(),
            at: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.signs.len()
    }

    /// The present place in UTF-16 units.
    pub(super) fn utf16_offset(&self) -> usize {
        let end = self.at.min(self.signs.len());
        self.signs[..end].iter().map(|sign| sign.len_utf16()).sum()
    }

    pub(super) fn skip_white(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Takes a sign, if it is the next one.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// Takes a text, if it comes next exactly so.
    pub(super) fn take_text(&mut self, wanted: &str) -> bool {
        let length = wanted.chars().count();
        let found = self.signs[self.at.min(self.signs.len())..]
            .iter()
            .take(length)
            .copied()
            .eq(wanted.chars());
        self.at += if found { length } else { 0 };
        found
    }

    /// Whether a text comes next, in any case.
    pub(super) fn is_next_ignoring_case(&self, wanted: &str) -> bool {
        let mut signs = self.signs[self.at.min(self.signs.len())..].iter();
        wanted.chars().all(|wanted| {
            signs
                .next()
                .is_some_and(|found| simple_lower(*found) == simple_lower(wanted))
        })
    }

    /// Digits from here on, at least one and at most `most`.
    pub(super) fn digits(&mut self, most: usize) -> Option<(i32, usize)> {
        let mut value = 0i32;
        let mut count = 0;
        while count < most
            && let Some(digit) = self
                .peek()
                .filter(char::is_ascii_digit)
                .and_then(|sign| sign.to_digit(10))
        {
            value = value
                .checked_mul(10)?
                .checked_add(i32::try_from(digit).ok()?)?;
            count += 1;
            self.at += 1;
        }
        (count > 0).then_some((value, count))
    }

    /// The fraction behind a decimal point that was taken; nothing without digits.
    pub(super) fn fraction(&mut self) -> Option<f64> {
        let mut value = 0.0;
        let mut base = 0.1;
        let start = self.at;
        while let Some(digit) = self
            .peek()
            .filter(char::is_ascii_digit)
            .and_then(|sign| sign.to_digit(10))
        {
            value += f64::from(digit) * base;
            base *= 0.1;
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// The longest token here that `wanted` accepts. Words must end where letters end.
    fn token<'t>(&self, tokens: &'t Tokens, wanted: impl Fn(&Token) -> bool) -> Option<&'t Token> {
        let rest = &self.signs[self.at.min(self.signs.len())..];
        let is_word = rest.first()?.is_alphabetic();
        tokens.iter().find(|token| {
            wanted(token)
                && token.text.len() <= rest.len()
                && token.text.iter().zip(rest).all(|(wanted, found)| {
                    *wanted == simple_lower(*found) || (*wanted == ' ' && *found == '\u{202f}')
                })
                && !(is_word
                    && rest
                        .get(token.text.len())
                        .is_some_and(|next| next.is_alphabetic()))
        })
    }

    /// Takes a word that means something by itself.
    pub(super) fn regular(&mut self, tokens: &Tokens) -> Option<Regular> {
        let token = self.token(tokens, |token| token.regular.is_some())?;
        self.at += token.text.len();
        token.regular
    }

    /// Takes a separator.
    pub(super) fn separator(&mut self, tokens: &Tokens) -> Option<Separator> {
        let token = self.token(tokens, |token| token.separator.is_some())?;
        self.at += token.text.len();
        token.separator
    }
}

//! Variables.

use std::sync::Arc;

use super::{Lexer, Tok};
use crate::chars::{ends_token, is_double_quote, is_letter_or_digit, is_variable_start};
use crate::message::Message;
use crate::token::{TokenFlags, TokenKind, TokenValue};
use crate::variable_path::{VariablePath, VariableQualifier};

impl Lexer<'_, '_> {
    /// The rest of a variable; `$` or `@` has been taken.
    pub(super) fn scan_variable(&mut self, splatted: bool, in_string: bool) -> Tok {
        match self.peek() {
            '{' => self.scan_braced_variable(in_string),
            c if is_variable_start(c) => self.scan_plain_variable(splatted),
            _ => self.scan_generic(),
        }
    }

    fn scan_braced_variable(&mut self, in_string: bool) -> Tok {
        let after_dollar = self.pos;
        self.pos += 1;
        let mut name = String::new();
        let closed = self.scan_braced_name(in_string, &mut name);
        if !closed {
            self.incomplete_from(
                after_dollar,
                Message::IncompleteDollarVariableReference,
                &[],
            );
        }
        if name.is_empty() {
            if closed {
                self.error_at(self.pos - 1, Message::EmptyVariableReference);
            }
            name.push_str(":Error:");
        }
        if self.in_command_mode() {
            let next = self.peek();
            // In command mode `.` and `[` after the braces are operators; anything else goes on with the word.
            if !ends_token(next) && next != '.' && next != '[' {
                return self.rescan_generic();
            }
        }
        let path = self.shared.path(&name);
        if path.unqualified().is_empty() {
            let extent = self.raw_extent(self.start, self.pos);
            self.shared
                .report(extent, Message::InvalidBracedVariableReference, &[], false);
        }
        self.emit_variable(path, false)
    }

    /// The name up to its brace; false when there is none.
    fn scan_braced_name(&mut self, in_string: bool, name: &mut String) -> bool {
        while !self.at_end() {
            let c = self.bump();
            match c {
                '}' => return true,
                '`' => {
                    if self.at_end() {
                        return false;
                    }
                    let escaped = self.bump();
                    let escaped = self.escape(escaped);
                    name.push(escaped);
                }
                c if in_string && is_double_quote(c) => {
                    if self.at_end() {
                        return false;
                    }
                    let doubled = is_double_quote(self.peek());
                    let c = if doubled { self.bump() } else { c };
                    name.push(c);
                }
                '{' => {
                    self.error_at(
                        self.pos,
                        Message::OpenBraceNeedsToBeBackTickedInVariableName,
                    );
                    name.push(c);
                }
                c => name.push(c),
            }
        }
        false
    }

    fn scan_plain_variable(&mut self, splatted: bool) -> Tok {
        let name = self.pos;
        let first = self.bump();
        if matches!(first, '$' | '?' | '^') {
            if self.in_command_mode() && !ends_token(self.peek()) {
                return self.rescan_generic();
            }
        } else if !self.scan_variable_name() {
            return self.rescan_generic();
        }
        let path = self.shared.path(&self.text[name..self.pos]);
        if path.unqualified().is_empty() {
            let message = if path.qualifier == VariableQualifier::Drive {
                Message::InvalidVariableReferenceWithDrive
            } else {
                Message::InvalidVariableReference
            };
            let extent = self.raw_extent(self.start, self.pos);
            self.shared.report(extent, message, &[], false);
        }
        self.emit_variable(path, splatted)
    }

    /// The name after its first character; false when it turns out to be a word in command mode.
    fn scan_variable_name(&mut self) -> bool {
        loop {
            match self.peek() {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '?' => self.pos += 1,
                ':' if self.bytes.get(self.pos + 1) != Some(&b':') => self.pos += 1,
                // `$a::b` is a static member of `$a`.
                ':' => return true,
                '.' | '[' | '=' => return true,
                c if ends_token(c) => return true,
                c if is_letter_or_digit(c) => {
                    self.bump();
                }
                _ => return !self.in_command_mode(),
            }
        }
    }

    fn emit_variable(&mut self, path: Arc<VariablePath>, splatted: bool) -> Tok {
        let kind = if splatted {
            TokenKind::SplattedVariable
        } else {
            TokenKind::Variable
        };
        self.emit(kind, TokenFlags::NONE, TokenValue::Variable(path))
    }
}

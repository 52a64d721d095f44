//! Diagnostics as PowerShell reports them.

use std::borrow::Cow;

use crate::source::Extent;

/// One diagnostic: PowerShell's `ParseError`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// PowerShell's error id, such as `MissingEndCurlyBrace`.
    pub id: &'static str,
    /// The whole message.
    pub message: Cow<'static, str>,
    /// Where.
    pub extent: Extent,
    /// True when more input could make the text right, so that a prompt would ask for another line.
    pub incomplete_input: bool,
}

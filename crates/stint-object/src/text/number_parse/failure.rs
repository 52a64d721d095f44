//! Why text is no number.

/// What .NET throws for text that is not a number of the wanted type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ParseFailure {
    /// FormatException, with its text.
    Format(String),
    /// OverflowException, with its text.
    Overflow(&'static str),
}

impl ParseFailure {
    /// The usual FormatException.
    pub(super) fn format(text: &str) -> ParseFailure {
        ParseFailure::Format(format!(
            "The input string '{text}' was not in a correct format."
        ))
    }

    /// The exception's text.
    pub fn message(&self) -> &str {
        match self {
            ParseFailure::Format(text) => text,
            ParseFailure::Overflow(text) => text,
        }
    }
}

impl std::fmt::Display for ParseFailure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.message())
    }
}

impl std::error::Error for ParseFailure {}

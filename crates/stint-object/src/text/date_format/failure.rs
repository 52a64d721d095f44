//! Why a date cannot be written in a format.

/// The format is not one for this type (FormatException).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DateFormatFailure {
    /// Not a known format, or one that ends too early.
    Invalid,
    /// A quote that is not closed.
    OpenQuote(char),
}

impl std::fmt::Display for DateFormatFailure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DateFormatFailure::Invalid => {
                out.write_str("Input string was not in a correct format.")
            }
            DateFormatFailure::OpenQuote(quote) => write!(
                out,
                "Cannot find a matching quote character for the character '{quote}'."
            ),
        }
    }
}

impl std::error::Error for DateFormatFailure {}

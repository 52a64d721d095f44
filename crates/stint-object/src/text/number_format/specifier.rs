//! What a format string asks for.

/// The format is not one that the value's type knows (FormatException).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadFormat;

impl BadFormat {
    /// .NET's text of it.
    pub const MESSAGE: &'static str = "Format specifier was invalid.";
}

impl std::fmt::Display for BadFormat {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(Self::MESSAGE)
    }
}

impl std::error::Error for BadFormat {}

/// A format string taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Specifier {
    /// A letter and its precision, if one is written.
    Standard(u8, Option<usize>),
    /// Anything else.
    Custom,
}

impl Specifier {
    /// Reads a format: a letter with at most nine significant digits behind it is a standard one; empty means `G`.
    pub(super) fn read(format: &str) -> Result<Specifier, BadFormat> {
        let bytes = format.as_bytes();
        match bytes {
            [] | [0, ..] => Ok(Specifier::Standard(b'G', None)),
            [letter, precision @ ..] if letter.is_ascii_alphabetic() => {
                Self::with_precision(*letter, precision)
            }
            _ => Ok(Specifier::Custom),
        }
    }

    fn with_precision(letter: u8, precision: &[u8]) -> Result<Specifier, BadFormat> {
        if precision.is_empty() {
            return Ok(Specifier::Standard(letter, None));
        }
        let mut value = 0usize;
        let mut rest = precision;
        while let [digit @ b'0'..=b'9', tail @ ..] = rest {
            if value >= 100_000_000 {
                return Err(BadFormat);
            }
            value = value * 10 + usize::from(digit - b'0');
            rest = tail;
        }
        Ok(match rest {
            [] | [0, ..] => Specifier::Standard(letter, Some(value)),
            _ => Specifier::Custom,
        })
    }
}

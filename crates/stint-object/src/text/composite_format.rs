//! Composite format strings, `'{0,-10:N2} of {1}'`: which argument goes where, how wide, in which format.

/// Why a composite format string failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CompositeFailure<E> {
    /// The string is not well-formed near this UTF-16 offset.
    Malformed {
        /// Where.
        offset: usize,
        /// What is wrong.
        reason: Malformed,
    },
    /// There is no such argument.
    NoArgument,
    /// Formatting an argument failed.
    Argument(E),
}

/// What is wrong with a composite format string.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Malformed {
    /// An index or a width does not begin with a digit.
    ExpectedDigit,
    /// The string ends inside an item, or an item holds what it may not.
    EndsPrematurely,
    /// A closing brace stands alone.
    UnexpectedClosingBrace,
}

impl Malformed {
    /// .NET's words for it.
    pub fn message(self) -> &'static str {
        match self {
            Malformed::ExpectedDigit => "Expected an ASCII digit.",
            Malformed::EndsPrematurely => "Format item ends prematurely.",
            Malformed::UnexpectedClosingBrace => {
                "Unexpected closing brace without a corresponding opening brace."
            }
        }
    }
}

impl<E: std::fmt::Display> std::fmt::Display for CompositeFailure<E> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CompositeFailure::Malformed { offset, reason } => write!(
                out,
                "Input string was not in a correct format. Failure to parse near offset {offset}. {}",
                reason.message()
            ),
            CompositeFailure::NoArgument => out.write_str(
                "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.",
            ),
            CompositeFailure::Argument(failure) => failure.fmt(out),
        }
    }
}

/// Indexes and widths stop growing here.
const LIMIT: usize = 1_000_000;

/// Formats: text is copied, each item is asked from `argument` (index, format; none where no format is written), then padded to
/// its width. Failures come in the order of the text, as .NET raises them.
pub fn format_composite<E>(
    format: &str,
    arguments: usize,
    mut argument: impl FnMut(usize, Option<&str>) -> Result<String, E>,
) -> Result<String, CompositeFailure<E>> {
    let mut out = String::with_capacity(format.len() + 8 * arguments);
    let mut reader = Reader { format, at: 0 };
    while let Some(item) = reader
        .next_item(&mut out)
        .map_err(|reason| reader.failure(reason))?
    {
        if item.index >= arguments {
            return Err(CompositeFailure::NoArgument);
        }
        let text = argument(item.index, item.format).map_err(CompositeFailure::Argument)?;
        write_padded(&mut out, &text, item.width, item.left);
    }
    Ok(out)
}

/// Appends text padded with spaces to a width in UTF-16 units.
pub fn write_padded(out: &mut String, text: &str, width: usize, left: bool) {
    let length = if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    };
    let spaces = std::iter::repeat_n(' ', width.saturating_sub(length));
    if left {
        out.push_str(text);
        out.extend(spaces);
    } else {
        out.extend(spaces);
        out.push_str(text);
    }
}

struct Item<'f> {
    index: usize,
    width: usize,
    left: bool,
    format: Option<&'f str>,
}

struct Reader<'f> {
    format: &'f str,
    /// Byte offset of the current character.
    at: usize,
}

impl<'f> Reader<'f> {
    fn failure<E>(&self, reason: Malformed) -> CompositeFailure<E> {
        CompositeFailure::Malformed {
            offset: self.format[..self.at].encode_utf16().count(),
            reason,
        }
    }

    /// The character at the current place; there must be one.
    fn current(&self) -> Result<char, Malformed> {
        self.format[self.at..]
            .chars()
            .next()
            .ok_or(Malformed::EndsPrematurely)
    }

    /// Steps over a character to the next one, which must exist.
    fn advance(&mut self) -> Result<char, Malformed> {
        self.at += self.current()?.len_utf8();
        self.current()
    }

    /// Copies text up to the next item and reads that.
    fn next_item(&mut self, out: &mut String) -> Result<Option<Item<'f>>, Malformed> {
        loop {
            let rest = &self.format[self.at..];
            let Some(length) = rest.find(['{', '}']) else {
                out.push_str(rest);
                self.at = self.format.len();
                return Ok(None);
            };
            out.push_str(&rest[..length]);
            self.at += length;
            let brace = self.current()?;
            let next = self.advance()?;
            if next == brace {
                out.push(brace);
                self.at += 1;
            } else if brace == '{' {
                return self.item(next).map(Some);
            } else {
                return Err(Malformed::UnexpectedClosingBrace);
            }
        }
    }

    fn item(&mut self, first: char) -> Result<Item<'f>, Malformed> {
        let mut item = Item {
            index: digit(first)?,
            width: 0,
            left: false,
            format: None,
        };
        let mut sign = self.number(&mut item.index)?;
        if sign == ',' {
            sign = self.advance()?;
            while sign == ' ' {
                sign = self.advance()?;
            }
            if sign == '-' {
                item.left = true;
                sign = self.advance()?;
            }
            item.width = digit(sign)?;
            sign = self.number(&mut item.width)?;
        }
        if sign == ':' {
            item.format = Some(self.item_format()?);
        } else if sign != '}' {
            return Err(Malformed::EndsPrematurely);
        }
        self.at += 1;
        Ok(item)
    }

    /// The rest of a number and the spaces behind it; gives the character after them.
    fn number(&mut self, value: &mut usize) -> Result<char, Malformed> {
        let mut sign = self.advance()?;
        while sign.is_ascii_digit() && *value < LIMIT {
            *value = *value * 10 + digit(sign)?;
            sign = self.advance()?;
        }
        while sign == ' ' {
            sign = self.advance()?;
        }
        Ok(sign)
    }

    /// Everything up to the closing brace.
    fn item_format(&mut self) -> Result<&'f str, Malformed> {
        let mut sign = self.advance()?;
        let start = self.at;
        while sign != '}' {
            if sign == '{' {
                return Err(Malformed::EndsPrematurely);
            }
            sign = self.advance()?;
        }
        Ok(&self.format[start..self.at])
    }
}

fn digit(sign: char) -> Result<usize, Malformed> {
    sign.to_digit(10)
        .map(|digit| digit as usize)
        .ok_or(Malformed::ExpectedDigit)
}

#[cfg(test)]
mod tests {
    use super::{CompositeFailure, format_composite};

    fn format(text: &str, arguments: &[&str]) -> Result<String, String> {
        format_composite(text, arguments.len(), |index, format| {
            Ok::<_, String>(match format {
                Some(format) => format!("{}<{format}>", arguments[index]),
                None => arguments[index].to_owned(),
            })
        })
        .map_err(|failure: CompositeFailure<String>| failure.to_string())
    }

    #[test]
    fn items() {
        assert_eq!(
            format("{0} {{1}} {1}", &["a", "b"]).as_deref(),
            Ok("a {1} b")
        );
        assert_eq!(format("[{0,5}]", &["a"]).as_deref(), Ok("[    a]"));
        assert_eq!(format("[{0 , -3 :N2}]", &["a"]).as_deref(), Ok("[a<N2>]"));
        assert_eq!(format("[{0,-5}]", &["é🙂"]).as_deref(), Ok("[é🙂  ]"));
    }

    #[test]
    fn failures() {
        let malformed = |text: &str| format(text, &["a"]).unwrap_or_else(|failure| failure);
        let near = "Input string was not in a correct format. Failure to parse near offset";
        assert_eq!(
            malformed("{a}"),
            format!("{near} 1. Expected an ASCII digit.")
        );
        assert_eq!(
            malformed("{0"),
            format!("{near} 2. Format item ends prematurely.")
        );
        assert_eq!(
            malformed("}x"),
            format!("{near} 1. Unexpected closing brace without a corresponding opening brace.")
        );
        assert!(malformed("{0}{1}").starts_with("Index (zero based)"));
    }
}

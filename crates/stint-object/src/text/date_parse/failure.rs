//! Why text is no date.

/// What .NET says (FormatException).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DateParseFailure {
    /// Not a date.
    BadDateTime(String),
    /// A word that means nothing, and where it is.
    UnknownWord(String, usize),
    /// Such a day or time does not exist.
    NotInCalendar(String),
    /// The weekday is another.
    BadDayOfWeek(String),
    /// The offset is more than 14 hours.
    OffsetOutOfRange(String),
    /// In universal time it is before year 1 or after 9999.
    UtcOutOfRange(String),
    /// It is before year 1 or after 9999.
    DateOutOfRange(String),
    /// A zone without a year.
    IncompleteDate(String),
    /// A part comes twice and differs.
    RepeatedPattern(char),
    /// A quote that is not closed.
    OpenQuote(char),
    /// Not a format.
    BadFormat(String),
    /// The culture's pattern has no order of year, month and day.
    BadDatePattern(String),
    /// Not a date without time.
    BadDateOnly(String),
    /// Not a time without date.
    BadTimeOnly(String),
    /// A date where only a time may be, or the other way round.
    HasOtherParts(String, &'static str),
}

impl std::fmt::Display for DateParseFailure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BadDateTime(text) => {
                write!(
                    out,
                    "String '{text}' was not recognized as a valid DateTime."
                )
            }
            Self::UnknownWord(text, index) => write!(
                out,
                "The string '{text}' was not recognized as a valid DateTime. There is an unknown word starting at index '{index}'."
            ),
            Self::NotInCalendar(text) => write!(
                out,
                "The DateTime represented by the string '{text}' is not supported in calendar 'System.Globalization.GregorianCalendar'."
            ),
            Self::BadDayOfWeek(text) => write!(
                out,
                "String '{text}' was not recognized as a valid DateTime because the day of week was incorrect."
            ),
            Self::OffsetOutOfRange(text) => write!(
                out,
                "The time zone offset of string '{text}' must be within plus or minus 14 hours."
            ),
            Self::UtcOutOfRange(text) => write!(
                out,
                "The UTC representation of the date '{text}' falls outside the year range 1-9999."
            ),
            Self::DateOutOfRange(text) => write!(
                out,
                "The DateTime represented by the string '{text}' is out of range."
            ),
            Self::IncompleteDate(text) => write!(
                out,
                "There must be at least a partial date with a year present in the input string '{text}'."
            ),
            Self::RepeatedPattern(letter) => write!(
                out,
                "DateTime pattern '{letter}' appears more than once with different values."
            ),
            Self::OpenQuote(quote) => write!(
                out,
                "Cannot find a matching quote character for the character '{quote}'."
            ),
            Self::BadFormat(format) => write!(out, "Format specifier '{format}' was invalid."),
            Self::BadDatePattern(pattern) => write!(
                out,
                "Could not determine the order of year, month, and date from '{pattern}'."
            ),
            Self::BadDateOnly(text) => {
                write!(
                    out,
                    "String '{text}' was not recognized as a valid DateOnly."
                )
            }
            Self::BadTimeOnly(text) => {
                write!(
                    out,
                    "String '{text}' was not recognized as a valid TimeOnly."
                )
            }
            Self::HasOtherParts(text, kind) => write!(
                out,
                "String '{text}' contains parts which are not specific to the {kind}."
            ),
        }
    }
}

impl std::error::Error for DateParseFailure {}

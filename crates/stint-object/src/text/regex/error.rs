//! Patterns that are not valid: what .NET's RegexParseException says.

/// What is wrong with a pattern (`RegexParseError`), with what its text names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RegexErrorKind {
    /// `(?(<name>..)..)`.
    AlternationHasNamedCapture,
    /// `(?(?#..)..)`.
    AlternationHasComment,
    /// `(?(1 ..)`.
    AlternationHasMalformedReference(u32),
    /// `(?(9)..)` without group 9.
    AlternationHasUndefinedReference(u32),
    /// More than one `|` in a conditional.
    AlternationHasTooManyConditions,
    /// A conditional without condition.
    AlternationHasMalformedCondition,
    /// `(?<0>..)`.
    CaptureGroupOfZero,
    /// `(?<!x..`.
    CaptureGroupNameInvalid,
    /// A subtraction that is not last in its class.
    ExclusionGroupNotLast,
    /// `\xZ`.
    InsufficientOrInvalidHexDigits,
    /// `(` without `)`.
    InsufficientClosingParentheses,
    /// `)` without `(`.
    InsufficientOpeningParentheses,
    /// `(?y..)`.
    InvalidGroupingConstruct,
    /// `\p` at the end.
    InvalidUnicodePropertyEscape,
    /// `\k` without a name.
    MalformedNamedReference,
    /// `\p` without a brace.
    MalformedUnicodePropertyEscape,
    /// `\c` at the end.
    MissingControlCharacter,
    /// `a**`.
    NestedQuantifiersNotParenthesized(char),
    /// `*a`.
    QuantifierAfterNothing(char),
    /// A number beyond Int32.
    QuantifierOrCaptureGroupOutOfRange,
    /// `[z-a]`.
    ReversedCharacterRange,
    /// `a{2,1}`.
    ReversedQuantifierRange,
    /// `[a-\d]`.
    ShorthandClassInCharacterRange(char),
    /// `\k<x>` without group x.
    UndefinedNamedReference(String),
    /// `\1` without group 1.
    UndefinedNumberedReference(u32),
    /// `\` at the end.
    UnescapedEndingBackslash,
    /// `\c!`.
    UnrecognizedControlCharacter,
    /// `\j`.
    UnrecognizedEscape(char),
    /// `\p{X}`.
    UnrecognizedUnicodeProperty(String),
    /// `[a`.
    UnterminatedBracket,
    /// `(?#`.
    UnterminatedComment,
}

impl RegexErrorKind {
    /// The member of `RegexParseError`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AlternationHasNamedCapture => "AlternationHasNamedCapture",
            Self::AlternationHasComment => "AlternationHasComment",
            Self::AlternationHasMalformedReference(_) => "AlternationHasMalformedReference",
            Self::AlternationHasUndefinedReference(_) => "AlternationHasUndefinedReference",
            Self::AlternationHasTooManyConditions => "AlternationHasTooManyConditions",
            Self::AlternationHasMalformedCondition => "AlternationHasMalformedCondition",
            Self::CaptureGroupOfZero => "CaptureGroupOfZero",
            Self::CaptureGroupNameInvalid => "CaptureGroupNameInvalid",
            Self::ExclusionGroupNotLast => "ExclusionGroupNotLast",
            Self::InsufficientOrInvalidHexDigits => "InsufficientOrInvalidHexDigits",
            Self::InsufficientClosingParentheses => "InsufficientClosingParentheses",
            Self::InsufficientOpeningParentheses => "InsufficientOpeningParentheses",
            Self::InvalidGroupingConstruct => "InvalidGroupingConstruct",
            Self::InvalidUnicodePropertyEscape | Self::UnrecognizedUnicodeProperty(_) => {
                "InvalidUnicodePropertyEscape"
            }
            Self::MalformedNamedReference => "MalformedNamedReference",
            Self::MalformedUnicodePropertyEscape => "MalformedUnicodePropertyEscape",
            Self::MissingControlCharacter => "MissingControlCharacter",
            Self::NestedQuantifiersNotParenthesized(_) => "NestedQuantifiersNotParenthesized",
            Self::QuantifierAfterNothing(_) => "QuantifierAfterNothing",
            Self::QuantifierOrCaptureGroupOutOfRange => "QuantifierOrCaptureGroupOutOfRange",
            Self::ReversedCharacterRange => "ReversedCharacterRange",
            Self::ReversedQuantifierRange => "ReversedQuantifierRange",
            Self::ShorthandClassInCharacterRange(_) => "ShorthandClassInCharacterRange",
            Self::UndefinedNamedReference(_) => "UndefinedNamedReference",
            Self::UndefinedNumberedReference(_) => "UndefinedNumberedReference",
            Self::UnescapedEndingBackslash => "UnescapedEndingBackslash",
            Self::UnrecognizedControlCharacter => "UnrecognizedControlCharacter",
            Self::UnrecognizedEscape(_) => "UnrecognizedEscape",
            Self::UnterminatedBracket => "UnterminatedBracket",
            Self::UnterminatedComment => "UnterminatedComment",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::AlternationHasNamedCapture => {
                "Alternation conditions do not capture and cannot be named.".into()
            }
            Self::AlternationHasComment => "Alternation conditions cannot be comments.".into(),
            Self::AlternationHasMalformedReference(group) => format!(
                "Conditional alternation is missing a closing parenthesis after the group number {group}."
            ),
            Self::AlternationHasUndefinedReference(group) => {
                format!("Conditional alternation refers to an undefined group number {group}.")
            }
            Self::AlternationHasTooManyConditions => "Too many | in (?()|).".into(),
            Self::AlternationHasMalformedCondition => {
                "Illegal conditional (?(...)) expression.".into()
            }
            Self::CaptureGroupOfZero => "Capture number cannot be zero.".into(),
            Self::CaptureGroupNameInvalid => {
                "Invalid group name: Group names must begin with a word character.".into()
            }
            Self::ExclusionGroupNotLast => {
                "A subtraction must be the last element in a character class.".into()
            }
            Self::InsufficientOrInvalidHexDigits => {
                "Insufficient or invalid hexadecimal digits.".into()
            }
            Self::InsufficientClosingParentheses => "Not enough )'s.".into(),
            Self::InsufficientOpeningParentheses => "Too many )'s.".into(),
            Self::InvalidGroupingConstruct => "Unrecognized grouping construct.".into(),
            Self::InvalidUnicodePropertyEscape => r"Incomplete \p{X} character escape.".into(),
            Self::MalformedNamedReference => r"Malformed \k<...> named back reference.".into(),
            Self::MalformedUnicodePropertyEscape => r"Malformed \p{X} character escape.".into(),
            Self::MissingControlCharacter => "Missing control character.".into(),
            Self::NestedQuantifiersNotParenthesized(sign) => {
                format!("Nested quantifier '{sign}'.")
            }
            Self::QuantifierAfterNothing(sign) => {
                format!("Quantifier '{sign}' following nothing.")
            }
            Self::QuantifierOrCaptureGroupOutOfRange => {
                "Quantifier and capture group numbers must be less than or equal to Int32.MaxValue."
                    .into()
            }
            Self::ReversedCharacterRange => "[x-y] range in reverse order.".into(),
            Self::ReversedQuantifierRange => "Illegal {x,y} with x > y.".into(),
            Self::ShorthandClassInCharacterRange(sign) => {
                format!("Cannot include class \\{sign} in character range.")
            }
            Self::UndefinedNamedReference(name) => {
                format!("Reference to undefined group name '{name}'.")
            }
            Self::UndefinedNumberedReference(group) => {
                format!("Reference to undefined group number {group}.")
            }
            Self::UnescapedEndingBackslash => r"Illegal \ at end of pattern.".into(),
            Self::UnrecognizedControlCharacter => "Unrecognized control character.".into(),
            Self::UnrecognizedEscape(sign) => {
                format!("Unrecognized escape sequence \\{sign}.")
            }
            Self::UnrecognizedUnicodeProperty(name) => format!("Unknown property '{name}'."),
            Self::UnterminatedBracket => "Unterminated [] set.".into(),
            Self::UnterminatedComment => "Unterminated (?#...) comment.".into(),
        }
    }
}

/// A pattern that is not valid (RegexParseException).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegexError {
    /// What is wrong.
    pub kind: RegexErrorKind,
    /// Where, in UTF-16 units.
    pub offset: usize,
    /// The whole pattern.
    pub pattern: String,
}

impl std::fmt::Display for RegexError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "Invalid pattern '{}' at offset {}. {}",
            self.pattern,
            self.offset,
            self.kind.message()
        )
    }
}

impl std::error::Error for RegexError {}

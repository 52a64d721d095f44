//! Which characters mean what to the lexer: PowerShell's `CharTraits`.
//!
//! PowerShell looks at UTF-16 units, so a character outside the basic plane is never a letter or digit.

use unicode_general_category::{GeneralCategory, get_general_category};

/// Blank inside a line; line ends are not.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{85}')
        || matches!(
            c,
            '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        )
        || matches!(c, '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// `-` and the dashes that word processors make of it.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2013}' | '\u{2014}' | '\u{2015}')
}

/// `'` and its curly kin.
pub(crate) fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201b}')
}

/// `"` and its curly kin.
pub(crate) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201e}')
}

/// .NET's `char.IsLetter`.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    use GeneralCategory::*;
    c <= '\u{ffff}'
        && matches!(
            get_general_category(c),
            UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
        )
}

/// .NET's `char.IsDigit`.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    c <= '\u{ffff}' && get_general_category(c) == GeneralCategory::DecimalNumber
}

/// .NET's `char.IsLetterOrDigit`.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || is_digit(c)
}

/// First character of a variable without braces.
pub(crate) fn is_variable_start(c: char) -> bool {
    match c {
        '$' | '0'..='9' | ':' | '?' | 'A'..='Z' | '^' | '_' | 'a'..='z' => true,
        c if c.is_ascii() => false,
        c => is_letter_or_digit(c),
    }
}

/// First character of an identifier or label.
pub(crate) fn is_identifier_start(c: char) -> bool {
    c == '_' || is_letter(c)
}

/// Later character of an identifier or label.
pub(crate) fn is_identifier_follow(c: char) -> bool {
    c == '_' || is_letter_or_digit(c)
}

/// Ends any word: `a{` is two tokens, `a#b` one.
pub(crate) fn ends_token(c: char) -> bool {
    match c {
        '\0' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' => true,
        '&' | '(' | ')' | ',' | ';' | '{' | '|' | '}' => true,
        c if c.is_ascii() => false,
        c => is_blank(c),
    }
}

/// [`ends_token`] for the first byte of a character, when that decides it.
pub(crate) const fn plain_word_byte(byte: u8) -> bool {
    matches!(byte,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' | b'\\' | b':' | b'*' | b'='
        | b'+' | b'!' | b'#' | b'%' | b'<' | b'>' | b'?' | b'@' | b'[' | b']' | b'^' | b'~')
}

/// Ends a number in an expression.
pub(crate) fn ends_number(c: char, on_ternary: bool) -> bool {
    match c {
        '!' | '#' | '%' | '*' | '+' | '-' | '.' | '/' | '<' | '=' | '>' | ']' => true,
        '?' | ':' => on_ternary,
        c => is_dash(c),
    }
}

/// Ends a part of an assembly name.
pub(crate) fn ends_assembly_name_part(c: char) -> bool {
    match c {
        '\0' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | ',' | '=' | ']' => true,
        c if c.is_ascii() => false,
        c => is_blank(c),
    }
}

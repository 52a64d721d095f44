//! `System.Char`.

use super::interfaces as i;
use super::{enums, utf16};
use crate::text::casing;
use crate::text::culture::Culture;
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, TypeInfo, join, throw};
use crate::{Result, Value};
use unicode_general_category::{GeneralCategory, get_general_category};

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Char")
    .interfaces(&[
        i::COMPARABLE,
        i::CONVERTIBLE,
        i::SPAN_FORMATTABLE,
        i::FORMATTABLE,
        i::COMPARABLE_T,
        i::EQUATABLE,
        i::UTF8_SPAN_FORMATTABLE,
        i::BINARY_INTEGER,
        i::PARSABLE,
        i::SPAN_PARSABLE,
    ])
    .methods(join![METHODS, CATEGORY_TESTS])
    .properties(PROPERTIES);

/// The character of a unit, if it is one by itself.
fn sign(unit: u16) -> Option<char> {
    char::from_u32(u32::from(unit))
}

/// A unit mapped by a rule for characters; a surrogate stays.
pub fn mapped(unit: u16, map: impl FnOnce(char) -> char) -> Value {
    Value::Char(
        sign(unit)
            .map(map)
            .and_then(|c| u16::try_from(u32::from(c)).ok())
            .unwrap_or(unit),
    )
}

/// The number of the `UnicodeCategory`.
pub(super) fn category(c: char) -> i64 {
    use GeneralCategory as G;
    match get_general_category(c) {
        G::UppercaseLetter => 0,
        G::LowercaseLetter => 1,
        G::TitlecaseLetter => 2,
        G::ModifierLetter => 3,
        G::OtherLetter => 4,
        G::NonspacingMark => 5,
        G::SpacingMark => 6,
        G::EnclosingMark => 7,
        G::DecimalNumber => 8,
        G::LetterNumber => 9,
        G::OtherNumber => 10,
        G::SpaceSeparator => 11,
        G::LineSeparator => 12,
        G::ParagraphSeparator => 13,
        G::Control => 14,
        G::Format => 15,
        G::Surrogate => 16,
        G::PrivateUse => 17,
        G::ConnectorPunctuation => 18,
        G::DashPunctuation => 19,
        G::OpenPunctuation => 20,
        G::ClosePunctuation => 21,
        G::InitialPunctuation => 22,
        G::FinalPunctuation => 23,
        G::OtherPunctuation => 24,
        G::MathSymbol => 25,
        G::CurrencySymbol => 26,
        G::ModifierSymbol => 27,
        G::OtherSymbol => 28,
        _ => 29,
    }
}

fn category_of(unit: u16) -> i64 {
    sign(unit).map_or(16, category)
}

fn white(unit: u16) -> bool {
    sign(unit).is_some_and(char::is_whitespace)
}

fn high(unit: u16) -> bool {
    (0xD800..0xDC00).contains(&unit)
}

fn low(unit: u16) -> bool {
    (0xDC00..0xE000).contains(&unit)
}

fn ascii(unit: u16, test: impl Fn(&u8) -> bool) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii() && test(&byte))
}

fn in_categories(category: i64, wanted: &[i64]) -> bool {
    wanted.contains(&category)
}

const LETTERS: &[i64] = &[0, 1, 2, 3, 4];
const LETTERS_AND_DIGITS: &[i64] = &[0, 1, 2, 3, 4, 8];
const NUMBERS: &[i64] = &[8, 9, 10];
const PUNCTUATION: &[i64] = &[18, 19, 20, 21, 22, 23, 24];
const SYMBOLS: &[i64] = &[25, 26, 27, 28];
const SEPARATORS: &[i64] = &[11, 12, 13];

/// The unit of a string at an index, or the errors .NET gives.
fn at(args: &[Value]) -> Result<u16> {
    let text = args.string(0).ok_or_else(|| throw::argument_null("s"))?;
    let units = utf16::units(&text);
    usize::try_from(args.int(1))
        .ok()
        .and_then(|at| units.get(at))
        .copied()
        .ok_or_else(|| throw::index_out_of_range("index"))
}

/// The category at an index, of the whole pair if one stands there.
fn category_at(args: &[Value]) -> Result<i64> {
    let unit = at(args)?;
    let units = utf16::units(args.text(0));
    let next = units.get(args.int(1) as usize + 1).copied().unwrap_or(0);
    if high(unit) && low(next) {
        return Ok(char::decode_utf16([unit, next])
            .next()
            .and_then(std::result::Result::ok)
            .map_or(16, category));
    }
    Ok(category_of(unit))
}

macro_rules! tests {
    ($($name:literal = $wanted:expr),* $(,)?) => {
        [$(
            method!(concat!("static bool ", $name, "(char c)"), |_, args| in_categories(category_of(args.unit(0)), $wanted)),
            method!(concat!("static bool ", $name, "(string s, int index)"), |_, args| {
                Ok(in_categories(category_at(args)?, $wanted)) as Result<bool>
            })
        ),*]
    };
}

const CATEGORY_TESTS: [Method; 20] = tests!(
    "IsControl" = &[14],
    "IsDigit" = &[8],
    "IsLetter" = LETTERS,
    "IsLetterOrDigit" = LETTERS_AND_DIGITS,
    "IsLower" = &[1],
    "IsNumber" = NUMBERS,
    "IsPunctuation" = PUNCTUATION,
    "IsSeparator" = SEPARATORS,
    "IsSymbol" = SYMBOLS,
    "IsUpper" = &[0],
);

fn compare(this: &Value, other: &Value) -> i32 {
    i32::from(this.unit()) - i32::from(other.unit())
}

fn numeric(c: Option<char>) -> f64 {
    let Some(c) = c else { return -1.0 };
    if let Some(digit) = c.to_digit(10) {
        return f64::from(digit);
    }
    match c {
        '¼' => 0.25,
        '½' => 0.5,
        '¾' => 0.75,
        '²' => 2.0,
        '³' => 3.0,
        '¹' => 1.0,
        '\u{2160}'..='\u{216B}' => f64::from(u32::from(c) - 0x215F),
        '\u{2170}'..='\u{217B}' => f64::from(u32::from(c) - 0x216F),
        '\u{2460}'..='\u{2473}' => f64::from(u32::from(c) - 0x245F),
        '\u{2150}' => 1.0 / 7.0,
        '\u{2153}' => 1.0 / 3.0,
        '\u{2154}' => 2.0 / 3.0,
        _ if get_general_category(c) == GeneralCategory::DecimalNumber => {
            // The ten digits of a script follow each other from its zero.
            let mut zero = u32::from(c);
            while zero > 0
                && u32::from(c) - zero < 9
                && char::from_u32(zero - 1)
                    .is_some_and(|d| get_general_category(d) == GeneralCategory::DecimalNumber)
            {
                zero -= 1;
            }
            f64::from(u32::from(c) - zero)
        }
        _ => -1.0,
    }
}

fn parse(text: Option<crate::Str>) -> Result<Value> {
    let text = text.ok_or_else(|| throw::argument_null("s"))?;
    let mut units = text.encode_utf16();
    match (units.next(), units.next()) {
        (Some(unit), None) => Ok(Value::Char(unit)),
        _ => Err(throw::format("String must be exactly one character long.")),
    }
}

static PROPERTIES: &[Property] = &[
    property!("static char MaxValue", |_| Value::Char(u16::MAX)),
    property!("static char MinValue", |_| Value::Char(0)),
];

const METHODS: &[Method] = &[
    method!(
        "int CompareTo(System.Object value)",
        |this, args| match args.at(0).base() {
            Value::Null | Value::Nothing => Ok(1),
            Value::Char(_) => Ok(compare(this, args.at(0))),
            _ => Err(throw::argument("Object must be of type Char.", "")),
        }
    ),
    method!("int CompareTo(char value)", |this, args| compare(
        this,
        args.at(0)
    )),
    method!("static string ConvertFromUtf32(int utf32)", |_, args| {
        u32::try_from(args.int(0)).ok().and_then(char::from_u32).map(String::from).ok_or_else(|| {
            throw::argument_out_of_range(
                "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).",
                "utf32",
            )
        })
    }),
    method!(
        "static int ConvertToUtf32(char highSurrogate, char lowSurrogate)",
        |_, args| to_utf32(args.unit(0), args.unit(1))
    ),
    method!(
        "static int ConvertToUtf32(string s, int index)",
        |_, args| to_utf32_at(args)
    ),
    method!("bool Equals(System.Object obj)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(char obj)", |this, args| this.unit()
        == args.unit(0)),
    method!("int GetHashCode()", |this, _| i32::from(this.unit())
        | (i32::from(this.unit()) << 16)),
    method!("static double GetNumericValue(char c)", |_, args| numeric(
        sign(args.unit(0))
    )),
    method!(
        "static double GetNumericValue(string s, int index)",
        |_, args| Ok(numeric(sign(at(args)?))) as Result<f64>
    ),
    method!("System.TypeCode GetTypeCode()", |_, _| enums::value(
        "System.TypeCode",
        4
    )),
    method!(
        "static System.Globalization.UnicodeCategory GetUnicodeCategory(char c)",
        |_, args| {
            crate::access::enums::value(enums::UNICODE_CATEGORY, category_of(args.unit(0)))
        }
    ),
    method!(
        "static System.Globalization.UnicodeCategory GetUnicodeCategory(string s, int index)",
        |_, args| {
            Ok(crate::access::enums::value(
                enums::UNICODE_CATEGORY,
                category_at(args)?,
            )) as Result<Value>
        }
    ),
    method!("static bool IsAscii(char c)", |_, args| args.unit(0) < 128),
    method!("static bool IsAsciiDigit(char c)", |_, args| ascii(
        args.unit(0),
        u8::is_ascii_digit
    )),
    method!("static bool IsAsciiHexDigit(char c)", |_, args| ascii(
        args.unit(0),
        u8::is_ascii_hexdigit
    )),
    method!("static bool IsAsciiHexDigitLower(char c)", |_, args| ascii(
        args.unit(0),
        |b| matches!(b, b'0'..=b'9' | b'a'..=b'f')
    )),
    method!("static bool IsAsciiHexDigitUpper(char c)", |_, args| ascii(
        args.unit(0),
        |b| matches!(b, b'0'..=b'9' | b'A'..=b'F')
    )),
    method!("static bool IsAsciiLetter(char c)", |_, args| ascii(
        args.unit(0),
        u8::is_ascii_alphabetic
    )),
    method!("static bool IsAsciiLetterLower(char c)", |_, args| ascii(
        args.unit(0),
        u8::is_ascii_lowercase
    )),
    method!("static bool IsAsciiLetterOrDigit(char c)", |_, args| ascii(
        args.unit(0),
        u8::is_ascii_alphanumeric
    )),
    method!("static bool IsAsciiLetterUpper(char c)", |_, args| ascii(
        args.unit(0),
        u8::is_ascii_uppercase
    )),
    method!(
        "static bool IsBetween(char c, char minInclusive, char maxInclusive)",
        |_, args| { (args.unit(1)..=args.unit(2)).contains(&args.unit(0)) }
    ),
    method!("static bool IsHighSurrogate(char c)", |_, args| high(
        args.unit(0)
    )),
    method!(
        "static bool IsHighSurrogate(string s, int index)",
        |_, args| Ok(high(at(args)?)) as Result<bool>
    ),
    method!("static bool IsLowSurrogate(char c)", |_, args| low(
        args.unit(0)
    )),
    method!(
        "static bool IsLowSurrogate(string s, int index)",
        |_, args| Ok(low(at(args)?)) as Result<bool>
    ),
    method!("static bool IsSurrogate(char c)", |_, args| high(
        args.unit(0)
    ) || low(
        args.unit(0)
    )),
    method!("static bool IsSurrogate(string s, int index)", |_, args| {
        let unit = at(args)?;
        Ok(high(unit) || low(unit)) as Result<bool>
    }),
    method!(
        "static bool IsSurrogatePair(char highSurrogate, char lowSurrogate)",
        |_, args| high(args.unit(0)) && low(args.unit(1))
    ),
    method!(
        "static bool IsSurrogatePair(string s, int index)",
        |_, args| {
            let unit = at(args)?;
            let units = utf16::units(args.text(0));
            Ok(high(unit)
                && units
                    .get(args.int(1) as usize + 1)
                    .is_some_and(|next| low(*next))) as Result<bool>
        }
    ),
    method!("static bool IsWhiteSpace(char c)", |_, args| white(
        args.unit(0)
    )),
    method!(
        "static bool IsWhiteSpace(string s, int index)",
        |_, args| Ok(white(at(args)?)) as Result<bool>
    ),
    method!("static char Parse(string s)", |_, args| parse(
        args.string(0)
    )),
    method!("static char ToLower(char c)", |_, args| mapped(
        args.unit(0),
        |c| casing::char_lower(c, Culture::current())
    )),
    method!(
        "static char ToLower(char c, cultureinfo culture)",
        |_, args| {
            mapped(args.unit(0), |c| {
                casing::char_lower(c, super::culture_info::provider(args.at(1)))
            })
        }
    ),
    method!("static char ToLowerInvariant(char c)", |_, args| mapped(
        args.unit(0),
        |c| casing::char_lower(c, Culture::invariant())
    )),
    method!("string ToString()", |this, _| utf16::unit_text(this.unit())),
    method!(
        "string ToString(System.IFormatProvider provider)",
        |this, _| utf16::unit_text(this.unit())
    ),
    method!(
        "static string ToString(char c)",
        |_, args| utf16::unit_text(args.unit(0))
    ),
    method!("static char ToUpper(char c)", |_, args| mapped(
        args.unit(0),
        |c| casing::char_upper(c, Culture::current())
    )),
    method!(
        "static char ToUpper(char c, cultureinfo culture)",
        |_, args| {
            mapped(args.unit(0), |c| {
                casing::char_upper(c, super::culture_info::provider(args.at(1)))
            })
        }
    ),
    method!("static char ToUpperInvariant(char c)", |_, args| mapped(
        args.unit(0),
        |c| casing::char_upper(c, Culture::invariant())
    )),
    method!(
        "static bool TryParse(string s, [ref] char result)",
        |_, args| {
            let parsed = parse(args.string(0));
            super::ps_reference::set(
                args.get(1),
                parsed.as_ref().cloned().unwrap_or(Value::Char(0)),
            );
            parsed.is_ok()
        }
    ),
];

fn to_utf32(first: u16, second: u16) -> Result<i32> {
    if !high(first) {
        return Err(throw::argument_out_of_range(
            "A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.",
            "highSurrogate",
        ));
    }
    if !low(second) {
        return Err(throw::argument_out_of_range(
            "A valid low surrogate character is between 0xdc00 and 0xdfff, inclusive.",
            "lowSurrogate",
        ));
    }
    Ok(0x10000 + ((i32::from(first) - 0xD800) << 10) + i32::from(second) - 0xDC00)
}

fn to_utf32_at(args: &[Value]) -> Result<i32> {
    let unit = at(args)?;
    if !high(unit) && !low(unit) {
        return Ok(i32::from(unit));
    }
    let units = utf16::units(args.text(0));
    match units.get(args.int(1) as usize + 1) {
        Some(next) if high(unit) && low(*next) => to_utf32(unit, *next),
        _ => Err(throw::argument(
            &format!(
                "Found a {} surrogate char without a following low surrogate at index: {}. The input may not be in this encoding, or may not contain valid Unicode (UTF-16) characters.",
                if high(unit) { "high" } else { "low" },
                args.int(1)
            ),
            "s",
        )),
    }
}

//! `System.Text.Rune`: one Unicode scalar.

use crate::object::{Object, Opaque};
use crate::text::casing;
use crate::text::culture::Culture;
use crate::types::native::{Args, method, property};
use crate::types::{Method, Type, TypeInfo, throw};
use crate::{Result, Value};

/// `UnicodeCategory.DecimalDigitNumber`.
const DECIMAL_DIGIT: i64 = 8;

struct Rune(char);

impl Opaque for Rune {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| self.0 == other.0)
    }
}

fn value(sign: char) -> Value {
    Value::Object(Object::opaque(RUNE, Rune(sign)))
}

/// `EnumerateRunes` of a text.
pub(super) fn runes(text: &str) -> Value {
    crate::enumerate::enumerator(text.chars().map(value).collect())
}

fn sign(this: &Value) -> char {
    this.payload::<Rune>().map_or('\0', |rune| rune.0)
}

fn made(number: i64, parameter: &str) -> Result<Value> {
    u32::try_from(number)
        .ok()
        .and_then(char::from_u32)
        .map(value)
        .ok_or_else(|| {
            throw::argument_out_of_range(
                "Specified argument was out of the range of valid values.",
                parameter,
            )
        })
}

static METHODS: &[Method] = &[
    method!("int CompareTo(System.Text.Rune other)", |this, args| {
        sign(this) as i32 - sign(args.at(0)) as i32
    }),
    method!("string ToString()", |this, _| sign(this).to_string()),
    method!("static bool IsValid(int value)", |_, args| u32::try_from(
        args.int(0)
    )
    .is_ok_and(|number| char::from_u32(number).is_some())),
    method!("static bool IsDigit(System.Text.Rune value)", |_, args| {
        super::char::category(sign(args.at(0))) == DECIMAL_DIGIT
    }),
    method!("static bool IsLetter(System.Text.Rune value)", |_, args| {
        sign(args.at(0)).is_alphabetic()
    }),
    method!(
        "static bool IsLetterOrDigit(System.Text.Rune value)",
        |_, args| sign(args.at(0)).is_alphanumeric()
    ),
    method!("static bool IsLower(System.Text.Rune value)", |_, args| {
        sign(args.at(0)).is_lowercase()
    }),
    method!("static bool IsUpper(System.Text.Rune value)", |_, args| {
        sign(args.at(0)).is_uppercase()
    }),
    method!(
        "static bool IsWhiteSpace(System.Text.Rune value)",
        |_, args| sign(args.at(0)).is_whitespace()
    ),
    method!(
        "static bool IsControl(System.Text.Rune value)",
        |_, args| { sign(args.at(0)).is_control() }
    ),
    method!(
        "static System.Text.Rune ToLowerInvariant(System.Text.Rune value)",
        |_, args| value(casing::char_lower(sign(args.at(0)), Culture::invariant()))
    ),
    method!(
        "static System.Text.Rune ToUpperInvariant(System.Text.Rune value)",
        |_, args| value(casing::char_upper(sign(args.at(0)), Culture::invariant()))
    ),
];

/// `System.Text.Rune`.
pub const RUNE: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.Text.Rune")
        .constructors(&[
            method!("System.Text.Rune(char ch)", |_, args| made(
                i64::from(args.unit(0)),
                "ch"
            )),
            method!("System.Text.Rune(int value)", |_, args| made(
                args.long(0),
                "value"
            )),
            method!("System.Text.Rune(uint value)", |_, args| made(
                args.long(0),
                "value"
            )),
            method!(
                "System.Text.Rune(char highSurrogate, char lowSurrogate)",
                |_, args| {
                    char::decode_utf16([args.unit(0), args.unit(1)])
                        .next()
                        .and_then(|sign| sign.ok())
                        .filter(|sign| sign.len_utf16() == 2)
                        .map(value)
                        .ok_or_else(|| {
                            throw::argument_out_of_range(
                                "Specified argument was out of the range of valid values.",
                                "highSurrogate",
                            )
                        })
                }
            ),
        ])
        .methods(METHODS)
        .properties(&[
            property!("bool IsAscii {get;}", |this| sign(this).is_ascii()),
            property!("bool IsBmp {get;}", |this| sign(this).len_utf16() == 1),
            property!("int Plane {get;}", |this| (sign(this) as u32 >> 16) as i32),
            property!("static System.Text.Rune ReplacementChar {get;}", |_| {
                value('\u{fffd}')
            }),
            property!("int Utf16SequenceLength {get;}", |this| sign(this)
                .len_utf16()),
            property!("int Utf8SequenceLength {get;}", |this| sign(this)
                .len_utf8()),
            property!("int Value {get;}", |this| sign(this) as i32),
        ]);
    Type(&INFO)
};

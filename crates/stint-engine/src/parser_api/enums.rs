//! The enums of trees and tokens.

use stint_object::types::TypeInfo;
use stint_object::{Type, Value, access};
use stint_syntax::ast::{RedirectionStream, StringConstantType, UsingStatementKind};
use stint_syntax::{TokenFlags, TokenKind};

const KINDS: [(&str, i64); TokenKind::ALL.len()] = {
    let mut kinds = [("", 0); TokenKind::ALL.len()];
    let mut at = 0;
    while at < kinds.len() {
        kinds[at] = (TokenKind::ALL[at].name(), TokenKind::ALL[at] as i64);
        at += 1;
    }
    kinds
};

const FLAGS: [(&str, i64); TokenFlags::NAMES.len()] = {
    let mut flags = [("", 0); TokenFlags::NAMES.len()];
    let mut at = 0;
    while at < flags.len() {
        let (name, value) = TokenFlags::NAMES[at];
        flags[at] = (name, value as i64);
        at += 1;
    }
    flags
};

macro_rules! enumerations {
    ($($constant:ident $make:ident $name:literal $constants:expr;)+) => {
        $(const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::$make(
                concat!("System.Management.Automation.Language.", $name), $constants);
            Type(&INFO)
        };)+
        pub(super) static ALL: &[Type] = &[$($constant),+];
    };
}

enumerations! {
    TOKEN_KIND enumeration "TokenKind" &KINDS;
    TOKEN_FLAGS flag_enumeration "TokenFlags" &FLAGS;
    STRING_CONSTANT_TYPE enumeration "StringConstantType" &[
        ("SingleQuoted", 0), ("SingleQuotedHereString", 1), ("DoubleQuoted", 2), ("DoubleQuotedHereString", 3),
        ("BareWord", 4),
    ];
    USING_STATEMENT_KIND enumeration "UsingStatementKind" &[
        ("Assembly", 0), ("Command", 1), ("Module", 2), ("Namespace", 3), ("Type", 4),
    ];
    REDIRECTION_STREAM enumeration "RedirectionStream" &[
        ("All", 0), ("Output", 1), ("Error", 2), ("Warning", 3), ("Verbose", 4), ("Debug", 5), ("Information", 6),
    ];
    SWITCH_FLAGS flag_enumeration "SwitchFlags" &[
        ("None", 0), ("File", 1), ("Regex", 2), ("Wildcard", 4), ("Exact", 8), ("CaseSensitive", 16), ("Parallel", 32),
    ];
}

/// A token's kind.
pub(super) fn kind(kind: TokenKind) -> Value {
    access::enums::value(TOKEN_KIND, kind as i64)
}

/// A token's traits.
pub(super) fn flags(flags: TokenFlags) -> Value {
    access::enums::value(TOKEN_FLAGS, i64::from(flags.0))
}

/// How a string is quoted.
pub(super) fn quoting(kind: StringConstantType) -> Value {
    access::enums::value(STRING_CONSTANT_TYPE, kind as i64)
}

/// What a `using` names.
pub(super) fn using(kind: UsingStatementKind) -> Value {
    access::enums::value(USING_STATEMENT_KIND, kind as i64)
}

/// A redirection's stream.
pub(super) fn stream(stream: RedirectionStream) -> Value {
    access::enums::value(REDIRECTION_STREAM, stream as i64)
}

/// The switches of a `switch`.
pub(super) fn switch(flags: stint_syntax::ast::SwitchFlags) -> Value {
    let bits = [
        (flags.file, 1),
        (flags.regex, 2),
        (flags.wildcard, 4),
        (flags.case_sensitive, 16),
        (flags.parallel, 32),
    ];
    let sum = bits
        .iter()
        .filter(|(set, _)| *set)
        .map(|(_, bit)| bit)
        .sum();
    access::enums::value(SWITCH_FLAGS, sum)
}

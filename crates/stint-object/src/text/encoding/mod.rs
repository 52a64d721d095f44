//! Text encodings as .NET has them, by PowerShell's names (`-Encoding utf8BOM`), by .NET's (`utf-16`) and by code page.

mod code_page;
mod names;
mod unicode;

pub use names::{POWERSHELL_NAMES, unknown_name};

use code_page::CodePage;

/// How characters become bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Utf8,
    Utf16 { big_endian: bool },
    Utf32 { big_endian: bool },
    Ascii,
    Latin1,
    CodePage(CodePage),
}

/// An encoding, and whether files in it begin with a byte order mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Encoding {
    form: Form,
    has_mark: bool,
}

impl Encoding {
    /// UTF-8 without a byte order mark: PowerShell's default.
    pub const UTF8: Encoding = Encoding {
        form: Form::Utf8,
        has_mark: false,
    };
    /// UTF-8 with a byte order mark.
    pub const UTF8_BOM: Encoding = Encoding {
        form: Form::Utf8,
        has_mark: true,
    };
    /// UTF-16, low byte first.
    pub const UNICODE: Encoding = Encoding {
        form: Form::Utf16 { big_endian: false },
        has_mark: true,
    };
    /// UTF-16, high byte first.
    pub const BIG_ENDIAN_UNICODE: Encoding = Encoding {
        form: Form::Utf16 { big_endian: true },
        has_mark: true,
    };
    /// UTF-32, low byte first.
    pub const UTF32: Encoding = Encoding {
        form: Form::Utf32 { big_endian: false },
        has_mark: true,
    };
    /// UTF-32, high byte first.
    pub const BIG_ENDIAN_UTF32: Encoding = Encoding {
        form: Form::Utf32 { big_endian: true },
        has_mark: true,
    };
    /// Seven bits.
    pub const ASCII: Encoding = Encoding {
        form: Form::Ascii,
        has_mark: false,
    };
    /// ISO 8859-1.
    pub const LATIN1: Encoding = Encoding {
        form: Form::Latin1,
        has_mark: false,
    };

    fn of_code_page(page: CodePage) -> Encoding {
        Encoding {
            form: Form::CodePage(page),
            has_mark: false,
        }
    }

    /// What files in this encoding begin with.
    pub fn preamble(self) -> &'static [u8] {
        if !self.has_mark {
            return &[];
        }
        match self.form {
            Form::Utf8 => &[0xEF, 0xBB, 0xBF],
            Form::Utf16 { big_endian: false } => &[0xFF, 0xFE],
            Form::Utf16 { big_endian: true } => &[0xFE, 0xFF],
            Form::Utf32 { big_endian: false } => &[0xFF, 0xFE, 0, 0],
            Form::Utf32 { big_endian: true } => &[0, 0, 0xFE, 0xFF],
            _ => &[],
        }
    }

    /// Text as bytes, without byte order mark. What the encoding lacks becomes question marks.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self.form {
            Form::Utf8 => text.as_bytes().to_vec(),
            Form::Utf16 { big_endian } => unicode::encode_utf16(text, big_endian),
            Form::Utf32 { big_endian } => unicode::encode_utf32(text, big_endian),
            Form::Ascii => unicode::encode_up_to(text, 0x7F),
            Form::Latin1 => unicode::encode_up_to(text, 0xFF),
            Form::CodePage(page) => page.encode(text),
        }
    }

    /// Bytes as text; a byte order mark is a character like others. What is not valid becomes U+FFFD, in ASCII a
    /// question mark.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self.form {
            Form::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Form::Utf16 { big_endian } => unicode::decode_utf16(bytes, big_endian),
            Form::Utf32 { big_endian } => unicode::decode_utf32(bytes, big_endian),
            Form::Ascii => bytes
                .iter()
                .map(|byte| {
                    if byte.is_ascii() {
                        char::from(*byte)
                    } else {
                        '?'
                    }
                })
                .collect(),
            Form::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
            Form::CodePage(page) => page.decode(bytes),
        }
    }

    /// A file's text: its byte order mark decides, else this encoding.
    pub fn decode_file(self, bytes: &[u8]) -> String {
        let (encoding, mark) = detect(bytes).unwrap_or((self, 0));
        encoding.decode(&bytes[mark..])
    }
}

/// The encoding that a byte order mark names, and the mark's length.
pub fn detect(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::UTF8_BOM, 3)),
        [0xFF, 0xFE, 0, 0, ..] => Some((Encoding::UTF32, 4)),
        [0, 0, 0xFE, 0xFF, ..] => Some((Encoding::BIG_ENDIAN_UTF32, 4)),
        [0xFF, 0xFE, ..] => Some((Encoding::UNICODE, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::BIG_ENDIAN_UNICODE, 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes() {
        assert_eq!(
            Encoding::UNICODE.encode("é🙂"),
            [0xE9, 0, 0x3D, 0xD8, 0x42, 0xDE]
        );
        assert_eq!(
            Encoding::UNICODE.decode(&[0x61, 0, 0, 0xD8, 0x62]),
            "a\u{fffd}\u{fffd}"
        );
        assert_eq!(Encoding::ASCII.encode("é🙂a"), b"???a");
        assert_eq!(Encoding::ASCII.decode(&[0x61, 0xE9]), "a?");
        assert_eq!(Encoding::LATIN1.decode(&[0xE9]), "é");
        assert_eq!(Encoding::UTF8.decode(&[0xE2, 0x82, 0x61]), "\u{fffd}a");
        assert_eq!(Encoding::UTF8.decode_file(&[0xFF, 0xFE, 0x61, 0]), "a");
        let ansi = Encoding::by_code_page(1252).expect("a known code page");
        assert_eq!(ansi.encode("€é"), [0x80, 0xE9]);
        assert_eq!(ansi.decode(&[0x80, 0x81]), "€\u{81}");
        assert_eq!(
            Encoding::by_code_page(1251).map(|page| page.decode(&[0xFF])),
            Some("я".into())
        );
    }

    #[test]
    fn names() {
        assert_eq!(Encoding::by_powershell_name("UTF8"), Some(Encoding::UTF8));
        assert_eq!(
            Encoding::by_powershell_name("Unicode").map(Encoding::web_name),
            Some("utf-16")
        );
        assert_eq!(Encoding::by_name("iso-8859-1"), Some(Encoding::LATIN1));
        assert_eq!(
            Encoding::by_name("utf-8").map(|found| found.preamble().len()),
            Some(3)
        );
        assert_eq!(Encoding::UTF8.code_page(), 65001);
        assert_eq!(Encoding::by_name("nonsense"), None);
    }
}

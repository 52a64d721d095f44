//! What encodings are called.

use super::code_page::CodePage;
use super::{Encoding, Form};
use crate::text::culture::Culture;

/// Names that `-Encoding` takes, as PowerShell lists them; UTF-7 is not among them.
pub const POWERSHELL_NAMES: [&str; 10] = [
    "ansi",
    "ascii",
    "bigendianunicode",
    "bigendianutf32",
    "oem",
    "unicode",
    "utf8",
    "utf8BOM",
    "utf8NoBOM",
    "utf32",
];

impl Encoding {
    /// By the names that `-Encoding` takes, then by .NET's names and code pages.
    pub fn by_powershell_name(name: &str) -> Option<Encoding> {
        let known = match name.to_ascii_lowercase().as_str() {
            "ascii" => Encoding::ASCII,
            "ansi" => Encoding::ansi(Culture::current()),
            "bigendianunicode" => Encoding::BIG_ENDIAN_UNICODE,
            "bigendianutf32" => Encoding::BIG_ENDIAN_UTF32,
            "default" | "oem" | "utf8" | "utf8nobom" => Encoding::UTF8,
            "string" | "unicode" | "unknown" => Encoding::UNICODE,
            "utf8bom" => Encoding::UTF8_BOM,
            "utf32" => Encoding::UTF32,
            _ => return Encoding::by_name(name),
        };
        Some(known)
    }

    /// The code page that a culture's old programs use.
    pub fn ansi(culture: &Culture) -> Encoding {
        let number = match culture.name.split('-').next().unwrap_or("") {
            "pl" => 1250,
            "ru" => 1251,
            "tr" => 1254,
            "ja" => 932,
            "zh" => 936,
            "ko" => 949,
            _ => 1252,
        };
        CodePage::by_number(number).map_or(Encoding::LATIN1, Encoding::of_code_page)
    }

    /// `Encoding.GetEncoding(name)`.
    pub fn by_name(name: &str) -> Option<Encoding> {
        let known = match name.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "unicode-1-1-utf-8" | "unicode-2-0-utf-8" => Encoding::UTF8_BOM,
            "utf-16" | "utf-16le" | "unicode" | "ucs-2" | "iso-10646-ucs-2" => Encoding::UNICODE,
            "utf-16be" | "unicodefffe" => Encoding::BIG_ENDIAN_UNICODE,
            "utf-32" | "utf-32le" | "ucs-4" => Encoding::UTF32,
            "utf-32be" => Encoding::BIG_ENDIAN_UTF32,
            "us-ascii" | "ascii" | "us" | "iso646-us" | "ansi_x3.4-1968" => Encoding::ASCII,
            "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "l1" | "cp819" => {
                Encoding::LATIN1
            }
            other => return CodePage::by_name(other).map(Encoding::of_code_page),
        };
        Some(known)
    }

    /// `Encoding.GetEncoding(codePage)`.
    pub fn by_code_page(number: u32) -> Option<Encoding> {
        match number {
            0 | 65001 => Some(Encoding::UTF8_BOM),
            1200 => Some(Encoding::UNICODE),
            1201 => Some(Encoding::BIG_ENDIAN_UNICODE),
            12000 => Some(Encoding::UTF32),
            12001 => Some(Encoding::BIG_ENDIAN_UTF32),
            20127 => Some(Encoding::ASCII),
            28591 => Some(Encoding::LATIN1),
            other => CodePage::by_number(other).map(Encoding::of_code_page),
        }
    }

    /// `Encoding.CodePage`.
    pub fn code_page(self) -> u32 {
        match self.form {
            Form::Utf8 => 65001,
            Form::Utf16 { big_endian: false } => 1200,
            Form::Utf16 { big_endian: true } => 1201,
            Form::Utf32 { big_endian: false } => 12000,
            Form::Utf32 { big_endian: true } => 12001,
            Form::Ascii => 20127,
            Form::Latin1 => 28591,
            Form::CodePage(page) => page.number,
        }
    }

    /// `Encoding.WebName`.
    pub fn web_name(self) -> &'static str {
        match self.form {
            Form::Utf8 => "utf-8",
            Form::Utf16 { big_endian: false } => "utf-16",
            Form::Utf16 { big_endian: true } => "utf-16BE",
            Form::Utf32 { big_endian: false } => "utf-32",
            Form::Utf32 { big_endian: true } => "utf-32BE",
            Form::Ascii => "us-ascii",
            Form::Latin1 => "iso-8859-1",
            Form::CodePage(page) => page.web_name,
        }
    }

    /// `Encoding.EncodingName`.
    pub fn encoding_name(self) -> &'static str {
        match self.form {
            Form::Utf8 => "Unicode (UTF-8)",
            Form::Utf16 { big_endian: false } => "Unicode",
            Form::Utf16 { big_endian: true } => "Unicode (Big-Endian)",
            Form::Utf32 { big_endian: false } => "Unicode (UTF-32)",
            Form::Utf32 { big_endian: true } => "Unicode (UTF-32 Big-Endian)",
            Form::Ascii => "US-ASCII",
            Form::Latin1 => "Western European (ISO)",
            Form::CodePage(page) => page.name,
        }
    }
}

/// What .NET says of a name that it does not know (ArgumentException).
pub fn unknown_name(name: &str) -> String {
    format!(
        "'{name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')"
    )
}

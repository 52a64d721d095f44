//! Code pages beyond Unicode, from `encoding_rs`.

use encoding_rs::Encoding;

/// A code page.
#[derive(Clone, Copy, Debug)]
pub(super) struct CodePage {
    pub(super) number: u32,
    pub(super) web_name: &'static str,
    pub(super) name: &'static str,
    table: &'static Encoding,
}

impl PartialEq for CodePage {
    fn eq(&self, other: &CodePage) -> bool {
        self.number == other.number
    }
}

impl Eq for CodePage {}

macro_rules! pages {
    ($($number:literal $web:literal $name:literal $table:ident;)*) => {
        static PAGES: &[CodePage] = &[$(CodePage {
            number: $number,
            web_name: $web,
            name: $name,
            table: &encoding_rs::$table,
        }),*];
    };
}

pages! {
    1250 "windows-1250" "Central European (Windows)" WINDOWS_1250_INIT;
    1251 "windows-1251" "Cyrillic (Windows)" WINDOWS_1251_INIT;
    1252 "windows-1252" "Western European (Windows)" WINDOWS_1252_INIT;
    1253 "windows-1253" "Greek (Windows)" WINDOWS_1253_INIT;
    1254 "windows-1254" "Turkish (Windows)" WINDOWS_1254_INIT;
    1255 "windows-1255" "Hebrew (Windows)" WINDOWS_1255_INIT;
    1256 "windows-1256" "Arabic (Windows)" WINDOWS_1256_INIT;
    1257 "windows-1257" "Baltic (Windows)" WINDOWS_1257_INIT;
    1258 "windows-1258" "Vietnamese (Windows)" WINDOWS_1258_INIT;
    866 "cp866" "Cyrillic (DOS)" IBM866_INIT;
    874 "windows-874" "Thai (Windows)" WINDOWS_874_INIT;
    932 "shift_jis" "Japanese (Shift-JIS)" SHIFT_JIS_INIT;
    936 "gb2312" "Chinese Simplified (GB2312)" GBK_INIT;
    949 "ks_c_5601-1987" "Korean" EUC_KR_INIT;
    950 "big5" "Chinese Traditional (Big5)" BIG5_INIT;
    20866 "koi8-r" "Cyrillic (KOI8-R)" KOI8_R_INIT;
    21866 "koi8-u" "Cyrillic (KOI8-U)" KOI8_U_INIT;
    28592 "iso-8859-2" "Central European (ISO)" ISO_8859_2_INIT;
    28593 "iso-8859-3" "Latin 3 (ISO)" ISO_8859_3_INIT;
    28594 "iso-8859-4" "Baltic (ISO)" ISO_8859_4_INIT;
    28595 "iso-8859-5" "Cyrillic (ISO)" ISO_8859_5_INIT;
    28596 "iso-8859-6" "Arabic (ISO)" ISO_8859_6_INIT;
    28597 "iso-8859-7" "Greek (ISO)" ISO_8859_7_INIT;
    28598 "iso-8859-8" "Hebrew (ISO-Visual)" ISO_8859_8_INIT;
    28605 "iso-8859-15" "Latin 9 (ISO)" ISO_8859_15_INIT;
    51932 "euc-jp" "Japanese (EUC)" EUC_JP_INIT;
    54936 "GB18030" "Chinese Simplified (GB18030)" GB18030_INIT;
}

impl CodePage {
    pub(super) fn by_number(number: u32) -> Option<CodePage> {
        PAGES.iter().find(|page| page.number == number).copied()
    }

    pub(super) fn by_name(name: &str) -> Option<CodePage> {
        let own = |page: &&CodePage| page.web_name.eq_ignore_ascii_case(name);
        PAGES.iter().find(own).copied().or_else(|| {
            let table = Encoding::for_label(name.as_bytes())?;
            PAGES
                .iter()
                .find(|page| page.table.name() == table.name())
                .copied()
        })
    }

    pub(super) fn decode(self, bytes: &[u8]) -> String {
        self.table.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// What the page lacks becomes a question mark for each UTF-16 unit.
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        let mut encoder = self.table.new_encoder();
        let mut bytes = Vec::with_capacity(text.len() + 8);
        let mut rest = text;
        loop {
            bytes.reserve(rest.len() * 4 + 16);
            let (result, read) =
                encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
            rest = &rest[read..];
            match result {
                encoding_rs::EncoderResult::InputEmpty => return bytes,
                encoding_rs::EncoderResult::OutputFull => {}
                encoding_rs::EncoderResult::Unmappable(sign) => {
                    bytes.extend(std::iter::repeat_n(b'?', sign.len_utf16()));
                }
            }
        }
    }
}

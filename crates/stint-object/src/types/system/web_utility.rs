//! `System.Net.WebUtility` and `System.Web.HttpUtility`: escapes of HTML and of forms.

use crate::Value;
use crate::types::native::{Args, Plain, bytes, method};
use crate::types::{Method, Type, TypeInfo};

fn html_encoded(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            '\'' => result.push_str("&#39;"),
            '&' => result.push_str("&amp;"),
            '\u{a0}'..='\u{ff}' => result.push_str(&format!("&#{};", u32::from(c))),
            c if u32::from(c) > 0xffff => result.push_str(&format!("&#{};", u32::from(c))),
            c => result.push(c),
        }
    }
    result
}

const ENTITIES: &[(&str, char)] = &[
    ("quot", '"'),
    ("amp", '&'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", '\u{a0}'),
    ("iexcl", '¡'),
    ("cent", '¢'),
    ("pound", '£'),
    ("yen", '¥'),
    ("sect", '§'),
    ("copy", '©'),
    ("laquo", '«'),
    ("reg", '®'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("micro", 'µ'),
    ("para", '¶'),
    ("middot", '·'),
    ("raquo", '»'),
    ("frac12", '½'),
    ("iquest", '¿'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Auml", 'Ä'),
    ("Aring", 'Å'),
    ("AElig", 'Æ'),
    ("Ccedil", 'Ç'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ntilde", 'Ñ'),
    ("Ouml", 'Ö'),
    ("times", '×'),
    ("Oslash", 'Ø'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("divide", '÷'),
    ("oslash", 'ø'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("uuml", 'ü'),
    ("yuml", 'ÿ'),
    ("euro", '€'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("trade", '™'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("pi", 'π'),
    ("infin", '∞'),
    ("ne", '≠'),
    ("le", '≤'),
    ("ge", '≥'),
];

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    ENTITIES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, c)| *c)
}

fn html_decoded(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        result.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest[1..].find([';', '&']).map(|end| end + 1);
        match end
            .filter(|end| rest.as_bytes()[*end] == b';')
            .and_then(|end| Some((end, entity(&rest[1..end])?)))
        {
            Some((end, c)) => {
                result.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                result.push('&');
                rest = &rest[1..];
            }
        }
    }
    result.push_str(rest);
    result
}

fn url_encoded(items: &[u8], upper: bool) -> String {
    let mut result = String::with_capacity(items.len());
    for byte in items {
        let c = char::from(*byte);
        match c {
            ' ' => result.push('+'),
            c if c.is_ascii_alphanumeric()
                || matches!(c, '-' | '_' | '.' | '!' | '*' | '(' | ')') =>
            {
                result.push(c)
            }
            _ if upper => result.push_str(&format!("%{byte:02X}")),
            _ => result.push_str(&format!("%{byte:02x}")),
        }
    }
    result
}

/// A text for a query: spaces as `+`.
pub(super) fn url_encode(text: &str) -> String {
    url_encoded(text.as_bytes(), false)
}

/// What [`url_encode`] made of a text.
pub(super) fn url_decode(text: &str) -> String {
    url_decoded(text)
}

fn url_decoded(text: &str) -> String {
    super::uri::unescape(&text.replace('+', " "))
}

fn part(args: &[Value]) -> Vec<u8> {
    let items = args.at(0).byte_items();
    let (start, count) = (args.int(1).max(0) as usize, args.int(2).max(0) as usize);
    items
        .get(start..(start + count).min(items.len()))
        .unwrap_or_default()
        .to_vec()
}

const WEB: &[Method] = &[
    method!("static string HtmlEncode(string value)", |_, args| args
        .string(0)
        .map(|text| html_encoded(&text))),
    method!("static string HtmlDecode(string value)", |_, args| args
        .string(0)
        .map(|text| html_decoded(&text))),
    method!("static string UrlEncode(string value)", |_, args| args
        .string(0)
        .map(|text| url_encoded(text.as_bytes(), true))),
    method!(
        "static byte[] UrlEncodeToBytes(byte[] value, int offset, int count)",
        |_, args| bytes(url_encoded(&part(args), true).as_bytes())
    ),
    method!("static string UrlDecode(string encodedValue)", |_, args| {
        args.string(0).map(|text| url_decoded(&text))
    }),
    method!(
        "static byte[] UrlDecodeToBytes(byte[] encodedValue, int offset, int count)",
        |_, args| { bytes(url_decoded(&String::from_utf8_lossy(&part(args))).as_bytes()) }
    ),
];

const HTTP: &[Method] = &[
    method!("static string HtmlEncode(string s)", |_, args| args
        .string(0)
        .map(|text| html_encoded(&text))),
    method!("static string HtmlDecode(string s)", |_, args| args
        .string(0)
        .map(|text| html_decoded(&text))),
    method!("static string HtmlAttributeEncode(string s)", |_, args| {
        args.string(0).map(|text| {
            text.replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('\'', "&#39;")
                .replace('<', "&lt;")
        })
    }),
    method!("static string UrlEncode(string str)", |_, args| args
        .string(0)
        .map(|text| url_encoded(text.as_bytes(), false))),
    method!("static string UrlDecode(string str)", |_, args| args
        .string(0)
        .map(|text| url_decoded(&text))),
    method!(
        "static System.Collections.Specialized.NameValueCollection ParseQueryString(string query)",
        |_, args| super::name_value_collection::parse_query(args.string(0))
    ),
    method!("static string UrlPathEncode(string str)", |_, args| {
        args.string(0).map(|text| {
            text.chars()
                .map(|c| {
                    if c == ' ' {
                        "%20".to_owned()
                    } else if c.is_ascii() {
                        c.to_string()
                    } else {
                        url_encoded(c.to_string().as_bytes(), false)
                    }
                })
                .collect::<String>()
        })
    }),
    method!(
        "static string JavaScriptStringEncode(string value)",
        |_, args| {
            args.text(0)
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', "\\n")
                .replace('\r', "\\r")
                .replace('\t', "\\t")
                .replace('\'', "\\u0027")
                .replace('<', "\\u003c")
                .replace('>', "\\u003e")
                .replace('&', "\\u0026")
        }
    ),
];

/// `System.Net.WebUtility`.
pub const WEB_UTILITY: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.WebUtility").methods(WEB);
    Type(&INFO)
};

/// `System.Web.HttpUtility`.
pub const HTTP_UTILITY: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Web.HttpUtility").methods(HTTP);
    Type(&INFO)
};

//! `System.Uri`.

use super::numbers;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, method, property, strings};
use crate::types::{Method, Property, Type, TypeInfo, join, throw};
use crate::{Result, Str, Value};

/// The payload.
#[derive(Clone, Debug)]
pub struct Uri {
    original: Str,
    /// The parts; `None` for a relative one.
    parts: Option<Parts>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Parts {
    scheme: String,
    user: String,
    host: String,
    /// -1 where the scheme has none.
    port: i32,
    path: String,
    query: String,
    fragment: String,
    /// `scheme://` rather than `scheme:`.
    has_authority: bool,
}

impl Opaque for Uri {
    fn equals(&self, other: &dyn Opaque) -> bool {
        let Some(other) = other.as_any().downcast_ref::<Self>() else {
            return false;
        };
        match (&self.parts, &other.parts) {
            (Some(a), Some(b)) => {
                let plain = |parts: &Parts| Parts {
                    fragment: String::new(),
                    user: String::new(),
                    ..parts.clone()
                };
                plain(a) == plain(b)
            }
            (None, None) => self.original == other.original,
            _ => false,
        }
    }
}

fn default_port(scheme: &str) -> i32 {
    match scheme {
        "http" | "ws" => 80,
        "https" | "wss" => 443,
        "ftp" => 21,
        "ftps" => 990,
        "gopher" => 70,
        "nntp" => 119,
        "telnet" => 23,
        "ldap" => 389,
        "mailto" => 25,
        "net.tcp" => 808,
        _ => -1,
    }
}

fn valid_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

const HIERARCHICAL: &[&str] = &[
    "http", "https", "ftp", "ftps", "ws", "wss", "file", "gopher", "nntp", "net.tcp", "net.pipe",
    "telnet", "ldap",
];

/// Why text is no URI.
enum Failure {
    Empty,
    Format,
    BadPort,
    BadHost,
}

impl Failure {
    fn message(&self) -> &'static str {
        match self {
            Self::Empty => "Invalid URI: The URI is empty.",
            Self::Format => "Invalid URI: The format of the URI could not be determined.",
            Self::BadPort => "Invalid URI: Invalid port specified.",
            Self::BadHost => "Invalid URI: The hostname could not be parsed.",
        }
    }
}

fn split(text: &str) -> std::result::Result<Parts, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::Empty);
    }
    if text.starts_with('/') && !text.starts_with("//") {
        return Ok(file(text));
    }
    let Some((scheme, rest)) = text
        .split_once(':')
        .filter(|(scheme, _)| valid_scheme(scheme) && scheme.len() > 1)
    else {
        return Err(Failure::Format);
    };
    let scheme = scheme.to_ascii_lowercase();
    let (rest, fragment) = match rest.find('#') {
        Some(at) => (&rest[..at], escape(&rest[at..], EscapeFor::Fragment)),
        None => (rest, String::new()),
    };
    let mut parts = Parts {
        port: default_port(&scheme),
        fragment,
        ..Parts::default()
    };
    match rest.strip_prefix("//") {
        Some(after) => {
            parts.has_authority = true;
            let end = after.find(['/', '?', '\\']).unwrap_or(after.len());
            authority(&after[..end], &scheme, &mut parts)?;
            path(&after[end..], &scheme, &mut parts);
        }
        None if HIERARCHICAL.contains(&&*scheme) && scheme != "file" => {
            return Err(Failure::BadHost);
        }
        None => {
            if scheme == "mailto"
                && let Some((user, host)) = rest.split_once('@')
            {
                parts.user = user.to_owned();
                parts.host = host.to_ascii_lowercase();
            } else {
                path(rest, &scheme, &mut parts);
            }
        }
    }
    parts.scheme = scheme;
    Ok(parts)
}

fn file(path: &str) -> Parts {
    Parts {
        scheme: "file".into(),
        port: -1,
        path: escape(path, EscapeFor::Path),
        has_authority: true,
        ..Parts::default()
    }
}

fn authority(text: &str, scheme: &str, parts: &mut Parts) -> std::result::Result<(), Failure> {
    let (user, server) = match text.rfind('@') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => ("", text),
    };
    parts.user = user.to_owned();
    let (host, port) = match (server.starts_with('['), server.find(']')) {
        (true, Some(close)) => (&server[..=close], server[close + 1..].strip_prefix(':')),
        _ => match server.rfind(':') {
            Some(at) => (&server[..at], Some(&server[at + 1..])),
            None => (server, None),
        },
    };
    if let Some(port) = port.filter(|port| !port.is_empty()) {
        parts.port = port
            .parse::<u16>()
            .map(i32::from)
            .map_err(|_| Failure::BadPort)?;
    }
    if host.is_empty() && scheme != "file"
        || host.contains(|c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '^' | '`' | '{' | '|' | '}')
        })
    {
        return Err(Failure::BadHost);
    }
    parts.host = host.to_lowercase();
    Ok(())
}

fn path(text: &str, scheme: &str, parts: &mut Parts) {
    let (path, query) = match text.find('?') {
        Some(at) => (&text[..at], &text[at..]),
        None => (text, ""),
    };
    let path = if HIERARCHICAL.contains(&scheme) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    let escaped = escape(&path, EscapeFor::Path);
    parts.path = if parts.has_authority && HIERARCHICAL.contains(&scheme) {
        without_dots(&escaped)
    } else {
        escaped
    };
    if parts.path.is_empty() && parts.has_authority {
        parts.path = "/".into();
    }
    parts.query = escape(query, EscapeFor::Query);
}

/// A path with its `.` and `..` worked out.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let last = segments.len().saturating_sub(1);
    for (at, segment) in segments.iter().enumerate() {
        match *segment {
            "." if at == last => kept.push(""),
            "." => {}
            ".." => {
                kept.pop();
                if at == last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    if path.is_empty() {
        String::new()
    } else {
        format!("/{}", kept.join("/"))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum EscapeFor {
    Path,
    Query,
    Fragment,
    Data,
    Uri,
}

/// Percent-escapes what may not stand there; escapes that are there stay.
fn escape(text: &str, place: EscapeFor) -> String {
    let mut result = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let c = char::from(*byte);
        let unreserved = c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
        let reserved = matches!(
            c,
            ':' | '/'
                | '?'
                | '#'
                | '['
                | ']'
                | '@'
                | '!'
                | '$'
                | '&'
                | '\''
                | '('
                | ')'
                | '*'
                | '+'
                | ','
                | ';'
                | '='
        );
        let is_escape = c == '%'
            && place != EscapeFor::Data
            && place != EscapeFor::Uri
            && bytes
                .get(at + 1..at + 3)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let kept = unreserved
            || is_escape
            || match place {
                EscapeFor::Data => false,
                EscapeFor::Uri => reserved,
                EscapeFor::Path => reserved && !matches!(c, '?' | '#'),
                EscapeFor::Query => reserved && c != '#' || c == '?',
                EscapeFor::Fragment => reserved,
            };
        if kept {
            result.push(c);
        } else {
            result.push_str(&format!("%{byte:02X}"));
        }
    }
    result
}

/// Undoes percent-escapes that are UTF-8.
pub fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut result: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let value = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| {
                std::str::from_utf8(digits)
                    .ok()
                    .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            });
        match value {
            Some(byte) => {
                result.push(byte);
                at += 3;
            }
            None => {
                result.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(result).unwrap_or_else(|_| text.to_owned())
}

impl Parts {
    fn is_default_port(&self) -> bool {
        self.port == default_port(&self.scheme)
    }

    fn authority(&self) -> String {
        if self.is_default_port() {
            self.host.clone()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    fn absolute(&self) -> String {
        let user = if self.user.is_empty() {
            String::new()
        } else {
            format!("{}@", self.user)
        };
        let slashes = if self.has_authority { "//" } else { "" };
        format!(
            "{}:{slashes}{user}{}{}{}{}",
            self.scheme,
            self.authority(),
            self.path,
            self.query,
            self.fragment
        )
    }
}

fn of(this: &Value) -> Result<&Uri> {
    this.payload::<Uri>()
        .ok_or_else(|| throw::argument_null("this"))
}

fn absolute(this: &Value) -> Result<&Parts> {
    of(this)?.parts.as_ref().ok_or_else(|| {
        throw::invalid_operation("This operation is not supported for a relative URI.")
    })
}

fn value(uri: Uri) -> Value {
    Value::Object(Object::opaque(URI, uri))
}

/// `UriKind`: 0 either, 1 absolute, 2 relative.
fn parse(text: &str, kind: i64) -> std::result::Result<Uri, Failure> {
    if kind == 2 {
        return match split(text) {
            Ok(_) if !text.starts_with('/') => Err(Failure::Format),
            _ => Ok(Uri {
                original: text.into(),
                parts: None,
            }),
        };
    }
    match split(text) {
        Ok(parts) => Ok(Uri {
            original: text.into(),
            parts: Some(parts),
        }),
        Err(Failure::Empty | Failure::Format) if kind == 0 => Ok(Uri {
            original: text.into(),
            parts: None,
        }),
        Err(failure) => Err(failure),
    }
}

/// An absolute URI of a text.
///
/// # Errors
/// `UriFormatException`.
pub fn from_text(text: &str, kind: i64) -> Result<Value> {
    parse(text, kind)
        .map(value)
        .map_err(|failure| throw::of(super::exceptions::URI_FORMAT, failure.message()))
}

fn combined(base: &Value, relative: &str) -> Result<Value> {
    let base = absolute(base)?;
    if let Ok(parts) = split(relative)
        && !relative.starts_with('/')
    {
        return Ok(value(Uri {
            original: relative.into(),
            parts: Some(parts),
        }));
    }
    let mut parts = base.clone();
    parts.fragment = String::new();
    let (rest, fragment) = match relative.find('#') {
        Some(at) => (
            &relative[..at],
            escape(&relative[at..], EscapeFor::Fragment),
        ),
        None => (relative, String::new()),
    };
    parts.fragment = fragment;
    if !rest.is_empty() {
        let (target, query) = match rest.find('?') {
            Some(at) => (&rest[..at], &rest[at..]),
            None => (rest, ""),
        };
        let full = if target.starts_with('/') {
            target.to_owned()
        } else if target.is_empty() {
            base.path.clone()
        } else {
            let end = base.path.rfind('/').map_or(0, |at| at + 1);
            format!("{}{target}", &base.path[..end])
        };
        parts.path = without_dots(&escape(&full, EscapeFor::Path));
        parts.query = escape(query, EscapeFor::Query);
    }
    Ok(value(Uri {
        original: parts.absolute().into(),
        parts: Some(parts),
    }))
}

fn text(this: &Value) -> Result<String> {
    let uri = of(this)?;
    Ok(match &uri.parts {
        None => uri.original.to_string(),
        Some(parts) => {
            let user = if parts.user.is_empty() {
                String::new()
            } else {
                format!("{}@", parts.user)
            };
            let slashes = if parts.has_authority { "//" } else { "" };
            let plain = |text: &str| safe_unescape(text);
            format!(
                "{}:{slashes}{user}{}{}{}{}",
                parts.scheme,
                parts.authority(),
                plain(&parts.path),
                plain(&parts.query),
                plain(&parts.fragment)
            )
        }
    })
}

/// Undoes escapes, but not of what would mean something else then.
fn safe_unescape(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        result.push_str(&rest[..at]);
        let escape = rest.get(at..at + 3).unwrap_or("%");
        match escape {
            "%25" | "%2F" | "%2f" | "%3F" | "%3f" | "%23" | "%5C" | "%5c" | "%40" | "%3A"
            | "%3a" | "%26" | "%3D" | "%3d" | "%2B" | "%2b" | "%3B" | "%3b" | "%2C" | "%2c"
            | "%24" => result.push_str(escape),
            _ => {
                let run: String = run_of_escapes(&rest[at..]);
                if run.len() > 3 {
                    result.push_str(&unescape(&run));
                    rest = &rest[at + run.len()..];
                    continue;
                }
                result.push_str(&unescape(escape));
            }
        }
        rest = &rest[at + escape.len()..];
    }
    result.push_str(rest);
    result
}

/// Escapes of bytes beyond ASCII that follow each other: one character.
fn run_of_escapes(text: &str) -> String {
    let mut end = 0;
    while text.get(end..end + 3).is_some_and(|escape| {
        escape.starts_with('%') && escape.as_bytes()[1].to_ascii_uppercase() >= b'8'
    }) {
        end += 3;
    }
    text[..end].to_owned()
}

fn segments(path: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find('/') {
        found.push(rest[..=at].to_owned());
        rest = &rest[at + 1..];
    }
    if !rest.is_empty() {
        found.push(rest.to_owned());
    }
    found
}

fn host_type(host: &str) -> i64 {
    if host.is_empty() {
        return 1;
    }
    if host.starts_with('[') || host.contains(':') {
        return if host
            .trim_matches(['[', ']'])
            .parse::<std::net::Ipv6Addr>()
            .is_ok()
        {
            4
        } else {
            0
        };
    }
    if host.parse::<std::net::Ipv4Addr>().is_ok() {
        return 3;
    }
    let labels = host.strip_suffix('.').unwrap_or(host).split('.');
    let fine = labels.clone().all(|label| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            && !label.starts_with('-')
    });
    if fine { 2 } else { 0 }
}

fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "loopback" | "[::1]" | "") || host.starts_with("127.")
}

const PROPERTIES: &[Property] = &[
    property!("string AbsolutePath {get;}", |this| absolute(this)?
        .path
        .clone()),
    property!("string AbsoluteUri {get;}", |this| absolute(this)?
        .absolute()),
    property!("string LocalPath {get;}", |this| unescape(
        &absolute(this)?.path
    )),
    property!("string Authority {get;}", |this| absolute(this)?
        .authority()),
    property!("System.UriHostNameType HostNameType {get;}", |this| {
        super::enums::value("System.UriHostNameType", host_type(&absolute(this)?.host))
    }),
    property!("bool IsDefaultPort {get;}", |this| absolute(this)?
        .is_default_port()),
    property!("bool IsFile {get;}", |this| absolute(this)?.scheme
        == "file"),
    property!("bool IsLoopback {get;}", |this| is_local(
        &absolute(this)?.host
    )),
    property!("string PathAndQuery {get;}", |this| {
        let parts = absolute(this)?;
        format!("{}{}", parts.path, parts.query)
    }),
    property!("string[] Segments {get;}", |this| strings(segments(
        &absolute(this)?.path
    ))),
    property!("bool IsUnc {get;}", |this| {
        let parts = absolute(this)?;
        parts.scheme == "file" && !parts.host.is_empty()
    }),
    property!("string Host {get;}", |this| absolute(this)?.host.clone()),
    property!("int Port {get;}", |this| absolute(this)?.port),
    property!("string Query {get;}", |this| absolute(this)?.query.clone()),
    property!("string Fragment {get;}", |this| absolute(this)?
        .fragment
        .clone()),
    property!("string Scheme {get;}", |this| absolute(this)?
        .scheme
        .clone()),
    property!("string OriginalString {get;}", |this| of(this)?
        .original
        .clone()),
    property!("string DnsSafeHost {get;}", |this| absolute(this)?
        .host
        .trim_matches(['[', ']'])
        .to_owned()),
    property!("string IdnHost {get;}", |this| absolute(this)?
        .host
        .trim_matches(['[', ']'])
        .to_owned()),
    property!("bool IsAbsoluteUri {get;}", |this| of(this)?
        .parts
        .is_some()),
    property!("bool UserEscaped {get;}", |_| false),
    property!("string UserInfo {get;}", |this| absolute(this)?
        .user
        .clone()),
    property!("static string UriSchemeFile", |_| "file"),
    property!("static string UriSchemeFtp", |_| "ftp"),
    property!("static string UriSchemeSftp", |_| "sftp"),
    property!("static string UriSchemeFtps", |_| "ftps"),
    property!("static string UriSchemeGopher", |_| "gopher"),
    property!("static string UriSchemeHttp", |_| "http"),
    property!("static string UriSchemeHttps", |_| "https"),
    property!("static string UriSchemeWs", |_| "ws"),
    property!("static string UriSchemeWss", |_| "wss"),
    property!("static string UriSchemeMailto", |_| "mailto"),
    property!("static string UriSchemeNews", |_| "news"),
    property!("static string UriSchemeNntp", |_| "nntp"),
    property!("static string UriSchemeSsh", |_| "ssh"),
    property!("static string UriSchemeTelnet", |_| "telnet"),
    property!("static string UriSchemeNetTcp", |_| "net.tcp"),
    property!("static string UriSchemeNetPipe", |_| "net.pipe"),
    property!("static string SchemeDelimiter", |_| "://"),
];

const CONSTRUCTORS: &[Method] = &[
    method!("uri(string uriString)", |_, args| from_text(
        &numbers::wanted(args.string(0), "uriString")?,
        1
    )),
    method!("uri(string uriString, bool dontEscape)", |_, args| {
        from_text(&numbers::wanted(args.string(0), "uriString")?, 1)
    }),
    method!(
        "uri(string uriString, System.UriKind uriKind)",
        |_, args| from_text(&numbers::wanted(args.string(0), "uriString")?, args.long(1))
    ),
    method!("uri(uri baseUri, string relativeUri)", |_, args| combined(
        args.at(0),
        args.text(1)
    )),
    method!("uri(uri baseUri, uri relativeUri)", |_, args| combined(
        args.at(0),
        &of(args.at(1))?.original
    )),
];

fn left_part(parts: &Parts, part: i64) -> String {
    let scheme = format!(
        "{}:{}",
        parts.scheme,
        if parts.has_authority { "//" } else { "" }
    );
    if part == 0 {
        return scheme;
    }
    let user = if parts.user.is_empty() {
        String::new()
    } else {
        format!("{}@", parts.user)
    };
    let authority = format!("{scheme}{user}{}", parts.authority());
    match part {
        1 => {
            if parts.has_authority {
                authority
            } else {
                String::new()
            }
        }
        2 => format!("{authority}{}", parts.path),
        _ => format!("{authority}{}{}", parts.path, parts.query),
    }
}

/// The way from one URI to another.
fn relative(this: &Value, to: &Value) -> Result<Value> {
    let (from, target) = (absolute(this)?, absolute(to)?);
    if (&from.scheme, &from.host, from.port) != (&target.scheme, &target.host, target.port) {
        return Ok(to.clone());
    }
    let own: Vec<&str> = from.path.split('/').collect();
    let other: Vec<&str> = target.path.split('/').collect();
    let shared = own[..own.len() - 1]
        .iter()
        .zip(&other[..other.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let ups = own.len() - 1 - shared;
    let mut path = "../".repeat(ups);
    path.push_str(&other[shared..].join("/"));
    if from.path == target.path {
        path = String::new();
    }
    let text = format!("{path}{}{}", target.query, target.fragment);
    Ok(value(Uri {
        original: text.into(),
        parts: None,
    }))
}

fn components(parts: &Parts, wanted: i64, unescaped: bool) -> String {
    let mut text = String::new();
    let has = |flag: i64| wanted & flag != 0;
    let only = |flag: i64| wanted == flag;
    if has(1) {
        text.push_str(&parts.scheme);
        if !only(1) {
            text.push_str(if parts.has_authority { "://" } else { ":" });
        }
    }
    if has(2) && !parts.user.is_empty() {
        text.push_str(&parts.user);
        if !only(2) {
            text.push('@');
        }
    }
    if has(4) {
        text.push_str(&parts.host);
    }
    if has(8) && !parts.is_default_port() || has(128) && parts.port >= 0 {
        if has(4) {
            text.push(':');
        }
        text.push_str(&parts.port.to_string());
    }
    if has(16) {
        text.push_str(
            if has(4) || has(32) && wanted & 0x4000_0000 != 0 || wanted == 48 {
                &parts.path
            } else {
                parts.path.trim_start_matches('/')
            },
        );
    }
    if has(32) && !parts.query.is_empty() {
        text.push_str(if only(32) {
            &parts.query[1..]
        } else {
            &parts.query
        });
    }
    if has(64) && !parts.fragment.is_empty() {
        text.push_str(if only(64) {
            &parts.fragment[1..]
        } else {
            &parts.fragment
        });
    }
    if unescaped { unescape(&text) } else { text }
}

fn hex_digit(unit: u16) -> Option<u32> {
    char::from_u32(u32::from(unit))
        .and_then(|c| c.to_digit(16))
        .filter(|_| unit < 128)
}

fn hex_encoding(text: &str, at: i32) -> Result<bool> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let Ok(start) = usize::try_from(at) else {
        return Err(throw::of(
            super::exceptions::INDEX_OUT_OF_RANGE,
            "Index was outside the bounds of the array.",
        ));
    };
    Ok(units.len() >= start + 3
        && units[start] == u16::from(b'%')
        && hex_digit(units[start + 1]).is_some()
        && hex_digit(units[start + 2]).is_some())
}

fn well_formed(text: &str, kind: i64) -> bool {
    match parse(text, kind) {
        Ok(Uri {
            parts: Some(parts), ..
        }) => {
            !text.contains([' ', '\\', '<', '>', '"', '{', '}', '|', '^', '`'])
                && !text.starts_with('/')
                && (parts.absolute() == text
                    || parts.absolute() == format!("{text}/")
                    || !parts.path.is_empty())
        }
        Ok(_) => !text.contains([' ', '\\', '<', '>', '"', '{', '}', '|', '^', '`', ':']),
        Err(_) => false,
    }
}

const METHODS: &[Method] = &[
    method!("bool Equals(System.Object comparand)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(uri other)", |this, args| crate::dict::equals(
        this,
        args.at(0)
    )),
    method!(
        "string GetComponents(System.UriComponents components, System.UriFormat format)",
        |this, args| { components(absolute(this)?, args.long(0), args.long(1) != 1) }
    ),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        &Value::from(text(this)?)
    )),
    method!(
        "string GetLeftPart(System.UriPartial part)",
        |this, args| left_part(absolute(this)?, args.long(0))
    ),
    method!("bool IsBaseOf(uri uri)", |this, args| {
        let (base, other) = (absolute(this)?, absolute(args.at(0))?);
        let directory = &base.path[..base.path.rfind('/').map_or(0, |at| at + 1)];
        (&base.scheme, &base.host, base.port) == (&other.scheme, &other.host, other.port)
            && other.path.starts_with(directory)
    }),
    method!("bool IsWellFormedOriginalString()", |this, _| well_formed(
        &of(this)?.original,
        0
    )),
    method!("string MakeRelative(uri toUri)", |this, args| text(
        &relative(this, args.at(0))?
    )),
    method!("uri MakeRelativeUri(uri uri)", |this, args| relative(
        this,
        args.at(0)
    )),
    method!("string ToString()", |this, _| text(this)),
    method!(
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten)",
        |_, _| false
    ),
];

const STATICS: &[Method] = &[
    method!(
        "static System.UriHostNameType CheckHostName(string name)",
        |_, args| {
            super::enums::value(
                "System.UriHostNameType",
                if args.text(0).is_empty() {
                    0
                } else {
                    host_type(args.text(0))
                },
            )
        }
    ),
    method!(
        "static bool CheckSchemeName(string schemeName)",
        |_, args| valid_scheme(args.text(0))
    ),
    method!(
        "static int Compare(uri uri1, uri uri2, System.UriComponents partsToCompare, System.UriFormat compareFormat, System.StringComparison comparisonType)",
        |_, args| {
            let (a, b) = (
                components(absolute(args.at(0))?, args.long(2), args.long(3) != 1),
                components(absolute(args.at(1))?, args.long(2), args.long(3) != 1),
            );
            let by = super::string::Comparison::of(args.long(4))?;
            super::string::compared(Some(a.into()), Some(b.into()), by.options, by.culture)
        }
    ),
    method!(
        "static string EscapeDataString(string stringToEscape)",
        |_, args| escape(
            &numbers::wanted(args.string(0), "stringToEscape")?,
            EscapeFor::Data
        )
    ),
    method!(
        "static string EscapeUriString(string stringToEscape)",
        |_, args| escape(
            &numbers::wanted(args.string(0), "stringToEscape")?,
            EscapeFor::Uri
        )
    ),
    method!("static int FromHex(char digit)", |_, args| {
        hex_digit(args.unit(0))
            .map(|digit| digit as i32)
            .ok_or_else(|| {
                throw::argument("Value does not fall within the expected range.", "digit")
            })
    }),
    method!("static string HexEscape(char character)", |_, args| {
        u8::try_from(args.unit(0)).map(|byte| format!("%{byte:02X}")).map_err(|_| {
            throw::of(super::exceptions::ARGUMENT_OUT_OF_RANGE, "Specified argument was out of the range of valid values. (Parameter 'character')")
        })
    }),
    method!(
        "static char HexUnescape(string pattern, [ref] int index)",
        |_, args| {
            let at = args
                .get(1)
                .and_then(super::ps_reference::of)
                .map_or(0, |reference| reference.get().int());
            let units: Vec<u16> = args.text(0).encode_utf16().collect();
            let Some(first) = usize::try_from(at)
                .ok()
                .and_then(|at| units.get(at))
                .copied()
            else {
                return Err(throw::of(
                    super::exceptions::ARGUMENT_OUT_OF_RANGE,
                    "Specified argument was out of the range of valid values. (Parameter 'index')",
                ));
            };
            if hex_encoding(args.text(0), at)? {
                super::ps_reference::set(args.get(1), at + 3);
                let value = hex_digit(units[at as usize + 1]).unwrap_or(0) * 16
                    + hex_digit(units[at as usize + 2]).unwrap_or(0);
                return Ok(Value::Char(value as u16));
            }
            super::ps_reference::set(args.get(1), at + 1);
            Ok(Value::Char(first))
        }
    ),
    method!("static bool IsHexDigit(char character)", |_, args| {
        hex_digit(args.unit(0)).is_some()
    }),
    method!(
        "static bool IsHexEncoding(string pattern, int index)",
        |_, args| hex_encoding(args.text(0), args.int(1))
    ),
    method!(
        "static bool IsWellFormedUriString(string uriString, System.UriKind uriKind)",
        |_, args| well_formed(args.text(0), args.long(1))
    ),
    method!(
        "static bool TryCreate(string uriString, System.UriKind uriKind, [ref] uri result)",
        |_, args| {
            numbers::try_parse(
                args.get(2),
                from_text(args.text(0), args.long(1)),
                Value::Null,
            )
        }
    ),
    method!(
        "static bool TryCreate(uri baseUri, string relativeUri, [ref] uri result)",
        |_, args| {
            numbers::try_parse(args.get(2), combined(args.at(0), args.text(1)), Value::Null)
        }
    ),
    method!(
        "static string UnescapeDataString(string stringToUnescape)",
        |_, args| unescape(&numbers::wanted(args.string(0), "stringToUnescape")?)
    ),
];

/// `System.Uri`.
pub const URI: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Uri")
        .interfaces(&[
            super::interfaces::SPAN_FORMATTABLE,
            super::interfaces::FORMATTABLE,
            super::interfaces::SERIALIZABLE,
        ])
        .constructors(CONSTRUCTORS)
        .methods(join![METHODS, STATICS])
        .properties(PROPERTIES);
    Type(&INFO)
};

//! `System.Net.Mail.MailAddress`.

use crate::object::{Object, Opaque};
use crate::types::native::{Args, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

/// `System.Net.Mail.MailAddress`.
pub const MAIL_ADDRESS: Type = Type(&INFO);

struct MailAddress {
    display: String,
    user: String,
    host: String,
}

impl Opaque for MailAddress {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| text_of(self).to_lowercase() == text_of(other).to_lowercase())
    }
}

fn text_of(address: &MailAddress) -> String {
    let plain = format!("{}@{}", address.user, address.host);
    if address.display.is_empty() {
        plain
    } else {
        format!("\"{}\" <{plain}>", address.display)
    }
}

fn text(this: &Value, read: impl FnOnce(&MailAddress) -> String) -> String {
    this.payload::<MailAddress>().map(read).unwrap_or_default()
}

/// A word of an address: letters, and the signs that need no quotes.
fn is_word(text: &str) -> bool {
    let quoted = text.len() > 1 && text.starts_with('"') && text.ends_with('"');
    quoted
        || !text.is_empty()
            && !text.starts_with('.')
            && !text.ends_with('.')
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
}

fn is_host(text: &str) -> bool {
    let literal = text.starts_with('[') && text.ends_with(']');
    literal
        || !text.is_empty()
            && !text.starts_with('.')
            && !text.ends_with('.')
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn parse(text: &str, display: Option<&str>) -> Option<Value> {
    let text = text.trim();
    let (name, address) = match text.strip_suffix('>') {
        Some(inner) => inner.rsplit_once('<')?,
        None => ("", text),
    };
    let (user, host) = address.trim().rsplit_once('@')?;
    let (user, host) = (user.trim(), host.trim());
    if !is_word(user) || !is_host(host) {
        return None;
    }
    let name = name.trim();
    let name = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'))
        .unwrap_or(name);
    if name.contains(['@', '<', '"']) {
        return None;
    }
    let display = display
        .filter(|display| !display.is_empty())
        .unwrap_or(name);
    Some(Value::Object(Object::opaque(
        MAIL_ADDRESS,
        MailAddress {
            display: display.trim_matches('"').to_owned(),
            user: user.to_owned(),
            host: host.to_owned(),
        },
    )))
}

fn make(args: &[Value]) -> Result<Value> {
    let Some(address) = args.string(0) else {
        return Err(throw::argument_null("address"));
    };
    if address.is_empty() {
        return Err(throw::argument(
            "The value cannot be an empty string.",
            "address",
        ));
    }
    let display = args.string(1);
    parse(&address, display.as_ref().map(|text| text.as_str())).ok_or_else(|| {
        throw::format("The specified string is not in the form required for an e-mail address.")
    })
}

fn try_make(args: &[Value], place: usize) -> bool {
    let display = if place > 1 { args.string(1) } else { None };
    let made = parse(args.text(0), display.as_ref().map(|text| text.as_str()));
    let found = made.is_some();
    super::ps_reference::set(args.get(place), made.unwrap_or_default());
    found
}

static CONSTRUCTORS: &[Method] = &[
    method!("mailaddress(string address)", |_, args| make(args)),
    method!(
        "mailaddress(string address, string displayName)",
        |_, args| make(args)
    ),
    method!(
        "mailaddress(string address, string displayName, System.Text.Encoding displayNameEncoding)",
        |_, args| make(args)
    ),
];

static METHODS: &[Method] = &[
    method!("bool Equals(System.Object value)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        &text(this, text_of).to_lowercase().into()
    )),
    method!("string ToString()", |this, _| text(this, text_of)),
    method!(
        "static bool TryCreate(string address, [ref] mailaddress result)",
        |_, args| try_make(args, 1)
    ),
    method!(
        "static bool TryCreate(string address, string displayName, [ref] mailaddress result)",
        |_, args| try_make(args, 2)
    ),
];

static PROPERTIES: &[Property] = &[
    property!("string DisplayName {get;}", |this| text(this, |address| {
        address.display.clone()
    })),
    property!("string User {get;}", |this| text(this, |address| address
        .user
        .clone())),
    property!("string Host {get;}", |this| text(this, |address| address
        .host
        .clone())),
    property!("string Address {get;}", |this| text(
        this,
        |address| format!("{}@{}", address.user, address.host)
    )),
];

static INFO: TypeInfo = TypeInfo::class("System.Net.Mail.MailAddress")
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

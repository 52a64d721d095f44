//! `System.UriBuilder`.

use super::uri::{URI, from_text};
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo, settable, throw};
use crate::{Lock, Result, Value, access};

/// `System.UriBuilder`.
pub const URI_BUILDER: Type = Type(&INFO);

/// `UriKind.Absolute`.
const ABSOLUTE: i64 = 1;

#[derive(Clone)]
struct State {
    scheme: String,
    user: String,
    password: String,
    host: String,
    port: i32,
    path: String,
    query: String,
    fragment: String,
}

impl Default for State {
    fn default() -> Self {
        Self {
            scheme: "http".into(),
            user: String::new(),
            password: String::new(),
            host: "localhost".into(),
            port: -1,
            path: "/".into(),
            query: String::new(),
            fragment: String::new(),
        }
    }
}

struct UriBuilder(Lock<State>);

impl Opaque for UriBuilder {
    fn equals(&self, other: &dyn Opaque) -> bool {
        let text = text_of(&self.0.lock().clone());
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| text_of(&other.0.lock().clone()) == text)
    }
}

fn made(state: State) -> Value {
    Value::Object(Object::opaque(URI_BUILDER, UriBuilder(Lock::new(state))))
}

fn state(this: &Value) -> State {
    this.payload::<UriBuilder>()
        .map(|builder| builder.0.lock().clone())
        .unwrap_or_default()
}

fn change(this: &Value, run: impl FnOnce(&mut State)) -> Result<()> {
    if let Some(builder) = this.payload::<UriBuilder>() {
        run(&mut builder.0.lock());
    }
    Ok(())
}

fn text_of(state: &State) -> String {
    let mut out = String::new();
    if !state.scheme.is_empty() {
        let bare = state.scheme == "mailto" || state.scheme == "news";
        out.push_str(&state.scheme);
        out.push_str(if bare { ":" } else { "://" });
    }
    if !state.user.is_empty() {
        out.push_str(&state.user);
        if !state.password.is_empty() {
            out.push(':');
            out.push_str(&state.password);
        }
        out.push('@');
    }
    out.push_str(&state.host);
    if state.port != -1 && !state.host.is_empty() {
        out.push_str(&format!(":{}", state.port));
    }
    if !state.path.starts_with('/') && !state.path.is_empty() && !state.host.is_empty() {
        out.push('/');
    }
    out.push_str(&state.path);
    out.push_str(&state.query);
    out.push_str(&state.fragment);
    out
}

fn of_text(text: &str) -> Result<Value> {
    let uri = if text.contains(':') && from_text(text, ABSOLUTE).is_ok() {
        from_text(text, ABSOLUTE)?
    } else if text.contains("://") {
        return from_text(text, ABSOLUTE);
    } else {
        from_text(&format!("http://{text}"), ABSOLUTE)?
    };
    of_uri(&uri)
}

fn of_uri(uri: &Value) -> Result<Value> {
    let read =
        |name: &str| -> Result<Value> { Ok(access::get_property(uri, name)?.unwrap_or_default()) };
    if !read("IsAbsoluteUri")?.boolean() {
        return of_text(read("OriginalString")?.text());
    }
    let info = read("UserInfo")?;
    let (user, password) = info.text().split_once(':').unwrap_or((info.text(), ""));
    Ok(made(State {
        scheme: read("Scheme")?.text().to_owned(),
        user: user.to_owned(),
        password: password.to_owned(),
        host: read("Host")?.text().to_owned(),
        port: read("Port")?.int(),
        path: read("AbsolutePath")?.text().to_owned(),
        query: read("Query")?.text().to_owned(),
        fragment: read("Fragment")?.text().to_owned(),
    }))
}

fn with_sign(text: &str, sign: char) -> String {
    if text.is_empty() || text.starts_with(sign) {
        text.to_owned()
    } else {
        format!("{sign}{text}")
    }
}

fn host(name: &str) -> String {
    if name.contains(':') && !name.starts_with('[') {
        format!("[{name}]")
    } else {
        name.to_owned()
    }
}

fn scheme(text: &str) -> Result<String> {
    let name = text.split(':').next().unwrap_or_default().to_lowercase();
    let right = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if name.is_empty() || right {
        return Ok(name);
    }
    Err(throw::argument(
        "Invalid URI: The URI scheme is not valid.",
        "value",
    ))
}

fn path(text: &str) -> String {
    if text.is_empty() {
        return "/".into();
    }
    let mut out = String::new();
    for c in text.replace('\\', "/").chars() {
        match c {
            '?' | '#' | ' ' | '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}' => {
                out.push_str(&format!("%{:02X}", u32::from(c)))
            }
            c if c.is_ascii() => out.push(c),
            c => c
                .to_string()
                .bytes()
                .for_each(|byte| out.push_str(&format!("%{byte:02X}"))),
        }
    }
    out
}

fn port(number: i32) -> Result<i32> {
    if (-1..=65535).contains(&number) {
        return Ok(number);
    }
    Err(throw::argument_out_of_range(
        "Specified argument was out of the range of valid values.",
        "value",
    ))
}

fn assembled(args: &[Value]) -> Result<Value> {
    let extra = args.text(4);
    if !(extra.is_empty() || extra.starts_with(['?', '#'])) {
        return Err(throw::argument(
            "Value does not fall within the expected range.",
            "extraValue",
        ));
    }
    let (query, fragment) = match extra.find('#') {
        Some(at) => extra.split_at(at),
        None => (extra, ""),
    };
    Ok(made(State {
        scheme: scheme(args.text(0))?,
        host: host(args.text(1)),
        port: if args.len() > 2 {
            port(args.int(2))?
        } else {
            -1
        },
        path: path(args.text(3)),
        query: query.to_owned(),
        fragment: fragment.to_owned(),
        ..State::default()
    }))
}

static CONSTRUCTORS: &[Method] = &[
    method!("System.UriBuilder()", |_, _| made(State::default())),
    method!("System.UriBuilder(string uri)", |_, args| of_text(
        args.text(0)
    )),
    method!("System.UriBuilder(uri uri)", |_, args| {
        if args.at(0).is_null() {
            Err(throw::argument_null("uri"))
        } else {
            of_uri(args.at(0))
        }
    }),
    method!(
        "System.UriBuilder(string schemeName, string hostName)",
        |_, args| assembled(args)
    ),
    method!(
        "System.UriBuilder(string scheme, string host, int portNumber)",
        |_, args| assembled(args)
    ),
    method!(
        "System.UriBuilder(string scheme, string host, int port, string pathValue)",
        |_, args| assembled(args)
    ),
    method!(
        "System.UriBuilder(string scheme, string host, int port, string path, string extraValue)",
        |_, args| assembled(args)
    ),
];

static METHODS: &[Method] = &[
    method!("bool Equals(System.Object rparam)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        &text_of(&state(this)).into()
    )),
    method!("string ToString()", |this, _| text_of(&state(this))),
];

macro_rules! text_property {
    ($signature:literal, $field:ident, |$new:ident| $clean:expr) => {
        settable(
            $signature,
            |this| Ok(state(this).$field.into()),
            |this, value| {
                let $new = value.text();
                let clean: String = $clean;
                change(this, |state| state.$field = clean)
            },
        )
    };
}

static PROPERTIES: &[Property] = &[
    text_property!("string Scheme {get;set;}", scheme, |new| scheme(new)?),
    text_property!("string UserName {get;set;}", user, |new| new.to_owned()),
    text_property!("string Password {get;set;}", password, |new| new.to_owned()),
    text_property!("string Host {get;set;}", host, |new| host(new)),
    settable(
        "int Port {get;set;}",
        |this| Ok(Value::Int32(state(this).port)),
        |this, new| {
            let number = port(new.int())?;
            change(this, |state| state.port = number)
        },
    ),
    text_property!("string Path {get;set;}", path, |new| path(new)),
    text_property!("string Query {get;set;}", query, |new| with_sign(new, '?')),
    text_property!("string Fragment {get;set;}", fragment, |new| with_sign(
        new, '#'
    )),
    property!("uri Uri {get;}", |this| access::construct(
        URI,
        &[text_of(&state(this)).into()]
    )),
];

static INFO: TypeInfo = TypeInfo::class("System.UriBuilder")
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

//! `PSCredential` and `NetworkCredential`.

use super::secure_text;
use stint_cmdlet::Result;
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, method, property};
use stint_object::{Object, Str, Value};

struct Credential {
    user: Str,
    password: Value,
}

impl Opaque for Credential {}

fn read(this: &Value, take: impl FnOnce(&Credential) -> Value) -> Result<Value> {
    Ok(this.payload::<Credential>().map(take).unwrap_or_default())
}

fn plain(credential: &Credential) -> Value {
    secure_text::reveal(&credential.password)
        .unwrap_or_default()
        .into()
}

/// The part of `DOMAIN\user` before or behind the backslash.
fn part(user: &Str, domain: bool) -> Value {
    match user.split_once('\\') {
        Some((before, _)) if domain => before.into(),
        Some((_, behind)) => behind.into(),
        None if domain => "".into(),
        None => user.clone().into(),
    }
}

/// A network credential of a user, a password as text or secure text, and perhaps a domain.
fn network(args: &[Value]) -> Value {
    let text = |at: usize| {
        args.get(at)
            .and_then(Value::as_str)
            .cloned()
            .unwrap_or_default()
    };
    let password = match args.get(1) {
        Some(secure) if secure_text::reveal(secure).is_some() => secure.clone(),
        _ => secure_text::object(&text(1)),
    };
    let user = match text(2) {
        domain if domain.is_empty() => text(0),
        domain => format!("{domain}\\{}", text(0)).into(),
    };
    let made = Credential { user, password };
    Value::Object(Object::opaque(NETWORK_CREDENTIAL, made))
}

/// `System.Management.Automation.PSCredential`.
pub(crate) const PS_CREDENTIAL: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSCredential")
        .constructors(&[method(
            "pscredential(string userName, securestring password)",
            |_, args| {
                let user = args
                    .first()
                    .and_then(Value::as_str)
                    .cloned()
                    .unwrap_or_default();
                let password = args.get(1).cloned().unwrap_or_default();
                Ok(Value::Object(Object::opaque(
                    PS_CREDENTIAL,
                    Credential { user, password },
                )))
            },
        )])
        .properties(&[
            property("string UserName {get;}", |this| {
                read(this, |found| found.user.clone().into())
            }),
            property("securestring Password {get;}", |this| {
                read(this, |found| found.password.clone())
            }),
            property("static pscredential Empty {get;}", |_| {
                let empty = Credential {
                    user: Str::default(),
                    password: secure_text::object(""),
                };
                Ok(Value::Object(Object::opaque(PS_CREDENTIAL, empty)))
            }),
        ])
        .methods(&[method(
            "System.Net.NetworkCredential GetNetworkCredential()",
            |this, _| {
                read(this, |found| {
                    let same = Credential {
                        user: found.user.clone(),
                        password: found.password.clone(),
                    };
                    Value::Object(Object::opaque(NETWORK_CREDENTIAL, same))
                })
            },
        )]);
    Type(&INFO)
};

/// `System.Net.NetworkCredential`.
pub(crate) const NETWORK_CREDENTIAL: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Net.NetworkCredential")
        .constructors(&[
            method(
                "System.Net.NetworkCredential(string userName, string password)",
                |_, args| Ok(network(args)),
            ),
            method(
                "System.Net.NetworkCredential(string userName, securestring password)",
                |_, args| Ok(network(args)),
            ),
            method(
                "System.Net.NetworkCredential(string userName, string password, string domain)",
                |_, args| Ok(network(args)),
            ),
        ])
        .properties(&[
            property("string UserName {get;set;}", |this| {
                read(this, |found| part(&found.user, false))
            }),
            property("string Password {get;set;}", |this| read(this, plain)),
            property("securestring SecurePassword {get;set;}", |this| {
                read(this, |found| found.password.clone())
            }),
            property("string Domain {get;set;}", |this| {
                read(this, |found| part(&found.user, true))
            }),
        ]);
    Type(&INFO)
};

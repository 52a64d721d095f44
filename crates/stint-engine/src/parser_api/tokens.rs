//! `Token` and its kin.

use super::{enums, extent, names};
use std::sync::Arc;
use stint_object::object::Opaque;
use stint_object::types::{Property, TypeInfo, method, property, registry};
use stint_object::{Object, Result, Type, Value};
use stint_syntax::{Source, Token, TokenValue};

struct TokenOf {
    source: Arc<Source>,
    token: Token,
}

impl Opaque for TokenOf {}

/// Tokens as a `Token[]`.
pub(super) fn list(source: &Arc<Source>, tokens: &[Token]) -> Value {
    let items = tokens.iter().map(|token| object(source, token)).collect();
    Value::typed_array(registry::array_of(TOKEN, 1), items)
}

fn object(source: &Arc<Source>, token: &Token) -> Value {
    let ty = ALL
        .iter()
        .find(|ty| ty.short_name() == token.type_name())
        .copied()
        .unwrap_or(TOKEN);
    let payload = TokenOf {
        source: source.clone(),
        token: token.clone(),
    };
    Value::Object(Object::opaque(ty, payload))
}

fn read(this: &Value, get: impl FnOnce(&TokenOf) -> Value) -> Result<Value> {
    Ok(this.payload::<TokenOf>().map_or(Value::Null, get))
}

fn text_of(it: &TokenOf) -> Value {
    super::text(it.source.slice(it.token.extent))
}

const TOKEN: Type = {
    static PROPERTIES: &[Property] = &[
        property("string Text {get;}", |this| read(this, text_of)),
        property(
            "System.Management.Automation.Language.TokenFlags TokenFlags {get;}",
            |this| read(this, |it| enums::flags(it.token.flags)),
        ),
        property(
            "System.Management.Automation.Language.TokenKind Kind {get;}",
            |this| read(this, |it| enums::kind(it.token.kind)),
        ),
        property("bool HasError {get;}", |this| {
            read(this, |it| Value::Bool(it.token.has_error()))
        }),
        property(
            "System.Management.Automation.Language.IScriptExtent Extent {get;}",
            |this| read(this, |it| extent::object(&it.source, it.token.extent)),
        ),
    ];
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Language.Token")
        .properties(PROPERTIES)
        .methods(&[method("string ToString()", |this, _| read(this, text_of))]);
    Type(&INFO)
};

fn name(it: &TokenOf) -> Value {
    match &it.token.value {
        TokenValue::Variable(path) => super::text(&path.user_path),
        _ => Value::Null,
    }
}

fn value(it: &TokenOf) -> Value {
    match &it.token.value {
        TokenValue::Number(number) => crate::lower::number_value(number),
        TokenValue::String(text) | TokenValue::Label(text) => super::text(text),
        TokenValue::Expandable(text) => super::text(&text.value),
        _ => Value::Null,
    }
}

macro_rules! tokens {
    ($($constant:ident $name:literal : $base:ident [$($signature:literal => $get:expr;)*])+) => {
        $(const $constant: Type = {
            static PROPERTIES: &[Property] = &[$(property($signature, |this| read(this, $get))),*];
            static INFO: TypeInfo = TypeInfo::class(
                concat!("System.Management.Automation.Language.", $name))
                .base($base)
                .properties(PROPERTIES);
            Type(&INFO)
        };)+
        pub(super) static ALL: &[Type] = &[TOKEN, $($constant),+];
    };
}

tokens! {
    NUMBER_TOKEN "NumberToken": TOKEN ["System.Object Value {get;}" => value;]
    PARAMETER_TOKEN "ParameterToken": TOKEN [
        "string ParameterName {get;}" => |it| match &it.token.value {
            TokenValue::Parameter { name, .. } => super::text(name),
            _ => Value::Null,
        };
        "bool UsedColon {get;}" => |it| Value::Bool(matches!(
            it.token.value, TokenValue::Parameter { used_colon: true, .. }));
    ]
    VARIABLE_TOKEN "VariableToken": TOKEN [
        "string Name {get;}" => name;
        "System.Management.Automation.VariablePath VariablePath {get;}" => |it| match &it.token.value {
            TokenValue::Variable(path) => names::variable_path(path),
            _ => Value::Null,
        };
    ]
    STRING_TOKEN "StringToken": TOKEN ["string Value {get;}" => value;]
    STRING_LITERAL_TOKEN "StringLiteralToken": STRING_TOKEN []
    STRING_EXPANDABLE_TOKEN "StringExpandableToken": STRING_TOKEN [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.Token] NestedTokens {get;}" =>
            |it| match &it.token.value {
                TokenValue::Expandable(text) if !text.nested.is_empty() => {
                    super::list(text.nested.iter().map(|token| object(&it.source, token)).collect())
                }
                _ => Value::Null,
            };
    ]
    LABEL_TOKEN "LabelToken": TOKEN [
        "string LabelText {get;}" => value;
    ]
    REDIRECTION_TOKEN "RedirectionToken": TOKEN []
    INPUT_REDIRECTION_TOKEN "InputRedirectionToken": REDIRECTION_TOKEN []
    MERGING_REDIRECTION_TOKEN "MergingRedirectionToken": REDIRECTION_TOKEN [
        "System.Management.Automation.Language.RedirectionStream FromStream {get;}" => |it| match it.token.value {
            TokenValue::Merging(from, _) => enums::stream(from),
            _ => Value::Null,
        };
        "System.Management.Automation.Language.RedirectionStream ToStream {get;}" => |it| match it.token.value {
            TokenValue::Merging(_, to) => enums::stream(to),
            _ => Value::Null,
        };
    ]
    FILE_REDIRECTION_TOKEN "FileRedirectionToken": REDIRECTION_TOKEN [
        "System.Management.Automation.Language.RedirectionStream FromStream {get;}" => |it| match it.token.value {
            TokenValue::File { from, .. } => enums::stream(from),
            _ => Value::Null,
        };
        "bool Append {get;}" => |it| Value::Bool(matches!(it.token.value, TokenValue::File { append: true, .. }));
    ]
}

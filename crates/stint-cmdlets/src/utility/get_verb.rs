//! `Get-Verb`.

use crate::utility::json::read::{self, Json};
use crate::values;
use std::sync::LazyLock;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, property};
use stint_object::{Object, Str, Value};

/// The verbs that commands should use.
#[derive(Params, Default)]
struct GetVerb {
    verb: Vec<Str>,
    group: Vec<Str>,
}

entry!("Get-Verb", "GetVerbCommand", GetVerb);

#[derive(Clone)]
struct Verb {
    verb: Str,
    alias: Str,
    group: Str,
    description: Str,
}

impl Opaque for Verb {}

fn take(this: &Value, part: impl FnOnce(&Verb) -> Str) -> Result<Value> {
    Ok(this
        .payload::<Verb>()
        .map(part)
        .map_or(Value::Null, Value::Str))
}

/// `System.Management.Automation.VerbInfo`.
pub(crate) const VERB_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.VerbInfo").properties(&[
        property("string Verb {get;set;}", |this| {
            take(this, |verb| verb.verb.clone())
        }),
        property("string AliasPrefix {get;set;}", |this| {
            take(this, |verb| verb.alias.clone())
        }),
        property("string Group {get;set;}", |this| {
            take(this, |verb| verb.group.clone())
        }),
        property("string Description {get;set;}", |this| {
            take(this, |verb| verb.description.clone())
        }),
    ]);
    Type(&INFO)
};

static VERBS: LazyLock<Vec<Verb>> = LazyLock::new(|| {
    let text = include_str!("../../../../facts/verbs.json");
    let Ok(Some(Json::List(list))) = read::read(text, read::DEPTH) else {
        return Vec::new();
    };
    let verb = |json: Json| {
        let Json::Map(entries) = json else {
            return None;
        };
        let part = |name: &str| {
            let found = entries
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.and_then(|(_, value)| match value {
                Json::Text(text) => Some(Str::from(text.as_str())),
                _ => None,
            })
        };
        Some(Verb {
            verb: part("verb")?,
            alias: part("alias").unwrap_or_default(),
            group: part("group").unwrap_or_default(),
            description: part("description").unwrap_or_default(),
        })
    };
    list.into_iter().filter_map(verb).collect()
});

impl Cmdlet for GetVerb {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.verb.is_empty() {
            self.verb.push("*".into());
        }
        let in_group = |verb: &&Verb| {
            self.group.is_empty()
                || self
                    .group
                    .iter()
                    .any(|group| group.eq_ignore_ascii_case(&verb.group))
        };
        let named = |verb: &&Verb| {
            self.verb
                .iter()
                .any(|pattern| values::matches_pattern(pattern, &verb.verb))
        };
        for verb in VERBS.iter().filter(in_group).filter(named) {
            cx.write(Value::Object(Object::opaque(VERB_INFO, verb.clone())))?;
        }
        Ok(())
    }
}

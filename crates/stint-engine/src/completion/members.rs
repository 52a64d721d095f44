//! Members behind `.` and `::`.

use super::results::{Kind, Match};
use super::{Answer, Asker};
use crate::block::{Block, Code};
use crate::pipe;
use stint_cmdlet::ScriptCall;
use stint_object::access::{self, MemberView};
use stint_object::types::system;
use stint_object::{Data, Result, Value, enumerate};
use stint_syntax::{RestrictedLanguage, RestrictedVariables};

impl Asker<'_> {
    pub(super) fn member(&self, typed: &str) -> Result<Option<Answer>> {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let start = typed.trim_end_matches(is_name).len();
        let (before, name) = typed.split_at(start);
        let (target, is_static) = match (before.strip_suffix("::"), before.strip_suffix('.')) {
            (Some(target), _) => (target, true),
            (None, Some(target)) => (target, false),
            (None, None) => return Ok(None),
        };
        let item = target
            .strip_suffix("$_")
            .or_else(|| target.strip_suffix("$PSItem"));
        let value = match (target.strip_suffix(']').filter(|_| is_static), item) {
            (Some(inner), _) => self.named_type(inner),
            (None, Some(before)) => match super::piped_into_block(before) {
                Some(piped) => self.first_of(piped)?,
                None => self.value(target)?,
            },
            (None, None) => self.value(target)?,
        };
        let Some(value) = value else {
            return Ok(None);
        };
        let views = match value.data() {
            Some(Data::Type(ty)) if is_static => access::static_members(*ty),
            _ if is_static => return Ok(None),
            _ => access::members(&value),
        };
        Ok(Some(Answer {
            start: before.chars().count(),
            matches: matches(views, name),
        }))
    }

    /// The properties of what is piped in, if it can be had without running anything.
    pub(super) fn properties(&self, piped: &str, word: &str) -> Result<Vec<Match>> {
        const OWN: &[&str] = &[
            "BaseObject",
            "ImmediateBaseObject",
            "Members",
            "Methods",
            "Properties",
            "TypeNames",
        ];
        let Some(value) = self.first_of(piped)? else {
            return Ok(Vec::new());
        };
        let mut names: Vec<String> = access::members(&value)
            .iter()
            .filter(|view| !view.hidden && view.kind.ends_with("Property"))
            .map(|view| view.name.to_string())
            .collect();
        if value.ty() == Some(system::PS_CUSTOM_OBJECT) {
            names.extend(OWN.iter().map(|name| (*name).to_owned()));
        }
        names.sort_by_key(|name| name.to_lowercase());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(super::with_prefix(&names, word, Kind::Property))
    }

    /// The first object that an expression gives.
    fn first_of(&self, text: &str) -> Result<Option<Value>> {
        let text = text.trim();
        let Some(value) = self.value_of(text)? else {
            return Ok(None);
        };
        Ok(if enumerate::is_enumerable(&value) {
            enumerate::to_vec(&value)?.into_iter().next()
        } else {
            Some(value)
        })
    }

    /// The type whose name stands behind the last bracket.
    fn named_type(&self, inner: &str) -> Option<Value> {
        let (_, name) = inner.rsplit_once('[')?;
        let found = self
            .rs
            .find_type(name.trim(), &crate::names::Names::default())?;
        Some(found.into())
    }

    /// The value of the expression that a text ends with, if it can be had without running anything.
    fn value(&self, text: &str) -> Result<Option<Value>> {
        let starts = text
            .char_indices()
            .filter(|(at, _)| {
                let before = text[..*at].chars().next_back();
                before.is_none_or(|c| c.is_whitespace() || "|;({=,&".contains(c))
            })
            .map(|(at, _)| at);
        // The shortest end that is a whole expression.
        for start in starts.collect::<Vec<_>>().into_iter().rev() {
            if let Some(value) = self.value_of(&text[start..])? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The value of a whole text.
    fn value_of(&self, text: &str) -> Result<Option<Value>> {
        let Ok(code) = self.rs.compile(text, None) else {
            return Ok(None);
        };
        if !is_harmless(&code) {
            return Ok(None);
        }
        let block = Block::value(code, self.frame.module);
        let call = ScriptCall {
            new_scope: true,
            ..ScriptCall::default()
        };
        let value = pipe::collected_from(self.rs, |out| {
            self.rs.run_script(self.frame, &block, call, out)
        })?;
        Ok(Some(value).filter(|value| !matches!(value, Value::Nothing)))
    }
}

/// Whether code only reads and computes: it calls no command and no method, and sets nothing.
fn is_harmless(code: &Code) -> bool {
    const ALLOWED: &[&str] = &[
        "OperatorNotSupportedInDataSection",
        "PropertyReferenceNotSupportedInDataSection",
        "ArrayReferenceNotSupportedInDataSection",
    ];
    let rules = RestrictedLanguage {
        commands: Some(&[]),
        variables: RestrictedVariables::All,
        environment: true,
    };
    rules
        .check(&code.ast)
        .iter()
        .all(|error| ALLOWED.contains(&error.id))
}

/// Properties by name, then methods by name.
fn matches(views: Vec<MemberView>, typed: &str) -> Vec<Match> {
    let typed = typed.to_lowercase();
    let mut found: Vec<(bool, MemberView)> = views
        .into_iter()
        .filter(|view| !view.hidden && !matches!(view.kind, "Event" | "ParameterizedProperty"))
        .filter(|view| view.name.to_lowercase().starts_with(&typed))
        .map(|view| (view.kind.ends_with("Method"), view))
        .collect();
    found.sort_by_key(|(is_method, view)| (*is_method, view.name.to_lowercase()));
    found.dedup_by(|(_, a), (_, b)| a.name.eq_ignore_ascii_case(&b.name));
    found
        .iter()
        .map(|(is_method, view)| {
            let name = &view.name;
            if *is_method {
                Match::new(&format!("{name}("), name, Kind::Method, &view.definition)
            } else {
                Match::new(name, name, Kind::Property, &view.definition)
            }
        })
        .collect()
}

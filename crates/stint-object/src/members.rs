//! Members that are added to objects or to types: what `Add-Member` and type data make.
//!
//! How a member is found, read, set and called for any value stands in [`crate::access`].

use crate::script_block::ScriptBlock;
use crate::types::Method;
use crate::{Result, Str, Value};
use std::sync::Arc;

/// One member. As wide as a value, since most are note properties.
#[derive(Clone)]
pub enum Member {
    /// `NoteProperty`.
    Note(Value),
    /// `AliasProperty`: the other name.
    Alias(Arc<AliasProperty>),
    /// `ScriptProperty`.
    Script(Arc<ScriptProperty>),
    /// `ScriptMethod`.
    ScriptMethod(Arc<ScriptMethod>),
    /// `CodeProperty`, and script properties of built-in type data, written in Rust.
    Code(&'static CodeProperty),
    /// `CodeMethod`, and script methods of built-in type data, written in Rust.
    CodeMethod(&'static Method),
    /// `PropertySet`.
    PropertySet(Arc<PropertySet>),
    /// `MemberSet`.
    MemberSet(Arc<MemberSet>),
}

const _: () = assert!(std::mem::size_of::<Member>() == 16);

/// A second name of a member, perhaps with a conversion.
pub struct AliasProperty {
    /// The member it stands for.
    pub target: Str,
    /// A type to convert to.
    pub convert: Option<crate::Type>,
}

/// A property computed by script.
pub struct ScriptProperty {
    /// Runs with `$this`.
    pub get: Option<Arc<dyn ScriptBlock>>,
    /// Runs with `$this` and the value as `$args[0]`.
    pub set: Option<Arc<dyn ScriptBlock>>,
}

/// A method written in script; runs with `$this`.
pub struct ScriptMethod {
    /// The body.
    pub body: Arc<dyn ScriptBlock>,
}

/// A property computed by Rust.
pub struct CodeProperty {
    /// How it shows in `Get-Member`: `ScriptProperty`, `CodeProperty`, `AliasProperty` ... as type data declares it.
    pub kind: &'static str,
    /// What `Get-Member` shows behind the name.
    pub definition: &'static str,
    /// Reads it from `$this`.
    pub get: fn(&Value) -> Result<Value>,
    /// Sets it.
    pub set: Option<fn(&Value, Value) -> Result<()>>,
}

/// A named list of properties.
pub struct PropertySet {
    /// Their names.
    pub properties: Vec<Str>,
}

/// A named list of members (`PSStandardMembers`).
pub struct MemberSet {
    /// The members.
    pub members: Vec<(Str, Member)>,
}

impl Member {
    /// The value of a note property.
    pub fn note(&self) -> Option<Value> {
        match self {
            Self::Note(value) => Some(value.clone()),
            _ => None,
        }
    }
}

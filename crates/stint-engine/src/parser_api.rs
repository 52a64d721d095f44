//! `[System.Management.Automation.Language.Parser]`: scripts that read scripts.

use std::sync::Arc;
use stint_object::members::Member;
use stint_object::shape::Bag;
use stint_object::types::TypeInfo;
use stint_object::{Data, Object, Type, Value};
use stint_syntax::{ParseError, Source};

/// `System.Management.Automation.Language.ParseError`.
pub const PARSE_ERROR: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Language.ParseError");
    Type(&INFO)
};

/// A diagnostic as an object.
pub fn error_object(_source: &Arc<Source>, error: &ParseError) -> Value {
    let mut bag = Bag::default();
    bag.set("ErrorId", Member::Note(Value::str(error.id)));
    bag.set("Message", Member::Note(Value::str(&*error.message)));
    bag.set(
        "IncompleteInput",
        Member::Note(Value::Bool(error.incomplete_input)),
    );
    Value::Object(Object::with_members(PARSE_ERROR, Data::Custom, bag))
}

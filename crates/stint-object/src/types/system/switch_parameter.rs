//! `System.Management.Automation.SwitchParameter`.

use crate::types::native::{method, property};
use crate::types::{Method, Property, TypeInfo};
use crate::{Value, convert};

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::structure("System.Management.Automation.SwitchParameter")
        .constructors(CONSTRUCTORS)
        .methods(METHODS)
        .properties(PROPERTIES);

const CONSTRUCTORS: &[Method] = &[method!("switch(bool isPresent)", |_, args| switch(
    args.first().is_some_and(convert::to_bool)
))];

const METHODS: &[Method] = &[
    method!("bool ToBool()", |this, _| convert::to_bool(this)),
    method!("string ToString()", |this, _| if convert::to_bool(this) {
        "True"
    } else {
        "False"
    }),
];

const PROPERTIES: &[Property] = &[
    property!("bool IsPresent {get;}", |this| convert::to_bool(this)),
    property!("static switch Present {get;}", |_| switch(true)),
];

/// A switch that is on or off.
pub fn switch(on: bool) -> Value {
    Value::object(super::SWITCH_PARAMETER, crate::Data::Enum(i64::from(on)))
}

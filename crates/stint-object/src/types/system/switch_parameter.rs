//! `System.Management.Automation.SwitchParameter`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::structure("System.Management.Automation.SwitchParameter");

/// A switch that is on or off.
pub fn switch(on: bool) -> crate::Value {
    crate::Value::object(super::SWITCH_PARAMETER, crate::Data::Enum(i64::from(on)))
}

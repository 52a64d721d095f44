//! `System.Management.Automation.ScriptBlock`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ScriptBlock");

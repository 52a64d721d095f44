//! `System.Management.Automation.PSObject`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSObject");

//! `System.Management.Automation.ErrorRecord`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ErrorRecord");

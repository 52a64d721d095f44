//! `System.Management.Automation.PSCustomObject`.

use crate::types::TypeInfo;
use crate::types::native::method;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSCustomObject")
    .methods(&[method!("string ToString()", |_, _| "")]);

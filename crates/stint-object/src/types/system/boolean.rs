//! `System.Boolean`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Boolean");

//! `System.UInt32`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.UInt32");

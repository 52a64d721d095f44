//! `System.Numerics.BigInteger`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Numerics.BigInteger");

//! `System.UInt64`.

use super::numbers::integer_members;

use crate::types::join;

integer_members!(u64, UInt64, "ulong", UInt64, Bits64, 12);

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.UInt64")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING])
    .properties(PROPERTIES);

//! `System.UInt16`.

use super::numbers::integer_members;

use crate::types::join;

integer_members!(u16, UInt16, "ushort", UInt16, Bits16, 8);

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.UInt16")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING])
    .properties(PROPERTIES);

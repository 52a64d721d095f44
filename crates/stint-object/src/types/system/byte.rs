//! `System.Byte`.

use super::numbers::integer_members;

use crate::types::join;

integer_members!(u8, Byte, "byte", Byte, Bits8, 6);

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Byte")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING])
    .properties(PROPERTIES);

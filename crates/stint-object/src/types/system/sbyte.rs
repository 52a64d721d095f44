//! `System.SByte`.

use super::numbers::integer_members;
use super::numbers::signed_members;
use crate::types::join;

integer_members!(i8, SByte, "sbyte", SByte, Bits8, 5);
signed_members!(i8, SByte, "sbyte");

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.SByte")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING, SIGNED])
    .properties(PROPERTIES);

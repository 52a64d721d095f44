//! `System.Int16`.

use super::numbers::integer_members;
use super::numbers::signed_members;
use crate::types::join;

integer_members!(i16, Int16, "short", Int16, Bits16, 7);
signed_members!(i16, Int16, "short");

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Int16")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING, SIGNED])
    .properties(PROPERTIES);

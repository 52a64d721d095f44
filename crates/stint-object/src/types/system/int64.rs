//! `System.Int64`.

use super::numbers::integer_members;
use super::numbers::signed_members;
use crate::types::join;

integer_members!(i64, Int64, "long", Int64, Bits64, 11);
signed_members!(i64, Int64, "long");

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Int64")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING, SIGNED])
    .properties(PROPERTIES);

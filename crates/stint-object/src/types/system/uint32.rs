//! `System.UInt32`.

use super::numbers::integer_members;

use crate::types::join;

integer_members!(u32, UInt32, "uint", UInt32, Bits32, 10);

const BIG_MUL: &[Method] = &[method!(
    "static ulong BigMul(uint left, uint right)",
    |_, args| { u64::from(of(args.at(0))) * u64::from(of(args.at(1))) }
)];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.UInt32")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING, BIG_MUL])
    .properties(PROPERTIES);

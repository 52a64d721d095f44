//! `System.Int32`.

use super::numbers::integer_members;
use super::numbers::signed_members;
use crate::types::join;

integer_members!(i32, Int32, "int", Int32, Bits32, 9);
signed_members!(i32, Int32, "int");

const BIG_MUL: &[Method] = &[method!(
    "static long BigMul(int left, int right)",
    |_, args| { i64::from(of(args.at(0))) * i64::from(of(args.at(1))) }
)];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Int32")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING, SIGNED, BIG_MUL])
    .properties(PROPERTIES);

//! `System.Collections.Generic.List`1`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Collections.Generic.List`1")
    .parameters(&["T"])
    .interfaces(&[super::interfaces::ILIST_T, super::interfaces::ILIST]);

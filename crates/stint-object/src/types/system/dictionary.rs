//! `System.Collections.Generic.Dictionary`2`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Collections.Generic.Dictionary`2").parameters(&["TKey", "TValue"]);

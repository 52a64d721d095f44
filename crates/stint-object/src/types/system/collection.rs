//! `System.Collections.ObjectModel.Collection`1`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Collections.ObjectModel.Collection`1").parameters(&["T"]);

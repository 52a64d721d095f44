//! `System.Collections.ArrayList`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Collections.ArrayList").interfaces(&[super::interfaces::ILIST]);

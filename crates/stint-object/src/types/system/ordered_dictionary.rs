//! `System.Collections.Specialized.OrderedDictionary`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Collections.Specialized.OrderedDictionary")
        .interfaces(&[super::interfaces::IORDERED_DICTIONARY]);

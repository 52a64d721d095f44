//! `System.Collections.Hashtable`.

use crate::types::TypeInfo;

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Collections.Hashtable").interfaces(&[super::interfaces::IDICTIONARY]);

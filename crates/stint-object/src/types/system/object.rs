//! `System.Object`.

use crate::types::{Kind, TypeInfo};

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::new(Kind::Class, "System.Object");

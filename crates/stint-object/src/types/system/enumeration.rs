//! `System.Enum`.

use crate::types::{Kind, TypeInfo, system};

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::new(Kind::Class, "System.Enum").base(system::VALUE_TYPE);

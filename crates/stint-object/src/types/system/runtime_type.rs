//! `System.RuntimeType`.

use crate::types::{Kind, TypeInfo, system};

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::new(Kind::Class, "System.RuntimeType").base(system::TYPE);

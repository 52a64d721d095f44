//! `System.Management.Automation.PSMemberTypes`.

use crate::Value;
use crate::types::{Type, TypeInfo};

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::flag_enumeration(
    "System.Management.Automation.PSMemberTypes",
    &[
        ("AliasProperty", 1),
        ("CodeProperty", 2),
        ("Property", 4),
        ("NoteProperty", 8),
        ("ScriptProperty", 16),
        ("Properties", 31),
        ("PropertySet", 32),
        ("Method", 64),
        ("CodeMethod", 128),
        ("ScriptMethod", 256),
        ("Methods", 448),
        ("ParameterizedProperty", 512),
        ("MemberSet", 1024),
        ("Event", 2048),
        ("Dynamic", 4096),
        ("InferredProperty", 8192),
        ("All", 16383),
    ],
);

/// `System.Management.Automation.PSMemberTypes`.
pub const PS_MEMBER_TYPES: Type = Type(&INFO);

/// The value of a name.
pub fn value(name: &str) -> Value {
    crate::access::enums::parse(PS_MEMBER_TYPES, name).unwrap_or_default()
}

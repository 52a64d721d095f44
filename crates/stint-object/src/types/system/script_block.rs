//! `System.Management.Automation.ScriptBlock`. What runs one is the engine's; here is what needs no running.

use crate::ambient;
use crate::types::native::{Args, method};
use crate::types::{Method, TypeInfo};

static METHODS: &[Method] = &[method!(
    "static scriptblock Create(string script)",
    |_, args| { ambient::script_block(&args.text(0)) }
)];

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.ScriptBlock").methods(METHODS);

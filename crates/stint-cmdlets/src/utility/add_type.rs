//! `Add-Type`: assemblies that are part of .NET are there anyway; there is no compiler.

use crate::refused;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Accepts the names of .NET's own assemblies, refuses the rest.
#[derive(Params, Default)]
struct AddType {
    type_definition: Str,
    name: Str,
    member_definition: Vec<Str>,
    namespace: Str,
    using_namespace: Vec<Str>,
    path: Vec<Str>,
    literal_path: Vec<Str>,
    assembly_name: Vec<Str>,
    language: Value,
    referenced_assemblies: Vec<Str>,
    pass_thru: bool,
    ignore_warnings: bool,
}

entry!("Add-Type", "AddTypeCommand", AddType);

impl Cmdlet for AddType {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.assembly_name.is_empty() {
            return Err(refused::feature(
                "Add-Type with source code or assembly files; there is no .NET compiler",
            ));
        }
        for name in &self.assembly_name {
            let short = name.split(',').next().unwrap_or_default().trim();
            let known = [
                "System",
                "Microsoft",
                "netstandard",
                "mscorlib",
                "Presentation",
                "WindowsBase",
            ];
            if !known.iter().any(|start| {
                short
                    .get(..start.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(start))
            }) {
                let text = format!("Cannot find path '{name}' because it does not exist.");
                let record = ErrorRecord::new(
                    "PathNotFound",
                    Category::ObjectNotFound,
                    system::exceptions::ITEM_NOT_FOUND,
                    text,
                );
                cx.error(record.with_target(name.clone()))?;
            }
        }
        Ok(())
    }
}

//! What the parser asks about types and modules.

use crate::names::Names;
use crate::runspace::Runspace;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use stint_object::Str;
use stint_syntax::{ModuleAnswer, Symbols, TypeQuery, UsingStatementAst};

/// Answers out of the session of the calling thread.
#[derive(Default)]
pub struct SessionSymbols {
    /// Set when the script uses modules: their classes are not known before it runs.
    uses_modules: AtomicBool,
}

/// The name of a module as `Import-Module` takes it: a relative path is one from the script's folder.
pub fn module_path(name: &str, script: Option<&str>) -> String {
    let is_path = name.starts_with('.') && name.contains(['/', '\\']);
    match script.and_then(|script| Path::new(script).parent()) {
        Some(folder) if is_path => {
            let rest = name.replace('\\', "/");
            let rest = rest.strip_prefix("./").unwrap_or(&rest).to_owned();
            folder.join(rest).to_string_lossy().into_owned()
        }
        _ => name.to_owned(),
    }
}

/// Attributes that only say something about a declaration, and are no types here.
fn is_declarative(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(
        name.strip_suffix("attribute").unwrap_or(&name),
        "flags"
            | "dscresource"
            | "dscproperty"
            | "norunspaceaffinity"
            | "serializable"
            | "obsolete"
    )
}

impl Symbols for SessionSymbols {
    fn has_type(&self, query: TypeQuery<'_>) -> bool {
        let name = query.name.name();
        let Ok(rs) = Runspace::current() else {
            return true;
        };
        // Not every type of .NET is known here; a full name is taken to be right.
        if self.uses_modules.load(Ordering::Relaxed)
            || ["System.", "Microsoft."]
                .iter()
                .any(|space| name.starts_with(space))
        {
            return true;
        }
        let names = Names::new(
            query
                .namespaces
                .iter()
                .map(|space| Str::from(&**space))
                .collect(),
        );
        let is = |name: &str| rs.find_type(name, &names).is_some();
        let arguments = vec!["int"; query.generic_arguments].join(",");
        let closed = format!("{name}[{arguments}]");
        query.is_attribute && is_declarative(&name)
            || is(&name)
            || query.generic_arguments > 0 && is(&closed)
            || query.is_attribute && is(&format!("{name}Attribute"))
    }

    fn find_module(&self, using: &UsingStatementAst, script: Option<&str>) -> ModuleAnswer {
        self.uses_modules.store(true, Ordering::Relaxed);
        let (Ok(rs), Some(name)) = (Runspace::current(), &using.name) else {
            return ModuleAnswer::Found;
        };
        if rs.has_module(&module_path(&name.value, script)) {
            ModuleAnswer::Found
        } else {
            ModuleAnswer::Missing
        }
    }
}

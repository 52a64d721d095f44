//! Module manifests: a hashtable in a `.psd1` file.

use crate::runspace::Runspace;
use std::path::Path;
use stint_cmdlet::session::Exports;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Result, Str, Value, convert, enumerate};

/// A manifest's hashtable.
pub struct Manifest(pub Value);

impl Manifest {
    /// Reads a file.
    pub fn read(rs: &Runspace, path: &Path) -> Result<Self> {
        let text = std::fs::read(path).map_err(|error| crate::error::io(&error, path))?;
        let table = rs.data_of(&String::from_utf8_lossy(&text), Some(path))?;
        match Some(table).filter(|table| table.as_dict().is_some()) {
            Some(table) => Ok(Self(table)),
            None => Err(ErrorRecord::new(
                "Modules_InvalidManifest",
                Category::ResourceUnavailable,
                exceptions::INVALID_OPERATION,
                format!("The module manifest '{}' could not be processed because it is not a valid PowerShell module manifest file.", path.display()),
            )
            .into()),
        }
    }

    fn get(&self, key: &str) -> Option<Value> {
        self.0
            .as_dict()?
            .lock()
            .get_str(key)
            .cloned()
            .filter(|value| !value.is_null())
    }

    /// A text entry.
    pub fn text(&self, key: &str) -> Option<Str> {
        convert::to_str(&self.get(key)?).ok()
    }

    /// A list of texts; empty if it is not there.
    pub fn list(&self, key: &str) -> Vec<Str> {
        self.get(key)
            .and_then(|value| enumerate::to_vec(&value).ok())
            .unwrap_or_default()
            .iter()
            .filter_map(|value| convert::to_str(value).ok())
            .collect()
    }

    /// What it lets through; a kind that it does not name is not limited.
    pub fn exports(&self) -> Exports {
        let list = |key: &str| self.get(key).is_some().then(|| self.list(key));
        Exports {
            functions: list("FunctionsToExport"),
            aliases: list("AliasesToExport"),
            variables: list("VariablesToExport"),
            cmdlets: list("CmdletsToExport"),
        }
    }
}

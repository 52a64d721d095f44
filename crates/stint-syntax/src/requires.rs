//! What `#requires` lines ask for.

use crate::ast::Text;

/// All `#requires` of a script together: PowerShell's `ScriptRequirements`.
#[derive(Debug, Default)]
pub struct ScriptRequirements {
    /// `-ShellId`
    pub application_id: Option<Text>,
    /// `-Version`
    pub version: Option<Text>,
    /// `-PSEdition`
    pub editions: Vec<Text>,
    /// `-Modules`
    pub modules: Vec<RequiredModule>,
    /// `-Assembly`
    pub assemblies: Vec<Text>,
    /// `-RunAsAdministrator`
    pub elevation: bool,
}

/// One module asked for by `#requires -Modules` or `using module`.
#[derive(Debug, Default)]
pub struct RequiredModule {
    /// Its name or path.
    pub name: Text,
    /// `ModuleVersion`: at least this.
    pub version: Option<Text>,
    /// `MaximumVersion`: at most this.
    pub maximum_version: Option<Text>,
    /// `RequiredVersion`: exactly this.
    pub required_version: Option<Text>,
    /// `GUID`
    pub guid: Option<Text>,
}

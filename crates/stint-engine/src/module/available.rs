//! Modules that could be loaded: what `Get-Module -ListAvailable` and `Test-ModuleManifest` show, and where a command
//! that is not loaded yet is found.

use super::built_in;
use super::import::in_folder_or_file;
use super::manifest::Manifest;
use super::object::{self, ModuleInfo};
use crate::runspace::Runspace;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stint_cmdlet::session::ImportModule;
use stint_cmdlet::{Command, CommandKind};
use stint_object::text::wildcard::{Case, Wildcard};
use stint_object::{Obj, Result, Str, Value};
use stint_syntax::{ScriptBlockAst, Statement};

impl Runspace {
    /// Modules by name, pattern or path; all of them where nothing is named.
    pub(crate) fn available_modules(&self, names: &[Str]) -> Vec<Obj> {
        let mut infos = Vec::new();
        let paths = names.iter().filter(|name| name.contains('/'));
        for path in paths {
            let file = in_folder_or_file(&self.resolve_path(path));
            infos.extend(file.and_then(|file| self.described(&file).ok()));
        }
        let patterns: Vec<&Str> = names.iter().filter(|name| !name.contains('/')).collect();
        if names.is_empty() || !patterns.is_empty() {
            let wanted = |name: &str| {
                names.is_empty()
                    || patterns.iter().any(|pattern| {
                        Wildcard::new(pattern, Case::Ignored)
                            .is_ok_and(|pattern| pattern.is_match(name))
                    })
            };
            let files = self.module_files();
            infos.extend(
                files
                    .iter()
                    .filter(|file| wanted(&stem(file)))
                    .filter_map(|file| self.described(file).ok()),
            );
            infos.extend(
                built_in::BUILT_IN
                    .iter()
                    .filter(|name| name.contains('.') && !name.ends_with(".Core") && wanted(name))
                    .map(|name| self.built_in(name)),
            );
        }
        infos.iter().map(object::object_of).collect()
    }

    /// The files of the modules on the module path.
    fn module_files(&self) -> Vec<PathBuf> {
        let folders = self.environment("PSModulePath").unwrap_or_default();
        let mut files = Vec::new();
        for folder in folders.split(':').filter(|folder| !folder.is_empty()) {
            let Ok(entries) = std::fs::read_dir(folder) else {
                continue;
            };
            let mut inside: Vec<PathBuf> = entries
                .flatten()
                .filter(|entry| entry.path().is_dir())
                .filter_map(|entry| in_folder_or_file(&entry.path()))
                .collect();
            inside.sort();
            files.extend(inside);
        }
        files
    }

    /// What a module's file says of it, without running its script.
    fn described(&self, file: &Path) -> Result<Arc<ModuleInfo>> {
        let is_manifest = file
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("psd1"));
        let base = file.parent().unwrap_or(Path::new("/")).to_path_buf();
        let mut info = ModuleInfo {
            name: stem(file),
            path: file.to_string_lossy().as_ref().into(),
            base: base.clone(),
            kind: "Script",
            ..ModuleInfo::default()
        };
        let mut script = Some(file.to_path_buf());
        let mut limit = None;
        if is_manifest {
            let manifest = Manifest::read(self, file)?;
            info.version = manifest.text("ModuleVersion").unwrap_or_default();
            let root = manifest.text("RootModule").filter(|root| !root.is_empty());
            info.kind = if root.is_some() { "Script" } else { "Manifest" };
            script = root.and_then(|root| in_folder_or_file(&base.join(&*root)));
            limit = manifest.exports().functions;
            *info.manifest.lock() = manifest.0;
        }
        let names = self.functions(script.as_deref(), limit);
        *info.functions.lock() = names
            .into_iter()
            .map(|name| {
                let mut command = Command::new(CommandKind::Function, name);
                command.module = info.name.clone();
                Arc::new(command)
            })
            .collect();
        Ok(Arc::new(info))
    }

    /// The functions that a module will export: those its manifest names, else what its script defines.
    fn functions(&self, script: Option<&Path>, limit: Option<Vec<Str>>) -> Vec<Str> {
        let is_pattern = |name: &Str| name.contains(['*', '?', '[']);
        if let Some(names) = &limit
            && !names.iter().any(is_pattern)
        {
            return names.clone();
        }
        let defined = script
            .and_then(|script| self.load_script(&script.to_string_lossy()).ok())
            .map(|code| defined(&code.ast))
            .unwrap_or_default();
        defined
            .into_iter()
            .filter(|name| {
                limit
                    .as_ref()
                    .is_none_or(|limit| super::export::any(limit, name))
            })
            .collect()
    }

    /// A command of a module on the module path that is not loaded yet: the module is loaded for it.
    pub(crate) fn autoload(&self, name: &str) -> Option<Arc<Command>> {
        if !name.contains('-') || name.contains(['/', '\\', '*', '?', '[']) {
            return None;
        }
        let file = self.module_files().into_iter().find(|file| {
            self.described(file).is_ok_and(|info| {
                info.functions
                    .lock()
                    .iter()
                    .any(|command| command.name.eq_ignore_ascii_case(name))
            })
        })?;
        let request = ImportModule {
            name: file.to_string_lossy().as_ref().into(),
            global: true,
            ..ImportModule::default()
        };
        let modules = self.import_module(&self.global, &request).ok()?;
        let info = object::info_of(&Value::Object(modules.first()?.clone()))?.clone();
        let functions = info.functions.lock();
        functions
            .iter()
            .find(|command| command.name.eq_ignore_ascii_case(name))
            .cloned()
    }
}

fn stem(file: &Path) -> Str {
    file.file_stem()
        .map_or_else(Str::default, |stem| stem.to_string_lossy().as_ref().into())
}

/// The functions that a script defines at its top.
fn defined(ast: &ScriptBlockAst) -> Vec<Str> {
    let blocks = [&ast.begin_block, &ast.process_block, &ast.end_block];
    let statements = blocks
        .into_iter()
        .flatten()
        .flat_map(|block| block.statements.iter());
    statements
        .filter_map(|statement| match statement {
            Statement::FunctionDefinition(function) => Some(Str::from(&*function.name)),
            _ => None,
        })
        .collect()
}

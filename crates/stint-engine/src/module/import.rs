//! Finding a module and running it.

use super::built_in;
use super::manifest::Manifest;
use super::object::{self, ModuleInfo};
use crate::frame::{Frame, Layout, global_scope};
use crate::runspace::Runspace;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Command;
use stint_cmdlet::session::{Exports, ImportModule};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Obj, Result, Str, Value};

/// Endings that a module's file may have, in the order they are looked for.
const ENDINGS: &[&str] = &["psd1", "psm1", "ps1"];

impl Runspace {
    /// `Import-Module`.
    ///
    /// # Errors
    /// When the module is missing or fails.
    pub fn import_module(&self, frame: &Rc<Frame>, request: &ImportModule) -> Result<Vec<Obj>> {
        let target = if request.global {
            global_scope(frame).clone()
        } else {
            self.module_frame(frame.module)
        };
        if let Some(name) = built_in::known(&request.name) {
            return Ok(vec![object::object_of(&self.built_in(name))]);
        }
        let path = self.find_module(&request.name);
        if let Some(path) = &path {
            self.check_version(path, request)?;
        }
        let loaded = self
            .loaded(&request.name, path.as_deref())
            .or_else(|| self.dynamic(&request.name));
        let number = match (loaded, path) {
            (Some(number), _) if !request.force => number,
            (loaded, Some(path)) => {
                if let Some(number) = loaded
                    && let Some(info) = self.module_info(number)
                {
                    self.remove_module(&object::object_of(&info))?;
                }
                let number = self.load_module(frame, &path, request)?;
                if !request.global {
                    self.nest(frame.module, number);
                }
                number
            }
            (Some(number), None) => number,
            (None, None) => return Err(not_found(&request.name).into()),
        };
        let prefix = if request.prefix.is_empty() {
            self.default_prefix(number)
        } else {
            request.prefix.clone()
        };
        self.bring_in(&target, number, &request.only, &prefix);
        Ok(self
            .module_info(number)
            .iter()
            .map(object::object_of)
            .collect())
    }

    /// A module that another one loads is the other's own, and in no list.
    fn nest(&self, outer: u32, inner: u32) {
        if let (Some(outer), Some(info)) = (self.module_info(outer), self.module_info(inner)) {
            outer.nested.lock().push(info);
            self.modules.borrow_mut()[inner as usize].listed = false;
        }
    }

    /// A module that `New-Module` made: from now on it is in the list.
    fn dynamic(&self, path: &str) -> Option<u32> {
        if !path.starts_with("__DynamicModule_") {
            return None;
        }
        let mut modules = self.modules.borrow_mut();
        let state = modules
            .iter_mut()
            .find(|state| state.info.as_ref().is_some_and(|info| *info.path == *path))?;
        state.listed = true;
        state.info.as_ref().map(|info| info.number)
    }

    /// Refuses a module whose manifest has another version than the one asked for.
    fn check_version(&self, path: &Path, request: &ImportModule) -> Result<()> {
        let version = |text: &str| {
            let mut parts: Vec<u64> = text
                .split('.')
                .filter_map(|part| part.parse().ok())
                .collect();
            parts.resize(4, 0);
            parts
        };
        let wanted = [
            &request.required_version,
            &request.minimum_version,
            &request.maximum_version,
        ];
        let Some(shown) = wanted.into_iter().flatten().next() else {
            return Ok(());
        };
        let is_manifest = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("psd1"));
        let own = if is_manifest {
            Manifest::read(self, path)?.text("ModuleVersion")
        } else {
            None
        };
        let own = version(own.as_deref().unwrap_or("0.0"));
        let fits = request
            .required_version
            .as_ref()
            .is_none_or(|wanted| own == version(wanted))
            && request
                .minimum_version
                .as_ref()
                .is_none_or(|wanted| own >= version(wanted))
            && request
                .maximum_version
                .as_ref()
                .is_none_or(|wanted| own <= version(wanted));
        if fits {
            return Ok(());
        }
        let name = &request.name;
        Err(ErrorRecord::new(
            "Modules_ModuleWithVersionNotFound",
            Category::ResourceUnavailable,
            exceptions::FILE_NOT_FOUND,
            format!("The specified module '{name}' with version '{shown}' was not loaded because no valid module file was found in any module directory."),
        )
        .with_target(Value::str(name.clone()))
        .into())
    }

    fn default_prefix(&self, number: u32) -> Str {
        self.module_info(number)
            .and_then(|info| Manifest(info.manifest.lock().clone()).text("DefaultCommandPrefix"))
            .unwrap_or_default()
    }

    fn loaded(&self, name: &str, path: Option<&Path>) -> Option<u32> {
        let modules = self.modules.borrow();
        let found = modules.iter().position(|state| {
            state.listed
                && (state.name.eq_ignore_ascii_case(name)
                    || path.is_some_and(|path| {
                        state
                            .info
                            .as_ref()
                            .is_some_and(|info| Path::new(&*info.path) == path)
                    }))
        });
        found.map(|at| at as u32)
    }

    /// The file of a module: by path, or by name on `PSModulePath`.
    fn find_module(&self, name: &str) -> Option<PathBuf> {
        let is_path = name.contains('/')
            || name.contains('\\')
            || ENDINGS
                .iter()
                .any(|ending| name.to_ascii_lowercase().ends_with(&format!(".{ending}")));
        if is_path {
            let path = self.resolve_path(&name.replace('\\', "/"));
            return in_folder_or_file(&path);
        }
        let folders = self.environment("PSModulePath").unwrap_or_default();
        folders
            .split(':')
            .filter(|folder| !folder.is_empty())
            .find_map(|folder| in_folder_or_file(&Path::new(folder).join(name)))
    }

    /// Whether there is a module of a name or at a path.
    pub fn has_module(&self, name: &str) -> bool {
        built_in::known(name).is_some()
            || self.find_module(name).is_some()
            || self.loaded(name, None).is_some()
    }

    /// The classes that a loaded module defines.
    pub fn types_of_module(&self, name: &str) -> Vec<stint_object::Type> {
        let path = self.find_module(name);
        match self.loaded(name, path.as_deref()) {
            Some(number) => crate::class::types_in(&self.module_frame(number)),
            None => Vec::new(),
        }
    }

    fn load_module(&self, frame: &Rc<Frame>, path: &Path, request: &ImportModule) -> Result<u32> {
        let is = |ending: &str| {
            path.extension()
                .is_some_and(|known| known.eq_ignore_ascii_case(ending))
        };
        if is("psd1") {
            return self.load_manifest(frame, path, request);
        }
        self.load_script_module(
            path,
            path.file_stem()
                .map_or_else(Str::default, |stem| stem.to_string_lossy().as_ref().into()),
            &request.arguments,
            &Exports::default(),
            Value::Null,
        )
    }

    pub(super) fn load_script_module(
        &self,
        path: &Path,
        name: Str,
        args: &[Value],
        limits: &Exports,
        manifest: Value,
    ) -> Result<u32> {
        let shown = path.to_string_lossy().into_owned();
        let code = self.load_script(&shown)?;
        let info = ModuleInfo {
            name,
            path: shown.as_str().into(),
            base: path.parent().unwrap_or(Path::new("/")).to_path_buf(),
            kind: if manifest.is_null() {
                "Script"
            } else {
                "Manifest"
            },
            version: Manifest(manifest.clone())
                .text("ModuleVersion")
                .unwrap_or_default(),
            manifest: stint_object::Lock::new(manifest),
            ..ModuleInfo::default()
        };
        let number = self.add_module(info, code.layout.clone(), true);
        if let Err(flow) = self.run_in_module(number, &code, args) {
            self.modules.borrow_mut()[number as usize].listed = false;
            return Err(flow);
        }
        self.finish_exports(number, limits);
        Ok(number)
    }

    fn load_manifest(&self, frame: &Rc<Frame>, path: &Path, request: &ImportModule) -> Result<u32> {
        let manifest = Manifest::read(self, path)?;
        let base = path.parent().unwrap_or(Path::new("/")).to_path_buf();
        let name: Str = path
            .file_stem()
            .map_or_else(Str::default, |stem| stem.to_string_lossy().as_ref().into());
        for script in manifest.list("ScriptsToProcess") {
            let code = self.load_script(&base.join(&*script).to_string_lossy())?;
            let (pipe, _) = crate::Pipe::collect();
            self.run_script(
                frame,
                &crate::Block::value(code, frame.module),
                stint_cmdlet::ScriptCall::default(),
                &pipe,
            )?;
        }
        let limits = manifest.exports();
        let root = manifest
            .text("RootModule")
            .or_else(|| manifest.text("ModuleToProcess"))
            .filter(|root| !root.is_empty());
        let number = match &root {
            Some(root) => {
                let file = in_folder_or_file(&base.join(&**root)).ok_or_else(|| not_found(root))?;
                self.load_script_module(
                    &file,
                    name,
                    &request.arguments,
                    &limits,
                    manifest.0.clone(),
                )?
            }
            None => {
                let info = ModuleInfo {
                    name,
                    path: path.to_string_lossy().as_ref().into(),
                    base: base.clone(),
                    kind: "Manifest",
                    version: manifest.text("ModuleVersion").unwrap_or_default(),
                    manifest: stint_object::Lock::new(manifest.0.clone()),
                    ..ModuleInfo::default()
                };
                self.add_module(info, Arc::new(Layout::default()), true)
            }
        };
        self.load_nested(number, &base, &manifest, root.is_none(), &limits)?;
        Ok(number)
    }

    /// Nested modules run in their own state; what they export is the outer module's.
    fn load_nested(
        &self,
        number: u32,
        base: &Path,
        manifest: &Manifest,
        alone: bool,
        limits: &Exports,
    ) -> Result<()> {
        for nested in manifest.list("NestedModules") {
            let file = in_folder_or_file(&base.join(&*nested)).ok_or_else(|| not_found(&nested))?;
            let stem: Str = file
                .file_stem()
                .map_or_else(Str::default, |stem| stem.to_string_lossy().as_ref().into());
            let inner =
                self.load_script_module(&file, stem, &[], &Exports::default(), Value::Null)?;
            self.modules.borrow_mut()[inner as usize].listed = false;
            let frame = self.module_frame(number);
            self.bring_in(&frame, inner, &Exports::default(), "");
            if let (Some(outer), Some(inner)) = (self.module_info(number), self.module_info(inner))
            {
                let wanted = |command: &&Arc<Command>| {
                    limits
                        .functions
                        .as_ref()
                        .is_none_or(|limit| super::export::any(limit, &command.name))
                };
                outer
                    .functions
                    .lock()
                    .extend(inner.functions.lock().iter().filter(wanted).cloned());
            }
        }
        let _ = alone;
        Ok(())
    }
}

pub(super) fn in_folder_or_file(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        return path.canonicalize().ok();
    }
    if path.is_dir() {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let direct = ENDINGS
            .iter()
            .take(2)
            .map(|ending| path.join(format!("{name}.{ending}")))
            .find(|file| file.is_file());
        return direct
            .or_else(|| newest_version(path, &name))
            .and_then(|file| file.canonicalize().ok());
    }
    ENDINGS
        .iter()
        .map(|ending| PathBuf::from(format!("{}.{ending}", path.display())))
        .find(|file| file.is_file())
}

/// `Name/1.2.0/Name.psd1`: the folder with the highest version.
fn newest_version(folder: &Path, name: &str) -> Option<PathBuf> {
    let versions = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let parts: Option<Vec<u64>> = entry
                .file_name()
                .to_string_lossy()
                .split('.')
                .map(|part| part.parse().ok())
                .collect();
            Some((parts?, entry.path()))
        });
    let (_, newest) = versions.max()?;
    ENDINGS
        .iter()
        .take(2)
        .map(|ending| newest.join(format!("{name}.{ending}")))
        .find(|file| file.is_file())
}

fn not_found(name: &str) -> ErrorRecord {
    ErrorRecord::new(
        "Modules_ModuleNotFound",
        Category::ResourceUnavailable,
        exceptions::FILE_NOT_FOUND,
        format!("The specified module '{name}' was not loaded because no valid module file was found in any module directory."),
    )
    .with_target(Value::str(name))
}

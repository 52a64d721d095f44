//! `Import-Module`.

use super::module_specification::Specification;
use super::modules;
use crate::values;
use stint_cmdlet::session::{Exports, ImportModule as Request};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::ErrorRecord;
use stint_object::{Flow, Str, Value};

/// Loads modules.
#[derive(Params, Default)]
struct ImportModule {
    global: bool,
    prefix: Str,
    name: Vec<Str>,
    fully_qualified_name: Vec<Value>,
    module_info: Vec<Value>,
    function: Option<Vec<Str>>,
    cmdlet: Option<Vec<Str>>,
    variable: Option<Vec<Str>>,
    alias: Option<Vec<Str>>,
    force: bool,
    pass_thru: bool,
    as_custom_object: bool,
    minimum_version: Value,
    maximum_version: Value,
    required_version: Value,
    argument_list: Vec<Value>,
    disable_name_checking: bool,
    #[param(name = "NoClobber")]
    no_clobber: bool,
    scope: Str,
    skip_edition_check: bool,
}

entry!("Import-Module", "ImportModuleCommand", ImportModule);

impl Cmdlet for ImportModule {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut wanted = self.name.clone();
        for module in &self.module_info {
            let path = values::get(module, "Path")?.filter(|path| !path.is_null());
            let name = match path {
                Some(path) => path,
                None => values::get(module, "Name")?.unwrap_or_default(),
            };
            wanted.push(values::text(&name));
        }
        for name in wanted {
            let request = self.request(name);
            self.import(cx, &request)?;
        }
        for specification in self.fully_qualified_name.clone() {
            let request = self.specified(&specification);
            self.import(cx, &request)?;
        }
        Ok(())
    }
}

impl ImportModule {
    fn request(&self, name: Str) -> Request {
        let version = |value: &Value| (!value.is_null()).then(|| values::text(value));
        Request {
            name,
            force: self.force,
            global: self.global || self.scope.eq_ignore_ascii_case("Global"),
            local: self.scope.eq_ignore_ascii_case("Local"),
            prefix: self.prefix.clone(),
            arguments: self.argument_list.clone(),
            only: Exports {
                functions: self.function.clone(),
                variables: self.variable.clone(),
                aliases: self.alias.clone(),
                cmdlets: self.cmdlet.clone(),
            },
            quiet_names: self.disable_name_checking,
            minimum_version: version(&self.minimum_version),
            maximum_version: version(&self.maximum_version),
            required_version: version(&self.required_version),
        }
    }

    /// A module by `@{ ModuleName = ...; ModuleVersion = ... }`, or by a plain name.
    fn specified(&self, specification: &Value) -> Request {
        let version = |value: &Value| (!value.is_null()).then(|| values::text(value));
        let wanted = Specification::of(specification)
            .cloned()
            .unwrap_or_default();
        let mut request = self.request(wanted.name);
        request.minimum_version = version(&wanted.version);
        request.maximum_version = version(&wanted.maximum);
        request.required_version = version(&wanted.required);
        request
    }

    /// Errors of a module that cannot be loaded do not end the cmdlet; what the module itself throws does.
    fn import(&self, cx: &mut dyn Cx, request: &Request) -> Result<()> {
        match cx.session().import_module(request) {
            Ok(modules) => {
                for module in modules {
                    if self.as_custom_object {
                        cx.write(modules::custom_object(&module))?;
                    } else if self.pass_thru {
                        cx.write(Value::Object(module))?;
                    }
                }
                Ok(())
            }
            Err(Flow::Error(error)) if error.id.starts_with("Modules_") => {
                let record = ErrorRecord::of(
                    error.exception.clone(),
                    error.id.clone(),
                    error.category,
                    error.target.clone(),
                );
                cx.error(record)
            }
            Err(other) => Err(other),
        }
    }
}

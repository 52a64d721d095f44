//! `Remove-Module`.

use super::module_specification::Specification;
use super::modules;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Obj, Str, Value, dict};

/// Takes modules and what they brought away.
#[derive(Params, Default)]
struct RemoveModule {
    name: Vec<Str>,
    fully_qualified_name: Vec<Value>,
    module_info: Vec<Value>,
    force: bool,
    #[param(skip)]
    removed: usize,
    #[param(skip)]
    asked: Vec<Str>,
    #[param(skip)]
    patterns_only: bool,
}

entry!("Remove-Module", "RemoveModuleCommand", RemoveModule);

impl Cmdlet for RemoveModule {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut wanted: Vec<Obj> = Vec::new();
        for name in self.name.clone() {
            wanted.extend(modules::loaded(cx, std::slice::from_ref(&name)));
            self.patterns_only |= values::is_pattern(&name);
            self.asked.push(name);
        }
        for specification in self
            .fully_qualified_name
            .iter()
            .filter_map(Specification::of)
        {
            wanted.extend(modules::loaded(
                cx,
                std::slice::from_ref(&specification.name),
            ));
        }
        let loaded = cx.session().modules();
        let given = self
            .module_info
            .iter()
            .filter_map(|module| module.as_object().cloned());
        wanted.extend(given.filter(|module| {
            loaded
                .iter()
                .any(|known| dict::equals(&known.clone().into(), &module.clone().into()))
        }));
        for module in wanted {
            let target = format!(
                "{} (Path: '{}')",
                modules::name(&module),
                modules::text(&module, "Path")
            );
            if cx.should_process(&target, "Remove-Module")? {
                cx.session().remove_module(&module)?;
            }
            self.removed += 1;
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.removed > 0 || self.patterns_only {
            return Ok(());
        }
        let text = "No modules were removed. Verify that the specification of modules to remove is correct and those modules exist in the runspace.";
        let record = ErrorRecord::new(
            "Modules_NoModulesRemoved",
            Category::ResourceUnavailable,
            system::exceptions::INVALID_OPERATION,
            text,
        );
        cx.error(record)
    }
}

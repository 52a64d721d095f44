//! `Get-Module`.

use super::module_specification::Specification;
use super::modules;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Loaded modules, or those that can be loaded.
#[derive(Params, Default)]
struct GetModule {
    name: Vec<Str>,
    fully_qualified_name: Vec<Value>,
    all: bool,
    list_available: bool,
    #[param(name = "PSEdition")]
    ps_edition: Str,
    skip_edition_check: bool,
    refresh: bool,
}

entry!("Get-Module", "GetModuleCommand", GetModule);

impl Cmdlet for GetModule {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut names = self.name.clone();
        let specified = self.fully_qualified_name.iter();
        names.extend(
            specified
                .filter_map(Specification::of)
                .map(|wanted| wanted.name.clone()),
        );
        let mut found = if self.list_available {
            cx.session().available_modules(&names)
        } else {
            modules::loaded(cx, &names)
        };
        if !self.list_available {
            found.sort_by_key(|module| modules::name(module).to_lowercase());
        }
        found
            .into_iter()
            .try_for_each(|module| cx.write(Value::Object(module)))
    }
}

//! `Get-Variable`.

use crate::utility::variables;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// Variables by name or pattern.
#[derive(Params, Default)]
struct GetVariable {
    name: Vec<Str>,
    value_only: bool,
    #[param(flatten)]
    filters: variables::Filters,
    scope: Str,
}

entry!("Get-Variable", "GetVariableCommand", GetVariable);

impl Cmdlet for GetVariable {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let scope = variables::scope(cx, &self.scope)?;
        if self.name.is_empty() {
            self.name.push("*".into());
        }
        for name in std::mem::take(&mut self.name) {
            let (mut found, filtered) = variables::matching(cx, &name, &scope, &self.filters);
            found.sort_by(|a, b| {
                values::compare_text(&a.name, &b.name, true).then_with(|| a.name.cmp(&b.name))
            });
            if found.is_empty() && !filtered {
                cx.error(variables::not_found(&name))?;
            }
            for variable in found {
                if self.value_only {
                    cx.write(variable.get())?;
                } else {
                    variables::write(cx, &variable)?;
                }
            }
        }
        Ok(())
    }
}

//! `Clear-Variable`.

use crate::utility::variables;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Sets variables to `$null`.
#[derive(Params, Default)]
struct ClearVariable {
    name: Vec<Str>,
    #[param(flatten)]
    filters: variables::Filters,
    force: bool,
    pass_thru: bool,
    scope: Str,
}

entry!("Clear-Variable", "ClearVariableCommand", ClearVariable);

impl Cmdlet for ClearVariable {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let scope = variables::scope(cx, &self.scope)?;
        for name in &self.name {
            let (found, filtered) = variables::matching(cx, name, &scope, &self.filters);
            if found.is_empty() && !filtered {
                cx.error(variables::not_found(name))?;
            }
            for variable in found {
                if !cx.should_process(&format!("Name: {}", variable.name), "Clear variable")? {
                    continue;
                }
                let done = variables::attempt(cx, |cx| {
                    variables::by_force(cx, &variable, self.force, |cx| {
                        cx.session()
                            .set_variable(&variable.name, Value::Null, &scope)
                    })
                })?;
                if done && self.pass_thru {
                    variables::write(cx, &variable)?;
                }
            }
        }
        Ok(())
    }
}

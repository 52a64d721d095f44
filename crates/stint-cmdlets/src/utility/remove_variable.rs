//! `Remove-Variable`.

use crate::utility::variables;
use stint_cmdlet::session::Scope;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// Takes variables away.
#[derive(Params, Default)]
struct RemoveVariable {
    name: Vec<Str>,
    #[param(flatten)]
    filters: variables::Filters,
    force: bool,
    scope: Str,
}

entry!("Remove-Variable", "RemoveVariableCommand", RemoveVariable);

impl Cmdlet for RemoveVariable {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let scope = match variables::scope(cx, &self.scope)? {
            Scope::Default => Scope::Local,
            other => other,
        };
        for name in &self.name {
            let (found, filtered) = variables::matching(cx, name, &scope, &self.filters);
            if found.is_empty() && !filtered {
                cx.error(variables::not_found(name))?;
            }
            for variable in found {
                if cx.should_process(&format!("Name: {}", variable.name), "Remove variable")? {
                    let (scope, force) = (&scope, self.force);
                    variables::attempt(cx, |cx| {
                        cx.session()
                            .remove_variable(&variable.name, scope, force)
                            .map(drop)
                    })?;
                }
            }
        }
        Ok(())
    }
}

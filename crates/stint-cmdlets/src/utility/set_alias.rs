//! `Set-Alias`.

use super::{aliases, variables};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// Makes or changes an alias.
#[derive(Params, Default)]
struct SetAlias {
    name: Str,
    value: Str,
    description: Option<Str>,
    option: i32,
    pass_thru: bool,
    scope: Str,
    force: bool,
}

entry!("Set-Alias", "SetAliasCommand", SetAlias);

impl Cmdlet for SetAlias {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let scope = variables::scope(cx, &self.scope)?;

        if !cx.should_process(
            &format!("Name: {} Value: {}", self.name, self.value),
            "Set Alias",
        )? {
            return Ok(());
        }
        let alias = aliases::make(
            &self.name,
            &self.value,
            self.description.as_ref(),
            self.option.unsigned_abs(),
        );
        aliases::set(cx, alias, &scope, self.force, self.pass_thru)
    }
}

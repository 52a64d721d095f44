//! `New-Alias`.

use super::{aliases, variables};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// Makes an alias that is not there yet.
#[derive(Params, Default)]
struct NewAlias {
    name: Str,
    value: Str,
    description: Option<Str>,
    option: i32,
    pass_thru: bool,
    scope: Str,
    force: bool,
}

entry!("New-Alias", "NewAliasCommand", NewAlias);

impl Cmdlet for NewAlias {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let scope = variables::scope(cx, &self.scope)?;
        if !self.force && aliases::find(cx, &self.name).is_some() {
            return cx.error(aliases::already_exists(&self.name));
        }
        if !cx.should_process(
            &format!("Name: {} Value: {}", self.name, self.value),
            "New Alias",
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

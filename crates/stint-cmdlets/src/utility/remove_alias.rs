//! `Remove-Alias`.

use super::aliases;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// Takes aliases away.
#[derive(Params, Default)]
struct RemoveAlias {
    name: Vec<Str>,
    scope: Str,
    force: bool,
}

entry!("Remove-Alias", "RemoveAliasCommand", RemoveAlias);

impl Cmdlet for RemoveAlias {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        for name in &self.name {
            if aliases::find(cx, name).is_some() {
                cx.session().remove_alias(name, self.force)?;
            } else {
                cx.error(aliases::not_found("name", name))?;
            }
        }
        Ok(())
    }
}

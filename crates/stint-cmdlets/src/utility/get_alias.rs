//! `Get-Alias`.

use super::aliases;
use crate::values;
use stint_cmdlet::{Cmdlet, CommandKind, Cx, Params, Result};
use stint_object::Str;

/// Aliases by name or by what they stand for.
#[derive(Params, Default)]
struct GetAlias {
    name: Vec<Str>,
    exclude: Vec<Str>,
    scope: Str,
    definition: Vec<Str>,
}

entry!("Get-Alias", "GetAliasCommand", GetAlias);

impl Cmdlet for GetAlias {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.definition.is_empty() {
            return self
                .definition
                .clone()
                .iter()
                .try_for_each(|pattern| self.list(cx, pattern, "definition"));
        }
        if self.name.is_empty() {
            self.name.push("*".into());
        }
        std::mem::take(&mut self.name)
            .iter()
            .try_for_each(|pattern| self.list(cx, pattern, "name"))
    }
}

impl GetAlias {
    fn list(&self, cx: &mut dyn Cx, pattern: &str, what: &str) -> Result<()> {
        let key = |alias: &stint_cmdlet::Command| {
            if what == "name" {
                alias.name.clone()
            } else {
                alias.target.clone()
            }
        };
        let mut found: Vec<_> = cx
            .session()
            .commands("*", &[CommandKind::Alias])
            .into_iter()
            .filter(|alias| values::matches_pattern(pattern, &key(alias)))
            .filter(|alias| {
                !self
                    .exclude
                    .iter()
                    .any(|exclude| values::matches_pattern(exclude, &key(alias)))
            })
            .collect();
        found.sort_by(|a, b| values::compare_text(&a.name, &b.name, true));
        if found.is_empty() && !values::is_pattern(pattern) && self.exclude.is_empty() {
            cx.error(aliases::not_found(what, pattern))?;
        }
        for alias in found {
            let object = cx.session().command_object(&alias);
            cx.write(object)?;
        }
        Ok(())
    }
}

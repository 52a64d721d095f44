//! `Import-Alias`.

use super::csv::read::Text;
use super::{aliases, variables};
use crate::files::encoding::Encoding;
use crate::files::open;
use crate::values;
use stint_cmdlet::{Cmdlet, CommandKind, Cx, Params, Result};
use stint_object::Str;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;

/// Reads aliases from a file.
#[derive(Params, Default)]
struct ImportAlias {
    path: Str,
    literal_path: Str,
    scope: Str,
    pass_thru: bool,
    force: bool,
}

entry!("Import-Alias", "ImportAliasCommand", ImportAlias);

impl Cmdlet for ImportAlias {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let literal = !self.literal_path.is_empty();
        let path = if literal {
            self.literal_path.clone()
        } else {
            self.path.clone()
        };
        let text = open::read(cx, &path, Encoding::Utf8, literal)?;
        let scope = variables::scope(cx, &self.scope)?;
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let cells = Text::new(line).record(',');
            let [name, target, description, option] = cells.as_slice() else {
                let text = format!(
                    "Cannot import an alias. Line number {} in the file '{path}' is not a properly-formatted, comma-separated values (CSV) line for aliases. Change the line to contain four values separated by commas. If the value text itself contains a comma, then the value must be contained in quotation marks.",
                    number + 1
                );
                let id = "ImportAliasFileFormatError";
                return Err(ErrorRecord::new(
                    id,
                    Category::ReadError,
                    system::exceptions::FORMAT,
                    text,
                )
                .with_target(path)
                .into());
            };
            let Some(option) = values::scoped_options_named(option) else {
                let text = format!(
                    "Cannot import the alias because line number {} in the file '{path}' contains an option that is not recognized for aliases. Change the file to contain valid options.",
                    number + 1
                );
                cx.error(
                    ErrorRecord::new(
                        "ImportAliasOptionsError",
                        Category::ReadError,
                        system::exceptions::ARGUMENT,
                        text,
                    )
                    .with_target(path.clone()),
                )?;
                continue;
            };
            if !cx.should_process(&format!("Name: {name} Value: {target}"), "Import Alias")? {
                continue;
            }
            if !self.force && aliases::find(cx, name).is_some() {
                cx.error(aliases::already_exists(name))?;
                continue;
            }
            if !self.force
                && let Some(kind) = other_command(cx, name)
            {
                let text = format!(
                    "The alias is not allowed, because a command with the name '{name}' and command type '{kind}' already exists."
                );
                cx.error(
                    ErrorRecord::new(
                        "AliasAlreadyExists",
                        Category::ResourceExists,
                        system::exceptions::SESSION_STATE,
                        text,
                    )
                    .with_target(name.as_str()),
                )?;
                continue;
            }
            let alias = aliases::make(
                &name.as_str().into(),
                &target.as_str().into(),
                Some(&description.as_str().into()),
                option,
            );
            aliases::set(cx, alias, &scope, self.force, self.pass_thru)?;
        }
        Ok(())
    }
}

fn other_command(cx: &mut dyn Cx, name: &str) -> Option<&'static str> {
    let kinds = [
        CommandKind::Function,
        CommandKind::Filter,
        CommandKind::Cmdlet,
    ];
    let found = cx.session().commands(&values::escape_pattern(name), &kinds);
    found.first().map(|command| command.kind.name())
}

//! `Export-Alias`.

use super::aliases;
use crate::files::encoding::Encoding;
use crate::files::open::{Mode, Writer};
use crate::values;
use std::sync::Arc;
use stint_cmdlet::{Cmdlet, Command, CommandKind, Cx, Params, Result};
use stint_object::Str;

/// Writes aliases to a file, as values or as a script.
#[derive(Params, Default)]
struct ExportAlias {
    path: Str,
    literal_path: Str,
    name: Vec<Str>,
    pass_thru: bool,
    r#as: i32,
    append: bool,
    force: bool,
    #[param(name = "NoClobber")]
    no_clobber: bool,
    description: Option<Str>,
    scope: Str,
}

entry!("Export-Alias", "ExportAliasCommand", ExportAlias);

/// `ExportAliasFormat.Script`.
const SCRIPT: i32 = 1;

impl Cmdlet for ExportAlias {
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let found = self.found(cx)?;
        let literal = !self.literal_path.is_empty();
        let path = if literal {
            self.literal_path.clone()
        } else {
            self.path.clone()
        };
        if !cx.should_process(&path, "Export-Alias")? {
            return Ok(());
        }
        let mode = Mode {
            append: self.append,
            force: self.force,
            no_clobber: self.no_clobber,
            literal,
        };
        let mut writer = Writer::open(cx, &path, Encoding::Utf8, mode)?;
        self.write_header(&mut writer)?;
        for alias in found {
            writer.write_line(&self.line(&alias))?;
            if self.pass_thru {
                let object = cx.session().command_object(&alias);
                cx.write(object)?;
            }
        }
        writer.finish()
    }
}

impl ExportAlias {
    fn found(&self, cx: &mut dyn Cx) -> Result<Vec<Arc<Command>>> {
        let names = if self.name.is_empty() {
            vec!["*".into()]
        } else {
            self.name.clone()
        };
        let mut all: Vec<Arc<Command>> = Vec::new();
        for name in names {
            let found = cx.session().commands(&name, &[CommandKind::Alias]);
            if found.is_empty() && !values::is_pattern(&name) {
                cx.error(aliases::not_found("name", &name))?;
            }
            all.extend(found);
        }
        all.sort_by(|a, b| values::compare_text(&a.name, &b.name, true));
        Ok(all)
    }

    fn line(&self, alias: &Command) -> String {
        let options = values::text(&values::scoped_options(*alias.options.lock()));
        let description = alias.description.lock().clone();
        if self.r#as == SCRIPT {
            format!(
                "set-alias -Name:\"{}\" -Value:\"{}\" -Description:\"{description}\" -Option:\"{options}\"",
                alias.name, alias.target
            )
        } else {
            format!(
                "\"{}\",\"{}\",\"{description}\",\"{options}\"",
                alias.name, alias.target
            )
        }
    }

    fn write_header(&self, writer: &mut Writer) -> Result<()> {
        let now = values::call_method(&values::now()?, "ToString", &["F".into()])?;
        writer.write_line("# Alias File")?;
        writer.write_line(&format!("# Exported by : {}", values::user_name()))?;
        writer.write_line(&format!("# Date/Time : {}", values::text(&now)))?;
        writer.write_line(&format!("# Computer : {}", values::machine_name()))?;
        if let Some(description) = &self.description {
            writer.write_line("#")?;
            writer.write_line(&format!("# {}", description.replace('\n', "\n# ")))?;
        }
        Ok(())
    }
}

//! `Import-Clixml`.

use super::clixml;
use crate::files::encoding::Encoding;
use crate::files::{open, path};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// Reads objects that `Export-Clixml` wrote.
#[derive(Params, Default)]
struct ImportClixml {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    include_total_count: bool,
    skip: Option<u64>,
    first: Option<u64>,
}

entry!("Import-Clixml", "ImportClixmlCommand", ImportClixml);

impl Cmdlet for ImportClixml {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut files = Vec::new();
        for name in &self.literal_path {
            files.push(path::full(cx, name)?);
        }
        for name in &self.path {
            files.push(path::one(cx, name, false)?);
        }
        let skip = self
            .skip
            .and_then(|skip| usize::try_from(skip).ok())
            .unwrap_or(0);
        let first = self
            .first
            .and_then(|first| usize::try_from(first).ok())
            .unwrap_or(usize::MAX);
        for file in files {
            let text = open::read_path(&file, Encoding::Utf8)?;
            for value in clixml::read(&text)?.into_iter().skip(skip).take(first) {
                cx.write(value)?;
            }
        }
        Ok(())
    }
}

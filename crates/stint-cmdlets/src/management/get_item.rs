//! `Get-Item`.

use super::item;
use super::targets::Paths;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};

/// Items by path.
#[derive(Params, Default)]
struct GetItem {
    #[param(flatten)]
    paths: Paths,
    force: bool,
}

entry!("Get-Item", "GetItemCommand", GetItem);

impl Cmdlet for GetItem {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        for place in self.paths.existing(cx, self.force)? {
            match item::get(cx, &place) {
                Ok(found) => cx.write(found)?,
                Err(error) => cx.error(error)?,
            }
        }
        Ok(())
    }
}

//! `Convert-Path`.

use super::{place, targets};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// Paths as their provider has them.
#[derive(Params, Default)]
struct ConvertPath {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    force: bool,
}

entry!("Convert-Path", "ConvertPathCommand", ConvertPath);

impl Cmdlet for ConvertPath {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let (given, literal) = targets::given(&self.path, &self.literal_path);
        for text in given {
            for place in place::found(cx, &text, literal, self.force)? {
                if place::is_there(cx, &place)? {
                    cx.write(place.path.clone().into())?;
                }
            }
        }
        Ok(())
    }
}

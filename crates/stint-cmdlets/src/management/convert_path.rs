//! `Convert-Path`.

use super::{item, place};
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
        let literal = !self.literal_path.is_empty();
        let given = if literal {
            self.literal_path.clone()
        } else {
            self.path.clone()
        };
        for text in given {
            match place::expand(cx, &text, literal, self.force) {
                Ok(found) => {
                    for place in found {
                        if item::exists(cx, &place) {
                            cx.write(place.path.clone().into())?;
                        } else {
                            cx.error(place::not_found(&place.shown()))?;
                        }
                    }
                }
                Err(error) => cx.error(error)?,
            }
        }
        Ok(())
    }
}

//! `Resolve-Path`.

use super::{place, targets};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;
use stint_system::io::path;

/// Whole paths of what exists.
#[derive(Params, Default)]
struct ResolvePath {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    relative: bool,
    relative_base_path: Str,
    force: bool,
}

entry!("Resolve-Path", "ResolvePathCommand", ResolvePath);

impl Cmdlet for ResolvePath {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let (given, literal) = targets::given(&self.path, &self.literal_path);
        for text in given {
            for place in place::found(cx, &text, literal, self.force)? {
                if !place::is_there(cx, &place)? {
                    continue;
                }
                if self.relative && place.is_file_system() {
                    let shown = self.relative_to_base(cx, &place.path)?;
                    cx.write(shown.into())?;
                } else if self.relative {
                    cx.write(values::text(&place.shown().into()).into())?;
                } else {
                    cx.write(place.object())?;
                }
            }
        }
        Ok(())
    }
}

impl ResolvePath {
    fn relative_to_base(&self, cx: &mut dyn Cx, whole: &str) -> Result<String> {
        let base = if self.relative_base_path.is_empty() {
            cx.session().directory().to_string_lossy().into_owned()
        } else {
            match place::parse(cx, &self.relative_base_path.clone()) {
                Ok(base) => base.path.to_string(),
                Err(error) => return Err(error.into()),
            }
        };
        let relative = path::relative(&base, whole);
        Ok(if relative == "." {
            let name = path::file_name(whole.trim_end_matches('/'));
            if name.is_empty() {
                "./".into()
            } else {
                format!("../{name}")
            }
        } else if relative.starts_with("..") {
            relative
        } else {
            format!("./{relative}")
        })
    }
}

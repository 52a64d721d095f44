//! `Join-Path`.

use super::{item, place};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// One path of several parts.
#[derive(Params, Default)]
struct JoinPath {
    path: Vec<Str>,
    child_path: Vec<Str>,
    additional_child_path: Vec<Str>,
    resolve: bool,
}

entry!("Join-Path", "JoinPathCommand", JoinPath);

impl Cmdlet for JoinPath {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        for path in &self.path {
            if let Some((drive, _)) = place::drive_of(path)
                && let Err(error) = place::parse(cx, path)
            {
                let _ = drive;
                cx.error(error)?;
                continue;
            }
            let mut whole = path.to_string();
            for part in self.child_path.iter().chain(&self.additional_child_path) {
                whole = joined(&whole, part);
            }
            if !self.resolve {
                cx.write(whole.into())?;
                continue;
            }
            match place::expand(cx, &whole, false, false) {
                Ok(found) => {
                    for place in found {
                        if item::exists(cx, &place) {
                            cx.write(place.shown().into())?;
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

/// Two parts with one slash between.
pub(super) fn joined(path: &str, child: &str) -> String {
    let path = path.replace('\\', "/");
    let child = child.replace('\\', "/");
    if child.is_empty() {
        return if path.ends_with('/') {
            path
        } else {
            format!("{path}/")
        };
    }
    if path.is_empty() {
        return child;
    }
    let child = child.trim_start_matches('/');
    if path.ends_with('/') {
        format!("{path}{child}")
    } else {
        format!("{path}/{child}")
    }
}

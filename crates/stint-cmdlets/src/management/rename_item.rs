//! `Rename-Item`.

use super::targets::report_as_is;
use super::{item, move_item, place};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;

/// Gives an item another name.
#[derive(Params, Default)]
struct RenameItem {
    path: Str,
    literal_path: Str,
    new_name: Str,
    force: bool,
    pass_thru: bool,
}

entry!("Rename-Item", "RenameItemCommand", RenameItem);

impl Cmdlet for RenameItem {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let literal = !self.literal_path.is_empty();
        let text = if literal {
            self.literal_path.clone()
        } else {
            self.path.clone()
        };
        let found = match place::expand(cx, &text, literal, self.force) {
            Ok(found) => found,
            Err(error) => return cx.error(error),
        };
        let [from] = found.as_slice() else {
            let text = if found.is_empty() {
                format!("Cannot rename because item at '{text}' does not exist.")
            } else {
                "Cannot rename item because the path resolved to multiple items. Only one item can be renamed at a time.".into()
            };
            return cx.error(invalid(&text, "InvalidOperation"));
        };
        if !item::exists(cx, from) {
            let text = format!(
                "Cannot rename because item at '{}' does not exist.",
                from.shown()
            );
            return cx.error(invalid(&text, "InvalidOperation").with_target(&*text));
        }
        if !from.is_file_system() {
            let value = item::value(cx, from)?.unwrap_or_default();
            let to = place::Place {
                path: self.new_name.clone(),
                ..from.clone()
            };
            let done = item::set(cx, &to, value, self.force)
                .and_then(|()| item::remove(cx, from, self.force));
            return report_as_is(cx, done);
        }
        let path = from.as_path();
        let new = self.new_name.replace('\\', "/");
        let new = new.strip_prefix("./").unwrap_or(&new);
        let parent = path.parent().unwrap_or(&path);
        let inside = std::path::Path::new(new)
            .parent()
            .is_none_or(|folder| folder.as_os_str().is_empty() || folder == parent);
        if !inside {
            return Err(ErrorRecord::new(
                "Argument",
                Category::InvalidArgument,
                exceptions::PS_ARGUMENT,
                "Cannot rename the specified target, because it represents a path or device name.",
            )
            .into());
        }
        let target = parent.join(new);
        move_item::shift(cx, from, &target, self.force, "Rename", self.pass_thru).map(|_| ())
    }
}

fn invalid(text: &str, id: &'static str) -> ErrorRecord {
    ErrorRecord::new(
        id,
        Category::InvalidOperation,
        exceptions::PS_INVALID_OPERATION,
        text,
    )
}

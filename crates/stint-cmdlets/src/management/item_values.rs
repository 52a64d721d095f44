//! `Set-Item` and `Clear-Item`: the values of items that are no files.

use super::item;
use super::place;
use super::targets::{Paths, report_as_is};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;

fn unsupported() -> ErrorRecord {
    ErrorRecord::new(
        "NotSupported",
        Category::NotImplemented,
        exceptions::PS_NOT_SUPPORTED,
        "Provider operation stopped because the provider does not support this operation.",
    )
}

pub(super) mod set {
    use super::*;

    /// `Set-Item`.
    #[derive(Params, Default)]
    struct SetItem {
        #[param(flatten)]
        paths: Paths,
        value: Value,
        force: bool,
        pass_thru: bool,
    }

    entry!("Set-Item", "SetItemCommand", SetItem);

    impl Cmdlet for SetItem {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let (given, literal) = self.paths.given();
            for text in given {
                for place in place::found(cx, &text, literal, self.force)? {
                    if place.is_file_system() {
                        return Err(unsupported().into());
                    }
                    let shown =
                        format!("Item: {} Value: {}", place.path, values::text(&self.value));
                    if cx.should_process(&shown, "Set Item")? {
                        let done = item::set(cx, &place, self.value.clone(), self.force);
                        report_as_is(cx, done)?;
                        if self.pass_thru
                            && let Ok(made) = item::get(cx, &place)
                        {
                            cx.write(made)?;
                        }
                    }
                }
            }
            Ok(())
        }
    }
}

pub(super) mod clear {
    use super::*;

    /// `Clear-Item`.
    #[derive(Params, Default)]
    struct ClearItem {
        #[param(flatten)]
        paths: Paths,
        force: bool,
    }

    entry!("Clear-Item", "ClearItemCommand", ClearItem);

    impl Cmdlet for ClearItem {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            for place in self.paths.existing(cx, self.force)? {
                if place.is_file_system() {
                    return Err(unsupported().into());
                }
                if cx.should_process(&format!("Item: {}", place.path), "Clear Item")? {
                    let done = match place.provider.name() {
                        "Function" => item::remove(cx, &place, self.force),
                        _ => item::set(cx, &place, Value::Null, self.force),
                    };
                    report_as_is(cx, done)?;
                }
            }
            Ok(())
        }
    }
}

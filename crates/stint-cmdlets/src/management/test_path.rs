//! `Test-Path`.

use super::targets::Paths;
use super::{item, place};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::native::Plain;
use stint_object::types::system::exceptions;
use stint_object::{Str, Value};
use stint_system::io::status::{Status, Time};

/// Whether something is at a path.
#[derive(Params, Default)]
struct TestPath {
    #[param(flatten)]
    paths: Paths,
    path_type: Value,
    is_valid: bool,
    older_than: Value,
    newer_than: Value,
}

entry!("Test-Path", "TestPathCommand", TestPath);

impl Cmdlet for TestPath {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let (given, literal) = self.paths.given();
        if given.is_empty() {
            return cx.error(null_path());
        }
        for text in given {
            let found = if text.trim().is_empty() {
                false
            } else if self.is_valid {
                place::parse(cx, &text).is_ok()
            } else {
                self.test(cx, &text, literal)
            };
            cx.write(found.into())?;
        }
        Ok(())
    }
}

/// The error for a path that is null.
fn null_path() -> ErrorRecord {
    ErrorRecord::new(
        "NullPathNotPermitted",
        Category::InvalidArgument,
        exceptions::ARGUMENT_NULL,
        "The provided Path argument was null or an empty collection.",
    )
}

impl TestPath {
    fn test(&self, cx: &mut dyn Cx, text: &Str, literal: bool) -> bool {
        let Ok(found) = place::expand(cx, text, literal, true) else {
            return false;
        };
        let kind = values::text(&self.path_type).to_ascii_lowercase();
        found.iter().any(|place| {
            item::exists(cx, place)
                && self.paths.filters.pass(&place.leaf())
                && match kind.as_str() {
                    "container" => item::is_container(place),
                    "leaf" => !item::is_container(place),
                    _ => true,
                }
                && self.in_time(place)
        })
    }

    fn in_time(&self, place: &place::Place) -> bool {
        if self.older_than.is_null() && self.newer_than.is_null() {
            return true;
        }
        let status = Status::read(&place.as_path());
        let time = stint_system::io::status::time_of(status.as_ref(), Time::Write, false).ticks;
        (self.older_than.is_null() || time < self.older_than.date().ticks)
            && (self.newer_than.is_null() || time > self.newer_than.date().ticks)
    }
}

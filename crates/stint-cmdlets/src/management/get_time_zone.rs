//! `Get-TimeZone`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Str, access};

/// The zone of this machine, or one by its id.
#[derive(Params, Default)]
struct GetTimeZone {
    id: Vec<Str>,
}

entry!("Get-TimeZone", "GetTimeZoneCommand", GetTimeZone);

impl Cmdlet for GetTimeZone {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let ty = values::find_type("System.TimeZoneInfo")
            .ok_or_else(|| crate::refused::feature("time zones"))?;
        if self.id.is_empty() {
            let local = access::get_static(ty, "Local")?.unwrap_or_default();
            return cx.write(local);
        }
        for id in &self.id {
            match access::invoke_static(ty, "FindSystemTimeZoneById", &[id.clone().into()]) {
                Ok(zone) => cx.write(zone)?,
                Err(_) => cx.error(
                    ErrorRecord::new(
                        "TimeZoneNotFound",
                        Category::ObjectNotFound,
                        exceptions::ARGUMENT,
                        format!("The time zone ID '{id}' was not found on the local computer."),
                    )
                    .with_target(&**id),
                )?,
            }
        }
        Ok(())
    }
}

//! `Write-Information`.

use crate::utility::information;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Writes an object to the information stream.
#[derive(Params, Default)]
struct WriteInformation {
    message_data: Value,
    tags: Vec<Str>,
}

entry!(
    "Write-Information",
    "WriteInformationCommand",
    WriteInformation
);

impl Cmdlet for WriteInformation {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        let reserved = |tag: &&Str| {
            tag.get(..2)
                .is_some_and(|start| start.eq_ignore_ascii_case("PS"))
        };
        match self.tags.iter().find(reserved) {
            None => Ok(()),
            Some(tag) => {
                let text = format!("Cannot use tag '{tag}'. The 'PS' prefix is reserved.");
                let id = "PSPrefixReservedInInformationTag";
                Err(ErrorRecord::new(
                    id,
                    Category::InvalidArgument,
                    system::exceptions::INVALID_OPERATION,
                    text,
                )
                .with_target(tag.clone())
                .into())
            }
        }
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let record = information::record(cx, self.message_data.clone(), self.tags.clone());
        cx.information(record)
    }
}

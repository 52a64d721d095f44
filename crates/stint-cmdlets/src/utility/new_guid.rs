//! `New-Guid`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Data, Str, Value};

/// A new identifier, an empty one, or one from text.
#[derive(Params, Default)]
struct NewGuid {
    empty: bool,
    input_object: Str,
}

entry!("New-Guid", "NewGuidCommand", NewGuid);

impl Cmdlet for NewGuid {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let guid = if cx.parameter_set() == "InputObject" {
            match crate::values::convert(&self.input_object.clone().into(), system::GUID) {
                Ok(guid) => return cx.write(guid),
                Err(_) => {
                    let text = "Unrecognized Guid format.";
                    cx.error(ErrorRecord::new(
                        "StringNotRecognizedAsGuid",
                        Category::InvalidArgument,
                        system::exceptions::FORMAT,
                        text,
                    ))?;
                    return cx.write(Value::Null);
                }
            }
        } else if self.empty {
            uuid::Uuid::nil()
        } else {
            uuid::Uuid::now_v7()
        };
        cx.write(Value::object(system::GUID, Data::Guid(guid)))
    }
}

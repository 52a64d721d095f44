//! `Get-Error`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Data, Str, Value};

/// Errors with everything that is known of them.
#[derive(Params, Default)]
struct GetError {
    input_object: Value,
    newest: Option<i32>,
}

entry!("Get-Error", "GetErrorCommand", GetError);

/// The type names that the detailed views are known by.
const ERROR_RECORD: &str = "System.Management.Automation.ErrorRecord";
const EXCEPTION: &str = "System.Exception";

impl Cmdlet for GetError {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let errors = if self.input_object.is_null() {
            let all = cx
                .session()
                .variable_value("Error")
                .and_then(|errors| values::items(&errors))
                .unwrap_or_default();
            let count = usize::try_from(self.newest.unwrap_or(1)).unwrap_or(0);
            all.into_iter().take(count).collect()
        } else {
            let object = self.input_object.clone();
            let fits = matches!(
                object.data(),
                Some(Data::ErrorRecord(_) | Data::Exception(_))
            );
            if fits { vec![object] } else { Vec::new() }
        };
        let several = errors.len() > 1;
        for (at, error) in errors.into_iter().enumerate() {
            let mut names = values::type_names(&error);
            extend(&mut names, ERROR_RECORD);
            extend(&mut names, EXCEPTION);
            // The error itself is changed, until its view has shown it.
            values::set_type_names(&error, names);
            if several && let Value::Object(object) = &error {
                object.set_note("PSErrorIndex", Value::Int32(i32::try_from(at).unwrap_or(0)));
            }
            cx.write(error)?;
        }
        Ok(())
    }
}

fn extend(names: &mut Vec<Str>, name: &str) {
    let extended: Str = format!("{name}#PSExtendedError").into();
    if names.iter().any(|known| known == name) && !names.contains(&extended) {
        names.retain(|known| known != name);
        names.insert(0, extended);
    }
}

//! `ConvertFrom-StringData`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Data, Flow, Lock, Str, Value};

/// Reads lines of `name=value` as a hashtable.
#[derive(Params, Default)]
struct ConvertFromStringData {
    string_data: Str,
    delimiter: Option<u16>,
}

entry!(
    "ConvertFrom-StringData",
    "ConvertFromStringDataCommand",
    ConvertFromStringData
);

impl Cmdlet for ConvertFromStringData {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let delimiter = self
            .delimiter
            .and_then(|unit| char::from_u32(u32::from(unit)))
            .unwrap_or('=');
        let mut table = Dict::new(Comparer::IgnoreCase, Order::Buckets);
        for line in self.string_data.split('\n') {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((name, value)) = line.split_once(delimiter) else {
                return Err(refused(format!(
                    "Data line '{line}' is not in 'name=value' format. "
                )));
            };
            let name = Value::from(name.trim());
            if table.contains(&name) {
                let name = name.as_str().cloned().unwrap_or_default();
                return Err(refused(format!(
                    "Data item '{name}' in line '{line}' is already defined. "
                )));
            }
            let value = crate::regular::unescape(value.trim())?;
            table.insert(name, value.into());
        }
        cx.write(Value::object(
            system::HASHTABLE,
            Data::Dict(Lock::new(table)),
        ))
    }
}

fn refused(text: String) -> Flow {
    ErrorRecord::new(
        "InvalidOperation",
        Category::InvalidOperation,
        system::exceptions::PS_INVALID_OPERATION,
        text,
    )
    .into()
}

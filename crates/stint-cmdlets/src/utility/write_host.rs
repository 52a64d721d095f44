//! `Write-Host`.

use crate::utility::information;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;
use stint_object::records::HostMessage;

/// Writes to the host, by way of the information stream.
#[derive(Params, Default)]
struct WriteHost {
    object: Value,
    #[param(name = "NoNewline")]
    no_newline: bool,
    separator: Option<Value>,
    foreground_color: Option<u8>,
    background_color: Option<u8>,
}

entry!("Write-Host", "WriteHostCommand", WriteHost);

impl Cmdlet for WriteHost {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let separator = self
            .separator
            .as_ref()
            .map_or_else(|| " ".into(), values::text);
        let mut text = String::new();
        shown(&self.object, &separator, &mut text);
        let message = HostMessage {
            message: text.into(),
            no_newline: Some(self.no_newline),
            foreground: self.foreground_color,
            background: self.background_color,
        };
        let record = information::record(
            cx,
            information::host_message(message),
            vec!["PSHOST".into()],
        );
        cx.information(record)
    }
}

/// A collection's elements stand side by side, those of an inner one too.
fn shown(object: &Value, separator: &str, text: &mut String) {
    if object.is_null() {
        return;
    }
    let entries = values::items(object).or_else(|| values::entries(object));
    match entries {
        Some(items) => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 && !separator.is_empty() {
                    text.push_str(separator);
                }
                shown(item, separator, text);
            }
        }
        None => text.push_str(&values::text(object)),
    }
}

//! Output to the host: what `Out-Default` and `Out-Host` share.

use crate::formatting::{self, Snapshot};
use std::sync::Arc;
use stint_cmdlet::host::ShownError;
use stint_cmdlet::{Cx, Result};
use stint_format::output::{Lines, Output, Room};
use stint_format::packet::WriteStream;
use stint_object::Value;

/// An output to the host at work.
#[derive(Default)]
pub(super) struct Console(Option<(Output, Arc<Snapshot>)>);

struct HostLines<'a>(&'a mut dyn Cx);

impl Lines for HostLines<'_> {
    fn line(&mut self, text: &str, stream: WriteStream) -> Result<()> {
        let mut line = String::with_capacity(text.len() + 1);
        line.push_str(text);
        line.push('\n');
        match stream {
            // A console host leaves empty error lines out.
            WriteStream::Error if text.is_empty() => {}
            WriteStream::Error => self.0.host().write_error(&line),
            _ => self.0.host().write_output(&line),
        }
        Ok(())
    }
}

impl Console {
    /// Shows one object.
    pub(super) fn feed(&mut self, cx: &mut dyn Cx, value: &Value) -> Result<()> {
        let (shown, stream) = match value.payload::<ShownError>() {
            Some(error) => (&error.0, WriteStream::Error),
            None => (value, WriteStream::None),
        };
        if self.0.is_none() {
            let (context, snapshot) = formatting::context(cx);
            self.0 = Some((Output::new(context, Room::Console), snapshot));
        }
        let Some((output, snapshot)) = &mut self.0 else {
            return Ok(());
        };
        snapshot.refresh_for(cx, shown);
        output.feed_from(shown, stream, &mut HostLines(cx))
    }

    /// Shows what was held back.
    pub(super) fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        match self.0.take() {
            Some((mut output, _)) => output.end(&mut HostLines(cx)),
            None => Ok(()),
        }
    }
}

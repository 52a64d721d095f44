//! Output as text: what `Out-String` and `Out-File` share.

use crate::formatting::{self, Snapshot};
use std::sync::Arc;
use stint_cmdlet::{Cx, Result};
use stint_format::output::{Output, Room};
use stint_format::packet::WriteStream;
use stint_object::Value;

/// An output to text at work.
#[derive(Default)]
pub(super) struct TextOutput {
    output: Option<(Output, Arc<Snapshot>)>,
    width: Option<i32>,
}

impl TextOutput {
    /// With a width, or as wide as it takes.
    pub(super) fn new(width: Option<i32>) -> Self {
        Self {
            output: None,
            width,
        }
    }

    /// The lines that an object makes now; some come with a later one.
    pub(super) fn feed(&mut self, cx: &mut dyn Cx, value: &Value) -> Result<Vec<String>> {
        if self.output.is_none() {
            let (context, snapshot) = formatting::context(cx);
            let columns = self.width.and_then(|width| usize::try_from(width).ok());
            self.output = Some((
                Output::new(context, columns.map_or(Room::Endless, Room::Columns)),
                snapshot,
            ));
        }
        let mut lines = Vec::new();
        if let Some((output, snapshot)) = &mut self.output {
            snapshot.refresh_for(cx, value);
            output.feed(value, &mut |line: &str, _: WriteStream| {
                lines.push(line.to_owned());
                Ok(())
            })?;
        }
        Ok(lines)
    }

    /// The lines that were held back.
    pub(super) fn end(&mut self) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        if let Some((mut output, _)) = self.output.take() {
            output.end(&mut |line: &str, _: WriteStream| {
                lines.push(line.to_owned());
                Ok(())
            })?;
        }
        Ok(lines)
    }
}

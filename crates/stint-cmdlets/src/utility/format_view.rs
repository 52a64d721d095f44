//! `Format-Table`, `Format-List`, `Format-Wide` and `Format-Custom`: what they share.

use crate::formatting::{self, Snapshot};
use std::sync::Arc;
use stint_cmdlet::{Cx, Params, Result};
use stint_format::format::{Format, Packets};
use stint_format::packet::WriteStream;
use stint_format::packet_value;
use stint_format::parameters::{self, Expansion, Parameters, Use};
use stint_format::view::Shape;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// The parameters of all four.
#[derive(Params, Default)]
pub(super) struct Shared {
    group_by: Value,
    view: Option<Str>,
    show_error: Option<bool>,
    display_error: Option<bool>,
    force: bool,
    expand: Option<Str>,
    pub input_object: Value,
}

/// A cmdlet at work.
#[derive(Default)]
pub(super) struct Work(Option<(Format, Arc<Snapshot>)>);

impl Shared {
    /// What the cmdlet was told, with its own part added.
    ///
    /// # Errors
    /// PowerShell's errors for arguments that are no properties.
    pub(super) fn parameters(&self, property: &[Value], used: Use) -> Result<Parameters> {
        let group_by = if self.group_by.is_null() {
            None
        } else {
            parameters::columns(std::slice::from_ref(&self.group_by), Use::GroupBy)?.pop()
        };
        Ok(Parameters {
            properties: parameters::columns(property, used)?,
            group_by,
            view: self.view.clone().filter(|view| !view.is_empty()),
            force: self.force,
            show_error: self.show_error,
            display_error: self.display_error,
            expand: self.expansion()?,
            ..Parameters::default()
        })
    }

    fn expansion(&self) -> Result<Option<Expansion>> {
        let Some(name) = self.expand.as_ref().filter(|name| !name.is_empty()) else {
            return Ok(None);
        };
        match Expansion::from_name(name) {
            Some(expansion) => Ok(Some(expansion)),
            None => {
                let text = "The EnumerableExpansion value is not valid.";
                Err(ErrorRecord::new(
                    "Argument",
                    Category::InvalidArgument,
                    system::exceptions::PS_ARGUMENT,
                    text,
                )
                .into())
            }
        }
    }
}

impl Work {
    /// Starts.
    ///
    /// # Errors
    /// Parameters that exclude each other.
    pub(super) fn begin(
        &mut self,
        cx: &mut dyn Cx,
        shape: Shape,
        parameters: Parameters,
    ) -> Result<()> {
        let (context, snapshot) = formatting::context(cx);
        self.0 = Some((Format::new(context, shape, parameters)?, snapshot));
        Ok(())
    }

    /// Formats one object.
    ///
    /// # Errors
    /// A view that does not exist; what writing raises.
    pub(super) fn feed(&mut self, cx: &mut dyn Cx, value: &Value) -> Result<()> {
        let mut packets = Packets::new();
        if let Some((format, snapshot)) = &mut self.0 {
            snapshot.refresh_for(cx, value);
            format.feed(value, WriteStream::None, &mut packets)?;
        }
        write(cx, packets)
    }

    /// Ends the document.
    ///
    /// # Errors
    /// What writing raises.
    pub(super) fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut packets = Packets::new();
        if let Some((mut format, _)) = self.0.take() {
            format.end(&mut packets);
        }
        write(cx, packets)
    }
}

fn write(cx: &mut dyn Cx, packets: Packets) -> Result<()> {
    packets
        .into_iter()
        .try_for_each(|packet| cx.write(packet_value::shared(packet)))
}

/// The begin, process and end of a formatting cmdlet whose fields are `shared` and `work`.
macro_rules! formats {
    ($ty:ty, $shape:ident, |$self:ident, $cx:ident| $parameters:expr) => {
        impl stint_cmdlet::Cmdlet for $ty {
            fn begin(&mut self, cx: &mut dyn stint_cmdlet::Cx) -> stint_cmdlet::Result<()> {
                let ($self, $cx) = (&mut *self, &mut *cx);
                let parameters = $parameters;
                self.work
                    .begin(cx, stint_format::view::Shape::$shape, parameters)
            }
            fn process(&mut self, cx: &mut dyn stint_cmdlet::Cx) -> stint_cmdlet::Result<()> {
                let value = std::mem::take(&mut self.shared.input_object);
                self.work.feed(cx, &value)
            }
            fn end(&mut self, cx: &mut dyn stint_cmdlet::Cx) -> stint_cmdlet::Result<()> {
                self.work.end(cx)
            }
        }
    };
}
pub(super) use formats;

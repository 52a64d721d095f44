//! What `Format-Table` and its kin do, and what `Out-*` cmdlets do with values that nobody formatted: values in, format
//! objects out.

use crate::generate::{Context, Generator};
use crate::packet::{Entry, EntryInfo, FormatValue, Packet, WriteStream};
use crate::parameters::{Expansion, Parameters};
use crate::subject;
use crate::view::{Body, Shape, View};
use std::sync::Arc;
use stint_object::{Result, Str, Type, Value};

/// Where format objects go: into a pipeline as values, or straight to an output.
pub type Packets = Vec<Arc<Packet>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Outside,
    Document,
    Group,
}

/// A `Format-*` cmdlet at work.
pub struct Format {
    context: Context,
    shape: Option<Shape>,
    parameters: Option<Arc<Parameters>>,
    state: State,
    generator: Option<Generator>,
    kind: Option<Arc<Kind>>,
}

/// What the type names of an object say.
struct Kind {
    /// The type, where nothing else says what the object is.
    ty: Option<Type>,
    names: Vec<Str>,
    /// The view for objects that are shown apart from any document.
    apart: Option<Arc<View>>,
    is_scalar: bool,
}

impl Format {
    /// For a cmdlet: a shape and what it was told.
    pub fn new(context: Context, shape: Shape, parameters: Parameters) -> Result<Self> {
        parameters.check()?;
        Ok(Self::of(context, Some(shape), Some(Arc::new(parameters))))
    }

    /// For values that nobody formatted: the first one chooses the shape.
    pub fn by_default(context: Context) -> Self {
        Self::of(context, None, None)
    }

    fn of(context: Context, shape: Option<Shape>, parameters: Option<Arc<Parameters>>) -> Self {
        Self {
            context,
            shape,
            parameters,
            state: State::Outside,
            generator: None,
            kind: None,
        }
    }

    /// Takes one value of the pipeline. Collections are shown by their elements.
    pub fn feed(&mut self, value: &Value, stream: WriteStream, out: &mut Packets) -> Result<()> {
        if value.is_null() {
            return Ok(());
        }
        let Some(elements) = subject::elements(value) else {
            return self.object(value, stream, out);
        };
        match self
            .parameters
            .as_ref()
            .and_then(|parameters| parameters.expand)
            .unwrap_or(Expansion::EnumOnly)
        {
            Expansion::CoreOnly => return self.object(value, stream, out),
            Expansion::EnumOnly => {}
            Expansion::Both => self.announce(value, elements.len(), out)?,
        }
        elements
            .iter()
            .try_for_each(|element| self.object(&or_empty(element), stream, out))
    }

    /// Before the elements of a collection: the collection itself.
    fn announce(&mut self, value: &Value, count: usize, out: &mut Packets) -> Result<()> {
        out.push(raw(
            "The following object supports IEnumerable:",
            WriteStream::None,
        ));
        self.apart(value, WriteStream::None, true, out)?;
        let text = match count {
            0 => "The IEnumerable contains no objects.".to_owned(),
            1 => "The IEnumerable contains the following object:".to_owned(),
            count => format!("The IEnumerable contains the following {count} objects:"),
        };
        out.push(raw(text, WriteStream::None));
        Ok(())
    }

    fn object(&mut self, value: &Value, stream: WriteStream, out: &mut Packets) -> Result<()> {
        let shows_apart = self.shape.is_none()
            || !self
                .parameters
                .as_ref()
                .is_some_and(|parameters| parameters.force);
        if shows_apart && subject::is_plain_scalar(value) {
            out.push(raw(subject::text(value)?, stream));
            return Ok(());
        }
        if let Some(packet) = subject::packet(value) {
            out.push(packet);
            return Ok(());
        }
        if shows_apart && self.apart(value, stream, false, out)? {
            return Ok(());
        }
        if self.state == State::Outside {
            let generator =
                Generator::choose(&self.context, self.shape, self.parameters.as_ref(), value)?;
            out.push(Arc::new(Packet::FormatStart(generator.start(value)?)));
            self.generator = Some(generator);
            self.state = State::Document;
        }
        if shows_apart {
            let kind = self.kind(value);
            if !self.is_applicable(&kind) && self.apart(value, stream, true, out)? {
                return Ok(());
            }
        }
        self.inside(value, stream, out)
    }

    /// What is known of the object's kind; objects of one type come one after the other.
    fn kind(&mut self, value: &Value) -> Arc<Kind> {
        let ty = subject::plain_type(value);
        if let Some(kind) = &self.kind
            && ty.is_some()
            && kind.ty == ty
        {
            return kind.clone();
        }
        let names = subject::type_names(value);
        let kind = Arc::new(Kind {
            ty,
            apart: self.context.database.find_out_of_band(&names),
            is_scalar: subject::is_scalar(&names),
            names,
        });
        self.kind = Some(kind.clone());
        kind
    }

    fn is_applicable(&self, kind: &Kind) -> bool {
        self.generator
            .as_ref()
            .is_none_or(|generator| generator.is_applicable(&kind.names))
    }

    /// An object of the document: perhaps a new group, then its entry.
    fn inside(&mut self, value: &Value, stream: WriteStream, out: &mut Packets) -> Result<()> {
        let Some(generator) = &mut self.generator else {
            return Ok(());
        };
        let changes = generator.changes_group(value)?;
        if self.state == State::Group && changes {
            out.push(entry(
                EntryInfo::Complex(vec![FormatValue::entry(Vec::new())]),
                true,
                WriteStream::None,
            ));
            out.push(Arc::new(Packet::GroupEnd));
        }
        if self.state == State::Document || changes {
            out.push(Arc::new(Packet::GroupStart(
                generator.group_heading(value)?,
            )));
            self.state = State::Group;
        }
        out.push(entry(generator.entry(value)?, false, stream));
        for error in generator.take_errors() {
            self.apart(&error, WriteStream::None, true, out)?;
        }
        Ok(())
    }

    /// Shows an object apart from the document, if it is of a kind that is: strings and the like, errors, and what fits
    /// nowhere else (`as_list`).
    fn apart(
        &mut self,
        value: &Value,
        stream: WriteStream,
        as_list: bool,
        out: &mut Packets,
    ) -> Result<bool> {
        let kind = self.kind(value);
        if kind.names.is_empty() && !as_list {
            return Ok(false);
        }
        if let Some(view) = &kind.apart {
            let errors = self.entry_apart(Some(view.clone()), value, stream, out)?;
            for error in errors {
                self.apart(&error, WriteStream::None, true, out)?;
            }
            return Ok(true);
        }
        if kind.is_scalar || !subject::has_own_properties(value) {
            out.push(raw(subject::text(value)?, stream));
            return Ok(true);
        }
        if !as_list || subject::property_names(value).is_empty() {
            return Ok(false);
        }
        self.entry_apart(None, value, stream, out)?;
        Ok(true)
    }

    fn entry_apart(
        &self,
        view: Option<Arc<View>>,
        value: &Value,
        stream: WriteStream,
        out: &mut Packets,
    ) -> Result<Vec<Value>> {
        let mut generator = match view {
            Some(view) if matches!(view.body, Body::Complex(_) | Body::List(_)) => {
                Generator::from_view(&self.context, view, None)
            }
            _ => Generator::from_properties(&self.context, Some(Shape::List), None, value),
        };
        out.push(entry(generator.entry(value)?, true, stream));
        Ok(generator.take_errors())
    }

    /// The end of the input: closes the group and the document.
    pub fn end(&mut self, out: &mut Packets) {
        if self.state == State::Group {
            out.push(Arc::new(Packet::GroupEnd));
        }
        if self.state != State::Outside {
            out.push(Arc::new(Packet::FormatEnd));
        }
        self.state = State::Outside;
        self.generator = None;
    }
}

/// A null among the elements of a collection shows as an empty text.
fn or_empty(value: &Value) -> Value {
    if value.is_null() {
        Value::str("")
    } else {
        value.clone()
    }
}

fn entry(info: EntryInfo, out_of_band: bool, stream: WriteStream) -> Arc<Packet> {
    Arc::new(Packet::Entry(Entry {
        info,
        out_of_band,
        stream,
    }))
}

fn raw(text: impl Into<Str>, stream: WriteStream) -> Arc<Packet> {
    entry(EntryInfo::Raw(text.into()), true, stream)
}

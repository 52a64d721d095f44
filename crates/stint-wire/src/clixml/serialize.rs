//! Values to CLIXML.

use std::sync::Arc;

use hashbrown::HashMap;
use stint_object::{Data, Obj, Str, Value, access};

use super::data::{KnownText, Primitive, Shape, shape};
use super::members::{self, Property, Rules};
use super::writer::{Open, Writer};
use super::zone::Zone;
use super::{ClixmlError, MAX_DEPTH, errors, number};

/// How many levels of properties are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What PowerShell gives to everything that goes through a session: one, or what the type's own rule says.
    Remoting,
    /// `Export-Clixml -Depth`.
    Levels(u32),
    /// All that is there, and no rule of a type: for writing again what was read.
    All,
}

/// Writes values. One of them writes any number of messages, one after the other.
pub struct Serializer {
    writer: Writer,
    /// Reference ids of objects already written, by their address. They live as long as the message, since the caller holds them.
    objects: HashMap<usize, u64>,
    /// Objects that properties made up on the way, kept so that no address is used again within a message.
    held: Vec<Obj>,
    zone: Zone,
    depth: Depth,
    level: u32,
    /// Whether script properties may be run for type data that needs them.
    pub(super) with_type_data: bool,
}

type Result<T = ()> = std::result::Result<T, ClixmlError>;

impl Serializer {
    /// One that writes dates of kind `Local` in this zone.
    pub fn new(zone: Zone, depth: Depth) -> Self {
        Self {
            writer: Writer::default(),
            objects: HashMap::new(),
            held: Vec::new(),
            zone,
            depth,
            level: 0,
            with_type_data: true,
        }
    }

    /// Appends one value to `out`. On an error `out` is as it was.
    pub fn write(&mut self, out: &mut Vec<u8>, value: &Value) -> Result {
        self.write_message(out, |serializer| serializer.value(value))
    }

    /// Appends one message made of several values and elements; reference ids start anew. On an error `out` is as it was.
    pub fn write_message(
        &mut self,
        out: &mut Vec<u8>,
        write: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let start = out.len();
        self.writer = self.writer.take_over(std::mem::take(out));
        let result = write(self);
        *out = self.writer.finish();
        self.objects.clear();
        self.held.clear();
        self.level = 0;
        if result.is_err() {
            out.truncate(start);
        }
        result
    }

    /// Appends one value of a stream to a document that goes on: `<S S="Output">`. Reference ids are not started anew, so what
    /// was written is held. On an error `out` is as it was.
    pub fn write_of_stream(&mut self, out: &mut Vec<u8>, stream: &str, value: &Value) -> Result {
        let start = out.len();
        self.held.extend(value.as_object().cloned());
        self.writer = self.writer.take_over(std::mem::take(out));
        let result = self.value(value);
        *out = self.writer.take();
        self.level = 0;
        if result.is_err() {
            out.truncate(start);
        } else if let Some(behind) = out[start..].iter().position(|byte| b" />".contains(byte)) {
            let attribute = format!(" S=\"{stream}\"");
            out.splice(start + behind..start + behind, attribute.into_bytes());
        }
        result
    }

    /// The element writer beneath.
    pub fn writer(&mut self) -> &mut Writer {
        &mut self.writer
    }

    /// Writes a value within a message.
    pub fn value(&mut self, value: &Value) -> Result {
        self.one(value, None, self.levels())
    }

    /// Writes a value within a message as a property.
    pub fn property(&mut self, name: &str, value: &Value) -> Result {
        self.one(value, Some(name), self.levels())
    }

    /// Writes without what the types' data would add by running script, which only a runspace's own thread may do.
    pub(crate) fn without_type_data<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.with_type_data, false);
        let result = write(self);
        self.with_type_data = before;
        result
    }

    fn levels(&self) -> u32 {
        match self.depth {
            Depth::Remoting => 1,
            Depth::Levels(levels) => levels,
            Depth::All => u32::MAX,
        }
    }

    pub(super) fn one(&mut self, value: &Value, name: Option<&str>, depth: u32) -> Result {
        if value.is_null() {
            self.writer.nil(name);
            return Ok(());
        }
        self.level += 1;
        if self.level == MAX_DEPTH {
            self.writer
                .text("S", name, &errors::ClixmlError::TooDeep.to_string());
        } else {
            self.not_too_deep(value, name, depth)?;
        }
        self.level -= 1;
        Ok(())
    }

    fn not_too_deep(&mut self, value: &Value, name: Option<&str>, depth: u32) -> Result {
        let Value::Object(object) = value else {
            return self.primitive(value, name, &Primitive::Direct);
        };
        let shape = shape(value);
        if let Shape::Primitive(primitive) = &shape
            && !is_decorated(object)
        {
            return self.primitive(value, name, primitive);
        }
        if let Some(&id) = self.objects.get(&address(object)) {
            self.writer.reference(name, id);
            return Ok(());
        }
        let changed = members::changed_names(value);
        let rules = self.rules(value, object, &shape, changed.is_some());
        let depth = self.adjusted(object, depth, &rules);
        let names = changed.as_deref();
        match shape {
            Shape::Primitive(primitive) => self.decorated(object, &primitive, name, names, depth),
            Shape::List(tag, items) => {
                let container = self.container(object, name, names);
                let list = self.writer.start(tag, None);
                items
                    .iter()
                    .try_for_each(|item| self.one(item, None, depth))?;
                self.writer.end(list);
                self.container_properties(object, depth, tag == "IE")?;
                self.writer.end(container);
                Ok(())
            }
            Shape::Dictionary(entries) => {
                let container = self.container(object, name, names);
                self.dictionary(&entries, depth)?;
                self.container_properties(object, depth, false)?;
                self.writer.end(container);
                Ok(())
            }
            Shape::Complex if depth == 0 || rules.as_text => self.as_text(object, name, names),
            Shape::Complex => self.complex(object, name, names, depth, &rules),
        }
    }

    /// Type data is asked only where some may say something: most objects are property bags and lists that it knows nothing of.
    fn rules(&self, value: &Value, object: &Obj, shape: &Shape, is_changed: bool) -> Rules {
        let may_have = is_changed || matches!(shape, Shape::Complex) && !is_plain_bag(object);
        if may_have && self.depth != Depth::All {
            Rules::of(value)
        } else {
            Rules::default()
        }
    }

    /// A type's own depth wins; what was deserialized before never goes below one level.
    fn adjusted(&self, object: &Obj, depth: u32, rules: &Rules) -> u32 {
        if let (Some(own), Depth::Remoting) = (rules.depth, self.depth) {
            return own;
        }
        if depth == 0 && self.depth == Depth::Remoting && is_deserialized(object) {
            1
        } else {
            depth
        }
    }

    /// Gives an object its reference id; the element is open then.
    fn open(&mut self, object: &Obj, name: Option<&str>) -> Open {
        let (open, id) = self.writer.start_object(name);
        self.objects.insert(address(object), id);
        self.held.push(Arc::clone(object));
        open
    }

    /// Opens an object with its type names: the changed ones or its own.
    fn container(&mut self, object: &Obj, name: Option<&str>, changed: Option<&[Str]>) -> Open {
        let open = self.open(object, name);
        match changed {
            Some(names) => self.writer.type_names(names.iter().map(Str::as_str)),
            None => {
                let own = members::names_of(object.ty());
                self.writer.type_names(own.iter().map(Str::as_str));
            }
        }
        open
    }

    /// Opens an object that writes its type names only if they were changed.
    fn primitive_object(
        &mut self,
        object: &Obj,
        name: Option<&str>,
        changed: Option<&[Str]>,
    ) -> Open {
        let open = self.open(object, name);
        if let Some(names) = changed {
            self.writer.type_names(names.iter().map(Str::as_str));
        }
        open
    }

    fn dictionary(&mut self, entries: &[(Value, Value)], depth: u32) -> Result {
        let dictionary = self.writer.start("DCT", None);
        for (key, value) in entries {
            let entry = self.writer.start("En", None);
            self.one(key, Some("Key"), depth)?;
            self.one(value, Some("Value"), depth)?;
            self.writer.end(entry);
        }
        self.writer.end(dictionary);
        Ok(())
    }

    /// A container's own properties are written only where reading it back would lose them.
    fn container_properties(
        &mut self,
        object: &Obj,
        depth: u32,
        is_plain_enumerable: bool,
    ) -> Result {
        if depth == 0 {
            return Ok(());
        }
        let value = Value::Object(Arc::clone(object));
        if is_plain_enumerable || is_deserialized(object) {
            self.properties("Props", members::adapted(&value), depth - 1)?;
        }
        self.members(members::added(&value), depth)
    }

    /// A primitive that members were added to, or whose type names or text were changed.
    fn decorated(
        &mut self,
        object: &Obj,
        primitive: &Primitive,
        name: Option<&str>,
        names: Option<&[Str]>,
        depth: u32,
    ) -> Result {
        let value = Value::Object(Arc::clone(object));
        let open = self.primitive_object(object, name, names);
        if let Some(text) = object.deserialized_text() {
            self.writer.text("ToString", None, &text);
        }
        self.primitive(&value, None, primitive)?;
        self.members(members::added(&value), depth)?;
        self.writer.end(open);
        Ok(())
    }

    fn as_text(&mut self, object: &Obj, name: Option<&str>, names: Option<&[Str]>) -> Result {
        let value = Value::Object(Arc::clone(object));
        let text = members::text(&value);
        let added = members::added(&value);
        let kept = object.deserialized_text();
        if added.is_empty() && names.is_none() && kept.is_none() {
            self.writer.text("S", name, &text);
            return Ok(());
        }
        let open = self.primitive_object(object, name, names);
        if let Some(kept) = kept {
            self.writer.text("ToString", None, &kept);
        }
        self.writer.text("S", None, &text);
        self.members(added, 0)?;
        self.writer.end(open);
        Ok(())
    }

    fn complex(
        &mut self,
        object: &Obj,
        name: Option<&str>,
        names: Option<&[Str]>,
        depth: u32,
        rules: &Rules,
    ) -> Result {
        let value = Value::Object(Arc::clone(object));
        let open = self.container(object, name, names);
        if !has_no_text(object) {
            self.writer.text("ToString", None, &members::text(&value));
        }
        let mut extended = members::added(&value);
        match object.data() {
            Data::Enum(bits) => self.enum_number(object, *bits),
            Data::ErrorRecord(record) => {
                self.error_record_members(object, record, depth)?;
                self.writer.end(open);
                return Ok(());
            }
            Data::Exception(exception) if !is_deserialized(object) => {
                self.exception_properties(&value, exception, depth - 1)?;
            }
            _ if is_plain_bag(object) => {}
            _ => self.own_properties(&value, depth, rules, &mut extended)?,
        }
        self.members(extended, depth)?;
        self.writer.end(open);
        Ok(())
    }

    /// The type's properties, and behind the added ones those of type data; or of both what type data lists.
    fn own_properties(
        &mut self,
        value: &Value,
        depth: u32,
        rules: &Rules,
        extended: &mut Vec<Property>,
    ) -> Result {
        let (own, more) = match &rules.properties {
            None => (members::adapted(value), members::of_type_data(value)),
            Some(listed) => {
                let own = members::adapted(value);
                let is_own = |name: &Str| {
                    own.iter()
                        .any(|known| known.name.eq_ignore_ascii_case(name))
                };
                let (own, other): (Vec<&Str>, Vec<&Str>) =
                    listed.iter().partition(|name| is_own(name));
                let read = |names: Vec<&Str>| {
                    names
                        .into_iter()
                        .filter_map(|name| members::named(value, name))
                        .collect()
                };
                (read(own), read(other))
            }
        };
        self.properties("Props", own, depth - 1)?;
        extended.extend(more);
        Ok(())
    }

    fn enum_number(&mut self, object: &Obj, bits: i64) {
        let tag = match object.ty().underlying.map(|ty| ty.name()) {
            Some("System.SByte") => "SB",
            Some("System.Byte") => "By",
            Some("System.Int16") => "I16",
            Some("System.UInt16") => "U16",
            Some("System.UInt32") => "U32",
            Some("System.Int64") => "I64",
            Some("System.UInt64") => {
                self.writer.integer("U64", None, bits.cast_unsigned());
                return;
            }
            _ => "I32",
        };
        self.writer.integer(tag, None, bits);
    }

    /// `<Props>` with what there is, or nothing.
    pub(super) fn properties(
        &mut self,
        tag: &'static str,
        properties: Vec<Property>,
        depth: u32,
    ) -> Result {
        if properties.is_empty() {
            return Ok(());
        }
        let set = self.writer.start(tag, None);
        for property in properties {
            self.one(&property.value, Some(&property.name), depth)?;
        }
        self.writer.end(set);
        Ok(())
    }

    /// `<MS>`: what was added to an object keeps its depth, what its type's data adds loses one level.
    pub(super) fn members(&mut self, properties: Vec<Property>, depth: u32) -> Result {
        if properties.is_empty() {
            return Ok(());
        }
        let set = self.writer.start("MS", None);
        for property in properties {
            let depth = if property.on_instance {
                depth
            } else {
                depth.saturating_sub(1)
            };
            self.one(&property.value, Some(&property.name), depth)?;
        }
        self.writer.end(set);
        Ok(())
    }

    fn primitive(&mut self, value: &Value, name: Option<&str>, primitive: &Primitive) -> Result {
        match primitive {
            Primitive::Direct => self.direct(value.base(), name),
            Primitive::Bytes(bytes) => self.writer.bytes(name, bytes),
            // A document's text is its type's name; what it holds is its markup.
            Primitive::Named(tag @ "XD") if value.payload::<KnownText>().is_none() => {
                let markup = access::get_property(value, "OuterXml").ok().flatten();
                let markup = markup
                    .as_ref()
                    .map_or_else(|| members::text(value), members::text);
                self.writer.text(tag, name, &markup);
            }
            Primitive::Named(tag) => self.writer.text(tag, name, &members::text(value)),
            Primitive::Progress => return self.progress(value, name),
            Primitive::SecureString => return Err(ClixmlError::SecureString),
        }
        Ok(())
    }

    fn direct(&mut self, value: &Value, name: Option<&str>) {
        let writer = &mut self.writer;
        match value {
            Value::Null | Value::Nothing => writer.nil(name),
            Value::Bool(value) => writer.boolean(name, *value),
            Value::Char(unit) => writer.integer("C", name, *unit),
            Value::SByte(number) => writer.integer("SB", name, *number),
            Value::Byte(number) => writer.integer("By", name, *number),
            Value::Int16(number) => writer.integer("I16", name, *number),
            Value::UInt16(number) => writer.integer("U16", name, *number),
            Value::Int32(number) => writer.integer("I32", name, *number),
            Value::UInt32(number) => writer.integer("U32", name, *number),
            Value::Int64(number) => writer.integer("I64", name, *number),
            Value::UInt64(number) => writer.integer("U64", name, *number),
            Value::Single(number) => writer.plain("Sg", name, &number::single(*number)),
            Value::Double(number) => writer.plain("Db", name, &number::double(*number)),
            Value::Str(text) => writer.text("S", name, text),
            Value::Object(object) => match object.data() {
                Data::Decimal(number) => writer.plain("D", name, &number.to_string()),
                Data::DateTime(moment) => {
                    writer.plain("DT", name, &number::date_time(*moment, self.zone))
                }
                Data::TimeSpan(ticks) => writer.plain("TS", name, &number::duration(*ticks)),
                Data::Guid(id) => writer.plain("G", name, &id.to_string()),
                Data::ScriptBlock(block) => writer.text("SBK", name, &block.text()),
                _ => writer.text("S", name, &members::text(value)),
            },
        }
    }
}

fn address(object: &Obj) -> usize {
    Arc::as_ptr(object).addr()
}

/// Whether a primitive has more to say than itself.
fn is_decorated(object: &Obj) -> bool {
    let added = object.added();
    !added.bag.is_empty()
        || added.type_names.is_some()
        || added
            .deserialized
            .as_ref()
            .is_some_and(|deserialized| deserialized.text.is_some())
}

fn is_deserialized(object: &Obj) -> bool {
    object
        .added()
        .deserialized
        .as_ref()
        .is_some_and(|deserialized| deserialized.properties.is_some())
}

/// A `pscustomobject` whose properties are all its own notes.
fn is_plain_bag(object: &Obj) -> bool {
    matches!(object.data(), Data::Custom)
        && object.ty() == stint_object::types::system::PS_CUSTOM_OBJECT
        && object.added().deserialized.is_none()
}

/// A property bag has no text of its own, unless it came with one.
fn has_no_text(object: &Obj) -> bool {
    let is_bag = matches!(object.data(), Data::Custom)
        && object.ty() == stint_object::types::system::PS_CUSTOM_OBJECT;
    is_bag && object.deserialized_text().is_none()
}

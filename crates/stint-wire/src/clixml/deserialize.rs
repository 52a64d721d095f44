//! CLIXML to values.

use std::borrow::Cow;
use std::sync::Arc;

use hashbrown::HashMap;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::members::{Member, MemberSet};
use stint_object::records::ProgressRecord;
use stint_object::shape::{Bag, Shape};
use stint_object::text::ticks::DateTimeTicks;
use stint_object::types::{registry, system};
use stint_object::{Data, Lock, Obj, Object, Str, Type, Value};

use super::data::KnownText;
use super::escape::decode_name;
use super::xml::{Next, Start, Xml};
use super::zone::Zone;
use super::{ClixmlError, MAX_DEPTH, data, members, number};

/// What becomes of type names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Each gets `Deserialized.` before it, as scripts see them.
    Prefixed,
    /// They stay as they are, and an object that has none keeps none: what is needed to write it again.
    Exact,
}

type Result<T> = std::result::Result<T, ClixmlError>;

/// Reads values. One of them reads any number of messages, and remembers shapes and lists of names between them.
pub struct Deserializer {
    names: Names,
    zone: Zone,
    /// Lists of type names that came before, as they were written, so that 10,000 objects of a type share the texts.
    known_names: HashMap<String, Vec<Str>>,
    /// The property names of the last bag: the next one has the same more often than not.
    last_shape: Option<Arc<Shape>>,
}

/// What belongs to one message.
struct Reading<'a, 'd> {
    xml: Xml<'a>,
    deserializer: &'d mut Deserializer,
    objects: HashMap<u64, Value>,
    type_names: HashMap<u64, Vec<Str>>,
    level: u32,
}

/// Lists of type names beyond this are not remembered.
const REMEMBERED_NAMES: usize = 512;

impl Deserializer {
    /// One that makes dates with an offset into local time of this zone.
    pub fn new(zone: Zone, names: Names) -> Self {
        Self {
            names,
            zone,
            known_names: HashMap::new(),
            last_shape: None,
        }
    }

    /// Reads one value, which is all that `bytes` holds. An empty text is null, as PowerShell sends it.
    pub fn read(&mut self, bytes: &[u8]) -> Result<Value> {
        let mut reading = self.reading(bytes)?;
        if reading.xml.is_at_end()? {
            return Ok(Value::Null);
        }
        let Next::Start(start) = reading.xml.next()? else {
            return Err(unexpected_end());
        };
        let value = reading.one(start)?;
        if reading.xml.is_at_end()? {
            Ok(value)
        } else {
            Err(ClixmlError::Xml(bytes.len(), "text behind the end"))
        }
    }

    /// Reads every value within a root element (`<Objs …>`), as a file has it.
    pub fn read_file(&mut self, bytes: &[u8]) -> Result<Vec<Value>> {
        let mut reading = self.reading(bytes.strip_prefix(crate::message::BOM).unwrap_or(bytes))?;
        let Next::Start(root) = reading.xml.next()? else {
            return Err(unexpected_end());
        };
        if root.tag != "Objs" {
            return Err(ClixmlError::Tag(root.tag.to_owned()));
        }
        let mut values = Vec::new();
        reading.children(root, |reading, start| {
            values.push(reading.one(start)?);
            Ok(())
        })?;
        Ok(values)
    }

    fn reading<'a>(&mut self, bytes: &'a [u8]) -> Result<Reading<'a, '_>> {
        Ok(Reading {
            xml: Xml::new(bytes)?,
            deserializer: self,
            objects: HashMap::new(),
            type_names: HashMap::new(),
            level: 0,
        })
    }
}

fn unexpected_end() -> ClixmlError {
    ClixmlError::Xml(0, "an element was expected")
}

/// An object while its parts come.
#[derive(Default)]
struct Parts {
    id: Option<u64>,
    names: Option<Vec<Str>>,
    text: Option<Str>,
    properties: Option<Bag>,
    members: Bag,
    /// The object once it had to exist because something inside may refer to it.
    made: Option<Value>,
}

impl<'a> Reading<'a, '_> {
    /// Calls `read` with each element inside another, and takes that one's end tag.
    fn children(
        &mut self,
        parent: Start<'a>,
        mut read: impl FnMut(&mut Self, Start<'a>) -> Result<()>,
    ) -> Result<()> {
        if parent.empty {
            return Ok(());
        }
        while let Next::Start(child) = self.xml.next()? {
            read(self, child)?;
        }
        Ok(())
    }

    fn one(&mut self, start: Start<'a>) -> Result<Value> {
        self.level += 1;
        if self.level == MAX_DEPTH {
            return Err(ClixmlError::TooDeep);
        }
        let value = match start.tag {
            "Obj" => self.object(start)?,
            "Nil" => {
                self.xml.skip(start)?;
                Value::Null
            }
            "Ref" => {
                let id = reference_id(&start)?.ok_or(ClixmlError::Attribute("RefId"))?;
                self.xml.skip(start)?;
                self.objects
                    .get(&id)
                    .cloned()
                    .ok_or_else(|| ClixmlError::Reference(id.to_string()))?
            }
            tag => match self.primitive(start)? {
                Some(value) => value,
                None => return Err(ClixmlError::Tag(tag.to_owned())),
            },
        };
        self.level -= 1;
        Ok(value)
    }

    fn object(&mut self, start: Start<'a>) -> Result<Value> {
        let mut parts = Parts {
            id: reference_id(&start)?,
            ..Parts::default()
        };
        self.children(start, |reading, child| reading.part(&mut parts, child))?;
        let made = match parts.made.take() {
            Some(made) => made,
            None => self.make(&mut parts, None),
        };
        Ok(self.unwrapped(made))
    }

    /// A wrapper that turned out to add nothing is none.
    fn unwrapped(&self, made: Value) -> Value {
        let Value::Object(object) = &made else {
            return made;
        };
        let Data::Wrapped(base) = object.data() else {
            return made;
        };
        let added = object.added();
        if added.bag.is_empty() && added.type_names.is_none() && added.deserialized.is_none() {
            return base.clone();
        }
        drop(added);
        made
    }

    fn part(&mut self, parts: &mut Parts, child: Start<'a>) -> Result<()> {
        match child.tag {
            "TN" => {
                let id = reference_id(&child)?;
                let names = self.type_names(child)?;
                if let Some(id) = id {
                    self.type_names.insert(id, names.clone());
                }
                parts.names = Some(names);
            }
            "TNRef" => {
                let id = reference_id(&child)?.ok_or(ClixmlError::Attribute("RefId"))?;
                self.xml.skip(child)?;
                let names = self
                    .type_names
                    .get(&id)
                    .ok_or_else(|| ClixmlError::Reference(id.to_string()))?;
                parts.names = Some(names.clone());
            }
            "ToString" => parts.text = Some(self.text(child)?),
            "Props" => {
                self.make_now(parts);
                parts.properties = Some(self.bag(child)?);
            }
            "MS" => {
                self.make_now(parts);
                parts.members = self.bag(child)?;
            }
            _ => self.base(parts, child)?,
        }
        if let Some(Value::Object(object)) = &parts.made {
            self.dress(object, parts);
        }
        Ok(())
    }

    /// What the object is beneath its members: a primitive, a container or another object.
    fn base(&mut self, parts: &mut Parts, child: Start<'a>) -> Result<()> {
        match child.tag {
            "LST" | "IE" | "QUE" | "STK" => {
                let ty = match child.tag {
                    "QUE" => named_type("System.Collections.Queue", system::ARRAY_LIST),
                    "STK" => named_type("System.Collections.Stack", system::ARRAY_LIST),
                    _ => system::ARRAY_LIST,
                };
                let object = if ty == system::ARRAY_LIST {
                    Object::new(ty, Data::List(Lock::new(Vec::new())))
                } else {
                    system::sequences::empty(ty)
                };
                self.make(parts, Some(Value::Object(object.clone())));
                let mut items = Vec::new();
                self.children(child, |reading, start| {
                    items.push(reading.one(start)?);
                    Ok(())
                })?;
                match object.data() {
                    Data::List(list) => *list.lock() = items,
                    _ => system::sequences::fill(&object, items),
                }
            }
            "DCT" => self.dictionary(parts, child)?,
            "Obj" => {
                let inner = self.one(child)?;
                self.make(parts, Some(inner));
            }
            tag => {
                let base = self
                    .primitive(child)?
                    .ok_or_else(|| ClixmlError::Tag(tag.to_owned()))?;
                self.make(parts, Some(base));
            }
        }
        Ok(())
    }

    fn dictionary(&mut self, parts: &mut Parts, child: Start<'a>) -> Result<()> {
        let first = parts.names.as_ref().and_then(|names| names.first());
        let is_ordered = first.is_some_and(|name| {
            name.strip_prefix("Deserialized.").unwrap_or(name)
                == "System.Collections.Specialized.OrderedDictionary"
        });
        let ty = if is_ordered {
            system::ORDERED_DICTIONARY
        } else {
            system::HASHTABLE
        };
        let object = Object::new(
            ty,
            Data::Dict(Lock::new(Dict::new(Comparer::IgnoreCase, Order::Added))),
        );
        self.make(parts, Some(Value::Object(object.clone())));
        let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
        self.children(child, |reading, entry| {
            if entry.tag != "En" {
                return Err(ClixmlError::Tag(entry.tag.to_owned()));
            }
            let (key, value) = reading.entry(entry)?;
            if dict.contains(&key) && dict.comparer == Comparer::IgnoreCase {
                // Keys that differ by case only: PowerShell then takes a dictionary that tells them apart.
                let mut exact = Dict::new(Comparer::Exact, Order::Added);
                for (key, value) in dict.take_all() {
                    exact.insert(key, value);
                }
                dict = exact;
            }
            dict.insert(key, value);
            Ok(())
        })?;
        if let Data::Dict(target) = object.data() {
            *target.lock() = dict;
        }
        Ok(())
    }

    fn entry(&mut self, entry: Start<'a>) -> Result<(Value, Value)> {
        let (mut key, mut value) = (None, None);
        self.children(entry, |reading, child| {
            let name = child.attribute("N")?.ok_or(ClixmlError::Attribute("N"))?;
            let slot = if name.eq_ignore_ascii_case("Key") {
                &mut key
            } else if name.eq_ignore_ascii_case("Value") {
                &mut value
            } else {
                return Err(ClixmlError::DictionaryEntry);
            };
            *slot = Some(reading.one(child)?);
            Ok(())
        })?;
        match (key, value) {
            (Some(key), Some(value)) if !key.is_null() => Ok((key, value)),
            _ => Err(ClixmlError::DictionaryEntry),
        }
    }

    /// An object without a base is a property bag; it is made before its members are read, since they may refer to it.
    fn make_now(&mut self, parts: &mut Parts) {
        if parts.made.is_none() {
            self.make(parts, None);
        }
    }

    /// Makes the object of what came so far, and gives it its reference id.
    fn make(&mut self, parts: &mut Parts, base: Option<Value>) -> Value {
        let value = match base {
            None => Value::object(system::PS_CUSTOM_OBJECT, Data::Custom),
            // Every object that can be a base was made by this reader just now, so it is given the members in place.
            Some(base @ Value::Object(_)) => base,
            Some(base) => Value::object(base.ty().unwrap_or(system::OBJECT), Data::Wrapped(base)),
        };
        if let Value::Object(object) = &value {
            self.dress(object, parts);
        }
        if let Some(id) = parts.id {
            self.objects.insert(id, value.clone());
        }
        parts.made = Some(value.clone());
        value
    }

    fn dress(&self, object: &Obj, parts: &Parts) {
        let mut added = object.added();
        let wrapped = matches!(object.data(), Data::Wrapped(_));
        match &parts.names {
            _ if added.type_names.is_some() && parts.names.is_none() => {}
            Some(names) => added.type_names = Some(Box::new(names.clone())),
            None if self.deserializer.names == Names::Exact && !wrapped => {
                added.type_names = Some(Box::default());
            }
            None => {}
        }
        if !parts.members.is_empty() {
            added.bag = parts.members.clone();
        }
        // An object within an object keeps what only the inner one says.
        if let Some(text) = &parts.text {
            added.deserialized.get_or_insert_default().text = Some(text.clone());
        }
        if let Some(properties) = &parts.properties {
            added.deserialized.get_or_insert_default().properties = Some(properties.clone());
        }
    }

    /// A list of type names. Most lists came before, in the very same spelling, and are then not read again.
    fn type_names(&mut self, start: Start<'a>) -> Result<Vec<Str>> {
        let before = self.xml.clone();
        let raw = self.xml.raw_content(start)?;
        if let Some(known) = self.deserializer.known_names.get(raw) {
            return Ok(known.clone());
        }
        self.xml = before;
        let prefixed = self.deserializer.names == Names::Prefixed;
        let mut names = Vec::new();
        self.children(start, |reading, child| {
            if child.tag != "T" {
                return Err(ClixmlError::Tag(child.tag.to_owned()));
            }
            let text = reading.decoded(child)?;
            if !text.is_empty() {
                let prefix = if prefixed && !text.starts_with("Deserialized.") {
                    "Deserialized."
                } else {
                    ""
                };
                names.push(Str::from(format!("{prefix}{text}")));
            }
            Ok(())
        })?;
        let deserializer = &mut *self.deserializer;
        if deserializer.known_names.len() < REMEMBERED_NAMES {
            deserializer
                .known_names
                .insert(raw.to_owned(), names.clone());
        }
        Ok(names)
    }

    /// The members of a bag. Most bags have the names of the bag before, and then share its list of names.
    fn bag(&mut self, start: Start<'a>) -> Result<Bag> {
        self.level += 1;
        if self.level == MAX_DEPTH {
            return Err(ClixmlError::TooDeep);
        }
        let expected = self
            .deserializer
            .last_shape
            .take()
            .unwrap_or_else(Shape::empty);
        // `None` while every name so far is the expected one.
        let mut names: Option<Vec<Str>> = None;
        let mut slots = Vec::with_capacity(expected.names().len());
        self.children(start, |reading, child| {
            let name = child.attribute("N")?.ok_or(ClixmlError::Attribute("N"))?;
            let name = decode_name(name);
            let is_expected = expected
                .names()
                .get(slots.len())
                .is_some_and(|known| known.as_str() == name);
            if !is_expected && names.is_none() {
                names = Some(expected.names()[..slots.len()].to_vec());
            }
            if let Some(names) = &mut names {
                names.push(Str::from(name.as_ref()));
            }
            slots.push(reading.member(child)?);
            Ok(())
        })?;
        if names.is_none() && slots.len() < expected.names().len() {
            names = Some(expected.names()[..slots.len()].to_vec());
        }
        let bag = match names {
            None => Bag::new(expected, slots),
            Some(names) => bag_of(names, slots),
        };
        self.deserializer.last_shape = bag.shape().cloned();
        self.level -= 1;
        Ok(bag)
    }

    fn member(&mut self, child: Start<'a>) -> Result<Member> {
        if child.tag != "MS" {
            return Ok(Member::Note(self.one(child)?));
        }
        let members = self.bag(child)?;
        let members = members
            .iter()
            .map(|(name, member)| (name.clone(), member.clone()))
            .collect();
        Ok(Member::MemberSet(Arc::new(MemberSet { members })))
    }

    fn text(&mut self, start: Start<'a>) -> Result<Str> {
        Ok(Str::from(self.decoded(start)?.as_ref()))
    }

    fn decoded(&mut self, start: Start<'a>) -> Result<Cow<'a, str>> {
        Ok(decode_name(self.xml.content(start)?))
    }

    /// A primitive, or `None` if the element is none.
    fn primitive(&mut self, start: Start<'a>) -> Result<Option<Value>> {
        macro_rules! number {
            ($variant:ident, $tag:literal) => {{
                let text = self.xml.content(start)?;
                let number = text.trim().parse().map_err(|_| bad($tag, &text))?;
                Value::$variant(number)
            }};
        }
        Ok(Some(match start.tag {
            "S" => Value::Str(self.text(start)?),
            "I32" => number!(Int32, "I32"),
            "I64" => number!(Int64, "I64"),
            "B" => self.parsed(start, "B", |text| number::parse_bool(text).map(Value::Bool))?,
            "C" => number!(Char, "C"),
            "Db" => self.parsed(start, "Db", |text| {
                number::parse_double(text).map(Value::Double)
            })?,
            "By" => number!(Byte, "By"),
            "SB" => number!(SByte, "SB"),
            "U16" => number!(UInt16, "U16"),
            "I16" => number!(Int16, "I16"),
            "U32" => number!(UInt32, "U32"),
            "U64" => number!(UInt64, "U64"),
            "Sg" => self.parsed(start, "Sg", |text| {
                // Parsed as a float itself: by way of a double it would be rounded twice.
                number::parse_double(text)?;
                text.replace("INF", "inf").parse().ok().map(Value::Single)
            })?,
            "D" => self.parsed(start, "D", |text| {
                let number = text
                    .parse()
                    .or_else(|_| rust_decimal::Decimal::from_scientific(text))
                    .ok()?;
                Some(Value::object(system::DECIMAL, Data::Decimal(number)))
            })?,
            "DT" => {
                let zone = self.deserializer.zone;
                self.parsed(start, "DT", |text| {
                    let moment: DateTimeTicks = number::parse_date_time(text, zone)?;
                    Some(Value::object(system::DATE_TIME, Data::DateTime(moment)))
                })?
            }
            "TS" => self.parsed(start, "TS", |text| {
                Some(Value::object(
                    system::TIME_SPAN,
                    Data::TimeSpan(number::parse_duration(text)?),
                ))
            })?,
            "G" => self.parsed(start, "G", |text| {
                Some(Value::object(
                    system::GUID,
                    Data::Guid(uuid::Uuid::try_parse(text).ok()?),
                ))
            })?,
            "BA" => self.parsed(start, "BA", byte_array)?,
            "SBK" => self.script_block(start)?,
            "Version" | "URI" | "XD" => self.named(start)?,
            "PR" => self.progress(start)?,
            "SS" => return Err(ClixmlError::SecureString),
            _ => return Ok(None),
        }))
    }

    fn parsed(
        &mut self,
        start: Start<'a>,
        tag: &'static str,
        parse: impl FnOnce(&str) -> Option<Value>,
    ) -> Result<Value> {
        let text = self.xml.content(start)?;
        parse(text.trim()).ok_or_else(|| bad(tag, &text))
    }

    /// A primitive whose type another file declares. Where there is no such type, it is its text and the type's name.
    fn named(&mut self, start: Start<'a>) -> Result<Value> {
        let text = self.text(start)?;
        let (type_name, tag) = data::NAMED
            .into_iter()
            .find(|(_, tag)| *tag == start.tag)
            .unwrap_or(("System.Object", "S"));
        let is_exact = self.deserializer.names == Names::Exact;
        let constructed = if is_exact {
            None
        } else {
            members::construct(type_name, &text)
        };
        Ok(constructed.unwrap_or_else(|| {
            let object = Object::opaque(
                named_type(type_name, system::OBJECT),
                KnownText { tag, text },
            );
            Value::Object(object)
        }))
    }

    /// A script block is code; what came over a wire is only its text.
    fn script_block(&mut self, start: Start<'a>) -> Result<Value> {
        let text = self.text(start)?;
        Ok(match self.deserializer.names {
            Names::Prefixed => Value::Str(text),
            Names::Exact => Value::Object(Object::opaque(
                system::OBJECT,
                KnownText { tag: "SBK", text },
            )),
        })
    }

    fn progress(&mut self, start: Start<'a>) -> Result<Value> {
        let mut record = ProgressRecord {
            activity_id: 0,
            parent_id: -1,
            activity: Str::default(),
            status: Str::default(),
            operation: None,
            percent: -1,
            seconds: -1,
            completed: false,
        };
        self.children(start, |reading, child| {
            let tag = child.tag;
            if !matches!(tag, "AV" | "AI" | "PI" | "PC" | "T" | "SR" | "SD") {
                record.operation = reading.one(child)?.as_str().cloned();
                return Ok(());
            }
            let text = reading.text(child)?;
            let number = || text.trim().parse::<i32>().map_err(|_| bad("PR", &text));
            match tag {
                "AV" => record.activity = text,
                "AI" => record.activity_id = number()?,
                "PI" => record.parent_id = number()?,
                "PC" => record.percent = number()?,
                "T" => record.completed = text == "Completed",
                "SR" => record.seconds = number()?,
                _ => record.status = text,
            }
            Ok(())
        })?;
        Ok(Value::Object(Object::opaque(
            named_type(data::PROGRESS_RECORD, system::OBJECT),
            record,
        )))
    }
}

fn bad(tag: &'static str, text: &str) -> ClixmlError {
    ClixmlError::Primitive {
        tag,
        text: text.chars().take(100).collect(),
    }
}

fn reference_id(start: &Start<'_>) -> Result<Option<u64>> {
    let Some(text) = start.attribute("RefId")? else {
        return Ok(None);
    };
    text.parse()
        .map(Some)
        .map_err(|_| ClixmlError::Reference(text.into_owned()))
}

fn named_type(name: &str, otherwise: Type) -> Type {
    registry::lookup(name).unwrap_or(otherwise)
}

fn byte_array(text: &str) -> Option<Value> {
    let bytes = base64_simd::STANDARD.decode_to_vec(text.as_bytes()).ok()?;
    let ty = registry::array_of(system::BYTE, 1);
    Some(Value::typed_array(
        ty,
        bytes.into_iter().map(Value::Byte).collect(),
    ))
}

/// A bag with these members; a name that comes twice keeps its last value.
fn bag_of(names: Vec<Str>, slots: Vec<Member>) -> Bag {
    let mut seen = hashbrown::HashSet::new();
    if names.iter().all(|name| seen.insert(name.to_lowercase())) {
        return Bag::new(Shape::list(names), slots);
    }
    let mut bag: HashMap<String, (usize, Str, Member)> = HashMap::new();
    for (at, (name, member)) in names.into_iter().zip(slots).enumerate() {
        let place = bag.get(&name.to_lowercase()).map_or(at, |known| known.0);
        bag.insert(name.to_lowercase(), (place, name, member));
    }
    let mut members: Vec<_> = bag.into_values().collect();
    members.sort_by_key(|member| member.0);
    let (names, slots) = members
        .into_iter()
        .map(|(_, name, member)| (name, member))
        .unzip();
    Bag::new(Shape::list(names), slots)
}

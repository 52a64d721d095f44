//! Elements into one buffer, spelled as .NET's `XmlWriter` spells them.

use std::hash::{BuildHasher, Hash, Hasher};

use hashbrown::{DefaultHashBuilder, HashMap};

use super::escape::{Place, escape};

/// Writes elements and gives reference ids. Knows no values; see [`super::Serializer`].
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
    next_object: u64,
    hasher: DefaultHashBuilder,
    /// Ids of lists of type names, by the list's hash.
    names: HashMap<u64, u64>,
}

/// An element that was started, to be given to [`Writer::end`].
#[derive(Debug, Clone, Copy)]
#[must_use = "an element that was started has to be ended"]
pub struct Open {
    tag: &'static str,
    content: usize,
}

impl Writer {
    /// One that writes at the end of `out`. Reference ids start at 0.
    pub fn new(out: Vec<u8>) -> Self {
        Self {
            out,
            ..Self::default()
        }
    }

    /// What was written.
    pub fn finish(&mut self) -> Vec<u8> {
        self.next_object = 0;
        self.names.clear();
        std::mem::take(&mut self.out)
    }

    /// What was written so far; reference ids go on.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// Goes on at the end of `out`, with reference ids from 0; keeps what memory it has.
    pub(super) fn take_over(&mut self, out: Vec<u8>) -> Self {
        Self {
            out,
            ..std::mem::take(self)
        }
    }

    /// Appends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// `<TAG N="name">`.
    pub fn start(&mut self, tag: &'static str, name: Option<&str>) -> Open {
        self.start_tag(tag, name);
        self.out.push(b'>');
        Open {
            tag,
            content: self.out.len(),
        }
    }

    /// `<Obj N="name" RefId="n">`, and the id.
    pub fn start_object(&mut self, name: Option<&str>) -> (Open, u64) {
        let id = self.next_object;
        self.next_object += 1;
        self.start_tag("Obj", name);
        self.id_attribute(id);
        self.out.push(b'>');
        (
            Open {
                tag: "Obj",
                content: self.out.len(),
            },
            id,
        )
    }

    /// The end of an element; one without content closes itself.
    pub fn end(&mut self, open: Open) {
        if self.out.len() == open.content {
            self.out.pop();
            self.raw(b" />");
            return;
        }
        self.raw(b"</");
        self.raw(open.tag.as_bytes());
        self.out.push(b'>');
    }

    /// `<Nil N="name" />`.
    pub fn nil(&mut self, name: Option<&str>) {
        self.start_tag("Nil", name);
        self.raw(b" />");
    }

    /// `<Ref N="name" RefId="n" />`.
    pub fn reference(&mut self, name: Option<&str>, id: u64) {
        self.start_tag("Ref", name);
        self.id_attribute(id);
        self.raw(b" />");
    }

    /// An element with text that needs escaping.
    pub fn text(&mut self, tag: &'static str, name: Option<&str>, text: &str) {
        self.start_tag(tag, name);
        self.out.push(b'>');
        escape(&mut self.out, text, Place::Content);
        self.end_tag(tag);
    }

    /// An element with text that needs none: a number, a date, base64.
    pub fn plain(&mut self, tag: &'static str, name: Option<&str>, text: &str) {
        self.start_tag(tag, name);
        self.out.push(b'>');
        self.raw(text.as_bytes());
        self.end_tag(tag);
    }

    /// `<I32 …>`, and every other integer.
    pub fn integer(&mut self, tag: &'static str, name: Option<&str>, number: impl itoa::Integer) {
        self.plain(tag, name, itoa::Buffer::new().format(number));
    }

    /// `<B …>`.
    pub fn boolean(&mut self, name: Option<&str>, value: bool) {
        self.plain("B", name, if value { "true" } else { "false" });
    }

    /// `<BA …>`.
    pub fn bytes(&mut self, name: Option<&str>, bytes: &[u8]) {
        self.start_tag("BA", name);
        self.out.push(b'>');
        base64_simd::STANDARD.encode_append(bytes, &mut self.out);
        self.end_tag("BA");
    }

    /// `<TN …>` with its names, or `<TNRef …>` when the same were written before. Nothing for none.
    pub fn type_names<'a>(&mut self, names: impl Iterator<Item = &'a str> + Clone) {
        if names.clone().next().is_none() {
            return;
        }
        let mut hasher = self.hasher.build_hasher();
        names.clone().for_each(|name| name.hash(&mut hasher));
        let hash = hasher.finish();
        if let Some(&id) = self.names.get(&hash) {
            self.raw(b"<TNRef");
            self.id_attribute(id);
            self.raw(b" />");
            return;
        }
        let id = self.names.len() as u64;
        self.names.insert(hash, id);
        self.raw(b"<TN");
        self.id_attribute(id);
        self.out.push(b'>');
        names.for_each(|name| self.text("T", None, name));
        self.end_tag("TN");
    }

    /// A value of an enum: its type names, its text and its number.
    pub fn enumeration(&mut self, name: Option<&str>, enum_type: &str, text: &str, number: i32) {
        let (object, _) = self.start_object(name);
        self.type_names(
            [
                enum_type,
                "System.Enum",
                "System.ValueType",
                "System.Object",
            ]
            .into_iter(),
        );
        self.text("ToString", None, text);
        self.integer("I32", None, number);
        self.end(object);
    }

    /// A property bag: `<Obj …><MS>`, what `members` writes, and the ends.
    pub fn bag(&mut self, name: Option<&str>, members: impl FnOnce(&mut Self)) {
        let (object, _) = self.start_object(name);
        let set = self.start("MS", None);
        members(self);
        self.end(set);
        self.end(object);
    }

    fn start_tag(&mut self, tag: &str, name: Option<&str>) {
        self.out.push(b'<');
        self.raw(tag.as_bytes());
        if let Some(name) = name {
            self.raw(b" N=\"");
            escape(&mut self.out, name, Place::Attribute);
            self.out.push(b'"');
        }
    }

    fn id_attribute(&mut self, id: u64) {
        self.raw(b" RefId=\"");
        self.raw(itoa::Buffer::new().format(id).as_bytes());
        self.out.push(b'"');
    }

    fn end_tag(&mut self, tag: &str) {
        self.raw(b"</");
        self.raw(tag.as_bytes());
        self.out.push(b'>');
    }
}

//! `System.Text.RegularExpressions`: `Regex`, `Match`, `Group`, `Capture` and their collections.

use super::interfaces as i;
use super::{enums, numbers, utf16};
use crate::object::{Object, Opaque};
use crate::text::culture::Culture;
use crate::text::regex::{
    Capture, Match, Regex, RegexError, RegexOptions, cached, escape, unescape,
};
use crate::types::native::{Args, Plain, array_of, method, property, strings};
use crate::types::{Method, Property, Type, TypeInfo, declare, join, throw};
use crate::{Flow, Result, Str, Value, access};
use std::sync::Arc;

impl Opaque for Regex {}

/// A regular expression as a value.
pub fn value(regex: Regex) -> Value {
    Value::Object(Object::opaque(REGEX, regex))
}

/// What a group took.
#[derive(Clone)]
struct Group {
    name: Str,
    captures: Arc<[Capture]>,
}

impl Opaque for Group {}

/// A match, with what is needed to look for the next one.
struct Found {
    regex: Regex,
    text: Str,
    groups: Vec<Group>,
    success: bool,
}

impl Opaque for Found {}

/// One capture.
struct One(Capture);

impl Opaque for One {}

/// `MatchCollection`, `GroupCollection`, `CaptureCollection`: the objects in order, groups with their names.
struct Collection {
    items: Vec<Value>,
    names: Vec<Str>,
    /// What an index outside gives: a failed group, or an error.
    lenient: bool,
}

impl Opaque for Collection {
    fn is_enumerable(&self) -> bool {
        true
    }

    fn items(&self) -> Option<Vec<Value>> {
        Some(self.items.clone())
    }
}

fn collection(ty: Type, items: Vec<Value>, names: Vec<Str>) -> Value {
    Value::Object(Object::opaque(
        ty,
        Collection {
            items,
            names,
            lenient: ty == GROUP_COLLECTION,
        },
    ))
}

fn found_value(regex: &Regex, text: &Str, found: Option<&Match<'_>>) -> Value {
    let groups = match found {
        Some(found) => regex
            .groups()
            .iter()
            .enumerate()
            .map(|(slot, (_, name))| Group {
                name: name.as_str().into(),
                captures: found.captures(slot).into(),
            })
            .collect(),
        None => vec![Group {
            name: "0".into(),
            captures: Arc::from([]),
        }],
    };
    Value::Object(Object::opaque(
        MATCH,
        Found {
            regex: regex.clone(),
            text: text.clone(),
            groups,
            success: found.is_some(),
        },
    ))
}

/// The first match of a text, from a unit on.
pub fn first(regex: &Regex, text: &Str, start: Option<usize>) -> Value {
    let search = regex.search(text);
    let found = match start {
        Some(start) => search.from(start),
        None => search.first(),
    };
    found_value(regex, text, found.as_ref())
}

/// Every match of a text.
pub fn all(regex: &Regex, text: &Str, start: Option<usize>) -> Value {
    let search = regex.search(text);
    let mut values = Vec::new();
    match start {
        None | Some(0) => values.extend(
            search
                .all()
                .iter()
                .map(|found| found_value(regex, text, Some(found))),
        ),
        Some(start) => {
            for found in search.all() {
                if found.index() >= start {
                    values.push(found_value(regex, text, Some(&found)));
                }
            }
        }
    }
    collection(MATCH_COLLECTION, values, Vec::new())
}

/// The captures of the value's own group: of a match its whole, of a capture itself.
fn last(value: &Value) -> Option<Capture> {
    if let Some(found) = value.payload::<Found>() {
        return found.groups.first()?.captures.last().cloned();
    }
    if let Some(group) = value.payload::<Group>() {
        return group.captures.last().cloned();
    }
    value.payload::<One>().map(|one| one.0.clone())
}

fn group_value(group: &Group) -> Value {
    Value::Object(Object::opaque(GROUP, group.clone()))
}

fn own_group(value: &Value) -> Option<Group> {
    match value.payload::<Found>() {
        Some(found) => found.groups.first().cloned(),
        None => value.payload::<Group>().cloned(),
    }
}

fn invalid(error: &RegexError) -> Flow {
    throw::with(
        super::exceptions::REGEX_PARSE,
        error.to_string(),
        vec![("Offset".into(), Value::Int32(error.offset as i32))],
    )
}

fn compiled(pattern: &Value, options: i64) -> Result<Regex> {
    let pattern = numbers::wanted(pattern.as_str().cloned(), "pattern")?;
    cached(&pattern, RegexOptions(options as u32)).map_err(|error| invalid(&error))
}

fn input(value: &Value) -> Result<Str> {
    numbers::wanted(value.as_str().cloned(), "input")
}

fn of(this: &Value) -> Result<&Regex> {
    this.payload::<Regex>()
        .ok_or_else(|| throw::argument_null("this"))
}

fn checked(text: &str, start: i32) -> Result<usize> {
    usize::try_from(start)
        .ok()
        .filter(|start| *start <= utf16::len(text))
        .ok_or_else(|| {
            throw::argument_out_of_range(
                "Start index cannot be less than 0 or greater than input length.",
                "startat",
            )
        })
}

/// `Replace` with a text or a script block.
fn replaced(regex: &Regex, text: &Str, by: &Value, count: Option<i32>) -> Result<Value> {
    let count =
        match count {
            None | Some(-1) => None,
            Some(count) => Some(usize::try_from(count).map_err(|_| {
                throw::argument_out_of_range("Count cannot be less than -1.", "count")
            })?),
        };
    if let Some(new) = by.as_str() {
        return Ok(Value::str(&*regex.replace(text, new, count)));
    }
    if by.is_null() {
        return Err(throw::argument_null("replacement"));
    }
    let done = regex.replace_with(text, count, |found| {
        let item = found_value(regex, text, Some(found));
        access::to_text(&access::call_delegate(by, &[item])?).map(|text| text.to_string())
    })?;
    Ok(Value::str(&*done))
}

const CONSTRUCTORS: &[Method] = &[
    method!("regex(string pattern)", |_, args| constructed(
        args.at(0),
        0
    )),
    method!(
        "regex(string pattern, System.Text.RegularExpressions.RegexOptions options)",
        |_, args| constructed(args.at(0), args.long(1))
    ),
    method!(
        "regex(string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)",
        |_, args| { constructed(args.at(0), args.long(1)) }
    ),
];

fn constructed(pattern: &Value, options: i64) -> Result<Value> {
    let pattern = numbers::wanted(pattern.as_str().cloned(), "pattern")?;
    Regex::new(&pattern, RegexOptions(options as u32), Culture::current())
        .map(value)
        .map_err(|error| invalid(&error))
}

const PROPERTIES: &[Property] = &[
    property!(
        "System.Text.RegularExpressions.RegexOptions Options {get;}",
        |this| {
            crate::access::enums::value(enums::REGEX_OPTIONS, i64::from(of(this)?.options().0))
        }
    ),
    property!("bool RightToLeft {get;}", |this| of(this)?
        .options()
        .has(RegexOptions::RIGHT_TO_LEFT)),
    crate::types::settable(
        "static int CacheSize {get;set;}",
        |_| Ok(Value::Int32(15)),
        |_, _| Ok(()),
    ),
    property!("timespan MatchTimeout {get;}", |_| {
        crate::types::native::span(-10_000)
    }),
];

const METHODS: &[Method] = &[
    method!("int Count(string input)", |this, args| of(this)?
        .search(&input(args.at(0))?)
        .all()
        .len()),
    method!("string[] GetGroupNames()", |this, _| strings(
        of(this)?.groups().iter().map(|(_, name)| name.clone())
    )),
    method!("int[] GetGroupNumbers()", |this, _| {
        array_of(
            super::INT32,
            of(this)?
                .groups()
                .iter()
                .map(|(number, _)| Value::Int32(*number as i32))
                .collect(),
        )
    }),
    method!("string GroupNameFromNumber(int i)", |this, args| {
        of(this)?
            .groups()
            .iter()
            .find(|(number, _)| i64::from(*number) == args.long(0))
            .map(|(_, name)| name.clone())
            .unwrap_or_default()
    }),
    method!("int GroupNumberFromName(string name)", |this, args| {
        of(this)?
            .groups()
            .iter()
            .find(|(_, name)| name == args.text(0))
            .map_or(-1, |(number, _)| *number as i32)
    }),
    method!("bool IsMatch(string input)", |this, args| of(this)?
        .is_match(&input(args.at(0))?)),
    method!("bool IsMatch(string input, int startat)", |this, args| {
        let text = input(args.at(0))?;
        of(this)?
            .search(&text)
            .from(checked(&text, args.int(1))?)
            .is_some()
    }),
    method!(
        "System.Text.RegularExpressions.Match Match(string input)",
        |this, args| first(of(this)?, &input(args.at(0))?, None)
    ),
    method!(
        "System.Text.RegularExpressions.Match Match(string input, int startat)",
        |this, args| {
            let text = input(args.at(0))?;
            first(of(this)?, &text, Some(checked(&text, args.int(1))?))
        }
    ),
    method!(
        "System.Text.RegularExpressions.Match Match(string input, int beginning, int length)",
        |this, args| {
            let text = input(args.at(0))?;
            let len = utf16::len(&text);
            let start = usize::try_from(args.int(1))
                .ok()
                .filter(|start| *start <= len)
                .ok_or_else(|| {
                    throw::argument_out_of_range(
                        "Start index cannot be less than 0 or greater than input length.",
                        "beginning",
                    )
                })?;
            let count = usize::try_from(args.int(2))
                .ok()
                .filter(|count| start + count <= len)
                .ok_or_else(|| {
                    throw::argument_out_of_range(
                        "Length cannot be less than 0 or exceed input length.",
                        "length",
                    )
                })?;
            first(
                of(this)?,
                &utf16::slice(&text, start, start + count).into(),
                None,
            )
        }
    ),
    method!(
        "System.Text.RegularExpressions.MatchCollection Matches(string input)",
        |this, args| all(of(this)?, &input(args.at(0))?, None)
    ),
    method!(
        "System.Text.RegularExpressions.MatchCollection Matches(string input, int startat)",
        |this, args| {
            let text = input(args.at(0))?;
            all(of(this)?, &text, Some(checked(&text, args.int(1))?))
        }
    ),
    method!(
        "string Replace(string input, string replacement)",
        |this, args| replaced(of(this)?, &input(args.at(0))?, args.at(1), None)
    ),
    method!(
        "string Replace(string input, string replacement, int count)",
        |this, args| {
            replaced(
                of(this)?,
                &input(args.at(0))?,
                args.at(1),
                Some(args.int(2)),
            )
        }
    ),
    method!(
        "string Replace(string input, string replacement, int count, int startat)",
        |this, args| from_place(this, args)
    ),
    method!(
        "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator)",
        |this, args| { replaced(of(this)?, &input(args.at(0))?, args.at(1), None) }
    ),
    method!(
        "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator, int count)",
        |this, args| {
            replaced(
                of(this)?,
                &input(args.at(0))?,
                args.at(1),
                Some(args.int(2)),
            )
        }
    ),
    method!(
        "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator, int count, int startat)",
        |this, args| from_place(this, args)
    ),
    method!("string[] Split(string input)", |this, args| strings(
        of(this)?.split(&input(args.at(0))?, 0)
    )),
    method!("string[] Split(string input, int count)", |this, args| {
        let text = input(args.at(0))?;
        strings(of(this)?.split(&text, split_count(args.int(1))?))
    }),
    method!(
        "string[] Split(string input, int count, int startat)",
        |this, args| {
            let text = input(args.at(0))?;
            let start = checked(&text, args.int(2))?;
            let byte = utf16::byte_at(&text, start);
            let mut pieces = of(this)?.split(&text[byte..], split_count(args.int(1))?);
            if let Some(first) = pieces.first_mut() {
                first.insert_str(0, &text[..byte]);
            }
            strings(pieces)
        }
    ),
    method!("string ToString()", |this, _| of(this)?
        .pattern()
        .to_owned()),
];

fn split_count(count: i32) -> Result<usize> {
    usize::try_from(count)
        .map_err(|_| throw::argument_out_of_range("Count cannot be less than -1.", "count"))
}

fn from_place(this: &Value, args: &[Value]) -> Result<Value> {
    let text = input(args.at(0))?;
    let start = checked(&text, args.int(3))?;
    let byte = utf16::byte_at(&text, start);
    let tail: Str = text[byte..].into();
    let done = replaced(of(this)?, &tail, args.at(1), Some(args.int(2)))?;
    Ok(format!("{}{}", &text[..byte], done.text()).into())
}

const STATICS: &[Method] = &[
    method!(
        "static int Count(string input, string pattern)",
        |_, args| compiled(args.at(1), 0)?
            .search(&input(args.at(0))?)
            .all()
            .len()
    ),
    method!(
        "static int Count(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)",
        |_, args| {
            compiled(args.at(1), args.long(2))?
                .search(&input(args.at(0))?)
                .all()
                .len()
        }
    ),
    method!("static string Escape(string str)", |_, args| escape(
        &numbers::wanted(args.string(0), "str")?
    )),
    method!("static string Unescape(string str)", |_, args| unescape(
        &numbers::wanted(args.string(0), "str")?
    )
    .map_err(|error| invalid(&error))),
    method!(
        "static bool IsMatch(string input, string pattern)",
        |_, args| {
            let text = input(args.at(0))?;
            compiled(args.at(1), 0)?.is_match(&text)
        }
    ),
    method!(
        "static bool IsMatch(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)",
        |_, args| {
            let text = input(args.at(0))?;
            compiled(args.at(1), args.long(2))?.is_match(&text)
        }
    ),
    method!(
        "static System.Text.RegularExpressions.Match Match(string input, string pattern)",
        |_, args| { first(&compiled(args.at(1), 0)?, &input(args.at(0))?, None) }
    ),
    method!(
        "static System.Text.RegularExpressions.Match Match(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)",
        |_, args| {
            first(
                &compiled(args.at(1), args.long(2))?,
                &input(args.at(0))?,
                None,
            )
        }
    ),
    method!(
        "static System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern)",
        |_, args| { all(&compiled(args.at(1), 0)?, &input(args.at(0))?, None) }
    ),
    method!(
        "static System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)",
        |_, args| {
            all(
                &compiled(args.at(1), args.long(2))?,
                &input(args.at(0))?,
                None,
            )
        }
    ),
    method!(
        "static string Replace(string input, string pattern, string replacement)",
        |_, args| {
            replaced(
                &compiled(args.at(1), 0)?,
                &input(args.at(0))?,
                args.at(2),
                None,
            )
        }
    ),
    method!(
        "static string Replace(string input, string pattern, string replacement, System.Text.RegularExpressions.RegexOptions options)",
        |_, args| {
            replaced(
                &compiled(args.at(1), args.long(3))?,
                &input(args.at(0))?,
                args.at(2),
                None,
            )
        }
    ),
    method!(
        "static string Replace(string input, string pattern, System.Text.RegularExpressions.MatchEvaluator evaluator)",
        |_, args| {
            replaced(
                &compiled(args.at(1), 0)?,
                &input(args.at(0))?,
                args.at(2),
                None,
            )
        }
    ),
    method!(
        "static string Replace(string input, string pattern, System.Text.RegularExpressions.MatchEvaluator evaluator, System.Text.RegularExpressions.RegexOptions options)",
        |_, args| {
            replaced(
                &compiled(args.at(1), args.long(3))?,
                &input(args.at(0))?,
                args.at(2),
                None,
            )
        }
    ),
    method!(
        "static string[] Split(string input, string pattern)",
        |_, args| strings(compiled(args.at(1), 0)?.split(&input(args.at(0))?, 0))
    ),
    method!(
        "static string[] Split(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)",
        |_, args| { strings(compiled(args.at(1), args.long(2))?.split(&input(args.at(0))?, 0)) }
    ),
];

fn next_match(this: &Value) -> Value {
    let Some(found) = this.payload::<Found>() else {
        return Value::Null;
    };
    let Some(capture) = found
        .groups
        .first()
        .and_then(|group| group.captures.last())
        .filter(|_| found.success)
    else {
        return this.clone();
    };
    let search = found.regex.search(&found.text);
    let end = capture.index + capture.length;
    let next = search
        .all()
        .into_iter()
        .find(|next| next.index() >= end && (capture.length > 0 || next.index() > capture.index));
    found_value(&found.regex, &found.text, next.as_ref())
}

/// `Match.Result`: a replacement pattern for this match alone.
fn result(this: &Value, pattern: &str) -> Result<String> {
    let Some(found) = this.payload::<Found>() else {
        return Ok(String::new());
    };
    let Some(capture) = found.groups.first().and_then(|group| group.captures.last()) else {
        return Err(throw::not_supported(
            "Result cannot be called on a failed Match.",
        ));
    };
    let before = utf16::slice(&found.text, 0, capture.index);
    let tail: Str = found.text[before.len()..].into();
    let done = found.regex.replace(&tail, pattern, Some(1)).into_owned();
    let behind = utf16::len(&tail) - capture.length;
    let kept = utf16::len(&done) - behind;
    Ok(utf16::slice(&done, 0, kept))
}

fn groups(this: &Value) -> Value {
    let Some(found) = this.payload::<Found>() else {
        return Value::Null;
    };
    let names = found
        .groups
        .iter()
        .map(|group| group.name.clone())
        .collect();
    let mut items: Vec<Value> = found.groups.iter().map(group_value).collect();
    if let Some(whole) = items.first_mut() {
        *whole = this.base().clone();
    }
    collection(GROUP_COLLECTION, items, names)
}

fn captures(this: &Value) -> Value {
    let items = own_group(this).map(|group| {
        group
            .captures
            .iter()
            .map(|capture| Value::Object(Object::opaque(CAPTURE, One(capture.clone()))))
            .collect()
    });
    collection(CAPTURE_COLLECTION, items.unwrap_or_default(), Vec::new())
}

fn failed_group() -> Value {
    group_value(&Group {
        name: "".into(),
        captures: Arc::from([]),
    })
}

fn item(this: &Value, at: i32) -> Result<Value> {
    let Some(list) = this.payload::<Collection>() else {
        return Ok(Value::Null);
    };
    match usize::try_from(at).ok().and_then(|at| list.items.get(at)) {
        Some(item) => Ok(item.clone()),
        None if list.lenient => Ok(failed_group()),
        None => Err(throw::of(
            super::exceptions::ARGUMENT_OUT_OF_RANGE,
            "Specified argument was out of the range of valid values. (Parameter 'i')",
        )),
    }
}

fn item_named(this: &Value, name: &str) -> Value {
    let Some(list) = this.payload::<Collection>() else {
        return Value::Null;
    };
    list.names
        .iter()
        .position(|known| known == name)
        .and_then(|at| list.items.get(at))
        .cloned()
        .unwrap_or_else(failed_group)
}

fn len(this: &Value) -> usize {
    this.payload::<Collection>()
        .map_or(0, |list| list.items.len())
}

const COLLECTION_METHODS: &[Method] = &[
    method!("void CopyTo(array array, int arrayIndex)", |this, args| {
        if let Some(array) = args.at(0).as_array() {
            for (at, item) in this.items().into_iter().enumerate() {
                array.set(at + args.int(1).max(0) as usize, item);
            }
        }
    }),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| crate::enumerate::enumerator(this.items())
    ),
];

const MATCH_ITEM: &[Method] = &[method!(
    "System.Text.RegularExpressions.Match Item(int i) {get;}",
    |this, args| item(this, args.int(0))
)];
const CAPTURE_ITEM: &[Method] = &[method!(
    "System.Text.RegularExpressions.Capture Item(int i) {get;}",
    |this, args| item(this, args.int(0))
)];
const GROUP_ITEM: &[Method] = &[
    method!(
        "System.Text.RegularExpressions.Group Item(int groupnum) {get;}",
        |this, args| item(this, args.int(0))
    ),
    method!(
        "System.Text.RegularExpressions.Group Item(string groupname) {get;}",
        |this, args| item_named(this, args.text(0))
    ),
    method!("bool ContainsKey(string key)", |this, args| {
        this.payload::<Collection>()
            .is_some_and(|list| list.names.iter().any(|name| name == args.text(0)))
    }),
    method!(
        "bool TryGetValue(string key, [ref] System.Text.RegularExpressions.Group value)",
        |this, args| {
            let known = this
                .payload::<Collection>()
                .is_some_and(|list| list.names.iter().any(|name| name == args.text(0)));
            if known {
                super::ps_reference::set(args.get(1), item_named(this, args.text(0)));
            }
            known
        }
    ),
];

const COLLECTION_PROPERTIES: &[Property] = &[
    property!("bool IsReadOnly {get;}", |_| true),
    property!("int Count {get;}", |this| len(this)),
    property!("bool IsSynchronized {get;}", |_| false),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
];

declare! {
    REGEX = "System.Text.RegularExpressions.Regex" base(super::OBJECT), &[i::SERIALIZABLE], CONSTRUCTORS, join![METHODS, STATICS], PROPERTIES;
    CAPTURE = "System.Text.RegularExpressions.Capture" base(super::OBJECT), &[], &[],
        &[method!("string ToString()", |this, _| last(this).map(|capture| capture.value).unwrap_or_default())],
        &[
            property!("int Index {get;}", |this| last(this).map_or(0, |capture| capture.index)),
            property!("int Length {get;}", |this| last(this).map_or(0, |capture| capture.length)),
            property!("string Value {get;}", |this| last(this).map(|capture| capture.value).unwrap_or_default()),
            property!("System.ReadOnlySpan[char] ValueSpan {get;}", |_| Value::Null),
        ];
    GROUP = "System.Text.RegularExpressions.Group" base(CAPTURE), &[], &[],
        &[method!("static System.Text.RegularExpressions.Group Synchronized(System.Text.RegularExpressions.Group inner)", |_, args| args.at(0).clone())],
        &[
            property!("bool Success {get;}", |this| own_group(this).is_some_and(|group| !group.captures.is_empty())),
            property!("string Name {get;}", |this| own_group(this).map(|group| group.name)),
            property!("System.Text.RegularExpressions.CaptureCollection Captures {get;}", |this| captures(this)),
        ];
    MATCH = "System.Text.RegularExpressions.Match" base(GROUP), &[], &[],
        &[
            method!("System.Text.RegularExpressions.Match NextMatch()", |this, _| next_match(this)),
            method!("string Result(string replacement)", |this, args| result(this, args.text(0))),
            method!("static System.Text.RegularExpressions.Match Synchronized(System.Text.RegularExpressions.Match inner)", |_, args| args.at(0).clone()),
        ],
        &[
            property!("System.Text.RegularExpressions.GroupCollection Groups {get;}", |this| groups(this)),
            property!("static System.Text.RegularExpressions.Match Empty {get;}", |_| cached("", RegexOptions::NONE).map(|regex| found_value(&regex, &Str::default(), None)).unwrap_or_default()),
        ];
    MATCH_COLLECTION = "System.Text.RegularExpressions.MatchCollection" base(super::OBJECT), &[i::ICOLLECTION, i::IENUMERABLE, i::ILIST], &[], join![MATCH_ITEM, COLLECTION_METHODS], COLLECTION_PROPERTIES;
    CAPTURE_COLLECTION = "System.Text.RegularExpressions.CaptureCollection" base(super::OBJECT), &[i::ICOLLECTION, i::IENUMERABLE, i::ILIST], &[], join![CAPTURE_ITEM, COLLECTION_METHODS], COLLECTION_PROPERTIES;
    GROUP_COLLECTION = "System.Text.RegularExpressions.GroupCollection" base(super::OBJECT), &[i::ICOLLECTION, i::IENUMERABLE, i::ILIST], &[], join![GROUP_ITEM, COLLECTION_METHODS], GROUP_PROPERTIES;
}

const GROUP_PROPERTIES: &[Property] = &[
    property!("bool IsReadOnly {get;}", |_| true),
    property!("int Count {get;}", |this| len(this)),
    property!("bool IsSynchronized {get;}", |_| false),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
    property!(
        "System.Collections.Generic.IEnumerable[string] Keys {get;}",
        |this| {
            strings(
                this.payload::<Collection>()
                    .map(|list| list.names.clone())
                    .unwrap_or_default(),
            )
        }
    ),
    property!(
        "System.Collections.Generic.IEnumerable[System.Text.RegularExpressions.Group] Values {get;}",
        |this| array_of(GROUP, this.items())
    ),
];

//! `System.Guid`.

use super::interfaces as i;
use super::numbers;
use crate::members::{CodeProperty, Member};
use crate::types::native::{Args, Plain, bytes, method, property};
use crate::types::{Method, Property, TypeInfo, throw};
use crate::{Data, Flow, Result, Value};
use uuid::Uuid;

/// The guid in a value; the empty one for anything else.
pub fn of(value: &Value) -> Uuid {
    match value.data() {
        Some(Data::Guid(guid)) => *guid,
        _ => Uuid::nil(),
    }
}

/// A guid as a value.
pub fn value(guid: Uuid) -> Value {
    Value::object(super::GUID, Data::Guid(guid))
}

const UNRECOGNIZED: &str = "Unrecognized Guid format.";

/// Text in any of the formats N, D, B, P and X.
fn parse(text: &str) -> Result<Uuid> {
    let text = text.trim();
    ["D", "N", "B", "P", "X"]
        .iter()
        .find_map(|form| exact(text, form))
        .ok_or_else(|| failure(text))
}

fn failure(text: &str) -> Flow {
    let digits = text.chars().filter(|c| c.is_ascii_hexdigit()).count();
    if text.len() == 36 && digits != 32 && !text.contains(['{', '(']) {
        return throw::format(
            "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).",
        );
    }
    if text.contains('-') {
        return throw::format(
            "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).",
        );
    }
    throw::format(UNRECOGNIZED)
}

fn dashed(text: &str) -> Option<Uuid> {
    let right = text.len() == 36
        && text.char_indices().all(|(at, c)| {
            if matches!(at, 8 | 13 | 18 | 23) {
                c == '-'
            } else {
                c.is_ascii_hexdigit()
            }
        });
    right.then(|| Uuid::parse_str(text).ok()).flatten()
}

fn exact(text: &str, form: &str) -> Option<Uuid> {
    match form.to_ascii_uppercase().as_str() {
        "N" => (text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit()))
            .then(|| Uuid::parse_str(text).ok())
            .flatten(),
        "D" => dashed(text),
        "B" => dashed(text.strip_prefix('{')?.strip_suffix('}')?),
        "P" => dashed(text.strip_prefix('(')?.strip_suffix(')')?),
        "X" => {
            let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let inner = compact.strip_prefix('{')?.strip_suffix('}')?;
            let flat = inner.replace(['{', '}'], "");
            let parts: Option<Vec<u64>> = flat
                .split(',')
                .map(|part| u64::from_str_radix(part.strip_prefix("0x")?, 16).ok())
                .collect();
            let parts = parts.filter(|parts| parts.len() == 11)?;
            let tail: Vec<u8> = parts[3..].iter().map(|part| *part as u8).collect();
            Some(Uuid::from_fields(
                parts[0] as u32,
                parts[1] as u16,
                parts[2] as u16,
                &tail.try_into().ok()?,
            ))
        }
        _ => None,
    }
}

fn format(guid: Uuid, form: &str) -> Result<String> {
    Ok(match form {
        "" | "D" | "d" => guid.hyphenated().to_string(),
        "N" | "n" => guid.simple().to_string(),
        "B" | "b" => format!("{{{}}}", guid.hyphenated()),
        "P" | "p" => format!("({})", guid.hyphenated()),
        "X" | "x" => {
            let (a, b, c, rest) = guid.as_fields();
            let tail: Vec<String> = rest.iter().map(|byte| format!("0x{byte:02x}")).collect();
            format!("{{0x{a:08x},0x{b:04x},0x{c:04x},{{{}}}}}", tail.join(","))
        }
        _ => {
            return Err(throw::format(
                "Format string can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".",
            ));
        }
    })
}

fn parse_exact(args: &[Value]) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "input")?;
    let form = numbers::wanted(args.string(1), "format")?;
    if !["N", "D", "B", "P", "X"].contains(&form.to_ascii_uppercase().as_str()) {
        return Err(throw::format(
            "Format string can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".",
        ));
    }
    exact(text.trim(), &form).map(value).ok_or_else(|| match form.to_ascii_uppercase().as_str() {
        "N" => throw::format("Guid should contain only hexadecimal characters."),
        "D" => throw::format("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)."),
        _ => throw::format(UNRECOGNIZED),
    })
}

fn from_net_bytes(items: &[u8]) -> Result<Uuid> {
    let array: [u8; 16] = items
        .try_into()
        .map_err(|_| throw::argument("Byte array for Guid must be exactly 16 bytes long.", "b"))?;
    Ok(Uuid::from_bytes_le(array))
}

fn new_guid() -> Value {
    value(Uuid::new_v4())
}

const CONSTRUCTORS: &[Method] = &[
    method!("guid(byte[] b)", |_, args| {
        if args.at(0).is_null() {
            return Err(throw::argument_null("b"));
        }
        Ok(value(from_net_bytes(&args.at(0).byte_items())?))
    }),
    method!(
        "guid(uint a, ushort b, ushort c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)",
        |_, args| {
            let tail: Vec<u8> = (3..11).map(|at| args.long(at) as u8).collect();
            value(Uuid::from_fields(
                args.long(0) as u32,
                args.long(1) as u16,
                args.long(2) as u16,
                &tail.try_into().unwrap_or([0; 8]),
            ))
        }
    ),
    method!("guid(int a, short b, short c, byte[] d)", |_, args| {
        let tail: [u8; 8] = args.at(3).byte_items().try_into().map_err(|_| {
            throw::argument("Byte array for Guid must be exactly 8 bytes long.", "d")
        })?;
        Ok(value(Uuid::from_fields(
            args.int(0) as u32,
            args.int(1) as u16,
            args.int(2) as u16,
            &tail,
        ))) as Result<Value>
    }),
    method!(
        "guid(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)",
        |_, args| {
            let tail: Vec<u8> = (3..11).map(|at| args.long(at) as u8).collect();
            value(Uuid::from_fields(
                args.long(0) as u32,
                args.long(1) as u16,
                args.long(2) as u16,
                &tail.try_into().unwrap_or([0; 8]),
            ))
        }
    ),
    method!(
        "guid(string g)",
        |_, args| Ok(value(parse(&numbers::wanted(args.string(0), "g")?)?)) as Result<Value>
    ),
];

const PROPERTIES: &[Property] = &[
    property!("static guid AllBitsSet {get;}", |_| value(Uuid::max())),
    property!("int Variant {get;}", |this| i32::from(
        of(this).as_bytes()[8] >> 4
    )),
    property!("int Version {get;}", |this| i32::from(
        of(this).as_bytes()[6] >> 4
    )),
    property!("static guid Empty", |_| value(Uuid::nil())),
];

const METHODS: &[Method] = &[
    method!(
        "int CompareTo(System.Object value)",
        |this, args| match args.at(0).data() {
            None if args.at(0).is_null() => Ok(1),
            Some(Data::Guid(other)) => Ok(of(this).cmp(other) as i32),
            _ => Err(throw::argument("Object must be of type GUID.", "value")),
        }
    ),
    method!(
        "int CompareTo(guid value)",
        |this, args| of(this).cmp(&of(args.at(0))) as i32
    ),
    method!("bool Equals(System.Object o)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(guid g)", |this, args| of(this)
        == of(args.at(0))),
    method!("int GetHashCode()", |this, _| {
        let words: Vec<i32> = of(this)
            .to_bytes_le()
            .chunks(4)
            .map(|c| i32::from_le_bytes([c[0], c[1], c[2], c[3]]))
            .collect();
        words.iter().fold(0, |hash, word| hash ^ word)
    }),
    method!("byte[] ToByteArray()", |this, _| bytes(
        &of(this).to_bytes_le()
    )),
    method!("byte[] ToByteArray(bool bigEndian)", |this, args| {
        if args.boolean(0) {
            bytes(of(this).as_bytes())
        } else {
            bytes(&of(this).to_bytes_le())
        }
    }),
    method!("string ToString()", |this, _| format(of(this), "")),
    method!("string ToString(string format)", |this, args| format(
        of(this),
        args.text(0)
    )),
    method!(
        "string ToString(string format, System.IFormatProvider provider)",
        |this, args| format(of(this), args.text(0))
    ),
    method!(
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format = default)",
        |_, _| false
    ),
    method!(
        "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format = default)",
        |_, _| false
    ),
    method!(
        "bool TryWriteBytes(System.Span[byte] destination)",
        |_, _| false
    ),
    method!(
        "bool TryWriteBytes(System.Span[byte] destination, bool bigEndian, [ref] int bytesWritten)",
        |_, _| false
    ),
    method!("static guid CreateVersion7()", |_, _| value(version7())),
    method!("static guid NewGuid()", |_, _| new_guid()),
    method!(
        "static guid Parse(string input)",
        |_, args| Ok(value(parse(&numbers::wanted(args.string(0), "input")?)?)) as Result<Value>
    ),
    method!(
        "static guid Parse(string s, System.IFormatProvider provider)",
        |_, args| Ok(value(parse(&numbers::wanted(args.string(0), "s")?)?)) as Result<Value>
    ),
    method!(
        "static guid ParseExact(string input, string format)",
        |_, args| parse_exact(args)
    ),
    method!(
        "static bool TryParse(string input, [ref] guid result)",
        |_, args| {
            numbers::try_parse(
                args.get(1),
                parse(args.text(0)).map(value),
                value(Uuid::nil()),
            )
        }
    ),
    method!(
        "static bool TryParse(string s, System.IFormatProvider provider, [ref] guid result)",
        |_, args| {
            numbers::try_parse(
                args.get(2),
                parse(args.text(0)).map(value),
                value(Uuid::nil()),
            )
        }
    ),
    method!(
        "static bool TryParseExact(string input, string format, [ref] guid result)",
        |_, args| { numbers::try_parse(args.get(2), parse_exact(args), value(Uuid::nil())) }
    ),
];

/// A guid that begins with the time.
fn version7() -> Uuid {
    let millis = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis() as u64;
    let mut bytes = *Uuid::new_v4().as_bytes();
    bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    bytes[6] = bytes[6] & 0x0f | 0x70;
    Uuid::from_bytes(bytes)
}

static GUID_TEXT: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object Guid {get=$this.ToString();}",
    get: |this| Ok(of(this).hyphenated().to_string().into()),
    set: None,
};

static EXTENDED: &[(&str, Member)] = &[("Guid", Member::Code(&GUID_TEXT))];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Guid")
    .interfaces(&[
        i::SPAN_FORMATTABLE,
        i::FORMATTABLE,
        i::COMPARABLE,
        i::COMPARABLE_T,
        i::EQUATABLE,
        i::SPAN_PARSABLE,
        i::PARSABLE,
        i::UTF8_SPAN_FORMATTABLE,
    ])
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES)
    .extended(EXTENDED);

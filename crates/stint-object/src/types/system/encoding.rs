//! `System.Text.Encoding` and its kinds.

use super::utf16;
use crate::object::{Object, Opaque};
use crate::text::encoding::{self, Encoding};
use crate::types::native::{Args, Plain, bytes, chars, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

impl Opaque for Encoding {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Self>() == Some(self)
    }
}

/// An encoding as a value of its own type.
pub fn value(encoding: Encoding) -> Value {
    let ty = match encoding.code_page() {
        65001 => UTF8_SEALED,
        1200 | 1201 => UNICODE_ENCODING,
        12000 | 12001 => UTF32_ENCODING,
        20127 => ASCII_SEALED,
        28591 => LATIN1_SEALED,
        _ => ENCODING,
    };
    Value::Object(Object::opaque(ty, encoding))
}

/// The encoding in a value.
pub fn of(value: &Value) -> Option<Encoding> {
    value.payload::<Encoding>().copied()
}

fn this(value: &Value) -> Encoding {
    of(value).unwrap_or(Encoding::UTF8)
}

fn by_name(name: &str) -> Result<Value> {
    Encoding::by_name(name)
        .map(value)
        .ok_or_else(|| throw::of(super::exceptions::ARGUMENT, encoding::unknown_name(name)))
}

fn by_number(number: i32) -> Result<Value> {
    u32::try_from(number).ok().and_then(Encoding::by_code_page).map(value).ok_or_else(|| {
        throw::not_supported(format!("No data is available for encoding {number}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method."))
    })
}

/// The text of an argument that is a string or a `char[]`, or a part of it.
fn text(args: &[Value], part: bool) -> Result<String> {
    let value = args.at(0);
    if value.is_null() {
        return Err(throw::argument_null("s"));
    }
    let all = match value.as_str() {
        Some(text) => text.to_string(),
        None => utf16::text(&super::string::units(value)),
    };
    if !part {
        return Ok(all);
    }
    let (start, count) = (args.int(1).max(0) as usize, args.int(2).max(0) as usize);
    Ok(utf16::slice(&all, start, start + count))
}

fn items(args: &[Value], part: bool) -> Result<Vec<u8>> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("bytes"));
    }
    let all = args.at(0).byte_items();
    if !part {
        return Ok(all);
    }
    let (start, count) = (args.int(1), args.int(2));
    if start < 0 || count < 0 {
        return Err(throw::argument_out_of_range(
            "Non-negative number required.",
            if start < 0 { "index" } else { "count" },
        ));
    }
    all.get(start as usize..(start + count) as usize)
        .map(<[u8]>::to_vec)
        .ok_or_else(|| {
            throw::argument_out_of_range(
                "Index and count must refer to a location within the buffer.",
                "bytes",
            )
        })
}

const PROPERTIES: &[Property] = &[
    property!("static System.Text.Encoding Default {get;}", |_| value(
        Encoding::UTF8
    )),
    property!("System.ReadOnlySpan[byte] Preamble {get;}", |_| Value::Null),
    property!("string BodyName {get;}", |it| this(it).web_name()),
    property!("string EncodingName {get;}", |it| this(it).encoding_name()),
    property!("string HeaderName {get;}", |it| this(it).web_name()),
    property!("string WebName {get;}", |it| this(it).web_name()),
    property!(
        "int WindowsCodePage {get;}",
        |it| match this(it).code_page() {
            1200 | 1201 | 12000 | 12001 | 65001 => 1200,
            20127 | 28591 => 1252,
            other => other as i32,
        }
    ),
    property!("bool IsBrowserDisplay {get;}", |it| matches!(
        this(it).code_page(),
        65001 | 28591
    )),
    property!("bool IsBrowserSave {get;}", |it| matches!(
        this(it).code_page(),
        65001 | 28591 | 1200
    )),
    property!("bool IsMailNewsDisplay {get;}", |it| matches!(
        this(it).code_page(),
        65001 | 28591 | 20127
    )),
    property!("bool IsMailNewsSave {get;}", |it| matches!(
        this(it).code_page(),
        65001 | 28591 | 20127
    )),
    property!("bool IsSingleByte {get;}", |it| matches!(
        this(it).code_page(),
        20127 | 28591 | 1250..=1258
    )),
    property!(
        "System.Text.EncoderFallback EncoderFallback {get;set;}",
        |_| Value::Null
    ),
    property!(
        "System.Text.DecoderFallback DecoderFallback {get;set;}",
        |_| Value::Null
    ),
    property!("bool IsReadOnly {get;}", |_| true),
    property!("static System.Text.Encoding ASCII {get;}", |_| value(
        Encoding::ASCII
    )),
    property!("static System.Text.Encoding Latin1 {get;}", |_| value(
        Encoding::LATIN1
    )),
    property!("int CodePage {get;}", |it| this(it).code_page() as i32),
    property!("static System.Text.Encoding Unicode {get;}", |_| value(
        Encoding::UNICODE
    )),
    property!(
        "static System.Text.Encoding BigEndianUnicode {get;}",
        |_| value(Encoding::BIG_ENDIAN_UNICODE)
    ),
    property!(
        "static System.Text.Encoding UTF7 {get;}",
        |_| Err(throw::not_supported(
            "Support for UTF-7 is disabled. See https://aka.ms/dotnet-warnings/SYSLIB0001 for more information."
        )) as Result<Value>
    ),
    property!("static System.Text.Encoding UTF8 {get;}", |_| value(
        Encoding::UTF8_BOM
    )),
    property!("static System.Text.Encoding UTF32 {get;}", |_| value(
        Encoding::UTF32
    )),
];

const METHODS: &[Method] = &[
    method!("byte[] GetPreamble()", |it, _| bytes(this(it).preamble())),
    method!("System.Object Clone()", |it, _| it.clone()),
    method!("int GetByteCount(char[] chars)", |it, args| this(it)
        .encode(&text(args, false)?)
        .len()),
    method!("int GetByteCount(string s)", |it, args| this(it)
        .encode(&text(args, false)?)
        .len()),
    method!(
        "int GetByteCount(char[] chars, int index, int count)",
        |it, args| this(it).encode(&text(args, true)?).len()
    ),
    method!(
        "int GetByteCount(string s, int index, int count)",
        |it, args| this(it).encode(&text(args, true)?).len()
    ),
    method!("byte[] GetBytes(char[] chars)", |it, args| bytes(
        &this(it).encode(&text(args, false)?)
    )),
    method!(
        "byte[] GetBytes(char[] chars, int index, int count)",
        |it, args| bytes(&this(it).encode(&text(args, true)?))
    ),
    method!(
        "int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)",
        |it, args| {
            let encoded = this(it).encode(&text(args, true)?);
            let Some(array) = args.at(3).as_array() else {
                return Err(throw::argument_null("bytes"));
            };
            let start = args.int(4).max(0) as usize;
            if start + encoded.len() > array.len() {
                return Err(throw::argument(
                    "The output byte buffer is too small to contain the encoded data.",
                    "bytes",
                ));
            }
            for (at, byte) in encoded.iter().enumerate() {
                array.set(start + at, Value::Byte(*byte));
            }
            Ok(Value::Int32(encoded.len() as i32))
        }
    ),
    method!("byte[] GetBytes(string s)", |it, args| bytes(
        &this(it).encode(&text(args, false)?)
    )),
    method!(
        "byte[] GetBytes(string s, int index, int count)",
        |it, args| bytes(&this(it).encode(&text(args, true)?))
    ),
    method!("int GetCharCount(byte[] bytes)", |it, args| utf16::len(
        &this(it).decode(&items(args, false)?)
    )),
    method!("char[] GetChars(byte[] bytes)", |it, args| chars(
        this(it).decode(&items(args, false)?).encode_utf16()
    )),
    method!(
        "char[] GetChars(byte[] bytes, int index, int count)",
        |it, args| chars(this(it).decode(&items(args, true)?).encode_utf16())
    ),
    method!(
        "int GetMaxByteCount(int charCount)",
        |it, args| match this(it).code_page() {
            65001 => (args.int(0) + 1) * 3,
            1200 | 1201 => (args.int(0) + 1) * 2,
            12000 | 12001 => (args.int(0) + 1) * 4,
            _ => args.int(0) + 1,
        }
    ),
    method!(
        "int GetMaxCharCount(int byteCount)",
        |it, args| match this(it).code_page() {
            1200 | 1201 => (args.int(0) >> 1) + (args.int(0) & 1) + 1,
            12000 | 12001 => args.int(0) / 2 + 2,
            65001 => args.int(0) + 1,
            _ => args.int(0),
        }
    ),
    method!("string GetString(byte[] bytes)", |it, args| this(it)
        .decode(&items(args, false)?)),
    method!(
        "string GetString(byte[] bytes, int index, int count)",
        |it, args| this(it).decode(&items(args, true)?)
    ),
    method!("bool Equals(System.Object value)", |it, args| {
        crate::dict::equals(it, args.at(0))
    }),
    method!("int GetHashCode()", |it, _| this(it).code_page() as i32),
    method!(
        "static byte[] Convert(System.Text.Encoding srcEncoding, System.Text.Encoding dstEncoding, byte[] bytes)",
        |_, args| {
            bytes(&this(args.at(1)).encode(&this(args.at(0)).decode(&items(&args[2..], false)?)))
        }
    ),
    method!(
        "static System.Text.Encoding GetEncoding(int codepage)",
        |_, args| by_number(args.int(0))
    ),
    method!(
        "static System.Text.Encoding GetEncoding(string name)",
        |_, args| by_name(&super::numbers::wanted(args.string(0), "name")?)
    ),
    method!(
        "static void RegisterProvider(System.Text.EncodingProvider provider)",
        |_, _| ()
    ),
    method!(
        "static System.Text.EncodingInfo[] GetEncodings()",
        |_, _| Value::array(Vec::new())
    ),
];

macro_rules! kinds {
    ($($constant:ident = $name:literal : $base:expr, $constructors:expr;)*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::class($name).base($base).constructors($constructors);
                Type(&INFO)
            };
        )*
        /// The types declared here.
        pub static ALL: &[Type] = &[ENCODING, $($constant),*];
    };
}

/// `System.Text.Encoding`.
pub const ENCODING: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Text.Encoding")
        .interfaces(&[super::interfaces::CLONEABLE])
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

/// An encoding that a constructor made.
fn made(ty: Type, encoding: Encoding) -> Value {
    Value::Object(Object::opaque(ty, encoding))
}

fn utf8(mark: bool) -> Value {
    let encoding = if mark {
        Encoding::UTF8_BOM
    } else {
        Encoding::UTF8
    };
    made(UTF8_ENCODING, encoding)
}

fn unicode(big_endian: bool) -> Value {
    value(if big_endian {
        Encoding::BIG_ENDIAN_UNICODE
    } else {
        Encoding::UNICODE
    })
}

kinds! {
    UTF8_ENCODING = "System.Text.UTF8Encoding" : ENCODING, &[
        method!("System.Text.UTF8Encoding()", |_, _| utf8(false)),
        method!("System.Text.UTF8Encoding(bool encoderShouldEmitUTF8Identifier)", |_, args| utf8(args.boolean(0))),
        method!("System.Text.UTF8Encoding(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes)", |_, args| utf8(args.boolean(0))),
    ];
    UNICODE_ENCODING = "System.Text.UnicodeEncoding" : ENCODING, &[
        method!("System.Text.UnicodeEncoding()", |_, _| unicode(false)),
        method!("System.Text.UnicodeEncoding(bool bigEndian, bool byteOrderMark)", |_, args| unicode(args.boolean(0))),
    ];
    UTF32_ENCODING = "System.Text.UTF32Encoding" : ENCODING, &[method!("System.Text.UTF32Encoding()", |_, _| value(Encoding::UTF32))];
    ASCII_ENCODING = "System.Text.ASCIIEncoding" : ENCODING, &[method!("System.Text.ASCIIEncoding()", |_, _| made(ASCII_ENCODING, Encoding::ASCII))];
    LATIN1_ENCODING = "System.Text.Latin1Encoding" : ENCODING, &[];
    UTF8_SEALED = "System.Text.UTF8Encoding+UTF8EncodingSealed" : UTF8_ENCODING, &[];
    ASCII_SEALED = "System.Text.ASCIIEncoding+ASCIIEncodingSealed" : ASCII_ENCODING, &[];
    LATIN1_SEALED = "System.Text.Latin1Encoding+Latin1EncodingSealed" : LATIN1_ENCODING, &[];
}

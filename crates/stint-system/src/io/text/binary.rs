//! `System.IO.BinaryReader` and `System.IO.BinaryWriter`.

use crate::io::stream;
use stint_object::object::{Object, Opaque};
use stint_object::text::encoding::Encoding;
use stint_object::types::native::{Args, Plain, bytes, method, property};
use stint_object::types::system::{exceptions, interfaces, string, utf16};
use stint_object::types::{Method, Property, Type, TypeInfo, throw};
use stint_object::{Result, Value};

struct Binary {
    stream: Value,
    encoding: Encoding,
    leave_open: bool,
}

impl Opaque for Binary {}

fn of(this: &Value) -> Result<&Binary> {
    this.payload::<Binary>()
        .ok_or_else(|| throw::argument_null("this"))
}

fn made(ty: Type, args: &[Value]) -> Result<Value> {
    let stream = stream::of(args.at(0)).map_err(|_| throw::argument_null("input"))?;
    if ty == BINARY_READER && !stream.can_read() {
        return Err(throw::argument("Stream was not readable.", ""));
    }
    if ty == BINARY_WRITER && !stream.can_write() {
        return Err(throw::argument("Stream was not writable.", ""));
    }
    Ok(Value::Object(Object::opaque(
        ty,
        Binary {
            stream: args.at(0).clone(),
            encoding: match args.get(1) {
                Some(value) => super::encoding(value)?,
                None => Encoding::UTF8,
            },
            leave_open: args.boolean(2),
        },
    )))
}

impl Binary {
    fn stream(&self) -> Result<&stream::Stream> {
        stream::of(&self.stream)
    }

    fn up_to(&self, count: usize) -> Result<Vec<u8>> {
        let mut all = vec![0; count];
        let mut done = 0;
        while done < count {
            let got = self.stream()?.read(&mut all[done..])?;
            if got == 0 {
                break;
            }
            done += got;
        }
        all.truncate(done);
        Ok(all)
    }

    fn exactly<const N: usize>(&self) -> Result<[u8; N]> {
        self.up_to(N)?.try_into().map_err(|_| beyond_end())
    }

    /// A length in groups of seven bits.
    fn length(&self) -> Result<u64> {
        let mut number = 0_u64;
        for group in 0..10 {
            let [byte] = self.exactly()?;
            number |= u64::from(byte & 0x7F) << (7 * group);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(throw::format(
            "Too many bytes in what should have been a 7-bit encoded integer.",
        ))
    }

    /// The next characters, at most so many.
    fn chars(&self, count: usize) -> Result<Vec<u16>> {
        let mut units = Vec::new();
        while units.len() < count {
            let mut bytes = self.up_to(match self.encoding.code_page() {
                1200 | 1201 => 2,
                12000 | 12001 => 4,
                _ => 1,
            })?;
            if bytes.is_empty() {
                break;
            }
            if self.encoding == Encoding::UTF8 {
                let more = match bytes[0] {
                    0xC0..=0xDF => 1,
                    0xE0..=0xEF => 2,
                    0xF0..=0xF7 => 3,
                    _ => 0,
                };
                bytes.extend(self.up_to(more)?);
            }
            units.extend(self.encoding.decode(&bytes).encode_utf16());
        }
        Ok(units)
    }

    fn close(&self) -> Result<()> {
        if self.leave_open {
            return Ok(());
        }
        self.stream()?.close()
    }

    fn put(&self, bytes: &[u8]) -> Result<()> {
        self.stream()?.write(bytes)
    }

    fn put_length(&self, mut number: u64) -> Result<()> {
        let mut groups = Vec::new();
        while number >= 0x80 {
            groups.push(number as u8 | 0x80);
            number >>= 7;
        }
        groups.push(number as u8);
        self.put(&groups)
    }
}

fn beyond_end() -> stint_object::Flow {
    throw::of(
        exceptions::END_OF_STREAM,
        "Unable to read beyond the end of the stream.",
    )
}

fn read_bytes(it: &Value, args: &[Value]) -> Result<Vec<u8>> {
    let count = usize::try_from(args.int(0))
        .map_err(|_| throw::argument_out_of_range("Non-negative number required.", "count"))?;
    of(it)?.up_to(count)
}

fn read_string(it: &Value) -> Result<String> {
    let reader = of(it)?;
    let count = reader.length()? as usize;
    let bytes = reader.up_to(count)?;
    if bytes.len() < count {
        return Err(beyond_end());
    }
    Ok(reader.encoding.decode(&bytes))
}

fn read_char(it: &Value, peek: bool) -> Result<i32> {
    let reader = of(it)?;
    let here = || {
        reader
            .stream()?
            .with(|backend| backend.seek(std::io::SeekFrom::Current(0)))
    };
    let at = if peek { here().ok() } else { None };
    let unit = reader.chars(1)?.first().map_or(-1, |unit| i32::from(*unit));
    if let Some(at) = at {
        reader
            .stream()?
            .with(|backend| backend.seek(std::io::SeekFrom::Start(at)))?;
    }
    Ok(unit)
}

const READING: &[Method] = &[
    method!("void Close()", |it, _| of(it)?.close()),
    method!("void Dispose()", |it, _| of(it)?.close()),
    method!("int PeekChar()", |it, _| read_char(it, true)),
    method!("int Read()", |it, _| read_char(it, false)),
    method!(
        "int Read(byte[] buffer, int index, int count)",
        |it, args| {
            let (start, count) = stream::range(args)?;
            let got = of(it)?.up_to(count)?;
            if let Some(array) = args.at(0).as_array() {
                for (at, byte) in got.iter().enumerate() {
                    array.set(start + at, Value::Byte(*byte));
                }
            }
            Ok(Value::Int32(got.len() as i32))
        }
    ),
    method!("int Read7BitEncodedInt()", |it, _| of(it)?
        .length()
        .map(|number| number as i32)),
    method!("long Read7BitEncodedInt64()", |it, _| of(it)?
        .length()
        .map(|number| number as i64)),
    method!("bool ReadBoolean()", |it, _| of(it)?
        .exactly::<1>()
        .map(|[byte]| byte != 0)),
    method!("byte ReadByte()", |it, _| of(it)?
        .exactly::<1>()
        .map(|[byte]| byte)),
    method!("byte[] ReadBytes(int count)", |it, args| bytes(
        &read_bytes(it, args)?
    )),
    method!("char ReadChar()", |it, _| match read_char(it, false)? {
        -1 => Err(beyond_end()),
        unit => Ok(Value::Char(unit as u16)),
    }),
    method!("char[] ReadChars(int count)", |it, args| {
        let count = usize::try_from(args.int(0))
            .map_err(|_| throw::argument_out_of_range("Non-negative number required.", "count"))?;
        Ok(stint_object::types::native::chars(of(it)?.chars(count)?))
    }),
    method!("double ReadDouble()", |it, _| of(it)?
        .exactly()
        .map(f64::from_le_bytes)),
    method!("int16 ReadInt16()", |it, _| of(it)?
        .exactly()
        .map(i16::from_le_bytes)),
    method!("int ReadInt32()", |it, _| of(it)?
        .exactly()
        .map(i32::from_le_bytes)),
    method!("long ReadInt64()", |it, _| of(it)?
        .exactly()
        .map(i64::from_le_bytes)),
    method!("sbyte ReadSByte()", |it, _| of(it)?
        .exactly()
        .map(i8::from_le_bytes)),
    method!("float ReadSingle()", |it, _| of(it)?
        .exactly()
        .map(f32::from_le_bytes)),
    method!("string ReadString()", |it, _| read_string(it)),
    method!("uint16 ReadUInt16()", |it, _| of(it)?
        .exactly()
        .map(u16::from_le_bytes)),
    method!("uint ReadUInt32()", |it, _| of(it)?
        .exactly()
        .map(u32::from_le_bytes)),
    method!("ulong ReadUInt64()", |it, _| of(it)?
        .exactly()
        .map(u64::from_le_bytes)),
];

const WRITING: &[Method] = &[
    method!("void Close()", |it, _| of(it)?.close()),
    method!("void Dispose()", |it, _| of(it)?.close()),
    method!("void Flush()", |it, _| of(it)?.stream()?.flush()),
    method!(
        "long Seek(int offset, System.IO.SeekOrigin origin)",
        |it, args| {
            let to = stream::target(args.long(0), args.at(1).number())?;
            of(it)?
                .stream()?
                .with(|backend| backend.seek(to))
                .map(|at| at as i64)
        }
    ),
    method!("void Write(bool value)", |it, args| of(it)?
        .put(&[u8::from(args.boolean(0))])),
    method!("void Write(byte value)", |it, args| of(it)?
        .put(&[args.long(0) as u8])),
    method!("void Write(sbyte value)", |it, args| of(it)?
        .put(&[args.long(0) as u8])),
    method!("void Write(byte[] buffer)", |it, args| of(it)?
        .put(&args.at(0).byte_items())),
    method!(
        "void Write(byte[] buffer, int index, int count)",
        |it, args| {
            let (start, count) = stream::range(args)?;
            of(it)?.put(&stream::bytes_of(args.at(0), start, count))
        }
    ),
    method!("void Write(char ch)", |it, args| {
        let writer = of(it)?;
        writer.put(&writer.encoding.encode(&utf16::unit_text(args.unit(0))))
    }),
    method!("void Write(char[] chars)", |it, args| {
        let writer = of(it)?;
        writer.put(
            &writer
                .encoding
                .encode(&utf16::text(&string::units(args.at(0)))),
        )
    }),
    method!("void Write(double value)", |it, args| of(it)?
        .put(&args.double(0).to_le_bytes())),
    method!("void Write(int16 value)", |it, args| of(it)?
        .put(&(args.long(0) as i16).to_le_bytes())),
    method!("void Write(uint16 value)", |it, args| of(it)?
        .put(&(args.long(0) as u16).to_le_bytes())),
    method!("void Write(int value)", |it, args| of(it)?
        .put(&args.int(0).to_le_bytes())),
    method!("void Write(uint value)", |it, args| of(it)?
        .put(&(args.long(0) as u32).to_le_bytes())),
    method!("void Write(long value)", |it, args| of(it)?
        .put(&args.long(0).to_le_bytes())),
    method!("void Write(ulong value)", |it, args| of(it)?
        .put(&args.at(0).ulong().to_le_bytes())),
    method!("void Write(float value)", |it, args| of(it)?
        .put(&(args.double(0) as f32).to_le_bytes())),
    method!("void Write(string value)", |it, args| {
        let writer = of(it)?;
        if args.at(0).is_null() {
            return Err(throw::argument_null("value"));
        }
        let text = writer.encoding.encode(args.text(0));
        writer.put_length(text.len() as u64)?;
        writer.put(&text)?;
        Ok(Value::Nothing)
    }),
    method!("void Write7BitEncodedInt(int value)", |it, args| of(it)?
        .put_length(u64::from(args.int(0) as u32))),
    method!("void Write7BitEncodedInt64(long value)", |it, args| of(it)?
        .put_length(args.at(0).ulong())),
];

const PROPERTIES: &[Property] = &[property!("System.IO.Stream BaseStream {get;}", |it| of(
    it
)?
.stream
.clone())];

/// `System.IO.BinaryReader`.
pub const BINARY_READER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.BinaryReader")
        .interfaces(&[interfaces::DISPOSABLE])
        .constructors(&[
            method!("System.IO.BinaryReader(System.IO.Stream input)", |_, args| made(
                BINARY_READER,
                args
            )),
            method!(
                "System.IO.BinaryReader(System.IO.Stream input, System.Text.Encoding encoding)",
                |_, args| made(BINARY_READER, args)
            ),
            method!(
                "System.IO.BinaryReader(System.IO.Stream input, System.Text.Encoding encoding, bool leaveOpen)",
                |_, args| made(BINARY_READER, args)
            ),
        ])
        .properties(PROPERTIES)
        .methods(READING);
    Type(&INFO)
};

/// `System.IO.BinaryWriter`.
pub const BINARY_WRITER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.BinaryWriter")
        .interfaces(&[interfaces::ASYNC_DISPOSABLE, interfaces::DISPOSABLE])
        .constructors(&[
            method!("System.IO.BinaryWriter(System.IO.Stream output)", |_, args| made(
                BINARY_WRITER,
                args
            )),
            method!(
                "System.IO.BinaryWriter(System.IO.Stream output, System.Text.Encoding encoding)",
                |_, args| made(BINARY_WRITER, args)
            ),
            method!(
                "System.IO.BinaryWriter(System.IO.Stream output, System.Text.Encoding encoding, bool leaveOpen)",
                |_, args| made(BINARY_WRITER, args)
            ),
        ])
        .properties(PROPERTIES)
        .methods(WRITING);
    Type(&INFO)
};

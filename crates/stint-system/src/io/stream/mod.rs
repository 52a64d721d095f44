//! `System.IO.Stream`: bytes that are read and written one after another.

pub mod compression;
pub mod file_stream;
pub mod memory_stream;
pub mod standard;

use std::io::SeekFrom;
use std::sync::atomic::{AtomicBool, Ordering};
use stint_object::object::{Object, Opaque};
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::{exceptions, interfaces, object::MARSHAL_BY_REF};
use stint_object::types::{Method, Property, Type, TypeInfo, settable, throw};
use stint_object::{Flow, Lock, Result, Value};

/// The types of this module.
pub static TYPES: &[Type] = &[
    STREAM,
    NULL_STREAM,
    file_stream::FILE_STREAM,
    memory_stream::MEMORY_STREAM,
    compression::GZIP_STREAM,
    compression::DEFLATE_STREAM,
    compression::ZLIB_STREAM,
    compression::COMPRESSION_MODE,
    compression::COMPRESSION_LEVEL,
    standard::CONSOLE_STREAM,
];

/// What stands behind a stream.
pub trait Backend: Send {
    /// Reads what there is, at most a buffer full; 0 at the end.
    ///
    /// # Errors
    /// .NET's.
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let _ = buffer;
        Err(not_readable())
    }
    /// Writes all of it.
    ///
    /// # Errors
    /// .NET's.
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let _ = bytes;
        Err(not_writable())
    }
    /// Hands what it still holds on.
    ///
    /// # Errors
    /// .NET's.
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
    /// The last thing that is done to it.
    ///
    /// # Errors
    /// .NET's.
    fn close(&mut self) -> Result<()> {
        self.flush()
    }
    /// Whether it can be read.
    fn can_read(&self) -> bool {
        false
    }
    /// Whether it can be written.
    fn can_write(&self) -> bool {
        false
    }
    /// Whether it has a length and a position.
    fn can_seek(&self) -> bool {
        false
    }
    /// How long it is.
    ///
    /// # Errors
    /// .NET's.
    fn length(&mut self) -> Result<u64> {
        Err(not_seekable())
    }
    /// Goes somewhere, and says where that is.
    ///
    /// # Errors
    /// .NET's.
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let _ = to;
        Err(not_seekable())
    }
    /// Makes it so long.
    ///
    /// # Errors
    /// .NET's.
    fn set_len(&mut self, len: u64) -> Result<()> {
        let _ = len;
        Err(not_seekable())
    }
    /// How many bytes can be read without waiting, where that is known.
    fn available(&self) -> usize {
        0
    }
    /// The memory of a `MemoryStream`.
    fn memory(&mut self) -> Option<&mut memory_stream::Memory> {
        None
    }
    /// The stream that this one packs or unpacks.
    fn base(&self) -> Option<Value> {
        None
    }
    /// What using it after `Close()` says.
    fn closed(&self) -> Flow {
        throw::of(
            exceptions::OBJECT_DISPOSED,
            "Cannot access a closed Stream.",
        )
    }
}

/// The payload of a stream object.
pub struct Stream {
    backend: Lock<Box<dyn Backend>>,
    closed: AtomicBool,
}

impl Opaque for Stream {}

fn not_readable() -> Flow {
    throw::not_supported("Stream does not support reading.")
}

fn not_writable() -> Flow {
    throw::not_supported("Stream does not support writing.")
}

fn not_seekable() -> Flow {
    throw::not_supported("Stream does not support seeking.")
}

/// A stream object of a type.
pub fn value(ty: Type, backend: impl Backend + 'static) -> Value {
    Value::Object(Object::opaque(
        ty,
        Stream {
            backend: Lock::new(Box::new(backend)),
            closed: AtomicBool::new(false),
        },
    ))
}

/// The stream in a value.
///
/// # Errors
/// `ArgumentNullException` for anything else.
pub fn of(value: &Value) -> Result<&Stream> {
    value
        .payload::<Stream>()
        .ok_or_else(|| throw::argument_null("stream"))
}

impl Stream {
    /// Does something with an open stream.
    ///
    /// # Errors
    /// `ObjectDisposedException`, and what the closure gives.
    pub fn with<R>(&self, run: impl FnOnce(&mut dyn Backend) -> Result<R>) -> Result<R> {
        let mut backend = self.backend.lock();
        if self.closed.load(Ordering::Relaxed) {
            return Err(backend.closed());
        }
        run(&mut **backend)
    }

    /// Does something with a stream that may be closed.
    pub fn at_any_time<R>(&self, run: impl FnOnce(&mut dyn Backend) -> R) -> R {
        run(&mut **self.backend.lock())
    }

    fn can(&self, what: fn(&dyn Backend) -> bool) -> bool {
        !self.closed.load(Ordering::Relaxed) && what(&**self.backend.lock())
    }

    /// Whether it is open and can be read.
    pub fn can_read(&self) -> bool {
        self.can(|backend| backend.can_read())
    }

    /// Whether it is open and can be written.
    pub fn can_write(&self) -> bool {
        self.can(|backend| backend.can_write())
    }

    /// Reads some bytes; 0 at the end.
    ///
    /// # Errors
    /// .NET's.
    pub fn read(&self, buffer: &mut [u8]) -> Result<usize> {
        self.with(|backend| backend.read(buffer))
    }

    /// Reads all that is left.
    ///
    /// # Errors
    /// .NET's.
    pub fn read_to_end(&self) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let count = self.read(&mut buffer)?;
            if count == 0 {
                return Ok(all);
            }
            all.extend_from_slice(&buffer[..count]);
        }
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// .NET's.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.with(|backend| backend.write(bytes))
    }

    /// Hands on what is held back.
    ///
    /// # Errors
    /// .NET's.
    pub fn flush(&self) -> Result<()> {
        self.with(|backend| backend.flush())
    }

    /// Closes it; the second time does nothing.
    ///
    /// # Errors
    /// .NET's.
    pub fn close(&self) -> Result<()> {
        let mut backend = self.backend.lock();
        if self.closed.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        backend.close()
    }
}

/// The part of a `byte[]` that `offset` and `count` name, checked as .NET does.
pub(crate) fn range(args: &[Value]) -> Result<(usize, usize)> {
    let Some(array) = args.at(0).as_array() else {
        return Err(throw::argument_null("buffer"));
    };
    part(array.len(), args.int(1), args.int(2), "offset")
}

/// Checks a part of something so long.
pub(crate) fn part(len: usize, start: i32, count: i32, name: &str) -> Result<(usize, usize)> {
    let start = usize::try_from(start)
        .map_err(|_| throw::argument_out_of_range("Non-negative number required.", name))?;
    match usize::try_from(count) {
        Ok(count) if start + count <= len => Ok((start, count)),
        Err(_) if name == "index" => Err(throw::argument_out_of_range(
            "Non-negative number required.",
            "count",
        )),
        _ if name == "index" => Err(throw::argument(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.",
            "",
        )),
        _ => Err(throw::argument_out_of_range(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.",
            "count",
        )),
    }
}

fn put(array: &Value, start: usize, bytes: &[u8]) {
    if let Some(array) = array.as_array() {
        array.with_mut(|items| {
            for (slot, byte) in items[start..].iter_mut().zip(bytes) {
                *slot = Value::Byte(*byte);
            }
        });
    }
}

/// The bytes of a part of a `byte[]`.
pub(crate) fn bytes_of(array: &Value, start: usize, count: usize) -> Vec<u8> {
    array.as_array().map_or_else(Vec::new, |array| {
        array.with(|items| {
            items[start..start + count]
                .iter()
                .map(|item| item.long() as u8)
                .collect()
        })
    })
}

fn read_into(this: &Value, args: &[Value]) -> Result<usize> {
    let (start, count) = range(args)?;
    let mut buffer = vec![0; count];
    let got = of(this)?.read(&mut buffer)?;
    put(args.at(0), start, &buffer[..got]);
    Ok(got)
}

fn read_exactly(this: &Value, args: &[Value]) -> Result<()> {
    let (start, count) = range(args)?;
    let mut buffer = vec![0; count];
    let mut done = 0;
    while done < count {
        let got = of(this)?.read(&mut buffer[done..])?;
        if got == 0 {
            return Err(throw::of(
                exceptions::END_OF_STREAM,
                "Unable to read beyond the end of the stream.",
            ));
        }
        done += got;
    }
    put(args.at(0), start, &buffer);
    Ok(())
}

fn read_byte(this: &Value) -> Result<i32> {
    let mut one = [0];
    Ok(match of(this)?.read(&mut one)? {
        0 => -1,
        _ => i32::from(one[0]),
    })
}

fn write_from(this: &Value, args: &[Value]) -> Result<()> {
    let (start, count) = range(args)?;
    of(this)?.write(&bytes_of(args.at(0), start, count))
}

/// Copies what is left of one stream to another.
fn copy(from: &Value, to: &Value) -> Result<()> {
    if to.is_null() {
        return Err(throw::argument_null("destination"));
    }
    let (from, to) = (of(from)?, of(to)?);
    if !from.can_read() {
        return Err(not_readable());
    }
    if !to.can_write() {
        return Err(not_writable());
    }
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        to.write(&buffer[..count])?;
    }
}

/// Where `Seek` goes.
pub(crate) fn target(offset: i64, origin: i64) -> Result<SeekFrom> {
    match origin {
        0 => u64::try_from(offset)
            .map(SeekFrom::Start)
            .map_err(|_| before_beginning()),
        1 => Ok(SeekFrom::Current(offset)),
        2 => Ok(SeekFrom::End(offset)),
        _ => Err(throw::argument("Invalid seek origin.", "origin")),
    }
}

/// What going before the first byte throws.
pub(crate) fn before_beginning() -> Flow {
    throw::of(
        exceptions::IO,
        "An attempt was made to move the position before the beginning of the stream.",
    )
}

fn set_position(this: &Value, value: &Value) -> Result<()> {
    let to = u64::try_from(value.long())
        .map_err(|_| throw::argument_out_of_range("Non-negative number required.", "value"))?;
    of(this)?
        .with(|backend| backend.seek(SeekFrom::Start(to)))
        .map(drop)
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// `CanRead`.
pub(crate) const CAN_READ: Property = property!("bool CanRead {get;}", |it| of(it)?.can_read());
/// `CanSeek`.
pub(crate) const CAN_SEEK: Property = property!("bool CanSeek {get;}", |it| of(it)?
    .can(|backend| backend.can_seek()));
/// `CanWrite`.
pub(crate) const CAN_WRITE: Property = property!("bool CanWrite {get;}", |it| of(it)?.can_write());
/// `Length`.
pub(crate) const LENGTH: Property = property!("long Length {get;}", |it| of(it)?
    .with(|backend| backend.length())
    .map(whole));
/// `Position`.
pub(crate) const POSITION: Property = settable(
    "long Position {get;set;}",
    |it| {
        of(it)?
            .with(|backend| backend.seek(SeekFrom::Current(0)))
            .map(|at| Value::Int64(whole(at)))
    },
    |it, value| set_position(it, &value),
);

fn no_timeouts() -> Flow {
    throw::invalid_operation("Timeouts are not supported on this stream.")
}

const PROPERTIES: &[Property] = &[
    CAN_READ,
    CAN_WRITE,
    CAN_SEEK,
    property!("bool CanTimeout {get;}", |_| false),
    LENGTH,
    POSITION,
    settable(
        "int ReadTimeout {get;set;}",
        |_| Err(no_timeouts()),
        |_, _| Err(no_timeouts()),
    ),
    settable(
        "int WriteTimeout {get;set;}",
        |_| Err(no_timeouts()),
        |_, _| Err(no_timeouts()),
    ),
    property!("static System.IO.Stream Null", |_| value(NULL_STREAM, Null)),
];

const METHODS: &[Method] = &[
    method!("void Close()", |it, _| of(it)?.close()),
    method!("void CopyTo(System.IO.Stream destination)", |it, args| {
        copy(it, args.at(0))
    }),
    method!(
        "void CopyTo(System.IO.Stream destination, int bufferSize)",
        |it, args| copy(it, args.at(0))
    ),
    method!("void Dispose()", |it, _| of(it)?.close()),
    method!("void Flush()", |it, _| of(it)?.flush()),
    method!(
        "int Read(byte[] buffer, int offset, int count)",
        |it, args| read_into(it, args)
    ),
    method!("int ReadByte()", |it, _| read_byte(it)),
    method!(
        "void ReadExactly(byte[] buffer, int offset, int count)",
        |it, args| read_exactly(it, args)
    ),
    method!(
        "long Seek(long offset, System.IO.SeekOrigin origin)",
        |it, args| {
            let to = target(args.long(0), args.at(1).number())?;
            of(it)?.with(|backend| backend.seek(to)).map(whole)
        }
    ),
    method!("void SetLength(long value)", |it, args| {
        let len = u64::try_from(args.long(0))
            .map_err(|_| throw::argument_out_of_range("Non-negative number required.", "value"))?;
        of(it)?.with(|backend| backend.set_len(len))
    }),
    method!(
        "static System.IO.Stream Synchronized(System.IO.Stream stream)",
        |_, args| args.at(0).clone()
    ),
    method!(
        "void Write(byte[] buffer, int offset, int count)",
        |it, args| write_from(it, args)
    ),
    method!(
        "void Write(System.ReadOnlySpan[byte] buffer)",
        |it, args| of(it)?.write(&args.at(0).byte_items())
    ),
    method!("void WriteByte(byte value)", |it, args| of(it)?
        .write(&[args.long(0) as u8])),
];

/// `System.IO.Stream`.
pub const STREAM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.Stream")
        .base(MARSHAL_BY_REF)
        .interfaces(&[interfaces::ASYNC_DISPOSABLE, interfaces::DISPOSABLE])
        .properties(PROPERTIES)
        .methods(METHODS);
    Type(&INFO)
};

struct Null;

impl Backend for Null {
    fn read(&mut self, _buffer: &mut [u8]) -> Result<usize> {
        Ok(0)
    }

    fn write(&mut self, _bytes: &[u8]) -> Result<()> {
        Ok(())
    }

    fn can_read(&self) -> bool {
        true
    }

    fn can_write(&self) -> bool {
        true
    }

    fn can_seek(&self) -> bool {
        true
    }

    fn length(&mut self) -> Result<u64> {
        Ok(0)
    }

    fn seek(&mut self, _to: SeekFrom) -> Result<u64> {
        Ok(0)
    }

    fn set_len(&mut self, _len: u64) -> Result<()> {
        Ok(())
    }
}

const NULL_STREAM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.Stream+NullStream").base(STREAM);
    Type(&INFO)
};

//! `System.IO.MemoryStream`.

use super::{Backend, STREAM, before_beginning, bytes_of, of, part};
use std::io::SeekFrom;
use stint_object::types::native::{Args, Plain, bytes, method};
use stint_object::types::system::exceptions;
use stint_object::types::{Method, Type, TypeInfo, settable, throw};
use stint_object::{Flow, Result, Value};

/// What a `MemoryStream` keeps.
#[derive(Default)]
pub struct Memory {
    bytes: Vec<u8>,
    at: usize,
    capacity: usize,
    fixed: bool,
    read_only: bool,
    hidden: bool,
    /// The array that it was made on, and where in it the first byte stands; kept up to date.
    array: Option<(Value, usize)>,
}

impl Memory {
    fn grow(&mut self, to: usize) -> Result<()> {
        if to > self.capacity {
            if self.fixed {
                return Err(throw::not_supported("Memory stream is not expandable."));
            }
            self.capacity = to.max(256).max(self.capacity * 2);
        }
        Ok(())
    }
}

impl Backend for Memory {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if self.read_only {
            return Err(super::not_writable());
        }
        let end = self.at + bytes.len();
        self.grow(end)?;
        if end > self.bytes.len() {
            self.bytes.resize(end, 0);
        }
        self.bytes[self.at..end].copy_from_slice(bytes);
        if let Some((array, start)) = &self.array {
            super::put(array, start + self.at, bytes);
        }
        self.at = end;
        Ok(())
    }

    fn can_read(&self) -> bool {
        true
    }

    fn can_write(&self) -> bool {
        !self.read_only
    }

    fn can_seek(&self) -> bool {
        true
    }

    fn length(&mut self) -> Result<u64> {
        Ok(self.bytes.len() as u64)
    }

    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let to = match to {
            SeekFrom::Start(to) => i64::try_from(to).unwrap_or(i64::MAX),
            SeekFrom::Current(by) => self.at as i64 + by,
            SeekFrom::End(by) => self.bytes.len() as i64 + by,
        };
        if to > i64::from(i32::MAX) {
            return Err(throw::argument_out_of_range(
                "Stream length must be non-negative and less than 2^31 - 1 - origin.",
                "value",
            ));
        }
        self.at = usize::try_from(to).map_err(|_| before_beginning())?;
        Ok(self.at as u64)
    }

    fn set_len(&mut self, len: u64) -> Result<()> {
        if self.read_only {
            return Err(super::not_writable());
        }
        let len = usize::try_from(len)
            .ok()
            .filter(|len| *len <= i32::MAX as usize)
            .ok_or_else(|| {
                throw::argument_out_of_range(
                    "Stream length must be non-negative and less than 2^31 - 1 - origin.",
                    "value",
                )
            })?;
        if len > self.capacity {
            if self.fixed {
                return Err(throw::not_supported("Memory stream is not expandable."));
            }
            self.capacity = len.max(256).max(self.capacity * 2);
        }
        self.bytes.resize(len, 0);
        self.at = self.at.min(len);
        Ok(())
    }

    fn memory(&mut self) -> Option<&mut Memory> {
        Some(self)
    }
}

/// A new stream that begins with these bytes and can grow.
pub fn made(bytes: Vec<u8>) -> Value {
    super::value(
        MEMORY_STREAM,
        Memory {
            capacity: bytes.len(),
            bytes,
            ..Memory::default()
        },
    )
}

fn on_array(
    args: &[Value],
    range: Option<(i32, i32)>,
    writable: bool,
    visible: bool,
) -> Result<Value> {
    let Some(array) = args.at(0).as_array() else {
        return Err(throw::argument_null("buffer"));
    };
    let (start, count) = match range {
        None => (0, array.len()),
        Some((start, count)) => part(array.len(), start, count, "index")?,
    };
    Ok(super::value(
        MEMORY_STREAM,
        Memory {
            bytes: bytes_of(args.at(0), start, count),
            capacity: count,
            fixed: true,
            read_only: !writable,
            hidden: !visible,
            array: Some((args.at(0).clone(), start)),
            at: 0,
        },
    ))
}

fn memory<R>(this: &Value, run: impl FnOnce(&mut Memory) -> Result<R>) -> Result<R> {
    of(this)?.at_any_time(|backend| match backend.memory() {
        Some(memory) => run(memory),
        None => Err(throw::argument_null("this")),
    })
}

fn set_capacity(this: &Value, value: i32) -> Result<()> {
    memory(this, |memory| {
        let wanted = usize::try_from(value)
            .ok()
            .filter(|value| *value >= memory.bytes.len());
        let wanted = wanted.ok_or_else(|| {
            throw::argument_out_of_range("capacity was less than the current size.", "value")
        })?;
        if memory.fixed && wanted != memory.capacity {
            return Err(throw::not_supported("Memory stream is not expandable."));
        }
        memory.capacity = wanted;
        Ok(())
    })
}

fn buffer(this: &Value) -> Result<Value> {
    memory(this, |memory| {
        if memory.hidden {
            return Err::<_, Flow>(throw::of(
                exceptions::UNAUTHORIZED_ACCESS,
                "MemoryStream's internal buffer cannot be accessed.",
            ));
        }
        if let Some((array, _)) = &memory.array {
            return Ok(array.clone());
        }
        let mut all = memory.bytes.clone();
        all.resize(memory.capacity, 0);
        Ok(bytes(&all))
    })
}

const CONSTRUCTORS: &[Method] = &[
    method!("System.IO.MemoryStream()", |_, _| made(Vec::new())),
    method!("System.IO.MemoryStream(int capacity)", |_, args| {
        let capacity = usize::try_from(args.int(0)).map_err(|_| {
            throw::argument_out_of_range("Non-negative number required.", "capacity")
        })?;
        Ok(super::value(
            MEMORY_STREAM,
            Memory {
                capacity,
                ..Memory::default()
            },
        ))
    }),
    method!("System.IO.MemoryStream(byte[] buffer)", |_, args| on_array(
        args, None, true, false
    )),
    method!(
        "System.IO.MemoryStream(byte[] buffer, bool writable)",
        |_, args| on_array(args, None, args.boolean(1), false)
    ),
    method!(
        "System.IO.MemoryStream(byte[] buffer, int index, int count)",
        |_, args| on_array(args, Some((args.int(1), args.int(2))), true, false)
    ),
    method!(
        "System.IO.MemoryStream(byte[] buffer, int index, int count, bool writable)",
        |_, args| on_array(
            args,
            Some((args.int(1), args.int(2))),
            args.boolean(3),
            false
        )
    ),
    method!(
        "System.IO.MemoryStream(byte[] buffer, int index, int count, bool writable, bool publiclyVisible)",
        |_, args| on_array(
            args,
            Some((args.int(1), args.int(2))),
            args.boolean(3),
            args.boolean(4)
        )
    ),
];

const METHODS: &[Method] = &[
    method!("byte[] GetBuffer()", |it, _| buffer(it)),
    method!("byte[] ToArray()", |it, _| memory(it, |memory| Ok(bytes(
        &memory.bytes
    )))),
    method!("void WriteTo(System.IO.Stream stream)", |it, args| {
        let all = memory(it, |memory| Ok(memory.bytes.clone()))?;
        of(args.at(0))?.write(&all)
    }),
];

/// `System.IO.MemoryStream`.
pub const MEMORY_STREAM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.MemoryStream")
        .base(STREAM)
        .constructors(CONSTRUCTORS)
        .properties(&[
            super::CAN_READ,
            super::CAN_SEEK,
            super::CAN_WRITE,
            settable(
                "int Capacity {get;set;}",
                |it| memory(it, |memory| Ok(Value::Int32(memory.capacity as i32))),
                |it, value| set_capacity(it, value.int()),
            ),
            super::LENGTH,
            super::POSITION,
        ])
        .methods(METHODS);
    Type(&INFO)
};

//! `System.Buffer`: the bytes of arrays of numbers.

use crate::array::Array;
use crate::types::native::{Args, Plain, method};
use crate::types::{Type, TypeInfo, system, throw};
use crate::{Result, Value, convert};

/// How many bytes an element takes; none for what is no number.
fn width(ty: Type) -> Option<usize> {
    const WIDTHS: &[(Type, usize)] = &[
        (system::BYTE, 1),
        (system::SBYTE, 1),
        (system::BOOLEAN, 1),
        (system::CHAR, 2),
        (system::INT16, 2),
        (system::UINT16, 2),
        (system::INT32, 4),
        (system::UINT32, 4),
        (system::SINGLE, 4),
        (system::INT64, 8),
        (system::UINT64, 8),
        (system::DOUBLE, 8),
    ];
    let found = WIDTHS.iter().find(|(known, _)| *known == ty);
    found.map(|(_, width)| *width)
}

struct Bytes<'a> {
    array: &'a Array,
    element: Type,
    width: usize,
}

fn of<'a>(value: &'a Value, parameter: &str) -> Result<Bytes<'a>> {
    let Some(array) = value.as_array() else {
        return Err(throw::argument_null(parameter));
    };
    let element = super::lists::element(value);
    let width = width(element)
        .ok_or_else(|| throw::argument("Object must be an array of primitives.", parameter))?;
    Ok(Bytes {
        array,
        element,
        width,
    })
}

impl Bytes<'_> {
    fn len(&self) -> usize {
        self.array.len() * self.width
    }

    fn read(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len());
        self.array.with(|items| {
            for item in items {
                let raw = match item {
                    Value::Single(number) => u64::from(number.to_bits()),
                    Value::Double(number) => number.to_bits(),
                    Value::Bool(on) => u64::from(*on),
                    other => other.long() as u64,
                };
                bytes.extend_from_slice(&raw.to_le_bytes()[..self.width]);
            }
        });
        bytes
    }

    fn write(&self, bytes: &[u8]) -> Result<()> {
        for (at, part) in bytes.chunks_exact(self.width).enumerate() {
            let mut raw = [0; 8];
            raw[..self.width].copy_from_slice(part);
            let raw = u64::from_le_bytes(raw);
            let item = match self.element {
                ty if ty == system::SINGLE => Value::Single(f32::from_bits(raw as u32)),
                ty if ty == system::DOUBLE => Value::Double(f64::from_bits(raw)),
                ty if ty == system::SBYTE => Value::SByte(raw as i8),
                ty if ty == system::INT16 => Value::Int16(raw as i16),
                ty if ty == system::INT32 => Value::Int32(raw as i32),
                ty if ty == system::INT64 => Value::Int64(raw as i64),
                ty if ty == system::BOOLEAN => Value::Bool(raw != 0),
                ty if ty == system::CHAR => Value::Char(raw as u16),
                ty => convert::to(&Value::UInt64(raw), ty)?,
            };
            self.array.set(at, item);
        }
        Ok(())
    }
}

fn place(value: i32, parameter: &str) -> Result<usize> {
    usize::try_from(value).map_err(|_| throw::must_not_be_negative(parameter, value.into()))
}

fn block_copy(args: &[Value]) -> Result<()> {
    let (from, to) = (of(args.at(0), "src")?, of(args.at(2), "dst")?);
    let start = place(args.int(1), "srcOffset")?;
    let at = place(args.int(3), "dstOffset")?;
    let count = place(args.int(4), "count")?;
    if start + count > from.len() || at + count > to.len() {
        return Err(throw::argument(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.",
            "",
        ));
    }
    let source = from.read();
    let mut target = to.read();
    target[at..at + count].copy_from_slice(&source[start..start + count]);
    to.write(&target)
}

fn byte_at(args: &[Value]) -> Result<usize> {
    usize::try_from(args.int(1))
        .ok()
        .filter(|at| of(args.at(0), "array").is_ok_and(|bytes| *at < bytes.len()))
        .ok_or_else(|| throw::index_out_of_range("index"))
}

/// `System.Buffer`.
pub const BUFFER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Buffer").methods(&[
        method!(
            "static void BlockCopy(array src, int srcOffset, array dst, int dstOffset, int count)",
            |_, args| block_copy(args)
        ),
        method!("static int ByteLength(array array)", |_, args| of(
            args.at(0),
            "array"
        )
        .map(|bytes| bytes.len())),
        method!("static byte GetByte(array array, int index)", |_, args| {
            let at = byte_at(args)?;
            of(args.at(0), "array").map(|bytes| bytes.read()[at])
        }),
        method!(
            "static void SetByte(array array, int index, byte value)",
            |_, args| {
                let at = byte_at(args)?;
                let target = of(args.at(0), "array")?;
                let mut bytes = target.read();
                bytes[at] = args.long(2) as u8;
                target.write(&bytes)
            }
        ),
    ]);
    Type(&INFO)
};

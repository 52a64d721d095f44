//! `System.BitConverter`.

use crate::types::native::{Args, Plain, bytes, method, property};
use crate::types::{Method, Type, TypeInfo, join, throw};
use crate::{Result, Value};

fn read<const N: usize>(args: &[Value]) -> Result<[u8; N]> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("value"));
    }
    let all = args.at(0).byte_items();
    let start = usize::try_from(args.int(1)).ok().filter(|start| *start < all.len()).ok_or_else(|| {
        throw::argument_out_of_range(
            "Index was out of range. Must be non-negative and less than the size of the collection.",
            "startIndex",
        )
    })?;
    all.get(start..start + N).and_then(|part| part.try_into().ok()).ok_or_else(|| {
        throw::argument(
            "Destination array is not long enough to copy all the items in the collection. Check array index and length.",
            "value",
        )
    })
}

macro_rules! reading {
    ($($name:literal $result:literal $rust:ident $variant:ident;)*) => {
        &[$(method!(concat!("static ", $result, " ", $name, "(byte[] value, int startIndex)"), |_, args| {
            Ok(Value::$variant(<$rust>::from_le_bytes(read(args)?))) as Result<Value>
        }),)*]
    };
}

const READING: &[Method] = reading! {
    "ToInt16" "short" i16 Int16;
    "ToUInt16" "ushort" u16 UInt16;
    "ToInt32" "int" i32 Int32;
    "ToUInt32" "uint" u32 UInt32;
    "ToInt64" "long" i64 Int64;
    "ToUInt64" "ulong" u64 UInt64;
    "ToSingle" "float" f32 Single;
    "ToDouble" "double" f64 Double;
    "ToChar" "char" u16 Char;
};

macro_rules! writing {
    ($($from:literal $bytes:expr;)*) => {
        &[$(method!(concat!("static byte[] GetBytes(", $from, " value)"), |_, args| {
            let get: fn(&Value) -> Vec<u8> = $bytes;
            bytes(&get(args.at(0)))
        }),)*]
    };
}

const WRITING: &[Method] = writing! {
    "bool" |v| vec![u8::from(v.boolean())];
    "char" |v| v.unit().to_le_bytes().to_vec();
    "short" |v| (v.long() as i16).to_le_bytes().to_vec();
    "int" |v| v.int().to_le_bytes().to_vec();
    "long" |v| v.long().to_le_bytes().to_vec();
    "ushort" |v| (v.long() as u16).to_le_bytes().to_vec();
    "uint" |v| (v.long() as u32).to_le_bytes().to_vec();
    "ulong" |v| v.ulong().to_le_bytes().to_vec();
    "float" |v| (v.double() as f32).to_le_bytes().to_vec();
    "double" |v| v.double().to_le_bytes().to_vec();
};

const RANGE: &str =
    "Index was out of range. Must be non-negative and less than the size of the collection.";

fn text(args: &[Value], start: i32, len: Option<i32>) -> Result<String> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("value"));
    }
    let all = args.at(0).byte_items();
    let start = usize::try_from(start)
        .ok()
        .filter(|start| *start < all.len() || *start == 0)
        .ok_or_else(|| throw::argument_out_of_range(RANGE, "startIndex"))?;
    let len = match len {
        None => all.len() - start,
        Some(len) => usize::try_from(len)
            .map_err(|_| throw::argument_out_of_range("Value must be positive.", "length"))?,
    };
    let Some(part) = all.get(start..start + len) else {
        return Err(throw::argument(
            "Destination array is not long enough to copy all the items in the collection. Check array index and length.",
            "",
        ));
    };
    Ok(part
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect::<Vec<_>>()
        .join("-"))
}

const OTHERS: &[Method] = &[
    method!(
        "static bool ToBoolean(byte[] value, int startIndex)",
        |_, args| Ok(read::<1>(args)?[0] != 0) as Result<bool>
    ),
    method!("static string ToString(byte[] value)", |_, args| text(
        args, 0, None
    )),
    method!(
        "static string ToString(byte[] value, int startIndex)",
        |_, args| text(args, args.int(1), None)
    ),
    method!(
        "static string ToString(byte[] value, int startIndex, int length)",
        |_, args| text(args, args.int(1), Some(args.int(2)))
    ),
    method!(
        "static long DoubleToInt64Bits(double value)",
        |_, args| args.double(0).to_bits() as i64
    ),
    method!("static double Int64BitsToDouble(long value)", |_, args| {
        f64::from_bits(args.long(0) as u64)
    }),
    method!(
        "static int SingleToInt32Bits(float value)",
        |_, args| (args.double(0) as f32).to_bits() as i32
    ),
    method!("static float Int32BitsToSingle(int value)", |_, args| {
        f32::from_bits(args.int(0) as u32)
    }),
    method!(
        "static ulong DoubleToUInt64Bits(double value)",
        |_, args| args.double(0).to_bits()
    ),
    method!(
        "static double UInt64BitsToDouble(ulong value)",
        |_, args| f64::from_bits(args.at(0).ulong())
    ),
    method!("static uint SingleToUInt32Bits(float value)", |_, args| {
        (args.double(0) as f32).to_bits()
    }),
    method!("static float UInt32BitsToSingle(uint value)", |_, args| {
        f32::from_bits(args.at(0).ulong() as u32)
    }),
];

/// `System.BitConverter`.
pub const BIT_CONVERTER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.BitConverter")
        .methods(join![READING, WRITING, OTHERS])
        .properties(&[property!("static bool IsLittleEndian", |_| true)]);
    Type(&INFO)
};

//! `System.Security.Cryptography.RandomNumberGenerator`: bytes of the system's own source.

use std::fs::File;
use std::io::Read;
use stint_object::types::native::{Args, bytes, method};
use stint_object::types::system::exceptions;
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Data, Object, Result, Value};

fn random(count: usize) -> Result<Vec<u8>> {
    let mut bytes = vec![0; count];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .map_err(|error| throw::of(exceptions::IO, error.to_string()))?;
    Ok(bytes)
}

fn count(number: i32) -> Result<usize> {
    usize::try_from(number)
        .map_err(|_| throw::argument_out_of_range("Non-negative number required.", "count"))
}

/// A number below a bound; what would make some numbers likelier is thrown away.
fn below(bound: u32) -> Result<u32> {
    let limit = u32::MAX - u32::MAX % bound;
    loop {
        let drawn = random(4)?;
        let number = u32::from_le_bytes([drawn[0], drawn[1], drawn[2], drawn[3]]);
        if number < limit {
            return Ok(number % bound);
        }
    }
}

fn between(from: i32, to: i32) -> Result<i32> {
    if from >= to {
        return Err(throw::argument(
            "Range of random number does not contain at least one possibility.",
            "",
        ));
    }
    Ok(from.wrapping_add(below(to.wrapping_sub(from) as u32)? as i32))
}

fn fill(array: &Value) -> Result<()> {
    let Some(array) = array.as_array() else {
        return Err(throw::argument_null("data"));
    };
    let drawn = random(array.len())?;
    array.with_mut(|slots| {
        for (slot, byte) in slots.iter_mut().zip(drawn) {
            *slot = Value::Byte(byte);
        }
    });
    Ok(())
}

fn hex(length: i32, lower: bool) -> Result<String> {
    let length = count(length)?;
    let drawn = random(length.div_ceil(2))?;
    let mut text: String = drawn
        .iter()
        .map(|byte| match lower {
            true => format!("{byte:02x}"),
            false => format!("{byte:02X}"),
        })
        .collect();
    text.truncate(length);
    Ok(text)
}

/// `System.Security.Cryptography.RandomNumberGenerator`.
pub const RANDOM_NUMBER_GENERATOR: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Security.Cryptography.RandomNumberGenerator")
        .methods(&[
            method!("void GetBytes(byte[] data)", |_, args| fill(args.at(0))),
            method!("void Dispose()", |_, _| ()),
            method!(
                "static System.Security.Cryptography.RandomNumberGenerator Create()",
                |_, _| Value::Object(Object::new(RANDOM_NUMBER_GENERATOR, Data::Custom))
            ),
            method!("static void Fill(byte[] data)", |_, args| fill(args.at(0))),
            method!("static byte[] GetBytes(int count)", |_, args| {
                count(args.int(0))
                    .and_then(random)
                    .map(|drawn| bytes(&drawn))
            }),
            method!("static int GetInt32(int toExclusive)", |_, args| between(
                0,
                args.int(0)
            )),
            method!(
                "static int GetInt32(int fromInclusive, int toExclusive)",
                |_, args| between(args.int(0), args.int(1))
            ),
            method!(
                "static string GetHexString(int stringLength, bool lowercase = False)",
                |_, args| hex(args.int(0), args.boolean(1))
            ),
        ]);
    Type(&INFO)
};

/// The types of this file.
pub static TYPES: &[Type] = &[RANDOM_NUMBER_GENERATOR];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_in_their_range() {
        for _ in 0..200 {
            assert!(matches!(between(-3, 4), Ok(-3..4)));
        }
        assert!(between(i32::MIN, i32::MAX).is_ok());
        assert!(between(5, 5).is_err());
        assert!(hex(5, true).is_ok_and(|text| text.len() == 5));
    }
}

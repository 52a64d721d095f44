//! Hashes of dictionaries' keys.

use crate::Value;
use crate::dict::{Comparer, class_hash};
use crate::object::Data;
use hashbrown::DefaultHashBuilder;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::LazyLock;

static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);
/// Differs from run to run, so that nobody can choose colliding strings.
static SEED: LazyLock<u64> = LazyLock::new(|| HASHER.hash_one(0u64));

/// Where an entry stands, with half of its key's hash: a growing table hashes nothing again, and most other keys are told apart without
/// touching them.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    /// A part of the key's hash.
    pub(crate) hash: u32,
    at: u32,
}

impl Slot {
    /// A slot of a key's hash and a place among the entries.
    pub(crate) fn new(hash: u64, at: u32) -> Self {
        Self {
            hash: (hash ^ (hash >> 32)) as u32,
            at,
        }
    }

    /// The place among the entries.
    pub(crate) fn place(&self) -> usize {
        self.at as usize
    }

    /// The hash as the table wants it: spread over 64 bits.
    pub(crate) fn spread(&self) -> u64 {
        u64::from(self.hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// The hash of a string, agreeing with the comparer.
#[inline]
pub(crate) fn hash_str(text: &str, comparer: Comparer) -> u64 {
    match comparer {
        Comparer::Exact => hash_bytes(text.as_bytes(), 0),
        // Setting one bit puts both cases together, and some signs with others, which only collide.
        Comparer::IgnoreCase if text.is_ascii() => {
            hash_bytes(text.as_bytes(), 0x2020_2020_2020_2020)
        }
        Comparer::IgnoreCase => hash_bytes(text.to_lowercase().as_bytes(), 0x2020_2020_2020_2020),
    }
}

fn hash_bytes(bytes: &[u8], mask: u64) -> u64 {
    let mut hash = *SEED ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = folded(hash ^ (u64::from_le_bytes(word) | mask));
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        hash = folded(hash ^ (u64::from_le_bytes(word) | mask));
    }
    folded(hash)
}

/// A multiplication whose high half comes back into the low one.
fn folded(value: u64) -> u64 {
    let product = u128::from(value) * 0xA076_1D64_78BD_642F_u128;
    (product as u64) ^ ((product >> 64) as u64)
}

/// The hash of a key, agreeing with [`same_key`].
pub fn hash_key(key: &Value, comparer: Comparer) -> u64 {
    if let Value::Str(text) = key.base() {
        return hash_str(text, comparer);
    }
    let mut hasher = HASHER.build_hasher();
    match key.base() {
        Value::Null | Value::Nothing => 0u8.hash(&mut hasher),
        Value::Bool(v) => (1u8, v).hash(&mut hasher),
        Value::Char(v) => (2u8, v).hash(&mut hasher),
        Value::SByte(v) => (3u8, v).hash(&mut hasher),
        Value::Byte(v) => (4u8, v).hash(&mut hasher),
        Value::Int16(v) => (5u8, v).hash(&mut hasher),
        Value::UInt16(v) => (6u8, v).hash(&mut hasher),
        Value::Int32(v) => (7u8, v).hash(&mut hasher),
        Value::UInt32(v) => (8u8, v).hash(&mut hasher),
        Value::Int64(v) => (9u8, v).hash(&mut hasher),
        Value::UInt64(v) => (10u8, v).hash(&mut hasher),
        Value::Single(v) => (11u8, canonical(f64::from(*v))).hash(&mut hasher),
        Value::Double(v) => (12u8, canonical(*v)).hash(&mut hasher),
        Value::Str(_) => {}
        Value::Object(object) => match object.data() {
            Data::Decimal(v) => v.hash(&mut hasher),
            Data::BigInt(v) => v.hash(&mut hasher),
            Data::DateTime(v) => v.ticks.hash(&mut hasher),
            Data::TimeSpan(v) => v.hash(&mut hasher),
            Data::Guid(v) => v.hash(&mut hasher),
            Data::Enum(v) => (object.ty(), v).hash(&mut hasher),
            Data::Type(v) => v.hash(&mut hasher),
            Data::Opaque(_) => object.ty().hash(&mut hasher),
            _ if object.ty().class.is_some() => match class_hash(key.base(), object.ty()) {
                Some(code) => code.hash(&mut hasher),
                None => (std::sync::Arc::as_ptr(object) as usize).hash(&mut hasher),
            },
            _ => (std::sync::Arc::as_ptr(object) as usize).hash(&mut hasher),
        },
    }
    hasher.finish()
}

fn canonical(v: f64) -> u64 {
    if v == 0.0 { 0 } else { v.to_bits() }
}

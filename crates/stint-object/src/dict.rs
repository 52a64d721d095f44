//! Dictionaries: hashtables, ordered and generic ones. Entries keep the order in which they came, so that output never
//! depends on a hash; .NET's order of integer keys in a `Hashtable` is given by [`Dict::hashtable_order`].

use crate::Value;
use crate::key_hash::{Slot, hash_str};
use crate::object::Data;
use hashbrown::HashTable;

pub use crate::key_hash::hash_key;

/// How keys are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Comparer {
    /// By .NET's `Equals`: strings exactly.
    #[default]
    Exact,
    /// Strings ignoring case: what `@{}` and `[ordered]@{}` use.
    IgnoreCase,
}

/// Which order a dictionary's entries are enumerated in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// As added.
    #[default]
    Added,
    /// `Hashtable`: as its buckets would stand for keys whose hash code .NET defines (integers, chars, bools).
    Buckets,
    /// `SortedDictionary`, `SortedList`: by key, kept by whoever inserts.
    Sorted,
}

/// Keys and values.
pub struct Dict {
    /// How keys compare.
    pub comparer: Comparer,
    /// How entries are enumerated.
    pub order: Order,
    entries: Vec<Option<(Value, Value)>>,
    index: HashTable<Slot>,
    /// Changes with every change of the keys, so that an enumeration can see it.
    version: u32,
}

impl Default for Dict {
    fn default() -> Self {
        Self::new(Comparer::IgnoreCase, Order::Added)
    }
}

impl Dict {
    /// An empty one.
    pub fn new(comparer: Comparer, order: Order) -> Self {
        Self {
            comparer,
            order,
            entries: Vec::new(),
            index: HashTable::new(),
            version: 0,
        }
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Changes with every added or removed key.
    pub fn version(&self) -> u32 {
        self.version
    }

    fn find(&self, key: &Value) -> Option<usize> {
        if let Value::Str(text) = key.base() {
            return self.find_str(text);
        }
        let wanted = Slot::new(hash_key(key, self.comparer), 0);
        let same = |slot: &Slot| {
            slot.hash == wanted.hash
                && matches!(&self.entries[slot.place()], Some((known, _)) if same_key(known, key, self.comparer))
        };
        self.index.find(wanted.spread(), same).map(Slot::place)
    }

    #[inline]
    fn find_str(&self, key: &str) -> Option<usize> {
        let wanted = Slot::new(hash_str(key, self.comparer), 0);
        let same = |slot: &Slot| {
            slot.hash == wanted.hash
                && matches!(&self.entries[slot.place()], Some((known, _)) if known.as_str().is_some_and(|known| same_str(known, key, self.comparer)))
        };
        self.index.find(wanted.spread(), same).map(Slot::place)
    }

    /// The value of a key.
    pub fn get(&self, key: &Value) -> Option<&Value> {
        self.entries[self.find(key)?]
            .as_ref()
            .map(|(_, value)| value)
    }

    /// The value of a string key, without making a value of it.
    pub fn get_str(&self, key: &str) -> Option<&Value> {
        self.entries[self.find_str(key)?]
            .as_ref()
            .map(|(_, value)| value)
    }

    /// Whether there is such a key.
    pub fn contains(&self, key: &Value) -> bool {
        self.find(key).is_some()
    }

    /// Sets or adds; gives the old value, so that the caller can drop it outside the lock.
    pub fn insert(&mut self, key: Value, value: Value) -> Option<Value> {
        use hashbrown::hash_table::Entry;
        let comparer = self.comparer;
        let at = u32::try_from(self.entries.len()).expect("fewer than 2^32 entries fit in memory");
        let slot = Slot::new(hash_key(&key, comparer), at);
        let entries = &mut self.entries;
        let known = |known: &Slot| {
            known.hash == slot.hash
                && matches!(&entries[known.place()], Some((known, _)) if same_key(known, &key, comparer))
        };
        match self.index.entry(slot.spread(), known, Slot::spread) {
            Entry::Occupied(found) => entries[found.get().place()]
                .as_mut()
                .map(|entry| std::mem::replace(&mut entry.1, value)),
            Entry::Vacant(place) => {
                place.insert(slot);
                entries.push(Some((key, value)));
                self.version += 1;
                None
            }
        }
    }

    /// Inserts at a place among the entries (`OrderedDictionary.Insert`); the key must be new.
    pub fn insert_at(&mut self, place: usize, key: Value, value: Value) {
        let mut entries: Vec<(Value, Value)> = self.take_all();
        entries.insert(place.min(entries.len()), (key, value));
        for (key, value) in entries {
            self.insert(key, value);
        }
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &Value) -> Option<(Value, Value)> {
        let at = self.find(key)?;
        let slot = Slot::new(hash_key(key, self.comparer), 0);
        if let Ok(entry) = self
            .index
            .find_entry(slot.spread(), |known| known.place() == at)
        {
            entry.remove();
        }
        let removed = self.entries[at].take();
        self.version += 1;
        while let Some(None) = self.entries.last() {
            self.entries.pop();
        }
        if self.entries.len() > 32 && self.index.len() * 2 < self.entries.len() {
            let entries = self.take_all();
            let version = self.version;
            for (key, value) in entries {
                self.insert(key, value);
            }
            self.version = version;
        }
        removed
    }

    /// Empties it and gives what was in it.
    pub fn take_all(&mut self) -> Vec<(Value, Value)> {
        self.index.clear();
        self.version += 1;
        std::mem::take(&mut self.entries)
            .into_iter()
            .flatten()
            .collect()
    }

    /// The entry at a place in the order as added (`OrderedDictionary[int]`).
    pub fn at(&self, place: usize) -> Option<(&Value, &Value)> {
        self.added().nth(place)
    }

    /// Replaces the value at a place.
    pub fn set_at(&mut self, place: usize, value: Value) -> Option<Value> {
        self.entries
            .iter_mut()
            .flatten()
            .nth(place)
            .map(|entry| std::mem::replace(&mut entry.1, value))
    }

    fn added(&self) -> impl Iterator<Item = (&Value, &Value)> {
        self.entries
            .iter()
            .flatten()
            .map(|(key, value)| (key, value))
    }

    /// A copy of all entries, for work that must not hold the lock.
    pub fn pairs(&self) -> Vec<(Value, Value)> {
        self.iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }

    /// All entries in the order they are enumerated.
    pub fn iter(&self) -> Box<dyn Iterator<Item = (&Value, &Value)> + '_> {
        if self.order == Order::Buckets
            && self.len() > 1
            && self.added().all(|(key, _)| net_hash(key).is_some())
        {
            let order = self.hashtable_order();
            return Box::new(
                order
                    .into_iter()
                    .filter_map(|at| self.entries[at].as_ref().map(|(key, value)| (key, value))),
            );
        }
        Box::new(self.added())
    }

    /// The places of the entries as .NET's `Hashtable` would enumerate them: from its last bucket to the first.
    fn hashtable_order(&self) -> Vec<usize> {
        let mut buckets: Vec<Option<usize>> = vec![None; 3];
        let mut count = 0;
        for (at, entry) in self.entries.iter().enumerate() {
            let Some((_, _)) = entry else { continue };
            let load = (0.72 * buckets.len() as f64) as usize;
            if count >= load {
                let wanted = next_prime(buckets.len() * 2);
                let old = std::mem::replace(&mut buckets, vec![None; wanted]);
                old.into_iter()
                    .flatten()
                    .for_each(|at| self.place(&mut buckets, at));
            }
            self.place(&mut buckets, at);
            count += 1;
        }
        buckets.into_iter().rev().flatten().collect()
    }

    fn place(&self, buckets: &mut [Option<usize>], at: usize) {
        let hash = self.entries[at]
            .as_ref()
            .and_then(|(key, _)| net_hash(key))
            .unwrap_or(0)
            & 0x7fff_ffff;
        let size = buckets.len() as u64;
        let step = 1 + (u64::from(hash) * 101) % (size - 1);
        let mut bucket = u64::from(hash) % size;
        while buckets[bucket as usize].is_some() {
            bucket = (bucket + step) % size;
        }
        buckets[bucket as usize] = Some(at);
    }
}

/// .NET's primes for hash sizes: the first at least `min`.
fn next_prime(min: usize) -> usize {
    const PRIMES: &[usize] = &[
        3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631,
        761, 919, 1103, 1327, 1597, 1931, 2333, 2801, 3371, 4049, 4861, 5839, 7013, 8419, 10103,
        12143, 14591, 17519, 21023, 25229, 30293, 36353, 43627, 52361, 62851, 75431, 90523,
        108_631, 130_363, 156_437, 187_751, 225_307, 270_371, 324_449, 389_357, 467_237, 560_689,
        672_827, 807_403, 968_897, 1_162_687, 1_395_263, 1_674_319, 2_009_191, 2_411_033,
        2_893_249, 3_471_899, 4_166_287, 4_999_559, 5_999_471, 7_199_369,
    ];
    PRIMES
        .iter()
        .copied()
        .find(|prime| *prime >= min)
        .unwrap_or(min | 1)
}

/// The hash code .NET defines for a key, `None` where it is random or unknown.
fn net_hash(key: &Value) -> Option<u32> {
    Some(match key {
        Value::Int32(v) => *v as u32,
        Value::UInt32(v) => *v,
        Value::Int64(v) => (*v as u32) ^ ((*v >> 32) as u32),
        Value::UInt64(v) => (*v as u32) ^ ((*v >> 32) as u32),
        Value::Int16(v) => *v as i32 as u32,
        Value::UInt16(v) => u32::from(*v),
        Value::Byte(v) => u32::from(*v),
        Value::SByte(v) => *v as i32 as u32,
        Value::Bool(v) => u32::from(*v),
        Value::Char(v) => u32::from(*v) | (u32::from(*v) << 16),
        Value::Double(v) => {
            let bits = if *v == 0.0 { 0 } else { v.to_bits() };
            (bits as u32) ^ ((bits >> 32) as u32)
        }
        _ => return None,
    })
}

fn same_str(a: &str, b: &str, comparer: Comparer) -> bool {
    match comparer {
        Comparer::Exact => a == b,
        Comparer::IgnoreCase => crate::shape::same_name(a, b),
    }
}

/// Whether two keys are equal by .NET's `Equals` (an `int` never equals a `long`), strings by the comparer.
pub fn same_key(a: &Value, b: &Value, comparer: Comparer) -> bool {
    match (a.base(), b.base()) {
        (Value::Str(a), Value::Str(b)) => same_str(a, b, comparer),
        (a, b) => equals(a, b) || class_equals(a, b),
    }
}

/// What the `GetHashCode` of a script's class gives, if the class has one.
pub(crate) fn class_hash(key: &Value, ty: crate::Type) -> Option<i32> {
    let entry = ty
        .methods_named("gethashcode")
        .iter()
        .find(|entry| !entry.signature.is_static && entry.signature.parameters.is_empty())?;
    match &entry.method.call {
        crate::types::MethodCall::Body(body) => match body.invoke(key, &[]) {
            Ok(Value::Int32(code)) => Some(code),
            _ => Some(0),
        },
        crate::types::MethodCall::Native(_) => None,
    }
}

/// Whether the `Equals(object)` that a script's class overrides finds the two equal.
pub fn class_equals(left: &Value, right: &Value) -> bool {
    let Some(ty) = left.ty().filter(|ty| ty.class.is_some()) else {
        return false;
    };
    let own = ty.methods_named("equals").iter().find(|entry| {
        !entry.signature.is_static
            && entry.signature.parameters.len() == 1
            && entry.signature.parameters[0].resolve(entry.owner) == crate::types::system::OBJECT
    });
    match own.map(|entry| &entry.method.call) {
        Some(crate::types::MethodCall::Body(body)) => body
            .invoke(left, std::slice::from_ref(right))
            .is_ok_and(|result| crate::convert::to_bool(&result)),
        _ => false,
    }
}

/// .NET's `Object.Equals`: the same type and value; for reference types the same object, unless the type says otherwise.
pub fn equals(a: &Value, b: &Value) -> bool {
    match (a.base(), b.base()) {
        (Value::Null | Value::Nothing, Value::Null | Value::Nothing) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Char(a), Value::Char(b)) => a == b,
        (Value::SByte(a), Value::SByte(b)) => a == b,
        (Value::Byte(a), Value::Byte(b)) => a == b,
        (Value::Int16(a), Value::Int16(b)) => a == b,
        (Value::UInt16(a), Value::UInt16(b)) => a == b,
        (Value::Int32(a), Value::Int32(b)) => a == b,
        (Value::UInt32(a), Value::UInt32(b)) => a == b,
        (Value::Int64(a), Value::Int64(b)) => a == b,
        (Value::UInt64(a), Value::UInt64(b)) => a == b,
        (Value::Single(a), Value::Single(b)) => a == b || a.is_nan() && b.is_nan(),
        (Value::Double(a), Value::Double(b)) => a == b || a.is_nan() && b.is_nan(),
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Object(a), Value::Object(b)) => {
            std::sync::Arc::ptr_eq(a, b)
                || match (a.data(), b.data()) {
                    (Data::Decimal(a), Data::Decimal(b)) => a == b,
                    (Data::BigInt(a), Data::BigInt(b)) => a == b,
                    (Data::DateTime(a), Data::DateTime(b)) => a.ticks == b.ticks,
                    (Data::TimeSpan(a), Data::TimeSpan(b)) => a == b,
                    (Data::Guid(a), Data::Guid(b)) => a == b,
                    (Data::Enum(x), Data::Enum(y)) => a.ty() == b.ty() && x == y,
                    (Data::Type(a), Data::Type(b)) => a == b,
                    (Data::Opaque(_), Data::Opaque(_)) => {
                        a.ty() == b.ty() && opaque_equals(a.data(), b.data())
                    }
                    _ => false,
                }
        }
        _ => false,
    }
}

/// Equality of payloads that declare it: `System.Version`, `System.Uri` and such.
fn opaque_equals(a: &Data, b: &Data) -> bool {
    match (a, b) {
        (Data::Opaque(a), Data::Opaque(b)) => a.equals(&**b),
        _ => false,
    }
}

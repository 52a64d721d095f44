//! `System.Collections.BitArray`.

use super::interfaces as i;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Type, TypeInfo, settable, throw};
use crate::{Lock, Result, Value};

struct Bits(Lock<Vec<bool>>);

impl Opaque for Bits {
    fn items(&self) -> Option<Vec<Value>> {
        Some(self.0.lock().iter().map(|bit| Value::Bool(*bit)).collect())
    }

    fn is_enumerable(&self) -> bool {
        true
    }
}

fn made(bits: Vec<bool>) -> Value {
    Value::Object(Object::opaque(BIT_ARRAY, Bits(Lock::new(bits))))
}

fn bits(this: &Value) -> Vec<bool> {
    this.payload::<Bits>()
        .map(|bits| bits.0.lock().clone())
        .unwrap_or_default()
}

fn filled(length: i32, value: bool) -> Result<Value> {
    match usize::try_from(length) {
        Ok(length) => Ok(made(vec![value; length])),
        Err(_) => Err(throw::must_not_be_negative("length", length.into())),
    }
}

fn unpacked(items: &[Value], width: u32) -> Vec<bool> {
    items
        .iter()
        .flat_map(|item| {
            let number = item.long();
            (0..width).map(move |bit| number >> bit & 1 == 1)
        })
        .collect()
}

fn place(this: &Value, index: i32) -> Result<usize> {
    usize::try_from(index)
        .ok()
        .filter(|at| *at < bits(this).len())
        .ok_or_else(|| {
            throw::argument_out_of_range(
                "Index was out of range. Must be non-negative and less than the size of the collection.",
                "index",
            )
        })
}

fn set(this: &Value, index: i32, value: bool) -> Result<()> {
    let at = place(this, index)?;
    if let Some(bits) = this.payload::<Bits>() {
        bits.0.lock()[at] = value;
    }
    Ok(())
}

fn combine(this: &Value, other: &Value, with: fn(bool, bool) -> bool) -> Result<Value> {
    if other.is_null() {
        return Err(throw::argument_null("value"));
    }
    let other = bits(other);
    if let Some(bits) = this.payload::<Bits>() {
        let mut bits = bits.0.lock();
        if bits.len() != other.len() {
            return Err(throw::argument("Array lengths must be the same.", ""));
        }
        for (bit, other) in bits.iter_mut().zip(other) {
            *bit = with(*bit, other);
        }
    }
    Ok(this.clone())
}

fn change(this: &Value, change: impl FnOnce(&mut Vec<bool>)) -> Value {
    if let Some(bits) = this.payload::<Bits>() {
        change(&mut bits.0.lock());
    }
    this.clone()
}

/// Into booleans as they are, into bytes and integers packed.
fn copy_to(this: &Value, to: &Value, at: i32) -> Result<()> {
    let bits = bits(this);
    let width = match super::lists::element(to) {
        ty if ty == super::BYTE => 8,
        ty if ty == super::INT32 => 32,
        _ => {
            let items: Vec<Value> = bits.into_iter().map(Value::Bool).collect();
            return super::lists::copy_into(&items, to, at);
        }
    };
    let items: Vec<Value> = bits
        .chunks(width)
        .map(|part| {
            let number = part
                .iter()
                .enumerate()
                .fold(0u32, |sum, (at, bit)| sum | u32::from(*bit) << at);
            match width {
                8 => Value::Byte(number as u8),
                _ => Value::Int32(number as i32),
            }
        })
        .collect();
    super::lists::copy_into(&items, to, at)
}

static METHODS: &[Method] = &[
    method!("bool Get(int index)", |this, args| place(this, args.int(0))
        .map(|at| bits(this)[at])),
    method!("void Set(int index, bool value)", |this, args| set(
        this,
        args.int(0),
        args.boolean(1)
    )),
    method!("bool Item(int index) {get;set;}", |this, args| place(
        this,
        args.int(0)
    )
    .map(|at| bits(this)[at])),
    method!("void set_Item(int index, bool value)", |this, args| set(
        this,
        args.int(0),
        args.boolean(1)
    )),
    method!("void SetAll(bool value)", |this, args| {
        change(this, |bits| bits.fill(args.boolean(0)));
    }),
    method!(
        "System.Collections.BitArray And(System.Collections.BitArray value)",
        |this, args| combine(this, args.at(0), |a, b| a & b)
    ),
    method!(
        "System.Collections.BitArray Or(System.Collections.BitArray value)",
        |this, args| combine(this, args.at(0), |a, b| a | b)
    ),
    method!(
        "System.Collections.BitArray Xor(System.Collections.BitArray value)",
        |this, args| combine(this, args.at(0), |a, b| a ^ b)
    ),
    method!("System.Collections.BitArray Not()", |this, _| change(
        this,
        |bits| bits.iter_mut().for_each(|bit| *bit = !*bit)
    )),
    method!(
        "System.Collections.BitArray LeftShift(int count)",
        |this, args| shift(this, args.int(0), false)
    ),
    method!(
        "System.Collections.BitArray RightShift(int count)",
        |this, args| shift(this, args.int(0), true)
    ),
    method!("bool HasAllSet()", |this, _| bits(this)
        .iter()
        .all(|bit| *bit)),
    method!("bool HasAnySet()", |this, _| bits(this)
        .iter()
        .any(|bit| *bit)),
    method!("void CopyTo(array array, int index)", |this, args| {
        copy_to(this, args.at(0), args.int(1))
    }),
    method!("System.Object Clone()", |this, _| made(bits(this))),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| crate::enumerate::enumerator(this.items())
    ),
];

/// To the left is to higher places.
fn shift(this: &Value, count: i32, right: bool) -> Result<Value> {
    let Ok(by) = usize::try_from(count) else {
        return Err(throw::must_not_be_negative("count", count.into()));
    };
    Ok(change(this, |bits| {
        let by = by.min(bits.len());
        if right {
            bits.rotate_left(by);
            let kept = bits.len() - by;
            bits[kept..].fill(false);
        } else {
            bits.rotate_right(by);
            bits[..by].fill(false);
        }
    }))
}

fn set_length(this: &Value, length: i32) -> Result<()> {
    let length =
        usize::try_from(length).map_err(|_| throw::must_not_be_negative("value", length.into()))?;
    change(this, |bits| bits.resize(length, false));
    Ok(())
}

/// `System.Collections.BitArray`.
pub const BIT_ARRAY: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Collections.BitArray")
        .interfaces(&[i::ICOLLECTION])
        .constructors(&[
            method!("System.Collections.BitArray(int length)", |_, args| filled(
                args.int(0),
                false
            )),
            method!(
                "System.Collections.BitArray(int length, bool defaultValue)",
                |_, args| filled(args.int(0), args.boolean(1))
            ),
            method!("System.Collections.BitArray(byte[] bytes)", |_, args| made(
                unpacked(&args.items(0), 8)
            )),
            method!("System.Collections.BitArray(bool[] values)", |_, args| {
                made(args.items(0).iter().map(Plain::boolean).collect())
            }),
            method!("System.Collections.BitArray(int[] values)", |_, args| made(
                unpacked(&args.items(0), 32)
            )),
            method!(
                "System.Collections.BitArray(System.Collections.BitArray bits)",
                |_, args| made(bits(args.at(0)))
            ),
        ])
        .methods(METHODS)
        .properties(&[
            property!("int Count {get;}", |this| bits(this).len()),
            settable(
                "int Length {get;set;}",
                |this| {
                    Ok(Value::Int32(
                        i32::try_from(bits(this).len()).unwrap_or(i32::MAX),
                    ))
                },
                |this, value| set_length(this, value.int()),
            ),
            property!("bool IsReadOnly {get;}", |_| false),
            property!("bool IsSynchronized {get;}", |_| false),
            property!("System.Object SyncRoot {get;}", |this| this.clone()),
        ]);
    Type(&INFO)
};

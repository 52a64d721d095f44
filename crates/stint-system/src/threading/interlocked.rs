//! `System.Threading.Interlocked`: changes of a `[ref]` that no other of them comes between.

use stint_object::types::native::{Args, Plain, method};
use stint_object::types::system::ps_reference;
use stint_object::types::{Type, TypeInfo};
use stint_object::{Lock, Result, Value, dict};

/// A reference has no atomic cell behind it, so all of these take turns.
static TURN: Lock<()> = Lock::new(());

/// Changes what a reference stands for: gives what `change` makes of the old value to it, and the old value back.
fn change(place: &Value, change: impl FnOnce(&Value) -> Value) -> Result<(Value, Value)> {
    let _turn = TURN.lock();
    let Some(reference) = ps_reference::of(place) else {
        return Ok((Value::Null, Value::Null));
    };
    let old = reference.get();
    let new = change(&old);
    reference.set(new.clone())?;
    Ok((old, new))
}

/// Adds in the width of the reference's own number.
fn add(place: &Value, by: i64) -> Result<Value> {
    let sum = |old: &Value| match old.base() {
        Value::Int64(number) => Value::Int64(number.wrapping_add(by)),
        Value::UInt32(number) => Value::UInt32(number.wrapping_add(by as u32)),
        Value::UInt64(number) => Value::UInt64(number.wrapping_add(by as u64)),
        other => Value::Int32(other.int().wrapping_add(by as i32)),
    };
    change(place, sum).map(|(_, new)| new)
}

fn bits(place: &Value, other: &Value, combine: impl Fn(i64, i64) -> i64) -> Result<Value> {
    let made = |old: &Value| match old.base() {
        Value::Int64(number) => Value::Int64(combine(*number, other.long())),
        number => Value::Int32(combine(number.long(), other.long()) as i32),
    };
    change(place, made).map(|(old, _)| old)
}

fn exchange(place: &Value, value: &Value) -> Result<Value> {
    change(place, |_| value.clone()).map(|(old, _)| old)
}

fn compare_exchange(place: &Value, value: &Value, wanted: &Value) -> Result<Value> {
    let is_wanted = |old: &Value| {
        let is_number = matches!(
            old.base(),
            Value::Int32(_) | Value::Int64(_) | Value::UInt32(_) | Value::UInt64(_)
        );
        if is_number {
            old.long() == wanted.long()
        } else {
            old.same(wanted) || dict::equals(old, wanted)
        }
    };
    change(place, |old| {
        if is_wanted(old) {
            value.clone()
        } else {
            old.clone()
        }
    })
    .map(|(old, _)| old)
}

/// `System.Threading.Interlocked`.
pub const INTERLOCKED: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.Interlocked").methods(&[
        method!("static int Increment([ref] int location)", |_, args| add(
            args.at(0),
            1
        )),
        method!("static long Increment([ref] long location)", |_, args| add(
            args.at(0),
            1
        )),
        method!("static int Decrement([ref] int location)", |_, args| add(
            args.at(0),
            -1
        )),
        method!("static long Decrement([ref] long location)", |_, args| add(
            args.at(0),
            -1
        )),
        method!(
            "static int Add([ref] int location1, int value)",
            |_, args| add(args.at(0), args.long(1))
        ),
        method!(
            "static long Add([ref] long location1, long value)",
            |_, args| add(args.at(0), args.long(1))
        ),
        method!(
            "static int And([ref] int location1, int value)",
            |_, args| bits(args.at(0), args.at(1), |a, b| a & b)
        ),
        method!(
            "static long And([ref] long location1, long value)",
            |_, args| bits(args.at(0), args.at(1), |a, b| a & b)
        ),
        method!(
            "static int Or([ref] int location1, int value)",
            |_, args| bits(args.at(0), args.at(1), |a, b| a | b)
        ),
        method!(
            "static long Or([ref] long location1, long value)",
            |_, args| bits(args.at(0), args.at(1), |a, b| a | b)
        ),
        method!(
            "static int Exchange([ref] int location1, int value)",
            |_, args| exchange(args.at(0), args.at(1))
        ),
        method!(
            "static long Exchange([ref] long location1, long value)",
            |_, args| exchange(args.at(0), args.at(1))
        ),
        method!(
            "static System.Object Exchange([ref] System.Object location1, System.Object value)",
            |_, args| exchange(args.at(0), args.at(1))
        ),
        method!(
            "static int CompareExchange([ref] int location1, int value, int comparand)",
            |_, args| compare_exchange(args.at(0), args.at(1), args.at(2))
        ),
        method!(
            "static long CompareExchange([ref] long location1, long value, long comparand)",
            |_, args| compare_exchange(args.at(0), args.at(1), args.at(2))
        ),
        method!(
            "static System.Object CompareExchange([ref] System.Object location1, System.Object value, System.Object comparand)",
            |_, args| compare_exchange(args.at(0), args.at(1), args.at(2))
        ),
        method!("static long Read([ref] long location)", |_, args| change(
            args.at(0),
            Clone::clone
        )
        .map(|(old, _)| old)),
        method!("static void MemoryBarrier()", |_, _| {
            std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
        }),
    ]);
    Type(&INFO)
};

//! `System.Threading.Semaphore` and `SemaphoreSlim`.

use super::listeners::Listeners;
use super::task;
use super::wait_handle::WAIT_HANDLE;
use super::waiting::WAITS;
use std::any::Any;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::exceptions;
use stint_object::types::{Method, Type, TypeInfo, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Lock, Object, Result, Value};

struct Semaphore {
    count: Lock<i32>,
    most: i32,
    listeners: Listeners,
}

impl Opaque for Semaphore {
    fn waitable(&self) -> Option<&dyn Waitable> {
        Some(self)
    }
}

impl Waitable for Semaphore {
    fn take(&self) -> bool {
        let mut count = self.count.lock();
        let free = *count > 0;
        if free {
            *count -= 1;
        }
        free
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        self.listeners.add(wake)
    }
}

fn made(this: &Value, count: i32, most: i32) -> Value {
    Value::Object(Object::opaque(
        this.type_object(),
        Semaphore {
            count: Lock::new(count),
            most,
            listeners: Listeners::default(),
        },
    ))
}

fn slim(this: &Value, count: i32, most: i32) -> Result<Value> {
    if count < 0 || count > most {
        return Err(throw::argument_out_of_range(
            "The initialCount argument must be non-negative and less than or equal to the maximumCount.",
            "initialCount",
        ));
    }
    if most <= 0 {
        return Err(throw::argument_out_of_range(
            "The maximumCount argument must be a positive number. If a maximum is not required, use the constructor without a maxCount parameter.",
            "maxCount",
        ));
    }
    Ok(made(this, count, most))
}

fn whole(this: &Value, count: i32, most: i32) -> Result<Value> {
    if count < 0 {
        return Err(throw::must_not_be_negative("initialCount", count.into()));
    }
    if most < 1 {
        return Err(throw::argument_out_of_range(
            "Positive number required.",
            "maximumCount",
        ));
    }
    if count > most {
        return Err(throw::argument(
            "The initial count for the semaphore must be greater than or equal to zero and less than the maximum count.",
            "",
        ));
    }
    Ok(made(this, count, most))
}

/// `Release`: how many places were free before.
fn release(this: &Value, by: i32) -> Result<i32> {
    let Some(semaphore) = this.payload::<Semaphore>() else {
        return Ok(0);
    };
    if by < 1 {
        return Err(throw::argument_out_of_range(
            "The releaseCount argument must be greater than zero.",
            "releaseCount",
        ));
    }
    let mut count = semaphore.count.lock();
    let before = *count;
    if by > semaphore.most - before {
        return Err(throw::of(
            exceptions::SEMAPHORE_FULL,
            "Adding the specified count to the semaphore would cause it to exceed its maximum count.",
        ));
    }
    *count += by;
    drop(count);
    semaphore.listeners.ring();
    Ok(before)
}

const RELEASES: [Method; 2] = [
    method!("int Release()", |this, _| release(this, 1)),
    method!("int Release(int releaseCount)", |this, args| release(
        this,
        args.int(0)
    )),
];

/// Waiting without a thread that waits: what cannot be had at once is refused.
fn wait_async(this: &Value) -> Result<Value> {
    let free = this.payload::<Semaphore>().is_some_and(Waitable::take);
    if free {
        return Ok(task::completed());
    }
    task::needs_thread("SemaphoreSlim.WaitAsync on a semaphore without a free place")
}

/// `System.Threading.SemaphoreSlim`.
pub const SEMAPHORE_SLIM: Type = {
    const OWN: [Method; 1] = [method!(
        "System.Threading.Tasks.Task WaitAsync()",
        |this, _| wait_async(this)
    )];
    static METHODS: [Method; 10] = stint_object::types::join_methods(&[&RELEASES, &OWN, &WAITS]);
    static INFO: TypeInfo = TypeInfo::class("System.Threading.SemaphoreSlim")
        .constructors(&[
            method!(
                "System.Threading.SemaphoreSlim(int initialCount)",
                |this, args| slim(this, args.int(0), i32::MAX)
            ),
            method!(
                "System.Threading.SemaphoreSlim(int initialCount, int maxCount)",
                |this, args| slim(this, args.int(0), args.int(1))
            ),
        ])
        .methods(&METHODS)
        .properties(&[property!("int CurrentCount {get;}", |this| this
            .payload::<Semaphore>()
            .map_or(0, |semaphore| *semaphore.count.lock()))]);
    Type(&INFO)
};

/// `System.Threading.Semaphore`.
pub const SEMAPHORE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.Semaphore")
        .base(WAIT_HANDLE)
        .constructors(&[method!(
            "System.Threading.Semaphore(int initialCount, int maximumCount)",
            |this, args| whole(this, args.int(0), args.int(1))
        )])
        .methods(&RELEASES);
    Type(&INFO)
};

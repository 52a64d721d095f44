//! `System.Threading.ManualResetEvent` of a job's `Finished`.

use std::any::Any;
use std::time::Duration;

use stint_object::object::Opaque;
use stint_object::types::native::{Plain, method};
use stint_object::types::{Method, TypeInfo, registry, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Object, Result, Value};

use super::{EVENT_WAIT_HANDLE as EVENT, MANUAL_RESET_EVENT as MANUAL, WAIT_HANDLE as HANDLE, job};
use crate::job::Job;

/// Set when the job is over, and never reset.
struct Finished(Job);

impl Opaque for Finished {
    fn waitable(&self) -> Option<&dyn Waitable> {
        Some(self)
    }
}

impl Waitable for Finished {
    fn take(&self) -> bool {
        self.0.state().is_finished()
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        Box::new(self.0.on_state_changed(move |_, _| wake()))
    }
}

/// A job's `Finished`.
pub(super) fn finished(job: Job) -> Value {
    // The type as scripts make it stands with the threads; here is what this crate needs of it alone.
    let ty = registry::lookup("System.Threading.ManualResetEvent").unwrap_or(MANUAL);
    Value::Object(Object::opaque(ty, Finished(job)))
}

fn wait(value: &Value, milliseconds: i64) -> Result<bool> {
    let Some(Finished(job)) = value.payload::<Finished>() else {
        return Ok(true);
    };
    let limit = match milliseconds {
        -1 => None,
        some => Some(Duration::from_millis(u64::try_from(some).map_err(|_| {
            let text = "Number must be either non-negative and less than or equal to Int32.MaxValue or -1.";
            throw::argument_out_of_range(text, "millisecondsTimeout")
        })?)),
    };
    Ok(job::wait_for_end(job, limit))
}

static METHODS: [Method; 5] = [
    method!("bool WaitOne(int millisecondsTimeout)", |value, args| wait(
        value,
        args[0].long()
    )),
    method!("bool WaitOne(timespan timeout)", |value, args| wait(
        value,
        args[0].span() / 10_000
    )),
    method!("bool WaitOne()", |value, _| wait(value, -1)),
    method!("void Close()", |_, _| ()),
    method!("void Dispose()", |_, _| ()),
];

pub(super) static WAIT_HANDLE: TypeInfo =
    TypeInfo::class("System.Threading.WaitHandle").methods(&METHODS);
pub(super) static EVENT_WAIT_HANDLE: TypeInfo =
    TypeInfo::class("System.Threading.EventWaitHandle").base(HANDLE);
pub(super) static MANUAL_RESET_EVENT: TypeInfo =
    TypeInfo::class("System.Threading.ManualResetEvent").base(EVENT);

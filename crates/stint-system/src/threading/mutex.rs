//! `System.Threading.Mutex`.

use super::listeners::Listeners;
use super::wait_handle::WAIT_HANDLE;
use std::any::Any;
use std::thread::ThreadId;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, method};
use stint_object::types::system::exceptions;
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Lock, Object, Result, Value};

/// Held by one thread, as often as it took it.
#[derive(Default)]
struct Mutex {
    held: Lock<Option<(ThreadId, u32)>>,
    listeners: Listeners,
}

impl Opaque for Mutex {
    fn waitable(&self) -> Option<&dyn Waitable> {
        Some(self)
    }
}

impl Waitable for Mutex {
    fn take(&self) -> bool {
        let me = std::thread::current().id();
        let mut held = self.held.lock();
        match &mut *held {
            Some((owner, depth)) if *owner == me => *depth += 1,
            Some(_) => return false,
            None => *held = Some((me, 1)),
        }
        true
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        self.listeners.add(wake)
    }
}

fn made(this: &Value, owned: bool, name: &str) -> Result<Value> {
    if !name.is_empty() {
        return Err(throw::of(
            exceptions::PS_NOT_IMPLEMENTED,
            "A mutex with a name, which other processes would share, is not supported.",
        ));
    }
    let mutex = Mutex::default();
    if owned {
        mutex.take();
    }
    Ok(Value::Object(Object::opaque(this.type_object(), mutex)))
}

fn release(this: &Value) -> Result<()> {
    let Some(mutex) = this.payload::<Mutex>() else {
        return Ok(());
    };
    let me = std::thread::current().id();
    let mut held = mutex.held.lock();
    match &mut *held {
        Some((owner, depth)) if *owner == me => {
            *depth -= 1;
            if *depth > 0 {
                return Ok(());
            }
            *held = None;
        }
        _ => {
            return Err(throw::of(
                exceptions::APPLICATION,
                "Object synchronization method was called from an unsynchronized block of code.",
            ));
        }
    }
    drop(held);
    mutex.listeners.ring();
    Ok(())
}

/// `System.Threading.Mutex`.
pub const MUTEX: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.Mutex")
        .base(WAIT_HANDLE)
        .constructors(&[
            method!("System.Threading.Mutex()", |this, _| made(this, false, "")),
            method!(
                "System.Threading.Mutex(bool initiallyOwned)",
                |this, args| made(this, args.boolean(0), "")
            ),
            method!(
                "System.Threading.Mutex(bool initiallyOwned, string name)",
                |this, args| made(this, args.boolean(0), args.text(1))
            ),
        ])
        .methods(&[method!("void ReleaseMutex()", |this, _| release(this))]);
    Type(&INFO)
};

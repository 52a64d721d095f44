//! `System.Threading.Monitor`: any object as a lock.

use super::listeners::Listeners;
use super::waiting;
use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::thread::ThreadId;
use std::time::Duration;
use stint_object::types::native::{Args, Plain, method};
use stint_object::types::system::{exceptions, ps_reference};
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Lock, Result, Value};

/// Who holds an object, how often, and who waits for a pulse.
#[derive(Default)]
struct State {
    owner: Option<(ThreadId, u32)>,
    /// Pulses not taken yet, and how many wait for one.
    pulses: u32,
    waiting: u32,
}

#[derive(Default)]
struct Guard {
    state: Lock<State>,
    listeners: Listeners,
}

/// The objects that are held, each kept while it is, so that no other takes its place in memory.
static HELD: LazyLock<Lock<Held>> = LazyLock::new(Lock::default);

/// By the object's place in memory.
type Held = HashMap<usize, (Value, Arc<Guard>)>;

struct Lockable(Arc<Guard>);

impl Waitable for Lockable {
    fn take(&self) -> bool {
        let me = std::thread::current().id();
        let mut state = self.0.state.lock();
        match &mut state.owner {
            Some((owner, depth)) if *owner == me => *depth += 1,
            Some(_) => return false,
            free @ None => *free = Some((me, 1)),
        }
        true
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        self.0.listeners.add(wake)
    }
}

struct Pulse(Arc<Guard>);

impl Waitable for Pulse {
    fn take(&self) -> bool {
        let mut state = self.0.state.lock();
        let pulsed = state.pulses > 0;
        if pulsed {
            state.pulses -= 1;
        }
        pulsed
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        self.0.listeners.add(wake)
    }
}

fn key(value: &Value) -> Result<Option<usize>> {
    if value.is_null() {
        return Err(throw::argument_null("obj"));
    }
    // A number or other value is a new object each time.
    Ok(value
        .as_object()
        .filter(|object| !object.ty().is_value_type())
        .map(|object| Arc::as_ptr(object) as usize)
        .or_else(|| value.as_str().map(|text| text.as_ptr() as usize)))
}

fn guard(value: &Value) -> Result<Arc<Guard>> {
    let Some(key) = key(value)? else {
        return Ok(Arc::default());
    };
    let mut held = HELD.lock();
    let (_, guard) = held
        .entry(key)
        .or_insert_with(|| (value.clone(), Arc::default()));
    Ok(guard.clone())
}

/// The guard of an object that this thread holds.
fn mine(value: &Value) -> Result<Arc<Guard>> {
    let found = match key(value)? {
        Some(key) => HELD.lock().get(&key).map(|(_, guard)| guard.clone()),
        None => None,
    };
    let me = std::thread::current().id();
    found
        .filter(|guard| matches!(guard.state.lock().owner, Some((owner, _)) if owner == me))
        .ok_or_else(|| {
            throw::of(
                exceptions::SYNCHRONIZATION_LOCK,
                "Object synchronization method was called from an unsynchronized block of code.",
            )
        })
}

fn enter(value: &Value, limit: Option<Duration>) -> Result<bool> {
    let guard = guard(value)?;
    let taken = waiting::one(&Lockable(guard), limit);
    if !matches!(taken, Ok(true)) {
        forget(value)?;
    }
    taken
}

/// Forgets an object that nobody holds or waits for.
fn forget(value: &Value) -> Result<()> {
    let Some(key) = key(value)? else {
        return Ok(());
    };
    let mut held = HELD.lock();
    let unused = held.get(&key).is_some_and(|(_, guard)| {
        let state = guard.state.lock();
        Arc::strong_count(guard) == 1 && state.owner.is_none() && state.waiting == 0
    });
    let gone = if unused { held.remove(&key) } else { None };
    drop(held);
    drop(gone);
    Ok(())
}

fn exit(value: &Value) -> Result<()> {
    let guard = mine(value)?;
    let mut state = guard.state.lock();
    let is_free = match &mut state.owner {
        Some((_, depth)) if *depth > 1 => {
            *depth -= 1;
            false
        }
        owner => {
            *owner = None;
            true
        }
    };
    drop(state);
    if is_free {
        guard.listeners.ring();
        drop(guard);
        forget(value)?;
    }
    Ok(())
}

fn is_entered(value: &Value) -> Result<bool> {
    key(value)?;
    Ok(mine(value).is_ok())
}

/// `Wait`: gives the object up until a pulse, and takes it again.
fn wait(value: &Value, limit: Option<Duration>) -> Result<bool> {
    let guard = mine(value)?;
    let before = {
        let mut state = guard.state.lock();
        state.waiting += 1;
        state.owner.take()
    };
    guard.listeners.ring();
    let pulsed = waiting::one(&Pulse(guard.clone()), limit);
    let again = waiting::one(&Lockable(guard.clone()), None);
    let mut state = guard.state.lock();
    state.waiting -= 1;
    again?;
    state.owner = before;
    drop(state);
    pulsed
}

fn pulse(value: &Value, all: bool) -> Result<()> {
    let guard = mine(value)?;
    {
        let mut state = guard.state.lock();
        state.pulses = if all {
            state.waiting
        } else {
            state.waiting.min(state.pulses + 1)
        };
    }
    guard.listeners.ring();
    Ok(())
}

fn enter_into(value: &Value, place: &Value, limit: Option<Duration>) -> Result<()> {
    let taken = enter(value, limit)?;
    ps_reference::set(Some(place), Value::Bool(taken));
    Ok(())
}

fn milliseconds(args: &[Value]) -> Result<Option<Duration>> {
    waiting::limit(args.long(1), "millisecondsTimeout")
}

fn span(args: &[Value]) -> Result<Option<Duration>> {
    waiting::limit(args.at(1).span() / 10_000, "timeout")
}

/// `System.Threading.Monitor`.
pub const MONITOR: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.Monitor").methods(&[
        method!("static void Enter(System.Object obj)", |_, args| enter(
            args.at(0),
            None
        )
        .map(|_| ())),
        method!(
            "static void Enter(System.Object obj, [ref] bool lockTaken)",
            |_, args| enter_into(args.at(0), args.at(1), None)
        ),
        method!("static void Exit(System.Object obj)", |_, args| exit(
            args.at(0)
        )),
        method!("static bool TryEnter(System.Object obj)", |_, args| enter(
            args.at(0),
            Some(Duration::ZERO)
        )),
        method!(
            "static bool TryEnter(System.Object obj, int millisecondsTimeout)",
            |_, args| enter(args.at(0), milliseconds(args)?)
        ),
        method!(
            "static bool TryEnter(System.Object obj, timespan timeout)",
            |_, args| enter(args.at(0), span(args)?)
        ),
        method!(
            "static void TryEnter(System.Object obj, [ref] bool lockTaken)",
            |_, args| enter_into(args.at(0), args.at(1), Some(Duration::ZERO))
        ),
        method!(
            "static void TryEnter(System.Object obj, int millisecondsTimeout, [ref] bool lockTaken)",
            |_, args| enter_into(args.at(0), args.at(2), milliseconds(args)?)
        ),
        method!("static bool IsEntered(System.Object obj)", |_, args| {
            is_entered(args.at(0))
        }),
        method!("static bool Wait(System.Object obj)", |_, args| wait(
            args.at(0),
            None
        )),
        method!(
            "static bool Wait(System.Object obj, int millisecondsTimeout)",
            |_, args| wait(args.at(0), milliseconds(args)?)
        ),
        method!(
            "static bool Wait(System.Object obj, timespan timeout)",
            |_, args| wait(args.at(0), span(args)?)
        ),
        method!("static void Pulse(System.Object obj)", |_, args| pulse(
            args.at(0),
            false
        )),
        method!("static void PulseAll(System.Object obj)", |_, args| pulse(
            args.at(0),
            true
        )),
    ]);
    Type(&INFO)
};

//! Events: `ManualResetEvent`, `AutoResetEvent`, `ManualResetEventSlim`, `CountdownEvent`.

use super::listeners::Listeners;
use super::wait_handle::WAIT_HANDLE;
use super::waiting::WAITS;
use std::any::Any;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::{Method, Type, TypeInfo, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Lock, Object, Result, Value};

/// A signal that is set or not.
pub struct Event {
    set: Lock<bool>,
    /// Whether a wait that it ends takes it back.
    auto: bool,
    listeners: Listeners,
}

impl Event {
    /// A new one.
    pub fn new(set: bool, auto: bool) -> Self {
        Self {
            set: Lock::new(set),
            auto,
            listeners: Listeners::default(),
        }
    }

    /// Sets or takes back the signal.
    pub fn put(&self, set: bool) {
        *self.set.lock() = set;
        if set {
            self.listeners.ring();
        }
    }

    fn is_set(&self) -> bool {
        *self.set.lock()
    }
}

impl Opaque for Event {
    fn waitable(&self) -> Option<&dyn Waitable> {
        Some(self)
    }
}

impl Waitable for Event {
    fn take(&self) -> bool {
        let mut set = self.set.lock();
        let taken = *set;
        if taken && self.auto {
            *set = false;
        }
        taken
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        self.listeners.add(wake)
    }
}

fn made(ty: Type, set: bool, auto: bool) -> Value {
    Value::Object(Object::opaque(ty, Event::new(set, auto)))
}

fn put(this: &Value, set: bool) -> bool {
    if let Some(event) = this.payload::<Event>() {
        event.put(set);
    }
    true
}

static SET: &[Method] = &[
    method!("bool Reset()", |this, _| put(this, false)),
    method!("bool Set()", |this, _| put(this, true)),
];

/// `EventResetMode.AutoReset` is 0.
fn is_auto(mode: &Value) -> bool {
    mode.number() == 0
}

/// `System.Threading.EventWaitHandle`.
pub const EVENT_WAIT_HANDLE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.EventWaitHandle")
        .base(WAIT_HANDLE)
        .constructors(&[
            method!(
                "System.Threading.EventWaitHandle(bool initialState, System.Threading.EventResetMode mode)",
                |this, args| made(this.type_object(), args.boolean(0), is_auto(args.at(1)))
            ),
            method!(
                "System.Threading.EventWaitHandle(bool initialState, System.Threading.EventResetMode mode, string name)",
                |this, args| match args.text(2) {
                    "" => Ok(made(this.type_object(), args.boolean(0), is_auto(args.at(1)))),
                    // .NET has none outside Windows either.
                    _ => Err(throw::of(
                        stint_object::types::system::exceptions::PLATFORM_NOT_SUPPORTED,
                        "The named version of this synchronization primitive is not supported on this platform.",
                    )),
                }
            ),
        ])
        .methods(SET);
    Type(&INFO)
};

/// `System.Threading.ManualResetEvent`.
pub const MANUAL_RESET_EVENT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.ManualResetEvent")
        .base(EVENT_WAIT_HANDLE)
        .constructors(&[method!(
            "System.Threading.ManualResetEvent(bool initialState)",
            |this, args| made(this.type_object(), args.boolean(0), false)
        )]);
    Type(&INFO)
};

/// `System.Threading.AutoResetEvent`.
pub const AUTO_RESET_EVENT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.AutoResetEvent")
        .base(EVENT_WAIT_HANDLE)
        .constructors(&[method!(
            "System.Threading.AutoResetEvent(bool initialState)",
            |this, args| made(this.type_object(), args.boolean(0), true)
        )]);
    Type(&INFO)
};

/// `System.Threading.ManualResetEventSlim`.
pub const MANUAL_RESET_EVENT_SLIM: Type = {
    const OWN: [Method; 2] = [
        method!("void Set()", |this, _| {
            put(this, true);
        }),
        method!("void Reset()", |this, _| {
            put(this, false);
        }),
    ];
    const ALL: [Method; 9] = stint_object::types::join_methods(&[&OWN, &WAITS]);
    static METHODS: [Method; 9] = ALL;
    static INFO: TypeInfo = TypeInfo::class("System.Threading.ManualResetEventSlim")
        .constructors(&[
            method!("System.Threading.ManualResetEventSlim()", |this, _| made(
                this.type_object(),
                false,
                false
            )),
            method!(
                "System.Threading.ManualResetEventSlim(bool initialState)",
                |this, args| made(this.type_object(), args.boolean(0), false)
            ),
            method!(
                "System.Threading.ManualResetEventSlim(bool initialState, int spinCount)",
                |this, args| made(this.type_object(), args.boolean(0), false)
            ),
        ])
        .methods(&METHODS)
        .properties(&[
            property!("bool IsSet {get;}", |this| this
                .payload::<Event>()
                .is_some_and(Event::is_set)),
            property!("System.Threading.WaitHandle WaitHandle {get;}", |this| this
                .clone()),
        ]);
    Type(&INFO)
};

/// Set once it was signalled as often as it was told.
struct Countdown {
    /// `InitialCount` and `CurrentCount`.
    counts: Lock<(i32, i32)>,
    listeners: Listeners,
}

impl Opaque for Countdown {
    fn waitable(&self) -> Option<&dyn Waitable> {
        Some(self)
    }
}

impl Waitable for Countdown {
    fn take(&self) -> bool {
        self.counts.lock().1 == 0
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        self.listeners.add(wake)
    }
}

fn count(this: &Value) -> (i32, i32) {
    this.payload::<Countdown>()
        .map_or((0, 0), |countdown| *countdown.counts.lock())
}

fn signal(this: &Value, by: i32) -> Result<bool> {
    let Some(countdown) = this.payload::<Countdown>() else {
        return Ok(false);
    };
    if by < 1 {
        return Err(throw::argument_out_of_range(
            "Specified argument was out of the range of valid values.",
            "signalCount",
        ));
    }
    let mut counts = countdown.counts.lock();
    if by > counts.1 {
        return Err(throw::invalid_operation(
            "Invalid attempt made to decrement the event's count below zero.",
        ));
    }
    counts.1 -= by;
    let is_over = counts.1 == 0;
    drop(counts);
    if is_over {
        countdown.listeners.ring();
    }
    Ok(is_over)
}

fn add(this: &Value, by: i32) -> Result<()> {
    let Some(countdown) = this.payload::<Countdown>() else {
        return Ok(());
    };
    let mut counts = countdown.counts.lock();
    if counts.1 == 0 {
        return Err(throw::invalid_operation(
            "The event is already signaled and cannot be incremented.",
        ));
    }
    counts.1 = counts.1.saturating_add(by);
    Ok(())
}

/// `System.Threading.CountdownEvent`.
pub const COUNTDOWN_EVENT: Type = {
    const OWN: [Method; 5] = [
        method!("bool Signal()", |this, _| signal(this, 1)),
        method!("bool Signal(int signalCount)", |this, args| signal(
            this,
            args.int(0)
        )),
        method!("void AddCount()", |this, _| add(this, 1)),
        method!("void AddCount(int signalCount)", |this, args| add(
            this,
            args.int(0)
        )),
        method!("void Reset()", |this, _| {
            if let Some(countdown) = this.payload::<Countdown>() {
                let mut counts = countdown.counts.lock();
                counts.1 = counts.0;
            }
        }),
    ];
    const ALL: [Method; 12] = stint_object::types::join_methods(&[&OWN, &WAITS]);
    static METHODS: [Method; 12] = ALL;
    static INFO: TypeInfo = TypeInfo::class("System.Threading.CountdownEvent")
        .constructors(&[method!(
            "System.Threading.CountdownEvent(int initialCount)",
            |this, args| {
                let count = args.int(0);
                if count < 0 {
                    return Err(throw::must_not_be_negative("initialCount", count.into()));
                }
                Ok(Value::Object(Object::opaque(
                    this.type_object(),
                    Countdown {
                        counts: Lock::new((count, count)),
                        listeners: Listeners::default(),
                    },
                )))
            }
        )])
        .methods(&METHODS)
        .properties(&[
            property!("int CurrentCount {get;}", |this| count(this).1),
            property!("int InitialCount {get;}", |this| count(this).0),
            property!("bool IsSet {get;}", |this| count(this).1 == 0),
        ]);
    Type(&INFO)
};

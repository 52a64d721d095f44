//! `System.Timers.Timer`: raises `Elapsed` on a thread of its own.

use std::any::Any;
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};
use stint_object::event_source::{EVENT_ARGS, EventHandler, EventSource};
use stint_object::object::Opaque;
use stint_object::types::native::{Args, method, property};
use stint_object::types::{Method, Property, Type, TypeInfo, settable, system, throw};
use stint_object::{Object, Result, Value, access, convert};

/// The default interval, in milliseconds.
const INTERVAL: f64 = 100.0;

struct Subscriber {
    id: u64,
    sender: Weak<Object>,
    handler: EventHandler,
}

struct State {
    interval: f64,
    auto_reset: bool,
    enabled: bool,
    /// Grows with each start and stop: a thread of an older run ends.
    run: u64,
    subscribers: Vec<Subscriber>,
    next: u64,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    /// The state is plain data: a thread that panicked left it whole.
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enable(self: &Arc<Self>, on: bool) {
        let mut state = self.state();
        if state.enabled == on {
            return;
        }
        state.enabled = on;
        state.run += 1;
        self.changed.notify_all();
        if on {
            let (shared, run) = (self.clone(), state.run);
            std::thread::spawn(move || shared.count(run));
        }
    }

    /// Waits out one interval after the other, until this run is over.
    fn count(&self, run: u64) {
        while self.wait(run) {
            let called: Vec<(Value, EventHandler)> = self
                .state()
                .subscribers
                .iter()
                .filter_map(|one| Some((one.sender.upgrade()?.into(), one.handler.clone())))
                .collect();
            for (sender, handler) in called {
                handler(sender, elapsed());
            }
        }
    }

    /// Whether an interval of this run is over, rather than the run.
    fn wait(&self, run: u64) -> bool {
        let mut state = self.state();
        let end = Instant::now() + Duration::from_secs_f64(state.interval / 1000.0);
        while state.run == run {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                if !state.auto_reset {
                    // One event, and the next wait finds another run.
                    state.enabled = false;
                    state.run += 1;
                }
                return true;
            }
            state = self
                .changed
                .wait_timeout(state, left)
                .map_or_else(|error| error.into_inner().0, |(state, _)| state);
        }
        false
    }
}

struct Timer(Arc<Shared>);

impl Drop for Timer {
    fn drop(&mut self) {
        self.0.enable(false);
    }
}

impl Opaque for Timer {
    fn event_source(&self) -> Option<&dyn EventSource> {
        Some(self)
    }
}

/// Ends a subscription when it is dropped.
struct Subscription {
    shared: Weak<Shared>,
    id: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(shared) = self.shared.upgrade() {
            let mut state = shared.state();
            state.subscribers.retain(|known| known.id != self.id);
        }
    }
}

impl EventSource for Timer {
    fn event_names(&self) -> &'static [&'static str] {
        &["Disposed", "Elapsed"]
    }

    fn subscribe(
        &self,
        sender: &Value,
        event: &str,
        handler: EventHandler,
    ) -> Box<dyn Any + Send + Sync> {
        let mut state = self.0.state();
        let id = state.next;
        state.next += 1;
        if event.eq_ignore_ascii_case("Elapsed")
            && let Some(object) = sender.as_object()
        {
            state.subscribers.push(Subscriber {
                id,
                sender: Arc::downgrade(object),
                handler,
            });
        }
        Box::new(Subscription {
            shared: Arc::downgrade(&self.0),
            id,
        })
    }
}

/// `ElapsedEventArgs`, with the time at which it is raised.
struct Elapsed(Value);

impl Opaque for Elapsed {}

fn elapsed() -> Value {
    let now = access::get_static(system::DATE_TIME, "Now");
    let now = now.ok().flatten().unwrap_or_default();
    Value::Object(Object::opaque(ELAPSED_EVENT_ARGS, Elapsed(now)))
}

fn made(interval: f64) -> Result<Value> {
    if interval <= 0.0 || interval > f64::from(i32::MAX) {
        return Err(throw::argument(
            &format!("Invalid value '{interval}' for parameter 'interval'."),
            "",
        ));
    }
    let state = State {
        interval,
        auto_reset: true,
        enabled: false,
        run: 0,
        subscribers: Vec::new(),
        next: 0,
    };
    let shared = Shared {
        state: Mutex::new(state),
        changed: Condvar::new(),
    };
    Ok(Value::Object(Object::opaque(
        TIMER,
        Timer(Arc::new(shared)),
    )))
}

fn with<R: Default>(this: &Value, work: impl FnOnce(&Arc<Shared>) -> R) -> R {
    this.payload::<Timer>()
        .map_or_else(R::default, |timer| work(&timer.0))
}

static METHODS: &[Method] = &[
    method!("void Start()", |this, _| with(this, |timer| timer
        .enable(true))),
    method!("void Stop()", |this, _| with(this, |timer| timer
        .enable(false))),
    method!("void Close()", |this, _| with(this, |timer| timer
        .enable(false))),
    method!("void Dispose()", |this, _| with(this, |timer| timer
        .enable(false))),
];

static PROPERTIES: &[Property] = &[
    settable(
        "bool AutoReset {get;set;}",
        |this| Ok(with(this, |timer| Value::Bool(timer.state().auto_reset))),
        |this, value| {
            let on = convert::to_bool(&value);
            with(this, |timer| timer.state().auto_reset = on);
            Ok(())
        },
    ),
    settable(
        "bool Enabled {get;set;}",
        |this| Ok(with(this, |timer| Value::Bool(timer.state().enabled))),
        |this, value| {
            let on = convert::to_bool(&value);
            with(this, |timer| timer.enable(on));
            Ok(())
        },
    ),
    settable(
        "double Interval {get;set;}",
        |this| Ok(with(this, |timer| Value::Double(timer.state().interval))),
        |this, value| {
            let interval = convert::to_f64(&value)?;
            if interval <= 0.0 {
                return Err(throw::argument(
                    &format!(
                        "'{interval}' is not a valid value for 'Interval'. 'Interval' must be greater than 0."
                    ),
                    "",
                ));
            }
            with(this, |timer| timer.state().interval = interval);
            Ok(())
        },
    ),
];

/// `System.Timers.Timer`.
pub const TIMER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Timers.Timer")
        .constructors(&[
            method!("System.Timers.Timer()", |_, _| made(INTERVAL)),
            method!("System.Timers.Timer(double interval)", |_, args| {
                made(convert::to_f64(args.at(0))?)
            }),
            method!("System.Timers.Timer(timespan interval)", |_, args| {
                made(convert::to_f64(
                    &access::get_property(args.at(0), "TotalMilliseconds")?
                        .unwrap_or_default(),
                )?)
            }),
        ])
        .methods(METHODS)
        .properties(PROPERTIES)
        .events(&[(
            "Elapsed",
            "System.Timers.ElapsedEventHandler Elapsed(System.Object, System.Timers.ElapsedEventArgs)",
        )]);
    Type(&INFO)
};

/// `System.Timers.ElapsedEventArgs`.
pub const ELAPSED_EVENT_ARGS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Timers.ElapsedEventArgs")
        .base(EVENT_ARGS)
        .properties(&[property!("datetime SignalTime {get;}", |this| this
            .payload::<Elapsed>()
            .map(|at| at.0.clone()))]);
    Type(&INFO)
};

/// For look-up by name.
pub static TYPES: &[Type] = &[TIMER, ELAPSED_EVENT_ARGS];

//! Events of a runspace: who subscribed to what, which events nobody took, and which actions wait to be run.
//!
//! Events are raised on any thread. Actions run on the runspace's own thread, between two statements: the engine looks at
//! [`waiting`] there, which costs nothing while no event of any runspace waits, and then takes each with
//! [`EventManager::next_action`].

mod objects;

pub use objects::{
    EventObject, PS_EVENT_ARGS, PS_EVENT_SUBSCRIBER, TYPES, event_object, subscriber_object,
};

use parking_lot::Condvar;
use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use stint_object::{Lock, Str, Value};
use uuid::Uuid;

/// How many actions wait in the whole process.
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// Whether any runspace has actions waiting.
#[inline]
pub fn waiting() -> bool {
    WAITING.load(Ordering::Relaxed) != 0
}

/// The event managers of all runspaces that use these slots.
#[derive(Default)]
pub struct EventManagers(Lock<HashMap<Uuid, Arc<EventManager>>>);

impl EventManagers {
    /// A runspace's manager, made on first touch.
    pub fn of(&self, runspace: Uuid) -> Arc<EventManager> {
        self.0
            .lock()
            .entry(runspace)
            .or_insert_with(|| Arc::new(EventManager::new(runspace)))
            .clone()
    }

    /// A runspace's manager, if it has one.
    pub fn find(&self, runspace: Uuid) -> Option<Arc<EventManager>> {
        self.0.lock().get(&runspace).cloned()
    }
}

/// What happens to a subscription's action: the job that `Register-ObjectEvent -Action` gives.
pub trait ActionJob: Send + Sync {
    /// The job as scripts see it.
    fn object(&self) -> Value;
    /// Whether events still go to it: not once it is finished.
    fn is_open(&self) -> bool;
    /// An action starts.
    fn begin(&self);
    /// What an action wrote.
    fn output(&self, values: Vec<Value>);
    /// An error left the action: the job has failed.
    fn fail(&self, error: Value);
    /// The subscription ended.
    fn stop(&self);
}

/// A subscription.
pub struct Subscriber {
    /// `SubscriptionId`.
    pub id: i32,
    /// `SourceObject`, or null for an engine event.
    pub source: Value,
    /// `EventName`.
    pub event_name: Str,
    /// `SourceIdentifier`.
    pub source_identifier: Str,
    /// The script block of `-Action`, or null.
    pub action: Value,
    /// The action's job.
    pub job: Option<Arc<dyn ActionJob>>,
    /// `-MessageData`.
    pub data: Value,
    /// `SupportEvent`: hidden.
    pub support: bool,
    /// `ForwardEvent`.
    pub forward: bool,
    /// `-MaxTriggerCount`; 0 for no limit.
    pub max_triggers: i32,
    triggers: AtomicI32,
    /// Keeps the subscription at the source; taken out to end it.
    hold: Lock<Option<Box<dyn Any + Send + Sync>>>,
    gone: AtomicBool,
}

/// What a new subscription says.
#[derive(Default)]
pub struct Subscription {
    /// The object that raises the event; null for an engine event.
    pub source: Value,
    /// The event's name.
    pub event_name: Str,
    /// What events of it are called.
    pub source_identifier: Str,
    /// A script block, or null.
    pub action: Value,
    /// The action's job.
    pub job: Option<Arc<dyn ActionJob>>,
    /// `-MessageData`.
    pub data: Value,
    /// `-SupportEvent`.
    pub support: bool,
    /// `-Forward`.
    pub forward: bool,
    /// `-MaxTriggerCount`.
    pub max_triggers: i32,
}

/// An event: the payload of `PSEventArgs`.
#[derive(Clone)]
pub struct Event {
    /// `EventIdentifier`.
    pub id: i32,
    /// `SourceIdentifier`.
    pub source_identifier: Str,
    /// `Sender`.
    pub sender: Value,
    /// `SourceArgs`.
    pub args: Vec<Value>,
    /// `MessageData`.
    pub data: Value,
    /// `TimeGenerated`, UTC ticks of .NET.
    pub time: i64,
    /// `RunspaceId`.
    pub runspace: Uuid,
}

/// An action that waits to be run.
pub struct Action {
    /// Whose it is.
    pub subscriber: Arc<Subscriber>,
    /// For which event.
    pub event: Arc<Event>,
}

/// The events of one runspace.
pub struct EventManager {
    runspace: Uuid,
    subscribers: Lock<Vec<Arc<Subscriber>>>,
    received: Lock<Vec<Arc<Event>>>,
    arrived: Condvar,
    actions: Lock<VecDeque<Action>>,
    next_subscription: AtomicI32,
    next_event: AtomicI32,
}

impl EventManager {
    fn new(runspace: Uuid) -> Self {
        Self {
            runspace,
            subscribers: Lock::default(),
            received: Lock::default(),
            arrived: Condvar::new(),
            actions: Lock::default(),
            next_subscription: AtomicI32::new(1),
            next_event: AtomicI32::new(1),
        }
    }

    /// Adds a subscription; what it holds at its source is given to [`Subscriber::keep`] afterwards.
    pub fn subscribe(&self, wanted: Subscription) -> Arc<Subscriber> {
        let subscriber = Arc::new(Subscriber {
            id: self.next_subscription.fetch_add(1, Ordering::Relaxed),
            source: wanted.source,
            event_name: wanted.event_name,
            source_identifier: wanted.source_identifier,
            action: wanted.action,
            job: wanted.job,
            data: wanted.data,
            support: wanted.support,
            forward: wanted.forward,
            max_triggers: wanted.max_triggers,
            triggers: AtomicI32::new(0),
            hold: Lock::new(None),
            gone: AtomicBool::new(false),
        });
        self.subscribers.lock().push(subscriber.clone());
        subscriber
    }

    /// Ends a subscription: no more events of its source, and its job stops.
    pub fn unsubscribe(&self, subscriber: &Arc<Subscriber>) {
        if subscriber.gone.swap(true, Ordering::SeqCst) {
            return;
        }
        let hold = subscriber.hold.lock().take();
        drop(hold);
        if let Some(job) = &subscriber.job {
            job.stop();
        }
        self.subscribers
            .lock()
            .retain(|known| !Arc::ptr_eq(known, subscriber));
    }

    /// All subscriptions, in order.
    pub fn subscribers(&self) -> Vec<Arc<Subscriber>> {
        self.subscribers.lock().clone()
    }

    /// Raises an event: actions are queued, and what nobody takes is kept for `Get-Event`.
    pub fn raise(
        &self,
        source_identifier: &str,
        sender: Value,
        args: Vec<Value>,
        data: Value,
    ) -> Arc<Event> {
        let event = Arc::new(Event {
            id: self.next_event.fetch_add(1, Ordering::Relaxed),
            source_identifier: source_identifier.into(),
            sender,
            args,
            data,
            time: now(),
            runspace: self.runspace,
        });
        let mut taken = false;
        for subscriber in self.subscribers() {
            if !subscriber
                .source_identifier
                .eq_ignore_ascii_case(source_identifier)
                || !subscriber.count()
            {
                continue;
            }
            if subscriber.action.is_null() {
                self.end_if_done(&subscriber);
            } else {
                taken = true;
                self.actions.lock().push_back(Action {
                    subscriber,
                    event: event.clone(),
                });
                WAITING.fetch_add(1, Ordering::SeqCst);
            }
        }
        if !taken {
            self.received.lock().push(event.clone());
        }
        self.arrived.notify_all();
        event
    }

    /// Raises an event of a subscription's own source.
    pub fn raise_for(&self, subscriber: &Subscriber, sender: Value, args: Value) {
        let source = sender.clone();
        self.raise(
            &subscriber.source_identifier,
            source,
            vec![sender, args],
            subscriber.data.clone(),
        );
    }

    /// The next action that waits, to be run now.
    pub fn next_action(&self) -> Option<Action> {
        let action = self.actions.lock().pop_front()?;
        WAITING.fetch_sub(1, Ordering::SeqCst);
        Some(action)
    }

    /// After an action has run: its subscription may have had all its events.
    pub fn end_if_done(&self, subscriber: &Arc<Subscriber>) {
        if subscriber.max_triggers > 0
            && subscriber.triggers.load(Ordering::SeqCst) >= subscriber.max_triggers
        {
            self.unsubscribe(subscriber);
        }
    }

    /// Events that nobody took, in order.
    pub fn received(&self) -> Vec<Arc<Event>> {
        self.received.lock().clone()
    }

    /// Forgets an event.
    pub fn remove(&self, event: &Arc<Event>) {
        self.received
            .lock()
            .retain(|known| !Arc::ptr_eq(known, event));
    }

    /// Waits for something to happen, at most so long.
    pub fn wait(&self, limit: Duration) {
        let mut received = self.received.lock();
        let _ = self
            .arrived
            .wait_until(&mut received, Instant::now() + limit);
    }
}

impl Subscriber {
    /// Keeps what the source gave for the subscription, until it ends.
    pub fn keep(&self, hold: Box<dyn Any + Send + Sync>) {
        if !self.gone.load(Ordering::SeqCst) {
            *self.hold.lock() = Some(hold);
        }
    }

    /// Counts an event; `false` if there were enough.
    fn count(&self) -> bool {
        if self.job.as_ref().is_some_and(|job| !job.is_open()) {
            return false;
        }
        let before = self.triggers.fetch_add(1, Ordering::SeqCst);
        self.max_triggers == 0 || before < self.max_triggers
    }
}

fn now() -> i64 {
    const EPOCH: i64 = 621_355_968_000_000_000;
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    EPOCH + i64::try_from(since.as_nanos() / 100).unwrap_or(0)
}

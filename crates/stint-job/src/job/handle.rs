//! The job itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::task::Waker;
use std::time::Duration;

use parking_lot::{Mutex, RwLock};
use stint_journal::{Cursor, Journal, Kind, Timestamp, Watch};
use stint_object::members::Member;
use stint_object::shape::Bag;
use stint_object::{Data, Object, Str, Value};
use stint_wire::Uuid;
use stint_wire::psrp::{HostCall, HostScope, RecordKind};

use super::aggregate::Aggregation;
use super::ids::JobIds;
use super::kind::JobKind;
use super::record::{HOST_CALL, JobRecord, Payload, PendingCall, STATE, stream_kind};
use super::state::{JobState, Outcome, Phase, StateChange, StateInfo, WrongState};
use super::streams::StreamView;

/// Who can stop a job and answer it: its runner.
pub trait Stopper: Send + Sync {
    /// Begins to stop it and returns at once; at `grace` it is forced.
    fn stop(&self, job: &Job, grace: Option<Duration>);
    /// Takes a job out of the queue that it waits in; it never begins then. `false` when it has begun.
    fn withdraw(&self, job: &Job) -> bool {
        let _ = job;
        false
    }
    /// Gives a host call's answer to the script.
    fn answer(&self, job: &Job, scope: HostScope, call: &HostCall, answer: &HostAnswer);
}

/// The answer to a host call: its result, or the error that asking gave.
pub type HostAnswer = Result<Value, stint_object::error_record::ErrorObject>;

/// What a job is made of.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What kind.
    pub kind: JobKind,
    /// `Name`; `Job` and its id without one.
    pub name: Option<Str>,
    /// `Command`.
    pub command: Str,
    /// `Location`.
    pub location: Str,
    /// Whether output shows where it comes from (`PSShowComputerName`).
    pub shows_computer: bool,
}

/// A job, as everybody holds it: a clone is the same job.
#[derive(Clone)]
pub struct Job(Arc<Inner>);

struct Inner {
    kind: JobKind,
    id: i32,
    instance_id: Uuid,
    command: Str,
    location: Str,
    shows_computer: bool,
    name: RwLock<Str>,
    children: RwLock<Vec<Job>>,
    parent: OnceLock<Weak<Inner>>,
    phase: Mutex<Phase>,
    aggregation: Mutex<Aggregation>,
    journal: Journal<Payload>,
    marks: Mutex<Marks>,
    /// `RunspaceId`, once there is a runspace.
    runspace: OnceLock<Uuid>,
    /// The notes by which output tells where it comes from.
    origin: OnceLock<Bag>,
    stopper: RwLock<Option<Arc<dyn Stopper>>>,
    listeners: Mutex<Vec<(u64, Arc<Listener>)>>,
    /// The throttle of a parallel parent, for `AllocatedRunspaceCount`.
    throttle: OnceLock<Arc<crate::thread::Throttle>>,
    is_disposed: AtomicBool,
    /// A remoting parent's `HasMoreData`, once it was false, stays false.
    no_more_data: AtomicBool,
    /// The .NET object that stands for it, so that it is the same whenever a script sees it.
    object: Mutex<Picture>,
}

/// The .NET object of a job.
#[derive(Default)]
enum Picture {
    /// Nobody looked yet.
    #[default]
    None,
    /// Kept with the job.
    Kept(Arc<Object>),
    /// Kept by whoever still looks, after the job was disposed of.
    Seen(Weak<Object>),
}

type Listener = dyn Fn(&Job, &StateChange) + Send + Sync;

/// How far the session's own reader has come.
#[derive(Debug, Default)]
struct Marks {
    /// In the one queue.
    received: Cursor,
    /// In each stream's own collection.
    streams: [Cursor; 7],
}

/// A subscription to state changes; dropping it ends it.
pub struct Subscription {
    job: Weak<Inner>,
    id: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(job) = self.job.upgrade() {
            job.listeners.lock().retain(|(id, _)| *id != self.id);
        }
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {} {:?}", self.0.kind, self.0.id, self.state())
    }
}

impl Job {
    /// A job that has not begun.
    pub fn new(ids: &JobIds, new: NewJob) -> Self {
        let id = ids.next();
        let name = new
            .name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| Str::from(format!("Job{id}")));
        Self(Arc::new(Inner {
            kind: new.kind,
            id,
            instance_id: Uuid::new_v4(),
            command: new.command,
            location: new.location,
            shows_computer: new.shows_computer,
            name: RwLock::new(name),
            children: RwLock::default(),
            parent: OnceLock::new(),
            phase: Mutex::new(Phase::NotStarted),
            aggregation: Mutex::default(),
            journal: Journal::new(),
            marks: Mutex::default(),
            runspace: OnceLock::new(),
            origin: OnceLock::new(),
            stopper: RwLock::default(),
            listeners: Mutex::default(),
            throttle: OnceLock::new(),
            is_disposed: AtomicBool::new(false),
            no_more_data: AtomicBool::new(false),
            object: Mutex::default(),
        }))
    }

    /// Whether both are the same job.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// What kind of job it is.
    pub fn kind(&self) -> JobKind {
        self.0.kind
    }

    /// `Id`.
    pub fn id(&self) -> i32 {
        self.0.id
    }

    /// `InstanceId`.
    pub fn instance_id(&self) -> Uuid {
        self.0.instance_id
    }

    /// `Name`.
    pub fn name(&self) -> Str {
        self.0.name.read().clone()
    }

    /// Sets `Name`.
    pub fn set_name(&self, name: Str) {
        *self.0.name.write() = name;
    }

    /// `Command`.
    pub fn command(&self) -> Str {
        self.0.command.clone()
    }

    /// `Location`: a parent's is its children's, with commas.
    pub fn location(&self) -> Str {
        if !self.0.kind.is_parent() || self.0.kind == JobKind::Task {
            return self.0.location.clone();
        }
        let children = self.children();
        let locations: Vec<Str> = children.iter().map(Self::location).collect();
        Str::from(locations.join(","))
    }

    /// `ChildJobs`.
    pub fn children(&self) -> Vec<Self> {
        self.0.children.read().clone()
    }

    /// The job whose child this is.
    pub fn parent(&self) -> Option<Self> {
        self.0.parent.get()?.upgrade().map(Self)
    }

    /// Makes a job this one's child.
    pub fn add_child(&self, child: &Self) {
        // A job has one parent for life; a second attempt changes nothing.
        if child.0.parent.set(Arc::downgrade(&self.0)).is_ok() {
            self.0.aggregation.lock().add_child();
            self.0.children.write().push(child.clone());
        }
    }

    /// Its state.
    pub fn state(&self) -> JobState {
        self.0.phase.lock().state()
    }

    /// Where it stands, with everything that exists there.
    pub fn phase(&self) -> Phase {
        self.0.phase.lock().clone()
    }

    /// `JobStateInfo`.
    pub fn state_info(&self) -> StateInfo {
        self.0.phase.lock().info()
    }

    /// `PSBeginTime`.
    pub fn begun(&self) -> Option<Timestamp> {
        self.0.phase.lock().begun()
    }

    /// `PSEndTime`.
    pub fn ended(&self) -> Option<Timestamp> {
        self.0.phase.lock().ended()
    }

    /// All that it said and became.
    pub fn journal(&self) -> &Journal<Payload> {
        &self.0.journal
    }

    /// `HasMoreData`, by each kind's own rule.
    pub fn has_more_data(&self) -> bool {
        let finished = self.state().is_finished();
        match self.0.kind {
            JobKind::Background | JobKind::Remote => {
                if !finished {
                    return true;
                }
                if self.0.no_more_data.load(Ordering::Relaxed) {
                    return false;
                }
                let more = self.children().iter().any(Self::has_more_data);
                self.0.no_more_data.store(!more, Ordering::Relaxed);
                more
            }
            JobKind::Task => self.children().iter().any(Self::has_more_data),
            JobKind::Child => !finished || self.has_unreceived(),
            JobKind::Event => !finished && self.begun().is_some(),
            JobKind::Thread | JobKind::TaskChild => {
                use RecordKind as R;
                let counted = [
                    R::Output,
                    R::Error,
                    R::Progress,
                    R::Verbose,
                    R::Debug,
                    R::Warning,
                ];
                let all = self.0.kind == JobKind::TaskChild;
                counted
                    .iter()
                    .chain(all.then_some(&R::Information))
                    .any(|kind| !self.stream(*kind).is_empty())
            }
        }
    }

    fn has_unreceived(&self) -> bool {
        let mut found = false;
        self.0.journal.scan(self.0.marks.lock().received, |record| {
            found = !matches!(record.payload, Payload::State(_));
            !found
        });
        found
    }

    /// One of its streams, as `$job.Output` and its like show it. A remoting parent's are always empty.
    pub fn stream(&self, kind: RecordKind) -> StreamView {
        StreamView::new(self.clone(), kind)
    }

    /// What waits in the one queue of a [`JobKind::uses_one_queue`] job from the session's own place on, in the order it was
    /// said; state changes are among it. Takes nothing: see [`Job::set_received`].
    pub fn results(&self) -> Vec<JobRecord> {
        let mut cursor = self.0.marks.lock().received;
        let records = self.0.journal.read(&mut cursor, usize::MAX);
        records
            .into_iter()
            .map(|record| self.decorated_record(record))
            .collect()
    }

    /// The session's own place in the one queue.
    pub fn received(&self) -> Cursor {
        self.0.marks.lock().received
    }

    /// Moves the session's own place, past what was really written out: a reader that is ended early loses nothing.
    pub fn set_received(&self, cursor: Cursor) {
        let mut marks = self.0.marks.lock();
        marks.received = marks.received.max(cursor);
    }

    pub(super) fn stream_start(&self, kind: RecordKind) -> Cursor {
        self.0.marks.lock().streams[usize::from(stream_kind(kind).number())]
    }

    pub(super) fn empty_stream(&self, kind: RecordKind, to: Cursor) {
        let mut marks = self.0.marks.lock();
        let mark = &mut marks.streams[usize::from(stream_kind(kind).number())];
        *mark = (*mark).max(to);
    }

    fn decorated_record(&self, mut record: JobRecord) -> JobRecord {
        if let Payload::Stream(kind, value) = record.payload {
            record.payload = Payload::Stream(kind, self.decorated(kind, value));
        }
        record
    }

    /// Output of a remoting child tells where it comes from: `RunspaceId`, `PSComputerName`, `PSShowComputerName`. Null stays null,
    /// and what tells already whether it is shown keeps that.
    pub(super) fn decorated(&self, kind: RecordKind, value: Value) -> Value {
        if self.0.kind != JobKind::Child || kind != RecordKind::Output || value.is_null() {
            return value;
        }
        let origin = self.0.origin.get_or_init(|| self.make_origin());
        let object = match value {
            Value::Object(object) => object,
            scalar => {
                let ty = scalar.ty().unwrap_or(stint_object::types::system::OBJECT);
                return Value::Object(Object::with_members(
                    ty,
                    Data::Wrapped(scalar),
                    origin.clone(),
                ));
            }
        };
        let shown_before = object.note("PSShowComputerName");
        for (name, member) in origin.iter() {
            if name != "PSShowComputerName" || shown_before.is_none() {
                object.set_note(name, member.note().unwrap_or_default());
            }
        }
        Value::Object(object)
    }

    fn make_origin(&self) -> Bag {
        let runspace = self.0.runspace.get().copied().unwrap_or_default();
        let id = Value::object(stint_object::types::system::GUID, Data::Guid(runspace));
        let mut bag = Bag::default();
        bag.set("RunspaceId", Member::Note(id));
        bag.set(
            "PSComputerName",
            Member::Note(Value::Str(self.0.location.clone())),
        );
        bag.set(
            "PSShowComputerName",
            Member::Note(Value::Bool(self.0.shows_computer)),
        );
        bag
    }

    /// The .NET object that stands for this job, made by `make` the first time: a script sees the same object each time, with
    /// what it added to it. The job keeps it until it is disposed of.
    pub fn object(&self, make: impl FnOnce(&Self) -> Arc<Object>) -> Arc<Object> {
        let mut picture = self.0.object.lock();
        let known = match &*picture {
            Picture::Kept(object) => Some(Arc::clone(object)),
            Picture::Seen(object) => object.upgrade(),
            Picture::None => None,
        };
        if let Some(object) = known {
            return object;
        }
        let object = make(self);
        *picture = if self.is_disposed() {
            Picture::Seen(Arc::downgrade(&object))
        } else {
            Picture::Kept(Arc::clone(&object))
        };
        object
    }

    /// `AllocatedRunspaceCount` of a parallel parent.
    pub fn allocated_runspaces(&self) -> usize {
        self.0
            .throttle
            .get()
            .map_or(0, |throttle| throttle.runspaces())
    }

    pub(crate) fn set_throttle(&self, throttle: &Arc<crate::thread::Throttle>) {
        // One for life; the first told is it.
        let _ = self.0.throttle.set(Arc::clone(throttle));
    }

    // -- What its runner says ------------------------------------------------------------------------------------------

    /// Says who can stop and answer it.
    pub fn set_stopper(&self, stopper: Arc<dyn Stopper>) {
        *self.0.stopper.write() = Some(stopper);
    }

    /// Says which runspace it runs in.
    pub fn set_runspace(&self, id: Uuid) {
        // One runspace for life; the first told is it.
        let _ = self.0.runspace.set(id);
    }

    /// It is in one of the states between the first and the last ones.
    pub fn set_active(&self, state: JobState, now: Timestamp) -> Result<(), WrongState> {
        self.transition(now, |phase| phase.active(state, now))
    }

    /// It is over. Its journal takes nothing more.
    pub fn finish(&self, outcome: Outcome, now: Timestamp) -> Result<(), WrongState> {
        self.transition(now, |phase| phase.finished(outcome, now))?;
        self.0.journal.close();
        Ok(())
    }

    /// It said something. `false` when it is over, and nobody will hear.
    pub fn say(&self, kind: RecordKind, value: Value, now: Timestamp) -> bool {
        self.0
            .journal
            .append(now, stream_kind(kind), Payload::Stream(kind, value))
            .is_ok()
    }

    /// It wants something of the host: one that has to be answered blocks it.
    pub fn host_call(&self, call: PendingCall, now: Timestamp) {
        let blocks = !call.call.method.is_void();
        // Over already: nobody will ask.
        let _ = self
            .0
            .journal
            .append(now, HOST_CALL, Payload::HostCall(call));
        if blocks {
            let _ = self.set_active(JobState::Blocked, now);
        }
    }

    fn transition(
        &self,
        now: Timestamp,
        next: impl FnOnce(Phase) -> Result<Phase, WrongState>,
    ) -> Result<(), WrongState> {
        let change = {
            let mut phase = self.0.phase.lock();
            let before = phase.info();
            *phase = next(phase.clone())?;
            let change = StateChange {
                now: phase.info(),
                before,
            };
            // Within the lock, so that nobody can see a state whose record is not there yet.
            let _ = self
                .0
                .journal
                .append(now, STATE, Payload::State(change.clone()));
            change
        };
        self.raise(&change);
        if let Some(parent) = self.parent() {
            parent.child_changed(change.before.state, change.now.state, now);
        }
        Ok(())
    }

    fn raise(&self, change: &StateChange) {
        let listeners: Vec<_> = self
            .0
            .listeners
            .lock()
            .iter()
            .map(|(_, listener)| Arc::clone(listener))
            .collect();
        for listener in listeners {
            listener(self, change);
        }
    }

    /// Raises the last state event once more, as a remoting child does when its process is gone.
    pub fn raise_again(&self) {
        let info = self.state_info();
        self.raise(&StateChange {
            now: info.clone(),
            before: info,
        });
    }

    fn child_changed(&self, before: JobState, now: JobState, at: Timestamp) {
        let state = {
            let mut aggregation = self.0.aggregation.lock();
            let own = self.state();
            match self.0.kind {
                JobKind::Task if now.is_finished() => aggregation.task_child_finished(now),
                JobKind::Task => None,
                _ => aggregation.remoting_child_changed(before, now, own),
            }
        };
        if let Some(state) = state {
            self.become_state(state, at);
        }
    }

    /// A parent takes a state that follows from its children's. It has no reason of its own.
    fn become_state(&self, state: JobState, at: Timestamp) {
        // Refused only when it is over already, and then it stays so.
        let _ = match state {
            JobState::Completed => self.finish(Outcome::Completed, at),
            JobState::Failed => self.finish(
                Outcome::Failed {
                    reason: Value::Null,
                    record: Value::Null,
                },
                at,
            ),
            JobState::Stopped => self.finish(
                Outcome::Stopped {
                    reason: Value::Null,
                },
                at,
            ),
            other => self.set_active(other, at),
        };
    }

    /// Ends a parallel parent that has no children.
    pub fn finish_if_childless(&self, now: Timestamp) {
        let aggregation = self.0.aggregation.lock();
        if aggregation.children() == 0 {
            let state = aggregation.task_state();
            drop(aggregation);
            self.become_state(state, now);
        }
    }

    // -- What a session asks of it -------------------------------------------------------------------------------------

    /// Begins to stop it and returns at once. Nothing happens to a job that is over. A parent stops its children.
    ///
    /// Wait with [`crate::Runtime::wait`] for the job to be over. All jobs that were asked go down the ladder at the same time.
    pub fn begin_stop(&self, grace: Option<Duration>, now: Timestamp) {
        if self.state().is_finished() {
            return;
        }
        if self.0.kind.is_parent() {
            self.0.aggregation.lock().stop_called();
            if self.0.kind == JobKind::Task {
                let _ = self.set_active(JobState::Stopping, now);
            }
            let mut children = self.children();
            if self.0.kind == JobKind::Task {
                // Those that wait never begin, also not in the place of one that ends.
                children.retain(|child| !child.withdraw());
                let withdrawn = self.children().len() - children.len();
                let state = self.0.aggregation.lock().withdraw(withdrawn);
                if let Some(state) = state {
                    self.become_state(state, now);
                }
            }
            for child in children {
                child.begin_stop(grace, now);
            }
            return;
        }
        let stopper = self.0.stopper.read().clone();
        match stopper {
            Some(stopper) => stopper.stop(self, grace),
            // Nobody runs it: it ends on the spot.
            None => {
                let _ = self.finish(
                    Outcome::Stopped {
                        reason: Value::Null,
                    },
                    now,
                );
            }
        }
    }

    fn withdraw(&self) -> bool {
        let stopper = self.0.stopper.read().clone();
        self.state() == JobState::NotStarted && stopper.is_none_or(|stopper| stopper.withdraw(self))
    }

    /// Answers a host call that the job waits for, and has it run on.
    pub fn answer_host_call(&self, call: &PendingCall, answer: &HostAnswer, now: Timestamp) {
        if self.state() == JobState::Blocked {
            let _ = self.set_active(JobState::Running, now);
        }
        let stopper = self.0.stopper.read().clone();
        if let Some(stopper) = stopper {
            stopper.answer(self, call.scope, &call.call, answer);
        }
    }

    /// Calls `listener` at each state change, on whichever thread makes it, until the subscription is dropped. It must be short.
    pub fn on_state_changed(
        &self,
        listener: impl Fn(&Self, &StateChange) + Send + Sync + 'static,
    ) -> Subscription {
        let mut listeners = self.0.listeners.lock();
        let id = listeners.last().map_or(0, |(id, _)| id + 1);
        listeners.push((id, Arc::new(listener)));
        Subscription {
            job: Arc::downgrade(&self.0),
            id,
        }
    }

    /// Has `waker` called at each record and state change.
    pub fn watch(&self, waker: &Waker) -> Watch {
        self.0.journal.watch(waker)
    }

    /// Gives up what it holds (`Dispose`, `Remove-Job`): it can still be looked at, and has no data.
    pub fn dispose(&self) {
        if !self.0.is_disposed.swap(true, Ordering::Relaxed) {
            self.0.journal.close();
            self.0.journal.forget_before(self.0.journal.end());
            self.0.listeners.lock().clear();
            *self.0.stopper.write() = None;
            let mut picture = self.0.object.lock();
            if let Picture::Kept(object) = &*picture {
                let seen = Picture::Seen(Arc::downgrade(object));
                let kept = std::mem::replace(&mut *picture, seen);
                drop(picture);
                drop(kept);
            }
            self.children().iter().for_each(Self::dispose);
        }
    }

    /// Whether it was disposed of.
    pub fn is_disposed(&self) -> bool {
        self.0.is_disposed.load(Ordering::Relaxed)
    }

    /// Whether records of this kind say where they come from.
    pub fn is_remoting(&self) -> bool {
        self.0.kind.is_remoting()
    }
}

/// The journal's kind of a stream, for readers that follow one stream only.
pub const fn kind_of(stream: RecordKind) -> Kind {
    stream_kind(stream)
}

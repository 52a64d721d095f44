//! `System.Threading.Tasks.Task`: finished ones, and ones that wait for a time. None runs a script block.

use super::cancellation;
use super::listeners::Listeners;
use super::waiting;
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, Instant};
use stint_object::error_record::ExceptionData;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, array_of, method, property};
use stint_object::types::system::{self, exceptions};
use stint_object::types::{Method, Property, Type, TypeInfo, registry, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Data, Flow, Lock, Object, Result, Value};

/// How a task ends.
enum Kind {
    /// Done, with its result.
    Done(Value),
    /// Failed with an exception.
    Faulted(Value),
    /// Cancelled before it began.
    Canceled,
    /// Done at a time, unless its token is cancelled before.
    Delay(Instant, Value),
    /// Done when a thread of this program is.
    Running(Arc<Running>),
    /// Done with all of these, or with the first.
    Group(Vec<Value>, bool),
}

struct Task {
    id: i32,
    kind: Kind,
}

/// Work that runs on a thread; no script block does.
#[derive(Default)]
struct Running {
    /// The result, or the exception.
    ended: Lock<Option<std::result::Result<Value, Value>>>,
    listeners: Listeners,
}

/// `TaskStatus`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    WaitingForActivation = 1,
    RanToCompletion = 5,
    Canceled = 6,
    Faulted = 7,
}

impl Task {
    fn status(&self) -> Status {
        match &self.kind {
            Kind::Done(_) => Status::RanToCompletion,
            Kind::Faulted(_) => Status::Faulted,
            Kind::Canceled => Status::Canceled,
            Kind::Delay(until, _) if *until <= Instant::now() => Status::RanToCompletion,
            Kind::Delay(_, token) if cancellation::is_canceled(token) => Status::Canceled,
            Kind::Delay(..) => Status::WaitingForActivation,
            Kind::Running(running) => match &*running.ended.lock() {
                Some(Ok(_)) => Status::RanToCompletion,
                Some(Err(_)) => Status::Faulted,
                None => Status::WaitingForActivation,
            },
            Kind::Group(tasks, all) => group_status(tasks, *all),
        }
    }
}

/// A task of work that runs on a thread of its own, with a result of a type or without one.
pub fn spawn(result: Option<Type>, work: impl FnOnce() -> Result<Value> + Send + 'static) -> Value {
    let running = Arc::new(Running::default());
    let shared = running.clone();
    std::thread::spawn(move || {
        let ended = match work() {
            Ok(value) => Ok(value),
            Err(Flow::Error(error)) => Err(error.exception.clone()),
            Err(_) => Err(stint_object::error_record::exception(
                exceptions::TASK_CANCELED,
                "A task was canceled.",
            )),
        };
        *shared.ended.lock() = Some(ended);
        shared.listeners.ring();
    });
    let ty = result.and_then(|ty| registry::close(TASK_OF, &[ty]));
    made(ty.unwrap_or(TASK), Kind::Running(running))
}

/// Waits for a task; the exception is the task's own.
///
/// # Errors
/// What the task ended with, and a stop.
pub fn result_of(this: &Value) -> Result<Value> {
    let Some(task) = of(this) else {
        return Ok(Value::Null);
    };
    waiting::one(task, None)?;
    match failures(task).into_iter().next() {
        Some(exception) => Err(thrown(exception)),
        None => result(this),
    }
}

fn group_status(tasks: &[Value], all: bool) -> Status {
    let known: Vec<Status> = tasks.iter().filter_map(of).map(Task::status).collect();
    let is_over = |status: &Status| *status != Status::WaitingForActivation;
    if !all {
        return match known.iter().any(is_over) {
            true => Status::RanToCompletion,
            false => Status::WaitingForActivation,
        };
    }
    if !known.iter().all(is_over) {
        return Status::WaitingForActivation;
    }
    let has = |wanted| known.contains(&wanted);
    match (has(Status::Faulted), has(Status::Canceled)) {
        (true, _) => Status::Faulted,
        (_, true) => Status::Canceled,
        _ => Status::RanToCompletion,
    }
}

impl Opaque for Task {
    fn waitable(&self) -> Option<&dyn Waitable> {
        Some(self)
    }
}

impl Waitable for Task {
    fn take(&self) -> bool {
        self.status() != Status::WaitingForActivation
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        match &self.kind {
            Kind::Delay(until, token) => {
                let (until, bell) = (*until, wake.clone());
                std::thread::spawn(move || {
                    std::thread::sleep(until.saturating_duration_since(Instant::now()));
                    bell();
                });
                Box::new(cancellation::source_of(token).map(|source| source.on_change(wake)))
            }
            Kind::Running(running) => running.listeners.add(wake),
            Kind::Group(tasks, _) => {
                let kept: Vec<_> = tasks
                    .iter()
                    .filter_map(of)
                    .map(|task| task.on_change(wake.clone()))
                    .collect();
                Box::new(kept)
            }
            _ => Box::new(()),
        }
    }
}

fn of(value: &Value) -> Option<&Task> {
    value.payload::<Task>()
}

fn made(ty: Type, kind: Kind) -> Value {
    static NEXT: AtomicI32 = AtomicI32::new(1);
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    Value::Object(Object::opaque(ty, Task { id, kind }))
}

/// A task that is done.
pub fn completed() -> Value {
    made(TASK, Kind::Done(Value::Null))
}

/// The error of what would run a script block on a thread without a runspace.
///
/// # Errors
/// Always.
pub fn needs_thread<T>(what: &str) -> Result<T> {
    Err(throw::of(
        exceptions::PS_NOT_IMPLEMENTED,
        format!(
            "{what} needs a thread of its own, which has no runspace to run a script block in, and is not supported. Use Start-ThreadJob or ForEach-Object -Parallel."
        ),
    ))
}

fn result_type(value: &Value) -> Type {
    let ty = value.ty().unwrap_or(system::OBJECT);
    registry::close(TASK_OF, &[ty]).unwrap_or(TASK)
}

fn delay(milliseconds: i64, token: &Value, parameter: &str) -> Result<Value> {
    if milliseconds < -1 {
        return Err(throw::argument_out_of_range(
            "The value needs to be either -1 (signifying an infinite timeout), 0 or a positive integer.",
            parameter,
        ));
    }
    if cancellation::is_canceled(token) {
        return Ok(made(TASK, Kind::Canceled));
    }
    // For ever is longer than any session.
    const EVER: Duration = Duration::from_secs(u32::MAX as u64);
    let limit = u64::try_from(milliseconds).map_or(EVER, Duration::from_millis);
    let until = Instant::now() + limit.min(EVER);
    Ok(made(TASK, Kind::Delay(until, token.clone())))
}

/// The exceptions that a task ended with.
fn failures(task: &Task) -> Vec<Value> {
    match (&task.kind, task.status()) {
        (Kind::Faulted(exception), _) => vec![exception.clone()],
        (Kind::Running(running), _) => match &*running.ended.lock() {
            Some(Err(exception)) => vec![exception.clone()],
            _ => Vec::new(),
        },
        (Kind::Group(tasks, true), _) => tasks.iter().filter_map(of).flat_map(failures).collect(),
        (_, Status::Canceled) => vec![stint_object::error_record::exception(
            exceptions::TASK_CANCELED,
            "A task was canceled.",
        )],
        _ => Vec::new(),
    }
}

fn aggregate(inner: Vec<Value>) -> Value {
    let texts: Vec<String> = inner
        .iter()
        .map(|exception| match exception.data() {
            Some(Data::Exception(data)) => format!(" ({})", data.message),
            _ => String::new(),
        })
        .collect();
    let list = array_of(system::EXCEPTION, inner.clone());
    Value::object(
        exceptions::AGGREGATE,
        Data::Exception(Box::new(ExceptionData {
            message: format!("One or more errors occurred.{}", texts.concat()).into(),
            inner: inner.into_iter().next().unwrap_or_default(),
            properties: Lock::new(vec![("InnerExceptions".into(), list)]),
            ..ExceptionData::default()
        })),
    )
}

fn thrown(exception: Value) -> Flow {
    stint_object::error_record::ErrorRecord::thrown(exception).into()
}

fn unless_failed(task: &Task) -> Result<()> {
    match failures(task) {
        failures if failures.is_empty() => Ok(()),
        failures => Err(thrown(aggregate(failures))),
    }
}

fn wait(this: &Value, limit: Option<Duration>) -> Result<bool> {
    let Some(task) = of(this) else {
        return Ok(true);
    };
    crate::hooks::flush_host();
    let done = waiting::one(task, limit)?;
    if done {
        unless_failed(task)?;
    }
    Ok(done)
}

fn result(this: &Value) -> Result<Value> {
    wait(this, None)?;
    Ok(match of(this).map(|task| &task.kind) {
        Some(Kind::Done(value)) => value.clone(),
        Some(Kind::Running(running)) => match &*running.ended.lock() {
            Some(Ok(value)) => value.clone(),
            _ => Value::Null,
        },
        Some(Kind::Group(tasks, true)) => {
            let results: Vec<Value> = tasks.iter().map(result).collect::<Result<_>>()?;
            Value::array(results)
        }
        Some(Kind::Group(tasks, false)) => tasks
            .iter()
            .find(|task| of(task).is_some_and(Waitable::take))
            .cloned()
            .unwrap_or_default(),
        _ => Value::Null,
    })
}

/// `GetAwaiter().GetResult()` throws the first exception itself.
fn awaited(this: &Value) -> Result<Value> {
    match this.payload::<Awaiter>() {
        Some(awaiter) => result_of(&awaiter.0),
        None => Ok(Value::Null),
    }
}

struct Awaiter(Value);

impl Opaque for Awaiter {}

fn tasks(value: &Value) -> Result<Vec<Value>> {
    if value.is_null() {
        return Err(throw::argument_null("tasks"));
    }
    Ok(value.items())
}

fn waitables(tasks: &[Value]) -> Vec<&dyn Waitable> {
    let tasks = tasks.iter().filter_map(of);
    tasks.map(|task| task as &dyn Waitable).collect()
}

fn wait_all(value: &Value, limit: Option<Duration>) -> Result<bool> {
    let tasks = tasks(value)?;
    let things = waitables(&tasks);
    if !waiting::all(&things, limit)? {
        return Ok(false);
    }
    let failures: Vec<Value> = tasks.iter().filter_map(of).flat_map(failures).collect();
    if failures.is_empty() {
        Ok(true)
    } else {
        Err(thrown(aggregate(failures)))
    }
}

fn wait_any(value: &Value, limit: Option<Duration>) -> Result<i32> {
    let tasks = tasks(value)?;
    let things = waitables(&tasks);
    let found = waiting::any(&things, limit)?;
    Ok(found.map_or(-1, |at| i32::try_from(at).unwrap_or(-1)))
}

fn has(this: &Value, wanted: Status) -> bool {
    of(this).is_some_and(|task| task.status() == wanted)
}

fn milliseconds(args: &[Value], at: usize) -> Result<Option<Duration>> {
    waiting::limit(args.long(at), "millisecondsTimeout")
}

fn span(args: &[Value], at: usize) -> Result<Option<Duration>> {
    waiting::limit(args.at(at).span() / 10_000, "timeout")
}

static METHODS: &[Method] = &[
    method!("void Wait()", |this, _| wait(this, None).map(|_| ())),
    method!("bool Wait(int millisecondsTimeout)", |this, args| wait(
        this,
        milliseconds(args, 0)?
    )),
    method!("bool Wait(timespan timeout)", |this, args| wait(
        this,
        span(args, 0)?
    )),
    method!("void Dispose()", |_, _| ()),
    method!(
        "System.Runtime.CompilerServices.TaskAwaiter GetAwaiter()",
        |this, _| {
            let ty = match this.ty() {
                Some(ty) if ty != TASK => {
                    registry::close(AWAITER_OF, ty.arguments).unwrap_or(AWAITER)
                }
                _ => AWAITER,
            };
            Value::Object(Object::opaque(ty, Awaiter(this.clone())))
        }
    ),
    method!(
        "System.Threading.Tasks.Task ContinueWith(System.Action[System.Threading.Tasks.Task] continuationAction)",
        |_, _| needs_thread::<Value>("Task.ContinueWith")
    ),
    method!("void Start()", |_, _| needs_thread::<Value>("Task.Start")),
    method!(
        "static System.Threading.Tasks.Task Delay(int millisecondsDelay)",
        |_, args| delay(args.long(0), &Value::Null, "millisecondsDelay")
    ),
    method!(
        "static System.Threading.Tasks.Task Delay(timespan delay)",
        |_, args| delay(args.at(0).span() / 10_000, &Value::Null, "delay")
    ),
    method!(
        "static System.Threading.Tasks.Task Delay(int millisecondsDelay, System.Threading.CancellationToken cancellationToken)",
        |_, args| delay(args.long(0), args.at(1), "millisecondsDelay")
    ),
    method!(
        "static System.Threading.Tasks.Task Delay(timespan delay, System.Threading.CancellationToken cancellationToken)",
        |_, args| delay(args.at(0).span() / 10_000, args.at(1), "delay")
    ),
    method!(
        "static System.Threading.Tasks.Task[TResult] FromResult[TResult](TResult result)",
        |_, args| made(result_type(args.at(0)), Kind::Done(args.at(0).clone()))
    ),
    method!(
        "static System.Threading.Tasks.Task FromException(System.Exception exception)",
        |_, args| made(TASK, Kind::Faulted(args.at(0).clone()))
    ),
    method!(
        "static System.Threading.Tasks.Task FromCanceled(System.Threading.CancellationToken cancellationToken)",
        |_, _| made(TASK, Kind::Canceled)
    ),
    method!(
        "static System.Threading.Tasks.Task Run(System.Action action)",
        |_, _| needs_thread::<Value>("Task.Run")
    ),
    method!(
        "static void WaitAll(Params System.Threading.Tasks.Task[] tasks)",
        |_, args| wait_all(args.at(0), None).map(|_| ())
    ),
    method!(
        "static bool WaitAll(System.Threading.Tasks.Task[] tasks, int millisecondsTimeout)",
        |_, args| wait_all(args.at(0), milliseconds(args, 1)?)
    ),
    method!(
        "static bool WaitAll(System.Threading.Tasks.Task[] tasks, timespan timeout)",
        |_, args| wait_all(args.at(0), span(args, 1)?)
    ),
    method!(
        "static int WaitAny(Params System.Threading.Tasks.Task[] tasks)",
        |_, args| wait_any(args.at(0), None)
    ),
    method!(
        "static int WaitAny(System.Threading.Tasks.Task[] tasks, int millisecondsTimeout)",
        |_, args| wait_any(args.at(0), milliseconds(args, 1)?)
    ),
    method!(
        "static System.Threading.Tasks.Task WhenAll(Params System.Threading.Tasks.Task[] tasks)",
        |_, args| tasks(args.at(0)).map(|tasks| made(TASK, Kind::Group(tasks, true)))
    ),
    method!(
        "static System.Threading.Tasks.Task[System.Threading.Tasks.Task] WhenAny(Params System.Threading.Tasks.Task[] tasks)",
        |_, args| tasks(args.at(0)).map(|tasks| {
            let ty = registry::close(TASK_OF, &[TASK]).unwrap_or(TASK);
            made(ty, Kind::Group(tasks, false))
        })
    ),
];

static PROPERTIES: &[Property] = &[
    property!("int Id {get;}", |this| of(this).map_or(0, |task| task.id)),
    property!("System.AggregateException Exception {get;}", |this| {
        let failures = of(this)
            .filter(|task| task.status() == Status::Faulted)
            .map(failures);
        failures.map(aggregate)
    }),
    property!("System.Threading.Tasks.TaskStatus Status {get;}", |this| {
        system::enums::value(
            "System.Threading.Tasks.TaskStatus",
            of(this).map_or(0, |task| task.status() as i64),
        )
    }),
    property!("bool IsCanceled {get;}", |this| has(this, Status::Canceled)),
    property!("bool IsCompleted {get;}", |this| !has(
        this,
        Status::WaitingForActivation
    )),
    property!("bool IsCompletedSuccessfully {get;}", |this| has(
        this,
        Status::RanToCompletion
    )),
    property!("bool IsFaulted {get;}", |this| has(this, Status::Faulted)),
    property!("System.Object AsyncState {get;}", |_| Value::Null),
    property!(
        "static System.Threading.Tasks.Task CompletedTask {get;}",
        |_| completed()
    ),
];

/// `System.Threading.Tasks.Task`.
pub const TASK: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.Tasks.Task")
        .constructors(&[method!(
            "System.Threading.Tasks.Task(System.Action action)",
            |_, _| needs_thread::<Value>("Task")
        )])
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

/// ``System.Threading.Tasks.Task`1``.
pub const TASK_OF: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.Tasks.Task`1")
        .base(TASK)
        .parameters(&["TResult"])
        .properties(&[property!("TResult Result {get;}", |this| result(this))]);
    Type(&INFO)
};

/// `System.Runtime.CompilerServices.TaskAwaiter`.
pub const AWAITER: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.Runtime.CompilerServices.TaskAwaiter")
        .methods(&[method!("void GetResult()", |this, _| awaited(this).map(|_| ()))])
        .properties(&[property!("bool IsCompleted {get;}", |this| this
            .payload::<Awaiter>()
            .and_then(|awaiter| of(&awaiter.0))
            .is_none_or(Waitable::take))]);
    Type(&INFO)
};

/// ``System.Runtime.CompilerServices.TaskAwaiter`1``.
pub const AWAITER_OF: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.Runtime.CompilerServices.TaskAwaiter`1")
        .parameters(&["TResult"])
        .methods(&[method!("TResult GetResult()", |this, _| awaited(this))]);
    Type(&INFO)
};

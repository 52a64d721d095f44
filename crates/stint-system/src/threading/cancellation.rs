//! `System.Threading.CancellationTokenSource` and `CancellationToken`.

use super::event::Event;
use super::listeners::Listeners;
use super::waiting;
use std::any::Any;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::exceptions;
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Flow, Lock, Object, Result, Value, access};

/// What a source and its tokens share.
#[derive(Default)]
pub struct Source {
    state: Lock<State>,
    listeners: Listeners,
}

#[derive(Default)]
struct State {
    requested: bool,
    /// When it is to be requested by itself.
    due: Option<Instant>,
    /// What scripts registered, to be called by whoever cancels.
    callbacks: Vec<(u64, Value, Value)>,
    next: u64,
    /// Sources linked to this one.
    linked: Vec<Weak<Source>>,
}

impl Source {
    fn is_requested(&self) -> bool {
        let state = self.state.lock();
        state.requested || state.due.is_some_and(|due| due <= Instant::now())
    }

    /// Requests the cancellation; gives what is to be called.
    fn request(&self) -> Vec<(Value, Value)> {
        let mut state = self.state.lock();
        state.requested = true;
        let callbacks = std::mem::take(&mut state.callbacks);
        let linked = std::mem::take(&mut state.linked);
        drop(state);
        self.listeners.ring();
        let mut calls: Vec<(Value, Value)> = callbacks
            .into_iter()
            .map(|(_, callback, argument)| (callback, argument))
            .collect();
        for source in linked.iter().filter_map(Weak::upgrade) {
            calls.extend(source.request());
        }
        calls
    }
}

/// A source as what shares it holds it.
#[derive(Clone, Default)]
struct Shared(Arc<Source>);

impl std::ops::Deref for Shared {
    type Target = Arc<Source>;
    fn deref(&self) -> &Arc<Source> {
        &self.0
    }
}

impl Waitable for Shared {
    fn take(&self) -> bool {
        self.is_requested()
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        // One that is due is told by a thread of its own, which ends with the source's last user.
        if let Some(due) = self.state.lock().due {
            let (source, wake) = (Arc::downgrade(&self.0), wake.clone());
            std::thread::spawn(move || {
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                if source.upgrade().is_some() {
                    wake();
                }
            });
        }
        self.listeners.add(wake)
    }
}

struct SourceObject(Shared);

impl Opaque for SourceObject {}

/// A token; the one that is never cancelled has no source.
struct Token(Option<Shared>);

impl Opaque for Token {
    fn equals(&self, other: &dyn Opaque) -> bool {
        let other = other.as_any().downcast_ref::<Self>();
        other.is_some_and(|other| match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        })
    }

    fn waitable(&self) -> Option<&dyn Waitable> {
        self.0.as_ref().map(|source| source as &dyn Waitable)
    }
}

/// What to wait for behind a token; nothing for one that is never cancelled.
pub fn source_of(token: &Value) -> Option<&dyn Waitable> {
    let source = token.payload::<Token>()?.0.as_ref()?;
    Some(source)
}

/// Whether a token was cancelled.
pub fn is_canceled(token: &Value) -> bool {
    token
        .payload::<Token>()
        .and_then(|token| token.0.as_ref())
        .is_some_and(|source| source.is_requested())
}

/// `OperationCanceledException`.
pub fn canceled() -> Flow {
    throw::of(
        exceptions::OPERATION_CANCELED,
        "The operation was canceled.",
    )
}

fn source(this: &Value) -> Result<&Shared> {
    this.payload::<SourceObject>()
        .map(|object| &object.0)
        .ok_or_else(|| {
            throw::of(
                exceptions::OBJECT_DISPOSED,
                "The CancellationTokenSource has been disposed.",
            )
        })
}

fn token(source: Option<Shared>) -> Value {
    Value::Object(Object::opaque(CANCELLATION_TOKEN, Token(source)))
}

fn made(source: Shared) -> Value {
    Value::Object(Object::opaque(
        CANCELLATION_TOKEN_SOURCE,
        SourceObject(source),
    ))
}

fn cancel(this: &Value) -> Result<()> {
    for (callback, argument) in source(this)?.request() {
        let arguments: &[Value] = if argument.is_null() {
            &[]
        } else {
            std::slice::from_ref(&argument)
        };
        access::call_delegate(&callback, arguments)?;
    }
    Ok(())
}

fn cancel_after(source: &Source, limit: Option<Duration>) {
    source.state.lock().due = limit.and_then(|limit| Instant::now().checked_add(limit));
    // Whoever waits now waits again, with the new time.
    source.listeners.ring();
}

fn after(milliseconds: i64, parameter: &str) -> Result<Value> {
    let source = Shared::default();
    cancel_after(&source, waiting::limit(milliseconds, parameter)?);
    Ok(made(source))
}

fn linked(tokens: &[Value]) -> Value {
    let source = Shared::default();
    for token in tokens {
        let Some(Some(parent)) = token.payload::<Token>().map(|token| &token.0) else {
            continue;
        };
        let mut state = parent.state.lock();
        if state.requested {
            source.state.lock().requested = true;
        } else {
            state.linked.push(Arc::downgrade(&source.0));
        }
    }
    made(source)
}

fn register(this: &Value, callback: &Value, argument: &Value) -> Result<()> {
    let Some(Some(source)) = this.payload::<Token>().map(|token| &token.0) else {
        return Ok(());
    };
    let mut state = source.state.lock();
    if state.requested {
        drop(state);
        let arguments = if argument.is_null() {
            &[][..]
        } else {
            std::slice::from_ref(argument)
        };
        return access::call_delegate(callback, arguments).map(|_| ());
    }
    state.next += 1;
    let id = state.next;
    state
        .callbacks
        .push((id, callback.clone(), argument.clone()));
    Ok(())
}

/// `System.Threading.CancellationTokenSource`.
pub const CANCELLATION_TOKEN_SOURCE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.CancellationTokenSource")
        .constructors(&[
            method!("System.Threading.CancellationTokenSource()", |_, _| made(
                Shared::default()
            )),
            method!(
                "System.Threading.CancellationTokenSource(timespan delay)",
                |_, args| after(args.at(0).span() / 10_000, "delay")
            ),
            method!(
                "System.Threading.CancellationTokenSource(int millisecondsDelay)",
                |_, args| after(args.long(0), "millisecondsDelay")
            ),
        ])
        .methods(&[
            method!("void Cancel()", |this, _| cancel(this)),
            method!(
                "void Cancel(bool throwOnFirstException)",
                |this, _| cancel(this)
            ),
            method!("void CancelAfter(timespan delay)", |this, args| {
                let limit = waiting::limit(args.at(0).span() / 10_000, "delay")?;
                source(this).map(|source| cancel_after(source, limit))
            }),
            method!("void CancelAfter(int millisecondsDelay)", |this, args| {
                let limit = waiting::limit(args.long(0), "millisecondsDelay")?;
                source(this).map(|source| cancel_after(source, limit))
            }),
            method!("bool TryReset()", |this, _| {
                let mut state = source(this)?.state.lock();
                let fresh = !state.requested;
                if fresh {
                    state.due = None;
                }
                Ok::<_, Flow>(fresh)
            }),
            method!("void Dispose()", |_, _| ()),
            method!(
                "static System.Threading.CancellationTokenSource CreateLinkedTokenSource(System.Threading.CancellationToken token1, System.Threading.CancellationToken token2)",
                |_, args| linked(args)
            ),
            method!(
                "static System.Threading.CancellationTokenSource CreateLinkedTokenSource(System.Threading.CancellationToken token)",
                |_, args| linked(args)
            ),
            method!(
                "static System.Threading.CancellationTokenSource CreateLinkedTokenSource(Params System.Threading.CancellationToken[] tokens)",
                |_, args| linked(&args.items(0))
            ),
        ])
        .properties(&[
            property!("bool IsCancellationRequested {get;}", |this| source(this)
                .map(|source| source.is_requested())),
            property!(
                "System.Threading.CancellationToken Token {get;}",
                |this| source(this).map(|source| token(Some(source.clone())))
            ),
        ]);
    Type(&INFO)
};

/// `System.Threading.CancellationToken`.
pub const CANCELLATION_TOKEN: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.Threading.CancellationToken")
        .constructors(&[
            method!("System.Threading.CancellationToken()", |_, _| token(None)),
            method!(
                "System.Threading.CancellationToken(bool canceled)",
                |_, args| {
                    let canceled = args.boolean(0);
                    token(canceled.then(|| {
                        let source = Shared::default();
                        source.state.lock().requested = true;
                        source
                    }))
                }
            ),
        ])
        .methods(&[
            method!("void ThrowIfCancellationRequested()", |this, _| {
                if is_canceled(this) {
                    return Err(canceled());
                }
                Ok(())
            }),
            method!(
                "System.Threading.CancellationTokenRegistration Register(System.Action callback)",
                |this, args| register(this, args.at(0), &Value::Null)
            ),
            method!(
                "System.Threading.CancellationTokenRegistration Register(System.Action[System.Object] callback, System.Object state)",
                |this, args| register(this, args.at(0), args.at(1))
            ),
        ])
        .properties(&[
            property!(
                "static System.Threading.CancellationToken None {get;}",
                |_| token(None)
            ),
            property!("bool IsCancellationRequested {get;}", |this| is_canceled(
                this
            )),
            property!("bool CanBeCanceled {get;}", |this| this
                .payload::<Token>()
                .is_some_and(|token| token.0.is_some())),
            property!("System.Threading.WaitHandle WaitHandle {get;}", |this| {
                handle(this)
            }),
        ]);
    Type(&INFO)
};

/// `WaitHandle` of a token: an event that the token's source sets.
struct TokenHandle(Shared);

impl Opaque for TokenHandle {
    fn waitable(&self) -> Option<&dyn Waitable> {
        Some(&self.0)
    }
}

fn handle(this: &Value) -> Value {
    let ty = super::event::MANUAL_RESET_EVENT;
    Value::Object(match this.payload::<Token>().map(|token| &token.0) {
        Some(Some(source)) => Object::opaque(ty, TokenHandle(source.clone())),
        _ => Object::opaque(ty, Event::new(false, false)),
    })
}

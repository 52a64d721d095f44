//! Waiting for one or several things, until a limit or until the session is asked to stop.

use super::cancellation;
use super::wait_handle::of;
use crate::hooks;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use stint_object::types::native::{Args, Plain, method};
use stint_object::types::{Method, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Flow, Result, Value};

/// Rung by whatever may end a wait.
#[derive(Default)]
struct Bell {
    rung: Mutex<bool>,
    changed: Condvar,
}

impl Bell {
    fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    /// Waits for the next ring, at most until a time. `false` when the time came first.
    fn wait(&self, until: Option<Instant>) -> bool {
        let mut rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        while !*rung {
            rung = match until {
                None => self
                    .changed
                    .wait(rung)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return false;
                    }
                    let waited = self.changed.wait_timeout(rung, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        *rung = false;
        true
    }
}

/// Waits until one of some things can be taken, and takes it: which one. `None` when the limit came first.
///
/// # Errors
/// [`Flow::Stopped`].
pub fn any(things: &[&dyn Waitable], limit: Option<Duration>) -> Result<Option<usize>> {
    until(things, limit, || {
        things.iter().position(|thing| thing.take())
    })
}

/// Waits until all can be taken, each taken when it can. `false` when the limit came first.
///
/// # Errors
/// [`Flow::Stopped`].
pub fn all(things: &[&dyn Waitable], limit: Option<Duration>) -> Result<bool> {
    let mut left: Vec<&dyn Waitable> = things.to_vec();
    let done = until(things, limit, || {
        left.retain(|thing| !thing.take());
        left.is_empty().then_some(())
    })?;
    Ok(done.is_some())
}

/// Waits for one thing.
///
/// # Errors
/// [`Flow::Stopped`].
pub fn one(thing: &dyn Waitable, limit: Option<Duration>) -> Result<bool> {
    Ok(any(&[thing], limit)?.is_some())
}

fn until<T>(
    things: &[&dyn Waitable],
    limit: Option<Duration>,
    mut ready: impl FnMut() -> Option<T>,
) -> Result<Option<T>> {
    if let Some(done) = ready() {
        return Ok(Some(done));
    }
    let until = limit.and_then(|limit| Instant::now().checked_add(limit));
    let bell = Arc::new(Bell::default());
    let wake: Wake = {
        let bell = bell.clone();
        Arc::new(move || bell.ring())
    };
    let _kept: Vec<_> = things
        .iter()
        .map(|thing| thing.on_change(wake.clone()))
        .collect();
    let token = hooks::stop_token();
    let _stop = token.on_request(move || wake());
    loop {
        if let Some(done) = ready() {
            return Ok(Some(done));
        }
        if token.is_requested() {
            return Err(Flow::Stopped);
        }
        if !bell.wait(until) {
            return Ok(ready());
        }
    }
}

/// A number of milliseconds as a limit: -1 is for ever.
///
/// # Errors
/// `ArgumentOutOfRangeException`.
pub fn limit(milliseconds: i64, parameter: &str) -> Result<Option<Duration>> {
    if milliseconds == -1 {
        return Ok(None);
    }
    match u64::try_from(milliseconds) {
        Ok(number) if milliseconds <= i64::from(i32::MAX) => {
            Ok(Some(Duration::from_millis(number)))
        }
        _ => Err(throw::argument_out_of_range(
            "Number must be either non-negative and less than or equal to Int32.MaxValue or -1.",
            parameter,
        )),
    }
}

/// Waits for an event, a countdown or a semaphore beside a cancellation token.
///
/// # Errors
/// `OperationCanceledException` when the token came first.
pub fn with_token(this: &dyn Waitable, token: &Value, limit: Option<Duration>) -> Result<bool> {
    let Some(source) = cancellation::source_of(token) else {
        return one(this, limit);
    };
    // The token is asked first: one that was cancelled ends every wait.
    match any(&[source, this], limit)? {
        Some(0) => Err(cancellation::canceled()),
        found => Ok(found.is_some()),
    }
}

fn milliseconds(args: &[Value]) -> Result<Option<Duration>> {
    limit(args.long(0), "millisecondsTimeout")
}

fn span(args: &[Value]) -> Result<Option<Duration>> {
    limit(args.at(0).span() / 10_000, "timeout")
}

/// `Wait` of the types that are no wait handles themselves.
pub const WAITS: [Method; 7] = [
    method!("void Wait()", |this, _| one(of(this)?, None).map(|_| ())),
    method!(
        "void Wait(System.Threading.CancellationToken cancellationToken)",
        |this, args| with_token(of(this)?, args.at(0), None).map(|_| ())
    ),
    method!("bool Wait(timespan timeout)", |this, args| one(
        of(this)?,
        span(args)?
    )),
    method!(
        "bool Wait(timespan timeout, System.Threading.CancellationToken cancellationToken)",
        |this, args| with_token(of(this)?, args.at(1), span(args)?)
    ),
    method!("bool Wait(int millisecondsTimeout)", |this, args| one(
        of(this)?,
        milliseconds(args)?
    )),
    method!(
        "bool Wait(int millisecondsTimeout, System.Threading.CancellationToken cancellationToken)",
        |this, args| with_token(of(this)?, args.at(1), milliseconds(args)?)
    ),
    method!("void Dispose()", |_, _| ()),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threading::event::Event;
    use std::sync::Arc;

    #[test]
    fn a_signal_of_another_thread_ends_a_wait() {
        let event = Arc::new(Event::new(false, true));
        let setter = std::thread::spawn({
            let event = event.clone();
            move || event.put(true)
        });
        assert!(matches!(one(&*event, None), Ok(true)));
        setter.join().expect("it does not panic");
        // The wait took the signal.
        assert!(matches!(one(&*event, Some(Duration::ZERO)), Ok(false)));
    }

    #[test]
    fn any_says_which_and_all_waits_for_each() {
        let (set, unset) = (Event::new(true, false), Event::new(false, false));
        let things: [&dyn Waitable; 2] = [&unset, &set];
        assert!(matches!(any(&things, None), Ok(Some(1))));
        assert!(matches!(all(&things, Some(Duration::ZERO)), Ok(false)));
        unset.put(true);
        assert!(matches!(all(&things, None), Ok(true)));
    }

    #[test]
    fn limits_are_checked() {
        assert!(matches!(limit(-1, "x"), Ok(None)));
        assert!(matches!(limit(5, "x"), Ok(Some(_))));
        assert!(limit(-2, "x").is_err());
    }
}

//! The stop token that every wait takes: sleeping, waiting for a job, reading a pipe, a native command.
//!
//! A pipeline has one. Asking it to stop wakes whoever waits on it, at once and for good.

use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A request to stop that can be waited on and asked for. Clones are the same token.
#[derive(Clone, Default)]
pub struct StopToken(Arc<Inner>);

type Listener = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Inner {
    requested: AtomicBool,
    listeners: Mutex<Vec<(u64, Listener)>>,
    next: Mutex<u64>,
    changed: Condvar,
    gate: Mutex<()>,
}

/// A listener of a token; dropping it takes the listener away.
pub struct Registration {
    token: StopToken,
    id: u64,
}

impl StopToken {
    /// A token nobody has asked to stop.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a stop was asked for.
    #[inline]
    pub fn is_requested(&self) -> bool {
        self.0.requested.load(Ordering::Relaxed)
    }

    /// Asks for a stop; the second time does nothing.
    pub fn request(&self) {
        if self.0.requested.swap(true, Ordering::SeqCst) {
            return;
        }
        drop(self.0.gate.lock());
        self.0.changed.notify_all();
        let listeners = std::mem::take(&mut *self.0.listeners.lock());
        for (_, listener) in listeners {
            listener();
        }
    }

    /// Takes the request back, for a token that serves one command line after another (the prompt's).
    pub fn reset(&self) {
        self.0.requested.store(false, Ordering::SeqCst);
    }

    /// Waits for the request, at most so long (for ever without a limit). Gives whether it came.
    pub fn wait(&self, limit: Option<Duration>) -> bool {
        let until = limit.and_then(|limit| Instant::now().checked_add(limit));
        let mut gate = self.0.gate.lock();
        while !self.is_requested() {
            match until {
                None => self.0.changed.wait(&mut gate),
                Some(until) => {
                    if self.0.changed.wait_until(&mut gate, until).timed_out() {
                        return self.is_requested();
                    }
                }
            }
        }
        true
    }

    /// Calls back once when a stop is asked for, at once if it was already. The callback must be short.
    pub fn on_request(&self, listener: impl FnOnce() + Send + 'static) -> Registration {
        let id = {
            let mut next = self.0.next.lock();
            *next += 1;
            *next
        };
        self.0.listeners.lock().push((id, Box::new(listener)));
        if self.is_requested() {
            let found = {
                let mut listeners = self.0.listeners.lock();
                listeners
                    .iter()
                    .position(|(known, _)| *known == id)
                    .map(|at| listeners.remove(at))
            };
            if let Some((_, listener)) = found {
                listener();
            }
        }
        Registration {
            token: self.clone(),
            id,
        }
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let mut listeners = self.token.0.listeners.lock();
        let found = listeners
            .iter()
            .position(|(known, _)| *known == self.id)
            .map(|at| listeners.remove(at));
        drop(listeners);
        drop(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_wakes_a_waiter_and_calls_listeners_once() {
        let token = StopToken::new();
        let seen = Arc::new(AtomicBool::new(false));
        let flag = seen.clone();
        let _kept = token.on_request(move || assert!(!flag.swap(true, Ordering::SeqCst)));
        let dropped = token.on_request(|| panic!("was taken away"));
        drop(dropped);
        let waiter = std::thread::spawn({
            let token = token.clone();
            move || token.wait(None)
        });
        token.request();
        token.request();
        assert!(waiter.join().expect("the waiter ends"));
        assert!(seen.load(Ordering::SeqCst));
    }
}

//! A thread that waits until it is woken.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Wake, Waker};
use std::time::Duration;

/// One thread's place to wait, which any number of journals (and stop tokens, and timers) can wake.
///
/// A wake-up that comes before the wait is kept, so "look, then park" loses nothing.
#[derive(Debug, Default)]
pub struct Parker {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Wake for Inner {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        if !*woken {
            *woken = true;
            self.changed.notify_all();
        }
    }
}

impl Parker {
    /// A parker that nobody has woken.
    pub fn new() -> Self {
        Self::default()
    }

    /// What wakes it.
    pub fn waker(&self) -> Waker {
        Waker::from(Arc::clone(&self.inner))
    }

    /// Waits until woken, and takes the wake-up.
    pub fn park(&self) {
        let woken = self
            .inner
            .woken
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut woken = self
            .inner
            .changed
            .wait_while(woken, |woken| !*woken)
            .unwrap_or_else(PoisonError::into_inner);
        *woken = false;
    }

    /// Waits until woken or until `limit` has passed; says whether it was woken.
    pub fn park_timeout(&self, limit: Duration) -> bool {
        let woken = self
            .inner
            .woken
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (mut woken, _) = self
            .inner
            .changed
            .wait_timeout_while(woken, limit, |woken| !*woken)
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *woken)
    }
}

//! Who drives: one thread at a time, those that wait for something before the background thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Wake, Waker};

use parking_lot::{Condvar, Mutex};
use stint_journal::Parker;

use super::poller::Poller;

/// The right to drive.
#[derive(Debug, Default)]
pub(super) struct Baton {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    /// Threads that want it, other than the background thread.
    wanting: Vec<Waker>,
}

impl Baton {
    /// Takes it if nobody has it; else `waker` is called when it is free.
    pub(super) fn try_take(&self, waker: &Waker) -> bool {
        let mut state = self.state.lock();
        let taken = !std::mem::replace(&mut state.held, true);
        let known = state
            .wanting
            .iter()
            .position(|wanting| wanting.will_wake(waker));
        match (taken, known) {
            (true, Some(at)) => drop(state.wanting.swap_remove(at)),
            (false, None) => state.wanting.push(waker.clone()),
            _ => {}
        }
        taken
    }

    /// No longer wants it.
    pub(super) fn forget(&self, waker: &Waker) {
        let mut state = self.state.lock();
        state.wanting.retain(|wanting| !wanting.will_wake(waker));
        // It may have been the one that was told that it is free.
        if !state.held {
            self.pass_on(&state);
        }
    }

    /// Gives it to whoever wants it.
    pub(super) fn release(&self) {
        let mut state = self.state.lock();
        state.held = false;
        self.pass_on(&state);
    }

    fn pass_on(&self, state: &State) {
        match state.wanting.first() {
            Some(waker) => waker.wake_by_ref(),
            None => {
                self.changed.notify_one();
            }
        }
    }

    /// Takes it for the background thread, once nobody else wants it.
    pub(super) fn take_in_background(&self) {
        let mut state = self.state.lock();
        while state.held || !state.wanting.is_empty() {
            self.changed.wait(&mut state);
        }
        state.held = true;
    }

    /// Whether somebody waits for it.
    pub(super) fn is_wanted(&self) -> bool {
        !self.state.lock().wanting.is_empty()
    }
}

/// Wakes one waiting thread wherever it waits: parked, or in the loop. While it works it is only told.
pub(super) struct DriverWaker {
    place: AtomicU8,
    parker: Parker,
    poller: Arc<Poller>,
}

const WORKING: u8 = 0;
const PARKED: u8 = 1;
const POLLING: u8 = 2;
const WOKEN: u8 = 3;

impl DriverWaker {
    pub(super) fn new(poller: Arc<Poller>) -> Arc<Self> {
        Arc::new(Self {
            place: AtomicU8::new(WORKING),
            parker: Parker::new(),
            poller,
        })
    }

    /// Goes to wait in the loop, unless it was woken meanwhile.
    pub(super) fn begin_poll(&self) -> bool {
        self.place
            .compare_exchange(WORKING, POLLING, Ordering::SeqCst, Ordering::SeqCst)
            .is_ok()
    }

    /// Goes to wait, parked, unless it was woken meanwhile.
    pub(super) fn park(&self, limit: Option<std::time::Duration>) {
        if self
            .place
            .compare_exchange(WORKING, PARKED, Ordering::SeqCst, Ordering::SeqCst)
            .is_ok()
        {
            match limit {
                Some(limit) => drop(self.parker.park_timeout(limit)),
                None => self.parker.park(),
            }
        }
    }

    /// Is back, and looks at everything again.
    pub(super) fn begin_work(&self) {
        self.place.store(WORKING, Ordering::SeqCst);
    }
}

impl Wake for DriverWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        match self.place.swap(WOKEN, Ordering::SeqCst) {
            PARKED => self.parker.waker().wake(),
            POLLING => self.poller.wake(),
            _ => {}
        }
    }
}

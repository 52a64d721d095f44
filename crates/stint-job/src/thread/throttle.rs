//! At most so many at once.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;

use super::pool;

/// `Start-ThreadJob`'s limit until somebody gives another.
pub const DEFAULT_LIMIT: usize = 5;

type Task = Box<dyn FnOnce() + Send>;

/// A queue before the pool: its tasks start in order, at most `limit` at once.
pub struct Throttle {
    state: Mutex<State>,
    runspaces: AtomicUsize,
}

struct State {
    limit: usize,
    running: usize,
    next: u64,
    queue: VecDeque<(u64, Task)>,
}

thread_local! {
    /// The throttle whose slot this thread's task has.
    static SLOT: RefCell<Option<Arc<Throttle>>> = const { RefCell::new(None) };
}

impl Throttle {
    /// A throttle.
    pub fn new(limit: usize) -> Arc<Self> {
        let state = State {
            limit: limit.max(1),
            running: 0,
            next: 0,
            queue: VecDeque::new(),
        };
        Arc::new(Self {
            state: Mutex::new(state),
            runspaces: AtomicUsize::new(0),
        })
    }

    /// Sets the limit, for everything from now on; a higher one starts what waits at once.
    pub fn set_limit(self: &Arc<Self>, limit: usize) {
        self.state.lock().limit = limit.max(1);
        self.start_waiting();
    }

    /// `AllocatedRunspaceCount`: how many runspaces its tasks made.
    pub fn runspaces(&self) -> usize {
        self.runspaces.load(Ordering::Relaxed)
    }

    pub(super) fn count_runspace(&self) {
        self.runspaces.fetch_add(1, Ordering::Relaxed);
    }

    /// Queues a task. Its number takes it out again while it waits.
    pub(super) fn submit(self: &Arc<Self>, task: impl FnOnce() + Send + 'static) -> u64 {
        let number = {
            let mut state = self.state.lock();
            state.next += 1;
            let number = state.next;
            state.queue.push_back((number, Box::new(task)));
            number
        };
        self.start_waiting();
        number
    }

    /// Takes a task out that has not begun; it never does then.
    pub(super) fn withdraw(&self, number: u64) -> bool {
        let mut state = self.state.lock();
        let found = state
            .queue
            .iter()
            .position(|(waiting, _)| *waiting == number);
        let task = found.and_then(|at| state.queue.remove(at));
        drop(state);
        task.is_some()
    }

    fn start_waiting(self: &Arc<Self>) {
        loop {
            let task = {
                let mut state = self.state.lock();
                if state.running >= state.limit {
                    return;
                }
                let Some((_, task)) = state.queue.pop_front() else {
                    return;
                };
                state.running += 1;
                task
            };
            let throttle = Arc::clone(self);
            let started = pool::run(move || {
                let mut next = Some(task);
                while let Some(task) = next {
                    SLOT.set(Some(Arc::clone(&throttle)));
                    task();
                    SLOT.set(None);
                    next = throttle.next_task();
                }
            });
            if started.is_err() {
                // No thread can be had: the slot is free for whoever comes when there is one again.
                self.state.lock().running -= 1;
                return;
            }
        }
    }

    /// What the thread of a task that ended does next in its slot: so it uses its runspace again. Without one the slot is given
    /// back.
    fn next_task(&self) -> Option<Task> {
        let mut state = self.state.lock();
        let next = if state.running <= state.limit {
            state.queue.pop_front()
        } else {
            None
        };
        if next.is_none() {
            state.running -= 1;
        }
        next.map(|(_, task)| task)
    }

    fn give_back(self: &Arc<Self>) {
        self.state.lock().running -= 1;
        self.start_waiting();
    }
}

/// A slot that its task has lent to others while it waits for them; dropping it takes the slot back.
pub(crate) struct Lent(Arc<Throttle>);

/// Lends this thread's slot, if it has one: a job that waits for another cannot keep that one from starting.
pub(crate) fn lend_slot() -> Option<Lent> {
    let throttle = SLOT.with_borrow(Clone::clone)?;
    throttle.give_back();
    Some(Lent(throttle))
}

impl Drop for Lent {
    fn drop(&mut self) {
        // One more than the limit may run for a while; waiting for a slot here could be a deadlock again.
        self.0.state.lock().running += 1;
    }
}

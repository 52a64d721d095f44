//! `System.Threading`: sleeping, signals, locks, cancellation, and the tasks that need no thread of their own.
//!
//! Scripts run on the session's thread only; what would run a script block on another thread is refused.

pub mod blocking_collection;
pub mod cancellation;
pub mod event;
pub mod interlocked;
pub mod listeners;
pub mod monitor;
pub mod mutex;
pub mod semaphore;
pub mod task;
pub mod thread;
pub mod wait_handle;
pub mod waiting;

use stint_object::Type;

/// The types of this folder.
pub static TYPES: &[Type] = &[
    wait_handle::WAIT_HANDLE,
    event::EVENT_WAIT_HANDLE,
    event::MANUAL_RESET_EVENT,
    event::AUTO_RESET_EVENT,
    event::MANUAL_RESET_EVENT_SLIM,
    event::COUNTDOWN_EVENT,
    mutex::MUTEX,
    semaphore::SEMAPHORE,
    semaphore::SEMAPHORE_SLIM,
    monitor::MONITOR,
    interlocked::INTERLOCKED,
    cancellation::CANCELLATION_TOKEN_SOURCE,
    cancellation::CANCELLATION_TOKEN,
    thread::THREAD,
    thread::THREAD_PRIORITY,
    task::TASK,
    task::TASK_OF,
    task::AWAITER,
    task::AWAITER_OF,
    blocking_collection::BLOCKING_COLLECTION,
];

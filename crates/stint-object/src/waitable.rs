//! Objects that can be waited on: events, mutexes, semaphores, a job's `Finished`. Waiting itself stands where threads do.

use std::any::Any;
use std::sync::Arc;

/// What is called, on whatever thread, when something that is waited on may have become ready.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// A payload that can be waited on.
pub trait Waitable: Send + Sync {
    /// Takes the signal if it is there: an event that resets itself, a place of a semaphore, a mutex. Does not wait.
    fn take(&self) -> bool;

    /// Calls `wake` whenever [`Waitable::take`] may give another answer, until what is given back is dropped.
    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync>;
}

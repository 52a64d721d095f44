//! Thread jobs: a pool of threads, and throttles before it.

mod job;
mod pool;
mod throttle;

pub use job::{TaskJob, ThreadJob};
pub(crate) use throttle::lend_slot;
pub use throttle::{DEFAULT_LIMIT, Throttle};

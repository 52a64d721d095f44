//! Job states, the job table, throttles, the stop ladder and the runners.
//!
//! A job is a runner (who executes it) plus a journal (what it said and became). [`Runtime`] starts jobs, waits for them and stops
//! them; a [`Job`] is looked at and received from; a [`JobTable`] is what one runspace's `Get-Job` sees. Scripts are run by an
//! [`Evaluator`], which the program supplies; in a job's own process it is driven by [`serve`].
//!
//! What is said here happens on several threads: the loop of process jobs, the pool of thread jobs, the session's own. A job's
//! journal puts it in order, and nothing polls.

pub mod clock;
mod drive;
pub mod evaluator;
mod input;
pub mod job;
mod orphan;
pub mod reasons;
pub mod serve;
pub mod session;
pub mod sys;
mod table;
mod thread;
pub mod types;

pub use drive::{ProcessJob, Remote, Runtime, SessionHandle, Waited};
pub use evaluator::Evaluator;
pub use input::{InputReader, InputWriter, input};
pub use job::{Job, JobKind, JobRecord, JobState, Payload};
pub use table::JobTable;
pub use thread::{DEFAULT_LIMIT, TaskJob, ThreadJob, Throttle};

//! The job of an event's action.

use std::sync::{Arc, Weak};
use std::time::Duration;

use stint_cmdlet::events::{ActionJob, EventManager};
use stint_job::clock::Clock;
use stint_job::job::{HostAnswer, NewJob, Outcome, Stopper, StreamKind};
use stint_job::types::job_value;
use stint_job::{Job, JobKind, JobState};
use stint_object::error_record::ErrorObject;
use stint_object::{Str, Value};
use stint_wire::psrp::{HostCall, HostScope};

use super::JobSession;
use super::start_job::block_text;

struct EventJob {
    job: Job,
    clock: Arc<dyn Clock>,
}

/// Makes one and adds it to the session's jobs.
pub(crate) fn make(
    session: &JobSession,
    manager: &Arc<EventManager>,
    name: &str,
    action: &Value,
) -> Arc<dyn ActionJob> {
    let job = Job::new(
        session.runtime.ids(),
        NewJob {
            kind: JobKind::Event,
            name: Some(Str::from(name)),
            command: block_text(action),
            location: Str::default(),
            shows_computer: false,
        },
    );
    let clock = Arc::clone(session.runtime.clock());
    job.set_stopper(Arc::new(Unsubscribe {
        manager: Arc::downgrade(manager),
        clock: Arc::clone(&clock),
    }));
    session.table.add(job.clone());
    Arc::new(EventJob { job, clock })
}

impl ActionJob for EventJob {
    fn object(&self) -> Value {
        job_value(&self.job)
    }

    fn is_open(&self) -> bool {
        !self.job.state().is_finished()
    }

    fn begin(&self) {
        if self.job.state() == JobState::NotStarted {
            // Over meanwhile: it stays so.
            let _ = self.job.set_active(JobState::Running, self.clock.time());
        }
    }

    fn output(&self, values: Vec<Value>) {
        for value in values {
            self.job.say(StreamKind::Output, value, self.clock.time());
        }
    }

    fn fail(&self, error: Value) {
        let reason = ErrorObject::from_value(&error)
            .map_or_else(|| error.clone(), |error| error.exception.clone());
        let outcome = Outcome::Failed {
            reason,
            record: Value::Null,
        };
        let _ = self.job.finish(outcome, self.clock.time());
    }

    fn stop(&self) {
        end(&self.job, &*self.clock);
    }
}

fn end(job: &Job, clock: &dyn Clock) {
    let reason = Value::Null;
    // Over already: it stays so.
    let _ = job.finish(Outcome::Stopped { reason }, clock.time());
}

/// Stopping an event's job ends the subscription.
struct Unsubscribe {
    manager: Weak<EventManager>,
    clock: Arc<dyn Clock>,
}

impl Stopper for Unsubscribe {
    fn stop(&self, job: &Job, _: Option<Duration>) {
        if let Some(manager) = self.manager.upgrade() {
            let found = manager.subscribers().into_iter().find(|subscriber| {
                let own = subscriber.job.as_ref().map(|own| own.object());
                own.and_then(|own| stint_job::types::job_of(&own))
                    .is_some_and(|own| own.is(job))
            });
            if let Some(subscriber) = found {
                manager.unsubscribe(&subscriber);
            }
        }
        end(job, &*self.clock);
    }

    fn answer(&self, _: &Job, _: HostScope, _: &HostCall, _: &HostAnswer) {}
}

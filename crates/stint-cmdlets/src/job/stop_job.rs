//! `Stop-Job`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_job::types::job_value;
use stint_job::{Job, Waited};
use stint_object::Flow;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;

use super::JobSession;
use super::selection::{Reach, Selection};

/// Stops jobs: all of them at the same time.
#[derive(Params, Default)]
struct StopJob {
    #[param(flatten)]
    selection: Selection,
    pass_thru: bool,
    #[param(skip)]
    passed: Vec<Job>,
    #[param(skip)]
    stopping: Vec<Job>,
}

entry!("Stop-Job", "StopJobCommand", StopJob);

/// What a question about a job calls it.
pub(super) fn target(job: &Job, article: &str) -> String {
    format!(
        "Remote Command: {}, associated with {article} job that has an ID of \"{}\".",
        job.command(),
        job.id()
    )
}

impl Cmdlet for StopJob {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let session = JobSession::of(cx)?;
        let jobs = self.selection.find(cx, &session, Reach::ALL)?;
        if self.pass_thru {
            self.passed.extend(jobs.iter().cloned());
        }
        for job in jobs {
            if cx.stop_token().is_requested() {
                return Err(Flow::Stopped);
            }
            if job.state().is_finished() || self.is_being_stopped(&job)? {
                continue;
            }
            if cx.should_process(&target(&job, "a"), "Stop")? {
                job.begin_stop(None, session.runtime.clock().time());
                self.stopping.push(job);
            }
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let session = JobSession::of(cx)?;
        let stopping = std::mem::take(&mut self.stopping);
        let waited = session.runtime.wait(&stopping, None, &cx.stop_token(), || {
            stopping.iter().all(|job| job.state().is_finished())
        });
        if waited == Waited::Stopped {
            return Err(Flow::Stopped);
        }
        self.passed
            .iter()
            .try_for_each(|job| cx.write(job_value(job)))
    }
}

impl StopJob {
    /// Whether it, or its parent, was asked already. A thread job that is named twice while it runs is PowerShell's error.
    fn is_being_stopped(&self, job: &Job) -> Result<bool> {
        let known = self.stopping.iter().any(|known| known.is(job));
        if known && job.kind().is_adapter_job() {
            let text = format!(
                "An item with the same key has already been added. Key: {}",
                job.instance_id()
            );
            return Err(ErrorRecord::new(
                "System.ArgumentException",
                Category::NotSpecified,
                exceptions::ARGUMENT,
                text,
            )
            .into());
        }
        let parent = job.parent();
        Ok(known
            || parent.is_some_and(|parent| self.stopping.iter().any(|known| known.is(&parent))))
    }
}

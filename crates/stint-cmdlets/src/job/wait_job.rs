//! `Wait-Job`.

use std::time::Duration;

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_job::types::job_value;
use stint_job::{Job, JobState, Waited};
use stint_object::Flow;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;

use super::JobSession;
use super::selection::{Reach, Selection};

/// Waits until jobs are over.
#[derive(Params, Default)]
struct WaitJob {
    #[param(flatten)]
    selection: Selection,
    any: bool,
    timeout: Option<i32>,
    force: bool,
    #[param(skip)]
    jobs: Vec<Job>,
    #[param(skip)]
    begun: Option<std::time::Instant>,
}

entry!("Wait-Job", "WaitJobCommand", WaitJob);

impl Cmdlet for WaitJob {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.begun = Some(std::time::Instant::now());
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let session = JobSession::of(cx)?;
        self.jobs
            .extend(self.selection.find(cx, &session, Reach::ALL)?);
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.jobs.is_empty() {
            return Ok(());
        }
        let session = JobSession::of(cx)?;
        let limit = self.timeout.and_then(|limit| u64::try_from(limit).ok());
        let left = limit.map(|seconds| {
            let gone = self.begun.map(|at| at.elapsed()).unwrap_or_default();
            Duration::from_secs(seconds).saturating_sub(gone)
        });
        if limit == Some(0) {
            return Ok(());
        }
        let waited = session
            .runtime
            .wait(&self.jobs, left, &cx.stop_token(), || self.is_over());
        match waited {
            Waited::TimedOut => return Ok(()),
            Waited::Stopped => return Err(Flow::Stopped),
            Waited::Done => {}
        }
        let done: Vec<Job> = self
            .jobs
            .iter()
            .filter(|job| self.is_done(job))
            .cloned()
            .collect();
        if !self.holds(&done) {
            return Err(self.deadlock().into());
        }
        let shown = if self.any { 1 } else { done.len() };
        for job in done.iter().take(shown) {
            cx.write(job_value(job))?;
        }
        if !self.force && done.iter().any(|job| !job.state().is_finished()) {
            cx.warning("One or more jobs are in a suspended or disconnected state, and cannot continue without additional user input.  Specify the -Force parameter to continue to a completed, failed, or stopped state.")?;
        }
        Ok(())
    }
}

impl WaitJob {
    fn is_done(&self, job: &Job) -> bool {
        let state = job.state();
        state.is_finished() || !self.force && state.is_persistent()
    }

    /// Whether what is done is what was waited for. A job that is named twice counts once, and so never makes up the number.
    fn holds(&self, done: &[Job]) -> bool {
        if self.any {
            return !done.is_empty();
        }
        let mut distinct: Vec<i32> = done.iter().map(Job::id).collect();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.len() == self.jobs.len()
    }

    fn is_over(&self) -> bool {
        let done: Vec<Job> = self
            .jobs
            .iter()
            .filter(|job| self.is_done(job))
            .cloned()
            .collect();
        if self.holds(&done) {
            return true;
        }
        let is_blocked = |job: &Job| job.state() == JobState::Blocked;
        if self.any {
            self.jobs.iter().all(is_blocked)
        } else {
            self.jobs.iter().any(is_blocked)
        }
    }

    fn deadlock(&self) -> ErrorRecord {
        let blocked = self
            .jobs
            .iter()
            .find(|job| job.state() == JobState::Blocked)
            .map(job_value)
            .unwrap_or_default();
        ErrorRecord::new(
            "BlockedJobsDeadlockWithWaitJob",
            Category::DeadlockDetected,
            exceptions::ARGUMENT,
            "The Wait-Job cmdlet cannot finish working, because one or more jobs are blocked waiting for user interaction.  Process interactive job output by using the Receive-Job cmdlet, and then try again.",
        )
        .with_target(blocked)
    }
}

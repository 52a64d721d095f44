//! `Get-Job`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_job::Job;
use stint_job::types::{date_value, job_value};
use stint_object::{Data, Value};

use super::JobSession;
use super::selection::{Reach, Selection, state_of};

/// Jobs of the session.
#[derive(Params, Default)]
struct GetJob {
    #[param(flatten)]
    selection: Selection,
    include_child_job: bool,
    child_job_state: Value,
    has_more_data: bool,
    before: Value,
    after: Value,
    newest: i32,
}

entry!("Get-Job", "GetJobCommand", GetJob);

impl Cmdlet for GetJob {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let session = JobSession::of(cx)?;
        let all = cx.parameter_set() == "SessionIdParameterSet" && !self.selection.has_ids();
        let mut jobs = if all {
            session.table.jobs()
        } else {
            self.selection.find(cx, &session, Reach::ALL)?
        };
        self.add_children(cx, &mut jobs);
        if cx.is_bound("HasMoreData") {
            jobs.retain(|job| job.has_more_data() == self.has_more_data);
        }
        self.keep_by_time(&mut jobs);
        if cx.is_bound("Newest") {
            self.keep_newest(&mut jobs);
        }
        jobs.sort_by_key(Job::id);
        cx.write_all(jobs.iter().map(job_value))
    }
}

impl GetJob {
    fn add_children(&self, cx: &dyn Cx, jobs: &mut Vec<Job>) {
        let state = state_of(&self.child_job_state);
        if state.is_none() && !cx.is_bound("IncludeChildJob") {
            return;
        }
        let children: Vec<Job> = jobs.iter().flat_map(Job::children).collect();
        let wanted = children
            .into_iter()
            .filter(|job| state.is_none_or(|state| job.state() == state));
        jobs.extend(wanted);
    }

    fn keep_by_time(&self, jobs: &mut Vec<Job>) {
        let (before, after) = (ticks(&self.before), ticks(&self.after));
        if before.is_none() && after.is_none() {
            return;
        }
        jobs.retain(|job| {
            let ended = job.ended().and_then(|at| ticks(&date_value(at)));
            ended.is_some_and(|ended| {
                before.is_none_or(|before| ended < before)
                    && after.is_none_or(|after| ended > after)
            })
        });
    }

    fn keep_newest(&self, jobs: &mut Vec<Job>) {
        jobs.sort_by_key(|job| std::cmp::Reverse(job.ended()));
        let mut kept: Vec<Job> = Vec::new();
        let wanted = usize::try_from(self.newest).unwrap_or(0);
        for job in jobs.drain(..) {
            if kept.len() < wanted && !kept.iter().any(|known| known.is(&job)) {
                kept.push(job);
            }
        }
        *jobs = kept;
    }
}

fn ticks(value: &Value) -> Option<i64> {
    match value.data() {
        Some(Data::DateTime(date)) => Some(date.ticks),
        _ => None,
    }
}

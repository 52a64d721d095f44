//! `Receive-Job`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_job::job::{Outcome, Phase, StateChange, StreamKind};
use stint_job::types::{change_value, job_value};
use stint_job::{Job, JobKind, Payload, Waited};
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Flow, Str, Value};
use uuid::Uuid;

use super::JobSession;
use super::host_calls;
use super::remove_job::not_removable;
use super::selection::{Reach, Selection};

/// Writes out what jobs said.
#[derive(Params, Default)]
struct ReceiveJob {
    #[param(flatten)]
    selection: Selection,
    location: Vec<Str>,
    computer_name: Vec<Str>,
    session: Vec<Value>,
    #[param(check = Self::keep_without_wait)]
    keep: bool,
    no_recurse: bool,
    force: bool,
    #[param(check = Self::wait_without_keep)]
    wait: bool,
    auto_remove_job: bool,
    write_events: bool,
    write_job_in_results: bool,
    /// What is written behind all data: why jobs failed.
    #[param(skip)]
    failures: Vec<Value>,
    #[param(skip)]
    followed: Vec<Followed>,
    #[param(skip)]
    chosen: Vec<Job>,
}

entry!("Receive-Job", "ReceiveJobCommand", ReceiveJob);

/// A job that is received until it is over.
struct Followed {
    job: Job,
    is_over: bool,
}

/// The order in which a job without one queue is received.
const STREAM_ORDER: [StreamKind; 7] = [
    StreamKind::Output,
    StreamKind::Error,
    StreamKind::Verbose,
    StreamKind::Debug,
    StreamKind::Warning,
    StreamKind::Progress,
    StreamKind::Information,
];

fn both() -> Flow {
    ErrorRecord::new(
        "InvalidOperation",
        Category::InvalidOperation,
        exceptions::PS_INVALID_OPERATION,
        "The Wait and Keep parameters cannot be used together in the same command.",
    )
    .into()
}

fn is_on(value: &Value) -> bool {
    stint_object::convert::to_bool(value)
}

impl Cmdlet for ReceiveJob {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let refused = [
            (
                self.auto_remove_job,
                "The -AutoRemoveJob parameter cannot be used without the -Wait parameter",
            ),
            (
                self.write_job_in_results,
                "The -WriteJobInResults parameter cannot be used without the -Wait parameter",
            ),
            (
                self.write_events,
                "The WriteEvents parameter cannot be used without the Wait parameter.",
            ),
            (
                self.force,
                "The -Force parameter cannot be used without the -Wait parameter.",
            ),
        ];
        let _ = cx;
        match refused.iter().find(|(given, _)| *given && !self.wait) {
            Some((_, text)) => Err(ErrorRecord::new(
                "InvalidOperation",
                Category::InvalidOperation,
                exceptions::PS_INVALID_OPERATION,
                *text,
            )
            .into()),
            None => Ok(()),
        }
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let session = JobSession::of(cx)?;
        let (jobs, recurse) = self.choose(cx, &session)?;
        let recurse = recurse && !self.no_recurse;
        let mut each = Vec::new();
        for job in &jobs {
            let mut family = Vec::new();
            gather(job, recurse, &mut family);
            each.append(&mut family);
        }
        if self.wait {
            if self.write_job_in_results {
                jobs.iter().try_for_each(|job| cx.write(job_value(job)))?;
            }
            self.chosen.extend(jobs);
            for job in &each {
                let is_known = self.followed.iter().any(|known| known.job.is(job));
                if !self.is_done(job) && !is_known {
                    self.followed.push(Followed {
                        job: job.clone(),
                        is_over: false,
                    });
                }
            }
        }
        for job in &each {
            let followed = self.followed.iter().any(|known| known.job.is(job));
            self.write_data(cx, job, followed)?;
            if followed {
                continue;
            }
            if job.state() == stint_job::JobState::Failed {
                self.failures.extend(failure(job));
            }
            if self.write_events {
                cx.write(event_of(job))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        for failure in std::mem::take(&mut self.failures) {
            cx.rewrite(failure)?;
        }
        if !self.wait {
            return Ok(());
        }
        let session = JobSession::of(cx)?;
        self.follow(cx, &session)?;
        if self.auto_remove_job {
            for job in std::mem::take(&mut self.chosen) {
                if job.state().is_finished() && !session.table.remove(&job) && !job.is_disposed() {
                    cx.error(not_removable("ReceiveJobAutoRemovalError", &job))?;
                }
            }
        }
        Ok(())
    }
}

/// A job's children, depth first, and then itself.
fn gather(job: &Job, recurse: bool, into: &mut Vec<Job>) {
    if into.iter().any(|known| known.is(job)) {
        return;
    }
    if recurse {
        job.children()
            .iter()
            .for_each(|child| gather(child, recurse, into));
    }
    into.push(job.clone());
}

/// Why a job failed, as receiving it says.
fn failure(job: &Job) -> Option<Value> {
    let Phase::Finished { outcome, .. } = job.phase() else {
        return None;
    };
    let reason = match outcome {
        Outcome::Failed { record, .. } if !record.is_null() => return Some(record),
        Outcome::Failed { reason, .. } | Outcome::Stopped { reason } => reason,
        Outcome::Completed => Value::Null,
    };
    (!reason.is_null()).then(|| {
        let record = ErrorRecord::of(
            reason,
            "JobStateFailed",
            Category::InvalidResult,
            Value::Null,
        );
        ErrorObject::from(record).into()
    })
}

/// A job's last change of state as `-WriteEvents` writes it.
fn event_of(job: &Job) -> Value {
    let mut last: Option<StateChange> = None;
    job.journal().scan(job.journal().start(), |record| {
        if let Payload::State(change) = &record.payload {
            last = Some(change.clone());
        }
        true
    });
    let change = last.unwrap_or_else(|| StateChange {
        now: job.state_info(),
        before: job.state_info(),
    });
    let event = change_value(change);
    if let Value::Object(object) = &event {
        object.set_note("PSEventObject", Value::Bool(true));
    }
    event
}

fn guid(id: Uuid) -> Value {
    Value::object(system::GUID, Data::Guid(id))
}

impl ReceiveJob {
    fn keep_without_wait(&self, value: &Value) -> Result<()> {
        if self.wait && is_on(value) {
            return Err(both());
        }
        Ok(())
    }

    fn wait_without_keep(&self, value: &Value) -> Result<()> {
        if self.keep && is_on(value) {
            return Err(both());
        }
        Ok(())
    }

    fn is_done(&self, job: &Job) -> bool {
        let state = job.state();
        state.is_finished() || !self.force && state.is_persistent()
    }

    /// The jobs that were asked for, and whether their children are received with them.
    fn choose(&self, cx: &mut dyn Cx, session: &JobSession) -> Result<(Vec<Job>, bool)> {
        let jobs = self.selection.find(cx, session, Reach::ALL)?;
        match cx.parameter_set() {
            "Session" => {
                let text = "The Session parameter can be used only with PSRemotingJob objects.";
                for job in jobs.iter().filter(|job| !is_remoting_parent(job)) {
                    cx.error(unsupported("RunspaceParameterNotSupported", text, job))?;
                }
                Ok((Vec::new(), false))
            }
            "ComputerName" => {
                let text = "The command cannot retrieve the jobs of the specified computers. The ComputerName parameter can be used only with jobs created by using PowerShell remoting.";
                let mut found = Vec::new();
                for job in &jobs {
                    if !is_remoting_parent(job) {
                        cx.error(unsupported("ComputerNameParameterNotSupported", text, job))?;
                        continue;
                    }
                    found.extend(at(job, &self.computer_name));
                }
                Ok((found, false))
            }
            _ if !self.location.is_empty() => {
                let found = jobs.iter().flat_map(|job| at(job, &self.location));
                Ok((found.collect(), false))
            }
            _ => Ok((jobs, true)),
        }
    }

    /// Writes what a job has said so far; what is written is gone from it without `-Keep`.
    fn write_data(&self, cx: &mut dyn Cx, job: &Job, followed: bool) -> Result<()> {
        if job.kind().uses_one_queue() {
            let records = job.results();
            if let Some(last) = records.last()
                && !self.keep
            {
                job.set_received(stint_job::job::Cursor::at(last.seq + 1));
            }
            return records
                .into_iter()
                .try_for_each(|record| write_record(cx, job, record.payload, followed));
        }
        if !job.children().is_empty() && job.kind() != JobKind::Thread {
            return Ok(());
        }
        for kind in STREAM_ORDER {
            let stream = job.stream(kind);
            let values = if self.keep {
                stream.all()
            } else {
                stream.take_all()
            };
            for value in values.into_iter().filter(|value| !value.is_null()) {
                if kind == StreamKind::Output {
                    cx.write(value)?;
                } else {
                    cx.rewrite(value)?;
                }
            }
        }
        Ok(())
    }

    /// Writes what the followed jobs say as they say it, until all are over.
    fn follow(&mut self, cx: &mut dyn Cx, session: &JobSession) -> Result<()> {
        while self.followed.iter().any(|followed| !followed.is_over) {
            let jobs: Vec<Job> = self
                .followed
                .iter()
                .filter(|followed| !followed.is_over)
                .map(|followed| followed.job.clone())
                .collect();
            let waited = session.runtime.wait(&jobs, None, &cx.stop_token(), || {
                jobs.iter().any(|job| has_news(job) || self.is_done(job))
            });
            if waited == Waited::Stopped {
                return Err(Flow::Stopped);
            }
            // Parents are asked before their children: one that is over has children that are.
            let done: Vec<bool> = jobs.iter().rev().map(|job| self.is_done(job)).collect();
            for (job, is_done) in jobs.iter().zip(done.into_iter().rev()) {
                write_news(cx, job)?;
                if is_done {
                    self.finish(cx, job)?;
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self, cx: &mut dyn Cx, job: &Job) -> Result<()> {
        for followed in self
            .followed
            .iter_mut()
            .filter(|followed| followed.job.is(job))
        {
            followed.is_over = true;
        }
        if let Some(failure) = failure(job) {
            cx.rewrite(failure)?;
        }
        if self.write_events {
            cx.write(event_of(job))?;
        }
        Ok(())
    }
}

fn is_remoting_parent(job: &Job) -> bool {
    matches!(job.kind(), JobKind::Background | JobKind::Remote)
}

fn unsupported(id: &'static str, text: &'static str, job: &Job) -> ErrorRecord {
    ErrorRecord::new(id, Category::InvalidArgument, exceptions::ARGUMENT, text)
        .with_target(job_value(job))
}

/// The children of a job that are at one of some places.
fn at(job: &Job, places: &[Str]) -> Vec<Job> {
    let mut found = Vec::new();
    for place in places {
        let place: &str = if &**place == "." { "localhost" } else { place };
        found.extend(
            job.children()
                .into_iter()
                .filter(|child| stint_object::shape::same_name(&child.location(), place)),
        );
    }
    found
}

fn has_news(job: &Job) -> bool {
    if job.kind().uses_one_queue() {
        return job.journal().has_more(job.received());
    }
    STREAM_ORDER
        .iter()
        .any(|kind| !job.stream(*kind).is_empty())
}

/// Writes what came since the last time, in the order it came.
pub(super) fn write_news(cx: &mut dyn Cx, job: &Job) -> Result<()> {
    if job.kind().uses_one_queue() {
        let records = job.results();
        if let Some(last) = records.last() {
            job.set_received(stint_job::job::Cursor::at(last.seq + 1));
        }
        return records
            .into_iter()
            .try_for_each(|record| write_record(cx, job, record.payload, true));
    }
    for record in job.take_streams() {
        if let Payload::Stream(kind, value) = record.payload
            && !value.is_null()
        {
            if kind == StreamKind::Output {
                cx.write(value)?;
            } else {
                cx.rewrite(value)?;
            }
        }
    }
    Ok(())
}

/// Writes one thing of a job's one queue. `followed` output tells which job it is of.
fn write_record(cx: &mut dyn Cx, job: &Job, payload: Payload, followed: bool) -> Result<()> {
    match payload {
        Payload::Stream(StreamKind::Output, value) => {
            if followed
                && job.kind() == JobKind::Child
                && let Value::Object(object) = &value
            {
                object.set_note("PSSourceJobInstanceId", guid(job.instance_id()));
            }
            cx.write(value)
        }
        Payload::Stream(StreamKind::Error | StreamKind::Information, value) => cx.rewrite(value),
        // What a remoting child's host showed comes as a host call.
        Payload::Stream(StreamKind::Warning, value) if job.kind() == JobKind::Child => {
            cx.note_warning(value);
            Ok(())
        }
        Payload::Stream(_, _) if job.kind() == JobKind::Child => Ok(()),
        Payload::Stream(_, value) => cx.rewrite(value),
        Payload::HostCall(pending) => host_calls::make(cx, job, &pending),
        Payload::State(_) => Ok(()),
    }
}

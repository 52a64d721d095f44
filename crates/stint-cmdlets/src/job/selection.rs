//! The parameters by which job cmdlets choose jobs, and the search itself.

use stint_cmdlet::{Cx, Params, Result};
use stint_job::types::{job_of, job_value};
use stint_job::{Job, JobState};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Data, Str, Value};
use uuid::Uuid;

use super::JobSession;
use crate::values;

/// `-Id`, `-Name`, `-InstanceId`, `-State`, `-Command`, `-Filter` and `-Job`.
#[derive(Params, Default)]
pub(super) struct Selection {
    id: Vec<i32>,
    name: Vec<Str>,
    instance_id: Vec<Uuid>,
    state: Value,
    command: Vec<Str>,
    filter: Value,
    job: Vec<Value>,
}

/// What a search looks at.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    /// Whether names match children too.
    pub names_of_children: bool,
    /// Whether each job that is not over is refused (`Remove-Job` without `-Force`).
    pub finished_only: bool,
}

impl Reach {
    /// What all but `Remove-Job` look at.
    pub(super) const ALL: Self = Self {
        names_of_children: true,
        finished_only: false,
    };
}

/// The state that an argument is.
pub(super) fn state_of(value: &Value) -> Option<JobState> {
    let number = match value.data() {
        Some(Data::Enum(number)) => usize::try_from(*number).ok()?,
        _ => return None,
    };
    JobState::ALL.get(number).copied()
}

fn not_found(
    id: &'static str,
    parameter: &'static str,
    text: String,
    target: Value,
) -> ErrorRecord {
    let record = ErrorRecord::new(id, Category::ObjectNotFound, exceptions::PS_ARGUMENT, text);
    name_parameter(&record, parameter);
    record.with_target(target)
}

/// `ParamName` of an argument's exception.
fn name_parameter(record: &ErrorRecord, parameter: &'static str) {
    if let Some(Data::Exception(exception)) = record.exception.data() {
        let name = ("ParamName".into(), Value::str(parameter));
        exception.properties.lock().push(name);
    }
}

fn missing_name(name: &Str) -> ErrorRecord {
    let text = format!(
        "The command cannot find the job because the job name {name} was not found. Verify the value of the Name parameter, and then try the command again."
    );
    not_found(
        "JobWithSpecifiedNameNotFound",
        "Name",
        text,
        name.clone().into(),
    )
}

fn missing_id(id: i32) -> ErrorRecord {
    let text = format!(
        "The command cannot find a job with the job ID {id}. Verify the value of the Id parameter and then try the command again."
    );
    not_found(
        "JobWithSpecifiedSessionNotFound",
        "SessionId",
        text,
        id.into(),
    )
}

fn missing_instance(id: Uuid) -> ErrorRecord {
    let text = format!(
        "The command cannot find a job with the instance identifier {id}. Verify the value of the InstanceId parameter, and then try the command again."
    );
    let target = Value::object(stint_object::types::system::GUID, Data::Guid(id));
    not_found(
        "JobWithSpecifiedInstanceIdNotFound",
        "InstanceId",
        text,
        target,
    )
}

/// How a job that is not over was chosen, for the text that refuses to remove it.
enum Chosen {
    Name,
    Id,
    Instance,
    Job,
}

fn unfinished(job: &Job, chosen: &Chosen) -> ErrorRecord {
    let id = job.id();
    let (what, comma, parameter) = match chosen {
        Chosen::Name => (format!("{id} and the name {}", job.name()), ",", "Name"),
        Chosen::Id => (id.to_string(), ",", "SessionId"),
        Chosen::Job => (id.to_string(), ",", "Job"),
        Chosen::Instance => (
            format!("{id} and the instance identifier {}", job.instance_id()),
            "",
            "InstanceId",
        ),
    };
    let text = format!(
        "The command cannot remove the job with the job ID {what} because the job is not finished. To remove the job, first stop the job{comma} or use the Force parameter. (Parameter '{parameter}')"
    );
    let record = ErrorRecord::new(
        "JobObjectNotFinishedCannotBeRemoved",
        Category::InvalidOperation,
        exceptions::ARGUMENT,
        text,
    );
    name_parameter(&record, parameter);
    record.with_target(job_value(job))
}

/// Jobs and their children, each before its children.
fn family(jobs: &[Job], into: &mut Vec<Job>) {
    for job in jobs {
        into.push(job.clone());
        family(&job.children(), into);
    }
}

/// The one job that fits: a top-level one of the repository, then a child, then one of the adapter's.
fn first(session: &JobSession, fits: impl Fn(&Job) -> bool) -> Option<Job> {
    let (adapter, repository): (Vec<Job>, Vec<Job>) = session
        .table
        .jobs()
        .into_iter()
        .partition(|job| job.kind().is_adapter_job());
    let mut all = Vec::new();
    family(&repository, &mut all);
    repository
        .into_iter()
        .chain(all)
        .chain(adapter)
        .find(|job| fits(job))
}

fn same_text(a: &str, b: &str) -> bool {
    stint_object::shape::same_name(a, b)
}

impl Selection {
    /// The jobs that the chosen parameter set means; what is not found is an error and the rest goes on.
    pub(super) fn find(
        &self,
        cx: &mut dyn Cx,
        session: &JobSession,
        reach: Reach,
    ) -> Result<Vec<Job>> {
        match cx.parameter_set() {
            "NameParameterSet" => self.by_name(cx, session, reach),
            "InstanceIdParameterSet" => self.by_instance(cx, session, reach),
            "SessionIdParameterSet" => self.by_id(cx, session, reach),
            "StateParameterSet" => {
                let wanted = state_of(&self.state);
                let mut jobs = session.table.jobs();
                jobs.retain(|job| Some(job.state()) == wanted);
                Ok(jobs)
            }
            "CommandParameterSet" => Ok(self.by_command(session)),
            "FilterParameterSet" => self.by_filter(cx, session),
            _ => self.given(cx, reach),
        }
    }

    /// Whether ids were given.
    pub(super) fn has_ids(&self) -> bool {
        !self.id.is_empty()
    }

    fn given(&self, cx: &mut dyn Cx, reach: Reach) -> Result<Vec<Job>> {
        let mut found = Vec::new();
        for job in self.job.iter().filter_map(job_of) {
            keep(cx, job, &Chosen::Job, reach, &mut found)?;
        }
        Ok(found)
    }

    fn by_name(&self, cx: &mut dyn Cx, session: &JobSession, reach: Reach) -> Result<Vec<Job>> {
        let mut found = Vec::new();
        for name in self.name.iter().filter(|name| !name.is_empty()) {
            let (adapter, repository): (Vec<Job>, Vec<Job>) = session
                .table
                .jobs()
                .into_iter()
                .partition(|job| job.kind().is_adapter_job());
            let mut looked_at = Vec::new();
            if reach.names_of_children {
                family(&repository, &mut looked_at);
            } else {
                looked_at = repository;
            }
            let matching = looked_at
                .into_iter()
                .filter(|job| values::matches_pattern(name, &job.name()));
            let exact = adapter
                .into_iter()
                .filter(|job| same_text(name, &job.name()));
            let jobs: Vec<Job> = matching.chain(exact).collect();
            if jobs.is_empty() && !values::is_pattern(name) {
                cx.error(missing_name(name))?;
            }
            for job in jobs {
                keep(cx, job, &Chosen::Name, reach, &mut found)?;
            }
        }
        Ok(found)
    }

    fn by_id(&self, cx: &mut dyn Cx, session: &JobSession, reach: Reach) -> Result<Vec<Job>> {
        let mut found = Vec::new();
        for id in &self.id {
            match first(session, |job| job.id() == *id) {
                Some(job) => keep(cx, job, &Chosen::Id, reach, &mut found)?,
                None => cx.error(missing_id(*id))?,
            }
        }
        Ok(found)
    }

    fn by_instance(&self, cx: &mut dyn Cx, session: &JobSession, reach: Reach) -> Result<Vec<Job>> {
        let mut found = Vec::new();
        for id in &self.instance_id {
            match first(session, |job| job.instance_id() == *id) {
                Some(job) => keep(cx, job, &Chosen::Instance, reach, &mut found)?,
                None => cx.error(missing_instance(*id))?,
            }
        }
        Ok(found)
    }

    fn by_command(&self, session: &JobSession) -> Vec<Job> {
        let jobs = session.table.jobs();
        let mut found: Vec<Job> = Vec::new();
        for pattern in &self.command {
            for job in &jobs {
                let command = job.command();
                // The adapter compares exactly, blanks included, before the text is trimmed.
                if job.kind().is_adapter_job() && !same_text(pattern, &command) {
                    continue;
                }
                let trimmed = command.trim();
                let wanted = pattern.trim();
                if same_text(wanted, trimmed) || values::matches_pattern(wanted, trimmed) {
                    found.push(job.clone());
                }
            }
        }
        found
    }

    /// A filter never matches a job of the repository, and the adapter of thread jobs has none.
    fn by_filter(&self, cx: &mut dyn Cx, session: &JobSession) -> Result<Vec<Job>> {
        if let Some(dict) = self.filter.as_dict() {
            let keys: Vec<Value> = dict.lock().iter().map(|(key, _)| key.clone()).collect();
            if let Some(key) = keys.iter().find(|key| key.as_str().is_none()) {
                let ty = key
                    .ty()
                    .map_or_else(String::new, |ty| ty.0.name().to_owned());
                let text = format!("Unable to cast object of type '{ty}' to type 'System.String'.");
                return Err(ErrorRecord::new(
                    "System.InvalidCastException",
                    Category::NotSpecified,
                    exceptions::INVALID_CAST,
                    text,
                )
                .into());
            }
        }
        if session
            .table
            .jobs()
            .iter()
            .any(|job| job.kind().is_adapter_job())
        {
            cx.warning(
                "A ThreadJobSourceAdapter job source adapter threw an exception with the following message: Specified method is not supported.",
            )?;
        }
        Ok(Vec::new())
    }
}

fn keep(
    cx: &mut dyn Cx,
    job: Job,
    chosen: &Chosen,
    reach: Reach,
    found: &mut Vec<Job>,
) -> Result<()> {
    if reach.finished_only && !job.state().is_finished() {
        return cx.error(unfinished(&job, chosen));
    }
    found.push(job);
    Ok(())
}

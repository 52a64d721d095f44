//! `Debug-Job`: finds the job, and says that there is no debugger.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_job::types::job_of;
use stint_job::{Job, JobState};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Str, Value};
use uuid::Uuid;

use super::JobSession;
use crate::values;

/// Would debug a job.
#[derive(Params, Default)]
struct DebugJob {
    job: Value,
    name: Str,
    id: i32,
    instance_id: Uuid,
    break_all: bool,
}

entry!("Debug-Job", "DebugJobCommand", DebugJob);

fn refusal(id: &'static str, text: impl Into<Str>) -> ErrorRecord {
    ErrorRecord::new(
        id,
        Category::InvalidOperation,
        exceptions::PS_INVALID_OPERATION,
        text,
    )
}

impl Cmdlet for DebugJob {
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let session = JobSession::of(cx)?;
        let job = self.find(cx, &session)?;
        if !cx.should_process(&job.name(), "Debug")? {
            return Ok(());
        }
        if !is_debuggable(&job) {
            return Err(
                refusal("DebugJobNoDebuggableJobsFound", "No debuggable jobs found.").into(),
            );
        }
        Err(refusal(
            "DebugJobNoHostDebugger",
            "The job cannot be debugged because there is no PowerShell host debugger available.  Make sure you are running this command in a host that supports debugging.",
        )
        .into())
    }
}

fn is_debuggable(job: &Job) -> bool {
    let runs = matches!(job.state(), JobState::Running | JobState::AtBreakpoint);
    runs || job.children().iter().any(is_debuggable)
}

impl DebugJob {
    fn find(&self, cx: &dyn Cx, session: &JobSession) -> Result<Job> {
        let jobs = session.table.jobs();
        match cx.parameter_set() {
            "JobNameParameterSet" => {
                let name = &self.name;
                let found: Vec<&Job> = jobs
                    .iter()
                    .filter(|job| values::matches_pattern(name, &job.name()))
                    .collect();
                match found.as_slice() {
                    [job] => Ok((*job).clone()),
                    [] => Err(refusal(
                        "DebugJobCannotFindJobWithName",
                        format!("Cannot find job with name {name}."),
                    )
                    .into()),
                    _ => Err(refusal(
                        "DebugJobFoundMultipleJobsWithName",
                        format!("Multiple jobs were found with the name {name}.  Debug-Job can debug only one job at a time."),
                    )
                    .into()),
                }
            }
            "JobIdParameterSet" => {
                let id = self.id;
                let found = jobs.into_iter().find(|job| job.id() == id);
                found.ok_or_else(|| {
                    refusal(
                        "DebugJobCannotFindJobWithId",
                        format!("Cannot find job with id {id}."),
                    )
                    .into()
                })
            }
            "JobInstanceIdParameterSet" => {
                let id = self.instance_id;
                let found = jobs.into_iter().find(|job| job.instance_id() == id);
                found.ok_or_else(|| {
                    refusal(
                        "DebugJobCannotFindJobWithInstanceId",
                        format!("Cannot find job with Instance Id {id}."),
                    )
                    .into()
                })
            }
            _ => job_of(&self.job).ok_or_else(|| {
                refusal("DebugJobNoDebuggableJobsFound", "No debuggable jobs found.").into()
            }),
        }
    }
}

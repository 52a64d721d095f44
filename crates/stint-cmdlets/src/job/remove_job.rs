//! `Remove-Job`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_job::types::job_value;
use stint_job::{Job, Waited};
use stint_object::Flow;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;

use super::JobSession;
use super::selection::{Reach, Selection};
use super::stop_job::target;

/// Takes jobs out of the session; those that run are stopped first.
#[derive(Params, Default)]
struct RemoveJob {
    #[param(flatten)]
    selection: Selection,
    force: bool,
}

entry!("Remove-Job", "RemoveJobCommand", RemoveJob);

/// A job that is no job of the session's own.
pub(super) fn not_removable(id: &'static str, job: &Job) -> ErrorRecord {
    let text = "The command cannot remove the job because it does not exist or because it is a child job. Child jobs can be removed only by removing the parent job.";
    ErrorRecord::new(id, Category::InvalidOperation, exceptions::ARGUMENT, text)
        .with_target(job_value(job))
}

impl Cmdlet for RemoveJob {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let session = JobSession::of(cx)?;
        let checks = !matches!(
            cx.parameter_set(),
            "StateParameterSet" | "CommandParameterSet" | "FilterParameterSet"
        );
        let reach = Reach {
            names_of_children: false,
            finished_only: checks && !self.force,
        };
        let mut removed = Vec::new();
        for job in self.selection.find(cx, &session, reach)? {
            if cx.should_process(&target(&job, "the"), "Remove")? {
                job.begin_stop(None, session.runtime.clock().time());
                removed.push(job);
            }
        }
        let waited = session.runtime.wait(&removed, None, &cx.stop_token(), || {
            removed.iter().all(|job| job.state().is_finished())
        });
        if waited == Waited::Stopped {
            return Err(Flow::Stopped);
        }
        for job in &removed {
            if !session.table.remove(job) {
                cx.error(not_removable("CannotRemoveJob", job))?;
            }
        }
        Ok(())
    }
}

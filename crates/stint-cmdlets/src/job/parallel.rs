//! `ForEach-Object -Parallel`: a script block for each object, several at once.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use stint_cmdlet::{Cx, Result};
use stint_job::job::{Outcome, Phase};
use stint_job::types::job_value;
use stint_job::{Job, JobState, TaskJob, Throttle, Waited};
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Str, Value};

use super::JobSession;
use super::receive_job::write_news;
use super::start_job::block_text;

/// What was asked for.
pub(crate) struct Request {
    /// `-Parallel`.
    pub(crate) block: Value,
    /// `-ThrottleLimit`.
    pub(crate) limit: usize,
    /// `-TimeoutSeconds`; 0 is none.
    pub(crate) timeout: u64,
    /// `-AsJob`.
    pub(crate) as_job: bool,
    /// `-UseNewRunspace`.
    pub(crate) new_runspaces: bool,
}

/// Such a command while it runs.
pub(crate) struct Parallel {
    session: Arc<JobSession>,
    request: Request,
    using: Vec<(Str, Value)>,
    command: Str,
    location: PathBuf,
    throttle: Arc<Throttle>,
    deadline: Option<Instant>,
    /// With `-AsJob`, and its children with their objects until they begin.
    parent: Option<Job>,
    waiting: Vec<(Job, Value)>,
    /// Without it, those that are not over in the order they begin.
    running: VecDeque<Job>,
}

fn refusal(
    id: &'static str,
    category: Category,
    class: stint_object::Type,
    text: &'static str,
) -> ErrorRecord {
    ErrorRecord::new(id, category, class, text)
}

fn is_block(value: &Value) -> bool {
    matches!(value.data(), Some(Data::ScriptBlock(_)))
}

impl Parallel {
    /// Begins: checks what cannot be had and takes the values of `$using:`.
    ///
    /// # Errors
    /// PowerShell's own refusals.
    pub(crate) fn begin(cx: &mut dyn Cx, request: Request) -> Result<Self> {
        let session = JobSession::of(cx)?;
        let unsupported = [
            "ErrorAction",
            "WarningAction",
            "InformationAction",
            "ProgressAction",
            "PipelineVariable",
        ];
        if unsupported.iter().any(|name| is_given(cx, name)) {
            let text = "The following common parameters are not currently supported in the Parallel parameter set:\nErrorAction, WarningAction, InformationAction, ProgressAction, PipelineVariable";
            let id = "ParallelCommonParametersNotSupported";
            let class = exceptions::PS_NOT_SUPPORTED;
            return Err(refusal(id, Category::NotImplemented, class, text).into());
        }
        let using = cx.session().using_values(&request.block, false)?;
        if using.iter().any(|(_, value)| is_block(value)) {
            let text = "A ForEach-Object -Parallel using variable cannot be a script block. Passed-in script block variables are not supported with ForEach-Object -Parallel, and can result in undefined behavior.";
            let id = "ParallelUsingVariableCannotBeScriptBlock";
            return Err(refusal(id, Category::InvalidType, exceptions::PS_ARGUMENT, text).into());
        }
        if request.as_job && cx.is_bound("TimeoutSeconds") {
            let text = "The 'TimeoutSeconds' parameter cannot be used with the 'AsJob' parameter.";
            let id = "ParallelCannotUseTimeoutWithJob";
            let class = exceptions::PS_ARGUMENT;
            return Err(refusal(id, Category::InvalidOperation, class, text).into());
        }
        let command = block_text(&request.block);
        let location = cx.session().location();
        let location = match &*location.provider {
            "FileSystem" => cx.session().directory(),
            _ => location.path.to_string().into(),
        };
        let parent = request
            .as_job
            .then(|| session.runtime.new_task_parent(None, command.clone()));
        let deadline =
            (request.timeout > 0).then(|| Instant::now() + Duration::from_secs(request.timeout));
        Ok(Self {
            throttle: Throttle::new(request.limit),
            session,
            request,
            using,
            command,
            location,
            deadline,
            parent,
            waiting: Vec::new(),
            running: VecDeque::new(),
        })
    }

    /// One object.
    ///
    /// # Errors
    /// Control flow from downstream.
    pub(crate) fn process(&mut self, cx: &mut dyn Cx, item: Value) -> Result<()> {
        if is_block(&item) {
            let text = "Piped input object to ForEach-Object -Parallel cannot be a script block. Passed-in script block variables are not supported with ForEach-Object -Parallel, and can result in undefined behavior.";
            let id = "ParallelPipedInputObjectCannotBeScriptBlock";
            return cx.error(refusal(
                id,
                Category::InvalidType,
                exceptions::PS_ARGUMENT,
                text,
            ));
        }
        if let Some(parent) = &self.parent {
            let child = self.session.runtime.new_task(parent, self.command.clone());
            self.waiting.push((child, item));
            return Ok(());
        }
        if self.is_late() {
            return Ok(());
        }
        let job = self.session.runtime.new_hidden_task(self.command.clone());
        self.start(&job, item);
        self.running.push_back(job);
        self.write_ready(cx)
    }

    /// After the last object.
    ///
    /// # Errors
    /// Control flow from downstream, a stop.
    pub(crate) fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if let Some(parent) = self.parent.take() {
            let now = self.session.runtime.clock().time();
            // It is new, and so not over.
            let _ = parent.set_active(JobState::Running, now);
            self.session.table.add(parent.clone());
            for (child, item) in std::mem::take(&mut self.waiting) {
                self.start(&child, item);
            }
            parent.finish_if_childless(now);
            return cx.write(job_value(&parent));
        }
        loop {
            self.write_ready(cx)?;
            if self.running.is_empty() {
                return Ok(());
            }
            self.wait(cx)?;
        }
    }

    /// Ends what still runs.
    pub(crate) fn stop(&mut self) {
        let now = self.session.runtime.clock().time();
        // Those that wait first, so that none of them begins in the place of one that ends.
        for job in self.running.drain(..).rev() {
            job.begin_stop(None, now);
        }
    }

    fn is_late(&self) -> bool {
        self.deadline
            .is_some_and(|deadline| deadline <= Instant::now())
    }

    fn start(&self, job: &Job, item: Value) {
        let task = TaskJob {
            command: self.command.clone(),
            block: self.request.block.clone(),
            item,
            using: self.using.clone(),
            location: Some(self.location.clone()),
            reuses_runspace: !self.request.new_runspaces,
        };
        self.session
            .runtime
            .start_task(&self.throttle, &self.session.evaluator, job, task);
    }

    /// Those that can be running: they begin in order, so that no other one is.
    fn begun(&self) -> impl Iterator<Item = &Job> {
        self.running.iter().take(self.request.limit + 1)
    }

    fn wait(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let jobs: Vec<Job> = self.begun().cloned().collect();
        let left = self
            .deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let waited = self
            .session
            .runtime
            .wait(&jobs, left, &cx.stop_token(), || {
                jobs.iter()
                    .any(|job| job.state().is_finished() || job.has_more_data())
            });
        match waited {
            Waited::Stopped => Err(Flow::Stopped),
            Waited::Done => Ok(()),
            Waited::TimedOut => {
                self.deadline = None;
                let now = self.session.runtime.clock().time();
                for job in self.running.iter().rev() {
                    job.begin_stop(None, now);
                }
                Ok(())
            }
        }
    }

    fn write_ready(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let jobs: Vec<Job> = self.begun().cloned().collect();
        for job in jobs {
            let is_over = job.state().is_finished();
            write_news(cx, &job)?;
            if is_over {
                self.running.retain(|known| !known.is(&job));
                if let Some(error) = failure(&job) {
                    cx.rewrite(error)?;
                }
            }
        }
        Ok(())
    }
}

fn is_given(cx: &dyn Cx, name: &str) -> bool {
    cx.is_bound(name)
        || cx
            .invocation()
            .bound
            .iter()
            .any(|(bound, _)| bound.eq_ignore_ascii_case(name))
}

/// What ended an object's script, as an error that ends nothing else. One that never began has none.
fn failure(job: &Job) -> Option<Value> {
    let Phase::Finished {
        begun: Some(_),
        outcome: Outcome::Failed { reason, .. } | Outcome::Stopped { reason },
        ..
    } = job.phase()
    else {
        return None;
    };
    (!reason.is_null()).then(|| {
        let record = ErrorRecord::of(
            reason,
            "PSTaskException",
            Category::InvalidOperation,
            Value::Null,
        );
        let class = Str::from("System.Management.Automation.PSTasks.PSTask");
        record.state.lock().target_name = Some(class);
        record.state.lock().target_type = Some(Str::from("PSTask"));
        ErrorObject::from(record).into()
    })
}

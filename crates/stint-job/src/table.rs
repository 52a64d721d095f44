//! The jobs of one runspace.

use parking_lot::RwLock;

use crate::job::Job;

/// A runspace's jobs, in the order they were added; children are found through their parents.
#[derive(Debug, Default)]
pub struct JobTable {
    jobs: RwLock<Vec<Job>>,
}

impl JobTable {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a job.
    pub fn add(&self, job: Job) {
        self.jobs.write().push(job);
    }

    /// Takes a job out and disposes of it. `false` when it is not in the table: a child, or removed already.
    pub fn remove(&self, job: &Job) -> bool {
        let mut jobs = self.jobs.write();
        let Some(at) = jobs.iter().position(|known| known.is(job)) else {
            return false;
        };
        let job = jobs.remove(at);
        drop(jobs);
        job.dispose();
        true
    }

    /// Whether a job is in the table itself.
    pub fn contains(&self, job: &Job) -> bool {
        self.jobs.read().iter().any(|known| known.is(job))
    }

    /// The jobs themselves, repository jobs first and adapter jobs behind them, as PowerShell lists them.
    pub fn jobs(&self) -> Vec<Job> {
        let (adapter, repository): (Vec<Job>, Vec<Job>) = self
            .jobs
            .read()
            .iter()
            .cloned()
            .partition(|job| job.kind().is_adapter_job());
        repository.into_iter().chain(adapter).collect()
    }

    /// The jobs and their children, each job before its children and those before the next job.
    pub fn with_children(&self) -> Vec<Job> {
        fn push(found: &mut Vec<Job>, job: Job) {
            let children = job.children();
            found.push(job);
            children.into_iter().for_each(|child| push(found, child));
        }
        let mut found = Vec::new();
        self.jobs()
            .into_iter()
            .for_each(|job| push(&mut found, job));
        found
    }
}

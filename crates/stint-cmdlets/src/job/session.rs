//! What the job cmdlets need of the program.

use std::sync::Arc;

use stint_cmdlet::{Cx, Result};
use stint_job::{Evaluator, JobTable, Runtime};

/// The jobs of one runspace, and what runs them. The program keeps one in the runspace's slots.
pub struct JobSession {
    /// The process's runtime.
    pub runtime: Runtime,
    /// What `Get-Job` sees here.
    pub table: JobTable,
    /// Runs the scripts of thread jobs.
    pub evaluator: Arc<dyn Evaluator>,
}

impl JobSession {
    /// The one of the runspace that a cmdlet runs in.
    ///
    /// # Errors
    /// Where the program gave this runspace none.
    pub fn of(cx: &dyn Cx) -> Result<Arc<Self>> {
        cx.slots()
            .get::<Self>()
            .ok_or_else(|| crate::refused::feature("jobs in this runspace"))
    }
}

//! `Write-Progress`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::records::ProgressRecord;
use stint_object::types::system;

/// Shows how far a long command is.
#[derive(Params, Default)]
struct WriteProgress {
    activity: Str,
    status: Str,
    id: i32,
    percent_complete: Option<i32>,
    seconds_remaining: Option<i32>,
    current_operation: Option<Str>,
    parent_id: Option<i32>,
    completed: bool,
    source_id: i32,
}

entry!("Write-Progress", "WriteProgressCommand", WriteProgress);

impl Cmdlet for WriteProgress {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.activity.is_empty() && !self.completed {
            let text = "Missing value for mandatory parameter. (Parameter 'Activity')";
            return Err(ErrorRecord::new(
                "MissingActivity",
                Category::InvalidArgument,
                system::exceptions::ARGUMENT,
                text,
            )
            .with_target(self.activity.clone())
            .into());
        }
        cx.progress(ProgressRecord {
            activity_id: self.id,
            parent_id: self.parent_id.unwrap_or(-1),
            activity: self.activity.clone(),
            status: if self.status.is_empty() {
                "Processing".into()
            } else {
                self.status.clone()
            },
            operation: self.current_operation.clone(),
            percent: self.percent_complete.unwrap_or(-1),
            seconds: self.seconds_remaining.unwrap_or(-1),
            completed: self.completed,
        })
    }
}

//! A job's streams as scripts see them: `$job.Output`, `$job.ChildJobs[0].Error`.

use stint_journal::Cursor;
use stint_object::Value;
pub use stint_wire::psrp::RecordKind as StreamKind;

use super::handle::Job;
use super::record::{JobRecord, Payload, stream_kind};

/// A `PSDataCollection` of one stream of a job: live, and shared by everybody who looks at it.
#[derive(Debug, Clone)]
pub struct StreamView {
    job: Job,
    kind: StreamKind,
}

impl StreamView {
    pub(super) fn new(job: Job, kind: StreamKind) -> Self {
        Self { job, kind }
    }

    /// Which stream it is.
    pub fn kind(&self) -> StreamKind {
        self.kind
    }

    /// The job whose stream it is.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// `Count`.
    pub fn len(&self) -> usize {
        self.job
            .journal()
            .count(stream_kind(self.kind), self.start())
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `Item(index)`.
    pub fn get(&self, index: usize) -> Option<Value> {
        let record = self
            .job
            .journal()
            .nth_of_kind(stream_kind(self.kind), self.start(), index)?;
        Some(self.value(record))
    }

    /// Everything in it.
    pub fn all(&self) -> Vec<Value> {
        let records = self
            .job
            .journal()
            .of_kind(stream_kind(self.kind), self.start());
        records
            .into_iter()
            .map(|record| self.value(record))
            .collect()
    }

    /// `ReadAll()`: everything in it, which is then empty.
    pub fn take_all(&self) -> Vec<Value> {
        let records = self
            .job
            .journal()
            .of_kind(stream_kind(self.kind), self.start());
        if let Some(last) = records.last() {
            self.job.empty_stream(self.kind, Cursor::at(last.seq + 1));
        }
        records
            .into_iter()
            .map(|record| self.value(record))
            .collect()
    }

    /// `Clear()`.
    pub fn clear(&self) {
        self.job.empty_stream(self.kind, self.job.journal().end());
    }

    /// `IsOpen`: whether more may come.
    pub fn is_open(&self) -> bool {
        !self.job.state().is_finished()
    }

    fn start(&self) -> Cursor {
        self.job.stream_start(self.kind)
    }

    fn value(&self, record: JobRecord) -> Value {
        match record.payload {
            Payload::Stream(kind, value) => self.job.decorated(kind, value),
            Payload::HostCall(_) | Payload::State(_) => Value::Null,
        }
    }
}

impl Job {
    /// Everything in all streams, which are then empty, in the order it was said.
    pub fn take_streams(&self) -> Vec<JobRecord> {
        let mut all = Vec::new();
        let kinds = [
            StreamKind::Output,
            StreamKind::Error,
            StreamKind::Warning,
            StreamKind::Verbose,
            StreamKind::Debug,
            StreamKind::Information,
            StreamKind::Progress,
        ];
        for kind in kinds {
            let records = self
                .journal()
                .of_kind(stream_kind(kind), self.stream_start(kind));
            if let Some(last) = records.last() {
                self.empty_stream(kind, Cursor::at(last.seq + 1));
            }
            all.extend(records);
        }
        all.sort_by_key(|record| record.seq);
        all
    }
}

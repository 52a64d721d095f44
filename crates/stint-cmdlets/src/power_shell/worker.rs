//! Threads with runspaces: what `Runspace`, `RunspacePool` and `PowerShell` run their scripts on.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use stint_job::evaluator::{Ended, Purpose, RunspaceSetup, Script, Sink, SinkError, Work};
use stint_job::{Evaluator, input};
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Data, Value};
use stint_stop::StopToken;
use stint_wire::psrp::{HostMethod, Record, RecordKind};

static EVALUATOR: OnceLock<Arc<dyn Evaluator>> = OnceLock::new();

/// Says what makes runspaces. Once a process.
pub fn set_evaluator(evaluator: Arc<dyn Evaluator>) {
    let _ = EVALUATOR.set(evaluator);
}

/// A lock whose content is whole even where a thread panicked while it held it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One script on its way to a thread.
struct Request {
    block: Value,
    arguments: Vec<Value>,
    input: Option<Vec<Value>>,
    sink: Arc<dyn Sink>,
    run: Arc<Run>,
}

/// A script that runs, or has.
#[derive(Default)]
pub(super) struct Run {
    stop: StopToken,
    ended: Mutex<Option<Ended>>,
    changed: Condvar,
}

impl Run {
    /// Waits for its end.
    pub(super) fn wait(&self) -> Ended {
        let mut ended = lock(&self.ended);
        loop {
            if let Some(ended) = &*ended {
                return ended.clone();
            }
            ended = self
                .changed
                .wait(ended)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// How it ended, if it has.
    pub(super) fn ended(&self) -> Option<Ended> {
        lock(&self.ended).clone()
    }

    pub(super) fn stop(&self) {
        self.stop.request();
    }

    fn end(&self, ended: Ended) {
        *lock(&self.ended) = Some(ended);
        self.changed.notify_all();
    }
}

/// Threads that take scripts from one queue, each with a runspace of its own.
pub(super) struct Worker(Mutex<Option<Sender<Request>>>);

impl Worker {
    /// With so many threads.
    pub(super) fn new(count: usize) -> Self {
        let (sender, receiver) = channel();
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..count.max(1) {
            let receiver = receiver.clone();
            std::thread::spawn(move || serve(&receiver));
        }
        Self(Mutex::new(Some(sender)))
    }

    /// Lets the threads end once they have nothing more to do.
    pub(super) fn close(&self) {
        lock(&self.0).take();
    }

    /// Begins a script.
    pub(super) fn begin(
        &self,
        block: Value,
        arguments: Vec<Value>,
        input: Option<Vec<Value>>,
        sink: Arc<dyn Sink>,
    ) -> Arc<Run> {
        let run = Arc::new(Run::default());
        let request = Request {
            block,
            arguments,
            input,
            sink,
            run: run.clone(),
        };
        let sent = lock(&self.0)
            .as_ref()
            .is_some_and(|sender| sender.send(request).is_ok());
        if !sent {
            run.end(Ended::Failed(closed()));
        }
        run
    }
}

fn closed() -> ErrorObject {
    ErrorRecord::new(
        "InvalidRunspaceState",
        Category::InvalidOperation,
        exceptions::PS_INVALID_OPERATION,
        "The runspace is not open.",
    )
    .into()
}

fn serve(requests: &Mutex<Receiver<Request>>) {
    let setup = RunspaceSetup {
        purpose: Purpose::Thread,
        location: None,
        initialization: None,
        client: (Value::Null, Value::Null),
        streaming_host: Value::Null,
    };
    let mut opened = EVALUATOR.get().map(|evaluator| evaluator.open(&setup));
    loop {
        let next = lock(requests).recv();
        let Ok(request) = next else { return };
        let ended = match &mut opened {
            Some(Ok(runspace)) => {
                let (writer, reader) = input();
                for value in request.input.iter().flatten() {
                    writer.put(value.clone());
                }
                writer.end();
                let work = Work {
                    script: Script::Block {
                        block: &request.block,
                        arguments: &request.arguments,
                        using: &[],
                        item: None,
                    },
                    input: reader,
                    has_input: request.input.is_some(),
                };
                runspace.run(work, &request.sink, &request.run.stop)
            }
            Some(Err(error)) => Ended::Failed(error.clone()),
            None => Ended::Failed(closed()),
        };
        request.run.end(ended);
    }
}

/// Takes what a script says, each stream in a list that scripts see.
pub(super) struct Lists {
    pub(super) output: Value,
    pub(super) streams: super::streams::Lists,
}

impl Sink for Lists {
    fn record(&self, record: Record) -> Result<(), SinkError> {
        let list = match record.kind {
            RecordKind::Output => &self.output,
            RecordKind::Error => &self.streams.error,
            RecordKind::Warning => &self.streams.warning,
            RecordKind::Verbose => &self.streams.verbose,
            RecordKind::Debug => &self.streams.debug,
            RecordKind::Information => &self.streams.information,
            RecordKind::Progress => &self.streams.progress,
        };
        if let Some(Data::List(list)) = list.data() {
            list.lock().push(record.value);
        }
        Ok(())
    }

    fn host_call(&self, _: HostMethod, _: Vec<Value>, _: &StopToken) -> Result<Value, SinkError> {
        Err(SinkError::Host(
            "A runspace that a script made has nobody to ask.".into(),
        ))
    }
}

//! The actions of events, run between two statements of the runspace's own thread.

use crate::frame::{Frame, global_scope};
use crate::pipe::{self, Pipe};
use crate::runspace::Runspace;
use std::rc::Rc;
use stint_cmdlet::ScriptCall;
use stint_cmdlet::events::{self, Action, EventManagers};
use stint_object::{Flow, Result, Value};

impl Runspace {
    /// Runs the actions that wait. Inside an action nothing happens: actions do not interrupt each other.
    ///
    /// # Errors
    /// A stop.
    #[cold]
    pub fn process_events(&self, frame: &Rc<Frame>) -> Result<()> {
        if self.in_event_action.get() {
            return Ok(());
        }
        let Some(manager) = self
            .config
            .slots
            .get::<EventManagers>()
            .and_then(|managers| managers.find(self.instance))
        else {
            return Ok(());
        };
        while let Some(action) = manager.next_action() {
            self.in_event_action.set(true);
            let success = self.success.get();
            let result = self.run_action(frame, &action);
            self.success.set(success);
            self.in_event_action.set(false);
            result?;
            manager.end_if_done(&action.subscriber);
        }
        Ok(())
    }

    /// What leaves an action ends only the action: its job has failed.
    fn run_action(&self, frame: &Rc<Frame>, action: &Action) -> Result<()> {
        let Some(job) = action.subscriber.job.as_ref().filter(|job| job.is_open()) else {
            return Ok(());
        };
        job.begin();
        let event = &action.event;
        let source_args = events::event_object(event);
        let event_args = stint_object::access::get_property(&source_args, "SourceEventArgs")?
            .unwrap_or_default();
        let variables: [(&str, Value); 4] = [
            ("Event", source_args),
            (
                "EventSubscriber",
                events::subscriber_object(&action.subscriber),
            ),
            ("Sender", event.sender.clone()),
            ("EventArgs", event_args),
        ];
        let call = ScriptCall {
            args: &event.args,
            new_scope: true,
            variables: &variables,
            ..ScriptCall::default()
        };
        let (pipe, list) = Pipe::collect();
        let result = self.run_script(global_scope(frame), &action.subscriber.action, call, &pipe);
        job.output(pipe::take(&list));
        match result {
            Err(Flow::Error(error)) => job.fail(error.exception.clone()),
            Err(Flow::Stopped) => return Err(Flow::Stopped),
            Ok(()) | Err(_) => {}
        }
        Ok(())
    }
}

//! `Register-ObjectEvent` and `Register-EngineEvent`.

use super::events;
use crate::job::{JobSession, event_job};
use std::sync::Arc;
use stint_cmdlet::events::Subscription;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Data, Str, Value};

/// What both know.
#[derive(Params, Default)]
struct Registration {
    source_identifier: Str,
    action: Value,
    message_data: Value,
    support_event: bool,
    forward: bool,
    max_trigger_count: i32,
}

impl Registration {
    fn register(&self, cx: &mut dyn Cx, source: Value, event_name: Str) -> Result<()> {
        let identifier: Str = match self.source_identifier.as_str() {
            "" => uuid::Uuid::new_v4().to_string().into(),
            name => name.into(),
        };
        if self.forward && !self.action.is_null() {
            let text = "The action is not supported when you are forwarding events.".to_owned();
            return Err(
                events::argument_error("ACTION_AND_FORWARD_NOT_SUPPORTED", text, None).into(),
            );
        }
        let manager = events::manager(cx);
        if manager
            .subscribers()
            .iter()
            .any(|known| known.source_identifier.eq_ignore_ascii_case(&identifier))
        {
            let text = format!(
                "Cannot subscribe to the specified event. A subscriber with the source identifier '{identifier}' already exists."
            );
            return cx.error(
                events::argument_error("SUBSCRIBER_EXISTS", text, None).with_target(source),
            );
        }
        let events_of = match source.data() {
            Some(Data::Opaque(payload)) => payload.event_source(),
            _ => None,
        };
        let own_name = events_of.and_then(|source| {
            source
                .event_names()
                .iter()
                .find(|name| name.eq_ignore_ascii_case(&event_name))
        });
        if !source.is_null() {
            if identifier
                .get(..11)
                .is_some_and(|start| start.eq_ignore_ascii_case("PowerShell."))
            {
                let text = format!(
                    "Cannot register for the specified event. The event source identifier '{identifier}' is reserved for the PowerShell engine."
                );
                return cx.error(
                    events::argument_error("INVALID_REGISTRATION", text, Some("sourceIdentifier"))
                        .with_target(source),
                );
            }
            if own_name.is_none() {
                let text = format!(
                    "Cannot register for the specified event. An event with the name '{event_name}' does not exist."
                );
                return cx.error(
                    events::argument_error("INVALID_REGISTRATION", text, Some("eventName"))
                        .with_target(source),
                );
            }
        }
        let job = if self.action.is_null() {
            None
        } else {
            let session = JobSession::of(cx)?;
            Some(event_job::make(
                &session,
                &manager,
                &identifier,
                &self.action,
            ))
        };
        let subscriber = manager.subscribe(Subscription {
            source: source.clone(),
            event_name,
            source_identifier: identifier,
            action: self.action.clone(),
            job,
            data: self.message_data.clone(),
            support: self.support_event,
            forward: self.forward,
            max_triggers: self.max_trigger_count,
        });
        if let (Some(events_of), Some(name)) = (events_of, own_name) {
            let (manager, weak) = (manager.clone(), Arc::downgrade(&subscriber));
            let hold = events_of.subscribe(
                &source,
                name,
                Arc::new(move |sender, args| {
                    if let Some(subscriber) = weak.upgrade() {
                        manager.raise_for(&subscriber, sender, args);
                    }
                }),
            );
            subscriber.keep(hold);
        }
        match &subscriber.job {
            Some(job) if !self.support_event => cx.write(job.object()),
            _ => Ok(()),
        }
    }
}

pub(crate) mod object {
    use super::*;

    /// `Register-ObjectEvent`.
    #[derive(Params, Default)]
    struct RegisterObjectEvent {
        input_object: Value,
        event_name: Str,
        #[param(flatten)]
        registration: Registration,
    }

    entry!(
        "Register-ObjectEvent",
        "RegisterObjectEventCommand",
        RegisterObjectEvent
    );

    impl Cmdlet for RegisterObjectEvent {
        fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let source = self.input_object.base().clone();
            self.registration
                .register(cx, source, self.event_name.clone())
        }
    }
}

pub(crate) mod engine {
    use super::*;

    /// `Register-EngineEvent`.
    #[derive(Params, Default)]
    struct RegisterEngineEvent {
        #[param(flatten)]
        registration: Registration,
    }

    entry!(
        "Register-EngineEvent",
        "RegisterEngineEventCommand",
        RegisterEngineEvent
    );

    impl Cmdlet for RegisterEngineEvent {
        fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
            if self.registration.action.is_null() && !self.registration.forward {
                let text = "Action must be specified for non-forwarded events.".to_owned();
                return Err(
                    events::argument_error("ACTION_MANDATORY_FOR_LOCAL", text, None).into(),
                );
            }
            self.registration.register(cx, Value::Null, Str::default())
        }
    }
}

//! `Get-Event`, `Remove-Event`, `New-Event`, `Wait-Event`, `Get-EventSubscriber` and `Unregister-Event`.

use super::events;
use crate::values;
use std::time::{Duration, Instant};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Flow, Str, Value};

/// How long a wait lasts before the stop token is looked at again.
const SLICE: Duration = Duration::from_millis(50);

fn no_source(name: &str) -> stint_object::error_record::ErrorRecord {
    events::argument_error(
        "INVALID_SOURCE_IDENTIFIER",
        format!("Event with source identifier '{name}' does not exist."),
        None,
    )
}

fn no_event(id: i32) -> stint_object::error_record::ErrorRecord {
    events::argument_error(
        "INVALID_EVENT_IDENTIFIER",
        format!("Event with identifier '{id}' does not exist."),
        None,
    )
}

fn no_subscription(name: &str) -> stint_object::error_record::ErrorRecord {
    let text = format!("Event subscription with source identifier '{name}' does not exist.");
    events::argument_error("INVALID_SOURCE_IDENTIFIER", text, None)
}

fn no_subscription_id(id: i32) -> stint_object::error_record::ErrorRecord {
    let text = format!("Event subscription with identifier '{id}' does not exist.");
    events::argument_error("INVALID_SUBSCRIPTION_IDENTIFIER", text, None)
}

pub(crate) mod get_event {
    use super::*;

    /// `Get-Event`.
    #[derive(Params, Default)]
    struct GetEvent {
        source_identifier: Option<Str>,
        event_identifier: Option<i32>,
    }

    entry!("Get-Event", "GetEventCommand", GetEvent);

    impl Cmdlet for GetEvent {
        fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let wanted = self.source_identifier.as_deref().unwrap_or("*");
            let mut any = false;
            for event in events::manager(cx).received() {
                let named = values::matches_pattern(wanted, &event.source_identifier);
                if named && self.event_identifier.is_none_or(|id| id == event.id) {
                    any = true;
                    cx.write(events::event_object(&event))?;
                }
            }
            match self.event_identifier {
                _ if any => Ok(()),
                Some(id) => cx.error(no_event(id)),
                None if !values::is_pattern(wanted) => cx.error(no_source(wanted)),
                None => Ok(()),
            }
        }
    }
}

pub(crate) mod remove_event {
    use super::*;

    /// `Remove-Event`.
    #[derive(Params, Default)]
    struct RemoveEvent {
        source_identifier: Option<Str>,
        event_identifier: Option<i32>,
    }

    entry!("Remove-Event", "RemoveEventCommand", RemoveEvent);

    impl Cmdlet for RemoveEvent {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let manager = events::manager(cx);
            let mut any = false;
            for event in manager.received() {
                let named = self
                    .source_identifier
                    .as_ref()
                    .is_none_or(|name| values::matches_pattern(name, &event.source_identifier));
                if !named || self.event_identifier.is_some_and(|id| id != event.id) {
                    continue;
                }
                any = true;
                if cx.should_process(&format!("Event '{}'", event.source_identifier), "Remove")? {
                    manager.remove(&event);
                }
            }
            match (&self.source_identifier, self.event_identifier) {
                _ if any => Ok(()),
                (Some(name), _) if !values::is_pattern(name) => cx.error(no_source(name)),
                (None, Some(id)) => cx.error(no_event(id)),
                _ => Ok(()),
            }
        }
    }
}

pub(crate) mod new_event {
    use super::*;

    /// `New-Event`.
    #[derive(Params, Default)]
    struct NewEvent {
        source_identifier: Str,
        sender: Value,
        event_arguments: Vec<Value>,
        message_data: Value,
    }

    entry!("New-Event", "NewEventCommand", NewEvent);

    impl Cmdlet for NewEvent {
        fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let (sender, args) = (
                self.sender.base().clone(),
                std::mem::take(&mut self.event_arguments),
            );
            let event = events::manager(cx).raise(
                &self.source_identifier,
                sender,
                args,
                self.message_data.clone(),
            );
            cx.write(events::event_object(&event))
        }
    }
}

pub(crate) mod wait_event {
    use super::*;

    /// `Wait-Event`.
    #[derive(Params, Default)]
    struct WaitEvent {
        source_identifier: Option<Str>,
        timeout: Option<i32>,
    }

    entry!("Wait-Event", "WaitEventCommand", WaitEvent);

    impl Cmdlet for WaitEvent {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let limit = self
                .timeout
                .and_then(|seconds| u64::try_from(seconds).ok())
                .map(Duration::from_secs);
            let until = limit.and_then(|limit| Instant::now().checked_add(limit));
            let manager = events::manager(cx);
            loop {
                cx.session().process_events()?;
                let wanted = self.source_identifier.as_deref().unwrap_or("*");
                let found = manager
                    .received()
                    .into_iter()
                    .find(|event| values::matches_pattern(wanted, &event.source_identifier));
                if let Some(event) = found {
                    return cx.write(events::event_object(&event));
                }
                if cx.stop_token().is_requested() {
                    return Err(Flow::Stopped);
                }
                let left = until.map(|until| until.saturating_duration_since(Instant::now()));
                if left.is_some_and(|left| left.is_zero()) {
                    return Ok(());
                }
                manager.wait(left.unwrap_or(SLICE).min(SLICE));
            }
        }
    }
}

pub(crate) mod get_subscriber {
    use super::*;

    /// `Get-EventSubscriber`.
    #[derive(Params, Default)]
    struct GetEventSubscriber {
        source_identifier: Option<Str>,
        subscription_id: Option<i32>,
        force: bool,
    }

    entry!(
        "Get-EventSubscriber",
        "GetEventSubscriberCommand",
        GetEventSubscriber
    );

    impl Cmdlet for GetEventSubscriber {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let wanted = self.source_identifier.as_deref().unwrap_or("*");
            let mut any = false;
            for found in events::manager(cx).subscribers() {
                let named = values::matches_pattern(wanted, &found.source_identifier);
                let numbered = self.subscription_id.is_none_or(|id| id == found.id);
                if named && numbered && (self.force || !found.support) {
                    any = true;
                    cx.write(events::subscriber_object(&found))?;
                }
            }
            match self.subscription_id {
                _ if any => Ok(()),
                Some(id) => cx.error(no_subscription_id(id)),
                None if !values::is_pattern(wanted) => cx.error(no_subscription(wanted)),
                None => Ok(()),
            }
        }
    }
}

pub(crate) mod unregister {
    use super::*;

    /// `Unregister-Event`.
    #[derive(Params, Default)]
    struct UnregisterEvent {
        source_identifier: Option<Str>,
        subscription_id: Option<i32>,
        force: bool,
    }

    entry!(
        "Unregister-Event",
        "UnregisterEventCommand",
        UnregisterEvent
    );

    impl Cmdlet for UnregisterEvent {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let manager = events::manager(cx);
            let mut any = false;
            for found in manager.subscribers() {
                let named = self
                    .source_identifier
                    .as_ref()
                    .is_none_or(|name| values::matches_pattern(name, &found.source_identifier));
                if !named
                    || self.subscription_id.is_some_and(|id| id != found.id)
                    || found.support && !self.force
                {
                    continue;
                }
                any = true;
                if cx.should_process(
                    &format!("Event subscription '{}'", found.source_identifier),
                    "Unsubscribe",
                )? {
                    manager.unsubscribe(&found);
                }
            }
            match (&self.source_identifier, self.subscription_id) {
                _ if any => Ok(()),
                (Some(name), _) if !values::is_pattern(name) => cx.error(no_subscription(name)),
                (None, Some(id)) => cx.error(no_subscription_id(id)),
                _ => Ok(()),
            }
        }
    }
}

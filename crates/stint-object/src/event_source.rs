//! Objects that raise events: what `Register-ObjectEvent` subscribes to.

use crate::types::TypeInfo;
use crate::{Type, Value};
use std::any::Any;
use std::sync::Arc;

/// What is called when an event is raised, on whatever thread raises it: the sender and the event's arguments.
pub type EventHandler = Arc<dyn Fn(Value, Value) + Send + Sync>;

/// A payload that raises events.
pub trait EventSource {
    /// The events' names (`StateChanged`, `Elapsed`).
    fn event_names(&self) -> &'static [&'static str];

    /// Subscribes to an event of one of these names. Dropping what is given back ends the subscription.
    fn subscribe(
        &self,
        sender: &Value,
        event: &str,
        handler: EventHandler,
    ) -> Box<dyn Any + Send + Sync>;
}

/// `System.EventArgs`, the base of what events tell.
pub const EVENT_ARGS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.EventArgs");
    Type(&INFO)
};

//! Events and subscriptions as the objects that scripts see.

use super::{Event, Subscriber};
use std::sync::Arc;
use stint_object::object::Opaque;
use stint_object::text::ticks::{DateTimeTicks, Kind};
use stint_object::types::{Type, TypeInfo, property, system};
use stint_object::{Data, Object, Result, Str, Value};

/// The payload of an event object.
pub struct EventObject(
    /// The event.
    pub Arc<Event>,
);

impl Opaque for EventObject {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| Arc::ptr_eq(&self.0, &other.0))
    }
}

fn event(this: &Value, take: impl FnOnce(&Event) -> Value) -> Result<Value> {
    Ok(this
        .payload::<EventObject>()
        .map(|event| take(&event.0))
        .unwrap_or_default())
}

/// `System.Management.Automation.PSEventArgs`.
pub const PS_EVENT_ARGS: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.PSEventArgs").properties(&[
            property("string ComputerName {get;}", |_| Ok(Value::Null)),
            property("guid RunspaceId {get;}", |this| {
                event(this, |event| {
                    Value::object(system::GUID, Data::Guid(event.runspace))
                })
            }),
            property("int EventIdentifier {get;}", |this| {
                event(this, |event| Value::Int32(event.id))
            }),
            property("System.Object Sender {get;}", |this| {
                event(this, |event| event.sender.clone())
            }),
            property("System.EventArgs SourceEventArgs {get;}", |this| {
                event(this, |event| {
                    event
                        .args
                        .iter()
                        .find(|arg| is_event_args(arg))
                        .cloned()
                        .unwrap_or_default()
                })
            }),
            property("System.Object[] SourceArgs {get;}", |this| {
                event(this, |event| Value::array(event.args.clone()))
            }),
            property("string SourceIdentifier {get;}", |this| {
                event(this, |event| event.source_identifier.clone().into())
            }),
            property("datetime TimeGenerated {get;set;}", |this| {
                event(this, |event| {
                    Value::object(
                        system::DATE_TIME,
                        Data::DateTime(DateTimeTicks {
                            ticks: event.time,
                            kind: Kind::Utc,
                        }),
                    )
                })
                .and_then(|date| stint_object::access::invoke_method(&date, "ToLocalTime", &[]))
            }),
            property("psobject MessageData {get;}", |this| {
                event(this, |event| event.data.clone())
            }),
        ]);
    Type(&INFO)
};

fn is_event_args(value: &Value) -> bool {
    value
        .ty()
        .is_some_and(|ty| ty.chain().any(|ty| ty.0.name() == "System.EventArgs"))
}

struct SubscriberObject(Arc<Subscriber>);

impl Opaque for SubscriberObject {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| Arc::ptr_eq(&self.0, &other.0))
    }
}

fn subscriber(this: &Value, take: impl FnOnce(&Subscriber) -> Value) -> Result<Value> {
    Ok(this
        .payload::<SubscriberObject>()
        .map(|found| take(&found.0))
        .unwrap_or_default())
}

/// `System.Management.Automation.PSEventSubscriber`.
pub const PS_EVENT_SUBSCRIBER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSEventSubscriber")
        .properties(&[
            property("int SubscriptionId {get;set;}", |this| {
                subscriber(this, |found| Value::Int32(found.id))
            }),
            property("System.Object SourceObject {get;}", |this| {
                subscriber(this, |found| found.source.clone())
            }),
            property("string EventName {get;}", |this| {
                subscriber(this, |found| text(&found.event_name))
            }),
            property("string SourceIdentifier {get;}", |this| {
                subscriber(this, |found| found.source_identifier.clone().into())
            }),
            property(
                "System.Management.Automation.PSEventJob Action {get;}",
                |this| {
                    subscriber(this, |found| {
                        found.job.as_ref().map_or(Value::Null, |job| job.object())
                    })
                },
            ),
            property("System.Object HandlerDelegate {get;}", |_| Ok(Value::Null)),
            property("bool SupportEvent {get;}", |this| {
                subscriber(this, |found| found.support.into())
            }),
            property("bool ForwardEvent {get;}", |this| {
                subscriber(this, |found| found.forward.into())
            }),
        ]);
    Type(&INFO)
};

fn text(text: &Str) -> Value {
    if text.is_empty() {
        Value::Null
    } else {
        text.clone().into()
    }
}

/// An event as an object.
pub fn event_object(event: &Arc<Event>) -> Value {
    Value::Object(Object::opaque(PS_EVENT_ARGS, EventObject(event.clone())))
}

/// A subscription as an object.
pub fn subscriber_object(subscriber: &Arc<Subscriber>) -> Value {
    Value::Object(Object::opaque(
        PS_EVENT_SUBSCRIBER,
        SubscriberObject(subscriber.clone()),
    ))
}

/// Both types, to be known by name.
pub static TYPES: &[Type] = &[PS_EVENT_ARGS, PS_EVENT_SUBSCRIBER];

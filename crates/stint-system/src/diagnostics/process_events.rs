//! The events of a process that a script started: its lines as they come, and its end.

use super::pipe::Output;
use super::process_start;
use crate::io::stream::Backend;
use std::any::Any;
use std::sync::Arc;
use stint_object::event_source::{EVENT_ARGS, EventHandler};
use stint_object::object::{Object, Opaque};
use stint_object::types::native::{method, property};
use stint_object::types::{Type, TypeInfo};
use stint_object::{Lock, Value};

/// The events' names.
pub const NAMES: &[&str] = &[
    "Disposed",
    "ErrorDataReceived",
    "Exited",
    "OutputDataReceived",
];

/// Who subscribed to what.
#[derive(Clone, Default)]
pub struct Subscribers(Arc<Lock<List>>);

#[derive(Default)]
struct List {
    next: u64,
    all: Vec<(u64, String, EventHandler)>,
}

struct Subscription {
    list: Subscribers,
    id: u64,
}

impl Subscribers {
    /// Adds one until what is given back is dropped.
    pub fn add(&self, event: &str, handler: EventHandler) -> Box<dyn Any + Send + Sync> {
        let mut list = self.0.lock();
        list.next += 1;
        let id = list.next;
        list.all.push((id, event.to_owned(), handler));
        Box::new(Subscription {
            list: self.clone(),
            id,
        })
    }

    fn raise(&self, event: &str, sender: &Value, args: &Value) {
        let called: Vec<EventHandler> = self
            .0
            .lock()
            .all
            .iter()
            .filter(|(_, known, _)| known.eq_ignore_ascii_case(event))
            .map(|(_, _, handler)| handler.clone())
            .collect();
        for handler in called {
            handler(sender.clone(), args.clone());
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut list = self.list.0.lock();
        let at = list.all.iter().position(|(id, ..)| *id == self.id);
        let gone = at.map(|at| list.all.remove(at));
        drop(list);
        drop(gone);
    }
}

/// Raises `Exited` once a process is over.
pub fn watch(this: &Value, subscribers: &Subscribers) {
    let (this, subscribers) = (this.clone(), subscribers.clone());
    std::thread::spawn(move || {
        if let Some(process) = process_start::process_of(&this) {
            process.wait(None, &|| false);
        }
        let args = Value::Object(Object::new(EVENT_ARGS, stint_object::Data::Custom));
        subscribers.raise("Exited", &this, &args);
    });
}

struct Line(Value);

impl Opaque for Line {}

/// Raises an event for each line of a pipe, and one with nothing at its end.
pub fn read_lines(
    this: &Value,
    subscribers: &Subscribers,
    event: &'static str,
    mut output: Output,
) {
    let (this, subscribers) = (this.clone(), subscribers.clone());
    let raise = move |line: Value| {
        let args = Value::Object(Object::opaque(DATA_RECEIVED_EVENT_ARGS, Line(line)));
        subscribers.raise(event, &this, &args);
    };
    std::thread::spawn(move || {
        let (mut held, mut buffer) = (Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = output.read(&mut buffer) {
            held.extend_from_slice(&buffer[..count]);
            while let Some(end) = held.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = held.drain(..=end).collect();
                let line = String::from_utf8_lossy(&line);
                raise(line.trim_end_matches(['\r', '\n']).into());
            }
        }
        if !held.is_empty() {
            raise(String::from_utf8_lossy(&held).as_ref().into());
        }
        raise(Value::Null);
    });
}

/// `System.Diagnostics.DataReceivedEventArgs`.
pub const DATA_RECEIVED_EVENT_ARGS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Diagnostics.DataReceivedEventArgs")
        .base(EVENT_ARGS)
        .methods(&[method!("string ToString()", |_, _| {
            "System.Diagnostics.DataReceivedEventArgs"
        })])
        .properties(&[property!("string Data {get;}", |this| this
            .payload::<Line>()
            .map(|line| line.0.clone()))]);
    Type(&INFO)
};

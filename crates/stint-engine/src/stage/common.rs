//! The common parameters: preferences for one command, and variables that collect its streams.

use crate::frame::Frame;
use crate::pipe::{Pipe, Sink};
use crate::runspace::{Preference, Runspace, Streams, stream};
use crate::symbol::{Symbol, known};
use std::cell::RefCell;
use std::rc::Rc;
use stint_cmdlet::binder::Binding;
use stint_object::types::system;
use stint_object::{Data, Lock, Result, Str, Value, convert};

/// What the common parameters of one call say.
#[derive(Clone, Default)]
pub struct Common {
    /// `-ErrorAction`.
    pub error: Option<Preference>,
    /// `-WarningAction`.
    pub warning: Option<Preference>,
    /// `-InformationAction`.
    pub information: Option<Preference>,
    /// `-ProgressAction`.
    pub progress: Option<Preference>,
    /// `-Verbose`.
    pub verbose: Option<bool>,
    /// `-Debug`.
    pub debug: Option<bool>,
    /// `-WhatIf`.
    pub what_if: Option<bool>,
    /// `-Confirm`.
    pub confirm: Option<bool>,
}

impl Common {
    /// Reads them from what was bound.
    pub fn of(binding: &Binding) -> Self {
        let preference = |name: &str| binding.value(name).and_then(Preference::of);
        let switch = |name: &str| binding.value(name).map(convert::to_bool);
        Self {
            error: preference("ErrorAction"),
            warning: preference("WarningAction"),
            information: preference("InformationAction"),
            progress: preference("ProgressAction"),
            verbose: switch("Verbose"),
            debug: switch("Debug"),
            what_if: switch("WhatIf"),
            confirm: switch("Confirm"),
        }
    }

    /// Sets the preference variables in an advanced function's scope, as its own commands see them.
    pub fn set_in(&self, rs: &Runspace, frame: &Rc<Frame>) {
        let set = |name: Symbol, preference: Option<Preference>| {
            if let Some(preference) = preference {
                rs.swap_named(
                    frame,
                    name,
                    crate::frame::Slot::Value(Value::str(preference.name())),
                );
            }
        };
        set(*known::ERROR_ACTION, self.error);
        set(*known::WARNING, self.warning);
        set(*known::INFORMATION, self.information);
        set(*known::PROGRESS, self.progress);
        set(
            *known::VERBOSE,
            self.verbose.map(|on| {
                if on {
                    Preference::Continue
                } else {
                    Preference::SilentlyContinue
                }
            }),
        );
        set(
            *known::DEBUG,
            self.debug.map(|on| {
                if on {
                    Preference::Continue
                } else {
                    Preference::SilentlyContinue
                }
            }),
        );
        if let Some(on) = self.what_if {
            rs.swap_named(
                frame,
                *known::WHAT_IF,
                crate::frame::Slot::Value(Value::Bool(on)),
            );
        }
        if let Some(on) = self.confirm {
            rs.swap_named(
                frame,
                *known::CONFIRM,
                crate::frame::Slot::Value(Value::str(if on { "Low" } else { "None" })),
            );
        }
    }
}

impl Preference {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::SilentlyContinue => "SilentlyContinue",
            Self::Stop => "Stop",
            Self::Continue => "Continue",
            Self::Inquire => "Inquire",
            Self::Ignore => "Ignore",
            Self::Break => "Break",
        }
    }
}

/// A variable that collects what a command writes (`-OutVariable`); `+name` appends to what it holds.
pub struct Collector {
    list: Rc<RefCell<Vec<Value>>>,
    name: Str,
    frame: Rc<Frame>,
}

impl Collector {
    /// For a variable named by a common parameter.
    pub fn new(frame: &Rc<Frame>, name: &Str) -> Self {
        let (append, name) = match name.strip_prefix('+') {
            Some(rest) => (true, Str::from(rest)),
            None => (false, name.clone()),
        };
        let symbol = Symbol::of(&name);
        let before = if append {
            crate::run::variable::by_name(frame, symbol)
        } else {
            None
        };
        let items = before
            .and_then(|value| stint_object::enumerate::to_vec(&value).ok())
            .unwrap_or_default();
        Self {
            list: Rc::new(RefCell::new(items)),
            name,
            frame: frame.clone(),
        }
    }

    /// Where to put copies.
    pub fn list(&self) -> Rc<RefCell<Vec<Value>>> {
        self.list.clone()
    }

    /// Sets the variable: an `ArrayList`.
    pub fn store(&self, rs: &Runspace) {
        let items = self.list.borrow().clone();
        let value = Value::object(system::ARRAY_LIST, Data::List(Lock::new(items)));
        rs.swap_named(
            &self.frame,
            Symbol::of(&self.name),
            crate::frame::Slot::Value(value),
        );
    }
}

/// A pipe that copies what goes through.
pub struct Tee {
    /// Where it goes.
    pub to: Pipe,
    /// The copies.
    pub list: Option<Rc<RefCell<Vec<Value>>>>,
    /// `-PipelineVariable`: set to each object before it goes on.
    pub variable: Option<(Rc<Frame>, Symbol)>,
}

impl Sink for Tee {
    fn put(&self, rs: &Runspace, value: Value) -> Result<()> {
        if let Some(list) = &self.list {
            list.borrow_mut().push(value.clone());
        }
        if let Some((frame, name)) = &self.variable {
            rs.swap_named(frame, *name, crate::frame::Slot::Value(value.clone()));
        }
        self.to.put(rs, value)
    }
}

/// What collects during a command: variables set at its end.
#[derive(Default)]
pub struct Collectors {
    collectors: Vec<Collector>,
    /// The pipeline variable and what stood there before: it is gone with the pipeline.
    before: Option<(Rc<Frame>, Symbol, crate::frame::Slot)>,
}

impl Collectors {
    /// Makes the collectors that the common parameters ask for; gives the pipe and streams to use.
    pub fn attach(
        &mut self,
        binding: &Binding,
        frame: &Rc<Frame>,
        out: &Pipe,
        streams: &Rc<Streams>,
    ) -> (Pipe, Rc<Streams>) {
        let name = |parameter: &str| {
            binding
                .value(parameter)
                .and_then(|value| value.as_str().cloned())
        };
        let mut out = out.clone();
        let (out_variable, pipeline_variable) = (name("OutVariable"), name("PipelineVariable"));
        if out_variable.is_some() || pipeline_variable.is_some() {
            let list = out_variable.map(|name| self.add(frame, &name));
            let variable = pipeline_variable.map(|name| (frame.clone(), Symbol::of(&name)));
            self.before = variable.as_ref().map(|(frame, name)| {
                (
                    frame.clone(),
                    *name,
                    frame
                        .named(*name)
                        .map_or(crate::frame::Slot::Empty, |(_, slot)| slot),
                )
            });
            out = Pipe::Sink(Rc::new(Tee {
                to: out,
                list,
                variable,
            }));
        }
        let mut streams = streams.clone();
        for (parameter, number) in [
            ("ErrorVariable", stream::ERROR),
            ("WarningVariable", stream::WARNING),
            ("InformationVariable", stream::INFORMATION),
        ] {
            if let Some(variable) = name(parameter) {
                let list = self.add(frame, &variable);
                let mut copied = (*streams).clone();
                copied.copies.push((number, list));
                streams = Rc::new(copied);
            }
        }
        (out, streams)
    }

    fn add(&mut self, frame: &Rc<Frame>, name: &Str) -> Rc<RefCell<Vec<Value>>> {
        let collector = Collector::new(frame, name);
        let list = collector.list();
        self.collectors.push(collector);
        list
    }

    /// Sets all variables.
    pub fn store(&mut self, rs: &Runspace) {
        if let Some((frame, name, before)) = self.before.take() {
            rs.swap_named(&frame, name, before);
        }
        for collector in &self.collectors {
            collector.store(rs);
        }
    }
}

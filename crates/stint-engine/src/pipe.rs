//! Where objects go: a handle that is cheap to clone, so that an error deep inside a command can be merged into its output.

use crate::pipeline::Stage;
use crate::runspace::Runspace;
use std::cell::RefCell;
use std::rc::Rc;
use stint_object::{Result, Value};

/// A place to write objects to.
#[derive(Clone)]
pub enum Pipe {
    /// Nowhere.
    Null,
    /// To the host, formatted by default.
    Host,
    /// Into a list.
    Collect(Rc<RefCell<Vec<Value>>>),
    /// To the next command of a pipeline.
    Stage(Rc<Stage>),
    /// To whatever takes it: a redirection's file, a job's journal, an `-OutVariable`.
    Sink(Rc<dyn Sink>),
}

/// Something that takes objects.
pub trait Sink {
    /// Takes one.
    ///
    /// # Errors
    /// When it can take no more, or a stop was asked for.
    fn put(&self, rs: &Runspace, value: Value) -> Result<()>;
    /// No more will come.
    ///
    /// # Errors
    /// When what was taken cannot be finished.
    fn close(&self, rs: &Runspace) -> Result<()> {
        let _ = rs;
        Ok(())
    }
}

impl Pipe {
    /// A list, and the pipe into it.
    pub fn collect() -> (Self, Rc<RefCell<Vec<Value>>>) {
        let list = Rc::new(RefCell::new(Vec::new()));
        (Self::Collect(list.clone()), list)
    }

    /// Writes one object as it is.
    ///
    /// # Errors
    /// Control flow from downstream.
    #[inline]
    pub fn put(&self, rs: &Runspace, value: Value) -> Result<()> {
        match self {
            Self::Collect(list) => {
                if !matches!(value, Value::Nothing) {
                    list.borrow_mut().push(value);
                }
                Ok(())
            }
            Self::Null => Ok(()),
            _ if matches!(value, Value::Nothing) => Ok(()),
            Self::Stage(stage) => stage.process(rs, value),
            Self::Host => rs.put_host(value),
            Self::Sink(sink) => sink.put(rs, value),
        }
    }

    /// Writes an expression's value as a pipeline does: each element of what is enumerated, anything else as it is.
    ///
    /// # Errors
    /// Control flow from downstream.
    pub fn put_enumerated(&self, rs: &Runspace, value: Value) -> Result<()> {
        match &value {
            Value::Object(_) => match stint_object::enumerate::items(&value)? {
                Some(items) => {
                    for item in items {
                        self.put(rs, item?)?;
                    }
                    Ok(())
                }
                None => self.put(rs, value),
            },
            _ => self.put(rs, value),
        }
    }
}

/// What was collected, as a value.
pub fn take(list: &Rc<RefCell<Vec<Value>>>) -> Vec<Value> {
    std::mem::take(&mut *list.borrow_mut())
}

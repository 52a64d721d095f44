//! Where objects go: a handle that is cheap to clone, so that an error deep inside a command can be merged into its output.

use crate::context::Env;
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

/// What some code writes, as a value. Where `return` and its like leave the code, what it wrote goes on to the output.
///
/// # Errors
/// Whatever leaves the code.
pub fn collected(env: &Env<'_>, work: impl FnOnce(&Env<'_>) -> Result<()>) -> Result<Value> {
    listed(env.rs, Some(env.out), |pipe| work(&env.to(pipe)), as_value)
}

/// The same as a list.
///
/// # Errors
/// As for `collected`.
pub fn collected_items(
    env: &Env<'_>,
    work: impl FnOnce(&Env<'_>) -> Result<()>,
) -> Result<Vec<Value>> {
    listed(
        env.rs,
        Some(env.out),
        |pipe| work(&env.to(pipe)),
        std::mem::take,
    )
}

/// What is written to a pipe, as a value.
///
/// # Errors
/// Whatever leaves the code; what it had written is dropped.
pub fn collected_from(rs: &Runspace, work: impl FnOnce(&Pipe) -> Result<()>) -> Result<Value> {
    listed(rs, None, work, as_value)
}

/// The same as a list.
///
/// # Errors
/// As for `collected_from`.
pub fn items_from(rs: &Runspace, work: impl FnOnce(&Pipe) -> Result<()>) -> Result<Vec<Value>> {
    listed(rs, None, work, std::mem::take)
}

/// Mostly one value: then the list keeps its memory.
fn as_value(items: &mut Vec<Value>) -> Value {
    match items.len() {
        0 | 1 => items.pop().unwrap_or(Value::Nothing),
        _ => Value::array(std::mem::take(items)),
    }
}

/// Collects with a list that was used before. `left` is where goes on what was written before `return` and its like.
fn listed<R>(
    rs: &Runspace,
    left: Option<&Pipe>,
    work: impl FnOnce(&Pipe) -> Result<()>,
    give: impl FnOnce(&mut Vec<Value>) -> R,
) -> Result<R> {
    let spare = &rs.spare_lists;
    let list = spare.borrow_mut().pop().unwrap_or_default();
    let pipe = Pipe::Collect(list.clone());
    let result = work(&pipe);
    drop(pipe);
    if let (Err(flow), Some(out)) = (&result, left)
        && flow.leaves()
    {
        for item in take(&list) {
            out.put(rs, item)?;
        }
    }
    let given = give(&mut list.borrow_mut());
    // Something may still hold the pipe: then the list is its own.
    if Rc::strong_count(&list) == 1 {
        spare.borrow_mut().push(list);
    }
    result.map(|()| given)
}

/// What was collected.
pub fn take(list: &Rc<RefCell<Vec<Value>>>) -> Vec<Value> {
    std::mem::take(&mut *list.borrow_mut())
}

//! What every node gets to run with.

use crate::block::Code;
use crate::frame::Frame;
use crate::pipe::Pipe;
use crate::runspace::Runspace;
use std::rc::Rc;
use std::sync::Arc;

/// The runspace, the scope, and where output goes.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    /// The session.
    pub rs: &'a Runspace,
    /// The scope.
    pub frame: &'a Rc<Frame>,
    /// Where statements write.
    pub out: &'a Pipe,
    /// The code that runs: its source is what extents refer to.
    pub code: &'a Arc<Code>,
}

impl<'a> Env<'a> {
    /// The same with another output.
    pub fn to(&self, out: &'a Pipe) -> Self {
        Self { out, ..*self }
    }
}

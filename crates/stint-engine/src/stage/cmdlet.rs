//! A cmdlet as a pipeline stage.

use super::common::{Collectors, Common};
use crate::bind::CmdletCalls;
use crate::cx::CmdletCx;
use crate::pipe::Pipe;
use crate::pipeline::Stage;
use crate::runspace::{Runspace, Streams};
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::binder::{Argument, Binding, Item, Request};
use stint_cmdlet::{Cmdlet, Command};
use stint_object::error_record::Invocation;
use stint_object::{Result, Value};

/// A cmdlet that runs.
pub struct CmdletStage {
    cmdlet: Box<dyn Cmdlet>,
    args: Vec<Argument>,
    /// What is bound; made by `begin`.
    pub state: Option<Bound>,
    collectors: Collectors,
    begun: bool,
}

/// What a cmdlet's context knows of its call.
pub struct Bound {
    /// The parameters.
    pub binding: Binding,
    /// The common ones.
    pub common: Common,
    /// Where its output goes.
    pub out: Pipe,
    /// Where its other streams go.
    pub streams: Rc<Streams>,
    /// `MyInvocation`, made when asked for.
    pub invocation: OnceCell<Arc<Invocation>>,
    /// `Yes to All` and `No to All` of `ShouldProcess`.
    pub all: std::cell::Cell<(bool, bool)>,
}

impl CmdletStage {
    /// A fresh cmdlet.
    ///
    /// # Errors
    /// When the command is none.
    pub fn new(command: &Arc<Command>, args: Vec<Argument>) -> Result<Self> {
        let Some(entry) = command.entry else {
            return Err(crate::error::not_supported("a cmdlet without code").into());
        };
        Ok(Self {
            cmdlet: (entry.make)(),
            args,
            state: None,
            collectors: Collectors::default(),
            begun: false,
        })
    }

    /// Binds the command line and runs `begin`.
    pub fn begin(&mut self, rs: &Runspace, stage: &Stage) -> Result<()> {
        let table = crate::command::table::of_cmdlet(&stage.command)?;
        let request = Request {
            command: stage.command.name.clone(),
            table,
            arguments: std::mem::take(&mut self.args),
            expects_input: stage.site.expects_input,
            defaults: crate::run::variable::by_name(
                &stage.site.frame,
                *crate::symbol::known::DEFAULTS,
            ),
            dynamic: true,
        };
        let mut calls = CmdletCalls {
            rs,
            cmdlet: &mut *self.cmdlet,
            stage,
        };
        let binding = Binding::begin(request, &mut calls)?;
        let common = Common::of(&binding);
        let (out, streams) =
            self.collectors
                .attach(&binding, &stage.site.frame, &stage.out, &stage.streams);
        self.state = Some(Bound {
            binding,
            common,
            out,
            streams,
            invocation: OnceCell::new(),
            all: std::cell::Cell::default(),
        });
        self.begun = true;
        self.run(rs, stage, |cmdlet, cx| cmdlet.begin(cx))
    }

    fn run(
        &mut self,
        rs: &Runspace,
        stage: &Stage,
        work: impl FnOnce(&mut dyn Cmdlet, &mut CmdletCx<'_>) -> Result<()>,
    ) -> Result<()> {
        let Some(state) = &self.state else {
            return Ok(());
        };
        // The stage has set its own streams: these differ where a common parameter collects.
        let collects = !Rc::ptr_eq(&state.streams, &stage.streams);
        let outer = collects.then(|| rs.streams.replace(state.streams.clone()));
        let session = crate::session::SessionHandle {
            rs,
            frame: &stage.site.frame,
        };
        let mut cx = CmdletCx {
            rs,
            stage,
            state,
            session,
            host: crate::session::HostHandle { rs },
        };
        let result = work(&mut *self.cmdlet, &mut cx);
        if let Some(outer) = outer {
            rs.streams.replace(outer);
        }
        result
    }

    /// Binds one input and runs `process`.
    pub fn process(&mut self, rs: &Runspace, stage: &Stage, item: Option<Value>) -> Result<()> {
        if let Some(item) = item {
            let Some(state) = &mut self.state else {
                return Ok(());
            };
            if state.binding.takes_input() {
                let mut calls = CmdletCalls {
                    rs,
                    cmdlet: &mut *self.cmdlet,
                    stage,
                };
                if let Item::Refused(error) = state.binding.bind_item(&item, &mut calls)? {
                    return crate::report::non_terminating(rs, stage, error);
                }
            } else {
                let error = crate::bind::no_input_taken(&item);
                return crate::report::non_terminating(rs, stage, error);
            }
        }
        self.run(rs, stage, |cmdlet, cx| cmdlet.process(cx))
    }

    /// Runs `end`.
    pub fn end(&mut self, rs: &Runspace, stage: &Stage) -> Result<()> {
        self.run(rs, stage, |cmdlet, cx| cmdlet.end(cx))
    }

    /// Lets it go, and sets the variables that collected.
    pub fn dispose(&mut self) {
        if std::mem::replace(&mut self.begun, false) {
            self.cmdlet.dispose();
            if let Ok(rs) = Runspace::current() {
                self.collectors.store(&rs);
            }
        }
    }
}

//! What a running cmdlet may do, supplied by the engine.

use crate::block::Block;
use crate::frame::{FrameKind, Input, Slot};
use crate::function::{Manner, Run};
use crate::node::Body;
use crate::pipe::{self, Pipe};
use crate::pipeline::Stage;
use crate::report;
use crate::run::{catch, statement};
use crate::runspace::{Preference, Route, Runspace, stream};
use crate::stage::cmdlet::Bound;
use crate::symbol::{Symbol, known};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::binder::Argument;
use stint_cmdlet::{Cx, Host, ScriptCall, Session, Slots, StopToken};
use stint_object::error_record::{ErrorObject, ErrorRecord, Invocation};
use stint_object::records::{InformationRecord, ProgressRecord, TextRecord};
use stint_object::{Flow, Result, Value};

/// The context of one cmdlet's call.
pub struct CmdletCx<'a> {
    /// The session.
    pub rs: &'a Runspace,
    /// Its stage.
    pub stage: &'a Stage,
    /// What is bound.
    pub state: &'a Bound,
    /// The session as the cmdlet sees it.
    pub session: crate::session::SessionHandle<'a>,
    /// The host as the cmdlet sees it.
    pub host: crate::session::HostHandle<'a>,
}

impl CmdletCx<'_> {
    fn error_preference(&self) -> Preference {
        self.state.common.error.unwrap_or_else(|| {
            self.rs
                .preference(&self.stage.site.frame, *known::ERROR_ACTION)
        })
    }
}

impl Cx for CmdletCx<'_> {
    fn write(&mut self, value: Value) -> Result<()> {
        self.state.out.put(self.rs, value)
    }

    fn error(&mut self, record: ErrorRecord) -> Result<()> {
        let error: ErrorObject = record.into();
        report::place_command(self.rs, self.stage, &error, None);
        self.rs.set_failed();
        report::write_error(self.rs, self.error_preference(), error)
    }

    fn warning(&mut self, text: &str) -> Result<()> {
        report::warning(
            self.rs,
            &self.stage.site.frame,
            self.state.common.warning,
            text,
        )
    }

    fn verbose(&mut self, text: &str) -> Result<()> {
        report::detail(
            self.rs,
            &self.stage.site.frame,
            self.state.common.verbose,
            stream::VERBOSE,
            text,
        )
    }

    fn debug(&mut self, text: &str) -> Result<()> {
        report::detail(
            self.rs,
            &self.stage.site.frame,
            self.state.common.debug,
            stream::DEBUG,
            text,
        )
    }

    fn information(&mut self, record: InformationRecord) -> Result<()> {
        report::information(
            self.rs,
            &self.stage.site.frame,
            self.state.common.information,
            record,
        )
    }

    fn progress(&mut self, record: ProgressRecord) -> Result<()> {
        report::progress(
            self.rs,
            &self.stage.site.frame,
            self.state.common.progress,
            &record,
        )
    }

    fn rewrite(&mut self, record: Value) -> Result<()> {
        if let Some(error) = ErrorObject::from_value(&record) {
            self.rs.set_failed();
            return report::write_error(self.rs, self.error_preference(), error);
        }
        if let Some(information) = record.payload::<InformationRecord>() {
            return self.information(information.clone());
        }
        if let Some(progress) = record.payload::<ProgressRecord>() {
            return self.progress(progress.clone());
        }
        if let Some(text) = record.payload::<TextRecord>() {
            let message = text.message.clone();
            return match record.ty() {
                Some(ty) if ty == crate::objects::WARNING_RECORD => self.warning(&message),
                Some(ty) if ty == crate::objects::VERBOSE_RECORD => self.verbose(&message),
                _ => self.debug(&message),
            };
        }
        self.write(record)
    }

    fn note_warning(&mut self, record: Value) {
        report::copy(self.rs, stream::WARNING, &record);
    }

    fn should_process(&mut self, target: &str, action: &str) -> Result<bool> {
        let impact = self.state.binding.table().impact;
        let asking = crate::confirm::Asking {
            rs: self.rs,
            frame: &self.stage.site.frame,
            common: &self.state.common,
            impact,
            all: &self.state.all,
        };
        crate::confirm::should_process(&asking, target, action)
    }

    fn should_continue(
        &mut self,
        query: &str,
        caption: &str,
        all: &mut (bool, bool),
    ) -> Result<bool> {
        crate::confirm::should_continue(self.rs, query, caption, Some(all))
    }

    fn parameter_set(&self) -> &str {
        self.state.binding.parameter_set()
    }

    fn is_bound(&self, parameter: &str) -> bool {
        self.state.binding.is_bound(parameter)
    }

    fn invocation(&self) -> Arc<Invocation> {
        self.state
            .invocation
            .get_or_init(|| {
                let mut made = report::invocation(self.stage);
                made.command = crate::command::object::object_of(&self.stage.command);
                made.bound = self
                    .state
                    .binding
                    .bound()
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect();
                Arc::new(made)
            })
            .clone()
    }

    fn caller(&self) -> Option<Arc<Invocation>> {
        crate::frame::chain(&self.stage.site.frame).find_map(|frame| frame.invocation())
    }

    fn expects_input(&self) -> bool {
        self.stage.site.expects_input
    }

    fn call(&mut self, block: &Value, call: ScriptCall<'_>) -> Result<Vec<Value>> {
        pipe::items_from(self.rs, |pipe| self.run_block(block, call, pipe))
    }

    fn call_value(&mut self, block: &Value, call: ScriptCall<'_>) -> Result<Value> {
        if let Some(value) = self.quick_value(block, &call) {
            return value;
        }
        pipe::collected_from(self.rs, |pipe| self.run_block(block, call, pipe))
    }

    fn stream(&mut self, block: &Value, call: ScriptCall<'_>) -> Result<()> {
        self.run_block(block, call, &self.state.out)
    }

    fn session(&mut self) -> &mut dyn Session {
        &mut self.session
    }

    fn host(&mut self) -> &mut dyn Host {
        &mut self.host
    }

    fn slots(&self) -> &Arc<Slots> {
        &self.rs.config.slots
    }

    fn stop_token(&self) -> StopToken {
        self.rs.stop_token()
    }

    fn stop_upstream(&self) -> Flow {
        Flow::StopUpstream(self.stage.id)
    }
}

impl CmdletCx<'_> {
    /// The value of a block that is one plain expression, `{ $_.x -gt 5 }`: nothing has to be collected for it.
    fn quick_value(&self, block: &Value, call: &ScriptCall<'_>) -> Option<Result<Value>> {
        let (block, item) = (Block::of(block)?, call.item.as_ref()?);
        let frame = &self.stage.site.frame;
        if call.quiet || self.stage.site.merges_errors {
            return None;
        }
        let end = plain_body(block, call, frame)?;
        let (statement, expr) = block.code.lowered().only_expression()?;
        let work = |env: &crate::context::Env<'_>| match statement::plain_value(env, expr) {
            Ok(value) => Ok(value),
            Err(flow) => catch::after_error(env, end, statement, flow).map(|()| Value::Nothing),
        };
        let out = Pipe::Null;
        Some(
            self.rs
                .run_for_item(frame, block, item, call.input, &out, work),
        )
    }

    /// Runs a block. With `2>&1` a cmdlet's own errors go to the output, but those of its blocks go nowhere: PowerShell
    /// merges at the cmdlet's `WriteError` only.
    fn run_block(&self, block: &Value, call: ScriptCall<'_>, out: &Pipe) -> Result<()> {
        let frame = &self.stage.site.frame;
        if call.quiet {
            let propagate = self.rs.propagate.replace(true);
            let result = self.without_errors(|| self.rs.run_script(frame, block, call, out));
            self.rs.propagate.set(propagate);
            if let Err(Flow::Error(error)) = &result {
                self.rs.log_error(error);
            }
            return result;
        }
        if self.stage.site.merges_errors {
            return self.without_errors(|| self.rs.run_script(frame, block, call, out));
        }
        self.rs.run_script(frame, block, call, out)
    }

    /// Runs code whose errors go nowhere.
    fn without_errors(&self, run: impl FnOnce() -> Result<()>) -> Result<()> {
        let mut streams = (*self.stage.streams).clone();
        streams.routes[0] = Route::Pipe(Pipe::Null);
        let outer = self.rs.streams.replace(Rc::new(streams));
        let result = run();
        self.rs.streams.replace(outer);
        result
    }
}

impl Runspace {
    /// Runs a script block for a cmdlet.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn run_script(
        &self,
        frame: &std::rc::Rc<crate::Frame>,
        block: &Value,
        call: ScriptCall<'_>,
        out: &Pipe,
    ) -> Result<()> {
        let Some(block) = Block::of(block) else {
            return self.unsupported("a script block of another engine");
        };
        if let (Some(item), Some(end)) = (&call.item, plain_body(block, &call, frame)) {
            let run = |env: &crate::context::Env<'_>| statement::body(env, end);
            return match self.run_for_item(frame, block, item, call.input, out, run) {
                Err(Flow::Return) => Ok(()),
                other => other,
            };
        }
        let code = block.code.clone();
        let env = crate::context::Env {
            rs: self,
            frame,
            out,
            code: &code,
        };
        let manner = if call.new_scope {
            Manner::Call
        } else {
            Manner::Dot
        };
        let run = Run::new(&env, block, None, manner, FrameKind::Block)?;
        let mut outer = Vec::new();
        let mut set = |name: Symbol, value: Value| {
            let slot = run.frame.layout.slot(name);
            outer.push((slot, run.frame.replace(slot, Slot::Value(value))));
        };
        if let Some(item) = &call.item {
            set(*known::ITEM, item.clone());
        }
        if let Some(this) = &call.this {
            set(*known::THIS, this.clone());
        }
        for (name, value) in call.variables {
            set(Symbol::of(name), value.clone());
        }
        let args: Vec<Argument> = Argument::list(call.args);
        let old_args = (!run.own_scope).then(|| run.frame.activation.args.borrow().clone());
        let old_input = (!run.own_scope && !call.input.is_empty())
            .then(|| run.frame.activation.rare().input.borrow().clone());
        if !call.input.is_empty() {
            *run.frame.activation.rare().input.borrow_mut() = Input::of(call.input.to_vec());
        }
        let result = self.bind_and_run(&run, args, call.input, out);
        for (slot, content) in outer.into_iter().rev() {
            run.frame.replace(slot, content);
        }
        if let Some(args) = old_args {
            *run.frame.activation.args.borrow_mut() = args;
        }
        if let Some(input) = old_input {
            *run.frame.activation.rare().input.borrow_mut() = input;
        }
        result
    }

    /// Runs a block's statements in the caller's scope with `$_` and `$input`: what `Where-Object` and `ForEach-Object` do
    /// for every object.
    fn run_for_item<R>(
        &self,
        frame: &Rc<crate::Frame>,
        block: &Block,
        item: &Value,
        input: &[Value],
        out: &Pipe,
        work: impl FnOnce(&crate::context::Env<'_>) -> Result<R>,
    ) -> Result<R> {
        self.check_depth()?;
        let piped = match input {
            [] => None,
            [one] => Some(Input::Item(one.clone())),
            many => Some(Input::of(many.to_vec())),
        };
        let place = &frame.activation.rare().input;
        let slot = block.code.lowered().item.slot;
        let outer_item = frame.replace(slot, Slot::Value(item.clone()));
        let outer_input = piped.map(|piped| place.replace(piped));
        let env = crate::context::Env {
            rs: self,
            frame,
            out,
            code: &block.code,
        };
        let outer = self.enter_scope(frame);
        let result = work(&env);
        self.leave_scope(outer);
        frame.replace(slot, outer_item);
        if let Some(outer) = outer_input {
            place.replace(outer);
        }
        result
    }

    fn bind_and_run(
        &self,
        run: &Run,
        args: Vec<Argument>,
        input: &[Value],
        out: &Pipe,
    ) -> Result<()> {
        if !run.lowered().params.list.is_empty() || !args.is_empty() {
            run.bind_plain(self, args)?;
        }
        if run.lowered().process.is_some() && !input.is_empty() {
            let result = run
                .block(self, out, run.lowered().begin.as_ref())
                .and_then(|()| {
                    input
                        .iter()
                        .try_for_each(|item| run.process(self, out, Some(item.clone())))?;
                    run.block(self, out, run.lowered().end.as_ref())
                });
            run.clean(self);
            return result;
        }
        run.all(self, out)
    }

    /// Runs a block that a .NET member or another thread's code calls.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn call_block_from_outside(
        &self,
        block: &Block,
        call: &stint_object::script_block::Call<'_>,
    ) -> Result<Vec<Value>> {
        let value = Block::value(block.code.clone(), block.module);
        let frame = self.scope();
        let script = ScriptCall {
            item: call.item.clone(),
            this: call.this.clone(),
            args: call.args,
            input: call.input,
            new_scope: !call.dotted,
            variables: &[],
            quiet: false,
        };
        pipe::items_from(self, |pipe| self.run_script(&frame, &value, script, pipe))
    }

    /// Runs a block in a scope with `$_` and arguments, and collects its output.
    ///
    /// # Errors
    /// Whatever leaves it.
    pub fn call_in_scope(
        &self,
        frame: &std::rc::Rc<crate::Frame>,
        block: &Block,
        item: Option<Value>,
        args: &[Value],
    ) -> Result<Vec<Value>> {
        let value = Block::value(block.code.clone(), block.module);
        let call = ScriptCall {
            item,
            args,
            new_scope: true,
            ..ScriptCall::default()
        };
        pipe::items_from(self, |pipe| self.run_script(frame, &value, call, pipe))
    }
}

/// The statements of a block that has nothing else, where the call asks for nothing but `$_` in the scope that the block
/// was written in.
fn plain_body<'a>(
    block: &'a Block,
    call: &ScriptCall<'_>,
    frame: &crate::Frame,
) -> Option<&'a Body> {
    let plain = !call.new_scope
        && call.this.is_none()
        && call.args.is_empty()
        && call.variables.is_empty()
        && block.module == frame.module
        && Arc::ptr_eq(&block.code.layout, &frame.layout);
    if plain {
        block.code.lowered().only_statements()
    } else {
        None
    }
}

//! Where an error happened: its invocation and the script's call stack.

use crate::context::Env;
use crate::frame::{Frame, FrameKind};
use crate::objects::call_stack_frame::CallStackFrame;
use std::fmt::Write;
use std::rc::Rc;
use std::sync::Arc;
use stint_object::error_record::{ErrorObject, Invocation, Position};
use stint_object::{Object, Str, Value};
use stint_syntax::{Extent, Source};

/// The extent as PowerShell's `IScriptExtent`.
pub fn position(source: &Source, extent: Extent) -> Position {
    let (start, end) = (source.start(extent), source.end(extent));
    Position {
        file: source.file().map(|file| Str::from(&**file)),
        text: source.slice(extent).into(),
        start: (start.line, start.column),
        end: (end.line, end.column),
        line: source.line_text(start.line).into(),
        offsets: (start.offset, end.offset),
    }
}

/// Gives an error the place of the statement that raised it, and the call stack, unless it has them.
pub fn place(env: &Env<'_>, error: &ErrorObject, extent: Extent) {
    let mut state = error.state.lock();
    if state.invocation.is_none() {
        let place = position(env.code.source(), extent);
        state.invocation = Some(Arc::new(Invocation {
            position: Some(place),
            from_runspace: false,
            ..Invocation::default()
        }));
    }
    if state.stack.is_none() {
        let line = env.code.source().start(extent).line;
        state.stack = Some(stack_trace(env.frame, env.code.source(), line));
    }
}

/// `ScriptStackTrace`.
pub fn stack_trace(frame: &Rc<Frame>, source: &Source, line: u32) -> Str {
    let mut text = String::new();
    entry(&mut text, frame, source, line);
    let mut below = frame.caller.clone();
    while let Some(frame) = below {
        if let Some(code) = &frame.activation.code {
            let (start, _) = frame.activation.position.get();
            let line = code.source().position(start).line;
            entry(&mut text, &frame, code.source(), line);
        }
        below = frame.caller.clone();
    }
    text.truncate(text.trim_end().len());
    text.into()
}

fn entry(text: &mut String, frame: &Frame, source: &Source, line: u32) {
    let name = function_name(frame);
    let file = source.file().map_or("<No file>", |file| &**file);
    let _ = writeln!(text, "at {name}, {file}: line {line}");
}

fn function_name(frame: &Frame) -> Str {
    match (&frame.activation.command, frame.kind) {
        (Some(command), FrameKind::Function) => command.name.clone(),
        _ => "<ScriptBlock>".into(),
    }
}

/// `MyInvocation` as an object.
pub fn invocation_object(invocation: Arc<Invocation>) -> Value {
    Value::Object(Object::opaque(
        crate::objects::INVOCATION_INFO,
        stint_object::error_record::InvocationObject(invocation),
    ))
}

/// `Get-PSCallStack`.
pub fn call_stack(frame: &Rc<Frame>) -> Vec<Value> {
    std::iter::successors(Some(frame), |frame| frame.caller.as_ref())
        .filter_map(|frame| {
            let code = frame.activation.code.as_ref()?;
            let (start, end) = frame.activation.position.get();
            let frame = CallStackFrame {
                function: function_name(frame),
                position: position(code.source(), Extent::new(start, end)),
                invocation: frame.invocation(),
            };
            Some(frame.into_value())
        })
        .collect()
}

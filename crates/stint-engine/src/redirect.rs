//! Redirections: streams into files, into the output, into nothing.

use crate::context::Env;
use crate::node::RedirectionNode;
use crate::pipe::{Pipe, Sink};
use crate::pipeline::Stage;
use crate::run::expression::eval;
use crate::runspace::{Route, Runspace, Streams};
use std::rc::Rc;
use stint_object::{Result, Value, convert};

/// Makes the pipe and streams of a command with redirections; `opened` gets the files, to be closed at the end.
pub fn apply(
    env: &Env<'_>,
    nodes: &[RedirectionNode],
    out: Pipe,
    opened: &mut Vec<Rc<dyn Sink>>,
) -> Result<(Pipe, Rc<Streams>)> {
    let outer = env.rs.streams.borrow().clone();
    if nodes.is_empty() {
        return Ok((out, outer));
    }
    let mut streams = (*outer).clone();
    streams.copies.clear();
    let mut to = out;
    // Files first: `2>&1 >file` and `>file 2>&1` both send errors to the file.
    for node in nodes {
        let RedirectionNode::File { from, path, append } = node else {
            continue;
        };
        let sink = open(env, &eval(env, path)?, *append, opened)?;
        match from {
            0 => {
                streams
                    .routes
                    .iter_mut()
                    .for_each(|route| *route = Route::Pipe(sink.clone()));
                to = sink;
            }
            1 => to = sink,
            number => streams.routes[usize::from(*number) - 2] = Route::Pipe(sink),
        }
    }
    for node in nodes {
        let RedirectionNode::Merge { from, .. } = node else {
            continue;
        };
        match from {
            0 => streams
                .routes
                .iter_mut()
                .for_each(|route| *route = Route::Pipe(to.clone())),
            1 => {}
            number => streams.routes[usize::from(*number) - 2] = Route::Pipe(to.clone()),
        }
    }
    Ok((to, Rc::new(streams)))
}

/// Whether errors go the output's way.
pub fn merges_errors(nodes: &[RedirectionNode]) -> bool {
    let merges =
        |node: &RedirectionNode| matches!(node, RedirectionNode::Merge { from: 0 | 2, .. });
    nodes.iter().any(merges)
}

fn open(env: &Env<'_>, path: &Value, append: bool, opened: &mut Vec<Rc<dyn Sink>>) -> Result<Pipe> {
    if path.is_null() {
        return Ok(Pipe::Null);
    }
    let path = convert::to_str(path)?;
    if path.is_empty() {
        return Ok(Pipe::Null);
    }
    // What `>` writes is what Out-File writes.
    let mut named: Vec<(&str, Value)> = vec![("LiteralPath", Value::Str(path))];
    if append {
        named.push(("Append", Value::Bool(true)));
    }
    let stage = env.rs.open_command(env, "Out-File", &named)?;
    let sink: Rc<dyn Sink> = Rc::new(ToStage {
        stage: stage.clone(),
    });
    opened.push(sink.clone());
    Ok(Pipe::Sink(sink))
}

/// A stage that takes input until it is closed.
pub struct ToStage {
    /// Already begun.
    pub stage: Rc<Stage>,
}

impl Sink for ToStage {
    fn put(&self, rs: &Runspace, value: Value) -> Result<()> {
        self.stage.process(rs, value)
    }

    fn close(&self, rs: &Runspace) -> Result<()> {
        let result = self.stage.end(rs);
        self.stage.dispose(rs);
        result
    }
}

/// Tells native programs next to each other to pass bytes on directly.
pub fn pair_native(stages: &[Rc<Stage>]) {
    for pair in stages.windows(2) {
        crate::stage::native::pair(&pair[0], &pair[1]);
    }
}

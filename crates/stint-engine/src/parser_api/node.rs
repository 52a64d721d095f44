//! Nodes of a tree as objects: the root, and the way down from it.

use super::{classes, extent};
use std::sync::Arc;
use stint_object::object::Opaque;
use stint_object::script_block::Call;
use stint_object::{Data, Object, Result, Type, Value, convert};
use stint_syntax::{FunctionDefinitionAst, NodeRef, ScriptBlockAst, Source};

/// What a tree hangs on.
#[derive(Clone)]
pub(super) enum Root {
    /// A script or block.
    Block(Arc<ScriptBlockAst>),
    /// A function.
    Function(Arc<FunctionDefinitionAst>),
}

/// A node: its tree and which child is taken at each step.
pub(super) struct Node {
    root: Root,
    path: Vec<u32>,
}

impl Opaque for Node {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| self.node().is_same(other.node()))
    }
}

/// The tree of a script block.
pub fn of_block(ast: &Arc<ScriptBlockAst>) -> Value {
    object(&Root::Block(ast.clone()), Vec::new())
}

/// The tree of a function.
pub fn of_function(ast: &Arc<FunctionDefinitionAst>) -> Value {
    object(&Root::Function(ast.clone()), Vec::new())
}

fn object(root: &Root, path: Vec<u32>) -> Value {
    let node = Node {
        root: root.clone(),
        path,
    };
    let ty: Type = classes::of(node.node().type_name());
    Value::Object(Object::opaque(ty, node))
}

fn children(node: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let mut list = Vec::new();
    node.children(&mut list);
    list
}

impl Node {
    /// The text that the tree is of.
    pub(super) fn source(&self) -> &Arc<Source> {
        match &self.root {
            Root::Block(block) => &block.source,
            Root::Function(function) => &function.body.source,
        }
    }

    /// The node itself.
    pub(super) fn node(&self) -> NodeRef<'_> {
        let mut at = match &self.root {
            Root::Block(block) => NodeRef::ScriptBlock(block),
            Root::Function(function) => NodeRef::FunctionDefinition(function),
        };
        for step in &self.path {
            match children(at).get(*step as usize) {
                Some(next) => at = *next,
                None => break,
            }
        }
        at
    }

    /// Its text.
    pub(super) fn text(&self) -> Value {
        super::text(self.source().slice(self.node().extent()))
    }

    /// Its place.
    pub(super) fn extent(&self) -> Value {
        extent::object(self.source(), self.node().extent())
    }

    /// Any other place in its text.
    pub(super) fn place(&self, at: stint_syntax::Extent) -> Value {
        extent::object(self.source(), at)
    }

    /// The node above, or null.
    pub(super) fn parent(&self) -> Value {
        match self.path.split_last() {
            Some((_, above)) => object(&self.root, above.to_vec()),
            None => Value::Null,
        }
    }

    /// A node below as an object.
    pub(super) fn child<'a>(&self, wanted: impl Into<NodeRef<'a>>) -> Value {
        let wanted = wanted.into();
        let mut waiting = vec![(self.path.clone(), self.node())];
        let mut at = 0;
        while let Some((path, node)) = waiting.get(at).cloned() {
            at += 1;
            for (step, child) in children(node).into_iter().enumerate() {
                let mut below = path.clone();
                below.push(step as u32);
                if child.is_same(wanted) {
                    return object(&self.root, below);
                }
                waiting.push((below, child));
            }
        }
        Value::Null
    }

    /// A node below that may be missing.
    pub(super) fn maybe<'a, T>(&self, wanted: Option<T>) -> Value
    where
        T: Into<NodeRef<'a>>,
    {
        wanted.map_or(Value::Null, |node| self.child(node))
    }

    /// Several nodes below.
    pub(super) fn all<'a, T>(&self, wanted: impl IntoIterator<Item = T>) -> Value
    where
        T: Into<NodeRef<'a>>,
    {
        super::list(wanted.into_iter().map(|node| self.child(node)).collect())
    }

    /// `FindAll` and `Find`: what a script block says yes to, parents first.
    pub(super) fn find(&self, predicate: &Value, nested: bool, one: bool) -> Result<Vec<Value>> {
        let Some(Data::ScriptBlock(block)) = predicate.data() else {
            return Err(super::refused(
                "Value cannot be null. (Parameter 'predicate')",
            ));
        };
        let mut found = Vec::new();
        let mut waiting = vec![(self.path.clone(), self.node())];
        while let Some((path, node)) = waiting.pop() {
            let closed = matches!(
                node,
                NodeRef::FunctionDefinition(_)
                    | NodeRef::TrapStatement(_)
                    | NodeRef::ScriptBlockExpression(_)
            ) && !nested
                && path.len() > self.path.len();
            if !closed {
                for (step, child) in children(node).into_iter().enumerate().rev() {
                    let mut below = path.clone();
                    below.push(step as u32);
                    waiting.push((below, child));
                }
            }
            let value = object(&self.root, path);
            let output = block.call(Call {
                args: std::slice::from_ref(&value),
                ..Call::default()
            })?;
            if convert::to_bool(&Value::collected(output)) {
                found.push(value);
                if one {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Its own script block, for the tree of one.
    pub(super) fn block(&self) -> Option<Arc<ScriptBlockAst>> {
        match (&self.root, self.node()) {
            (Root::Block(block), _) if self.path.is_empty() => Some(block.clone()),
            (Root::Function(function), NodeRef::ScriptBlock(_)) if self.path.len() == 1 => {
                Some(function.body.clone())
            }
            _ => None,
        }
    }
}

//! Walking the tree without recursion, however deep it is.

use super::NodeRef;

/// What a walk comes to.
#[derive(Debug, Clone, Copy)]
pub enum WalkEvent<'a> {
    /// A node, before its children.
    Enter(NodeRef<'a>),
    /// A node, after its children.
    Leave(NodeRef<'a>),
}

/// A walk in PowerShell's order; knows the ancestors of where it is.
pub struct Walk<'a> {
    pending: Vec<WalkEvent<'a>>,
    ancestors: Vec<NodeRef<'a>>,
    children: Vec<NodeRef<'a>>,
}

impl<'a> Walk<'a> {
    /// A walk from a node on, which comes first.
    pub fn new(root: impl Into<NodeRef<'a>>) -> Self {
        Self {
            pending: vec![WalkEvent::Enter(root.into())],
            ancestors: Vec::new(),
            children: Vec::new(),
        }
    }

    /// The nodes entered and not left, the last one last. After `Enter` the node itself is among them.
    pub fn ancestors(&self) -> &[NodeRef<'a>] {
        &self.ancestors
    }

    /// Leaves out the children of the node that was entered last.
    pub fn skip_children(&mut self) {
        while let Some(WalkEvent::Enter(_)) = self.pending.last() {
            self.pending.pop();
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = WalkEvent<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let event = self.pending.pop()?;
        match event {
            WalkEvent::Enter(node) => {
                self.ancestors.push(node);
                self.pending.push(WalkEvent::Leave(node));
                node.children(&mut self.children);
                self.pending
                    .extend(self.children.drain(..).rev().map(WalkEvent::Enter));
            }
            WalkEvent::Leave(_) => {
                self.ancestors.pop();
            }
        }
        Some(event)
    }
}

/// All nodes below and including one, parents first: what `FindAll` looks at.
pub struct Search<'a> {
    walk: Walk<'a>,
    nested_script_blocks: bool,
}

impl<'a> Search<'a> {
    /// From `root` on; functions, traps and script blocks are looked into only with `nested_script_blocks`.
    pub fn new(root: impl Into<NodeRef<'a>>, nested_script_blocks: bool) -> Self {
        Self {
            walk: Walk::new(root),
            nested_script_blocks,
        }
    }
}

impl<'a> Iterator for Search<'a> {
    type Item = NodeRef<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let WalkEvent::Enter(node) = self.walk.next()? else {
                continue;
            };
            let is_nested = matches!(
                node,
                NodeRef::FunctionDefinition(_)
                    | NodeRef::TrapStatement(_)
                    | NodeRef::ScriptBlockExpression(_)
            );
            if is_nested && !self.nested_script_blocks {
                self.walk.skip_children();
            }
            return Some(node);
        }
    }
}

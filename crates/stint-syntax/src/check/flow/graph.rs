//! Blocks of code and the ways between them.

/// The number of a block.
pub(super) type BlockId = usize;

/// Something in a block that concerns variables.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// A variable is read, by a node at an address.
    Read { variable: usize, node: usize },
    /// A variable is set, with a cast or not.
    Set {
        variable: usize,
        type_name: Option<String>,
    },
}

#[derive(Debug, Default)]
struct Block {
    steps: Vec<Step>,
    successors: Vec<BlockId>,
    predecessors: Vec<BlockId>,
    reachable: bool,
    /// It ends with `return`, `throw` or `exit`.
    leaves: bool,
}

/// All blocks of a method.
#[derive(Debug)]
pub(super) struct Graph {
    blocks: Vec<Block>,
    pub(super) entry: BlockId,
    pub(super) exit: BlockId,
}

impl Graph {
    pub(super) fn new() -> Self {
        let mut graph = Self {
            blocks: Vec::new(),
            entry: 0,
            exit: 1,
        };
        graph.entry = graph.block();
        graph.exit = graph.block();
        graph.blocks[graph.entry].reachable = true;
        graph
    }

    pub(super) fn block(&mut self) -> BlockId {
        self.blocks.push(Block::default());
        self.blocks.len() - 1
    }

    pub(super) fn step(&mut self, block: BlockId, step: Step) {
        self.blocks[block].steps.push(step);
    }

    pub(super) fn set_leaves(&mut self, block: BlockId) {
        self.blocks[block].leaves = true;
    }

    /// Control may go from one block to another. What is reachable is decided when the way is added.
    pub(super) fn flows(&mut self, from: BlockId, to: BlockId) {
        if self.blocks[from].successors.contains(&to) {
            return;
        }
        if self.blocks[from].reachable {
            self.blocks[to].reachable = true;
        }
        self.blocks[from].successors.push(to);
        self.blocks[to].predecessors.push(from);
    }

    pub(super) fn always_returns(&self) -> bool {
        self.blocks[self.exit].predecessors.iter().all(|&block| {
            let block = &self.blocks[block];
            block.leaves || !block.reachable
        })
    }

    /// Blocks that can be reached, each after those that lead to it, loops aside.
    pub(super) fn order(&self) -> Vec<BlockId> {
        let mut seen = vec![false; self.blocks.len()];
        let mut order = Vec::new();
        let mut stack = vec![(self.entry, 0)];
        seen[self.entry] = true;
        while let Some((block, next)) = stack.pop() {
            match self.blocks[block].successors.get(next) {
                Some(&successor) => {
                    stack.push((block, next + 1));
                    if !std::mem::replace(&mut seen[successor], true) {
                        stack.push((successor, 0));
                    }
                }
                None => order.push(block),
            }
        }
        order.reverse();
        order
    }

    pub(super) fn steps(&self, block: BlockId) -> &[Step] {
        &self.blocks[block].steps
    }

    pub(super) fn predecessors(&self, block: BlockId) -> &[BlockId] {
        &self.blocks[block].predecessors
    }
}

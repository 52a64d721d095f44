//! From the tree to instructions.

use super::case::CaseBehavior;
use super::class::CharClass;
use super::finder::finder_of;
use super::node::Node;
use super::parser::Parsed;
use super::program::{Inst, Program, Test};

/// Compiles a pattern that was read.
pub(super) fn compile(parsed: &Parsed, behavior: CaseBehavior, right_to_left: bool) -> Program {
    let mut compiler = Compiler {
        parsed,
        program: Program {
            insts: Vec::new(),
            classes: Vec::new(),
            texts: Vec::new(),
            slots: parsed.groups.list().len(),
            behavior,
            right_to_left,
            finder: finder_of(&parsed.root, right_to_left),
        },
    };
    compiler.node(&parsed.root, right_to_left);
    compiler.push(Inst::Done);
    compiler.program
}

struct Compiler<'p> {
    parsed: &'p Parsed,
    program: Program,
}

impl Compiler<'_> {
    fn push(&mut self, inst: Inst) -> usize {
        self.program.insts.push(inst);
        self.program.insts.len() - 1
    }

    fn here(&self) -> usize {
        self.program.insts.len()
    }

    fn slot(&self, group: u32) -> usize {
        self.parsed.groups.slot_of(group).unwrap_or(0)
    }

    fn class(&mut self, class: &CharClass) -> usize {
        let classes = &mut self.program.classes;
        if let Some(known) = classes.iter().position(|known| known == class) {
            return known;
        }
        classes.push(class.clone());
        classes.len() - 1
    }

    fn test(&mut self, node: &Node) -> Option<Test> {
        Some(match node {
            Node::Unit(unit) => Test::Unit(*unit),
            Node::NotUnit(unit) => Test::NotUnit(*unit),
            Node::Anything => Test::Anything,
            Node::Class(class) => Test::Class(self.class(class)),
            _ => return None,
        })
    }

    fn node(&mut self, node: &Node, back: bool) {
        if let Some(test) = self.test(node) {
            self.push(Inst::One { test, back });
            return;
        }
        match node {
            Node::Assertion(assertion) => {
                self.push(Inst::Assert(*assertion));
            }
            Node::Backreference { group, ignore_case } => {
                let slot = self.slot(*group);
                self.push(Inst::Backreference {
                    slot,
                    ignore_case: *ignore_case,
                    back,
                });
            }
            Node::Concat(nodes) => self.concat(nodes, back),
            Node::Alternate(nodes) => self.alternate(nodes, back),
            Node::Repeat {
                node,
                min,
                max,
                lazy,
            } => self.repeat(node, *min, *max, *lazy, back),
            Node::Capture {
                group,
                uncapture,
                node,
            } => {
                self.push(Inst::Mark);
                self.node(node, back);
                let slot = group.map(|group| self.slot(group));
                let uncapture = uncapture.map(|group| self.slot(group));
                self.push(Inst::Capture { slot, uncapture });
            }
            Node::Look {
                behind,
                negative,
                node,
            } => self.look(node, *behind, *negative),
            Node::Atomic(node) => {
                self.push(Inst::AtomicBegin);
                self.node(node, back);
                self.push(Inst::AtomicEnd);
            }
            Node::IfGroup { group, yes, no } => {
                let slot = self.slot(*group);
                let test = self.push(Inst::Fail);
                self.node(yes, back);
                let jump = self.push(Inst::Fail);
                self.program.insts[test] = Inst::IfGroup {
                    slot,
                    otherwise: self.here(),
                };
                self.node(no, back);
                self.program.insts[jump] = Inst::Jump(self.here());
            }
            Node::IfMatch { condition, yes, no } => self.if_match(condition, yes, no, back),
            // The others are tests, or nothing.
            _ => {}
        }
    }

    /// Neighbouring units become one text.
    fn concat(&mut self, nodes: &[Node], back: bool) {
        let mut index = 0;
        let ordered: Vec<&Node> = if back {
            nodes.iter().rev().collect()
        } else {
            nodes.iter().collect()
        };
        while index < ordered.len() {
            let mut units: Vec<u16> = ordered[index..]
                .iter()
                .map_while(|node| match node {
                    Node::Unit(unit) => Some(*unit),
                    _ => None,
                })
                .collect();
            if units.len() < 2 {
                self.node(ordered[index], back);
                index += 1;
                continue;
            }
            index += units.len();
            if back {
                units.reverse();
            }
            self.program.texts.push(units);
            let text = self.program.texts.len() - 1;
            self.push(Inst::Text { text, back });
        }
    }

    fn alternate(&mut self, nodes: &[Node], back: bool) {
        let Some((last, first)) = nodes.split_last() else {
            return;
        };
        let mut jumps = Vec::with_capacity(first.len());
        for node in first {
            let branch = self.push(Inst::Fail);
            self.node(node, back);
            jumps.push(self.push(Inst::Fail));
            self.program.insts[branch] = Inst::Branch { other: self.here() };
        }
        self.node(last, back);
        for jump in jumps {
            self.program.insts[jump] = Inst::Jump(self.here());
        }
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, lazy: bool, back: bool) {
        let (least, most) = (min as usize, max.map_or(usize::MAX, |max| max as usize));
        if let Some(test) = self.test(node) {
            self.push(Inst::Run {
                test,
                min: least,
                max: most,
                lazy,
                back,
            });
            return;
        }
        let counted = max.is_some() || min > 1;
        let nowhere = min == 0;
        if counted {
            let count = if nowhere { 0 } else { 1 - i64::from(min) };
            self.push(Inst::MarkCount { nowhere, count });
        } else {
            self.push(if nowhere {
                Inst::MarkNowhere
            } else {
                Inst::Mark
            });
        }
        let skip = nowhere.then(|| self.push(Inst::Fail));
        let body = self.here();
        self.node(node, back);
        if let Some(skip) = skip {
            self.program.insts[skip] = Inst::Jump(self.here());
        }
        if counted {
            let limit = max.map_or(i64::MAX, |max| i64::from(max) - i64::from(min));
            self.push(Inst::LoopCount { body, limit, lazy });
        } else {
            self.push(Inst::Loop { body, lazy });
        }
    }

    fn look(&mut self, node: &Node, behind: bool, negative: bool) {
        if !negative {
            self.push(Inst::LookBegin);
            self.node(node, behind);
            self.push(Inst::LookEnd);
            return;
        }
        let begin = self.push(Inst::Fail);
        self.node(node, behind);
        self.push(Inst::NotLookEnd);
        self.program.insts[begin] = Inst::NotLookBegin { after: self.here() };
        self.push(Inst::DropMark);
    }

    fn if_match(&mut self, condition: &Node, yes: &Node, no: &Node, back: bool) {
        let begin = self.push(Inst::Fail);
        self.node(condition, back);
        self.push(Inst::LookEnd);
        self.node(yes, back);
        let jump = self.push(Inst::Fail);
        self.program.insts[begin] = Inst::IfMatchBegin {
            otherwise: self.here(),
        };
        self.push(Inst::DropMark);
        self.push(Inst::DropMark);
        self.node(no, back);
        self.program.insts[jump] = Inst::Jump(self.here());
    }
}

//! What a match must begin with.

use super::node::{Assertion, Node};
use super::program::Finder;

/// Which places a search needs to look at.
pub(super) fn finder_of(root: &Node, right_to_left: bool) -> Finder {
    if right_to_left {
        return Finder::Anywhere;
    }
    let mut prefix = Vec::new();
    leading_text(root, &mut prefix);
    if !prefix.is_empty() {
        return Finder::Prefix(prefix);
    }
    if begins_with(root, Assertion::Begin) {
        return Finder::Begin;
    }
    let first = first_of(root);
    if first.may_be_empty {
        return Finder::Anywhere;
    }
    Finder::First {
        ascii: first.ascii,
        beyond: first.beyond,
    }
}

/// Collects the text that every match begins with; says whether the node is only that text.
fn leading_text(node: &Node, text: &mut Vec<u16>) -> bool {
    match node {
        Node::Unit(unit) => {
            text.push(*unit);
            true
        }
        Node::Concat(nodes) => nodes.iter().all(|node| leading_text(node, text)),
        Node::Capture { node, .. } | Node::Atomic(node) => leading_text(node, text),
        Node::Empty => true,
        Node::Repeat { node, min, .. } if *min > 0 => {
            leading_text(node, text);
            false
        }
        _ => false,
    }
}

fn begins_with(node: &Node, wanted: Assertion) -> bool {
    match node {
        Node::Assertion(assertion) => *assertion == wanted,
        Node::Concat(nodes) => nodes.first().is_some_and(|node| begins_with(node, wanted)),
        Node::Capture { node, .. } | Node::Atomic(node) => begins_with(node, wanted),
        Node::Alternate(nodes) => nodes.iter().all(|node| begins_with(node, wanted)),
        _ => false,
    }
}

struct First {
    ascii: u128,
    beyond: bool,
    may_be_empty: bool,
}

impl First {
    const NOTHING: First = First {
        ascii: 0,
        beyond: false,
        may_be_empty: true,
    };

    const UNKNOWN: First = First {
        ascii: u128::MAX,
        beyond: true,
        may_be_empty: true,
    };

    fn unit(unit: u16) -> First {
        First {
            ascii: if unit < 128 { 1 << unit } else { 0 },
            beyond: unit >= 128,
            may_be_empty: false,
        }
    }

    fn or(self, other: First) -> First {
        First {
            ascii: self.ascii | other.ascii,
            beyond: self.beyond || other.beyond,
            may_be_empty: self.may_be_empty || other.may_be_empty,
        }
    }
}

fn first_of(node: &Node) -> First {
    match node {
        Node::Empty | Node::Assertion(_) | Node::Look { .. } => First::NOTHING,
        Node::Unit(unit) => First::unit(*unit),
        Node::NotUnit(unit) => First {
            ascii: if *unit < 128 { !(1 << unit) } else { u128::MAX },
            beyond: true,
            may_be_empty: false,
        },
        Node::Anything => First {
            may_be_empty: false,
            ..First::UNKNOWN
        },
        Node::Class(class) => First {
            ascii: class.ascii(),
            beyond: !class.is_ascii_only(),
            may_be_empty: false,
        },
        Node::Backreference { .. } => First::UNKNOWN,
        Node::Concat(nodes) => {
            let mut first = First::NOTHING;
            for node in nodes {
                let next = first_of(node);
                let ends = !next.may_be_empty;
                first = First {
                    may_be_empty: first.may_be_empty && next.may_be_empty,
                    ..first.or(next)
                };
                if ends {
                    break;
                }
            }
            first
        }
        Node::Alternate(nodes) => {
            let mut firsts = nodes.iter().map(first_of);
            let first = firsts.next().unwrap_or(First::NOTHING);
            firsts.fold(first, First::or)
        }
        Node::Repeat { node, min, .. } => {
            let first = first_of(node);
            First {
                may_be_empty: first.may_be_empty || *min == 0,
                ..first
            }
        }
        Node::Capture { node, .. } | Node::Atomic(node) => first_of(node),
        Node::IfGroup { yes, no, .. } | Node::IfMatch { yes, no, .. } => {
            first_of(yes).or(first_of(no))
        }
    }
}

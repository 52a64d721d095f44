//! Chains to the left of any length: built, counted and taken apart without recursion.

use super::*;

/// A longer chain is taken apart in a loop when it is dropped.
const SHORT: u32 = 64;

impl Expression {
    /// How many operators in a row hang on the left of this one.
    pub(crate) fn chain(&self) -> u32 {
        match self {
            Expression::Binary(node) => node.chain,
            Expression::Member(node) => node.chain,
            Expression::InvokeMember(node) => node.chain,
            Expression::Index(node) => node.chain,
            _ => 0,
        }
    }

    fn left_link(&mut self) -> Option<&mut Expression> {
        match self {
            Expression::Binary(node) => Some(&mut node.left),
            Expression::Member(node) => Some(&mut node.target),
            Expression::InvokeMember(node) => Some(&mut node.target),
            Expression::Index(node) => Some(&mut node.target),
            _ => None,
        }
    }

    fn detached() -> Self {
        Expression::Error(Box::default())
    }
}

/// Drops a chain link by link, outermost first.
fn unlink(link: &mut Expression) {
    let mut next = std::mem::replace(link, Expression::detached());
    while let Some(inner) = next.left_link() {
        let inner = std::mem::replace(inner, Expression::detached());
        next = inner;
    }
}

macro_rules! drop_chains {
    ($($node:ident $link:ident)+) => {
        $(impl Drop for $node {
            fn drop(&mut self) {
                if self.chain > SHORT && self.$link.chain() > 0 {
                    unlink(&mut self.$link);
                }
            }
        })+
    };
}

drop_chains! {
    BinaryExpressionAst left
    MemberExpressionAst target
    InvokeMemberExpressionAst target
    IndexExpressionAst target
}

impl Drop for PipelineChainAst {
    fn drop(&mut self) {
        let mut next = std::mem::replace(&mut self.left, Statement::Error(Box::default()));
        while let Statement::PipelineChain(chain) = &mut next {
            let left = std::mem::replace(&mut chain.left, Statement::Error(Box::default()));
            next = left;
        }
    }
}

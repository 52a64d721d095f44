//! PowerShell's operators on values.
//!
//! Each takes the values as they are and gives a value or PowerShell's error. Small integers, doubles and strings come first and inline;
//! the rules for everything else stand behind one call. The rules are those of PowerShell's own binders, in their order.

mod arithmetic;
mod bitwise;
mod compare;
mod decimal;
mod equality;
mod errors;
mod format;

mod like;
mod membership;
mod number;
mod overloaded;
mod range;
mod regex;
mod split;

mod type_test;
mod unary;

pub mod index;

pub use arithmetic::{add, divide, multiply, remainder, subtract};
pub use bitwise::{band, bor, bxor, shl, shr};
pub use compare::{Comparison, compare, is_comparable, order, test};
pub use equality::equals;
pub use format::format;

pub use like::{like, not_like, pattern};
pub use membership::{contains, is_in, not_contains, not_in};
pub use range::{Range, range, range_bounds};
pub use regex::{Matched, matches, not_matches, replace};
pub use split::{SPLIT_OPTIONS, join, join_all, split, split_words};

pub use type_test::{as_type, is, is_instance, is_not};
pub use unary::{bnot, decrement, increment, negate, not, plus};

use crate::{Result, Value};

/// Whether strings and characters compare by case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Case {
    /// `-eq`, `-ieq`.
    #[default]
    Ignore,
    /// `-ceq`.
    Exact,
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident = $op:ident),* $(,)?) => {
        $(
            $(#[$doc])*
            ///
            /// # Errors
            /// As for [`compare`].
            #[inline]
            pub fn $name(left: &Value, right: &Value, case: Case) -> Result<Value> {
                compare(Comparison::$op, left, right, case)
            }
        )*
    };
}

comparisons!(
    /// `-eq`.
    eq = Eq,
    /// `-ne`.
    ne = Ne,
    /// `-gt`.
    gt = Gt,
    /// `-ge`.
    ge = Ge,
    /// `-lt`.
    lt = Lt,
    /// `-le`.
    le = Le,
);

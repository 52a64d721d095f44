//! Running: one short function a node, in files by theme.

pub mod assign;
pub mod catch;
pub mod compound;
pub mod counted;
pub mod expression;
pub mod invoke;
pub mod loops;
pub mod number;
pub mod operator;
pub mod statement;
pub mod string;
pub mod switch;
pub mod types;
pub mod using;
pub mod variable;

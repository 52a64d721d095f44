//! The conversions that access needs: the language's own.

pub use crate::convert::to;

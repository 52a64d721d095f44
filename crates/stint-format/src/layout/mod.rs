//! Text on a screen: widths, lines, and the four shapes of output. Knows no values.

pub mod cells;
pub mod columns;
pub mod complex;
pub mod lines;
pub mod list;
pub mod table;

pub use lines::Wrapping;

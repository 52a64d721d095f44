//! The job cmdlets.

mod session;

pub use session::JobSession;

use stint_cmdlet::Entry;
use stint_object::Type;

/// Their entries.
pub static ENTRIES: &[Entry] = &[];

/// The types they own.
pub(crate) static TYPES: &[Type] = &[];

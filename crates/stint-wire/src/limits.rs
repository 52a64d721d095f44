//! How much of a peer's data is believed.

/// Upper bounds on what a peer may send; beyond them the connection ends with an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in one line. A legal one with PowerShell's fragment size has less than 44 KB.
    pub line: usize,
    /// Bytes in one message.
    pub message: usize,
}

impl Default for Limits {
    /// One MiB a line, and 512 MiB a message: a real server takes no more than 10 MB, but a job's own output is its own.
    fn default() -> Self {
        Self {
            line: 1 << 20,
            message: 512 << 20,
        }
    }
}

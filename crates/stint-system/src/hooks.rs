//! What the session gives the types of this crate: its stop token and its host's pending output.

use std::sync::OnceLock;
use std::time::Duration;
use stint_object::{Flow, Result};
use stint_stop::StopToken;

/// What the engine knows about the session of the calling thread.
pub struct Hooks {
    /// The stop token of the thread's session; `None` where no session runs.
    pub stop_token: fn() -> Option<StopToken>,
    /// Writes what the thread's host still holds back.
    pub flush_host: fn(),
}

static HOOKS: OnceLock<Hooks> = OnceLock::new();

/// Installs them. Once a process; later ones are ignored.
pub fn install(hooks: Hooks) {
    let _ = HOOKS.set(hooks);
}

/// The stop token of the thread's session, or one that nobody asks to stop.
pub fn stop_token() -> StopToken {
    HOOKS
        .get()
        .and_then(|hooks| (hooks.stop_token)())
        .unwrap_or_default()
}

/// Writes what the thread's host still holds back, so that direct output comes behind it.
pub fn flush_host() {
    if let Some(hooks) = HOOKS.get() {
        (hooks.flush_host)();
    }
}

/// Sleeps, for ever without a duration, unless the session is asked to stop.
///
/// # Errors
/// [`Flow::Stopped`].
pub fn interruptible_wait(duration: Option<Duration>) -> Result<()> {
    if stop_token().wait(duration) {
        return Err(Flow::Stopped);
    }
    Ok(())
}

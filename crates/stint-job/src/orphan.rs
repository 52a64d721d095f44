//! A job's process whose client is gone while a script runs: the shell was closed or killed. The script is asked to stop, as
//! by `Stop-Job`; nobody is there to go on if it does not, so this process sees to its own end.

use std::time::Duration;

use crate::sys;

/// How long the end of what was killed is waited for.
const LIMIT: Duration = Duration::from_secs(5);

/// Ends this process, and all that it started, if it is still there after the grace.
pub(crate) fn end_after(grace: Duration) {
    let watch = move || {
        std::thread::sleep(grace);
        end_what_it_started();
        sys::end_at_once();
    };
    let thread = std::thread::Builder::new().name("orphan".into());
    if thread.spawn(watch).is_err() {
        // Without a thread to wait there can be no grace.
        end_what_it_started();
        sys::end_at_once();
    }
}

/// Ends all that this process started and that still runs.
pub(crate) fn end_what_it_started() {
    // What cannot be looked at cannot be ended; there is nobody to tell.
    let _ = sys::kill_all_below(LIMIT);
}

//! ^C: asks what runs to stop; a second one ends a program that does not. At a prompt it gives up what is typed.

use stint_cmdlet::StopToken;

/// Exit code of a program that was interrupted: as shells say it, 128 and the signal.
pub const INTERRUPTED: i32 = 130;

/// Lets ^C stop what serves this token.
pub fn stops(token: StopToken) {
    let told = move || {
        if token.is_requested() {
            std::process::exit(INTERRUPTED);
        }
        token.request();
    };
    // Without a handler ^C ends the program, which is the next best.
    let _ = stint_job::sys::on_interrupt(told);
}

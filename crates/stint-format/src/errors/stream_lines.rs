//! The lines of the other streams, as a host writes them.

use crate::surroundings::Styles;

fn line(label: &str, message: &str, style: &str, styles: &Styles) -> String {
    [styles.shown(style), label, ": ", message, styles.reset()].concat()
}

/// `WARNING: message`.
pub fn warning_line(message: &str, styles: &Styles) -> String {
    line("WARNING", message, &styles.warning, styles)
}

/// `VERBOSE: message`.
pub fn verbose_line(message: &str, styles: &Styles) -> String {
    line("VERBOSE", message, &styles.verbose, styles)
}

/// `DEBUG: message`.
pub fn debug_line(message: &str, styles: &Styles) -> String {
    line("DEBUG", message, &styles.debug, styles)
}

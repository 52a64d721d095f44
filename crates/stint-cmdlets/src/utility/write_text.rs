//! `Write-Warning`, `Write-Verbose` and `Write-Debug`: a text to a stream.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

macro_rules! text_stream {
    ($module:ident, $ty:ident, $name:literal, $class:literal, $write:ident) => {
        pub(crate) mod $module {
            use super::*;

            #[doc = concat!("`", $name, "`.")]
            #[derive(Params, Default)]
            struct $ty {
                message: Str,
            }

            entry!($name, $class, $ty);

            impl Cmdlet for $ty {
                fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
                    cx.$write(&self.message)
                }
            }
        }
    };
}
text_stream!(
    warning,
    WriteWarning,
    "Write-Warning",
    "WriteWarningCommand",
    warning
);
text_stream!(
    verbose,
    WriteVerbose,
    "Write-Verbose",
    "WriteVerboseCommand",
    verbose
);
text_stream!(debug, WriteDebug, "Write-Debug", "WriteDebugCommand", debug);

//! `Unblock-File`: PowerShell refuses it on Linux, and so does Stint.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;

/// Refused.
#[derive(Params, Default)]
struct UnblockFile {
    path: Vec<Str>,
    literal_path: Vec<Str>,
}

entry!("Unblock-File", "UnblockFileCommand", UnblockFile);

impl Cmdlet for UnblockFile {
    fn process(&mut self, _: &mut dyn Cx) -> Result<()> {
        let text = "The cmdlet does not support Linux.";
        Err(ErrorRecord::new(
            "LinuxNotSupported",
            Category::NotImplemented,
            system::exceptions::PLATFORM_NOT_SUPPORTED,
            text,
        )
        .into())
    }
}

//! What PowerShell has and Stint does not: refused in one way, so that it can be found.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Value};

/// The error for a part of PowerShell that is missing.
pub(crate) fn feature(what: &str) -> Flow {
    let text = format!("Stint does not support {what}.");
    ErrorRecord::new(
        "NotSupportedByStint",
        Category::NotImplemented,
        system::exceptions::PS_NOT_SUPPORTED,
        text,
    )
    .into()
}

/// A cmdlet that only says that it is missing. It takes any argument.
pub(crate) struct Refused {
    what: &'static str,
}

impl Refused {
    /// With what is missing, as the error says it.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what }
    }
}

impl Params for Refused {
    fn names(&self, _: &mut Vec<&'static str>) {}
    fn set(&mut self, _: &str, _: Option<Value>) -> Result<bool> {
        Ok(true)
    }
}

impl Cmdlet for Refused {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        Err(feature(self.what))
    }
}

//! `Out-Null`.

use stint_cmdlet::{Cmdlet, Params};
use stint_object::Value;

/// Throws its input away.
#[derive(Params, Default)]
struct OutNull {
    input_object: Value,
}

entry!("Out-Null", "OutNullCommand", OutNull);

impl Cmdlet for OutNull {}

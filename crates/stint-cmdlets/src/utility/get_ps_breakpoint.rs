//! `Get-PSBreakpoint`: there are none, since none can be set.

use stint_cmdlet::{Cmdlet, Params};
use stint_object::{Str, Value};

/// Lists nothing.
#[derive(Params, Default)]
struct GetPsBreakpoint {
    script: Vec<Str>,
    id: Vec<i32>,
    variable: Vec<Str>,
    command: Vec<Str>,
    r#type: Vec<Value>,
}

entry!(
    "Get-PSBreakpoint",
    "GetPSBreakpointCommand",
    GetPsBreakpoint
);

impl Cmdlet for GetPsBreakpoint {}

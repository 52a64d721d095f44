//! `Get-ExperimentalFeature`: there are none.

use stint_cmdlet::{Cmdlet, Params};
use stint_object::Str;

/// Lists nothing.
#[derive(Params, Default)]
struct GetExperimentalFeature {
    name: Vec<Str>,
}

entry!(
    "Get-ExperimentalFeature",
    "GetExperimentalFeatureCommand",
    GetExperimentalFeature
);

impl Cmdlet for GetExperimentalFeature {}

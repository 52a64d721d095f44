//! `Format-Custom`.

use super::format_view::{Shared, Work, formats};
use stint_cmdlet::Params;
use stint_format::parameters::{Parameters, Use};
use stint_object::Value;

/// Shows objects by views of free text, or as trees of their properties.
#[derive(Params, Default)]
struct FormatCustom {
    property: Vec<Value>,
    depth: Option<i32>,
    #[param(flatten)]
    shared: Shared,
    #[param(skip)]
    work: Work,
}

entry!("Format-Custom", "FormatCustomCommand", FormatCustom);

formats!(FormatCustom, Complex, |this, _cx| {
    let mut parameters = this.shared.parameters(&this.property, Use::Custom)?;
    if let Some(depth) = this.depth {
        parameters.depth = depth;
    }
    Parameters { ..parameters }
});

//! `Format-List`.

use super::format_view::{Shared, Work, formats};
use stint_cmdlet::Params;
use stint_format::parameters::Use;
use stint_object::Value;

/// Shows objects as lists of properties.
#[derive(Params, Default)]
struct FormatList {
    property: Vec<Value>,
    #[param(flatten)]
    shared: Shared,
    #[param(skip)]
    work: Work,
}

entry!("Format-List", "FormatListCommand", FormatList);

formats!(FormatList, List, |this, _cx| this
    .shared
    .parameters(&this.property, Use::List)?);

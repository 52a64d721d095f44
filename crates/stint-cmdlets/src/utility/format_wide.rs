//! `Format-Wide`.

use super::format_view::{Shared, Work, formats};
use stint_cmdlet::Params;
use stint_format::parameters::{Parameters, Use};
use stint_object::Value;

/// Shows one property of each object, in columns.
#[derive(Params, Default)]
struct FormatWide {
    property: Value,
    auto_size: Option<bool>,
    column: Option<i32>,
    #[param(flatten)]
    shared: Shared,
    #[param(skip)]
    work: Work,
}

entry!("Format-Wide", "FormatWideCommand", FormatWide);

impl FormatWide {
    fn property(&self) -> &[Value] {
        if self.property.is_null() {
            &[]
        } else {
            std::slice::from_ref(&self.property)
        }
    }
}

formats!(FormatWide, Wide, |this, _cx| Parameters {
    autosize: this.auto_size,
    columns: this.column,
    ..this.shared.parameters(this.property(), Use::Wide)?
});

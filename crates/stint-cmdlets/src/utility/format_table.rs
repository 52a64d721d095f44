//! `Format-Table`.

use super::format_view::{Shared, Work, formats};
use stint_cmdlet::Params;
use stint_format::parameters::{Parameters, Use};
use stint_object::Value;

/// Shows objects as a table.
#[derive(Params, Default)]
struct FormatTable {
    property: Vec<Value>,
    auto_size: Option<bool>,
    repeat_header: bool,
    hide_table_headers: Option<bool>,
    wrap: Option<bool>,
    #[param(flatten)]
    shared: Shared,
    #[param(skip)]
    work: Work,
}

entry!("Format-Table", "FormatTableCommand", FormatTable);

formats!(FormatTable, Table, |this, _cx| Parameters {
    autosize: this.auto_size,
    repeat_header: this.repeat_header,
    hide_headers: this.hide_table_headers,
    wrap: this.wrap,
    ..this.shared.parameters(&this.property, Use::Table)?
});

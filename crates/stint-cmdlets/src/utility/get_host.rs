//! `Get-Host`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};

/// The host: `$Host`.
#[derive(Params, Default)]
struct GetHost {}

entry!("Get-Host", "GetHostCommand", GetHost);

impl Cmdlet for GetHost {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let host = cx.session().variable_value("Host").unwrap_or_default();
        cx.write(host)
    }
}

//! `Export-ModuleMember`.

use stint_cmdlet::session::Exports;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;

/// Says which members of the running module are seen outside; what is not named is not.
#[derive(Params, Default)]
struct ExportModuleMember {
    function: Vec<Str>,
    cmdlet: Vec<Str>,
    variable: Vec<Str>,
    alias: Vec<Str>,
}

entry!(
    "Export-ModuleMember",
    "ExportModuleMemberCommand",
    ExportModuleMember
);

impl Cmdlet for ExportModuleMember {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        cx.session().export_members(&Exports {
            functions: Some(self.function.clone()),
            variables: Some(self.variable.clone()),
            aliases: Some(self.alias.clone()),
            cmdlets: Some(self.cmdlet.clone()),
        })
    }
}

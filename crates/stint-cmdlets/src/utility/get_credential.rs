//! `Get-Credential`.

use super::secure_text;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Asks for a name and a password.
#[derive(Params, Default)]
struct GetCredential {
    credential: Value,
    message: Option<Str>,
    user_name: Option<Str>,
    title: Option<Str>,
}

entry!("Get-Credential", "GetCredentialCommand", GetCredential);

impl Cmdlet for GetCredential {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let Some(ty) = values::find_type("System.Management.Automation.PSCredential") else {
            return Err(crate::refused::feature("credentials"));
        };
        if self.credential.ty() == Some(ty) {
            return cx.write(self.credential.clone());
        }
        let known = self
            .user_name
            .clone()
            .or_else(|| (!self.credential.is_null()).then(|| values::text(&self.credential)));
        let title = self
            .title
            .clone()
            .unwrap_or_else(|| "PowerShell credential request".into());
        let message = self
            .message
            .clone()
            .unwrap_or_else(|| "Enter your credentials.".into());
        let name = match known.filter(|name| !name.is_empty()) {
            Some(name) => name,
            None => cx
                .host()
                .read_line(Some(&format!("{title}\n{message}\nUser: ")), false)?
                .unwrap_or_default()
                .into(),
        };
        let password = cx
            .host()
            .read_line(Some(&format!("Password for user {name}: ")), true)?
            .unwrap_or_default();
        let credential = values::construct(ty, &[name.into(), secure_text::object(&password)])?;
        cx.write(credential)
    }
}

//! `Get-Runspace`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::access;
use stint_object::{Str, Value};

/// The runspace that runs this.
#[derive(Params, Default)]
struct GetRunspace {
    name: Vec<Str>,
    id: Vec<i32>,
    instance_id: Vec<Value>,
}

entry!("Get-Runspace", "GetRunspaceCommand", GetRunspace);

impl Cmdlet for GetRunspace {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let Some(ty) = values::find_type("System.Management.Automation.Runspaces.Runspace") else {
            return Ok(());
        };
        let Some(runspace) =
            access::get_static(ty, "DefaultRunspace")?.filter(|runspace| !runspace.is_null())
        else {
            return Ok(());
        };
        let name = values::text(&values::get(&runspace, "Name")?.unwrap_or_default());
        let named = self.name.is_empty()
            || self
                .name
                .iter()
                .any(|pattern| values::matches_pattern(pattern, &name));
        let numbered = self.id.is_empty()
            || match values::get(&runspace, "Id")? {
                Some(Value::Int32(id)) => self.id.contains(&id),
                _ => false,
            };
        let identified = self.instance_id.is_empty() || {
            let own = values::get(&runspace, "InstanceId")?.unwrap_or_default();
            self.instance_id
                .iter()
                .any(|id| stint_object::dict::equals(id, &own))
        };
        if named && numbered && identified {
            cx.write(runspace)
        } else {
            Ok(())
        }
    }
}

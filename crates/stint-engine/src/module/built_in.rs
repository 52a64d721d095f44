//! The modules whose cmdlets are part of the program: each counts as loaded once one of its cmdlets was looked up.

use super::object::ModuleInfo;
use crate::runspace::Runspace;
use std::sync::Arc;
use stint_cmdlet::Command;
use stint_object::Str;

/// Their names.
pub(super) const BUILT_IN: &[&str] = &[
    "Microsoft.PowerShell.Core",
    "Microsoft.PowerShell.Utility",
    "Microsoft.PowerShell.Management",
    "Microsoft.PowerShell.Security",
    "Microsoft.PowerShell.Host",
    "Microsoft.PowerShell.ThreadJob",
    "ThreadJob",
];

/// The name as the program writes it.
pub(super) fn known(name: &str) -> Option<&'static str> {
    BUILT_IN
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name))
        .copied()
}

impl Runspace {
    /// What scripts see of such a module.
    pub(super) fn built_in(&self, name: &str) -> Arc<ModuleInfo> {
        let info = ModuleInfo {
            name: name.into(),
            kind: "Manifest",
            version: "7.0.0.0".into(),
            ..ModuleInfo::default()
        };
        *info.cmdlets.lock() = self.cmdlets_of(name);
        Arc::new(info)
    }

    fn cmdlets_of(&self, module: &str) -> Vec<Arc<Command>> {
        let all = self.config.cmdlets.iter().flat_map(|area| area.iter());
        let mut found: Vec<Arc<Command>> = all
            .filter(|entry| {
                stint_cmdlet::facts::of(entry.name).is_some_and(|facts| *facts.module == *module)
            })
            .filter_map(|entry| self.cmdlet(entry.name))
            .collect();
        found.sort_by_key(|command| command.name.to_lowercase());
        found
    }

    /// Those that were used so far. The core itself is no module.
    pub(super) fn used_built_in(&self) -> Vec<Arc<ModuleInfo>> {
        let mut names: Vec<Str> = Vec::new();
        for command in self.cmdlets.borrow().values() {
            let is_new = !names.contains(&command.module);
            if is_new
                && !command.module.is_empty()
                && &*command.module != "Microsoft.PowerShell.Core"
            {
                names.push(command.module.clone());
            }
        }
        names.iter().map(|name| self.built_in(name)).collect()
    }
}

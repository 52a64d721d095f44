//! `Get-PSDrive`, `New-PSDrive`, `Remove-PSDrive` and `Get-PSProvider`.

use super::place::{self, no_drive, no_provider};
use crate::values;
use stint_cmdlet::drives::{Drive, Drives, Provider, drive_object, provider_object};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;

pub(super) mod get {
    use super::*;

    /// `Get-PSDrive`.
    #[derive(Params, Default)]
    struct GetPsDrive {
        name: Vec<Str>,
        literal_name: Vec<Str>,
        scope: Str,
        #[param(name = "PSProvider")]
        ps_provider: Vec<Str>,
    }

    entry!("Get-PSDrive", "GetPSDriveCommand", GetPsDrive);

    impl Cmdlet for GetPsDrive {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let literal = !self.literal_name.is_empty();
            let mut names = if literal {
                self.literal_name.clone()
            } else {
                self.name.clone()
            };
            if names.is_empty() {
                names.push("*".into());
            }
            let mut drives = Drives::of(cx.slots()).0.lock().clone();
            drives.sort_by(|a, b| values::compare_text(&a.name, &b.name, true));
            for name in names {
                let mut found = false;
                for drive in &drives {
                    let fits = if literal {
                        drive.name.eq_ignore_ascii_case(&name)
                    } else {
                        values::matches_pattern(&name, &drive.name)
                    };
                    let provided = self.ps_provider.is_empty()
                        || self
                            .ps_provider
                            .iter()
                            .any(|wanted| values::matches_pattern(wanted, drive.provider.name()));
                    if fits && provided {
                        found = true;
                        cx.write(drive_object(drive.clone()))?;
                    }
                }
                if !found && (literal || !values::is_pattern(&name)) {
                    let mut error = no_drive(&name);
                    error.id = "GetLocationNoMatchingDrive".into();
                    cx.error(error)?;
                }
            }
            Ok(())
        }
    }
}

pub(super) mod new {
    use super::*;

    /// `New-PSDrive`.
    #[derive(Params, Default)]
    struct NewPsDrive {
        name: Str,
        #[param(name = "PSProvider")]
        ps_provider: Str,
        root: Str,
        description: Str,
        scope: Str,
    }

    entry!("New-PSDrive", "NewPSDriveCommand", NewPsDrive);

    impl Cmdlet for NewPsDrive {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let Some(provider) = Provider::named(&self.ps_provider) else {
                return Err(no_provider(&self.ps_provider).into());
            };
            let target = format!(
                "Name: {} Provider: {} Root: {}",
                self.name,
                provider.full_name(),
                self.root
            );
            if !cx.should_process(&target, "New Drive")? {
                return Ok(());
            }
            if self.name.contains([';', '~', '/', '\\', '.', ':']) {
                let text = "Cannot process the drive name because the drive name contains one or more of the following characters that are not valid: ; ~ / \\ . :";
                return Err(ErrorRecord::new(
                    "Argument",
                    Category::InvalidArgument,
                    exceptions::PS_ARGUMENT,
                    text,
                )
                .into());
            }
            let drives = Drives::of(cx.slots());
            if drives.find(&self.name).is_some() {
                let text = format!("A drive with the name '{}' already exists.", self.name);
                return cx.error(
                    ErrorRecord::new(
                        "DriveAlreadyExists",
                        Category::ResourceExists,
                        exceptions::SESSION_STATE,
                        text,
                    )
                    .with_target(&*self.name),
                );
            }
            let mut root = self.root.clone();
            if provider == Provider::FileSystem {
                let folder = match place::parse(cx, &self.root.clone()) {
                    Ok(place) => place,
                    Err(error) => return cx.error(error),
                };
                if !folder.as_path().is_dir() {
                    let text = format!(
                        "The specified drive root \"{}\" either does not exist, or it is not a folder.",
                        self.root
                    );
                    return cx.error(
                        ErrorRecord::new(
                            "DriveRootError",
                            Category::ReadError,
                            exceptions::IO,
                            text,
                        )
                        .with_target(drive_object(self.drive(provider, root))),
                    );
                }
                root = folder.path;
            }
            let drive = self.drive(provider, root);
            drives.0.lock().push(drive.clone());
            cx.write(drive_object(drive))
        }
    }

    impl NewPsDrive {
        fn drive(&self, provider: Provider, root: Str) -> Drive {
            Drive {
                name: self.name.clone(),
                provider,
                root,
                description: self.description.clone(),
            }
        }
    }
}

pub(super) mod remove {
    use super::*;

    /// `Remove-PSDrive`.
    #[derive(Params, Default)]
    struct RemovePsDrive {
        name: Vec<Str>,
        literal_name: Vec<Str>,
        #[param(name = "PSProvider")]
        ps_provider: Vec<Str>,
        scope: Str,
        force: bool,
    }

    entry!("Remove-PSDrive", "RemovePSDriveCommand", RemovePsDrive);

    impl Cmdlet for RemovePsDrive {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let names = if self.literal_name.is_empty() {
                self.name.clone()
            } else {
                self.literal_name.clone()
            };
            let drives = Drives::of(cx.slots());
            for name in names {
                let all = drives.0.lock().clone();
                let found: Vec<Drive> = all
                    .into_iter()
                    .filter(|drive| values::matches_pattern(&name, &drive.name))
                    .collect();
                if found.is_empty() {
                    cx.error(no_drive(&name))?;
                }
                for drive in found {
                    let target = format!(
                        "Name: {} Provider: {} Root: {}",
                        drive.name,
                        drive.provider.full_name(),
                        drive.root
                    );
                    if !cx.should_process(&target, "Remove Drive")? {
                        continue;
                    }
                    if cx
                        .session()
                        .location()
                        .drive
                        .eq_ignore_ascii_case(&drive.name)
                        && !self.force
                    {
                        let text =
                            format!("Cannot remove drive '{}' because it is in use.", drive.name);
                        cx.error(
                            ErrorRecord::new(
                                "InvalidOperation",
                                Category::InvalidOperation,
                                exceptions::PS_INVALID_OPERATION,
                                text,
                            )
                            .with_target(&*drive.name),
                        )?;
                        continue;
                    }
                    drives.0.lock().retain(|known| known.name != drive.name);
                }
            }
            Ok(())
        }
    }
}

pub(super) mod provider {
    use super::*;

    /// `Get-PSProvider`.
    #[derive(Params, Default)]
    struct GetPsProvider {
        #[param(name = "PSProvider")]
        ps_provider: Vec<Str>,
    }

    entry!("Get-PSProvider", "GetPSProviderCommand", GetPsProvider);

    impl Cmdlet for GetPsProvider {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            if self.ps_provider.is_empty() {
                self.ps_provider.push("*".into());
            }
            for name in &self.ps_provider {
                let found: Vec<Provider> = Provider::ALL
                    .into_iter()
                    .filter(|provider| values::matches_pattern(name, provider.name()))
                    .collect();
                if found.is_empty() && !values::is_pattern(name) {
                    cx.error(no_provider(name))?;
                }
                for provider in found {
                    cx.write(provider_object(provider))?;
                }
            }
            Ok(())
        }
    }
}

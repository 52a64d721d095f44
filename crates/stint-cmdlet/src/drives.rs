//! Drives and providers of a session, and the objects that show them: `PSDriveInfo`, `ProviderInfo` and `PathInfo`.

use std::sync::Arc;
use stint_object::members::{CodeProperty, Member};
use stint_object::object::Opaque;
use stint_object::types::native::{method, property, strings};
use stint_object::types::{Type, TypeInfo, registry};
use stint_object::{Lock, Object, Str, Value};

/// What keeps the things behind a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Provider {
    /// Files and folders.
    FileSystem,
    /// Environment variables.
    Environment,
    /// Variables of the session.
    Variable,
    /// Functions of the session.
    Function,
    /// Aliases of the session.
    Alias,
}

impl Provider {
    /// All, in the order in which PowerShell lists them.
    pub const ALL: [Provider; 5] = [
        Self::Alias,
        Self::Environment,
        Self::FileSystem,
        Self::Function,
        Self::Variable,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::FileSystem => "FileSystem",
            Self::Environment => "Environment",
            Self::Variable => "Variable",
            Self::Function => "Function",
            Self::Alias => "Alias",
        }
    }

    /// By name, with or without its module's.
    pub fn named(name: &str) -> Option<Self> {
        let name = name
            .rsplit_once('\\')
            .filter(|(module, _)| module.eq_ignore_ascii_case("Microsoft.PowerShell.Core"))
            .map_or(name, |(_, name)| name);
        Self::ALL
            .into_iter()
            .find(|provider| provider.name().eq_ignore_ascii_case(name))
    }

    /// Its name with its module's.
    pub fn full_name(self) -> String {
        format!("Microsoft.PowerShell.Core\\{}", self.name())
    }

    fn capabilities(self) -> &'static str {
        match self {
            Self::FileSystem => "Filter, ShouldProcess, Credentials",
            _ => "ShouldProcess",
        }
    }
}

/// One drive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drive {
    /// Its name.
    pub name: Str,
    /// Who keeps what is on it.
    pub provider: Provider,
    /// A folder for files; nothing for others.
    pub root: Str,
    /// `Description`.
    pub description: Str,
}

impl Opaque for Drive {}

/// The drives of a session; kept in a slot.
pub struct Drives(pub Lock<Vec<Drive>>);

impl Default for Drives {
    fn default() -> Self {
        let drive = |name: &str, provider, root: &str, description: &str| Drive {
            name: name.into(),
            provider,
            root: root.into(),
            description: description.into(),
        };
        let temporary = std::env::temp_dir().to_string_lossy().into_owned();
        let temporary = format!("{}/", temporary.trim_end_matches('/'));
        Self(Lock::new(vec![
            drive("/", Provider::FileSystem, "/", "/"),
            drive(
                "Alias",
                Provider::Alias,
                "",
                "Drive that contains a view of the aliases stored in a session state.",
            ),
            drive(
                "Env",
                Provider::Environment,
                "",
                "Drive that contains a view of the environment variables for the process",
            ),
            drive(
                "Function",
                Provider::Function,
                "",
                "Drive that contains a view of the functions stored in a session state.",
            ),
            drive(
                "Temp",
                Provider::FileSystem,
                &temporary,
                "Drive that maps to the temporary directory path for the current user.",
            ),
            drive(
                "Variable",
                Provider::Variable,
                "",
                "Drive that contains a view of those variables stored in a session state.",
            ),
        ]))
    }
}

impl Drives {
    /// The drives of a session.
    pub fn of(slots: &crate::Slots) -> Arc<Self> {
        slots.get_or_insert(Self::default)
    }

    /// A drive by name.
    pub fn find(&self, name: &str) -> Option<Drive> {
        self.0
            .lock()
            .iter()
            .find(|drive| drive.name.eq_ignore_ascii_case(name))
            .cloned()
    }
}

/// The drive as scripts see it.
pub fn drive_object(drive: Drive) -> Value {
    Value::Object(Object::opaque(PS_DRIVE_INFO, drive))
}

/// The provider as scripts see it.
pub fn provider_object(provider: Provider) -> Value {
    Value::Object(Object::opaque(PROVIDER_INFO, ProviderPayload(provider)))
}

struct ProviderPayload(Provider);

impl Opaque for ProviderPayload {}

/// A place as scripts see it.
pub struct PathPayload {
    /// `Path`.
    pub path: Str,
    /// `ProviderPath`.
    pub provider_path: Str,
    /// `Drive`.
    pub drive: Option<Drive>,
    /// `Provider`.
    pub provider: Provider,
}

impl Opaque for PathPayload {}

/// A place as scripts see it.
pub fn path_object(path: PathPayload) -> Value {
    Value::Object(Object::opaque(PATH_INFO, path))
}

fn drive<T: Default>(this: &Value, take: impl FnOnce(&Drive) -> T) -> T {
    this.payload::<Drive>().map(take).unwrap_or_default()
}

fn provider(this: &Value) -> Provider {
    this.payload::<ProviderPayload>()
        .map_or(Provider::FileSystem, |payload| payload.0)
}

fn path<T: Default>(this: &Value, take: impl FnOnce(&PathPayload) -> T) -> T {
    this.payload::<PathPayload>().map(take).unwrap_or_default()
}

/// How many bytes of a folder's disk are used, and how many are free to the user.
fn space(root: &str) -> Option<(u64, u64)> {
    let disk = rustix::fs::statvfs(root).ok()?;
    let free = disk.f_bavail * disk.f_frsize;
    Some(((disk.f_blocks * disk.f_frsize).saturating_sub(free), free))
}

fn bytes(this: &Value, take: impl FnOnce((u64, u64)) -> u64) -> Value {
    let root = drive(this, |drive| {
        (drive.provider == Provider::FileSystem).then(|| drive.root.clone())
    });
    root.and_then(|root| space(&root))
        .and_then(|space| i64::try_from(take(space)).ok())
        .map_or(Value::Null, Value::Int64)
}

static USED: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object Used {get=## Ensure that this is a FileSystem drive\n          if($this.Provider.ImplementingType -eq\n          [Microsoft.PowerShell.Commands.FileSystemProvider])\n          {\n          $driveInfo = [System.IO.DriveInfo]::New($this.Root)\n          if ( $driveInfo.IsReady ) { $driveInfo.TotalSize - $driveInfo.AvailableFreeSpace }\n          };}",
    get: |this| Ok(bytes(this, |(used, _)| used)),
    set: None,
};

static FREE: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object Free {get=## Ensure that this is a FileSystem drive\n          if($this.Provider.ImplementingType -eq\n          [Microsoft.PowerShell.Commands.FileSystemProvider])\n          {\n          [System.IO.DriveInfo]::New($this.Root).AvailableFreeSpace\n          };}",
    get: |this| Ok(bytes(this, |(_, free)| free)),
    set: None,
};

/// `System.Management.Automation.PSDriveInfo`.
pub const PS_DRIVE_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSDriveInfo")
        .properties(&[
            property!("string CurrentLocation {get;set;}", |_| ""),
            property!("string Name {get;}", |this| drive(this, |drive| drive
                .name
                .clone())),
            property!(
                "System.Management.Automation.ProviderInfo Provider {get;}",
                |this| drive(this, |drive| provider_object(drive.provider))
            ),
            property!("string Root {get;}", |this| drive(this, |drive| drive
                .root
                .clone())),
            property!("string Description {get;set;}", |this| drive(
                this,
                |drive| drive.description.clone()
            )),
            property!("System.Nullable[long] MaximumSize {get;}", |_| Value::Null),
            property!("pscredential Credential {get;}", |_| Value::Null),
            property!("string DisplayRoot {get;}", |_| Value::Null),
            property!("bool VolumeSeparatedByColon {get;}", |this| drive(
                this,
                |drive| &*drive.name != "/"
            )),
        ])
        .methods(&[method!("string ToString()", |this, _| drive(
            this,
            |drive| drive.name.clone()
        ))])
        .extended(&[("Used", Member::Code(&USED)), ("Free", Member::Code(&FREE))]);
    Type(&INFO)
};

/// `System.Management.Automation.ProviderInfo`.
pub const PROVIDER_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ProviderInfo")
        .properties(&[
            property!("type ImplementingType {get;}", |this| {
                registry::lookup(&format!(
                    "Microsoft.PowerShell.Commands.{}Provider",
                    provider(this).name()
                ))
                .map_or(Value::Null, Value::from)
            }),
            property!(
                "string HelpFile {get;}",
                |_| "System.Management.Automation.dll-Help.xml"
            ),
            property!("string Name {get;}", |this| provider(this).name()),
            property!(
                "System.Management.Automation.PSSnapInInfo PSSnapIn {get;}",
                |_| Value::Null
            ),
            property!("string ModuleName {get;}", |_| "Microsoft.PowerShell.Core"),
            property!("psmoduleinfo Module {get;}", |_| Value::Null),
            property!("string Description {get;set;}", |_| ""),
            property!("string Capabilities {get;}", |this| provider(this)
                .capabilities()),
            property!("string Home {get;set;}", |this| {
                match provider(this) {
                    Provider::FileSystem => std::env::var("HOME").unwrap_or_default(),
                    _ => String::new(),
                }
            }),
            property!(
                "System.Collections.ObjectModel.Collection[psdriveinfo] Drives {get;}",
                |this| {
                    let drives = Drives::default();
                    let names: Vec<Str> = drives
                        .0
                        .lock()
                        .iter()
                        .filter(|drive| drive.provider == provider(this))
                        .map(|drive| drive.name.clone())
                        .collect();
                    strings(names)
                }
            ),
        ])
        .methods(&[method!("string ToString()", |this, _| provider(this).full_name())]);
    Type(&INFO)
};

/// `System.Management.Automation.PathInfo`.
pub const PATH_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PathInfo")
        .properties(&[
            property!(
                "System.Management.Automation.PSDriveInfo Drive {get;}",
                |this| path(this, |path| path
                    .drive
                    .clone()
                    .map_or(Value::Null, drive_object))
            ),
            property!(
                "System.Management.Automation.ProviderInfo Provider {get;}",
                |this| path(this, |path| provider_object(path.provider))
            ),
            property!("string ProviderPath {get;}", |this| path(this, |path| path
                .provider_path
                .clone())),
            property!("string Path {get;}", |this| path(this, |path| path
                .path
                .clone())),
        ])
        .methods(&[method!("string ToString()", |this, _| path(this, |path| {
            path.path.clone()
        }))]);
    Type(&INFO)
};

/// The types of this module.
pub static TYPES: &[Type] = &[PS_DRIVE_INFO, PROVIDER_INFO, PATH_INFO];

//! `PathIntrinsics`: where the session is, and what a path means.

use super::{run, with};
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::{self, collection};
use stint_object::types::{Method, Property, TypeInfo};
use stint_object::{Result, Type, Value, access, convert};

fn one(this: &Value, name: &str, named: &[(&str, Value)]) -> Result<Value> {
    run(this, name, named).map(|mut found| match found.len() {
        0 => Value::Null,
        _ => found.swap_remove(0),
    })
}

fn unresolved(this: &Value, path: &Value) -> Result<String> {
    let path = convert::to_str(path)?;
    with(this, |rs, _, _| {
        let path = crate::command::find::normal(&rs.resolve_path(&path));
        Ok(path.to_string_lossy().into_owned())
    })
}

/// The paths that exist, as their provider writes them; the provider goes to the reference.
fn resolved(this: &Value, path: &Value, provider: &Value) -> Result<Value> {
    let infos = run(this, "Resolve-Path", &[("Path", path.clone())])?;
    if let Some(first) = infos.first() {
        let found = access::get_property(first, "Provider")?.unwrap_or_default();
        access::set_property(provider, "Value", found)?;
    }
    let mut paths = Vec::new();
    for info in &infos {
        paths.push(access::get_property(info, "ProviderPath")?.unwrap_or_default());
    }
    Ok(collection::of(system::STRING, paths))
}

static METHODS: &[Method] = &[
    method!(
        "string GetUnresolvedProviderPathFromPSPath(string path)",
        |this, args| unresolved(this, args.at(0))
    ),
    method!(
        "System.Collections.ObjectModel.Collection[string] GetResolvedProviderPathFromPSPath(string path, [ref] System.Management.Automation.ProviderInfo provider)",
        |this, args| resolved(this, args.at(0), args.at(1))
    ),
    method!(
        "System.Collections.ObjectModel.Collection[System.Management.Automation.PathInfo] GetResolvedPSPathFromPSPath(string path)",
        |this, args| run(this, "Resolve-Path", &[("Path", args.at(0).clone())])
            .map(|found| collection::of(system::OBJECT, found))
    ),
    method!(
        "string Combine(string parent, string child)",
        |this, args| one(
            this,
            "Join-Path",
            &[
                ("Path", args.at(0).clone()),
                ("ChildPath", args.at(1).clone())
            ]
        )
    ),
    method!(
        "string ParseParent(string path, string root)",
        |this, args| one(this, "Split-Path", &[("Path", args.at(0).clone())])
    ),
    method!("string ParseChildName(string path)", |this, args| one(
        this,
        "Split-Path",
        &[("Path", args.at(0).clone()), ("Leaf", Value::Bool(true))]
    )),
    method!("bool IsValid(string path)", |this, args| one(
        this,
        "Test-Path",
        &[("Path", args.at(0).clone()), ("IsValid", Value::Bool(true))]
    )),
    method!("bool IsProviderQualified(string path)", |_, args| args
        .text(0)
        .contains("::")),
    method!(
        "System.Management.Automation.PathInfo SetLocation(string path)",
        |this, args| one(
            this,
            "Set-Location",
            &[
                ("Path", args.at(0).clone()),
                ("PassThru", Value::Bool(true))
            ]
        )
    ),
    method!(
        "System.Management.Automation.PathInfo CurrentProviderLocation(string providerName)",
        |this, args| one(this, "Get-Location", &[("PSProvider", args.at(0).clone())])
    ),
];

static PROPERTIES: &[Property] = &[
    property!(
        "System.Management.Automation.PathInfo CurrentLocation {get;}",
        |this| one(this, "Get-Location", &[])
    ),
    property!(
        "System.Management.Automation.PathInfo CurrentFileSystemLocation {get;}",
        |this| one(
            this,
            "Get-Location",
            &[("PSProvider", Value::str("FileSystem"))]
        )
    ),
];

/// `System.Management.Automation.PathIntrinsics`.
pub const PATH_INTRINSICS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PathIntrinsics")
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

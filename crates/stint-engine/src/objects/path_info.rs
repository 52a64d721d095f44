//! `PathInfo`: where a session is.

use stint_cmdlet::session::Location;
use stint_object::object::Opaque;
use stint_object::types::TypeInfo;
use stint_object::types::native::{method, property};
use stint_object::{Str, Type, Value};

/// The payload of `PathInfo`.
pub struct PathInfo(pub Location);

impl Opaque for PathInfo {}

fn path(this: &Value) -> Str {
    this.payload::<PathInfo>()
        .map_or_else(Str::default, |info| info.0.path.clone())
}

/// `System.Management.Automation.PathInfo`.
pub const PATH_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PathInfo")
        .methods(&[method!("string ToString()", |this, _| path(this))])
        .properties(&[
            property!("string Drive {get;}", |this| this
                .payload::<PathInfo>()
                .map(|info| info.0.drive.clone())),
            property!("string Provider {get;}", |this| this
                .payload::<PathInfo>()
                .map(|info| info.0.provider.clone())),
            property!("string ProviderPath {get;}", |this| path(this)),
            property!("string Path {get;}", |this| path(this)),
        ]);
    Type(&INFO)
};

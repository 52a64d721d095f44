//! `PSDataStreams`: what a `PowerShell` object's scripts said beside their output.

use stint_object::object::Opaque;
use stint_object::types::TypeInfo;
use stint_object::types::native::{method, property};
use stint_object::types::system::{self, collection};
use stint_object::{Data, Object, Type, Value};

/// A list for each stream.
#[derive(Clone)]
pub(super) struct Lists {
    pub(super) error: Value,
    pub(super) warning: Value,
    pub(super) verbose: Value,
    pub(super) debug: Value,
    pub(super) information: Value,
    pub(super) progress: Value,
}

impl Opaque for Lists {}

impl Default for Lists {
    fn default() -> Self {
        let list = || collection::of(system::PS_OBJECT, Vec::new());
        Self {
            error: list(),
            warning: list(),
            verbose: list(),
            debug: list(),
            information: list(),
            progress: list(),
        }
    }
}

impl Lists {
    pub(super) fn object(&self) -> Value {
        Value::Object(Object::opaque(STREAMS, self.clone()))
    }

    fn clear(&self) {
        for list in [
            &self.error,
            &self.warning,
            &self.verbose,
            &self.debug,
            &self.information,
            &self.progress,
        ] {
            if let Some(Data::List(list)) = list.data() {
                let old = std::mem::take(&mut *list.lock());
                drop(old);
            }
        }
    }
}

fn read(this: &Value, read: impl FnOnce(&Lists) -> &Value) -> Value {
    this.payload::<Lists>()
        .map_or(Value::Null, |lists| read(lists).clone())
}

/// `System.Management.Automation.PSDataStreams`.
pub const STREAMS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSDataStreams")
        .methods(&[method!("void ClearStreams()", |this, _| {
            if let Some(lists) = this.payload::<Lists>() {
                lists.clear();
            }
        })])
        .properties(&[
            property!("System.Object Error {get;set;}", |this| read(
                this,
                |lists| &lists.error
            )),
            property!("System.Object Progress {get;set;}", |this| read(
                this,
                |lists| &lists.progress
            )),
            property!("System.Object Verbose {get;set;}", |this| read(
                this,
                |lists| &lists.verbose
            )),
            property!("System.Object Debug {get;set;}", |this| read(
                this,
                |lists| &lists.debug
            )),
            property!("System.Object Warning {get;set;}", |this| read(
                this,
                |lists| &lists.warning
            )),
            property!("System.Object Information {get;set;}", |this| read(
                this,
                |lists| &lists.information
            )),
        ]);
    Type(&INFO)
};

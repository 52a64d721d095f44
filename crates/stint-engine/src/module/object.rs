//! `PSModuleInfo`.

use crate::Runspace;
use std::path::PathBuf;
use std::sync::Arc;
use stint_cmdlet::{Command, Variable};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::object::Opaque;
use stint_object::types::{TypeInfo, method, property, registry, settable, system};
use stint_object::{Data, Lock, Obj, Object, Result, Str, Type, Value, convert};

/// What scripts see of a module.
#[derive(Default)]
pub struct ModuleInfo {
    /// Its number in the runspace.
    pub number: u32,
    /// `Name`.
    pub name: Str,
    /// `Path`.
    pub path: Str,
    /// `ModuleBase`.
    pub base: PathBuf,
    /// `ModuleType`: `Script`, `Manifest`, `Binary`.
    pub kind: &'static str,
    /// `Version`, as text.
    pub version: Str,
    /// What its manifest says.
    pub manifest: Lock<Value>,
    /// `ExportedFunctions`.
    pub functions: Lock<Vec<Arc<Command>>>,
    /// `ExportedAliases`.
    pub aliases: Lock<Vec<Arc<Command>>>,
    /// `ExportedVariables`.
    pub variables: Lock<Vec<Arc<Variable>>>,
    /// `ExportedCmdlets`.
    pub cmdlets: Lock<Vec<Arc<Command>>>,
    /// `NestedModules`.
    pub nested: Lock<Vec<Arc<ModuleInfo>>>,
    /// `OnRemove`.
    pub on_remove: Lock<Value>,
    /// Types that its script defines, for `using module`.
    pub types: Lock<Vec<Type>>,
}

/// The payload of `PSModuleInfo`.
pub struct ModuleObject(pub Arc<ModuleInfo>);

impl Opaque for ModuleObject {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| Arc::ptr_eq(&self.0, &other.0))
    }
}

/// The object of a module.
pub fn object_of(info: &Arc<ModuleInfo>) -> Obj {
    Object::opaque(PS_MODULE_INFO, ModuleObject(info.clone()))
}

/// The module behind an object.
pub fn info_of(value: &Value) -> Option<&Arc<ModuleInfo>> {
    value.payload::<ModuleObject>().map(|object| &object.0)
}

fn read(this: &Value, read: impl FnOnce(&Arc<ModuleInfo>) -> Value) -> Result<Value> {
    Ok(info_of(this).map_or(Value::Null, read))
}

fn manifest(this: &Value, key: &str) -> Result<Value> {
    read(this, |info| {
        info.manifest
            .lock()
            .as_dict()
            .and_then(|dict| dict.lock().get_str(key).cloned())
            .unwrap_or_default()
    })
}

fn version(this: &Value) -> Result<Value> {
    let text = info_of(this).map_or_else(Str::default, |info| info.version.clone());
    let text = if text.is_empty() { "0.0".into() } else { text };
    match registry::lookup("System.Version") {
        Some(ty) => convert::to(&Value::str(text), ty),
        None => Ok(Value::str(text)),
    }
}

fn dictionary(entries: Vec<(Str, Value)>) -> Value {
    let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
    for (name, value) in entries {
        dict.insert(Value::Str(name), value);
    }
    Value::object(system::DICTIONARY, Data::Dict(Lock::new(dict)))
}

fn commands(commands: &[Arc<Command>]) -> Value {
    dictionary(
        commands
            .iter()
            .map(|command| {
                (
                    command.name.clone(),
                    crate::command::object::object_of(command),
                )
            })
            .collect(),
    )
}

fn invoke(this: &Value, args: &[Value]) -> Result<Value> {
    let (Some(info), Some(block)) = (info_of(this), args.first().and_then(crate::Block::of)) else {
        return Ok(Value::Null);
    };
    let rs = Runspace::current()?;
    let rest = args
        .get(1)
        .map(stint_object::enumerate::to_vec)
        .transpose()?
        .unwrap_or_default();
    let bound = crate::Block {
        code: block.code.clone(),
        module: info.number,
        filter: false,
    };
    let scope = rs.scope();
    rs.call_in_scope(&scope, &bound, None, &rest)
        .map(Value::collected)
}

fn new_bound(this: &Value, args: &[Value]) -> Result<Value> {
    let (Some(info), Some(block)) = (info_of(this), args.first().and_then(crate::Block::of)) else {
        return Ok(Value::Null);
    };
    Ok(crate::Block::value(block.code.clone(), info.number))
}

/// `System.Management.Automation.PSModuleInfo`.
pub const PS_MODULE_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSModuleInfo")
        .methods(&[
            method(
                "System.Object Invoke(scriptblock sb, Params System.Object[] args)",
                invoke,
            ),
            method(
                "scriptblock NewBoundScriptBlock(scriptblock scriptBlockToBind)",
                new_bound,
            ),
            method("string ToString()", |this, _| {
                read(this, |info| Value::str(info.name.clone()))
            }),
        ])
        .properties(&[
            property("string Name {get;}", |this| {
                read(this, |info| Value::str(info.name.clone()))
            }),
            property("string Path {get;}", |this| {
                read(this, |info| Value::str(info.path.clone()))
            }),
            property("string ModuleBase {get;}", |this| {
                read(this, |info| {
                    Value::str(info.base.to_string_lossy().into_owned())
                })
            }),
            property("string Description {get;set;}", |this| {
                manifest(this, "Description")
            }),
            property("string Author {get;}", |this| manifest(this, "Author")),
            property("string CompanyName {get;}", |this| {
                manifest(this, "CompanyName")
            }),
            property("string Copyright {get;}", |this| {
                manifest(this, "Copyright")
            }),
            property("guid Guid {get;}", |this| {
                let guid = manifest(this, "GUID")?;
                convert::to(
                    &if guid.is_null() {
                        Value::str("00000000-0000-0000-0000-000000000000")
                    } else {
                        guid
                    },
                    system::GUID,
                )
            }),
            property("System.Object PrivateData {get;set;}", |this| {
                manifest(this, "PrivateData")
            }),
            property("string RootModule {get;}", |this| {
                manifest(this, "RootModule")
            }),
            property("version Version {get;}", version),
            property(
                "System.Management.Automation.ModuleType ModuleType {get;}",
                |this| {
                    read(this, |info| {
                        crate::automatic::enum_value(
                            "System.Management.Automation.ModuleType",
                            info.kind,
                        )
                    })
                },
            ),
            property("System.Object ExportedFunctions {get;}", |this| {
                read(this, |info| commands(&info.functions.lock()))
            }),
            property("System.Object ExportedAliases {get;}", |this| {
                read(this, |info| commands(&info.aliases.lock()))
            }),
            property("System.Object ExportedCmdlets {get;}", |this| {
                read(this, |info| commands(&info.cmdlets.lock()))
            }),
            property("System.Object ExportedCommands {get;}", |this| {
                read(this, |info| {
                    let mut all = info.functions.lock().clone();
                    all.extend(info.cmdlets.lock().iter().cloned());
                    all.extend(info.aliases.lock().iter().cloned());
                    commands(&all)
                })
            }),
            property("System.Object ExportedVariables {get;}", |this| {
                read(this, |info| {
                    dictionary(
                        info.variables
                            .lock()
                            .iter()
                            .map(|variable| {
                                (
                                    variable.name.clone(),
                                    crate::objects::variable::object_of(variable),
                                )
                            })
                            .collect(),
                    )
                })
            }),
            property(
                "System.Collections.ObjectModel.ReadOnlyCollection[psmoduleinfo] NestedModules {get;}",
                |this| {
                    read(this, |info| {
                        let nested = info.nested.lock();
                        let objects = nested.iter().map(|info| Value::Object(object_of(info)));
                        stint_object::types::system::collection::of(PS_MODULE_INFO, objects.collect())
                    })
                },
            ),
            property(
                "System.Management.Automation.SessionState SessionState {get;set;}",
                |this| read(this, |info| crate::session_state::object(info.number)),
            ),
            settable(
                "scriptblock OnRemove {get;set;}",
                |this| read(this, |info| info.on_remove.lock().clone()),
                |this, value| {
                    if let Some(info) = info_of(this) {
                        *info.on_remove.lock() = value;
                    }
                    Ok(())
                },
            ),
        ]);
    Type(&INFO)
};

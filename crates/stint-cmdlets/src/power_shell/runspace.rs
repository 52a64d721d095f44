//! `Runspace`, `RunspacePool`, `RunspaceFactory`.

use super::worker::{Lists, Worker};
use std::sync::Arc;
use stint_job::evaluator::Ended;
use stint_object::object::Opaque;
use stint_object::types::TypeInfo;
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::{self, collection, enums};
use stint_object::{Data, Flow, Lock, Object, Result, Type, Value, access};

/// A runspace or a pool of them: the threads, once it is open.
pub(super) struct Space {
    most: usize,
    worker: Lock<Option<Arc<Worker>>>,
    closed: Lock<bool>,
}

impl Opaque for Space {}

impl Drop for Space {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.lock().take() {
            worker.close();
        }
    }
}

impl Space {
    fn open(&self) {
        self.worker
            .lock()
            .get_or_insert_with(|| Arc::new(Worker::new(self.most)));
    }

    fn close(&self) {
        *self.closed.lock() = true;
        if let Some(worker) = self.worker.lock().take() {
            worker.close();
        }
    }

    fn state(&self) -> &'static str {
        match (*self.closed.lock(), self.worker.lock().is_some()) {
            (true, _) => "Closed",
            (false, true) => "Opened",
            (false, false) => "BeforeOpen",
        }
    }

    pub(super) fn worker(&self) -> Option<Arc<Worker>> {
        self.worker.lock().clone()
    }
}

fn made(ty: Type, most: usize) -> Value {
    Value::Object(Object::opaque(
        ty,
        Space {
            most,
            worker: Lock::new(None),
            closed: Lock::new(false),
        },
    ))
}

fn with<R: Default>(this: &Value, work: impl FnOnce(&Space) -> R) -> R {
    this.payload::<Space>().map_or_else(R::default, work)
}

/// Runs a script in a runspace and gives what it wrote.
fn run(this: &Value, text: &str, arguments: Vec<Value>) -> Result<Vec<Value>> {
    let block = block(text)?;
    let Some(worker) = this.payload::<Space>().and_then(Space::worker) else {
        return Err(stint_object::types::throw::invalid_operation(
            "The runspace is not open.",
        ));
    };
    let sink = Arc::new(Lists {
        output: collection::of(system::PS_OBJECT, Vec::new()),
        streams: super::streams::Lists::default(),
    });
    let ended = worker.begin(block, arguments, None, sink.clone()).wait();
    match ended {
        Ended::Failed(error) => Err(Flow::Error(error)),
        _ => stint_object::enumerate::to_vec(&sink.output),
    }
}

/// A script block of a text.
pub(super) fn block(text: &str) -> Result<Value> {
    access::invoke_static(system::SCRIPT_BLOCK, "Create", &[Value::str(text)])
}

/// A value of an enum of states by its name.
pub(super) fn state(ty: Type, name: &str) -> Value {
    let number = ty.constants.iter().find(|(known, _)| *known == name);
    number.map_or(Value::Null, |(_, number)| {
        Value::object(ty, Data::Enum(*number))
    })
}

fn state_info(this: &Value, ty: Type) -> Value {
    // The session's own runspace is open as long as anything runs in it.
    let name = this
        .payload::<Space>()
        .map_or("Opened", |space| space.state());
    let object = Object::new(STATE_INFO, Data::Custom);
    object.set_note("State", state(ty, name));
    object.set_note("Reason", Value::Null);
    Value::Object(object)
}

/// `System.Management.Automation.RunspaceStateInfo`.
pub const STATE_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.RunspaceStateInfo");
    Type(&INFO)
};

struct Proxy(Value);

impl Opaque for Proxy {}

/// `System.Management.Automation.Runspaces.SessionStateProxy`.
pub const PROXY: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Runspaces.SessionStateProxy").methods(&[
            method!(
                "void SetVariable(string name, System.Object value)",
                |this, args| {
                    let Some(proxy) = this.payload::<Proxy>() else {
                        return Ok::<_, Flow>(Value::Nothing);
                    };
                    run(
                        &proxy.0,
                        "param($name, $value) Set-Variable -Scope Global -Name $name -Value $value",
                        vec![args.at(0).clone(), args.at(1).clone()],
                    )?;
                    Ok(Value::Nothing)
                }
            ),
            method!("System.Object GetVariable(string name)", |this, args| {
                let Some(proxy) = this.payload::<Proxy>() else {
                    return Ok::<_, Flow>(Value::Null);
                };
                let found = run(
                    &proxy.0,
                    "param($name) , (Get-Variable -Scope Global -Name $name -ValueOnly -ErrorAction Ignore)",
                    vec![args.at(0).clone()],
                )?;
                Ok(found.into_iter().next().unwrap_or_default())
            }),
        ]);
    Type(&INFO)
};

/// `System.Management.Automation.Runspaces.Runspace`.
pub const RUNSPACE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Runspaces.Runspace")
        .methods(&[
            method!("void Open()", |this, _| with(this, Space::open)),
            method!("void Close()", |this, _| with(this, Space::close)),
            method!("void Dispose()", |this, _| with(this, Space::close)),
        ])
        .properties(&[
            property!(
                "System.Management.Automation.RunspaceStateInfo RunspaceStateInfo {get;}",
                |this| state_info(this, enums::RUNSPACE_STATE)
            ),
            property!(
                "System.Management.Automation.Runspaces.SessionStateProxy SessionStateProxy {get;}",
                |this| Value::Object(Object::opaque(PROXY, Proxy(this.clone())))
            ),
            property!(
                "static System.Management.Automation.Runspaces.Runspace DefaultRunspace",
                |_| Value::Object(Object::new(RUNSPACE, Data::Custom))
            ),
        ]);
    Type(&INFO)
};

/// `System.Management.Automation.Runspaces.RunspacePool`.
pub const POOL: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Runspaces.RunspacePool")
            .methods(&[
                method!("void Open()", |this, _| with(this, Space::open)),
                method!("void Close()", |this, _| with(this, Space::close)),
                method!("void Dispose()", |this, _| with(this, Space::close)),
                method!("int GetMaxRunspaces()", |this, _| i32::try_from(with(
                    this,
                    |space| space.most
                ))
                .unwrap_or(i32::MAX)),
            ])
            .properties(&[property!(
                "System.Management.Automation.Runspaces.RunspacePoolStateInfo RunspacePoolStateInfo {get;}",
                |this| state_info(this, enums::RUNSPACE_POOL_STATE)
            )]);
    Type(&INFO)
};

/// `System.Management.Automation.Runspaces.RunspaceFactory`.
pub const FACTORY: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Runspaces.RunspaceFactory").methods(&[
            method!(
                "static System.Management.Automation.Runspaces.Runspace CreateRunspace()",
                |_, _| made(RUNSPACE, 1)
            ),
            method!(
                "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool()",
                |_, _| made(POOL, 1)
            ),
            method!(
                "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool(int minRunspaces, int maxRunspaces)",
                |_, args| made(POOL, usize::try_from(args.int(1)).unwrap_or(1))
            ),
        ]);
    Type(&INFO)
};

/// A new runspace that is open.
pub(super) fn opened() -> Value {
    let made = made(RUNSPACE, 1);
    with(&made, Space::open);
    made
}

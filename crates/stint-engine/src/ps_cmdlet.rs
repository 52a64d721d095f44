//! `$PSCmdlet`: what an advanced function may do beyond its own statements.

use crate::confirm::{self, Asking};
use crate::frame::Frame;
use crate::function::Run;
use crate::pipe::Pipe;
use crate::pipeline::Stage;
use crate::report;
use crate::runspace::{Runspace, Streams, stream};
use crate::stage::common::Common;
use crate::symbol::known;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Command;
use stint_cmdlet::parameter::Impact;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::records::{InformationRecord, ProgressRecord};
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::exceptions;
use stint_object::types::{Method, Property, TypeInfo, resolve};
use stint_object::{Flow, Object, Result, Type, Value, access, convert, enumerate};

/// What a running advanced function can write to and ask; kept by the runspace while it runs.
pub struct ScriptCmdlet {
    /// Where `WriteObject` writes.
    pub out: Pipe,
    /// Where the other streams go.
    pub streams: Rc<Streams>,
    /// Its scope.
    pub frame: Rc<Frame>,
    /// What its common parameters say.
    pub common: Common,
    /// `ConfirmImpact`.
    pub impact: Impact,
    /// `Yes to All` and `No to All`.
    pub all: Cell<(bool, bool)>,
    /// The function.
    pub command: Arc<Command>,
    /// Its stage's number.
    pub stage: u64,
}

/// The payload: which running function it is of.
struct Handle {
    stage: u64,
    runspace: u64,
}

impl Opaque for Handle {}

/// The function that runs behind an object.
fn running(this: &Value) -> Result<(Rc<Runspace>, Rc<ScriptCmdlet>)> {
    let rs = Runspace::current()?;
    let found = this
        .payload::<Handle>()
        .filter(|handle| handle.runspace == rs.id)
        .and_then(|handle| {
            rs.script_cmdlets
                .borrow()
                .iter()
                .find(|running| running.stage == handle.stage)
                .cloned()
        });
    match found {
        Some(running) => Ok((rs, running)),
        None => Err(ErrorRecord::new(
            "InvalidOperation",
            Category::InvalidOperation,
            exceptions::PS_INVALID_OPERATION,
            "The cmdlet is not running any more.",
        )
        .into()),
    }
}

/// Runs something with the function's own streams.
fn with<R>(this: &Value, work: impl FnOnce(&Runspace, &ScriptCmdlet) -> Result<R>) -> Result<R> {
    let (rs, running) = running(this)?;
    let outer = rs.streams.replace(running.streams.clone());
    let result = work(&rs, &running);
    rs.streams.replace(outer);
    result
}

fn write(this: &Value, value: &Value, enumerated: bool) -> Result<()> {
    with(this, |rs, running| {
        if !enumerated {
            return running.out.put(rs, value.clone());
        }
        enumerate::to_vec(value)?
            .into_iter()
            .try_for_each(|item| running.out.put(rs, item))
    })
}

/// Names the function in an error of its own.
fn own(running: &ScriptCmdlet, error: &ErrorObject) {
    let mut state = error.state.lock();
    state
        .command
        .get_or_insert_with(|| running.command.name.clone());
    state
        .activity
        .get_or_insert_with(|| running.command.name.clone());
    if state.invocation.is_none() {
        state.invocation = running.frame.invocation();
    }
}

/// An error of asking is the function's own, whatever method raised it.
fn own_flow(running: &ScriptCmdlet, flow: Flow) -> Flow {
    if let Flow::Error(error) = &flow {
        own(running, error);
    }
    flow
}

fn record_of(value: &Value) -> Result<ErrorObject> {
    ErrorObject::from_value(value)
        .ok_or_else(|| stint_object::types::throw::argument_null("errorRecord"))
}

fn write_error(this: &Value, error: &Value) -> Result<()> {
    let error = record_of(error)?;
    with(this, |rs, running| {
        own(running, &error);
        rs.set_failed();
        let preference = running
            .common
            .error
            .unwrap_or_else(|| rs.preference(&running.frame, *known::ERROR_ACTION));
        report::write_error(rs, preference, error)
    })
}

fn terminate(this: &Value, error: &Value) -> Result<Value> {
    let error = record_of(error)?;
    let (_, running) = running(this)?;
    own(&running, &error);
    let mut state = error.state.lock();
    state.terminating = true;
    // Whatever ended it before: thrown so, it ends a statement only.
    state.stopped = false;
    drop(state);
    Err(Flow::Error(error))
}

fn text(this: &Value, number: u8, text: &Value) -> Result<()> {
    let text = convert::to_str(text)?;
    with(this, |rs, running| match number {
        stream::WARNING => report::warning(rs, &running.frame, running.common.warning, &text),
        stream::VERBOSE => report::detail(
            rs,
            &running.frame,
            running.common.verbose,
            stream::VERBOSE,
            &text,
        ),
        _ => report::detail(
            rs,
            &running.frame,
            running.common.debug,
            stream::DEBUG,
            &text,
        ),
    })
}

fn asking<'a>(rs: &'a Runspace, running: &'a ScriptCmdlet) -> Asking<'a> {
    Asking {
        rs,
        frame: &running.frame,
        common: &running.common,
        impact: running.impact,
        all: &running.all,
    }
}

fn should_process(this: &Value, args: &[Value]) -> Result<Value> {
    with(this, |rs, running| {
        let asking = asking(rs, running);
        let answer = match args {
            [target] => {
                confirm::should_process(&asking, &convert::to_str(target)?, &running.command.name)
            }
            [target, action] => confirm::should_process(
                &asking,
                &convert::to_str(target)?,
                &convert::to_str(action)?,
            ),
            [description, warning, caption, ..] => confirm::should_process_texts(
                &asking,
                &convert::to_str(description)?,
                &convert::to_str(warning)?,
                &convert::to_str(caption)?,
            ),
            [] => Ok(true),
        };
        answer
            .map(Value::Bool)
            .map_err(|flow| own_flow(running, flow))
    })
}

fn should_continue(this: &Value, args: &[Value]) -> Result<Value> {
    with(this, |rs, running| {
        confirm::should_continue(rs, args.text(0), args.text(1), None)
            .map(Value::Bool)
            .map_err(|flow| own_flow(running, flow))
    })
}

fn information(this: &Value, args: &[Value]) -> Result<Value> {
    with(this, |rs, running| {
        let record = match args.at(0).payload::<InformationRecord>() {
            Some(record) => record.clone(),
            None => InformationRecord {
                message: args.at(0).clone(),
                tags: args
                    .items(1)
                    .iter()
                    .map(convert::to_str)
                    .collect::<Result<_>>()?,
                ..InformationRecord::default()
            },
        };
        report::information(rs, &running.frame, running.common.information, record)?;
        Ok(Value::Nothing)
    })
}

fn progress(this: &Value, args: &[Value]) -> Result<Value> {
    with(this, |rs, running| {
        if let Some(record) = args.at(0).payload::<ProgressRecord>() {
            report::progress(rs, &running.frame, running.common.progress, record)?;
        }
        Ok(Value::Nothing)
    })
}

static METHODS: &[Method] = &[
    method!(
        "void WriteObject(System.Object sendToPipeline)",
        |this, args| write(this, args.at(0), false)
    ),
    method!(
        "void WriteObject(System.Object sendToPipeline, bool enumerateCollection)",
        |this, args| write(this, args.at(0), args.boolean(1))
    ),
    method!(
        "void WriteError(System.Management.Automation.ErrorRecord errorRecord)",
        |this, args| write_error(this, args.at(0))
    ),
    method!(
        "void ThrowTerminatingError(System.Management.Automation.ErrorRecord errorRecord)",
        |this, args| terminate(this, args.at(0))
    ),
    method!("void WriteWarning(string text)", |this, args| text(
        this,
        stream::WARNING,
        args.at(0)
    )),
    method!("void WriteVerbose(string text)", |this, args| text(
        this,
        stream::VERBOSE,
        args.at(0)
    )),
    method!("void WriteDebug(string text)", |this, args| text(
        this,
        stream::DEBUG,
        args.at(0)
    )),
    method!(
        "void WriteInformation(System.Object messageData, string[] tags)",
        |this, args| information(this, args)
    ),
    method!(
        "void WriteInformation(System.Management.Automation.InformationRecord informationRecord)",
        |this, args| information(this, args)
    ),
    method!(
        "void WriteProgress(System.Management.Automation.ProgressRecord progressRecord)",
        |this, args| progress(this, args)
    ),
    method!("void WriteCommandDetail(string text)", |_, _| ()),
    method!("bool ShouldProcess(string target)", |this, args| {
        should_process(this, args)
    }),
    method!(
        "bool ShouldProcess(string target, string action)",
        |this, args| should_process(this, args)
    ),
    method!(
        "bool ShouldProcess(string verboseDescription, string verboseWarning, string caption)",
        |this, args| should_process(this, args)
    ),
    method!(
        "bool ShouldContinue(string query, string caption)",
        |this, args| should_continue(this, args)
    ),
    method!(
        "System.Object GetVariableValue(string name)",
        |this, args| {
            let (rs, running) = running(this)?;
            let name = crate::Symbol::of(args.text(0));
            Ok::<_, Flow>(
                crate::run::variable::by_name(&running.frame, name)
                    .or_else(|| rs.automatic(name))
                    .unwrap_or_default(),
            )
        }
    ),
    method!(
        "string GetUnresolvedProviderPathFromPSPath(string path)",
        |this, args| {
            let (rs, _) = running(this)?;
            Ok::<_, Flow>(rs.resolve_path(args.text(0)).to_string_lossy().into_owned())
        }
    ),
    method!(
        "string ToString()",
        |_, _| "System.Management.Automation.PSScriptCmdlet"
    ),
];

static PROPERTIES: &[Property] = &[
    property!("string ParameterSetName {get;}", |this| running(this).map(
        |(_, running)| running
            .frame
            .activation
            .rare()
            .parameter_set
            .borrow()
            .clone()
    )),
    property!(
        "System.Management.Automation.InvocationInfo MyInvocation {get;}",
        |this| {
            let (rs, running) = running(this)?;
            Ok::<_, Flow>(
                running
                    .frame
                    .invocation()
                    .map_or(Value::Null, |invocation| rs.invocation_object(invocation)),
            )
        }
    ),
    property!(
        "System.Management.Automation.SessionState SessionState {get;}",
        |this| {
            let (_, running) = running(this)?;
            Ok::<_, Flow>(crate::session_state::object(running.frame.module))
        }
    ),
    property!(
        "System.Management.Automation.CommandInvocationIntrinsics InvokeCommand {get;}",
        |this| {
            let (_, running) = running(this)?;
            Ok::<_, Flow>(crate::session_state::commands_of(running.frame.module))
        }
    ),
    property!(
        "System.Management.Automation.Host.PSHost Host {get;}",
        |this| running(this).map(|(rs, _)| rs.host_object())
    ),
    property!("bool Stopping {get;}", |this| running(this)
        .map(|(rs, _)| rs.token().is_requested())),
    property!(
        "System.Management.Automation.ICommandRuntime CommandRuntime {get;set;}",
        |this| running(this).map(|(_, running)| running.command.name.clone())
    ),
];

/// The names of parameters that commands share, as a set.
fn names(names: &[&str]) -> Result<Value> {
    let ty = resolve::resolve("System.Collections.Generic.HashSet[string]")?;
    let names = names.iter().map(|name| Value::str(*name)).collect();
    let list = Value::typed_array(resolve::resolve("string[]")?, names);
    access::construct(ty, &[list])
}

static SHARED_NAMES: &[Property] = &[
    property!(
        "static System.Collections.Generic.HashSet[string] CommonParameters {get;}",
        |_| names(&[
            "Verbose",
            "Debug",
            "ErrorAction",
            "WarningAction",
            "InformationAction",
            "ProgressAction",
            "ErrorVariable",
            "WarningVariable",
            "OutVariable",
            "OutBuffer",
            "PipelineVariable",
            "InformationVariable",
        ])
    ),
    property!(
        "static System.Collections.Generic.HashSet[string] OptionalCommonParameters {get;}",
        |_| names(&["WhatIf", "Confirm", "UseTransaction"])
    ),
];

/// `System.Management.Automation.Cmdlet`.
pub const CMDLET: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Cmdlet").properties(SHARED_NAMES);
    Type(&INFO)
};

/// `System.Management.Automation.PSCmdlet`.
pub const PS_CMDLET: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSCmdlet").base(CMDLET);
    Type(&INFO)
};

/// `System.Management.Automation.PSScriptCmdlet`.
pub const PS_SCRIPT_CMDLET: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSScriptCmdlet")
        .base(PS_CMDLET)
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

/// The object of an advanced function's call, and what it needs while the function runs.
pub fn object(
    rs: &Runspace,
    stage: &Stage,
    run: &Run,
    common: Common,
    impact: Impact,
    (out, streams): (Pipe, Rc<Streams>),
) -> Value {
    let running = ScriptCmdlet {
        out,
        streams,
        frame: run.frame.clone(),
        common,
        impact,
        all: Cell::default(),
        command: stage.command.clone(),
        stage: stage.id,
    };
    rs.script_cmdlets.borrow_mut().push(Rc::new(running));
    Value::Object(Object::opaque(
        PS_SCRIPT_CMDLET,
        Handle {
            stage: stage.id,
            runspace: rs.id,
        },
    ))
}

/// The function is over.
pub fn forget(rs: &Runspace, stage: u64) {
    rs.script_cmdlets
        .borrow_mut()
        .retain(|running| running.stage != stage);
}

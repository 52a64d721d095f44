//! `[powershell]` and its runspaces: scripts that a script runs beside itself.

mod runspace;
mod streams;
mod worker;

pub use worker::set_evaluator;

use runspace::{FACTORY, POOL, PROXY, RUNSPACE, STATE_INFO, Space};
use std::fmt::Write as _;
use std::sync::Arc;
use stint_job::evaluator::Ended;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::object::Opaque;
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::{self, collection, enums, interfaces};
use stint_object::types::{Method, Property, TypeInfo, settable, throw};
use stint_object::{Data, Flow, Lock, Object, Result, Str, Type, Value, convert, enumerate};
use streams::STREAMS;
use worker::{Lists, Run};

/// The types, for look-up by name.
pub static TYPES: &[Type] = &[
    POWER_SHELL,
    ASYNC_RESULT,
    COMMANDS,
    INVOCATION_STATE_INFO,
    RUNSPACE,
    POOL,
    FACTORY,
    PROXY,
    STATE_INFO,
    STREAMS,
];

/// One command of the pipeline.
#[derive(Clone)]
struct Step {
    /// A command's name, or a script's text.
    text: Str,
    is_script: bool,
    named: Vec<(Str, Value)>,
    arguments: Vec<Value>,
    /// Whether a pipeline of its own begins with it.
    begins: bool,
}

#[derive(Default)]
struct State {
    steps: Vec<Step>,
    begins: bool,
    /// A runspace or a pool that was given, or the object's own.
    space: Value,
    /// The script that was begun last.
    run: Option<Arc<Run>>,
    had_errors: bool,
}

/// The payload of a `PowerShell` object.
struct Shell {
    state: Lock<State>,
    streams: streams::Lists,
}

impl Opaque for Shell {}

fn shell(this: &Value) -> Result<&Shell> {
    this.payload::<Shell>()
        .ok_or_else(|| throw::argument_null("this"))
}

fn create() -> Value {
    Value::Object(Object::opaque(
        POWER_SHELL,
        Shell {
            state: Lock::default(),
            streams: streams::Lists::default(),
        },
    ))
}

fn add_step(this: &Value, text: &str, is_script: bool) -> Result<Value> {
    let shell = shell(this)?;
    let mut state = shell.state.lock();
    let begins = state.steps.is_empty() || std::mem::take(&mut state.begins);
    state.steps.push(Step {
        text: text.into(),
        is_script,
        named: Vec::new(),
        arguments: Vec::new(),
        begins,
    });
    drop(state);
    Ok(this.clone())
}

/// Changes the step that was added last.
fn last_step(this: &Value, change: impl FnOnce(&mut Step)) -> Result<Value> {
    let shell = shell(this)?;
    let mut state = shell.state.lock();
    let Some(step) = state.steps.last_mut() else {
        return Err(throw::invalid_operation(
            "A command is required to add a parameter. A command must be added to the PowerShell instance before adding a parameter.",
        ));
    };
    change(step);
    drop(state);
    Ok(this.clone())
}

fn add_parameters(this: &Value, parameters: &Value) -> Result<Value> {
    let mut named = Vec::new();
    let mut arguments = Vec::new();
    match parameters.as_dict() {
        Some(dict) => {
            for (key, value) in dict.lock().iter() {
                named.push((convert::to_str(key)?, value.clone()));
            }
        }
        None => arguments = enumerate::to_vec(parameters)?,
    }
    last_step(this, |step| {
        step.named.extend(named);
        step.arguments.extend(arguments);
    })
}

/// The script of all steps, and its arguments.
fn script(steps: &[Step], has_input: bool) -> Result<(Value, Vec<Value>)> {
    if let [only] = steps
        && only.is_script
        && only.named.is_empty()
    {
        return Ok((runspace::block(&only.text)?, only.arguments.clone()));
    }
    let mut text = String::new();
    let mut data = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let call = if step.is_script { "." } else { "&" };
        let before = match (at, step.begins) {
            (0, _) if has_input => "$input | ",
            (0, _) => "",
            (_, true) => "\n",
            (_, false) => " | ",
        };
        let _ = write!(
            text,
            "{before}{call} $__steps[{at}].Command @__named{at} @__arguments{at}"
        );
        let command = if step.is_script {
            runspace::block(&step.text)?
        } else {
            Value::Str(step.text.clone())
        };
        data.push(step_object(command, step));
    }
    let mut whole = String::from("param($__steps)\n");
    for at in 0..steps.len() {
        let _ = writeln!(
            whole,
            "$__named{at} = $__steps[{at}].Named; $__arguments{at} = $__steps[{at}].Arguments"
        );
    }
    whole.push_str(&text);
    Ok((runspace::block(&whole)?, vec![Value::array(data)]))
}

fn step_object(command: Value, step: &Step) -> Value {
    let mut named = Dict::new(Comparer::IgnoreCase, Order::Added);
    for (name, value) in &step.named {
        named.insert(Value::Str(name.clone()), value.clone());
    }
    let object = Object::new(system::PS_CUSTOM_OBJECT, Data::Custom);
    object.set_note("Command", command);
    object.set_note(
        "Named",
        Value::object(system::HASHTABLE, Data::Dict(Lock::new(named))),
    );
    object.set_note("Arguments", Value::array(step.arguments.clone()));
    Value::Object(object)
}

/// A script that was begun.
struct Begun {
    run: Arc<Run>,
    lists: Arc<Lists>,
}

impl Opaque for Begun {}

fn begin(this: &Value, input: Option<&Value>) -> Result<Begun> {
    let shell = shell(this)?;
    let input = match input {
        Some(input) if !input.is_null() => Some(if enumerate::is_enumerable(input) {
            enumerate::to_vec(input)?
        } else {
            vec![input.clone()]
        }),
        _ => None,
    };
    let (steps, space) = {
        let state = shell.state.lock();
        (state.steps.clone(), state.space.clone())
    };
    if steps.is_empty() {
        return Err(throw::invalid_operation("No commands are specified."));
    }
    let space = if space.is_null() {
        let own = runspace::opened();
        shell.state.lock().space = own.clone();
        own
    } else {
        space
    };
    let Some(worker) = space.payload::<Space>().and_then(Space::worker) else {
        return Err(throw::invalid_operation(
            "The runspace of this PowerShell object is not open.",
        ));
    };
    let (block, arguments) = script(&steps, input.is_some())?;
    let lists = Arc::new(Lists {
        output: collection::of(system::PS_OBJECT, Vec::new()),
        streams: shell.streams.clone(),
    });
    let run = worker.begin(block, arguments, input, lists.clone());
    let mut state = shell.state.lock();
    state.run = Some(run.clone());
    state.had_errors = false;
    drop(state);
    Ok(Begun { run, lists })
}

/// Waits for a script's end: its output, or the error that ended it.
fn end(this: &Value, begun: &Begun) -> Result<Value> {
    let ended = begun.run.wait();
    let failed = matches!(ended, Ended::Failed(_));
    let said = match begun.lists.streams.error.data() {
        Some(Data::List(list)) => !list.lock().is_empty(),
        _ => false,
    };
    shell(this)?.state.lock().had_errors = failed || said;
    match ended {
        Ended::Failed(error) => Err(Flow::Error(error)),
        _ => Ok(begun.lists.output.clone()),
    }
}

fn invoke(this: &Value, input: Option<&Value>) -> Result<Value> {
    let begun = begin(this, input)?;
    end(this, &begun)
}

fn begin_invoke(this: &Value, input: Option<&Value>) -> Result<Value> {
    let begun = begin(this, input)?;
    Ok(Value::Object(Object::opaque(ASYNC_RESULT, begun)))
}

fn end_invoke(this: &Value, result: &Value) -> Result<Value> {
    match result.payload::<Begun>() {
        Some(begun) => end(this, begun),
        None => Err(throw::argument_null("asyncResult")),
    }
}

fn state_name(this: &Value) -> &'static str {
    let run = this
        .payload::<Shell>()
        .and_then(|shell| shell.state.lock().run.clone());
    match run.map(|run| run.ended()) {
        None => "NotStarted",
        Some(None) => "Running",
        Some(Some(Ended::Failed(_))) => "Failed",
        Some(Some(Ended::Stopped)) => "Stopped",
        Some(Some(_)) => "Completed",
    }
}

fn state_info(this: &Value) -> Value {
    let object = Object::new(INVOCATION_STATE_INFO, Data::Custom);
    object.set_note(
        "State",
        runspace::state(enums::PS_INVOCATION_STATE, state_name(this)),
    );
    let reason = this
        .payload::<Shell>()
        .and_then(|shell| shell.state.lock().run.clone())
        .and_then(|run| run.ended());
    let reason = match reason {
        Some(Ended::Failed(error)) => error.exception.clone(),
        _ => Value::Null,
    };
    object.set_note("Reason", reason);
    Value::Object(object)
}

fn stop(this: &Value) -> Result<()> {
    let run = shell(this)?.state.lock().run.clone();
    if let Some(run) = run {
        run.stop();
        run.wait();
    }
    Ok(())
}

static METHODS: &[Method] = &[
    method!("static powershell Create()", |_, _| create()),
    method!("powershell AddScript(string script)", |this, args| {
        add_step(this, args.text(0), true)
    }),
    method!(
        "powershell AddScript(string script, bool useLocalScope)",
        |this, args| add_step(this, args.text(0), true)
    ),
    method!("powershell AddCommand(string cmdlet)", |this, args| {
        add_step(this, args.text(0), false)
    }),
    method!("powershell AddStatement()", |this, _| {
        shell(this)?.state.lock().begins = true;
        Ok::<_, Flow>(this.clone())
    }),
    method!(
        "powershell AddParameter(string parameterName, System.Object value)",
        |this, args| last_step(this, |step| step
            .named
            .push((args.text(0).into(), args.at(1).clone())))
    ),
    method!(
        "powershell AddParameter(string parameterName)",
        |this, args| {
            last_step(this, |step| {
                step.named.push((args.text(0).into(), Value::Bool(true)));
            })
        }
    ),
    method!(
        "powershell AddArgument(System.Object value)",
        |this, args| last_step(this, |step| step.arguments.push(args.at(0).clone()))
    ),
    method!(
        "powershell AddParameters(System.Collections.IDictionary parameters)",
        |this, args| add_parameters(this, args.at(0))
    ),
    method!(
        "powershell AddParameters(System.Collections.IList parameters)",
        |this, args| add_parameters(this, args.at(0))
    ),
    method!(
        "System.Collections.ObjectModel.Collection[psobject] Invoke()",
        |this, _| invoke(this, None)
    ),
    method!(
        "System.Collections.ObjectModel.Collection[psobject] Invoke(System.Collections.IEnumerable input)",
        |this, args| invoke(this, Some(args.at(0)))
    ),
    method!("System.IAsyncResult BeginInvoke()", |this, _| begin_invoke(
        this, None
    )),
    method!(
        "System.IAsyncResult BeginInvoke(System.Collections.IEnumerable input)",
        |this, args| begin_invoke(this, Some(args.at(0)))
    ),
    method!(
        "System.Management.Automation.PSDataCollection[psobject] EndInvoke(System.IAsyncResult asyncResult)",
        |this, args| end_invoke(this, args.at(0))
    ),
    method!("void Stop()", |this, _| stop(this)),
    method!("void Dispose()", |_, _| ()),
];

static PROPERTIES: &[Property] = &[
    property!(
        "System.Management.Automation.PSCommand Commands {get;set;}",
        |this| Value::Object(Object::opaque(COMMANDS, Commands(this.clone())))
    ),
    property!(
        "System.Management.Automation.PSDataStreams Streams {get;}",
        |this| shell(this).map(|shell| shell.streams.object())
    ),
    property!("bool HadErrors {get;}", |this| shell(this)
        .map(|shell| Value::Bool(shell.state.lock().had_errors))),
    property!(
        "System.Management.Automation.PSInvocationStateInfo InvocationStateInfo {get;}",
        |this| state_info(this)
    ),
    settable(
        "System.Management.Automation.Runspaces.Runspace Runspace {get;set;}",
        |this| Ok(shell(this)?.state.lock().space.clone()),
        |this, value| {
            shell(this)?.state.lock().space = value;
            Ok(())
        },
    ),
    settable(
        "System.Management.Automation.Runspaces.RunspacePool RunspacePool {get;set;}",
        |this| Ok(shell(this)?.state.lock().space.clone()),
        |this, value| {
            shell(this)?.state.lock().space = value;
            Ok(())
        },
    ),
];

/// `System.Management.Automation.PowerShell`.
pub const POWER_SHELL: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PowerShell")
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

/// `System.Management.Automation.PSInvocationStateInfo`.
pub const INVOCATION_STATE_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSInvocationStateInfo");
    Type(&INFO)
};

/// `System.Management.Automation.PowerShellAsyncResult`.
pub const ASYNC_RESULT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PowerShellAsyncResult")
        .interfaces(&[interfaces::ASYNC_RESULT])
        .properties(&[property!("bool IsCompleted {get;}", |this| this
            .payload::<Begun>()
            .is_some_and(|begun| begun.run.ended().is_some()))]);
    Type(&INFO)
};

/// The commands of a `PowerShell` object.
struct Commands(Value);

impl Opaque for Commands {}

/// `System.Management.Automation.PSCommand`.
pub const COMMANDS: Type =
    {
        static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSCommand").methods(
            &[method!("void Clear()", |this, _| {
                if let Some(commands) = this.payload::<Commands>() {
                    shell(&commands.0)?.state.lock().steps.clear();
                }
                Ok::<_, Flow>(Value::Nothing)
            })],
        );
        Type(&INFO)
    };

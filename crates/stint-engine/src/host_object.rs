//! `$Host`, its user interface and its window.

use crate::runspace::Runspace;
use std::sync::LazyLock;
use stint_cmdlet::host::{Choice, Stream};
use stint_object::records::HostMessage;
use stint_object::text::culture::Culture;
use stint_object::types::resolve;
use stint_object::types::system::{self, culture_info};
use stint_object::types::{Method, Property, TypeInfo, method, property};
use stint_object::{Data, Object, Result, Type, Value, convert, enumerate};

/// `System.Management.Automation.Internal.Host.InternalHost`.
pub const INTERNAL_HOST: Type = {
    static PROPERTIES: &[Property] = &[
        property("string Name {get;}", |_| {
            with(|rs| Value::str(rs.host.borrow().name()))
        }),
        property("version Version {get;}", |_| {
            let ty = resolve::resolve("System.Version")?;
            convert::to(&Value::str("7.6.5"), ty)
        }),
        property("guid InstanceId {get;}", |_| instance_id()),
        property(
            "System.Management.Automation.Host.PSHostUserInterface UI {get;}",
            |_| Ok(Value::Object(Object::new(USER_INTERFACE, Data::Custom))),
        ),
        property("cultureinfo CurrentCulture {get;}", |_| culture()),
        property("cultureinfo CurrentUICulture {get;}", |_| culture()),
        property("bool DebuggerEnabled {get;set;}", |_| Ok(Value::Bool(true))),
        property("bool IsRunspacePushed {get;}", |_| Ok(Value::Bool(false))),
    ];
    static METHODS: &[Method] = &[method("void SetShouldExit(int exitCode)", |_, args| {
        let code = convert::to_i32(&args[0])?;
        with(|rs| {
            rs.host.borrow_mut().set_should_exit(code);
            Value::Nothing
        })
    })];
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Internal.Host.InternalHost")
            .properties(PROPERTIES)
            .methods(METHODS);
    Type(&INFO)
};

fn culture() -> Result<Value> {
    Ok(culture_info::value(Culture::current()))
}

/// One for the whole process.
fn instance_id() -> Result<Value> {
    static ID: LazyLock<String> = LazyLock::new(|| uuid::Uuid::new_v4().to_string());
    convert::to(&Value::str(ID.as_str()), system::GUID)
}

/// `System.Management.Automation.Internal.Host.InternalHostUserInterface`.
pub const USER_INTERFACE: Type = {
    static PROPERTIES: &[Property] = &[
        property(
            "System.Management.Automation.Host.PSHostRawUserInterface RawUI {get;}",
            |_| Ok(Value::Object(Object::new(RAW_USER_INTERFACE, Data::Custom))),
        ),
        property("bool SupportsVirtualTerminal {get;}", |_| {
            with(|rs| Value::Bool(rs.host.borrow().supports_colour()))
        }),
    ];
    static METHODS: &[Method] = &[
        method("void Write(string value)", |_, args| write(&args[0], true)),
        method("void WriteLine()", |_, _| write(&Value::str(""), false)),
        method("void WriteLine(string value)", |_, args| {
            write(&args[0], false)
        }),
        method("void WriteErrorLine(string value)", |_, args| {
            let text = convert::to_str(&args[0])?;
            with(|rs| {
                rs.host.borrow_mut().write_error(&format!("{text}\n"));
                Value::Nothing
            })
        }),
        method("void WriteDebugLine(string message)", |_, args| {
            line(Stream::Debug, "DEBUG: ", &args[0])
        }),
        method("void WriteVerboseLine(string message)", |_, args| {
            line(Stream::Verbose, "VERBOSE: ", &args[0])
        }),
        method("void WriteWarningLine(string message)", |_, args| {
            line(Stream::Warning, "WARNING: ", &args[0])
        }),
        method("string ReadLine()", |_, _| {
            let line = Runspace::current()?
                .host
                .borrow_mut()
                .read_line(None, false)?;
            Ok(line.map_or(Value::Null, Value::str))
        }),
        method(
            "int PromptForChoice(string caption, string message, System.Collections.ObjectModel.Collection[System.Management.Automation.Host.ChoiceDescription] choices, int defaultChoice)",
            |_, args| {
                let (caption, message) = (convert::to_str(&args[0])?, convert::to_str(&args[1])?);
                let choices = choices(&args[2])?;
                let default = convert::to_i32(&args[3])?;
                let rs = Runspace::current()?;
                rs.flush_host();
                let chosen = rs
                    .host
                    .borrow_mut()
                    .choose(&caption, &message, &choices, default)?;
                Ok(Value::Int32(chosen))
            },
        ),
    ];
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Internal.Host.InternalHostUserInterface")
            .properties(PROPERTIES)
            .methods(METHODS);
    Type(&INFO)
};

/// `System.Management.Automation.Internal.Host.InternalHostRawUserInterface`.
pub const RAW_USER_INTERFACE: Type = {
    static PROPERTIES: &[Property] = &[
        property(
            "System.Management.Automation.Host.Size BufferSize {get;}",
            |_| window(),
        ),
        property(
            "System.Management.Automation.Host.Size WindowSize {get;}",
            |_| window(),
        ),
        property(
            "System.Management.Automation.Host.Size MaxWindowSize {get;}",
            |_| window(),
        ),
        property(
            "System.Management.Automation.Host.Size MaxPhysicalWindowSize {get;}",
            |_| window(),
        ),
    ];
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Internal.Host.InternalHostRawUserInterface")
            .properties(PROPERTIES);
    Type(&INFO)
};

/// `System.Management.Automation.Host.Size`.
pub const SIZE: Type = {
    static METHODS: &[Method] = &[method("string ToString()", |this, _| {
        let part = |name| {
            this.as_object()
                .and_then(|size| size.note(name))
                .unwrap_or_default()
        };
        let (width, height) = (
            convert::to_str(&part("Width"))?,
            convert::to_str(&part("Height"))?,
        );
        Ok(Value::str(format!("{width},{height}")))
    })];
    static INFO: TypeInfo =
        TypeInfo::structure("System.Management.Automation.Host.Size").methods(METHODS);
    Type(&INFO)
};

/// Every type of this file.
pub const TYPES: &[Type] = &[
    INTERNAL_HOST,
    USER_INTERFACE,
    RAW_USER_INTERFACE,
    SIZE,
    CHOICE_DESCRIPTION,
];

/// `$Host`.
pub fn object() -> Value {
    Value::Object(Object::new(INTERNAL_HOST, Data::Custom))
}

fn with(read: impl FnOnce(&Runspace) -> Value) -> Result<Value> {
    Ok(read(&*Runspace::current()?))
}

fn write(text: &Value, no_newline: bool) -> Result<Value> {
    let message = HostMessage {
        message: convert::to_str(text)?,
        no_newline: Some(no_newline),
        ..HostMessage::default()
    };
    with(|rs| {
        rs.flush_host();
        rs.host.borrow_mut().write(&message);
        Value::Nothing
    })
}

fn line(stream: Stream, prefix: &str, text: &Value) -> Result<Value> {
    let text = format!("{prefix}{}", convert::to_str(text)?);
    with(|rs| {
        rs.host.borrow_mut().write_stream_line(stream, &text);
        Value::Nothing
    })
}

fn window() -> Result<Value> {
    with(|rs| {
        let host = rs.host.borrow();
        let number = |length: usize| Value::Int32(i32::try_from(length).unwrap_or(i32::MAX));
        let size = Object::new(SIZE, Data::Custom);
        size.set_note("Width", number(host.width()));
        size.set_note("Height", number(host.height()));
        Value::Object(size)
    })
}

/// `System.Management.Automation.Host.ChoiceDescription`.
pub const CHOICE_DESCRIPTION: Type = {
    fn made(label: &Value, help: &Value) -> Result<Value> {
        let object = Object::new(CHOICE_DESCRIPTION, Data::Custom);
        object.set_note("Label", Value::Str(convert::to_str(label)?));
        object.set_note("HelpMessage", Value::Str(convert::to_str(help)?));
        Ok(Value::Object(object))
    }
    static CONSTRUCTORS: &[Method] = &[
        method(
            "System.Management.Automation.Host.ChoiceDescription(string label)",
            |_, args| made(&args[0], &Value::str("")),
        ),
        method(
            "System.Management.Automation.Host.ChoiceDescription(string label, string helpMessage)",
            |_, args| made(&args[0], &args[1]),
        ),
    ];
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Host.ChoiceDescription")
        .constructors(CONSTRUCTORS);
    Type(&INFO)
};

/// Labels, or choice descriptions.
fn choices(given: &Value) -> Result<Vec<Choice>> {
    let described = |item: &Value, name: &str| match item {
        Value::Object(object) => object.note(name),
        _ => None,
    };
    enumerate::to_vec(given)?
        .iter()
        .map(|item| {
            let label = described(item, "Label").unwrap_or_else(|| item.clone());
            let help = described(item, "HelpMessage").unwrap_or_else(|| Value::str(""));
            Ok(Choice {
                label: convert::to_str(&label)?.to_string(),
                help: convert::to_str(&help)?.to_string(),
            })
        })
        .collect()
}

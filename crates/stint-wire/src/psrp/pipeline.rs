//! What a client asks a server to run.

use stint_object::{Data, Str, Value};

use super::bag::{Bag, items};
use super::state::ProtocolError;
use crate::clixml::{ClixmlError, Serializer, Writer};

const LIST: &str = "System.Collections.Generic.List`1[[System.Management.Automation.PSObject, \
     System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]";
const USING_LIST: &str = "System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib, \
     Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e],[System.Object, System.Private.CoreLib, \
     Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e]]";
/// The parameter that carries the values of `$using:` expressions.
const USING: &str = "--%";

/// A pipeline to run.
#[derive(Debug, Clone, Default)]
pub struct Pipeline {
    /// Statements, each a list of commands: one, but for a client that sends several.
    pub statements: Vec<Vec<Command>>,
    /// Whether no input will come.
    pub no_input: bool,
    /// Whether it goes into the history.
    pub add_to_history: bool,
    /// `RemoteStreamOptions`: which records carry where they were made. Jobs ask for none.
    pub stream_options: i32,
    /// Whether it runs within another.
    pub is_nested: bool,
}

/// One command of a pipeline: a script, or a command by its name.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The script's text, or the command's name.
    pub text: Str,
    /// Whether it is a script's text.
    pub is_script: bool,
    /// Whether it gets a scope of its own; `None` leaves that to the server.
    pub use_local_scope: Option<bool>,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// The values of the script's `$using:` expressions, by the expression as it is written (`$using:a.b`), in lower case
    /// where it is a plain variable.
    pub using: Vec<(Str, Value)>,
}

/// One argument: positional without a name.
#[derive(Debug, Clone)]
pub struct Argument {
    /// The parameter, perhaps with a colon behind it.
    pub name: Option<Str>,
    /// The value; null also for a switch.
    pub value: Value,
}

impl Pipeline {
    /// A script with positional arguments, as `Start-Job` sends it.
    pub fn script(text: impl Into<Str>, arguments: Vec<Value>, using: Vec<(Str, Value)>) -> Self {
        let arguments = arguments
            .into_iter()
            .map(|value| Argument { name: None, value })
            .collect();
        let command = Command {
            text: text.into(),
            is_script: true,
            use_local_scope: None,
            arguments,
            using,
        };
        Self {
            statements: vec![vec![command]],
            no_input: true,
            add_to_history: true,
            ..Self::default()
        }
    }

    pub(super) fn write(&self, serializer: &mut Serializer) -> Result<(), ClixmlError> {
        let (message, _) = serializer.writer().start_object(None);
        let set = serializer.writer().start("MS", None);
        self.write_shell(serializer)?;
        let writer = serializer.writer();
        writer.boolean(Some("NoInput"), self.no_input);
        writer.enumeration(
            Some("ApartmentState"),
            "System.Threading.ApartmentState",
            "Unknown",
            2,
        );
        let options = match self.stream_options {
            15 => "AddInvocationInfo".to_owned(),
            other => other.to_string(),
        };
        let options_type = "System.Management.Automation.RemoteStreamOptions";
        writer.enumeration(
            Some("RemoteStreamOptions"),
            options_type,
            &options,
            self.stream_options,
        );
        writer.boolean(Some("AddToHistory"), self.add_to_history);
        writer.bag(Some("HostInfo"), |writer| {
            for name in [
                "_isHostUINull",
                "_isHostRawUINull",
                "_isHostNull",
                "_useRunspaceHost",
            ] {
                writer.boolean(Some(name), true);
            }
        });
        writer.boolean(Some("IsNested"), self.is_nested);
        writer.end(set);
        writer.end(message);
        Ok(())
    }

    fn write_shell(&self, serializer: &mut Serializer) -> Result<(), ClixmlError> {
        let (shell, _) = serializer.writer().start_object(Some("PowerShell"));
        let set = serializer.writer().start("MS", None);
        let first = self
            .statements
            .first()
            .map(Vec::as_slice)
            .unwrap_or_default();
        write_commands(serializer, first)?;
        let writer = serializer.writer();
        writer.boolean(Some("IsNested"), self.is_nested);
        if self.statements.len() > 1 {
            let (open, _) = writer.start_object(Some("ExtraCmds"));
            writer.type_names([LIST, "System.Object"].into_iter());
            let items = writer.start("LST", None);
            for commands in &self.statements {
                let (statement, _) = serializer.writer().start_object(None);
                let inner = serializer.writer().start("MS", None);
                write_commands(serializer, commands)?;
                serializer.writer().end(inner);
                serializer.writer().end(statement);
            }
            serializer.writer().end(items);
            serializer.writer().end(open);
        }
        let writer = serializer.writer();
        writer.nil(Some("History"));
        writer.boolean(Some("RedirectShellErrorOutputPipe"), true);
        writer.end(set);
        writer.end(shell);
        Ok(())
    }

    pub(super) fn read(body: &Value) -> Result<Self, ProtocolError> {
        let message = Bag::new(body);
        let shell = message.get("PowerShell");
        if shell.is_null() {
            return Err(ProtocolError::Missing("PowerShell"));
        }
        let shell = Bag::new(&shell);
        let extra = items(&shell.get("ExtraCmds"));
        let statements = if extra.is_empty() {
            vec![read_commands(&shell.get("Cmds"))?]
        } else {
            let commands = extra
                .iter()
                .map(|statement| read_commands(&Bag::new(statement).get("Cmds")));
            commands.collect::<Result<_, _>>()?
        };
        Ok(Self {
            statements,
            no_input: message.flag("NoInput"),
            add_to_history: message.flag("AddToHistory"),
            stream_options: message.i32("RemoteStreamOptions").unwrap_or(0),
            is_nested: message.flag("IsNested") || shell.flag("IsNested"),
        })
    }
}

fn write_commands(serializer: &mut Serializer, commands: &[Command]) -> Result<(), ClixmlError> {
    let writer = serializer.writer();
    let (open, _) = writer.start_object(Some("Cmds"));
    writer.type_names([LIST, "System.Object"].into_iter());
    let items = writer.start("LST", None);
    commands
        .iter()
        .try_for_each(|command| command.write(serializer))?;
    serializer.writer().end(items);
    serializer.writer().end(open);
    Ok(())
}

fn read_commands(list: &Value) -> Result<Vec<Command>, ProtocolError> {
    items(list).iter().map(Command::read).collect()
}

impl Command {
    fn write(&self, serializer: &mut Serializer) -> Result<(), ClixmlError> {
        let writer = serializer.writer();
        let (command, _) = writer.start_object(None);
        let set = writer.start("MS", None);
        writer.text("S", Some("Cmd"), &self.text);
        writer.boolean(Some("IsScript"), self.is_script);
        match self.use_local_scope {
            Some(local) => writer.boolean(Some("UseLocalScope"), local),
            None => writer.nil(Some("UseLocalScope")),
        }
        for name in [
            "MergeMyResult",
            "MergeToResult",
            "MergePreviousResults",
            "MergeError",
            "MergeWarning",
            "MergeVerbose",
            "MergeDebug",
            "MergeInformation",
        ] {
            let ty = "System.Management.Automation.Runspaces.PipelineResultTypes";
            writer.enumeration(Some(name), ty, "None", 0);
        }
        let (arguments, _) = writer.start_object(Some("Args"));
        writer.type_names([LIST, "System.Object"].into_iter());
        let list = writer.start("LST", None);
        for argument in &self.arguments {
            write_argument(serializer, argument.name.as_deref(), |serializer| {
                serializer.property("V", &argument.value)
            })?;
        }
        if !self.using.is_empty() {
            write_argument(serializer, Some(USING), |serializer| {
                self.write_using(serializer)
            })?;
        }
        let writer = serializer.writer();
        writer.end(list);
        writer.end(arguments);
        writer.end(set);
        writer.end(command);
        Ok(())
    }

    fn write_using(&self, serializer: &mut Serializer) -> Result<(), ClixmlError> {
        let writer = serializer.writer();
        let (open, _) = writer.start_object(Some("V"));
        writer.type_names([USING_LIST, "System.Object"].into_iter());
        let dictionary = writer.start("DCT", None);
        for (expression, value) in &self.using {
            let entry = serializer.writer().start("En", None);
            serializer
                .writer()
                .plain("S", Some("Key"), &using_key(expression));
            serializer.property("Value", value)?;
            serializer.writer().end(entry);
        }
        serializer.writer().end(dictionary);
        serializer.writer().end(open);
        Ok(())
    }

    fn read(value: &Value) -> Result<Self, ProtocolError> {
        let bag = Bag::new(value);
        let mut command = Self {
            text: bag.text("Cmd").ok_or(ProtocolError::Missing("Cmd"))?,
            is_script: bag.flag("IsScript"),
            use_local_scope: match bag.get("UseLocalScope").base() {
                Value::Bool(local) => Some(*local),
                _ => None,
            },
            ..Self::default()
        };
        for argument in items(&bag.get("Args")) {
            let argument = Bag::new(&argument);
            let (name, value) = (argument.text("N"), argument.get("V"));
            if name.as_deref() == Some(USING) {
                command.using = read_using(&value);
            } else {
                command.arguments.push(Argument { name, value });
            }
        }
        Ok(command)
    }
}

fn write_argument(
    serializer: &mut Serializer,
    name: Option<&str>,
    value: impl FnOnce(&mut Serializer) -> Result<(), ClixmlError>,
) -> Result<(), ClixmlError> {
    let writer: &mut Writer = serializer.writer();
    let (argument, _) = writer.start_object(None);
    let set = writer.start("MS", None);
    match name {
        Some(name) => writer.text("S", Some("N"), name),
        None => writer.nil(Some("N")),
    }
    value(serializer)?;
    serializer.writer().end(set);
    serializer.writer().end(argument);
    Ok(())
}

/// An expression's key: base64 of its UTF-16 text.
fn using_key(expression: &str) -> String {
    let bytes: Vec<u8> = expression
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    base64_simd::STANDARD.encode_to_string(bytes)
}

fn read_using(value: &Value) -> Vec<(Str, Value)> {
    let Some(Data::Dict(dict)) = value.data() else {
        return Vec::new();
    };
    let dict = dict.lock();
    let entries = dict.iter().filter_map(|(key, value)| {
        let bytes = base64_simd::STANDARD
            .decode_to_vec(key.as_str()?.as_bytes())
            .ok()?;
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        Some((Str::from(String::from_utf16_lossy(&units)), value.clone()))
    });
    entries.collect()
}

//! `System.Diagnostics.ProcessStartInfo`.

use std::process::{Command, Stdio};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::{Type, TypeInfo, registry, settable, system, throw};
use stint_object::{Data, Lock, Object, Result, Str, Value};

/// What to start, and how.
pub struct StartInfo {
    file_name: Lock<Str>,
    arguments: Lock<Str>,
    /// `ArgumentList`.
    list: Value,
    directory: Lock<Str>,
    user_name: Lock<Str>,
    flags: Lock<Flags>,
    /// `Environment`, once it was looked at: the process gets nothing else then.
    environment: Lock<Option<Value>>,
}

/// Its booleans.
#[derive(Clone, Copy, Default)]
pub struct Flags {
    shell: bool,
    no_window: bool,
    /// `RedirectStandardInput`.
    pub input: bool,
    /// `RedirectStandardOutput`.
    pub output: bool,
    /// `RedirectStandardError`.
    pub error: bool,
}

impl Opaque for StartInfo {}

/// A new one as a value.
pub fn object(file_name: Str, arguments: Str, list: Vec<Value>) -> Value {
    let info = StartInfo {
        file_name: Lock::new(file_name),
        arguments: Lock::new(arguments),
        list: system::collection::of_strings(list),
        directory: Lock::default(),
        user_name: Lock::default(),
        flags: Lock::default(),
        environment: Lock::default(),
    };
    Value::Object(Object::opaque(PROCESS_START_INFO, info))
}

fn info(this: &Value) -> Option<&StartInfo> {
    this.payload::<StartInfo>()
}

fn flag(this: &Value, get: fn(&mut Flags) -> &mut bool) -> bool {
    info(this).is_some_and(|info| *get(&mut info.flags.lock()))
}

fn set_flag(this: &Value, value: &Value, get: fn(&mut Flags) -> &mut bool) {
    if let Some(info) = info(this) {
        *get(&mut info.flags.lock()) = value.boolean();
    }
}

fn text(this: &Value, get: fn(&StartInfo) -> &Lock<Str>) -> Value {
    info(this).map_or(Value::Null, |info| get(info).lock().clone().into())
}

fn set_text(this: &Value, value: &Value, get: fn(&StartInfo) -> &Lock<Str>) {
    if let Some(info) = info(this) {
        *get(info).lock() = value.text().into();
    }
}

fn environment(this: &Value) -> Value {
    let Some(info) = info(this) else {
        return Value::Null;
    };
    let mut environment = info.environment.lock();
    environment
        .get_or_insert_with(|| {
            let mut dict = Dict::new(Comparer::Exact, Order::Added);
            for (name, value) in std::env::vars_os() {
                dict.insert(
                    name.to_string_lossy().as_ref().into(),
                    value.to_string_lossy().as_ref().into(),
                );
            }
            let ty = registry::close(system::DICTIONARY, &[system::STRING, system::STRING]);
            Value::object(
                ty.unwrap_or(system::DICTIONARY),
                Data::Dict(Lock::new(dict)),
            )
        })
        .clone()
}

/// `Arguments` as .NET cuts it: blanks part, double quotes hold together, backslashes before a quote escape it.
fn split(line: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = line.chars().peekable();
    loop {
        while rest.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
        if rest.peek().is_none() {
            return parts;
        }
        let (mut part, mut quoted) = (String::new(), false);
        while let Some(c) = rest.next_if(|c| quoted || !matches!(c, ' ' | '\t')) {
            match c {
                '\\' => {
                    let mut count = 1;
                    while rest.next_if_eq(&'\\').is_some() {
                        count += 1;
                    }
                    if rest.peek() != Some(&'"') {
                        part.extend(std::iter::repeat_n('\\', count));
                        continue;
                    }
                    part.extend(std::iter::repeat_n('\\', count / 2));
                    if count % 2 == 1 {
                        rest.next();
                        part.push('"');
                    }
                }
                '"' if quoted && rest.next_if_eq(&'"').is_some() => part.push('"'),
                '"' => quoted = !quoted,
                other => part.push(other),
            }
        }
        parts.push(part);
    }
}

impl StartInfo {
    /// Its booleans.
    pub fn flags(&self) -> Flags {
        *self.flags.lock()
    }

    /// `FileName`.
    pub fn file_name(&self) -> Str {
        self.file_name.lock().clone()
    }

    /// Where it starts, for messages.
    pub fn directory(&self) -> String {
        match self.directory.lock().as_str() {
            "" => std::env::current_dir()
                .map(|folder| folder.to_string_lossy().into_owned())
                .unwrap_or_default(),
            folder => folder.to_owned(),
        }
    }

    /// The command to run.
    ///
    /// # Errors
    /// .NET's, for what does not go together.
    pub fn command(&self) -> Result<Command> {
        let flags = self.flags();
        let file_name = self.file_name();
        if file_name.is_empty() {
            return Err(throw::invalid_operation(
                "Cannot start process because a file name has not been provided.",
            ));
        }
        if flags.shell && (flags.input || flags.output || flags.error) {
            return Err(throw::invalid_operation(
                "The Process object must have the UseShellExecute property set to false in order to redirect IO streams.",
            ));
        }
        if !self.user_name.lock().is_empty() {
            return Err(throw::of(
                system::exceptions::PS_NOT_IMPLEMENTED,
                "Starting a process as another user is not supported.",
            ));
        }
        let mut command = Command::new(file_name.as_str());
        let list = self.list.items();
        let arguments = self.arguments.lock().clone();
        if !list.is_empty() && !arguments.is_empty() {
            return Err(throw::invalid_operation(
                "Only one of Arguments or ArgumentList may be used.",
            ));
        }
        command.args(split(&arguments));
        command.args(list.iter().map(Plain::text));
        match self.directory.lock().as_str() {
            "" => {}
            folder => {
                command.current_dir(folder);
            }
        }
        let stdio = |redirected| {
            if redirected {
                Stdio::piped()
            } else {
                Stdio::inherit()
            }
        };
        command
            .stdin(stdio(flags.input))
            .stdout(stdio(flags.output))
            .stderr(stdio(flags.error));
        if let Some(environment) = &*self.environment.lock()
            && let Some(dict) = environment.as_dict()
        {
            command.env_clear();
            for (name, value) in dict.lock().iter() {
                command.env(name.text(), value.text());
            }
        }
        Ok(command)
    }
}

macro_rules! texts {
    ($signature:literal, $field:ident) => {
        settable(
            $signature,
            |this| Ok(text(this, |info| &info.$field)),
            |this, value| {
                set_text(this, &value, |info| &info.$field);
                Ok(())
            },
        )
    };
}

macro_rules! flags {
    ($signature:literal, $field:ident) => {
        settable(
            $signature,
            |this| Ok(Value::Bool(flag(this, |flags| &mut flags.$field))),
            |this, value| {
                set_flag(this, &value, |flags| &mut flags.$field);
                Ok(())
            },
        )
    };
}

/// `System.Diagnostics.ProcessStartInfo`.
pub const PROCESS_START_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Diagnostics.ProcessStartInfo")
        .constructors(&[
            method!("System.Diagnostics.ProcessStartInfo()", |_, _| object(
                Str::default(),
                Str::default(),
                Vec::new()
            )),
            method!(
                "System.Diagnostics.ProcessStartInfo(string fileName)",
                |_, args| object(args.text(0).into(), Str::default(), Vec::new())
            ),
            method!(
                "System.Diagnostics.ProcessStartInfo(string fileName, string arguments)",
                |_, args| object(args.text(0).into(), args.text(1).into(), Vec::new())
            ),
            method!(
                "System.Diagnostics.ProcessStartInfo(string fileName, System.Collections.Generic.IEnumerable[string] arguments)",
                |_, args| object(args.text(0).into(), Str::default(), args.items(1))
            ),
        ])
        .properties(&[
            property!(
                "System.Collections.ObjectModel.Collection[string] ArgumentList {get;}",
                |this| info(this).map(|info| info.list.clone())
            ),
            texts!("string Arguments {get;set;}", arguments),
            flags!("bool CreateNoWindow {get;set;}", no_window),
            property!(
                "System.Collections.Generic.IDictionary[string,string] Environment {get;}",
                |this| environment(this)
            ),
            property!(
                "System.Collections.Specialized.StringDictionary EnvironmentVariables {get;}",
                |this| environment(this)
            ),
            texts!("string FileName {get;set;}", file_name),
            flags!("bool RedirectStandardError {get;set;}", error),
            flags!("bool RedirectStandardInput {get;set;}", input),
            flags!("bool RedirectStandardOutput {get;set;}", output),
            texts!("string UserName {get;set;}", user_name),
            flags!("bool UseShellExecute {get;set;}", shell),
            texts!("string WorkingDirectory {get;set;}", directory),
        ]);
    Type(&INFO)
};

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_line_is_cut_as_dotnet_cuts_it() {
        for (line, parts) in [
            ("", &[][..]),
            ("a  b\tc", &["a", "b", "c"][..]),
            (r#"-c "echo hi; exit 3""#, &["-c", "echo hi; exit 3"][..]),
            (r#"a\b "c\"d" e\\"f g""#, &[r"a\b", r#"c"d"#, r"e\f g"][..]),
            (r#""" "a""b""#, &["", r#"a"b"#][..]),
        ] {
            assert_eq!(split(line), parts, "{line}");
        }
    }
}

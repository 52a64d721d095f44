//! The command line, as PowerShell's own: `-File`, `-Command`, switches by unambiguous prefix.

/// What the program is asked to do.
#[derive(Debug, Default, Clone)]
pub struct CommandLine {
    /// What to run.
    pub action: Action,
    /// `-NonInteractive`.
    pub non_interactive: bool,
    /// `-NoExit`.
    pub no_exit: bool,
    /// `-NoLogo`.
    pub no_logo: bool,
    /// `-EncodedCommand`, decoded: for a job's server the script that comes first.
    pub encoded: Option<String>,
    /// `-WorkingDirectory`.
    pub directory: Option<String>,
    /// `-OutputFormat XML`: objects are written, not what they look like.
    pub xml: bool,
    /// `-InputFormat XML`: standard input is objects.
    pub xml_input: bool,
    /// `-ConfigurationName`.
    pub configuration: Option<String>,
}

/// What to run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum Action {
    /// The prompt; what it reads is shown again where no person types it.
    #[default]
    Prompt,
    /// A script file with its arguments.
    File(String, Vec<String>),
    /// Text.
    Command(String),
    /// Text with `$args`.
    CommandWithArgs(String, Vec<String>),
    /// Text from standard input, without prompts.
    StandardInput,
    /// A job child's server over its pipes.
    Server,
    /// The version, and the end.
    Version,
    /// The usage, and the end.
    Help,
}

/// A command line that makes no sense.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong.
    pub text: String,
    /// Whether the usage is shown too.
    pub with_usage: bool,
}

impl Mistake {
    fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            text,
            with_usage: false,
        }
    }

    fn with_usage(text: impl Into<String>) -> Self {
        Self {
            with_usage: true,
            ..Self::new(text)
        }
    }
}

/// A parameter of the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Parameter {
    Version,
    Help,
    NoExit,
    NoLogo,
    NonInteractive,
    Interactive,
    Server,
    Ignored,
    Configuration,
    CustomPipe,
    Command,
    CommandWithArgs,
    WindowStyle,
    File,
    OutputFormat,
    InputFormat,
    ExecutionPolicy,
    EncodedCommand,
    SettingsFile,
    WorkingDirectory,
}

/// Whole name, shortest prefix. The first that fits counts.
const NAMES: &[(&str, usize, Parameter)] = &[
    ("version", 1, Parameter::Version),
    ("help", 1, Parameter::Help),
    ("?", 1, Parameter::Help),
    ("login", 1, Parameter::Ignored),
    ("noexit", 3, Parameter::NoExit),
    ("noprofile", 3, Parameter::Ignored),
    ("noprofileloadtime", 17, Parameter::Ignored),
    ("nologo", 3, Parameter::NoLogo),
    ("noninteractive", 4, Parameter::NonInteractive),
    ("servermode", 1, Parameter::Server),
    ("interactive", 1, Parameter::Interactive),
    ("configurationname", 6, Parameter::Configuration),
    ("custompipename", 3, Parameter::CustomPipe),
    ("command", 1, Parameter::Command),
    ("commandwithargs", 15, Parameter::CommandWithArgs),
    ("cwa", 3, Parameter::CommandWithArgs),
    ("windowstyle", 1, Parameter::WindowStyle),
    ("file", 1, Parameter::File),
    ("outputformat", 1, Parameter::OutputFormat),
    ("of", 2, Parameter::OutputFormat),
    ("inputformat", 3, Parameter::InputFormat),
    ("if", 2, Parameter::InputFormat),
    ("executionpolicy", 2, Parameter::ExecutionPolicy),
    ("ep", 2, Parameter::ExecutionPolicy),
    ("encodedcommand", 1, Parameter::EncodedCommand),
    ("ec", 2, Parameter::EncodedCommand),
    ("settingsfile", 8, Parameter::SettingsFile),
    ("sta", 3, Parameter::Ignored),
    ("mta", 3, Parameter::Ignored),
    ("workingdirectory", 2, Parameter::WorkingDirectory),
    ("wd", 2, Parameter::WorkingDirectory),
];

fn named(text: &str) -> Option<Parameter> {
    let text = text.to_ascii_lowercase();
    NAMES
        .iter()
        .find(|(name, least, _)| text.len() >= *least && name.starts_with(&text))
        .map(|(_, _, found)| *found)
}

/// What follows the dash or slash of a parameter.
fn dashed(argument: &str) -> Option<&str> {
    let argument = argument.trim();
    let name = argument.strip_prefix(['-', '/', '\u{2013}', '\u{2014}', '\u{2015}'])?;
    Some(name.strip_prefix('-').unwrap_or(name))
}

/// What is said where a parameter's value is missing.
fn missing(name: Parameter) -> Mistake {
    match name {
        Parameter::Command | Parameter::CommandWithArgs | Parameter::EncodedCommand => {
            Mistake::with_usage(
                "Cannot process the command because of a missing parameter. A command must follow -Command.",
            )
        }
        Parameter::File => Mistake::with_usage(
            "The command cannot be run because the File parameter requires a file path. Supply a path for the File parameter and then try the command again.",
        ),
        Parameter::OutputFormat => Mistake::with_usage(format!(
            "The command cannot be run because no argument has been supplied for the OutputFormat parameter. Specify one of the following formats for this parameter.\n{FORMATS}"
        )),
        Parameter::InputFormat => Mistake::with_usage(format!(
            "Cannot process the command because the -InputFormat parameter requires an argument. Specify a valid format argument for this parameter.  Valid formats are:\n{FORMATS}"
        )),
        Parameter::ExecutionPolicy => Mistake::with_usage(
            "Cannot process the execution policy because of a missing policy name. A policy name must follow -ExecutionPolicy.",
        ),
        Parameter::WorkingDirectory => Mistake::new(
            "Cannot process the command because -WorkingDirectory requires an argument that is a directory path. Specify this argument and try again.",
        ),
        Parameter::Configuration => Mistake::new(
            "Cannot process the command because -Configuration requires an argument that is a remote endpoint configuration name. Specify this argument and try again.",
        ),
        Parameter::SettingsFile => Mistake::new(
            "Cannot process the command because -SettingsFile requires a file path. Supply a path for the SettingsFile parameter and then try the command again.",
        ),
        _ => Mistake::new("Cannot process the command because a parameter requires an argument."),
    }
}

const FORMATS: &str = "Text\nXML\nNone\n";

impl CommandLine {
    /// Parses the arguments.
    pub fn parse(arguments: &[String]) -> Result<Self, Mistake> {
        let mut line = Self::default();
        let mut at = 0;
        while let Some(argument) = arguments.get(at) {
            let rest = &arguments[at + 1..];
            match dashed(argument).and_then(named) {
                Some(name) if line.switch(name) => at += 1,
                Some(name) => {
                    let value = rest.first().ok_or_else(|| missing(name))?;
                    if line.option(name, value, rest)? {
                        return Ok(line);
                    }
                    at += 2;
                }
                None => {
                    line.file(argument, rest)?;
                    return Ok(line);
                }
            }
            if line.action == Action::Version {
                return Ok(line);
            }
        }
        Ok(line)
    }

    /// Sets what needs no value; says whether it was such.
    fn switch(&mut self, name: Parameter) -> bool {
        match name {
            Parameter::NonInteractive => self.non_interactive = true,
            Parameter::Interactive => self.non_interactive = false,
            Parameter::NoExit => self.no_exit = true,
            Parameter::NoLogo => self.no_logo = true,
            Parameter::Server => self.action = Action::Server,
            Parameter::Version => self.action = Action::Version,
            Parameter::Help => self.action = Action::Help,
            Parameter::Ignored => {}
            _ => return false,
        }
        true
    }

    /// Sets what has a value; says whether it takes all the rest.
    fn option(&mut self, name: Parameter, value: &str, rest: &[String]) -> Result<bool, Mistake> {
        match name {
            Parameter::File => {
                self.file(value, &rest[1..])?;
                return Ok(true);
            }
            Parameter::CommandWithArgs => {
                self.no_logo = true;
                self.action = Action::CommandWithArgs(value.to_owned(), rest[1..].to_vec());
                return Ok(true);
            }
            Parameter::Command => {
                self.command(value, rest)?;
                return Ok(true);
            }
            Parameter::EncodedCommand => {
                let text = decode(value)?;
                if self.action != Action::Server {
                    self.action = Action::Command(text.clone());
                }
                self.no_logo = true;
                self.encoded = Some(text);
            }
            Parameter::WindowStyle => {
                return Err(Mistake::new(
                    "Parameter -WindowStyle is not implemented on this platform.",
                ));
            }
            Parameter::OutputFormat => self.xml = format(value)?,
            Parameter::InputFormat => self.xml_input = format(value)?,
            Parameter::SettingsFile => settings(value)?,
            Parameter::WorkingDirectory => self.directory = Some(value.to_owned()),
            Parameter::Configuration => self.configuration = Some(value.to_owned()),
            _ => {}
        }
        Ok(false)
    }

    fn command(&mut self, value: &str, rest: &[String]) -> Result<(), Mistake> {
        self.no_logo = true;
        self.action = match (value, rest.len()) {
            ("-", 1) => Action::StandardInput,
            ("-", _) => {
                return Err(Mistake::with_usage(
                    "'-' was specified with the -Command parameter; no other arguments to -Command are permitted.",
                ));
            }
            _ => Action::Command(rest.join(" ")),
        };
        Ok(())
    }

    /// A script file, or `-` for commands from standard input with prompts.
    fn file(&mut self, path: &str, rest: &[String]) -> Result<(), Mistake> {
        self.no_logo |= !self.no_exit;
        if path == "-" {
            self.action = Action::Prompt;
            return Ok(());
        }
        if !std::path::Path::new(path).is_file() {
            return Err(no_such_file(path));
        }
        // From here on: `-WorkingDirectory` is for the script.
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.into());
        self.action = Action::File(whole.to_string_lossy().into_owned(), rest.to_vec());
        Ok(())
    }
}

fn no_such_file(path: &str) -> Mistake {
    let known = |text: &str| {
        let mut names: Vec<&str> = NAMES
            .iter()
            .map(|(name, _, _)| *name)
            .filter(|name| name.len() > 3 || *name == "sta" || *name == "mta")
            .filter(|name| name.contains(text))
            .collect();
        names.sort_unstable();
        names
    };
    let meant = path
        .strip_prefix('-')
        .filter(|text| !text.is_empty())
        .map(|text| known(&text.to_ascii_lowercase()))
        .filter(|names| !names.is_empty());
    match meant {
        Some(names) => {
            let names: String = names.iter().map(|name| format!("\n  -{name}")).collect();
            Mistake::new(format!("Invalid argument '{path}', did you mean:\n{names}"))
        }
        None => Mistake::with_usage(format!(
            "The argument '{path}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
        )),
    }
}

/// Whether a format is XML.
fn format(value: &str) -> Result<bool, Mistake> {
    match value.to_ascii_lowercase().as_str() {
        "xml" => Ok(true),
        "text" | "none" => Ok(false),
        _ => Err(Mistake::with_usage(format!(
            "Cannot process the command because of an incorrect parameter value. \"{value}\" is not a valid format.  Valid formats are:\n{FORMATS}"
        ))),
    }
}

fn settings(value: &str) -> Result<(), Mistake> {
    if std::path::Path::new(value).is_file() {
        return Ok(());
    }
    let full = std::env::current_dir().unwrap_or_default().join(value);
    Err(Mistake::new(format!(
        "The argument '{}' passed to the -SettingsFile does not exist. Provide the path to an existing json file as an argument to the -SettingsFile parameter.",
        full.display()
    )))
}

/// `-EncodedCommand`: base64 of UTF-16.
fn decode(text: &str) -> Result<String, Mistake> {
    let wrong = || {
        Mistake::with_usage(
            "Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value must be Base64 encoded.",
        )
    };
    let bytes = base64_simd::STANDARD
        .decode_to_vec(text)
        .map_err(|_| wrong())?;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Ok(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &[&str]) -> Result<CommandLine, Mistake> {
        let arguments: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        CommandLine::parse(&arguments)
    }

    #[test]
    fn names_are_found_by_their_shortest_prefixes() {
        for (text, name) in [
            ("c", Some(Parameter::Command)),
            ("commandw", None),
            ("e", Some(Parameter::EncodedCommand)),
            ("ex", Some(Parameter::ExecutionPolicy)),
            ("no", None),
            ("NonI", Some(Parameter::NonInteractive)),
            ("w", Some(Parameter::WindowStyle)),
            ("wo", Some(Parameter::WorkingDirectory)),
        ] {
            assert_eq!(named(text), name, "{text}");
        }
    }

    #[test]
    fn a_command_takes_all_the_rest() {
        let line = parse(&["-c", "a", "-NoExit", "b"]).expect("a command line");
        assert_eq!(line.action, Action::Command("a -NoExit b".into()));
        assert!(!line.no_exit);
    }

    #[test]
    fn what_is_no_parameter_is_a_script_file() {
        let mistake = parse(&["-exi"]).expect_err("no such file");
        assert_eq!(
            mistake.text,
            "Invalid argument '-exi', did you mean:\n\n  -noexit"
        );
        assert!(
            parse(&["nothing.ps1"])
                .expect_err("no such file")
                .with_usage
        );
    }
}

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
}

/// What to run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum Action {
    /// The prompt, or standard input where it is no terminal.
    #[default]
    Prompt,
    /// A script file with its arguments.
    File(String, Vec<String>),
    /// Text.
    Command(String),
    /// Text with `$args`.
    CommandWithArgs(String, Vec<String>),
    /// Text from standard input.
    StandardInput,
    /// A job child's server over its pipes.
    Server,
    /// The version, and the end.
    Version,
    /// The usage, and the end.
    Help,
}

/// A command line that makes no sense.
#[derive(Debug)]
pub struct Mistake(pub String);

/// Switches: name, shortest prefix.
const SWITCHES: &[(&str, usize)] = &[
    ("noprofile", 3),
    ("noninteractive", 4),
    ("nologo", 3),
    ("noexit", 3),
    ("login", 1),
    ("interactive", 1),
    ("mta", 3),
    ("sta", 3),
    ("servermode", 1),
    ("version", 1),
    ("help", 1),
    ("?", 1),
];

/// Options with a value.
const OPTIONS: &[(&str, usize)] = &[
    ("file", 1),
    ("command", 1),
    ("encodedcommand", 1),
    ("ec", 2),
    ("commandwithargs", 8),
    ("cwa", 3),
    ("workingdirectory", 2),
    ("wd", 2),
    ("executionpolicy", 2),
    ("ep", 2),
    ("inputformat", 3),
    ("outputformat", 1),
    ("windowstyle", 1),
    ("settingsfile", 8),
    ("configurationname", 6),
    ("custompipename", 3),
];

fn named(table: &[(&'static str, usize)], text: &str) -> Option<&'static str> {
    let text = text.to_ascii_lowercase();
    table
        .iter()
        .find(|(name, least)| name.starts_with(&text) && text.len() >= *least)
        .map(|(name, _)| *name)
}

impl CommandLine {
    /// Parses the arguments.
    pub fn parse(arguments: &[String]) -> Result<Self, Mistake> {
        let mut line = Self::default();
        let mut at = 0;
        while let Some(argument) = arguments.get(at) {
            at += 1;
            let Some(name) = argument
                .strip_prefix("--")
                .or_else(|| argument.strip_prefix('-'))
                .filter(|name| !name.is_empty())
            else {
                line.action = file(argument, &arguments[at..]);
                return Ok(line);
            };
            if let Some(switch) = named(SWITCHES, name) {
                line.switch(switch);
                continue;
            }
            let Some(option) = named(OPTIONS, name) else {
                return Err(Mistake(format!(
                    "The argument '{argument}' is not recognized as the name of a parameter."
                )));
            };
            let rest = &arguments[at..];
            let Some(value) = rest.first() else {
                return Err(Mistake(format!(
                    "Cannot process the command because of a missing parameter. A command must follow -{option}."
                )));
            };
            at += 1;
            match option {
                "file" => {
                    line.action = file(value, &rest[1..]);
                    return Ok(line);
                }
                "commandwithargs" | "cwa" => {
                    line.action = Action::CommandWithArgs(value.clone(), rest[1..].to_vec());
                    return Ok(line);
                }
                "command" => {
                    line.action = if value == "-" && rest.len() == 1 {
                        Action::StandardInput
                    } else {
                        Action::Command(rest.join(" "))
                    };
                    return Ok(line);
                }
                "encodedcommand" | "ec" => {
                    let text = decode(value)?;
                    if line.action != Action::Server {
                        line.action = Action::Command(text.clone());
                    }
                    line.encoded = Some(text);
                }
                "settingsfile" if !std::path::Path::new(value).is_file() => {
                    let full = std::env::current_dir().unwrap_or_default().join(value);
                    return Err(Mistake(format!(
                        "The argument '{}' passed to the -SettingsFile does not exist. Provide the path to an existing json file as an argument to the -SettingsFile parameter.",
                        full.display()
                    )));
                }
                "workingdirectory" | "wd" => line.directory = Some(value.clone()),
                _ => {}
            }
        }
        Ok(line)
    }

    fn switch(&mut self, name: &str) {
        match name {
            "noninteractive" => self.non_interactive = true,
            "noexit" => self.no_exit = true,
            "nologo" => self.no_logo = true,
            "servermode" => self.action = Action::Server,
            "version" => self.action = Action::Version,
            "help" | "?" => self.action = Action::Help,
            _ => {}
        }
    }
}

fn file(path: &str, rest: &[String]) -> Action {
    if path == "-" {
        Action::StandardInput
    } else {
        Action::File(path.to_owned(), rest.to_vec())
    }
}

/// `-EncodedCommand`: base64 of UTF-16.
fn decode(text: &str) -> Result<String, Mistake> {
    let wrong = || {
        Mistake("Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value must be Base64 encoded.".into())
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

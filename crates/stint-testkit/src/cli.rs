//! Command lines and what a real PowerShell gave for them: `cli.jsonl`, one a line, named by their number.

use crate::cases::{Case, Play, Record};
use serde_json::Value;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// A command line with its input and its record.
#[derive(Clone, Debug)]
pub struct CommandLine {
    arguments: Vec<String>,
    /// What stands on standard input.
    pub input: Vec<u8>,
    record: Record,
    files: Arc<Vec<(String, String)>>,
}

/// All command lines of a folder.
///
/// # Errors
/// When its files cannot be read or are not what they should be.
pub fn find(folder: &Path) -> Result<Vec<Case>> {
    let text = |name: &str| std::fs::read_to_string(folder.join(name));
    let files: Value = serde_json::from_str(&text("cli-files.json")?)?;
    let files: Vec<(String, String)> = files
        .as_object()
        .ok_or_else(|| wrong("cli-files.json is no object"))?
        .iter()
        .map(|(name, content)| Ok((name.clone(), string(content)?)))
        .collect::<Result<_>>()?;
    let files = Arc::new(files);
    text("cli.jsonl")?
        .lines()
        .enumerate()
        .map(|(at, line)| {
            Ok(Case {
                name: format!("cli/{:02}", at + 1),
                play: Play::CommandLine(CommandLine::read(line, files.clone())?),
            })
        })
        .collect()
}

fn wrong(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

fn string(value: &Value) -> Result<String> {
    let text = value.as_str().ok_or_else(|| wrong("a text is missing"))?;
    Ok(text.to_owned())
}

impl CommandLine {
    fn read(line: &str, files: Arc<Vec<(String, String)>>) -> Result<Self> {
        let row: Value = serde_json::from_str(line)?;
        let code = row["code"]
            .as_i64()
            .and_then(|code| i32::try_from(code).ok());
        let arguments = row["args"]
            .as_array()
            .ok_or_else(|| wrong("a row without args"))?;
        Ok(Self {
            arguments: arguments.iter().map(string).collect::<Result<_>>()?,
            input: string(&row["stdin"])?.into_bytes(),
            record: Record {
                out: unnamed(&string(&row["out"])?),
                err: string(&row["err"])?,
                code: code.ok_or_else(|| wrong("a row without a code"))?,
            },
            files,
        })
    }

    /// Fills the folder, sets the command; gives the record.
    pub(crate) fn set(&self, command: &mut Command, folder: &Path) -> Result<Record> {
        for (name, content) in self.files.iter() {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap_or(folder))?;
            std::fs::write(file, content)?;
        }
        command.args(&self.arguments).env("PATH", "/usr/bin:/bin");
        Ok(self.record.clone())
    }
}

/// A text without its author: both programs print their own usage and their own name with its version.
pub(crate) fn unnamed(text: &str) -> String {
    let (text, usage) = match text.split_once("\nUsage: ") {
        Some((before, _)) => (before, "\n{usage}"),
        None => (text, ""),
    };
    let named = |line: &str| line == "PowerShell 7.6.5" || line.starts_with("Stint ");
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| if named(line) { "{name}" } else { line })
        .collect();
    lines.join("\n") + usage
}

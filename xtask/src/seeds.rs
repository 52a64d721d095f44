//! `cargo xtask seeds`: what fuzzing begins with, from the recorded cases and connections.

use std::path::{Path, PathBuf};

/// Types of messages by their place in the `psrp` target's own list.
const TYPES: &[&str] = &[
    "SessionCapability",
    "InitRunspacePool",
    "CreatePipeline",
    "PipelineInput",
    "EndOfPipelineInput",
    "PipelineHostResponse",
    "RunspacePoolHostResponse",
    "RunspacePoolState",
    "ApplicationPrivateData",
    "PipelineState",
    "PipelineOutput",
    "ErrorRecord",
    "WarningRecord",
    "ProgressRecord",
    "InformationRecord",
    "PipelineHostCall",
    "RunspacePoolHostCall",
];

/// A seed longer than this only slows the search.
const LONGEST: usize = 16 * 1024;

/// Writes `fuzz/corpus`.
pub fn write() -> Result<bool, String> {
    scripts()?;
    messages()?;
    connections()?;
    Ok(true)
}

fn corpus(target: &str) -> Result<PathBuf, String> {
    let folder = crate::root().join("fuzz/corpus").join(target);
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    Ok(folder)
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    if bytes.len() > LONGEST {
        return Ok(());
    }
    std::fs::write(folder.join(name), bytes).map_err(|error| error.to_string())
}

fn files(folder: &str) -> Result<Vec<PathBuf>, String> {
    let folder = crate::root().join("cases").join(folder);
    let entries = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

fn scripts() -> Result<(), String> {
    let folder = corpus("parse")?;
    for file in files("job")?.into_iter().chain(files("language")?) {
        if file.extension().is_some_and(|extension| extension == "ps1") {
            let text = std::fs::read(&file).map_err(|error| error.to_string())?;
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            put(&folder, &name, &text)?;
        }
    }
    Ok(())
}

/// Bodies to the `clixml` target, messages to the `psrp` target.
fn messages() -> Result<(), String> {
    let (bodies, packets) = (corpus("clixml")?, corpus("psrp")?);
    let file = crate::root().join("cases/fixtures/psrp-real-messages.jsonl");
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    for (number, line) in text.lines().enumerate() {
        let row: [String; 4] = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let [_, direction, kind, body] = row;
        put(&bodies, &format!("message-{number}"), body.as_bytes())?;
        let place = TYPES.iter().position(|known| *known == kind);
        let (Some(place), Ok(length)) = (place, u16::try_from(body.len())) else {
            continue;
        };
        let mut seed = vec![if direction == "C" { 3 } else { 4 }];
        seed.push(u8::try_from(place).unwrap_or_default());
        seed.extend(length.to_le_bytes());
        seed.extend(body.as_bytes());
        put(&packets, &format!("message-{number}"), &seed)?;
    }
    Ok(())
}

fn connections() -> Result<(), String> {
    let folder = corpus("psrp")?;
    for file in files("fixtures/pwsh-7.6")? {
        let mode = match file.extension().and_then(|extension| extension.to_str()) {
            Some("in") => 0,
            Some("out") => 1,
            _ => continue,
        };
        let mut seed = vec![mode];
        seed.extend(std::fs::read(&file).map_err(|error| error.to_string())?);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        put(&folder, &name, &seed)?;
    }
    Ok(())
}

//! Parses files and folders and prints what is wrong with each script, and how long it all took.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use stint_syntax::parse;

fn main() {
    let mut files = Vec::new();
    for argument in std::env::args_os().skip(1) {
        collect(&PathBuf::from(argument), &mut files);
    }
    files.sort();
    let (mut bytes, mut tokens, mut errors) = (0, 0, 0);
    let mut time = Duration::ZERO;
    for file in &files {
        let Ok(text) = std::fs::read(file) else {
            continue;
        };
        let text = String::from_utf8_lossy(&text);
        let text = text.trim_start_matches('\u{feff}');
        let start = Instant::now();
        let parsed = parse(text, file.to_str());
        time += start.elapsed();
        bytes += text.len();
        tokens += parsed.tokens.len();
        errors += parsed.errors.len();
        for error in &parsed.errors {
            let place = parsed.root.source.start(error.extent);
            let (line, column) = (place.line, place.column);
            println!(
                "{}:{line}:{column} {} {}",
                file.display(),
                error.id,
                error.message
            );
        }
    }
    println!(
        "{} files, {bytes} bytes, {tokens} tokens, {errors} errors, {time:?}",
        files.len()
    );
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if let Ok(folder) = std::fs::read_dir(path) {
        for entry in folder.flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|extension| {
        ["ps1", "psm1", "psd1"]
            .iter()
            .any(|&known| extension == known)
    }) {
        files.push(path.to_owned());
    }
}

//! Compares token counts and errors with what PowerShell recorded for whole repositories.
//!
//! The scripts themselves are not kept here: `STINT_PARSE_ROOT` names a folder with a checkout for each table in
//! `cases/parse`, named as the table. Without it there is nothing to compare.

use std::path::{Path, PathBuf};

use stint_syntax::{Parsed, parse};

#[test]
fn counts_and_errors_are_powershells() {
    let Some(root) = std::env::var_os("STINT_PARSE_ROOT") else {
        return;
    };
    let root = PathBuf::from(root);
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/parse");
    let mut different = Vec::new();
    let mut compared = 0;
    for table in std::fs::read_dir(tables).expect("the recorded tables are in cases/parse") {
        let table = table.expect("a table can be listed").path();
        let name = table.file_stem().unwrap_or_default().to_owned();
        let text = std::fs::read_to_string(&table).expect("a table is text");
        for line in text.lines() {
            let mut columns = line.split('\t');
            let file = root.join(&name).join(columns.next().unwrap_or_default());
            let Ok(bytes) = std::fs::read(&file) else {
                continue;
            };
            let wanted = columns.collect::<Vec<_>>().join("\t");
            let parsed = parse(&decode(&bytes), file.to_str());
            let found = describe(&parsed);
            compared += 1;
            if found.trim_end() != wanted.trim_end() {
                different.push(format!(
                    "{}\n  wanted {wanted}\n  found  {found}",
                    file.display()
                ));
            }
        }
    }
    println!("{compared} compared, {} different", different.len());
    assert!(different.is_empty(), "{}", different.join("\n"));
}

fn describe(parsed: &Parsed) -> String {
    let errors: Vec<String> = parsed
        .errors
        .iter()
        .map(|error| {
            let place = parsed.root.source.start(error.extent);
            format!("{}@{}:{}", error.id, place.line, place.column)
        })
        .collect();
    format!("{}\t{}", parsed.tokens.len(), errors.join(" "))
}

/// Text of a script file, whose encoding its first bytes may say.
fn decode(bytes: &[u8]) -> String {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        bytes => String::from_utf8_lossy(bytes).into_owned(),
    }
}

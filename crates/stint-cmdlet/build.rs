//! Turns the recorded facts about cmdlets into one text and an index, so that a cmdlet costs nothing until it is touched.

use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let manifest = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest folder");
    let mut records: Vec<(String, String)> = Vec::new();
    for file in ["cmdlets.json", "stint-cmdlets.json"] {
        let source = Path::new(&manifest).join("../../facts").join(file);
        println!("cargo::rerun-if-changed={}", source.display());
        let facts = fs::read_to_string(&source).expect("the facts are part of the project");
        let cmdlets: Vec<Value> = serde_json::from_str(&facts).expect("the facts are JSON");
        for cmdlet in &cmdlets {
            let name = text(cmdlet, "name").to_ascii_lowercase();
            records.retain(|(known, _)| *known != name);
            records.push((name, record(cmdlet)));
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
    records.sort();
    let (mut blob, mut index) = (String::new(), String::from("&[\n"));
    for (name, record) in &records {
        let _ = writeln!(index, "    ({name:?}, {}, {}),", blob.len(), record.len());
        blob.push_str(record);
    }
    index.push(']');
    let folder = env::var("OUT_DIR").expect("cargo sets the output folder");
    let folder = Path::new(&folder);
    fs::write(folder.join("cmdlets.txt"), blob).expect("the output folder is writable");
    fs::write(folder.join("index.rs"), index).expect("the output folder is writable");
}

/// One cmdlet: a line about it, its outputs, its sets, then a line for each parameter; `src/facts/decode.rs` reads it.
fn record(cmdlet: &Value) -> String {
    let default = text(cmdlet, "defaultSet");
    let mut sets: Vec<&str> = list(cmdlet, "sets")
        .iter()
        .map(|set| text(set, "name"))
        .collect();
    sets.retain(|name| *name != "__AllParameterSets");
    let mut out = String::new();
    let should_process = flag(cmdlet, "shouldProcess", 's');
    let paging = flag(cmdlet, "paging", 'p');
    let _ = writeln!(
        out,
        "{}\t{}\t{default}\t{should_process}{paging}\t{}",
        text(cmdlet, "name"),
        text(cmdlet, "module"),
        text(cmdlet, "confirmImpact")
    );
    let outputs: Vec<&str> = list(cmdlet, "output")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let _ = writeln!(out, "{}\n{}", outputs.join("\t"), sets.join("\t"));
    let dynamic = dynamic_parameters(cmdlet);
    for parameter in list(cmdlet, "parameters") {
        let name = text(parameter, "name");
        let mark = if dynamic.iter().any(|known| known == name) {
            "~"
        } else {
            ""
        };
        let words = |key| {
            list(parameter, key)
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
        };
        let _ = writeln!(
            out,
            "{mark}{name}\t{}\t{}\t{}\t{}",
            text(parameter, "type"),
            words("aliases").join(","),
            words("attributes").join("\u{1f}"),
            places(parameter, &sets)
        );
    }
    out
}

fn places(parameter: &Value, sets: &[&str]) -> String {
    let Some(entries) = parameter["sets"].as_object() else {
        return String::new();
    };
    let entries = entries.iter().map(|(set, place)| {
        let at = sets.iter().position(|known| known == set);
        format!(
            "{}|{}{}{}{}|{}",
            at.map_or(String::new(), |at| at.to_string()),
            flag(place, "mandatory", 'm'),
            flag(place, "fromPipeline", 'p'),
            flag(place, "byPropertyName", 'n'),
            flag(place, "remaining", 'r'),
            place["position"]
                .as_i64()
                .map_or(String::new(), |position| position.to_string())
        )
    });
    entries.collect::<Vec<_>>().join(";")
}

/// Parameters that come from the provider stand behind `-Confirm` in the syntax; that is how they can be told.
fn dynamic_parameters(cmdlet: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for set in list(cmdlet, "sets") {
        let Some((_, behind)) = text(set, "syntax").split_once("[-Confirm]") else {
            continue;
        };
        let words = behind
            .split([' ', '[', ']'])
            .filter_map(|word| word.strip_prefix('-'));
        names.extend(words.map(str::to_owned));
    }
    names
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn flag(value: &Value, key: &str, letter: char) -> String {
    if value[key].as_bool() == Some(true) {
        letter.to_string()
    } else {
        String::new()
    }
}

//! Makes the compact form of PowerShell's default views from the recorded facts: one text, and where each view starts.
//!
//! Fields are separated by US (0x1f), items by RS (0x1e), parts by GS (0x1d). Nothing in it needs work at start-up.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const FIELD: char = '\u{1f}';
const ITEM: char = '\u{1e}';
const PART: char = '\u{1d}';

fn main() {
    let facts = Path::new("../../facts/format-views.json");
    println!("cargo::rerun-if-changed={}", facts.display());
    println!("cargo::rerun-if-changed=build.rs");
    let text = std::fs::read_to_string(facts).expect("the recorded views are part of the project");
    let views: Vec<Value> = serde_json::from_str(&text).expect("the recorded views are JSON");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("views.rs"), source(&views))
        .expect("OUT_DIR can be written");
}

fn source(views: &[Value]) -> String {
    let mut blob = String::new();
    let mut starts = Vec::new();
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut known: Vec<&Value> = views.iter().filter(|view| is_of_interest(view)).collect();
    // The facts are sorted by type name; PowerShell has the view for all commands before those for a kind of command.
    known.sort_by_key(|view| view["view"] != "CommandInfo");
    for (number, view) in known.iter().enumerate() {
        starts.push(blob.len());
        write_view(&mut blob, view);
        for name in strings(&view["types"]) {
            index.entry(name.to_lowercase()).or_default().push(number);
        }
    }
    starts.push(blob.len());
    let mut names = String::from("\n");
    for (name, numbers) in index {
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        writeln!(names, "{name}{FIELD}{}", numbers.join(",")).expect("writing to a string");
    }
    format!(
        "static STARTS: [u32; {}] = {starts:?};\nstatic NAMES: &str = {names:?};\nstatic BLOB: &str = {blob:?};\n",
        starts.len()
    )
}

/// Custom views are written in Rust; those of Windows only are left out.
fn is_of_interest(view: &Value) -> bool {
    let windows = [
        "Microsoft.Management.Infrastructure",
        "System.Management.Management",
        "System.Diagnostics.EventLog",
    ];
    view["kind"] != "Custom"
        && !strings(&view["types"])
            .iter()
            .any(|name| windows.iter().any(|prefix| name.starts_with(prefix)))
}

fn write_view(blob: &mut String, view: &Value) {
    let flag = |name: &str| if view[name] == true { "1" } else { "" };
    let parts = [
        string(&view["view"]),
        string(&view["kind"]),
        strings(&view["types"]).join(&ITEM.to_string()),
        string(&view["groupBy"]),
        flag("hideHeaders").to_owned(),
        flag("autosize").to_owned(),
        list(&view["headers"], |header| {
            [
                string(&header["label"]),
                header["width"].to_string(),
                string(&header["alignment"]),
            ]
            .join(&PART.to_string())
        }),
        entries(view),
    ];
    blob.push_str(&parts.join(&FIELD.to_string()));
}

fn entries(view: &Value) -> String {
    let entries = if view["kind"] == "Table" {
        &view["rows"]
    } else {
        &view["entries"]
    };
    let entries = entries.as_array().expect("every view has entries");
    let texts: Vec<String> = entries
        .iter()
        .map(|entry| {
            let items = ["columns", "items"]
                .iter()
                .find_map(|name| entry[name].as_array());
            let items = match items {
                Some(items) => items.iter().map(item).collect(),
                None => vec![item(entry)],
            };
            let types: Vec<String> = entry["for"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            std::iter::once(types.join(","))
                .chain(items)
                .collect::<Vec<_>>()
                .join(&ITEM.to_string())
        })
        .collect();
    texts.join(&FIELD.to_string())
}

fn item(item: &Value) -> String {
    [
        &item["label"],
        &item["expression"],
        &item["alignment"],
        &item["format"],
    ]
    .map(string)
    .join(&PART.to_string())
}

fn list(value: &Value, text: impl Fn(&Value) -> String) -> String {
    value
        .as_array()
        .into_iter()
        .flatten()
        .map(text)
        .collect::<Vec<_>>()
        .join(&ITEM.to_string())
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn strings(value: &Value) -> Vec<String> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

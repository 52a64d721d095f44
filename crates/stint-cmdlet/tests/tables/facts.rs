//! Every cmdlet in the facts: what is recorded must come out again.

use std::path::Path;
use stint_cmdlet::{facts, usage};

fn recorded() -> Vec<serde_json::Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../facts/cmdlets.json");
    let text = std::fs::read_to_string(path).expect("the facts are part of the project");
    serde_json::from_str(&text).expect("the facts are JSON")
}

#[test]
fn syntax_is_regenerated() {
    let mut wrong = Vec::new();
    for cmdlet in recorded() {
        let name = cmdlet["name"].as_str().expect("a cmdlet has a name");
        let table = facts::table(name).expect("every recorded cmdlet has a table");
        for set in cmdlet["sets"].as_array().expect("a cmdlet has sets") {
            let set_name = set["name"].as_str().expect("a set has a name");
            let made = usage::syntax(&table, set_name);
            let expected = set["syntax"].as_str().expect("a set has a syntax");
            if made != expected {
                wrong.push(format!("{name} {set_name}\n  {expected}\n  {made}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn set_names_and_defaults() {
    for cmdlet in recorded() {
        let name = cmdlet["name"].as_str().expect("a cmdlet has a name");
        let table = facts::table(name).expect("every recorded cmdlet has a table");
        let names: Vec<String> = table.set_names().iter().map(ToString::to_string).collect();
        let expected: Vec<&str> = cmdlet["sets"]
            .as_array()
            .expect("a cmdlet has sets")
            .iter()
            .filter_map(|set| set["name"].as_str())
            .collect();
        assert_eq!(names, expected, "{name}");
    }
}

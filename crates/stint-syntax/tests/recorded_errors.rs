//! The error ids, places and messages that PowerShell recorded in `cases/language/parse-*`.

use std::fmt::Write;
use std::path::Path;

use stint_syntax::parse;

fn case(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/language");
    std::fs::read_to_string(folder.join(name)).expect("a recorded case is text")
}

/// What the scripts of `parse-01` and `parse-02` print: the first error of each line of their here-string.
fn first_errors(name: &str) -> String {
    let script = case(&format!("{name}.ps1"));
    let lines = script
        .split("@'\n")
        .nth(1)
        .and_then(|rest| rest.split("\n'@").next())
        .expect("the script has one here-string");
    let mut out = String::new();
    for line in lines.split('\n') {
        let parsed = parse(line, None);
        match parsed.errors.first() {
            Some(error) => writeln!(out, "{:<40} {line}", error.id),
            None => writeln!(out, "OK     {line}"),
        }
        .expect("a string takes any text");
    }
    out
}

#[test]
fn error_ids() {
    for name in ["parse-01-error-ids", "parse-02-more-error-ids"] {
        pretty(&first_errors(name), &case(&format!("{name}.out")));
    }
}

#[test]
fn messages() {
    let sources = [
        "if (1) {",
        "'abc",
        "1 +",
        "foo(",
        "$x = @{ a = }",
        "\"a $(1 + \"",
        "get-item |",
        "try { 1 }",
        "function 1a { } }",
        "for ($i = 0; $i -lt 3 { }",
    ];
    let mut out = String::new();
    for text in sources {
        let parsed = parse(text, None);
        writeln!(out, "[{text}] {}", parsed.errors.len()).expect("a string takes any text");
        for error in &parsed.errors {
            let place = parsed.root.source.start(error.extent);
            let incomplete = if error.incomplete_input {
                "True"
            } else {
                "False"
            };
            writeln!(
                out,
                "  {} @{}:{} incomplete={incomplete} {}",
                error.id, place.line, place.column, error.message
            )
            .expect("a string takes any text");
        }
    }
    pretty(&out, &case("parse-03-messages.out"));
}

#[test]
fn every_other_case_parses() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut wrong = String::new();
    for area in ["language", "job"] {
        for entry in std::fs::read_dir(folder.join(area)).expect("cases are recorded") {
            let path = entry.expect("a case can be listed").path();
            if path.extension().is_none_or(|extension| extension != "ps1") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a case is text");
            let recorded = std::fs::read_to_string(path.with_extension("err")).unwrap_or_default();
            let parsed = parse(&text, path.to_str());
            if parsed.errors.is_empty() == recorded.starts_with("ParserError:") {
                writeln!(wrong, "{}: {:?}", path.display(), parsed.errors)
                    .expect("a string takes any text");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn pretty(found: &str, wanted: &str) {
    let different: Vec<String> = found
        .lines()
        .zip(wanted.lines())
        .filter(|(found, wanted)| found.trim_end() != wanted.trim_end())
        .map(|(found, wanted)| format!("wanted {wanted}\nfound  {found}"))
        .collect();
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert_eq!(found.lines().count(), wanted.lines().count());
}

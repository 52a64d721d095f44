//! What must hold of the house: who may depend on whom, and how long a file may grow.

use std::collections::BTreeMap;
use std::process::ExitCode;

/// Who may use which of our crates. Written down here so that a new edge is a decision.
const MAY_USE: &[(&str, &[&str])] = &[
    ("stint-stop", &[]),
    ("stint-syntax", &[]),
    ("stint-object", &[]),
    ("stint-journal", &[]),
    ("stint-cmdlet-derive", &[]),
    ("stint-system", &["stint-object", "stint-stop"]),
    (
        "stint-cmdlet",
        &["stint-object", "stint-cmdlet-derive", "stint-stop"],
    ),
    (
        "stint-engine",
        &["stint-syntax", "stint-object", "stint-cmdlet", "stint-stop"],
    ),
    ("stint-wire", &["stint-object"]),
    (
        "stint-job",
        &["stint-object", "stint-wire", "stint-journal", "stint-stop"],
    ),
    ("stint-format", &["stint-object"]),
    (
        "stint-cmdlets",
        &[
            "stint-object",
            "stint-system",
            "stint-cmdlet",
            "stint-job",
            "stint-format",
            "stint-wire",
            "stint-stop",
        ],
    ),
    ("stint-testkit", &[]),
    ("xtask", &["stint-testkit"]),
];

/// Our crates and what of ours they use, from `cargo metadata`.
fn edges() -> Result<BTreeMap<String, Vec<String>>, String> {
    let output = crate::run::cargo(&["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .map_err(|error| error.to_string())?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut edges = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let uses = package["dependencies"].as_array().into_iter().flatten();
        let ours = uses
            .filter(|used| used["kind"].is_null())
            .map(|used| text(&used["name"]))
            .filter(|name| name.starts_with("stint"));
        edges.insert(text(&package["name"]), ours.collect());
    }
    Ok(edges)
}

/// Edges that the table does not allow.
pub fn forbidden() -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for (package, uses) in edges()? {
        // The program may use everything.
        if package == "stint" {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package) else {
            found.push(format!("{package} is not in the table of crates"));
            continue;
        };
        found.extend(
            uses.iter()
                .filter(|used| !allowed.contains(&used.as_str()))
                .map(|used| format!("{package} must not use {used}")),
        );
    }
    Ok(found)
}

/// Names the longest source files.
pub fn tidy() -> Result<bool, String> {
    let mut files = Vec::new();
    collect(&crate::root().join("crates"), &mut files)?;
    collect(&crate::root().join("xtask"), &mut files)?;
    files.sort_by_key(|(lines, _)| std::cmp::Reverse(*lines));
    for (lines, path) in files.iter().take_while(|(lines, _)| *lines > 600) {
        println!("{lines} lines: {path}");
    }
    let _ = ExitCode::SUCCESS;
    Ok(true)
}

fn collect(folder: &std::path::Path, files: &mut Vec<(usize, String)>) -> Result<(), String> {
    let io = |error: std::io::Error| error.to_string();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let lines = std::fs::read_to_string(&path).map_err(io)?.lines().count();
            files.push((
                lines,
                path.strip_prefix(crate::root())
                    .unwrap_or(&path)
                    .display()
                    .to_string(),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_crate_uses_only_what_the_table_allows() {
        assert_eq!(
            super::forbidden().expect("cargo metadata runs"),
            Vec::<String>::new()
        );
    }
}

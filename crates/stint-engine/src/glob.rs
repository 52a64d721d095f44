//! Files that a bare word of a native command matches.

use std::path::Path;

/// The names that match a pattern, sorted, each written as the pattern was (relative stays relative).
pub fn expand(directory: &Path, pattern: &str) -> Vec<String> {
    let (mut found, rest) = match pattern.strip_prefix('/') {
        Some(rest) => (vec!["/".to_owned()], rest),
        None => (vec![String::new()], pattern),
    };
    let parts: Vec<&str> = rest.split('/').collect();
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        found = found
            .into_iter()
            .flat_map(|base| step(directory, &base, part, last))
            .collect();
    }
    found.sort();
    found
}

fn step(directory: &Path, base: &str, part: &str, last: bool) -> Vec<String> {
    if !part.contains(['*', '?', '[']) {
        let next = format!("{base}{part}");
        let exists = directory.join(&next).exists();
        return if exists {
            vec![if last { next } else { next + "/" }]
        } else {
            Vec::new()
        };
    }
    let Ok(entries) = std::fs::read_dir(directory.join(if base.is_empty() { "." } else { base }))
    else {
        return Vec::new();
    };
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .filter(|name| part.starts_with('.') || !name.starts_with('.'))
        .filter(|name| {
            stint_object::text::wildcard::Wildcard::new(
                part,
                stint_object::text::wildcard::Case::Sensitive,
            )
            .is_ok_and(|pattern| pattern.is_match(name))
        })
        .map(|name| {
            if last {
                format!("{base}{name}")
            } else {
                format!("{base}{name}/")
            }
        })
        .collect()
}

//! `cargo xtask differences`: docs/differences.md, written from cases/differences.tsv.
//!
//! A row is a subject and a reason. A subject that is a case (`area/name`) names one that must never match: it is run, is no
//! failure, and fails the run when it passes. Any other subject is a rule, in words.

use std::collections::BTreeSet;

const HEAD: &str = "# Where Stint differs from PowerShell on purpose

Written by `cargo xtask differences` from `cases/differences.tsv`.

";

/// Writes the page.
pub fn write() -> Result<bool, String> {
    let page = page(&rows()?);
    std::fs::write(crate::root().join("docs/differences.md"), page)
        .map_err(|error| error.to_string())?;
    Ok(true)
}

/// Whether the page is what would be written.
pub fn is_current() -> Result<bool, String> {
    let page = page(&rows()?);
    let there = read("docs/differences.md")?;
    if page != there {
        println!(
            "docs/differences.md is not what cases/differences.tsv gives: cargo xtask differences"
        );
    }
    Ok(page == there)
}

/// The cases that must never match.
pub fn cases() -> Result<BTreeSet<String>, String> {
    let rows = rows()?.into_iter();
    Ok(rows
        .map(|(subject, _)| subject)
        .filter(|subject| is_case(subject))
        .collect())
}

fn is_case(subject: &str) -> bool {
    subject.contains('/') && !subject.contains(' ')
}

fn read(file: &str) -> Result<String, String> {
    std::fs::read_to_string(crate::root().join(file)).map_err(|error| format!("{file}: {error}"))
}

fn rows() -> Result<Vec<(String, String)>, String> {
    rows_of(&read("cases/differences.tsv")?)
}

fn rows_of(text: &str) -> Result<Vec<(String, String)>, String> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| match line.split_once('\t') {
            Some((subject, reason)) => Ok((subject.to_owned(), reason.to_owned())),
            None => Err(format!("cases/differences.tsv: no reason: {line}")),
        })
        .collect()
}

fn page(rows: &[(String, String)]) -> String {
    let (cases, rules): (Vec<_>, Vec<_>) = rows.iter().partition(|(subject, _)| is_case(subject));
    let mut page = HEAD.to_owned();
    for (subject, reason) in rules {
        page.push_str(&format!("- **{subject}** {reason}\n"));
    }
    if !cases.is_empty() {
        page.push_str("\nRecorded cases that differ for such a reason:\n\n");
    }
    for (case, reason) in cases {
        page.push_str(&format!("- `{case}`: {reason}\n"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_lists_rules_before_cases() {
        let rows = rows_of("# remark\njob/x-1\twhy\n\nUsage\tits own\n").expect("rows");
        let page = page(&rows);
        let rule = page.find("- **Usage** its own\n").expect("the rule");
        let case = page.find("- `job/x-1`: why\n").expect("the case");
        assert!(rule < case);
    }

    #[test]
    fn a_row_needs_a_reason() {
        assert!(rows_of("job/x-1\n").is_err());
    }

    #[test]
    fn the_page_is_current() {
        assert_eq!(is_current(), Ok(true));
    }
}

//! Every cmdlet's own list of parameters beside what PowerShell says of the cmdlet.

use std::collections::HashSet;
use stint_cmdlet::{Entry, facts};

fn entries() -> impl Iterator<Item = &'static Entry> {
    stint_cmdlets::ALL.iter().copied().flatten()
}

/// What the job cmdlets' common struct has for those of them that choose jobs this way. The binder reads the facts: where they
/// do not have it, it is never bound.
const SELECTION: &[&str] = &["Job", "State", "Command", "Filter"];

fn is_of_selection(mistake: &str) -> bool {
    mistake
        .split_once("-Job has no parameter ")
        .is_some_and(|(_, name)| SELECTION.contains(&name))
}

#[test]
fn no_cmdlet_has_a_parameter_that_powershell_does_not_have() {
    let mistakes: Vec<String> = entries()
        .flat_map(facts::mistakes)
        .filter(|mistake| !is_of_selection(mistake))
        .collect();
    assert_eq!(mistakes, Vec::<String>::new());
}

#[test]
fn no_cmdlet_is_there_twice() {
    let mut seen = HashSet::new();
    let twice: Vec<&str> = entries()
        .map(|entry| entry.name)
        .filter(|name| !seen.insert(name.to_ascii_lowercase()))
        .collect();
    assert_eq!(twice, Vec::<&str>::new());
    assert!(seen.len() > 100, "only {} cmdlets", seen.len());
}

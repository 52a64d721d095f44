//! Patterns that were compiled before: scripts use the same ones over and over.

use std::cell::RefCell;

use hashbrown::HashMap;

use super::case::CaseBehavior;
use super::error::RegexError;
use super::options::RegexOptions;
use super::regex::Regex;
use crate::text::culture::Culture;

/// As many as PowerShell keeps.
const MOST: usize = 1000;

type Kind = (RegexOptions, CaseBehavior);

thread_local! {
    static KEPT: RefCell<HashMap<Kind, HashMap<String, Regex>>> = RefCell::new(HashMap::new());
}

/// A pattern, compiled now or before on this thread.
pub fn cached(pattern: &str, options: RegexOptions) -> Result<Regex, RegexError> {
    let culture = Culture::current();
    let kind = (options, CaseBehavior::of(options, culture));
    let known =
        KEPT.with_borrow(|kept| kept.get(&kind).and_then(|kept| kept.get(pattern)).cloned());
    if let Some(regex) = known {
        return Ok(regex);
    }
    let regex = Regex::new(pattern, options, culture)?;
    KEPT.with_borrow_mut(|kept| {
        let kept = kept.entry(kind).or_default();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(pattern.to_owned(), regex.clone());
    });
    Ok(regex)
}

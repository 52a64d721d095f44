//! ICU's collators, one a language and set of options, made when first needed and kept.

use std::cmp::Ordering;
use std::sync::OnceLock;

use icu_collator::options::{AlternateHandling, CaseLevel, CollatorOptions, MaxVariable, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use parking_lot::Mutex;

use super::options::CompareOptions;
use crate::text::culture::Culture;

type Collator = CollatorBorrowed<'static>;

/// Whether the culture's language has no rules of its own for ASCII letters.
pub(super) fn sorts_as_root(culture: &Culture) -> bool {
    matches!(
        language(culture),
        "" | "en" | "de" | "fr" | "it" | "pt" | "nl" | "pl" | "ru" | "ja" | "zh" | "ko"
    )
}

fn language(culture: &Culture) -> &'static str {
    culture.name.split('-').next().unwrap_or("")
}

/// Whether comparing needs nothing but the root collation.
fn is_root(culture: &Culture) -> bool {
    matches!(
        language(culture),
        "" | "en" | "de" | "fr" | "it" | "pt" | "nl"
    )
}

/// Compares with ICU.
pub(super) fn compare(a: &str, b: &str, options: CompareOptions, culture: &Culture) -> Ordering {
    static ROOT: OnceLock<Option<Collator>> = OnceLock::new();
    static ROOT_IGNORING_CASE: OnceLock<Option<Collator>> = OnceLock::new();
    let collator = match options {
        CompareOptions::NONE if is_root(culture) => {
            ROOT.get_or_init(|| build("", options)).as_ref()
        }
        CompareOptions::IGNORE_CASE if is_root(culture) => ROOT_IGNORING_CASE
            .get_or_init(|| build("", options))
            .as_ref(),
        _ => kept(culture, options),
    };
    // Without data for a language there is still an order.
    collator.map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
}

/// Collators of rarer kinds.
fn kept(culture: &Culture, options: CompareOptions) -> Option<&'static Collator> {
    type Kept = (&'static str, CompareOptions, Option<&'static Collator>);
    static KEPT: Mutex<Vec<Kept>> = Mutex::new(Vec::new());
    let name = if is_root(culture) { "" } else { culture.name };
    let mut kept = KEPT.lock();
    let known = kept
        .iter()
        .find(|(known, with, _)| *known == name && *with == options);
    if let Some((_, _, collator)) = known {
        return *collator;
    }
    let collator = build(name, options).map(|collator| &*Box::leak(Box::new(collator)));
    kept.push((name, options, collator));
    collator
}

fn build(name: &str, options: CompareOptions) -> Option<Collator> {
    let mut preferences = if name.is_empty() {
        CollatorPreferences::default()
    } else {
        CollatorPreferences::from(name.parse::<Locale>().ok()?)
    };
    if options.allows(CompareOptions::NUMERIC_ORDERING) {
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    }
    let ignores_case = options.allows(CompareOptions::IGNORE_CASE);
    let mut settings = CollatorOptions::default();
    settings.strength = Some(if options.allows(CompareOptions::IGNORE_NON_SPACE) {
        Strength::Primary
    } else if ignores_case {
        Strength::Secondary
    } else {
        Strength::Tertiary
    });
    if options.allows(CompareOptions::IGNORE_NON_SPACE) && !ignores_case {
        settings.case_level = Some(CaseLevel::On);
    }
    if options.allows(CompareOptions::IGNORE_SYMBOLS) {
        settings.alternate_handling = Some(AlternateHandling::Shifted);
        settings.max_variable = Some(MaxVariable::Currency);
    }
    CollatorBorrowed::try_new(preferences, settings).ok()
}

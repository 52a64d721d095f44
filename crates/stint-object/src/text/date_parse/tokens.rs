//! The words and signs that mean something in a culture's dates.

use std::cell::RefCell;
use std::rc::Rc;

use crate::text::casing::simple_lower;
use crate::text::culture::Culture;
use crate::text::date_format::era_name;

/// What a word means where a number or a name may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Regular {
    Month(i32),
    DayOfWeek(i32),
    Am,
    Pm,
    Era,
    Zone,
    /// May stand anywhere.
    Ignorable,
}

/// What a sign or word means behind a number or a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Separator {
    Date,
    Time,
    /// A hyphen: a date separator or the sign of an offset.
    DateOrOffset,
    Am,
    Pm,
    YearSuffix,
    MonthSuffix,
    DaySuffix,
    HourSuffix,
    MinuteSuffix,
    SecondSuffix,
    /// T.
    LocalTimeMark,
}

/// A word or sign with its meanings.
pub(super) struct Token {
    /// In lower case.
    pub(super) text: Vec<char>,
    pub(super) regular: Option<Regular>,
    pub(super) separator: Option<Separator>,
}

/// All words and signs of a culture, longer ones first.
pub(super) struct Tokens(Vec<Token>);

thread_local! {
    /// Cultures whose words were gathered before: parsing one date after another is common.
    static KEPT: RefCell<Vec<(&'static str, Rc<Tokens>)>> = const { RefCell::new(Vec::new()) };
}

impl Tokens {
    /// A culture's words, gathered now or before on this thread.
    pub(super) fn of(culture: &Culture) -> Rc<Tokens> {
        let known = KEPT.with_borrow(|kept| {
            let found = kept.iter().find(|(name, _)| *name == culture.name);
            found.map(|(_, tokens)| Rc::clone(tokens))
        });
        known.unwrap_or_else(|| {
            let tokens = Rc::new(Tokens::gather(culture));
            KEPT.with_borrow_mut(|kept| kept.push((culture.name, Rc::clone(&tokens))));
            tokens
        })
    }

    fn gather(culture: &Culture) -> Tokens {
        let mut tokens = Tokens(Vec::with_capacity(96));
        let names = &culture.date;
        tokens.separator(names.time_separator, Separator::Time);
        tokens.regular(",", Regular::Ignorable);
        tokens.regular(".", Regular::Ignorable);
        tokens.half_day(names.am, Regular::Am, Separator::Am);
        tokens.half_day(names.pm, Regular::Pm, Separator::Pm);
        tokens.suffixes(culture);
        tokens.separator("-", Separator::DateOrOffset);
        tokens.date_words(culture);
        // Where dates end in their separator, it may stand anywhere.
        if !names.short_date.trim_end().ends_with(['.', '/', '-']) {
            tokens.separator(names.date_separator, Separator::Date);
        }
        tokens.names(culture);
        tokens.regular(era_name(culture), Regular::Era);
        tokens.half_day("AM", Regular::Am, Separator::Am);
        tokens.half_day("PM", Regular::Pm, Separator::Pm);
        tokens.names(Culture::invariant());
        tokens.regular("AD", Regular::Era);
        tokens.separator("T", Separator::LocalTimeMark);
        tokens.regular("GMT", Regular::Zone);
        tokens.regular("Z", Regular::Zone);
        tokens.separator("/", Separator::Date);
        tokens.separator(":", Separator::Time);
        tokens
            .0
            .sort_by_key(|token| std::cmp::Reverse(token.text.len()));
        tokens
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Token> {
        self.0.iter()
    }

    /// Adds a meaning to a word, unless it has one of that sort.
    fn add(&mut self, text: &str, regular: Option<Regular>, separator: Option<Separator>) {
        let text: Vec<char> = text.trim().chars().map(simple_lower).collect();
        if text.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|token| token.text == text) {
            Some(token) => {
                token.regular = token.regular.or(regular);
                token.separator = token.separator.or(separator);
            }
            None => self.0.push(Token {
                text,
                regular,
                separator,
            }),
        }
    }

    fn regular(&mut self, text: &str, meaning: Regular) {
        self.add(text, Some(meaning), None);
    }

    fn separator(&mut self, text: &str, meaning: Separator) {
        self.add(text, None, Some(meaning));
    }

    fn half_day(&mut self, text: &str, regular: Regular, separator: Separator) {
        self.add(text, Some(regular), Some(separator));
    }

    fn suffixes(&mut self, culture: &Culture) {
        for (text, meaning) in [
            ("年", Separator::YearSuffix),
            ("년", Separator::YearSuffix),
            ("月", Separator::MonthSuffix),
            ("월", Separator::MonthSuffix),
            ("日", Separator::DaySuffix),
            ("일", Separator::DaySuffix),
            ("时", Separator::HourSuffix),
            ("時", Separator::HourSuffix),
            ("分", Separator::MinuteSuffix),
            ("秒", Separator::SecondSuffix),
        ] {
            self.separator(text, meaning);
        }
        if culture.name.starts_with("ko") {
            self.separator("시", Separator::HourSuffix);
            self.separator("분", Separator::MinuteSuffix);
            self.separator("초", Separator::SecondSuffix);
        }
    }

    /// Words in quotes in the culture's patterns, as the Spanish "de".
    fn date_words(&mut self, culture: &Culture) {
        let names = &culture.date;
        for pattern in [names.long_date, names.year_month, names.month_day] {
            for word in pattern.split('\'').skip(1).step_by(2) {
                for word in word.split_whitespace() {
                    self.regular(word, Regular::Ignorable);
                    self.regular(&format!("{word}."), Regular::Ignorable);
                }
            }
        }
    }

    fn names(&mut self, culture: &Culture) {
        let names = &culture.date;
        for list in [&names.months, &names.months_genitive, &names.months_short] {
            for (number, name) in (1..).zip(list) {
                self.regular(name, Regular::Month(number));
            }
        }
        for list in [&names.days, &names.days_short] {
            for (number, name) in (0..).zip(list) {
                self.regular(name, Regular::DayOfWeek(number));
            }
        }
    }
}

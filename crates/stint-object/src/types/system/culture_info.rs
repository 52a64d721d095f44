//! `System.Globalization.CultureInfo`, `NumberFormatInfo`, `DateTimeFormatInfo`, `TextInfo`: a culture and its parts.

use crate::object::{Object, Opaque};
use crate::text::casing;
use crate::text::culture::Culture;
use crate::types::native::{Args, Plain, method, property, strings};
use crate::types::{Method, Property, Type, TypeInfo, settable, throw};
use crate::{Lock, Result, Str, Value};
use std::sync::Arc;

/// The payload of all four. A culture and its parts share what is changed in one of them.
struct CultureData {
    culture: Arc<Lock<&'static Culture>>,
    /// A copy of a script's own, which may be changed.
    is_own: bool,
}

impl Opaque for CultureData {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| std::ptr::eq(*self.culture.lock(), *other.culture.lock()))
    }
}

/// The culture as a value.
pub fn value(culture: &'static Culture) -> Value {
    part(CULTURE_INFO, culture)
}

fn part(ty: Type, culture: &'static Culture) -> Value {
    let data = CultureData {
        culture: Arc::new(Lock::new(culture)),
        is_own: false,
    };
    Value::Object(Object::opaque(ty, data))
}

/// A part of a culture that changes with it.
fn part_of(ty: Type, culture: &Value) -> Value {
    match culture.payload::<CultureData>() {
        Some(data) => Value::Object(Object::opaque(
            ty,
            CultureData {
                culture: data.culture.clone(),
                is_own: data.is_own,
            },
        )),
        None => part(ty, Culture::current()),
    }
}

/// A copy that may be changed. Cultures live for ever, so that everything may point at them: a script makes few.
fn own(ty: Type, culture: &Culture) -> Value {
    let copy: &'static Culture = Box::leak(Box::new(culture.clone()));
    let data = CultureData {
        culture: Arc::new(Lock::new(copy)),
        is_own: true,
    };
    Value::Object(Object::opaque(ty, data))
}

/// Changes a copy; where it is the thread's culture, that is the changed one from now on.
fn change(it: &Value, change: impl FnOnce(&mut Culture)) -> Result<()> {
    let Some(data) = it.payload::<CultureData>().filter(|data| data.is_own) else {
        return Err(throw::invalid_operation("Instance is read-only."));
    };
    let mut place = data.culture.lock();
    let mut changed = place.clone();
    change(&mut changed);
    let changed: &'static Culture = Box::leak(Box::new(changed));
    if std::ptr::eq(*place, Culture::current()) {
        Culture::set_current(changed);
    }
    *place = changed;
    Ok(())
}

fn is_read_only(it: &Value) -> bool {
    !it.payload::<CultureData>().is_some_and(|data| data.is_own)
}

/// A text that a culture keeps.
fn kept(text: &Value) -> &'static str {
    Box::leak(text.text().to_owned().into_boxed_str())
}

/// A text of a culture that a copy may have otherwise.
macro_rules! text {
    ($signature:literal, $($field:ident).+) => {
        settable(
            $signature,
            |it| Ok(this(it).$($field).+.into()),
            |it, new| {
                if new.is_null() {
                    return Err(throw::argument_null("value"));
                }
                change(it, |culture| culture.$($field).+ = kept(&new))
            },
        )
    };
}

/// A small number of a culture that a copy may have otherwise.
macro_rules! digits {
    ($signature:literal, $($field:ident).+, $most:literal) => {
        settable(
            $signature,
            |it| Ok(Value::Int32(i32::from(this(it).$($field).+))),
            |it, new| match u8::try_from(new.int()) {
                Ok(number) if number <= $most => {
                    change(it, |culture| culture.$($field).+ = number)
                }
                _ => Err(throw::argument_out_of_range(
                    concat!("Valid values are between 0 and ", $most, ", inclusive."),
                    "value",
                )),
            },
        )
    };
}

/// The culture in a value, if it holds one.
pub fn of(value: &Value) -> Option<&'static Culture> {
    value
        .payload::<CultureData>()
        .map(|data| *data.culture.lock())
}

/// The culture of a format provider: the current one for null.
pub fn provider(value: &Value) -> &'static Culture {
    of(value).unwrap_or_else(Culture::current)
}

fn this(value: &Value) -> &'static Culture {
    provider(value)
}

/// A culture by name, or the error .NET gives.
pub fn by_name(name: &str) -> Result<Value> {
    Culture::by_name(name).map(value).ok_or_else(|| {
        throw::with(
            super::exceptions::CULTURE_NOT_FOUND,
            format!("Culture is not supported. (Parameter 'name')\n{name} is an invalid culture identifier."),
            vec![("ParamName".into(), "name".into()), ("InvalidCultureName".into(), name.into())],
        )
    })
}

fn own_by_name(name: &str) -> Result<Value> {
    by_name(name).map(|found| own(CULTURE_INFO, this(&found)))
}

fn by_lcid(lcid: i32) -> Result<Value> {
    Culture::by_lcid(lcid as u32).map(value).ok_or_else(|| {
        throw::with(
            super::exceptions::CULTURE_NOT_FOUND,
            format!("Culture is not supported. (Parameter 'culture')\n{lcid} (0x{lcid:04x}) is an invalid culture identifier."),
            vec![("ParamName".into(), "culture".into())],
        )
    })
}

fn language(culture: &Culture) -> &'static str {
    culture.name.split('-').next().unwrap_or_default()
}

static CULTURE_CONSTRUCTORS: &[Method] = &[
    method!("cultureinfo(string name)", |_, args| own_by_name(
        args.text(0)
    )),
    method!(
        "cultureinfo(string name, bool useUserOverride)",
        |_, args| own_by_name(args.text(0))
    ),
    method!("cultureinfo(int culture)", |_, args| by_lcid(args.int(0))),
];

static CULTURE_METHODS: &[Method] = &[
    method!("System.Object Clone()", |it, _| own(CULTURE_INFO, this(it))),
    method!("bool Equals(System.Object value)", |it, args| {
        crate::dict::equals(it, args.at(0))
    }),
    method!("System.Object GetFormat(type formatType)", |it, args| {
        match args.at(0).type_object().name() {
            "System.Globalization.NumberFormatInfo" => part_of(NUMBER_FORMAT_INFO, it),
            "System.Globalization.DateTimeFormatInfo" => part_of(DATE_TIME_FORMAT_INFO, it),
            _ => Value::Null,
        }
    }),
    method!("string ToString()", |it, _| this(it).name),
    method!(
        "static cultureinfo CreateSpecificCulture(string name)",
        |_, args| own_by_name(args.text(0))
    ),
    method!(
        "static cultureinfo GetCultureInfo(string name)",
        |_, args| by_name(args.text(0))
    ),
    method!(
        "static cultureinfo GetCultureInfo(int culture)",
        |_, args| by_lcid(args.int(0))
    ),
    method!(
        "static cultureinfo[] GetCultures(System.Globalization.CultureTypes types)",
        |_, _| {
            crate::types::native::array_of(CULTURE_INFO, Culture::all().iter().map(value).collect())
        }
    ),
    method!("static cultureinfo ReadOnly(cultureinfo ci)", |_, args| {
        value(provider(args.at(0)))
    }),
];

static CULTURE_PROPERTIES: &[Property] = &[
    crate::types::settable(
        "static cultureinfo CurrentCulture {get;set;}",
        |_| Ok(value(Culture::current())),
        |_, new| {
            Culture::set_current(provider(&new));
            Ok(())
        },
    ),
    property!("static cultureinfo CurrentUICulture {get;set;}", |_| value(
        Culture::current()
    )),
    property!("static cultureinfo InstalledUICulture {get;}", |_| value(
        Culture::invariant()
    )),
    property!("static cultureinfo InvariantCulture {get;}", |_| value(
        Culture::invariant()
    )),
    property!("cultureinfo Parent {get;}", |it| {
        let name = this(it).name;
        match name.rfind('-') {
            Some(at) => {
                Culture::by_name(&name[..at]).map_or_else(|| value(Culture::invariant()), value)
            }
            None => value(Culture::invariant()),
        }
    }),
    property!("int LCID {get;}", |it| this(it).lcid as i32),
    property!("int KeyboardLayoutId {get;}", |it| this(it).lcid as i32),
    property!("string Name {get;}", |it| this(it).name),
    property!("string IetfLanguageTag {get;}", |it| this(it).name),
    property!("string DisplayName {get;}", |it| this(it).display_name),
    property!("string NativeName {get;}", |it| this(it).display_name),
    property!("string EnglishName {get;}", |it| this(it).display_name),
    property!(
        "string TwoLetterISOLanguageName {get;}",
        |it| match language(this(it)) {
            "" => "iv",
            other => other,
        }
    ),
    property!(
        "string ThreeLetterISOLanguageName {get;}",
        |it| match language(this(it)) {
            "" => "ivl",
            "en" => "eng",
            "de" => "deu",
            "fr" => "fra",
            "es" => "spa",
            "it" => "ita",
            "ja" => "jpn",
            "pt" => "por",
            other => other,
        }
    ),
    property!(
        "string ThreeLetterWindowsLanguageName {get;}",
        |it| match this(it).name {
            "" => "IVL".to_owned(),
            "en-US" => "ENU".to_owned(),
            "en-GB" => "ENG".to_owned(),
            "de-DE" => "DEU".to_owned(),
            "fr-FR" => "FRA".to_owned(),
            other => other.replace('-', "").to_uppercase(),
        }
    ),
    property!(
        "System.Globalization.CompareInfo CompareInfo {get;}",
        |it| part(COMPARE_INFO, this(it))
    ),
    property!("System.Globalization.TextInfo TextInfo {get;}", |it| part(
        TEXT_INFO,
        this(it)
    )),
    property!("bool IsNeutralCulture {get;}", |it| !this(it)
        .name
        .is_empty()
        && !this(it).name.contains('-')),
    property!(
        "System.Globalization.NumberFormatInfo NumberFormat {get;set;}",
        |it| part_of(NUMBER_FORMAT_INFO, it)
    ),
    property!(
        "System.Globalization.DateTimeFormatInfo DateTimeFormat {get;set;}",
        |it| part_of(DATE_TIME_FORMAT_INFO, it)
    ),
    property!("bool UseUserOverride {get;}", |it| !this(it).is_invariant()),
    property!("bool IsReadOnly {get;}", |it| is_read_only(it)),
];

static NUMBER_PROPERTIES: &[Property] = &[
    property!(
        "static System.Globalization.NumberFormatInfo InvariantInfo {get;}",
        |_| part(NUMBER_FORMAT_INFO, Culture::invariant())
    ),
    property!(
        "static System.Globalization.NumberFormatInfo CurrentInfo {get;}",
        |_| part(NUMBER_FORMAT_INFO, Culture::current())
    ),
    digits!(
        "int CurrencyDecimalDigits {get;set;}",
        number.currency_digits,
        99
    ),
    text!(
        "string CurrencyDecimalSeparator {get;set;}",
        number.currency_decimal
    ),
    property!("bool IsReadOnly {get;}", |it| is_read_only(it)),
    property!("int[] CurrencyGroupSizes {get;set;}", |it| sizes(this(it))),
    property!("int[] NumberGroupSizes {get;set;}", |it| sizes(this(it))),
    property!("int[] PercentGroupSizes {get;set;}", |it| sizes(this(it))),
    text!(
        "string CurrencyGroupSeparator {get;set;}",
        number.currency_group
    ),
    text!("string CurrencySymbol {get;set;}", number.currency),
    text!("string NaNSymbol {get;set;}", number.nan),
    digits!(
        "int CurrencyNegativePattern {get;set;}",
        number.currency_negative,
        16
    ),
    digits!(
        "int NumberNegativePattern {get;set;}",
        number.negative_pattern,
        4
    ),
    digits!(
        "int PercentPositivePattern {get;set;}",
        number.percent_positive,
        3
    ),
    digits!(
        "int PercentNegativePattern {get;set;}",
        number.percent_negative,
        11
    ),
    text!(
        "string NegativeInfinitySymbol {get;set;}",
        number.negative_infinity
    ),
    text!("string NegativeSign {get;set;}", number.negative_sign),
    digits!("int NumberDecimalDigits {get;set;}", number.digits, 99),
    text!("string NumberDecimalSeparator {get;set;}", number.decimal),
    text!("string NumberGroupSeparator {get;set;}", number.group),
    digits!(
        "int CurrencyPositivePattern {get;set;}",
        number.currency_positive,
        3
    ),
    text!(
        "string PositiveInfinitySymbol {get;set;}",
        number.positive_infinity
    ),
    text!("string PositiveSign {get;set;}", number.positive_sign),
    digits!(
        "int PercentDecimalDigits {get;set;}",
        number.percent_digits,
        99
    ),
    property!("string PercentDecimalSeparator {get;set;}", |it| this(it)
        .number
        .decimal),
    property!("string PercentGroupSeparator {get;set;}", |it| this(it)
        .number
        .group),
    text!("string PercentSymbol {get;set;}", number.percent),
    text!("string PerMilleSymbol {get;set;}", number.per_mille),
    property!("string[] NativeDigits {get;set;}", |_| strings(
        (0..10).map(|digit| digit.to_string())
    )),
    property!(
        "System.Globalization.DigitShapes DigitSubstitution {get;set;}",
        |_| super::enums::value("System.Globalization.DigitShapes", 1)
    ),
];

fn sizes(culture: &Culture) -> Value {
    crate::types::native::array_of(
        super::INT32,
        culture
            .number
            .group_sizes
            .iter()
            .map(|size| Value::Int32(i32::from(*size)))
            .collect(),
    )
}

static TEXT_METHODS: &[Method] = &[
    method!("char ToLower(char c)", |it, args| super::char::mapped(
        args.unit(0),
        |c| casing::char_lower(c, this(it))
    )),
    method!("string ToLower(string str)", |it, args| casing::lower(
        args.text(0),
        this(it)
    )),
    method!("char ToUpper(char c)", |it, args| super::char::mapped(
        args.unit(0),
        |c| casing::char_upper(c, this(it))
    )),
    method!("string ToUpper(string str)", |it, args| casing::upper(
        args.text(0),
        this(it)
    )),
    method!("string ToTitleCase(string str)", |it, args| title_case(
        args.text(0),
        this(it)
    )),
    method!("string ToString()", |it, _| format!(
        "TextInfo - {}",
        this(it).name
    )),
];

/// `ToTitleCase`: each word's first letter large and the rest small, unless the whole word is large.
fn title_case(text: &str, culture: &Culture) -> String {
    let mut result = String::with_capacity(text.len());
    let mut word = String::new();
    let flush = |word: &mut String, result: &mut String| {
        if word.chars().any(char::is_lowercase)
            || word.chars().filter(|c| c.is_alphabetic()).count() == 1
        {
            let mut rest = word.chars();
            if let Some(first) = rest.next() {
                result.push(casing::char_upper(first, culture));
                result.push_str(&casing::lower(rest.as_str(), culture));
            }
        } else {
            result.push_str(word);
        }
        word.clear();
    };
    for c in text.chars() {
        if c.is_alphabetic() || c == '\'' && !word.is_empty() || !word.is_empty() && c.is_numeric()
        {
            word.push(c);
        } else {
            flush(&mut word, &mut result);
            result.push(c);
        }
    }
    flush(&mut word, &mut result);
    result
}

static TEXT_PROPERTIES: &[Property] = &[
    property!("string ANSICodePage {get;}", |_| "0"),
    property!("string CultureName {get;}", |it| this(it).name),
    property!("bool IsReadOnly {get;}", |it| is_read_only(it)),
    property!("bool IsRightToLeft {get;}", |_| false),
    property!("int LCID {get;}", |it| this(it).lcid as i32),
    property!("string ListSeparator {get;set;}", |it| this(it)
        .list_separator),
];

fn dates(value: &Value) -> &'static crate::text::culture::DateFormat {
    &this(value).date
}

static DATE_PROPERTIES: &[Property] = &[
    property!(
        "static System.Globalization.DateTimeFormatInfo CurrentInfo {get;}",
        |_| part(DATE_TIME_FORMAT_INFO, Culture::current())
    ),
    property!(
        "static System.Globalization.DateTimeFormatInfo InvariantInfo {get;}",
        |_| part(DATE_TIME_FORMAT_INFO, Culture::invariant())
    ),
    text!("string AMDesignator {get;set;}", date.am),
    text!("string DateSeparator {get;set;}", date.date_separator),
    property!("System.DayOfWeek FirstDayOfWeek {get;set;}", |it| {
        super::enums::value("System.DayOfWeek", i64::from(dates(it).first_day))
    }),
    text!("string FullDateTimePattern {get;set;}", date.full),
    text!("string LongDatePattern {get;set;}", date.long_date),
    text!("string LongTimePattern {get;set;}", date.long_time),
    text!("string MonthDayPattern {get;set;}", date.month_day),
    text!("string PMDesignator {get;set;}", date.pm),
    property!(
        "string RFC1123Pattern {get;}",
        |_| "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"
    ),
    text!("string ShortDatePattern {get;set;}", date.short_date),
    text!("string ShortTimePattern {get;set;}", date.short_time),
    property!(
        "string SortableDateTimePattern {get;}",
        |_| "yyyy'-'MM'-'dd'T'HH':'mm':'ss"
    ),
    text!("string TimeSeparator {get;set;}", date.time_separator),
    property!(
        "string UniversalSortableDateTimePattern {get;}",
        |_| "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"
    ),
    text!("string YearMonthPattern {get;set;}", date.year_month),
    property!("string[] AbbreviatedDayNames {get;set;}", |it| strings(
        dates(it).days_short.iter().copied()
    )),
    property!("string[] ShortestDayNames {get;set;}", |it| strings(
        dates(it).days_short.iter().copied()
    )),
    property!("string[] DayNames {get;set;}", |it| strings(
        dates(it).days.iter().copied()
    )),
    property!("string[] AbbreviatedMonthNames {get;set;}", |it| strings(
        dates(it).months_short
    )),
    property!("string[] MonthNames {get;set;}", |it| strings(
        dates(it).months
    )),
    property!("bool IsReadOnly {get;}", |it| is_read_only(it)),
    property!("string NativeCalendarName {get;}", |_| "Gregorian Calendar"),
];

static DATE_METHODS: &[Method] = &[
    method!("System.Object Clone()", |it, _| own(
        DATE_TIME_FORMAT_INFO,
        this(it)
    )),
    method!(
        "string GetDayName(System.DayOfWeek dayofweek)",
        |it, args| name_at(&dates(it).days[..], args.long(0))
    ),
    method!(
        "string GetAbbreviatedDayName(System.DayOfWeek dayofweek)",
        |it, args| name_at(&dates(it).days_short[..], args.long(0))
    ),
    method!("string GetMonthName(int month)", |it, args| month(
        &dates(it).months[..],
        args.long(0)
    )),
    method!("string GetAbbreviatedMonthName(int month)", |it, args| {
        month(&dates(it).months_short[..], args.long(0))
    }),
];

fn name_at(names: &[&'static str], at: i64) -> Option<&'static str> {
    usize::try_from(at)
        .ok()
        .and_then(|at| names.get(at))
        .copied()
}

fn month(names: &[&'static str], number: i64) -> Result<Str> {
    match number {
        13 => Ok(Str::default()),
        _ => name_at(names, number - 1).map(Str::from).ok_or_else(|| {
            throw::argument_out_of_range("Valid values are between 1 and 13, inclusive.", "month")
        }),
    }
}

static COMPARE_METHODS: &[Method] = &[
    method!("int Compare(string string1, string string2)", |it, args| {
        super::string::compared(
            args.string(0),
            args.string(1),
            crate::text::collation::CompareOptions::NONE,
            this(it),
        )
    }),
    method!(
        "int Compare(string string1, string string2, System.Globalization.CompareOptions options)",
        |it, args| {
            let options = crate::text::collation::CompareOptions(args.long(2) as u32);
            super::string::compared(args.string(0), args.string(1), options, this(it))
        }
    ),
];

macro_rules! parts {
    ($($constant:ident = $name:literal, $constructors:expr, $methods:expr, $properties:expr;)*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::class($name)
                    .interfaces(&[super::interfaces::CLONEABLE, super::interfaces::FORMAT_PROVIDER])
                    .constructors($constructors)
                    .methods($methods)
                    .properties($properties);
                Type(&INFO)
            };
        )*
        /// The types declared here.
        pub static ALL: &[Type] = &[$($constant),*];
    };
}

static NUMBER_METHODS: &[Method] = &[
    method!("System.Object Clone()", |it, _| own(
        NUMBER_FORMAT_INFO,
        this(it)
    )),
    method!(
        "static System.Globalization.NumberFormatInfo GetInstance(System.IFormatProvider formatProvider)",
        |_, args| part_of(NUMBER_FORMAT_INFO, args.at(0))
    ),
];
static NUMBER_CONSTRUCTORS: &[Method] = &[method!(
    "System.Globalization.NumberFormatInfo()",
    |_, _| own(NUMBER_FORMAT_INFO, Culture::invariant())
)];
static DATE_CONSTRUCTORS: &[Method] = &[method!(
    "System.Globalization.DateTimeFormatInfo()",
    |_, _| own(DATE_TIME_FORMAT_INFO, Culture::invariant())
)];

parts! {
    CULTURE_INFO = "System.Globalization.CultureInfo", CULTURE_CONSTRUCTORS, CULTURE_METHODS, CULTURE_PROPERTIES;
    NUMBER_FORMAT_INFO = "System.Globalization.NumberFormatInfo", NUMBER_CONSTRUCTORS, NUMBER_METHODS, NUMBER_PROPERTIES;
    DATE_TIME_FORMAT_INFO = "System.Globalization.DateTimeFormatInfo", DATE_CONSTRUCTORS, DATE_METHODS, DATE_PROPERTIES;
    TEXT_INFO = "System.Globalization.TextInfo", &[], TEXT_METHODS, TEXT_PROPERTIES;
    COMPARE_INFO = "System.Globalization.CompareInfo", &[], COMPARE_METHODS, &[];
}

//! `System.Globalization.CultureInfo`, `NumberFormatInfo`, `DateTimeFormatInfo`, `TextInfo`: a culture and its parts.

use crate::object::{Object, Opaque};
use crate::text::casing;
use crate::text::culture::Culture;
use crate::types::native::{Args, Plain, method, property, strings};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Str, Value};

/// The payload of all four.
pub struct CultureData(pub &'static Culture);

impl Opaque for CultureData {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| std::ptr::eq(self.0, other.0))
    }
}

/// The culture as a value.
pub fn value(culture: &'static Culture) -> Value {
    part(CULTURE_INFO, culture)
}

fn part(ty: Type, culture: &'static Culture) -> Value {
    Value::Object(Object::opaque(ty, CultureData(culture)))
}

/// The culture in a value, if it holds one.
pub fn of(value: &Value) -> Option<&'static Culture> {
    value.payload::<CultureData>().map(|data| data.0)
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
    method!("cultureinfo(string name)", |_, args| by_name(args.text(0))),
    method!(
        "cultureinfo(string name, bool useUserOverride)",
        |_, args| by_name(args.text(0))
    ),
    method!("cultureinfo(int culture)", |_, args| by_lcid(args.int(0))),
];

static CULTURE_METHODS: &[Method] = &[
    method!("System.Object Clone()", |it, _| value(this(it))),
    method!("bool Equals(System.Object value)", |it, args| {
        crate::dict::equals(it, args.at(0))
    }),
    method!("System.Object GetFormat(type formatType)", |it, args| {
        match args.at(0).type_object().name() {
            "System.Globalization.NumberFormatInfo" => part(NUMBER_FORMAT_INFO, this(it)),
            "System.Globalization.DateTimeFormatInfo" => part(DATE_TIME_FORMAT_INFO, this(it)),
            _ => Value::Null,
        }
    }),
    method!("string ToString()", |it, _| this(it).name),
    method!(
        "static cultureinfo CreateSpecificCulture(string name)",
        |_, args| by_name(args.text(0))
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
        args.at(0).clone()
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
        |it| part(NUMBER_FORMAT_INFO, this(it))
    ),
    property!(
        "System.Globalization.DateTimeFormatInfo DateTimeFormat {get;set;}",
        |it| part(DATE_TIME_FORMAT_INFO, this(it))
    ),
    property!("bool UseUserOverride {get;}", |it| !this(it).is_invariant()),
    property!("bool IsReadOnly {get;}", |_| true),
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
    property!("int CurrencyDecimalDigits {get;set;}", |it| i32::from(
        this(it).number.currency_digits
    )),
    property!("string CurrencyDecimalSeparator {get;set;}", |it| this(it)
        .number
        .currency_decimal),
    property!("bool IsReadOnly {get;}", |_| true),
    property!("int[] CurrencyGroupSizes {get;set;}", |it| sizes(this(it))),
    property!("int[] NumberGroupSizes {get;set;}", |it| sizes(this(it))),
    property!("int[] PercentGroupSizes {get;set;}", |it| sizes(this(it))),
    property!("string CurrencyGroupSeparator {get;set;}", |it| this(it)
        .number
        .currency_group),
    property!("string CurrencySymbol {get;set;}", |it| this(it)
        .number
        .currency),
    property!("string NaNSymbol {get;set;}", |it| this(it).number.nan),
    property!("int CurrencyNegativePattern {get;set;}", |it| i32::from(
        this(it).number.currency_negative
    )),
    property!("int NumberNegativePattern {get;set;}", |it| i32::from(
        this(it).number.negative_pattern
    )),
    property!("int PercentPositivePattern {get;set;}", |it| i32::from(
        this(it).number.percent_positive
    )),
    property!("int PercentNegativePattern {get;set;}", |it| i32::from(
        this(it).number.percent_negative
    )),
    property!("string NegativeInfinitySymbol {get;set;}", |it| this(it)
        .number
        .negative_infinity),
    property!("string NegativeSign {get;set;}", |it| this(it)
        .number
        .negative_sign),
    property!("int NumberDecimalDigits {get;set;}", |it| i32::from(
        this(it).number.digits
    )),
    property!("string NumberDecimalSeparator {get;set;}", |it| this(it)
        .number
        .decimal),
    property!("string NumberGroupSeparator {get;set;}", |it| this(it)
        .number
        .group),
    property!("int CurrencyPositivePattern {get;set;}", |it| i32::from(
        this(it).number.currency_positive
    )),
    property!("string PositiveInfinitySymbol {get;set;}", |it| this(it)
        .number
        .positive_infinity),
    property!("string PositiveSign {get;set;}", |it| this(it)
        .number
        .positive_sign),
    property!("int PercentDecimalDigits {get;set;}", |it| i32::from(
        this(it).number.percent_digits
    )),
    property!("string PercentDecimalSeparator {get;set;}", |it| this(it)
        .number
        .decimal),
    property!("string PercentGroupSeparator {get;set;}", |it| this(it)
        .number
        .group),
    property!("string PercentSymbol {get;set;}", |it| this(it)
        .number
        .percent),
    property!("string PerMilleSymbol {get;set;}", |it| this(it)
        .number
        .per_mille),
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
    property!("bool IsReadOnly {get;}", |_| true),
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
    property!("string AMDesignator {get;set;}", |it| dates(it).am),
    property!("string DateSeparator {get;set;}", |it| dates(it)
        .date_separator),
    property!("System.DayOfWeek FirstDayOfWeek {get;set;}", |it| {
        super::enums::value("System.DayOfWeek", i64::from(dates(it).first_day))
    }),
    property!("string FullDateTimePattern {get;set;}", |it| dates(it).full),
    property!("string LongDatePattern {get;set;}", |it| dates(it)
        .long_date),
    property!("string LongTimePattern {get;set;}", |it| dates(it)
        .long_time),
    property!("string MonthDayPattern {get;set;}", |it| dates(it)
        .month_day),
    property!("string PMDesignator {get;set;}", |it| dates(it).pm),
    property!(
        "string RFC1123Pattern {get;}",
        |_| "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"
    ),
    property!("string ShortDatePattern {get;set;}", |it| dates(it)
        .short_date),
    property!("string ShortTimePattern {get;set;}", |it| dates(it)
        .short_time),
    property!(
        "string SortableDateTimePattern {get;}",
        |_| "yyyy'-'MM'-'dd'T'HH':'mm':'ss"
    ),
    property!("string TimeSeparator {get;set;}", |it| dates(it)
        .time_separator),
    property!(
        "string UniversalSortableDateTimePattern {get;}",
        |_| "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"
    ),
    property!("string YearMonthPattern {get;set;}", |it| dates(it)
        .year_month),
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
    property!("bool IsReadOnly {get;}", |_| true),
    property!("string NativeCalendarName {get;}", |_| "Gregorian Calendar"),
];

static DATE_METHODS: &[Method] = &[
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

static NUMBER_CONSTRUCTORS: &[Method] = &[method!(
    "System.Globalization.NumberFormatInfo()",
    |_, _| part(NUMBER_FORMAT_INFO, Culture::invariant())
)];
static DATE_CONSTRUCTORS: &[Method] = &[method!(
    "System.Globalization.DateTimeFormatInfo()",
    |_, _| part(DATE_TIME_FORMAT_INFO, Culture::invariant())
)];

parts! {
    CULTURE_INFO = "System.Globalization.CultureInfo", CULTURE_CONSTRUCTORS, CULTURE_METHODS, CULTURE_PROPERTIES;
    NUMBER_FORMAT_INFO = "System.Globalization.NumberFormatInfo", NUMBER_CONSTRUCTORS, &[], NUMBER_PROPERTIES;
    DATE_TIME_FORMAT_INFO = "System.Globalization.DateTimeFormatInfo", DATE_CONSTRUCTORS, DATE_METHODS, DATE_PROPERTIES;
    TEXT_INFO = "System.Globalization.TextInfo", &[], TEXT_METHODS, TEXT_PROPERTIES;
    COMPARE_INFO = "System.Globalization.CompareInfo", &[], COMPARE_METHODS, &[];
}

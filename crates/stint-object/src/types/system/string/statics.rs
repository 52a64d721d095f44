//! The static methods of `System.String`.

use super::{Comparison, compared, equal};
use crate::text::collation::CompareOptions;
use crate::text::composite_format::format_composite;
use crate::text::culture::Culture;
use crate::types::native::{Args, Plain, method};
use crate::types::system::culture_info::{of, provider};
use crate::types::system::utf16;
use crate::types::{Method, throw};
use crate::{Result, Str, Value, access};

fn compare(args: &[Value], by: Comparison) -> i32 {
    compared(args.string(0), args.string(1), by.options, by.culture)
}

/// The overloads with indexes and a length.
fn compare_parts(args: &[Value], by: Comparison) -> Result<i32> {
    let (a, b) = (args.string(0), args.string(2));
    let (Some(a), Some(b)) = (a.clone(), b.clone()) else {
        return Ok(compared(a, b, by.options, by.culture));
    };
    let (start_a, start_b, len) = (args.int(1), args.int(3), args.int(4));
    if len < 0 {
        return Err(throw::argument_out_of_range(
            "Length cannot be less than zero.",
            "length",
        ));
    }
    let part = |text: &str, start: i32, name: &str| -> Result<Str> {
        let total = utf16::len(text);
        let start = usize::try_from(start).ok().filter(|start| *start <= total).ok_or_else(|| {
            throw::argument_out_of_range(
                "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
                name,
            )
        })?;
        Ok(utf16::slice(text, start, (start + len as usize).min(total)).into())
    };
    Ok(compared(
        Some(part(&a, start_a, "indexA")?),
        Some(part(&b, start_b, "indexB")?),
        by.options,
        by.culture,
    ))
}

fn options(culture: &Value, options: i64) -> Comparison {
    Comparison {
        options: CompareOptions(options as u32),
        culture: provider(culture),
    }
}

pub const COMPARE: [Method; 12] = [
    method!("static int Compare(string strA, string strB)", |_, args| {
        compare(args, Comparison::current())
    }),
    method!(
        "static int Compare(string strA, string strB, bool ignoreCase)",
        |_, args| { compare(args, Comparison::with(Culture::current(), args.boolean(2))) }
    ),
    method!(
        "static int Compare(string strA, string strB, System.StringComparison comparisonType)",
        |_, args| { Ok(compare(args, Comparison::of(args.long(2))?)) as Result<i32> }
    ),
    method!(
        "static int Compare(string strA, string strB, cultureinfo culture, System.Globalization.CompareOptions options)",
        |_, args| { compare(args, options(args.at(2), args.long(3))) }
    ),
    method!(
        "static int Compare(string strA, string strB, bool ignoreCase, cultureinfo culture)",
        |_, args| {
            compare(
                args,
                Comparison::with(provider(args.at(3)), args.boolean(2)),
            )
        }
    ),
    method!(
        "static int Compare(string strA, int indexA, string strB, int indexB, int length)",
        |_, args| { compare_parts(args, Comparison::current()) }
    ),
    method!(
        "static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase)",
        |_, args| { compare_parts(args, Comparison::with(Culture::current(), args.boolean(5))) }
    ),
    method!(
        "static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase, cultureinfo culture)",
        |_, args| {
            compare_parts(
                args,
                Comparison::with(provider(args.at(6)), args.boolean(5)),
            )
        }
    ),
    method!(
        "static int Compare(string strA, int indexA, string strB, int indexB, int length, cultureinfo culture, System.Globalization.CompareOptions options)",
        |_, args| { compare_parts(args, options(args.at(5), args.long(6))) }
    ),
    method!(
        "static int Compare(string strA, int indexA, string strB, int indexB, int length, System.StringComparison comparisonType)",
        |_, args| { compare_parts(args, Comparison::of(args.long(5))?) }
    ),
    method!(
        "static int CompareOrdinal(string strA, string strB)",
        |_, args| compare(args, Comparison::ordinal())
    ),
    method!(
        "static int CompareOrdinal(string strA, int indexA, string strB, int indexB, int length)",
        |_, args| { compare_parts(args, Comparison::ordinal()) }
    ),
];

/// The texts of values one behind the other.
fn concat(items: &[Value], separator: &str) -> Result<String> {
    let mut result = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            result.push_str(separator);
        }
        result.push_str(&access::to_text(item)?);
    }
    Ok(result)
}

fn concat_items(value: &Value, parameter: &str) -> Result<String> {
    if value.is_null() {
        return Err(throw::argument_null(parameter));
    }
    concat(&value.items(), "")
}

pub const CONCAT: [Method; 9] = [
    method!(
        "static string Concat(System.Object arg0)",
        |_, args| concat(args, "")
    ),
    method!(
        "static string Concat(System.Object arg0, System.Object arg1)",
        |_, args| concat(args, "")
    ),
    method!(
        "static string Concat(System.Object arg0, System.Object arg1, System.Object arg2)",
        |_, args| concat(args, "")
    ),
    method!(
        "static string Concat(Params System.Object[] args)",
        |_, args| concat_items(args.at(0), "args")
    ),
    method!(
        "static string Concat(System.Collections.Generic.IEnumerable[string] values)",
        |_, args| concat_items(args.at(0), "values")
    ),
    method!(
        "static string Concat(string str0, string str1)",
        |_, args| concat(args, "")
    ),
    method!(
        "static string Concat(string str0, string str1, string str2)",
        |_, args| concat(args, "")
    ),
    method!(
        "static string Concat(string str0, string str1, string str2, string str3)",
        |_, args| concat(args, "")
    ),
    method!("static string Concat(Params string[] values)", |_, args| {
        concat_items(args.at(0), "values")
    }),
];

pub const EQUALS: [Method; 2] = [
    method!("static bool Equals(string a, string b)", |_, args| args
        .string(0)
        == args.string(1)),
    method!(
        "static bool Equals(string a, string b, System.StringComparison comparisonType)",
        |_, args| {
            let by = Comparison::of(args.long(2))?;
            Ok(match (args.string(0), args.string(1)) {
                (Some(a), Some(b)) => equal(&a, &b, by),
                (None, None) => true,
                _ => false,
            }) as Result<bool>
        }
    ),
];

/// `String.Format`: items ask each value for its text in their format.
pub fn format(culture: &'static Culture, format: Option<Str>, args: &[Value]) -> Result<String> {
    let format = format.ok_or_else(|| throw::argument_null("format"))?;
    let result = format_composite(&format, args.len(), |at, spec| {
        access::format_value(&args[at], spec.unwrap_or_default(), culture)
            .map(|text| text.to_string())
    });
    use crate::text::composite_format::CompositeFailure;
    result.map_err(|failure| match failure {
        CompositeFailure::Argument(flow) => flow,
        CompositeFailure::Malformed { offset, reason } => throw::format(format!(
            "Input string was not in a correct format. Failure to parse near offset {offset}. {}",
            reason.message()
        )),
        CompositeFailure::NoArgument => throw::format(
            "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.",
        ),
    })
}

fn with_provider(args: &[Value]) -> &'static Culture {
    of(args.at(0)).unwrap_or_else(Culture::current)
}

pub const FORMAT: [Method; 8] = [
    method!(
        "static string Format(string format, System.Object arg0)",
        |_, args| format(Culture::current(), args.string(0), &args[1..])
    ),
    method!(
        "static string Format(string format, System.Object arg0, System.Object arg1)",
        |_, args| { format(Culture::current(), args.string(0), &args[1..]) }
    ),
    method!(
        "static string Format(string format, System.Object arg0, System.Object arg1, System.Object arg2)",
        |_, args| { format(Culture::current(), args.string(0), &args[1..]) }
    ),
    method!(
        "static string Format(string format, Params System.Object[] args)",
        |_, args| { format(Culture::current(), args.string(0), &args.items(1)) }
    ),
    method!(
        "static string Format(System.IFormatProvider provider, string format, System.Object arg0)",
        |_, args| { format(with_provider(args), args.string(1), &args[2..]) }
    ),
    method!(
        "static string Format(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1)",
        |_, args| { format(with_provider(args), args.string(1), &args[2..]) }
    ),
    method!(
        "static string Format(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1, System.Object arg2)",
        |_, args| { format(with_provider(args), args.string(1), &args[2..]) }
    ),
    method!(
        "static string Format(System.IFormatProvider provider, string format, Params System.Object[] args)",
        |_, args| { format(with_provider(args), args.string(1), &args.items(2)) }
    ),
];

fn join(separator: &str, values: &Value, parameter: &str) -> Result<String> {
    if values.is_null() {
        return Err(throw::argument_null(parameter));
    }
    concat(&values.items(), separator)
}

fn join_part(separator: &str, args: &[Value]) -> Result<String> {
    if args.at(1).is_null() {
        return Err(throw::argument_null("value"));
    }
    let items = args.items(1);
    let (start, count) = (i64::from(args.int(2)), i64::from(args.int(3)));
    for (name, number) in [("startIndex", start), ("count", count)] {
        if number < 0 {
            return Err(throw::must_not_be_negative(name, number));
        }
    }
    let limit = items.len() as i64 - count;
    if start > limit {
        return Err(throw::must_not_be_greater("startIndex", start, limit));
    }
    let start = start as usize;
    concat(&items[start..start + count as usize], separator)
}

pub const JOIN: [Method; 9] = [
    method!(
        "static string Join(char separator, Params string[] value)",
        |_, args| join(&utf16::unit_text(args.unit(0)), args.at(1), "value")
    ),
    method!(
        "static string Join(string separator, Params string[] value)",
        |_, args| join(args.text(0), args.at(1), "value")
    ),
    method!(
        "static string Join(char separator, string[] value, int startIndex, int count)",
        |_, args| { join_part(&utf16::unit_text(args.unit(0)), args) }
    ),
    method!(
        "static string Join(string separator, string[] value, int startIndex, int count)",
        |_, args| join_part(args.text(0), args)
    ),
    method!(
        "static string Join(string separator, System.Collections.Generic.IEnumerable[string] values)",
        |_, args| { join(args.text(0), args.at(1), "values") }
    ),
    method!(
        "static string Join(char separator, Params System.Object[] values)",
        |_, args| join(&utf16::unit_text(args.unit(0)), args.at(1), "values")
    ),
    method!(
        "static string Join(string separator, Params System.Object[] values)",
        |_, args| join(args.text(0), args.at(1), "values")
    ),
    method!(
        "static string Join[T](char separator, System.Collections.Generic.IEnumerable[T] values)",
        |_, args| { join(&utf16::unit_text(args.unit(0)), args.at(1), "values") }
    ),
    method!(
        "static string Join[T](string separator, System.Collections.Generic.IEnumerable[T] values)",
        |_, args| { join(args.text(0), args.at(1), "values") }
    ),
];

use std::cmp::Ordering;

use crate::reader::Reader;
use stint_object::text::casing;
use stint_object::text::collation::{CompareOptions, compare, equals};
use stint_object::text::culture::Culture;

fn boolean(value: bool) -> String {
    format!("[Boolean] {}", if value { "True" } else { "False" })
}

fn ordered(a: &str, b: &str, ignore_case: bool) -> Ordering {
    let options = if ignore_case {
        CompareOptions::IGNORE_CASE
    } else {
        CompareOptions::NONE
    };
    compare(a, b, options, Culture::invariant())
}

fn same(a: &str, b: &str) -> bool {
    equals(a, b, CompareOptions::IGNORE_CASE, Culture::invariant())
}

#[test]
fn collation() {
    crate::check("collation.jsonl", 100.0, |expression| {
        pair_of_arguments(expression)
            .or_else(|| operator(expression))
            .or_else(|| list(expression))
    });
}

fn pair_of_arguments(expression: &str) -> Option<String> {
    let mut reader = Reader(expression);
    let sign = reader.take("[math]::Sign([string]::Compare(").is_some();
    if !sign {
        reader.take("[string]::CompareOrdinal(")?;
    }
    let a = reader.string()?;
    reader.take(",")?;
    let b = reader.string()?;
    Some(if sign {
        format!("[Int32] {}", ordered(&a, &b, false) as i32)
    } else {
        boolean(casing::compare_ordinal(&a, &b) < 0)
    })
}

fn operator(expression: &str) -> Option<String> {
    let mut reader = Reader(expression);
    let a = reader.string()?;
    let operator = reader.word();
    let b = reader.string()?;
    Some(boolean(match operator {
        "-eq" => same(&a, &b),
        "-lt" => ordered(&a, &b, true) == Ordering::Less,
        "-clt" => ordered(&a, &b, false) == Ordering::Less,
        _ => return None,
    }))
}

fn list(expression: &str) -> Option<String> {
    let mut reader = Reader(expression);
    reader.take("@(")?;
    let mut items = vec![reader.string()?];
    while reader.take(",").is_some() {
        items.push(reader.string()?);
    }
    match reader.0.trim() {
        "| Sort-Object) -join ' '" => {
            items.sort_by(|a, b| ordered(a, b, true));
            Some(format!("[String] <{}>", items.join(" ")))
        }
        "| Sort-Object -CaseSensitive -Descending) -join ' '" => {
            items.sort_by(|a, b| ordered(b, a, false));
            Some(format!("[String] <{}>", items.join(" ")))
        }
        "| Sort-Object -Unique).Count" | "| Group-Object).Count" => {
            let mut groups: Vec<String> = Vec::new();
            for item in items {
                if !groups.iter().any(|known| same(known, &item)) {
                    groups.push(item);
                }
            }
            Some(format!("[Int32] {}", groups.len()))
        }
        _ => None,
    }
}

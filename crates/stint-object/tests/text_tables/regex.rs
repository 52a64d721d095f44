use crate::reader::Reader;
use stint_object::text::regex::{Regex, RegexOptions, cached, escape, unescape};

fn show(text: &str) -> String {
    format!("[String] <{text}>")
}

fn list(kind: &str, items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| show(item)).collect();
    format!("[{kind}[]] ({})", items.join(", "))
}

fn boolean(value: bool) -> String {
    format!("[Boolean] {}", if value { "True" } else { "False" })
}

#[test]
fn regex() {
    crate::check("regex.jsonl", 100.0, |expression| {
        matches_variable(expression)
            .or_else(|| array_split(expression))
            .or_else(|| operator(expression))
            .or_else(|| method(expression))
    });
}

fn compiled(pattern: &str, ignore_case: bool) -> Result<Regex, String> {
    let options = if ignore_case {
        RegexOptions::IGNORE_CASE
    } else {
        RegexOptions::NONE
    };
    cached(pattern, options).map_err(|_| "!".to_owned())
}

fn either(result: Result<String, String>) -> String {
    result.unwrap_or_else(|error| error)
}

/// `$Matches = $null; if ("a" -match 'b') { $Matches }`.
fn matches_variable(expression: &str) -> Option<String> {
    let mut reader = Reader(expression);
    reader.take("$Matches = $null; if (")?;
    let text = reader.string()?;
    reader.take("-match")?;
    let pattern = reader.string()?;
    let regex = match compiled(&pattern, true) {
        Ok(regex) => regex,
        Err(error) => return Some(error),
    };
    let search = regex.search(&text);
    let Some(found) = search.first() else {
        return Some("null".into());
    };
    let mut entries: Vec<(String, String)> = regex
        .groups()
        .iter()
        .enumerate()
        .filter_map(|(slot, (_, name))| {
            found
                .group_text(slot)
                .map(|text| (name.clone(), show(&text)))
        })
        .collect();
    entries.sort();
    let entries: Vec<String> = entries
        .into_iter()
        .map(|(name, text)| format!("{name}={text}"))
        .collect();
    Some(format!(
        "[Object[]] ([Collections.Hashtable] {{{}}}, null)",
        entries.join("; ")
    ))
}

/// `@("a" -split 'b')`.
fn array_split(expression: &str) -> Option<String> {
    let mut reader = Reader(expression);
    reader.take("@(")?;
    let text = reader.string()?;
    reader.take("-split")?;
    let pattern = reader.string()?;
    reader.take(")")?;
    reader.is_done().then(|| {
        either(compiled(&pattern, true).map(|regex| list("Object", &regex.split(&text, 0))))
    })
}

fn operator(expression: &str) -> Option<String> {
    let mut reader = Reader(expression);
    let text = reader.string()?;
    let operator = reader.word();
    let pattern = reader.string()?;
    let ignore_case = !operator.starts_with("-c");
    let regex = match compiled(&pattern, ignore_case) {
        Ok(regex) => regex,
        Err(error) => return Some(error),
    };
    match operator {
        "-match" if reader.is_done() => Some(boolean(regex.is_match(&text))),
        "-creplace" | "-replace" => {
            reader.take(",")?;
            let replacement = reader.string()?;
            reader
                .is_done()
                .then(|| show(&regex.replace(&text, &replacement, None)))
        }
        "-split" | "-csplit" => {
            let mut count = 0i32;
            if reader.take(",").is_some() {
                count = reader.word().parse().ok()?;
            }
            if !reader.is_done() {
                return None;
            }
            let regex = if count < 0 {
                let options = regex.options() | RegexOptions::RIGHT_TO_LEFT;
                cached(&pattern, options).ok()?
            } else {
                regex
            };
            Some(list(
                "String",
                &regex.split(&text, count.unsigned_abs() as usize),
            ))
        }
        _ => None,
    }
}

fn method(expression: &str) -> Option<String> {
    let mut reader = Reader(expression);
    reader.take("[regex]::")?;
    let method = reader.word();
    reader.take("(")?;
    let text = reader.string()?;
    if method == "Escape" {
        return Some(show(&escape(&text)));
    }
    if method == "Unescape" {
        return Some(show(&unescape(&text).ok()?));
    }
    reader.take(",")?;
    let pattern = reader.string()?;
    let regex = match compiled(&pattern, false) {
        Ok(regex) => regex,
        Err(error) => return Some(error),
    };
    let search = regex.search(&text);
    match (method, reader.0.trim()) {
        ("IsMatch", ")") => Some(boolean(regex.is_match(&text))),
        ("Match", ").Value") => Some(show(&search.first()?.value())),
        ("Match", ").Success") => Some(boolean(search.first().is_some())),
        ("Matches", ").Value") => {
            let values: Vec<String> = search
                .all()
                .iter()
                .map(|found| found.value().into_owned())
                .collect();
            Some(list("Object", &values))
        }
        _ => None,
    }
}

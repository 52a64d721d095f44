//! Turns the recorded culture facts into constants, so that a culture costs nothing until its text is read.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

fn main() {
    let manifest = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest folder");
    let source = Path::new(&manifest).join("../../facts/cultures.json");
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rerun-if-changed=build.rs");
    let facts = fs::read_to_string(&source).expect("facts/cultures.json is part of the project");
    let cultures: Vec<Value> = serde_json::from_str(&facts).expect("facts/cultures.json is JSON");
    let mut code = format!(
        "pub(super) static CULTURES: [Culture; {}] = [\n",
        cultures.len()
    );
    for culture in &cultures {
        write_culture(&mut code, culture);
    }
    code.push_str("];\n");
    let folder = env::var("OUT_DIR").expect("cargo sets the output folder");
    fs::write(Path::new(&folder).join("cultures.rs"), code).expect("the output folder is writable");
}

fn write_culture(code: &mut String, culture: &Value) {
    let _ = write!(
        code,
        "Culture {{ name: {}, display_name: {}, lcid: {}, list_separator: {}, number: ",
        text(culture, "name"),
        text(culture, "display"),
        culture["lcid"],
        text(culture, "list")
    );
    write_number(code, &culture["number"]);
    code.push_str(", date: ");
    write_date(code, &culture["date"]);
    code.push_str(" },\n");
}

fn write_number(code: &mut String, number: &Value) {
    let _ = write!(
        code,
        "NumberFormat {{ decimal: {}, group: {}, group_sizes: &{}, digits: {}, negative_sign: {}, positive_sign: {}, \
         nan: {}, positive_infinity: {}, negative_infinity: {}, negative_pattern: {}, percent: {}, \
         percent_positive: {}, percent_negative: {}, percent_digits: {}, per_mille: {}, currency: {}, \
         currency_decimal: {}, currency_group: {}, currency_digits: {}, currency_positive: {}, currency_negative: {} }}",
        text(number, "decimal"),
        text(number, "group"),
        number["sizes"],
        number["digits"],
        text(number, "negative"),
        text(number, "positive"),
        text(number, "nan"),
        text(number, "inf"),
        text(number, "ninf"),
        number["negativePattern"],
        text(number, "percent"),
        number["percentPositive"],
        number["percentNegative"],
        number["percentDigits"],
        text(number, "perMille"),
        text(number, "currency"),
        text(number, "currencyDecimal"),
        text(number, "currencyGroup"),
        number["currencyDigits"],
        number["currencyPositive"],
        number["currencyNegative"],
    );
}

fn write_date(code: &mut String, date: &Value) {
    let first_day = match date["first"].as_str() {
        Some("Monday") => 1,
        Some("Saturday") => 6,
        _ => 0,
    };
    let _ = write!(
        code,
        "DateFormat {{ short_date: {}, long_date: {}, short_time: {}, long_time: {}, full: {}, month_day: {}, \
         year_month: {}, am: {}, pm: {}, date_separator: {}, time_separator: {}, first_day: {}, week_rule: WeekRule::{}, \
         days: {}, days_short: {}, months: {}, months_short: {}, months_genitive: {} }}",
        text(date, "shortDate"),
        text(date, "longDate"),
        text(date, "shortTime"),
        text(date, "longTime"),
        text(date, "full"),
        text(date, "monthDay"),
        text(date, "yearMonth"),
        text(date, "am"),
        text(date, "pm"),
        text(date, "sep"),
        text(date, "timeSep"),
        first_day,
        date["weekRule"]
            .as_str()
            .expect("a culture has a week rule"),
        names(date, "days"),
        names(date, "daysShort"),
        names(date, "months"),
        names(date, "monthsShort"),
        names(date, "monthsGenitive"),
    );
}

fn text(record: &Value, field: &str) -> String {
    format!("{:?}", record[field].as_str().expect("a culture text"))
}

fn names(record: &Value, field: &str) -> String {
    let names: Vec<&str> = record[field]
        .as_array()
        .expect("a list of names")
        .iter()
        .map(|name| name.as_str().expect("a name"))
        .collect();
    format!("{names:?}")
}

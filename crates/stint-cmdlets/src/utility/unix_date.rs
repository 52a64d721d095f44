//! `-UFormat`: the format letters of `date`, as PowerShell reads them.

use crate::values;
use stint_cmdlet::Result;
use stint_object::Value;

/// Formats a date.
///
/// # Errors
/// What the date's own formatting raises.
pub(crate) fn format(date: &Value, format: &str) -> Result<Value> {
    let mut text = String::new();
    let mut letters = format.strip_prefix('+').unwrap_or(format).chars();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => {
                if let Some(letter) = letters.next() {
                    part(date, letter, &mut text)?;
                }
            }
            other => text.push(other),
        }
    }
    Ok(Value::from(text))
}

fn number(date: &Value, property: &str) -> Result<i64> {
    Ok(match values::get(date, property)? {
        Some(Value::Int32(number)) => i64::from(number),
        Some(Value::Int64(number)) => number,
        Some(value) => match value.data() {
            Some(stint_object::Data::Enum(number)) => *number,
            _ => 0,
        },
        None => 0,
    })
}

fn part(date: &Value, letter: char, text: &mut String) -> Result<()> {
    let formats: &[&str] = match letter {
        'A' => &["dddd"],
        'a' => &["ddd"],
        'B' => &["MMMM"],
        'b' | 'h' => &["MMM"],
        'c' => &[
            "ddd", " ", "dd", " ", "MMM", " ", "yyyy", " ", "HH", ":", "mm", ":", "ss",
        ],
        'D' | 'x' => &["MM/dd/yy"],
        'd' => &["dd"],
        'F' => &["yyyy", "-", "MM", "-", "dd"],
        'H' => &["HH"],
        'I' => &["hh"],
        'M' => &["mm"],
        'm' => &["MM"],
        'p' => &["tt"],
        'R' => &["HH:mm"],
        'r' => &["hh:mm:ss tt"],
        'S' => &["ss"],
        'T' | 'X' => &["HH:mm:ss"],
        'Y' => &["yyyy"],
        'y' => &["yy"],
        'Z' => &["zz"],
        _ => return computed(date, letter, text),
    };
    for format in formats {
        if matches!(*format, " " | ":" | "-") {
            text.push_str(format);
        } else {
            let part = values::call_method(date, "ToString", &[(*format).into()])?;
            text.push_str(&values::text(&part));
        }
    }
    Ok(())
}

fn computed(date: &Value, letter: char, text: &mut String) -> Result<()> {
    let made = match letter {
        'C' => (number(date, "Year")? / 100).to_string(),
        'e' => format!("{:>2}", number(date, "Day")?),
        'G' => format!("{:04}", iso_week(date)?.0),
        'g' => format!("{:02}", iso_week(date)?.0 % 100),
        'j' => format!("{:03}", number(date, "DayOfYear")?),
        'k' => format!("{:>2}", number(date, "Hour")?),
        'l' => format!("{:>2}", (number(date, "Hour")? + 11) % 12 + 1),
        'n' => "\n".into(),
        's' => {
            let universal = values::call_method(date, "ToUniversalTime", &[])?;
            let ticks = number(&universal, "Ticks")? - 621_355_968_000_000_000;
            format!("{:.0}", (ticks as f64 / 1e7).round())
        }
        't' => "\t".into(),
        'U' | 'W' => (number(date, "DayOfYear")? / 7).to_string(),
        'u' => match number(date, "DayOfWeek")? {
            0 => "7".into(),
            day => day.to_string(),
        },
        'V' => format!("{:02}", iso_week(date)?.1),
        'w' => number(date, "DayOfWeek")?.to_string(),
        other => other.to_string(),
    };
    text.push_str(&made);
    Ok(())
}

/// The ISO 8601 year and week.
fn iso_week(date: &Value) -> Result<(i64, i64)> {
    let (year, day, weekday) = (
        number(date, "Year")?,
        number(date, "DayOfYear")?,
        number(date, "DayOfWeek")?,
    );
    let weekday = if weekday == 0 { 7 } else { weekday };
    let week = (day - weekday + 10) / 7;
    Ok(match week {
        0 => (year - 1, weeks_in(year - 1)),
        week if week > weeks_in(year) => (year + 1, 1),
        week => (year, week),
    })
}

fn weeks_in(year: i64) -> i64 {
    let last_weekday = |year: i64| (year + year / 4 - year / 100 + year / 400) % 7;
    if last_weekday(year) == 4 || last_weekday(year - 1) == 3 {
        53
    } else {
        52
    }
}

//! Trees as text.

use super::tree::Tree;
use crate::values;
use stint_cmdlet::Result;
use stint_object::text::culture::Culture;
use stint_object::text::number_format::{shortest_f32, shortest_f64};
use stint_object::{Data, Value};

/// Which characters are written as escapes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// Control characters only.
    Default,
    /// Everything that is not ASCII.
    NonAscii,
    /// What means something in HTML.
    Html,
}

/// How text is written.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// On one line.
    pub compress: bool,
    /// Enum values by name.
    pub enums_as_strings: bool,
    /// Escapes.
    pub escape: Escape,
}

/// Writes a tree.
///
/// # Errors
/// What formatting a date raises.
pub(crate) fn text(tree: &Tree, style: Style) -> Result<String> {
    let mut out = String::new();
    write(tree, style, 0, &mut out)?;
    Ok(out)
}

fn write(tree: &Tree, style: Style, level: usize, out: &mut String) -> Result<()> {
    match tree {
        Tree::Leaf(value) => leaf(value, style, out),
        Tree::List(items) => nested(items, ('[', ']'), style, level, out, |item, out| {
            write(item, style, level + 1, out)
        }),
        Tree::Map(entries) => nested(
            entries,
            ('{', '}'),
            style,
            level,
            out,
            |(name, value), out| {
                quoted(name, style, out);
                out.push_str(if style.compress { ":" } else { ": " });
                write(value, style, level + 1, out)
            },
        ),
    }
}

fn nested<T>(
    items: &[T],
    (open, close): (char, char),
    style: Style,
    level: usize,
    out: &mut String,
    mut each: impl FnMut(&T, &mut String) -> Result<()>,
) -> Result<()> {
    let line = |level: usize, out: &mut String| {
        if !style.compress {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", level));
        }
    };
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        line(level + 1, out);
        each(item, out)?;
    }
    if !items.is_empty() {
        line(level, out);
    }
    out.push(close);
    Ok(())
}

fn leaf(value: &Value, style: Style, out: &mut String) -> Result<()> {
    match value {
        Value::Null | Value::Nothing => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Str(text) => quoted(text, style, out),
        Value::Char(_) => quoted(&values::text(value), style, out),
        // All digits that tell the number from its neighbours, not those that a string shows.
        Value::Single(number) => real(
            f64::from(*number),
            &shortest_f32(*number, Culture::invariant()),
            style,
            out,
        ),
        Value::Double(number) => real(
            *number,
            &shortest_f64(*number, Culture::invariant()),
            style,
            out,
        ),
        Value::Object(object) => match object.data() {
            Data::Decimal(_) => real(0.0, &values::invariant_text(value), style, out),
            Data::BigInt(_) => out.push_str(&values::invariant_text(value)),
            Data::Enum(_) if style.enums_as_strings => quoted(&values::text(value), style, out),
            Data::Enum(number) => out.push_str(&number.to_string()),
            Data::DateTime(_) => {
                let text = values::call_method(
                    value,
                    "ToString",
                    &["yyyy-MM-ddTHH:mm:ss.FFFFFFFK".into()],
                )?;
                quoted(&values::text(&text), style, out);
            }
            _ => other_leaf(value, style, out)?,
        },
        other => out.push_str(&values::invariant_text(other)),
    }
    Ok(())
}

fn other_leaf(value: &Value, style: Style, out: &mut String) -> Result<()> {
    match value.ty().map_or("", |ty| ty.0.name()) {
        "System.DateTimeOffset" => {
            let text =
                values::call_method(value, "ToString", &["yyyy-MM-ddTHH:mm:ss.FFFFFFFK".into()])?;
            quoted(&values::text(&text), style, out);
        }
        "System.Uri" => quoted(
            &values::text(&values::get(value, "OriginalString")?.unwrap_or_default()),
            style,
            out,
        ),
        "System.DBNull" => out.push_str("null"),
        _ => quoted(&values::text(value), style, out),
    }
    Ok(())
}

/// A real number always shows that it is one; what is no number is a text.
fn real(number: f64, text: &str, style: Style, out: &mut String) {
    if number.is_finite() {
        out.push_str(text);
        if !text.contains(['.', 'E', 'e']) {
            out.push_str(".0");
        }
    } else {
        let text = if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        quoted(text, style, out);
    }
}

fn quoted(text: &str, style: Style, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' if style.escape == Escape::Html => out.push_str("\\u0022"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\'' if style.escape == Escape::Html => unit(c as u16, out),
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{0}'..='\u{1f}' => unit(c as u16, out),
            c if !c.is_ascii() && style.escape == Escape::NonAscii => {
                c.encode_utf16(&mut [0; 2])
                    .iter()
                    .for_each(|code| unit(*code, out));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn unit(code: u16, out: &mut String) {
    out.push_str(&format!("\\u{code:04x}"));
}

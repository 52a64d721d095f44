//! CLIXML files: what the four cmdlets share.

use stint_cmdlet::Result;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Value};
use stint_wire::clixml::{ClixmlError, Depth, Deserializer, Names, Serializer, Zone};

const ROOT: &str =
    "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"";

/// Values as the text of a file, indented.
///
/// # Errors
/// Values that nest too deeply.
pub(super) fn write(values: &[Value], depth: Option<i32>) -> Result<String> {
    let levels = depth
        .and_then(|depth| u32::try_from(depth).ok())
        .unwrap_or(2);
    let mut serializer = Serializer::new(Zone::LOCAL, Depth::Levels(levels));
    let mut bytes = Vec::new();
    serializer
        .write_message(&mut bytes, |serializer| {
            values.iter().try_for_each(|value| serializer.value(value))
        })
        .map_err(|error| refused(&error))?;
    if bytes.is_empty() {
        return Ok(format!("{ROOT} />"));
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(format!("{ROOT}>{}\n</Objs>", indented(&text)))
}

/// Puts each element on a line of its own; one that holds text stays on its line.
fn indented(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut level, mut rest, mut holds_text) = (1_usize, text, false);
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let end = rest[start..]
            .find('>')
            .map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        let line = |level: usize, out: &mut String| {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", level));
        };
        if tag.starts_with("</") {
            level -= 1;
            if !holds_text {
                line(level, &mut out);
            }
            out.push_str(tag);
            holds_text = false;
        } else {
            line(level, &mut out);
            match tag.strip_suffix("/>") {
                Some(open) => out.push_str(&format!("{} />", open.trim_end())),
                None => {
                    out.push_str(tag);
                    level += 1;
                    let close = format!(
                        "</{}>",
                        tag[1..].split([' ', '>']).next().unwrap_or_default()
                    );
                    holds_text = !rest[end..].starts_with('<') || rest[end..].starts_with(&close);
                }
            }
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The values of a file's text.
///
/// # Errors
/// Text that is no CLIXML.
pub(super) fn read(text: &str) -> Result<Vec<Value>> {
    let text = match text.find("<Objs") {
        Some(start)
            if text[..start]
                .trim_start_matches('\u{feff}')
                .trim_start()
                .starts_with("<?") =>
        {
            &text[start..]
        }
        _ => text.trim_start_matches('\u{feff}').trim_start(),
    };
    Deserializer::new(Zone::LOCAL, Names::Prefixed)
        .read_file(text.as_bytes())
        .map_err(|error| refused(&error))
}

fn refused(error: &ClixmlError) -> Flow {
    let id = "System.Xml.XmlException";
    ErrorRecord::new(
        id,
        Category::NotSpecified,
        system::exceptions::XML,
        error.to_string(),
    )
    .into()
}

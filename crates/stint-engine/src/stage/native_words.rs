//! The words of a native program's command line.

use crate::context::Env;
use crate::node::{ArgKind, ArgNode};
use crate::run::expression::eval;
use crate::symbol::known;
use stint_cmdlet::binder::Argument;
use stint_object::types::resolve;
use stint_object::{Data, Result, Str, Value, access, convert, enumerate};

/// How one argument stands on the command line.
#[derive(Default, Clone, Copy)]
struct Manner<'a> {
    /// `-name:` in front of it.
    parameter: Option<&'a str>,
    /// Whether a space follows that.
    spaced: bool,
    /// Whether it was a text in quotes, which is never a pattern.
    quoted: bool,
    /// A list as it was written.
    written: Option<&'a str>,
}

/// Words in the making.
struct Words<'a> {
    env: &'a Env<'a>,
    list: Vec<String>,
    /// The one line that `Legacy` makes of them and splits again.
    line: Option<String>,
}

/// The words of a command line: values as text, bare words expanded.
///
/// With them, whether a script block is one: then it is another PowerShell that is called.
pub fn of(env: &Env<'_>, args: &[ArgNode]) -> Result<(Vec<String>, bool)> {
    let mut words = Words {
        env,
        list: Vec::new(),
        line: is_legacy(env).then(String::new),
    };
    let mut block = false;
    for arg in args {
        if let Some(line) = words.line.as_mut().filter(|line| !line.is_empty()) {
            line.push(' ');
        }
        block |= words.argument(&arg.kind)?;
    }
    if block {
        words.plain("-inputFormat");
        words.plain("xml");
    }
    let words = match words.line {
        Some(line) => split(&line),
        None => words.list,
    };
    Ok((words, block))
}

fn is_legacy(env: &Env<'_>) -> bool {
    crate::run::variable::by_name(env.frame, *known::NATIVE_PASSING)
        .and_then(|value| convert::to_str(&value).ok())
        .is_some_and(|style| style.eq_ignore_ascii_case("Legacy"))
}

impl Words<'_> {
    /// Adds an argument; whether it was a script block.
    fn argument(&mut self, kind: &ArgKind) -> Result<bool> {
        match kind {
            ArgKind::Value(expr) => {
                let value = eval(self.env, expr)?;
                if let Some(text) = script_block(&value) {
                    self.plain("-encodedCommand");
                    self.plain(&encoded(&text)?);
                    return Ok(true);
                }
                self.value(&value, Manner::default())?;
            }
            ArgKind::Word(expr, _) => self.value(&eval(self.env, expr)?, Manner::default())?,
            ArgKind::Quoted(expr) => self.value(
                &eval(self.env, expr)?,
                Manner {
                    quoted: true,
                    ..Manner::default()
                },
            )?,
            ArgKind::List(expr, written) => self.value(
                &eval(self.env, expr)?,
                Manner {
                    written: Some(written),
                    ..Manner::default()
                },
            )?,
            ArgKind::Parameter(name) => self.plain(&format!("-{name}")),
            ArgKind::ParameterValue(name, value, spaced) => {
                let value = match value.expr() {
                    Some(expr) => eval(self.env, expr)?,
                    None => Value::Null,
                };
                self.value(
                    &value,
                    Manner {
                        parameter: Some(&format!("-{name}:")),
                        spaced: *spaced,
                        ..Manner::default()
                    },
                )?;
            }
            ArgKind::Splat(expr) => self.splat(&eval(self.env, expr)?)?,
            ArgKind::Verbatim(text) => self.verbatim(text)?,
        }
        Ok(false)
    }

    fn splat(&mut self, value: &Value) -> Result<()> {
        if let Some(dict) = value.as_dict() {
            let entries = dict.lock().pairs();
            for (key, value) in entries {
                let manner = Manner {
                    parameter: Some(&format!("-{}:", convert::to_str(&key)?)),
                    ..Manner::default()
                };
                self.value(&value, manner)?;
            }
            return Ok(());
        }
        for item in enumerate::to_vec(value)? {
            let argument = Argument::element(item);
            match (argument.name, argument.value) {
                // A parameter whose value did not come with it says nothing.
                (Some(_), _) if argument.text.ends_with(':') => {}
                (Some(_), _) => self.plain(&argument.text),
                (None, Some(value)) => self.value(&value, Manner::default())?,
                (None, None) => {}
            }
        }
        Ok(())
    }

    fn value(&mut self, value: &Value, manner: Manner<'_>) -> Result<()> {
        if let Value::Nothing = value {
            return Ok(());
        }
        let items = if enumerate::is_enumerable(value) && value.as_dict().is_none() {
            enumerate::to_vec(value)?
        } else {
            vec![value.clone()]
        };
        for (at, item) in items.iter().enumerate() {
            let text = convert::to_str(item)?;
            if at > 0
                && let Some(line) = &mut self.line
            {
                line.push(if manner.written.is_some() { ',' } else { ' ' });
            }
            match manner.written {
                _ if text.is_empty() && item.is_null() => {}
                Some(written) if self.line.is_none() && !needs_quotes(&text) => {
                    written
                        .split(' ')
                        .filter(|word| !word.is_empty())
                        .for_each(|word| self.glob(word, manner));
                    break;
                }
                _ if needs_quotes(&text) || text.is_empty() => self.add(&text, manner),
                _ => self.glob(&text, manner),
            }
        }
        Ok(())
    }

    /// `~` is home, and a pattern that files match becomes their names.
    fn glob(&mut self, text: &str, manner: Manner<'_>) {
        if manner.quoted {
            self.add(text, manner);
        } else if text.contains(['*', '?', '[']) {
            let found = crate::glob::expand(&self.env.rs.directory.borrow(), text);
            if found.is_empty() {
                self.add(text, manner);
            }
            for name in found {
                // A pattern of this folder gives names without `./`.
                self.add(name.strip_prefix("./").unwrap_or(&name), manner);
            }
        } else if text == "~" || text.starts_with("~/") {
            let path = self.env.rs.resolve_path(text);
            self.add(&path.to_string_lossy(), manner);
        } else {
            self.add(text, manner);
        }
    }

    fn plain(&mut self, text: &str) {
        self.add(text, Manner::default());
    }

    fn add(&mut self, text: &str, manner: Manner<'_>) {
        if let Some(line) = &mut self.line {
            add_to_line(line, text, manner);
            return;
        }
        match manner.parameter {
            Some(name) if manner.spaced => self.list.extend([name.to_owned(), text.to_owned()]),
            Some(name) => self.list.push(format!("{name}{text}")),
            None => self.list.push(text.to_owned()),
        }
    }

    /// Behind `--%` only `%NAME%` means something.
    fn verbatim(&mut self, text: &Str) -> Result<()> {
        let ty = resolve::resolve("System.Environment")?;
        let text = Value::Str(text.clone());
        let text = access::invoke_static(ty, "ExpandEnvironmentVariables", &[text])?;
        let text = convert::to_str(&text)?;
        match &mut self.line {
            Some(line) => line.push_str(&text),
            None => self.list.extend(
                text.split(' ')
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned),
            ),
        }
        Ok(())
    }
}

fn add_to_line(line: &mut String, text: &str, manner: Manner<'_>) {
    line.push_str(manner.parameter.unwrap_or_default());
    if manner.spaced {
        line.push(' ');
    }
    if needs_quotes(text) {
        let backslashes = text.len() - text.trim_end_matches('\\').len();
        *line += &format!("\"{text}{}\"", "\\".repeat(backslashes));
    } else {
        line.push_str(text);
    }
}

/// Whether a text has a blank that does not stand between quotes.
fn needs_quotes(text: &str) -> bool {
    let mut quotes = 0;
    let mut escaped = false;
    for c in text.chars() {
        if c == '"' && !escaped {
            quotes += 1;
        } else if c.is_whitespace() && quotes % 2 == 0 {
            return true;
        }
        escaped = c == '\\';
    }
    false
}

/// The text of a script block: another PowerShell takes it as `-encodedCommand`.
fn script_block(value: &Value) -> Option<Str> {
    match value.data() {
        Some(Data::ScriptBlock(block)) => Some(block.text()),
        _ => None,
    }
}

fn encoded(text: &str) -> Result<Str> {
    let bytes = text
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .map(Value::Byte)
        .collect();
    let bytes = Value::typed_array(resolve::resolve("byte[]")?, bytes);
    let ty = resolve::resolve("System.Convert")?;
    convert::to_str(&access::invoke_static(ty, "ToBase64String", &[bytes])?)
}

/// Splits one line as .NET does: blanks separate, quotes join, a backslash counts only in front of a quote.
fn split(line: &str) -> Vec<String> {
    let line: Vec<char> = line.chars().collect();
    let is_blank = |at: usize| matches!(line.get(at), Some(' ' | '\t'));
    let mut words = Vec::new();
    let mut at = 0;
    loop {
        while is_blank(at) {
            at += 1;
        }
        if at >= line.len() {
            return words;
        }
        let (word, next) = next_word(&line, at);
        words.push(word);
        at = next;
    }
}

fn next_word(line: &[char], mut at: usize) -> (String, usize) {
    let mut word = String::new();
    let mut quoted = false;
    while let Some(c) = line.get(at).copied() {
        let backslashes = line[at..].iter().take_while(|c| **c == '\\').count();
        let before_quote = line.get(at + backslashes) == Some(&'"');
        match c {
            '\\' if before_quote => {
                word.push_str(&"\\".repeat(backslashes / 2));
                at += backslashes;
                if backslashes % 2 == 1 {
                    word.push('"');
                    at += 1;
                }
            }
            '\\' => {
                word.push_str(&"\\".repeat(backslashes));
                at += backslashes;
            }
            '"' if quoted && line.get(at + 1) == Some(&'"') => {
                word.push('"');
                at += 2;
            }
            '"' => {
                quoted = !quoted;
                at += 1;
            }
            ' ' | '\t' if !quoted => break,
            _ => {
                word.push(c);
                at += 1;
            }
        }
    }
    (word, at)
}

#[cfg(test)]
mod tests {
    use super::{needs_quotes, split};

    #[test]
    fn a_line_is_split_as_net_does() {
        let cases: &[(&str, &[&str])] = &[
            ("a  b", &["a", "b"]),
            (r#""a b" c"d e"f"#, &["a b", "cd ef"]),
            (r#"a\"b c\" d\e \\"x y""#, &["a\"b", "c\"", "d\\e", "\\x y"]),
            (r#""a""b" """#, &["a\"b", ""]),
        ];
        for (line, words) in cases {
            assert_eq!(split(line), *words, "{line}");
        }
    }

    #[test]
    fn only_a_blank_outside_quotes_needs_quotes() {
        for (text, wanted) in [
            ("a", false),
            ("a b", true),
            ("\"a b\"", false),
            ("a\"b c", false),
        ] {
            assert_eq!(needs_quotes(text), wanted, "{text}");
        }
    }
}

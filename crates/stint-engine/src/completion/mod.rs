//! Completion of what is being typed: `TabExpansion2`, `[CommandCompletion]::CompleteInput`.
//!
//! Done are commands, parameters, their values, variables, members and operators. Names of types and files are not.

mod arguments;
mod members;
mod results;
mod variables;

pub(crate) use results::register;

use crate::command::find;
use crate::frame::Frame;
use crate::runspace::Runspace;
use results::{Kind, Match};
use std::rc::Rc;
use stint_cmdlet::CommandKind;
use stint_object::{Result, Value};

/// What an input is completed with.
struct Answer {
    /// Where the completed word starts, in characters.
    start: usize,
    matches: Vec<Match>,
}

/// Who asks.
struct Asker<'a> {
    rs: &'a Rc<Runspace>,
    frame: &'a Rc<Frame>,
}

const OPERATORS: &[&str] = &[
    "and",
    "as",
    "band",
    "bnot",
    "bor",
    "bxor",
    "ccontains",
    "ceq",
    "cge",
    "cgt",
    "cin",
    "cle",
    "clike",
    "clt",
    "cmatch",
    "cne",
    "cnotcontains",
    "cnotin",
    "cnotlike",
    "cnotmatch",
    "contains",
    "creplace",
    "csplit",
    "eq",
    "f",
    "ge",
    "gt",
    "icontains",
    "ieq",
    "ige",
    "igt",
    "iin",
    "ile",
    "ilike",
    "ilt",
    "imatch",
    "in",
    "ine",
    "inotcontains",
    "inotin",
    "inotlike",
    "inotmatch",
    "ireplace",
    "is",
    "isnot",
    "isplit",
    "join",
    "le",
    "like",
    "lt",
    "match",
    "ne",
    "not",
    "notcontains",
    "notin",
    "notlike",
    "notmatch",
    "or",
    "replace",
    "shl",
    "shr",
    "split",
    "xor",
];

/// Completes a text at a place.
fn complete(text: &str, cursor: usize) -> Result<Value> {
    let rs = Runspace::current()?;
    let frame = rs.scope();
    let asker = Asker {
        rs: &rs,
        frame: &frame,
    };
    let typed: String = text.chars().take(cursor).collect();
    let answer = asker.answer(&typed)?;
    let length = cursor.min(text.chars().count()) - answer.start;
    Ok(results::completion(answer.matches, answer.start, length))
}

impl Asker<'_> {
    fn answer(&self, typed: &str) -> Result<Answer> {
        if let Some(answer) = self.variable(typed) {
            return Ok(answer);
        }
        if let Some(answer) = self.member(typed)? {
            return Ok(answer);
        }
        if let Some(answer) = self.keyword(typed) {
            return Ok(answer);
        }
        let segment = last_segment(typed);
        let words = words(segment);
        let (word, before) = match words.split_last() {
            Some((last, before)) if !segment.ends_with(char::is_whitespace) => (*last, before),
            _ => ("", words.as_slice()),
        };
        let start = typed.chars().count() - word.chars().count();
        let matches = match before.first() {
            None if word.starts_with('-') => operators(word),
            None => self.commands(word),
            Some(first) if is_value(first) => operators(word),
            Some(first) => {
                let head = &typed[..typed.len() - segment.len()];
                self.arguments(first, &before[1..], word, piped(head))?
            }
        };
        Ok(Answer { start, matches })
    }

    /// What an attribute's argument may be called, and what follows `using` and `#requires`.
    fn keyword(&self, typed: &str) -> Option<Answer> {
        let start = typed.trim_end_matches(|c: char| c.is_alphanumeric()).len();
        let (before, word) = typed.split_at(start);
        let matches = if let Some(name) = attribute_before(before) {
            self.attribute_arguments(name, word)?
        } else if before.trim_end().eq_ignore_ascii_case("using") {
            with_prefix(USING, word, Kind::Keyword)
        } else if before.trim_start().eq_ignore_ascii_case("#requires -") {
            with_prefix(REQUIRES, word, Kind::ParameterName)
        } else {
            return None;
        };
        Some(Answer {
            start: before.chars().count(),
            matches,
        })
    }

    fn attribute_arguments(&self, name: &str, word: &str) -> Option<Vec<Match>> {
        let names = crate::names::Names::default();
        let ty = self
            .rs
            .find_type(&format!("{name}Attribute"), &names)
            .or_else(|| self.rs.find_type(name, &names))?;
        let settable: Vec<&str> = ty
            .properties
            .iter()
            .filter(|property| property.signature.contains("set;"))
            .filter_map(|property| property.signature.split(' ').nth(1))
            .collect();
        Some(with_prefix(&settable, word, Kind::Property))
    }

    /// Commands whose name starts with a word.
    fn commands(&self, word: &str) -> Vec<Match> {
        if word.is_empty() || word.starts_with(['$', '[', '"', '\'', '(', '@']) {
            return Vec::new();
        }
        let kinds = [
            CommandKind::Alias,
            CommandKind::Function,
            CommandKind::Cmdlet,
            CommandKind::Filter,
            CommandKind::Application,
        ];
        let pattern = format!("{word}*");
        let mut names: Vec<String> = find::all(self.rs, self.frame, &pattern, &kinds)
            .iter()
            .map(|command| command.name.to_string())
            .collect();
        names.sort_by_key(|name| name.to_lowercase());
        names.dedup();
        names
            .into_iter()
            .map(|name| Match::new(&name, &name, Kind::Command, &name))
            .collect()
    }
}

/// What may follow `using`.
const USING: &[&str] = &["assembly", "command", "module", "namespace", "type"];

/// What may follow `#requires`.
const REQUIRES: &[&str] = &["Modules", "PSEdition", "RunAsAdministrator", "Version"];

fn with_prefix(names: &[&str], typed: &str, kind: Kind) -> Vec<Match> {
    let typed = typed.to_lowercase();
    names
        .iter()
        .filter(|name| name.to_lowercase().starts_with(&typed))
        .map(|name| Match::new(name, name, kind, name))
        .collect()
}

/// The name of the attribute whose arguments have just begun: `[Parameter(`, `[Parameter(Mandatory, `.
fn attribute_before(before: &str) -> Option<&str> {
    let open = before.rfind('[')?;
    let (name, arguments) = before[open + 1..].split_once('(')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '.');
    let at_start = arguments.trim_end().is_empty() || arguments.trim_end().ends_with(',');
    (is_name && at_start).then_some(name)
}

fn operators(word: &str) -> Vec<Match> {
    let Some(typed) = word.strip_prefix('-') else {
        return Vec::new();
    };
    let typed = typed.to_ascii_lowercase();
    OPERATORS
        .iter()
        .filter(|name| name.starts_with(&typed))
        .map(|name| Match::new(&format!("-{name}"), name, Kind::ParameterName, name))
        .collect()
}

/// Whether a word is a value, behind which operators stand.
fn is_value(word: &str) -> bool {
    word.starts_with(|c: char| {
        c.is_ascii_digit() || matches!(c, '$' | '"' | '\'' | '(' | '[' | '@')
    })
}

/// The text of the last command, from behind what separates it from those before.
fn last_segment(typed: &str) -> &str {
    let mut start = 0;
    let mut quote = None;
    for (at, c) in typed.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '|' | ';' | '{' | '(' | '\n' | '&') => start = at + c.len_utf8(),
            (None, '=') if typed[start..at].trim_start().starts_with('$') => start = at + 1,
            _ => {}
        }
    }
    &typed[start..]
}

/// The text of what is piped into the command that starts behind this text.
fn piped(head: &str) -> Option<&str> {
    let before = head.trim_end().strip_suffix('|')?;
    Some(last_statement(before))
}

/// The text behind the last `;`, line or open brace; what stands within closed braces is no statement of its own.
fn last_statement(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            '}' | ')' => depth += 1,
            '{' | '(' if depth == 0 => return &text[at + 1..],
            '{' | '(' => depth -= 1,
            ';' | '\n' if depth == 0 => return &text[at + 1..],
            _ => {}
        }
    }
    text
}

/// The text of what is piped into the command whose script block has just begun: what `$_` is there.
fn piped_into_block(before: &str) -> Option<&str> {
    let head = &before[..before.rfind('{')?];
    let segment = last_segment(head);
    piped(&head[..head.len() - segment.len()])
}

/// Its words; what stands in quotes is part of one.
fn words(segment: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    for (at, c) in segment.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c.is_whitespace() => {
                if let Some(start) = start.take() {
                    words.push(&segment[start..at]);
                }
                continue;
            }
            None if c == '"' || c == '\'' => quote = Some(c),
            None => {}
        }
        start.get_or_insert(at);
    }
    if let Some(start) = start {
        words.push(&segment[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{last_segment, words};

    #[test]
    fn the_last_command_is_what_counts() {
        let cases = [
            ("a | b -c", " b -c"),
            ("$x = Get-J", " Get-J"),
            ("a '|' b", "a '|' b"),
            ("if (1) { Get-", " Get-"),
        ];
        for (typed, wanted) in cases {
            assert_eq!(last_segment(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn quotes_hold_a_word_together() {
        assert_eq!(words(" a 'b c' -d"), ["a", "'b c'", "-d"]);
    }
}

//! Questions at the console: choices, and the values of parameters, in the words and colours of PowerShell's.

use super::console::Console;
use stint_cmdlet::host::Choice;
use stint_object::{Result, Type, Value, convert};

/// `ConsoleColor` numbers.
const YELLOW: u8 = 14;
const WHITE: u8 = 15;

impl Console {
    /// Asks for one of several answers; gives its place.
    pub(super) fn ask_choice(
        &mut self,
        caption: &str,
        message: &str,
        choices: &[Choice],
        default: i32,
    ) -> Result<i32> {
        self.head(caption, message);
        loop {
            self.offer(choices, default);
            let Some(answer) = self.line("", false)? else {
                return Ok(default);
            };
            let answer = answer.trim();
            if answer.is_empty() && default >= 0 {
                return Ok(default);
            }
            let chosen = choices.iter().position(|choice| {
                key(choice).eq_ignore_ascii_case(answer)
                    || choice.label.replace('&', "").eq_ignore_ascii_case(answer)
            });
            if let Some(chosen) = chosen {
                return Ok(i32::try_from(chosen).unwrap_or(default));
            }
            if answer == "?" {
                for choice in choices {
                    self.wrapped(&format!("{} - {}", key(choice), choice.help));
                }
            }
        }
    }

    /// Asks for values by name and type.
    pub(super) fn ask_fields(
        &mut self,
        caption: &str,
        message: &str,
        fields: &[(String, Type)],
    ) -> Result<Vec<Value>> {
        self.head(caption, message);
        fields
            .iter()
            .map(|(name, ty)| match ty.element {
                Some(element) => self.ask_list(name, element),
                None => Ok(self.ask_value(name, *ty)?.unwrap_or_default()),
            })
            .collect()
    }

    /// One value after the other until an empty line.
    fn ask_list(&mut self, name: &str, element: Type) -> Result<Value> {
        let mut items = Vec::new();
        while let Some(item) = self.ask_item(&format!("{name}[{}]", items.len()), element)? {
            items.push(item);
        }
        Ok(Value::array(items))
    }

    fn ask_item(&mut self, name: &str, ty: Type) -> Result<Option<Value>> {
        loop {
            let line = self.ask_line(name, ty)?;
            let Some(line) = line.filter(|line| !line.is_empty()) else {
                return Ok(None);
            };
            if let Some(value) = self.converted(line, ty) {
                return Ok(Some(value));
            }
        }
    }

    /// A value; what cannot be converted is asked for again. `None` at the end of input.
    fn ask_value(&mut self, name: &str, ty: Type) -> Result<Option<Value>> {
        loop {
            let Some(line) = self.ask_line(name, ty)? else {
                return Ok(None);
            };
            if let Some(value) = self.converted(line, ty) {
                return Ok(Some(value));
            }
        }
    }

    fn ask_line(&mut self, name: &str, ty: Type) -> Result<Option<String>> {
        let prompt = format!("{name}: ");
        self.line(&prompt, ty.name() == "System.Security.SecureString")
    }

    fn converted(&mut self, line: String, ty: Type) -> Option<Value> {
        match convert::to(&Value::str(line), ty) {
            Ok(value) => Some(value),
            Err(flow) => {
                let text = flow.error().map(|error| error.message().to_string());
                self.put(&format!("{}\n", text.unwrap_or_default()));
                None
            }
        }
    }

    fn head(&mut self, caption: &str, message: &str) {
        if !caption.is_empty() {
            self.put("\n");
            self.put_coloured(caption, Some(WHITE), None);
            self.put("\n");
        }
        if !message.is_empty() {
            self.wrapped(message);
        }
    }

    fn offer(&mut self, choices: &[Choice], default: i32) {
        let is_default = |at: usize| usize::try_from(default).is_ok_and(|default| default == at);
        for (at, choice) in choices.iter().enumerate() {
            let colour = if is_default(at) { YELLOW } else { WHITE };
            let text = format!("[{}] {}  ", key(choice), choice.label.replace('&', ""));
            self.put_coloured(&text, Some(colour), None);
        }
        self.put("[?] Help ");
        if let Some(choice) = (0..choices.len()).find(|at| is_default(*at)) {
            self.put(&format!("(default is \"{}\"): ", key(&choices[choice])));
        }
    }

    /// Lines that break before the word, or the blank, that does not fit. Where nobody sees them they do not break.
    fn wrapped(&mut self, text: &str) {
        let room = if self.is_terminal() {
            super::console::size().0.saturating_sub(1).max(1)
        } else {
            usize::MAX
        };
        self.put(&format!("{}\n", wrap(text, room)));
    }
}

/// Breaks lines before what does not fit into so many columns.
fn wrap(text: &str, room: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_inclusive(char::is_whitespace).flat_map(parts) {
        if word == "\n" {
            column = 0;
        } else {
            let width = word.chars().count();
            if column > 0 && column + width > room {
                out.push('\n');
                column = 0;
            }
            column += width;
        }
        out.push_str(word);
    }
    out
}

/// A word, and the blank behind it.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let bare = word.trim_end_matches(char::is_whitespace);
    [bare, &word[bare.len()..]]
        .into_iter()
        .filter(|part| !part.is_empty())
}

/// The key of a choice: the letter behind `&`.
fn key(choice: &Choice) -> String {
    choice
        .label
        .split_once('&')
        .and_then(|(_, rest)| rest.chars().next())
        .map_or_else(
            || choice.label.clone(),
            |key| key.to_uppercase().to_string(),
        )
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_break_before_the_word_or_blank_that_does_not_fit() {
        for (text, expected) in [
            ("ab cd ef", "ab cd\n ef"),
            ("ab cde f", "ab \ncde f"),
            ("abcdefgh i", "abcdefgh\n i"),
            ("a\nbcdef", "a\nbcdef"),
        ] {
            assert_eq!(wrap(text, 5), expected, "{text}");
        }
    }
}

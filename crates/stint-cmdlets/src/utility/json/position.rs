//! Where a reader stands: for the end of its messages.

/// A place in the text, and the path to it.
pub(super) struct Place {
    /// Line, from 1.
    pub line: usize,
    /// UTF-16 units since the line's start.
    pub column: usize,
    /// `a.b[0]`.
    pub path: Vec<Step>,
    /// Whether nothing was read yet.
    pub at_start: bool,
}

/// A part of a path.
pub(super) enum Step {
    /// An object, and the property being read.
    Name(Option<String>),
    /// An array's element.
    Index(usize),
}

impl Place {
    /// A message with its place, as the reader's exceptions end.
    pub(super) fn message(&self, text: &str) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Name(Some(name)) if is_plain(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
                Step::Name(Some(name)) => {
                    path.push_str(&format!("['{}']", name.replace('\'', "\\'")))
                }
                Step::Name(None) => {}
                Step::Index(at) => path.push_str(&format!("[{at}]")),
            }
        }
        let line = if self.at_start && self.column == 0 {
            0
        } else {
            self.line
        };
        let dot = if text.ends_with('.') { "" } else { "." };
        format!(
            "{text}{dot} Path '{path}', line {line}, position {}.",
            self.column
        )
    }
}

fn is_plain(name: &str) -> bool {
    !name.contains([
        '.', ' ', '\'', '/', '"', '[', ']', '(', ')', '\t', '\n', '\r', '\u{c}', '\u{8}', '\\',
        '\u{85}', '\u{2028}', '\u{2029}',
    ])
}

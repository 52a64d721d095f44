//! Reads the simplest PowerShell expressions.

/// A place in an expression.
#[derive(Clone)]
pub struct Reader<'t>(pub &'t str);

impl<'t> Reader<'t> {
    pub fn take(&mut self, wanted: &str) -> Option<()> {
        self.0 = self.0.trim_start().strip_prefix(wanted)?;
        Some(())
    }

    pub fn word(&mut self) -> &'t str {
        let rest = self.0.trim_start();
        let end = rest.find([' ', '(', ')']).unwrap_or(rest.len());
        self.0 = &rest[end..];
        &rest[..end]
    }

    /// A string in quotes of either kind.
    pub fn string(&mut self) -> Option<String> {
        let rest = self.0.trim_start();
        match rest.chars().next()? {
            '\'' => self.single(&rest[1..]),
            '"' => self.double(&rest[1..]),
            _ => None,
        }
    }

    fn single(&mut self, mut rest: &'t str) -> Option<String> {
        let mut text = String::new();
        loop {
            let end = rest.find('\'')?;
            text.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            if !rest.starts_with('\'') {
                self.0 = rest;
                return Some(text);
            }
            text.push('\'');
            rest = &rest[1..];
        }
    }

    fn double(&mut self, rest: &'t str) -> Option<String> {
        let mut text = String::new();
        let mut signs = rest.char_indices();
        while let Some((at, sign)) = signs.next() {
            match sign {
                '"' => {
                    self.0 = &rest[at + 1..];
                    return Some(text);
                }
                '$' if rest[at + 1..]
                    .starts_with(|next: char| next.is_alphanumeric() || "({_".contains(next)) =>
                {
                    return None;
                }
                '`' => text.push(match signs.next()?.1 {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    '0' => '\0',
                    other => other,
                }),
                other => text.push(other),
            }
        }
        None
    }

    pub fn is_done(&self) -> bool {
        self.0.trim().is_empty()
    }
}

//! `$name` and `$env:NAME`.

use super::results::{Kind, Match};
use super::{Answer, Asker};
use stint_cmdlet::session::{Scope, Session};

impl Asker<'_> {
    pub(super) fn variable(&self, typed: &str) -> Option<Answer> {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        let name_start = typed.trim_end_matches(is_name).len();
        let before = &typed[..name_start];
        let dollar = before.strip_suffix('$')?;
        let name = &typed[name_start..];
        let matches = match name.split_once(':') {
            Some((drive, rest)) if drive.eq_ignore_ascii_case("env") => environment(drive, rest),
            Some(_) => return None,
            None => self.variables(name),
        };
        Some(Answer {
            start: dollar.chars().count(),
            matches,
        })
    }

    fn variables(&self, typed: &str) -> Vec<Match> {
        let mut session = crate::session::SessionHandle {
            rs: self.rs,
            frame: self.frame,
        };
        let typed = typed.to_lowercase();
        session
            .variables(&Scope::Default)
            .iter()
            .filter(|variable| variable.name.to_lowercase().starts_with(&typed))
            .map(|variable| {
                let name = &variable.name;
                Match::new(&format!("${name}"), name, Kind::Variable, name)
            })
            .collect()
    }
}

fn environment(drive: &str, typed: &str) -> Vec<Match> {
    let mut names: Vec<String> = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.to_lowercase().starts_with(&typed.to_lowercase()))
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| Match::new(&format!("${drive}:{name}"), name, Kind::Variable, name))
        .collect()
}

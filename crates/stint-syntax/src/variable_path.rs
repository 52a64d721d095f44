//! What stands after the `$`: PowerShell's `VariablePath`.

use crate::ast::Text;

/// A variable's name with its scope or drive taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariablePath {
    /// As written, without `$` and braces.
    pub user_path: Text,
    /// The scope or drive in front.
    pub qualifier: VariableQualifier,
    /// True when the path names a variable: it has no drive other than `variable:`.
    pub is_variable: bool,
    unqualified_start: u32,
}

/// The scope or drive prefix of a variable path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableQualifier {
    /// No prefix.
    Unqualified,
    /// `variable:` and nothing more.
    Variable,
    /// `global:`
    Global,
    /// `local:`
    Local,
    /// `private:`
    Private,
    /// `script:`
    Script,
    /// Any other `name:`, such as `env:` or `function:`.
    Drive,
}

impl VariablePath {
    /// Takes a path apart; scopes are known in any case.
    pub fn new(path: &str) -> Self {
        let mut rest = 0;
        let mut qualifier = VariableQualifier::Unqualified;
        let scope = SCOPES
            .iter()
            .find_map(|&(name, scope)| Some((scope, scope_prefix(path, name)?)));
        if let Some((scope, after)) = scope {
            qualifier = scope;
            rest = after;
        } else if let Some(colon) = path.find(':') {
            rest = colon + 1;
            if colon > 0 {
                qualifier = VariableQualifier::Drive;
            }
        }
        Self {
            user_path: path.into(),
            qualifier,
            is_variable: qualifier != VariableQualifier::Drive,
            unqualified_start: rest as u32,
        }
    }

    /// The name without its scope or drive.
    pub fn unqualified(&self) -> &str {
        &self.user_path[self.unqualified_start as usize..]
    }

    /// The drive in front, when there is one.
    pub fn drive(&self) -> Option<&str> {
        match self.qualifier {
            VariableQualifier::Drive => self.user_path.split(':').next(),
            _ => None,
        }
    }

    /// True when no scope and no drive says where to look.
    pub fn is_unscoped(&self) -> bool {
        matches!(
            self.qualifier,
            VariableQualifier::Unqualified | VariableQualifier::Variable
        )
    }

    /// True when the whole path is `name`, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.user_path.eq_ignore_ascii_case(name)
    }
}

const SCOPES: [(&str, VariableQualifier); 5] = [
    ("variable", VariableQualifier::Variable),
    ("global", VariableQualifier::Global),
    ("local", VariableQualifier::Local),
    ("private", VariableQualifier::Private),
    ("script", VariableQualifier::Script),
];

fn scope_prefix(path: &str, scope: &str) -> Option<usize> {
    let head = path.get(..scope.len())?;
    let colon = path.as_bytes().get(scope.len()) == Some(&b':');
    (colon && head.eq_ignore_ascii_case(scope)).then_some(scope.len() + 1)
}

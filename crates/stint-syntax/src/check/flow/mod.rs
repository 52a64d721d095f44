//! How control and values flow through a class method: PowerShell's variable analysis, as far as it gives errors.
//!
//! A method must return a value on every path, and may only read local variables that were set on every path
//! before. The graph is PowerShell's own, block by block, so that its simplifications give the same answers.

mod answer;
mod build;
mod expression;
mod graph;

use std::collections::{HashMap, HashSet};

use crate::ast::*;
use crate::node::{NodeRef, Walk, WalkEvent};
use crate::variable_path::{VariablePath, VariableQualifier};

use build::Builder;

/// What the analysis found.
pub(super) struct Analysis {
    /// True when no path ends without `return`, `throw` or `exit`.
    pub(super) always_returns: bool,
    /// Addresses of variables that may not be set where they are read.
    pub(super) not_local: HashSet<usize>,
}

/// Analyzes one method of a script that defines `own_types`.
pub(super) fn analyze(
    method: &FunctionMemberAst,
    own_types: &HashMap<String, &TypeDefinitionAst>,
) -> Analysis {
    let variables = Variables::find(method);
    let mut builder = Builder::new(variables, own_types);
    builder.parameters(method.parameters());
    builder.body(&method.function.body);
    let always_returns = builder.graph.always_returns();
    Analysis {
        always_returns,
        not_local: builder.not_local(),
    }
}

/// Variables that PowerShell sets in every method.
const AUTOMATIC: [&str; 10] = [
    "_",
    "args",
    "this",
    "input",
    "pscmdlet",
    "psboundparameters",
    "myinvocation",
    "psscriptroot",
    "pscommandpath",
    "?",
];

/// Variables that a method may read without having set them.
const ALWAYS_READABLE: [&str; 10] = [
    "lastexitcode",
    "error",
    "stacktrace",
    "outputencoding",
    "nestedpromptlevel",
    "pwd",
    "matches",
    "true",
    "false",
    "null",
];

/// Commands that may set any variable.
const SETTERS: [&str; 9] = [
    "new-variable",
    "remove-variable",
    "set-variable",
    "set-psbreakpoint",
    "nv",
    "rv",
    "sbp",
    "sv",
    "set",
];

/// What is known of one variable.
#[derive(Debug, Default)]
struct Variable {
    /// The type of its first assignment, lower-cased.
    type_name: Option<String>,
    /// True when it has no slot of its own, so that reading it is never an error once it is set anywhere.
    dynamic: bool,
    /// True when it is set anywhere.
    assigned: bool,
}

/// The local variables of a method.
struct Variables {
    names: HashMap<String, usize>,
    list: Vec<Variable>,
    /// True when any variable may be set behind the method's back.
    all_dynamic: bool,
}

impl Variables {
    /// Finds the variables in a method's body, without those of nested functions and script blocks.
    fn find(method: &FunctionMemberAst) -> Self {
        let mut variables = Self {
            names: HashMap::new(),
            list: Vec::new(),
            all_dynamic: false,
        };
        let body = NodeRef::from(&*method.function.body);
        let mut walk = Walk::new(body);
        while let Some(event) = walk.next() {
            match event {
                WalkEvent::Enter(
                    NodeRef::FunctionDefinition(_)
                    | NodeRef::ScriptBlockExpression(_)
                    | NodeRef::TrapStatement(_),
                ) => walk.skip_children(),
                WalkEvent::Enter(NodeRef::VariableExpression(node)) => {
                    variables.all_dynamic |= node.path.qualifier == VariableQualifier::Private;
                }
                WalkEvent::Enter(NodeRef::Command(command)) => {
                    variables.all_dynamic |= sets_any_variable(command);
                }
                _ => {}
            }
        }
        variables
    }

    /// The number of a name.
    fn number(&mut self, name: &str) -> usize {
        let key = name.to_lowercase();
        let next = self.list.len();
        let number = *self.names.entry(key).or_insert(next);
        if number == next {
            self.list.push(Variable::default());
        }
        number
    }
}

fn sets_any_variable(command: &CommandAst) -> bool {
    let name = command.name().map(|name| name.to_lowercase());
    let name = name.unwrap_or_default();
    let name = name
        .strip_prefix("microsoft.powershell.utility\\")
        .unwrap_or(&name);
    command.invocation_operator == InvocationOperator::Dot || SETTERS.contains(&name)
}

/// The name of a local variable; none for other scopes, drives, and variables that are always there.
fn local_name(path: &VariablePath) -> Option<&str> {
    let is_local = path.is_unscoped()
        || matches!(
            path.qualifier,
            VariableQualifier::Local | VariableQualifier::Private
        );
    let name = path.unqualified();
    let name = if name.eq_ignore_ascii_case("PSItem") {
        "_"
    } else {
        name
    };
    let is_automatic = AUTOMATIC
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name));
    (is_local && !is_automatic).then_some(name)
}

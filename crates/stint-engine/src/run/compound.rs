//! `$x += 1` and kin where the scope has no `$x` yet: code that runs in a scope of its own does not look for it further up,
//! other than when it reads `$x` (about_Assignment_Operators, "Using compound assignment operators").

use crate::context::Env;
use crate::node::Local;
use crate::run::variable;
use crate::symbol::known;
use std::sync::Arc;
use stint_syntax::node::Search;
use stint_syntax::variable_path::VariableQualifier;
use stint_syntax::{
    CommandAst, CommandElement, Expression, InvocationOperator, NodeRef, ScriptBlockAst,
};

/// Commands that make or take away variables by name.
const BY_NAME: &[&str] = &[
    "New-Variable",
    "Remove-Variable",
    "Set-Variable",
    "Set-PSBreakpoint",
    "Microsoft.PowerShell.Utility\\New-Variable",
    "Microsoft.PowerShell.Utility\\Remove-Variable",
    "Microsoft.PowerShell.Utility\\Set-Variable",
    "Microsoft.PowerShell.Utility\\Set-PSBreakpoint",
    "nv",
    "rv",
    "sbp",
    "sv",
    "set",
];

/// Whether a variable is not set in its scope and belongs to it all the same, so that it counts as null. Code that was
/// dot-sourced, or that may set variables by name, looks further up.
pub fn is_own(env: &Env<'_>, local: Local) -> bool {
    let own = env.frame.activation.code.as_ref();
    own.is_some_and(|own| Arc::ptr_eq(own, env.code))
        && env.frame.get(local.slot).is_none()
        && ![*known::ITEM, *known::THIS].contains(&local.name)
        && !env.code.sets_by_name()
        && variable::of_all_scopes(env.frame, local.name).is_none()
        && env.rs.automatic(local.name).is_none()
}

/// Whether code has variables that its text does not show.
pub fn sets_by_name(code: &ScriptBlockAst) -> bool {
    Search::new(code, false).any(|node| match node {
        NodeRef::Command(command) => dots(command) || names_variables(command),
        NodeRef::VariableExpression(variable) => {
            variable.path.qualifier == VariableQualifier::Private
        }
        _ => false,
    })
}

fn dots(command: &CommandAst) -> bool {
    command.invocation_operator == InvocationOperator::Dot
}

fn names_variables(command: &CommandAst) -> bool {
    let Some(CommandElement::Expression(Expression::StringConstant(name))) =
        command.elements.first()
    else {
        return false;
    };
    BY_NAME
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&name.value))
}

//! What the variable cmdlets share: names, scopes and filters.

use crate::values;
use std::sync::Arc;
use stint_cmdlet::session::Scope;
use stint_cmdlet::variable::options;
use stint_cmdlet::{Cx, Params, Result, Variable};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// `-Include` and `-Exclude`.
#[derive(Params, Default)]
pub(crate) struct Filters {
    include: Vec<Str>,
    exclude: Vec<Str>,
}

/// What `-Scope` says. A name that is no scope is an error, as PowerShell's.
pub(crate) fn scope(cx: &mut dyn Cx, name: &str) -> Result<Scope> {
    Ok(match name.to_ascii_lowercase().as_str() {
        "" => Scope::Default,
        "local" | "private" => Scope::Local,
        "script" => Scope::Script,
        "global" => Scope::Global,
        number => match number.parse::<i32>() {
            Ok(level)
                if usize::try_from(level).is_ok_and(|level| level < cx.session().scope_depth()) =>
            {
                Scope::Up(level.unsigned_abs() as usize)
            }
            Ok(level) => {
                let what = if level < 0 {
                    "Cannot process argument because the value of argument \"scopeID\" is out of range. Change argument \"scopeID\" to a value that is within range.".to_owned()
                } else {
                    format!("The scope number '{level}' exceeds the number of active scopes.")
                };
                let text = format!("{what} (Parameter 'scopeID')\nActual value was {level}.");
                let id = "ArgumentOutOfRange";
                return Err(ErrorRecord::new(
                    id,
                    Category::InvalidArgument,
                    system::exceptions::PS_ARGUMENT_OUT_OF_RANGE,
                    text,
                )
                .into());
            }
            Err(_) => {
                let text = "Cannot process argument because the value of argument \"scopeID\" is not valid. Change the value of the \"scopeID\" argument and run the operation again.".to_string();
                return Err(ErrorRecord::new(
                    "Argument",
                    Category::InvalidArgument,
                    system::exceptions::PS_ARGUMENT,
                    text,
                )
                .into());
            }
        },
    })
}

/// The variables that a name or pattern means in a scope; the flag says that some were left out, or that a pattern
/// simply found none, so that a name is not reported as missing.
pub(crate) fn matching(
    cx: &mut dyn Cx,
    name: &str,
    scope: &Scope,
    filters: &Filters,
) -> (Vec<Arc<Variable>>, bool) {
    let name = values::unescaped_variable_name(name);
    let pattern = values::is_pattern(&name);
    let found: Vec<Arc<Variable>> = if pattern {
        cx.session()
            .variables(scope)
            .into_iter()
            .filter(|variable| values::matches_pattern(&name, &variable.name))
            .collect()
    } else {
        cx.session().variable(&name, scope).into_iter().collect()
    };
    let before = found.len();
    let kept: Vec<Arc<Variable>> = found
        .into_iter()
        .filter(|variable| filters.let_through(&variable.name))
        .collect();
    let filtered = pattern || kept.len() < before;
    (kept, filtered)
}

impl Filters {
    fn let_through(&self, name: &str) -> bool {
        let any = |patterns: &[Str]| {
            patterns
                .iter()
                .any(|pattern| values::matches_pattern(pattern, name))
        };
        (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
    }
}

/// The error for a name that means nothing.
pub(crate) fn not_found(name: &str) -> ErrorRecord {
    let text = format!("Cannot find a variable with the name '{name}'.");
    ErrorRecord::new(
        "VariableNotFound",
        Category::ObjectNotFound,
        system::exceptions::ITEM_NOT_FOUND,
        text,
    )
    .with_property("ItemName", Value::str(name))
    .with_property("SessionStateCategory", Value::Int64(0))
    .with_target(name)
}

/// Runs a change of a variable; its error is written and does not end the cmdlet.
pub(crate) fn attempt(
    cx: &mut dyn Cx,
    change: impl FnOnce(&mut dyn Cx) -> Result<()>,
) -> Result<bool> {
    match change(cx) {
        Ok(()) => Ok(true),
        Err(stint_object::Flow::Error(error)) => {
            let record = ErrorRecord::of(
                error.exception.clone(),
                error.id.clone(),
                error.category,
                error.target.clone(),
            );
            cx.error(record).map(|()| false)
        }
        Err(other) => Err(other),
    }
}

/// Takes the read-only bit away while something is done by force.
pub(crate) fn by_force(
    cx: &mut dyn Cx,
    variable: &Variable,
    force: bool,
    act: impl FnOnce(&mut dyn Cx) -> Result<()>,
) -> Result<()> {
    let read_only = force && variable.meta.lock().options & options::READ_ONLY != 0;
    if read_only {
        variable.meta.lock().options &= !options::READ_ONLY;
    }
    let result = act(cx);
    if read_only {
        variable.meta.lock().options |= options::READ_ONLY;
    }
    result
}

/// A variable as `-PassThru` and `Get-Variable` write it.
pub(crate) fn write(cx: &mut dyn Cx, variable: &Arc<Variable>) -> Result<()> {
    let object = cx.session().variable_object(variable);
    cx.write(object)
}

/// The target of a question about a variable.
pub(crate) fn target(name: &str, value: &Value) -> String {
    format!("Name: {name} Value: {}", values::text(value))
}

/// `-Scope Private` is the local scope and an option.
pub(crate) fn private_option(scope: &str) -> u32 {
    if scope.eq_ignore_ascii_case("private") {
        options::PRIVATE
    } else {
        0
    }
}

/// Options of a variable that exists can be changed, but not to or from constant.
///
/// # Errors
/// PowerShell's errors for such a change.
pub(crate) fn check_options(name: &str, old: u32, new: u32) -> Result<()> {
    let (id, text) = if old & options::CONSTANT != 0
        || old & options::READ_ONLY != 0 && new & options::READ_ONLY == 0
    {
        (
            "VariableNotWritable",
            format!("Cannot overwrite variable {name} because it is read-only or constant."),
        )
    } else if new & options::CONSTANT != 0 {
        let text = format!(
            "Existing variable {name} cannot be made constant. Variables can be made constant only at creation time."
        );
        ("VariableCannotBeMadeConstant", text)
    } else if old & options::ALL_SCOPE != 0 && new & options::ALL_SCOPE == 0 {
        let text = format!("The AllScope option cannot be removed from the variable '{name}'.");
        ("VariableAllScopeOptionCannotBeRemoved", text)
    } else {
        return Ok(());
    };
    let ty = system::exceptions::SESSION_STATE_UNAUTHORIZED_ACCESS;
    Err(ErrorRecord::new(id, Category::WriteError, ty, text)
        .with_target(name)
        .into())
}

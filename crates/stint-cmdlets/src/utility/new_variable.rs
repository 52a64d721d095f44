//! `New-Variable`.

use crate::utility::variables;
use std::sync::Arc;
use stint_cmdlet::session::Scope;
use stint_cmdlet::{Cmdlet, Cx, Params, Result, Variable};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Makes a variable that is not there yet.
#[derive(Params, Default)]
struct NewVariable {
    name: Str,
    value: Value,
    description: Str,
    option: i32,
    visibility: Value,
    force: bool,
    pass_thru: bool,
    scope: Str,
}

entry!("New-Variable", "NewVariableCommand", NewVariable);

impl Cmdlet for NewVariable {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let scope = match variables::scope(cx, &self.scope)? {
            Scope::Default => Scope::Local,
            other => other,
        };
        if !self.force && cx.session().variable(&self.name, &scope).is_some() {
            let text = format!("A variable with name '{}' already exists.", self.name);
            let record = ErrorRecord::new(
                "VariableAlreadyExists",
                Category::ResourceExists,
                system::exceptions::SESSION_STATE,
                text,
            );
            return cx.error(record.with_target(self.name.clone()));
        }
        if !cx.should_process(&variables::target(&self.name, &self.value), "New variable")? {
            return Ok(());
        }
        let variable = Arc::new(Variable::new(
            self.name.clone(),
            self.value.clone().or_null(),
        ));
        {
            let mut meta = variable.meta.lock();
            meta.options = self.option.unsigned_abs() | variables::private_option(&self.scope);
            meta.description = self.description.clone();
        }
        let force = self.force;
        let made = variable.clone();
        if variables::attempt(cx, move |cx| cx.session().put_variable(made, &scope, force))?
            && self.pass_thru
        {
            variables::write(cx, &variable)?;
        }
        Ok(())
    }
}

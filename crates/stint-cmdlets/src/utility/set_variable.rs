//! `Set-Variable`.

use crate::utility::variables;
use std::sync::Arc;
use stint_cmdlet::session::Scope;
use stint_cmdlet::{Cmdlet, Cx, Params, Result, Variable};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Sets variables, making them where they are not there.
#[derive(Params, Default)]
struct SetVariable {
    name: Vec<Str>,
    value: Value,
    #[param(flatten)]
    filters: variables::Filters,
    description: Option<Str>,
    option: Option<i32>,
    force: bool,
    visibility: Value,
    pass_thru: bool,
    append: bool,
    scope: Str,
    #[param(skip)]
    value_given: bool,
    #[param(skip)]
    gathered: Vec<Value>,
    #[param(skip)]
    names: Vec<Str>,
}

entry!("Set-Variable", "SetVariableCommand", SetVariable);

impl Cmdlet for SetVariable {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.value_given = cx.is_bound("Value");
        self.names = self.name.clone();
        if !self.append {
            return Ok(());
        }
        let [name] = self.names.as_slice() else {
            let text = "Operation is not valid due to the current state of the object.";
            let record = ErrorRecord::new(
                "SetVariableAppend",
                Category::InvalidOperation,
                system::exceptions::INVALID_OPERATION,
                text,
            );
            let advice = "Use a single variable rather than a collection";
            record.state.lock().details = Some(("SetVariableAppend".into(), advice.into()));
            return Err(record.into());
        };
        if let Some(variable) = cx.session().variable(name, &Scope::Default) {
            let value = variable.get();
            self.gathered = match value.as_array() {
                Some(array) => array.to_vec(),
                None => vec![value],
            };
        }
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.names.is_empty() {
            let (names, value) = (std::mem::take(&mut self.name), self.value.clone());
            return self.assign(cx, &names, value);
        }
        let takes = self.append || !self.value_given;
        if takes && cx.is_bound("Value") && !matches!(self.value, Value::Nothing) {
            self.gathered.push(std::mem::take(&mut self.value));
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.names.is_empty() {
            return Ok(());
        }
        let names = std::mem::take(&mut self.names);
        let value = if self.append {
            Value::array(std::mem::take(&mut self.gathered))
        } else if self.value_given {
            self.value.clone()
        } else {
            Value::collected(std::mem::take(&mut self.gathered))
        };
        self.assign(cx, &names, value)
    }
}

impl SetVariable {
    fn assign(&self, cx: &mut dyn Cx, names: &[Str], value: Value) -> Result<()> {
        let scope = match variables::scope(cx, &self.scope)? {
            Scope::Default => Scope::Local,
            other => other,
        };
        for name in names {
            let (found, filtered) = variables::matching(cx, name, &scope, &self.filters);
            if found.is_empty() && !filtered {
                self.make(cx, name, value.clone(), &scope)?;
            }
            for variable in found {
                self.change(cx, &variable, value.clone(), &scope)?;
            }
        }
        Ok(())
    }

    fn make(&self, cx: &mut dyn Cx, name: &Str, value: Value, scope: &Scope) -> Result<()> {
        if !cx.should_process(&variables::target(name, &value), "Set variable")? {
            return Ok(());
        }
        let named = match self.scope.is_empty() {
            true => Scope::of_name(name),
            false => None,
        };
        let (scope, name) = named
            .as_ref()
            .map_or((scope, &**name), |(scope, name)| (scope, name));
        let variable = Arc::new(Variable::new(name, value.or_null()));
        {
            let mut meta = variable.meta.lock();
            meta.options =
                self.option.unwrap_or(0).unsigned_abs() | variables::private_option(&self.scope);
            meta.description = self.description.clone().unwrap_or_default();
        }
        let (made, force) = (variable.clone(), self.force);
        if variables::attempt(cx, move |cx| cx.session().put_variable(made, scope, force))?
            && self.pass_thru
        {
            variables::write(cx, &variable)?;
        }
        Ok(())
    }

    fn change(
        &self,
        cx: &mut dyn Cx,
        variable: &Arc<Variable>,
        value: Value,
        scope: &Scope,
    ) -> Result<()> {
        if !cx.should_process(&variables::target(&variable.name, &value), "Set variable")? {
            return Ok(());
        }
        let done = variables::attempt(cx, |cx| {
            variables::by_force(cx, variable, self.force, |cx| {
                if matches!(value, Value::Nothing) {
                    return Ok(());
                }
                cx.session().set_variable(&variable.name, value, scope)
            })?;
            self.describe(variable)
        })?;
        if done && self.pass_thru {
            variables::write(cx, variable)?;
        }
        Ok(())
    }

    fn describe(&self, variable: &Variable) -> Result<()> {
        let mut meta = variable.meta.lock();
        if let Some(description) = &self.description {
            meta.description = description.clone();
        }
        if let Some(option) = self.option {
            variables::check_options(&variable.name, meta.options, option.unsigned_abs())?;
            meta.options = option.unsigned_abs();
        }
        Ok(())
    }
}

//! `Where-Object`.

use crate::core::where_operator::Operator;
use crate::{member, values};
use stint_cmdlet::{Cmdlet, Cx, Params, Result, ScriptCall};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Str, Value};

/// Lets the objects through for which a script block or a comparison holds.
#[derive(Params, Default)]
struct WhereObject {
    input_object: Value,
    filter_script: Value,
    property: Str,
    value: Value,
    #[param(flatten)]
    operator: crate::core::where_operator::Operators,
    #[param(skip)]
    right: Value,
}

entry!("Where-Object", "WhereObjectCommand", WhereObject);

impl Cmdlet for WhereObject {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if cx.is_bound("FilterScript") {
            return Ok(());
        }
        let value_bound = cx.is_bound("Value");
        match self.operator.chosen() {
            None if value_bound => return Err(self.refuse("Operator", "OperatorNotSpecified")),
            None | Some(Operator::Not) => {}
            Some(_) if !value_bound => {
                return Err(self.refuse("Value", "ValueNotSpecifiedForWhereObject"));
            }
            Some(_) => {}
        }
        self.right = if value_bound {
            self.value.clone()
        } else {
            Value::Bool(true)
        };
        if let Some(operator) = self.operator.chosen() {
            self.right = operator.prepare(std::mem::take(&mut self.right))?;
        }
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if matches!(self.input_object, Value::Nothing) {
            return Ok(());
        }
        if !self.filter_script.is_null() {
            let input = std::slice::from_ref(&self.input_object);
            let call = ScriptCall {
                item: Some(self.input_object.clone()),
                input,
                ..ScriptCall::default()
            };
            let output = cx.call_value(&self.filter_script, call)?;
            return if values::truth(&output) {
                cx.write(self.input_object.clone())
            } else {
                Ok(())
            };
        }
        let Some(left) = self.left(cx)? else {
            return Ok(());
        };
        let result = match self.operator.chosen() {
            None => values::binary("Ieq", &self.right, &left),
            Some(Operator::Not) => values::binary("Ine", &self.right, &left),
            Some(operator) => operator.apply(cx, &left, &self.right),
        };
        match result {
            Ok(result) if values::truth(&result) => cx.write(self.input_object.clone()),
            Ok(_) => Ok(()),
            Err(Flow::Error(error)) => {
                let name = self.operator.chosen().unwrap_or(Operator::Ieq).name();
                let text = format!(
                    "The operator \"{name}\" failed. The error is: {}",
                    error.message()
                );
                cx.error(
                    ErrorRecord::new(
                        "OperatorFailed",
                        Category::InvalidOperation,
                        system::exceptions::PS_INVALID_OPERATION,
                        text,
                    )
                    .with_target(self.input_object.clone()),
                )
            }
            Err(other) => Err(other),
        }
    }
}

impl WhereObject {
    /// The property's value; `None` where an error was written instead.
    fn left(&self, cx: &mut dyn Cx) -> Result<Option<Value>> {
        let object = &self.input_object;
        let strict = cx.session().strict_mode() >= 2;
        if object.is_null() {
            return if strict {
                cx.error(member::name_error(
                    "InputObjectIsNull",
                    "Cannot operate on a 'null' input object.".into(),
                    object,
                ))
                .map(|()| None)
            } else {
                Ok(Some(Value::Null))
            };
        }
        if let Some(found) = member::dictionary_entry(object, &self.property) {
            return Ok(Some(found));
        }
        let names = member::matching_names(object, &self.property);
        match names.as_slice() {
            [] if strict => {
                let text = format!(
                    "The input name \"{}\" cannot be resolved to a property.",
                    self.property
                );
                cx.error(member::name_error("PropertyNotFound", text, object))
                    .map(|()| None)
            }
            [] => Ok(Some(Value::Null)),
            [name] => match values::get(object, name) {
                Ok(value) => Ok(Some(value.unwrap_or_default())),
                Err(Flow::Error(_)) => Ok(Some(Value::Null)),
                Err(other) => Err(other),
            },
            many => {
                let text = member::ambiguous_text(&self.property, many);
                cx.error(member::name_error("AmbiguousPropertyName", text, object))
                    .map(|()| None)
            }
        }
    }

    fn refuse(&self, parameter: &str, id: &'static str) -> Flow {
        let text = if parameter == "Value" {
            "The specified operator requires both the -Property and -Value parameters. Provide values for both parameters, and then try the command again."
        } else {
            "An operator is required to compare the two specified values. Include a valid operator in the command, and then try the command again. For example, Get-Process | Where-Object -Property Name -eq Idle"
        };
        member::name_error(id, text.into(), &Value::Null).into()
    }
}

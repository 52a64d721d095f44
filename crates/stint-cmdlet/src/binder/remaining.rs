//! What no name and no position took: a parameter for remaining arguments, `$args`, or an error.

use super::collection::list_items;
use super::error::{Bound, Fault, Problem, specified};
use super::value::Flags;
use super::{Argument, Binding, Callbacks, convert};
use stint_object::types::{registry, system};
use stint_object::{Data, Lock, Type, Value};

impl Binding {
    /// Gives everything that is left to the parameter that takes it.
    pub(super) fn bind_remaining(&mut self, calls: &mut dyn Callbacks) -> Bound<()> {
        if self.arguments.is_empty() {
            return Ok(());
        }
        let mut taker = None;
        for parameter in &self.unbound {
            if !self
                .facts(*parameter)
                .place(self.sets)
                .is_some_and(|place| place.remaining)
            {
                continue;
            }
            if taker.is_some() {
                let problem = self
                    .ambiguous_set()
                    .parameter(&self.parameter(*parameter).name);
                let problem = problem.class(
                    super::error::Class::Plain,
                    stint_object::error_record::Category::MetadataError,
                );
                return Err(self.elaborate(problem.into()));
            }
            taker = Some(*parameter);
        }
        let Some(parameter) = taker else {
            return Ok(());
        };
        let arguments = std::mem::take(&mut self.arguments);
        let mut values = Vec::new();
        for argument in &arguments {
            if argument.name.is_some() {
                values.push(Value::Str(argument.text.clone()));
            }
            values.extend(
                argument
                    .value
                    .clone()
                    .filter(|value| !matches!(value, Value::Nothing)),
            );
        }
        let value = match &values[..] {
            [only] if list_items(only).is_some() => only.clone(),
            _ => Value::object(object_list(), Data::List(Lock::new(values))),
        };
        let at = arguments
            .first()
            .filter(|_| arguments.len() == 1)
            .and_then(|argument| argument.value_at);
        let argument = Argument::positional(value, at);
        let flags = Flags {
            coerce: true,
            ..Flags::default()
        };
        self.bind_value(parameter, &argument, flags, calls)
            .map(drop)
            .map_err(|fault| self.elaborate(fault))
    }

    /// Refuses arguments that nothing took.
    pub(super) fn refuse_leftovers(&mut self, failure: Option<Fault>) -> Bound<()> {
        let Some(argument) = self.arguments.first() else {
            return Ok(());
        };
        let actual = argument.value.as_ref().and_then(specified);
        let fault = match (&argument.name, failure) {
            (Some(name), _) => {
                let text =
                    format!("A parameter cannot be found that matches parameter name '{name}'.");
                let mut problem = Problem::new("NamedParameterNotFound", text)
                    .parameter(name)
                    .at(argument.name_site());
                problem.specified = actual;
                problem.into()
            }
            (None, Some(failure)) => failure,
            (None, None) => {
                let shown = match &argument.value {
                    Some(value) if !value.is_null() => convert::text(value),
                    _ => "$null".to_string(),
                };
                let text = format!(
                    "A positional parameter cannot be found that accepts argument '{shown}'."
                );
                let mut problem =
                    Problem::new("PositionalParameterNotFound", text).parameter(&shown.into());
                problem.specified = actual;
                problem.into()
            }
        };
        Err(self.elaborate(fault))
    }

    /// Puts what is left into `$args`.
    pub(super) fn collect_args(&mut self) {
        for argument in std::mem::take(&mut self.arguments) {
            let is_args = argument
                .name
                .as_ref()
                .is_some_and(|name| name.eq_ignore_ascii_case("$args"));
            if is_args && let Some(value) = &argument.value {
                match value.as_array() {
                    Some(array) => self.leftovers.extend(array.to_vec()),
                    None => self.leftovers.push(value.clone()),
                }
                continue;
            }
            if argument.name.is_some() {
                self.leftovers.push(argument.text_value());
            }
            self.leftovers.extend(argument.value.map(Value::or_null));
        }
    }
}

/// `List<object>`.
fn object_list() -> Type {
    registry::close(system::LIST, &[system::OBJECT]).unwrap_or(system::LIST)
}

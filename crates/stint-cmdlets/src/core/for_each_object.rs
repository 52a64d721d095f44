//! `ForEach-Object` with script blocks, or with the name of a member.

use crate::job::parallel::{Parallel, Request};
use crate::{member, values};
use stint_cmdlet::{Cmdlet, Cx, Params, Result, ScriptCall};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Str, Value};

/// Runs script blocks for each object, or takes a member of each.
#[derive(Params, Default)]
struct ForEachObject {
    input_object: Value,
    begin: Value,
    process: Vec<Value>,
    end: Value,
    remaining_scripts: Vec<Value>,
    member_name: Str,
    argument_list: Vec<Value>,
    parallel: Value,
    throttle_limit: Option<i32>,
    timeout_seconds: i32,
    as_job: bool,
    use_new_runspace: bool,
    #[param(skip)]
    tasks: Option<Parallel>,
    /// Of `begin`, `process` and `remaining_scripts` together, those that run for each object.
    #[param(skip)]
    each: Vec<Value>,
    #[param(skip)]
    last: Value,
    #[param(skip)]
    by_member: bool,
}

entry!("ForEach-Object", "ForEachObjectCommand", ForEachObject);

impl Cmdlet for ForEachObject {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if cx.parameter_set() == "ParallelParameterSet" {
            self.tasks = Some(Parallel::begin(cx, self.request())?);
            return Ok(());
        }
        self.by_member = cx.parameter_set() == "PropertyAndMethodSet";
        if self.by_member {
            return Ok(());
        }
        if cx.is_bound("WhatIf") || cx.is_bound("Confirm") {
            let text = "The -WhatIf and -Confirm parameters are not supported for script blocks.";
            return Err(ErrorRecord::new(
                "NoShouldProcessForScriptBlockSet",
                Category::InvalidOperation,
                system::exceptions::INVALID_OPERATION,
                text,
            )
            .into());
        }
        let mut scripts = Vec::new();
        if cx.is_bound("Begin") {
            scripts.push(self.begin.clone());
        }
        scripts.append(&mut self.process.clone());
        if self.process.is_empty() && cx.is_bound("Process") {
            scripts.push(Value::Null);
        }
        scripts.append(&mut self.remaining_scripts.clone());
        self.last = self.end.clone();
        let start = usize::from(scripts.len() > 1);
        let mut end = scripts.len();
        if !cx.is_bound("End") && scripts.len() > 2 {
            end -= 1;
            self.last = scripts[end].clone();
        }
        self.each = scripts
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .filter(|script| !script.is_null())
            .cloned()
            .collect();
        if end < 2 || scripts[0].is_null() {
            return Ok(());
        }
        cx.stream(&scripts[0], ScriptCall::default())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if let Some(tasks) = &mut self.tasks {
            return tasks.process(cx, self.input_object.clone());
        }
        if self.by_member {
            return self.take_member(cx);
        }
        if matches!(self.input_object, Value::Nothing) {
            return Ok(());
        }
        let input = std::slice::from_ref(&self.input_object);
        for script in &self.each {
            cx.stream(
                script,
                ScriptCall {
                    item: Some(self.input_object.clone()),
                    input,
                    ..ScriptCall::default()
                },
            )?;
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if let Some(tasks) = &mut self.tasks {
            return tasks.end(cx);
        }
        if self.by_member || self.last.is_null() {
            return Ok(());
        }
        cx.stream(&self.last, ScriptCall::default())
    }

    fn dispose(&mut self) {
        if let Some(tasks) = &mut self.tasks {
            tasks.stop();
        }
    }
}

impl ForEachObject {
    fn request(&self) -> Request {
        Request {
            block: self.parallel.clone(),
            limit: self
                .throttle_limit
                .and_then(|limit| usize::try_from(limit).ok())
                .unwrap_or(stint_job::DEFAULT_LIMIT),
            timeout: u64::try_from(self.timeout_seconds).unwrap_or(0),
            as_job: self.as_job,
            new_runspaces: self.use_new_runspace,
        }
    }

    fn take_member(&self, cx: &mut dyn Cx) -> Result<()> {
        let object = self.input_object.clone();
        if object.is_null() {
            return self.take_of_null(cx, &object);
        }
        let target = format!("InputObject: {}", represented(&object));
        if !self.argument_list.is_empty() {
            return self.call_with_arguments(cx, &object, &target);
        }
        let name = &self.member_name;
        if let Some(value) = member::dictionary_entry(&object, name) {
            if cx.should_process(&target, &format!("Retrieve the value for key '{name}'"))? {
                return unroll(cx, value);
            }
            return Ok(());
        }
        let names = member::matching_names(&object, name);
        match names.as_slice() {
            [] => {
                let text = format!("The input name \"{name}\" cannot be resolved to a member.");
                self.missing(
                    cx,
                    &target,
                    member::name_error("PropertyOrMethodNotFound", text, &object),
                )
            }
            [found] if values::property_name(&object, found).is_none() => {
                if !cx.should_process(&target, &format!("Invoke method '{found}'"))? {
                    return Ok(());
                }
                let result = values::call_method(&object, found, &[])?;
                unroll(cx, result)
            }
            [found] => {
                if !cx.should_process(
                    &target,
                    &format!("Retrieve the value for property '{found}'"),
                )? {
                    return Ok(());
                }
                match values::get(&object, found) {
                    Ok(value) => unroll(cx, value.unwrap_or_default()),
                    Err(Flow::Error(_)) => cx.write(Value::Null),
                    Err(other) => Err(other),
                }
            }
            many => cx.error(member::name_error(
                "AmbiguousPropertyOrMethodName",
                member::ambiguous_text(name, many),
                &object,
            )),
        }
    }

    fn take_of_null(&self, cx: &mut dyn Cx, object: &Value) -> Result<()> {
        if !self.argument_list.is_empty() {
            return cx.error(member::name_error(
                "InvokeMethodOnNull",
                "You cannot call a method on a null-valued expression.".into(),
                object,
            ));
        }
        let record = member::name_error(
            "InputObjectIsNull",
            "Cannot operate on a 'null' input object.".into(),
            object,
        );
        self.missing(cx, "InputObject: null", record)
    }

    /// Nothing there is `$null`; strict mode has an error instead.
    fn missing(&self, cx: &mut dyn Cx, target: &str, record: ErrorRecord) -> Result<()> {
        if !cx.should_process(
            target,
            &format!("Retrieve the value for property '{}'", self.member_name),
        )? {
            return Ok(());
        }
        if cx.session().strict_mode() >= 2 {
            cx.error(record)
        } else {
            cx.write(Value::Null)
        }
    }

    fn call_with_arguments(&self, cx: &mut dyn Cx, object: &Value, target: &str) -> Result<()> {
        let name = &self.member_name;
        let methods: Vec<Str> = member::matching_names(object, name)
            .into_iter()
            .filter(|found| values::property_name(object, found).is_none())
            .collect();
        match methods.as_slice() {
            [] => {
                let text = format!("Input name \"{name}\" cannot be resolved to a method.");
                cx.error(member::name_error("MethodNotFound", text, object))
            }
            [found] => {
                let list: Vec<String> = self.argument_list.iter().map(represented).collect();
                if !cx.should_process(
                    target,
                    &format!(
                        "Invoke method '{found}' with arguments: {}",
                        list.join(", ")
                    ),
                )? {
                    return Ok(());
                }
                match values::call_method(object, found, &self.argument_list) {
                    Ok(result) => unroll(cx, result),
                    Err(Flow::Error(error)) => cx.error(ErrorRecord::of(
                        error.exception.clone(),
                        "MethodInvocationError",
                        Category::InvalidOperation,
                        object.clone(),
                    )),
                    Err(other) => Err(other),
                }
            }
            many => {
                let list: String = many.iter().map(|name| format!(" {name}")).collect();
                let text = format!(
                    "Input name \"{name}\" is ambiguous. It can be resolved to multiple matched methods. Possible matches include:{list}."
                );
                cx.error(member::name_error("AmbiguousMethodName", text, object))
            }
        }
    }
}

fn unroll(cx: &mut dyn Cx, value: Value) -> Result<()> {
    match values::items(&value) {
        Some(items) => items
            .into_iter()
            .filter(|item| !matches!(item, Value::Nothing))
            .try_for_each(|item| cx.write(item)),
        None => cx.write(value),
    }
}

/// How a value shows in a question: its text, or its type where it has none.
fn represented(value: &Value) -> String {
    if value.is_null() {
        return "null".into();
    }
    let text = values::text(value);
    if !text.is_empty() {
        return text.to_string();
    }
    value
        .ty()
        .map_or_else(String::new, |ty| ty.0.name().to_owned())
}

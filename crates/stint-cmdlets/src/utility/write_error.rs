//! `Write-Error`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorObject, ErrorRecord, exception};
use stint_object::types::system;
use stint_object::{Lock, Str, Value};

/// Writes an error that does not end the command.
#[derive(Params, Default)]
struct WriteError {
    exception: Value,
    message: Str,
    error_record: Value,
    category: i32,
    error_id: Str,
    target_object: Value,
    recommended_action: Str,
    category_activity: Str,
    category_reason: Str,
    category_target_name: Str,
    category_target_type: Str,
}

entry!("Write-Error", "WriteErrorCommand", WriteError);

impl Cmdlet for WriteError {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let record = match ErrorObject::from_value(&self.error_record) {
            Some(error) => copy(&error),
            None => self.made(),
        };
        self.decorate(&record);
        if let Some(caller) = cx.caller() {
            let mut state = record.state.lock();
            state.command = Some(caller.command_name.clone());
            state.invocation = Some(caller);
            if state.activity.is_none() {
                state.activity = Some("Write-Error".into());
            }
        }
        cx.error(record)
    }
}

impl WriteError {
    fn made(&self) -> ErrorRecord {
        let given = !self.exception.is_null();
        let exception = if given {
            self.exception.clone()
        } else {
            exception(system::exceptions::WRITE_ERROR, self.message.clone())
        };
        let id = if self.error_id.is_empty() {
            exception.ty().map_or_else(Str::default, |ty| ty.text())
        } else {
            self.error_id.clone()
        };
        let category = usize::try_from(self.category)
            .ok()
            .and_then(|at| Category::ALL.get(at).copied())
            .unwrap_or_default();
        let record = ErrorRecord::of(exception, id, category, self.target_object.clone());
        if given && !self.message.is_empty() {
            record.state.lock().details = Some((self.message.clone(), Str::default()));
        }
        record
    }

    fn decorate(&self, record: &ErrorRecord) {
        let said = |text: &Str| (!text.is_empty()).then(|| text.clone());
        let message = record.message();
        let mut state = record.state.lock();
        if !self.recommended_action.is_empty() {
            let text = state.details.take().map_or(message, |(text, _)| text);
            state.details = Some((text, self.recommended_action.clone()));
        }
        state.activity = said(&self.category_activity).or(state.activity.take());
        state.reason = said(&self.category_reason).or(state.reason.take());
        state.target_name = said(&self.category_target_name).or(state.target_name.take());
        state.target_type = said(&self.category_target_type).or(state.target_type.take());
    }
}

/// A record of its own with what the given one says, so that writing it does not change the given one.
fn copy(error: &ErrorRecord) -> ErrorRecord {
    let mut state = error.state.lock().clone();
    state.logged = false;
    state.thrown = false;
    ErrorRecord {
        exception: error.exception.clone(),
        id: error.id.clone(),
        category: error.category,
        target: error.target.clone(),
        state: Lock::new(state),
    }
}

//! `Get-Unique`.

use crate::ordering::Comparer;
use crate::values;
use std::cmp::Ordering;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Lets an object through that differs from the one before it.
#[derive(Params, Default)]
struct GetUnique {
    input_object: Value,
    as_string: bool,
    on_type: bool,
    case_insensitive: bool,
    #[param(skip)]
    last: Option<Value>,
}

entry!("Get-Unique", "GetUniqueCommand", GetUnique);

impl Cmdlet for GetUnique {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if object.is_null() {
            return Ok(());
        }
        let repeated = self
            .last
            .as_ref()
            .is_some_and(|last| self.same(&object, last));
        if repeated {
            return Ok(());
        }
        self.last = Some(object.clone());
        cx.write(object)
    }
}

impl GetUnique {
    fn same(&self, object: &Value, last: &Value) -> bool {
        if self.on_type {
            return values::type_names(object).first() == values::type_names(last).first();
        }
        if self.as_string {
            return values::compare_text(
                &values::text(object),
                &values::text(last),
                self.case_insensitive,
            ) == Ordering::Equal;
        }
        values::is_custom(object) && values::is_custom(last)
            || Comparer {
                case_sensitive: !self.case_insensitive,
            }
            .compare(object, last)
                == Ordering::Equal
    }
}

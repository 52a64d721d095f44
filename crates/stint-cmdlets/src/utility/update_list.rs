//! `Update-List`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Data, Lock, Str, Value};

/// Adds to, removes from or replaces what a property's list holds.
#[derive(Params, Default)]
struct UpdateList {
    add: Option<Vec<Value>>,
    remove: Option<Vec<Value>>,
    replace: Option<Vec<Value>>,
    input_object: Value,
    property: Str,
}

entry!("Update-List", "UpdateListCommand", UpdateList);

impl Cmdlet for UpdateList {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.property.is_empty() {
            return Ok(());
        }
        let object = self.input_object.clone();
        if object.is_null() {
            let text = "You must specify the InputObject parameter when the Property parameter is specified.";
            return cx.error(invalid("MissingInputObjectParameter", text.into()));
        }
        let Some(list) = values::get(&object, &self.property)? else {
            let text = format!(
                "The property '{}' cannot be found on this object",
                self.property
            );
            return cx.error(invalid("MemberDoesntExist", text).with_target(object));
        };
        match list.data() {
            Some(Data::List(items)) => {
                let old = self.apply(&mut items.lock());
                drop(old);
                cx.write(object)
            }
            _ => {
                let text = "The update cannot be applied: the property holds no collection that can change.";
                cx.error(ErrorRecord::new(
                    "ApplyFailed",
                    Category::InvalidOperation,
                    system::exceptions::PS_INVALID_OPERATION,
                    text,
                ))
            }
        }
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.property.is_empty() {
            return Ok(());
        }
        if !self.input_object.is_null() {
            let text = "You must specify the Property parameter when the InputObject parameter is specified.";
            return Err(invalid("MissingPropertyParameter", text.into()).into());
        }
        let mut table = Dict::new(Comparer::IgnoreCase, Order::Added);
        for (name, items) in [
            ("Add", &self.add),
            ("Remove", &self.remove),
            ("Replace", &self.replace),
        ] {
            if let Some(items) = items {
                table.insert(name.into(), Value::array(items.clone()));
            }
        }
        cx.write(Value::object(
            system::HASHTABLE,
            Data::Dict(Lock::new(table)),
        ))
    }
}

impl UpdateList {
    /// Gives what left the list, to be dropped outside its lock.
    fn apply(&self, items: &mut Vec<Value>) -> Vec<Value> {
        if let Some(replace) = &self.replace {
            return std::mem::replace(items, replace.clone());
        }
        let mut gone = Vec::new();
        for unwanted in self.remove.iter().flatten() {
            let same = |item: &Value| stint_object::dict::equals(item, unwanted);
            if let Some(at) = items.iter().position(same) {
                gone.push(items.remove(at));
            }
        }
        items.extend(self.add.iter().flatten().cloned());
        gone
    }
}

fn invalid(id: &'static str, text: String) -> ErrorRecord {
    ErrorRecord::new(
        id,
        Category::InvalidOperation,
        system::exceptions::INVALID_OPERATION,
        text,
    )
}

//! `New-Object`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Str, Type, Value};

/// Makes an object of a type, and sets properties of it.
#[derive(Params, Default)]
struct NewObject {
    type_name: Str,
    argument_list: Vec<Value>,
    property: Value,
}

entry!("New-Object", "NewObjectCommand", NewObject);

impl Cmdlet for NewObject {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let Some(ty) = values::find_type(&self.type_name) else {
            let text = format!(
                "Cannot find type [{}]: verify that the assembly containing this type is loaded.",
                self.type_name
            );
            return Err(refused("TypeNotFound", Category::InvalidType, text));
        };
        let object = self.construct(ty)?;
        self.set_properties(&object)?;
        cx.write(object)
    }
}

impl NewObject {
    fn construct(&self, ty: Type) -> Result<Value> {
        if self.argument_list.is_empty()
            && (ty == system::PS_OBJECT || ty == system::PS_CUSTOM_OBJECT)
        {
            return Ok(values::custom(&[]));
        }
        if !ty.is_value_type()
            && !ty.is_array()
            && !values::has_constructor(ty, !self.argument_list.is_empty())
        {
            let text = format!(
                "A constructor was not found. Cannot find an appropriate constructor for type {}.",
                self.type_name
            );
            return Err(refused(
                "CannotFindAppropriateCtor",
                Category::ObjectNotFound,
                text,
            ));
        }
        match values::construct(ty, &self.argument_list) {
            Err(Flow::Error(error)) => {
                let id = "ConstructorInvokedThrowException";
                Err(ErrorRecord::of(
                    error.exception.clone(),
                    id,
                    Category::InvalidOperation,
                    Value::Null,
                )
                .into())
            }
            other => other,
        }
    }

    fn set_properties(&self, object: &Value) -> Result<()> {
        let Some(dict) = self.property.as_dict() else {
            return Ok(());
        };
        let entries = dict.lock().pairs();
        for (key, value) in entries {
            let name = values::text(&key);
            if values::is_custom(object) {
                if let Some(object) = object.as_object() {
                    object.set_note(&name, value);
                }
            } else if values::is_method(object, &name) {
                values::call_method(object, &name, &[value])?;
            } else if values::property_name(object, &name).is_none() {
                let text =
                    format!("The member \"{name}\" was not found for the specified .NET object.");
                return Err(invalid_operation("InvalidOperationException", text));
            } else if let Err(Flow::Error(_)) = values::set(object, &name, value) {
                let text = "The value supplied is not valid, or the property is read-only. Change the value, and then try again.";
                return Err(ErrorRecord::new(
                    "SetValueException",
                    Category::InvalidData,
                    system::EXCEPTION,
                    text,
                )
                .into());
            }
        }
        Ok(())
    }
}

fn refused(id: &'static str, category: Category, text: String) -> Flow {
    ErrorRecord::new(id, category, system::exceptions::PS_ARGUMENT, text).into()
}

fn invalid_operation(id: &'static str, text: String) -> Flow {
    ErrorRecord::new(
        id,
        Category::InvalidOperation,
        system::exceptions::INVALID_OPERATION,
        text,
    )
    .into()
}

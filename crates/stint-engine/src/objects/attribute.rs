//! Attribute objects that a `dynamicparam` block made, read into a parameter.

use stint_cmdlet::parameter::{InSet, Parameter};
use stint_object::{Result, Value, access, convert};

/// Reads one attribute object into a parameter.
pub fn read(attribute: &Value, parameter: &mut Parameter) -> Result<()> {
    let name = attribute.ty().map_or("", |ty| ty.0.short_name());
    let flag =
        |property: &str| -> Result<bool> {
            Ok(access::get_property(attribute, property)?
                .is_some_and(|value| convert::to_bool(&value)))
        };
    match name {
        "ParameterAttribute" => {
            let set = match access::get_property(attribute, "ParameterSetName")? {
                Some(set) if !set.is_null() => Some(convert::to_str(&set)?).filter(|set| {
                    !set.is_empty() && !set.eq_ignore_ascii_case("__AllParameterSets")
                }),
                _ => None,
            };
            let position = match access::get_property(attribute, "Position")? {
                Some(Value::Int32(position)) if position >= 0 => Some(position),
                _ => None,
            };
            parameter.sets.push(InSet {
                set,
                mandatory: flag("Mandatory")?,
                position,
                from_pipeline: flag("ValueFromPipeline")?,
                by_property_name: flag("ValueFromPipelineByPropertyName")?,
                remaining: flag("ValueFromRemainingArguments")?,
                help: None,
                hidden: flag("DontShow")?,
            });
        }
        "AliasAttribute" => {
            if let Some(names) = access::get_property(attribute, "AliasNames")? {
                for name in stint_object::enumerate::to_vec(&names)? {
                    parameter.aliases.push(convert::to_str(&name)?);
                }
            }
        }
        "ValidateSetAttribute" => {
            let mut values = Vec::new();
            if let Some(valid) = access::get_property(attribute, "ValidValues")? {
                for value in stint_object::enumerate::to_vec(&valid)? {
                    values.push(convert::to_str(&value)?);
                }
            }
            let set = stint_cmdlet::parameter::ValidateSet {
                values,
                generator: None,
                ignore_case: true,
                message: None,
            };
            parameter
                .attributes
                .push(stint_cmdlet::parameter::Attribute::ValidateSet(
                    std::sync::Arc::new(set),
                ));
        }
        _ => parameter
            .attributes
            .push(stint_cmdlet::parameter::Attribute::Other(attribute.clone())),
    }
    Ok(())
}

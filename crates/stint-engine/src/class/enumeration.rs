//! `enum`.

use crate::context::Env;
use crate::error;
use crate::frame::Layout;
use crate::lower;
use crate::run::expression::eval;
use crate::run::types;
use std::sync::Arc;
use stint_object::error_record::Category;
use stint_object::types::class_builder;
use stint_object::types::system;
use stint_object::{Data, Result, Type, Value, convert};
use stint_syntax::{Member, TypeDefinitionAst};

/// Makes the type of an enum.
pub(super) fn build(env: &Env<'_>, definition: &TypeDefinitionAst) -> Result<Type> {
    let layout = Arc::new(Layout::default());
    let underlying = match definition.base_types.first() {
        Some(base) => types::resolve(env, &lower::type_name(env.code, &layout, &base.type_name))?,
        None => system::INT32,
    };
    let flags = definition.attributes.iter().any(|attribute| {
        let name = attribute.type_name.name();
        let name = name.rsplit('.').next().unwrap_or_default();
        name.eq_ignore_ascii_case("Flags") || name.eq_ignore_ascii_case("FlagsAttribute")
    });
    let mut constants: Vec<(String, i64)> = Vec::new();
    let mut next = 0i64;
    for member in &definition.members {
        let Member::Property(property) = member else {
            continue;
        };
        if let Some(initial) = &property.initial_value {
            let value = eval(env, &lower::expression(env.code, &layout, initial))?;
            next = match own_constant(&value, &constants) {
                Some(number) => number,
                None => number(&value, underlying)?,
            };
        }
        constants.push((property.name.to_string(), next));
        next = next.wrapping_add(1);
    }
    Ok(class_builder::enumeration(
        &*definition.name,
        constants,
        underlying,
        flags,
    ))
}

/// A value may name one that stands before it.
fn own_constant(value: &Value, constants: &[(String, i64)]) -> Option<i64> {
    let name = value.as_str()?;
    let found = constants
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, number)| *number)
}

fn number(value: &Value, underlying: Type) -> Result<i64> {
    if let Some(Data::Enum(number)) = value.data() {
        return Ok(*number);
    }
    let converted = convert::to(value, underlying)?;
    match convert::to(&converted, system::INT64) {
        Ok(Value::Int64(number)) => Ok(number),
        _ => match convert::to(&converted, system::UINT64)? {
            Value::UInt64(number) => Ok(number as i64),
            _ => Err(error::runtime(
                "EnumeratorValueMustBeConstant",
                Category::ParserError,
                "Enumerator value must be a constant value.",
            )
            .into()),
        },
    }
}

//! `System.Activator`.

use crate::types::native::{Args, Plain, method};
use crate::types::{Type, TypeInfo, throw};
use crate::{Result, Value, access};

fn create(ty: &Value, args: &[Value]) -> Result<Value> {
    if ty.is_null() {
        return Err(throw::argument_null("type"));
    }
    let ty = ty.type_object();
    if args.is_empty() && ty.is_value_type() {
        return Ok(access::default_of(ty));
    }
    let fits = ty
        .index()
        .constructors
        .iter()
        .any(|entry| entry.signature.parameters.len() == args.len());
    if !fits {
        let what = if args.is_empty() {
            format!(
                "Cannot dynamically create an instance of type '{}'. Reason: No parameterless constructor defined.",
                ty.name()
            )
        } else {
            format!("Constructor on type '{}' not found.", ty.name())
        };
        return Err(throw::of(super::exceptions::MISSING_METHOD, what));
    }
    access::construct(ty, args)
}

/// `System.Activator`.
pub const ACTIVATOR: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Activator").methods(&[
        method!(
            "static System.Object CreateInstance(type type)",
            |_, args| create(args.at(0), &[])
        ),
        method!(
            "static System.Object CreateInstance(type type, Params System.Object[] args)",
            |_, args| create(args.at(0), &args.items(1))
        ),
        method!(
            "static System.Object CreateInstance(type type, bool nonPublic)",
            |_, args| create(args.at(0), &[])
        ),
    ]);
    Type(&INFO)
};

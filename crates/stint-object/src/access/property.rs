//! Reading and setting properties.

use super::{errors, intrinsic, method, ps_method, rank, type_data};
use crate::convert;
use crate::error_record::ErrorObject;
use crate::members::Member;
use crate::script_block::Call;
use crate::types::{Type, system};
use crate::{Data, Flow, Result, Value, enumerate};

/// The value of a property, `None` if there is none of that name. Methods count: they give a `PSMethod`.
///
/// # Errors
/// What reading it through .NET would let through: nearly every error of a getter is swallowed and gives null.
pub fn get_property(value: &Value, name: &str) -> Result<Option<Value>> {
    if let Some(found) = own(value, name)? {
        return Ok(Some(found));
    }
    if value.is_null() {
        return Ok(is_count(name).then_some(Value::Int32(0)));
    }
    if enumerate::is_enumerable(value) {
        let mut found = Vec::new();
        from_elements(value, name, &mut found)?;
        return Ok(match found.len() {
            0 => None,
            1 => found.pop(),
            _ => Some(Value::array(found)),
        });
    }
    Ok(is_count(name).then_some(Value::Int32(1)))
}

fn is_count(name: &str) -> bool {
    name.eq_ignore_ascii_case("Count") || name.eq_ignore_ascii_case("Length")
}

/// What the elements of a collection have under a name; collections among the results are flattened.
fn from_elements(value: &Value, name: &str, found: &mut Vec<Value>) -> Result<()> {
    for item in enumerate::to_vec(value)? {
        if item.is_null() {
            continue;
        }
        match own(&item, name)? {
            Some(result) if enumerate::is_enumerable(&result) => {
                found.extend(enumerate::to_vec(&result)?)
            }
            Some(result) => found.push(result),
            None if is_count(name) => found.push(Value::Int32(1)),
            None if enumerate::is_enumerable(&item) => from_elements(&item, name, found)?,
            None => {}
        }
    }
    Ok(())
}

/// The property of the value itself, without looking into a collection.
pub(super) fn own(value: &Value, name: &str) -> Result<Option<Value>> {
    if value.is_null() {
        return intrinsic::get(value, name);
    }
    if let Value::Object(object) = value {
        let member = object.added().bag.get(name).cloned();
        if let Some(member) = member {
            return swallow(read_member(value, name, &member)).map(Some);
        }
        if let Data::Dict(dict) = object.data()
            && has_string_keys(object.ty())
        {
            let found = dict.lock().get_str(name).cloned();
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    if intrinsic::is_name(name) {
        return intrinsic::get(value, name);
    }
    if let Some(member) = type_data::find(value, name) {
        return swallow(read_member(value, name, &member)).map(Some);
    }
    if let Value::Object(object) = value
        && let Some(found) = object.deserialized_property(name)
    {
        return Ok(Some(found));
    }
    let base = value.base();
    let Some(ty) = base.ty() else { return Ok(None) };
    let opaque = match base.data() {
        Some(Data::Opaque(payload)) => Some(payload),
        _ => None,
    };
    if let Some(payload) = opaque
        && payload.is_adapted()
        && let Some(found) = payload.dynamic_property(name)
    {
        return Ok(Some(found));
    }
    if let Some(entry) = ty.property_named(name) {
        return swallow(entry.property.read(base)).map(Some);
    }
    if let Some(Data::Exception(data)) = base.data()
        && let Some((_, found)) = data
            .properties
            .lock()
            .iter()
            .find(|(known, _)| crate::shape::same_name(known, name))
    {
        return Ok(Some(found.clone()));
    }
    if let Some(payload) = opaque
        && let Some(found) = payload.dynamic_property(name)
    {
        return Ok(Some(found));
    }
    Ok(method_value(value, ty, name))
}

fn method_value(value: &Value, ty: Type, name: &str) -> Option<Value> {
    let entries = ty.methods_named(name);
    (!entries.is_empty()).then(|| ps_method::of_net(value, entries))
}

/// Whether member access on a dictionary of this type looks at its keys.
pub(super) fn has_string_keys(ty: Type) -> bool {
    match ty.arguments {
        [] => true,
        [key, ..] => *key == system::STRING,
    }
}

/// A getter's error becomes null, except the kinds that PowerShell lets through.
fn swallow(result: Result<Value>) -> Result<Value> {
    match result {
        Err(flow) if !errors::passes_from_getter(&flow) => Ok(Value::Null),
        other => other,
    }
}

/// The value of a member of `this`; methods give a `PSMethod`.
///
/// # Errors
/// What the member's script or code throws.
pub fn read_member(this: &Value, name: &str, member: &Member) -> Result<Value> {
    match member {
        Member::Note(value) => Ok(value.clone()),
        Member::Alias(alias) => {
            let value = get_property(this, &alias.target)?.unwrap_or_default();
            match alias.convert {
                Some(ty) => convert::to(&value, ty),
                None => Ok(value),
            }
        }
        Member::Script(property) => match &property.get {
            Some(get) => Ok(Value::collected(get.call(Call {
                this: Some(this.clone()),
                ..Call::default()
            })?)
            .or_null()),
            None => Ok(Value::Null),
        },
        Member::Code(property) => (property.get)(this),
        Member::ScriptMethod(_) | Member::CodeMethod(_) => {
            Ok(ps_method::of_member(this, name, member))
        }
        Member::PropertySet(_) | Member::MemberSet(_) => {
            Ok(super::psobject::member_set(this, name, member))
        }
    }
}

/// Sets a property.
///
/// # Errors
/// `PropertyAssignmentException` where it does not exist or is read-only, `ExceptionWhenSetting` where the setter or
/// the conversion of the value fails.
pub fn set_property(value: &Value, name: &str, new: Value) -> Result<()> {
    let new = new.or_null();
    if value.is_null() {
        return Err(errors::property_not_found(name));
    }
    if let Value::Object(object) = value {
        let member = {
            let mut added = object.added();
            match added.bag.get(name) {
                Some(Member::Note(_)) => {
                    let old = added.bag.set(name, Member::Note(new));
                    drop(added);
                    drop(old);
                    return Ok(());
                }
                other => other.cloned(),
            }
        };
        if let Some(member) = member {
            return write_member(value, name, &member, new);
        }
        if object.set_deserialized_property(name, new.clone()) {
            return Ok(());
        }
        if object.ty() == system::PS_CUSTOM_OBJECT {
            return Err(wrap_setting(name, assignment(name)));
        }
        if let Data::Dict(_) = object.data()
            && has_string_keys(object.ty())
        {
            return super::set_index(value, &[Value::str(name)], new);
        }
    }
    if let Some(member) = type_data::find(value, name) {
        return write_member(value, name, &member, new);
    }
    let base = value.base();
    if let Some(Data::Opaque(payload)) = base.data()
        && payload.is_adapted()
        && let Some(done) = payload.set_dynamic_property(name, &new)
    {
        return done;
    }
    let Some(entry) = base.ty().and_then(|ty| ty.property_named(name)) else {
        if let Some(Data::Opaque(payload)) = base.data()
            && let Some(done) = payload.set_dynamic_property(name, &new)
        {
            return done;
        }
        return Err(assignment(name));
    };
    write_net(base, entry, new)
}

fn write_net(
    base: &Value,
    entry: &crate::types::signature::PropertyEntry,
    new: Value,
) -> Result<()> {
    let name = entry.signature.name;
    if !entry.property.is_settable() {
        return Err(errors::read_only(name));
    }
    convert_for(entry.ty(), new)
        .and_then(|new| entry.property.write(base, new).unwrap_or(Ok(())))
        .map_err(|flow| wrap_setting(name, flow))
}

fn convert_for(ty: Type, new: Value) -> Result<Value> {
    if ty == system::OBJECT {
        return Ok(new.base().clone());
    }
    if new.is_null() && rank::nullable(ty).is_some() {
        return Ok(Value::Null);
    }
    convert::to(&new, ty)
}

fn wrap_setting(name: &str, flow: Flow) -> Flow {
    match flow {
        Flow::Error(error) if !is_setting(&error) => errors::setting(name, &error),
        other => other,
    }
}

fn is_setting(error: &ErrorObject) -> bool {
    error
        .exception
        .ty()
        .is_some_and(|ty| ty.is(system::exceptions::SET_VALUE))
}

/// The error for a property that is not there.
fn assignment(name: &str) -> Flow {
    errors::no_such_property(name)
}

/// Sets a member that was added or that type data has.
pub(super) fn write_member(this: &Value, name: &str, member: &Member, new: Value) -> Result<()> {
    match member {
        Member::Note(_) => {
            if let Value::Object(object) = this {
                object.set_note(name, new);
            }
            Ok(())
        }
        Member::Alias(alias) => set_property(this, &alias.target, new),
        Member::Script(property) => match &property.set {
            Some(set) => set
                .call(Call {
                    this: Some(this.clone()),
                    args: &[new],
                    ..Call::default()
                })
                .map(drop)
                .map_err(|flow| wrap_setting(name, flow)),
            None => Err(errors::setter_missing(name)),
        },
        Member::Code(property) => match property.set {
            Some(set) => set(this, new).map_err(|flow| wrap_setting(name, flow)),
            None => Err(errors::read_only(name)),
        },
        _ => Err(errors::read_only(name)),
    }
}

/// A static property, field or enum constant; `None` if there is none. A static method gives a `PSMethod`.
///
/// # Errors
/// What the getter lets through.
pub fn get_static(ty: Type, name: &str) -> Result<Option<Value>> {
    if ty.is_enum()
        && let Some(number) = super::enums::number(ty, name)
    {
        return Ok(Some(super::enums::value(ty, number)));
    }
    if let Some(entry) = ty.static_property_named(name) {
        return swallow(entry.property.read(&method::static_this(entry.owner, ty))).map(Some);
    }
    let entries = ty.static_methods_named(name);
    if !entries.is_empty() {
        return Ok(Some(ps_method::of_static(ty, entries)));
    }
    if name.eq_ignore_ascii_case("new") && !matches!(ty.kind, crate::types::Kind::Interface) {
        return Ok(Some(ps_method::constructors(ty)));
    }
    Ok(None)
}

/// Sets a static property.
///
/// # Errors
/// As [`set_property`].
pub fn set_static(ty: Type, name: &str, new: Value) -> Result<()> {
    let Some(entry) = ty.static_property_named(name) else {
        return Err(assignment(name));
    };
    write_net(&Value::from(ty), entry, new)
}

/// The .NET type's own property, past keys and added members: what `psbase.Count` gives.
pub(super) fn of_type(value: &Value, name: &str) -> Option<Value> {
    let base = value.base();
    let ty = base.ty()?;
    match ty.property_named(name) {
        Some(entry) => entry.property.read(base).ok(),
        None => method_value(base, ty, name),
    }
}

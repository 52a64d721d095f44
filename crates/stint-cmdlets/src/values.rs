//! Reading and comparing values by PowerShell's rules, under the names that cmdlets use.

use crate::expression::Expression;
use std::cmp::Ordering;
use stint_cmdlet::{Cx, Result};
use stint_object::access::{self, type_data};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::members::Member;
use stint_object::text::collation::{self, CompareOptions};
use stint_object::text::culture::Culture;
use stint_object::text::regex::{self, RegexOptions};
use stint_object::text::ticks::{self, DateTimeTicks};
use stint_object::text::wildcard::{self, Case, Wildcard};
use stint_object::types::system;
use stint_object::{Data, Object, Str, Type, Value};
use stint_object::{convert, enumerate, operators, string_form};

pub(crate) use stint_object::access::MemberView;

/// Whether a text has wildcard characters.
pub(crate) fn is_pattern(text: &str) -> bool {
    wildcard::contains_wildcards(text)
}

/// Whether a text fits a wildcard pattern, ignoring case. What is no valid pattern fits nothing.
pub(crate) fn matches_pattern(pattern: &str, text: &str) -> bool {
    Wildcard::new(pattern, Case::Ignored).is_ok_and(|pattern| pattern.is_match(text))
}

/// A pattern that means one text, as that text.
pub(crate) fn unescape_pattern(pattern: &str) -> String {
    wildcard::unescape(pattern)
}

/// A variable's name without escapes.
pub(crate) fn unescaped_variable_name(name: &str) -> String {
    if is_pattern(name) {
        name.to_owned()
    } else {
        unescape_pattern(name)
    }
}

/// The value of a property; `None` if there is no such property. A dictionary's keys come first.
pub(crate) fn get(value: &Value, name: &str) -> Result<Option<Value>> {
    if let Value::Object(object) = value
        && let Some(note) = object.note(name)
    {
        return Ok(Some(note));
    }
    if let Some(found) = value
        .as_dict()
        .and_then(|dict| dict.lock().get_str(name).cloned())
    {
        return Ok(Some(found));
    }
    access::property(value, name)
        .map(|view| view.value())
        .transpose()
}

/// Sets a property.
pub(crate) fn set(value: &Value, name: &str, new: Value) -> Result<()> {
    access::set_property(value, name, new)
}

/// A property's name as the object spells it.
pub(crate) fn property_name(value: &Value, name: &str) -> Option<Str> {
    access::property(value, name).map(|view| view.name)
}

/// The names of all properties.
pub(crate) fn property_names(value: &Value) -> Vec<Str> {
    access::properties(value)
        .into_iter()
        .filter(|view| !view.hidden)
        .map(|view| view.name)
        .collect()
}

/// The properties that a property set names.
pub(crate) fn property_set(value: &Value, name: &str) -> Option<Vec<Str>> {
    let names = |member: &Member| match member {
        Member::PropertySet(set) => Some(set.properties.clone()),
        _ => None,
    };
    type_data::find(value, name)
        .as_ref()
        .and_then(names)
        .or_else(|| match value {
            Value::Object(object) => object.added().bag.get(name).and_then(names),
            _ => None,
        })
}

/// All property sets.
pub(crate) fn property_sets(value: &Value) -> Vec<(Str, Vec<Str>)> {
    let mut members = type_data::all(value);
    if let Value::Object(object) = value {
        members.extend(
            object
                .added()
                .bag
                .iter()
                .map(|(name, member)| (name.clone(), member.clone())),
        );
    }
    let sets = members
        .into_iter()
        .filter_map(|(name, member)| match member {
            Member::PropertySet(set) => Some((name, set.properties.clone())),
            _ => None,
        });
    sets.collect()
}

/// The properties that objects of this kind are compared by (`DefaultKeyPropertySet`).
pub(crate) fn default_key_set(value: &Value) -> Vec<Str> {
    type_data::default_key_set(value).unwrap_or_default()
}

/// A member's name as the object spells it: a property or a method.
pub(crate) fn member_name(value: &Value, name: &str) -> Option<Str> {
    property_name(value, name).or_else(|| {
        member_names(value)
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The names of all members.
pub(crate) fn member_names(value: &Value) -> Vec<Str> {
    access::members(value)
        .into_iter()
        .filter(|member| !member.hidden)
        .map(|member| member.name)
        .collect()
}

/// What kind of member a name means.
pub(crate) fn member_kind(value: &Value, name: &str) -> &'static str {
    access::members(value)
        .iter()
        .find(|member| member.name.eq_ignore_ascii_case(name))
        .map_or("Property", |member| member.kind)
}

/// Whether type data gives the value a member of a name.
pub(crate) fn is_of_type_data(value: &Value, name: &str) -> bool {
    type_data::find(value, name).is_some()
}

/// Whether a name means a method.
pub(crate) fn is_method(value: &Value, name: &str) -> bool {
    property_name(value, name).is_none() && member_name(value, name).is_some()
}

/// All members of a value, as `Get-Member` lists them.
pub(crate) fn members(value: &Value) -> Vec<MemberView> {
    access::members(value)
}

/// All static members of a type.
pub(crate) fn static_members(ty: Type) -> Vec<MemberView> {
    access::static_members(ty)
}

/// A `PSMemberTypes` value by name.
pub(crate) fn member_type(kind: &str) -> Value {
    find_type("System.Management.Automation.PSMemberTypes")
        .and_then(|ty| access::enums::parse(ty, kind))
        .unwrap_or_default()
}

/// Members in a collection, as `-MemberType MemberSet` takes them.
pub(crate) fn members_of_collection(value: &Value) -> Vec<(Str, Member)> {
    let items = items(value).unwrap_or_else(|| vec![value.clone()]);
    items
        .iter()
        .filter_map(|item| {
            let view = access::ps_property::of(item)?;
            Some((view.name.clone(), view.member()?))
        })
        .collect()
}

/// Calls a method.
pub(crate) fn call_method(value: &Value, name: &str, arguments: &[Value]) -> Result<Value> {
    access::invoke_method(value, name, arguments)
}

/// Calls a static method.
pub(crate) fn call_static(ty: Type, name: &str, arguments: &[Value]) -> Result<Value> {
    access::invoke_static(ty, name, arguments)
}

/// Makes an object.
pub(crate) fn construct(ty: Type, arguments: &[Value]) -> Result<Value> {
    access::construct(ty, arguments)
}

/// Whether a type can be made at all, with arguments or without.
pub(crate) fn has_constructor(ty: Type, with_arguments: bool) -> bool {
    let mut constructors = ty.constructors.iter();
    if with_arguments || ty.class.is_some() {
        return constructors.next().is_some() || ty.class.is_some();
    }
    constructors.any(|constructor| constructor.signature.ends_with("()"))
}

/// A type by the name that a script writes.
pub(crate) fn find_type(name: &str) -> Option<Type> {
    match convert::to(&name.into(), system::TYPE).ok()?.data() {
        Some(Data::Type(ty)) => Some(*ty),
        _ => None,
    }
}

/// `PSObject.TypeNames`.
pub(crate) fn type_names(value: &Value) -> Vec<Str> {
    access::type_names(value)
}

/// Replaces the type names.
pub(crate) fn set_type_names(value: &Value, names: Vec<Str>) {
    access::type_names::set(value, names);
}

/// The text of a value as `ToString()` of the wrapped object gives it, in the current culture.
pub(crate) fn text(value: &Value) -> Str {
    match value {
        Value::Str(text) => text.clone(),
        Value::Object(_) if is_custom(value) || is_enumerable(value) => {
            convert::to_str(value).unwrap_or_default()
        }
        _ => string_form::net_text(value),
    }
}

/// The text of a value in the invariant culture.
pub(crate) fn invariant_text(value: &Value) -> Str {
    convert::to_str(value).unwrap_or_default()
}

/// The text that a cast to string gives.
pub(crate) fn cast_text(value: &Value) -> Str {
    convert::to_str(value).unwrap_or_default()
}

/// The text that .NET's own `ToString()` gives: of a collection, its type's name.
pub(crate) fn net_text(value: &Value) -> Str {
    string_form::net_text(value)
}

/// Whether a value counts as true.
pub(crate) fn truth(value: &Value) -> bool {
    convert::is_true(value)
}

fn case(ignore_case: bool) -> operators::Case {
    if ignore_case {
        operators::Case::Ignore
    } else {
        operators::Case::Exact
    }
}

/// Compares two values, the second converted to the first's type; `None` where that cannot be.
pub(crate) fn compare(a: &Value, b: &Value, ignore_case: bool) -> Option<Ordering> {
    if is_custom(a) && is_custom(b) {
        return Some(Ordering::Equal);
    }
    operators::order(a, b, case(ignore_case)).ok().flatten()
}

/// Compares two texts in the current culture.
pub(crate) fn compare_text(a: &str, b: &str, ignore_case: bool) -> Ordering {
    let options = if ignore_case {
        CompareOptions::IGNORE_CASE
    } else {
        CompareOptions::NONE
    };
    collation::compare(a, b, options, Culture::current())
}

/// A comparison operator by its token's name.
pub(crate) fn binary(name: &str, a: &Value, b: &Value) -> Result<Value> {
    let exact = name.starts_with('C');
    let case = case(!exact);
    Ok(match name.trim_start_matches(['I', 'C']) {
        "eq" => operators::eq(a, b, case)?,
        "ne" => operators::ne(a, b, case)?,
        "gt" => operators::gt(a, b, case)?,
        "ge" => operators::ge(a, b, case)?,
        "lt" => operators::lt(a, b, case)?,
        "le" => operators::le(a, b, case)?,
        "like" => operators::like(a, b, case)?,
        "notlike" => operators::not_like(a, b, case)?,
        "contains" => Value::Bool(operators::contains(a, b, case)?),
        "notcontains" => Value::Bool(operators::not_contains(a, b, case)?),
        "n" | "in" => Value::Bool(operators::is_in(a, b, case)?),
        "notin" => Value::Bool(operators::not_in(a, b, case)?),
        "s" => Value::Bool(operators::is(a, b)?),
        "sNot" => Value::Bool(operators::is_not(a, b)?),
        _ => Value::Null,
    })
}

/// `-match` and its kin; leaves `$Matches` behind.
pub(crate) fn match_operator(cx: &mut dyn Cx, name: &str, a: &Value, b: &Value) -> Result<Value> {
    let options = if name.starts_with('I') {
        RegexOptions::IGNORE_CASE
    } else {
        RegexOptions::NONE
    };
    let pattern = convert::to_str(b)?;
    let regex = regex::cached(&pattern, options).map_err(|error| {
        stint_object::raise::runtime("InvalidRegex", error.to_string(), b.clone())
    })?;
    let negated = name.ends_with("notmatch");
    if let Some(items) = items(a) {
        let mut kept = Vec::new();
        for item in items {
            if regex.is_match(&convert::to_str(&item)?) != negated {
                kept.push(item);
            }
        }
        return Ok(Value::array(kept));
    }
    let text = convert::to_str(a)?;
    let search = regex.search(&text);
    let Some(found) = search.first() else {
        return Ok(Value::Bool(negated));
    };
    let mut table = Dict::new(Comparer::IgnoreCase, Order::Buckets);
    for (slot, (number, name)) in regex.groups().iter().enumerate() {
        if let Some(text) = found.group_text(slot) {
            let key = match name.parse::<i32>() {
                Ok(_) => Value::Int32(i32::try_from(*number).unwrap_or(0)),
                Err(_) => Value::from(name.as_str()),
            };
            table.insert(key, Value::from(text.as_ref()));
        }
    }
    let table = Value::object(
        system::HASHTABLE,
        Data::Dict(stint_object::Lock::new(table)),
    );
    cx.session()
        .set_variable("Matches", table, &stint_cmdlet::session::Scope::Local)?;
    Ok(Value::Bool(!negated))
}

fn is_enumerable(value: &Value) -> bool {
    !value.is_null() && enumerate::is_enumerable(value)
}

/// The elements of what PowerShell enumerates; `None` for one object.
pub(crate) fn items(value: &Value) -> Option<Vec<Value>> {
    if is_enumerable(value) {
        enumerate::to_vec(value).ok()
    } else {
        None
    }
}

/// The elements of any collection, also where the pipeline does not enumerate it.
pub(crate) fn collection_items(value: &Value) -> Option<Vec<Value>> {
    items(value)
}

/// The entries of a dictionary, which the pipeline takes as one object.
pub(crate) fn entries(value: &Value) -> Option<Vec<Value>> {
    value.as_dict()?;
    let enumerator = call_method(value, "GetEnumerator", &[]).ok()?;
    enumerate::to_vec(&enumerator).ok()
}

/// Converts as a cast does.
pub(crate) fn convert(value: &Value, ty: Type) -> Result<Value> {
    convert::to(value, ty)
}

/// A number as a double, if the value is one or can be read as one; null is 0.
pub(crate) fn to_double(value: &Value) -> Option<f64> {
    match value {
        Value::Double(number) => Some(*number),
        Value::Int32(number) => Some(f64::from(*number)),
        _ => match convert::try_to(value, system::DOUBLE).ok()?? {
            Value::Double(number) => Some(number),
            _ => None,
        },
    }
}

/// The number that a text is written as in script.
pub(crate) fn number_from_text(text: &str) -> Result<Value> {
    operators::plus(&Value::from(text))
}

/// Formats with a .NET format string.
pub(crate) fn format(format: &str, value: &Value, culture: bool) -> Result<Str> {
    let _ = culture;
    let made = call_static(system::STRING, "Format", &[format.into(), value.clone()])?;
    Ok(made.as_str().cloned().unwrap_or_default())
}

/// A property expression from a parameter's value.
pub(crate) fn expression(value: &Value) -> Option<Expression> {
    Expression::of(value)
}

/// Whether it is a `pscustomobject`.
pub(crate) fn is_custom(value: &Value) -> bool {
    matches!(value.data(), Some(Data::Custom))
}

/// A `pscustomobject` with note properties.
pub(crate) fn custom(notes: &[(Str, Value)]) -> Value {
    let object = Object::new(system::PS_CUSTOM_OBJECT, Data::Custom);
    for (name, value) in notes {
        object.set_note(name, value.clone());
    }
    Value::Object(object)
}

/// The value with note properties: a custom object gets them itself, anything else is wrapped, so that they are not
/// seen where it is used otherwise.
pub(crate) fn with_notes(value: Value, notes: &[(Str, Value)]) -> Value {
    if is_custom(&value) {
        return with_notes_in_place(value, notes);
    }
    let mut bag = match &value {
        Value::Object(object) => object.added().bag.clone(),
        _ => stint_object::shape::Bag::default(),
    };
    for (name, note) in notes {
        bag.set(name, Member::Note(note.clone()));
    }
    let base = value.base().clone();
    let ty = base.ty().unwrap_or(system::OBJECT);
    Value::Object(Object::with_members(ty, Data::Wrapped(base), bag))
}

/// The value with note properties, which an object keeps wherever it is seen.
pub(crate) fn with_notes_in_place(value: Value, notes: &[(Str, Value)]) -> Value {
    match &value {
        Value::Object(object) => {
            notes
                .iter()
                .for_each(|(name, note)| object.set_note(name, note.clone()));
            value
        }
        _ => with_notes(value, notes),
    }
}

/// Properties that were added to the object itself.
pub(crate) fn added_properties(value: &Value) -> Vec<(Str, Value)> {
    let Value::Object(object) = value else {
        return Vec::new();
    };
    let added = object.added();
    added
        .bag
        .iter()
        .filter_map(|(name, member)| Some((name.clone(), member.note()?)))
        .collect()
}

/// All properties, as JSON shows an object: those of the type first. What cannot be read is null.
pub(crate) fn json_properties(value: &Value) -> Vec<(Str, Value)> {
    let mut views = access::properties(value);
    if !is_custom(value) {
        views.sort_by_key(|view| view.kind != access::PropertyKind::Property);
    }
    views
        .into_iter()
        .map(|view| (view.name.clone(), view.value().unwrap_or_default()))
        .collect()
}

/// The value as an object that can hold members: a scalar gets wrapped.
pub(crate) fn wrapped(value: Value) -> Value {
    match value {
        Value::Object(_) | Value::Null | Value::Nothing => value,
        scalar => {
            let ty = scalar.ty().unwrap_or(system::OBJECT);
            Value::object(ty, Data::Wrapped(scalar))
        }
    }
}

/// A pattern that means exactly this text.
pub(crate) fn escape_pattern(text: &str) -> String {
    wildcard::escape(text)
}

/// The local time now.
pub(crate) fn now() -> Result<Value> {
    Ok(access::get_static(system::DATE_TIME, "Now")?.unwrap_or_default())
}

/// The local time of seconds since 1970.
pub(crate) fn unix_time_to_local(seconds: i64) -> Result<Value> {
    let ticks = 621_355_968_000_000_000 + seconds.saturating_mul(10_000_000);
    let date = DateTimeTicks {
        ticks,
        kind: ticks::Kind::Utc,
    };
    call_method(
        &Value::object(system::DATE_TIME, Data::DateTime(date)),
        "ToLocalTime",
        &[],
    )
}

/// A date in ISO form with its kind kept.
pub(crate) fn round_trip_date(text: &str, as_offset: bool) -> Option<Value> {
    if as_offset {
        let ty = find_type("System.DateTimeOffset")?;
        return call_static(ty, "Parse", &[text.into()]).ok();
    }
    let style = Value::Int32(128);
    let culture = access::get_static(
        find_type("System.Globalization.CultureInfo")?,
        "InvariantCulture",
    )
    .ok()??;
    call_static(system::DATE_TIME, "Parse", &[text.into(), culture, style]).ok()
}

/// The type of `Write-Host`'s message.
pub(crate) fn host_information_message() -> Type {
    find_type("System.Management.Automation.HostInformationMessage").unwrap_or(system::OBJECT)
}

/// A `ScopedItemOptions` value.
pub(crate) fn scoped_options(bits: u32) -> Value {
    match find_type("System.Management.Automation.ScopedItemOptions") {
        Some(ty) => access::enums::value(ty, i64::from(bits)),
        None => Value::from(if bits == 0 { "None" } else { "" }),
    }
}

/// The bits of a `ScopedItemOptions` by name.
pub(crate) fn scoped_options_named(name: &str) -> Option<u32> {
    let ty = find_type("System.Management.Automation.ScopedItemOptions")?;
    match access::enums::parse(ty, name)?.data() {
        Some(Data::Enum(bits)) => u32::try_from(*bits).ok(),
        _ => None,
    }
}

/// The user's name.
pub(crate) fn user_name() -> String {
    std::env::var("USER")
        .or_else(|_| std::env::var("LOGNAME"))
        .unwrap_or_default()
}

/// The machine's name.
pub(crate) fn machine_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .map(|name| name.trim().to_owned())
        .unwrap_or_default()
}

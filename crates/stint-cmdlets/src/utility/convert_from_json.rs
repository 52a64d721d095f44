//! `ConvertFrom-Json`.

use crate::utility::json::read::{self, Json};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Category, ErrorRecord, exception};
use stint_object::members::Member;
use stint_object::shape::Bag;
use stint_object::types::{Type, TypeInfo, system};
use stint_object::{Data, Flow, Lock, Object, Str, Value};

/// Reads JSON as objects or hashtables.
#[derive(Params, Default)]
struct ConvertFromJson {
    input_object: Str,
    as_hashtable: bool,
    depth: Option<i32>,
    no_enumerate: bool,
    date_kind: i32,
    #[param(skip)]
    lines: Vec<Str>,
}

entry!(
    "ConvertFrom-Json",
    "ConvertFromJsonCommand",
    ConvertFromJson
);

/// `System.Management.Automation.OrderedHashtable`: a hashtable that keeps the order of its keys.
pub(crate) const ORDERED_HASHTABLE: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.OrderedHashtable").base(system::HASHTABLE);
    Type(&INFO)
};

/// `DateKind` values.
const LOCAL: i32 = 1;
const UTC: i32 = 2;
const OFFSET: i32 = 3;
const STRING: i32 = 4;

impl Cmdlet for ConvertFromJson {
    fn process(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.lines.push(self.input_object.clone());
        Ok(())
    }

    /// Several lines are one text each, unless the first is no JSON of its own.
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let lines = std::mem::take(&mut self.lines);
        match lines.as_slice() {
            [] => Ok(()),
            [one] => {
                let value = self.read(one)?;
                self.emit(cx, value)
            }
            [first, rest @ ..] => match self.read(first) {
                Ok(value) if !value.is_null() => {
                    self.emit(cx, value)?;
                    for line in rest {
                        let value = self.read(line)?;
                        self.emit(cx, value)?;
                    }
                    Ok(())
                }
                Err(Flow::Error(error))
                    if error.exception.ty() != Some(system::exceptions::ARGUMENT) =>
                {
                    Err(Flow::Error(error))
                }
                Ok(value) => {
                    self.emit(cx, value)?;
                    let value = self.read(&lines.join("\n"))?;
                    self.emit(cx, value)
                }
                Err(_) => {
                    let value = self.read(&lines.join("\n"))?;
                    self.emit(cx, value)
                }
            },
        }
    }
}

impl ConvertFromJson {
    fn emit(&self, cx: &mut dyn Cx, value: Value) -> Result<()> {
        match value.as_array() {
            Some(array) if !self.no_enumerate => cx.write_all(array.to_vec()),
            _ => cx.write(value),
        }
    }

    fn read(&self, text: &str) -> Result<Value> {
        match read::read(text, self.depth.unwrap_or(read::DEPTH)) {
            Ok(None) => Ok(Value::Null),
            Ok(Some(json)) => self.value(json),
            Err(message) => {
                let exception = exception(
                    system::exceptions::ARGUMENT,
                    format!("Conversion from JSON failed with error: {message}"),
                );
                Err(ErrorRecord::of(
                    exception,
                    "System.ArgumentException",
                    Category::NotSpecified,
                    Value::Null,
                )
                .into())
            }
        }
    }

    fn value(&self, json: Json) -> Result<Value> {
        match json {
            Json::Leaf(value) => Ok(value),
            Json::Text(text) => self.text(text),
            Json::List(items) => items
                .into_iter()
                .map(|item| self.value(item))
                .collect::<Result<_>>()
                .map(Value::array),
            Json::Map(entries) if self.as_hashtable => {
                let mut dict = Dict::new(Comparer::Exact, Order::Added);
                for (name, json) in entries {
                    dict.insert(name.into(), self.value(json)?);
                }
                Ok(Value::object(
                    ORDERED_HASHTABLE,
                    Data::Dict(Lock::new(dict)),
                ))
            }
            Json::Map(entries) => self.object(entries),
        }
    }

    fn object(&self, entries: Vec<(String, Json)>) -> Result<Value> {
        let mut bag = Bag::default();
        for (name, json) in entries {
            if name.is_empty() {
                let text = "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.";
                return Err(refused("EmptyKeyInJsonString", text.into()));
            }
            if let Some((known, _)) = bag
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(&name))
            {
                return Err(refused(
                    "KeysWithDifferentCasingInJsonString",
                    format!(
                        "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '{known}' was '{name}'."
                    ),
                ));
            }
            bag.set(&name, Member::Note(self.value(json)?));
        }
        Ok(Value::Object(Object::with_members(
            system::PS_CUSTOM_OBJECT,
            Data::Custom,
            bag,
        )))
    }

    /// A text that is written as a date is one, unless `-DateKind String` says otherwise.
    fn text(&self, text: String) -> Result<Value> {
        if self.date_kind == STRING || !read::looks_like_date(&text) {
            return Ok(text.into());
        }
        match values::round_trip_date(&text, self.date_kind == OFFSET) {
            Some(date) => match self.date_kind {
                LOCAL => values::call_method(&date, "ToLocalTime", &[]),
                UTC => values::call_method(&date, "ToUniversalTime", &[]),
                _ => Ok(date),
            },
            None => Ok(text.into()),
        }
    }
}

fn refused(id: &'static str, text: String) -> Flow {
    ErrorRecord::new(
        id,
        Category::InvalidOperation,
        system::exceptions::INVALID_OPERATION,
        text,
    )
    .into()
}

//! `Measure-Object`, and what it finds.

use crate::expression::Expression;
use crate::values;
use std::cmp::Ordering;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::types::{Property, Type, TypeInfo, settable, system};
use stint_object::{Flow, Lock, Object, Str, Value};

/// Counts objects, and measures numbers or text in them.
#[derive(Params, Default)]
struct MeasureObject {
    input_object: Value,
    property: Vec<Value>,
    standard_deviation: bool,
    sum: bool,
    all_stats: bool,
    average: bool,
    maximum: bool,
    minimum: bool,
    line: bool,
    word: bool,
    character: bool,
    ignore_white_space: bool,
    #[param(skip)]
    expressions: Vec<Expression>,
    #[param(skip)]
    measured: Vec<(Str, Statistics)>,
    #[param(skip)]
    not_numeric: bool,
    #[param(skip)]
    any: bool,
}

entry!("Measure-Object", "MeasureObjectCommand", MeasureObject);

#[derive(Default)]
struct Statistics {
    count: i32,
    sum: f64,
    variance: f64,
    max: Value,
    min: Value,
    lines: i32,
    words: i32,
    characters: i32,
}

impl Cmdlet for MeasureObject {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        if self.all_stats {
            (self.sum, self.standard_deviation, self.average) = (true, true, true);
            (self.maximum, self.minimum) = (true, true);
        }
        self.expressions = self
            .property
            .iter()
            .filter_map(values::expression)
            .collect();
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if object.is_null() {
            return Ok(());
        }
        self.any = true;
        if self.property.is_empty() {
            return self.measure(cx, "$_".into(), object.base());
        }
        let mut counted: Vec<Str> = Vec::new();
        for at in 0..self.expressions.len() {
            let expression = self.expressions[at].clone();
            let resolved = expression.resolve(&object, true);
            if resolved.is_empty() && !expression.is_pattern() {
                self.place(&expression.text());
            }
            for one in resolved {
                let name = one.text();
                if counted
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(&name))
                {
                    continue;
                }
                if let Some(found) = one.values(cx, &object, true)?.into_iter().next() {
                    let value = found.value.unwrap_or_default();
                    self.measure(cx, name.clone(), &value)?;
                    counted.push(name);
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.any && self.property.is_empty() {
            self.place(&"$_".into());
        }
        let text = cx.parameter_set() == "TextMeasure";
        for (name, found) in std::mem::take(&mut self.measured) {
            if found.count == 0 && !self.property.is_empty() {
                if cx.session().strict_mode() >= 2 {
                    cx.error(not_found(&name, text))?;
                }
                continue;
            }
            let property = if self.property.is_empty() {
                Value::Null
            } else {
                Value::Str(name)
            };
            let made = if text {
                self.text_info(&found, property)
            } else {
                self.generic_info(&found, property)
            };
            cx.write(made)?;
        }
        Ok(())
    }
}

fn not_found(name: &str, text: bool) -> ErrorRecord {
    let id = if text {
        "TextMeasurePropertyNotFound"
    } else {
        "GenericMeasurePropertyNotFound"
    };
    let message = format!(
        "Cannot process argument because the value of argument \"{name}\" is not valid. Change the value of the \"{name}\" argument and run the operation again."
    );
    let record = ErrorRecord::new(
        id,
        Category::ObjectNotFound,
        system::exceptions::PS_ARGUMENT,
        message,
    );
    let details = format!("The property \"{name}\" cannot be found in the input for any objects.");
    record.state.lock().details = Some((details.into(), Str::default()));
    record
}

impl MeasureObject {
    /// Where the statistics of a property stand, which are begun when there are none.
    fn place(&mut self, name: &Str) -> usize {
        let known = self
            .measured
            .iter()
            .position(|(known, _)| known == name || known.eq_ignore_ascii_case(name));
        known.unwrap_or_else(|| {
            self.measured.push((name.clone(), Statistics::default()));
            self.measured.len() - 1
        })
    }

    fn measure(&mut self, cx: &mut dyn Cx, name: Str, value: &Value) -> Result<()> {
        let (line, word, character, ignore) = (
            self.line,
            self.word,
            self.character,
            self.ignore_white_space,
        );
        let at = self.place(&name);
        let found = &mut self.measured[at].1;
        found.count += 1;
        if line || word || character {
            let text = if value.is_null() {
                Str::default()
            } else {
                values::text(value)
            };
            found.lines += count_lines(&text);
            found.words += count(text.split_whitespace().count());
            found.characters += count_characters(&text, ignore);
        }
        if self.average || self.sum || self.standard_deviation {
            let Some(number) = values::to_double(value) else {
                self.not_numeric = true;
                let text = format!("Input object \"{}\" is not numeric.", values::text(value));
                return cx.error(
                    ErrorRecord::new(
                        "NonNumericInputObject",
                        Category::InvalidType,
                        system::exceptions::PS_INVALID_OPERATION,
                        text,
                    )
                    .with_target(value.clone()),
                );
            };
            let deviation = self.standard_deviation;
            self.measured[at].1.add(number, deviation);
        }
        let (minimum, maximum) = (self.minimum, self.maximum);
        let found = &mut self.measured[at].1;
        if minimum && is_beyond(value, &found.min, Ordering::Greater)? {
            found.min = value.clone();
        }
        if maximum && is_beyond(value, &found.max, Ordering::Less)? {
            found.max = value.clone();
        }
        Ok(())
    }

    fn generic_info(&self, found: &Statistics, property: Value) -> Value {
        let number = |wanted: bool, value: f64| {
            if wanted && !self.not_numeric {
                Value::Double(value)
            } else {
                Value::Null
            }
        };
        let numeric = |value: &Value| value.is_null() || values::to_double(value).is_some();
        let generic = numeric(&found.min) && numeric(&found.max);
        let edge = |value: &Value| match values::to_double(value) {
            Some(number) if generic && !value.is_null() => Value::Double(number),
            _ => value.clone(),
        };
        let info = MeasureInfo {
            count: Value::Int32(found.count),
            average: number(
                self.average && found.count > 0,
                found.sum / f64::from(found.count),
            ),
            sum: number(self.sum, found.sum),
            maximum: edge(&found.max),
            minimum: edge(&found.min),
            // The object form never gets it: so does PowerShell.
            standard_deviation: if generic {
                number(self.standard_deviation, found.variance.sqrt())
            } else {
                Value::Null
            },
            property,
            ..MeasureInfo::default()
        };
        info.object(if generic {
            GENERIC_MEASURE_INFO
        } else {
            GENERIC_OBJECT_MEASURE_INFO
        })
    }

    fn text_info(&self, found: &Statistics, property: Value) -> Value {
        let number = |wanted: bool, value: i32| {
            if wanted {
                Value::Int32(value)
            } else {
                Value::Null
            }
        };
        let info = MeasureInfo {
            lines: number(self.line, found.lines),
            words: number(self.word, found.words),
            characters: number(self.character, found.characters),
            property,
            ..MeasureInfo::default()
        };
        info.object(TEXT_MEASURE_INFO)
    }
}

impl Statistics {
    fn add(&mut self, number: f64, deviation: bool) {
        let before = self.sum;
        self.sum += number;
        if deviation && self.count > 1 {
            let count = f64::from(self.count);
            let average = before / (count - 1.0);
            self.variance *= (count - 2.0) / (count - 1.0);
            self.variance += (number - average) * (number - average) / count;
        }
    }
}

/// Whether a value takes the place of the extreme so far, which compares to it in this way.
fn is_beyond(value: &Value, known: &Value, wanted: Ordering) -> Result<bool> {
    if known.is_null() {
        return Ok(true);
    }
    let number = |value: &Value| {
        values::to_double(value)
            .filter(|_| !value.is_null())
            .map_or_else(|| value.clone(), Value::Double)
    };
    let (mut current, mut known) = (number(value), number(known));
    if !current.is_null() && current.ty() != known.ty() {
        (current, known) = (
            Value::Str(values::text(&current)),
            Value::Str(values::text(&known)),
        );
    }
    match values::compare(&known, &current, false) {
        Some(order) => Ok(order == wanted),
        None => {
            let text = format!(
                "Cannot compare \"{}\" to \"{}\" because the objects are not the same type or the object \"{}\" does not implement \"IComparable\".",
                values::text(&known),
                values::text(&current),
                values::text(&known)
            );
            Err(Flow::from(ErrorRecord::new(
                "PSArgumentException",
                Category::NotSpecified,
                system::exceptions::PS_ARGUMENT,
                text,
            )))
        }
    }
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn count_lines(text: &str) -> i32 {
    count(text.matches('\n').count() + usize::from(!text.is_empty() && !text.ends_with('\n')))
}

fn count_characters(text: &str, ignore_white_space: bool) -> i32 {
    count(
        text.chars()
            .filter(|c| !ignore_white_space || !c.is_whitespace())
            .map(char::len_utf16)
            .sum(),
    )
}

/// The payload of the measure objects; each type shows some of it.
#[derive(Default)]
struct MeasureInfo {
    count: Value,
    average: Value,
    sum: Value,
    maximum: Value,
    minimum: Value,
    standard_deviation: Value,
    lines: Value,
    words: Value,
    characters: Value,
    property: Value,
}

/// It can be set from scripts.
struct Shared(Lock<MeasureInfo>);

impl Opaque for Shared {}

impl MeasureInfo {
    fn object(self, ty: Type) -> Value {
        Value::Object(Object::opaque(ty, Shared(Lock::new(self))))
    }
}

macro_rules! field {
    ($signature:literal, $field:ident) => {
        settable(
            $signature,
            |this| {
                Ok(this
                    .payload::<Shared>()
                    .map(|info| info.0.lock().$field.clone())
                    .unwrap_or_default())
            },
            |this, value| {
                if let Some(info) = this.payload::<Shared>() {
                    info.0.lock().$field = value;
                }
                Ok(())
            },
        )
    };
}

macro_rules! info {
    ($(#[$doc:meta])* $name:ident = $full:literal, $fields:expr) => {
        $(#[$doc])*
        pub(crate) const $name: Type = {
            static FIELDS: &[Property] = $fields;
            static INFO: TypeInfo = TypeInfo::class($full).base(MEASURE_INFO).properties(FIELDS);
            Type(&INFO)
        };
    };
}

/// `Microsoft.PowerShell.Commands.MeasureInfo`.
pub(crate) const MEASURE_INFO: Type = {
    static FIELDS: &[Property] = &[field!("string Property {get;set;}", property)];
    static INFO: TypeInfo =
        TypeInfo::class("Microsoft.PowerShell.Commands.MeasureInfo").properties(FIELDS);
    Type(&INFO)
};

info!(
    /// `Microsoft.PowerShell.Commands.GenericMeasureInfo`.
    GENERIC_MEASURE_INFO = "Microsoft.PowerShell.Commands.GenericMeasureInfo",
    &[
        field!("int Count {get;set;}", count),
        field!("System.Nullable[double] Average {get;set;}", average),
        field!("System.Nullable[double] Sum {get;set;}", sum),
        field!("System.Nullable[double] Maximum {get;set;}", maximum),
        field!("System.Nullable[double] Minimum {get;set;}", minimum),
        field!("System.Nullable[double] StandardDeviation {get;set;}", standard_deviation),
    ]
);
info!(
    /// `Microsoft.PowerShell.Commands.GenericObjectMeasureInfo`.
    GENERIC_OBJECT_MEASURE_INFO = "Microsoft.PowerShell.Commands.GenericObjectMeasureInfo",
    &[
        field!("int Count {get;set;}", count),
        field!("System.Nullable[double] Average {get;set;}", average),
        field!("System.Nullable[double] Sum {get;set;}", sum),
        field!("System.Object Maximum {get;set;}", maximum),
        field!("System.Object Minimum {get;set;}", minimum),
        field!("System.Nullable[double] StandardDeviation {get;set;}", standard_deviation),
    ]
);
info!(
    /// `Microsoft.PowerShell.Commands.TextMeasureInfo`.
    TEXT_MEASURE_INFO = "Microsoft.PowerShell.Commands.TextMeasureInfo",
    &[
        field!("System.Nullable[int] Lines {get;set;}", lines),
        field!("System.Nullable[int] Words {get;set;}", words),
        field!("System.Nullable[int] Characters {get;set;}", characters),
    ]
);

//! `Get-Random` and `Get-SecureRandom`.

use crate::utility::random::{Generator, Kept};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Draws numbers, or picks from a list.
#[derive(Params, Default)]
struct GetRandom {
    set_seed: Option<i32>,
    #[param(flatten)]
    draw: Draw,
}

entry!("Get-Random", "GetRandomCommand", GetRandom);

/// What both cmdlets know.
#[derive(Params, Default)]
pub(crate) struct Draw {
    maximum: Value,
    minimum: Value,
    input_object: Vec<Value>,
    count: Option<i32>,
    shuffle: bool,
    #[param(skip)]
    is_list: bool,
    #[param(skip)]
    chosen: Vec<Value>,
    #[param(skip)]
    seen: i32,
    #[param(skip)]
    generator: Option<Generator>,
}

impl Cmdlet for GetRandom {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let kept = cx.slots().get_or_insert(Kept::default);
        if let Some(seed) = self.set_seed {
            *kept.0.lock() = Some(Generator::seeded(seed));
        }
        self.draw.generator = kept.0.lock().take();

        self.draw.begin(cx)
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.draw.process(cx)
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let result = self.draw.end(cx);
        if let Some(generator @ Generator::Seeded(_)) = self.draw.generator.take() {
            *cx.slots().get_or_insert(Kept::default).0.lock() = Some(generator);
        }
        result
    }
}

pub(crate) mod secure {
    use super::*;

    /// `Get-SecureRandom`: never seeded.
    #[derive(Params, Default)]
    struct GetSecureRandom {
        #[param(flatten)]
        draw: Draw,
    }

    entry!(
        "Get-SecureRandom",
        "GetSecureRandomCommand",
        GetSecureRandom
    );

    impl Cmdlet for GetSecureRandom {
        fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
            self.draw.begin(cx)
        }
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            self.draw.process(cx)
        }
        fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
            self.draw.end(cx)
        }
    }
}

impl Draw {
    fn generator(&mut self) -> &mut Generator {
        self.generator.get_or_insert(Generator::System)
    }

    fn wanted(&self) -> i32 {
        self.count.unwrap_or(1)
    }

    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let bounded = !self.maximum.is_null() || !self.minimum.is_null();
        self.is_list =
            cx.expects_input() && !bounded || cx.parameter_set() != "RandomNumberParameterSet";
        if !self.is_list
            && let Some(list) = self.maximum.as_array()
        {
            self.input_object = list.to_vec();
            self.is_list = true;
        }
        if self.is_list {
            return Ok(());
        }
        for number in self.numbers()? {
            cx.write(number)?;
        }
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<Value>> {
        let (high, low) = (operand(&self.maximum)?, operand(&self.minimum)?);
        let count = self.wanted();
        match (&low, &high) {
            (Value::Null | Value::Int32(_), Value::Null | Value::Int32(_)) => {
                let (low, high) = (int(&low).unwrap_or(0), int(&high).unwrap_or(i32::MAX));
                if low >= high {
                    return Err(out_of_order(&low, &high));
                }
                Ok((0..count)
                    .map(|_| Value::Int32(self.generator().between(low, high)))
                    .collect())
            }
            (
                Value::Null | Value::Int32(_) | Value::Int64(_),
                Value::Null | Value::Int32(_) | Value::Int64(_),
            ) => {
                let (low, high) = (long(&low).unwrap_or(0), long(&high).unwrap_or(i64::MAX));
                if low >= high {
                    return Err(out_of_order(&low, &high));
                }
                Ok((0..count)
                    .map(|_| Value::Int64(self.generator().between_long(low, high)))
                    .collect())
            }
            _ => {
                let (low, high) = (double(&low, 0.0)?, double(&high, f64::MAX)?);
                if low >= high {
                    return Err(out_of_order(
                        &values::text(&Value::Double(low)),
                        &values::text(&Value::Double(high)),
                    ));
                }
                Ok((0..count)
                    .map(|_| Value::Double(self.generator().between_double(low, high)))
                    .collect())
            }
        }
    }

    fn process(&mut self, _: &mut dyn Cx) -> Result<()> {
        if !self.is_list {
            return Ok(());
        }
        let mut items = std::mem::take(&mut self.input_object);
        if items.is_empty() {
            items.push(Value::Null);
        }
        let wanted = self.wanted();
        for item in items {
            if self.shuffle || self.seen < wanted {
                self.chosen.push(item);
            } else {
                let seen = self.seen;
                if self.generator().between(0, seen + 1) < wanted {
                    let count = i32::try_from(self.chosen.len()).unwrap_or(i32::MAX);
                    let at = self.generator().between(0, count);
                    self.chosen[at as usize] = item;
                }
            }
            self.seen += 1;
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.is_list {
            return Ok(());
        }
        let mut chosen = std::mem::take(&mut self.chosen);
        let count = i32::try_from(chosen.len()).unwrap_or(i32::MAX);
        for at in 0..count {
            let drawn = self.generator().between(at, count);
            cx.write(chosen[drawn as usize].clone())?;
            chosen[drawn as usize] = chosen[at as usize].clone();
        }
        Ok(())
    }
}

/// A string stands for the number it is written as.
fn operand(value: &Value) -> Result<Value> {
    match value.base() {
        Value::Str(text) => values::number_from_text(text),
        other => Ok(other.clone().or_null()),
    }
}

fn int(value: &Value) -> Option<i32> {
    if let Value::Int32(number) = value {
        Some(*number)
    } else {
        None
    }
}

fn long(value: &Value) -> Option<i64> {
    match value {
        Value::Int64(number) => Some(*number),
        other => int(other).map(i64::from),
    }
}

fn double(value: &Value, default: f64) -> Result<f64> {
    if value.is_null() {
        return Ok(default);
    }
    match values::convert(value, system::DOUBLE)? {
        Value::Double(number) => Ok(number),
        _ => Ok(default),
    }
}

fn out_of_order(low: &dyn std::fmt::Display, high: &dyn std::fmt::Display) -> stint_object::Flow {
    let text: Str = format!(
        "The Minimum value ({low}) cannot be greater than or equal to the Maximum value ({high})."
    )
    .into();
    ErrorRecord::new(
        "MinGreaterThanOrEqualMax",
        Category::InvalidArgument,
        system::exceptions::ARGUMENT,
        text,
    )
    .into()
}

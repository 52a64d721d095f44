//! Reads the few forms of values and pipelines that need no evaluator. What it cannot read is left to the real engine.

use stint_format::Parameters;
use stint_format::parameters::{Use, columns};
use stint_format::view::Shape;
use stint_object::types::system;
use stint_object::{Data, Object, Value};

/// A rendering: `$x | Format-Table ... | Out-String -Width N`.
pub struct Pipeline {
    pub format: Option<(Shape, Parameters)>,
    pub width: usize,
}

pub fn read_pipeline(text: &str) -> Option<Pipeline> {
    let mut stages = text.strip_prefix("$x | ")?.split(" | ");
    let mut stage = stages.next()?;
    let mut format = None;
    if let Some(rest) = stage.strip_prefix("Format-") {
        format = Some(read_format(rest)?);
        stage = stages.next()?;
    }
    let width = stage.strip_prefix("Out-String -Width ")?.parse().ok()?;
    Some(Pipeline { format, width })
}

fn read_format(text: &str) -> Option<(Shape, Parameters)> {
    let mut words = text.split(' ');
    let shape = match words.next()? {
        "Table" => Shape::Table,
        "List" => Shape::List,
        "Wide" => Shape::Wide,
        "Custom" => Shape::Complex,
        _ => return None,
    };
    let mut parameters = Parameters::default();
    for word in words {
        match word {
            "-AutoSize" => parameters.autosize = Some(true),
            "-Wrap" => parameters.wrap = Some(true),
            "*" => parameters.properties = columns(&[Value::from("*")], Use::Table).ok()?,
            _ => return None,
        }
    }
    Some((shape, parameters))
}

/// A value, if all of the text is one that can be read here.
pub fn read_value(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text };
    let value = reader.value()?;
    reader.rest.trim().is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn eat(&mut self, start: &str) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(start)?;
        Some(())
    }

    fn value(&mut self) -> Option<Value> {
        if self.eat("[pscustomobject]@{").is_some() {
            return self.object();
        }
        if self.eat("@(").is_some() {
            return self.items(")").map(Value::array);
        }
        if self.eat("[double]::NaN").is_some() {
            return Some(Value::Double(f64::NAN));
        }
        if self.eat("'").is_some() {
            return self.text("'");
        }
        if self.eat("\"").is_some() {
            return self.text("\"").map(|value| {
                Value::from(value.as_str().map_or("", |text| text).replace("`n", "\n"))
            });
        }
        for (name, value) in [("$true", Value::Bool(true)), ("$null", Value::Null)] {
            if self.eat(name).is_some() {
                return Some(value);
            }
        }
        self.number()
    }

    fn text(&mut self, quote: &str) -> Option<Value> {
        let (text, rest) = self.rest.split_once(quote)?;
        self.rest = rest;
        Some(Value::from(text))
    }

    fn number(&mut self) -> Option<Value> {
        let text = self.rest.trim_start();
        let end = text
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
            .unwrap_or(text.len());
        if text[..end].contains("..") || text[end..].starts_with(['d', 'n', 'e']) {
            return None;
        }
        let number = &text[..end];
        self.rest = &text[end..];
        match number.parse::<i32>() {
            Ok(number) => Some(Value::Int32(number)),
            Err(_) => number.parse().ok().map(Value::Double),
        }
    }

    fn items(&mut self, end: &str) -> Option<Vec<Value>> {
        let mut items = Vec::new();
        while self.eat(end).is_none() {
            items.push(self.value()?);
            let _ = self.eat(",").or_else(|| self.eat(";"));
        }
        Some(items)
    }

    fn object(&mut self) -> Option<Value> {
        let object = Object::new(system::PS_CUSTOM_OBJECT, Data::Custom);
        while self.eat("}").is_none() {
            let (name, rest) = self.rest.split_once('=')?;
            self.rest = rest;
            object.set_note(name.trim().trim_matches('\''), self.value()?);
            let _ = self.eat(";");
        }
        Some(Value::Object(object))
    }
}

//! The recorded tables of operators and conversions, as far as this small reader of expressions goes: literals, casts, static members
//! and one operator. The whole tables are run by the program itself (`cases/tables/run-table.ps1`).

#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::operators::{self, Case, Comparison};
use stint_object::script_block::{Call, ScriptBlock};
use stint_object::types::{resolve, system};
use stint_object::{Data, Flow, Lock, Result, Str, Value, access, convert, enumerate};

struct Block(Str);

impl ScriptBlock for Block {
    fn call(&self, _: Call<'_>) -> Result<Vec<Value>> {
        Err(ErrorRecord::new(
            "CommandNotFoundException",
            Category::ObjectNotFound,
            system::exceptions::COMMAND_NOT_FOUND,
            "The term 'sb' is not recognized.",
        )
        .into())
    }
    fn text(&self) -> Str {
        self.0.clone()
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// Why a row does not count: the reader does not know its syntax.
enum Stop {
    Unknown,
    Error(Flow),
}

impl From<Flow> for Stop {
    fn from(flow: Flow) -> Self {
        Stop::Error(flow)
    }
}

type Read<T> = std::result::Result<T, Stop>;

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, text: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn need(&mut self, text: &str) -> Read<()> {
        if self.take(text) {
            Ok(())
        } else {
            Err(Stop::Unknown)
        }
    }

    fn word(&mut self) -> String {
        let end = self
            .rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn all(&mut self) -> Read<Value> {
        let value = self.expression()?;
        self.skip();
        if self.rest.is_empty() {
            Ok(value)
        } else {
            Err(Stop::Unknown)
        }
    }

    fn expression(&mut self) -> Read<Value> {
        self.skip();
        for (name, run) in UNARY {
            if self.rest.starts_with(name) && self.rest[name.len()..].starts_with([' ', '(']) {
                self.rest = &self.rest[name.len()..];
                let value = self.unary()?;
                return Ok(run(&value)?);
            }
        }
        let mut left = self.list()?;
        loop {
            self.skip();
            let Some((name, run)) = BINARY.iter().find(|(name, _)| {
                self.rest.strip_prefix(name).is_some_and(|rest| {
                    rest.starts_with([' ', '(']) || *name == ".." || *name == "/"
                })
            }) else {
                return Ok(left);
            };
            self.rest = &self.rest[name.len()..];
            let right = self.list()?;
            left = run(&left, &right)?;
        }
    }

    fn list(&mut self) -> Read<Value> {
        if self.take(",") {
            let one = self.unary()?;
            return Ok(Value::array(vec![one]));
        }
        let first = self.unary()?;
        self.skip();
        if !self.rest.starts_with(',') {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.take(",") {
            items.push(self.unary()?);
        }
        Ok(Value::array(items))
    }

    fn unary(&mut self) -> Read<Value> {
        self.skip();
        let bytes = self.rest.as_bytes();
        match bytes {
            [b'-', b'0'..=b'9', ..] => self.number(),
            [b'-', ..] => {
                self.rest = &self.rest[1..];
                Ok(operators::negate(&self.unary()?)?)
            }
            [b'+', ..] => {
                self.rest = &self.rest[1..];
                Ok(operators::plus(&self.unary()?)?)
            }
            [b'!', ..] => {
                self.rest = &self.rest[1..];
                Ok(operators::not(&self.unary()?))
            }
            _ => self.postfix(),
        }
    }

    fn postfix(&mut self) -> Read<Value> {
        let mut value = self.primary()?;
        while let Some(rest) = self.rest.strip_prefix('[') {
            self.rest = rest;
            let index = self.expression()?;
            self.need("]")?;
            value = operators::index::get(&value, &[index], operators::index::Strict::Off)?;
        }
        Ok(value)
    }

    fn primary(&mut self) -> Read<Value> {
        self.skip();
        if self.take("@{") {
            return self.hash(system::HASHTABLE, Order::Buckets);
        }
        if self.take("@(") {
            if self.take(")") {
                return Ok(Value::array(Vec::new()));
            }
            let value = self.expression()?;
            self.need(")")?;
            return Ok(Value::array(enumerate_or_one(&value)));
        }
        if self.take("(") {
            let value = self.expression()?;
            self.need(")")?;
            return Ok(value);
        }
        if self.take("{") {
            let end = self.rest.find('}').ok_or(Stop::Unknown)?;
            let text = Str::from(&self.rest[..end]);
            self.rest = &self.rest[end + 1..];
            return Ok(Value::object(
                system::SCRIPT_BLOCK,
                Data::ScriptBlock(Arc::new(Block(text))),
            ));
        }
        if self.take("'") {
            let end = self.rest.find('\'').ok_or(Stop::Unknown)?;
            let text = Value::str(&self.rest[..end]);
            self.rest = &self.rest[end + 1..];
            return Ok(text);
        }
        if self.take("$") {
            return match self.word().as_str() {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                "null" => Ok(Value::Null),
                _ => Err(Stop::Unknown),
            };
        }
        if self.rest.starts_with('[') {
            return self.typed();
        }
        self.number()
    }

    fn number(&mut self) -> Read<Value> {
        let mut end = 0;
        let bytes = self.rest.as_bytes();
        while end < bytes.len() {
            let c = bytes[end];
            let sign = (c == b'-' || c == b'+') && (end == 0 || bytes[end - 1] == b'e');
            let dots = c == b'.' && bytes.get(end + 1) == Some(&b'.');
            if !(c.is_ascii_alphanumeric() || c == b'.' || sign) || dots {
                break;
            }
            end += 1;
        }
        let (text, rest) = self.rest.split_at(end);
        use stint_object::text::number_parse::{ScannedNumber, scan_number};
        if text.is_empty() {
            return Err(Stop::Unknown);
        }
        self.rest = rest;
        match scan_number(text).ok_or(Stop::Unknown)? {
            ScannedNumber::Integer(ty, v) => Ok(convert::number::integer_value(ty, v).unwrap()),
            ScannedNumber::BigInteger(v) => Ok(convert::number::big_integer(v)),
            ScannedNumber::Decimal(v) => Ok(convert::number::decimal(v)),
            ScannedNumber::Double(v) => Ok(Value::Double(v)),
        }
    }

    fn typed(&mut self) -> Read<Value> {
        let mut depth = 0;
        let end = self
            .rest
            .char_indices()
            .find(|(_, c)| {
                depth += match c {
                    '[' => 1,
                    ']' => -1,
                    _ => 0,
                };
                depth == 0
            })
            .ok_or(Stop::Unknown)?
            .0;
        let name = self.rest[1..end].to_owned();
        self.rest = &self.rest[end + 1..];
        let lower = name.to_ascii_lowercase();
        if lower == "ordered" && self.take("@{") {
            return self.hash(system::ORDERED_DICTIONARY, Order::Added);
        }
        if lower == "ordered" {
            return Err(Stop::Unknown);
        }
        let ty = match resolve::find(&name) {
            Some(ty) => ty,
            None => return Err(Stop::Unknown),
        };
        if self.rest.starts_with("::") {
            self.rest = &self.rest[2..];
            let member = self.word();
            if !self.rest.starts_with('(') {
                let value = access::get_static(ty, &member)?;
                return value.ok_or(Stop::Unknown);
            }
            self.rest = &self.rest[1..];
            let mut args = Vec::new();
            if !self.take(")") {
                args = match self.list()? {
                    value if value.as_array().is_some() => enumerate::to_vec(&value)?,
                    value => vec![value],
                };
                self.need(")")?;
            }
            return if member == "new" {
                Ok(access::construct(ty, &args)?)
            } else {
                Ok(access::invoke_static(ty, &member, &args)?)
            };
        }
        self.skip();
        if self.rest.is_empty() || self.rest.starts_with([')', ' ', ',']) {
            return Ok(Value::from(ty));
        }
        let value = self.unary()?;
        let ty = if lower == "pscustomobject" {
            system::PS_CUSTOM_OBJECT
        } else {
            ty
        };
        Ok(convert::to(&value, ty)?)
    }

    fn hash(&mut self, ty: stint_object::Type, order: Order) -> Read<Value> {
        let mut dict = Dict::new(Comparer::IgnoreCase, order);
        while !self.take("}") {
            self.skip();
            let key = self.word();
            self.need("=")?;
            let value = self.expression()?;
            dict.insert(Value::str(key), value);
            self.take(";");
        }
        Ok(Value::object(ty, Data::Dict(Lock::new(dict))))
    }
}

fn enumerate_or_one(value: &Value) -> Vec<Value> {
    match enumerate::items(value) {
        Ok(Some(items)) => items.map(|item| item.unwrap()).collect(),
        _ => vec![value.clone()],
    }
}

type Unary = fn(&Value) -> Result<Value>;
type Binary = fn(&Value, &Value) -> Result<Value>;

static UNARY: &[(&str, Unary)] = &[
    ("-not", |v| Ok(operators::not(v))),
    ("-bnot", operators::bnot),
    ("-join", operators::join_all),
    ("-split", operators::split_words),
];

macro_rules! comparison {
    ($op:ident, $case:ident) => {
        |a, b| operators::compare(Comparison::$op, a, b, Case::$case)
    };
}

static BINARY: &[(&str, Binary)] = &[
    ("..", operators::range),
    ("+", operators::add),
    ("-", operators::subtract),
    ("*", operators::multiply),
    ("/", operators::divide),
    ("%", operators::remainder),
    ("??", |a, b| {
        Ok(if a.is_null() { b.clone() } else { a.clone() })
    }),
    ("-and", |a, b| {
        Ok(Value::Bool(convert::to_bool(a) && convert::to_bool(b)))
    }),
    ("-xor", |a, b| {
        Ok(Value::Bool(convert::to_bool(a) != convert::to_bool(b)))
    }),
    ("-band", operators::band),
    ("-bor", operators::bor),
    ("-bxor", operators::bxor),
    ("-shl", operators::shl),
    ("-shr", operators::shr),
    ("-eq", comparison!(Eq, Ignore)),
    ("-ceq", comparison!(Eq, Exact)),
    ("-ne", comparison!(Ne, Ignore)),
    ("-gt", comparison!(Gt, Ignore)),
    ("-ge", comparison!(Ge, Ignore)),
    ("-lt", comparison!(Lt, Ignore)),
    ("-ilt", comparison!(Lt, Ignore)),
    ("-le", comparison!(Le, Ignore)),
    ("-like", |a, b| operators::like(a, b, Case::Ignore)),
    ("-match", |a, b| {
        Ok(operators::matches(a, b, Case::Ignore)?.result)
    }),
    ("-replace", |a, b| {
        operators::replace(a, b, Case::Ignore, "-replace")
    }),
    ("-split", |a, b| operators::split(a, b, Case::Ignore)),
    ("-join", operators::join),
    ("-contains", |a, b| {
        operators::contains(a, b, Case::Ignore).map(Value::Bool)
    }),
    ("-notin", |a, b| {
        operators::not_in(a, b, Case::Ignore).map(Value::Bool)
    }),
    ("-is", |a, b| operators::is(a, b).map(Value::Bool)),
    ("-as", operators::as_type),
    ("-f", operators::format),
];

/// One line for any value, as `show.ps1` writes it.
fn show(value: &Value, depth: u32) -> String {
    let Some(ty) = value.ty() else {
        return "null".into();
    };
    if depth > 3 {
        return "...".into();
    }
    let name = ty.name().strip_prefix("System.").unwrap_or(ty.name());
    match value.base() {
        Value::Str(text) => return format!("[String] <{text}>"),
        Value::Double(_) | Value::Single(_) => {
            return format!("[{name}] {}", stint_object::string_form::net_text(value));
        }
        _ => {}
    }
    if let Some(Data::DateTime(_)) = value.data() {
        let text = access::invoke_method(value, "ToString", &[Value::str("o")]).unwrap();
        return format!("[{name}] {}", text.as_str().unwrap());
    }
    if let Some(dict) = value.as_dict() {
        let dict = dict.lock();
        let mut entries: Vec<String> = dict
            .iter()
            .map(|(k, v)| {
                format!(
                    "{}={}",
                    stint_object::string_form::net_text(k),
                    show(v, depth + 1)
                )
            })
            .collect();
        if ty != system::ORDERED_DICTIONARY {
            entries.sort();
        }
        return format!("[{name}] {{{}}}", entries.join("; "));
    }
    if ty == system::PS_CUSTOM_OBJECT {
        let Value::Object(object) = value.base() else {
            return String::new();
        };
        let entries: Vec<String> = object
            .added()
            .bag
            .iter()
            .map(|(k, v)| format!("{k}={}", show(&v.note().unwrap_or_default(), depth + 1)))
            .collect();
        return format!("[PSCustomObject] {{{}}}", entries.join("; "));
    }
    if let Ok(Some(items)) = enumerate::items(value) {
        let items: Vec<String> = items.map(|item| show(&item.unwrap(), depth + 1)).collect();
        return format!("[{name}] ({})", items.join(", "));
    }
    format!("[{name}] {}", convert::to_str(value).unwrap_or_default())
}

/// The rows of a table.
fn rows(table: &str) -> Vec<(String, String)> {
    let path = format!("{}/../../cases/tables/{table}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(row).collect()
}

/// A line is a JSON array of two strings.
fn row(line: &str) -> (String, String) {
    let mut strings = Vec::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '"' {
            continue;
        }
        let mut text = String::new();
        loop {
            match chars.next().unwrap() {
                '"' => break,
                '\\' => match chars.next().unwrap() {
                    'n' => text.push('\n'),
                    'r' => text.push('\r'),
                    't' => text.push('\t'),
                    'u' => {
                        let code: String = chars.by_ref().take(4).collect();
                        let code = u32::from_str_radix(&code, 16).unwrap();
                        text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                    }
                    other => text.push(other),
                },
                other => text.push(other),
            }
        }
        strings.push(text);
    }
    let result = strings.pop().unwrap();
    (strings.pop().unwrap(), result)
}

/// Passed, failed, and not understood by the reader.
fn run(table: &str) -> (usize, usize, usize) {
    let verbose = std::env::var("TABLE_FAILURES").is_ok();
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (expression, expected) in rows(table) {
        let got = match (Reader { rest: &expression }).all() {
            Ok(value) => show(&value, 0),
            Err(Stop::Unknown) => {
                skipped += 1;
                if verbose {
                    println!("SKIP {expression} => {expected}");
                }
                continue;
            }
            Err(Stop::Error(Flow::Error(record))) => {
                let id = record.fully_qualified_id();
                format!("! {}", id.split(',').next().unwrap())
            }
            Err(Stop::Error(_)) => "flow".to_owned(),
        };
        if got == expected {
            passed += 1;
        } else {
            failed += 1;
            if verbose {
                println!("FAIL {expression} => {expected} // {got}");
            }
        }
    }
    println!("{table}: {passed} passed, {failed} failed, {skipped} not read");
    (passed, failed, skipped)
}

#[test]
fn operators_table() {
    let (passed, failed, _) = run("operators.jsonl");
    assert!(
        failed * 100 < passed + failed,
        "{failed} of {}",
        passed + failed
    );
}

#[test]
fn conversions_table() {
    let (passed, failed, _) = run("conversions.jsonl");
    assert!(
        failed * 20 < passed + failed,
        "{failed} of {}",
        passed + failed
    );
}

//! `[System.Management.Automation.Language.Parser]`: scripts that read scripts.

mod classes;
mod enums;
mod extent;
mod names;
mod node;
mod tokens;

use crate::runspace::Runspace;
use std::sync::Arc;
use stint_object::error_record::Category;
use stint_object::object::Opaque;
use stint_object::types::system::ps_reference;
use stint_object::types::{Property, TypeInfo, method, property, registry};
use stint_object::{Object, Result, Str, Type, Value, convert};
use stint_syntax::{ParseError, Parsed, Source};

pub use extent::object as extent_object;
pub use node::{of_block, of_function};

/// A diagnostic, with the text that it is about.
struct Diagnostic {
    source: Arc<Source>,
    error: ParseError,
}

impl Opaque for Diagnostic {}

fn of_error(this: &Value, read: impl FnOnce(&Diagnostic) -> Value) -> Result<Value> {
    Ok(this.payload::<Diagnostic>().map_or(Value::Null, read))
}

/// `System.Management.Automation.Language.ParseError`.
pub const PARSE_ERROR: Type = {
    static PROPERTIES: &[Property] = &[
        property(
            "System.Management.Automation.Language.IScriptExtent Extent {get;}",
            |this| of_error(this, |it| extent::object(&it.source, it.error.extent)),
        ),
        property("string ErrorId {get;}", |this| {
            of_error(this, |it| Value::str(it.error.id))
        }),
        property("string Message {get;}", |this| {
            of_error(this, |it| Value::str(&*it.error.message))
        }),
        property("bool IncompleteInput {get;}", |this| {
            of_error(this, |it| Value::Bool(it.error.incomplete_input))
        }),
    ];
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Language.ParseError")
        .properties(PROPERTIES)
        .methods(&[method("string ToString()", |this, _| {
            of_error(this, |it| {
                let place = it.source.start(it.error.extent);
                let file = it.source.file().map_or("", |file| file);
                let line = it.source.line_text(place.line);
                let wide = it
                    .source
                    .slice(it.error.extent)
                    .lines()
                    .next()
                    .map_or(0, |line| line.chars().count());
                Value::str(format!(
                    "At {}:{} char:{}\n+ {line}\n+ {}{}\n{}",
                    if file.is_empty() { "line" } else { file },
                    place.line,
                    place.column,
                    " ".repeat((place.column as usize).saturating_sub(1)),
                    "~".repeat(wide.max(1)),
                    it.error.message
                ))
            })
        })]);
    Type(&INFO)
};

/// A diagnostic as an object.
pub fn error_object(source: &Arc<Source>, error: &ParseError) -> Value {
    let diagnostic = Diagnostic {
        source: source.clone(),
        error: error.clone(),
    };
    Value::Object(Object::opaque(PARSE_ERROR, diagnostic))
}

/// What a text parsed to, and the references that take tokens and errors.
fn give(parsed: &Parsed, tokens: Option<&Value>, errors: Option<&Value>) -> Value {
    let source = &parsed.root.source;
    ps_reference::set(tokens, tokens::list(source, &parsed.tokens));
    let list = parsed
        .errors
        .iter()
        .map(|error| error_object(source, error))
        .collect();
    ps_reference::set(
        errors,
        Value::typed_array(registry::array_of(PARSE_ERROR, 1), list),
    );
    node::of_block(&parsed.root)
}

fn parse(text: &str, file: Option<&str>) -> Parsed {
    let symbols = crate::class::symbols::SessionSymbols::default();
    stint_syntax::parse_with(text, file, Arc::new(symbols), stint_syntax::Tokens::Kept)
}

fn parse_input(args: &[Value]) -> Result<Value> {
    let text = convert::to_str(&args[0])?;
    match args {
        [_, file, tokens, errors] => {
            let file = convert::to_str(file)?;
            let file = (!file.is_empty()).then_some(&*file);
            Ok(give(&parse(&text, file), Some(tokens), Some(errors)))
        }
        _ => Ok(give(&parse(&text, None), args.get(1), args.get(2))),
    }
}

fn parse_file(args: &[Value]) -> Result<Value> {
    let name = convert::to_str(&args[0])?;
    let path = Runspace::current()?.resolve_path(&name);
    let bytes = std::fs::read(&path).map_err(|error| crate::error::io(&error, &path))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let parsed = parse(
        &String::from_utf8_lossy(bytes),
        Some(&path.to_string_lossy()),
    );
    Ok(give(&parsed, args.get(1), args.get(2)))
}

const PARSER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Language.Parser").methods(&[
        method(
            "static System.Management.Automation.Language.ScriptBlockAst ParseFile(string fileName, [ref] System.Management.Automation.Language.Token[] tokens, [ref] System.Management.Automation.Language.ParseError[] errors)",
            |_, args| parse_file(args),
        ),
        method(
            "static System.Management.Automation.Language.ScriptBlockAst ParseInput(string input, [ref] System.Management.Automation.Language.Token[] tokens, [ref] System.Management.Automation.Language.ParseError[] errors)",
            |_, args| parse_input(args),
        ),
        method(
            "static System.Management.Automation.Language.ScriptBlockAst ParseInput(string input, string fileName, [ref] System.Management.Automation.Language.Token[] tokens, [ref] System.Management.Automation.Language.ParseError[] errors)",
            |_, args| parse_input(args),
        ),
    ]);
    Type(&INFO)
};

/// The types of this folder, for look-up by name.
pub fn register() {
    static OWN: &[Type] = &[PARSE_ERROR, PARSER];
    for table in [OWN, enums::ALL, extent::ALL, names::ALL, tokens::ALL] {
        registry::register(table);
    }
    for table in classes::TABLES {
        registry::register(table);
    }
}

/// A text or nothing.
fn text(value: &str) -> Value {
    Value::str(value)
}

/// A text that may be missing.
fn optional(value: Option<&str>) -> Value {
    value.map_or(Value::Null, Value::str)
}

/// A list of what scripts only read.
fn list(items: Vec<Value>) -> Value {
    Value::array(items)
}

/// An error of reading a tree.
fn refused(message: &str) -> stint_object::Flow {
    let message: Str = message.into();
    crate::error::runtime("InvalidOperation", Category::InvalidOperation, message).into()
}

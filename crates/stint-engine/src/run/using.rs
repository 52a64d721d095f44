//! `$using:`: values of the starting side.

use crate::block::{Block, Code};
use crate::context::Env;
use crate::error;
use crate::frame::Frame;
use crate::node::UsingNode;
use crate::runspace::Runspace;
use crate::symbol::Symbol;
use std::rc::Rc;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::{Flow, Result, Str, Value};
use stint_syntax::node::{NodeRef, Search};
use stint_syntax::{Expression, UsingExpressionAst, VariableExpressionAst};

/// The key by which a child finds a value: the expression's text in lower case.
pub fn key(text: &str) -> String {
    text.to_lowercase()
}

/// A `$using:` expression that runs: its value was handed in when the job or thread began.
pub fn value(env: &Env<'_>, node: &UsingNode) -> Result<Value> {
    let handed = crate::run::variable::by_name(env.frame, Symbol::of("__using__"));
    if let Some(values) = handed
        && let Some(dict) = values.as_dict()
        && let Some(value) = dict.lock().get_str(&node.key)
    {
        return Ok(value.clone());
    }
    Err(error::runtime(
        "UsingWithoutInvokeCommand",
        Category::InvalidOperation,
        "A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on a remote computer.",
    )
    .into())
}

impl Runspace {
    /// The values of all `$using:` expressions of a block, by their keys, as they are in a scope. With `live` a variable that
    /// is not set is null and only plain variables are taken, as thread jobs have it.
    ///
    /// # Errors
    /// `UsingVariableIsUndefined`.
    pub fn using_values(
        &self,
        frame: &Rc<Frame>,
        block: &Value,
        live: bool,
    ) -> Result<Vec<(Str, Value)>> {
        let Some(block) = Block::of(block) else {
            return Ok(Vec::new());
        };
        let mut values: Vec<(Str, Value)> = Vec::new();
        for node in Search::new(&*block.code.ast, true) {
            let NodeRef::UsingExpression(using) = node else {
                continue;
            };
            let text = block.code.ast.source.slice(using.extent);
            let key = Str::from(key(text));
            if values.iter().any(|(known, _)| *known == key) {
                continue;
            }
            match self.using_value(frame, block, using, live) {
                Ok(value) => values.push((key, value)),
                Err(Flow::Error(error)) if is_swallowed(&error.id) && !live => break,
                Err(other) => return Err(other),
            }
        }
        Ok(values)
    }

    fn using_value(
        &self,
        frame: &Rc<Frame>,
        block: &Block,
        using: &UsingExpressionAst,
        live: bool,
    ) -> Result<Value> {
        let Some(variable) = root_of(&using.sub_expression) else {
            return Ok(Value::Null);
        };
        if live && !matches!(using.sub_expression, Expression::Variable(_)) {
            let text = block.code.ast.source.slice(using.extent);
            let message = format!(
                "Cannot get the value of the Using expression {text}.  Start-ThreadJob only supports using variable expressions."
            );
            let class = stint_object::types::system::exceptions::PS_INVALID_OPERATION;
            return Err(ErrorRecord::new(
                "InvalidOperation",
                Category::InvalidOperation,
                class,
                message,
            )
            .into());
        }
        let path = &variable.path;
        if path.is_variable {
            let symbol = Symbol::of(path.unqualified());
            let is_set = crate::run::variable::find(frame, symbol).is_some()
                || self.automatic(symbol).is_some();
            if !is_set && live {
                return Ok(Value::Null);
            }
            if !is_set {
                return Err(undefined(&path.user_path).into());
            }
        }
        let expression =
            crate::lower::expression(&block.code, &frame.layout, &using.sub_expression);
        let (out, _) = crate::pipe::Pipe::collect();
        let env = Env {
            rs: self,
            frame,
            out: &out,
            code: &block.code,
        };
        let before = frame.activation.strict.replace(Some(u32::MAX));
        let value = crate::run::expression::eval(&env, &expression);
        frame.activation.strict.set(before);
        value
    }
}

fn undefined(name: &str) -> ErrorRecord {
    error::runtime(
        "UsingVariableIsUndefined",
        Category::InvalidOperation,
        format!(
            "The value of the using variable '$using:{name}' cannot be retrieved because it has not been set in the local session."
        ),
    )
}

/// Any other error ends the collection silently: what is missing then fails in the job.
fn is_swallowed(id: &str) -> bool {
    !id.starts_with("UsingVariableIsUndefined")
}

/// The variable that a chain of members and indexes starts from.
fn root_of(expression: &Expression) -> Option<&VariableExpressionAst> {
    match expression {
        Expression::Variable(variable) => Some(variable),
        Expression::Member(member) => root_of(&member.target),
        Expression::Index(index) => root_of(&index.target),
        _ => None,
    }
}

/// The text of a background pipeline as its job runs it: each variable that is set here is `${using:name}` there.
pub(crate) fn background_text(rs: &Runspace, frame: &Rc<Frame>, code: &Code) -> String {
    let text = code.ast.source.slice(code.ast.extent);
    let mut made = String::new();
    let mut place = code.ast.extent.start as usize;
    let whole = &code.ast.source;
    for node in Search::new(&*code.ast, true) {
        let NodeRef::VariableExpression(variable) = node else {
            continue;
        };
        let path = &variable.path;
        if !path.is_variable
            || is_magic(&path.user_path)
            || (variable.extent.start as usize) < place
        {
            continue;
        }
        let symbol = Symbol::of(path.unqualified());
        if crate::run::variable::find(frame, symbol).is_none() && rs.automatic(symbol).is_none() {
            continue;
        }
        made.push_str(between(whole, place, variable.extent.start as usize));
        made.push_str(if variable.splatted {
            "@{using:"
        } else {
            "${using:"
        });
        for letter in path.user_path.chars() {
            if matches!(letter, '{' | '}' | '`') {
                made.push('`');
            }
            made.push(letter);
        }
        made.push('}');
        place = variable.extent.end as usize;
    }
    if made.is_empty() {
        return text.trim().to_owned();
    }
    made.push_str(between(whole, place, code.ast.extent.end as usize));
    made.trim().to_owned()
}

fn between(source: &stint_syntax::Source, start: usize, end: usize) -> &str {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    source.slice(stint_syntax::Extent::new(place(start), place(end)))
}

/// What a job has of its own.
fn is_magic(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_prefix("global:").unwrap_or(&name);
    [
        "pid",
        "psversiontable",
        "psedition",
        "pshome",
        "host",
        "true",
        "false",
        "null",
    ]
    .contains(&name)
}

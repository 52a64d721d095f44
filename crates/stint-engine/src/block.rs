//! Script blocks: code with the session state it belongs to.

use crate::context::Env;
use crate::frame::Layout;
use crate::lower;
use crate::names::Names;
use crate::node::{AttributeNode, Body, Expr, Local, Stmt, StmtKind, TypeNode};
use crate::runspace::Runspace;
use std::any::Any;
use std::sync::{Arc, OnceLock};
use stint_cmdlet::ParameterTable;
use stint_object::script_block::{Call, ScriptBlock};
use stint_object::types::system;
use stint_object::{Data, Lock, Object, Result, Str, Type, Value};
use stint_syntax::{Extent, FunctionDefinitionAst, ScriptBlockAst, Source};

/// A piece of source that can be run: lowered when it first is, against the layout of the scope it runs in.
pub struct Code {
    /// The tree.
    pub ast: Arc<ScriptBlockAst>,
    /// The function it is the body of, whose parameters may stand before the body.
    pub function: Option<Arc<FunctionDefinitionAst>>,
    /// The layout of its own scope; shared with the function or script that it is written in.
    pub layout: Arc<Layout>,
    /// `using namespace` of its file, and its classes.
    pub usings: Arc<Names>,
    /// The body of a class's method, which gives only what `return` says.
    pub method: bool,
    own: OnceLock<Arc<Lowered>>,
    /// Lowered again for the scopes of others that it was dot-sourced into.
    others: Lock<Vec<(Arc<Layout>, Arc<Lowered>)>>,
    /// Whether it has variables that its text does not show; found out when asked for.
    by_name: OnceLock<bool>,
    /// For `Where-Object { $_.x -gt 5 }` and the like: the text between the braces, made when asked for.
    text: OnceLock<Str>,
}

/// Lowered code.
pub struct Lowered {
    /// Its parameters.
    pub params: Params,
    /// `dynamicparam { }`
    pub dynamic: Option<Body>,
    /// `begin { }`
    pub begin: Option<Body>,
    /// `process { }`
    pub process: Option<Body>,
    /// `end { }`, or all statements.
    pub end: Option<Body>,
    /// `clean { }`
    pub clean: Option<Body>,
    /// Whether its end is one expression without statements in it, and no trap.
    pub is_expression: bool,
    /// Classes and enums defined here, before anything runs.
    pub types: Vec<Arc<stint_syntax::TypeDefinitionAst>>,
    /// `using module` statements, of a file.
    pub modules: Vec<Arc<str>>,
    /// Whether a value may be bound by position without the general binder: see [`Params::plain`].
    pub item: Local,
}

/// The parameters of code.
pub struct Params {
    /// In order.
    pub list: Vec<ParamNode>,
    /// `[CmdletBinding()]`, `[OutputType()]` and others on the block.
    pub attributes: Vec<AttributeNode>,
    /// Whether it is a cmdlet to the binder: `[CmdletBinding()]` or a `[Parameter()]`.
    pub advanced: bool,
    /// No parameter has an attribute other than a type, so that a call binds straight into slots.
    pub plain: bool,
    /// For the general binder; made on first use.
    pub table: OnceLock<Arc<ParameterTable>>,
}

/// One parameter.
pub struct ParamNode {
    /// Its variable.
    pub local: Local,
    /// Its name as written.
    pub name: Str,
    /// `[type]`s, the one nearest to the name last.
    pub types: Vec<TypeNode>,
    /// Attributes.
    pub attributes: Vec<AttributeNode>,
    /// Its default.
    pub default: Option<Expr>,
    /// Where.
    pub extent: Extent,
}

impl Lowered {
    /// Its statements, if it has nothing else: no parameters, named blocks or classes.
    pub fn only_statements(&self) -> Option<&Body> {
        let others = [&self.dynamic, &self.begin, &self.process, &self.clean];
        let alone = others.into_iter().all(Option::is_none)
            && self.params.list.is_empty()
            && self.types.is_empty()
            && self.modules.is_empty();
        self.end.as_ref().filter(|_| alone)
    }

    /// Its only statement, where that is an expression without statements in it.
    pub fn only_expression(&self) -> Option<(&Stmt, &Expr)> {
        let statement = self.end.as_ref()?.statements.first()?;
        match &statement.kind {
            StmtKind::Expr(expr) if self.is_expression => Some((statement, expr)),
            _ => None,
        }
    }
}

impl ParamNode {
    /// Its type, if it has one.
    ///
    /// # Errors
    /// When there is no type of that name.
    pub fn ty(&self, env: &Env<'_>) -> Result<Option<Type>> {
        match self.types.last() {
            Some(node) => crate::run::types::resolve(env, node).map(Some),
            None => Ok(None),
        }
    }
}

impl Code {
    /// Code with a scope layout of its own.
    pub fn new(
        ast: Arc<ScriptBlockAst>,
        function: Option<Arc<FunctionDefinitionAst>>,
        layout: Arc<Layout>,
        usings: Arc<Names>,
    ) -> Arc<Self> {
        Arc::new(Self::made(ast, function, layout, usings, false))
    }

    /// The body of a class's method.
    pub fn method(function: Arc<FunctionDefinitionAst>, usings: Arc<Names>) -> Arc<Self> {
        let ast = function.body.clone();
        Arc::new(Self::made(
            ast,
            Some(function),
            Arc::new(Layout::default()),
            usings,
            true,
        ))
    }

    fn made(
        ast: Arc<ScriptBlockAst>,
        function: Option<Arc<FunctionDefinitionAst>>,
        layout: Arc<Layout>,
        usings: Arc<Names>,
        method: bool,
    ) -> Self {
        Self {
            ast,
            function,
            layout,
            usings,
            method,
            own: OnceLock::new(),
            others: Lock::default(),
            by_name: OnceLock::new(),
            text: OnceLock::new(),
        }
    }

    /// Whether it may set variables that its text does not show: it dot-sources, or calls `Set-Variable` or the like.
    pub fn sets_by_name(&self) -> bool {
        *self
            .by_name
            .get_or_init(|| crate::run::compound::sets_by_name(&self.ast))
    }

    /// The code lowered for its own scope.
    pub fn lowered(&self) -> &Arc<Lowered> {
        self.own
            .get_or_init(|| Arc::new(lower::code(self, &self.layout)))
    }

    /// The code lowered for a scope with this layout: its own, or that of a scope it is dot-sourced into.
    pub fn lowered_for(&self, layout: &Arc<Layout>) -> Arc<Lowered> {
        if Arc::ptr_eq(layout, &self.layout) {
            return self.lowered().clone();
        }
        let mut others = self.others.lock();
        if let Some((_, lowered)) = others.iter().find(|(known, _)| Arc::ptr_eq(known, layout)) {
            return lowered.clone();
        }
        let lowered = Arc::new(lower::code(self, layout));
        if others.len() >= 8 {
            others.remove(0);
        }
        others.push((layout.clone(), lowered.clone()));
        lowered
    }

    /// A fresh layout for a module made of this block: it must not share the caller's.
    pub fn layout_of_its_own(&self) -> Arc<Layout> {
        Arc::new(Layout::default())
    }

    /// The source that its extents refer to.
    pub fn source(&self) -> &Arc<Source> {
        &self.ast.source
    }

    /// The file it stands in.
    pub fn file(&self) -> Option<Str> {
        self.ast.source.file().map(|file| Str::from(&**file))
    }

    /// The text, without the braces of a block.
    pub fn text(&self) -> Str {
        self.text
            .get_or_init(|| {
                let whole = self.ast.source.slice(self.ast.extent);
                let braces = whole.starts_with('{') && whole.ends_with('}') && whole.len() >= 2;
                if braces {
                    whole[1..whole.len() - 1].into()
                } else {
                    whole.into()
                }
            })
            .clone()
    }
}

/// A script block as a value.
pub struct Block {
    /// What it runs.
    pub code: Arc<Code>,
    /// The module whose session state it is bound to; 0 for the session's own.
    pub module: u32,
    /// A filter's body: its statements are its `process`.
    pub filter: bool,
}

impl Block {
    /// A script block value.
    pub fn value(code: Arc<Code>, module: u32) -> Value {
        Value::Object(Object::new(
            system::SCRIPT_BLOCK,
            Data::ScriptBlock(Arc::new(Self {
                code,
                module,
                filter: false,
            })),
        ))
    }

    /// The engine's block behind a value.
    pub fn of(value: &Value) -> Option<&Block> {
        match value.data()? {
            Data::ScriptBlock(block) => block.as_any().downcast_ref::<Block>(),
            _ => None,
        }
    }
}

impl ScriptBlock for Block {
    fn call(&self, call: Call<'_>) -> Result<Vec<Value>> {
        Runspace::current()?.call_block_from_outside(self, &call)
    }

    fn has_process(&self) -> bool {
        self.code.ast.process_block.is_some()
    }

    fn text(&self) -> Str {
        self.code.text()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

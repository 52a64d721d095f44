//! Expressions.

use super::Lowerer;
use crate::block::Code;
use crate::node::{
    Automatic, Binary, CustomNode, Expr, IndexNode, InvokeNode, Local, MemberName, MemberNode,
    Piece, Qualifier, Step, Stmt, Unary, UsingNode,
};
use crate::symbol::folded;
use std::sync::{Arc, OnceLock};
use stint_object::types::system;
use stint_object::{Data, Str, Value};
use stint_syntax::variable_path::VariableQualifier;
use stint_syntax::{
    BinaryExpressionAst, BinaryOperator, ConvertExpressionAst, ExpandableStringExpressionAst,
    Expression, HashtableAst, InvokeMemberExpressionAst, Number, ScriptBlockAst, Statement,
    UnaryExpressionAst, UnaryOperator, VariableExpressionAst, VariablePath,
};

impl Lowerer<'_> {
    /// Lowers an expression.
    pub(super) fn expression(&self, expression: &Expression) -> Expr {
        match expression {
            Expression::Constant(constant) => Expr::Const(constant_value(&constant.value)),
            Expression::StringConstant(text) => Expr::Const(Value::str(&*text.value)),
            Expression::ExpandableString(text) => self.expandable(text),
            Expression::Variable(variable) => self.variable(variable),
            Expression::Using(using) => self.using(using),
            Expression::Type(ty) => Expr::Type(Box::new(self.type_node(&ty.type_name))),
            Expression::Member(member) => Expr::Member(Box::new(MemberNode {
                target: self.expression(&member.target),
                name: self.member_name(&member.member),
                is_static: member.is_static,
                null_conditional: member.null_conditional,
                extent: member.extent,
            })),
            Expression::InvokeMember(call) => self.invoke(call),
            Expression::BaseCtorInvokeMember(call) => {
                Expr::BaseConstructor(self.all(&call.arguments))
            }
            Expression::Index(index) => Expr::Index(Box::new(IndexNode {
                target: self.expression(&index.target),
                index: self.expression(&index.index),
                null_conditional: index.null_conditional,
                extent: index.extent,
            })),
            Expression::Binary(binary) => self.binary(binary),
            Expression::Unary(unary) => self.unary(unary),
            Expression::Ternary(ternary) => Expr::Ternary(Box::new((
                self.expression(&ternary.condition),
                self.expression(&ternary.if_true),
                self.expression(&ternary.if_false),
            ))),
            Expression::Convert(convert) => self.convert(convert),
            Expression::Attributed(attributed) => self.expression(&attributed.child),
            Expression::ArrayLiteral(array) => Expr::ArrayLiteral(self.all(&array.elements)),
            Expression::Array(array) => Expr::Array(Box::new(self.block(&array.sub_expression))),
            Expression::Hashtable(table) => self.hashtable(table, false),
            Expression::Paren(paren) => self.paren(&paren.pipeline),
            Expression::SubExpression(sub) => Expr::Sub(Box::new(self.block(&sub.sub_expression))),
            Expression::ScriptBlock(block) => Expr::Block(self.nested(&block.script_block)),
            Expression::Error(_) => Expr::Failed,
        }
    }

    fn all(&self, expressions: &[Expression]) -> Box<[Expr]> {
        expressions
            .iter()
            .map(|expression| self.expression(expression))
            .collect()
    }

    /// A block written in this code: it shares the layout, so that it can run in this scope by slot.
    pub(super) fn nested(&self, ast: &Arc<ScriptBlockAst>) -> Arc<Code> {
        Code::new(
            ast.clone(),
            None,
            self.layout.clone(),
            self.code.usings.clone(),
        )
    }

    fn paren(&self, pipeline: &Statement) -> Expr {
        // (1 + 2) is the expression itself: nothing is enumerated and collected again.
        if let Statement::Pipeline(pipeline) = pipeline
            && !pipeline.background
            && let [stint_syntax::CommandBase::Expression(only)] = pipeline.elements.as_slice()
            && only.redirections.is_empty()
            && !matches!(only.expression, Expression::Unary(ref unary) if is_step(unary))
        {
            return self.expression(&only.expression);
        }
        Expr::Paren(Box::new(self.statement(pipeline)))
    }

    fn expandable(&self, text: &ExpandableStringExpressionAst) -> Expr {
        // A text, a value, and so on: what there mostly is.
        let mut pieces = Vec::with_capacity(2 * text.nested.len());
        let mut literal = String::with_capacity(text.format.len());
        let mut chars = text.format.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '{' if chars.peek() == Some(&'{') => {
                    chars.next();
                    literal.push('{');
                }
                '}' if chars.peek() == Some(&'}') => {
                    chars.next();
                    literal.push('}');
                }
                '{' => {
                    let mut number = 0usize;
                    for digit in chars.by_ref() {
                        match digit.to_digit(10) {
                            Some(digit) => number = number * 10 + digit as usize,
                            None => break,
                        }
                    }
                    if !literal.is_empty() {
                        pieces.push(Piece::Text(literal.as_str().into()));
                        literal.clear();
                    }
                    if let Some(nested) = text.nested.get(number) {
                        pieces.push(Piece::Value(self.expression(nested)));
                    }
                }
                other => literal.push(other),
            }
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal.into()));
        }
        Expr::Expand(pieces.into())
    }

    fn variable(&self, variable: &VariableExpressionAst) -> Expr {
        let read = self.read(&variable.path);
        if variable.splatted {
            Expr::Splat(Box::new(read))
        } else {
            read
        }
    }

    /// Reading a variable.
    pub(super) fn read(&self, path: &VariablePath) -> Expr {
        let name = path.unqualified();
        match path.qualifier {
            VariableQualifier::Unqualified | VariableQualifier::Variable => self.unqualified(name),
            VariableQualifier::Drive => Expr::Drive(Box::new((
                path.drive().unwrap_or_default().into(),
                name.into(),
            ))),
            other => Expr::Scoped(Box::new((qualifier(other), self.local(name)))),
        }
    }

    fn unqualified(&self, name: &str) -> Expr {
        let automatic = folded(name, |folded| self.automatic(folded));
        automatic.unwrap_or_else(|| Expr::Local(self.local(name)))
    }

    /// A variable that has no slot, by its name in lower case.
    fn automatic(&self, name: &str) -> Option<Expr> {
        let automatic = match name {
            "true" => return Some(Expr::Const(Value::Bool(true))),
            "false" => return Some(Expr::Const(Value::Bool(false))),
            "null" => return Some(Expr::Const(Value::Null)),
            "?" => Automatic::Success,
            "args" => Automatic::Args,
            "input" => Automatic::Input,
            "psboundparameters" => Automatic::Bound,
            "myinvocation" => Automatic::MyInvocation,
            "pscmdlet" => Automatic::Cmdlet,
            "executioncontext" => Automatic::ExecutionContext,
            "pwd" => Automatic::Pwd,
            "psscriptroot" => return Some(Expr::Const(Value::str(self.script_root()))),
            "pscommandpath" => {
                let file = self.code.file().unwrap_or_default();
                return Some(Expr::Const(Value::str(file)));
            }
            _ => return None,
        };
        Some(Expr::Automatic(automatic))
    }

    fn script_root(&self) -> Str {
        let file = self.code.file().unwrap_or_default();
        std::path::Path::new(&*file)
            .parent()
            .map_or_else(Str::default, |folder| {
                folder.to_string_lossy().as_ref().into()
            })
    }

    fn using(&self, using: &stint_syntax::UsingExpressionAst) -> Expr {
        let text = self.code.ast.source.slice(using.extent);
        let key: Str = crate::run::using::key(text).into();
        Expr::Using(Box::new(UsingNode {
            key,
            inner: self.expression(&using.sub_expression),
            extent: using.extent,
        }))
    }

    pub(super) fn member_name(&self, member: &Expression) -> MemberName {
        match member {
            Expression::StringConstant(text) => MemberName::Const(Str::from(&*text.value)),
            Expression::Constant(constant) => {
                MemberName::Expr(Expr::Const(constant_value(&constant.value)))
            }
            other => MemberName::Expr(self.expression(other)),
        }
    }

    fn invoke(&self, call: &InvokeMemberExpressionAst) -> Expr {
        let base_call = match &call.target {
            Expression::Paren(paren) => base_cast(&paren.pipeline),
            _ => None,
        };
        Expr::Invoke(Box::new(InvokeNode {
            target: self.expression(&call.target),
            name: self.member_name(&call.member),
            args: self.all(&call.arguments),
            generic: call
                .generic_type_arguments
                .iter()
                .map(|ty| self.type_node(ty))
                .collect(),
            is_static: call.is_static,
            null_conditional: call.null_conditional,
            base_call: base_call.map(|ty| self.type_node(&ty.type_constraint.type_name)),
            extent: call.extent,
        }))
    }

    fn binary(&self, binary: &BinaryExpressionAst) -> Expr {
        let (left, right) = (
            self.expression(&binary.left),
            self.expression(&binary.right),
        );
        match binary.operator {
            BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Xor => {
                Expr::Logic(Box::new((binary.operator, left, right)))
            }
            BinaryOperator::QuestionQuestion => Expr::Coalesce(Box::new((left, right))),
            operator => Expr::Binary(Box::new(Binary {
                operator,
                left,
                right,
                extent: binary.extent,
            })),
        }
    }

    fn unary(&self, unary: &UnaryExpressionAst) -> Expr {
        let plain = |operator| Expr::Unary(Box::new((operator, self.expression(&unary.child))));
        match unary.operator {
            UnaryOperator::Not | UnaryOperator::Exclaim => {
                Expr::Not(Box::new(self.expression(&unary.child)))
            }
            UnaryOperator::Bnot => plain(Unary::Bnot),
            UnaryOperator::Plus => plain(Unary::Plus),
            UnaryOperator::Minus => plain(Unary::Minus),
            UnaryOperator::Join => plain(Unary::Join),
            UnaryOperator::Split(case) => plain(Unary::Split(case)),
            UnaryOperator::PlusPlus => self.step(unary, 1, false),
            UnaryOperator::MinusMinus => self.step(unary, -1, false),
            UnaryOperator::PostfixPlusPlus => self.step(unary, 1, true),
            UnaryOperator::PostfixMinusMinus => self.step(unary, -1, true),
        }
    }

    fn step(&self, unary: &UnaryExpressionAst, by: i32, postfix: bool) -> Expr {
        Expr::Step(Box::new(Step {
            target: self.target(&unary.child),
            read: self.expression(&unary.child),
            by,
            postfix,
        }))
    }

    fn convert(&self, convert: &ConvertExpressionAst) -> Expr {
        let name = convert.type_constraint.type_name.name();
        if let Expression::Hashtable(table) = &convert.child {
            if name.eq_ignore_ascii_case("ordered") {
                return self.hashtable(table, true);
            }
            if name.eq_ignore_ascii_case("pscustomobject")
                || name.eq_ignore_ascii_case("System.Management.Automation.PSCustomObject")
            {
                return self.custom(table).unwrap_or_else(|| {
                    Expr::Convert(Box::new((
                        self.type_node(&convert.type_constraint.type_name),
                        self.hashtable(table, true),
                    )))
                });
            }
        }
        Expr::Convert(Box::new((
            self.type_node(&convert.type_constraint.type_name),
            self.expression(&convert.child),
        )))
    }

    fn hashtable(&self, table: &HashtableAst, ordered: bool) -> Expr {
        Expr::Hashtable(Box::new((
            ordered,
            table
                .pairs
                .iter()
                .map(|(key, value)| (self.expression(key), self.statement(value)))
                .collect(),
        )))
    }

    /// `[pscustomobject]@{ a = 1 }` with plain, different names; `PSTypeName` needs the slow way.
    fn custom(&self, table: &HashtableAst) -> Option<Expr> {
        let mut names: Vec<Str> = Vec::new();
        for (key, _) in &table.pairs {
            let Expression::StringConstant(name) = key else {
                return None;
            };
            let special = name.value.eq_ignore_ascii_case("PSTypeName") || name.value.is_empty();
            if special
                || names
                    .iter()
                    .any(|known| stint_object::shape::same_name(known, &name.value))
            {
                return None;
            }
            names.push(Str::from(&*name.value));
        }
        let values: Vec<Stmt> = table
            .pairs
            .iter()
            .map(|(_, value)| self.statement(value))
            .collect();
        Some(Expr::Custom(Box::new(CustomNode {
            shape: OnceLock::new(),
            names,
            values,
        })))
    }
}

/// `([Base]$this)` before a method call.
fn base_cast(pipeline: &Statement) -> Option<&ConvertExpressionAst> {
    let Statement::Pipeline(pipeline) = pipeline else {
        return None;
    };
    let [stint_syntax::CommandBase::Expression(only)] = pipeline.elements.as_slice() else {
        return None;
    };
    let Expression::Convert(convert) = &only.expression else {
        return None;
    };
    let Expression::Variable(variable) = &convert.child else {
        return None;
    };
    variable.path.is("this").then_some(convert)
}

/// Whether this is `++` or `--`.
pub(super) fn is_step(unary: &UnaryExpressionAst) -> bool {
    matches!(
        unary.operator,
        UnaryOperator::PlusPlus
            | UnaryOperator::MinusMinus
            | UnaryOperator::PostfixPlusPlus
            | UnaryOperator::PostfixMinusMinus
    )
}

/// The qualifier of a scoped path.
pub(super) fn qualifier(qualifier: VariableQualifier) -> Qualifier {
    match qualifier {
        VariableQualifier::Global => Qualifier::Global,
        VariableQualifier::Script => Qualifier::Script,
        VariableQualifier::Private => Qualifier::Private,
        _ => Qualifier::Local,
    }
}

/// A constant's value.
fn constant_value(constant: &stint_syntax::Constant) -> Value {
    match constant {
        stint_syntax::Constant::Number(value) => number(value),
        stint_syntax::Constant::True => Value::Bool(true),
    }
}

/// A number literal's value.
pub(crate) fn number(number: &Number) -> Value {
    match number {
        Number::Byte(v) => Value::Byte(*v),
        Number::SByte(v) => Value::SByte(*v),
        Number::Short(v) => Value::Int16(*v),
        Number::UShort(v) => Value::UInt16(*v),
        Number::Int(v) => Value::Int32(*v),
        Number::UInt(v) => Value::UInt32(*v),
        Number::Long(v) => Value::Int64(*v),
        Number::ULong(v) => Value::UInt64(*v),
        Number::Double(v) => Value::Double(*v),
        Number::Decimal(v) => Value::object(system::DECIMAL, Data::Decimal(**v)),
        Number::BigInt(v) => Value::object(system::BIG_INTEGER, Data::BigInt((**v).clone())),
    }
}

impl Local {
    /// As an expression.
    pub fn expr(self) -> Expr {
        Expr::Local(self)
    }
}

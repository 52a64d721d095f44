//! The classes of nodes and their properties.

use super::node::Node;
use super::{enums, list, names, optional, text};
use crate::block::{Block, Code};
use crate::frame::Layout;
use crate::names::Names;
use std::sync::Arc;
use stint_object::members::Member;
use stint_object::shape::Bag;
use stint_object::types::{Method, Property, TypeInfo, method, property, system};
use stint_object::{Data, Object, Result, Type, Value, convert};
use stint_syntax::ast::{BlockKind, ChainOperator, Constant, InvocationOperator, TypeKind};
use stint_syntax::{CommandElement, Expression, NodeRef, TokenKind};

fn read(this: &Value, get: impl FnOnce(&Node, NodeRef<'_>) -> Value) -> Result<Value> {
    Ok(match this.payload::<Node>() {
        Some(node) => get(node, node.node()),
        None => Value::Null,
    })
}

fn find(this: &Value, args: &[Value], one: bool) -> Result<Vec<Value>> {
    match this.payload::<Node>() {
        Some(node) => node.find(&args[0], convert::to_bool(&args[1]), one),
        None => Ok(Vec::new()),
    }
}

/// `Ast`.
const AST: Type = {
    static PROPERTIES: &[Property] = &[
        property(
            "System.Management.Automation.Language.IScriptExtent Extent {get;}",
            |this| read(this, |me, _| me.extent()),
        ),
        property(
            "System.Management.Automation.Language.Ast Parent {get;}",
            |this| read(this, |me, _| me.parent()),
        ),
    ];
    static METHODS: &[Method] = &[
        method(
            "System.Management.Automation.Language.Ast Copy()",
            |this, _| Ok(this.clone()),
        ),
        method(
            "System.Management.Automation.Language.Ast Find(scriptblock predicate, bool searchNestedScriptBlocks)",
            |this, args| Ok(find(this, args, true)?.pop().unwrap_or_default()),
        ),
        method(
            "System.Collections.Generic.IEnumerable[System.Management.Automation.Language.Ast] FindAll(scriptblock predicate, bool searchNestedScriptBlocks)",
            |this, args| find(this, args, false).map(Value::array),
        ),
        method("System.Object SafeGetValue()", |this, _| constant(this)),
        method("string ToString()", |this, _| read(this, |me, _| me.text())),
    ];
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Language.Ast")
        .properties(PROPERTIES)
        .methods(METHODS);
    Type(&INFO)
};

/// The value of a constant expression, as `SafeGetValue` gives it.
fn constant(this: &Value) -> Result<Value> {
    let Some(me) = this.payload::<Node>() else {
        return Ok(Value::Null);
    };
    match me.node() {
        NodeRef::ConstantExpression(n) => Ok(constant_value(&n.value)),
        NodeRef::StringConstantExpression(n) => Ok(text(&n.value)),
        NodeRef::ArrayLiteral(_)
        | NodeRef::ArrayExpression(_)
        | NodeRef::Hashtable(_)
        | NodeRef::UnaryExpression(_)
        | NodeRef::ParenExpression(_)
        | NodeRef::ExpandableStringExpression(_)
        | NodeRef::VariableExpression(_)
        | NodeRef::ConvertExpression(_)
        | NodeRef::BinaryExpression(_) => {
            let source = me.source().slice(me.node().extent());
            let rs = crate::runspace::Runspace::current()?;
            let code = rs.compile(source, None)?;
            rs.run_in_module(0, &code, &[]).map(Value::collected)
        }
        _ => Err(super::refused(
            "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions.",
        )),
    }
}

fn constant_value(value: &Constant) -> Value {
    match value {
        Constant::Number(number) => crate::lower::number_value(number),
        Constant::True => Value::Bool(true),
    }
}

/// The .NET type of an expression as far as its text says.
fn static_type(node: NodeRef<'_>) -> Value {
    let ty = match node {
        NodeRef::ConstantExpression(n) => constant_value(&n.value).ty(),
        NodeRef::StringConstantExpression(_) | NodeRef::ExpandableStringExpression(_) => {
            Some(system::STRING)
        }
        NodeRef::ArrayLiteral(_) | NodeRef::ArrayExpression(_) => Some(system::object_array()),
        NodeRef::Hashtable(_) => Some(system::HASHTABLE),
        NodeRef::ScriptBlockExpression(_) => Some(system::SCRIPT_BLOCK),
        NodeRef::TypeExpression(_) => Some(system::TYPE),
        NodeRef::ConvertExpression(n) => {
            stint_object::types::resolve::find(&n.type_constraint.type_name.name())
        }
        _ => None,
    };
    Value::from(ty.unwrap_or(system::OBJECT))
}

/// `GetCommandName()`: the name, where it is a plain word.
fn command_name(node: NodeRef<'_>) -> Value {
    match node {
        NodeRef::Command(n) => match n.elements.first() {
            Some(CommandElement::Expression(Expression::StringConstant(name))) => text(&name.value),
            _ => Value::Null,
        },
        _ => Value::Null,
    }
}

fn pair(first: Value, second: Value) -> Value {
    let mut bag = Bag::default();
    bag.set("Item1", Member::Note(first));
    bag.set("Item2", Member::Note(second));
    Value::Object(Object::with_members(
        system::PS_CUSTOM_OBJECT,
        Data::Custom,
        bag,
    ))
}

fn block_kind(kind: BlockKind) -> Value {
    enums::kind(match kind {
        BlockKind::Begin => TokenKind::Begin,
        BlockKind::Process => TokenKind::Process,
        BlockKind::End => TokenKind::End,
        BlockKind::Clean => TokenKind::Clean,
        BlockKind::Dynamicparam => TokenKind::Dynamicparam,
    })
}

fn script_block(this: &Value) -> Result<Value> {
    Ok(match this.payload::<Node>().and_then(Node::block) {
        Some(ast) => {
            let code = Code::new(
                ast,
                None,
                Arc::new(Layout::default()),
                Arc::new(Names::default()),
            );
            Block::value(code, 0)
        }
        None => Value::Null,
    })
}

macro_rules! classes {
    ($($constant:ident $name:literal : $base:ident $variant:ident [$($signature:literal => |$n:pat_param, $me:pat_param| $body:expr;)*] $([$($methods:expr),*])?;)+) => {
        $(const $constant: Type = {
            static PROPERTIES: &[Property] = &[$(property($signature, |this| read(this, |me, node| match node {
                NodeRef::$variant(n) => {
                    let ($n, $me) = (n, me);
                    $body
                }
                _ => Value::Null,
            }))),*];
            static INFO: TypeInfo = TypeInfo::class(concat!("System.Management.Automation.Language.", $name))
                .base($base)
                .properties(PROPERTIES)
                $(.methods(&[$($methods),*]))?;
            Type(&INFO)
        };)+
        static CONCRETE: &[Type] = &[$($constant),+];
    };
}

macro_rules! bases {
    ($($constant:ident $name:literal : $base:ident;)+) => {
        $(const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::class(concat!("System.Management.Automation.Language.", $name)).base($base);
            Type(&INFO)
        };)+
        static ABSTRACT: &[Type] = &[$($constant),+];
    };
}

bases! {
    STATEMENT "StatementAst": AST;
    COMMAND_ELEMENT "CommandElementAst": AST;
    COMMAND_BASE "CommandBaseAst": STATEMENT;
    PIPELINE_BASE "PipelineBaseAst": STATEMENT;
    CHAINABLE "ChainableAst": PIPELINE_BASE;
    LABELED "LabeledStatementAst": STATEMENT;
    LOOP "LoopStatementAst": LABELED;
    ATTRIBUTE_BASE "AttributeBaseAst": AST;
    MEMBER_BASE "MemberAst": AST;
    REDIRECTION "RedirectionAst": AST;
}

const EXPRESSION: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Language.ExpressionAst")
        .base(COMMAND_ELEMENT)
        .properties(&[property("type StaticType {get;}", |this| {
            read(this, |_, node| static_type(node))
        })]);
    Type(&INFO)
};

classes! {
    SCRIPT_BLOCK "ScriptBlockAst": AST ScriptBlock [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.AttributeAst] Attributes {get;}" => |n, me| me.all(&n.attributes);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.UsingStatementAst] UsingStatements {get;}" => |n, me| me.all(&n.using_statements);
        "System.Management.Automation.Language.ParamBlockAst ParamBlock {get;}" => |n, me| me.maybe(n.param_block.as_ref());
        "System.Management.Automation.Language.NamedBlockAst BeginBlock {get;}" => |n, me| me.maybe(n.begin_block.as_ref());
        "System.Management.Automation.Language.NamedBlockAst ProcessBlock {get;}" => |n, me| me.maybe(n.process_block.as_ref());
        "System.Management.Automation.Language.NamedBlockAst EndBlock {get;}" => |n, me| me.maybe(n.end_block.as_ref());
        "System.Management.Automation.Language.NamedBlockAst CleanBlock {get;}" => |n, me| me.maybe(n.clean_block.as_ref());
        "System.Management.Automation.Language.NamedBlockAst DynamicParamBlock {get;}" => |n, me| me.maybe(n.dynamic_param_block.as_ref());
        "System.Management.Automation.Language.ScriptRequirements ScriptRequirements {get;}" => |_, _| Value::Null;
    ] [method("scriptblock GetScriptBlock()", |this, _| script_block(this))];
    PARAM_BLOCK "ParamBlockAst": AST ParamBlock [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.AttributeAst] Attributes {get;}" => |n, me| me.all(&n.attributes);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ParameterAst] Parameters {get;}" => |n, me| me.all(&n.parameters);
    ];
    NAMED_BLOCK "NamedBlockAst": AST NamedBlock [
        "bool Unnamed {get;}" => |n, _| Value::Bool(n.unnamed);
        "System.Management.Automation.Language.TokenKind BlockKind {get;}" => |n, _| block_kind(n.kind);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.StatementAst] Statements {get;}" => |n, me| me.all(&n.statements);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.TrapStatementAst] Traps {get;}" => |n, me| if n.traps.is_empty() { Value::Null } else { me.all(&n.traps) };
    ];
    STATEMENT_BLOCK "StatementBlockAst": AST StatementBlock [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.StatementAst] Statements {get;}" => |n, me| me.all(&n.statements);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.TrapStatementAst] Traps {get;}" => |n, me| if n.traps.is_empty() { Value::Null } else { me.all(&n.traps) };
    ];
    NAMED_ARGUMENT "NamedAttributeArgumentAst": AST NamedAttributeArgument [
        "string ArgumentName {get;}" => |n, _| text(&n.name);
        "System.Management.Automation.Language.ExpressionAst Argument {get;}" => |n, me| me.child(&n.argument);
        "bool ExpressionOmitted {get;}" => |n, _| Value::Bool(n.expression_omitted);
    ];
    ATTRIBUTE "AttributeAst": ATTRIBUTE_BASE Attribute [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ExpressionAst] PositionalArguments {get;}" => |n, me| me.all(&n.positional);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.NamedAttributeArgumentAst] NamedArguments {get;}" => |n, me| me.all(&n.named);
        "System.Management.Automation.Language.ITypeName TypeName {get;}" => |n, me| names::type_name(me.source(), &n.type_name);
    ];
    TYPE_CONSTRAINT "TypeConstraintAst": ATTRIBUTE_BASE TypeConstraint [
        "System.Management.Automation.Language.ITypeName TypeName {get;}" => |n, me| names::type_name(me.source(), &n.type_name);
    ];
    PARAMETER "ParameterAst": AST Parameter [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.AttributeBaseAst] Attributes {get;}" => |n, me| me.all(&n.attributes);
        "System.Management.Automation.Language.VariableExpressionAst Name {get;}" => |n, me| me.child(&*n.name);
        "System.Management.Automation.Language.ExpressionAst DefaultValue {get;}" => |n, me| me.maybe(n.default.as_ref());
        "type StaticType {get;}" => |n, _| {
            let ty = n.attributes.iter().rev().find_map(|attribute| match attribute {
                stint_syntax::AttributeBase::TypeConstraint(ty) => stint_object::types::resolve::find(&ty.type_name.name()),
                stint_syntax::AttributeBase::Attribute(_) => None,
            });
            Value::from(ty.unwrap_or(system::OBJECT))
        };
    ];
    TYPE_DEFINITION "TypeDefinitionAst": STATEMENT TypeDefinition [
        "string Name {get;}" => |n, _| text(&n.name);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.AttributeAst] Attributes {get;}" => |n, me| me.all(&n.attributes);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.TypeConstraintAst] BaseTypes {get;}" => |n, me| me.all(&n.base_types);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.MemberAst] Members {get;}" => |n, me| me.all(&n.members);
        "bool IsEnum {get;}" => |n, _| Value::Bool(n.kind == TypeKind::Enum);
        "bool IsClass {get;}" => |n, _| Value::Bool(n.kind == TypeKind::Class);
        "bool IsInterface {get;}" => |n, _| Value::Bool(n.kind == TypeKind::Interface);
    ];
    USING_STATEMENT "UsingStatementAst": STATEMENT UsingStatement [
        "System.Management.Automation.Language.UsingStatementKind UsingStatementKind {get;}" => |n, _| enums::using(n.kind);
        "System.Management.Automation.Language.StringConstantExpressionAst Name {get;}" => |n, me| me.maybe(n.name.as_deref());
        "System.Management.Automation.Language.StringConstantExpressionAst Alias {get;}" => |n, me| me.maybe(n.alias.as_deref());
        "System.Management.Automation.Language.HashtableAst ModuleSpecification {get;}" => |n, me| me.maybe(n.module_specification.as_deref());
    ];
    PROPERTY_MEMBER "PropertyMemberAst": MEMBER_BASE PropertyMember [
        "string Name {get;}" => |n, _| text(&n.name);
        "System.Management.Automation.Language.TypeConstraintAst PropertyType {get;}" => |n, me| me.maybe(n.property_type.as_ref());
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.AttributeAst] Attributes {get;}" => |n, me| me.all(&n.attributes);
        "System.Management.Automation.Language.ExpressionAst InitialValue {get;}" => |n, me| me.maybe(n.initial_value.as_ref());
        "bool IsPublic {get;}" => |_, _| Value::Bool(true);
        "bool IsPrivate {get;}" => |_, _| Value::Bool(false);
        "bool IsHidden {get;}" => |n, _| Value::Bool(n.flags.is_hidden);
        "bool IsStatic {get;}" => |n, _| Value::Bool(n.flags.is_static);
    ];
    FUNCTION_MEMBER "FunctionMemberAst": MEMBER_BASE FunctionMember [
        "string Name {get;}" => |n, _| text(n.name());
        "System.Management.Automation.Language.TypeConstraintAst ReturnType {get;}" => |n, me| me.maybe(n.return_type.as_ref());
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ParameterAst] Parameters {get;}" => |n, me| me.all(n.parameters());
        "System.Management.Automation.Language.ScriptBlockAst Body {get;}" => |n, me| me.child(&*n.function.body);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.AttributeAst] Attributes {get;}" => |n, me| me.all(&n.attributes);
        "bool IsPublic {get;}" => |_, _| Value::Bool(true);
        "bool IsPrivate {get;}" => |_, _| Value::Bool(false);
        "bool IsHidden {get;}" => |n, _| Value::Bool(n.flags.is_hidden);
        "bool IsStatic {get;}" => |n, _| Value::Bool(n.flags.is_static);
        "bool IsConstructor {get;}" => |n, _| Value::Bool(n.is_constructor);
    ];
    FUNCTION_DEFINITION "FunctionDefinitionAst": STATEMENT FunctionDefinition [
        "bool IsFilter {get;}" => |n, _| Value::Bool(n.is_filter);
        "bool IsWorkflow {get;}" => |n, _| Value::Bool(n.is_workflow);
        "string Name {get;}" => |n, _| text(&n.name);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ParameterAst] Parameters {get;}" => |n, me| if n.parameters.is_empty() { Value::Null } else { me.all(&n.parameters) };
        "System.Management.Automation.Language.ScriptBlockAst Body {get;}" => |n, me| me.child(&*n.body);
    ];
    IF_STATEMENT "IfStatementAst": STATEMENT IfStatement [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Tuple[System.Management.Automation.Language.PipelineBaseAst,System.Management.Automation.Language.StatementBlockAst]] Clauses {get;}" => |n, me| list(n.clauses.iter().map(|(test, body)| pair(me.child(test), me.child(body))).collect());
        "System.Management.Automation.Language.StatementBlockAst ElseClause {get;}" => |n, me| me.maybe(n.else_clause.as_ref());
    ];
    DATA_STATEMENT "DataStatementAst": STATEMENT DataStatement [
        "string Variable {get;}" => |n, _| optional(n.variable.as_deref());
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ExpressionAst] CommandsAllowed {get;}" => |n, me| me.all(&n.commands_allowed);
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
    ];
    FOREACH_STATEMENT "ForEachStatementAst": LOOP ForEachStatement [
        "System.Management.Automation.Language.VariableExpressionAst Variable {get;}" => |n, me| me.child(&*n.variable);
        "System.Management.Automation.Language.ExpressionAst ThrottleLimit {get;}" => |n, me| me.maybe(n.throttle_limit.as_ref());
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
        "string Label {get;}" => |n, _| optional(n.label.as_deref());
        "System.Management.Automation.Language.PipelineBaseAst Condition {get;}" => |n, me| me.child(&n.condition);
    ];
    FOR_STATEMENT "ForStatementAst": LOOP ForStatement [
        "System.Management.Automation.Language.PipelineBaseAst Initializer {get;}" => |n, me| me.maybe(n.initializer.as_ref());
        "System.Management.Automation.Language.PipelineBaseAst Iterator {get;}" => |n, me| me.maybe(n.iterator.as_ref());
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
        "string Label {get;}" => |n, _| optional(n.label.as_deref());
        "System.Management.Automation.Language.PipelineBaseAst Condition {get;}" => |n, me| me.maybe(n.condition.as_ref());
    ];
    DO_WHILE "DoWhileStatementAst": LOOP DoWhileStatement [
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
        "string Label {get;}" => |n, _| optional(n.label.as_deref());
        "System.Management.Automation.Language.PipelineBaseAst Condition {get;}" => |n, me| me.child(&n.condition);
    ];
    DO_UNTIL "DoUntilStatementAst": LOOP DoUntilStatement [
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
        "string Label {get;}" => |n, _| optional(n.label.as_deref());
        "System.Management.Automation.Language.PipelineBaseAst Condition {get;}" => |n, me| me.child(&n.condition);
    ];
    WHILE_STATEMENT "WhileStatementAst": LOOP WhileStatement [
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
        "string Label {get;}" => |n, _| optional(n.label.as_deref());
        "System.Management.Automation.Language.PipelineBaseAst Condition {get;}" => |n, me| me.child(&n.condition);
    ];
    SWITCH_STATEMENT "SwitchStatementAst": LABELED SwitchStatement [
        "System.Management.Automation.Language.SwitchFlags Flags {get;}" => |n, _| enums::switch(n.flags);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Tuple[System.Management.Automation.Language.ExpressionAst,System.Management.Automation.Language.StatementBlockAst]] Clauses {get;}" => |n, me| list(n.clauses.iter().map(|(test, body)| pair(me.child(test), me.child(body))).collect());
        "System.Management.Automation.Language.StatementBlockAst Default {get;}" => |n, me| me.maybe(n.default.as_ref());
        "string Label {get;}" => |n, _| optional(n.label.as_deref());
        "System.Management.Automation.Language.PipelineBaseAst Condition {get;}" => |n, me| me.child(&n.condition);
    ];
    CATCH_CLAUSE "CatchClauseAst": AST CatchClause [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.TypeConstraintAst] CatchTypes {get;}" => |n, me| me.all(&n.catch_types);
        "bool IsCatchAll {get;}" => |n, _| Value::Bool(n.catch_types.is_empty());
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
    ];
    TRY_STATEMENT "TryStatementAst": STATEMENT TryStatement [
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.CatchClauseAst] CatchClauses {get;}" => |n, me| me.all(&n.catch_clauses);
        "System.Management.Automation.Language.StatementBlockAst Finally {get;}" => |n, me| me.maybe(n.finally.as_ref());
    ];
    TRAP_STATEMENT "TrapStatementAst": STATEMENT TrapStatement [
        "System.Management.Automation.Language.TypeConstraintAst TrapType {get;}" => |n, me| me.maybe(n.trap_type.as_ref());
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
    ];
    BREAK_STATEMENT "BreakStatementAst": STATEMENT BreakStatement [
        "System.Management.Automation.Language.ExpressionAst Label {get;}" => |n, me| me.maybe(n.label.as_ref());
    ];
    CONTINUE_STATEMENT "ContinueStatementAst": STATEMENT ContinueStatement [
        "System.Management.Automation.Language.ExpressionAst Label {get;}" => |n, me| me.maybe(n.label.as_ref());
    ];
    RETURN_STATEMENT "ReturnStatementAst": STATEMENT ReturnStatement [
        "System.Management.Automation.Language.PipelineBaseAst Pipeline {get;}" => |n, me| me.maybe(n.pipeline.as_ref());
    ];
    EXIT_STATEMENT "ExitStatementAst": STATEMENT ExitStatement [
        "System.Management.Automation.Language.PipelineBaseAst Pipeline {get;}" => |n, me| me.maybe(n.pipeline.as_ref());
    ];
    THROW_STATEMENT "ThrowStatementAst": STATEMENT ThrowStatement [
        "System.Management.Automation.Language.PipelineBaseAst Pipeline {get;}" => |n, me| me.maybe(n.pipeline.as_ref());
        "bool IsRethrow {get;}" => |n, _| Value::Bool(n.pipeline.is_none());
    ];
    BLOCK_STATEMENT "BlockStatementAst": STATEMENT BlockStatement [
        "System.Management.Automation.Language.StatementBlockAst Body {get;}" => |n, me| me.child(&n.body);
    ];
    CONFIGURATION_DEFINITION "ConfigurationDefinitionAst": STATEMENT ConfigurationDefinition [];
    PIPELINE_CHAIN "PipelineChainAst": CHAINABLE PipelineChain [
        "System.Management.Automation.Language.ChainableAst LhsPipelineChain {get;}" => |n, me| me.child(&n.left);
        "System.Management.Automation.Language.PipelineAst RhsPipeline {get;}" => |n, me| me.child(&n.right);
        "System.Management.Automation.Language.TokenKind Operator {get;}" => |n, _| enums::kind(if n.operator == ChainOperator::AndAnd { TokenKind::AndAnd } else { TokenKind::OrOr });
        "bool Background {get;}" => |n, _| Value::Bool(n.background);
    ];
    PIPELINE "PipelineAst": CHAINABLE Pipeline [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.CommandBaseAst] PipelineElements {get;}" => |n, me| me.all(&n.elements);
        "bool Background {get;}" => |n, _| Value::Bool(n.background);
    ];
    ASSIGNMENT_STATEMENT "AssignmentStatementAst": PIPELINE_BASE AssignmentStatement [
        "System.Management.Automation.Language.ExpressionAst Left {get;}" => |n, me| me.child(&n.left);
        "System.Management.Automation.Language.TokenKind Operator {get;}" => |n, _| enums::kind(n.operator.kind());
        "System.Management.Automation.Language.StatementAst Right {get;}" => |n, me| me.child(&n.right);
        "System.Management.Automation.Language.IScriptExtent ErrorPosition {get;}" => |n, me| me.place(n.error_position);
    ];
    ERROR_STATEMENT "ErrorStatementAst": PIPELINE_BASE ErrorStatement [];
    COMMAND "CommandAst": COMMAND_BASE Command [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.CommandElementAst] CommandElements {get;}" => |n, me| me.all(&n.elements);
        "System.Management.Automation.Language.TokenKind InvocationOperator {get;}" => |n, _| enums::kind(match n.invocation_operator {
            InvocationOperator::None => TokenKind::Unknown,
            InvocationOperator::Ampersand => TokenKind::Ampersand,
            InvocationOperator::Dot => TokenKind::Dot,
        });
        "System.Management.Automation.Language.DynamicKeyword DefiningKeyword {get;}" => |_, _| Value::Null;
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.RedirectionAst] Redirections {get;}" => |n, me| me.all(&n.redirections);
    ] [method("string GetCommandName()", |this, _| read(this, |_, node| command_name(node)))];
    COMMAND_EXPRESSION "CommandExpressionAst": COMMAND_BASE CommandExpression [
        "System.Management.Automation.Language.ExpressionAst Expression {get;}" => |n, me| me.child(&n.expression);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.RedirectionAst] Redirections {get;}" => |n, me| me.all(&n.redirections);
    ];
    COMMAND_PARAMETER "CommandParameterAst": COMMAND_ELEMENT CommandParameter [
        "string ParameterName {get;}" => |n, _| text(&n.name);
        "System.Management.Automation.Language.ExpressionAst Argument {get;}" => |n, me| me.maybe(n.argument.as_ref());
        "System.Management.Automation.Language.IScriptExtent ErrorPosition {get;}" => |n, me| me.place(n.error_position);
    ];
    MERGING_REDIRECTION "MergingRedirectionAst": REDIRECTION MergingRedirection [
        "System.Management.Automation.Language.RedirectionStream ToStream {get;}" => |n, _| enums::stream(n.to);
        "System.Management.Automation.Language.RedirectionStream FromStream {get;}" => |n, _| enums::stream(n.from);
    ];
    FILE_REDIRECTION "FileRedirectionAst": REDIRECTION FileRedirection [
        "System.Management.Automation.Language.ExpressionAst Location {get;}" => |n, me| me.child(&n.location);
        "bool Append {get;}" => |n, _| Value::Bool(n.append);
        "System.Management.Automation.Language.RedirectionStream FromStream {get;}" => |n, _| enums::stream(n.from);
    ];
    TERNARY "TernaryExpressionAst": EXPRESSION TernaryExpression [
        "System.Management.Automation.Language.ExpressionAst Condition {get;}" => |n, me| me.child(&n.condition);
        "System.Management.Automation.Language.ExpressionAst IfTrue {get;}" => |n, me| me.child(&n.if_true);
        "System.Management.Automation.Language.ExpressionAst IfFalse {get;}" => |n, me| me.child(&n.if_false);
    ];
    BINARY "BinaryExpressionAst": EXPRESSION BinaryExpression [
        "System.Management.Automation.Language.TokenKind Operator {get;}" => |n, _| enums::kind(n.operator.kind());
        "System.Management.Automation.Language.ExpressionAst Left {get;}" => |n, me| me.child(&n.left);
        "System.Management.Automation.Language.ExpressionAst Right {get;}" => |n, me| me.child(&n.right);
        "System.Management.Automation.Language.IScriptExtent ErrorPosition {get;}" => |n, me| me.place(n.error_position);
    ];
    UNARY "UnaryExpressionAst": EXPRESSION UnaryExpression [
        "System.Management.Automation.Language.TokenKind TokenKind {get;}" => |n, _| enums::kind(n.operator.kind());
        "System.Management.Automation.Language.ExpressionAst Child {get;}" => |n, me| me.child(&n.child);
    ];
    ATTRIBUTED "AttributedExpressionAst": EXPRESSION AttributedExpression [
        "System.Management.Automation.Language.ExpressionAst Child {get;}" => |n, me| me.child(&n.child);
        "System.Management.Automation.Language.AttributeBaseAst Attribute {get;}" => |n, me| me.child(&n.attribute);
    ];
    CONVERT "ConvertExpressionAst": ATTRIBUTED ConvertExpression [
        "System.Management.Automation.Language.TypeConstraintAst Type {get;}" => |n, me| me.child(&n.type_constraint);
        "System.Management.Automation.Language.ExpressionAst Child {get;}" => |n, me| me.child(&n.child);
        "System.Management.Automation.Language.AttributeBaseAst Attribute {get;}" => |n, me| me.child(&n.type_constraint);
    ];
    MEMBER_EXPRESSION "MemberExpressionAst": EXPRESSION MemberExpression [
        "System.Management.Automation.Language.ExpressionAst Expression {get;}" => |n, me| me.child(&n.target);
        "System.Management.Automation.Language.CommandElementAst Member {get;}" => |n, me| me.child(&n.member);
        "bool Static {get;}" => |n, _| Value::Bool(n.is_static);
        "bool NullConditional {get;}" => |n, _| Value::Bool(n.null_conditional);
    ];
    INVOKE_MEMBER "InvokeMemberExpressionAst": MEMBER_EXPRESSION InvokeMemberExpression [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ITypeName] GenericTypeArguments {get;}" => |n, me| if n.generic_type_arguments.is_empty() { Value::Null } else { list(n.generic_type_arguments.iter().map(|ty| names::type_name(me.source(), ty)).collect()) };
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ExpressionAst] Arguments {get;}" => |n, me| if n.arguments.is_empty() { Value::Null } else { me.all(&n.arguments) };
        "System.Management.Automation.Language.ExpressionAst Expression {get;}" => |n, me| me.child(&n.target);
        "System.Management.Automation.Language.CommandElementAst Member {get;}" => |n, me| me.child(&n.member);
        "bool Static {get;}" => |n, _| Value::Bool(n.is_static);
        "bool NullConditional {get;}" => |n, _| Value::Bool(n.null_conditional);
    ];
    BASE_CONSTRUCTOR "BaseCtorInvokeMemberExpressionAst": INVOKE_MEMBER BaseCtorInvokeMemberExpression [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ExpressionAst] Arguments {get;}" => |n, me| me.all(&n.arguments);
    ];
    TYPE_EXPRESSION "TypeExpressionAst": EXPRESSION TypeExpression [
        "System.Management.Automation.Language.ITypeName TypeName {get;}" => |n, me| names::type_name(me.source(), &n.type_name);
    ];
    VARIABLE_EXPRESSION "VariableExpressionAst": EXPRESSION VariableExpression [
        "System.Management.Automation.VariablePath VariablePath {get;}" => |n, _| names::variable_path(&n.path);
        "bool Splatted {get;}" => |n, _| Value::Bool(n.splatted);
    ];
    CONSTANT_EXPRESSION "ConstantExpressionAst": EXPRESSION ConstantExpression [
        "System.Object Value {get;}" => |n, _| constant_value(&n.value);
    ];
    STRING_CONSTANT "StringConstantExpressionAst": CONSTANT_EXPRESSION StringConstantExpression [
        "System.Management.Automation.Language.StringConstantType StringConstantType {get;}" => |n, _| enums::quoting(n.kind);
        "string Value {get;}" => |n, _| text(&n.value);
    ];
    EXPANDABLE_STRING "ExpandableStringExpressionAst": EXPRESSION ExpandableStringExpression [
        "string Value {get;}" => |n, _| text(&n.value);
        "System.Management.Automation.Language.StringConstantType StringConstantType {get;}" => |n, _| enums::quoting(n.kind);
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ExpressionAst] NestedExpressions {get;}" => |n, me| me.all(&n.nested);
    ];
    SCRIPT_BLOCK_EXPRESSION "ScriptBlockExpressionAst": EXPRESSION ScriptBlockExpression [
        "System.Management.Automation.Language.ScriptBlockAst ScriptBlock {get;}" => |n, me| me.child(&*n.script_block);
    ];
    ARRAY_LITERAL "ArrayLiteralAst": EXPRESSION ArrayLiteral [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ExpressionAst] Elements {get;}" => |n, me| me.all(&n.elements);
    ];
    HASHTABLE_NODE "HashtableAst": EXPRESSION Hashtable [
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Tuple[System.Management.Automation.Language.ExpressionAst,System.Management.Automation.Language.StatementAst]] KeyValuePairs {get;}" => |n, me| list(n.pairs.iter().map(|(key, value)| pair(me.child(key), me.child(value))).collect());
    ];
    ARRAY_EXPRESSION "ArrayExpressionAst": EXPRESSION ArrayExpression [
        "System.Management.Automation.Language.StatementBlockAst SubExpression {get;}" => |n, me| me.child(&n.sub_expression);
    ];
    PAREN_EXPRESSION "ParenExpressionAst": EXPRESSION ParenExpression [
        "System.Management.Automation.Language.PipelineBaseAst Pipeline {get;}" => |n, me| me.child(&n.pipeline);
    ];
    SUB_EXPRESSION "SubExpressionAst": EXPRESSION SubExpression [
        "System.Management.Automation.Language.StatementBlockAst SubExpression {get;}" => |n, me| me.child(&n.sub_expression);
    ];
    USING_EXPRESSION "UsingExpressionAst": EXPRESSION UsingExpression [
        "System.Management.Automation.Language.ExpressionAst SubExpression {get;}" => |n, me| me.child(&n.sub_expression);
    ];
    INDEX_EXPRESSION "IndexExpressionAst": EXPRESSION IndexExpression [
        "System.Management.Automation.Language.ExpressionAst Target {get;}" => |n, me| me.child(&n.target);
        "System.Management.Automation.Language.ExpressionAst Index {get;}" => |n, me| me.child(&n.index);
        "bool NullConditional {get;}" => |n, _| Value::Bool(n.null_conditional);
    ];
    ERROR_EXPRESSION "ErrorExpressionAst": EXPRESSION ErrorExpression [];
}

static TOP: &[Type] = &[AST, EXPRESSION];

/// Every class, for look-up by name.
pub(super) static TABLES: [&[Type]; 3] = [TOP, ABSTRACT, CONCRETE];

/// The class of a node by its name.
pub(super) fn of(name: &str) -> Type {
    CONCRETE
        .iter()
        .find(|ty| ty.short_name() == name)
        .copied()
        .unwrap_or(AST)
}

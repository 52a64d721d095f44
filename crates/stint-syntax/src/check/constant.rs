//! Which expressions are constants.

use crate::ast::*;
use crate::operator::BinaryOperator;
use crate::token::TokenFlags;

use super::is_type;

/// What a constant is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An argument of an attribute, which may be a script block too.
    Attribute,
    /// An argument of an attribute in a class, which may not.
    ClassAttribute,
}

/// Types that a constant may be cast to.
const PRIMITIVE: [&str; 20] = [
    "bool", "boolean", "byte", "sbyte", "char", "short", "ushort", "int", "uint", "long", "ulong",
    "int16", "uint16", "int32", "uint32", "int64", "uint64", "float", "single", "double",
];

/// Types whose static members are computed, so that none is a constant.
const WITHOUT_CONSTANTS: [&str; 11] = [
    "string",
    "guid",
    "datetime",
    "datetimeoffset",
    "timespan",
    "decimal",
    "version",
    "environment",
    "io.path",
    "console",
    "bigint",
];

/// True when an expression is a constant.
pub(super) fn is_constant(expression: &Expression, purpose: Purpose) -> bool {
    match expression {
        Expression::Constant(_) | Expression::StringConstant(_) | Expression::Type(_) => true,
        Expression::Variable(variable) => is_constant_variable(variable),
        Expression::Using(using) => is_constant(&using.sub_expression, purpose),
        Expression::Binary(_) => is_constant_chain(expression, purpose),
        Expression::Unary(unary) => {
            unary.operator.kind().has(TokenFlags::CAN_CONSTANT_FOLD)
                && is_constant(&unary.child, purpose)
        }
        Expression::Ternary(ternary) => [&ternary.condition, &ternary.if_true, &ternary.if_false]
            .into_iter()
            .all(|part| is_constant(part, purpose)),
        Expression::Convert(convert) => {
            is_type(&convert.type_constraint.type_name, &PRIMITIVE)
                && is_constant(&convert.child, purpose)
        }
        Expression::Member(member) => is_constant_member(member),
        Expression::ArrayLiteral(list) => list
            .elements
            .iter()
            .all(|element| is_constant(element, purpose)),
        Expression::ScriptBlock(_) => purpose == Purpose::Attribute,
        Expression::Paren(paren) => is_constant_statement(&paren.pipeline, purpose),
        Expression::SubExpression(sub) => match sub.sub_expression.statements.as_slice() {
            [only] => sub.sub_expression.traps.is_empty() && is_constant_statement(only, purpose),
            _ => false,
        },
        _ => false,
    }
}

fn is_constant_statement(statement: &Statement, purpose: Purpose) -> bool {
    statement
        .pure_expression()
        .is_some_and(|expression| is_constant(expression, purpose))
}

/// `$true`, `$false` and `$null`.
pub(super) fn is_constant_variable(variable: &VariableExpressionAst) -> bool {
    variable.path.is_variable
        && ["true", "false", "null"]
            .iter()
            .any(|name| variable.path.unqualified().eq_ignore_ascii_case(name))
}

fn is_constant_chain(expression: &Expression, purpose: Purpose) -> bool {
    let mut next = expression;
    while let Expression::Binary(binary) = next {
        let folds = binary.operator.kind().has(TokenFlags::CAN_CONSTANT_FOLD);
        if !folds || !is_constant(&binary.right, purpose) || divides_by_nothing(binary) {
            return false;
        }
        next = &binary.left;
    }
    is_constant(next, purpose)
}

fn divides_by_nothing(binary: &BinaryExpressionAst) -> bool {
    let Expression::Variable(variable) = &binary.right else {
        return false;
    };
    matches!(
        binary.operator,
        BinaryOperator::Divide | BinaryOperator::Rem
    ) && ["false", "null"]
        .iter()
        .any(|name| variable.path.unqualified().eq_ignore_ascii_case(name))
}

/// A static member of a type, when it could be a constant or a value of an enum. The type system would know.
fn is_constant_member(member: &MemberExpressionAst) -> bool {
    let Expression::Type(type_expression) = &member.target else {
        return false;
    };
    member.is_static
        && matches!(member.member, Expression::StringConstant(_))
        && !is_type(&type_expression.type_name, &WITHOUT_CONSTANTS)
}

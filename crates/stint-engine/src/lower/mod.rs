//! From the tree to nodes: resolves variables to slots, folds constants, and finds nothing else out.

mod command;
mod expression;
mod statement;
mod target;
mod type_definitions;

pub(crate) use expression::number as number_value;

use crate::block::{Code, Lowered, ParamNode, Params};
use crate::frame::Layout;
use crate::node::{AttributeNode, Body, Local, Trap, TypeNode};
use crate::symbol::{Symbol, known};
use std::sync::{Arc, OnceLock};
use stint_object::Str;
use stint_syntax::{
    AttributeAst, AttributeBase, NamedBlockAst, ParameterAst, ScriptBlockAst, Statement,
    StatementBlockAst, TrapStatementAst, TypeName,
};

/// What lowering one piece of code needs.
pub(crate) struct Lowerer<'a> {
    code: &'a Code,
    layout: &'a Arc<Layout>,
}

/// Lowers code for a scope with a layout.
pub(crate) fn code(code: &Code, layout: &Arc<Layout>) -> Lowered {
    let lowerer = Lowerer { code, layout };
    let ast = &code.ast;
    let block = |block: &Option<NamedBlockAst>| block.as_ref().map(|block| lowerer.named(block));
    let end = block(&ast.end_block);
    Lowered {
        params: lowerer.params(),
        dynamic: block(&ast.dynamic_param_block),
        begin: block(&ast.begin_block),
        process: block(&ast.process_block),
        is_expression: end.as_ref().is_some_and(Body::is_expression),
        end,
        clean: block(&ast.clean_block),
        types: type_definitions::of(ast),
        modules: modules(ast),
        item: lowerer.local_of(*known::ITEM),
    }
}

/// The modules that a script uses.
fn modules(ast: &ScriptBlockAst) -> Vec<Arc<str>> {
    ast.using_statements
        .iter()
        .filter(|using| using.kind == stint_syntax::UsingStatementKind::Module)
        .filter_map(|using| match (&using.name, &using.module_specification) {
            (Some(name), _) => Some(Arc::from(&*name.value)),
            (None, Some(table)) => table.pairs.iter().find_map(|(key, value)| {
                let stint_syntax::Expression::StringConstant(key) = key else {
                    return None;
                };
                key.value.eq_ignore_ascii_case("ModuleName").then(|| {
                    ast.source
                        .slice(value.extent())
                        .trim_matches(['\'', '"'])
                        .into()
                })
            }),
            (None, None) => None,
        })
        .collect()
}

/// Lowers an expression of some code for a scope with a layout.
pub(crate) fn expression(
    code: &Code,
    layout: &Arc<Layout>,
    expression: &stint_syntax::Expression,
) -> crate::node::Expr {
    Lowerer { code, layout }.expression(expression)
}

/// An attribute of a class or its members.
pub(crate) fn attribute_node(
    code: &Code,
    layout: &Arc<Layout>,
    attribute: &AttributeAst,
) -> AttributeNode {
    Lowerer { code, layout }.attribute(attribute)
}

/// A type that a class names.
pub(crate) fn type_name(code: &Code, layout: &Arc<Layout>, name: &TypeName) -> TypeNode {
    Lowerer { code, layout }.type_node(name)
}

impl Lowerer<'_> {
    fn local_of(&self, name: Symbol) -> Local {
        Local {
            slot: self.layout.slot(name),
            name,
        }
    }

    fn local(&self, name: &str) -> Local {
        let name = if name.eq_ignore_ascii_case("PSItem") {
            *known::ITEM
        } else {
            Symbol::of(name)
        };
        self.local_of(name)
    }

    fn named(&self, block: &NamedBlockAst) -> Body {
        self.statements(&block.statements, &block.traps)
    }

    fn block(&self, block: &StatementBlockAst) -> Body {
        self.statements(&block.statements, &block.traps)
    }

    fn statements(&self, statements: &[Statement], traps: &[TrapStatementAst]) -> Body {
        Body {
            statements: statements
                .iter()
                .map(|statement| self.statement(statement))
                .collect(),
            traps: traps
                .iter()
                .map(|trap| Trap {
                    ty: trap
                        .trap_type
                        .as_ref()
                        .map(|ty| self.type_node(&ty.type_name)),
                    body: self.block(&trap.body),
                })
                .collect(),
        }
    }

    fn type_node(&self, name: &TypeName) -> TypeNode {
        TypeNode {
            name: name.full_name().into(),
            found: OnceLock::new(),
            usings: self.code.usings.clone(),
            extent: name.extent(),
        }
    }

    fn params(&self) -> Params {
        let ast = &self.code.ast;
        let block = ast.param_block.as_ref();
        let outside = self
            .code
            .function
            .as_ref()
            .map(|function| function.parameters.as_slice());
        let parameters: &[ParameterAst] = block
            .map(|block| block.parameters.as_slice())
            .or(outside)
            .unwrap_or_default();
        let mut attributes: Vec<AttributeNode> = ast
            .attributes
            .iter()
            .map(|attribute| self.attribute(attribute))
            .collect();
        attributes.extend(
            block
                .iter()
                .flat_map(|block| &block.attributes)
                .map(|attribute| self.attribute(attribute)),
        );
        let list: Vec<ParamNode> = parameters
            .iter()
            .map(|parameter| self.param(parameter))
            .collect();
        let is = |attribute: &AttributeNode, name: &str| {
            stint_object::shape::same_name(attribute.name.name.trim_end_matches("Attribute"), name)
        };
        let advanced = attributes
            .iter()
            .any(|attribute| is(attribute, "CmdletBinding"))
            || list.iter().any(|param| {
                param
                    .attributes
                    .iter()
                    .any(|attribute| is(attribute, "Parameter"))
            });
        let plain = !advanced && list.iter().all(|param| param.attributes.is_empty());
        Params {
            list,
            attributes,
            advanced,
            plain,
            table: OnceLock::new(),
        }
    }

    fn param(&self, parameter: &ParameterAst) -> ParamNode {
        let name: Str = parameter.name.path.unqualified().into();
        let (mut types, mut attributes) = (Vec::new(), Vec::new());
        for attribute in &parameter.attributes {
            match attribute {
                AttributeBase::TypeConstraint(ty) => types.push(self.type_node(&ty.type_name)),
                AttributeBase::Attribute(attribute) => attributes.push(self.attribute(attribute)),
            }
        }
        ParamNode {
            local: self.local(&name),
            name,
            types,
            attributes,
            default: parameter
                .default
                .as_ref()
                .map(|default| self.expression(default)),
            extent: parameter.extent,
        }
    }

    fn attribute(&self, attribute: &AttributeAst) -> AttributeNode {
        AttributeNode {
            name: self.type_node(&attribute.type_name),
            positional: attribute
                .positional
                .iter()
                .map(|argument| self.expression(argument))
                .collect(),
            named: attribute
                .named
                .iter()
                .map(|argument| {
                    (
                        Str::from(&*argument.name),
                        self.expression(&argument.argument),
                    )
                })
                .collect(),
            extent: attribute.extent,
        }
    }
}

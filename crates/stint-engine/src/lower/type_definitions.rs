//! The types that a script defines: also those within its `if`s, loops and `try`s, which exist before any of it runs.

use std::sync::Arc;
use stint_syntax::{ScriptBlockAst, Statement, StatementBlockAst, TypeDefinitionAst};

type Found = Vec<Arc<TypeDefinitionAst>>;

/// All of a block, in order. Functions and script blocks within it have their own.
pub(super) fn of(ast: &ScriptBlockAst) -> Found {
    let mut found = Found::new();
    let blocks = [&ast.begin_block, &ast.process_block, &ast.end_block];
    for block in blocks.into_iter().flatten() {
        within(&block.statements, &mut found);
    }
    found
}

fn within(statements: &[Statement], found: &mut Found) {
    for statement in statements {
        match statement {
            Statement::TypeDefinition(definition) => found.push(definition.clone()),
            Statement::If(node) => {
                let blocks = node.clauses.iter().map(|(_, block)| block);
                all(blocks.chain(&node.else_clause), found);
            }
            Statement::Switch(node) => {
                let blocks = node.clauses.iter().map(|(_, block)| block);
                all(blocks.chain(&node.default), found);
            }
            Statement::Try(node) => {
                let handlers = node.catch_clauses.iter().map(|clause| &clause.body);
                let blocks = std::iter::once(&node.body).chain(handlers);
                all(blocks.chain(&node.finally), found);
            }
            Statement::ForEach(node) => within(&node.body.statements, found),
            Statement::For(node) => within(&node.body.statements, found),
            Statement::While(node) => within(&node.body.statements, found),
            Statement::DoWhile(node) => within(&node.body.statements, found),
            Statement::DoUntil(node) => within(&node.body.statements, found),
            Statement::Block(node) => within(&node.body.statements, found),
            _ => {}
        }
    }
}

fn all<'a>(blocks: impl Iterator<Item = &'a StatementBlockAst>, found: &mut Found) {
    blocks.for_each(|block| within(&block.statements, found));
}

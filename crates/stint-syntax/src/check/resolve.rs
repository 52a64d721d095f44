//! Names of types, properties and modules: what PowerShell's symbol resolver reports.

use std::collections::{HashMap, HashSet};

use crate::ast::*;
use crate::message::Message;
use crate::node::{NodeRef, Search, Walk, WalkEvent};
use crate::shared::Shared;
use crate::source::Extent;
use crate::symbols::{ModuleAnswer, TypeQuery};

/// Resolves the names of a script.
pub(super) fn resolve(root: &ScriptBlockAst, shared: &mut Shared) {
    let namespaces = root
        .using_statements
        .iter()
        .filter(|using| using.kind == UsingStatementKind::Namespace)
        .filter_map(|using| using.name.as_ref())
        .map(|name| name.value.clone())
        .collect();
    let mut resolver = Resolver {
        shared,
        namespaces,
        scopes: Vec::new(),
    };
    resolver.enter_scope(ScopeKind::Code, root.into());
    for event in Walk::new(root) {
        match event {
            WalkEvent::Enter(node) => resolver.enter(node),
            WalkEvent::Leave(node) => resolver.leave(node),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScopeKind<'a> {
    /// A script, a function or a script block.
    Code,
    /// The body of a method.
    Method,
    /// A type, by its name.
    Type(&'a str),
}

struct Scope<'a> {
    kind: ScopeKind<'a>,
    types: HashSet<String>,
    /// Properties of a type, and whether each is static.
    properties: HashMap<String, (&'a str, bool)>,
}

struct Resolver<'a, 's> {
    shared: &'s mut Shared,
    namespaces: Vec<Text>,
    scopes: Vec<Scope<'a>>,
}

impl<'a> Resolver<'a, '_> {
    fn error(&mut self, extent: Extent, message: Message, arguments: &[&str]) {
        self.shared.report(extent, message, arguments, false);
    }

    /// All types of a scope are known in all of it.
    fn enter_scope(&mut self, kind: ScopeKind<'a>, node: NodeRef<'a>) {
        let mut types = HashSet::new();
        for inner in Search::new(node, false) {
            if let NodeRef::TypeDefinition(definition) = inner
                && !types.insert(definition.name.to_lowercase())
            {
                self.error(
                    definition.extent,
                    Message::MemberAlreadyDefined,
                    &[&definition.name],
                );
            }
        }
        let mut properties = HashMap::new();
        if let NodeRef::TypeDefinition(definition) = node {
            for member in &definition.members {
                if let Member::Property(property) = member {
                    properties
                        .entry(property.name.to_lowercase())
                        .or_insert((&*property.name, property.flags.is_static));
                }
            }
        }
        self.scopes.push(Scope {
            kind,
            types,
            properties,
        });
    }

    fn enter(&mut self, node: NodeRef<'a>) {
        match node {
            NodeRef::TypeDefinition(definition) => {
                self.enter_scope(ScopeKind::Type(&definition.name), node);
            }
            NodeRef::ScriptBlockExpression(block) => {
                self.enter_scope(ScopeKind::Code, (&*block.script_block).into());
            }
            NodeRef::FunctionMember(method) => {
                self.enter_scope(ScopeKind::Method, (&*method.function.body).into());
            }
            NodeRef::FunctionDefinition(function) if !self.is_method(function) => {
                self.enter_scope(ScopeKind::Code, (&*function.body).into());
            }
            NodeRef::AssignmentStatement(assignment) => self.assignment(assignment),
            NodeRef::TypeExpression(expression) => self.type_name(&expression.type_name, false),
            NodeRef::TypeConstraint(constraint) => self.type_name(&constraint.type_name, false),
            NodeRef::Attribute(attribute) => self.type_name(&attribute.type_name, true),
            NodeRef::UsingStatement(using) => self.using_statement(using),
            _ => {}
        }
    }

    fn leave(&mut self, node: NodeRef<'a>) {
        match node {
            NodeRef::TypeDefinition(_)
            | NodeRef::ScriptBlockExpression(_)
            | NodeRef::FunctionMember(_) => {
                self.scopes.pop();
            }
            NodeRef::FunctionDefinition(function) if !self.is_method(function) => {
                self.scopes.pop();
            }
            _ => {}
        }
    }

    /// A method's function has no keyword in front of its name.
    fn is_method(&self, function: &FunctionDefinitionAst) -> bool {
        function.extent.start == function.name_extent.start
    }

    fn assignment(&mut self, assignment: &AssignmentStatementAst) {
        let in_method = self
            .scopes
            .last()
            .is_some_and(|scope| scope.kind == ScopeKind::Method);
        if !in_method {
            return;
        }
        match &assignment.left {
            Expression::ArrayLiteral(list) => {
                for element in &list.elements {
                    self.assigned(element);
                }
            }
            other => self.assigned(other),
        }
    }

    /// A property needs `$this.` or its type in front.
    fn assigned(&mut self, target: &Expression) {
        let mut target = target;
        while let Expression::Convert(convert) = target {
            target = &convert.child;
        }
        let Expression::Variable(variable) = target else {
            return;
        };
        if !variable.path.is_variable {
            return;
        }
        let key = variable.path.user_path.to_lowercase();
        let found = self
            .scopes
            .iter()
            .rev()
            .find_map(|scope| scope.properties.get(&key).copied());
        let Some((property, is_static)) = found else {
            return;
        };
        if !is_static {
            self.error(variable.extent, Message::MissingThis, &["$this.", property]);
            return;
        }
        let owner = format!("[{}]::", self.current_type().unwrap_or_default());
        self.error(
            variable.extent,
            Message::MissingTypeInStaticPropertyAssignment,
            &[&owner, property],
        );
    }

    fn current_type(&self) -> Option<&'a str> {
        self.scopes.iter().rev().find_map(|scope| match scope.kind {
            ScopeKind::Type(name) => Some(name),
            _ => None,
        })
    }

    /// Unknown types are errors only inside of types.
    fn type_name(&mut self, type_name: &TypeName, is_attribute: bool) {
        if self.current_type().is_none() {
            return;
        }
        match type_name {
            TypeName::Simple { .. } => self.simple_type_name(type_name, 0, is_attribute),
            TypeName::Array { .. } => {
                let mut element = type_name;
                while let TypeName::Array { element: inner, .. } = element {
                    element = inner;
                }
                self.type_name(element, false);
            }
            TypeName::Generic {
                definition,
                arguments,
                ..
            } => {
                self.simple_type_name(definition, arguments.len(), false);
                for argument in arguments {
                    self.type_name(argument, false);
                }
            }
        }
    }

    fn simple_type_name(
        &mut self,
        type_name: &TypeName,
        generic_arguments: usize,
        is_attribute: bool,
    ) {
        let TypeName::Simple {
            extent,
            name,
            assembly,
        } = type_name
        else {
            return;
        };
        let key = name.to_lowercase();
        let is_own = assembly.is_none()
            && generic_arguments == 0
            && self.scopes.iter().any(|scope| scope.types.contains(&key));
        if is_own || name.eq_ignore_ascii_case("ordered") {
            return;
        }
        let query = TypeQuery {
            name: type_name,
            generic_arguments,
            is_attribute,
            namespaces: &self.namespaces,
        };
        if self.shared.symbols.has_type(query) {
            return;
        }
        let message = if is_attribute {
            Message::CustomAttributeTypeNotFound
        } else {
            Message::TypeNotFound
        };
        self.error(*extent, message, &[name]);
    }

    fn using_statement(&mut self, using: &UsingStatementAst) {
        if using.kind != UsingStatementKind::Module {
            return;
        }
        let name = match (&using.module_specification, &using.name) {
            (Some(table), _) => {
                if !table.pairs.iter().all(|(key, value)| {
                    is_plain(key) && value.pure_expression().is_some_and(is_plain)
                }) {
                    self.error(using.extent, Message::RequiresArgumentMustBeConstant, &[]);
                    return;
                }
                table_name(table).unwrap_or_default()
            }
            (None, Some(name)) => name.value.clone(),
            (None, None) => return,
        };
        if name.contains(['*', '?', '[', ']']) {
            self.error(using.extent, Message::WildCardModuleNameError, &[]);
            return;
        }
        let symbols = self.shared.symbols.clone();
        let source = self.shared.source.clone();
        let file = source.file().map(|file| &**file);
        match symbols.find_module(using, file) {
            ModuleAnswer::Found => {}
            ModuleAnswer::Invalid(reason) => {
                self.error(using.extent, Message::RequiresModuleInvalid, &[&reason]);
            }
            ModuleAnswer::Missing => {
                let text = match (&using.name, &using.module_specification) {
                    (Some(name), _) => name.value.to_string(),
                    (None, Some(table)) => source.slice(table.extent).to_owned(),
                    (None, None) => String::new(),
                };
                self.error(using.extent, Message::ModuleNotFoundDuringParse, &[&text]);
            }
        }
    }
}

fn is_plain(expression: &Expression) -> bool {
    match expression {
        Expression::Constant(_) | Expression::StringConstant(_) => true,
        Expression::Variable(variable) => super::constant::is_constant_variable(variable),
        Expression::Paren(paren) => paren.pipeline.pure_expression().is_some_and(is_plain),
        Expression::ArrayLiteral(list) => list.elements.iter().all(is_plain),
        _ => false,
    }
}

fn table_name(table: &HashtableAst) -> Option<Text> {
    table.pairs.iter().find_map(|(key, value)| {
        let Expression::StringConstant(key) = key else {
            return None;
        };
        match value.pure_expression()? {
            Expression::StringConstant(value) if key.value.eq_ignore_ascii_case("ModuleName") => {
                Some(value.value.clone())
            }
            _ => None,
        }
    })
}

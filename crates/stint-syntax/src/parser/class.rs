//! Classes and enums.

use std::sync::Arc;

use super::function::Parameters;
use super::script_block::Body;
use super::statement::{error_statement, error_with};
use super::{Parser, nested};
use crate::ast::*;
use crate::lexer::{Mode, Tok};
use crate::message::Message;
use crate::source::Extent;
use crate::symbols::TypeQuery;
use crate::token::{TokenFlags, TokenKind, TokenValue};

/// What stands in front of a member.
#[derive(Debug, Default)]
struct Prefix {
    start: Option<Extent>,
    last: Option<Extent>,
    attributes: Vec<AttributeAst>,
    type_constraint: Option<TypeConstraintAst>,
    flags: MemberFlags,
}

impl Prefix {
    fn into_parts(self) -> Vec<NestedAst> {
        let mut parts = nested(self.attributes, |attribute| {
            NestedAst::Attribute(AttributeBase::Attribute(attribute))
        });
        parts.extend(
            self.type_constraint
                .map(|constraint| NestedAst::Attribute(AttributeBase::TypeConstraint(constraint))),
        );
        parts
    }
}

/// What reading a member gave.
enum MemberRead {
    Member(Member),
    /// Something broken, after which the next member may come.
    Broken(Vec<NestedAst>),
    End,
}

/// The call of a base constructor as it is read.
#[derive(Debug, Default)]
struct BaseCall {
    arguments: Vec<Expression>,
    keyword: Option<Extent>,
    end: Option<Extent>,
}

impl<'t, 's> Parser<'t, 's> {
    pub(super) fn class_definition_rule(
        &mut self,
        attributes: Vec<AttributeBase>,
        keyword: Tok,
    ) -> Statement {
        self.skip_newlines();
        let Some(name) = self.simple_name_token() else {
            self.missing_name_after(keyword);
            return error_statement(keyword.extent);
        };
        self.remove_flags(name, TokenFlags::MEMBER_NAME);
        self.add_flags(name, TokenFlags::TYPE_NAME);
        self.skip_newlines();
        self.in_mode(Mode::Signature, |parser| {
            parser.class_after_name(attributes, keyword, name)
        })
    }

    fn class_after_name(
        &mut self,
        attributes: Vec<AttributeBase>,
        keyword: Tok,
        name: Tok,
    ) -> Statement {
        let base_types = self.base_types_rule();
        let open = self.next_token();
        if open.kind != TokenKind::LCurly {
            self.unget(open);
            let last = base_types.last().map_or(name.extent, |last| last.extent);
            self.missing_type_body(keyword, last);
            let parts = nested(base_types, |base| {
                NestedAst::Attribute(AttributeBase::TypeConstraint(base))
            });
            return error_with(keyword.extent.to(last), parts);
        }
        let class_name = self.text_of(name.extent);
        let mut end = open.extent;
        let mut members = Vec::new();
        let mut broken = Vec::new();
        loop {
            match self.class_member_rule(&class_name) {
                MemberRead::Member(member) => {
                    end = member.extent();
                    members.push(member);
                }
                MemberRead::Broken(parts) if !parts.is_empty() => {
                    end = parts.last().map_or(end, NestedAst::extent);
                    broken.extend(parts);
                }
                MemberRead::Broken(_) | MemberRead::End => break,
            }
        }
        let close = self.next_token();
        if close.kind == TokenKind::RCurly {
            end = close.extent;
        } else {
            self.missing_end_of_type(open, close);
        }
        let definition = self.type_definition(
            TypeKind::Class,
            class_name,
            attributes,
            keyword.extent,
            end,
            base_types,
            members,
        );
        finish_type(definition, broken)
    }

    fn missing_type_body(&mut self, keyword: Tok, last: Extent) {
        self.incomplete(
            last.after(),
            Message::MissingTypeBody,
            &[keyword.kind.text()],
        );
    }

    fn missing_end_of_type(&mut self, open: Tok, close: Tok) {
        self.unget(close);
        self.incomplete_at(
            open.extent.after(),
            close.extent,
            Message::MissingEndCurlyBrace,
            &[],
        );
    }

    #[allow(clippy::too_many_arguments)]
    fn type_definition(
        &self,
        kind: TypeKind,
        name: Text,
        attributes: Vec<AttributeBase>,
        keyword: Extent,
        end: Extent,
        base_types: Vec<TypeConstraintAst>,
        members: Vec<Member>,
    ) -> (TypeDefinitionAst, Vec<TypeConstraintAst>) {
        let start = attributes.first().map_or(keyword, AttributeBase::extent);
        let mut own = Vec::new();
        let mut constraints = Vec::new();
        for attribute in attributes {
            match attribute {
                AttributeBase::Attribute(attribute) => own.push(attribute),
                AttributeBase::TypeConstraint(constraint) => constraints.push(constraint),
            }
        }
        let definition = TypeDefinitionAst {
            extent: start.to(end),
            kind,
            name,
            attributes: own,
            base_types,
            members,
            source: self.source().clone(),
        };
        (definition, constraints)
    }

    fn base_types_rule(&mut self) -> Vec<TypeConstraintAst> {
        let mut base_types = Vec::new();
        let colon = self.peek_token();
        if colon.kind != TokenKind::Colon {
            return base_types;
        }
        self.skip_token();
        self.skip_newlines();
        let mut last = colon;
        loop {
            let Some((type_name, _)) = self.type_name_rule(false) else {
                self.incomplete(last.extent.after(), Message::TypeNameExpected, &[]);
                return base_types;
            };
            base_types.push(TypeConstraintAst {
                extent: type_name.extent(),
                type_name,
            });
            self.skip_newlines();
            last = self.peek_token();
            if last.kind != TokenKind::Comma {
                return base_types;
            }
            self.skip_token();
            self.skip_newlines();
        }
    }

    /// Attributes, a type, `static` and `hidden`; and the token after them, not taken.
    fn member_prefix(&mut self) -> (Prefix, Tok) {
        let mut prefix = Prefix::default();
        loop {
            self.skip_newlines();
            if let Some(attribute) = self.attribute_rule() {
                self.member_attribute(&mut prefix, attribute);
                continue;
            }
            let token = self.peek_token();
            prefix.start.get_or_insert(token.extent);
            let seen = match token.kind {
                TokenKind::Hidden => &mut prefix.flags.is_hidden,
                TokenKind::Static => &mut prefix.flags.is_static,
                _ => return (prefix, token),
            };
            if std::mem::replace(seen, true) {
                let text = self.text_of(token.extent);
                self.error(token.extent, Message::DuplicateQualifier, &[&text]);
            }
            prefix.last = Some(token.extent);
            self.skip_token();
        }
    }

    fn member_attribute(&mut self, prefix: &mut Prefix, attribute: AttributeBase) {
        let extent = attribute.extent();
        prefix.last = Some(extent);
        prefix.start.get_or_insert(extent);
        match attribute {
            AttributeBase::Attribute(attribute) => prefix.attributes.push(attribute),
            AttributeBase::TypeConstraint(constraint) if prefix.type_constraint.is_none() => {
                prefix.type_constraint = Some(constraint);
            }
            AttributeBase::TypeConstraint(_) => {
                self.error(extent, Message::TooManyTypes, &[]);
            }
        }
    }

    fn class_member_rule(&mut self, class_name: &str) -> MemberRead {
        let (prefix, token) = self.member_prefix();
        if token.kind == TokenKind::Variable {
            self.skip_token();
            return self.property_rule(prefix, token);
        }
        if token.kind == TokenKind::Identifier || token.has(TokenFlags::KEYWORD) {
            if let Some(saved) = self.lexer.saved(token) {
                saved.flags = TokenFlags::NONE;
            }
            self.skip_token();
            return self.method_rule(prefix, token, class_name);
        }
        let Some(last) = prefix.last else {
            return MemberRead::End;
        };
        self.incomplete(last.after(), Message::IncompleteMemberDefinition, &[]);
        MemberRead::Broken(prefix.into_parts())
    }

    fn property_rule(&mut self, prefix: Prefix, variable: Tok) -> MemberRead {
        let name: Text = match self.lexer.value(variable) {
            TokenValue::Variable(path) => path.unqualified().into(),
            _ => self.text_of(variable.extent),
        };
        let mut initial_value = None;
        if self.peek_token().kind == TokenKind::Equals {
            self.skip_token();
            self.skip_newlines();
            initial_value = self.expression_rule(false);
        }
        let value_end = initial_value
            .as_ref()
            .map_or(variable.extent, Expression::extent);
        let end = self.member_terminator(value_end, true);
        if name.is_empty() {
            let mut parts = prefix.into_parts();
            parts.extend(
                initial_value
                    .map(|value| NestedAst::CommandElement(CommandElement::Expression(value))),
            );
            return MemberRead::Broken(parts);
        }
        let start = prefix.start.unwrap_or(variable.extent);
        MemberRead::Member(Member::Property(Box::new(PropertyMemberAst {
            extent: start.to(end),
            name,
            property_type: prefix.type_constraint,
            attributes: prefix.attributes,
            flags: prefix.flags,
            initial_value,
        })))
    }

    /// Takes what ends a property; its end, with a semicolon.
    fn member_terminator(&mut self, end: Extent, report: bool) -> Extent {
        use TokenKind::*;
        let token = self.peek_token();
        if report && !matches!(token.kind, NewLine | Semi | RCurly) {
            self.incomplete(end.after(), Message::MissingPropertyTerminator, &[]);
        }
        self.skip_newlines_and_semicolons();
        if token.kind == Semi {
            token.extent
        } else {
            end
        }
    }

    fn method_rule(&mut self, prefix: Prefix, name: Tok, class_name: &str) -> MemberRead {
        let text = self.text_of(name.extent);
        let is_constructor = text.eq_ignore_ascii_case(class_name);
        let calls_base = is_constructor && !prefix.flags.is_static;
        match self.method_declaration_rule(name, calls_base) {
            Some(function) => {
                let start = prefix.start.unwrap_or(name.extent);
                MemberRead::Member(Member::Function(Box::new(FunctionMemberAst {
                    extent: start.to(function.extent),
                    is_constructor,
                    return_type: prefix.type_constraint,
                    attributes: prefix.attributes,
                    flags: prefix.flags,
                    function: Arc::new(function),
                })))
            }
            None => {
                self.sync_on_error(false, &[TokenKind::RCurly]);
                MemberRead::Broken(prefix.into_parts())
            }
        }
    }

    fn method_declaration_rule(
        &mut self,
        name: Tok,
        calls_base: bool,
    ) -> Option<FunctionDefinitionAst> {
        let mut parameters = Parameters::default();
        if self.peek_token().kind == TokenKind::LParen {
            parameters = self.function_parameters_rule();
        } else {
            self.incomplete(
                name.extent.after(),
                Message::MissingMethodParameterList,
                &[],
            );
        }
        let mut base = BaseCall::default();
        if calls_base {
            self.skip_newlines();
            self.in_mode(Mode::Signature, |parser| {
                parser.base_call_rule(&mut base, &mut parameters);
            });
        }
        let curly = self.next_token();
        if curly.kind != TokenKind::LCurly {
            self.unget(curly);
            self.missing_function_body(&mut parameters, name);
        }
        if parameters.broken.is_some() {
            return None;
        }
        let first = calls_base.then(|| base_call_statement(base));
        let body = self.in_mode(Mode::Command, |parser| {
            parser.script_block_rule(Some(curly), Body::Script, first)
        });
        Some(FunctionDefinitionAst {
            extent: name.extent.to(body.extent),
            is_filter: false,
            is_workflow: false,
            name: self.text_of(name.extent),
            name_extent: name.extent,
            parameters: parameters.list,
            body: Arc::new(body),
        })
    }

    /// `: base(arguments)`
    fn base_call_rule(&mut self, base: &mut BaseCall, parameters: &mut Parameters) {
        let colon = self.peek_token();
        if colon.kind != TokenKind::Colon {
            return;
        }
        self.skip_token();
        self.skip_newlines();
        let keyword = self.peek_token();
        if keyword.kind != TokenKind::Base {
            parameters.broken = Some(colon.extent);
            self.incomplete(colon.extent.after(), Message::MissingBaseCtorCall, &[]);
            return;
        }
        base.keyword = Some(keyword.extent);
        self.skip_token();
        self.skip_newlines();
        let open = self.peek_token();
        if open.kind != TokenKind::LParen {
            parameters.broken = Some(keyword.extent);
            self.incomplete(
                keyword.extent.after(),
                Message::MissingMethodParameterList,
                &[],
            );
            return;
        }
        self.skip_token();
        let (arguments, end) = self.invoke_arguments_rule(open);
        base.arguments = arguments;
        base.end = Some(end);
        self.skip_newlines();
    }

    pub(super) fn enum_definition_rule(
        &mut self,
        attributes: Vec<AttributeBase>,
        keyword: Tok,
    ) -> Statement {
        self.skip_newlines();
        let Some(name) = self.simple_name_token() else {
            self.missing_name_after(keyword);
            return error_statement(keyword.extent);
        };
        self.in_mode(Mode::Signature, |parser| {
            parser.enum_after_name(attributes, keyword, name)
        })
    }

    fn enum_after_name(
        &mut self,
        attributes: Vec<AttributeBase>,
        keyword: Tok,
        name: Tok,
    ) -> Statement {
        let base_types = self.underlying_type_rule();
        self.skip_newlines();
        let open = self.next_token();
        if open.kind != TokenKind::LCurly {
            self.unget(open);
            self.missing_type_body(keyword, name.extent);
            return error_statement(keyword.extent.to(name.extent));
        }
        let mut members = Vec::new();
        while let Some(member) = self.enum_member_rule() {
            members.push(member);
        }
        let close = self.next_token();
        if close.kind != TokenKind::RCurly {
            self.missing_end_of_type(open, close);
        }
        let enum_name = self.text_of(name.extent);
        let definition = self.type_definition(
            TypeKind::Enum,
            enum_name,
            attributes,
            keyword.extent,
            close.extent,
            base_types,
            members,
        );
        finish_type(definition, Vec::new())
    }

    fn underlying_type_rule(&mut self) -> Vec<TypeConstraintAst> {
        let colon = self.peek_token();
        if colon.kind != TokenKind::Colon {
            return Vec::new();
        }
        self.skip_token();
        self.skip_newlines();
        let Some((type_name, _)) = self.type_name_rule(false) else {
            self.incomplete(colon.extent.after(), Message::TypeNameExpected, &[]);
            return Vec::new();
        };
        let extent = type_name.extent();
        let query = TypeQuery {
            name: &type_name,
            generic_arguments: 0,
            is_attribute: false,
            namespaces: &[],
        };
        if is_refused_underneath(&type_name) || !self.lexer.shared.symbols.has_type(query) {
            let name = type_name.name();
            self.error(extent, Message::InvalidUnderlyingType, &[&name]);
        }
        vec![TypeConstraintAst { extent, type_name }]
    }

    fn enum_member_rule(&mut self) -> Option<Member> {
        self.skip_newlines();
        let name = self.simple_name_rule()?;
        let mut end = name.extent;
        let mut initial_value = None;
        let mut missing = false;
        self.in_mode(Mode::Expression, |parser| {
            let equals = parser.peek_token();
            if equals.kind != TokenKind::Equals {
                return;
            }
            parser.skip_token();
            initial_value = parser.expression_rule(false);
            match &initial_value {
                Some(value) => end = value.extent(),
                None => {
                    let place = equals.extent.after();
                    let text = equals.kind.text();
                    parser.error(place, Message::ExpectedValueExpression, &[text]);
                    end = equals.extent;
                    missing = true;
                }
            }
        });
        let end = self.member_terminator(end, !missing);
        Some(Member::Property(Box::new(PropertyMemberAst {
            extent: name.extent.to(end),
            name: name.value.clone(),
            property_type: None,
            attributes: Vec::new(),
            flags: MemberFlags {
                is_static: true,
                is_hidden: false,
                is_literal: true,
            },
            initial_value,
        })))
    }
}

fn base_call_statement(base: BaseCall) -> Statement {
    let extent = match (base.keyword, base.end) {
        (Some(keyword), Some(end)) => keyword.to(end),
        (Some(keyword), None) => keyword,
        _ => Extent::EMPTY,
    };
    let call = BaseCtorInvokeMemberExpressionAst {
        extent,
        base_extent: base.keyword.unwrap_or(Extent::EMPTY),
        arguments: base.arguments,
    };
    Statement::CommandExpression(Box::new(CommandExpressionAst {
        extent,
        expression: Expression::BaseCtorInvokeMember(Box::new(call)),
        redirections: Vec::new(),
    }))
}

/// A type, or a broken statement around it when something in it is.
fn finish_type(
    (definition, constraints): (TypeDefinitionAst, Vec<TypeConstraintAst>),
    mut broken: Vec<NestedAst>,
) -> Statement {
    let extent = definition.extent;
    let definition = Statement::TypeDefinition(Arc::new(definition));
    let has_constraints = !constraints.is_empty();
    broken.extend(
        constraints
            .into_iter()
            .map(|constraint| NestedAst::Attribute(AttributeBase::TypeConstraint(constraint))),
    );
    if broken.is_empty() {
        return definition;
    }
    if has_constraints {
        broken.push(NestedAst::Statement(definition));
    }
    error_with(extent, broken)
}

/// True for types that an enum may not have underneath. PowerShell compares type codes as bits, so that only strings,
/// dates and unknown types are refused here; the rest fails when the type is made.
fn is_refused_underneath(type_name: &TypeName) -> bool {
    let name = type_name.name().to_ascii_lowercase();
    matches!(
        name.strip_prefix("system.").unwrap_or(&name),
        "string" | "datetime"
    )
}

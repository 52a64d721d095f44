//! Names of types: plain, generic, arrays, with an assembly.

use super::Parser;
use crate::ast::*;
use crate::lexer::{Mode, Tok};
use crate::message::Message;
use crate::source::Extent;
use crate::token::TokenKind;

/// Where a type name stands, which decides whether a comma after it starts an assembly name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Brackets of its own.
    Brackets,
    /// The arguments of a generic type, without brackets of its own.
    GenericArguments,
    /// A list of base types.
    BaseTypes,
}

/// An array of more dimensions than this is an error in .NET.
const MOST_DIMENSIONS: u32 = 32;
/// An array of arrays deeper than this makes a script too complex.
const MOST_JAGGED: u32 = 1_000;
const ERROR_NAME: &str = ":ErrorTypeName:";

impl<'t, 's> Parser<'t, 's> {
    /// A type name and its first token; none, and nothing taken, when there is no name.
    pub(super) fn type_name_rule(&mut self, assembly_qualified: bool) -> Option<(TypeName, Tok)> {
        let within = if assembly_qualified {
            Within::Brackets
        } else {
            Within::BaseTypes
        };
        self.in_mode(Mode::TypeName, |parser| {
            let name = parser.next_token();
            if name.kind != TokenKind::Identifier {
                parser.unget(name);
                return None;
            }
            Some((parser.finish_type_name_rule(name, within), name))
        })
    }

    fn simple_type_name(&self, name: Tok) -> TypeName {
        TypeName::Simple {
            extent: name.extent,
            name: self.text_of(name.extent),
            assembly: None,
        }
    }

    fn finish_type_name_rule(&mut self, name: Tok, within: Within) -> TypeName {
        let token = self.peek_token();
        if token.kind == TokenKind::LBracket {
            self.skip_token();
            return self.array_or_generic(name, token, within);
        }
        let mut result = self.simple_type_name(name);
        if token.kind == TokenKind::Comma && within == Within::Brackets {
            self.skip_token();
            let written = self.lexer.assembly_name();
            if written.trim().is_empty() {
                self.missing_assembly_name(token);
            } else if let TypeName::Simple {
                extent, assembly, ..
            } = &mut result
            {
                *extent = name.extent.to(self.lexer.current_extent());
                *assembly = Some(written.into());
            }
        }
        result
    }

    fn missing_assembly_name(&mut self, comma: Tok) {
        self.error(
            comma.extent.after(),
            Message::MissingAssemblyNameSpecification,
            &[],
        );
    }

    fn array_or_generic(&mut self, name: Tok, open: Tok, within: Within) -> TypeName {
        self.skip_newlines();
        let token = self.next_token();
        match token.kind {
            TokenKind::RBracket | TokenKind::Comma => {
                let element = self.simple_type_name(name);
                return self.complete_array_type_name(element, token, within);
            }
            TokenKind::LBracket | TokenKind::Identifier => {
                return self.generic_type_name_rule(name, token, within);
            }
            TokenKind::EndOfInput => {
                self.unget(token);
                self.incomplete(open.extent.after(), Message::MissingTypename, &[]);
            }
            _ => {
                self.unexpected_token(token);
                self.sync_on_error(true, &[TokenKind::RBracket]);
            }
        }
        self.simple_type_name(name)
    }

    fn error_type_name(extent: Extent) -> TypeName {
        TypeName::Simple {
            extent,
            name: ERROR_NAME.into(),
            assembly: None,
        }
    }

    fn single_generic_argument(&mut self, first: Tok) -> TypeName {
        if first.kind == TokenKind::Identifier {
            return self.finish_type_name_rule(first, Within::GenericArguments);
        }
        let name = self.next_token();
        if name.kind != TokenKind::Identifier {
            self.unget(name);
            self.incomplete(name.extent.after(), Message::MissingTypename, &[]);
            return Self::error_type_name(first.extent);
        }
        let type_name = self.finish_type_name_rule(name, Within::Brackets);
        let close = self.next_token();
        if close.kind != TokenKind::RBracket {
            self.unget(close);
            let place = self.before(close.extent);
            self.incomplete(place, Message::EndSquareBracketExpectedAtEndOfType, &[]);
        }
        type_name
    }

    /// Arguments of a generic type from the first token on, and the token after them.
    pub(super) fn generic_type_arguments_rule(&mut self, first: Tok) -> (Vec<TypeName>, Tok) {
        let result = self.deeper(|parser| Some(parser.generic_type_arguments(first)));
        result.unwrap_or_else(|| {
            let end = self.next_token();
            (vec![Self::error_type_name(first.extent)], end)
        })
    }

    fn generic_type_arguments(&mut self, first: Tok) -> (Vec<TypeName>, Tok) {
        let mut arguments = vec![self.single_generic_argument(first)];
        loop {
            self.skip_newlines();
            let last = self.next_token();
            if last.kind != TokenKind::Comma {
                return (arguments, last);
            }
            self.skip_newlines();
            let token = self.peek_token();
            if matches!(token.kind, TokenKind::Identifier | TokenKind::LBracket) {
                self.skip_token();
                arguments.push(self.single_generic_argument(token));
            } else {
                self.incomplete(last.extent.after(), Message::MissingTypename, &[]);
                arguments.push(Self::error_type_name(last.extent));
            }
        }
    }

    fn generic_type_name_rule(&mut self, name: Tok, first: Tok, within: Within) -> TypeName {
        let (arguments, close) = self.generic_type_arguments_rule(first);
        let mut end = close.extent;
        if close.kind != TokenKind::RBracket {
            self.unget(close);
            let place = self.before(close.extent);
            self.incomplete(
                place,
                Message::EndSquareBracketExpectedAtEndOfAttribute,
                &[],
            );
            end = arguments.last().map_or(first.extent, TypeName::extent);
        }
        let mut result = TypeName::Generic {
            extent: name.extent.to(end),
            definition: Box::new(self.simple_type_name(name)),
            arguments,
        };
        let token = self.peek_token();
        if token.kind == TokenKind::LBracket {
            self.skip_token();
            let next = self.next_token();
            return self.complete_array_type_name(result, next, within);
        }
        if token.kind == TokenKind::Comma && within != Within::GenericArguments {
            self.take_assembly_name(token, &mut result);
        }
        result
    }

    /// The assembly after a comma, put on the innermost name.
    fn take_assembly_name(&mut self, comma: Tok, type_name: &mut TypeName) {
        self.skip_token();
        let written = self.lexer.assembly_name();
        if written.is_empty() {
            self.missing_assembly_name(comma);
        } else {
            set_assembly(type_name, &written);
        }
    }

    fn complete_array_type_name(
        &mut self,
        element: TypeName,
        first_after_bracket: Tok,
        within: Within,
    ) -> TypeName {
        let mut result = element;
        let mut token = first_after_bracket;
        let mut jagged = 0;
        loop {
            result = self.array_dimensions(result, token);
            let next = self.peek_token();
            if within != Within::GenericArguments && next.kind == TokenKind::Comma {
                self.take_assembly_name(next, &mut result);
                return result;
            }
            if next.kind != TokenKind::LBracket {
                return result;
            }
            self.skip_token();
            token = self.next_token();
            jagged += 1;
            if jagged > MOST_JAGGED {
                self.lexer.shared.abort(token.extent);
            }
        }
    }

    /// What stands between the brackets of an array, from its first token.
    fn array_dimensions(&mut self, element: TypeName, first: Tok) -> TypeName {
        match first.kind {
            TokenKind::RBracket => array(element, first.extent, 1),
            TokenKind::Comma => self.array_rank(element, first),
            TokenKind::EndOfInput => {
                self.unget(first);
                let place = self.before(first.extent);
                self.error(
                    place,
                    Message::EndSquareBracketExpectedAtEndOfAttribute,
                    &[],
                );
                element
            }
            _ => {
                self.unexpected_token(first);
                self.sync_on_error(true, &[TokenKind::RBracket]);
                element
            }
        }
    }

    fn array_rank(&mut self, element: TypeName, first: Tok) -> TypeName {
        let mut rank = 1;
        let mut token = first;
        let mut last_comma = first;
        while token.kind == TokenKind::Comma {
            last_comma = token;
            rank += 1;
            token = self.next_token();
        }
        let closed = token.kind == TokenKind::RBracket;
        if !closed {
            self.unget(token);
        }
        if rank > MOST_DIMENSIONS {
            let place = first.extent.to(last_comma.extent);
            let rank = rank.to_string();
            self.error(place, Message::ArrayHasTooManyDimensions, &[&rank]);
            return element;
        }
        if !closed {
            self.error(
                last_comma.extent.after(),
                Message::EndSquareBracketExpectedAtEndOfAttribute,
                &[],
            );
        }
        array(element, token.extent, rank)
    }
}

fn array(element: TypeName, end: Extent, rank: u32) -> TypeName {
    TypeName::Array {
        extent: element.extent().to(end),
        element: Box::new(element),
        rank,
    }
}

fn set_assembly(type_name: &mut TypeName, written: &str) {
    let mut next = type_name;
    loop {
        match next {
            TypeName::Simple { assembly, .. } => {
                *assembly = Some(written.into());
                return;
            }
            TypeName::Generic { definition, .. } => next = definition,
            TypeName::Array { element, .. } => next = element,
        }
    }
}

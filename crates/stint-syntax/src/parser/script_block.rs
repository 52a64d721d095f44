//! Script blocks, their named blocks, and lists of statements.

use super::Parser;
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::shared::Tokens;
use crate::source::Extent;
use crate::token::{TokenFlags, TokenKind};

/// What a script block is the body of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// A script, a function or a literal: its statements are its `end` block.
    Script,
    /// A filter: its statements are its `process` block.
    Filter,
}

/// Statements and traps as they are read.
#[derive(Debug, Default)]
pub(super) struct Statements {
    pub(super) statements: Vec<Statement>,
    pub(super) traps: Vec<TrapStatementAst>,
}

impl Statements {
    pub(super) fn block(self, extent: Extent) -> StatementBlockAst {
        StatementBlockAst {
            extent,
            statements: self.statements,
            traps: self.traps,
        }
    }

    fn named(self, extent: Extent, kind: BlockKind) -> NamedBlockAst {
        NamedBlockAst {
            extent,
            kind,
            unnamed: true,
            statements: self.statements,
            traps: self.traps,
            open_curly: None,
            close_curly: None,
        }
    }
}

/// What comes before the body of a script block.
#[derive(Debug, Default)]
struct Head {
    using_statements: Vec<UsingStatementAst>,
    param_block: Option<ParamBlockAst>,
}

/// Named blocks as they are read.
#[derive(Debug, Default)]
struct Blocks {
    dynamic_param: Option<NamedBlockAst>,
    begin: Option<NamedBlockAst>,
    process: Option<NamedBlockAst>,
    end: Option<NamedBlockAst>,
    clean: Option<NamedBlockAst>,
}

impl Blocks {
    fn of(&mut self, kind: BlockKind) -> &mut Option<NamedBlockAst> {
        match kind {
            BlockKind::Dynamicparam => &mut self.dynamic_param,
            BlockKind::Begin => &mut self.begin,
            BlockKind::Process => &mut self.process,
            BlockKind::End => &mut self.end,
            BlockKind::Clean => &mut self.clean,
        }
    }
}

fn block_kind(kind: TokenKind) -> Option<BlockKind> {
    Some(match kind {
        TokenKind::Dynamicparam => BlockKind::Dynamicparam,
        TokenKind::Begin => BlockKind::Begin,
        TokenKind::Process => BlockKind::Process,
        TokenKind::End => BlockKind::End,
        TokenKind::Clean => BlockKind::Clean,
        _ => return None,
    })
}

impl<'t, 's> Parser<'t, 's> {
    /// A whole script, or what follows `curly`. `first` stands in front of the statements.
    pub(super) fn script_block_rule(
        &mut self,
        curly: Option<Tok>,
        body: Body,
        first: Option<Statement>,
    ) -> ScriptBlockAst {
        self.skip_newlines();
        let mut head = Head::default();
        if curly.is_none() {
            head.using_statements = self.using_statements_rule();
        }
        let restore = self.lexer.restore_point();
        head.param_block = self.param_block_rule();
        if head.param_block.is_none() {
            // Attributes that were read belong to something else: a cast, a type literal.
            self.resync(restore);
        }
        self.skip_newlines_and_semicolons();
        self.script_block_body_rule(curly, head, body, first)
    }

    fn using_statements_rule(&mut self) -> Vec<UsingStatementAst> {
        let mut statements = Vec::new();
        loop {
            let token = self.peek_token();
            if token.kind != TokenKind::Using {
                self.resync_token(token);
                return statements;
            }
            self.skip_token();
            let statement = self.using_statement_rule(token);
            self.skip_newlines_and_semicolons();
            if let Statement::Using(statement) = statement {
                statements.push(*statement);
            }
        }
    }

    fn param_block_rule(&mut self) -> Option<ParamBlockAst> {
        self.skip_newlines();
        let candidates = self.attribute_list_rule(false);
        self.skip_newlines();
        let param = self.peek_token();
        if param.kind != TokenKind::Param {
            return None;
        }
        self.skip_token();
        self.skip_newlines();
        let open = self.next_token();
        if open.kind != TokenKind::LParen {
            // A command named `param`.
            self.unget(open);
            return None;
        }
        let parameters = self.parameter_list_rule();
        self.skip_newlines();
        let close = self.next_token();
        let mut end = close.extent;
        if close.kind != TokenKind::RParen {
            self.unget(close);
            end = self.before(close.extent);
            let last = parameters.last().map_or(open.extent, |last| last.extent);
            self.incomplete(
                last.after(),
                Message::MissingEndParenthesisInFunctionParameterList,
                &[],
            );
        }
        let mut attributes = Vec::new();
        for candidate in candidates {
            match candidate {
                AttributeBase::Attribute(attribute) => attributes.push(attribute),
                AttributeBase::TypeConstraint(constraint) => {
                    let name = constraint.type_name.full_name();
                    self.error(
                        constraint.extent,
                        Message::TypeNotAllowedBeforeParam,
                        &[&name],
                    );
                }
            }
        }
        Some(ParamBlockAst {
            extent: param.extent.to(end),
            attributes,
            parameters,
        })
    }

    fn script_block_body_rule(
        &mut self,
        curly: Option<Tok>,
        head: Head,
        body: Body,
        first: Option<Statement>,
    ) -> ScriptBlockAst {
        if self.peek_token().has(TokenFlags::SCRIPT_BLOCK_BLOCK_NAME) {
            return self.named_block_list_rule(curly, head);
        }
        let mut list = Statements::default();
        list.statements.extend(first);
        let mut extent = head.param_block.as_ref().map(|block| block.extent);
        let whole = loop {
            if let Some(read) = self.statement_list_rule(&mut list) {
                extent = Some(extent.map_or(read, |extent| extent.to(read)));
            }
            if let Some(whole) = self.complete_script_block_body(curly, &mut extent) {
                break whole;
            }
        };
        let extent = extent.unwrap_or(Extent::EMPTY);
        let mut blocks = Blocks::default();
        match body {
            Body::Script => blocks.end = Some(list.named(extent, BlockKind::End)),
            Body::Filter => blocks.process = Some(list.named(extent, BlockKind::Process)),
        }
        self.script_block(whole, head, blocks, body)
    }

    fn script_block(
        &self,
        extent: Extent,
        head: Head,
        blocks: Blocks,
        body: Body,
    ) -> ScriptBlockAst {
        ScriptBlockAst {
            extent,
            source: self.source().clone(),
            attributes: Vec::new(),
            using_statements: head.using_statements,
            param_block: head.param_block,
            dynamic_param_block: blocks.dynamic_param,
            begin_block: blocks.begin,
            process_block: blocks.process,
            end_block: blocks.end,
            clean_block: blocks.clean,
            requirements: None,
            is_filter: body == Body::Filter,
            had_errors: false,
        }
    }

    /// Takes the closing curly or the end of the script. None when something else stood there, which is taken.
    fn complete_script_block_body(
        &mut self,
        curly: Option<Tok>,
        body: &mut Option<Extent>,
    ) -> Option<Extent> {
        let Some(open) = curly else {
            let whole = self.lexer.script_extent();
            let token = self.next_token();
            if token.kind == TokenKind::EndOfInput {
                return Some(whole);
            }
            self.unexpected_token(token);
            return None;
        };
        let close = self.next_token();
        if close.kind != TokenKind::RCurly {
            self.unget(close);
            self.incomplete_at(
                open.extent,
                close.extent,
                Message::MissingEndCurlyBrace,
                &[],
            );
            return Some(open.extent.to(body.unwrap_or(open.extent)));
        }
        if body.is_none() && open.extent.end != close.extent.start {
            *body = Some(open.extent.after().to(self.before(close.extent)));
        }
        Some(open.extent.to(close.extent))
    }

    pub(super) fn unexpected_token(&mut self, token: Tok) {
        let text = self.text_of(token.extent);
        self.error(token.extent, Message::UnexpectedToken, &[&text]);
    }

    fn named_block_list_rule(&mut self, curly: Option<Tok>, head: Head) -> ScriptBlockAst {
        let mut blocks = Blocks::default();
        let mut start = curly
            .map(|curly| curly.extent)
            .or_else(|| head.param_block.as_ref().map(|block| block.extent));
        let mut end = None;
        let whole = loop {
            let name = self.next_token();
            let Some(kind) = block_kind(name.kind) else {
                break self.end_of_named_blocks(curly, name, start, end);
            };
            start.get_or_insert(name.extent);
            let (block, block_end) = self.named_block_rule(name, kind);
            end = Some(block_end);
            let extent = block.extent;
            let place = blocks.of(kind);
            if place.is_none() {
                *place = Some(block);
            } else {
                self.error(
                    extent,
                    Message::DuplicateScriptCommandClause,
                    &[name.kind.text()],
                );
            }
            self.skip_newlines_and_semicolons();
        };
        self.script_block(whole, head, blocks, Body::Script)
    }

    fn named_block_rule(&mut self, name: Tok, kind: BlockKind) -> (NamedBlockAst, Extent) {
        let body = self.statement_block_rule();
        if body.is_none() {
            self.incomplete(
                name.extent.after(),
                Message::MissingNamedStatementBlock,
                &[name.kind.text()],
            );
        }
        let body = body.unwrap_or(StatementBlockAst {
            extent: name.extent,
            ..Default::default()
        });
        let curlies = body.extent;
        let block = NamedBlockAst {
            extent: name.extent.to(curlies),
            kind,
            unnamed: false,
            statements: body.statements,
            traps: body.traps,
            open_curly: Some(Extent::new(curlies.start, curlies.start + 1)),
            close_curly: Some(Extent::new(curlies.end.saturating_sub(1), curlies.end)),
        };
        (block, curlies)
    }

    fn end_of_named_blocks(
        &mut self,
        curly: Option<Tok>,
        token: Tok,
        start: Option<Extent>,
        end: Option<Extent>,
    ) -> Extent {
        let start = start.unwrap_or(token.extent);
        let mut body = Some(start.to(end.unwrap_or(start)));
        if matches!(token.kind, TokenKind::RCurly | TokenKind::EndOfInput) {
            self.unget(token);
            return match self.complete_script_block_body(curly, &mut body) {
                Some(whole) => whole,
                None => self.lexer.script_extent(),
            };
        }
        let whole = if curly.is_some() {
            self.unget(token);
            body.unwrap_or(start)
        } else {
            self.lexer.script_extent()
        };
        let text = self.text_of(token.extent);
        self.error(token.extent, Message::MissingNamedBlocks, &[&text]);
        whole
    }

    /// `{ }` of a statement; none, and nothing taken, when there is no `{`.
    pub(super) fn statement_block_rule(&mut self) -> Option<StatementBlockAst> {
        self.skip_newlines();
        let open = self.next_token();
        if open.kind != TokenKind::LCurly {
            self.unget(open);
            return None;
        }
        let mut list = Statements::default();
        let read = self.statement_list_rule(&mut list);
        let close = self.next_token();
        let end = if close.kind == TokenKind::RCurly {
            close.extent
        } else {
            self.unget(close);
            self.incomplete_at(
                open.extent,
                close.extent,
                Message::MissingEndCurlyBrace,
                &[],
            );
            read.unwrap_or(open.extent)
        };
        Some(list.block(open.extent.to(end)))
    }

    /// Statements up to something that is none; where they are, if there were any.
    pub(super) fn statement_list_rule(&mut self, list: &mut Statements) -> Option<Extent> {
        let mut extent: Option<Extent> = None;
        self.skip_newlines_and_semicolons();
        while let Some(statement) = self.statement_rule() {
            let read = statement.extent();
            self.check_before_signature(read);
            match statement {
                Statement::Trap(trap) => list.traps.push(*trap),
                statement => {
                    if list.statements.is_empty() {
                        // Most blocks are one statement long.
                        list.statements.reserve_exact(1);
                    }
                    list.statements.push(statement);
                }
            }
            extent = Some(extent.map_or(read, |extent| extent.to(read)));
            self.skip_newlines_and_semicolons();
            let next = self.peek_token();
            self.forget_before(next);
            if matches!(next.kind, TokenKind::RParen | TokenKind::RCurly) {
                break;
            }
        }
        extent
    }

    /// After a statement of the script itself nothing before it is read again.
    fn forget_before(&mut self, token: Tok) {
        let shared = &self.lexer.shared;
        if shared.depth == 0 && shared.tokens == Tokens::Forgotten {
            self.lexer.forget_before(token);
        }
    }

    fn check_before_signature(&mut self, extent: Extent) {
        let signature = self.lexer.shared.signature;
        if signature.is_some_and(|signature| signature.start < extent.start) {
            self.error(extent, Message::TokenAfterEndOfValidScriptText, &[]);
        }
    }
}

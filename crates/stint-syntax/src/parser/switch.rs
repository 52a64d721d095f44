//! `switch`.

use super::Parser;
use super::command::ArgumentContext;
use super::statement::Head;
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::source::Extent;
use crate::token::TokenKind;

/// A `switch` as it is read, with what is needed should it turn out broken.
#[derive(Debug)]
struct Switch {
    /// The end of what was read well.
    end: Extent,
    is_error: bool,
    /// True when an error was reported that more input could mend; then others are left out.
    is_incomplete: bool,
    flags: SwitchFlags,
    specified: Vec<(Text, Extent, Option<NestedAst>)>,
    condition: Option<PipelineBase>,
    clauses: Vec<(Expression, StatementBlockAst)>,
    default: Option<StatementBlockAst>,
    /// Conditions whose bodies are missing, and default clauses that another one replaced.
    orphans: Vec<NestedAst>,
}

impl Switch {
    fn specify(&mut self, name: &str, extent: Extent) {
        if !self.specified.iter().any(|(known, ..)| &**known == name) {
            self.specified.push((name.into(), extent, None));
        }
    }
}

const NAMES: [&str; 6] = [
    "regex",
    "wildcard",
    "exact",
    "casesensitive",
    "parallel",
    "file",
];

impl<'t, 's> Parser<'t, 's> {
    pub(super) fn switch_statement_rule(&mut self, head: Head) -> Statement {
        let mut switch = Switch {
            end: head.start(),
            is_error: false,
            is_incomplete: false,
            flags: SwitchFlags::default(),
            specified: Vec::new(),
            condition: None,
            clauses: Vec::new(),
            default: None,
            orphans: Vec::new(),
        };
        self.skip_newlines();
        self.switch_parameters(&mut switch);
        self.switch_condition(&mut switch);
        self.skip_newlines();
        let close = self.switch_body(&mut switch);
        finish(head, switch, close)
    }

    fn switch_incomplete(&mut self, switch: &mut Switch, place: Extent, message: Message) {
        switch.is_error = true;
        switch.is_incomplete = self.incomplete(place, message, &[]);
    }

    fn switch_parameters(&mut self, switch: &mut Switch) {
        loop {
            let token = self.peek_token();
            if token.kind == TokenKind::Minus {
                switch.specified.push(("--%".into(), token.extent, None));
            }
            if token.kind != TokenKind::Parameter {
                return;
            }
            self.skip_token();
            switch.end = token.extent;
            self.switch_parameter(switch, token);
        }
    }

    fn switch_parameter(&mut self, switch: &mut Switch, token: Tok) {
        let name = NAMES
            .into_iter()
            .find(|name| self.is_parameter(token, name));
        let flags = &mut switch.flags;
        match name {
            Some("regex") => (flags.regex, flags.wildcard) = (true, false),
            Some("wildcard") => (flags.regex, flags.wildcard) = (false, true),
            Some("exact") => (flags.regex, flags.wildcard) = (false, false),
            Some("casesensitive") => flags.case_sensitive = true,
            Some("parallel") => flags.parallel = true,
            Some(_) => {
                flags.file = true;
                self.switch_file(switch, token);
            }
            None => {
                switch.is_error = true;
                let (name, _) = self.parameter_value(token);
                self.error(token.extent, Message::InvalidSwitchFlag, &[&name]);
            }
        }
        if let Some(name) = name {
            switch.specify(name, token.extent);
        }
    }

    fn switch_file(&mut self, switch: &mut Switch, token: Tok) {
        self.skip_newlines();
        let Some(file) = self.single_command_argument(ArgumentContext::FileName) else {
            let place = token.extent.after();
            self.switch_incomplete(switch, place, Message::MissingFilenameOption);
            return;
        };
        let extent = file.extent();
        switch.end = extent;
        let element = CommandExpressionAst {
            extent,
            expression: file,
            redirections: Vec::new(),
        };
        switch.condition = Some(Statement::Pipeline(Box::new(PipelineAst {
            extent,
            elements: vec![CommandBase::Expression(Box::new(element))],
            background: false,
        })));
    }

    fn switch_condition(&mut self, switch: &mut Switch) {
        let open = self.peek_token();
        if open.kind != TokenKind::LParen {
            if switch.condition.is_none() && !switch.flags.file {
                let place = switch.end.after();
                self.switch_incomplete(switch, place, Message::PipelineValueRequired);
            }
            return;
        }
        switch.end = open.extent;
        self.skip_token();
        if switch.flags.file {
            switch.is_error = true;
            self.error(open.extent, Message::PipelineValueRequired, &[]);
        }
        self.skip_newlines();
        switch.condition = self.pipeline_chain_rule();
        match &switch.condition {
            Some(condition) => switch.end = condition.extent(),
            None => {
                let place = open.extent.after();
                self.switch_incomplete(switch, place, Message::PipelineValueRequired);
            }
        }
        self.skip_newlines();
        let close = self.next_token();
        if close.kind == TokenKind::RParen {
            switch.end = close.extent;
            return;
        }
        self.unget(close);
        if !switch.is_incomplete {
            let place = switch.end.after();
            self.switch_incomplete(
                switch,
                place,
                Message::MissingEndParenthesisInSwitchStatement,
            );
        }
    }

    /// `{ clauses }`; where its `}` is.
    fn switch_body(&mut self, switch: &mut Switch) -> Option<Extent> {
        let open = self.next_token();
        if open.kind != TokenKind::LCurly {
            self.unget(open);
            if !switch.is_incomplete {
                switch.is_error = true;
                let place = switch.end.after();
                self.incomplete(place, Message::MissingCurlyBraceInSwitchStatement, &[]);
            }
            return None;
        }
        switch.end = open.extent;
        self.skip_newlines();
        while self.switch_clause(switch) {
            self.skip_newlines_and_semicolons();
            let token = self.peek_token();
            if token.kind == TokenKind::RCurly {
                self.skip_token();
                return Some(token.extent);
            }
            if token.kind == TokenKind::EndOfInput {
                if !switch.is_incomplete {
                    switch.is_error = true;
                    self.incomplete_at(
                        open.extent,
                        token.extent,
                        Message::MissingEndCurlyBrace,
                        &[],
                    );
                }
                return None;
            }
        }
        None
    }

    /// One clause; false when there is no condition.
    fn switch_clause(&mut self, switch: &mut Switch) -> bool {
        let token = self.peek_token();
        let is_default = token.kind == TokenKind::Default;
        let condition = if is_default {
            self.skip_token();
            Some(Expression::StringConstant(Box::new(self.bare_word(token))))
        } else {
            self.single_command_argument(ArgumentContext::SwitchCondition)
        };
        let Some(condition) = condition else {
            switch.is_error = true;
            let place = switch.end.after();
            self.incomplete(place, Message::MissingSwitchConditionExpression, &[]);
            if self.peek_token().kind == TokenKind::RCurly {
                self.skip_token();
            }
            return false;
        };
        switch.end = condition.extent();
        let Some(body) = self.statement_block_rule() else {
            let place = switch.end.after();
            self.switch_incomplete(switch, place, Message::MissingSwitchStatementClause);
            let condition = CommandElement::Expression(condition);
            switch.orphans.push(NestedAst::CommandElement(condition));
            return true;
        };
        switch.end = body.extent;
        if !is_default {
            switch.clauses.push((condition, body));
            return true;
        }
        if let Some(replaced) = switch.default.replace(body) {
            switch.is_error = true;
            self.error(
                condition.extent(),
                Message::MultipleSwitchDefaultClauses,
                &[],
            );
            let replaced = NestedAst::StatementBlock(Box::new(replaced));
            switch.orphans.push(replaced);
        }
        true
    }
}

fn finish(head: Head, switch: Switch, close: Option<Extent>) -> Statement {
    let start = head.start();
    match (switch.is_error, switch.condition) {
        (false, Some(condition)) => Statement::Switch(Box::new(SwitchStatementAst {
            extent: start.to(close.unwrap_or(switch.end)),
            label: head.label_text(),
            condition,
            flags: switch.flags,
            clauses: switch.clauses,
            default: switch.default,
        })),
        (_, condition) => {
            let mut bodies = switch.orphans;
            for (condition, body) in switch.clauses {
                let condition = CommandElement::Expression(condition);
                bodies.push(NestedAst::CommandElement(condition));
                bodies.push(NestedAst::StatementBlock(Box::new(body)));
            }
            bodies.extend(
                switch
                    .default
                    .map(|body| NestedAst::StatementBlock(Box::new(body))),
            );
            bodies.sort_by_key(|part| part.extent().start);
            Statement::Error(Box::new(ErrorStatementAst {
                extent: start.to(switch.end),
                kind: Some((head.keyword.kind, head.keyword.extent)),
                flags: switch.specified,
                conditions: condition.map(NestedAst::Statement).into_iter().collect(),
                bodies,
                nested: Vec::new(),
            }))
        }
    }
}

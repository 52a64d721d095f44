//! Comment-based help: the comment that belongs to a function or script, taken apart into its sections.

use crate::ast::*;
use crate::parse;
use crate::source::{Extent, Source};
use crate::token::{Token, TokenKind};

/// The sections of a help comment: PowerShell's `CommentHelpInfo`. Each keeps its lines with their ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct CommentHelp {
    pub synopsis: Option<String>,
    pub description: Option<String>,
    pub notes: Option<String>,
    /// Names in upper case, in the order of the comment.
    pub parameters: Vec<(String, String)>,
    pub links: Vec<String>,
    pub examples: Vec<String>,
    pub inputs: Vec<String>,
    pub outputs: Vec<String>,
    pub component: Option<String>,
    pub role: Option<String>,
    pub functionality: Option<String>,
    pub forward_help_target_name: Option<String>,
    pub forward_help_category: Option<String>,
    pub remote_help_runspace: Option<String>,
    /// `.EXTERNALHELP`
    pub external_help: Option<String>,
    /// The comments beside each parameter, in the order of the parameters.
    pub parameter_comments: Vec<String>,
}

/// What help is asked for.
#[derive(Debug, Clone, Copy)]
pub enum HelpSubject<'a> {
    /// A function: its comment stands before it, or first or last in its body.
    Function(&'a FunctionDefinitionAst),
    /// A whole script: its comment stands first or last.
    Script(&'a ScriptBlockAst),
    /// A script block that became a function.
    Block(&'a ScriptBlockAst),
}

/// A comment belongs to what follows when no more lines than this lie between.
const PROXIMITY: u32 = 2;

impl<'a> HelpSubject<'a> {
    fn source(self) -> &'a Source {
        match self {
            HelpSubject::Function(function) => &function.body.source,
            HelpSubject::Script(block) | HelpSubject::Block(block) => &block.source,
        }
    }

    fn parameters(self) -> &'a [ParameterAst] {
        let block = match self {
            HelpSubject::Function(function) if !function.parameters.is_empty() => {
                return &function.parameters;
            }
            HelpSubject::Function(function) => &function.body,
            HelpSubject::Script(block) | HelpSubject::Block(block) => block,
        };
        let param_block = block.param_block.as_ref();
        param_block.map_or(&[], |block| &block.parameters)
    }

    /// The help of a function or script, when it has a comment for it.
    pub fn help(self) -> Option<CommentHelp> {
        let source = self.source();
        let tokens = parse(source.text(), None).tokens;
        let comments = Comments {
            source,
            tokens: &tokens,
        };
        let (mut help, start) = match self {
            HelpSubject::Function(function) => comments.of_function(function)?,
            HelpSubject::Script(block) => {
                let last = tokens.len().saturating_sub(1);
                comments
                    .inside(0, last, Some(block))
                    .map(|help| (help, 0))?
            }
            HelpSubject::Block(block) => {
                let start = comments.first_in(block.extent, 0) + 1;
                let last = comments.last_in(block.extent, start);
                comments
                    .inside(start, last, None)
                    .map(|help| (help, start))?
            }
        };
        help.parameter_comments = comments.of_parameters(self.parameters(), start);
        Some(help)
    }
}

/// The comments among a script's tokens.
struct Comments<'a> {
    source: &'a Source,
    tokens: &'a [Token],
}

impl<'a> Comments<'a> {
    fn start_line(&self, token: &Token) -> u32 {
        self.source.start(token.extent).line
    }

    fn end_line(&self, token: &Token) -> u32 {
        self.source.end(token.extent).line
    }

    fn first_in(&self, extent: Extent, from: usize) -> usize {
        let rest = self.tokens.get(from..).unwrap_or_default();
        from + rest.partition_point(|token| token.extent.end <= extent.start)
    }

    fn last_in(&self, extent: Extent, from: usize) -> usize {
        let rest = self.tokens.get(from..).unwrap_or_default();
        (from + rest.partition_point(|token| token.extent.start < extent.end)).saturating_sub(1)
    }

    /// Comments from a token on that follow one another without a blank line, and the token after them.
    fn block_from(&self, from: usize) -> (Vec<&'a Token>, usize) {
        let mut block: Vec<&Token> = Vec::new();
        let mut last_line = u32::MAX;
        for (index, token) in self.tokens.iter().enumerate().skip(from) {
            if self.start_line(token) > last_line {
                return (block, index);
            }
            match token.kind {
                TokenKind::Comment => {
                    last_line = self.end_line(token) + 1;
                    block.push(token);
                }
                TokenKind::NewLine => {}
                _ => return (block, index),
            }
        }
        (block, from)
    }

    /// Comments right before a token, the first not more than `proximity` lines away.
    fn block_before(&self, index: usize, proximity: u32) -> Vec<&'a Token> {
        let mut block = Vec::new();
        let Some(token) = self.tokens.get(index) else {
            return block;
        };
        let mut first_line = self.start_line(token).saturating_sub(proximity);
        for token in self.tokens[..index].iter().rev() {
            if self.end_line(token) < first_line {
                break;
            }
            match token.kind {
                TokenKind::Comment => {
                    first_line = self.start_line(token).saturating_sub(1);
                    block.push(token);
                }
                TokenKind::NewLine => {}
                _ => break,
            }
        }
        block.reverse();
        block
    }

    fn lines(&self, comments: &[&Token]) -> Vec<&'a str> {
        let mut lines = Vec::new();
        for comment in comments {
            comment_lines(self.source.slice(comment.extent), &mut lines);
        }
        lines
    }

    fn help(&self, comments: &[&Token]) -> Option<CommentHelp> {
        read_sections(&self.lines(comments))
    }

    fn of_function(&self, function: &FunctionDefinitionAst) -> Option<(CommentHelp, usize)> {
        let start = self.first_in(function.extent, 0);
        if let Some(help) = self.help(&self.block_before(start, PROXIMITY)) {
            return Some((help, start));
        }
        let inside = self.first_in(function.body.extent, 0) + 1;
        let last = self.last_in(function.extent, start);
        self.inside(inside, last, None).map(|help| (help, start))
    }

    /// A comment that stands first, or right before the last token.
    fn inside(
        &self,
        start: usize,
        last: usize,
        script: Option<&ScriptBlockAst>,
    ) -> Option<CommentHelp> {
        let mut next = start;
        loop {
            let (block, after) = self.block_from(next);
            let Some(end) = block.last() else {
                break;
            };
            if let Some(help) = self.help(&block) {
                if script.is_some_and(|script| self.belongs_to_function(script, end)) {
                    break;
                }
                return Some(help);
            }
            if after <= next {
                break;
            }
            next = after;
        }
        let token = self.tokens.get(last)?;
        self.help(&self.block_before(last, self.start_line(token)))
    }

    /// True when a script's first comment stands close to the function that it begins with.
    fn belongs_to_function(&self, script: &ScriptBlockAst, comment: &Token) -> bool {
        let Some(block) = script.end_block.as_ref().filter(|block| block.unnamed) else {
            return false;
        };
        match block.statements.first() {
            Some(Statement::FunctionDefinition(function)) => {
                let line = self.source.start(function.extent).line;
                line.saturating_sub(self.end_line(comment)) <= PROXIMITY
            }
            _ => false,
        }
    }

    /// The comments before, inside and after each parameter.
    fn of_parameters(&self, parameters: &[ParameterAst], start: usize) -> Vec<String> {
        let mut result = Vec::new();
        for parameter in parameters {
            let first = self.first_in(parameter.extent, start);
            let mut lines = self.lines(&self.block_before(first, PROXIMITY));
            let last = self.last_in(parameter.extent, first);
            for token in self.tokens.get(first..last).unwrap_or_default() {
                if token.kind == TokenKind::Comment {
                    comment_lines(self.source.slice(token.extent), &mut lines);
                }
            }
            lines.extend(self.lines(&self.block_from(last + 1).0));
            result.push(section(&lines, 0).0);
        }
        result
    }
}

/// The lines of a comment without what makes it one.
fn comment_lines<'a>(text: &'a str, lines: &mut Vec<&'a str>) {
    let Some(inside) = text.strip_prefix("<#") else {
        lines.push(text.trim_start_matches('#'));
        return;
    };
    let inside = inside.strip_suffix("#>").unwrap_or(inside);
    let mut rest = inside;
    while let Some(end) = rest.find(['\r', '\n']) {
        lines.push(&rest[..end]);
        let width = if rest[end..].starts_with("\r\n") {
            2
        } else {
            1
        };
        rest = &rest[end + width..];
    }
    lines.push(rest);
}

/// `.NAME` with what follows it on the line.
fn directive(line: &str) -> Option<(&str, Option<&str>)> {
    let rest = line.trim_start().strip_prefix('.')?;
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(rest.len());
    let (name, argument) = rest.split_at(end);
    if name.is_empty() || argument.starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let argument = argument.trim();
    Some((name, (!argument.is_empty()).then_some(argument)))
}

/// The text of a section from a line on, and the line after it. Blanks in front are cut as far as the first line
/// has them.
fn section(lines: &[&str], from: usize) -> (String, usize) {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\u{a0}');
    let mut text = String::new();
    let mut indent = None;
    for (index, line) in lines.iter().enumerate().skip(from) {
        if indent.is_none() && line.trim().is_empty() {
            continue;
        }
        if directive(line).is_some() {
            return (text, index);
        }
        let blanks = line.chars().take_while(|&c| is_space(c));
        let cut = match indent {
            None => {
                let count = blanks.count();
                indent = Some(count);
                count
            }
            Some(indent) => blanks.take(indent).count(),
        };
        text.extend(line.chars().skip(cut));
        text.push('\n');
    }
    (text, lines.len())
}

/// The sections of a comment; none when it is no help comment.
fn read_sections(lines: &[&str]) -> Option<CommentHelp> {
    let mut help = CommentHelp::default();
    let mut found = false;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        index += 1;
        match directive(line) {
            Some((name, Some(argument))) => {
                found = true;
                index = help.with_argument(name, argument, lines, index)?;
            }
            Some((name, None)) => {
                found = true;
                let (text, next) = section(lines, index);
                help.without_argument(name, text)?;
                index = next;
            }
            None if line.trim().is_empty() => {}
            None => return None,
        }
    }
    found.then_some(help)
}

impl CommentHelp {
    /// A directive with an argument on its line; the line after its section.
    fn with_argument(
        &mut self,
        name: &str,
        argument: &str,
        lines: &[&str],
        next: usize,
    ) -> Option<usize> {
        let place = match name.to_uppercase().as_str() {
            "PARAMETER" => {
                let (text, next) = section(lines, next);
                let name = argument.to_uppercase();
                if !self.parameters.iter().any(|(known, _)| *known == name) {
                    self.parameters.push((name, text));
                }
                return Some(next);
            }
            "FORWARDHELPTARGETNAME" => &mut self.forward_help_target_name,
            "FORWARDHELPCATEGORY" => &mut self.forward_help_category,
            "REMOTEHELPRUNSPACE" => &mut self.remote_help_runspace,
            "EXTERNALHELP" => &mut self.external_help,
            _ => return None,
        };
        *place = Some(argument.to_owned());
        Some(next)
    }

    fn without_argument(&mut self, name: &str, text: String) -> Option<()> {
        let trimmed = || text.trim().to_owned();
        match name.to_uppercase().as_str() {
            "SYNOPSIS" => self.synopsis = Some(text),
            "DESCRIPTION" => self.description = Some(text),
            "NOTES" => self.notes = Some(text),
            "LINK" => self.links.push(trimmed()),
            "EXAMPLE" => self.examples.push(text),
            "INPUTS" => self.inputs.push(text),
            "OUTPUTS" => self.outputs.push(text),
            "COMPONENT" => self.component = Some(trimmed()),
            "ROLE" => self.role = Some(trimmed()),
            "FUNCTIONALITY" => self.functionality = Some(trimmed()),
            _ => return None,
        }
        Some(())
    }
}

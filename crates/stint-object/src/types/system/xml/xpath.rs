//! XPath, as `SelectNodes` and `Select-Xml` use it: paths, predicates, the usual functions and operators.

use super::dom::{Kind, Node};
use crate::types::system::exceptions;
use crate::types::throw;
use crate::{Flow, Result};

/// Prefixes and the namespaces they mean.
pub type Namespaces = Vec<(String, String)>;

/// What an expression gives.
#[derive(Clone)]
pub enum Found {
    /// Nodes in document order.
    Nodes(Vec<Node>),
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// A boolean.
    Bool(bool),
}

/// Evaluates an expression at a node.
///
/// # Errors
/// `XPathException` for what cannot be read.
pub fn evaluate(node: &Node, expression: &str, namespaces: &Namespaces) -> Result<Found> {
    let tokens = tokens(expression).ok_or_else(|| invalid(expression))?;
    let mut parser = Parser {
        tokens,
        at: 0,
        namespaces,
        whole: expression,
    };
    let found = parser.or(&Context {
        node: node.clone(),
        position: 1,
        size: 1,
    })?;
    if parser.at < parser.tokens.len() {
        return Err(invalid(expression));
    }
    Ok(found)
}

/// The nodes that an expression gives.
///
/// # Errors
/// As [`evaluate`], and where the result is no set of nodes.
pub fn select(node: &Node, expression: &str, namespaces: &Namespaces) -> Result<Vec<Node>> {
    match evaluate(node, expression, namespaces)? {
        Found::Nodes(nodes) => Ok(nodes),
        _ => Err(throw::of(
            exceptions::XPATH,
            "Expression must evaluate to a node-set.",
        )),
    }
}

fn invalid(expression: &str) -> Flow {
    throw::of(
        exceptions::XPATH,
        format!("'{expression}' has an invalid token."),
    )
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Name(String),
    Text(String),
    Number(f64),
    Mark(&'static str),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    const MARKS: &[&str] = &[
        "//", "::", "..", "!=", "<=", ">=", "/", "[", "]", "(", ")", "@", ",", "|", "=", "<", ">",
        "+", "-", "*", ".", "$",
    ];
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        if matches!(c, '"' | '\'') {
            let end = rest[1..].find(c)?;
            found.push(Token::Text(rest[1..=end].to_owned()));
            rest = &rest[end + 2..];
        } else if c.is_ascii_digit()
            || c == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())
        {
            let end = rest
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(rest.len());
            found.push(Token::Number(rest[..end].parse().ok()?));
            rest = &rest[end..];
        } else if c.is_alphabetic() || c == '_' {
            let mut end = rest
                .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | ':'))
                .unwrap_or(rest.len());
            // An axis ends before its two colons; a prefix keeps its one.
            if let Some(axis) = rest[..end].find("::") {
                end = axis;
            }
            let mut name = rest[..end].to_owned();
            rest = &rest[end..];
            if name.ends_with(':') && rest.starts_with('*') {
                name.push('*');
                rest = &rest[1..];
            }
            found.push(Token::Name(name));
        } else {
            let mark = MARKS.iter().find(|mark| rest.starts_with(**mark))?;
            found.push(Token::Mark(mark));
            rest = &rest[mark.len()..];
        }
        rest = rest.trim_start();
    }
    Some(found)
}

struct Context {
    node: Node,
    position: usize,
    size: usize,
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    namespaces: &'a Namespaces,
    whole: &'a str,
}

impl Found {
    fn text(&self) -> String {
        match self {
            Self::Nodes(nodes) => nodes.first().map(Node::inner_text).unwrap_or_default(),
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.fract() == 0.0 && number.is_finite() => {
                format!("{number:.0}")
            }
            Self::Number(number) => number.to_string(),
            Self::Bool(value) => value.to_string(),
        }
    }

    fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Bool(value) => f64::from(u8::from(*value)),
            _ => self.text().trim().parse().unwrap_or(f64::NAN),
        }
    }

    fn truth(&self) -> bool {
        match self {
            Self::Nodes(nodes) => !nodes.is_empty(),
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Bool(value) => *value,
        }
    }
}

fn compared(op: &str, a: &Found, b: &Found) -> bool {
    let numbers = |x: f64, y: f64| match op {
        "=" => x == y,
        "!=" => x != y,
        "<" => x < y,
        ">" => x > y,
        "<=" => x <= y,
        _ => x >= y,
    };
    match (a, b) {
        (Found::Nodes(nodes), other) => {
            if let Found::Bool(value) = other {
                return numbers(
                    f64::from(u8::from(!nodes.is_empty())),
                    f64::from(u8::from(*value)),
                );
            }
            nodes
                .iter()
                .any(|node| compared(op, &Found::Text(node.inner_text()), other))
        }
        (other, Found::Nodes(nodes)) => nodes
            .iter()
            .any(|node| compared(op, other, &Found::Text(node.inner_text()))),
        (Found::Bool(_), _) | (_, Found::Bool(_)) if matches!(op, "=" | "!=") => {
            (a.truth() == b.truth()) == (op == "=")
        }
        (Found::Text(x), Found::Text(y)) if matches!(op, "=" | "!=") => (x == y) == (op == "="),
        _ => numbers(a.number(), b.number()),
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn mark(&mut self, mark: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Mark(known)) if *known == mark);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(name)) if name == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, mark: &str) -> Result<()> {
        if self.mark(mark) {
            Ok(())
        } else {
            Err(invalid(self.whole))
        }
    }

    fn or(&mut self, context: &Context) -> Result<Found> {
        let mut left = self.and(context)?;
        while self.word("or") {
            let right = self.and(context)?;
            left = Found::Bool(left.truth() || right.truth());
        }
        Ok(left)
    }

    fn and(&mut self, context: &Context) -> Result<Found> {
        let mut left = self.comparison(context)?;
        while self.word("and") {
            let right = self.comparison(context)?;
            left = Found::Bool(left.truth() && right.truth());
        }
        Ok(left)
    }

    fn comparison(&mut self, context: &Context) -> Result<Found> {
        let mut left = self.sum(context)?;
        while let Some(op) = ["=", "!=", "<=", ">=", "<", ">"]
            .into_iter()
            .find(|op| self.mark(op))
        {
            let right = self.sum(context)?;
            left = Found::Bool(compared(op, &left, &right));
        }
        Ok(left)
    }

    fn sum(&mut self, context: &Context) -> Result<Found> {
        let mut left = self.product(context)?;
        loop {
            let sign = if self.mark("+") {
                1.0
            } else if self.mark("-") {
                -1.0
            } else {
                return Ok(left);
            };
            let right = self.product(context)?;
            left = Found::Number(left.number() + sign * right.number());
        }
    }

    fn product(&mut self, context: &Context) -> Result<Found> {
        let mut left = self.union(context)?;
        loop {
            if self.mark("*") {
                left = Found::Number(left.number() * self.union(context)?.number());
            } else if self.word("div") {
                left = Found::Number(left.number() / self.union(context)?.number());
            } else if self.word("mod") {
                left = Found::Number(left.number() % self.union(context)?.number());
            } else {
                return Ok(left);
            }
        }
    }

    fn union(&mut self, context: &Context) -> Result<Found> {
        if self.mark("-") {
            return Ok(Found::Number(-self.union(context)?.number()));
        }
        let mut left = self.path(context)?;
        while self.mark("|") {
            let right = self.path(context)?;
            if let (Found::Nodes(a), Found::Nodes(b)) = (&mut left, right) {
                a.extend(
                    b.into_iter()
                        .filter(|node| !a.contains(node))
                        .collect::<Vec<_>>(),
                );
            }
        }
        Ok(left)
    }

    fn path(&mut self, context: &Context) -> Result<Found> {
        match self.peek().cloned() {
            Some(Token::Text(text)) => {
                self.at += 1;
                return Ok(Found::Text(text));
            }
            Some(Token::Number(number)) => {
                self.at += 1;
                return Ok(Found::Number(number));
            }
            Some(Token::Mark("(")) => {
                self.at += 1;
                let inner = self.or(context)?;
                self.expect(")")?;
                let Found::Nodes(nodes) = inner else {
                    return Ok(inner);
                };
                let nodes = self.predicates(nodes)?;
                return self.more_steps(nodes);
            }
            Some(Token::Name(name)) if self.is_function(&name) => {
                self.at += 2;
                let found = self.function(&name, context)?;
                return match found {
                    Found::Nodes(nodes) => self.more_steps(nodes),
                    other => Ok(other),
                };
            }
            _ => {}
        }
        if self.mark("//") {
            let mut nodes = vec![context.node.owner()];
            nodes.extend(context.node.owner().descendants());
            return self.steps(nodes);
        }
        if self.mark("/") {
            let root = vec![context.node.owner()];
            if self.starts_step() {
                return self.steps(root);
            }
            return Ok(Found::Nodes(root));
        }
        if !self.starts_step() {
            return Err(invalid(self.whole));
        }
        self.steps(vec![context.node.clone()])
    }

    fn starts_step(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name(_) | Token::Mark("@" | "." | ".." | "*"))
        )
    }

    fn is_function(&self, name: &str) -> bool {
        matches!(self.tokens.get(self.at + 1), Some(Token::Mark("(")))
            && !matches!(name, "text" | "node" | "comment" | "processing-instruction")
    }

    fn more_steps(&mut self, nodes: Vec<Node>) -> Result<Found> {
        if self.mark("//") {
            return self.steps(with_descendants(&nodes));
        }
        if self.mark("/") {
            return self.steps(nodes);
        }
        Ok(Found::Nodes(nodes))
    }

    fn steps(&mut self, mut nodes: Vec<Node>) -> Result<Found> {
        loop {
            nodes = self.step(nodes)?;
            if self.mark("//") {
                nodes = with_descendants(&nodes);
            } else if !self.mark("/") {
                return Ok(Found::Nodes(nodes));
            }
        }
    }

    fn step(&mut self, nodes: Vec<Node>) -> Result<Vec<Node>> {
        if self.mark("..") {
            let mut found: Vec<Node> = Vec::new();
            for parent in nodes.iter().filter_map(Node::parent) {
                if !found.contains(&parent) {
                    found.push(parent);
                }
            }
            return self.predicates(found);
        }
        if self.mark(".") {
            return self.predicates(nodes);
        }
        let axis = self.axis();
        let test = self.test()?;
        let start = self.at;
        let mut found: Vec<Node> = Vec::new();
        for node in &nodes {
            let candidates: Vec<Node> = on_axis(node, &axis)
                .into_iter()
                .filter(|node| self.passes(node, &test, &axis))
                .collect();
            self.at = start;
            for node in self.predicates(candidates)? {
                if !found.contains(&node) {
                    found.push(node);
                }
            }
        }
        if nodes.is_empty() {
            self.at = start;
            self.predicates(Vec::new())?;
        }
        Ok(found)
    }

    fn axis(&mut self) -> String {
        if self.mark("@") {
            return "attribute".to_owned();
        }
        if let (Some(Token::Name(name)), Some(Token::Mark("::"))) =
            (self.peek().cloned(), self.tokens.get(self.at + 1))
        {
            self.at += 2;
            return name;
        }
        "child".to_owned()
    }

    /// A name, `*`, or a kind with its parentheses.
    fn test(&mut self) -> Result<String> {
        if self.mark("*") {
            return Ok("*".to_owned());
        }
        let Some(Token::Name(name)) = self.peek().cloned() else {
            return Err(invalid(self.whole));
        };
        self.at += 1;
        if self.mark("(") {
            if matches!(self.peek(), Some(Token::Text(_))) {
                self.at += 1;
            }
            self.expect(")")?;
            return Ok(format!("{name}()"));
        }
        Ok(name)
    }

    fn passes(&self, node: &Node, test: &str, axis: &str) -> bool {
        let kind = node.kind();
        let principal = if axis == "attribute" {
            Kind::Attribute
        } else {
            Kind::Element
        };
        match test {
            "*" => kind == principal,
            "node()" => true,
            "text()" => matches!(kind, Kind::Text | Kind::CData | Kind::Whitespace),
            "comment()" => kind == Kind::Comment,
            "processing-instruction()" => kind == Kind::Instruction,
            name if kind != principal => {
                let _ = name;
                false
            }
            name => match name.split_once(':') {
                Some((prefix, local)) => {
                    let wanted = self
                        .namespaces
                        .iter()
                        .find(|(known, _)| known == prefix)
                        .map(|(_, uri)| uri.clone());
                    (local == "*" || node.local_name() == local)
                        && match wanted {
                            Some(uri) => node.namespace() == uri,
                            None => node.prefix() == prefix,
                        }
                }
                None => node.local_name() == name && node.namespace().is_empty(),
            },
        }
    }

    fn predicates(&mut self, mut nodes: Vec<Node>) -> Result<Vec<Node>> {
        while self.mark("[") {
            let start = self.at;
            let mut kept = Vec::new();
            let size = nodes.len();
            for (at, node) in nodes.into_iter().enumerate() {
                self.at = start;
                let found = self.or(&Context {
                    node: node.clone(),
                    position: at + 1,
                    size,
                })?;
                let keep = match found {
                    Found::Number(number) => number == (at + 1) as f64,
                    other => other.truth(),
                };
                if keep {
                    kept.push(node);
                }
            }
            if size == 0 {
                self.skip_predicate()?;
            }
            self.expect("]")?;
            nodes = kept;
        }
        Ok(nodes)
    }

    /// Goes over a predicate that no node is there to test.
    fn skip_predicate(&mut self) -> Result<()> {
        let mut depth = 0;
        while let Some(token) = self.peek() {
            match token {
                Token::Mark("[") => depth += 1,
                Token::Mark("]") if depth == 0 => return Ok(()),
                Token::Mark("]") => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        Err(invalid(self.whole))
    }

    fn function(&mut self, name: &str, context: &Context) -> Result<Found> {
        let mut args = Vec::new();
        while !self.mark(")") {
            args.push(self.or(context)?);
            if !self.mark(",") {
                self.expect(")")?;
                break;
            }
        }
        let text = |at: usize| {
            args.get(at)
                .map_or_else(|| context.node.inner_text(), Found::text)
        };
        let node = || match args.first() {
            Some(Found::Nodes(nodes)) => nodes.first().cloned(),
            _ => Some(context.node.clone()),
        };
        Ok(match name {
            "position" => Found::Number(context.position as f64),
            "last" => Found::Number(context.size as f64),
            "count" => Found::Number(match args.first() {
                Some(Found::Nodes(nodes)) => nodes.len() as f64,
                _ => 0.0,
            }),
            "sum" => Found::Number(match args.first() {
                Some(Found::Nodes(nodes)) => nodes
                    .iter()
                    .map(|node| Found::Text(node.inner_text()).number())
                    .sum(),
                _ => 0.0,
            }),
            "not" => Found::Bool(!args.first().is_some_and(Found::truth)),
            "true" => Found::Bool(true),
            "false" => Found::Bool(false),
            "boolean" => Found::Bool(args.first().is_some_and(Found::truth)),
            "contains" => Found::Bool(text(0).contains(&text(1))),
            "starts-with" => Found::Bool(text(0).starts_with(&text(1))),
            "string" => Found::Text(text(0)),
            "number" => Found::Number(Found::Text(text(0)).number()),
            "floor" => Found::Number(args.first().map_or(f64::NAN, Found::number).floor()),
            "ceiling" => Found::Number(args.first().map_or(f64::NAN, Found::number).ceil()),
            "round" => Found::Number((args.first().map_or(f64::NAN, Found::number) + 0.5).floor()),
            "concat" => Found::Text(args.iter().map(Found::text).collect()),
            "string-length" => Found::Number(text(0).encode_utf16().count() as f64),
            "normalize-space" => {
                Found::Text(text(0).split_whitespace().collect::<Vec<_>>().join(" "))
            }
            "translate" => {
                let (from, to): (Vec<char>, Vec<char>) =
                    (text(1).chars().collect(), text(2).chars().collect());
                Found::Text(
                    text(0)
                        .chars()
                        .filter_map(|c| match from.iter().position(|known| *known == c) {
                            Some(at) => to.get(at).copied(),
                            None => Some(c),
                        })
                        .collect(),
                )
            }
            "substring" => {
                let start = args.get(1).map_or(1.0, Found::number).round();
                let end = args
                    .get(2)
                    .map_or(f64::INFINITY, |len| start + len.number().round());
                Found::Text(
                    text(0)
                        .chars()
                        .enumerate()
                        .filter(|(at, _)| (*at as f64 + 1.0) >= start && (*at as f64 + 1.0) < end)
                        .map(|(_, c)| c)
                        .collect(),
                )
            }
            "substring-before" => Found::Text(
                text(0)
                    .split_once(&text(1))
                    .map(|(before, _)| before.to_owned())
                    .unwrap_or_default(),
            ),
            "substring-after" => Found::Text(
                text(0)
                    .split_once(&text(1))
                    .map(|(_, after)| after.to_owned())
                    .unwrap_or_default(),
            ),
            "name" => Found::Text(node().map(|node| node.name()).unwrap_or_default()),
            "local-name" => Found::Text(node().map(|node| node.local_name()).unwrap_or_default()),
            "namespace-uri" => Found::Text(node().map(|node| node.namespace()).unwrap_or_default()),
            _ => {
                return Err(throw::of(
                    exceptions::XPATH,
                    format!(
                        "Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function ({name})."
                    ),
                ));
            }
        })
    }
}

fn with_descendants(nodes: &[Node]) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::new();
    for node in nodes {
        for found in std::iter::once(node.clone()).chain(node.descendants()) {
            if !all.contains(&found) {
                all.push(found);
            }
        }
    }
    all
}

fn on_axis(node: &Node, axis: &str) -> Vec<Node> {
    let ancestors =
        |from: Option<Node>| std::iter::successors(from, Node::parent).collect::<Vec<_>>();
    let siblings = |step: isize| {
        std::iter::successors(node.sibling(step), move |node| node.sibling(step))
            .collect::<Vec<_>>()
    };
    match axis {
        "attribute" => node.attributes(),
        "self" => vec![node.clone()],
        "parent" => node.parent().into_iter().collect(),
        "descendant" => node.descendants(),
        "descendant-or-self" => with_descendants(std::slice::from_ref(node)),
        "ancestor" => ancestors(node.parent()),
        "ancestor-or-self" => ancestors(Some(node.clone())),
        "following-sibling" => siblings(1),
        "preceding-sibling" => siblings(-1),
        _ => node.children(),
    }
}

//! Short texts of tokens, trees and errors, for tables.

use stint_syntax::{Constant, NodeRef, Parsed, TokenKind, TokenValue};

/// Tokens by kind and text, comments and line ends too, the end left out.
#[allow(dead_code)]
pub fn tokens(parsed: &Parsed) -> String {
    let source = &parsed.root.source;
    let mut out: Vec<String> = Vec::new();
    for token in &parsed.tokens {
        let text = source.slice(token.extent).escape_debug().to_string();
        let value = match &token.value {
            TokenValue::Number(number) => format!("={}:{number}", number.type_name()),
            TokenValue::String(value) if **value != *source.slice(token.extent) => {
                format!("={}", value.escape_debug())
            }
            TokenValue::Expandable(string) if !string.nested.is_empty() => {
                let nested: Vec<&str> = string
                    .nested
                    .iter()
                    .map(|token| token.kind.name())
                    .collect();
                format!("={}({})", string.format.escape_debug(), nested.join(" "))
            }
            TokenValue::Expandable(string) => format!("={}", string.value.escape_debug()),
            _ => String::new(),
        };
        if token.kind != TokenKind::EndOfInput {
            out.push(format!("{}<{text}>{value}", token.kind.name()));
        }
    }
    out.join(" ")
}

/// Errors as `Id@line:column`.
#[allow(dead_code)]
pub fn errors(parsed: &Parsed) -> String {
    let errors: Vec<String> = parsed
        .errors
        .iter()
        .map(|error| {
            let start = parsed.root.source.start(error.extent);
            let end = parsed.root.source.end(error.extent);
            format!(
                "{}@{}:{}-{}:{}",
                error.id, start.line, start.column, end.line, end.column
            )
        })
        .collect();
    errors.join(" ")
}

/// The tree below the script's statements.
#[allow(dead_code)]
pub fn tree(parsed: &Parsed) -> String {
    let mut out = String::new();
    let mut children = Vec::new();
    NodeRef::from(&*parsed.root).children(&mut children);
    for (index, child) in children.into_iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        write_node(child, &mut out);
    }
    out
}

fn write_node(node: NodeRef<'_>, out: &mut String) {
    let name = node.type_name().trim_end_matches("Ast");
    let name = name
        .trim_end_matches("Expression")
        .trim_end_matches("Statement");
    let detail = detail(node);
    let mut children = Vec::new();
    node.children(&mut children);
    out.push('(');
    out.push_str(name);
    out.push_str(&detail);
    for child in children {
        out.push(' ');
        write_node(child, out);
    }
    out.push(')');
}

fn detail(node: NodeRef<'_>) -> String {
    match node {
        NodeRef::NamedBlock(block) if block.unnamed => String::new(),
        NodeRef::NamedBlock(block) => format!(":{:?}", block.kind),
        NodeRef::StringConstantExpression(string) => {
            format!(":{:?}", string.value.as_ref())
        }
        NodeRef::ExpandableStringExpression(string) => format!(":{:?}", string.format.as_ref()),
        NodeRef::ConstantExpression(constant) => match &constant.value {
            Constant::Number(number) => format!(":{number}"),
            Constant::True => ":true".to_owned(),
        },
        NodeRef::VariableExpression(variable) if variable.splatted => {
            format!(":@{}", variable.path.user_path)
        }
        NodeRef::VariableExpression(variable) => format!(":{}", variable.path.user_path),
        NodeRef::BinaryExpression(node) => format!(":{}", node.operator.kind().name()),
        NodeRef::UnaryExpression(node) => format!(":{}", node.operator.kind().name()),
        NodeRef::AssignmentStatement(node) => format!(":{}", node.operator.kind().name()),
        NodeRef::CommandParameter(node) => format!(":-{}", node.name),
        NodeRef::Command(node) => match node.invocation_operator {
            stint_syntax::InvocationOperator::None => String::new(),
            other => format!(":{other:?}"),
        },
        NodeRef::Pipeline(node) if node.background => ":&".to_owned(),
        NodeRef::PipelineChain(node) => {
            format!(
                ":{:?}{}",
                node.operator,
                if node.background { "&" } else { "" }
            )
        }
        NodeRef::TypeConstraint(node) => format!(":{}", node.type_name.full_name()),
        NodeRef::TypeExpression(node) => format!(":{}", node.type_name.full_name()),
        NodeRef::Attribute(node) => format!(":{}", node.type_name.full_name()),
        NodeRef::NamedAttributeArgument(node) => format!(":{}", node.name),
        NodeRef::FunctionDefinition(node) => format!(":{}", node.name),
        NodeRef::TypeDefinition(node) => format!(":{:?}:{}", node.kind, node.name),
        NodeRef::PropertyMember(node) => format!(":{}{}", node.name, flags(node.flags)),
        NodeRef::FunctionMember(node) => flags(node.flags),
        NodeRef::MemberExpression(node) => access(node.is_static, node.null_conditional),
        NodeRef::InvokeMemberExpression(node) => {
            let types: Vec<String> = node
                .generic_type_arguments
                .iter()
                .map(stint_syntax::TypeName::full_name)
                .collect();
            let generic = if types.is_empty() {
                String::new()
            } else {
                format!("[{}]", types.join(","))
            };
            format!("{}{generic}", access(node.is_static, node.null_conditional))
        }
        NodeRef::IndexExpression(node) if node.null_conditional => ":?".to_owned(),
        NodeRef::FileRedirection(node) => {
            format!(
                ":{}{}",
                node.from.name(),
                if node.append { ">>" } else { ">" }
            )
        }
        NodeRef::MergingRedirection(node) => format!(":{}>&{}", node.from.name(), node.to.name()),
        NodeRef::ForEachStatement(node) => label(&node.label),
        NodeRef::ForStatement(node) => label(&node.label),
        NodeRef::WhileStatement(node) => label(&node.label),
        NodeRef::SwitchStatement(node) => {
            let mut out = label(&node.label);
            let flags = node.flags;
            for (set, name) in [
                (flags.file, "file"),
                (flags.regex, "regex"),
                (flags.wildcard, "wildcard"),
                (flags.case_sensitive, "casesensitive"),
                (flags.parallel, "parallel"),
            ] {
                if set {
                    out.push_str(":-");
                    out.push_str(name);
                }
            }
            out
        }
        NodeRef::UsingStatement(node) => format!(":{:?}", node.kind),
        NodeRef::DataStatement(node) => label(&node.variable),
        _ => String::new(),
    }
}

fn label(label: &Option<stint_syntax::Text>) -> String {
    label
        .as_ref()
        .map_or(String::new(), |label| format!(":{label}"))
}

fn access(is_static: bool, null_conditional: bool) -> String {
    match (is_static, null_conditional) {
        (true, _) => ":::".to_owned(),
        (_, true) => ":?.".to_owned(),
        _ => String::new(),
    }
}

fn flags(flags: stint_syntax::MemberFlags) -> String {
    let mut out = String::new();
    if flags.is_static {
        out.push_str(":static");
    }
    if flags.is_hidden {
        out.push_str(":hidden");
    }
    out
}

/// Runs a table file of three-line entries: `> text`, `= wanted`, an empty line. Texts have `\n` for line ends.
#[allow(dead_code)]
pub fn table(path: &str, describe: fn(&Parsed) -> String) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(path);
    let text = std::fs::read_to_string(&file).expect("the table is text");
    let bless = std::env::var_os("STINT_BLESS").is_some();
    let mut out = String::new();
    let mut different = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(written) = line.strip_prefix("> ") else {
            continue;
        };
        let text = written
            .replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\t", "\t");
        let found = describe(&stint_syntax::parse(&text, None));
        let wanted = lines.peek().and_then(|line| line.strip_prefix('='));
        if wanted.is_some() {
            lines.next();
        }
        if wanted.unwrap_or_default().trim() != wanted_form(&found) {
            different.push(format!(
                "{written}\n  wanted {}\n  found  {found}",
                wanted.unwrap_or("")
            ));
        }
        out.push('=');
        if !wanted_form(&found).is_empty() {
            out.push(' ');
        }
        out.push_str(wanted_form(&found));
        out.push('\n');
    }
    if bless {
        std::fs::write(&file, out).expect("the table can be written");
    } else {
        assert!(different.is_empty(), "{}", different.join("\n"));
    }
}

fn wanted_form(found: &str) -> &str {
    found.trim()
}

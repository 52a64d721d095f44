//! Pipelines and commands.

use super::Lowerer;
use crate::node::{
    ArgKind, ArgNode, ArgPlaces, CommandName, CommandNode, Expr, PipelineNode, RedirectionNode,
};
use crate::symbol::Symbol;
use stint_object::object::Deserialized;
use stint_object::string_form::net_text;
use stint_object::{Data, Object, Str, Value};
use stint_syntax::{
    CommandAst, CommandBase, CommandElement, CommandExpressionAst, CommandParameterAst, Expression,
    InvocationOperator, PipelineAst, Redirection, RedirectionStream, StringConstantType,
};

impl Lowerer<'_> {
    /// Lowers a pipeline with at least one command, or an expression with redirections.
    pub(super) fn pipeline(&self, pipeline: &PipelineAst) -> PipelineNode {
        let mut first = None;
        let mut commands = Vec::new();
        for element in &pipeline.elements {
            match element {
                CommandBase::Expression(expression) => first = Some(self.fed(expression)),
                CommandBase::Command(command) => commands.push(self.command(command)),
            }
        }
        PipelineNode { first, commands }
    }

    fn fed(&self, expression: &CommandExpressionAst) -> (Expr, Vec<RedirectionNode>) {
        (
            self.expression(&expression.expression),
            self.redirections(&expression.redirections),
        )
    }

    /// A command alone, as a pipeline of one.
    pub(super) fn single(&self, command: &CommandAst) -> PipelineNode {
        PipelineNode {
            first: None,
            commands: vec![self.command(command)],
        }
    }

    /// An expression alone with redirections.
    pub(super) fn redirected(&self, expression: &CommandExpressionAst) -> PipelineNode {
        PipelineNode {
            first: Some(self.fed(expression)),
            commands: Vec::new(),
        }
    }

    fn command(&self, command: &CommandAst) -> CommandNode {
        let mut elements = command.elements.iter();
        let (name, name_extent) = match elements.next() {
            Some(CommandElement::Expression(expression)) => {
                (self.command_name(expression), self.extent_of(expression))
            }
            Some(CommandElement::Parameter(parameter)) => {
                let text: Str = self.code.ast.source.slice(parameter.extent).into();
                (
                    CommandName::Word(text.clone(), Symbol::of(&text)),
                    parameter.extent,
                )
            }
            None => (CommandName::Expr(Expr::Failed), command.extent),
        };
        CommandNode {
            name,
            dot: command.invocation_operator == InvocationOperator::Dot,
            amp: command.invocation_operator == InvocationOperator::Ampersand,
            like_method: is_like_method(command),
            args: self.arguments(elements),
            redirections: self.redirections(&command.redirections),
            extent: command.extent,
            name_extent,
            found: stint_object::Lock::default(),
        }
    }

    fn extent_of(&self, expression: &Expression) -> stint_syntax::Extent {
        expression.extent()
    }

    fn command_name(&self, expression: &Expression) -> CommandName {
        match expression {
            Expression::StringConstant(text) if !text.value.is_empty() => {
                CommandName::Word(Str::from(&*text.value), Symbol::of(&text.value))
            }
            other => CommandName::Expr(self.expression(other)),
        }
    }

    /// The arguments; what stands behind `--%` is one text.
    fn arguments<'b>(&self, elements: impl Iterator<Item = &'b CommandElement>) -> Vec<ArgNode> {
        let mut args: Vec<ArgNode> = Vec::new();
        for element in elements {
            if let (
                Some(ArgNode {
                    kind: ArgKind::Verbatim(rest),
                    ..
                }),
                CommandElement::Expression(Expression::StringConstant(text)),
            ) = (args.last_mut(), element)
                && rest.is_empty()
            {
                *rest = Str::from(&*text.value);
                continue;
            }
            args.push(self.argument(element));
        }
        args
    }

    fn argument(&self, element: &CommandElement) -> ArgNode {
        match element {
            CommandElement::Parameter(parameter) => ArgNode {
                kind: match &parameter.argument {
                    None => ArgKind::Parameter(Str::from(&*parameter.name)),
                    Some(argument) => ArgKind::ParameterValue(
                        Str::from(&*parameter.name),
                        Box::new(self.argument_kind(argument)),
                        argument.extent().start > parameter.error_position.end,
                    ),
                },
                places: self.places(parameter),
            },
            CommandElement::Expression(expression) => {
                let extent = self.extent_of(expression);
                ArgNode {
                    kind: self.argument_kind(expression),
                    places: ArgPlaces {
                        name: extent,
                        value: extent,
                    },
                }
            }
        }
    }

    fn places(&self, parameter: &CommandParameterAst) -> ArgPlaces {
        let whole = parameter.extent;
        match &parameter.argument {
            None => ArgPlaces {
                name: whole,
                value: whole,
            },
            Some(argument) => {
                let value = self.extent_of(argument);
                let before = stint_syntax::Extent::new(whole.start, value.start);
                let written = self.code.ast.source.slice(before).trim_end().len();
                let end = u32::try_from(written).map_or(value.start, |len| whole.start + len);
                ArgPlaces {
                    name: stint_syntax::Extent::new(whole.start, end),
                    value,
                }
            }
        }
    }

    fn argument_kind(&self, expression: &Expression) -> ArgKind {
        let source = &self.code.ast.source;
        match expression {
            Expression::StringConstant(text) if text.kind == StringConstantType::BareWord => {
                let written = source.slice(text.extent);
                match written.strip_prefix("--%") {
                    Some(_) if text.value.starts_with("--%") => {
                        ArgKind::Verbatim(Str::from(text.value.trim_start_matches("--%")))
                    }
                    _ => ArgKind::Word(self.expression(expression), written.into()),
                }
            }
            Expression::ExpandableString(text) if text.kind == StringConstantType::BareWord => {
                ArgKind::Word(
                    self.expression(expression),
                    source.slice(text.extent).into(),
                )
            }
            Expression::Variable(variable) if variable.splatted => {
                ArgKind::Splat(self.read(&variable.path))
            }
            Expression::Using(using) if matches!(&using.sub_expression, Expression::Variable(variable) if variable.splatted) => {
                ArgKind::Splat(self.expression(expression))
            }
            Expression::StringConstant(_) | Expression::ExpandableString(_) => {
                ArgKind::Quoted(self.expression(expression))
            }
            Expression::ArrayLiteral(_) => ArgKind::List(
                self.expression(expression),
                source.slice(self.extent_of(expression)).into(),
            ),
            Expression::Constant(_) => ArgKind::Value(match self.expression(expression) {
                Expr::Const(number) => {
                    Expr::Const(as_written(number, source.slice(self.extent_of(expression))))
                }
                other => other,
            }),
            other => ArgKind::Value(self.expression(other)),
        }
    }

    pub(super) fn redirections(&self, redirections: &[Redirection]) -> Vec<RedirectionNode> {
        redirections
            .iter()
            .map(|redirection| match redirection {
                Redirection::File(file) => RedirectionNode::File {
                    from: stream(file.from),
                    path: self.expression(&file.location),
                    append: file.append,
                },
                Redirection::Merging(merging) => RedirectionNode::Merge {
                    from: stream(merging.from),
                    to: stream(merging.to),
                },
            })
            .collect()
    }
}

/// A number as an argument keeps how it was written (`1.50`, `0x10`), where that is not its text anyway.
fn as_written(number: Value, written: &str) -> Value {
    let Some(ty) = number.ty() else { return number };
    if *net_text(&number) == *written {
        return number;
    }
    let object = Object::new(ty, Data::Wrapped(number));
    object.added().deserialized = Some(Box::new(Deserialized {
        text: Some(written.into()),
        properties: None,
    }));
    Value::Object(object)
}

/// Whether the only argument stands in parentheses right behind the name.
fn is_like_method(command: &CommandAst) -> bool {
    match command.elements.as_slice() {
        [
            CommandElement::Expression(name),
            CommandElement::Expression(Expression::Paren(argument)),
        ] => name.extent().end == argument.extent.start,
        _ => false,
    }
}

fn stream(stream: RedirectionStream) -> u8 {
    stream as u8
}

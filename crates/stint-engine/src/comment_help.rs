//! The comment-based help of functions and scripts.

use crate::block::Block;
use stint_cmdlet::session::CommentHelp;
use stint_cmdlet::{Command, CommandKind};
use stint_object::Str;
use stint_syntax::ast::{ParameterAst, ScriptBlockAst};
use stint_syntax::help::{self, HelpSubject};

/// The help that stands in a command's comments.
pub fn of(command: &Command) -> Option<CommentHelp> {
    let code = &Block::of(&command.block)?.code;
    let subject = match &code.function {
        Some(function) => HelpSubject::Function(function),
        None if command.kind == CommandKind::ExternalScript => HelpSubject::Script(&code.ast),
        None => HelpSubject::Block(&code.ast),
    };
    let parameters = match &code.function {
        Some(function) if !function.parameters.is_empty() => function.parameters.as_slice(),
        _ => {
            let block = code.ast.param_block.as_ref();
            block.map_or(&[][..], |block| &block.parameters)
        }
    };
    let defaults = defaults(&code.ast, parameters);
    subject.help().map(|help| sections(help, defaults))
}

/// The texts of parameters' defaults, by name.
fn defaults(block: &ScriptBlockAst, parameters: &[ParameterAst]) -> Vec<(Str, Str)> {
    let with_default = |parameter: &ParameterAst| {
        let default = parameter.default.as_ref()?;
        let text = block.source.slice(default.extent());
        Some((Str::from(&*parameter.name.path.user_path), Str::from(text)))
    };
    parameters.iter().filter_map(with_default).collect()
}

fn sections(help: help::CommentHelp, defaults: Vec<(Str, Str)>) -> CommentHelp {
    let text = |section: Option<String>| section.map(Str::from);
    let texts = |sections: Vec<String>| sections.into_iter().map(Str::from).collect();
    CommentHelp {
        synopsis: text(help.synopsis),
        description: text(help.description),
        notes: text(help.notes),
        parameters: help
            .parameters
            .into_iter()
            .map(|(name, text)| (name.into(), text.into()))
            .collect(),
        parameter_comments: texts(help.parameter_comments),
        defaults,
        links: texts(help.links),
        examples: texts(help.examples),
        inputs: texts(help.inputs),
        outputs: texts(help.outputs),
        component: text(help.component),
        role: text(help.role),
        functionality: text(help.functionality),
    }
}

//! `Get-Help`, from the comments of functions and scripts.

use crate::values;
use std::sync::Arc;
use stint_cmdlet::session::CommentHelp;
use stint_cmdlet::{Cmdlet, Command, CommandKind, Cx, ParameterTable, Params, Result, usage};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Shows what a function's or script's comment says of it; of a cmdlet, its syntax.
#[derive(Params, Default)]
struct GetHelp {
    name: Str,
    category: Vec<Str>,
    detailed: bool,
    full: bool,
    examples: bool,
    parameter: Vec<Str>,
}

entry!("Get-Help", "GetHelpCommand", GetHelp);

impl Cmdlet for GetHelp {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let Some(command) = self.find(cx) else {
            return cx.error(not_found(&self.name));
        };
        let comment = cx.session().comment_help(&command);
        let table = cx.session().parameter_table(&command)?.unwrap_or_default();
        let comment = comment.unwrap_or_default();
        if !self.parameter.is_empty() {
            return self.write_parameters(cx, &comment, &table);
        }
        let help = self.object(&command, &comment, &table);
        cx.write(help)
    }
}

fn not_found(name: &str) -> ErrorRecord {
    let text = format!(
        "Get-Help could not find {name} in a help file in this session. To download updated help topics type: \"Update-Help\". To get help online, search for the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116."
    );
    ErrorRecord::new(
        "HelpNotFound",
        Category::ResourceUnavailable,
        system::exceptions::SYSTEM,
        text,
    )
    .with_target(name)
}

/// A `pscustomobject` that is known by help's own type names.
fn made(names: &[String], notes: &[(Str, Value)]) -> Value {
    let object = values::custom(notes);
    values::set_type_names(
        &object,
        names.iter().map(|name| Str::from(name.as_str())).collect(),
    );
    object
}

fn paragraphs(text: &str) -> Value {
    let names = ["MamlParaTextItem".to_owned(), "MamlTextItem".to_owned()];
    Value::array(vec![made(&names, &[("Text".into(), text.into())])])
}

fn trimmed(text: &Str) -> Str {
    text.trim_end().into()
}

impl GetHelp {
    fn find(&self, cx: &mut dyn Cx) -> Option<Arc<Command>> {
        let mut command = cx.session().command(&self.name)?;
        for _ in 0..16 {
            if command.kind != CommandKind::Alias {
                break;
            }
            command = cx.session().command(&command.target.clone())?;
        }
        Some(command)
    }

    fn view(&self) -> &'static str {
        if self.full {
            "#FullView"
        } else if self.detailed {
            "#DetailedView"
        } else if self.examples {
            "#ExamplesView"
        } else {
            ""
        }
    }

    fn object(&self, command: &Command, comment: &CommentHelp, table: &ParameterTable) -> Value {
        let definition = usage::definition(&command.name, table);
        let synopsis = match &comment.synopsis {
            Some(text) => trimmed(text),
            None => format!("\n{}\n", definition.trim_end()).into(),
        };
        let mut notes: Vec<(Str, Value)> = vec![
            ("Name".into(), command.name.clone().into()),
            ("Category".into(), command.kind.name().into()),
            ("Synopsis".into(), synopsis.clone().into()),
            (
                "Component".into(),
                comment
                    .component
                    .as_ref()
                    .map(trimmed)
                    .map_or(Value::Null, Value::Str),
            ),
            (
                "Role".into(),
                comment
                    .role
                    .as_ref()
                    .map(trimmed)
                    .map_or(Value::Null, Value::Str),
            ),
            (
                "Functionality".into(),
                comment
                    .functionality
                    .as_ref()
                    .map(trimmed)
                    .map_or(Value::Null, Value::Str),
            ),
            ("ModuleName".into(), command.module.clone().into()),
            ("Syntax".into(), syntax(command, table)),
            (
                "parameters".into(),
                values::custom(&[("parameter".into(), Value::array(parameters(comment, table)))]),
            ),
            ("details".into(), details(command, &synopsis)),
        ];
        if let Some(text) = &comment.description {
            notes.push(("description".into(), paragraphs(&trimmed(text))));
        }
        if !comment.examples.is_empty() {
            let list = comment
                .examples
                .iter()
                .enumerate()
                .map(|(at, text)| example(at, text))
                .collect();
            notes.push((
                "examples".into(),
                values::custom(&[("example".into(), Value::array(list))]),
            ));
        }
        for (name, inner, list) in [
            ("inputTypes", "inputType", &comment.inputs),
            ("returnValues", "returnValue", &comment.outputs),
        ] {
            if !list.is_empty() {
                let items = list.iter().map(|text| {
                    let ty = values::custom(&[("name".into(), trimmed(text).into())]);
                    values::custom(&[("type".into(), ty)])
                });
                notes.push((
                    name.into(),
                    values::custom(&[(inner.into(), Value::collected(items.collect()))]),
                ));
            }
        }
        if let Some(text) = &comment.notes {
            let alert = values::custom(&[("alert".into(), paragraphs(&trimmed(text)))]);
            notes.push(("alertSet".into(), alert));
        }
        if !comment.links.is_empty() {
            let items = comment
                .links
                .iter()
                .map(|text| values::custom(&[("linkText".into(), trimmed(text).into())]));
            let links =
                values::custom(&[("navigationLink".into(), Value::collected(items.collect()))]);
            notes.push(("relatedLinks".into(), links));
        }
        let view = self.view();
        let mut names = vec![format!("ExtendedFunctionHelpInfo{view}")];
        if !view.is_empty() {
            names.push("ExtendedFunctionHelpInfo".into());
        }
        names.push("HelpInfo".into());
        made(&names, &notes)
    }

    fn write_parameters(
        &self,
        cx: &mut dyn Cx,
        comment: &CommentHelp,
        table: &ParameterTable,
    ) -> Result<()> {
        for pattern in &self.parameter {
            let mut any = false;
            for parameter in parameters(comment, table) {
                let name = values::get(&parameter, "name")?.unwrap_or_default();
                if values::matches_pattern(pattern, &values::text(&name)) {
                    any = true;
                    cx.write(parameter)?;
                }
            }
            if !any {
                let text = format!("No parameter matches criteria {pattern}.");
                let record = ErrorRecord::new(
                    "NoParmsFound",
                    Category::InvalidArgument,
                    system::exceptions::PS_ARGUMENT,
                    text,
                );
                cx.error(record.with_target(pattern.clone()))?;
            }
        }
        Ok(())
    }
}

fn details(command: &Command, synopsis: &Str) -> Value {
    let (verb, noun) = command.name.split_once('-').unwrap_or(("", ""));
    made(
        &["MamlCommandHelpInfo#details".to_owned()],
        &[
            ("name".into(), command.name.clone().into()),
            ("description".into(), paragraphs(synopsis)),
            ("verb".into(), verb.into()),
            ("noun".into(), noun.into()),
        ],
    )
}

fn syntax(command: &Command, table: &ParameterTable) -> Value {
    let text = usage::definition(&command.name, table);
    let items = text
        .split("\n\n")
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|_| {
            made(
                &["MamlCommandHelpInfo#syntaxItem".to_owned()],
                &[("name".into(), command.name.clone().into())],
            )
        });
    made(
        &["MamlCommandHelpInfo#syntax".to_owned()],
        &[("syntaxItem".into(), Value::collected(items.collect()))],
    )
}

fn parameters(comment: &CommentHelp, table: &ParameterTable) -> Vec<Value> {
    table
        .parameters
        .iter()
        .filter(|parameter| !parameter.common)
        .enumerate()
        .map(|(at, parameter)| {
            let about = comment
                .parameters
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&parameter.name))
                .map(|(_, text)| trimmed(text));
            let about = about.or_else(|| {
                comment
                    .parameter_comments
                    .get(at)
                    .filter(|text| !text.is_empty())
                    .map(trimmed)
            });
            let place = parameter.sets.first();
            let position = place
                .and_then(|place| place.position)
                .map_or_else(|| "named".to_owned(), |position| (position + 1).to_string());
            let from_pipeline = match place {
                Some(place) if place.from_pipeline && place.by_property_name => {
                    "true (ByValue, ByPropertyName)"
                }
                Some(place) if place.from_pipeline => "true (ByValue)",
                Some(place) if place.by_property_name => "true (ByPropertyName)",
                _ => "false",
            };
            let ty = values::custom(&[("name".into(), usage::type_text(parameter).into())]);
            let mut notes: Vec<(Str, Value)> = Vec::new();
            if let Some(about) = &about {
                notes.push(("description".into(), paragraphs(about)));
            }
            let default = comment
                .defaults
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&parameter.name));
            notes.extend([
                (
                    "defaultValue".into(),
                    default.map_or("".into(), |(_, text)| Value::Str(text.clone())),
                ),
                ("parameterValue".into(), usage::type_text(parameter).into()),
                ("name".into(), parameter.name.clone().into()),
                ("type".into(), ty),
                (
                    "required".into(),
                    place
                        .is_some_and(|place| place.mandatory)
                        .to_string()
                        .into(),
                ),
                ("globbing".into(), "false".into()),
                ("pipelineInput".into(), from_pipeline.into()),
                ("position".into(), position.into()),
                ("aliases".into(), parameter.aliases.join(", ").into()),
            ]);
            made(&["ExtendedCmdletHelpInfo#parameter".to_owned()], &notes)
        })
        .collect()
}

/// What stands before the first empty line is the code, the rest is said about it.
fn example(at: usize, text: &Str) -> Value {
    let text = text.trim_end();
    let (code, remarks) = text.split_once("\n\n").unwrap_or((text, ""));
    let prompt = made(
        &["MamlParaTextItem".to_owned(), "MamlTextItem".to_owned()],
        &[("Text".into(), "PS > ".into())],
    );
    made(
        &["ExtendedCmdletHelpInfo#example".to_owned()],
        &[
            ("introduction".into(), Value::array(vec![prompt])),
            ("code".into(), code.into()),
            ("remarks".into(), paragraphs(remarks)),
            (
                "title".into(),
                format!(
                    "-------------------------- EXAMPLE {} --------------------------",
                    at + 1
                )
                .into(),
            ),
        ],
    )
}

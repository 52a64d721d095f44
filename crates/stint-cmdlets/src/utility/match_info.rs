//! `MatchInfo`: what `Select-String` finds.

use stint_cmdlet::Result;
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, method, property, registry, settable, system};
use stint_object::{Lock, Object, Str, Value};

/// The payload of a found line.
#[derive(Clone, Default)]
pub(crate) struct MatchInfo {
    /// `IgnoreCase`.
    pub ignore_case: bool,
    /// `LineNumber`.
    pub line_number: u64,
    /// `Line`.
    pub line: Str,
    /// `Path`; none for what came through the pipeline.
    pub path: Option<Str>,
    /// `Pattern`.
    pub pattern: Str,
    /// `Context`.
    pub context: Option<Context>,
    /// `Matches`.
    pub matches: Vec<Value>,
    /// Where the matches stand, in UTF-16 units; empty where nothing is to be stressed.
    pub stressed: Vec<(usize, usize)>,
}

/// Lines around a match: those that belong to no other match, and all.
#[derive(Clone, Default)]
pub(crate) struct Context {
    /// `PreContext`.
    pub pre: Vec<Str>,
    /// `PostContext`.
    pub post: Vec<Str>,
    /// `DisplayPreContext`.
    pub display_pre: Vec<Str>,
    /// `DisplayPostContext`.
    pub display_post: Vec<Str>,
}

/// It can be set from scripts.
pub(crate) struct Shared(pub Lock<MatchInfo>);

impl Opaque for Shared {}

struct ContextObject(Context);

impl Opaque for ContextObject {}

const INPUT_STREAM: &str = "InputStream";

fn read(this: &Value, take: impl FnOnce(&MatchInfo) -> Value) -> Result<Value> {
    Ok(this
        .payload::<Shared>()
        .map(|info| take(&info.0.lock()))
        .unwrap_or_default())
}

fn text_array(lines: &[Str]) -> Value {
    Value::typed_array(
        registry::array_of(system::STRING, 1),
        lines.iter().cloned().map(Value::Str).collect(),
    )
}

fn context(this: &Value, take: impl FnOnce(&Context) -> &Vec<Str>) -> Result<Value> {
    Ok(this
        .payload::<ContextObject>()
        .map(|context| text_array(take(&context.0)))
        .unwrap_or_default())
}

/// `Microsoft.PowerShell.Commands.MatchInfoContext`.
pub(crate) const MATCH_INFO_CONTEXT: Type = {
    static INFO: TypeInfo = TypeInfo::class("Microsoft.PowerShell.Commands.MatchInfoContext")
        .properties(&[
            property("string[] PreContext {get;set;}", |this| {
                context(this, |context| &context.pre)
            }),
            property("string[] PostContext {get;set;}", |this| {
                context(this, |context| &context.post)
            }),
            property("string[] DisplayPreContext {get;set;}", |this| {
                context(this, |context| &context.display_pre)
            }),
            property("string[] DisplayPostContext {get;set;}", |this| {
                context(this, |context| &context.display_post)
            }),
        ]);
    Type(&INFO)
};

/// `Microsoft.PowerShell.Commands.MatchInfo`.
pub(crate) const MATCH_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("Microsoft.PowerShell.Commands.MatchInfo")
        .properties(&[
            property("bool IgnoreCase {get;set;}", |this| {
                read(this, |info| info.ignore_case.into())
            }),
            property("ulong LineNumber {get;set;}", |this| {
                read(this, |info| info.line_number.into())
            }),
            settable(
                "string Line {get;set;}",
                |this| read(this, |info| info.line.clone().into()),
                |this, value| {
                    if let (Some(info), Some(line)) = (this.payload::<Shared>(), value.as_str()) {
                        info.0.lock().line = line.clone();
                    }
                    Ok(())
                },
            ),
            property("string Filename {get;}", |this| {
                read(this, |info| info.file_name().into())
            }),
            property("string Path {get;set;}", |this| {
                read(this, |info| info.shown_path().into())
            }),
            property("string Pattern {get;set;}", |this| {
                read(this, |info| info.pattern.clone().into())
            }),
            property(
                "Microsoft.PowerShell.Commands.MatchInfoContext Context {get;set;}",
                |this| {
                    read(this, |info| match &info.context {
                        Some(context) => Value::Object(Object::opaque(
                            MATCH_INFO_CONTEXT,
                            ContextObject(context.clone()),
                        )),
                        None => Value::Null,
                    })
                },
            ),
            property(
                "System.Text.RegularExpressions.Match[] Matches {get;set;}",
                |this| {
                    read(this, |info| {
                        let ty = registry::lookup("System.Text.RegularExpressions.Match")
                            .unwrap_or(system::OBJECT);
                        Value::typed_array(registry::array_of(ty, 1), info.matches.clone())
                    })
                },
            ),
        ])
        .methods(&[
            method("string RelativePath(string directory)", |this, args| {
                let directory = args
                    .first()
                    .and_then(Value::as_str)
                    .cloned()
                    .unwrap_or_default();
                read(this, |info| info.relative_path(&directory).into())
            }),
            method("string ToString()", |this, _| {
                read(this, |info| info.shown(None, &info.line).into())
            }),
            method("string ToString(string directory)", |this, args| {
                let directory = args.first().and_then(Value::as_str).cloned();
                read(this, |info| {
                    info.shown(directory.as_deref(), &info.line).into()
                })
            }),
            method(
                "string ToEmphasizedString(string directory)",
                |this, args| {
                    let directory = args.first().and_then(Value::as_str).cloned();
                    read(this, |info| {
                        info.shown(directory.as_deref(), &info.stressed_line())
                            .into()
                    })
                },
            ),
        ]);
    Type(&INFO)
};

impl MatchInfo {
    /// As an object.
    pub(crate) fn object(self) -> Value {
        Value::Object(Object::opaque(MATCH_INFO, Shared(Lock::new(self))))
    }

    fn shown_path(&self) -> Str {
        self.path.clone().unwrap_or_else(|| INPUT_STREAM.into())
    }

    fn file_name(&self) -> Str {
        let path = self.shown_path();
        path.rsplit('/')
            .next()
            .map_or_else(|| path.clone(), Str::from)
    }

    /// The path below a folder, or the whole path.
    fn relative_path(&self, directory: &str) -> String {
        let path = self.shown_path();
        if self.path.is_none() || directory.is_empty() {
            return path.to_string();
        }
        let offset = usize::from(!directory.ends_with(['/', '\\']));
        match path.get(..directory.len()) {
            Some(start)
                if start.eq_ignore_ascii_case(directory)
                    && path.len() > directory.len() + offset =>
            {
                path[directory.len() + offset..].to_owned()
            }
            _ => path.to_string(),
        }
    }

    fn shown(&self, directory: Option<&str>, line: &str) -> String {
        let path = directory.map_or_else(
            || self.shown_path().to_string(),
            |directory| self.relative_path(directory),
        );
        let one = |line: &str, number: u64, prefix: &str| {
            if self.path.is_none() {
                format!("{prefix}{line}")
            } else {
                format!("{prefix}{path}:{number}:{line}")
            }
        };
        let Some(context) = &self.context else {
            return one(line, self.line_number, "");
        };
        let mut number = self.line_number - context.display_pre.len() as u64;
        let mut lines = Vec::new();
        for before in &context.display_pre {
            lines.push(one(before, number, "  "));
            number += 1;
        }
        lines.push(one(line, number, "> "));
        for after in &context.display_post {
            number += 1;
            lines.push(one(after, number, "  "));
        }
        lines.join("\n")
    }

    fn stressed_line(&self) -> String {
        let units: Vec<u16> = self.line.encode_utf16().collect();
        let (mut out, mut at) = (String::new(), 0);
        for (start, length) in &self.stressed {
            let end = (start + length).min(units.len());
            out.push_str(&String::from_utf16_lossy(&units[at.min(*start)..*start]));
            out.push_str("\u{1b}[7m");
            out.push_str(&String::from_utf16_lossy(&units[*start..end]));
            out.push_str("\u{1b}[0m");
            at = end;
        }
        out.push_str(&String::from_utf16_lossy(&units[at..]));
        out
    }
}

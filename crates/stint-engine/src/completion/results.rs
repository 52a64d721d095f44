//! `CommandCompletion` and `CompletionResult`.

use stint_object::object::Opaque;
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::collection;
use stint_object::types::{TypeInfo, registry};
use stint_object::{Object, Str, Type, Value};

/// `CompletionResultType`, by its member's name.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Command,
    Property,
    Method,
    ParameterName,
    ParameterValue,
    Variable,
    Keyword,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Command => "Command",
            Self::Property => "Property",
            Self::Method => "Method",
            Self::ParameterName => "ParameterName",
            Self::ParameterValue => "ParameterValue",
            Self::Variable => "Variable",
            Self::Keyword => "Keyword",
        }
    }
}

/// One completion.
pub(super) struct Match {
    text: Str,
    item: Str,
    kind: Value,
    tip: Str,
}

impl Opaque for Match {}

impl Match {
    pub(super) fn new(text: &str, item: &str, kind: Kind, tip: &str) -> Self {
        Self {
            text: text.into(),
            item: item.into(),
            kind: kind_value(kind.name()),
            tip: tip.into(),
        }
    }
}

fn kind_value(name: &str) -> Value {
    crate::automatic::enum_value("System.Management.Automation.CompletionResultType", name)
}

fn made(args: &[Value]) -> Value {
    let kind = if args.len() > 2 {
        args.at(2).clone()
    } else {
        kind_value("Text")
    };
    let at = |at: usize| if args.len() > at { at } else { 0 };
    Value::Object(Object::opaque(
        COMPLETION_RESULT,
        Match {
            text: args.text(0).into(),
            item: args.text(at(1)).into(),
            kind,
            tip: args.text(at(3)).into(),
        },
    ))
}

fn read(this: &Value, read: impl FnOnce(&Match) -> Value) -> Value {
    this.payload::<Match>().map_or(Value::Null, read)
}

/// `System.Management.Automation.CompletionResult`.
pub const COMPLETION_RESULT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.CompletionResult")
        .constructors(&[
            method!(
                "System.Management.Automation.CompletionResult(string completionText, string listItemText, System.Management.Automation.CompletionResultType resultType, string toolTip)",
                |_, args| made(args)
            ),
            method!(
                "System.Management.Automation.CompletionResult(string completionText)",
                |_, args| made(args)
            ),
        ])
        .properties(&[
            property!("string CompletionText {get;}", |this| read(this, |one| {
                Value::Str(one.text.clone())
            })),
            property!("string ListItemText {get;}", |this| read(this, |one| {
                Value::Str(one.item.clone())
            })),
            property!(
                "System.Management.Automation.CompletionResultType ResultType {get;}",
                |this| read(this, |one| one.kind.clone())
            ),
            property!("string ToolTip {get;}", |this| read(this, |one| Value::Str(
                one.tip.clone()
            ))),
        ]);
    Type(&INFO)
};

struct Completion {
    matches: Value,
    start: i32,
    length: i32,
}

impl Opaque for Completion {}

/// `System.Management.Automation.CommandCompletion`.
pub const COMMAND_COMPLETION: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.CommandCompletion")
        .methods(&[method!(
            "static System.Management.Automation.CommandCompletion CompleteInput(string input, int cursorIndex, hashtable options)",
            |_, args| super::complete(args.text(0), usize::try_from(args.int(1)).unwrap_or(0))
        )])
        .properties(&[
            property!("int CurrentMatchIndex {get;set;}", |_| -1),
            property!("int ReplacementIndex {get;set;}", |this| this
                .payload::<Completion>()
                .map_or(0, |made| made.start)),
            property!("int ReplacementLength {get;set;}", |this| this
                .payload::<Completion>()
                .map_or(0, |made| made.length)),
            property!(
                "System.Collections.ObjectModel.Collection[System.Management.Automation.CompletionResult] CompletionMatches {get;set;}",
                |this| this
                    .payload::<Completion>()
                    .map_or(Value::Null, |made| made.matches.clone())
            ),
        ]);
    Type(&INFO)
};

/// What `TabExpansion2` gives.
pub(super) fn completion(matches: Vec<Match>, start: usize, length: usize) -> Value {
    let matches = matches
        .into_iter()
        .map(|one| Value::Object(Object::opaque(COMPLETION_RESULT, one)))
        .collect();
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    Value::Object(Object::opaque(
        COMMAND_COMPLETION,
        Completion {
            matches: collection::of(COMPLETION_RESULT, matches),
            start: number(start),
            length: number(length),
        },
    ))
}

/// The types, for look-up by name.
pub static TYPES: &[Type] = &[
    COMPLETION_RESULT,
    COMMAND_COMPLETION,
    COMPLETION_RESULT_TYPE,
];

/// `System.Management.Automation.CompletionResultType`.
pub const COMPLETION_RESULT_TYPE: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.Management.Automation.CompletionResultType",
        &[
            ("Text", 0),
            ("History", 1),
            ("Command", 2),
            ("ProviderItem", 3),
            ("ProviderContainer", 4),
            ("Property", 5),
            ("Method", 6),
            ("ParameterName", 7),
            ("ParameterValue", 8),
            ("Variable", 9),
            ("Namespace", 10),
            ("Type", 11),
            ("Keyword", 12),
            ("DynamicKeyword", 13),
        ],
    );
    Type(&INFO)
};

/// Makes the types known by name.
pub(crate) fn register() {
    registry::register(TYPES);
}

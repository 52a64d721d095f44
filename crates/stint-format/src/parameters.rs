//! The parameters of the `Format-*` cmdlets, and the hashtables that `-Property` and `-GroupBy` take.

use crate::expression::Expression;
use crate::layout::table::Align;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Result, Str, Value};

/// What a `Format-*` cmdlet was told.
#[derive(Clone)]
pub struct Parameters {
    /// `-Property`.
    pub properties: Vec<Column>,
    /// `-GroupBy`.
    pub group_by: Option<Column>,
    /// `-View`.
    pub view: Option<Str>,
    /// `-Force`: also objects that would be shown apart (strings, errors) take the shape.
    pub force: bool,
    /// `-AutoSize`.
    pub autosize: Option<bool>,
    /// `-RepeatHeader`.
    pub repeat_header: bool,
    /// `-ShowError`.
    pub show_error: Option<bool>,
    /// `-DisplayError`.
    pub display_error: Option<bool>,
    /// `-Expand`.
    pub expand: Option<Expansion>,
    /// `-HideTableHeaders`.
    pub hide_headers: Option<bool>,
    /// `-Wrap`.
    pub wrap: Option<bool>,
    /// `-Column` of `Format-Wide`.
    pub columns: Option<i32>,
    /// `-Depth` of `Format-Custom`.
    pub depth: i32,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            properties: Vec::new(),
            group_by: None,
            view: None,
            force: false,
            autosize: None,
            repeat_header: false,
            show_error: None,
            display_error: None,
            expand: None,
            hide_headers: None,
            wrap: None,
            columns: None,
            depth: 5,
        }
    }
}

impl Parameters {
    /// Checks what cannot be said together; the errors are those of the cmdlets.
    pub fn check(&self) -> Result<()> {
        if self.view.is_some() && !self.properties.is_empty() {
            return Err(refused(
                "FormatCannotSpecifyViewAndProperty",
                "Cmdlet parameters View and Property are mutually exclusive.",
            ));
        }
        if self.autosize == Some(true) && self.columns.is_some() {
            return Err(refused(
                "FormatCannotSpecifyAutosizeAndColumns",
                "Cmdlet parameters AutoSize and Column are mutually exclusive.",
            ));
        }
        Ok(())
    }
}

fn refused(id: &str, message: &str) -> Flow {
    with_details(
        ErrorRecord::new(
            id,
            Category::InvalidArgument,
            crate::packet_value::INVALID_DATA_EXCEPTION,
            "Found invalid data while decoding.",
        ),
        message,
    )
}

/// What `-Expand` says about collections.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expansion {
    /// The collection itself is shown.
    CoreOnly,
    /// Its elements are shown.
    EnumOnly,
    /// Both are shown.
    Both,
}

impl Expansion {
    /// From its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "coreonly" => Self::CoreOnly,
            "enumonly" => Self::EnumOnly,
            "both" => Self::Both,
            _ => return None,
        })
    }
}

/// One entry of `-Property` or `-GroupBy`.
#[derive(Clone)]
pub struct Column {
    /// What is shown.
    pub expression: Expression,
    /// A format string.
    pub format: Option<Str>,
    /// A width.
    pub width: Option<i32>,
    /// Where text stands.
    pub align: Option<Align>,
    /// A label.
    pub label: Option<Str>,
    /// How deep `Format-Custom` goes.
    pub depth: Option<i32>,
}

impl Column {
    fn of(expression: Expression) -> Self {
        Self {
            expression,
            format: None,
            width: None,
            align: None,
            label: None,
            depth: None,
        }
    }
}

/// Which keys a hashtable may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// `Format-Table -Property`.
    Table,
    /// `Format-List -Property`.
    List,
    /// `Format-Wide -Property`.
    Wide,
    /// `Format-Custom -Property`.
    Custom,
    /// `-GroupBy`.
    GroupBy,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Key {
    Expression,
    Format,
    Width,
    Alignment,
    Label,
    Depth,
}

impl Use {
    fn keys(self) -> &'static [Key] {
        match self {
            Self::Table => &[
                Key::Expression,
                Key::Format,
                Key::Width,
                Key::Alignment,
                Key::Label,
            ],
            Self::List | Self::GroupBy => &[Key::Expression, Key::Format, Key::Label],
            Self::Wide => &[Key::Expression, Key::Format],
            Self::Custom => &[Key::Expression, Key::Depth],
        }
    }
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Expression => "expression",
            Self::Format => "formatString",
            Self::Width => "width",
            Self::Alignment => "alignment",
            Self::Label => "label",
            Self::Depth => "depth",
        }
    }

    fn types(self) -> &'static [&'static str] {
        match self {
            Self::Expression => &["System.String", "System.Management.Automation.ScriptBlock"],
            Self::Width | Self::Depth => &["System.Int32"],
            _ => &["System.String"],
        }
    }

    /// Whether a key as written means this one: any beginning of a name will do.
    fn is_meant_by(self, written: &str) -> bool {
        begins(self.name(), written) || self == Self::Label && begins("name", written)
    }
}

fn begins(name: &str, written: &str) -> bool {
    name.get(..written.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(written))
}

/// Reads what was given for a parameter: names, script blocks and hashtables.
pub fn columns(arguments: &[Value], used: Use) -> Result<Vec<Column>> {
    arguments
        .iter()
        .map(|argument| column(argument, used))
        .collect()
}

fn column(argument: &Value, used: Use) -> Result<Column> {
    if let Some(dict) = argument.as_dict() {
        let entries = dict.lock().pairs();
        return from_hashtable(&entries, used);
    }
    match expression(argument, false)? {
        Some(expression) => Ok(Column::of(expression)),
        None => Err(unknown_type(argument)),
    }
}

fn expression(value: &Value, in_hashtable: bool) -> Result<Option<Expression>> {
    if let Some(Data::ScriptBlock(block)) = value.data() {
        return Ok(Some(Expression::Block(block.clone())));
    }
    let Some(name) = value.as_str() else {
        return Ok(None);
    };
    match (name.is_empty(), in_hashtable) {
        (false, _) => Ok(Some(Expression::Name(name.clone()))),
        (true, true) => Err(invalid(
            "ExpressionEmptyString1",
            "The \"expression\" key cannot have an empty string value.",
        )),
        (true, false) => Err(invalid(
            "ExpressionEmptyString2",
            "An empty string value is not allowed.",
        )),
    }
}

fn unknown_type(argument: &Value) -> Flow {
    let types = in_braces(Key::Expression.types());
    let message = match argument.ty() {
        Some(ty) => format!(
            "Cannot convert {} to one of the following types {types}.",
            ty.name()
        ),
        None => format!(
            "The value of a parameter was null; one of the following types was expected: {types}."
        ),
    };
    invalid("DictionaryKeyUnknownType", &message)
}

fn in_braces(names: &[&str]) -> String {
    format!("{{{}}}", names.join(", "))
}

fn from_hashtable(entries: &[(Value, Value)], used: Use) -> Result<Column> {
    let mut known: Vec<(Key, Value)> = Vec::new();
    for (written, value) in entries {
        let Some(written) = written.as_str() else {
            let name = written.ty().map_or("", |ty| ty.short_name());
            return Err(invalid(
                "DictionaryKeyNonString",
                &format!("The {name} key type is not valid. The key must be a string."),
            ));
        };
        let key = find_key(written, used)?;
        if known.iter().any(|(other, _)| *other == key) {
            let message = format!(
                "The duplicated key \"{written}\" conflicts with \"{}\".",
                key.name()
            );
            return Err(invalid("DictionaryKeyDuplicate", &message));
        }
        check_type(written, key, value)?;
        known.push((key, value.clone()));
    }
    let Some(at) = known.iter().position(|(key, _)| *key == Key::Expression) else {
        return Err(invalid(
            "DictionaryKeyMandatoryEntry",
            "A mandatory entry for expression is missing.",
        ));
    };
    let (_, value) = known.swap_remove(at);
    let Some(expression) = expression(&value, true)? else {
        return Err(unknown_type(&value));
    };
    let mut column = Column::of(expression);
    for (key, value) in known {
        set(&mut column, key, &value)?;
    }
    Ok(column)
}

fn find_key(written: &str, used: Use) -> Result<Key> {
    let mut meant = used
        .keys()
        .iter()
        .copied()
        .filter(|key| key.is_meant_by(written));
    match (meant.next(), meant.next()) {
        (Some(key), None) => Ok(key),
        (Some(one), Some(other)) => {
            let message = format!(
                "The {written} key is ambiguous; {} and {} conflict.",
                one.name(),
                other.name()
            );
            Err(invalid("DictionaryKeyAmbiguous", &message))
        }
        _ => Err(invalid(
            "DictionaryKeyIllegal",
            &format!("The {written} key is not valid."),
        )),
    }
}

fn check_type(written: &str, key: Key, value: &Value) -> Result<()> {
    let Some(ty) = value.ty() else {
        return Err(invalid(
            "DictionaryKeyMissingValue",
            &format!("The {written} key has no value."),
        ));
    };
    let types = key.types();
    if ty.chain().any(|ty| types.contains(&ty.name())) {
        return Ok(());
    }
    let start = format!(
        "The \"{written}\" key has a type, {}, that is not valid; expected",
        ty.name()
    );
    Err(match types {
        [one] => invalid(
            "DictionaryKeyIllegalValue2",
            &format!("{start} type is {one}."),
        ),
        _ => invalid(
            "DictionaryKeyIllegalValue1",
            &format!("{start} types are {}.", in_braces(types)),
        ),
    })
}

fn set(column: &mut Column, key: Key, value: &Value) -> Result<()> {
    let text = value.as_str().cloned().unwrap_or_default();
    let number = match value.base() {
        Value::Int32(number) => *number,
        _ => 0,
    };
    match key {
        Key::Expression => {}
        Key::Label => column.label = Some(text),
        Key::Depth => column.depth = Some(number),
        Key::Format if text.is_empty() => {
            return Err(invalid(
                "FormatStringEmpty",
                "Cannot have an empty formatting string for key \"formatString\".",
            ));
        }
        Key::Format => column.format = Some(text),
        Key::Width if number <= 0 => {
            let message =
                format!("The value \"{number}\" for key \"width\" should be greater than 0.");
            return Err(invalid("WidthOutOfRange", &message));
        }
        Key::Width => column.width = Some(number),
        Key::Alignment => column.align = Some(alignment(&text)?),
    }
    Ok(())
}

fn alignment(text: &str) -> Result<Align> {
    let names = ["left", "center", "right"];
    let found = names
        .iter()
        .find(|name| !text.is_empty() && begins(name, text));
    found.map(|name| Align::from_name(name)).ok_or_else(|| {
        let message = format!(
            "The value \"{text}\" for key \"alignment\" is not valid; valid values are {}.",
            in_braces(&names)
        );
        invalid("AlignmentIllegalValue", &message)
    })
}

/// The error of a parameter's value, as the `Format-*` cmdlets raise it.
pub fn invalid(id: &str, message: &str) -> Flow {
    let record = ErrorRecord::new(
        id,
        Category::InvalidArgument,
        exceptions::NOT_SUPPORTED,
        "Specified method is not supported.",
    );
    with_details(record, message)
}

/// An error whose text is not its exception's.
pub fn with_details(record: ErrorRecord, message: &str) -> Flow {
    record.state.lock().details = Some((message.into(), Str::default()));
    record.into()
}

//! From an object to the entry of a document: one generator for each shape, chosen by the first object.

mod browse;
mod complex;
mod grouping;
mod list;
mod table;
mod wide;

use crate::expression::Expression;
use crate::packet::{EntryInfo, Field, FormatStart, FormatValue, ShapeInfo};
use crate::parameters::{Column, Parameters};
use crate::shown_text::{Directive, ShowError, of_expression};
use crate::subject;
use crate::surroundings::Surroundings;
use crate::view::database::Database;
use crate::view::{Body, Item, Shape, View, applies};
use grouping::Grouping;
use std::sync::Arc;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::{Flow, Result, Str, Value};

/// What a table cell shows for an expression that failed, with `-DisplayError`.
const FAILED: &str = "#ERR";
/// The same for a format string that could not be applied.
const FAILED_FORMAT: &str = "#FMTERR";

/// Where formatting looks things up.
#[derive(Clone)]
pub struct Context {
    /// The runspace and the host.
    pub around: Arc<dyn Surroundings>,
    /// The views.
    pub database: Arc<Database>,
}

impl Context {
    /// With the built-in views.
    pub fn new(around: Arc<dyn Surroundings>) -> Self {
        Self {
            around,
            database: Arc::default(),
        }
    }
}

/// Turns the objects of one document into entries.
pub struct Generator {
    context: Context,
    parameters: Option<Arc<Parameters>>,
    view: Option<Arc<View>>,
    shape: Shape,
    /// What is shown, where no view says it: settled by the first object for tables, by each for the others.
    shown: Vec<ShownProperty>,
    grouping: Option<Grouping>,
    /// The view gets a column for the computer's name.
    with_computer: bool,
    errors: Vec<(ShowError, Value)>,
    /// How many elements of a collection are shown; negative for all.
    limit: i32,
}

/// A property that is shown, and the parameter it comes from.
#[derive(Clone)]
struct ShownProperty {
    column: Option<Column>,
    expression: Expression,
}

impl ShownProperty {
    fn of(expression: Expression) -> Self {
        Self {
            column: None,
            expression,
        }
    }

    fn label(&self) -> Option<&Str> {
        self.column.as_ref()?.label.as_ref()
    }

    fn format(&self) -> Option<Directive> {
        self.column.as_ref()?.format.clone().map(Directive::Format)
    }
}

impl Generator {
    /// Chooses the view, or the properties, for a document that starts with this object.
    pub fn choose(
        context: &Context,
        shape: Option<Shape>,
        parameters: Option<&Arc<Parameters>>,
        first: &Value,
    ) -> Result<Self> {
        let types = subject::type_names(first);
        let given = parameters.filter(|_| shape.is_some());
        if given.is_some_and(|parameters| !parameters.properties.is_empty()) {
            return Ok(Self::from_properties(context, shape, parameters, first));
        }
        if let (Some(shape), Some(name)) =
            (shape, given.and_then(|parameters| parameters.view.as_ref()))
        {
            return match context.database.find(Some(shape), &types, Some(name)) {
                Some(view) => Ok(Self::from_view(context, view, parameters)),
                None => Err(unknown_view(&context.database, name, shape, first)),
            };
        }
        let Some(view) = context.database.find(shape, &types, None) else {
            return Ok(Self::from_properties(context, shape, parameters, first));
        };
        let mut generator = Self::from_view(context, view, parameters);
        generator.with_computer = shows_computer(first);
        Ok(generator)
    }

    /// A generator for a view.
    pub fn from_view(
        context: &Context,
        view: Arc<View>,
        parameters: Option<&Arc<Parameters>>,
    ) -> Self {
        let group_by = view.group_by.as_ref();
        let grouping = parameters
            .and_then(|parameters| parameters.group_by.as_ref())
            .map(|column| Grouping::new(column.expression.clone(), column.label.clone()))
            .or_else(|| group_by.map(|group| Grouping::new(group.expression.clone(), None)));
        Self::new(
            context,
            Some(view.clone()),
            view.body.shape(),
            parameters,
            grouping,
        )
    }

    /// A generator for an object's own properties.
    pub fn from_properties(
        context: &Context,
        shape: Option<Shape>,
        parameters: Option<&Arc<Parameters>>,
        first: &Value,
    ) -> Self {
        let shape = shape.unwrap_or_else(|| shape_by_count(context, first));
        let grouping = parameters
            .and_then(|parameters| parameters.group_by.as_ref())
            .map(|column| Grouping::new(column.expression.clone(), column.label.clone()));
        let mut generator = Self::new(context, None, shape, parameters, grouping);
        if shape == Shape::Table {
            generator.settle_table(first);
        }
        generator
    }

    fn new(
        context: &Context,
        view: Option<Arc<View>>,
        shape: Shape,
        parameters: Option<&Arc<Parameters>>,
        grouping: Option<Grouping>,
    ) -> Self {
        Self {
            context: context.clone(),
            parameters: parameters.cloned(),
            view,
            shape,
            shown: Vec::new(),
            grouping,
            with_computer: false,
            errors: Vec::new(),
            limit: context.around.settings().enumeration_limit,
        }
    }

    fn around(&self) -> &dyn Surroundings {
        self.context.around.as_ref()
    }

    fn properties(&self) -> &[Column] {
        self.parameters
            .as_ref()
            .map_or(&[], |parameters| &parameters.properties)
    }

    /// Whether an object fits into the document; without a view every object does.
    pub fn is_applicable(&self, type_names: &[Str]) -> bool {
        self.view
            .as_ref()
            .is_none_or(|view| applies(&view.types, type_names))
    }

    /// What the document starts with.
    pub fn start(&self, first: &Value) -> Result<FormatStart> {
        let autosize = self.autosize();
        let shape = match self.shape {
            Shape::Table => ShapeInfo::Table(self.table_header(first)?),
            Shape::List => ShapeInfo::List,
            Shape::Wide if autosize => ShapeInfo::Wide(0),
            Shape::Wide => ShapeInfo::Wide(self.wide_columns()),
            Shape::Complex => ShapeInfo::Complex,
        };
        Ok(FormatStart {
            shape,
            autosize: autosize.then_some(0),
        })
    }

    fn autosize(&self) -> bool {
        let of_view = || match &self.view.as_ref()?.body {
            Body::Table(table) => Some(table.autosize),
            Body::Wide(wide) => Some(wide.autosize),
            _ => None,
        };
        self.parameters
            .as_ref()
            .and_then(|parameters| parameters.autosize)
            .or_else(of_view)
            .unwrap_or(false)
    }

    /// The entry for an object.
    pub fn entry(&mut self, subject: &Value) -> Result<EntryInfo> {
        match self.shape {
            Shape::Table => self.table_row(subject),
            Shape::List => self.list_entry(subject),
            Shape::Wide => self.wide_entry(subject),
            Shape::Complex => self.complex_entry(subject),
        }
    }

    /// Takes note of an object's group; whether it begins a new one.
    pub fn changes_group(&mut self, subject: &Value) -> Result<bool> {
        let around = self.context.around.clone();
        match &mut self.grouping {
            Some(grouping) => grouping.update(subject, around.as_ref()),
            None => Ok(false),
        }
    }

    /// The heading of the group that begins with an object.
    pub fn group_heading(&mut self, first: &Value) -> Result<Option<Vec<FormatValue>>> {
        let Some(key) = self.grouping.as_ref().and_then(Grouping::key) else {
            return Ok(None);
        };
        let group_by = self.view.as_ref().and_then(|view| view.group_by.clone());
        let control = group_by.as_ref().and_then(|group| group.control.as_ref());
        let control = control.and_then(|control| self.view.as_ref()?.resolve(control));
        if let Some(control) = control {
            let mut out = Vec::new();
            self.control(&control, first, 0, &mut out)?;
            return Ok(Some(out));
        }
        let label = group_by
            .and_then(|group| group.label)
            .or_else(|| self.grouping.as_ref().and_then(Grouping::name));
        let value = match crate::shown_text::smart(&key, self.limit, false) {
            Ok(text) => text,
            Err(Flow::Error(_)) => Str::default(),
            Err(flow) => return Err(flow),
        };
        let label = FormatValue::Text(format!("   {}: ", label.unwrap_or_default()).into());
        Ok(Some(vec![FormatValue::entry(vec![
            label,
            FormatValue::Property(Field::new(value)),
        ])]))
    }

    /// The text of an expression, and the name it resolved to. Errors are kept for [`Self::take_errors`].
    fn cell(
        &mut self,
        subject: &Value,
        expression: &Expression,
        directive: &Directive,
    ) -> Result<(Str, Option<Str>)> {
        let shown = of_expression(subject, expression, directive, self.limit, self.around())?;
        let Some(error) = shown.error else {
            return Ok((shown.text, shown.name));
        };
        let given = self
            .parameters
            .as_ref()
            .and_then(|parameters| parameters.display_error);
        let displays = given.or(self.context.database.defaults().display_error) == Some(true);
        let text = match &error {
            _ if !displays => Str::default(),
            ShowError::Expression(..) => FAILED.into(),
            ShowError::Format(..) => FAILED_FORMAT.into(),
        };
        self.log(error, subject);
        Ok((text, shown.name))
    }

    fn log(&mut self, error: ShowError, subject: &Value) {
        let given = self
            .parameters
            .as_ref()
            .and_then(|parameters| parameters.show_error);
        if given.or(self.context.database.defaults().show_error) == Some(true) {
            self.errors.push((error, subject.clone()));
        }
    }

    /// The field for an item of a view.
    fn item(&mut self, item: &Item, subject: &Value) -> Result<(Field, Option<Str>)> {
        Ok(match item {
            Item::Empty => (Field::default(), None),
            Item::Text(text) => (Field::new(text.clone()), None),
            Item::Value { expression, format } => {
                let directive = format.clone().map_or(Directive::Text, Directive::Format);
                let (text, name) = self.cell(subject, expression, &directive)?;
                (Field::new(text), name)
            }
        })
    }

    /// Errors since the last time, where they are asked for (`-ShowError`).
    pub fn take_errors(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.errors)
            .into_iter()
            .map(|(error, subject)| error_value(error, subject))
            .collect()
    }
}

fn error_value(error: ShowError, subject: Value) -> Value {
    let (inner, id, message) = match error {
        ShowError::Expression(text, inner) => (
            inner,
            "PSPropertyExpressionError",
            format!("Failed to evaluate expression \"{text}\"."),
        ),
        ShowError::Format(format, inner) => (
            inner,
            "formattingError",
            format!("Failed to interpret format string \"{format}\"."),
        ),
    };
    let record = ErrorRecord::of(
        inner.exception.clone(),
        id,
        Category::InvalidArgument,
        subject,
    );
    record.state.lock().details = Some((message.into(), Str::default()));
    ErrorObject::from(record).into()
}

/// Without a view: a table for up to four properties.
fn shape_by_count(context: &Context, first: &Value) -> Shape {
    let mut count = subject::default_properties(first).len();
    if count == 0 {
        count = subject::shown_property_names(first).len();
    }
    let most = context
        .database
        .defaults()
        .property_count_for_table
        .unwrap_or(4);
    if count <= most {
        Shape::Table
    } else {
        Shape::List
    }
}

/// Whether an object from another computer says where it is from.
fn shows_computer(subject: &Value) -> bool {
    subject::find_property(subject, "PSComputerName").is_some()
        && subject::property(subject, "PSShowComputerName")
            .and_then(|value| value.ok())
            .is_some_and(|value| subject::is_true(&value))
}

/// The properties that `-Property` names in an object. A table keeps names that the object has not.
fn expand(columns: &[Column], subject: &Value, keeps_missing: bool) -> Vec<ShownProperty> {
    let mut out = Vec::new();
    for column in columns {
        let found = column.expression.resolve(subject);
        if keeps_missing && found.is_empty() && !column.expression.is_pattern() {
            out.push(ShownProperty {
                column: Some(column.clone()),
                expression: column.expression.clone(),
            });
        }
        out.extend(found.into_iter().map(|expression| ShownProperty {
            column: Some(column.clone()),
            expression,
        }));
    }
    out
}

fn default_properties(subject: &Value) -> Vec<ShownProperty> {
    let names = subject::default_properties(subject);
    let mut shown: Vec<ShownProperty> = names
        .into_iter()
        .map(|name| ShownProperty::of(Expression::Name(name)))
        .collect();
    if !shown.is_empty() && shows_computer(subject) {
        shown.push(ShownProperty::of(Expression::name("PSComputerName")));
    }
    shown
}

/// All properties; those that say where an object is from only if they want to be seen.
fn all_properties(subject: &Value) -> Vec<ShownProperty> {
    let mut names = subject::shown_property_names(subject);
    if subject::find_property(subject, "PSShowComputerName").is_some() {
        names.retain(|name| !name.eq_ignore_ascii_case("PSShowComputerName"));
        if !shows_computer(subject) {
            names.retain(|name| !name.eq_ignore_ascii_case("PSComputerName"));
        }
    }
    names
        .into_iter()
        .map(|name| ShownProperty::of(Expression::Resolved(name)))
        .collect()
}

/// What a list or free text shows of an object.
fn active_properties(columns: &[Column], subject: &Value) -> Vec<ShownProperty> {
    if !columns.is_empty() {
        return expand(columns, subject, false);
    }
    let shown = default_properties(subject);
    if shown.is_empty() {
        all_properties(subject)
    } else {
        shown
    }
}

fn unknown_view(database: &Database, name: &str, shape: Shape, subject: &Value) -> Flow {
    let type_name = subject.ty().map_or("", |ty| ty.name());
    let shape_name = |shape: Shape| match shape {
        Shape::Table => "Table",
        Shape::List => "List",
        Shape::Wide => "Wide",
        Shape::Complex => "Custom",
    };
    let views = database.views_of(type_name);
    let of_shape: Vec<&str> = views
        .iter()
        .filter(|view| view.body.shape() == shape)
        .map(|view| view.name.as_str())
        .collect();
    let of_name: Vec<String> = views
        .iter()
        .filter(|view| view.body.shape() != shape && view.name.eq_ignore_ascii_case(name))
        .map(|view| format!("Format-{}", shape_name(view.body.shape())))
        .collect();
    let kind = shape_name(shape);
    let message = if !of_shape.is_empty() {
        format!(
            "The view name {name} cannot be found. Specify one of the following {kind} views and try again: {}.",
            of_shape.join(", ")
        )
    } else if !of_name.is_empty() {
        format!(
            " The view name {name} cannot be found in the {kind} formatting. Try using one of these other format cmdlets: {}",
            of_name.join(", ")
        )
    } else {
        format!(
            "The view name {name} cannot be found. There are no existing {kind} views for {type_name} objects."
        )
    };
    let record = ErrorRecord::new(
        "FormatViewNotFound",
        Category::ObjectNotFound,
        crate::packet_value::PIPELINE_STOPPED_EXCEPTION,
        "The pipeline has been stopped.",
    )
    .with_target(name);
    crate::parameters::with_details(record, &message)
}

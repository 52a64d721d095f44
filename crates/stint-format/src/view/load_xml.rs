//! Views from `format.ps1xml` files, as `Update-FormatData` reads them.

use super::{
    Body, Controls, CustomBody, GroupBy, Header, Item, ListBody, ListEntry, ListItem, Row,
    Selection, TableBody, Token, ValueToken, View, WideBody, scripts,
};
use crate::expression::{Expression, ViewScript};
use crate::layout::table::Align;
use crate::packet::Frame;
use roxmltree::{Document, Node};
use std::collections::HashMap;
use std::sync::Arc;
use stint_object::Str;

/// What a file says.
#[derive(Default)]
pub struct Loaded {
    /// Its views.
    pub views: Vec<View>,
    /// Its settings for everything that has no view.
    pub defaults: Defaults,
}

/// `DefaultSettings`.
#[derive(Default, Clone, Copy, Debug)]
pub struct Defaults {
    /// Cells of tables take as many lines as they need.
    pub wrap_tables: Option<bool>,
    /// With more properties an object is a list.
    pub property_count_for_table: Option<usize>,
    /// `-ShowError` everywhere.
    pub show_error: Option<bool>,
    /// `-DisplayError` everywhere.
    pub display_error: Option<bool>,
}

impl Defaults {
    /// What is said here, else what is said there.
    pub fn or(self, other: Self) -> Self {
        Self {
            wrap_tables: self.wrap_tables.or(other.wrap_tables),
            property_count_for_table: self
                .property_count_for_table
                .or(other.property_count_for_table),
            show_error: self.show_error.or(other.show_error),
            display_error: self.display_error.or(other.display_error),
        }
    }
}

/// Why a file cannot be read: the node that is wrong, and what about it.
#[derive(Debug)]
pub struct BadFile(pub String);

type Read<T> = Result<T, BadFile>;
/// Reads the control of a view.
type ReadControl = fn(&File, Node<'_, '_>) -> Read<Body>;

/// Reads a file's text.
pub fn load(text: &str) -> Read<Loaded> {
    let document = Document::parse(text.trim_start_matches('\u{feff}'))
        .map_err(|error| BadFile(error.to_string()))?;
    let root = document.root_element();
    if !root.tag_name().name().eq_ignore_ascii_case("Configuration") {
        return Err(bad(root, "The root node must be Configuration."));
    }
    let file = File {
        sets: selection_sets(root),
        controls: controls(root, &Controls::default())?,
    };
    let mut loaded = Loaded::default();
    if let Some(settings) = child(root, "DefaultSettings") {
        loaded.defaults = defaults(settings)?;
    }
    for definitions in children(root, "ViewDefinitions") {
        for view in children(definitions, "View") {
            loaded.views.push(file.view(view)?);
        }
    }
    Ok(loaded)
}

fn bad(node: Node<'_, '_>, what: &str) -> BadFile {
    let mut path: Vec<&str> = node
        .ancestors()
        .filter(Node::is_element)
        .map(|node| node.tag_name().name())
        .collect();
    path.reverse();
    BadFile(format!("Error at XPath /{}: {what}", path.join("/")))
}

fn is_named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name().eq_ignore_ascii_case(name)
}

fn children<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.children().filter(move |node| is_named(node, name))
}

fn child<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> Option<Node<'a, 'b>> {
    children(node, name).next()
}

fn needed<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> Read<Node<'a, 'b>> {
    child(node, name).ok_or_else(|| bad(node, &format!("The node {name} is missing.")))
}

/// All text inside a node.
fn inner(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .collect()
}

fn text_of(node: Node<'_, '_>, name: &'static str) -> Option<Str> {
    child(node, name).map(|node| inner(node).into())
}

/// An empty node is true, as `<AutoSize/>`.
fn flag(node: Node<'_, '_>, name: &'static str) -> Read<Option<bool>> {
    let Some(node) = child(node, name) else {
        return Ok(None);
    };
    match inner(node).trim().to_ascii_lowercase().as_str() {
        "" | "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        _ => Err(bad(node, "A Boolean value is expected.")),
    }
}

fn number(node: Node<'_, '_>, name: &'static str) -> Read<Option<i32>> {
    let Some(node) = child(node, name) else {
        return Ok(None);
    };
    inner(node)
        .trim()
        .parse()
        .map(Some)
        .map_err(|_| bad(node, "An integer is expected."))
}

fn defaults(node: Node<'_, '_>) -> Read<Defaults> {
    Ok(Defaults {
        wrap_tables: flag(node, "WrapTables")?,
        property_count_for_table: number(node, "PropertyCountForTable")?
            .and_then(|count| usize::try_from(count).ok()),
        show_error: flag(node, "ShowError")?,
        display_error: flag(node, "DisplayError")?,
    })
}

fn selection_sets(root: Node<'_, '_>) -> HashMap<String, Vec<Str>> {
    let mut sets = HashMap::new();
    for set in children(root, "SelectionSets").flat_map(|sets| children(sets, "SelectionSet")) {
        let name = text_of(set, "Name").unwrap_or_default().to_lowercase();
        let types = children(set, "Types").flat_map(|types| children(types, "TypeName"));
        sets.insert(name, types.map(|node| inner(node).trim().into()).collect());
    }
    sets
}

fn controls(node: Node<'_, '_>, outer: &Controls) -> Read<Controls> {
    let mut found: HashMap<String, Arc<CustomBody>> = outer.as_ref().clone();
    let file = File {
        sets: HashMap::new(),
        controls: outer.clone(),
    };
    for control in children(node, "Controls").flat_map(|controls| children(controls, "Control")) {
        let name =
            text_of(control, "Name").ok_or_else(|| bad(control, "The node Name is missing."))?;
        let body = file.custom(needed(control, "CustomControl")?)?;
        found.insert(name.trim().to_lowercase(), Arc::new(body));
    }
    Ok(Arc::new(found))
}

fn property_or_script(node: Node<'_, '_>) -> Option<Expression> {
    if let Some(name) = text_of(node, "PropertyName") {
        return Some(Expression::name(name.trim()));
    }
    let script = text_of(node, "ScriptBlock")?;
    let native = scripts::native(&script);
    Some(Expression::Script(ViewScript::new(script, native)))
}

fn alignment(node: Node<'_, '_>) -> Read<Align> {
    let Some(node) = child(node, "Alignment") else {
        return Ok(Align::Undefined);
    };
    match Align::from_name(inner(node).trim()) {
        Align::Undefined => Err(bad(node, "The alignment is not valid.")),
        align => Ok(align),
    }
}

/// A value, a text or nothing.
fn item(node: Node<'_, '_>) -> Item {
    match property_or_script(node) {
        Some(expression) => Item::Value {
            expression,
            format: text_of(node, "FormatString"),
        },
        None => text_of(node, "Text").map_or(Item::Empty, Item::Text),
    }
}

struct File {
    sets: HashMap<String, Vec<Str>>,
    controls: Controls,
}

impl File {
    fn view(&self, node: Node<'_, '_>) -> Read<View> {
        let name = text_of(node, "Name").ok_or_else(|| bad(node, "The node Name is missing."))?;
        let inside = File {
            sets: self.sets.clone(),
            controls: controls(node, &self.controls)?,
        };
        let shapes: [(&'static str, ReadControl); 4] = [
            ("TableControl", |file, node| {
                file.table(node).map(Body::Table)
            }),
            ("ListControl", |file, node| file.list(node).map(Body::List)),
            ("WideControl", |file, node| file.wide(node).map(Body::Wide)),
            ("CustomControl", |file, node| {
                file.custom(node).map(|body| Body::Complex(Arc::new(body)))
            }),
        ];
        let found = shapes
            .iter()
            .find_map(|(name, read)| child(node, name).map(|control| read(&inside, control)));
        let body = found.ok_or_else(|| bad(node, "The view has no control."))??;
        Ok(View {
            name: name.trim().into(),
            types: self.selection(needed(node, "ViewSelectedBy")?).types,
            group_by: child(node, "GroupBy")
                .map(|node| inside.group_by(node))
                .transpose()?,
            body,
            out_of_band: flag(node, "OutOfBand")?.unwrap_or(false),
            controls: inside.controls,
        })
    }

    fn group_by(&self, node: Node<'_, '_>) -> Read<GroupBy> {
        let expression =
            property_or_script(node).ok_or_else(|| bad(node, "An expression is missing."))?;
        Ok(GroupBy {
            expression,
            label: text_of(node, "Label"),
            control: self.control(node)?,
        })
    }

    /// `CustomControl` or `CustomControlName`.
    fn control(&self, node: Node<'_, '_>) -> Read<Option<super::Control>> {
        if let Some(control) = child(node, "CustomControl") {
            return self
                .custom(control)
                .map(|body| Some(super::Control::Body(Arc::new(body))));
        }
        Ok(text_of(node, "CustomControlName")
            .map(|name| super::Control::Named(name.trim().to_lowercase().into())))
    }

    fn types(&self, node: Node<'_, '_>) -> Vec<Str> {
        let mut types: Vec<Str> = children(node, "TypeName")
            .map(|node| inner(node).trim().into())
            .collect();
        for name in children(node, "SelectionSetName") {
            types.extend(
                self.sets
                    .get(&inner(name).trim().to_lowercase())
                    .into_iter()
                    .flatten()
                    .cloned(),
            );
        }
        types
    }

    fn selection(&self, node: Node<'_, '_>) -> Selection {
        let mut selection = Selection {
            types: self.types(node),
            condition: None,
        };
        for condition in children(node, "SelectionCondition") {
            selection.types.extend(self.types(condition));
            selection.condition = property_or_script(condition);
        }
        selection
    }

    fn entry_selection(&self, node: Node<'_, '_>) -> Selection {
        child(node, "EntrySelectedBy")
            .map(|node| self.selection(node))
            .unwrap_or_default()
    }

    fn table(&self, node: Node<'_, '_>) -> Read<TableBody> {
        let mut headers = Vec::new();
        for header in children(node, "TableHeaders")
            .flat_map(|headers| children(headers, "TableColumnHeader"))
        {
            headers.push(Header {
                label: text_of(header, "Label"),
                width: number(header, "Width")?.unwrap_or(0),
                align: alignment(header)?,
            });
        }
        let mut rows = Vec::new();
        for row in children(needed(node, "TableRowEntries")?, "TableRowEntry") {
            let cells = children(row, "TableColumnItems")
                .flat_map(|items| children(items, "TableColumnItem"));
            let cells: Read<Vec<_>> = cells
                .map(|node| Ok((item(node), alignment(node)?)))
                .collect();
            rows.push(Row {
                selection: self.entry_selection(row),
                wrap: flag(row, "Wrap")?.unwrap_or(false),
                cells: cells?,
            });
        }
        if !rows.iter().any(|row| row.selection.types.is_empty()) {
            return Err(bad(node, "There is no default TableRowEntry."));
        }
        Ok(TableBody {
            hide_headers: flag(node, "HideTableHeaders")?.unwrap_or(false),
            autosize: flag(node, "AutoSize")?.unwrap_or(false),
            headers,
            rows,
        })
    }

    fn list(&self, node: Node<'_, '_>) -> Read<ListBody> {
        let mut entries = Vec::new();
        for entry in children(needed(node, "ListEntries")?, "ListEntry") {
            let items = children(entry, "ListItems").flat_map(|items| children(items, "ListItem"));
            let items = items.map(|node| ListItem {
                label: text_of(node, "Label"),
                item: item(node),
                condition: child(node, "ItemSelectionCondition").and_then(property_or_script),
            });
            entries.push(ListEntry {
                selection: self.entry_selection(entry),
                items: items.collect(),
            });
        }
        if entries.is_empty() {
            return Err(bad(node, "There is no default ListEntry."));
        }
        Ok(ListBody { entries })
    }

    fn wide(&self, node: Node<'_, '_>) -> Read<WideBody> {
        let mut entries = Vec::new();
        for entry in children(needed(node, "WideEntries")?, "WideEntry") {
            entries.push((
                self.entry_selection(entry),
                item(needed(entry, "WideItem")?),
            ));
        }
        Ok(WideBody {
            columns: number(node, "ColumnNumber")?.unwrap_or(0),
            autosize: flag(node, "AutoSize")?.unwrap_or(false),
            entries,
        })
    }

    fn custom(&self, node: Node<'_, '_>) -> Read<CustomBody> {
        let mut entries = Vec::new();
        for entry in children(needed(node, "CustomEntries")?, "CustomEntry") {
            entries.push((
                self.entry_selection(entry),
                self.tokens(needed(entry, "CustomItem")?)?,
            ));
        }
        Ok(CustomBody { entries })
    }

    fn tokens(&self, node: Node<'_, '_>) -> Read<Vec<Token>> {
        let mut tokens = Vec::new();
        for node in node.children().filter(Node::is_element) {
            tokens.push(match node.tag_name().name().to_ascii_lowercase().as_str() {
                "text" => Token::Text(inner(node).into()),
                "newline" => Token::NewLine(1),
                "frame" => Token::Frame(frame(node)?, self.tokens(needed(node, "CustomItem")?)?),
                "expressionbinding" => Token::Value(ValueToken {
                    expression: property_or_script(node),
                    condition: child(node, "ItemSelectionCondition").and_then(property_or_script),
                    enumerate: flag(node, "EnumerateCollection")?.unwrap_or(false),
                    control: self.control(node)?,
                    format: text_of(node, "FieldControl"),
                }),
                _ => return Err(bad(node, "The node is unknown.")),
            });
        }
        Ok(tokens)
    }
}

fn frame(node: Node<'_, '_>) -> Read<Frame> {
    let hanging = number(node, "FirstLineHanging")?.map(|hanging| -hanging);
    Ok(Frame {
        left: number(node, "LeftIndent")?.unwrap_or(0),
        right: number(node, "RightIndent")?.unwrap_or(0),
        first_line: number(node, "FirstLineIndent")?.or(hanging).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GADGET: &str = "<Configuration><ViewDefinitions><View><Name>gadget</Name>
        <ViewSelectedBy><TypeName>Corp.Gadget</TypeName></ViewSelectedBy>
        <TableControl><AutoSize/><TableHeaders><TableColumnHeader><Label>ID#</Label><Width>6</Width><Alignment>Right</Alignment>
        </TableColumnHeader></TableHeaders><TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem>
        <PropertyName>Id</PropertyName></TableColumnItem></TableColumnItems></TableRowEntry></TableRowEntries></TableControl></View>
        </ViewDefinitions></Configuration>";

    #[test]
    fn reads_a_table() {
        let loaded = load(GADGET).expect("the file is good");
        let view = &loaded.views[0];
        assert_eq!(
            (view.name.as_str(), view.types[0].as_str()),
            ("gadget", "Corp.Gadget")
        );
        let Body::Table(table) = &view.body else {
            panic!("not a table")
        };
        assert!(
            table.autosize && table.headers[0].width == 6 && table.headers[0].align == Align::Right
        );
    }

    #[test]
    fn says_what_is_wrong() {
        let error = load(&GADGET.replace("6", "six"))
            .err()
            .expect("the width is no number");
        assert!(error.0.contains("TableColumnHeader/Width"), "{}", error.0);
    }
}

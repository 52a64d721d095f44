//! PowerShell's own views, decoded from the compact form that the build makes of the recorded facts.

use super::custom;
use super::scripts;
use super::{
    Body, Controls, GroupBy, Header, Item, ListBody, ListEntry, ListItem, Row, Selection,
    TableBody, View, WideBody,
};
use crate::expression::{Expression, ViewScript};
use crate::layout::table::Align;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use stint_object::{Lock, Str};

include!(concat!(env!("OUT_DIR"), "/views.rs"));

const FIELD: char = '\u{1f}';
const ITEM: char = '\u{1e}';
const PART: char = '\u{1d}';

static DECODED: LazyLock<Lock<HashMap<usize, Arc<View>>>> = LazyLock::new(Lock::default);

/// The views that name this type, in PowerShell's order.
pub fn views_of(type_name: &str) -> Vec<Arc<View>> {
    let mut views = custom::views_of(type_name);
    let key = format!("\n{}{FIELD}", type_name.to_ascii_lowercase());
    if let Some(at) = NAMES.find(&key) {
        let line = NAMES[at + key.len()..]
            .split('\n')
            .next()
            .unwrap_or_default();
        views.extend(
            line.split(',')
                .filter_map(|number| number.parse().ok())
                .filter_map(view),
        );
    }
    views
}

fn view(number: usize) -> Option<Arc<View>> {
    let (start, end) = (
        *STARTS.get(number)? as usize,
        *STARTS.get(number + 1)? as usize,
    );
    let mut decoded = DECODED.lock();
    Some(
        decoded
            .entry(number)
            .or_insert_with(|| Arc::new(decode(&BLOB[start..end])))
            .clone(),
    )
}

fn decode(text: &str) -> View {
    let mut fields = text.split(FIELD);
    let mut next = || fields.next().unwrap_or_default();
    let (name, kind) = (Str::from(next()), next());
    let types: Vec<Str> = next().split(ITEM).map(Str::from).collect();
    let group_by = next();
    let group_by = (!group_by.is_empty()).then(|| decode_group_by(group_by, &name, &types));
    let (hide_headers, autosize, headers) = (next() == "1", next() == "1", next());
    let entries: Vec<(Selection, Vec<RawItem>)> = fields.map(decode_entry).collect();
    let body = match kind {
        "Table" => Body::Table(TableBody {
            hide_headers,
            autosize,
            headers: decode_headers(headers),
            rows: rows(&name, entries),
        }),
        "List" => Body::List(ListBody {
            entries: entries.into_iter().map(list_entry).collect(),
        }),
        _ => Body::Wide(WideBody {
            columns: 0,
            autosize: false,
            entries: wide_entries(entries),
        }),
    };
    View {
        name,
        types,
        group_by,
        body,
        out_of_band: false,
        controls: Controls::default(),
    }
}

fn decode_group_by(text: &str, view: &str, types: &[Str]) -> GroupBy {
    let label = match view {
        "Priority" => Some("PriorityClass"),
        "StartTime" => Some("StartTime.ToShortDateString()"),
        _ => None,
    };
    GroupBy {
        expression: expression(text),
        control: custom::group_heading(types),
        label: label.map(Str::from),
    }
}

struct RawItem {
    label: Option<Str>,
    item: Item,
    align: Align,
}

fn decode_entry(text: &str) -> (Selection, Vec<RawItem>) {
    let mut items = text.split(ITEM);
    let types = items.next().unwrap_or_default();
    let types = types
        .split(',')
        .filter(|name| !name.is_empty())
        .map(Str::from)
        .collect();
    (
        Selection {
            types,
            condition: None,
        },
        items.map(decode_item).collect(),
    )
}

fn decode_item(text: &str) -> RawItem {
    let mut parts = text.split(PART);
    let mut next = || parts.next().unwrap_or_default();
    let (label, value, align, format) = (next(), next(), next(), next());
    let some = |text: &str| (!text.is_empty()).then(|| Str::from(text));
    let item = if value.is_empty() {
        Item::Empty
    } else {
        Item::Value {
            expression: expression(value),
            format: some(format),
        }
    };
    RawItem {
        label: some(label),
        item,
        align: Align::from_name(align),
    }
}

/// `property: Name` or `script: $_.Name`.
fn expression(text: &str) -> Expression {
    match text.split_once(": ") {
        Some(("property", name)) => Expression::name(name),
        _ => {
            let script = text.strip_prefix("script: ").unwrap_or(text);
            Expression::Script(ViewScript::new(script, scripts::native(script)))
        }
    }
}

fn decode_headers(text: &str) -> Vec<Header> {
    if text.is_empty() {
        return Vec::new();
    }
    text.split(ITEM)
        .map(|header| {
            let mut parts = header.split(PART);
            let mut next = || parts.next().unwrap_or_default();
            let label = next();
            Header {
                label: (!label.is_empty()).then(|| Str::from(label)),
                width: next().parse().unwrap_or(0),
                align: Align::from_name(next()),
            }
        })
        .collect()
}

/// Views whose cells take as many lines as they need; the facts do not say so.
const WRAPPED: [&str; 5] = [
    "childrenWithUnixStat",
    "children",
    "childrenWithHardlink",
    "Counter",
    "System.Management.Automation.PSMethod",
];

fn rows(view: &str, entries: Vec<(Selection, Vec<RawItem>)>) -> Vec<Row> {
    let wrap = WRAPPED.contains(&view);
    entries
        .into_iter()
        .map(|(selection, items)| Row {
            selection,
            wrap,
            cells: items.into_iter().map(|raw| (raw.item, raw.align)).collect(),
        })
        .collect()
}

fn list_entry((selection, items): (Selection, Vec<RawItem>)) -> ListEntry {
    let items = items
        .into_iter()
        .map(|raw| ListItem {
            label: raw.label,
            item: raw.item,
            condition: None,
        })
        .collect();
    ListEntry { selection, items }
}

/// Where a view has a second entry, as that of files has, the first one is used for all.
fn wide_entries(entries: Vec<(Selection, Vec<RawItem>)>) -> Vec<(Selection, Item)> {
    let first = entries.into_iter().next();
    first
        .into_iter()
        .flat_map(|(selection, items)| {
            items
                .into_iter()
                .map(move |raw| (selection.clone(), raw.item))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_are_found_by_type() {
        let views = views_of("system.io.fileinfo");
        let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "childrenWithUnixStat",
                "children",
                "childrenWithHardlink",
                "children",
                "children"
            ]
        );
        assert!(
            views[0]
                .group_by
                .as_ref()
                .is_some_and(|group| group.control.is_some())
        );
        assert_eq!(
            views_of("System.Management.Automation.AliasInfo")[0].name,
            "CommandInfo"
        );
        assert!(views_of("No.Such.Type").is_empty());
    }

    #[test]
    fn every_view_decodes() {
        for number in 0..STARTS.len() - 1 {
            let view = view(number).expect("within the table");
            assert!(!view.types.is_empty());
        }
    }
}

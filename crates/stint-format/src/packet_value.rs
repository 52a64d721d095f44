//! Format objects as values that go through pipelines and over wires, and back.

use crate::layout::table::Align;
use crate::packet::{
    Entry, EntryInfo, Field, FormatStart, FormatValue, Frame, ListField, Packet, ShapeInfo,
    TableColumn, TableHeader, WriteStream,
};
use crate::subject;
use std::sync::Arc;
use stint_object::object::Opaque;
use stint_object::types::{Property, Type, TypeInfo, property, system};
use stint_object::{Object, Str, Value};

/// The property that says what a format object is.
const CLASS_ID: &str = "ClassId2e4f51ef21dd47e99d3c952918aff9cd";

/// `System.IO.InvalidDataException`.
pub const INVALID_DATA_EXCEPTION: Type = {
    static INFO: TypeInfo =
        TypeInfo::exception("System.IO.InvalidDataException", system::exceptions::SYSTEM);
    Type(&INFO)
};

/// `System.Management.Automation.PipelineStoppedException`.
pub const PIPELINE_STOPPED_EXCEPTION: Type = {
    static INFO: TypeInfo = TypeInfo::exception(
        "System.Management.Automation.PipelineStoppedException",
        system::exceptions::SYSTEM,
    );
    Type(&INFO)
};

/// A part of a format object that a property shows.
#[derive(Clone)]
enum Part {
    Packet(Arc<Packet>),
    Shape(ShapeInfo),
    Column(TableColumn),
    Autosize(i32),
    Info(EntryInfo),
    ListField(ListField),
    Value(FormatValue),
    Grouping(Vec<FormatValue>),
    Frame(Frame),
}

impl Opaque for Part {}

macro_rules! types {
    ($($constant:ident = $name:literal, $properties:expr;)*) => {
        $(const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::class(concat!("Microsoft.PowerShell.Commands.Internal.Format.", $name)).base(INFO_DATA).properties($properties);
            Type(&INFO)
        };)*
        /// The types of format objects and their parts.
        pub static ALL: &[Type] = &[INFO_DATA, $($constant),*];
    };
}

const INFO_DATA: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("Microsoft.PowerShell.Commands.Internal.Format.FormatInfoData");
    Type(&INFO)
};

macro_rules! part {
    ($value:expr, $pattern:pat => $result:expr) => {
        match $value.payload::<Part>() {
            Some($pattern) => $result,
            _ => Value::Null,
        }
    };
}

const ID: Property = property(
    "string ClassId2e4f51ef21dd47e99d3c952918aff9cd {get;}",
    |this| {
        Ok(this
            .payload::<Part>()
            .map_or(Value::Null, |part| Value::str(part.class_id())))
    },
);
const SHAPE: Property = property("ShapeInfo shapeInfo", |this| {
    Ok(match this.payload::<Part>() {
        Some(Part::Packet(packet)) => match packet.as_ref() {
            Packet::FormatStart(start) => Part::Shape(start.shape.clone()).value(),
            _ => Value::Null,
        },
        _ => Value::Null,
    })
});
const NULL_HEADER: Property = property("PageHeaderEntry pageHeaderEntry", |_| Ok(Value::Null));
const NULL_FOOTER: Property = property("PageFooterEntry pageFooterEntry", |_| Ok(Value::Null));
const AUTOSIZE: Property = property("AutosizeInfo autosizeInfo", |this| {
    Ok(part!(this, Part::Packet(packet) => match packet.as_ref() {
        Packet::FormatStart(FormatStart { autosize: Some(count), .. }) => Part::Autosize(*count).value(),
        _ => Value::Null,
    }))
});
const GROUPING: Property = property("GroupingEntry groupingEntry", |this| {
    Ok(part!(this, Part::Packet(packet) => match packet.as_ref() {
        Packet::GroupStart(Some(values)) => Part::Grouping(values.clone()).value(),
        _ => Value::Null,
    }))
});
const ENTRY_INFO: Property = property("FormatEntryInfo formatEntryInfo", |this| {
    Ok(entry(this).map_or(Value::Null, |entry| Part::Info(entry.info.clone()).value()))
});
const OUT_OF_BAND: Property = property("bool outOfBand", |this| {
    Ok(entry(this).map_or(Value::Null, |entry| Value::Bool(entry.out_of_band)))
});
const STREAM: Property = property("WriteStreamType writeStream", |this| {
    Ok(entry(this).map_or(Value::Null, |entry| Value::str(entry.stream.name())))
});

fn entry(value: &Value) -> Option<&Entry> {
    match value.payload::<Part>()? {
        Part::Packet(packet) => match packet.as_ref() {
            Packet::Entry(entry) => Some(entry),
            _ => None,
        },
        _ => None,
    }
}

fn list(values: impl Iterator<Item = Part>) -> Value {
    Value::array(values.map(Part::value).collect())
}

fn text(text: &Option<Str>) -> Value {
    text.clone().map_or(Value::Null, Value::Str)
}

fn values(values: &[FormatValue]) -> Value {
    list(values.iter().cloned().map(Part::Value))
}

types! {
    FORMAT_START = "FormatStartData", &[ID, SHAPE, NULL_HEADER, NULL_FOOTER, AUTOSIZE, GROUPING];
    FORMAT_END = "FormatEndData", &[ID, GROUPING];
    GROUP_START = "GroupStartData", &[ID, SHAPE, GROUPING];
    GROUP_END = "GroupEndData", &[ID, GROUPING];
    FORMAT_ENTRY = "FormatEntryData", &[ID, ENTRY_INFO, OUT_OF_BAND, STREAM];
    WIDE_HEADER = "WideViewHeaderInfo", &[ID, property("int columns", |this| Ok(part!(this, Part::Shape(ShapeInfo::Wide(count)) => Value::Int32(*count))))];
    LIST_HEADER = "ListViewHeaderInfo", &[ID];
    COMPLEX_HEADER = "ComplexViewHeaderInfo", &[ID];
    TABLE_HEADER = "TableHeaderInfo", &[
        ID,
        property("bool hideHeader", |this| Ok(part!(this, Part::Shape(ShapeInfo::Table(table)) => Value::Bool(table.hide)))),
        property("bool repeatHeader", |this| Ok(part!(this, Part::Shape(ShapeInfo::Table(table)) => Value::Bool(table.repeat)))),
        property("List[TableColumnInfo] tableColumnInfoList", |this| {
            Ok(part!(this, Part::Shape(ShapeInfo::Table(table)) => list(table.columns.iter().cloned().map(Part::Column))))
        }),
    ];
    TABLE_COLUMN = "TableColumnInfo", &[
        ID,
        property("int width", |this| Ok(part!(this, Part::Column(column) => Value::Int32(column.width)))),
        property("int alignment", |this| Ok(part!(this, Part::Column(column) => Value::Int32(column.align.number())))),
        property("string label", |this| Ok(part!(this, Part::Column(column) => text(&column.label)))),
        property("string propertyName", |this| Ok(part!(this, Part::Column(column) => text(&column.property)))),
        property("bool HeaderMatchesProperty", |this| Ok(part!(this, Part::Column(column) => Value::Bool(column.header_is_property)))),
    ];
    AUTOSIZE_INFO = "AutosizeInfo", &[ID, property("int objectCount", |this| Ok(part!(this, Part::Autosize(count) => Value::Int32(*count))))];
    RAW_TEXT = "RawTextFormatEntry", &[ID, property("string text", |this| Ok(part!(this, Part::Info(EntryInfo::Raw(text)) => Value::Str(text.clone()))))];
    TABLE_ROW = "TableRowEntry", &[
        ID,
        property("List[FormatPropertyField] formatPropertyFieldList", |this| {
            Ok(part!(this, Part::Info(EntryInfo::Table { fields, .. }) => list(fields.iter().map(|field| Part::Value(FormatValue::Property(field.clone()))))))
        }),
        property("bool multiLine", |this| Ok(part!(this, Part::Info(EntryInfo::Table { wrap, .. }) => Value::Bool(*wrap)))),
    ];
    LIST_ENTRY = "ListViewEntry", &[
        ID,
        property("List[ListViewField] listViewFieldList", |this| {
            Ok(part!(this, Part::Info(EntryInfo::List(fields)) => list(fields.iter().cloned().map(Part::ListField))))
        }),
    ];
    LIST_FIELD = "ListViewField", &[
        ID,
        property("string label", |this| Ok(part!(this, Part::ListField(field) => text(&field.label)))),
        property("string propertyName", |this| Ok(part!(this, Part::ListField(field) => text(&field.property)))),
        property("FormatPropertyField formatPropertyField", |this| {
            Ok(part!(this, Part::ListField(field) => Part::Value(FormatValue::Property(field.field.clone())).value()))
        }),
    ];
    WIDE_ENTRY = "WideViewEntry", &[
        ID,
        property("FormatPropertyField formatPropertyField", |this| {
            Ok(part!(this, Part::Info(EntryInfo::Wide(field)) => Part::Value(FormatValue::Property(field.clone())).value()))
        }),
    ];
    COMPLEX_ENTRY = "ComplexViewEntry", &[
        ID,
        property("List[FormatValue] formatValueList", |this| Ok(part!(this, Part::Info(EntryInfo::Complex(list)) => values(list)))),
    ];
    GROUPING_ENTRY = "GroupingEntry", &[
        ID,
        property("List[FormatValue] formatValueList", |this| Ok(part!(this, Part::Grouping(list) => values(list)))),
    ];
    NEW_LINE = "FormatNewLine", &[ID];
    TEXT_FIELD = "FormatTextField", &[ID, property("string text", |this| Ok(part!(this, Part::Value(FormatValue::Text(text)) => Value::Str(text.clone()))))];
    PROPERTY_FIELD = "FormatPropertyField", &[
        ID,
        property("string propertyValue", |this| Ok(part!(this, Part::Value(FormatValue::Property(field)) => Value::Str(field.value.clone())))),
        property("int alignment", |this| Ok(part!(this, Part::Value(FormatValue::Property(field)) => Value::Int32(field.align.number())))),
    ];
    ENTRY = "FormatEntry", &[
        ID,
        property("List[FormatValue] formatValueList", |this| Ok(part!(this, Part::Value(FormatValue::Entry { values: list, .. }) => values(list)))),
        property("FrameInfo frameInfo", |this| {
            Ok(part!(this, Part::Value(FormatValue::Entry { frame: Some(frame), .. }) => Part::Frame(*frame).value()))
        }),
    ];
    FRAME_INFO = "FrameInfo", &[
        ID,
        property("int leftIndentation", |this| Ok(part!(this, Part::Frame(frame) => Value::Int32(frame.left)))),
        property("int rightIndentation", |this| Ok(part!(this, Part::Frame(frame) => Value::Int32(frame.right)))),
        property("int firstLine", |this| Ok(part!(this, Part::Frame(frame) => Value::Int32(frame.first_line)))),
    ];
}

impl Part {
    fn value(self) -> Value {
        let ty = self.class().0;
        Value::Object(Object::opaque(ty, self))
    }

    fn class_id(&self) -> &'static str {
        self.class().1
    }

    /// The type and the class id, which is the same on every machine.
    fn class(&self) -> (Type, &'static str) {
        match self {
            Self::Packet(packet) => match packet.as_ref() {
                Packet::FormatStart(_) => (FORMAT_START, "033ecb2bc07a4d43b5ef94ed5a35d280"),
                Packet::FormatEnd => (FORMAT_END, "cf522b78d86c486691226b40aa69e95c"),
                Packet::GroupStart(_) => (GROUP_START, "9e210fe47d09416682b841769c78b8a3"),
                Packet::GroupEnd => (GROUP_END, "4ec4f0187cb04f4cb6973460dfe252df"),
                Packet::Entry(_) => (FORMAT_ENTRY, "27c87ef9bbda4f709f6b4002fa4af63c"),
            },
            Self::Shape(ShapeInfo::Table(_)) => (TABLE_HEADER, "e3b7a39c089845d388b2e84c5d38f5dd"),
            Self::Shape(ShapeInfo::List) => (LIST_HEADER, "830bdcb24c1642258724e441512233a4"),
            Self::Shape(ShapeInfo::Wide(_)) => (WIDE_HEADER, "b2e2775d33d544c794d0081f27021b5c"),
            Self::Shape(ShapeInfo::Complex) => (COMPLEX_HEADER, "5197dd85ca6f4cce9ae9e6fd6ded9d76"),
            Self::Column(_) => (TABLE_COLUMN, "7572aa4155ec4558817a615acf7dd92e"),
            Self::Autosize(_) => (AUTOSIZE_INFO, "a27f094f0eec4d64845801a4c06a32ae"),
            Self::Info(EntryInfo::Raw(_)) => (RAW_TEXT, "29ED81BA914544d4BC430F027EE053E9"),
            Self::Info(EntryInfo::Table { .. }) => (TABLE_ROW, "0e59526e2dd441aa91e7fc952caf4a36"),
            Self::Info(EntryInfo::List(_)) => (LIST_ENTRY, "cf58f450baa848ef8eb3504008be6978"),
            Self::Info(EntryInfo::Wide(_)) => (WIDE_ENTRY, "59bf79de63354a7b9e4d1697940ff188"),
            Self::Info(EntryInfo::Complex(_)) => {
                (COMPLEX_ENTRY, "22e7ef3c896449d4a6f2dedea05dd737")
            }
            Self::ListField(_) => (LIST_FIELD, "b761477330ce4fb2a665999879324d73"),
            Self::Grouping(_) => (GROUPING_ENTRY, "919820b7eadb48be8e202c5afa5c2716"),
            Self::Frame(_) => (FRAME_INFO, "091C9E762E33499eBE318901B6EFB733"),
            Self::Value(FormatValue::NewLine) => (NEW_LINE, "de7e8b96fbd84db5a43aa82eb34580ec"),
            Self::Value(FormatValue::Text(_)) => (TEXT_FIELD, "b8d9e369024a43a580b9e0c9279e3354"),
            Self::Value(FormatValue::Property(_)) => {
                (PROPERTY_FIELD, "78b102e894f742aca8c1d6737b6ff86a")
            }
            Self::Value(FormatValue::Entry { .. }) => (ENTRY, "fba029a113a5458d932a2ed4871fadf2"),
        }
    }
}

/// A format object as a value.
pub fn value(packet: Packet) -> Value {
    shared(Arc::new(packet))
}

/// A format object that others hold as well, as a value.
pub fn shared(packet: Arc<Packet>) -> Value {
    Part::Packet(packet).value()
}

/// The format object that a value is, also one that came over a wire.
pub fn of(value: &Value) -> Option<Arc<Packet>> {
    if let Some(Part::Packet(packet)) = value.payload::<Part>() {
        return Some(packet.clone());
    }
    if subject::is_plain_scalar(value) || value.is_null() || !is_format_data(value) {
        return None;
    }
    let id = text_of(value, CLASS_ID)?;
    read_packet(value, &id).map(Arc::new)
}

fn is_format_data(value: &Value) -> bool {
    let Value::Object(object) = value else {
        return false;
    };
    let added = object.added();
    let names = added.type_names.as_deref();
    names
        .and_then(|names| names.first())
        .is_some_and(|name| name.contains("Commands.Internal.Format."))
}

fn get(value: &Value, name: &str) -> Option<Value> {
    let value = subject::property(value, name)?.ok()?;
    (!value.is_null()).then_some(value)
}

fn text_of(value: &Value, name: &str) -> Option<Str> {
    get(value, name)?.as_str().cloned()
}

/// Text from a wire: tabs become spaces.
fn field_text(value: &Value, name: &str) -> Str {
    text_of(value, name)
        .map(|text| {
            if text.contains('\t') {
                text.replace('\t', "    ").into()
            } else {
                text
            }
        })
        .unwrap_or_default()
}

fn number_of(value: &Value, name: &str) -> i32 {
    match get(value, name) {
        Some(Value::Int32(number)) => number,
        _ => 0,
    }
}

fn flag_of(value: &Value, name: &str) -> bool {
    matches!(get(value, name), Some(Value::Bool(true)))
}

fn items_of(value: &Value, name: &str) -> Vec<Value> {
    get(value, name)
        .and_then(|value| subject::elements(&value))
        .unwrap_or_default()
}

fn read_packet(value: &Value, id: &str) -> Option<Packet> {
    Some(match id {
        "033ecb2bc07a4d43b5ef94ed5a35d280" => Packet::FormatStart(FormatStart {
            shape: read_shape(&get(value, "shapeInfo")?)?,
            autosize: get(value, "autosizeInfo").map(|info| number_of(&info, "objectCount")),
        }),
        "cf522b78d86c486691226b40aa69e95c" => Packet::FormatEnd,
        "9e210fe47d09416682b841769c78b8a3" => {
            Packet::GroupStart(get(value, "groupingEntry").map(|entry| read_values(&entry)))
        }
        "4ec4f0187cb04f4cb6973460dfe252df" => Packet::GroupEnd,
        "27c87ef9bbda4f709f6b4002fa4af63c" => Packet::Entry(Entry {
            info: read_info(&get(value, "formatEntryInfo")?)?,
            out_of_band: flag_of(value, "outOfBand"),
            stream: text_of(value, "writeStream")
                .map_or(WriteStream::None, |name| WriteStream::from_name(&name)),
        }),
        _ => return None,
    })
}

fn read_shape(value: &Value) -> Option<ShapeInfo> {
    Some(match text_of(value, CLASS_ID)?.as_str() {
        "e3b7a39c089845d388b2e84c5d38f5dd" => ShapeInfo::Table(TableHeader {
            hide: flag_of(value, "hideHeader"),
            repeat: flag_of(value, "repeatHeader"),
            columns: items_of(value, "tableColumnInfoList")
                .iter()
                .map(read_column)
                .collect(),
        }),
        "830bdcb24c1642258724e441512233a4" => ShapeInfo::List,
        "b2e2775d33d544c794d0081f27021b5c" => ShapeInfo::Wide(number_of(value, "columns")),
        "5197dd85ca6f4cce9ae9e6fd6ded9d76" => ShapeInfo::Complex,
        _ => return None,
    })
}

fn read_column(value: &Value) -> TableColumn {
    TableColumn {
        width: number_of(value, "width"),
        align: Align::from_number(number_of(value, "alignment").into()),
        label: text_of(value, "label"),
        property: text_of(value, "propertyName"),
        header_is_property: get(value, "HeaderMatchesProperty")
            .is_none_or(|flag| matches!(flag, Value::Bool(true))),
    }
}

fn read_info(value: &Value) -> Option<EntryInfo> {
    Some(match text_of(value, CLASS_ID)?.as_str() {
        "29ED81BA914544d4BC430F027EE053E9" => {
            EntryInfo::Raw(text_of(value, "text").unwrap_or_default())
        }
        "0e59526e2dd441aa91e7fc952caf4a36" => EntryInfo::Table {
            fields: items_of(value, "formatPropertyFieldList")
                .iter()
                .map(read_field)
                .collect(),
            wrap: flag_of(value, "multiLine"),
        },
        "cf58f450baa848ef8eb3504008be6978" => EntryInfo::List(
            items_of(value, "listViewFieldList")
                .iter()
                .map(read_list_field)
                .collect(),
        ),
        "59bf79de63354a7b9e4d1697940ff188" => {
            EntryInfo::Wide(read_field(&get(value, "formatPropertyField")?))
        }
        "22e7ef3c896449d4a6f2dedea05dd737" => EntryInfo::Complex(read_values(value)),
        _ => return None,
    })
}

fn read_field(value: &Value) -> Field {
    Field {
        value: field_text(value, "propertyValue"),
        align: Align::from_number(number_of(value, "alignment").into()),
    }
}

fn read_list_field(value: &Value) -> ListField {
    ListField {
        label: text_of(value, "label"),
        property: text_of(value, "propertyName"),
        field: get(value, "formatPropertyField")
            .map(|field| read_field(&field))
            .unwrap_or_default(),
    }
}

fn read_values(value: &Value) -> Vec<FormatValue> {
    items_of(value, "formatValueList")
        .iter()
        .filter_map(read_value)
        .collect()
}

fn read_value(value: &Value) -> Option<FormatValue> {
    Some(match text_of(value, CLASS_ID)?.as_str() {
        "de7e8b96fbd84db5a43aa82eb34580ec" => FormatValue::NewLine,
        "b8d9e369024a43a580b9e0c9279e3354" => FormatValue::Text(field_text(value, "text")),
        "78b102e894f742aca8c1d6737b6ff86a" => FormatValue::Property(read_field(value)),
        "fba029a113a5458d932a2ed4871fadf2" => FormatValue::Entry {
            frame: get(value, "frameInfo").map(|frame| Frame {
                left: number_of(&frame, "leftIndentation"),
                right: number_of(&frame, "rightIndentation"),
                first_line: number_of(&frame, "firstLine"),
            }),
            values: read_values(value),
        },
        _ => return None,
    })
}

impl WriteStream {
    fn name(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Output => "Output",
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Verbose => "Verbose",
            Self::Debug => "Debug",
            Self::Information => "Information",
        }
    }

    fn from_name(name: &str) -> Self {
        let all = [
            Self::Output,
            Self::Error,
            Self::Warning,
            Self::Verbose,
            Self::Debug,
            Self::Information,
        ];
        all.into_iter()
            .find(|stream| stream.name().eq_ignore_ascii_case(name))
            .unwrap_or_default()
    }
}

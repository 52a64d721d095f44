//! `IScriptExtent` and `IScriptPosition`.

use std::sync::Arc;
use stint_object::object::Opaque;
use stint_object::types::{Property, TypeInfo, method, property};
use stint_object::{Object, Result, Type, Value};
use stint_syntax::{Extent, Position, Source};

struct Place {
    source: Arc<Source>,
    extent: Extent,
}

impl Opaque for Place {}

struct Point {
    source: Arc<Source>,
    at: Position,
}

impl Opaque for Point {}

/// An extent as an object.
pub fn object(source: &Arc<Source>, extent: Extent) -> Value {
    let place = Place {
        source: source.clone(),
        extent,
    };
    Value::Object(Object::opaque(EXTENT, place))
}

fn read(this: &Value, get: impl FnOnce(&Place) -> Value) -> Result<Value> {
    Ok(this.payload::<Place>().map_or(Value::Null, get))
}

fn look(this: &Value, get: impl FnOnce(&Point) -> Value) -> Result<Value> {
    Ok(this.payload::<Point>().map_or(Value::Null, get))
}

fn number(value: u32) -> Value {
    Value::Int32(value as i32)
}

fn file(source: &Source) -> Value {
    super::optional(source.file().map(|file| &**file))
}

fn point(place: &Place, at: Position) -> Value {
    let source = place.source.clone();
    Value::Object(Object::opaque(POSITION, Point { source, at }))
}

const INTERFACE: Type = {
    static INFO: TypeInfo =
        TypeInfo::interface("System.Management.Automation.Language.IScriptExtent");
    Type(&INFO)
};

const POSITION_INTERFACE: Type = {
    static INFO: TypeInfo =
        TypeInfo::interface("System.Management.Automation.Language.IScriptPosition");
    Type(&INFO)
};

const EXTENT: Type = {
    static PROPERTIES: &[Property] = &[
        property("string File {get;}", |this| {
            read(this, |it| file(&it.source))
        }),
        property(
            "System.Management.Automation.Language.IScriptPosition StartScriptPosition {get;}",
            |this| read(this, |it| point(it, it.source.start(it.extent))),
        ),
        property(
            "System.Management.Automation.Language.IScriptPosition EndScriptPosition {get;}",
            |this| read(this, |it| point(it, it.source.end(it.extent))),
        ),
        property("int StartLineNumber {get;}", |this| {
            read(this, |it| number(it.source.start(it.extent).line))
        }),
        property("int StartColumnNumber {get;}", |this| {
            read(this, |it| number(it.source.start(it.extent).column))
        }),
        property("int EndLineNumber {get;}", |this| {
            read(this, |it| number(it.source.end(it.extent).line))
        }),
        property("int EndColumnNumber {get;}", |this| {
            read(this, |it| number(it.source.end(it.extent).column))
        }),
        property("string Text {get;}", |this| {
            read(this, |it| super::text(it.source.slice(it.extent)))
        }),
        property("int StartOffset {get;}", |this| {
            read(this, |it| number(it.source.start(it.extent).offset))
        }),
        property("int EndOffset {get;}", |this| {
            read(this, |it| number(it.source.end(it.extent).offset))
        }),
    ];
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Language.InternalScriptExtent")
            .interfaces(&[INTERFACE])
            .properties(PROPERTIES)
            .methods(&[method("string ToString()", |this, _| {
                read(this, |it| super::text(it.source.slice(it.extent)))
            })]);
    Type(&INFO)
};

const POSITION: Type = {
    static PROPERTIES: &[Property] = &[
        property("string File {get;}", |this| {
            look(this, |it| file(&it.source))
        }),
        property("int LineNumber {get;}", |this| {
            look(this, |it| number(it.at.line))
        }),
        property("int ColumnNumber {get;}", |this| {
            look(this, |it| number(it.at.column))
        }),
        property("int Offset {get;}", |this| {
            look(this, |it| number(it.at.offset))
        }),
        property("string Line {get;}", |this| {
            look(this, |it| super::text(it.source.line_text(it.at.line)))
        }),
    ];
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Language.InternalScriptPosition")
            .interfaces(&[POSITION_INTERFACE])
            .properties(PROPERTIES)
            .methods(&[method("string GetFullScript()", |this, _| {
                look(this, |it| super::text(it.source.text()))
            })]);
    Type(&INFO)
};

pub(super) static ALL: &[Type] = &[INTERFACE, POSITION_INTERFACE, EXTENT, POSITION];

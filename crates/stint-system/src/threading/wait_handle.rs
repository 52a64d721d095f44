//! `System.Threading.WaitHandle`.

use super::waiting;
use std::time::Duration;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::{Method, Type, TypeInfo, throw};
use stint_object::waitable::Waitable;
use stint_object::{Data, Result, Value};

/// What `WaitAny` gives when the limit came first.
const WAIT_TIMEOUT: i32 = 258;

/// What to wait for behind a value.
///
/// # Errors
/// For a value that cannot be waited on.
pub fn of(value: &Value) -> Result<&dyn Waitable> {
    let found = match value.data() {
        Some(Data::Opaque(payload)) => payload.waitable(),
        _ => None,
    };
    found.ok_or_else(|| throw::argument_null("waitHandle"))
}

fn wait(this: &Value, milliseconds: i64, parameter: &str) -> Result<bool> {
    waiting::one(of(this)?, waiting::limit(milliseconds, parameter)?)
}

fn handles(value: &Value) -> Result<Vec<Value>> {
    if value.is_null() {
        return Err(throw::argument_null("waitHandles"));
    }
    let handles = value.items();
    if handles.is_empty() {
        return Err(throw::argument(
            "Waithandle array may not be empty.",
            "waitHandles",
        ));
    }
    Ok(handles)
}

fn any(value: &Value, limit: Option<Duration>) -> Result<i32> {
    let handles = handles(value)?;
    let things: Vec<&dyn Waitable> = handles.iter().map(of).collect::<Result<_>>()?;
    let found = waiting::any(&things, limit)?;
    Ok(found.map_or(WAIT_TIMEOUT, |at| i32::try_from(at).unwrap_or(WAIT_TIMEOUT)))
}

fn all(value: &Value, limit: Option<Duration>) -> Result<bool> {
    let handles = handles(value)?;
    let things: Vec<&dyn Waitable> = handles.iter().map(of).collect::<Result<_>>()?;
    waiting::all(&things, limit)
}

fn milliseconds(args: &[Value], at: usize) -> Result<Option<Duration>> {
    waiting::limit(args.long(at), "millisecondsTimeout")
}

fn span(args: &[Value], at: usize) -> Result<Option<Duration>> {
    waiting::limit(args.at(at).span() / 10_000, "timeout")
}

static METHODS: &[Method] = &[
    method!("void Close()", |_, _| ()),
    method!("void Dispose()", |_, _| ()),
    method!("bool WaitOne(int millisecondsTimeout)", |this, args| wait(
        this,
        args.long(0),
        "millisecondsTimeout"
    )),
    method!("bool WaitOne(timespan timeout)", |this, args| wait(
        this,
        args.at(0).span() / 10_000,
        "timeout"
    )),
    method!("bool WaitOne()", |this, _| wait(this, -1, "")),
    method!(
        "bool WaitOne(int millisecondsTimeout, bool exitContext)",
        |this, args| wait(this, args.long(0), "millisecondsTimeout")
    ),
    method!(
        "bool WaitOne(timespan timeout, bool exitContext)",
        |this, args| wait(this, args.at(0).span() / 10_000, "timeout")
    ),
    method!(
        "static bool WaitAll(System.Threading.WaitHandle[] waitHandles, int millisecondsTimeout)",
        |_, args| all(args.at(0), milliseconds(args, 1)?)
    ),
    method!(
        "static bool WaitAll(System.Threading.WaitHandle[] waitHandles, timespan timeout)",
        |_, args| all(args.at(0), span(args, 1)?)
    ),
    method!(
        "static bool WaitAll(System.Threading.WaitHandle[] waitHandles)",
        |_, args| all(args.at(0), None)
    ),
    method!(
        "static int WaitAny(System.Threading.WaitHandle[] waitHandles, int millisecondsTimeout)",
        |_, args| any(args.at(0), milliseconds(args, 1)?)
    ),
    method!(
        "static int WaitAny(System.Threading.WaitHandle[] waitHandles, timespan timeout)",
        |_, args| any(args.at(0), span(args, 1)?)
    ),
    method!(
        "static int WaitAny(System.Threading.WaitHandle[] waitHandles)",
        |_, args| any(args.at(0), None)
    ),
];

/// `System.Threading.WaitHandle`.
pub const WAIT_HANDLE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.WaitHandle")
        .methods(METHODS)
        .properties(&[property!("static int WaitTimeout", |_| WAIT_TIMEOUT)]);
    Type(&INFO)
};

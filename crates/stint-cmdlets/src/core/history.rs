//! The session's history of command lines, and the cmdlets on it.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result, ScriptCall};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::text::ticks::{DateTimeTicks, Kind};
use stint_object::types::{Type, TypeInfo, method, property, system};
use stint_object::{Data, Lock, Object, Str, Value};

/// One command line.
#[derive(Clone)]
pub struct Line {
    /// `Id`.
    pub id: i64,
    /// `CommandLine`.
    pub text: Str,
    /// `ExecutionStatus`.
    pub status: &'static str,
    /// `StartExecutionTime`, local ticks.
    pub start: i64,
    /// `EndExecutionTime`, local ticks.
    pub end: i64,
}

/// All command lines; kept in a slot. The prompt adds to it.
#[derive(Default)]
pub struct History(pub Lock<Vec<Line>>);

impl History {
    /// Adds a line.
    pub fn add(&self, text: impl Into<Str>, status: &'static str, start: i64, end: i64) {
        let mut lines = self.0.lock();
        let id = lines.last().map_or(1, |line| line.id + 1);
        lines.push(Line {
            id,
            text: text.into(),
            status,
            start,
            end,
        });
    }
}

struct Entry(Line);

impl Opaque for Entry {}

fn read(this: &Value, take: impl FnOnce(&Line) -> Value) -> Result<Value> {
    Ok(this
        .payload::<Entry>()
        .map(|entry| take(&entry.0))
        .unwrap_or_default())
}

fn date(ticks: i64) -> Value {
    Value::object(
        system::DATE_TIME,
        Data::DateTime(DateTimeTicks {
            ticks,
            kind: Kind::Local,
        }),
    )
}

/// `Microsoft.PowerShell.Commands.HistoryInfo`.
pub(crate) const HISTORY_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("Microsoft.PowerShell.Commands.HistoryInfo")
        .properties(&[
            property("long Id {get;}", |this| {
                read(this, |line| Value::Int64(line.id))
            }),
            property("string CommandLine {get;}", |this| {
                read(this, |line| line.text.clone().into())
            }),
            property(
                "System.Management.Automation.Runspaces.PipelineState ExecutionStatus {get;}",
                |this| read(this, |line| line.status.into()),
            ),
            property("datetime StartExecutionTime {get;}", |this| {
                read(this, |line| date(line.start))
            }),
            property("datetime EndExecutionTime {get;}", |this| {
                read(this, |line| date(line.end))
            }),
            property("timespan Duration {get;}", |this| {
                read(this, |line| {
                    Value::object(system::TIME_SPAN, Data::TimeSpan(line.end - line.start))
                })
            }),
        ])
        .methods(&[method("string ToString()", |this, _| {
            read(this, |line| line.text.clone().into())
        })]);
    Type(&INFO)
};

fn lines(cx: &mut dyn Cx) -> std::sync::Arc<History> {
    cx.slots().get_or_insert(History::default)
}

fn object(line: Line) -> Value {
    Value::Object(Object::opaque(HISTORY_INFO, Entry(line)))
}

fn missing(id: i64) -> ErrorRecord {
    let text = format!("Cannot locate the history for Id {id}.");
    ErrorRecord::new(
        "GetHistoryNoHistoryForId",
        Category::ObjectNotFound,
        system::exceptions::ARGUMENT,
        text,
    )
    .with_target(Value::Int64(id))
}

pub(crate) mod get {
    use super::*;

    /// `Get-History`.
    #[derive(Params, Default)]
    struct GetHistory {
        id: Vec<i64>,
        count: Option<i32>,
    }

    entry!("Get-History", "GetHistoryCommand", GetHistory);

    impl Cmdlet for GetHistory {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let all = lines(cx).0.lock().clone();
            if self.id.is_empty() {
                let count = self
                    .count
                    .and_then(|count| usize::try_from(count).ok())
                    .unwrap_or(usize::MAX);
                let skip = all.len().saturating_sub(count);
                return all
                    .into_iter()
                    .skip(skip)
                    .try_for_each(|line| cx.write(object(line)));
            }
            for id in &self.id {
                match all.iter().find(|line| line.id == *id) {
                    Some(line) => cx.write(object(line.clone()))?,
                    None => cx.error(missing(*id))?,
                }
            }
            Ok(())
        }
    }
}

pub(crate) mod add {
    use super::*;

    /// `Add-History`.
    #[derive(Params, Default)]
    struct AddHistory {
        input_object: Vec<Value>,
        passthru: bool,
    }

    entry!("Add-History", "AddHistoryCommand", AddHistory);

    impl Cmdlet for AddHistory {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            for input in std::mem::take(&mut self.input_object) {
                let Some(text) = values::get(&input, "CommandLine")?.filter(|text| !text.is_null())
                else {
                    let text = "Cannot add the history because the object has no CommandLine, ExecutionStatus, StartExecutionTime and EndExecutionTime.";
                    let record = ErrorRecord::new(
                        "AddHistoryInvalidInput",
                        Category::InvalidData,
                        system::exceptions::INVALID_OPERATION,
                        text,
                    );
                    cx.error(record.with_target(input))?;
                    continue;
                };
                let ticks = |name: &str| match values::get(&input, name) {
                    Ok(Some(value)) => match value.data() {
                        Some(Data::DateTime(date)) => date.ticks,
                        _ => 0,
                    },
                    _ => 0,
                };
                let history = lines(cx);
                history.add(
                    values::text(&text),
                    "Completed",
                    ticks("StartExecutionTime"),
                    ticks("EndExecutionTime"),
                );
                let added = history.0.lock().last().cloned();
                if let Some(line) = added.filter(|_| self.passthru) {
                    cx.write(object(line))?;
                }
            }
            Ok(())
        }
    }
}

pub(crate) mod clear {
    use super::*;

    /// `Clear-History`.
    #[derive(Params, Default)]
    struct ClearHistory {
        id: Vec<i32>,
        command_line: Vec<Str>,
        count: Option<i32>,
        newest: bool,
    }

    entry!("Clear-History", "ClearHistoryCommand", ClearHistory);

    impl Cmdlet for ClearHistory {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            if !cx.should_process("history", "Clear-History")? {
                return Ok(());
            }
            let history = lines(cx);
            let mut all = history.0.lock();
            let by_id = |line: &Line| self.id.iter().any(|id| i64::from(*id) == line.id);
            let by_text = |line: &Line| {
                self.command_line
                    .iter()
                    .any(|pattern| values::matches_pattern(pattern, &line.text))
            };
            if !self.id.is_empty() || !self.command_line.is_empty() {
                all.retain(|line| !by_id(line) && !by_text(line));
                return Ok(());
            }
            let count = self
                .count
                .and_then(|count| usize::try_from(count).ok())
                .unwrap_or(all.len())
                .min(all.len());
            let keep_from = if self.newest { 0 } else { count };
            let kept: Vec<Line> = if self.newest {
                all[..all.len() - count].to_vec()
            } else {
                all[keep_from..].to_vec()
            };
            *all = kept;
            Ok(())
        }
    }
}

pub(crate) mod invoke {
    use super::*;

    /// `Invoke-History`.
    #[derive(Params, Default)]
    struct InvokeHistory {
        id: Option<Str>,
    }

    entry!("Invoke-History", "InvokeHistoryCommand", InvokeHistory);

    impl Cmdlet for InvokeHistory {
        fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let all = lines(cx).0.lock().clone();
            let line = match &self.id {
                None => all.last(),
                Some(id) => match id.parse::<i64>() {
                    Ok(number) => all.iter().find(|line| line.id == number),
                    Err(_) => all
                        .iter()
                        .rev()
                        .find(|line| line.text.starts_with(id.as_str())),
                },
            };
            let Some(line) = line else {
                let text = match &self.id {
                    Some(id) => format!("Cannot locate the history for command line {id}."),
                    None => "Cannot locate the most recent history.".to_owned(),
                };
                let id = "InvokeHistoryNoLastHistoryEntry";
                return Err(ErrorRecord::new(
                    id,
                    Category::InvalidOperation,
                    system::exceptions::INVALID_OPERATION,
                    text,
                )
                .into());
            };
            if !cx.should_process(&line.text, "Invoke-History")? {
                return Ok(());
            }
            let block = cx.session().script_block(&line.text, None)?;
            cx.stream(&block, ScriptCall::default())
        }
    }
}

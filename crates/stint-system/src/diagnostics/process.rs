//! `System.Diagnostics.Process`, read from `/proc`.

use super::process_start;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};
use stint_object::members::{CodeProperty, Member};
use stint_object::object::Opaque;
use stint_object::text::ticks::{DateTimeTicks, Kind, UNIX_EPOCH};
use stint_object::text::zone::Zone;
use stint_object::types::native::{Args, Plain, array_of, date, method, property, span};
use stint_object::types::system::exceptions;
use stint_object::types::{Type, TypeInfo, settable, throw};
use stint_object::{Flow, Lock, Object, Result, Str, Value};

/// The payload: a process by number, and what was started here.
pub struct Process {
    /// `Id`.
    pub id: i32,
    name: Str,
    child: Lock<Option<Child>>,
    ended: Lock<Option<ExitStatus>>,
}

impl Opaque for Process {}

/// What `/proc/N/stat` says.
struct Stat {
    name: String,
    state: char,
    session: i64,
    user: i64,
    kernel: i64,
    start: i64,
    virtual_size: i64,
    resident: i64,
    priority: i64,
}

fn stat(id: i32) -> Option<Stat> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (open, close) = (text.find('(')?, text.rfind(')')?);
    let rest: Vec<&str> = text.get(close + 2..)?.split(' ').collect();
    let number = |at: usize| {
        rest.get(at)
            .and_then(|part| part.trim().parse::<i64>().ok())
            .unwrap_or_default()
    };
    Some(Stat {
        name: text[open + 1..close].to_owned(),
        state: rest.first()?.chars().next()?,
        session: number(3),
        user: number(11),
        kernel: number(12),
        priority: number(15),
        start: number(19),
        virtual_size: number(20),
        resident: number(21) * 4096,
    })
}

/// The name by which .NET shows a process: the program's file, where the system's own name of it was cut short.
fn full_name(id: i32, short: &str) -> String {
    if short.len() < 15 {
        return short.to_owned();
    }
    let line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    line.split(|byte| *byte == 0)
        .take(2)
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .map(|part| part.rsplit('/').next().unwrap_or_default().to_owned())
        .find(|name| name.starts_with(short))
        .unwrap_or_else(|| short.to_owned())
}

/// A process by number, if it is there.
pub fn find(id: i32) -> Option<Value> {
    let stat = stat(id)?;
    Some(object(id, &full_name(id, &stat.name), None))
}

/// A process that was started here.
pub fn of_child(child: Child, program: &str) -> Value {
    Value::Object(Object::opaque(PROCESS, started(child, program)))
}

/// The payload of a process that was started here.
pub fn started(child: Child, program: &str) -> Process {
    let id = child.id() as i32;
    let name = stat(id).map_or_else(
        || program.rsplit('/').next().unwrap_or_default().to_owned(),
        |stat| full_name(id, &stat.name),
    );
    payload(id, &name, Some(child))
}

fn payload(id: i32, name: &str, child: Option<Child>) -> Process {
    Process {
        id,
        name: name.into(),
        child: Lock::new(child),
        ended: Lock::new(None),
    }
}

fn object(id: i32, name: &str, child: Option<Child>) -> Value {
    Value::Object(Object::opaque(PROCESS, payload(id, name, child)))
}

/// All processes, by number.
pub fn all() -> Vec<Value> {
    let mut ids: Vec<i32> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_string_lossy().parse().ok())
        .collect();
    ids.sort_unstable();
    ids.into_iter().filter_map(find).collect()
}

/// The payload of a value that is a process.
///
/// # Errors
/// For any other value.
pub fn process(this: &Value) -> Result<&Process> {
    this.payload::<Process>()
        .or_else(|| process_start::process_of(this))
        .ok_or_else(|| throw::invalid_operation("No process is associated with this object."))
}

impl Process {
    /// `ProcessName`.
    pub fn name(&self) -> Str {
        self.name.clone()
    }

    /// Whether it ended.
    pub fn has_exited(&self) -> bool {
        if let Some(child) = &mut *self.child.lock() {
            match child.try_wait() {
                Ok(Some(status)) => {
                    *self.ended.lock() = Some(status);
                    return true;
                }
                Ok(None) => return false,
                Err(_) => {}
            }
        }
        stat(self.id).is_none_or(|stat| matches!(stat.state, 'Z' | 'X'))
    }

    /// Its exit code, if it was started here and ended.
    pub fn exit_code(&self) -> Option<i32> {
        if !self.has_exited() {
            return None;
        }
        let status = (*self.ended.lock())?;
        Some(
            status
                .code()
                .unwrap_or_else(|| 128 + status.signal().unwrap_or_default()),
        )
    }

    /// Waits until it ended; whether it did in time.
    pub fn wait(&self, limit: Option<Duration>, stopped: &dyn Fn() -> bool) -> bool {
        let start = Instant::now();
        loop {
            if self.has_exited() {
                return true;
            }
            if stopped() || limit.is_some_and(|limit| start.elapsed() >= limit) {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn kill(&self) -> std::io::Result<()> {
        let Some(id) = rustix::process::Pid::from_raw(self.id).filter(|_| self.id > 0) else {
            return Ok(());
        };
        if self.has_exited() {
            return Ok(());
        }
        Ok(rustix::process::kill_process(
            id,
            rustix::process::Signal::KILL,
        )?)
    }
}

fn read(this: &Value, take: impl FnOnce(&Stat) -> i64) -> Result<i64> {
    Ok(stat(process(this)?.id).map_or(0, |stat| take(&stat)))
}

/// Clock ticks of a process's times are hundredths of a second.
fn time(this: &Value, take: impl FnOnce(&Stat) -> i64) -> Result<Value> {
    read(this, take).map(|ticks| span(ticks * 100_000))
}

fn start_time(this: &Value) -> Result<Value> {
    let boot = std::fs::read_to_string("/proc/stat")
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("btime ")?.trim().parse::<i64>().ok())
        .unwrap_or_default();
    let ticks = read(this, |stat| stat.start)?;
    let utc = DateTimeTicks {
        ticks: UNIX_EPOCH + boot * 10_000_000 + ticks * 100_000,
        kind: Kind::Utc,
    };
    Ok(date(utc.to_local(Zone::local())))
}

fn alias(value: Result<i64>) -> Result<Value> {
    value.map(Value::Int64)
}

/// `System.Diagnostics.Process`.
pub const PROCESS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Diagnostics.Process")
        .constructors(&[method!("System.Diagnostics.Process()", |_, _| {
            process_start::new()
        })])
        .properties(&[
            property!("int BasePriority {get;}", |this| read(this, |stat| stat
                .priority)
            .map(|value| value as i32)),
            property!("int ExitCode {get;}", |this| {
                let process = process(this)?;
                match process.exit_code() {
                    Some(code) => Ok(Value::Int32(code)),
                    None if process.has_exited() => Ok(Value::Null),
                    None => Err(throw::invalid_operation(
                        "Process must exit before requested information can be determined.",
                    )),
                }
            }),
            property!("int HandleCount {get;}", |this| {
                let id = process(this)?.id;
                Ok(std::fs::read_dir(format!("/proc/{id}/fd")).map_or(0, Iterator::count))
            }),
            property!("bool HasExited {get;}", |this| process(this)
                .map(Process::has_exited)),
            property!("int Id {get;}", |this| process(this)
                .map(|process| process.id)),
            property!("string MachineName {get;}", |_| "."),
            property!("string MainWindowTitle {get;}", |_| ""),
            property!("long NonpagedSystemMemorySize64 {get;}", |_| 0_i64),
            property!("long PagedMemorySize64 {get;}", |_| 0_i64),
            property!("long PagedSystemMemorySize64 {get;}", |_| 0_i64),
            property!("long PeakWorkingSet64 {get;}", |this| read(this, |stat| {
                stat.resident
            })),
            property!("long PrivateMemorySize64 {get;}", |this| read(
                this,
                |stat| stat.resident
            )),
            property!("timespan PrivilegedProcessorTime {get;}", |this| time(
                this,
                |stat| stat.kernel
            )),
            property!("string ProcessName {get;}", |this| process(this)
                .map(Process::name)),
            property!("bool Responding {get;}", |_| true),
            settable(
                "System.Diagnostics.ProcessStartInfo StartInfo {get;set;}",
                process_start::start_info,
                process_start::set_start_info,
            ),
            settable(
                "bool EnableRaisingEvents {get;set;}",
                |this| Ok(Value::Bool(process_start::raises_events(this))),
                |this, value| {
                    process_start::raise_events(this, value.boolean());
                    Ok(())
                },
            ),
            property!("System.IO.StreamWriter StandardInput {get;}", |this| {
                process_start::input(this)
            }),
            property!("System.IO.StreamReader StandardOutput {get;}", |this| {
                process_start::output(this)
            }),
            property!("System.IO.StreamReader StandardError {get;}", |this| {
                process_start::error(this)
            }),
            property!("int SessionId {get;}", |this| read(this, |stat| stat
                .session)
            .map(|value| value as i32)),
            property!("datetime StartTime {get;}", |this| start_time(this)),
            property!("timespan TotalProcessorTime {get;}", |this| time(
                this,
                |stat| stat.user + stat.kernel
            )),
            property!("timespan UserProcessorTime {get;}", |this| time(
                this,
                |stat| stat.user
            )),
            property!("long VirtualMemorySize64 {get;}", |this| read(
                this,
                |stat| stat.virtual_size
            )),
            property!("int WorkingSet {get;}", |this| read(this, |stat| stat
                .resident)
            .map(|value| value as i32)),
            property!("long WorkingSet64 {get;}", |this| read(this, |stat| stat
                .resident)),
        ])
        .methods(&[
            method!("void Close()", |_, _| ()),
            method!("void Dispose()", |_, _| ()),
            method!("void Refresh()", |_, _| ()),
            method!("void Kill()", |this, _| kill(this)),
            method!("void Kill(bool entireProcessTree)", |this, _| kill(this)),
            method!("void WaitForExit()", |this, _| wait(this, None).map(|_| ())),
            method!("bool WaitForExit(int milliseconds)", |this, args| {
                let limit = u64::try_from(args.int(0)).ok().map(Duration::from_millis);
                wait(this, limit)
            }),
            method!("bool WaitForExit(timespan timeout)", |this, args| {
                let limit = u64::try_from(args.at(0).span() / 10_000).ok();
                wait(this, limit.map(Duration::from_millis))
            }),
            method!("void BeginOutputReadLine()", |this, _| {
                process_start::begin_lines(this, false)
            }),
            method!("void BeginErrorReadLine()", |this, _| {
                process_start::begin_lines(this, true)
            }),
            method!("bool Start()", |this, _| process_start::start(this)),
            method!(
                "static System.Diagnostics.Process Start(System.Diagnostics.ProcessStartInfo startInfo)",
                |_, args| process_start::start_new(args.at(0), &Value::Null)
            ),
            method!(
                "static System.Diagnostics.Process Start(string fileName)",
                |_, args| process_start::start_new(args.at(0), &Value::Null)
            ),
            method!(
                "static System.Diagnostics.Process Start(string fileName, string arguments)",
                |_, args| process_start::start_new(args.at(0), args.at(1))
            ),
            method!(
                "static System.Diagnostics.Process Start(string fileName, System.Collections.Generic.IEnumerable[string] arguments)",
                |_, args| process_start::start_new(args.at(0), args.at(1))
            ),
            method!("string ToString()", |this, _| process(this).map(
                |process| format!("System.Diagnostics.Process ({})", process.name)
            )),
            method!(
                "static System.Diagnostics.Process GetCurrentProcess()",
                |_, _| find(std::process::id() as i32)
            ),
            method!(
                "static System.Diagnostics.Process GetProcessById(int processId)",
                |_, args| {
                    find(args.int(0)).ok_or_else(|| {
                        throw::argument(
                            &format!("Process with an Id of {} is not running.", args.int(0)),
                            "",
                        )
                    })
                }
            ),
            method!(
                "static System.Diagnostics.Process[] GetProcesses()",
                |_, _| array_of(PROCESS, all())
            ),
            method!(
                "static System.Diagnostics.Process[] GetProcessesByName(string processName)",
                |_, args| {
                    let wanted = args.text(0);
                    let fits = |value: &Value| {
                        value
                            .payload::<Process>()
                            .is_some_and(|process| process.name.eq_ignore_ascii_case(wanted))
                    };
                    array_of(PROCESS, all().into_iter().filter(fits).collect())
                }
            ),
        ])
        .events(&[
            (
                "Disposed",
                "System.EventHandler Disposed(System.Object, System.EventArgs)",
            ),
            (
                "ErrorDataReceived",
                "System.Diagnostics.DataReceivedEventHandler ErrorDataReceived(System.Object, System.Diagnostics.DataReceivedEventArgs)",
            ),
            (
                "Exited",
                "System.EventHandler Exited(System.Object, System.EventArgs)",
            ),
            (
                "OutputDataReceived",
                "System.Diagnostics.DataReceivedEventHandler OutputDataReceived(System.Object, System.Diagnostics.DataReceivedEventArgs)",
            ),
        ])
        .extended(EXTENDED);
    Type(&INFO)
};

/// Waits for its end, unless the session is asked to stop.
fn wait(this: &Value, limit: Option<Duration>) -> Result<bool> {
    let token = crate::hooks::stop_token();
    let ended = process(this)?.wait(limit, &|| token.is_requested());
    if !ended && token.is_requested() {
        return Err(Flow::Stopped);
    }
    Ok(ended)
}

fn kill(this: &Value) -> Result<()> {
    process(this)?
        .kill()
        .map_err(|error| throw::of(exceptions::WIN32, error.to_string()))
}

macro_rules! code {
    ($($name:ident $shown:literal $kind:literal $definition:literal $get:expr;)*) => {
        $(static $name: CodeProperty = CodeProperty { kind: $kind, definition: $definition, get: $get, set: None };)*
        static EXTENDED: &[(&str, Member)] = &[$(($shown, Member::Code(&$name))),*];
    };
}

code!(
    COMMAND_LINE "CommandLine" "ScriptProperty" "System.Object CommandLine {get=...;}" |this| {
        let line = std::fs::read(format!("/proc/{}/cmdline", process(this)?.id)).unwrap_or_default();
        Ok(String::from_utf8_lossy(&line).trim_end_matches('\0').replace('\0', " ").into())
    };
    CPU "CPU" "ScriptProperty" "System.Object CPU {get=$this.TotalProcessorTime.TotalSeconds;}" |this| {
        read(this, |stat| stat.user + stat.kernel).map(|ticks| Value::Double(ticks as f64 / 100.0))
    };
    HANDLES "Handles" "AliasProperty" "Handles = Handlecount" |this| {
        let id = process(this)?.id;
        Ok(Value::Int32(std::fs::read_dir(format!("/proc/{id}/fd")).map_or(0, Iterator::count) as i32))
    };
    NAME "Name" "AliasProperty" "Name = ProcessName" |this| process(this).map(|process| process.name().into());
    NPM "NPM" "AliasProperty" "NPM = NonpagedSystemMemorySize64" |_| Ok(Value::Int64(0));
    PATH "Path" "ScriptProperty" "System.Object Path {get=$this.Mainmodule.FileName;}" |this| {
        let path = std::fs::read_link(format!("/proc/{}/exe", process(this)?.id)).ok();
        Ok(path.map(|path| path.to_string_lossy().into_owned()).into())
    };
    PM "PM" "AliasProperty" "PM = PagedMemorySize64" |_| Ok(Value::Int64(0));
    SI "SI" "AliasProperty" "SI = SessionId" |this| read(this, |stat| stat.session).map(|value| Value::Int32(value as i32));
    VM "VM" "AliasProperty" "VM = VirtualMemorySize64" |this| alias(read(this, |stat| stat.virtual_size));
    WS "WS" "AliasProperty" "WS = WorkingSet64" |this| alias(read(this, |stat| stat.resident));
);

//! Native programs: arguments as words, bytes in and out, exit codes.

use super::native_output::{self, LineReader};
use super::objects_in_text::Lines;
use crate::frame::Slot;
use crate::pipe::Pipe;
use crate::pipeline::{Site, Stage};
use crate::runspace::{Route, Runspace, stream};
use crate::symbol::known;
use std::cell::{Cell, RefCell};
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use stint_cmdlet::binder::Argument;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Result, Str, Value, convert, enumerate};

/// What came from a program.
pub(super) enum Said {
    Line(String),
    ErrorLine(String),
    Bytes(Vec<u8>),
    End,
}

/// How many lines wait for the next command at most.
const AHEAD: usize = 1024;

/// What a reader says it with. A program that is fed as it talks must never wait for us to listen: we might be waiting for it.
#[derive(Clone)]
pub(super) enum Mouth {
    Patient(SyncSender<Said>),
    Endless(Sender<Said>),
}

impl Mouth {
    fn new(is_fed: bool) -> (Self, Receiver<Said>) {
        if is_fed {
            let (sender, receiver) = channel();
            (Self::Endless(sender), receiver)
        } else {
            let (sender, receiver) = sync_channel(AHEAD);
            (Self::Patient(sender), receiver)
        }
    }

    /// Says whether anybody listens.
    pub(super) fn say(&self, said: Said) -> bool {
        match self {
            Self::Patient(sender) => sender.send(said).is_ok(),
            Self::Endless(sender) => sender.send(said).is_ok(),
        }
    }
}

/// A program that runs.
pub struct NativeStage {
    path: Str,
    words: Vec<String>,
    child: RefCell<Option<Child>>,
    stdin: RefCell<Option<ChildStdin>>,
    said: RefCell<Option<Receiver<Said>>>,
    readers: Cell<usize>,
    /// Bytes go on to the next program as they are.
    raw_out: Cell<bool>,
    /// Whether it has written to standard error.
    complained: Cell<bool>,
    expects_input: bool,
    /// Whether it is another PowerShell that was given a script block.
    is_power_shell: bool,
    /// What such a one said so far, where its output is taken: objects as XML, and errors.
    objects: RefCell<Option<(Lines, Lines)>>,
}

/// The words of a call that has no source: all arguments as text.
pub fn words_of(args: &[Argument]) -> Result<Vec<String>> {
    let mut words = Vec::new();
    for arg in args {
        if arg.name.is_some() {
            words.push(arg.text.to_string());
        }
        if let Some(value) = &arg.value {
            for item in enumerate::to_vec(value)? {
                words.push(convert::to_str(&item)?.to_string());
            }
        }
    }
    Ok(words)
}

/// Lets bytes pass between two programs that stand next to each other.
pub fn pair(left: &Stage, right: &Stage) {
    left.as_native(|left| {
        right.as_native(|_| left.raw_out.set(true));
    });
}

impl NativeStage {
    /// A program with its words.
    pub fn new(path: Str, words: Vec<String>, site: &Site) -> Self {
        Self {
            path,
            words,
            child: RefCell::new(None),
            stdin: RefCell::new(None),
            said: RefCell::new(None),
            readers: Cell::new(0),
            raw_out: Cell::new(false),
            complained: Cell::new(false),
            expects_input: site.expects_input,
            is_power_shell: false,
            objects: RefCell::new(None),
        }
    }

    /// The same for another PowerShell that was given a script block.
    pub fn of_power_shell(mut self) -> Self {
        self.is_power_shell = true;
        self
    }

    /// Such a one writes for people to the host, and objects to whoever takes its output.
    fn choose_format(&mut self, stage: &Stage) {
        if !self.is_power_shell {
            return;
        }
        let for_people = matches!(stage.out, Pipe::Host);
        let format = if for_people { "text" } else { "xml" };
        self.words
            .extend(["-outputFormat".to_owned(), format.to_owned()]);
        if !for_people {
            *self.objects.borrow_mut() = Some(Default::default());
        }
    }

    /// Starts it.
    pub fn begin(&mut self, rs: &Runspace, stage: &Stage) -> Result<()> {
        self.choose_format(stage);
        let captures_errors = matches!(rs.route(stream::ERROR), Route::Pipe(_));
        let to_terminal = matches!(stage.out, Pipe::Host) && rs.is_plain_host();
        let mut command = std::process::Command::new(&*self.path);
        command
            .args(&self.words)
            .current_dir(&*rs.directory.borrow());
        command.stdin(if self.expects_input {
            Stdio::piped()
        } else {
            rs.native_input()
        });
        command.stdout(if to_terminal {
            Stdio::inherit()
        } else {
            Stdio::piped()
        });
        let takes_objects = self.objects.borrow().is_some();
        command.stderr(if captures_errors || takes_objects || !rs.is_plain_host() {
            Stdio::piped()
        } else {
            Stdio::inherit()
        });
        rs.flush_host();
        let mut child = command.spawn().map_err(|error| self.not_started(&error))?;
        let (sender, receiver) = Mouth::new(self.expects_input);
        let (out, errors) = (child.stdout.take(), child.stderr.take());
        let ends = usize::from(out.is_some()) + usize::from(errors.is_some());
        self.readers.set(ends);
        let raw = self.raw_out.get() && !takes_objects;
        let mut lines = Vec::new();
        match out {
            Some(out) if raw => {
                let sender = sender.clone();
                std::thread::spawn(move || read_bytes(out, &sender));
            }
            Some(out) => lines.push(LineReader::new(out.into(), Said::Line)),
            None => {}
        }
        lines.extend(errors.map(|errors| LineReader::new(errors.into(), Said::ErrorLine)));
        if !lines.is_empty() {
            std::thread::spawn(move || native_output::read(lines, &sender));
        }
        *self.stdin.borrow_mut() = child.stdin.take();
        *self.said.borrow_mut() = Some(receiver);
        *self.child.borrow_mut() = Some(child);
        Ok(())
    }

    fn not_started(&self, error: &std::io::Error) -> Flow {
        let name = std::path::Path::new(&*self.path).file_name().map_or_else(
            || self.path.to_string(),
            |name| name.to_string_lossy().into_owned(),
        );
        let reason = if error.raw_os_error() == Some(8) {
            "Exec format error".to_owned()
        } else {
            error.to_string()
        };
        ErrorRecord::new(
            "NativeCommandFailed",
            Category::ResourceUnavailable,
            exceptions::APPLICATION_FAILED,
            format!("Program '{name}' failed to run: {reason}"),
        )
        .into()
    }

    /// Feeds it one object as a line of text, or bytes as they are.
    pub fn process(&mut self, rs: &Runspace, stage: &Stage, value: Value) -> Result<()> {
        let bytes = match (value.base(), value.payload::<RawBytes>()) {
            (_, Some(raw)) => raw.0.clone(),
            (Value::Byte(byte), _) => vec![*byte],
            (Value::Null | Value::Nothing, _) => Vec::new(),
            (other, _) => {
                let mut text = crate::native_text::of(rs, other)?;
                text.push('\n');
                text.into_bytes()
            }
        };
        let broken = match self.stdin.borrow_mut().as_mut() {
            Some(stdin) => stdin.write_all(&bytes).is_err(),
            None => false,
        };
        if broken {
            // It reads no more; what it says is still taken.
            *self.stdin.borrow_mut() = None;
        }
        self.drain(rs, stage, false)
    }

    /// Passes on what it has said so far, or all of it until it closes its output.
    fn drain(&self, rs: &Runspace, stage: &Stage, all: bool) -> Result<()> {
        let Some(said) = self.said.borrow_mut().take() else {
            return Ok(());
        };
        let result = self.drain_from(rs, stage, &said, all);
        *self.said.borrow_mut() = Some(said);
        result
    }

    fn drain_from(
        &self,
        rs: &Runspace,
        stage: &Stage,
        said: &Receiver<Said>,
        all: bool,
    ) -> Result<()> {
        let stop = rs.stop_token();
        while self.readers.get() > 0 {
            let next = if all {
                said.recv().ok()
            } else {
                said.try_recv().ok()
            };
            let next = match (next, &mut *self.objects.borrow_mut()) {
                (Some(Said::Line(line)), Some((output, _))) => {
                    output.push(line);
                    continue;
                }
                (Some(Said::ErrorLine(line)), Some((_, errors))) => {
                    errors.push(line);
                    continue;
                }
                (next, _) => next,
            };
            match next {
                Some(Said::Line(line)) => stage.out.put(rs, Value::from(line))?,
                Some(Said::Bytes(bytes)) => stage.out.put(
                    rs,
                    Value::Object(stint_object::Object::opaque(RAW_BYTES, RawBytes(bytes))),
                )?,
                Some(Said::ErrorLine(line)) => crate::native_text::error_line(
                    rs,
                    stage,
                    &line,
                    !self.complained.replace(true),
                )?,
                Some(Said::End) => self.readers.set(self.readers.get() - 1),
                None => break,
            }
            if stop.is_requested() {
                return Err(Flow::Stopped);
            }
        }
        Ok(())
    }

    /// Ends its input, takes the rest of its output and its exit code.
    pub fn end(&mut self, rs: &Runspace, stage: &Stage) -> Result<()> {
        *self.stdin.borrow_mut() = None;
        let registration = self.end_on_stop(rs);
        let drained = self.drain(rs, stage, true);
        if drained.is_err() {
            // Nobody listens any more: a program that goes on talking would never end.
            self.said.borrow_mut().take();
            self.dispose();
            return drained;
        }
        let Some(mut child) = self.child.borrow_mut().take() else {
            return Ok(());
        };
        let pid = child.id().cast_signed();
        let status = child.wait();
        drop(registration);
        rs.check_stop()?;
        let objects = self.objects.borrow_mut().take();
        if let Some((output, errors)) = objects {
            output.put(rs, stage)?;
            errors.report(rs)?;
        }
        let code = match status {
            Ok(status) => exit_code(status),
            Err(_) => -1,
        };
        let slot = rs.global.layout.slot(*known::LAST_EXIT_CODE);
        rs.global.replace(slot, Slot::Value(Value::Int32(code)));
        if code != 0 {
            rs.set_failed();
            return crate::native_text::failed(rs, stage, &self.path, code, pid);
        }
        Ok(())
    }

    /// Ends the program when the pipeline is asked to stop.
    fn end_on_stop(&self, rs: &Runspace) -> Option<stint_stop::Registration> {
        let pid = self.child.borrow().as_ref().map(Child::id)?;
        Some(
            rs.stop_token()
                .on_request(move || crate::native_text::terminate(pid)),
        )
    }

    /// Lets it go; a program that still runs is ended.
    pub fn dispose(&mut self) {
        *self.stdin.borrow_mut() = None;
        if let Some(mut child) = self.child.borrow_mut().take() {
            crate::native_text::terminate(child.id());
            let _ = child.wait();
        }
    }
}

fn exit_code(status: std::process::ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or(0))
}

fn read_bytes(mut from: impl Read, to: &Mouth) {
    let mut buffer = vec![0; 65536];
    while let Ok(count) = from.read(&mut buffer) {
        if count == 0 || !to.say(Said::Bytes(buffer[..count].to_vec())) {
            break;
        }
    }
    to.say(Said::End);
}

/// Bytes on their way from one program to the next.
pub struct RawBytes(pub Vec<u8>);

impl stint_object::object::Opaque for RawBytes {}

/// The type of such bytes; no script sees it.
const RAW_BYTES: stint_object::Type = {
    static INFO: stint_object::types::TypeInfo =
        stint_object::types::TypeInfo::class("Stint.RawBytes");
    stint_object::Type(&INFO)
};

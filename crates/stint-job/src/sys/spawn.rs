//! Starting a child: `posix_spawn`, which shares the parent's memory until the exec and so costs the same however big
//! the parent is.

use std::ffi::{CStr, CString, OsStr, OsString};
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::ptr;

use rustix::fs::{OFlags, fcntl_setfl};
use rustix::io::fcntl_dupfd_cloexec;
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::Pid;

use super::child::Child;

/// What to start. The child gets its own session, so that no signal of the terminal reaches it, and three pipes.
#[derive(Debug)]
pub struct Spawn {
    program: CString,
    arguments: Vec<CString>,
    environment: Vec<CString>,
}

/// A child that was started, with this side's ends of its pipes. They do not block.
#[derive(Debug)]
pub struct Spawned {
    /// The process.
    pub child: Child,
    /// What it reads.
    pub stdin: OwnedFd,
    /// What it writes.
    pub stdout: OwnedFd,
    /// What it complains.
    pub stderr: OwnedFd,
}

impl Spawn {
    /// A program by its path, called by that path.
    pub fn new(program: &OsStr) -> io::Result<Self> {
        let program = c_string(program)?;
        Ok(Self {
            arguments: vec![program.clone()],
            program,
            environment: Vec::new(),
        })
    }

    /// This very program.
    pub fn own_program() -> io::Result<Self> {
        let mut spawn = Self::new(OsStr::new("/proc/self/exe"))?;
        if let Some(name) = std::env::args_os().next() {
            spawn.arguments[0] = c_string(&name)?;
        }
        Ok(spawn)
    }

    /// Adds an argument.
    pub fn argument(&mut self, argument: impl AsRef<OsStr>) -> io::Result<&mut Self> {
        self.arguments.push(c_string(argument.as_ref())?);
        Ok(self)
    }

    /// Sets the whole environment.
    pub fn environment(
        &mut self,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> io::Result<&mut Self> {
        self.environment.clear();
        for (name, value) in variables {
            let mut entry = name.into_vec();
            entry.push(b'=');
            entry.extend_from_slice(value.as_bytes());
            self.environment.push(c_string(&OsString::from_vec(entry))?);
        }
        Ok(self)
    }

    /// Starts it.
    pub fn start(&self) -> io::Result<Spawned> {
        let [
            (stdin_far, stdin),
            (stdout, stdout_far),
            (stderr, stderr_far),
        ] = [pipe()?, pipe()?, pipe()?];
        for end in [&stdin, &stdout, &stderr] {
            fcntl_setfl(end, OFlags::NONBLOCK)?;
        }
        let far = [
            above_stdio(stdin_far)?,
            above_stdio(stdout_far)?,
            above_stdio(stderr_far)?,
        ];
        let pid = self.posix_spawn(&far)?;
        Ok(Spawned {
            child: Child::new(pid)?,
            stdin,
            stdout,
            stderr,
        })
    }

    fn posix_spawn(&self, far: &[OwnedFd; 3]) -> io::Result<Pid> {
        let attributes = Attributes::own_session()?;
        let actions = FileActions::stdio(far)?;
        let arguments = pointers(&self.arguments);
        let environment = pointers(&self.environment);
        let mut pid = 0;
        // SAFETY: every pointer is to initialised memory that outlives the call; both lists end with a null.
        let code = unsafe {
            libc::posix_spawn(
                &raw mut pid,
                self.program.as_ptr(),
                &raw const actions.0,
                &raw const attributes.0,
                arguments.as_ptr(),
                environment.as_ptr(),
            )
        };
        check(code)?;
        Pid::from_raw(pid).ok_or_else(|| io::Error::other("posix_spawn gave no process id"))
    }
}

fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    Ok(pipe_with(PipeFlags::CLOEXEC)?)
}

/// Moves a descriptor out of the way of the child's own three, should this process have been started without them.
fn above_stdio(end: OwnedFd) -> io::Result<OwnedFd> {
    if end.as_raw_fd() > 2 {
        Ok(end)
    } else {
        Ok(fcntl_dupfd_cloexec(&end, 3)?)
    }
}

fn c_string(text: &OsStr) -> io::Result<CString> {
    CString::new(text.as_bytes())
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "a null character"))
}

fn pointers(texts: &[CString]) -> Vec<*mut libc::c_char> {
    texts
        .iter()
        .map(|text: &CString| CStr::as_ptr(text).cast_mut())
        .chain([ptr::null_mut()])
        .collect()
}

/// The spawn functions give an error number and leave `errno` alone.
fn check(code: libc::c_int) -> io::Result<()> {
    if code == 0 {
        Ok(())
    } else {
        Err(io::Error::from_raw_os_error(code))
    }
}

struct Attributes(libc::posix_spawnattr_t);

impl Attributes {
    /// A new session, no blocked signals, and the default action for those that a Rust or shell process ignores.
    fn own_session() -> io::Result<Self> {
        let mut raw = MaybeUninit::uninit();
        // SAFETY: init writes the whole structure, or fails.
        let mut attributes = unsafe {
            check(libc::posix_spawnattr_init(raw.as_mut_ptr()))?;
            Self(raw.assume_init())
        };
        let flags = libc::POSIX_SPAWN_SETSIGMASK | libc::POSIX_SPAWN_SETSIGDEF;
        let flags =
            libc::c_short::try_from(flags).expect("the flags are small") | libc::POSIX_SPAWN_SETSID;
        let raw = &raw mut attributes.0;
        let (none, defaults) = (
            signals(&[]),
            signals(&[
                libc::SIGPIPE,
                libc::SIGINT,
                libc::SIGQUIT,
                libc::SIGTERM,
                libc::SIGHUP,
                libc::SIGTSTP,
            ]),
        );
        // SAFETY: the attributes were initialised, and the sets are read during the calls only.
        unsafe {
            check(libc::posix_spawnattr_setflags(raw, flags))?;
            check(libc::posix_spawnattr_setsigmask(raw, &raw const none))?;
            check(libc::posix_spawnattr_setsigdefault(
                raw,
                &raw const defaults,
            ))?;
        }
        Ok(attributes)
    }
}

impl Drop for Attributes {
    fn drop(&mut self) {
        // SAFETY: they were initialised, and this is their only end.
        unsafe { libc::posix_spawnattr_destroy(&raw mut self.0) };
    }
}

fn signals(numbers: &[libc::c_int]) -> libc::sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: sigemptyset writes the whole set; sigaddset takes an initialised one and valid numbers.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        for &number in numbers {
            libc::sigaddset(set.as_mut_ptr(), number);
        }
        set.assume_init()
    }
}

struct FileActions(libc::posix_spawn_file_actions_t);

impl FileActions {
    /// The three ends become 0, 1 and 2. Every other descriptor of this process closes by itself.
    fn stdio(far: &[OwnedFd; 3]) -> io::Result<Self> {
        let mut raw = MaybeUninit::uninit();
        // SAFETY: init writes the whole structure, or fails.
        let mut actions = unsafe {
            check(libc::posix_spawn_file_actions_init(raw.as_mut_ptr()))?;
            Self(raw.assume_init())
        };
        for (target, end) in (0 as RawFd..).zip(far) {
            // SAFETY: the actions were initialised; the descriptor stays open until the spawn has returned.
            check(unsafe {
                libc::posix_spawn_file_actions_adddup2(&raw mut actions.0, end.as_raw_fd(), target)
            })?;
        }
        Ok(actions)
    }
}

impl Drop for FileActions {
    fn drop(&mut self) {
        // SAFETY: they were initialised, and this is their only end.
        unsafe { libc::posix_spawn_file_actions_destroy(&raw mut self.0) };
    }
}

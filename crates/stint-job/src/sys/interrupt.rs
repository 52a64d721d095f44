//! SIGINT, told to a thread: a handler itself may do next to nothing.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::IntoRawFd;
use std::sync::atomic::{AtomicI32, Ordering};

/// Where the handler writes a byte to; -1 while nobody reads.
static PIPE: AtomicI32 = AtomicI32::new(-1);

/// What hears of interrupts. One a process.
pub struct Interrupts(File);

impl Interrupts {
    /// Interrupts are told from [`catch_interrupts`] on.
    ///
    /// # Errors
    /// When there is no pipe to be had.
    pub fn new() -> io::Result<Self> {
        let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        PIPE.store(write.into_raw_fd(), Ordering::Relaxed);
        Ok(Self(File::from(read)))
    }

    /// Waits for the next interrupt.
    ///
    /// # Errors
    /// When the pipe cannot be read.
    pub fn wait(&mut self) -> io::Result<()> {
        self.0.read_exact(&mut [0])
    }
}

extern "C" fn note(_: libc::c_int) {
    // SAFETY: `write` may be called in a handler, a descriptor that is none is refused, and the error number is put back as it was.
    unsafe {
        let error = *libc::__errno_location();
        libc::write(PIPE.load(Ordering::Relaxed), [0_u8].as_ptr().cast(), 1);
        *libc::__errno_location() = error;
    }
}

/// Tells [`Interrupts`] of each SIGINT from now on, which ends the program no more. Where whoever started us ignores the
/// signal (`nohup`, shells without job control for what runs in the background), it stays ignored.
///
/// # Errors
/// When nobody hears of them, or the handler cannot be set.
pub fn catch_interrupts() -> io::Result<()> {
    if is_ignored() {
        return Ok(());
    }
    if PIPE.load(Ordering::Relaxed) == -1 {
        return Err(io::ErrorKind::NotConnected.into());
    }
    // SAFETY: the structure is whole, and the handler does only what a handler may.
    let set = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = note as *const () as usize;
        action.sa_flags = libc::SA_RESTART;
        libc::sigemptyset(&raw mut action.sa_mask);
        libc::sigaction(libc::SIGINT, &raw const action, std::ptr::null_mut())
    };
    if set == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

fn is_ignored() -> bool {
    let mut now = std::mem::MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: only asks; the structure is written whole when the call succeeds.
    unsafe {
        libc::sigaction(libc::SIGINT, std::ptr::null(), now.as_mut_ptr()) == 0
            && now.assume_init().sa_sigaction == libc::SIG_IGN
    }
}

//! SIGINT, told to a thread: a handler itself may do next to nothing.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{IntoRawFd, OwnedFd};
use std::sync::atomic::{AtomicI32, Ordering};

/// Where the handler writes a byte to.
static PIPE: AtomicI32 = AtomicI32::new(-1);

extern "C" fn note(_: libc::c_int) {
    let byte = 0u8;
    // SAFETY: `write` may be called in a handler; the byte lives, and the error number is put back as it was.
    unsafe {
        let error = *libc::__errno_location();
        libc::write(PIPE.load(Ordering::Relaxed), (&raw const byte).cast(), 1);
        *libc::__errno_location() = error;
    }
}

/// Calls `told` on a thread of its own for each SIGINT from now on. To be called once a process. Where whoever started us
/// ignores the signal (`nohup`, shells without job control for what runs in the background), it stays ignored.
///
/// # Errors
/// When there is no pipe or no thread to be had, or the handler cannot be set.
pub fn on_interrupt(told: impl Fn() + Send + 'static) -> io::Result<()> {
    if is_ignored() {
        return Ok(());
    }
    let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    std::thread::Builder::new()
        .name("interrupt".into())
        .stack_size(256 << 10)
        .spawn(move || listen(read, told))?;
    PIPE.store(write.into_raw_fd(), Ordering::Relaxed);
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

fn listen(from: OwnedFd, told: impl Fn()) {
    let (mut from, mut byte) = (File::from(from), [0]);
    while from.read_exact(&mut byte).is_ok() {
        told();
    }
}

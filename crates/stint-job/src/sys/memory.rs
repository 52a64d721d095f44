//! How the C library's allocator grows.

/// How much more than asked the heap of the first thread grows by. Interpreters make many small objects: growing by the
/// default 128 KiB costs a system call and a change of the address space each time. Memory is only touched as it is used.
/// Other threads' heaps grow page by page, whatever this says: that is why scripts run on the first thread.
#[cfg(target_env = "gnu")]
const STEP: libc::c_int = 1 << 20;

/// Lets the heap grow in large steps. To be called before there are threads.
pub fn grow_in_large_steps() {
    #[cfg(target_env = "gnu")]
    // SAFETY: only sets a number of the allocator; no other thread runs yet.
    unsafe {
        libc::mallopt(libc::M_TOP_PAD, STEP);
    }
}

//! `System.Threading.Thread`: the one that runs, and sleeping.

use super::task::needs_thread;
use crate::hooks;
use std::cell::RefCell;
use std::sync::atomic::{AtomicI32, Ordering};
use stint_object::object::Opaque;
use stint_object::text::culture::Culture;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::culture_info;
use stint_object::types::{Type, TypeInfo, settable, throw};
use stint_object::{Lock, Object, Result, Str, Value, access};

/// `System.Threading.ThreadPriority`.
pub const THREAD_PRIORITY: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.Threading.ThreadPriority",
        &[
            ("Lowest", 0),
            ("BelowNormal", 1),
            ("Normal", 2),
            ("AboveNormal", 3),
            ("Highest", 4),
        ],
    );
    Type(&INFO)
};

struct Thread {
    id: i32,
    name: Lock<Option<Str>>,
    background: Lock<bool>,
    priority: Lock<Value>,
}

impl Opaque for Thread {}

thread_local! {
    static CURRENT: RefCell<Option<Value>> = const { RefCell::new(None) };
}

fn current() -> Value {
    static NEXT: AtomicI32 = AtomicI32::new(1);
    CURRENT.with(|current| {
        current
            .borrow_mut()
            .get_or_insert_with(|| {
                let thread = Thread {
                    id: NEXT.fetch_add(1, Ordering::Relaxed),
                    name: Lock::default(),
                    background: Lock::new(false),
                    priority: Lock::new(
                        access::enums::parse(THREAD_PRIORITY, "Normal").unwrap_or_default(),
                    ),
                };
                Value::Object(Object::opaque(THREAD, thread))
            })
            .clone()
    })
}

fn read<T: Default>(this: &Value, get: impl FnOnce(&Thread) -> T) -> T {
    this.payload::<Thread>().map(get).unwrap_or_default()
}

fn sleep(milliseconds: i64, parameter: &str) -> Result<()> {
    let limit = super::waiting::limit(milliseconds, parameter)?;
    hooks::flush_host();
    hooks::interruptible_wait(limit)
}

fn new_thread() -> Result<Value> {
    needs_thread("Thread")
}

/// `System.Threading.Thread`.
pub const THREAD: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Threading.Thread")
        .constructors(&[
            method!(
                "System.Threading.Thread(System.Threading.ThreadStart start)",
                |_, _| new_thread()
            ),
            method!(
                "System.Threading.Thread(System.Threading.ParameterizedThreadStart start)",
                |_, _| new_thread()
            ),
        ])
        .methods(&[
            method!("static void Sleep(int millisecondsTimeout)", |_, args| {
                sleep(args.long(0), "millisecondsTimeout")
            }),
            method!("static void Sleep(timespan timeout)", |_, args| sleep(
                args.at(0).span() / 10_000,
                "timeout"
            )),
            method!("static bool Yield()", |_, _| {
                std::thread::yield_now();
                true
            }),
            method!("static void SpinWait(int iterations)", |_, args| {
                for _ in 0..args.int(0) {
                    std::hint::spin_loop();
                }
            }),
            method!("static void MemoryBarrier()", |_, _| {
                std::sync::atomic::fence(Ordering::SeqCst);
            }),
            method!(
                "System.Threading.ApartmentState GetApartmentState()",
                |_, _| stint_object::types::system::enums::value(
                    "System.Threading.ApartmentState",
                    1
                )
            ),
            method!("void Join()", |_, _| join()),
            method!("bool Join(int millisecondsTimeout)", |_, _| join()),
        ])
        .properties(&[
            property!(
                "static System.Threading.Thread CurrentThread {get;}",
                |_| { current() }
            ),
            property!("int ManagedThreadId {get;}", |this| read(this, |it| it.id)),
            settable(
                "string Name {get;set;}",
                |this| Ok(read(this, |it| Value::from(it.name.lock().clone()))),
                |this, value| {
                    if let Some(thread) = this.payload::<Thread>() {
                        *thread.name.lock() = value.as_str().cloned();
                    }
                    Ok(())
                },
            ),
            settable(
                "bool IsBackground {get;set;}",
                |this| Ok(Value::Bool(read(this, |it| *it.background.lock()))),
                |this, value| {
                    if let Some(thread) = this.payload::<Thread>() {
                        *thread.background.lock() = value.boolean();
                    }
                    Ok(())
                },
            ),
            settable(
                "System.Threading.ThreadPriority Priority {get;set;}",
                |this| Ok(read(this, |it| it.priority.lock().clone())),
                |this, value| {
                    if let Some(thread) = this.payload::<Thread>() {
                        *thread.priority.lock() = value;
                    }
                    Ok(())
                },
            ),
            property!("bool IsAlive {get;}", |_| true),
            property!("bool IsThreadPoolThread {get;}", |_| false),
            property!("System.Threading.ThreadState ThreadState {get;}", |this| {
                stint_object::types::system::enums::value(
                    "System.Threading.ThreadState",
                    if read(this, |it| *it.background.lock()) {
                        4
                    } else {
                        0
                    },
                )
            }),
            settable(
                "cultureinfo CurrentCulture {get;set;}",
                |_| Ok(culture_info::value(Culture::current())),
                |_, value| {
                    Culture::set_current(culture_info::provider(&value));
                    Ok(())
                },
            ),
            property!("cultureinfo CurrentUICulture {get;}", |_| {
                culture_info::value(Culture::current())
            }),
        ]);
    Type(&INFO)
};

/// A script only ever holds the thread that it runs on, which would wait for itself.
fn join() -> Result<bool> {
    Err(throw::not_supported(
        "A thread that waits for its own end would wait for ever.",
    ))
}

//! `System.Diagnostics.Stopwatch`.

use std::sync::LazyLock;
use std::time::Instant;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, method, property, span};
use stint_object::types::{Type, TypeInfo};
use stint_object::{Lock, Object, Value};

#[derive(Default)]
struct Watch(Lock<(i64, Option<Instant>)>);

impl Opaque for Watch {}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

fn elapsed(this: &Value) -> i64 {
    this.payload::<Watch>().map_or(0, |watch| {
        let (kept, since) = *watch.0.lock();
        kept + since.map_or(0, |since| since.elapsed().as_nanos() as i64)
    })
}

fn change(this: &Value, to: impl FnOnce(i64, Option<Instant>) -> (i64, Option<Instant>)) {
    let now = elapsed(this);
    if let Some(watch) = this.payload::<Watch>() {
        let mut state = watch.0.lock();
        *state = to(now, state.1);
    }
}

fn started(since: Option<Instant>) -> Value {
    Value::Object(Object::opaque(STOPWATCH, Watch(Lock::new((0, since)))))
}

/// `System.Diagnostics.Stopwatch`; its ticks are nanoseconds.
pub const STOPWATCH: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Diagnostics.Stopwatch")
        .constructors(&[method!("System.Diagnostics.Stopwatch()", |_, _| started(
            None
        ))])
        .properties(&[
            property!("static long Frequency", |_| 1_000_000_000_i64),
            property!("static bool IsHighResolution", |_| true),
            property!("bool IsRunning {get;}", |this| this
                .payload::<Watch>()
                .is_some_and(|watch| watch.0.lock().1.is_some())),
            property!("timespan Elapsed {get;}", |this| span(elapsed(this) / 100)),
            property!("long ElapsedMilliseconds {get;}", |this| elapsed(this)
                / 1_000_000),
            property!("long ElapsedTicks {get;}", |this| elapsed(this)),
        ])
        .methods(&[
            method!("void Start()", |this, _| change(this, |now, _| (
                now,
                Some(Instant::now())
            ))),
            method!("void Stop()", |this, _| change(this, |now, _| (now, None))),
            method!("void Reset()", |this, _| change(this, |_, _| (0, None))),
            method!("void Restart()", |this, _| change(this, |_, _| (
                0,
                Some(Instant::now())
            ))),
            method!(
                "string ToString()",
                |this, _| stint_object::access::to_text(&span(elapsed(this) / 100))
            ),
            method!("static System.Diagnostics.Stopwatch StartNew()", |_, _| {
                started(Some(Instant::now()))
            }),
            method!(
                "static long GetTimestamp()",
                |_, _| START.elapsed().as_nanos() as i64
            ),
            method!(
                "static timespan GetElapsedTime(long startingTimestamp)",
                |_, args| { span((START.elapsed().as_nanos() as i64 - args.long(0)) / 100) }
            ),
        ]);
    Type(&INFO)
};

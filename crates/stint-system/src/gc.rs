//! `System.GC`: there is no collector here, so the answers are cheap ones.

use stint_object::types::native::{method, property, span};
use stint_object::types::{Method, Type, TypeInfo};

/// The types of this module.
pub static TYPES: &[Type] = &[GC];

/// The bytes of this process's memory.
fn memory() -> i64 {
    std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split(' ').nth(1)?.parse::<i64>().ok())
        .map_or(0, |pages| pages * 4096)
}

const METHODS: &[Method] = &[
    method!(
        "static void AddMemoryPressure(long bytesAllocated)",
        |_, _| ()
    ),
    method!("static void Collect()", |_, _| ()),
    method!("static void Collect(int generation)", |_, _| ()),
    method!(
        "static void Collect(int generation, System.GCCollectionMode mode)",
        |_, _| ()
    ),
    method!(
        "static void Collect(int generation, System.GCCollectionMode mode, bool blocking)",
        |_, _| ()
    ),
    method!("static int CollectionCount(int generation)", |_, _| 0_i32),
    method!("static long GetAllocatedBytesForCurrentThread()", |_, _| {
        memory()
    }),
    method!("static int GetGeneration(System.Object obj)", |_, _| 0_i32),
    method!(
        "static long GetTotalAllocatedBytes(bool precise = False)",
        |_, _| memory()
    ),
    method!(
        "static long GetTotalMemory(bool forceFullCollection)",
        |_, _| memory()
    ),
    method!("static timespan GetTotalPauseDuration()", |_, _| span(0)),
    method!("static void KeepAlive(System.Object obj)", |_, _| ()),
    method!(
        "static void RemoveMemoryPressure(long bytesAllocated)",
        |_, _| ()
    ),
    method!(
        "static void ReRegisterForFinalize(System.Object obj)",
        |_, _| ()
    ),
    method!("static void SuppressFinalize(System.Object obj)", |_, _| ()),
    method!("static void WaitForPendingFinalizers()", |_, _| ()),
];

/// `System.GC`.
pub const GC: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.GC")
        .properties(&[property!("static int MaxGeneration {get;}", |_| 2_i32)])
        .methods(METHODS);
    Type(&INFO)
};

//! `$PSStyle.OutputRendering`.

use std::sync::atomic::{AtomicU8, Ordering};
use stint_object::types::{Type, TypeInfo};
use stint_object::{Data, Value};

/// Whether output keeps its escape sequences.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rendering {
    /// As the host can.
    Host,
    /// Never.
    PlainText,
    /// Always.
    Ansi,
}

/// `System.Management.Automation.OutputRendering`.
pub const OUTPUT_RENDERING: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.Management.Automation.OutputRendering",
        &[("Host", 0), ("PlainText", 1), ("Ansi", 2)],
    );
    Type(&INFO)
};

static CURRENT: AtomicU8 = AtomicU8::new(0);

/// What is set.
pub fn rendering() -> Rendering {
    match CURRENT.load(Ordering::Relaxed) {
        1 => Rendering::PlainText,
        2 => Rendering::Ansi,
        _ => Rendering::Host,
    }
}

/// Sets it.
pub fn set_rendering(rendering: Rendering) {
    CURRENT.store(rendering as u8, Ordering::Relaxed);
}

impl Rendering {
    pub(super) fn value(self) -> Value {
        Value::object(OUTPUT_RENDERING, Data::Enum(self as i64))
    }

    pub(super) fn from_value(value: &Value) -> Self {
        match value.data() {
            Some(Data::Enum(1)) => Self::PlainText,
            Some(Data::Enum(2)) => Self::Ansi,
            _ => Self::Host,
        }
    }
}

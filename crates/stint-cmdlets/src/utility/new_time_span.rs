//! `New-TimeSpan`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::types::system;
use stint_object::{Data, Value};

/// A length of time: between two moments, or of parts.
#[derive(Params, Default)]
struct NewTimeSpan {
    start: Option<Value>,
    end: Option<Value>,
    days: i32,
    hours: i32,
    minutes: i32,
    seconds: i32,
    milliseconds: i32,
}

entry!("New-TimeSpan", "NewTimeSpanCommand", NewTimeSpan);

const MILLISECOND: i64 = 10_000;

impl Cmdlet for NewTimeSpan {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if cx.parameter_set() == "Time" {
            let milliseconds = i64::from(self.days) * 86_400_000
                + i64::from(self.hours) * 3_600_000
                + i64::from(self.minutes) * 60_000
                + i64::from(self.seconds) * 1000
                + i64::from(self.milliseconds);
            return cx.write(Value::object(
                system::TIME_SPAN,
                Data::TimeSpan(milliseconds.saturating_mul(MILLISECOND)),
            ));
        }
        let now = values::now()?;
        let ticks = |value: &Option<Value>| match value.as_ref().unwrap_or(&now).data() {
            Some(Data::DateTime(date)) => date.ticks,
            _ => 0,
        };
        cx.write(Value::object(
            system::TIME_SPAN,
            Data::TimeSpan(ticks(&self.end) - ticks(&self.start)),
        ))
    }
}

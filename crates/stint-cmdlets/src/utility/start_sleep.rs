//! `Start-Sleep`.

use std::time::Duration;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Data, Flow, Value};

/// Waits.
#[derive(Params, Default)]
struct StartSleep {
    seconds: f64,
    milliseconds: i32,
    duration: Option<Value>,
}

entry!("Start-Sleep", "StartSleepCommand", StartSleep);

impl Cmdlet for StartSleep {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let wait = match cx.parameter_set() {
            "Milliseconds" => Duration::from_millis(u64::try_from(self.milliseconds).unwrap_or(0)),
            "FromTimeSpan" => self.duration()?,
            _ => Duration::try_from_secs_f64(self.seconds).unwrap_or_default(),
        };
        if !wait.is_zero() && cx.stop_token().wait(Some(wait)) {
            return Err(Flow::Stopped);
        }
        Ok(())
    }
}

impl StartSleep {
    fn duration(&self) -> Result<Duration> {
        let ticks = match self.duration.as_ref().and_then(Value::data) {
            Some(Data::TimeSpan(ticks)) => *ticks,
            _ => 0,
        };
        if ticks / 10_000 > i64::from(i32::MAX) {
            let shown = crate::values::text(self.duration.as_ref().unwrap_or(&Value::Null));
            let text = format!(
                "The '-Duration' parameter value must not exceed '24.20:31:23.6470000', provided value was '{shown}'."
            );
            let id = "MaximumDurationExceeded";
            return Err(ErrorRecord::new(
                id,
                Category::InvalidArgument,
                system::exceptions::ARGUMENT,
                text,
            )
            .into());
        }
        Ok(Duration::from_nanos(
            u64::try_from(ticks).unwrap_or(0).saturating_mul(100),
        ))
    }
}

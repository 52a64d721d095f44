//! `Get-Uptime`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::types::system;
use stint_object::{Data, Value};

/// How long the machine runs, or since when.
#[derive(Params, Default)]
struct GetUptime {
    since: bool,
}

entry!("Get-Uptime", "GetUptimeCommand", GetUptime);

impl Cmdlet for GetUptime {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let text = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
        let seconds: i64 = text
            .split('.')
            .next()
            .and_then(|whole| whole.parse().ok())
            .unwrap_or(0);
        let span = Value::object(
            system::TIME_SPAN,
            Data::TimeSpan(seconds.saturating_mul(10_000_000)),
        );
        if !self.since {
            return cx.write(span);
        }
        let date = values::call_method(&values::now()?, "Subtract", &[span])?;
        cx.write(date)
    }
}

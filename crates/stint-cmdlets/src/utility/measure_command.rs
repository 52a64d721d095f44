//! `Measure-Command`.

use std::time::{Duration, Instant};
use stint_cmdlet::{Cmdlet, Cx, Params, Result, ScriptCall};
use stint_object::types::system;
use stint_object::{Data, Value};

/// Takes the time that a script block needs; its output is thrown away.
#[derive(Params, Default)]
struct MeasureCommand {
    input_object: Value,
    expression: Value,
    #[param(skip)]
    taken: Duration,
}

entry!("Measure-Command", "MeasureCommandCommand", MeasureCommand);

impl Cmdlet for MeasureCommand {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let call = ScriptCall {
            item: Some(self.input_object.clone()),
            ..ScriptCall::default()
        };
        let start = Instant::now();
        let result = cx.call(&self.expression, call);
        self.taken += start.elapsed();
        result.map(drop)
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let ticks = i64::try_from(self.taken.as_nanos() / 100).unwrap_or(i64::MAX);
        cx.write(Value::object(system::TIME_SPAN, Data::TimeSpan(ticks)))
    }
}

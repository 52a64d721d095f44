//! `Get-Date`.

use crate::utility::unix_date;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::types::{Type, TypeInfo};
use stint_object::{Data, Str, Value};

/// The time now, or a given one, as an object or as text.
#[derive(Params, Default)]
struct GetDate {
    date: Option<Value>,
    unix_time_seconds: Option<i64>,
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
    hour: Option<i32>,
    minute: Option<i32>,
    second: Option<i32>,
    millisecond: Option<i32>,
    display_hint: Option<Value>,
    #[param(name = "UFormat")]
    u_format: Option<Str>,
    format: Option<Str>,
    #[param(name = "AsUTC")]
    as_utc: bool,
}

entry!("Get-Date", "GetDateCommand", GetDate);

/// `Microsoft.PowerShell.Commands.DisplayHintType`.
pub(crate) const DISPLAY_HINT: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "Microsoft.PowerShell.Commands.DisplayHintType",
        &[("Date", 0), ("Time", 1), ("DateTime", 2)],
    );
    Type(&INFO)
};

impl Cmdlet for GetDate {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut date = self.start()?;
        if self.as_utc {
            date = values::call_method(&date, "ToUniversalTime", &[])?;
        }
        if let Some(format) = &self.u_format {
            let text = unix_date::format(&date, format)?;
            return cx.write(text);
        }
        if let Some(format) = &self.format {
            let text = formatted(&date, format)?;
            return cx.write(text);
        }
        let hint = match &self.display_hint {
            Some(hint) => hint.clone(),
            None => Value::object(DISPLAY_HINT, Data::Enum(2)),
        };
        cx.write(values::with_notes(date, &[("DisplayHint".into(), hint)]))
    }
}

impl GetDate {
    /// The moment, with its parts replaced by those given.
    fn start(&self) -> Result<Value> {
        let mut date = match (&self.date, self.unix_time_seconds) {
            (Some(date), _) => date.base().clone(),
            (None, Some(seconds)) => values::unix_time_to_local(seconds)?,
            (None, None) => values::now()?,
        };
        let parts = [
            (self.year, "Year", "AddYears"),
            (self.month, "Month", "AddMonths"),
            (self.day, "Day", "AddDays"),
            (self.hour, "Hour", "AddHours"),
            (self.minute, "Minute", "AddMinutes"),
            (self.second, "Second", "AddSeconds"),
            (self.millisecond, "Millisecond", "AddMilliseconds"),
        ];
        for (wanted, property, method) in parts {
            let (Some(wanted), Some(Value::Int32(now))) = (wanted, values::get(&date, property)?)
            else {
                continue;
            };
            date = values::call_method(&date, method, &[Value::Int32(wanted - now)])?;
        }
        if self.millisecond.is_some()
            && let Some(Value::Int64(ticks)) = values::get(&date, "Ticks")?
        {
            date = values::call_method(&date, "AddTicks", &[Value::Int64(-(ticks % 10_000))])?;
        }
        Ok(date)
    }
}

fn formatted(date: &Value, format: &str) -> Result<Value> {
    let universal = || values::call_method(date, "ToUniversalTime", &[]);
    let (date, format) = match format.to_ascii_lowercase().as_str() {
        "filedate" => (date.clone(), "yyyyMMdd"),
        "filedateuniversal" => (universal()?, "yyyyMMddZ"),
        "filedatetime" => (date.clone(), "yyyyMMddTHHmmssffff"),
        "filedatetimeuniversal" => (universal()?, "yyyyMMddTHHmmssffffZ"),
        _ => (date.clone(), format),
    };
    values::call_method(&date, "ToString", &[format.into()])
}

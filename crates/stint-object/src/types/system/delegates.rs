//! Delegate types: a script block converts to any of them, and stays one inside.

use crate::types::native::{Args, method, property};
use crate::types::{Kind, Method, Type, TypeInfo};
use crate::{Result, Value, access, convert};

/// Calls the block behind a delegate; the result becomes the type that the delegate gives.
fn invoke(this: &Value, args: &[Value]) -> Result<Value> {
    let arguments = args.items(0);
    let result = access::call_delegate(this, &arguments)?;
    let Some(ty) = this.ty() else {
        return Ok(result);
    };
    let name = ty.definition.map_or(ty.name(), |open| open.name());
    match (name, ty.arguments.last()) {
        (name, Some(last))
            if name.starts_with("System.Func`") || name.starts_with("System.Converter`") =>
        {
            convert::to(&result, *last)
        }
        (name, _) if name.starts_with("System.Predicate`") => convert::to(&result, super::BOOLEAN),
        (name, _) if name.starts_with("System.Comparison`") => convert::to(&result, super::INT32),
        (name, _) if name.starts_with("System.Action") => Ok(Value::Nothing),
        _ => Ok(result),
    }
}

const METHODS: &[Method] = &[
    method!(
        "System.Object Invoke(Params System.Object[] arguments)",
        |this, args| invoke(this, args)
    ),
    method!(
        "System.Object DynamicInvoke(Params System.Object[] args)",
        |this, args| invoke(this, args)
    ),
];

/// `System.Delegate`.
pub const DELEGATE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Delegate")
        .methods(METHODS)
        .properties(&[property!("System.Object Target {get;}", |_| Value::Null)]);
    Type(&INFO)
};

/// `System.MulticastDelegate`.
pub const MULTICAST_DELEGATE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.MulticastDelegate").base(DELEGATE);
    Type(&INFO)
};

macro_rules! delegates {
    ($($name:literal $parameters:expr;)*) => {
        /// Every delegate type, for look-up by name.
        pub static ALL: &[Type] = &[DELEGATE, MULTICAST_DELEGATE, $({
            static INFO: TypeInfo = TypeInfo::new(Kind::Delegate, $name).base(MULTICAST_DELEGATE).parameters($parameters);
            Type(&INFO)
        }),*];
    };
}

delegates! {
    "System.Action" &[];
    "System.Action`1" &["T"];
    "System.Action`2" &["T1", "T2"];
    "System.Action`3" &["T1", "T2", "T3"];
    "System.Action`4" &["T1", "T2", "T3", "T4"];
    "System.Func`1" &["TResult"];
    "System.Func`2" &["T", "TResult"];
    "System.Func`3" &["T1", "T2", "TResult"];
    "System.Func`4" &["T1", "T2", "T3", "TResult"];
    "System.Func`5" &["T1", "T2", "T3", "T4", "TResult"];
    "System.Predicate`1" &["T"];
    "System.Comparison`1" &["T"];
    "System.Converter`2" &["TInput", "TOutput"];
    "System.EventHandler" &[];
    "System.EventHandler`1" &["TEventArgs"];
    "System.AsyncCallback" &[];
    "System.Threading.ThreadStart" &[];
    "System.Threading.ParameterizedThreadStart" &[];
    "System.Threading.TimerCallback" &[];
    "System.Threading.WaitCallback" &[];
    "System.Text.RegularExpressions.MatchEvaluator" &[];
}

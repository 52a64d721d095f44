//! `PSSerializer`: CLIXML as text, for scripts.

use super::clixml;
use stint_object::types::native::{Args, method};
use stint_object::types::system::OBJECT;
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Result, Value};

/// How deep `Serialize` goes if it is not told.
const DEPTH: i32 = 1;

fn read(args: &[Value]) -> Result<Vec<Value>> {
    match args.string(0) {
        Some(text) => clixml::read(&text),
        None => Err(throw::argument_null("s")),
    }
}

/// `System.Management.Automation.PSSerializer`.
pub const PS_SERIALIZER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSSerializer")
        .base(OBJECT)
        .methods(&[
            method!(
                "static string Serialize(System.Object source)",
                |_, args| clixml::write(&args[..1], Some(DEPTH))
            ),
            method!(
                "static string Serialize(System.Object source, int depth)",
                |_, args| clixml::write(&args[..1], Some(args.int(1)))
            ),
            method!(
                "static System.Object Deserialize(string source)",
                |_, args| {
                    let mut values = read(args)?;
                    Ok(match values.len() {
                        0 => Value::Null,
                        1 => values.remove(0),
                        _ => Value::array(values),
                    }) as Result<Value>
                }
            ),
            method!(
                "static System.Object[] DeserializeAsList(string source)",
                |_, args| Ok(Value::array(read(args)?)) as Result<Value>
            ),
        ]);
    Type(&INFO)
};

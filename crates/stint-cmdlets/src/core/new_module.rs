//! `New-Module`.

use super::modules;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Makes a module of a script block.
#[derive(Params, Default)]
struct NewModule {
    name: Option<Str>,
    script_block: Value,
    return_result: bool,
    as_custom_object: bool,
    argument_list: Vec<Value>,
}

entry!("New-Module", "NewModuleCommand", NewModule);

impl Cmdlet for NewModule {
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let name = self.name.as_deref();
        let (module, output) =
            cx.session()
                .new_module(name, &self.script_block, &self.argument_list)?;
        if self.return_result {
            return cx.write_all(output);
        }
        cx.write(if self.as_custom_object {
            modules::custom_object(&module)
        } else {
            Value::Object(module)
        })
    }
}

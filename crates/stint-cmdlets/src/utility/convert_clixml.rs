//! `ConvertTo-CliXml` and `ConvertFrom-CliXml`.

use super::clixml;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

pub(crate) mod to {
    use super::*;

    /// `ConvertTo-CliXml`.
    #[derive(Params, Default)]
    struct ConvertToCliXml {
        input_object: Value,
        depth: Option<i32>,
        #[param(skip)]
        objects: Vec<Value>,
    }

    entry!(
        "ConvertTo-CliXml",
        "ConvertToClixmlCommand",
        ConvertToCliXml
    );

    impl Cmdlet for ConvertToCliXml {
        fn process(&mut self, _: &mut dyn Cx) -> Result<()> {
            self.objects.push(std::mem::take(&mut self.input_object));
            Ok(())
        }

        fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
            cx.write(clixml::write(&self.objects, self.depth)?.into())
        }
    }
}

pub(crate) mod from {
    use super::*;

    /// `ConvertFrom-CliXml`.
    #[derive(Params, Default)]
    struct ConvertFromCliXml {
        input_object: Str,
    }

    entry!(
        "ConvertFrom-CliXml",
        "ConvertFromClixmlCommand",
        ConvertFromCliXml
    );

    impl Cmdlet for ConvertFromCliXml {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let mut values = clixml::read(&self.input_object)?;
            match values.len() {
                0 => Ok(()),
                1 => cx.write(values.remove(0)),
                _ => cx.write(Value::array(values)),
            }
        }
    }
}

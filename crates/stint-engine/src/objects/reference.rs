//! `[ref]`: a reference to a variable.

use std::sync::Arc;
use stint_cmdlet::Variable;
use stint_object::types::system::ps_reference::{self, Place};
use stint_object::{Result, Value};

/// A variable as what a reference stands for.
struct Behind(Arc<Variable>);

impl Place for Behind {
    fn get(&self) -> Value {
        self.0.get()
    }

    fn set(&self, value: Value) -> Result<()> {
        let rs = crate::Runspace::current()?;
        crate::run::assign::set_variable(&rs, &self.0, value)
    }
}

/// A reference to a variable.
pub fn to(variable: Arc<Variable>) -> Value {
    ps_reference::to(Arc::new(Behind(variable)))
}

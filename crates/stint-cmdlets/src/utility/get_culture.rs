//! `Get-Culture` and `Get-UICulture`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::access;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::{Flow, Str, Type, Value};

/// The current culture, named ones, or all.
#[derive(Params, Default)]
struct GetCulture {
    name: Vec<Str>,
    no_user_overrides: bool,
    list_available: bool,
}

entry!("Get-Culture", "GetCultureCommand", GetCulture);

fn culture_info() -> Result<Type> {
    values::find_type("System.Globalization.CultureInfo")
        .ok_or_else(|| crate::refused::feature("cultures"))
}

impl Cmdlet for GetCulture {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let ty = culture_info()?;
        if self.list_available {
            let all = values::call_static(ty, "GetCultures", &[Value::Int32(7)])?;
            return cx.write_all(values::items(&all).unwrap_or_default());
        }
        if self.name.is_empty() {
            let current = access::get_static(ty, "CurrentCulture")?.unwrap_or_default();
            return cx.write(current);
        }
        for name in &self.name {
            match values::call_static(ty, "GetCultureInfo", &[name.clone().into()]) {
                Ok(culture) => cx.write(culture)?,
                Err(Flow::Error(error)) => {
                    let exception = match error.exception.data() {
                        Some(stint_object::Data::Exception(data)) if !data.inner.is_null() => {
                            data.inner.clone()
                        }
                        _ => error.exception.clone(),
                    };
                    cx.error(ErrorRecord::of(
                        exception,
                        "ItemNotFoundException",
                        Category::ObjectNotFound,
                        name.clone().into(),
                    ))?;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }
}

pub(crate) mod ui {
    use super::*;

    /// `Get-UICulture`.
    #[derive(Params, Default)]
    struct GetUiCulture {}

    entry!("Get-UICulture", "GetUICultureCommand", GetUiCulture);

    impl Cmdlet for GetUiCulture {
        fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let current =
                access::get_static(culture_info()?, "CurrentUICulture")?.unwrap_or_default();
            cx.write(current)
        }
    }
}

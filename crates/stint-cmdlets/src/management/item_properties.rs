//! `Get-ItemProperty`, `Get-ItemPropertyValue` and `Set-ItemProperty` of files.

use super::item;
use super::targets::Paths;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Str, Value};

fn missing(name: &str, path: &str) -> ErrorRecord {
    ErrorRecord::new(
        "PropertyNotFound",
        Category::InvalidArgument,
        exceptions::PS_ARGUMENT,
        format!("Property {name} does not exist at path {path}."),
    )
}

pub(super) mod get {
    use super::*;

    /// `Get-ItemProperty`.
    #[derive(Params, Default)]
    struct GetItemProperty {
        #[param(flatten)]
        paths: Paths,
        name: Vec<Str>,
    }

    entry!(
        "Get-ItemProperty",
        "GetItemPropertyCommand",
        GetItemProperty
    );

    impl Cmdlet for GetItemProperty {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            for place in self.paths.existing(cx, true)? {
                let object = match item::get(cx, &place) {
                    Ok(object) => object,
                    Err(error) => {
                        cx.error(error)?;
                        continue;
                    }
                };
                if self.name.is_empty() {
                    cx.write(object)?;
                    continue;
                }
                let mut notes: Vec<(Str, Value)> = Vec::new();
                for name in &self.name {
                    let names: Vec<Str> = values::property_names(&object)
                        .into_iter()
                        .filter(|known| values::matches_pattern(name, known))
                        .collect();
                    if names.is_empty() {
                        cx.error(missing(name, &place.path))?;
                    }
                    for name in names {
                        let value = values::get(&object, &name)?.unwrap_or_default();
                        notes.push((name, value));
                    }
                }
                if notes.is_empty() {
                    continue;
                }
                let mut places = item::notes(&place, false);
                places.retain(|(name, _)| &**name != "PSIsContainer");
                notes.extend(places);
                cx.write(values::custom(&notes))?;
            }
            Ok(())
        }
    }
}

pub(super) mod value {
    use super::*;

    /// `Get-ItemPropertyValue`.
    #[derive(Params, Default)]
    struct GetItemPropertyValue {
        #[param(flatten)]
        paths: Paths,
        name: Vec<Str>,
    }

    entry!(
        "Get-ItemPropertyValue",
        "GetItemPropertyValueCommand",
        GetItemPropertyValue
    );

    impl Cmdlet for GetItemPropertyValue {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            for place in self.paths.existing(cx, true)? {
                let Ok(object) = item::get(cx, &place) else {
                    continue;
                };
                for name in &self.name {
                    match values::property_name(&object, name) {
                        Some(name) => cx.write(values::get(&object, &name)?.unwrap_or_default())?,
                        None => cx.error(missing(name, &place.path))?,
                    }
                }
            }
            Ok(())
        }
    }
}

pub(super) mod set {
    use super::*;

    /// `Set-ItemProperty`.
    #[derive(Params, Default)]
    struct SetItemProperty {
        #[param(flatten)]
        paths: Paths,
        name: Str,
        value: Value,
        input_object: Value,
        force: bool,
        pass_thru: bool,
    }

    entry!(
        "Set-ItemProperty",
        "SetItemPropertyCommand",
        SetItemProperty
    );

    impl Cmdlet for SetItemProperty {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let pairs: Vec<(Str, Value)> = if self.input_object.is_null() {
                vec![(self.name.clone(), self.value.clone())]
            } else {
                let input = self.input_object.clone();
                values::property_names(&input)
                    .into_iter()
                    .map(|name| {
                        let value = values::get(&input, &name)
                            .ok()
                            .flatten()
                            .unwrap_or_default();
                        (name, value)
                    })
                    .collect()
            };
            for place in self.paths.existing(cx, true)? {
                let object = match item::get(cx, &place) {
                    Ok(object) => object,
                    Err(error) => {
                        cx.error(error)?;
                        continue;
                    }
                };
                let kind = if item::is_container(&place) {
                    "Directory"
                } else {
                    "File"
                };
                for (name, value) in &pairs {
                    if values::property_name(&object, name).is_none() {
                        cx.error(missing(name, &place.path))?;
                        continue;
                    }
                    let target = format!(
                        "Item: {} Property: {name} Value: {}",
                        place.path,
                        values::text(value)
                    );
                    if !cx.should_process(&target, &format!("Set Property {kind}"))? {
                        continue;
                    }
                    match values::set(&object, name, value.clone()) {
                        Err(Flow::Error(error)) => {
                            cx.error(ErrorRecord::of(
                                error.exception.clone(),
                                "SetPropertyError",
                                Category::InvalidOperation,
                                Value::Null,
                            ))?;
                        }
                        other => other?,
                    }
                }
                if self.pass_thru {
                    cx.write(object)?;
                }
            }
            Ok(())
        }
    }
}

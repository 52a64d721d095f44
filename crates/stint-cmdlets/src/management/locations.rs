//! `Get-Location`, `Set-Location`, `Push-Location` and `Pop-Location`.

use super::place::{self, Place};
use super::{item, place::Found};
use std::collections::HashMap;
use std::sync::Arc;
use stint_cmdlet::drives::{Drives, PathPayload, Provider, path_object};
use stint_cmdlet::session::Location;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::types::native::property;
use stint_object::types::system::exceptions;
use stint_object::types::{Type, TypeInfo};
use stint_object::{Lock, Object, Str, Value};

/// Named stacks of locations, and where `Set-Location -` and `+` lead; kept in a slot.
#[derive(Default)]
struct Stacks {
    named: Lock<HashMap<String, Vec<Location>>>,
    back: Lock<Vec<Location>>,
    forward: Lock<Vec<Location>>,
    default: Lock<String>,
}

fn stacks(cx: &mut dyn Cx) -> Arc<Stacks> {
    cx.slots().get_or_insert(Stacks::default)
}

fn key(stacks: &Stacks, name: &str) -> String {
    if name.is_empty() || name.eq_ignore_ascii_case("default") {
        stacks.default.lock().clone()
    } else {
        name.to_ascii_lowercase()
    }
}

fn object(cx: &mut dyn Cx, location: &Location) -> Value {
    path_object(PathPayload {
        path: location.path.clone(),
        provider_path: location.provider_path.clone(),
        drive: Drives::of(cx.slots()).find(&location.drive),
        provider: Provider::named(&location.provider).unwrap_or(Provider::FileSystem),
    })
}

fn location_of(place: &Place) -> Location {
    let path: Str = match place.provider {
        Provider::FileSystem => place.shown(),
        _ => format!(
            "{}:/",
            place
                .drive
                .as_ref()
                .map_or(place.provider.name(), |drive| &drive.name)
        )
        .into(),
    };
    Location {
        drive: place
            .drive
            .as_ref()
            .map_or_else(|| "/".into(), |drive| drive.name.clone()),
        provider: place.provider.name().into(),
        path,
        provider_path: place.path.clone(),
    }
}

/// The one container that a path means.
fn container(cx: &mut dyn Cx, text: &str, literal: bool) -> Found<Location> {
    let found = place::expand(cx, text, literal, false)?;
    match found.as_slice() {
        [place] if item::is_container(place) => Ok(location_of(place)),
        [place] if !item::exists(cx, place) => Err(place::not_found(&place.shown())),
        [_, _, ..] => Err(argument(format!(
            "Cannot set the location because path '{text}' resolved to multiple containers. You can only set the location to a single container at a time."
        ))),
        [place] => Err(argument(format!(
            "Cannot find path '{}' because it does not exist.",
            place.shown()
        ))
        .with_target(&*place.path)),
        [] => {
            let shown = place::parse(cx, text).map_or_else(|_| text.into(), |place| place.shown());
            Err(place::not_found(&shown))
        }
    }
}

fn argument(text: String) -> ErrorRecord {
    ErrorRecord::new(
        "Argument",
        Category::InvalidArgument,
        exceptions::PS_ARGUMENT,
        text,
    )
}

/// Goes somewhere and remembers where it was.
fn go(cx: &mut dyn Cx, to: Location) {
    let old = cx.session().location();
    let stacks = stacks(cx);
    stacks.back.lock().push(old);
    stacks.forward.lock().clear();
    cx.session().set_location(to);
}

pub(super) mod get {
    use super::*;

    /// `Get-Location`.
    #[derive(Params, Default)]
    struct GetLocation {
        #[param(name = "PSProvider")]
        ps_provider: Vec<Str>,
        #[param(name = "PSDrive")]
        ps_drive: Vec<Str>,
        stack: bool,
        stack_name: Vec<Str>,
    }

    entry!("Get-Location", "GetLocationCommand", GetLocation);

    impl Cmdlet for GetLocation {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            if self.stack || !self.stack_name.is_empty() {
                if self.stack_name.is_empty() {
                    self.stack_name.push("".into());
                }
                for name in std::mem::take(&mut self.stack_name) {
                    let stacks = stacks(cx);
                    let key = key(&stacks, &name);
                    let Some(list) = stacks
                        .named
                        .lock()
                        .get(&key)
                        .cloned()
                        .or_else(|| key.is_empty().then(Vec::new))
                    else {
                        let text = format!(
                            "Cannot find location stack '{name}'. It does not exist or it is not a container."
                        );
                        cx.error(argument(text))?;
                        continue;
                    };
                    let items = list
                        .iter()
                        .rev()
                        .map(|location| object(cx, location))
                        .collect();
                    cx.write(Value::Object(Object::opaque(
                        PATH_INFO_STACK,
                        StackPayload(items, name),
                    )))?;
                }
                return Ok(());
            }
            for name in &self.ps_drive {
                match Drives::of(cx.slots()).find(name) {
                    Some(drive) => {
                        let place = Place {
                            provider: drive.provider,
                            path: drive.root.clone(),
                            drive: Some(drive),
                            qualified: false,
                        };
                        let here = cx.session().location();
                        let shown = if here.drive.eq_ignore_ascii_case(name) {
                            object(cx, &here)
                        } else {
                            object(cx, &location_of(&place))
                        };
                        cx.write(shown)?;
                    }
                    None => cx.error(place::no_drive(name))?,
                }
            }
            if self.ps_drive.is_empty() {
                let here = cx.session().location();
                let shown = object(cx, &here);
                cx.write(shown)?;
            }
            Ok(())
        }
    }
}

struct StackPayload(Vec<Value>, Str);

impl Opaque for StackPayload {
    fn items(&self) -> Option<Vec<Value>> {
        Some(self.0.clone())
    }
}

/// `System.Management.Automation.PathInfoStack`.
pub(crate) const PATH_INFO_STACK: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PathInfoStack")
        .properties(&[
            property!("int Count {get;}", |this| this
                .payload::<StackPayload>()
                .map_or(0, |stack| stack.0.len())),
            property!("string Name {get;}", |this| this
                .payload::<StackPayload>()
                .map(|stack| if stack.1.is_empty() {
                    "default".into()
                } else {
                    stack.1.clone()
                })),
        ]);
    Type(&INFO)
};

pub(super) mod set {
    use super::*;

    /// `Set-Location`.
    #[derive(Params, Default)]
    struct SetLocation {
        path: Option<Str>,
        literal_path: Option<Str>,
        pass_thru: bool,
        stack_name: Option<Str>,
    }

    entry!("Set-Location", "SetLocationCommand", SetLocation);

    impl Cmdlet for SetLocation {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            if let Some(name) = &self.stack_name {
                *stacks(cx).default.lock() = if name.eq_ignore_ascii_case("default") {
                    String::new()
                } else {
                    name.to_ascii_lowercase()
                };
                return Ok(());
            }
            let literal = self.literal_path.is_some();
            let text = self
                .literal_path
                .clone()
                .or_else(|| self.path.clone())
                .unwrap_or_else(|| "~".into());
            let moved = match &*text {
                "-" if !literal => history(cx, true)?,
                "+" if !literal => history(cx, false)?,
                _ => match container(cx, &text, literal) {
                    Ok(to) => {
                        go(cx, to);
                        true
                    }
                    Err(error) => {
                        cx.error(error)?;
                        false
                    }
                },
            };
            if moved && self.pass_thru {
                let here = cx.session().location();
                let shown = object(cx, &here);
                cx.write(shown)?;
            }
            Ok(())
        }
    }

    fn history(cx: &mut dyn Cx, back: bool) -> Result<bool> {
        let stacks = stacks(cx);
        let (from, to) = if back {
            (&stacks.back, &stacks.forward)
        } else {
            (&stacks.forward, &stacks.back)
        };
        let Some(next) = from.lock().pop() else {
            let text = format!(
                "There is no location history left to navigate {}.",
                if back { "backwards" } else { "forwards" }
            );
            cx.error(ErrorRecord::new(
                "Argument",
                Category::InvalidOperation,
                exceptions::INVALID_OPERATION,
                text,
            ))?;
            return Ok(false);
        };
        to.lock().push(cx.session().location());
        cx.session().set_location(next);
        Ok(true)
    }
}

pub(super) mod push {
    use super::*;

    /// `Push-Location`.
    #[derive(Params, Default)]
    struct PushLocation {
        path: Option<Str>,
        literal_path: Option<Str>,
        pass_thru: bool,
        stack_name: Str,
    }

    entry!("Push-Location", "PushLocationCommand", PushLocation);

    impl Cmdlet for PushLocation {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let here = cx.session().location();
            let stacks = stacks(cx);
            let key = key(&stacks, &self.stack_name);
            stacks.named.lock().entry(key).or_default().push(here);
            let literal = self.literal_path.is_some();
            if let Some(text) = self.literal_path.clone().or_else(|| self.path.clone()) {
                match container(cx, &text, literal) {
                    Ok(to) => go(cx, to),
                    Err(error) => return cx.error(error),
                }
            }
            if self.pass_thru {
                let here = cx.session().location();
                let shown = object(cx, &here);
                cx.write(shown)?;
            }
            Ok(())
        }
    }
}

pub(super) mod pop {
    use super::*;

    /// `Pop-Location`.
    #[derive(Params, Default)]
    struct PopLocation {
        pass_thru: bool,
        stack_name: Str,
    }

    entry!("Pop-Location", "PopLocationCommand", PopLocation);

    impl Cmdlet for PopLocation {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let stacks = stacks(cx);
            let key = key(&stacks, &self.stack_name);
            let known = stacks.named.lock().contains_key(&key);
            let popped = stacks.named.lock().get_mut(&key).and_then(Vec::pop);
            match popped {
                Some(to) => go(cx, to),
                None if known || key.is_empty() => return Ok(()),
                None => {
                    let text = format!(
                        "Cannot find location stack '{}'. It does not exist or it is not a container.",
                        self.stack_name
                    );
                    return cx.error(argument(text));
                }
            }
            if self.pass_thru {
                let here = cx.session().location();
                let shown = object(cx, &here);
                cx.write(shown)?;
            }
            Ok(())
        }
    }
}

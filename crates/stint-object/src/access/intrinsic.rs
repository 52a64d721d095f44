//! What every value has without listing it: `psobject`, `psbase`, `psadapted`, `psextended`, `pstypenames`.

use super::psobject::{self, View};
use crate::{Result, Value};

/// Whether a name is reserved for these.
pub fn is_name(name: &str) -> bool {
    name.len() >= 6 && name.as_bytes()[..2].eq_ignore_ascii_case(b"ps") && view(name).is_some()
        || name.eq_ignore_ascii_case("pstypenames")
}

fn view(name: &str) -> Option<View> {
    [
        ("psobject", View::Object),
        ("psbase", View::Base),
        ("psadapted", View::Adapted),
        ("psextended", View::Extended),
    ]
    .into_iter()
    .find(|(known, _)| known.eq_ignore_ascii_case(name))
    .map(|(_, view)| view)
}

/// The reserved member of a value.
pub fn get(value: &Value, name: &str) -> Result<Option<Value>> {
    if value.is_null() {
        return Ok(None);
    }
    if name.eq_ignore_ascii_case("pstypenames") {
        return Ok(Some(psobject::type_name_list(value)));
    }
    Ok(view(name).map(|view| psobject::view(value, view)))
}

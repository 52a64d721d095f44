//! Types by the full names that the facts and .NET's `Type.ToString()` write.

use stint_object::Type;
use stint_object::types::registry;

/// The type of a full name: `System.String[]`, ``System.Nullable`1[System.Int32]``. `None` where it is not known here.
pub fn resolve(name: &str) -> Option<Type> {
    if let Some(element) = name.strip_suffix("[]") {
        return Some(registry::array_of(resolve(element)?, 1));
    }
    let Some((open, arguments)) = name.split_once('[') else {
        return registry::lookup(name);
    };
    let arguments: Option<Vec<Type>> = split(arguments.strip_suffix(']')?)
        .into_iter()
        .map(resolve)
        .collect();
    registry::close(registry::lookup(open)?, &arguments?)
}

/// The parts of a list of generic arguments.
pub(crate) fn split(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts
}

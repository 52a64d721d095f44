//! `-contains -notcontains -in -notin`.

use super::compare::scalar;
use super::{Case, Comparison};
use crate::{Result, Value, enumerate};

/// `collection -contains value`.
///
/// # Errors
/// When an element cannot be compared.
pub fn contains(collection: &Value, value: &Value, case: Case) -> Result<bool> {
    let Some(items) = enumerate::items(collection)? else {
        return scalar(Comparison::Eq, collection, value, case);
    };
    for item in items {
        if scalar(Comparison::Eq, &item?, value, case)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `collection -notcontains value`.
///
/// # Errors
/// As for [`contains`].
pub fn not_contains(collection: &Value, value: &Value, case: Case) -> Result<bool> {
    contains(collection, value, case).map(|found| !found)
}

/// `value -in collection`.
///
/// # Errors
/// As for [`contains`].
pub fn is_in(value: &Value, collection: &Value, case: Case) -> Result<bool> {
    contains(collection, value, case)
}

/// `value -notin collection`.
///
/// # Errors
/// As for [`contains`].
pub fn not_in(value: &Value, collection: &Value, case: Case) -> Result<bool> {
    contains(collection, value, case).map(|found| !found)
}

//! `.types.ps1xml` files, for `Update-TypeData -AppendPath`.

use stint_cmdlet::{Cx, Result};

/// Loads a file of type data.
///
/// # Errors
/// Always: such files are not read.
pub(crate) fn load(_: &mut dyn Cx, _: &str) -> Result<()> {
    Err(crate::refused::feature(
        "type data files; use Update-TypeData -TypeName",
    ))
}

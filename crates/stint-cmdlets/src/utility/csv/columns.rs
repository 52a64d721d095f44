//! `-Delimiter` and `-UseCulture`.

use stint_cmdlet::Params;
use stint_object::text::culture::Culture;

/// What stands between columns.
#[derive(Params, Default)]
pub(crate) struct Columns {
    delimiter: Option<u16>,
    use_culture: bool,
}

impl Columns {
    /// The character.
    pub(crate) fn delimiter(&self) -> char {
        if self.use_culture {
            return Culture::current()
                .list_separator
                .chars()
                .next()
                .unwrap_or(',');
        }
        self.delimiter
            .filter(|unit| *unit != 0)
            .and_then(|unit| char::from_u32(u32::from(unit)))
            .unwrap_or(',')
    }
}

//! `System.Single`.

use super::reals::real_members;
use crate::text::number_format::format_f32;
use crate::text::number_parse::parse_f32;
use crate::types::join;

real_members!(
    f32, u32, Single, "float", "Single", 13, "f", parse_f32, format_f32
);

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Single")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING, FUNCTIONS, TESTS])
    .properties(PROPERTIES);

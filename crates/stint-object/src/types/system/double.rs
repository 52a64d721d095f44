//! `System.Double`.

use super::reals::real_members;
use crate::text::number_format::format_f64;
use crate::text::number_parse::parse_f64;
use crate::types::join;

real_members!(
    f64, u64, Double, "double", "Double", 14, "d", parse_f64, format_f64
);

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Double")
    .interfaces(INTERFACES)
    .methods(join![METHODS, numbers::SPAN_FORMATTING, FUNCTIONS, TESTS])
    .properties(PROPERTIES);

//! How good conversions are, and those between numbers.

use super::number::{integer_type, is_real};
use crate::Type;
use crate::types::system;

/// How good a conversion is: what the choice between overloads compares. The numbers are PowerShell's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rank(pub u16);

#[allow(
    missing_docs,
    non_upper_case_globals,
    reason = "the names are PowerShell's own"
)]
impl Rank {
    pub const None: Rank = Rank(0x0000);
    pub const UnrelatedArrays: Rank = Rank(0x000F);
    pub const ToString: Rank = Rank(0x001F);
    pub const Custom: Rank = Rank(0x002F);
    pub const IConvertible: Rank = Rank(0x003F);
    pub const ImplicitCast: Rank = Rank(0x004F);
    pub const ExplicitCast: Rank = Rank(0x005F);
    pub const ConstructorS2A: Rank = Rank(0x0067);
    pub const Constructor: Rank = Rank(0x006F);
    pub const Create: Rank = Rank(0x0073);
    pub const Parse: Rank = Rank(0x007F);
    pub const PSObject: Rank = Rank(0x008F);
    pub const LanguageS2A: Rank = Rank(0x0097);
    pub const Language: Rank = Rank(0x009F);
    pub const NullToValue: Rank = Rank(0x00AF);
    pub const NullToRef: Rank = Rank(0x00BF);
    pub const NumericExplicit: Rank = Rank(0x00CF);
    pub const NumericExplicit1: Rank = Rank(0x00DF);
    pub const NumericString: Rank = Rank(0x00EF);
    pub const NumericImplicit: Rank = Rank(0x00FF);
    pub const Assignable: Rank = Rank(0x010F);
    pub const StringToCharArray: Rank = Rank(0x011A);
    pub const Identity: Rank = Rank(0x011F);

    /// The rank of a scalar that becomes an array of one.
    #[must_use]
    pub const fn scalar_to_array(self) -> Rank {
        Rank(self.0 & 0xFFF7)
    }
}

/// Integers by width: signed and unsigned ones in step.
pub(super) fn width(ty: Type) -> Option<(u8, bool)> {
    use crate::text::number_parse::IntegerType as I;
    Some(match integer_type(ty)? {
        I::SByte => (0, true),
        I::Byte => (0, false),
        I::Int16 => (1, true),
        I::UInt16 => (1, false),
        I::Int32 => (2, true),
        I::UInt32 => (2, false),
        I::Int64 => (3, true),
        I::UInt64 => (3, false),
    })
}

/// The rank between two numeric types.
pub(super) fn numeric_rank(from: Type, ty: Type) -> Option<Rank> {
    match (width(from), width(ty)) {
        (Some((a, a_signed)), Some((b, b_signed))) => Some(if a < b {
            if a_signed && !b_signed {
                Rank::NumericExplicit1
            } else {
                Rank::NumericImplicit
            }
        } else if a == b && a_signed && !b_signed {
            Rank::NumericExplicit1
        } else {
            Rank::NumericExplicit
        }),
        (Some(_), None) if is_real(ty) => Some(Rank::NumericImplicit),
        (None, Some(_)) => Some(Rank::NumericExplicit),
        (None, None) if is_real(ty) => Some(if from == system::DECIMAL {
            Rank::NumericExplicit1
        } else if from == system::SINGLE && ty == system::DOUBLE {
            Rank::NumericImplicit
        } else {
            Rank::NumericExplicit
        }),
        _ => None,
    }
}

//! Unicode general categories as sets, and what `\w`, `\d`, `\s` and `\b` mean.

use unicode_general_category::{GeneralCategory, get_general_category};

/// A set of general categories, and perhaps all white space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Categories(u32);

const LU: u32 = 1;
const LL: u32 = 1 << 1;
const LT: u32 = 1 << 2;
const LM: u32 = 1 << 3;
const LO: u32 = 1 << 4;
const MN: u32 = 1 << 5;
const MC: u32 = 1 << 6;
const ME: u32 = 1 << 7;
const ND: u32 = 1 << 8;
const NL: u32 = 1 << 9;
const NO: u32 = 1 << 10;
const ZS: u32 = 1 << 11;
const ZL: u32 = 1 << 12;
const ZP: u32 = 1 << 13;
const CC: u32 = 1 << 14;
const CF: u32 = 1 << 15;
const CS: u32 = 1 << 16;
const CO: u32 = 1 << 17;
const PC: u32 = 1 << 18;
const PD: u32 = 1 << 19;
const PS: u32 = 1 << 20;
const PE: u32 = 1 << 21;
const PI: u32 = 1 << 22;
const PF: u32 = 1 << 23;
const PO: u32 = 1 << 24;
const SM: u32 = 1 << 25;
const SC: u32 = 1 << 26;
const SK: u32 = 1 << 27;
const SO: u32 = 1 << 28;
const CN: u32 = 1 << 29;
const WHITE: u32 = 1 << 30;

const CASED: u32 = LU | LL | LT;
const LETTER: u32 = CASED | LM | LO;

impl Categories {
    /// `\w`.
    pub(super) const WORD: Self = Self(LETTER | MN | ND | PC);
    /// `\d`.
    pub(super) const DIGIT: Self = Self(ND);
    /// `\s`.
    pub(super) const SPACE: Self = Self(WHITE);

    /// By the name in `\p{..}`; where case is ignored, one kind of case means all.
    pub(super) fn by_name(name: &str, ignore_case: bool) -> Option<Self> {
        let set = match name {
            "L" => LETTER,
            "Lu" | "Ll" | "Lt" if ignore_case => CASED,
            "Lu" => LU,
            "Ll" => LL,
            "Lt" => LT,
            "Lm" => LM,
            "Lo" => LO,
            "M" => MN | MC | ME,
            "Mn" => MN,
            "Mc" => MC,
            "Me" => ME,
            "N" => ND | NL | NO,
            "Nd" => ND,
            "Nl" => NL,
            "No" => NO,
            "Z" => ZS | ZL | ZP,
            "Zs" => ZS,
            "Zl" => ZL,
            "Zp" => ZP,
            "C" => CC | CF | CS | CO | CN,
            "Cc" => CC,
            "Cf" => CF,
            "Cs" => CS,
            "Co" => CO,
            "Cn" => CN,
            "P" => PC | PD | PS | PE | PI | PF | PO,
            "Pc" => PC,
            "Pd" => PD,
            "Ps" => PS,
            "Pe" => PE,
            "Pi" => PI,
            "Pf" => PF,
            "Po" => PO,
            "S" => SM | SC | SK | SO,
            "Sm" => SM,
            "Sc" => SC,
            "Sk" => SK,
            "So" => SO,
            _ => return None,
        };
        Some(Self(set))
    }

    /// Whether a UTF-16 unit is of one of these.
    pub(super) fn contain(self, unit: u16) -> bool {
        if self.0 & WHITE != 0 && is_white(unit) {
            return true;
        }
        self.0 & category_of(unit) & !WHITE != 0
    }
}

/// `Char.IsWhiteSpace`.
pub(super) fn is_white(unit: u16) -> bool {
    char::from_u32(u32::from(unit)).is_some_and(char::is_whitespace)
}

/// `\w` and the joiners: what `\b` stands between, and what group names are made of.
pub(super) fn is_boundary_word(unit: u16) -> bool {
    match u8::try_from(unit) {
        Ok(byte) if byte < 0x80 => byte.is_ascii_alphanumeric() || byte == b'_',
        _ => matches!(unit, 0x200C | 0x200D) || Categories::WORD.contain(unit),
    }
}

/// `\b` under ECMAScript.
pub(super) fn is_ecma_word(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        || unit == 0x130
}

fn category_of(unit: u16) -> u32 {
    let Some(sign) = char::from_u32(u32::from(unit)) else {
        return CS;
    };
    match get_general_category(sign) {
        GeneralCategory::UppercaseLetter => LU,
        GeneralCategory::LowercaseLetter => LL,
        GeneralCategory::TitlecaseLetter => LT,
        GeneralCategory::ModifierLetter => LM,
        GeneralCategory::OtherLetter => LO,
        GeneralCategory::NonspacingMark => MN,
        GeneralCategory::SpacingMark => MC,
        GeneralCategory::EnclosingMark => ME,
        GeneralCategory::DecimalNumber => ND,
        GeneralCategory::LetterNumber => NL,
        GeneralCategory::OtherNumber => NO,
        GeneralCategory::SpaceSeparator => ZS,
        GeneralCategory::LineSeparator => ZL,
        GeneralCategory::ParagraphSeparator => ZP,
        GeneralCategory::Control => CC,
        GeneralCategory::Format => CF,
        GeneralCategory::Surrogate => CS,
        GeneralCategory::PrivateUse => CO,
        GeneralCategory::ConnectorPunctuation => PC,
        GeneralCategory::DashPunctuation => PD,
        GeneralCategory::OpenPunctuation => PS,
        GeneralCategory::ClosePunctuation => PE,
        GeneralCategory::InitialPunctuation => PI,
        GeneralCategory::FinalPunctuation => PF,
        GeneralCategory::OtherPunctuation => PO,
        GeneralCategory::MathSymbol => SM,
        GeneralCategory::CurrencySymbol => SC,
        GeneralCategory::ModifierSymbol => SK,
        GeneralCategory::OtherSymbol => SO,
        _ => CN,
    }
}

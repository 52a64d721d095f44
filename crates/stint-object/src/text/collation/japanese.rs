//! Width and kana type, which ICU treats like case and .NET does not: overlooking case must not overlook them, and overlooking them
//! must not overlook case.
//!
//! .NET adds rules to the collator that put `ｶ` right behind `カ` and `カ` right behind `か`, as letters of their own. Here the two
//! strings are walked together to the first difference; if that is only one of width or kana, it decides.

use std::cmp::Ordering;

use super::options::CompareOptions;
use crate::text::casing::simple_lower;

/// Whether a string has characters that come in several widths or kana types.
pub(super) fn concerns(text: &str) -> bool {
    text.chars()
        .any(|sign| matches!(u32::from(sign), 0x3041..=0x309E | 0x30A1..=0x30FE | 0xFF01..=0xFFE6))
}

/// Half-width katakana U+FF66 to U+FF9D and what they are in full width.
const KATAKANA: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// The character of usual width: narrow for Latin and symbols, wide for katakana and Hangul. And whether `sign` is the other one.
fn usual_width(sign: char) -> Option<char> {
    let code = u32::from(sign);
    match code {
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0),
        0xFF61 => Some('。'),
        0xFF62 => Some('「'),
        0xFF63 => Some('」'),
        0xFF64 => Some('、'),
        0xFF65 => Some('・'),
        0xFF70 => None,
        0xFF66..=0xFF9D => KATAKANA.chars().nth(code as usize - 0xFF66),
        0xFFA0 => Some('\u{3164}'),
        0xFFA1..=0xFFBE => char::from_u32(code - 0xFFA1 + 0x3131),
        0xFFC2..=0xFFC7 => char::from_u32(code - 0xFFC2 + 0x314F),
        0xFFCA..=0xFFCF => char::from_u32(code - 0xFFCA + 0x3155),
        0xFFD2..=0xFFD7 => char::from_u32(code - 0xFFD2 + 0x315B),
        0xFFDA..=0xFFDC => char::from_u32(code - 0xFFDA + 0x3161),
        0xFFE0 => Some('¢'),
        0xFFE1 => Some('£'),
        0xFFE2 => Some('¬'),
        0xFFE3 => Some('¯'),
        0xFFE4 => Some('¦'),
        0xFFE5 => Some('¥'),
        0xFFE6 => Some('₩'),
        _ => None,
    }
}

/// The hiragana of a katakana.
fn hiragana(sign: char) -> Option<char> {
    match u32::from(sign) {
        code @ (0x30A1..=0x30F6 | 0x30FD | 0x30FE) => char::from_u32(code - 0x60),
        _ => None,
    }
}

/// A character without width (and kana type), and how many steps it stands behind that.
fn base(sign: char, width: bool, kana: bool) -> (char, u8) {
    let mut base = sign;
    let mut steps = 0;
    if width && let Some(usual) = usual_width(base) {
        base = usual;
        steps += 2;
    }
    if kana && let Some(soft) = hiragana(base) {
        base = soft;
        steps += 1;
    }
    (base, steps)
}

/// Compares with `collate`, which overlooks width and kana type exactly when it overlooks case or marks.
pub(super) fn compare(
    a: &str,
    b: &str,
    options: CompareOptions,
    collate: impl Fn(&str, &str) -> Ordering,
) -> Ordering {
    let weak = options.allows(CompareOptions::IGNORE_CASE)
        || options.allows(CompareOptions::IGNORE_NON_SPACE);
    let ignores_width = options.allows(CompareOptions::IGNORE_WIDTH);
    let ignores_kana = options.allows(CompareOptions::IGNORE_KANA_TYPE);
    if !weak {
        let fold = |text: &str| -> String {
            text.chars()
                .map(|sign| base(sign, ignores_width, ignores_kana).0)
                .collect()
        };
        return collate(&fold(a), &fold(b));
    }
    for (left, right) in a.chars().zip(b.chars()) {
        if left == right {
            continue;
        }
        let (left, left_steps) = base(left, !ignores_width, !ignores_kana);
        let (right, right_steps) = base(right, !ignores_width, !ignores_kana);
        if left != right && simple_lower(left) != simple_lower(right) {
            break;
        }
        if left_steps != right_steps {
            return left_steps.cmp(&right_steps);
        }
    }
    collate(a, b)
}

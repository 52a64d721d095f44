//! The root collation of ASCII text.

use std::cmp::Ordering;

/// ASCII in the order of the root collation; what is missing is ignored. Letters of both cases weigh the same at first.
const ORDER: &[u8] =
    b"\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

const WEIGHTS: [u8; 128] = {
    let mut weights = [0u8; 128];
    let mut index = 0;
    while index < ORDER.len() {
        #[expect(clippy::cast_possible_truncation, reason = "fewer than 128 entries")]
        let weight = index as u8 + 1;
        weights[ORDER[index] as usize] = weight;
        weights[ORDER[index].to_ascii_uppercase() as usize] = weight;
        index += 1;
    }
    weights
};

fn weight(byte: u8) -> u8 {
    WEIGHTS[usize::from(byte & 0x7f)]
}

/// Compares two strings of ASCII bytes: letters first, then, unless overlooked, lower case before upper.
pub(super) fn compare(a: &[u8], b: &[u8], ignore_case: bool) -> Ordering {
    let mut left = a.iter().copied().filter(|byte| weight(*byte) != 0);
    let mut right = b.iter().copied().filter(|byte| weight(*byte) != 0);
    let mut case = Ordering::Equal;
    loop {
        match (left.next(), right.next()) {
            (Some(a), Some(b)) => {
                let order = weight(a).cmp(&weight(b));
                if order != Ordering::Equal {
                    return order;
                }
                if case == Ordering::Equal {
                    case = a.is_ascii_uppercase().cmp(&b.is_ascii_uppercase());
                }
            }
            (Some(_), None) => return Ordering::Greater,
            (None, Some(_)) => return Ordering::Less,
            (None, None) if ignore_case => return Ordering::Equal,
            (None, None) => return case,
        }
    }
}

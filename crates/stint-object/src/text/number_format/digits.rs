//! A number as decimal digits: the form that every format works on.

/// What the digits came from; the kinds round and show a negative zero differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    Integer,
    Decimal,
    /// Digits are already rounded, and there is a negative zero.
    Real,
}

/// `0.d1d2d3... * 10^scale`, with a sign.
#[derive(Clone, Debug)]
pub(super) struct Digits {
    pub(super) digits: Vec<u8>,
    pub(super) scale: i32,
    pub(super) negative: bool,
    pub(super) origin: Origin,
}

impl Digits {
    /// From the decimal digits of a whole number.
    pub(super) fn whole(text: &str, negative: bool, origin: Origin) -> Digits {
        let digits: Vec<u8> = text.trim_start_matches('0').bytes().collect();
        let scale = i32::try_from(digits.len()).unwrap_or(i32::MAX);
        Digits {
            digits,
            scale,
            negative,
            origin,
        }
    }

    /// The digit at `index`, or none past the end.
    pub(super) fn at(&self, index: usize) -> Option<u8> {
        self.digits.get(index).copied()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Keeps `keep` digits, rounding half away from zero unless the digits are `rounded` already.
    pub(super) fn round(&mut self, keep: i64, rounded: bool) {
        let keep = usize::try_from(keep.max(0)).unwrap_or(usize::MAX);
        let mut length = self.digits.len().min(keep);
        let up = length == keep && !rounded && self.at(length).is_some_and(|digit| digit >= b'5');
        if up {
            while length > 0 && self.digits[length - 1] == b'9' {
                length -= 1;
            }
            if length > 0 {
                self.digits[length - 1] += 1;
            } else {
                self.scale += 1;
                self.digits[0] = b'1';
                length = 1;
            }
        } else {
            while length > 0 && self.digits[length - 1] == b'0' {
                length -= 1;
            }
        }
        self.digits.truncate(length);
        if self.digits.is_empty() {
            if self.origin != Origin::Real {
                self.negative = false;
            }
            self.scale = 0;
        }
    }

    /// Whether standard formats must not round again.
    pub(super) fn is_rounded(&self) -> bool {
        self.origin == Origin::Real
    }
}

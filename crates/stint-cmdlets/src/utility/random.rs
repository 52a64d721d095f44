//! Random numbers for `Get-Random`: from the system, or from a seed as .NET's `Random` draws them.

use stint_object::Lock;

/// A source of random bytes.
pub(crate) enum Generator {
    /// The system's.
    System,
    /// .NET's subtractive generator, which gives the same numbers for a seed for ever.
    Seeded(Box<Subtractive>),
}

/// The state of .NET's seeded generator.
pub(crate) struct Subtractive {
    seeds: [i32; 56],
    next: usize,
    next_behind: usize,
}

impl Subtractive {
    /// Starts from a seed.
    pub(crate) fn new(seed: i32) -> Self {
        let mut seeds = [0_i32; 56];
        let subtraction = if seed == i32::MIN {
            i32::MAX
        } else {
            seed.abs()
        };
        let mut mj = 161_803_398_i32.wrapping_sub(subtraction);
        seeds[55] = mj;
        let mut mk = 1;
        let mut at = 0;
        for _ in 1..55 {
            at += 21;
            if at >= 55 {
                at -= 55;
            }
            seeds[at] = mk;
            mk = mj.wrapping_sub(mk);
            if mk < 0 {
                mk = mk.wrapping_add(i32::MAX);
            }
            mj = seeds[at];
        }
        for _ in 1..5 {
            for k in 1..56 {
                let mut n = k + 30;
                if n >= 55 {
                    n -= 55;
                }
                seeds[k] = seeds[k].wrapping_sub(seeds[1 + n]);
                if seeds[k] < 0 {
                    seeds[k] = seeds[k].wrapping_add(i32::MAX);
                }
            }
        }
        Self {
            seeds,
            next: 0,
            next_behind: 21,
        }
    }

    fn sample(&mut self) -> i32 {
        self.next = if self.next >= 55 { 1 } else { self.next + 1 };
        self.next_behind = if self.next_behind >= 55 {
            1
        } else {
            self.next_behind + 1
        };
        let mut value = self.seeds[self.next].wrapping_sub(self.seeds[self.next_behind]);
        if value == i32::MAX {
            value -= 1;
        }
        if value < 0 {
            value = value.wrapping_add(i32::MAX);
        }
        self.seeds[self.next] = value;
        value
    }
}

impl Generator {
    /// From a seed.
    pub(crate) fn seeded(seed: i32) -> Self {
        Self::Seeded(Box::new(Subtractive::new(seed)))
    }

    /// Fills bytes.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) {
        match self {
            Self::System => {
                for chunk in bytes.chunks_mut(16) {
                    chunk.copy_from_slice(&uuid_bytes()[..chunk.len()]);
                }
            }
            Self::Seeded(state) => bytes
                .iter_mut()
                .for_each(|byte| *byte = state.sample().to_le_bytes()[0]),
        }
    }

    fn sample(&mut self) -> i32 {
        let mut bytes = [0; 4];
        self.fill(&mut bytes);
        i32::from_le_bytes(bytes)
    }

    fn next(&mut self) -> i32 {
        loop {
            match self.sample() {
                i32::MAX => {}
                number if number < 0 => return number.wrapping_add(i32::MAX),
                number => return number,
            }
        }
    }

    /// From 0 up to 1.
    pub(crate) fn double(&mut self) -> f64 {
        f64::from(self.next()) * (1.0 / f64::from(i32::MAX))
    }

    /// From `low` up to, and without, `high`.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let range = i64::from(high) - i64::from(low);
        if range <= i64::from(i32::MAX) {
            return (self.double() * range as f64) as i32 + low;
        }
        let mut sample = i64::from(i32::MAX);
        while sample == i64::from(i32::MAX) {
            sample = i64::from(self.sample());
        }
        let large = (sample + i64::from(i32::MAX)) as f64 * (1.0 / (2.0 * f64::from(i32::MAX)));
        ((large * range as f64) as i64 + i64::from(low)) as i32
    }

    /// The same for long numbers.
    pub(crate) fn between_long(&mut self, low: i64, high: i64) -> i64 {
        let range = i128::from(high) - i128::from(low);
        if range <= i128::from(i32::MAX) {
            return low + i64::from(self.between(0, range as i32));
        }
        let range = range as u64;
        let mask = u64::MAX >> range.leading_zeros();
        loop {
            let mut bytes = [0; 8];
            self.fill(&mut bytes);
            let number = u64::from_le_bytes(bytes) & mask;
            if number < range {
                return (low as f64 + number as f64) as i64;
            }
        }
    }

    /// The same for doubles.
    pub(crate) fn between_double(&mut self, low: f64, high: f64) -> f64 {
        let mut range = high - low;
        loop {
            let r = self.double();
            let number = if range.is_infinite() {
                low + r * high - r * low
            } else {
                low + r * range
            };
            if number < high {
                return number;
            }
            range *= r;
        }
    }
}

/// Random bits of the system, as a version 4 UUID's bytes with its fixed bits mixed away.
fn uuid_bytes() -> [u8; 16] {
    let (a, b) = (
        *uuid::Uuid::new_v4().as_bytes(),
        *uuid::Uuid::new_v4().as_bytes(),
    );
    std::array::from_fn(|at| match at {
        6 | 8 => a[at].rotate_left(4) ^ b[15 - at] ^ (b[at] >> 1),
        _ => a[at],
    })
}

/// The generator that `-SetSeed` leaves behind for the runspace.
#[derive(Default)]
pub(crate) struct Kept(pub Lock<Option<Generator>>);

//! `System.Random`: with a seed the numbers that .NET has always given for it, without one numbers of the system.

use crate::object::{Object, Opaque};
use crate::types::native::{Args, method, property};
use crate::types::{Method, Type, TypeInfo, throw};
use crate::{Lock, Result, Value};

/// The payload.
pub struct Random(Lock<Generator>);

impl Opaque for Random {}

/// Where numbers come from.
enum Generator {
    /// Knuth's subtractive generator, as .NET keeps it for seeds.
    Seeded(Box<Subtractive>),
    /// xoshiro256** with a random state.
    Free([u64; 4]),
}

/// Knuth's subtractive generator.
pub struct Subtractive {
    seeds: [i32; 56],
    next: usize,
    behind: usize,
}

impl Subtractive {
    /// The generator of a seed.
    pub fn new(seed: i32) -> Self {
        let mut seeds = [0i32; 56];
        let subtraction = if seed == i32::MIN {
            i32::MAX
        } else {
            seed.abs()
        };
        let mut mj = 161_803_398 - subtraction;
        seeds[55] = mj;
        let mut mk = 1;
        let mut ii = 0usize;
        for _ in 1..55 {
            ii += 21;
            if ii >= 55 {
                ii -= 55;
            }
            seeds[ii] = mk;
            mk = mj.wrapping_sub(mk);
            if mk < 0 {
                mk = mk.wrapping_add(i32::MAX);
            }
            mj = seeds[ii];
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
            behind: 21,
        }
    }

    /// The next number below `i32::MAX`.
    pub fn sample(&mut self) -> i32 {
        let step = |at: usize| if at + 1 >= 56 { 1 } else { at + 1 };
        self.next = step(self.next);
        self.behind = step(self.behind);
        let mut value = self.seeds[self.next].wrapping_sub(self.seeds[self.behind]);
        if value == i32::MAX {
            value -= 1;
        }
        if value < 0 {
            value = value.wrapping_add(i32::MAX);
        }
        self.seeds[self.next] = value;
        value
    }

    /// The next number from 0 up to, and without, 1.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.sample()) * (1.0 / f64::from(i32::MAX))
    }

    /// A number for a range wider than an `int`.
    fn wide(&mut self) -> f64 {
        let mut value = self.sample();
        if self.sample() % 2 == 0 {
            value = -value;
        }
        (f64::from(value) + f64::from(i32::MAX - 1)) / (2.0 * f64::from(i32::MAX) - 1.0)
    }
}

impl Generator {
    fn free() -> Self {
        let seed = || {
            let bytes = *uuid::Uuid::new_v4().as_bytes();
            u64::from_le_bytes([
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[9], bytes[10],
            ])
        };
        Self::Free([seed() | 1, seed(), seed(), seed()])
    }

    fn bits(state: &mut [u64; 4]) -> u64 {
        let result = state[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = state[3].rotate_left(45);
        result
    }

    fn unit(&mut self) -> f64 {
        match self {
            Self::Seeded(seeded) => seeded.unit(),
            Self::Free(state) => (Self::bits(state) >> 11) as f64 / (1u64 << 53) as f64,
        }
    }

    fn int(&mut self, min: i64, max: i64) -> i64 {
        let range = max - min;
        if range <= 1 {
            return min;
        }
        match self {
            Self::Seeded(seeded) if range <= i64::from(i32::MAX) => {
                min + (seeded.unit() * range as f64) as i64
            }
            Self::Seeded(seeded) => min + (seeded.wide() * range as f64) as i64,
            Self::Free(state) => min + (Self::bits(state) % range as u64) as i64,
        }
    }

    fn fill(&mut self, len: usize) -> Vec<u8> {
        (0..len)
            .map(|_| match self {
                Self::Seeded(seeded) => seeded.sample() as u8,
                Self::Free(state) => Self::bits(state) as u8,
            })
            .collect()
    }
}

fn with<R>(this: &Value, run: impl FnOnce(&mut Generator) -> R) -> R {
    match this.payload::<Random>() {
        Some(random) => run(&mut random.0.lock()),
        None => run(&mut Generator::free()),
    }
}

fn made(generator: Generator) -> Value {
    Value::Object(Object::opaque(RANDOM, Random(Lock::new(generator))))
}

fn below(this: &Value, min: i64, max: i64, wide: bool) -> Result<i64> {
    if min > max {
        return Err(if min == 0 {
            throw::argument_out_of_range("'maxValue' must be greater than zero.", "maxValue")
        } else {
            throw::argument_out_of_range("'minValue' cannot be greater than maxValue.", "minValue")
        });
    }
    let _ = wide;
    Ok(with(this, |generator| generator.int(min, max)))
}

const METHODS: &[Method] = &[
    method!("int Next()", |this, _| with(
        this,
        |generator| match generator {
            Generator::Seeded(seeded) => seeded.sample(),
            Generator::Free(state) => (Generator::bits(state) % i32::MAX as u64) as i32,
        }
    )),
    method!(
        "int Next(int maxValue)",
        |this, args| Ok(below(this, 0, args.long(0), false)? as i32) as Result<i32>
    ),
    method!(
        "int Next(int minValue, int maxValue)",
        |this, args| Ok(below(this, args.long(0), args.long(1), false)? as i32) as Result<i32>
    ),
    method!("long NextInt64()", |this, _| with(this, |generator| {
        generator.int(0, i64::MAX)
    })),
    method!("long NextInt64(long maxValue)", |this, args| below(
        this,
        0,
        args.long(0),
        true
    )),
    method!(
        "long NextInt64(long minValue, long maxValue)",
        |this, args| below(this, args.long(0), args.long(1), true)
    ),
    method!("float NextSingle()", |this, _| with(this, Generator::unit)
        as f32),
    method!("double NextDouble()", |this, _| with(this, Generator::unit)),
    method!("void NextBytes(byte[] buffer)", |this, args| {
        let Some(array) = args.at(0).as_array() else {
            return Err(throw::argument_null("buffer"));
        };
        for (at, byte) in with(this, |generator| generator.fill(array.len()))
            .into_iter()
            .enumerate()
        {
            array.set(at, Value::Byte(byte));
        }
        Ok(())
    }),
    method!("T[] GetItems[T](T[] choices, int length)", |this, args| {
        let items = args.items(0);
        let picked = (0..args.int(1).max(0)).map(|_| {
            items[with(this, |generator| generator.int(0, items.len() as i64)) as usize].clone()
        });
        if items.is_empty() {
            Value::array(Vec::new())
        } else {
            Value::array(picked.collect())
        }
    }),
    method!("void Shuffle[T](T[] values)", |this, args| {
        if let Some(array) = args.at(0).as_array() {
            let len = array.len();
            for at in 0..len.saturating_sub(1) {
                let other = with(this, |generator| generator.int(at as i64, len as i64)) as usize;
                array.with_mut(|items| items.swap(at, other));
            }
        }
    }),
];

/// `System.Random`.
pub const RANDOM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Random")
        .constructors(&[
            method!("System.Random()", |_, _| made(Generator::free())),
            method!("System.Random(int Seed)", |_, args| made(
                Generator::Seeded(Box::new(Subtractive::new(args.int(0))))
            )),
        ])
        .methods(METHODS)
        .properties(&[property!("static System.Random Shared {get;}", |_| made(
            Generator::free()
        ))]);
    Type(&INFO)
};

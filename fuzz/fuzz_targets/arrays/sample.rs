//! Values of each dtype, and their comparison.

use tightloop::{Element, bf16, f16};

/// A dtype with samples.
pub trait Sample: Element + std::fmt::Debug {
    /// Returns a value made from `word`: a special one, a small number, or any bits.
    fn sample(word: u64) -> Self;

    /// Returns a whole number near zero, for exact sums.
    fn small(word: u64) -> Self;

    /// Returns whether the bits are the same, or both are NaN.
    fn same(self, other: Self) -> bool;
}

/// Reduces `word` to a number from -8 to 8.
fn near_zero(word: u64) -> i8 {
    (word % 17) as i8 - 8
}

macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Sample for $t {
            fn sample(word: u64) -> $t {
                match word % 4 {
                    0 => [0, 1, $t::MIN, $t::MAX][(word >> 2) as usize % 4],
                    1 => Self::small(word >> 2),
                    _ => (word >> 2) as $t,
                }
            }

            fn small(word: u64) -> $t {
                near_zero(word) as $t
            }

            fn same(self, other: $t) -> bool {
                self == other
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// The special values of floats, and some simple ones.
const SPECIALS: [f64; 8] = [0.0, -0.0, 1.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.5];

macro_rules! floats {
    ($($t:ident $bits:ident $from:expr;)*) => {$(
        impl Sample for $t {
            fn sample(word: u64) -> $t {
                let from: fn(f64) -> $t = $from;
                match word % 4 {
                    0 => from(SPECIALS[(word >> 2) as usize % 8]),
                    1 => Self::small(word >> 2),
                    _ => $t::from_bits((word >> 2) as $bits),
                }
            }

            fn small(word: u64) -> $t {
                let from: fn(f64) -> $t = $from;
                from(near_zero(word).into())
            }

            fn same(self, other: $t) -> bool {
                self.to_bits() == other.to_bits() || self.is_nan() && other.is_nan()
            }
        }
    )*};
}
floats! {
    f16 u16 f16::from_f64;
    bf16 u16 bf16::from_f64;
    f32 u32 |x| x as f32;
    f64 u64 |x| x;
}

impl Sample for bool {
    fn sample(word: u64) -> bool {
        word & 1 == 1
    }

    fn small(word: u64) -> bool {
        Self::sample(word)
    }

    fn same(self, other: bool) -> bool {
        self == other
    }
}

/// Returns a random word for each position (SplitMix64, started at `seed`).
pub fn word(seed: u64, place: usize) -> u64 {
    let mut z = seed.wrapping_add((place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

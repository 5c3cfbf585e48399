//! The oracle: each method on one number, by operations of the language; and the numbers to try.

use half::{bf16, f16};
use num_complex::Complex;
use std::fmt::Debug;
use tightloop_kernels::{Float, Int, Lane};

/// Equality of results.
pub trait Same: Copy + Debug {
    /// Returns whether the bits are the same; all NaNs are equal.
    fn same(self, other: Self) -> bool;
}

macro_rules! same {
    ($($t:ident)*; floats $($float:ident)*) => {
        $(impl Same for $t {
            fn same(self, other: Self) -> bool {
                self == other
            }
        })*
        $(impl Same for $float {
            fn same(self, other: Self) -> bool {
                self.to_bits() == other.to_bits() || self.is_nan() && other.is_nan()
            }
        })*
    };
}
same! { bool i8 i16 i32 i64 u8 u16 u32 u64; floats f16 bf16 f32 f64 }

impl<T: Same> Same for Complex<T> {
    fn same(self, other: Self) -> bool {
        self.re.same(other.re) && self.im.same(other.im)
    }
}

/// A lane type in plain arithmetic.
pub trait Plain: Lane + Same {
    /// The number of bits.
    const BITS: u32;
    /// Returns the number with these low bits.
    fn from_low_bits(bits: u64) -> Self;
    /// Returns the ends of the range, numbers around zero, and other special values of the type.
    fn specials() -> Vec<Self>;

    fn sum(self, other: Self) -> Self;
    fn difference(self, other: Self) -> Self;
    fn product(self, other: Self) -> Self;
    fn smaller(self, other: Self) -> Self;
    fn larger(self, other: Self) -> Self;
    /// Returns the number if only one of two is a number, else what `of_two` returns.
    fn number_or(self, other: Self, of_two: fn(Self, Self) -> Self) -> Self {
        let is_number = |x: Self| x.partial_cmp(&x).is_some();
        match (is_number(self), is_number(other)) {
            (true, false) => self,
            (false, true) => other,
            _ => of_two(self, other),
        }
    }
    fn magnitude(self) -> Self;
    fn negated(self) -> Self;

    /// Returns the special values and `count` random ones.
    fn samples(count: usize) -> Vec<Self> {
        let mut random = Random(0x5eed);
        let mut samples = Self::specials();
        samples.extend((0..count).map(|_| Self::from_low_bits(random.next())));
        samples
    }

    /// Returns all pairs of special values, and random pairs, half of them neighbours.
    fn pairs() -> Vec<[Self; 2]> {
        let specials = Self::specials();
        let mut pairs: Vec<_> =
            specials.iter().flat_map(|&a| specials.iter().map(move |&b| [a, b])).collect();
        let mut random = Random(0xfeed);
        for _ in 0..2_000 {
            let (a, b) = (random.next(), random.next());
            pairs.push([Self::from_low_bits(a), Self::from_low_bits(b)]);
            pairs.push([
                Self::from_low_bits(a),
                Self::from_low_bits(a.wrapping_add(b % 3).wrapping_sub(1)),
            ]);
        }
        pairs
    }
}

/// An integer in plain arithmetic.
pub trait PlainInt: Plain + Int {
    fn bit_and(self, other: Self) -> Self;
    fn bit_or(self, other: Self) -> Self;
    fn bit_xor(self, other: Self) -> Self;
    fn bit_not(self) -> Self;
    fn shifted_left(self, n: u32) -> Self;
    fn shifted_right(self, n: u32) -> Self;
    fn shifted_left_by(self, n: Self) -> Self;
    fn shifted_right_by(self, n: Self) -> Self;
    fn ones(self) -> Self;
    fn upper_half(self, other: Self) -> Self;
    fn saturated_sum(self, other: Self) -> Self;
    fn saturated_difference(self, other: Self) -> Self;
}

macro_rules! plain_ints {
    ($($t:ident $abs:ident)*) => {$(
        impl Plain for $t {
            const BITS: u32 = $t::BITS;
            fn from_low_bits(bits: u64) -> Self {
                bits as $t
            }
            fn specials() -> Vec<Self> {
                let (low, high, half) = ($t::MIN, $t::MAX, $t::MAX / 2);
                let mut specials = vec![0, 1, 2, 3, half, half + 1];
                specials.extend([low, low + 1, low + 2, high, high - 1, high - 2]);
                specials.extend([1 as $t, 2, 3].map(|x| x.wrapping_neg()));
                specials
            }
            fn sum(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn difference(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            fn product(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
            fn smaller(self, other: Self) -> Self {
                Ord::min(self, other)
            }
            fn larger(self, other: Self) -> Self {
                Ord::max(self, other)
            }
            fn magnitude(self) -> Self {
                $abs(self)
            }
            fn negated(self) -> Self {
                self.wrapping_neg()
            }
        }

        impl PlainInt for $t {
            fn bit_and(self, other: Self) -> Self {
                self & other
            }
            fn bit_or(self, other: Self) -> Self {
                self | other
            }
            fn bit_xor(self, other: Self) -> Self {
                self ^ other
            }
            fn bit_not(self) -> Self {
                !self
            }
            fn shifted_left(self, n: u32) -> Self {
                self << n
            }
            fn shifted_right(self, n: u32) -> Self {
                self >> n
            }
            fn shifted_left_by(self, n: Self) -> Self {
                if (0..$t::BITS as i128).contains(&(n as i128)) { self << n } else { 0 }
            }
            fn shifted_right_by(self, n: Self) -> Self {
                let far = if (self as i128) < 0 { (0 as $t).wrapping_sub(1) } else { 0 };
                if (0..$t::BITS as i128).contains(&(n as i128)) { self >> n } else { far }
            }
            fn ones(self) -> Self {
                (0..$t::BITS).map(|n| self >> n & 1).sum()
            }
            fn upper_half(self, other: Self) -> Self {
                let unsigned = |x: $t| x as u64 as u128 & (u128::MAX >> (128 - $t::BITS));
                (unsigned(self) * unsigned(other) >> $t::BITS) as $t
            }
            fn saturated_sum(self, other: Self) -> Self {
                (self as i128 + other as i128).clamp($t::MIN as i128, $t::MAX as i128) as $t
            }
            fn saturated_difference(self, other: Self) -> Self {
                (self as i128 - other as i128).clamp($t::MIN as i128, $t::MAX as i128) as $t
            }
        }
    )*};
}

use core::convert::identity;
const ABS_8: fn(i8) -> i8 = i8::wrapping_abs;
const ABS_16: fn(i16) -> i16 = i16::wrapping_abs;
const ABS_32: fn(i32) -> i32 = i32::wrapping_abs;
const ABS_64: fn(i64) -> i64 = i64::wrapping_abs;
plain_ints! {
    i8 ABS_8 i16 ABS_16 i32 ABS_32 i64 ABS_64
    u8 identity u16 identity u32 identity u64 identity
}

/// A float in plain arithmetic.
pub trait PlainFloat: Plain + Float {
    fn quotient(self, other: Self) -> Self;
    fn root(self) -> Self;
    fn fused(self, b: Self, c: Self) -> Self;
    fn rounded(self) -> Self;
    fn rounded_down(self) -> Self;
    fn rounded_up(self) -> Self;
    fn truncated(self) -> Self;
    fn with_sign_of(self, sign: Self) -> Self;
    fn not_a_number(self) -> bool;
    fn bits(self) -> Self::Bits;
    fn with_bits(bits: Self::Bits) -> Self;
    fn nearest_int(self) -> Self::Int;
    fn nearest_to(int: Self::Int) -> Self;
    fn nearest_to_unsigned(int: Self::Bits) -> Self;
    fn unsigned_part(self) -> Self::Bits;
    /// Returns the index into a table of 16 that a lane means.
    fn place(int: Self::Int) -> usize;

    /// Returns halves, integers and their neighbours, within the range of `to_int`.
    fn roundable() -> Vec<Self>;
    /// Returns numbers within the range of `to_uint`.
    fn unsigned() -> Vec<Self>;
    /// Returns integers, within the range of `from_int`.
    fn ints() -> Vec<Self::Int>;
    /// Returns `a`, `b`, `c` and `a * b + c` for which rounding twice, or to a wider type first,
    /// gives another result.
    fn fused_cases() -> Vec<([Self; 3], Self)>;
}

macro_rules! plain_floats {
    ($($t:ident $bits:ident $int:ident {
        to_int: $least:expr, $largest:expr; from_int: $ints:expr; tie: $a:expr, $b:expr
    })*) => {$(
        impl Plain for $t {
            const BITS: u32 = $bits::BITS;
            fn from_low_bits(bits: u64) -> Self {
                $t::from_bits(bits as $bits)
            }
            fn specials() -> Vec<Self> {
                let quiet = $t::NAN.to_bits();
                let signaling = $t::INFINITY.to_bits() + 1;
                let least = $t::from_bits(1);
                let positive = [
                    0.0, least, 3.0 * least, $t::MIN_POSITIVE - least, $t::MIN_POSITIVE,
                    $t::MIN_POSITIVE + least, $t::EPSILON, 0.25, 0.5 - $t::EPSILON / 4.0, 0.5,
                    0.5 + $t::EPSILON, 1.0 - $t::EPSILON / 2.0, 1.0, 1.0 + $t::EPSILON, 1.5, 2.0,
                    2.5, 3.0, 1.0 / $t::EPSILON - 0.5, 1.0 / $t::EPSILON,
                    2.0 / $t::EPSILON + 2.0, $t::MAX / 2.0, $t::MAX, $t::INFINITY,
                    $t::from_bits(quiet), $t::from_bits(quiet | 1), $t::from_bits(signaling),
                ];
                positive.into_iter().flat_map(|x| [x, -x]).collect()
            }
            fn sum(self, other: Self) -> Self {
                self + other
            }
            fn difference(self, other: Self) -> Self {
                self - other
            }
            fn product(self, other: Self) -> Self {
                self * other
            }
            fn smaller(self, other: Self) -> Self {
                match self.partial_cmp(&other) {
                    None => $t::NAN,
                    Some(_) if self.total_cmp(&other).is_lt() => self,
                    Some(_) => other,
                }
            }
            fn larger(self, other: Self) -> Self {
                match self.partial_cmp(&other) {
                    None => $t::NAN,
                    Some(_) if self.total_cmp(&other).is_gt() => self,
                    Some(_) => other,
                }
            }
            fn magnitude(self) -> Self {
                $t::abs(self)
            }
            fn negated(self) -> Self {
                -self
            }
        }

        impl PlainFloat for $t {
            fn quotient(self, other: Self) -> Self {
                self / other
            }
            fn root(self) -> Self {
                $t::sqrt(self)
            }
            fn fused(self, b: Self, c: Self) -> Self {
                $t::mul_add(self, b, c)
            }
            fn rounded(self) -> Self {
                self.round_ties_even()
            }
            fn rounded_down(self) -> Self {
                $t::floor(self)
            }
            fn rounded_up(self) -> Self {
                $t::ceil(self)
            }
            fn truncated(self) -> Self {
                $t::trunc(self)
            }
            fn with_sign_of(self, sign: Self) -> Self {
                $t::copysign(self, sign)
            }
            fn not_a_number(self) -> bool {
                self.is_nan()
            }
            fn bits(self) -> $bits {
                self.to_bits()
            }
            fn with_bits(bits: $bits) -> Self {
                $t::from_bits(bits)
            }
            fn nearest_int(self) -> $int {
                self.round_ties_even() as $int
            }
            fn nearest_to(int: $int) -> Self {
                int as $t
            }
            fn nearest_to_unsigned(int: $bits) -> Self {
                int as $t
            }
            fn unsigned_part(self) -> $bits {
                self as $bits
            }
            fn unsigned() -> Vec<Self> {
                let end = $bits::MAX as $t;
                let mut random = Random(0xf1a7);
                let between = (0..4_000).map(|_| {
                    let bits = random.next() as $bits;
                    (bits >> (random.next() % u64::from($bits::BITS))) as $t
                });
                let small = (0..100).map(|n| n as $t / 4.0);
                let powers = (0..$bits::BITS).map(|n| ((1 as $bits) << n) as $t);
                let all = between.chain(small).chain(powers).chain([end]);
                let all = all.flat_map(|x| [x, x.next_down(), x.next_up()]);
                all.filter(|&x| 0.0 <= x && x < end).collect()
            }
            fn place(int: $int) -> usize {
                int.rem_euclid(16) as usize
            }
            fn roundable() -> Vec<Self> {
                let (least, largest): ($t, $t) = ($least, $largest);
                let small = (0..100).map(|n| n as $t / 2.0);
                let large = (0..200).map(|n| largest - n as $t / 4.0);
                let mut random = Random(0xcafe);
                let between = (0..2_000).map(|_| {
                    let part = random.next() as $t / u64::MAX as $t;
                    part * largest * (0.5 as $t).powi((random.next() % 56) as i32)
                });
                let all = small.chain(large).chain(between);
                let all = all.chain([-least, $t::MIN_POSITIVE, $t::from_bits(1)]);
                let all = all.flat_map(|x| [x, x.next_up(), x.next_down()]).flat_map(|x| [x, -x]);
                all.filter(|x| (least..=largest).contains(x)).collect()
            }
            fn ints() -> Vec<$int> {
                let range = $ints;
                let mut random = Random(0xf00d);
                let between = (0..2_000)
                    .map(|_| random.next() as $int >> (random.next() % u64::from($int::BITS)));
                let ends = (0..100).chain(range.end() - 100..=*range.end());
                let mut ints: Vec<$int> = ends.chain(between).collect();
                // If the float has fewer bits than the integer, ties.
                ints.extend((25..31).flat_map(|n| [1, 2, 3].map(|k| (1 << n) + (k << (n - 24)))));
                let negative: Vec<$int> = ints.iter().map(|n| n.wrapping_neg()).collect();
                ints.extend(negative);
                ints.push(*range.start());
                ints.retain(|n| range.contains(n));
                ints
            }
            fn fused_cases() -> Vec<([Self; 3], Self)> {
                // The product is halfway between two floats, and the sum slightly to one side.
                let (a, b): ($t, $t) = ($a, $b);
                let below = a * b;
                let above = below.next_up();
                let little = $t::MIN_POSITIVE;
                vec![
                    ([a, b, little], above),
                    ([a, b, -little], below),
                    ([-a, b, little], -below),
                    ([-a, b, -little], -above),
                    // The rounding error of a product.
                    ([a, b, -below], above / 2.0 - below / 2.0),
                    // A product that is not a float, and a sum that is.
                    ([$t::MAX, 2.0, -$t::MAX], $t::MAX),
                    ([$t::MIN_POSITIVE, $t::EPSILON / 2.0, $t::MIN_POSITIVE], $t::MIN_POSITIVE),
                    ([1.0, 0.0, -0.0], 0.0),
                    ([-1.0, 0.0, -0.0], -0.0),
                ]
            }
        }
    )*};
}
plain_floats! {
    f32 u32 i32 {
        // The largest float below 2^31.
        to_int: -2_147_483_648.0, 2_147_483_520.0; from_int: i32::MIN..=i32::MAX;
        tie: 1.0 + 2.0_f32.powi(-12), 1.0 + 2.0_f32.powi(-12)
    }
    f64 u64 i64 {
        to_int: -(2.0_f64.powi(51)), 2.0_f64.powi(51); from_int: -(1 << 51)..=1 << 51;
        tie: 1.0 + 2.0_f64.powi(-26), 1.0 + 2.0_f64.powi(-27)
    }
}

/// SplitMix64, with the same numbers in every run.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }
}

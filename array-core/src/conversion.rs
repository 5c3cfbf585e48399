//! Conversions between `f32`, `f64` and the 16-bit floats, in integer and `f32` arithmetic, which
//! every ISA has. The project uses no others: those of the crate `half` depend on its feature
//! `std`, which any crate of a program may turn on, and round an `f64` twice.
//!
//! They convert one number without branches, so that compilers vectorise loops over them.

use half::{bf16, f16};

/// 2 to the difference between the exponent biases of `f32` and `f16`.
const BIAS_GAP: f32 = f32::from_bits((127 + 112) << 23);

/// Widens without error.
///
/// Moves the exponent and fraction to their places in an `f32` and multiplies by 2^112, which also
/// normalises subnormals. Sets the exponent of infinities and NaNs directly.
#[inline(always)]
pub fn f32_of_f16(x: f16) -> f32 {
    let bits = u32::from(x.to_bits());
    let magnitude = (bits & 0x7fff) << 13;
    let finite = (f32::from_bits(magnitude) * BIAS_GAP).to_bits();
    let special = magnitude | 0x7f80_0000;
    let chosen = if bits & 0x7c00 == 0x7c00 { special } else { finite };
    f32::from_bits(chosen | (bits & 0x8000) << 16)
}

/// Rounds to nearest, ties to even.
///
/// For subnormal results, the hardware rounds: a constant is added whose last bit is the last bit
/// of the result. Normal results are rounded as integers.
#[inline(always)]
pub fn f16_of_f32(x: f32) -> f16 {
    let bits = x.to_bits();
    let sign = bits >> 16 & 0x8000;
    let magnitude = bits & 0x7fff_ffff;
    const MAGIC: f32 = 0.5;
    let subnormal = (f32::from_bits(magnitude) + MAGIC).to_bits().wrapping_sub(MAGIC.to_bits());
    let odd = magnitude >> 13 & 1;
    let normal = magnitude.wrapping_sub(112 << 23).wrapping_add(0xfff + odd) >> 13;
    let infinite_or_nan = if magnitude > 0x7f80_0000 { 0x7e00 } else { 0x7c00 };
    let chosen = if magnitude >= (127 + 16) << 23 {
        infinite_or_nan
    } else if magnitude < 113 << 23 {
        subnormal
    } else {
        normal
    };
    f16::from_bits((chosen | sign) as u16)
}

/// Widens without error.
#[inline(always)]
pub fn f32_of_bf16(x: bf16) -> f32 {
    f32::from_bits(u32::from(x.to_bits()) << 16)
}

/// Rounds to nearest, ties to even.
#[inline(always)]
pub fn bf16_of_f32(x: f32) -> bf16 {
    let bits = x.to_bits();
    let rounded = bits.wrapping_add(0x7fff + (bits >> 16 & 1)) >> 16;
    let quiet_nan = bits >> 16 | 0x40;
    bf16::from_bits(if bits & 0x7fff_ffff > 0x7f80_0000 { quiet_nan } else { rounded } as u16)
}

/// Returns `x` if it is an `f32`, else the one of its two neighbours whose last bit is odd.
/// Rounding that to fewer bits gives the same as rounding `x` itself (Boldo and Melquiond,
/// "Emulation of FMA and correctly rounded sums", 2008).
#[inline(always)]
pub fn f32_rounded_to_odd(x: f64) -> f32 {
    let nearest = x as f32;
    let bits = nearest.to_bits();
    let back = f64::from(nearest);
    let too_large = (back.abs() > x.abs()) as u32;
    let too_small = (back.abs() < x.abs()) as u32;
    let even = (bits & 1) ^ 1;
    f32::from_bits(bits.wrapping_add(even & too_small).wrapping_sub(even & too_large))
}

/// Widens without error.
#[inline(always)]
pub fn f64_of_f16(x: f16) -> f64 {
    f64::from(f32_of_f16(x))
}

/// Widens without error.
#[inline(always)]
pub fn f64_of_bf16(x: bf16) -> f64 {
    f64::from(f32_of_bf16(x))
}

/// Rounds to nearest, ties to even, once.
#[inline(always)]
pub fn f16_of_f64(x: f64) -> f16 {
    f16_of_f32(f32_rounded_to_odd(x))
}

/// Rounds to nearest, ties to even, once.
#[inline(always)]
pub fn bf16_of_f64(x: f64) -> bf16 {
    bf16_of_f32(f32_rounded_to_odd(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widening_agrees_with_the_half_crate() {
        for bits in 0..=u16::MAX {
            let (h, b) = (f16::from_bits(bits), bf16::from_bits(bits));
            assert!(
                f32_of_f16(h).to_bits() == h.to_f32().to_bits()
                    || h.is_nan() && f32_of_f16(h).is_nan()
            );
            assert!(
                f32_of_bf16(b).to_bits() == b.to_f32().to_bits()
                    || b.is_nan() && f32_of_bf16(b).is_nan()
            );
        }
    }

    #[test]
    fn narrowing_agrees_with_the_half_crate() {
        // Every 16-bit float, its neighbours, and the ties between it and the next.
        for bits in 0..=u16::MAX {
            for base in [
                f16::from_bits(bits).to_f32().to_bits(),
                u32::from(bits) << 16,
                u32::from(bits) << 16 | 0x8000,
            ] {
                for delta in [-4097_i32, -4096, -4095, -2, -1, 0, 1, 2, 4095, 4096, 4097] {
                    let x = f32::from_bits(base.wrapping_add_signed(delta));
                    let (h, b) = (f16_of_f32(x), bf16_of_f32(x));
                    assert!(
                        h.to_bits() == f16::from_f32(x).to_bits() || x.is_nan() && h.is_nan(),
                        "{x:e}"
                    );
                    assert!(
                        b.to_bits() == bf16::from_f32(x).to_bits() || x.is_nan() && b.is_nan(),
                        "{x:e}"
                    );
                }
            }
        }
    }

    /// Checks numbers between any two neighbours of type `T`: they round to the nearer, or from the
    /// middle to the even one. The oracle is exact: the middle of two neighbours is a double.
    fn rounds_once<T: PartialEq + core::fmt::Debug + Copy>(
        largest: u16,
        of_bits: fn(u16) -> T,
        widened: fn(T) -> f64,
        narrowed: fn(f64) -> T,
    ) {
        let minus = |bits: u16| of_bits(bits | 0x8000);
        for bits in 0..largest {
            let (low, high) = (widened(of_bits(bits)), widened(of_bits(bits + 1)));
            let middle = low + (high - low) / 2.0;
            let even = bits + (bits & 1);
            for (x, nearest) in [
                (low, bits),
                (low.next_up(), bits),
                (middle.next_down(), bits),
                (middle, even),
                (middle.next_up(), bits + 1),
            ] {
                assert_eq!(narrowed(x), of_bits(nearest), "{x:e}");
                assert_eq!(narrowed(-x), minus(nearest), "{x:e}");
            }
        }
        // Numbers round to infinity from half a step past the largest number on.
        let max = widened(of_bits(largest));
        let overflow = max + (max - widened(of_bits(largest - 1))) / 2.0;
        assert_eq!(narrowed(overflow.next_down()), of_bits(largest));
        for x in [overflow, f64::MAX, f64::INFINITY] {
            assert_eq!(narrowed(x), of_bits(largest + 1));
            assert_eq!(narrowed(-x), minus(largest + 1));
        }
    }

    #[test]
    fn doubles_are_rounded_once() {
        rounds_once(f16::MAX.to_bits(), f16::from_bits, f64_of_f16, f16_of_f64);
        rounds_once(bf16::MAX.to_bits(), bf16::from_bits, f64_of_bf16, bf16_of_f64);
        for nan in [f64::NAN, -f64::NAN, f64::from_bits(0x7ff0_0000_0000_0001)] {
            assert!(f16_of_f64(nan).is_nan() && bf16_of_f64(nan).is_nan());
        }
        assert!(f32_rounded_to_odd(f64::NAN).is_nan());
    }
}

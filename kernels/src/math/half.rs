//! Conversions between `f32` and the 16-bit floats, in integer and `f32` arithmetic that any ISA has.
//!
//! They are loops over numbers rather than over registers, branch-free so that compilers vectorise them.

use half::{bf16, f16};

/// 2^112: what separates the exponent biases of `f16` and `f32`.
const BIAS_GAP: f32 = f32::from_bits((127 + 112) << 23);

/// Widens without error.
///
/// The exponent and fraction are moved to their places in an `f32` and multiplied by 2^112, which also normalises
/// subnormals. Infinities and NaNs have their exponent set by hand.
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
/// Adding a power of two whose last bit is the last bit of the result rounds in hardware: for subnormal results that power is a
/// constant, for normal ones the rounding is done on the integer.
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

/// The `f32` below or above `x` whose last bit is odd, unless `x` is one already: rounding it once more to fewer bits gives what
/// rounding `x` itself would (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widening_agrees_with_the_half_crate() {
        for bits in 0..=u16::MAX {
            let (h, b) = (f16::from_bits(bits), bf16::from_bits(bits));
            assert!(f32_of_f16(h).to_bits() == h.to_f32().to_bits() || h.is_nan() && f32_of_f16(h).is_nan());
            assert!(
                f32_of_bf16(b).to_bits() == b.to_f32().to_bits() || b.is_nan() && f32_of_bf16(b).is_nan()
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
                    assert!(h.to_bits() == f16::from_f32(x).to_bits() || x.is_nan() && h.is_nan(), "{x:e}");
                    assert!(b.to_bits() == bf16::from_f32(x).to_bits() || x.is_nan() && b.is_nan(), "{x:e}");
                }
            }
        }
    }

    /// The oracle is exact: the differences of a double and the halves around it are doubles. (`f16::from_f64` drops the low
    /// half of the fraction before it rounds.)
    #[test]
    fn rounding_to_odd_then_to_sixteen_bits_rounds_once() {
        for bits in 0..0x7bff_u16 {
            let (low, high) = (f16::from_bits(bits), f16::from_bits(bits + 1));
            let middle = (low.to_f64() + high.to_f64()) / 2.0;
            let even = if bits & 1 == 0 { low } else { high };
            for (x, nearest) in [(middle.next_down(), low), (middle, even), (middle.next_up(), high)] {
                assert_eq!(f16_of_f32(f32_rounded_to_odd(x)), nearest, "{x:e}");
                assert_eq!(f16_of_f32(f32_rounded_to_odd(-x)), -nearest, "{x:e}");
            }
        }
        for special in [f64::INFINITY, f64::MAX, 65520.0] {
            assert_eq!(f16_of_f32(f32_rounded_to_odd(special)), f16::INFINITY);
        }
        assert_eq!(f16_of_f32(f32_rounded_to_odd(65519.999)), f16::MAX);
        assert!(f32_rounded_to_odd(f64::NAN).is_nan());
    }
}

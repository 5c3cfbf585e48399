//! Fused multiply-add of `f32` on x86-64 CPUs that may have no instruction for it: the same results
//! as the standard library's, without a call.
//!
//! Two 24-bit factors have an exact product in `f64`, and the sum in `f64` is rounded once more, to
//! `f32`. That goes wrong only if the first rounding hits a tie of the second, halfway between two
//! `f32`. Such sums are rounded *to odd* first, by the method of S. Boldo and G. Melquiond,
//! "Emulation of a FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008:
//! a sum that is not exact gets the neighbour whose last bit is 1, and so is never a tie.

/// The last bits of an `f64` that a normal `f32` does not have, and those of a tie.
const DROPPED: u64 = (1 << 29) - 1;
const TIE: u64 = 1 << 28;

/// Returns `a * b + c`, rounded once.
#[inline(always)]
pub(super) fn mul_add(a: f32, b: f32, c: f32) -> f32 {
    if cfg!(any(not(target_arch = "x86_64"), target_feature = "fma")) {
        return super::single::mul_add(a, b, c);
    }
    let (product, c) = (f64::from(a) * f64::from(b), f64::from(c));
    let sum = product + c;
    // Subnormal `f32` drop more bits.
    let may_be_tie = sum.to_bits() & DROPPED == TIE || sum.abs() < f64::from(f32::MIN_POSITIVE);
    if may_be_tie { add_to_odd(product, c) as f32 } else { sum as f32 }
}

/// Returns `a + b`, rounded to odd. The sum must be finite.
#[cold]
fn add_to_odd(a: f64, b: f64) -> f64 {
    let sum = a + b;
    // The exact sum less the rounded one: Knuth's TwoSum.
    let b_part = sum - a;
    let error = (a - (sum - b_part)) + (b - b_part);
    // Rounds towards zero, and sets the last bit if the sum is not exact.
    let is_too_large = if sum < 0.0 { error > 0.0 } else { error < 0.0 };
    f64::from_bits((sum.to_bits() - u64::from(is_too_large)) | u64::from(error != 0.0))
}

// The oracle is the standard library.
#[cfg(all(test, feature = "std"))]
mod tests {
    use super::mul_add;

    #[track_caller]
    fn assert_fused(a: f32, b: f32, c: f32) {
        let (found, expected) = (mul_add(a, b, c), f32::mul_add(a, b, c));
        let is_same = found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan();
        assert!(is_same, "{a:e} * {b:e} + {c:e} gives {found:e}, not {expected:e}");
    }

    /// Random bits, by Marsaglia's xorshift.
    fn random() -> impl FnMut() -> u64 {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.wrapping_mul(0x2545_F491_4F6C_DD1D)
        }
    }

    #[test]
    fn special_values() {
        let powers = [-149, -148, -127, -126, -125, -75, -74, -24, -1, 0, 1, 23, 24, 63, 64, 127];
        let mut values = vec![0.0, f32::INFINITY, f32::NAN, f32::MAX];
        for power in powers {
            let power = 2f64.powi(power) as f32;
            values.extend([power, power.next_up(), power.next_down(), 1.5 * power]);
        }
        values.extend(values.clone().iter().map(|x| -x));
        for &a in &values {
            for &b in &values {
                values.iter().for_each(|&c| assert_fused(a, b, c));
            }
        }
    }

    #[test]
    fn random_bits() {
        let mut random = random();
        for _ in 0..10_000_000 {
            let (ab, c) = (random(), random());
            assert_fused(
                f32::from_bits(ab as u32),
                f32::from_bits((ab >> 32) as u32),
                f32::from_bits(c as u32),
            );
        }
    }

    /// The exact sum is a tie of subnormal numbers plus a bit far below what `f64` holds.
    #[test]
    fn subnormal_tie() {
        let (a, b) = (8_384_513.0 * 2f32.powi(-98), 8_392_705.0 * 2f32.powi(-98));
        assert_eq!(f64::from(a) * f64::from(b), 2f64.powi(-150) + 2f64.powi(-196));
        for c in [f32::MIN_POSITIVE, f32::MIN_POSITIVE.next_down(), 0.25 * f32::MIN_POSITIVE] {
            for (b, c) in [(b, c), (-b, c), (b, -c), (-b, -c)] {
                assert_fused(a, b, c);
            }
        }
    }

    /// Sums that cancel, and sums whose smaller part decides a tie.
    #[test]
    fn ties_and_cancellation() {
        let mut random = random();
        for _ in 0..2_000_000 {
            let bits = random();
            let (a, b) = (f32::from_bits(bits as u32), f32::from_bits((bits >> 32) as u32));
            let near = random() as u32 % 8;
            assert_fused(a, b, f32::from_bits((-(a * b)).to_bits() ^ near));
            // Few bits, so that products are ties of `f32`; the other part is far below.
            let (a, b) = (
                f32::from_bits(a.to_bits() & 0xFFFF_F000),
                f32::from_bits(b.to_bits() & 0xFFFF_E000),
            );
            let scale = 2f32.powi(-(random() as i32 % 60));
            assert_fused(a, b, a * b * scale);
            assert_fused(a, b, -a * b * scale);
            // The product is far below the other part: half a last place of it, and nearly that.
            let half = f32::from_bits(a.to_bits().wrapping_sub(24 << 23).wrapping_sub(near % 4));
            assert_fused(half, 1f32.next_up(), a);
            assert_fused(half, -1f32.next_down(), a);
        }
    }
}

//! Which part of a complex number decides its size.

use crate::{Isa, Vector};

/// The bits of the larger magnitude of two parts, for their exponent. If either part is NaN, they
/// are those of NaN without its sign, which differs between ISAs after `max`.
#[inline(always)]
pub(super) fn bits_of_larger<S: Isa>(re: Vector<S, f64>, im: Vector<S, f64>) -> Vector<S, u64> {
    re.abs().max(im.abs()).abs().to_bits()
}

/// The exponent of the larger part, but that of zeros and subnormal numbers is -1023, and that of
/// infinities and NaN 1024.
#[inline(always)]
pub(super) fn exponent_of_larger<S: Isa>(re: Vector<S, f64>, im: Vector<S, f64>) -> Vector<S, i64> {
    (bits_of_larger(re, im) >> 52).bitcast() - re.like_int(1023)
}

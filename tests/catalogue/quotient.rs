//! Floor division of floats, exact until it is rounded once, by long division of integers.

/// Returns the significand and the exponent of a positive finite number.
fn parts(x: f64) -> (u128, i32) {
    let (exponent, fraction) = (x.to_bits() >> 52, x.to_bits() & ((1 << 52) - 1));
    let hidden = u64::from(exponent > 0) << 52;
    (u128::from(fraction | hidden), exponent.max(1) as i32 - 1075)
}

/// Returns `floor(a / b)`, or `ceil(a / b)` if `up`, of positive finite numbers, as `q * 2^e`. If
/// `q` has more than 100 bits, its lowest bit is also set for any bit below it (it is sticky).
fn quotient(a: f64, b: f64, up: bool) -> (u128, i32) {
    let ((mut left, ea), (b, eb)) = (parts(a), parts(b));
    // A divisor shifted by 64 bits or more is greater than any dividend.
    let b = b << (eb - ea).clamp(0, 64);
    let (mut q, mut e) = (left / b, 0);
    left %= b;
    // Of the bits that do not fit into `q`: whether any is set, and whether all are.
    let (mut any, mut all) = (false, true);
    for _ in 0..(ea - eb).max(0) {
        left *= 2;
        let bit = left >= b;
        left -= if bit { b } else { 0 };
        if q >> 100 == 0 {
            q = q * 2 + u128::from(bit);
        } else {
            (any, all, e) = (any | bit, all & bit, e + 1);
        }
    }
    let rounds_up = up && left != 0;
    if rounds_up && all {
        // The carry goes through the bits that did not fit, if any, into `q`.
        return (q + 1, e);
    }
    (q | u128::from(any || rounds_up), e)
}

/// A float with exact floor division.
pub trait FloorDivide {
    /// Returns `floor(self / b)` of the exact quotient, rounded once.
    fn floor_divide(self, b: Self) -> Self;
}

/// Lists the types.
macro_rules! floats {
    ($($t:ident)*) => {$(
        impl FloorDivide for $t {
            fn floor_divide(self, b: Self) -> Self {
                let a = self;
                if b == 0.0 || a.is_nan() || b.is_nan() || a.is_infinite() {
                    return if b == 0.0 { a / b } else { $t::NAN };
                }
                let is_negative = a.is_sign_negative() != b.is_sign_negative();
                let magnitude = if b.is_infinite() || a == 0.0 {
                    if is_negative && a != 0.0 { 1.0 } else { 0.0 }
                } else {
                    let (q, e) = quotient(f64::from(a.abs()), f64::from(b.abs()), is_negative);
                    (0..e).fold(q as $t, |x, _| x * 2.0)
                };
                if is_negative { -magnitude } else { magnitude }
            }
        }
    )*};
}
floats! { f32 f64 }

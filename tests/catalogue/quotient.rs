//! The exact quotient of two floats, rounded down, by long division in integers.

/// The significand and the exponent of a positive finite number.
fn parts(x: f64) -> (u128, i32) {
    let (exponent, fraction) = (x.to_bits() >> 52, x.to_bits() & ((1 << 52) - 1));
    let hidden = u64::from(exponent > 0) << 52;
    (u128::from(fraction | hidden), exponent.max(1) as i32 - 1075)
}

/// `floor(a / b)`, or `ceil(a / b)`, for positive finite numbers, as `q * 2^e`. A `q` of more than
/// 100 bits may have its lowest bit set in place of all that is below it.
fn quotient(a: f64, b: f64, up: bool) -> (u128, i32) {
    let ((mut left, ea), (b, eb)) = (parts(a), parts(b));
    // A divisor of more bits than the dividend can have does not go into it.
    let b = b << (eb - ea).clamp(0, 64);
    let (mut q, mut e) = (left / b, 0);
    left %= b;
    // The bits that have no room: whether there are any, and whether all are set.
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
        // Carried into `q`, past what has no room, if anything.
        return (q + 1, e);
    }
    (q | u128::from(any || rounds_up), e)
}

/// A type of float that divides exactly.
pub trait FloorDivide {
    /// `floor(self / b)` of the exact `self / b`, rounded once.
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

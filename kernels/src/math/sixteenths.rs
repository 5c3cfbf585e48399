//! Powers of two with exponents in sixteenths: the last step of every exponential function.

use crate::{Float, Int, Isa, Vector};

/// The floats with tables of powers of two. Sollya computes them, with `D` for `f64` and `SG` for
/// `f32`:
///
/// ```text
/// for i from 1 to 16 do {
///     t = round(2^(i/16 - 1), D, RN);
///     print(t, round(2^(i/16 - 1)/t - 1, D, RN));
/// };
/// ```
pub trait TableOfPowers: Float {
    /// `2^(i/16 - 1)` for `i` from 1 to 16, rounded to nearest. The last entry is not 1 but the
    /// number below: its product with twice the largest power of two is finite.
    const POWERS: &'static [Self; 16];
    /// `2^(i/16 - 1) / t - 1` for each entry `t` of [`POWERS`](Self::POWERS).
    const REMAINDERS: &'static [Self; 16];
    /// `1.5 * 2^`[`MANTISSA_BITS`](Float::MANTISSA_BITS) plus `16 * (2 * EXPONENT_BIAS + 1) - 1`.
    /// The floats around it are integers. So adding it to a number rounds that to an integer
    /// `n`, and gives a float whose last bits are those of `n - 1 + 16 * (2 * EXPONENT_BIAS +
    /// 1)`.
    const ROUNDER: Self;
    /// An `n` for which `2^(n/16)` is infinite, but its square root is not.
    const OVERFLOW: Self;
    /// The `n` of the smallest normal power.
    const SUBNORMAL: Self;
    /// The `n` of the largest power that rounds to 0.
    const UNDERFLOW: Self;
}

/// `2^(n/16)` for an integer `n` in each lane.
#[derive(Clone, Copy)]
pub struct Sixteenths<S: Isa, T: TableOfPowers> {
    /// The integer `n` of each lane.
    pub n: Vector<S, T>,
    /// Integers whose last bits are those of `n - 1 + 16 * (2 * EXPONENT_BIAS + 1)`. The lowest
    /// four bits are the index into the table, and the bits above them the exponent.
    biased: Vector<S, T::Int>,
}

impl<S: Isa, T: TableOfPowers> Sixteenths<S, T> {
    /// The power whose `n` is the integer nearest to `x * factor`, but at most
    /// [`OVERFLOW`](TableOfPowers::OVERFLOW). If `x` is NaN, `n` is `OVERFLOW`.
    #[inline(always)]
    pub fn nearest(x: Vector<S, T>, factor: T) -> Self {
        let rounder = x.like(T::ROUNDER);
        let overflow: Vector<S, T::Int> = (rounder + x.like(T::OVERFLOW)).to_bits().bitcast();
        let biased = x.mul_add(x.like(factor), rounder).to_bits().bitcast().min(overflow);
        Self { n: Vector::from_bits(biased.bitcast()) - rounder, biased }
    }

    /// `t` and `u` with `2^(n/16) = t * (1 + u)`. `t` is the nearest float, if that is normal.
    #[inline(always)]
    pub fn power(self) -> [Vector<S, T>; 2] {
        let t = Vector::lookup(T::POWERS, self.biased);
        let bias = T::Int::wrapping_from(i64::from(2 * T::EXPONENT_BIAS) << T::MANTISSA_BITS);
        let k = self.exponents(4) - self.biased.like(bias);
        let t = Vector::from_bits((t.to_bits().bitcast() + k).bitcast());
        [t, Vector::lookup(T::REMAINDERS, self.biased)]
    }

    /// `2^(n/16) * (1 + r * p)`, with an error little above half a unit in the last place. The
    /// magnitude of `r * p` is up to about 1/32. If the power overflows, `r * p` may be any
    /// positive number; if it underflows, anything.
    ///
    /// The power is `t * 2^k` with `t` from the table. The result is the sum of a large term,
    /// `t * 2^k`, and a small one, each rounded once.
    #[inline(always)]
    pub fn times_one_plus(self, r: Vector<S, T>, p: Vector<S, T>) -> Vector<S, T> {
        let t = Vector::lookup(T::POWERS, self.biased);
        let u = r.mul_add(p, Vector::lookup(T::REMAINDERS, self.biased));
        // Below this magnitude, `n` is so far from both ends of the range that a small term that is
        // not normal is too small to matter.
        let near = T::from_f64(16.0 * f64::from(T::EXPONENT_BIAS - T::MANTISSA_BITS as i32 - 3));
        if self.n.abs().ge(self.n.like(near)).any() {
            return self.in_halves(t, u);
        }
        let bias = T::Int::wrapping_from(i64::from(2 * T::EXPONENT_BIAS) << T::MANTISSA_BITS);
        let k = self.exponents(4) - self.biased.like(bias);
        let large = Vector::from_bits((t.to_bits().bitcast() + k).bitcast());
        large * u + large
    }

    /// `t * 2^k * (1 + u)`. `2^k` may be out of range although the result is not, so it is the
    /// product `half * other_half`. In the subnormal range, `t * 2^k` would not be exact. There
    /// the large term is `2^k`, and the difference joins the small term.
    #[inline(always)]
    fn in_halves(self, t: Vector<S, T>, u: Vector<S, T>) -> Vector<S, T> {
        let half = self.exponents(5);
        let other_half = Vector::from_bits((self.exponents(4) - half).bitcast());
        let half = Vector::from_bits(half.bitcast());

        let subnormal = self.n.le(self.n.like(T::SUBNORMAL));
        let t = t * half;
        let large = subnormal.select(half, t);
        let small = t.mul_add(u, t - large);
        let y = small.mul_add(other_half, large * other_half);

        let underflow = self.n.le(self.n.like(T::UNDERFLOW));
        underflow.select(y.like(T::ZERO), y)
    }

    /// The exponent bits of floats: `biased` without its last `bits` bits, shifted into place.
    #[inline(always)]
    fn exponents(self, bits: u32) -> Vector<S, T::Int> {
        self.biased << (T::MANTISSA_BITS - bits)
            & self.biased.like(T::Int::wrapping_from(-1 << T::MANTISSA_BITS))
    }
}

impl TableOfPowers for f32 {
    const POWERS: &'static [f32; 16] = &[
        0.52213687, 0.5452539, 0.5693943, 0.59460354, 0.6209289, 0.6484198, 0.6771278, 0.70710677,
        0.7384131, 0.7711054, 0.80524516, 0.8408964, 0.8781261, 0.91700405, 0.9576033, 0.99999994,
    ];
    const REMAINDERS: &'static [f32; 16] = &[
        4.628547e-08,
        -1.19921575e-08,
        4.7297824e-08,
        3.193418e-08,
        3.6210572e-08,
        -3.099072e-08,
        -7.475213e-09,
        1.7114271e-08,
        -3.0476834e-08,
        5.233334e-09,
        6.1075918e-09,
        -1.4719605e-08,
        -5.258795e-09,
        -6.1282597e-09,
        5.1406093e-09,
        5.960465e-08,
    ];
    const ROUNDER: f32 = 12_582_912.0 + (16.0 * 255.0 - 1.0);
    const OVERFLOW: f32 = 16.0 * 192.0;
    const SUBNORMAL: f32 = 16.0 * -126.0;
    const UNDERFLOW: f32 = 16.0 * -150.0;
}

#[expect(clippy::approx_constant, reason = "a table of numbers, one of which has a name")]
impl TableOfPowers for f64 {
    const POWERS: &'static [f64; 16] = &[
        0.5221368912137069,
        0.5452538663326288,
        0.5693943173783458,
        0.5946035575013605,
        0.620928906036742,
        0.6484197773255048,
        0.6771277734684463,
        0.7071067811865476,
        0.7384130729697497,
        0.7711054127039704,
        0.8052451659746271,
        0.8408964152537145,
        0.8781260801866497,
        0.9170040432046712,
        0.9576032806985737,
        0.9999999999999999,
    ];
    const REMAINDERS: &'static [f64; 16] = &[
        8.189317638195515e-17,
        -2.7939114859515733e-17,
        7.826573258636076e-17,
        3.3484623336251524e-17,
        3.750854201303127e-17,
        1.9572585293112036e-17,
        5.68648095791174e-17,
        -6.835808657661922e-17,
        -2.3591094770850053e-17,
        5.1548301170786783e-17,
        1.5341410053603723e-17,
        4.875160526227062e-17,
        1.685487290628973e-17,
        1.790126907604513e-17,
        -5.545065618639427e-17,
        1.1102230246251568e-16,
    ];
    const ROUNDER: f64 = 6_755_399_441_055_744.0 + (16.0 * 2047.0 - 1.0);
    const OVERFLOW: f64 = 16.0 * 1536.0;
    const SUBNORMAL: f64 = 16.0 * -1022.0;
    const UNDERFLOW: f64 = 16.0 * -1075.0;
}

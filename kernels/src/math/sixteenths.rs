//! Powers of two with exponents in whole numbers or sixteenths: the first step and the last of
//! every exponential function.

use super::scale::{lift, lowered};
use crate::{Float, Isa, MaskOf, Vector};

/// The floats with tables of powers of two. Sollya computes them, with `D` for `f64` and `SG` for
/// `f32`:
///
/// ```text
/// for i from 0 to 15 do {
///     t = round(2^(i/16), D, RN);
///     print(t, round(2^(i/16)/t - 1, D, RN));
/// };
/// ```
pub trait TableOfPowers: Float {
    /// `2^(i/16)` for `i` from 0 to 15, rounded to nearest. From its bits as an integer, `i` is
    /// subtracted four bits below the exponent: so adding `16 * k + i` there gives the bits of
    /// `2^(k + i/16)`.
    const POWERS: &'static [Self; 16];
    /// `2^(i/16) / t - 1` for each power `t` that [`POWERS`](Self::POWERS) stands for.
    const REMAINDERS: &'static [Self; 16];
}

/// An integer `n` in each lane: the exponent of a power, in steps of `2^(1/STEPS)`.
#[derive(Clone, Copy)]
pub struct Steps<S: Isa, T: Float, const STEPS: u32> {
    /// The integer.
    pub n: Vector<S, T>,
    /// Integers whose last bits are those of `n`.
    bits: Vector<S, T::Int>,
}

/// Exponents of powers of two, in sixteenths.
pub type Sixteenths<S, T> = Steps<S, T, 16>;

/// Whole exponents of powers of two.
pub type Wholes<S, T> = Steps<S, T, 1>;

impl<S: Isa, T: Float, const STEPS: u32> Steps<S, T, STEPS> {
    /// The integer nearest to `x * factor`. The floats around `1.5 * 2^MANTISSA_BITS` are integers,
    /// so adding that rounds to an integer, and leaves it in the last bits.
    #[inline(always)]
    pub fn nearest(x: Vector<S, T>, factor: T) -> Self {
        let rounder = Self::rounder(x);
        let sum = x.mul_add(x.like(factor), rounder);
        Self { n: sum - rounder, bits: sum.to_bits().bitcast() }
    }

    #[inline(always)]
    fn rounder(x: Vector<S, T>) -> Vector<S, T> {
        x.like(T::from_f64(1.5 * (1_u64 << T::MANTISSA_BITS) as f64))
    }

    /// `x - n * step`, where the step is the sum of the parts. With fused arithmetic, subtracting
    /// `n` times the first is exact if that is the nearest float to the step, and `x / step` is
    /// within 1/2 of `n`.
    #[inline(always)]
    pub fn rest<const PARTS: usize>(self, x: Vector<S, T>, step: &[T; PARTS]) -> Vector<S, T> {
        let mut rest = x;
        for part in step {
            rest = self.n.neg_mul_add(x.like(*part), rest);
        }
        rest
    }

    /// Whether the power and its products with numbers from 1/2 to 2 are normal.
    #[inline(always)]
    pub fn is_near(self) -> MaskOf<S, T> {
        self.n.abs().lt(self.limit(T::EXPONENT_BIAS - 2))
    }

    /// The last bits of `n`, shifted to where floats have their exponents.
    #[inline(always)]
    fn exponents(self) -> Vector<S, T::Int> {
        self.bits << (T::MANTISSA_BITS - STEPS.ilog2())
    }

    /// Whether results of products with numbers from 1/2 to 2 may be finite and not zero.
    #[inline(always)]
    fn is_in_reach(self) -> MaskOf<S, T> {
        self.n.abs().lt(self.limit(2 * T::EXPONENT_BIAS))
    }

    /// The number of steps of a whole exponent.
    #[inline(always)]
    fn steps(self, exponent: i32) -> Vector<S, T::Int> {
        self.n.like_int(exponent * STEPS as i32)
    }

    /// As [`steps`](Self::steps), as a float.
    #[inline(always)]
    fn limit(self, exponent: i32) -> Vector<S, T> {
        self.n.like(T::from_f64(f64::from(exponent * STEPS as i32)))
    }

    /// The exponent changed so that the power and its products are normal; and whether it was
    /// negative. Undone by [`returned`](Self::returned).
    #[inline(always)]
    fn moved(self) -> (Self, MaskOf<S, T>) {
        // Beyond these, results are infinite, or less than half of the least number.
        let (highest, lowest) =
            (T::EXPONENT_BIAS + 3, -T::EXPONENT_BIAS - T::MANTISSA_BITS as i32 - 2);
        let n = self.bits - Self::rounder(self.n).to_bits().bitcast();
        let n = self.n.gt(self.limit(highest)).select(self.steps(highest), n);
        let n = self.n.lt(self.limit(lowest)).select(self.steps(lowest), n);
        let is_low = n.lt(self.steps(0));
        let bits = n + is_low.select(self.steps(lift::<T>()), self.steps(-3));
        (Self { n: self.n, bits }, is_low)
    }

    /// `t * (1 + u)` with the exponent from before it was [moved](Self::moved), rounded as
    /// [`lowered`] numbers are.
    #[inline(always)]
    fn returned(self, is_low: MaskOf<S, T>, t: Vector<S, T>, u: Vector<S, T>) -> Vector<S, T> {
        let result = is_low.select(lowered(t, u), t.mul_add(u, t) * t.like(T::from_f64(8.0)));
        self.n.is_nan().select(self.n, result)
    }
}

impl<S: Isa, T: Float> Wholes<S, T> {
    /// `2^n * y`, rounded once, for `y` from 1/2 to 2; if `n` is out of the range of exponents, for
    /// any `y`.
    #[inline(always)]
    pub fn times(self, y: Vector<S, T>) -> Vector<S, T> {
        if self.is_near().all() {
            return self.times_normal(y);
        }
        let (power, is_low) = self.moved();
        let y = self.is_in_reach().select(y, y.like(T::ONE));
        self.returned(is_low, power.times_normal(y), y.like(T::ZERO))
    }

    /// `2^n * y`, if that and `y` are normal.
    #[inline(always)]
    fn times_normal(self, y: Vector<S, T>) -> Vector<S, T> {
        Vector::from_bits((y.to_bits().bitcast() + self.exponents()).bitcast())
    }
}

impl<S: Isa, T: TableOfPowers> Sixteenths<S, T> {
    /// `t` and `u` with `2^(n/16) = t * (1 + u)`. `t` is the nearest float, if powers
    /// [are near](Self::is_near).
    #[inline(always)]
    pub fn power(self) -> [Vector<S, T>; 2] {
        let t = Vector::lookup(T::POWERS, self.bits);
        let t = Vector::from_bits((t.to_bits().bitcast() + self.exponents()).bitcast());
        [t, Vector::lookup(T::REMAINDERS, self.bits)]
    }

    /// `2^(n/16) * (1 + r * p)`, with an error little above half a unit in the last place. The
    /// magnitude of `r * p` is up to about 1/32; if `n` is out of the range of exponents, anything.
    #[inline(always)]
    pub fn times_one_plus(self, r: Vector<S, T>, p: Vector<S, T>) -> Vector<S, T> {
        if !self.is_near().all() {
            let (power, is_low) = self.moved();
            let [t, rest] = power.power();
            let u = self.is_in_reach().select(r.mul_add(p, rest), r.like(T::ZERO));
            return self.returned(is_low, t, u);
        }
        let [t, rest] = self.power();
        t.mul_add(r.mul_add(p, rest), t)
    }
}

/// Subtracts the indices from the bits, as [`POWERS`](TableOfPowers::POWERS) wants it.
macro_rules! without_indices {
    ($t:ident $bits:ident $table:expr) => {{
        let mut table: [$t; 16] = $table;
        let mut i = 0;
        while i < 16 {
            let index = (i as $bits) << ($t::MANTISSA_DIGITS - 5);
            table[i] = $t::from_bits(table[i].to_bits() - index);
            i += 1;
        }
        table
    }};
}

#[expect(clippy::approx_constant, reason = "a table of numbers, one of which has a name")]
impl TableOfPowers for f32 {
    const POWERS: &'static [f32; 16] = &without_indices! { f32 u32 [
        1.0, 1.0442737, 1.0905077, 1.1387886, 1.1892071, 1.2418578, 1.2968396, 1.3542556,
        1.4142135, 1.4768262, 1.5422108, 1.6104903, 1.6817929, 1.7562522, 1.8340081, 1.9152066,
    ] };
    const REMAINDERS: &'static [f32; 16] = &[
        0.0,
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
    ];
}

#[expect(clippy::approx_constant, reason = "a table of numbers, one of which has a name")]
impl TableOfPowers for f64 {
    const POWERS: &'static [f64; 16] = &without_indices! { f64 u64 [
        1.0, 1.0442737824274138, 1.0905077326652577, 1.1387886347566916, 1.189207115002721,
        1.241857812073484, 1.2968395546510096, 1.3542555469368927, 1.4142135623730951,
        1.4768261459394993, 1.5422108254079407, 1.6104903319492543, 1.681792830507429,
        1.7562521603732995, 1.8340080864093424, 1.9152065613971474,
    ] };
    const REMAINDERS: &'static [f64; 16] = &[
        0.0,
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
    ];
}

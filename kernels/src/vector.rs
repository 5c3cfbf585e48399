//! Registers that carry the token of their ISA, so that math reads as formulas: `x * poly(x * x)`.

mod complex;
mod interleaved;

pub use complex::ComplexVector;
pub(crate) use complex::SumOfProducts;
pub use interleaved::InterleavedVector;

use crate::isa::{FloatLanes, IntLanes, Isa, Lanes, MaskLanes};
use crate::lane::{Float, Int, Lane, MaskLane, MaskRegister, Register};
use core::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Shl, Shr, Sub};

/// A register of `T` on the ISA `S`. It costs no more than the register.
#[derive(Clone, Copy)]
pub struct Vector<S: Isa, T: Lane> {
    /// The ISA.
    pub isa: S,
    /// The register.
    pub register: Register<S, T>,
}

/// One truth value per lane.
#[derive(Clone, Copy)]
pub struct Mask<S: Isa, M: MaskLane> {
    /// The ISA.
    pub isa: S,
    /// The register.
    pub register: MaskRegister<S, M>,
}

/// The mask that comparisons of `T` return.
pub type MaskOf<S, T> = Mask<S, <T as Lane>::Mask>;

impl<S: Isa, T: Lane> Vector<S, T> {
    /// The number of lanes.
    pub const LANES: usize = <T::On<S> as Lanes<T>>::LANES;

    /// Returns a register with its ISA.
    #[inline(always)]
    pub fn new(isa: S, register: Register<S, T>) -> Self {
        if cfg!(debug_assertions) {
            isa.check_frame();
        }
        Self { isa, register }
    }

    /// Returns `x` in every lane.
    #[inline(always)]
    pub fn splat(isa: S, x: T) -> Self {
        Self::new(isa, T::on(isa).splat(x))
    }

    /// Returns `x` in every lane, on the ISA of `self`.
    #[inline(always)]
    pub fn like(self, x: T) -> Self {
        Self::splat(self.isa, x)
    }

    /// Returns each of some numbers in every lane, on the ISA of `self`.
    #[inline(always)]
    pub fn like_each<const N: usize>(self, numbers: [T; N]) -> [Self; N] {
        let mut vectors = [self; N];
        for (vector, x) in vectors.iter_mut().zip(numbers) {
            *vector = self.like(x);
        }
        vectors
    }

    /// Returns the lanes, in order.
    #[inline(always)]
    fn lanes(&self) -> &[T] {
        bytemuck::cast_slice(core::slice::from_ref(&self.register))
    }

    /// Returns one lane.
    ///
    /// # Panics
    /// If `index` is not below [`LANES`](Self::LANES).
    #[inline(always)]
    pub fn lane(self, index: usize) -> T {
        self.lanes()[index]
    }

    /// Applies `f` to the lanes of `M` vectors, one by one, and returns vectors of its `N` results:
    /// for functions that no ISA has in registers.
    #[inline(always)]
    pub fn map_lanes<const M: usize, const N: usize>(
        operands: [Self; M],
        f: impl Fn([T; M]) -> [T; N],
    ) -> [Self; N] {
        let mut results = [operands[0]; N];
        for i in 0..Self::LANES {
            let y = f(core::array::from_fn(|k| operands[k].lanes()[i]));
            for (result, y) in results.iter_mut().zip(y) {
                bytemuck::cast_slice_mut(core::slice::from_mut(&mut result.register))[i] = y;
            }
        }
        results
    }

    /// `self == other`; false if either is NaN.
    #[inline(always)]
    pub fn eq(self, other: Self) -> MaskOf<S, T> {
        Mask::new(self.isa, T::on(self.isa).eq(self.register, other.register))
    }

    /// `self < other`; false if either is NaN.
    #[inline(always)]
    pub fn lt(self, other: Self) -> MaskOf<S, T> {
        Mask::new(self.isa, T::on(self.isa).lt(self.register, other.register))
    }

    /// `self <= other`; false if either is NaN.
    #[inline(always)]
    pub fn le(self, other: Self) -> MaskOf<S, T> {
        Mask::new(self.isa, T::on(self.isa).le(self.register, other.register))
    }

    /// `self > other`; false if either is NaN.
    #[inline(always)]
    pub fn gt(self, other: Self) -> MaskOf<S, T> {
        other.lt(self)
    }

    /// `self >= other`; false if either is NaN.
    #[inline(always)]
    pub fn ge(self, other: Self) -> MaskOf<S, T> {
        other.le(self)
    }

    /// The smaller: NaN if either is NaN, and -0 is below +0.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self::new(self.isa, T::on(self.isa).min(self.register, other.register))
    }

    /// The larger: NaN if either is NaN, and -0 is below +0.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self::new(self.isa, T::on(self.isa).max(self.register, other.register))
    }

    /// The absolute value; the least signed integer stays itself.
    #[inline(always)]
    pub fn abs(self) -> Self {
        Self::new(self.isa, T::on(self.isa).abs(self.register))
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// `self * b + c`, rounded once.
    #[inline(always)]
    pub fn mul_add(self, b: Self, c: Self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).mul_add(self.register, b.register, c.register))
    }

    /// `c - self * b`, rounded once.
    #[inline(always)]
    pub fn neg_mul_add(self, b: Self, c: Self) -> Self {
        Self::new(
            self.isa,
            T::float_on(self.isa).neg_mul_add(self.register, b.register, c.register),
        )
    }

    /// `self / divisor`, but faster in operations that compute little else.
    #[inline(always)]
    pub fn div_alone(self, divisor: Self) -> Self {
        let quotient = T::float_on(self.isa).div_alone(self.register, divisor.register);
        Self::new(self.isa, quotient)
    }

    /// The square root, correctly rounded.
    #[inline(always)]
    pub fn sqrt(self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).sqrt(self.register))
    }

    /// The square root, as [`sqrt`](Self::sqrt), but faster in operations that compute little else.
    #[inline(always)]
    pub fn sqrt_alone(self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).sqrt_alone(self.register))
    }

    /// The nearest integer, ties to even.
    #[inline(always)]
    pub fn round(self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).round(self.register))
    }

    /// The largest integer not above.
    #[inline(always)]
    pub fn floor(self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).floor(self.register))
    }

    /// The smallest integer not below.
    #[inline(always)]
    pub fn ceil(self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).ceil(self.register))
    }

    /// The integer part.
    #[inline(always)]
    pub fn trunc(self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).trunc(self.register))
    }

    /// The bits of the floats.
    #[inline(always)]
    pub fn to_bits(self) -> Vector<S, T::Bits> {
        Vector::new(self.isa, T::float_on(self.isa).to_bits(self.register))
    }

    /// The floats with these bits.
    #[inline(always)]
    pub fn from_bits(bits: Vector<S, T::Bits>) -> Self {
        Self::new(bits.isa, T::float_on(bits.isa).of_bits(bits.register))
    }

    /// The nearest integer, ties to even, within the range that [`FloatLanes::to_int`] states.
    #[inline(always)]
    pub fn to_int(self) -> Vector<S, T::Int> {
        Vector::new(self.isa, T::float_on(self.isa).to_int(self.register))
    }

    /// Returns the low bits of `x` in every lane of integers, on the ISA of `self`.
    #[inline(always)]
    pub fn like_int(self, x: impl Into<i64>) -> Vector<S, T::Int> {
        Vector::splat(self.isa, T::Int::wrapping_from(x.into()))
    }

    /// The nearest float, within the range that [`FloatLanes::of_int`] states.
    #[inline(always)]
    pub fn from_int(x: Vector<S, T::Int>) -> Self {
        Self::new(x.isa, T::float_on(x.isa).of_int(x.register))
    }

    /// The float nearest to an unsigned integer, ties to even.
    #[inline(always)]
    pub fn from_uint(x: Vector<S, T::Bits>) -> Self {
        Self::new(x.isa, T::float_on(x.isa).of_uint(x.register))
    }

    /// The integer part of a number that is not negative, if an unsigned integer holds it. For
    /// other values, the result may differ between ISAs.
    #[inline(always)]
    pub fn to_uint(self) -> Vector<S, T::Bits> {
        Vector::new(self.isa, T::float_on(self.isa).to_uint(self.register))
    }

    /// Looks each lane of `index` up in a table of 16 entries, by its low four bits.
    #[inline(always)]
    pub fn lookup(table: &[T; 16], index: Vector<S, T::Int>) -> Self {
        Self::new(index.isa, T::float_on(index.isa).lookup(table, index.register))
    }

    /// As [`lookup`](Self::lookup), in a table of 8 entries, by the low three bits: for `f32`, that
    /// takes 256 bits a third of the time.
    #[inline(always)]
    pub fn lookup_8(table: &[T; 8], index: Vector<S, T::Int>) -> Self {
        Self::new(index.isa, T::float_on(index.isa).lookup_8(table, index.register))
    }

    /// `self` in lanes where `self < other`, else `other`, also if either is NaN: one instruction
    /// where [`min`](Self::min) takes several.
    #[inline(always)]
    pub fn lesser(self, other: Self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).lesser(self.register, other.register))
    }

    /// As [`lesser`](Self::lesser), if `self > other`.
    #[inline(always)]
    pub fn greater(self, other: Self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).greater(self.register, other.register))
    }

    /// Whether lanes are NaN.
    #[inline(always)]
    pub fn is_nan(self) -> MaskOf<S, T> {
        !self.eq(self)
    }

    /// `self` with the sign of `sign`.
    #[inline(always)]
    pub fn copysign(self, sign: Self) -> Self {
        let sign_bit = self.like(T::from_f64(-0.0)).to_bits();
        Self::from_bits((self.to_bits() & !sign_bit) | (sign.to_bits() & sign_bit))
    }
}

impl<S: Isa> Vector<S, f64> {
    /// The number in this column of the row that each lane of `row` says, by its low bits: as many
    /// as the number of rows takes, which is a power of two.
    #[inline(always)]
    pub fn gather<const ROWS: usize, const COLUMNS: usize>(
        rows: &[[f64; COLUMNS]; ROWS],
        column: usize,
        row: Vector<S, i64>,
    ) -> Self {
        Self::new(row.isa, row.isa.gather(rows, column, row.register))
    }
}

impl<S: Isa> Vector<S, f32> {
    /// The lanes of the lower half as `f64`, and those of the upper half; with one lane per
    /// register, the same lane twice. Exact.
    ///
    /// `f64` arithmetic is the simplest way to an accurate `f32`:
    ///
    /// ```
    /// use tightloop_kernels::{Isa, Vector};
    ///
    /// /// `1 / sqrt(x)`, rounded nearly correctly.
    /// #[inline(always)]
    /// fn reciprocal_root<S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
    ///     let [low, high] = x.widen();
    ///     Vector::narrow([1.0 / low.sqrt(), 1.0 / high.sqrt()])
    /// }
    ///
    /// let x = Vector::splat(tightloop_kernels::isa::Scalar::new(), 16.0);
    /// assert_eq!(reciprocal_root(x).lane(0), 0.25);
    /// ```
    #[inline(always)]
    pub fn widen(self) -> [Vector<S, f64>; 2] {
        let [low, high] = self.isa.widen(self.register);
        [Vector::new(self.isa, low), Vector::new(self.isa, high)]
    }

    /// The inverse of [`widen`](Self::widen), rounded to nearest, ties to even.
    #[inline(always)]
    pub fn narrow([low, high]: [Vector<S, f64>; 2]) -> Self {
        Self::new(low.isa, low.isa.narrow([low.register, high.register]))
    }
}

impl<S: Isa, T: Lane> Add for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self::new(self.isa, T::on(self.isa).add(self.register, other.register))
    }
}

impl<S: Isa, T: Lane> Sub for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self::new(self.isa, T::on(self.isa).sub(self.register, other.register))
    }
}

impl<S: Isa, T: Lane> Mul for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self::new(self.isa, T::on(self.isa).mul(self.register, other.register))
    }
}

impl<S: Isa, T: Float> Div for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self::new(self.isa, T::float_on(self.isa).div(self.register, other.register))
    }
}

impl<S: Isa, T: Lane> Neg for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::new(self.isa, T::on(self.isa).neg(self.register))
    }
}

impl<S: Isa, T: Int> BitAnd for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).and(self.register, other.register))
    }
}

impl<S: Isa, T: Int> BitOr for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).or(self.register, other.register))
    }
}

impl<S: Isa, T: Int> BitXor for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn bitxor(self, other: Self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).xor(self.register, other.register))
    }
}

impl<S: Isa, T: Int> Not for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        self ^ self.like(T::wrapping_from(-1))
    }
}

/// Shifts to the left, by less than the number of bits of a lane.
impl<S: Isa, T: Int> Shl<u32> for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn shl(self, n: u32) -> Self {
        Self::new(self.isa, T::int_on(self.isa).shl(self.register, n))
    }
}

/// Shifts to the right, by less than the number of bits of a lane; signed types copy the sign.
impl<S: Isa, T: Int> Shr<u32> for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn shr(self, n: u32) -> Self {
        Self::new(self.isa, T::int_on(self.isa).shr(self.register, n))
    }
}

/// Shifts each lane to the left by its own count. Counts are unsigned; one that is not below the
/// number of bits gives 0.
impl<S: Isa, T: Int> Shl for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn shl(self, n: Self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).shl_each(self.register, n.register))
    }
}

/// Shifts each lane to the right by its own count; signed types copy the sign. Counts are unsigned;
/// one that is not below the number of bits gives 0, or copies of the sign.
impl<S: Isa, T: Int> Shr for Vector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn shr(self, n: Self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).shr_each(self.register, n.register))
    }
}

/// Lists the types whose operators take a number on either side.
macro_rules! with_numbers {
    ($($t:ident: $($trait:ident $method:ident),+;)*) => {$($(
        impl<S: Isa> $trait<$t> for Vector<S, $t> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: $t) -> Self {
                $trait::$method(self, self.like(other))
            }
        }

        impl<S: Isa> $trait<Vector<S, $t>> for $t {
            type Output = Vector<S, $t>;
            #[inline(always)]
            fn $method(self, other: Vector<S, $t>) -> Vector<S, $t> {
                $trait::$method(other.like(self), other)
            }
        }
    )+)*};
}
with_numbers! {
    f32: Add add, Sub sub, Mul mul, Div div;
    f64: Add add, Sub sub, Mul mul, Div div;
    i32: Add add, Sub sub, Mul mul, BitAnd bitand, BitOr bitor;
    i64: Add add, Sub sub, Mul mul, BitAnd bitand, BitOr bitor;
}

impl<S: Isa, T: Int> Vector<S, T> {
    /// The number of ones among the bits.
    #[inline(always)]
    pub fn count_ones(self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).count_ones(self.register))
    }

    /// The upper half of the product of two numbers whose bits are taken as unsigned.
    #[inline(always)]
    pub fn mul_high(self, other: Self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).mul_high(self.register, other.register))
    }

    /// `self + other`, or the end of the range that it is beyond.
    #[inline(always)]
    pub fn saturating_add(self, other: Self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).add_saturating(self.register, other.register))
    }

    /// `self - other`, or the end of the range that it is beyond.
    #[inline(always)]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self::new(self.isa, T::int_on(self.isa).sub_saturating(self.register, other.register))
    }

    /// The same bits as integers of another type of the same width.
    #[inline(always)]
    pub fn bitcast<U: Int<Mask = T::Mask>>(self) -> Vector<S, U> {
        Vector::new(self.isa, bytemuck::cast(self.register))
    }
}

impl<S: Isa, M: MaskLane> Mask<S, M> {
    /// Returns a register with its ISA.
    #[inline(always)]
    pub fn new(isa: S, register: MaskRegister<S, M>) -> Self {
        if cfg!(debug_assertions) {
            isa.check_frame();
        }
        Self { isa, register }
    }

    /// Returns `x` in every lane.
    #[inline(always)]
    pub fn splat(isa: S, x: bool) -> Self {
        Self::new(isa, M::on(isa).mask_splat(x))
    }

    /// `a` in lanes where the mask is true, else `b`.
    #[inline(always)]
    pub fn select<T: Lane<Mask = M>>(self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        Vector::new(self.isa, T::on(self.isa).select(self.register, a.register, b.register))
    }

    /// Lane `i` as bit `i`; bits past the last lane are 0.
    #[inline(always)]
    pub fn to_bits(self) -> u64 {
        M::on(self.isa).mask_bits(self.register)
    }

    /// Whether any lane is true.
    #[inline(always)]
    pub fn any(self) -> bool {
        self.to_bits() != 0
    }

    /// Whether all lanes are true.
    #[inline(always)]
    pub fn all(self) -> bool {
        self.to_bits() == Self::splat(self.isa, true).to_bits()
    }
}

impl<S: Isa, M: MaskLane> BitAnd for Mask<S, M> {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self::new(self.isa, M::on(self.isa).mask_and(self.register, other.register))
    }
}

impl<S: Isa, M: MaskLane> BitOr for Mask<S, M> {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self::new(self.isa, M::on(self.isa).mask_or(self.register, other.register))
    }
}

impl<S: Isa, M: MaskLane> BitXor for Mask<S, M> {
    type Output = Self;
    #[inline(always)]
    fn bitxor(self, other: Self) -> Self {
        Self::new(self.isa, M::on(self.isa).mask_xor(self.register, other.register))
    }
}

impl<S: Isa, M: MaskLane> Not for Mask<S, M> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        self ^ Self::splat(self.isa, true)
    }
}

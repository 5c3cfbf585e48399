//! Instruction sets: what a vector unit can do, stated once, and implemented in one file per ISA.
//!
//! An [`Isa`] is a zero-sized token. Owning one proves that the running CPU has the features in its
//! name, so everything that takes a token is safe to call. Apart from the micro-kernels of `gemm`,
//! only this folder names `core::arch` or a target architecture.
//!
//! Three traits say what can be done with registers of one lane type: [`Lanes`] for every type, and
//! [`FloatLanes`] and [`IntLanes`] for what only floats or integers have. [`MaskLanes`] is for the
//! results of comparisons. They have the methods that take an ISA a few instructions; formulas made
//! of those are methods of [`Vector`](crate::Vector).
//!
//! Every method returns the same bits on every ISA, except for signs and payloads of NaN.
//!
//! In the files of the ISAs, `SAFETY: the token` stands for: the token `self` proves that the CPU
//! has the features of the intrinsics called.

pub(crate) mod baseline;

mod frame;
#[doc(hidden)]
pub use frame::{Frame, Origin};

mod scalar;
pub use scalar::Scalar;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
pub use avx2::Avx2;

#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
pub use avx512::Avx512;

#[cfg(target_arch = "aarch64")]
mod neon;
#[cfg(target_arch = "aarch64")]
pub use neon::Neon;

#[cfg(feature = "pulp")]
mod pulp;
#[cfg(feature = "pulp")]
pub use pulp::Bridge;

/// The bridge to the crate `pulp`: empty without the feature of this name.
#[cfg(not(feature = "pulp"))]
pub trait Bridge {}
#[cfg(not(feature = "pulp"))]
impl<S: Isa> Bridge for S {}

use crate::lane::{Float, Lane, MaskLane};
use crate::sealed::Sealed;
use bytemuck::Pod;
use half::f16;

/// A computation that [`Isa::vectorize`] compiles for one ISA.
pub trait Vectorize {
    /// The result of the computation.
    type Output;

    /// Runs the computation.
    ///
    /// Must be `#[inline(always)]`, and so must every function that it calls with vectors: see
    /// [`op`](crate::op#inlinealways-is-a-must).
    fn call<S: Isa>(self, s: S) -> Self::Output;
}

/// An instruction set: a zero-sized token, which proves that the running CPU has it. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be an instruction set",
    label = "not an `Isa`",
    note = "functions on vectors are generic over it: `fn f<S: Isa>(x: Vector<S, f32>)`"
)]
pub trait Isa:
    Copy
    + core::fmt::Debug
    + Send
    + Sync
    + 'static
    + Bridge
    + IntLanes<i8>
    + IntLanes<u8>
    + IntLanes<i16>
    + IntLanes<u16>
    + IntLanes<i32>
    + IntLanes<u32>
    + IntLanes<i64>
    + IntLanes<u64>
    + FloatLanes<f32>
    + FloatLanes<f64>
{
    /// Returns the token, taken on trust.
    ///
    /// # Safety
    /// The running CPU has every feature that the type names, and the system has enabled it.
    unsafe fn new_unchecked() -> Self;

    /// Called wherever a register is made, in builds with `debug_assertions`: see
    /// [`inlining`](crate::inlining).
    #[doc(hidden)]
    #[inline(always)]
    fn check_frame(self) {}

    /// Runs `f` in code compiled for this ISA.
    fn vectorize<F: Vectorize>(self, f: F) -> F::Output;

    /// Loads half-precision floats and widens them, which is exact.
    ///
    /// # Safety
    /// `p` is valid for reads of one element per lane of `f32`.
    unsafe fn load_f16(self, p: *const f16) -> <Self as Lanes<f32>>::Register;

    /// Rounds to half-precision floats, to nearest, ties to even, and stores them.
    ///
    /// # Safety
    /// `p` is valid for writes of one element per lane of `f32`.
    unsafe fn store_f16(self, p: *mut f16, x: <Self as Lanes<f32>>::Register);

    /// The lanes of the lower half of a register as `f64`, and those of the upper half; with one
    /// lane per register, the same lane twice. Exact.
    fn widen(self, x: <Self as Lanes<f32>>::Register) -> [<Self as Lanes<f64>>::Register; 2];

    /// The inverse of [`widen`](Self::widen), rounded to nearest, ties to even.
    fn narrow(self, x: [<Self as Lanes<f64>>::Register; 2]) -> <Self as Lanes<f32>>::Register;

    /// The number in this column of the row that each lane says, by its low bits: as many as the
    /// number of rows takes, which is a power of two.
    #[inline(always)]
    fn gather<const ROWS: usize, const COLUMNS: usize>(
        self,
        rows: &[[f64; COLUMNS]; ROWS],
        column: usize,
        row: <Self as Lanes<i64>>::Register,
    ) -> <Self as Lanes<f64>>::Register {
        const { assert!(ROWS.is_power_of_two()) };
        let mut numbers = self.splat(0.0_f64);
        let lanes = bytemuck::cast_slice_mut::<_, f64>(core::slice::from_mut(&mut numbers));
        let of_lanes = bytemuck::cast_slice::<_, i64>(core::slice::from_ref(&row));
        for (number, row) in lanes.iter_mut().zip(of_lanes) {
            *number = rows[*row as usize & (ROWS - 1)][column];
        }
        numbers
    }

    /// Adds the product of the lower halves of two lanes, and that of the upper halves, to a third
    /// one. Halves are signed integers of 16 bits; sums wrap.
    #[inline(always)]
    fn add_pairs(
        self,
        sums: <Self as Lanes<i32>>::Register,
        a: <Self as Lanes<i32>>::Register,
        b: <Self as Lanes<i32>>::Register,
    ) -> <Self as Lanes<i32>>::Register {
        let mut sums = sums;
        let numbers = bytemuck::cast_slice_mut::<_, i32>(core::slice::from_mut(&mut sums));
        let a = bytemuck::cast_slice::<_, i32>(core::slice::from_ref(&a));
        let b = bytemuck::cast_slice::<_, i32>(core::slice::from_ref(&b));
        for ((sum, a), b) in numbers.iter_mut().zip(a).zip(b) {
            let low = i32::from(*a as i16) * i32::from(*b as i16);
            *sum = sum.wrapping_add(low).wrapping_add((a >> 16) * (b >> 16));
        }
        sums
    }

    /// [`add_pairs`](Self::add_pairs), with the instruction for it that only some CPUs have.
    ///
    /// # Safety
    /// The CPU has the ISA's instructions for dot products: AVX-512 VNNI or AVX-VNNI.
    #[inline(always)]
    unsafe fn dot_pairs(
        self,
        sums: <Self as Lanes<i32>>::Register,
        a: <Self as Lanes<i32>>::Register,
        b: <Self as Lanes<i32>>::Register,
    ) -> <Self as Lanes<i32>>::Register {
        self.add_pairs(sums, a, b)
    }

    /// Adds the products of the four bytes of two lanes to a third one. The bytes of `a` are
    /// unsigned, and those of `b` signed; sums wrap.
    ///
    /// # Safety
    /// As for [`dot_pairs`](Self::dot_pairs).
    #[inline(always)]
    unsafe fn dot_quads(
        self,
        sums: <Self as Lanes<i32>>::Register,
        a: <Self as Lanes<i32>>::Register,
        b: <Self as Lanes<i32>>::Register,
    ) -> <Self as Lanes<i32>>::Register {
        let mut sums = sums;
        let numbers = bytemuck::cast_slice_mut::<_, i32>(core::slice::from_mut(&mut sums));
        let a = bytemuck::cast_slice::<_, [u8; 4]>(core::slice::from_ref(&a));
        let b = bytemuck::cast_slice::<_, [i8; 4]>(core::slice::from_ref(&b));
        for ((sum, a), b) in numbers.iter_mut().zip(a).zip(b) {
            for (&a, &b) in a.iter().zip(b) {
                *sum = sum.wrapping_add(i32::from(a) * i32::from(b));
            }
        }
        sums
    }

    /// Stores a register past the caches, if the ISA can. A fence must follow before another thread
    /// reads it.
    ///
    /// # Safety
    /// `p` is valid for writes of a register, and its address is a multiple of the register's size.
    unsafe fn stream(self, p: *mut u8, x: <Self as Lanes<u8>>::Register);

    /// Returns every second element of `a` and then `b`, beginning with the first. `size` is the
    /// size of an element in bytes: 1, 2, 4, 8 or 16, and at most that of a register.
    fn even(
        self,
        a: <Self as Lanes<u8>>::Register,
        b: <Self as Lanes<u8>>::Register,
        size: usize,
    ) -> <Self as Lanes<u8>>::Register;

    /// As [`even`](Self::even), but beginning with the second element.
    fn odd(
        self,
        a: <Self as Lanes<u8>>::Register,
        b: <Self as Lanes<u8>>::Register,
        size: usize,
    ) -> <Self as Lanes<u8>>::Register;

    /// Returns the elements of `a`, the last one first. `size` is as for [`even`](Self::even).
    fn reversed(
        self,
        a: <Self as Lanes<u8>>::Register,
        size: usize,
    ) -> <Self as Lanes<u8>>::Register;

    /// Copies the last element of the first of each two blocks to all elements of both. `SIZE` is
    /// the size of an element in bytes, 1, 2, 4 or 8, and `BLOCK` the number of elements in a
    /// block, a power of two. If a block is a whole register, it is its own first one.
    fn spread<const SIZE: usize, const BLOCK: usize>(
        self,
        a: <Self as Lanes<u8>>::Register,
    ) -> <Self as Lanes<u8>>::Register;
}

/// Returns from where [`Isa::spread`] copies each of the `N` parts of a register: an element has so
/// many `parts`. If there are fewer parts than in a block, the last element is copied.
#[allow(dead_code, reason = "an architecture without vectors has only the scalar file")]
const fn spread_from<const N: usize>(block: usize, parts: usize) -> [u8; N] {
    let mut from = [0; N];
    let mut i = 0;
    while i < N {
        let element = ((i / parts) & !(2 * block - 1)) | (block - 1);
        from[i] = ((element * parts + i % parts) % N) as u8;
        i += 1;
    }
    from
}

/// Registers of one lane type: memory, comparison, selection and the arithmetic of all types.
pub trait Lanes<T: Lane>: MaskLanes<T::Mask> {
    /// A register of `T`.
    type Register: Pod;
    /// The number of lanes of a register.
    const LANES: usize = size_of::<RegisterOn<Self, T>>() / size_of::<T>();

    /// Returns `x` in every lane.
    fn splat(self, x: T) -> RegisterOn<Self, T>;

    /// Loads a register; no alignment beyond that of `T` is needed.
    ///
    /// # Safety
    /// `p` is valid for reads of `LANES` elements.
    #[inline(always)]
    unsafe fn load(self, p: *const T) -> RegisterOn<Self, T> {
        // SAFETY: `p` is valid for reads of `LANES` elements, which are a register, and any bits
        // are valid in it.
        unsafe { p.cast::<RegisterOn<Self, T>>().read_unaligned() }
    }

    /// Stores a register; no alignment beyond that of `T` is needed.
    ///
    /// # Safety
    /// `p` is valid for writes of `LANES` elements.
    #[inline(always)]
    unsafe fn store(self, p: *mut T, x: RegisterOn<Self, T>) {
        // SAFETY: `p` is valid for writes of `LANES` elements, which are a register.
        unsafe { p.cast::<RegisterOn<Self, T>>().write_unaligned(x) }
    }

    /// Loads the first `n` lanes, and touches no memory beyond them; the other lanes are those of
    /// `fill`.
    ///
    /// # Safety
    /// `p` is valid for reads of `n` elements, and `n <= LANES`.
    #[inline(always)]
    unsafe fn load_partial(
        self,
        p: *const T,
        n: usize,
        fill: RegisterOn<Self, T>,
    ) -> RegisterOn<Self, T> {
        let mut padded = fill;
        // SAFETY: `padded` holds `LANES` elements, at least the `n` for which `p` is valid.
        unsafe { core::ptr::copy_nonoverlapping(p, (&raw mut padded).cast::<T>(), n) };
        padded
    }

    /// Stores the first `n` lanes, and touches no memory beyond them.
    ///
    /// # Safety
    /// `p` is valid for writes of `n` elements, and `n <= LANES`.
    #[inline(always)]
    unsafe fn store_partial(self, p: *mut T, n: usize, x: RegisterOn<Self, T>) {
        // SAFETY: `x` holds `LANES` elements, at least the `n` for which `p` is valid.
        unsafe { core::ptr::copy_nonoverlapping((&raw const x).cast::<T>(), p, n) }
    }

    /// `a == b`; false if either is NaN.
    fn eq(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> MaskOn<Self, T>;
    /// `a < b`; false if either is NaN.
    fn lt(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> MaskOn<Self, T>;
    /// `a <= b`; false if either is NaN.
    fn le(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> MaskOn<Self, T>;
    /// `a` in lanes where the mask is true, else `b`.
    fn select(
        self,
        mask: MaskOn<Self, T>,
        a: RegisterOn<Self, T>,
        b: RegisterOn<Self, T>,
    ) -> RegisterOn<Self, T>;

    /// `a + b`; integers wrap.
    fn add(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `a - b`; integers wrap.
    fn sub(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `a * b`; integers wrap.
    fn mul(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The smaller: NaN if either is NaN, and -0 is below +0.
    fn min(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The larger: NaN if either is NaN, and -0 is below +0.
    fn max(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The smaller, ignoring NaN; -0 is below +0.
    #[inline(always)]
    fn fmin(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T> {
        let (a_is_number, b_is_number) = (self.eq(a, a), self.eq(b, b));
        self.select(a_is_number, self.select(b_is_number, self.min(a, b), a), b)
    }
    /// The larger, ignoring NaN; -0 is below +0.
    #[inline(always)]
    fn fmax(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T> {
        let (a_is_number, b_is_number) = (self.eq(a, a), self.eq(b, b));
        self.select(a_is_number, self.select(b_is_number, self.max(a, b), a), b)
    }
    /// `|a|`; the least signed integer stays itself.
    fn abs(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `-a`; integers wrap.
    fn neg(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
}

/// Registers of floats.
pub trait FloatLanes<T: Float>: Lanes<T> + IntLanes<T::Bits> + IntLanes<T::Int> {
    /// `a / b`, correctly rounded.
    fn div(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// [`div`](Self::div), for operations that compute little else: they wait for the unit that
    /// divides, and others for the instructions around it.
    #[inline(always)]
    fn div_alone(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T> {
        self.div(a, b)
    }
    /// The square root, correctly rounded.
    fn sqrt(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// [`sqrt`](Self::sqrt), for operations that compute little else. CPUs take roots in a unit
    /// beside the others, for which other instructions need not wait, but which is slow by itself.
    #[inline(always)]
    fn sqrt_alone(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T> {
        self.sqrt(a)
    }
    /// `a * b + c`, rounded once.
    fn mul_add(
        self,
        a: RegisterOn<Self, T>,
        b: RegisterOn<Self, T>,
        c: RegisterOn<Self, T>,
    ) -> RegisterOn<Self, T>;
    /// `c - a * b`, rounded once.
    fn neg_mul_add(
        self,
        a: RegisterOn<Self, T>,
        b: RegisterOn<Self, T>,
        c: RegisterOn<Self, T>,
    ) -> RegisterOn<Self, T>;
    /// `a` in lanes where `a < b`, else `b`.
    #[inline(always)]
    fn lesser(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T> {
        Lanes::<T>::select(self, Lanes::<T>::lt(self, a, b), a, b)
    }
    /// `a` in lanes where `a > b`, else `b`.
    #[inline(always)]
    fn greater(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T> {
        Lanes::<T>::select(self, Lanes::<T>::lt(self, b, a), a, b)
    }
    /// The nearest integer, ties to even.
    fn round(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The largest integer not above.
    fn floor(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The smallest integer not below.
    fn ceil(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The integer part.
    fn trunc(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;

    /// The bits of the floats.
    fn to_bits(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T::Bits>;
    /// The floats with these bits.
    fn of_bits(self, a: RegisterOn<Self, T::Bits>) -> RegisterOn<Self, T>;
    /// The nearest integer, ties to even, if `T::Int` holds it and, for `f64`, if it is within
    /// +-2^51. For other values, the result may differ between ISAs.
    fn to_int(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T::Int>;
    /// The float nearest to an integer, which for `f64` must be within +-2^51.
    fn of_int(self, a: RegisterOn<Self, T::Int>) -> RegisterOn<Self, T>;
    /// The float nearest to an unsigned integer, ties to even.
    fn of_uint(self, a: RegisterOn<Self, T::Bits>) -> RegisterOn<Self, T>;
    /// The integer part of a number that is not negative, if an unsigned integer holds it. For
    /// other values, the result may differ between ISAs.
    fn to_uint(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T::Bits>;
    /// Loads pairs, and returns their first elements and their second ones.
    ///
    /// # Safety
    /// `p` is valid for reads of `2 * LANES` elements.
    #[inline(always)]
    unsafe fn load_pairs(self, p: *const T) -> [RegisterOn<Self, T>; 2] {
        // SAFETY: `p` is valid for reads of two registers.
        unsafe { self.deinterleave(self.load(p), self.load(p.add(<Self as Lanes<T>>::LANES))) }
    }
    /// Stores pairs of a lane of `x[0]` and that of `x[1]`.
    ///
    /// # Safety
    /// `p` is valid for writes of `2 * LANES` elements.
    #[inline(always)]
    unsafe fn store_pairs(self, p: *mut T, x: [RegisterOn<Self, T>; 2]) {
        let [a, b] = self.interleave(x[0], x[1]);
        // SAFETY: `p` is valid for writes of two registers.
        unsafe {
            self.store(p, a);
            self.store(p.add(<Self as Lanes<T>>::LANES), b);
        }
    }
    /// The even lanes of `a` and then `b`, and the odd ones.
    fn deinterleave(
        self,
        a: RegisterOn<Self, T>,
        b: RegisterOn<Self, T>,
    ) -> [RegisterOn<Self, T>; 2];
    /// Alternating lanes of `a` and `b`, in two registers: the inverse of
    /// [`deinterleave`](Self::deinterleave).
    fn interleave(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>)
    -> [RegisterOn<Self, T>; 2];
    /// The first number of each pair of lanes twice, in two registers that hold pairs one after
    /// the other; with one lane per register, they are one pair.
    #[inline(always)]
    fn firsts_of_pairs(self, x: [RegisterOn<Self, T>; 2]) -> [RegisterOn<Self, T>; 2] {
        let [first, _] = self.deinterleave(x[0], x[1]);
        self.interleave(first, first)
    }
    /// As [`firsts_of_pairs`](Self::firsts_of_pairs), but the second number.
    #[inline(always)]
    fn seconds_of_pairs(self, x: [RegisterOn<Self, T>; 2]) -> [RegisterOn<Self, T>; 2] {
        let [_, second] = self.deinterleave(x[0], x[1]);
        self.interleave(second, second)
    }
    /// As [`firsts_of_pairs`](Self::firsts_of_pairs), but both numbers, the second one first.
    #[inline(always)]
    fn swapped_pairs(self, x: [RegisterOn<Self, T>; 2]) -> [RegisterOn<Self, T>; 2] {
        let [first, second] = self.deinterleave(x[0], x[1]);
        self.interleave(second, first)
    }
    /// Loads `count` neighbours from each of as many lines as a register has lanes, and returns
    /// their columns: the first element of each line, the second ones, and so on. The registers
    /// beyond may hold anything. `lines` are the addresses of the lines, and `offset` is added to
    /// each, in elements.
    ///
    /// # Safety
    /// The first `LANES` lines are valid for reads of `count` elements from there on, and `count`
    /// is at most `LANES`.
    #[inline(always)]
    unsafe fn load_columns(
        self,
        lines: &[*const T; MAX_FLOATS],
        offset: isize,
        count: usize,
    ) -> [RegisterOn<Self, T>; MAX_FLOATS] {
        let lanes = <Self as Lanes<T>>::LANES;
        let zero = Lanes::<T>::splat(self, T::ZERO);
        let mut square = [zero; MAX_FLOATS];
        for (register, line) in square[..lanes].iter_mut().zip(lines) {
            // SAFETY: the line is valid for reads of `count` elements.
            *register = unsafe {
                let line = line.offset(offset);
                if count == lanes { self.load(line) } else { self.load_partial(line, count, zero) }
            };
        }
        // Each time rotates the bits of a register's number and a lane's by one: see
        // `baseline::rotate`.
        for _ in 0..lanes.ilog2() {
            let halves = square;
            for i in 0..lanes / 2 {
                let [a, b] = self.interleave(halves[i], halves[i + lanes / 2]);
                (square[2 * i], square[2 * i + 1]) = (a, b);
            }
        }
        square
    }
    /// Looks each lane of `index` up in a table of 16 entries, by its low four bits.
    fn lookup(self, table: &[T; 16], index: RegisterOn<Self, T::Int>) -> RegisterOn<Self, T>;
    /// As [`lookup`](Self::lookup), in a table of 8 entries, by the low three bits.
    #[inline(always)]
    fn lookup_8(self, table: &[T; 8], index: RegisterOn<Self, T::Int>) -> RegisterOn<Self, T> {
        let &[a, b, c, d, e, f, g, h] = table;
        self.lookup(&[a, b, c, d, e, f, g, h, a, b, c, d, e, f, g, h], index)
    }
}

/// The register that holds lanes of `T` on `S`.
type RegisterOn<S, T> = <S as Lanes<T>>::Register;

/// The register that holds one truth value per lane of `T` on `S`.
type MaskOn<S, T> = <S as MaskLanes<<T as Lane>::Mask>>::Register;

/// Registers of integers.
pub trait IntLanes<T: Lane>: Lanes<T> {
    /// Bitwise and.
    fn and(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// Bitwise or.
    fn or(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// Bitwise exclusive or.
    fn xor(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `a << n`, for `n` below the number of bits.
    fn shl(self, a: RegisterOn<Self, T>, n: u32) -> RegisterOn<Self, T>;
    /// `a >> n`, for `n` below the number of bits; signed types copy the sign.
    fn shr(self, a: RegisterOn<Self, T>, n: u32) -> RegisterOn<Self, T>;
    /// `a << n`, lane by lane. Counts are unsigned; one that is not below the number of bits gives
    /// 0.
    fn shl_each(self, a: RegisterOn<Self, T>, n: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `a >> n`, lane by lane; signed types copy the sign. Counts are unsigned; one that is not
    /// below the number of bits gives 0, or copies of the sign.
    fn shr_each(self, a: RegisterOn<Self, T>, n: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The number of ones among the bits.
    fn count_ones(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The upper half of the product of two numbers whose bits are taken as unsigned.
    fn mul_high(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `a + b`, or the end of the range that it is beyond.
    fn add_saturating(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `a - b`, or the end of the range that it is beyond.
    fn sub_saturating(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
}

/// Masks: one truth value per lane, for lanes of one width.
pub trait MaskLanes<M: MaskLane>: Copy + Sealed {
    /// A mask.
    type Register: Copy;

    /// All lanes true, or all false.
    fn mask_splat(self, x: bool) -> Self::Register;
    /// Lanes where both are true.
    fn mask_and(self, a: Self::Register, b: Self::Register) -> Self::Register;
    /// Lanes where either is true.
    fn mask_or(self, a: Self::Register, b: Self::Register) -> Self::Register;
    /// Lanes where exactly one is true.
    fn mask_xor(self, a: Self::Register, b: Self::Register) -> Self::Register;
    /// Lane `i` as bit `i`; bits past the last lane are 0.
    fn mask_bits(self, a: Self::Register) -> u64;

    /// Loads one `bool` per lane.
    ///
    /// # Safety
    /// `p` is valid for reads of one `bool` per lane.
    unsafe fn load_bools(self, p: *const bool) -> Self::Register;
    /// Stores one `bool` per lane.
    ///
    /// # Safety
    /// `p` is valid for writes of one `bool` per lane.
    unsafe fn store_bools(self, p: *mut bool, a: Self::Register);
    /// Stores one `bool` per lane of four masks, one after the other. Each has this many lanes.
    ///
    /// # Safety
    /// `p` is valid for writes of `4 * lanes` `bool`s.
    #[inline(always)]
    unsafe fn store_bools_of_four(self, p: *mut bool, lanes: usize, masks: [Self::Register; 4]) {
        for (k, mask) in masks.into_iter().enumerate() {
            // SAFETY: the `bool`s of each mask are among those for which `p` is valid.
            unsafe { self.store_bools(p.add(k * lanes), mask) }
        }
    }

    /// Loads `n` `bool`s into the first lanes; the other lanes are those of `fill`.
    ///
    /// # Safety
    /// `p` is valid for reads of `n` `bool`s, and `n` is at most the number of lanes.
    #[inline(always)]
    unsafe fn load_bools_partial(
        self,
        p: *const bool,
        n: usize,
        fill: Self::Register,
    ) -> Self::Register {
        let mut padded = [false; MAX_LANES];
        // SAFETY: `padded` holds `MAX_LANES` `bool`s, so at least one per lane, and those are at
        // least the `n` for which `p` is valid.
        unsafe {
            self.store_bools(padded.as_mut_ptr(), fill);
            core::ptr::copy_nonoverlapping(p, padded.as_mut_ptr(), n);
            self.load_bools(padded.as_ptr())
        }
    }
    /// Stores the first `n` lanes.
    ///
    /// # Safety
    /// `p` is valid for writes of `n` `bool`s, and `n` is at most the number of lanes.
    #[inline(always)]
    unsafe fn store_bools_partial(self, p: *mut bool, n: usize, a: Self::Register) {
        let mut padded = [false; MAX_LANES];
        // SAFETY: `padded` holds `MAX_LANES` `bool`s, so at least one per lane, and those are at
        // least the `n` for which `p` is valid.
        unsafe {
            self.store_bools(padded.as_mut_ptr(), a);
            core::ptr::copy_nonoverlapping(padded.as_ptr(), p, n);
        }
    }
}

/// The most lanes that a register of any type has on any ISA: 64 bytes in 512 bits.
pub const MAX_LANES: usize = 64;

/// The most lanes that a register of floats has.
pub const MAX_FLOATS: usize = 16;

/// Compiles a function for the features with which [`avx2_features`](crate::avx2_features) and its
/// like call this macro. The compiler checks that its intrinsics need no others.
#[allow(unused_macros, reason = "an architecture without vectors has only the scalar file")]
macro_rules! compiled_for {
    ($function:item $($feature:literal)*) => {
        $(#[target_feature(enable = $feature)])*
        $function
    };
}

/// Lists the methods of a token that are one expression of intrinsics. `$features` is the macro
/// that lists the features of the token.
#[allow(unused_macros, reason = "an architecture without vectors has only the scalar file")]
macro_rules! intrinsics {
    ($features:ident: $($name:ident($($arg:ident: $ty:ty),*) -> $ret:ty = $body:expr;)*) => {$(
        #[inline(always)]
        fn $name(self, $($arg: $ty),*) -> $ret {
            $features! { compiled_for
                #[inline]
                fn compiled($($arg: $ty),*) -> $ret {
                    $body
                }
            }
            // SAFETY: the token `self` proves that the CPU has these features.
            unsafe { compiled($($arg),*) }
        }
    )*};
}

/// Lists functions on registers that take several instructions, for the methods that [`intrinsics`]
/// lists. `$features` is as there.
#[allow(unused_macros, reason = "an architecture without vectors has only the scalar file")]
macro_rules! composed {
    ($features:ident: $(
        $(#[$doc:meta])*
        $visible:vis $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty { $($body:tt)* }
    )*) => {$(
        $features! { compiled_for
            $(#[$doc])*
            #[inline]
            $visible fn $name($($arg: $ty),*) -> $ret {
                $($body)*
            }
        }
    )*};
}

#[allow(unused_imports, reason = "an architecture without vectors has only the scalar file")]
/// Lists the methods of a token that are an instruction for dot products, which not all CPUs with
/// the ISA have. Intrinsics would not be inlined into functions without that feature.
#[cfg(target_arch = "x86_64")]
macro_rules! dots {
    ($features:ident, $class:ident, $register:ty: $($name:ident = $instruction:literal;)*) => {$(
        #[inline(always)]
        unsafe fn $name(self, sums: $register, a: $register, b: $register) -> $register {
            $features! { compiled_for
                /// # Safety
                /// The CPU has the instruction.
                #[inline]
                unsafe fn compiled(sums: $register, a: $register, b: $register) -> $register {
                    let mut sums = sums;
                    // SAFETY: the CPU has the instruction, which touches these registers alone.
                    unsafe {
                        core::arch::asm!(
                            concat!($instruction, " {}, {}, {}"),
                            inout($class) sums,
                            in($class) a,
                            in($class) b,
                            options(pure, nomem, nostack, preserves_flags),
                        )
                    };
                    sums
                }
            }
            // SAFETY: the token `self` proves that the CPU has these features; it has the
            // instruction by this method's contract.
            unsafe { compiled(sums, a, b) }
        }
    )*};
}

#[cfg(target_arch = "x86_64")]
pub(crate) use dots;
pub(crate) use {compiled_for, composed, intrinsics};

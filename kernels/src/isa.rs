//! Instruction sets: what a vector unit can do, stated once, implemented in one file an ISA.
//!
//! An [`Isa`] is a zero-sized token. Owning one is the proof that the running CPU has the features
//! in its name, so everything that takes a token is safe to call. Beside the micro-kernels of
//! `gemm`, only this folder names `core::arch` or a target architecture.
//!
//! Three traits say what can be done with registers of one lane type: [`Lanes`] for every type,
//! [`FloatLanes`] and [`IntLanes`] for what only floats or integers have; [`MaskLanes`] is for the
//! results of comparisons. They hold what an ISA does in few instructions; whatever is a formula
//! over those is a method of [`Vector`](crate::Vector) instead.
//!
//! Every method gives the same bits on every ISA, NaN payloads and signs of NaNs apart.

pub(crate) mod baseline;

mod frame;
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

/// What every [`Isa`] is to the crate `pulp`: nothing, without the feature of this name.
#[cfg(not(feature = "pulp"))]
pub trait Bridge {}
#[cfg(not(feature = "pulp"))]
impl<S: Isa> Bridge for S {}

use crate::lane::{Float, Lane, MaskLane};
use crate::sealed::Sealed;
use bytemuck::Pod;
use half::f16;

/// A computation that is to be compiled for one ISA; see [`Isa::vectorize`].
pub trait Vectorize {
    /// What the computation gives.
    type Output;

    /// The computation. Must be `#[inline(always)]`, as must be all that it calls with registers in
    /// hand.
    fn call<S: Isa>(self, s: S) -> Self::Output;
}

/// An instruction set, by a zero-sized token that proves that the running CPU has it. Sealed.
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
    /// The token, taken on trust.
    ///
    /// # Safety
    /// The running CPU and its system have every feature that the type names.
    unsafe fn new_unchecked() -> Self;

    /// Called wherever a register is made, in builds with `debug_assertions`: see
    /// [`inlining`](crate::inlining).
    #[doc(hidden)]
    #[inline(always)]
    fn check_frame(self) {}

    /// Runs `f` in code compiled for this ISA.
    fn vectorize<F: Vectorize>(self, f: F) -> F::Output;

    /// Loads half-precision floats, widened without error.
    ///
    /// # Safety
    /// `p` is valid for reads of as many elements as a register of `f32` has lanes.
    unsafe fn load_f16(self, p: *const f16) -> <Self as Lanes<f32>>::Register;

    /// Stores half-precision floats, rounded to nearest, ties to even.
    ///
    /// # Safety
    /// `p` is valid for writes of as many elements as a register of `f32` has lanes.
    unsafe fn store_f16(self, p: *mut f16, x: <Self as Lanes<f32>>::Register);

    /// Stores a register past the caches, where the ISA can. A fence has to follow before another
    /// thread reads it.
    ///
    /// # Safety
    /// `p` is valid for writes of as many bytes as a register has, and a multiple of their number.
    unsafe fn stream(self, p: *mut u8, x: <Self as Lanes<u8>>::Register);

    /// The elements of both registers, one after the other, without every second one. `size` is
    /// that of an element in bytes, 1, 2, 4, 8 or 16, and not more than a register has.
    fn even(
        self,
        a: <Self as Lanes<u8>>::Register,
        b: <Self as Lanes<u8>>::Register,
        size: usize,
    ) -> <Self as Lanes<u8>>::Register;
}

/// Registers of one lane type: memory, comparison, selection and the arithmetic that all types
/// have.
pub trait Lanes<T: Lane>: MaskLanes<T::Mask> {
    /// As many lanes of `T` as the ISA holds in one register.
    type Register: Pod;
    /// The number of lanes.
    const LANES: usize = size_of::<RegisterOn<Self, T>>() / size_of::<T>();

    /// `x` in every lane.
    fn splat(self, x: T) -> RegisterOn<Self, T>;

    /// Loads a register; no alignment beyond that of `T` is needed.
    ///
    /// # Safety
    /// `p` is valid for reads of `LANES` elements.
    #[inline(always)]
    unsafe fn load(self, p: *const T) -> RegisterOn<Self, T> {
        // SAFETY: the caller's promise; a register has no invalid bits.
        unsafe { p.cast::<RegisterOn<Self, T>>().read_unaligned() }
    }

    /// Stores a register; no alignment beyond that of `T` is needed.
    ///
    /// # Safety
    /// `p` is valid for writes of `LANES` elements.
    #[inline(always)]
    unsafe fn store(self, p: *mut T, x: RegisterOn<Self, T>) {
        // SAFETY: the caller's promise.
        unsafe { p.cast::<RegisterOn<Self, T>>().write_unaligned(x) }
    }

    /// Loads the first `n < LANES` lanes, and touches no memory beyond them; the others are those
    /// of `fill`.
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
        // SAFETY: `padded` holds `LANES >= n` elements, and `p` the caller's `n`.
        unsafe { core::ptr::copy_nonoverlapping(p, (&raw mut padded).cast::<T>(), n) };
        padded
    }

    /// Stores the first `n < LANES` lanes, and touches no memory beyond them.
    ///
    /// # Safety
    /// `p` is valid for writes of `n` elements, and `n <= LANES`.
    #[inline(always)]
    unsafe fn store_partial(self, p: *mut T, n: usize, x: RegisterOn<Self, T>) {
        // SAFETY: `x` holds `LANES >= n` elements, and `p` has room for the caller's `n`.
        unsafe { core::ptr::copy_nonoverlapping((&raw const x).cast::<T>(), p, n) }
    }

    /// `a == b`; false where either is NaN.
    fn eq(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> MaskOn<Self, T>;
    /// `a < b`; false where either is NaN.
    fn lt(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> MaskOn<Self, T>;
    /// `a <= b`; false where either is NaN.
    fn le(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> MaskOn<Self, T>;
    /// `a` where the mask is true, else `b`.
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
    /// The smaller: NaN where either is NaN, and -0 below +0.
    fn min(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The larger: NaN where either is NaN, and -0 below +0.
    fn max(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `|a|`; the least signed integer stays itself.
    fn abs(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `-a`; integers wrap.
    fn neg(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
}

/// What only floats have.
pub trait FloatLanes<T: Float>: Lanes<T> + IntLanes<T::Bits> + IntLanes<T::Int> {
    /// `a / b`, correctly rounded.
    fn div(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The square root, correctly rounded.
    fn sqrt(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
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
    /// The nearest integer, ties to even.
    fn round(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The largest integer not above.
    fn floor(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The smallest integer not below.
    fn ceil(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// The integer part.
    fn trunc(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T>;

    /// The bits of the representation.
    fn to_bits(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T::Bits>;
    /// The float of these bits.
    fn of_bits(self, a: RegisterOn<Self, T::Bits>) -> RegisterOn<Self, T>;
    /// The nearest integer, ties to even, of a value that `T::Int` holds and, for `f64`, that lies
    /// within +-2^51. Anything else gives an integer that may differ from ISA to ISA.
    fn to_int(self, a: RegisterOn<Self, T>) -> RegisterOn<Self, T::Int>;
    /// The nearest float of an integer that, for `f64`, lies within +-2^51.
    fn of_int(self, a: RegisterOn<Self, T::Int>) -> RegisterOn<Self, T>;
    /// Loads pairs: all first elements, and all second ones.
    ///
    /// # Safety
    /// `p` is valid for reads of as many elements as two registers have lanes.
    #[inline(always)]
    unsafe fn load_pairs(self, p: *const T) -> [RegisterOn<Self, T>; 2] {
        // SAFETY: the caller's promise.
        unsafe { self.deinterleave(self.load(p), self.load(p.add(<Self as Lanes<T>>::LANES))) }
    }
    /// Stores the pairs of `x[0]` and `x[1]`.
    ///
    /// # Safety
    /// `p` is valid for writes of as many elements as two registers have lanes.
    #[inline(always)]
    unsafe fn store_pairs(self, p: *mut T, x: [RegisterOn<Self, T>; 2]) {
        let [a, b] = self.interleave(x[0], x[1]);
        // SAFETY: the caller's promise.
        unsafe {
            self.store(p, a);
            self.store(p.add(<Self as Lanes<T>>::LANES), b);
        }
    }
    /// The lanes at even places of `a` and then `b`, and those at odd places.
    fn deinterleave(
        self,
        a: RegisterOn<Self, T>,
        b: RegisterOn<Self, T>,
    ) -> [RegisterOn<Self, T>; 2];
    /// The lanes of `a` and `b` by turns, in two registers: undoes
    /// [`deinterleave`](Self::deinterleave).
    fn interleave(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>)
    -> [RegisterOn<Self, T>; 2];
    /// Looks each lane of `index` up in a table of 16 entries. Only the low four bits of an index
    /// count.
    fn lookup(self, table: &[T; 16], index: RegisterOn<Self, T::Int>) -> RegisterOn<Self, T>;
}

/// The register that holds lanes of `T` on `S`.
type RegisterOn<S, T> = <S as Lanes<T>>::Register;

/// The register that holds one truth value for each lane of `T` on `S`.
type MaskOn<S, T> = <S as MaskLanes<<T as Lane>::Mask>>::Register;

/// What only integers have.
pub trait IntLanes<T: Lane>: Lanes<T> {
    /// Bitwise and.
    fn and(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// Bitwise or.
    fn or(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// Bitwise exclusive or.
    fn xor(self, a: RegisterOn<Self, T>, b: RegisterOn<Self, T>) -> RegisterOn<Self, T>;
    /// `a << n`, for `n` below the width.
    fn shl(self, a: RegisterOn<Self, T>, n: u32) -> RegisterOn<Self, T>;
    /// `a >> n`, for `n` below the width; copies the sign into signed types.
    fn shr(self, a: RegisterOn<Self, T>, n: u32) -> RegisterOn<Self, T>;
}

/// Masks: one truth value a lane, for lanes of one width.
pub trait MaskLanes<M: MaskLane>: Copy + Sealed {
    /// One truth value a lane.
    type Register: Copy;

    /// All lanes true, or all false.
    fn mask_splat(self, x: bool) -> Self::Register;
    /// Lanes where both are true.
    fn mask_and(self, a: Self::Register, b: Self::Register) -> Self::Register;
    /// Lanes where either is true.
    fn mask_or(self, a: Self::Register, b: Self::Register) -> Self::Register;
    /// Lanes where just one is true.
    fn mask_xor(self, a: Self::Register, b: Self::Register) -> Self::Register;
    /// Lane `i` as bit `i`; the bits past the last lane are 0.
    fn mask_bits(self, a: Self::Register) -> u64;

    /// Loads one `bool` a lane.
    ///
    /// # Safety
    /// `p` is valid for reads of as many `bool`s as there are lanes.
    unsafe fn load_bools(self, p: *const bool) -> Self::Register;
    /// Stores one `bool` a lane.
    ///
    /// # Safety
    /// `p` is valid for writes of as many `bool`s as there are lanes.
    unsafe fn store_bools(self, p: *mut bool, a: Self::Register);

    /// Loads `n` `bool`s, at most as many as there are lanes; the other lanes are those of `fill`.
    ///
    /// # Safety
    /// `p` is valid for reads of `n` `bool`s.
    #[inline(always)]
    unsafe fn load_bools_partial(
        self,
        p: *const bool,
        n: usize,
        fill: Self::Register,
    ) -> Self::Register {
        let mut padded = [false; MAX_LANES];
        // SAFETY: `padded` holds at least as many `bool`s as there are lanes, and those are at
        // least `n`.
        unsafe {
            self.store_bools(padded.as_mut_ptr(), fill);
            core::ptr::copy_nonoverlapping(p, padded.as_mut_ptr(), n);
            self.load_bools(padded.as_ptr())
        }
    }
    /// Stores the first `n` lanes, at most as many as there are.
    ///
    /// # Safety
    /// `p` is valid for writes of `n` `bool`s.
    #[inline(always)]
    unsafe fn store_bools_partial(self, p: *mut bool, n: usize, a: Self::Register) {
        let mut padded = [false; MAX_LANES];
        // SAFETY: `padded` holds at least as many `bool`s as there are lanes, and those are at
        // least `n`.
        unsafe {
            self.store_bools(padded.as_mut_ptr(), a);
            core::ptr::copy_nonoverlapping(padded.as_ptr(), p, n);
        }
    }
}

/// The most lanes that a register of any type has on any ISA: 64 bytes in 512 bits.
pub const MAX_LANES: usize = 64;

/// A function that is compiled for features: what [`avx2_features`](crate::avx2_features) and its
/// kin are called with. The compiler checks that the intrinsics in it need no more than these.
#[allow(unused_macros, reason = "an architecture without vectors has only the scalar file")]
macro_rules! compiled_for {
    ($function:item $($feature:literal)*) => {
        $(#[target_feature(enable = $feature)])*
        $function
    };
}

/// Lists the methods of a token that are one expression of intrinsics. `$features` is the macro
/// that knows the features of the token.
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
            // SAFETY: the token proves that the CPU has these features.
            unsafe { compiled($($arg),*) }
        }
    )*};
}

/// Lists functions of registers that take several instructions, for the methods that [`intrinsics`]
/// lists. `$features` as there.
#[allow(unused_macros, reason = "an architecture without vectors has only the scalar file")]
macro_rules! composed {
    ($features:ident: $($(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty { $($body:tt)* })*) => {$(
        $features! { compiled_for
            $(#[$doc])*
            #[inline]
            fn $name($($arg: $ty),*) -> $ret {
                $($body)*
            }
        }
    )*};
}

#[allow(unused_imports, reason = "an architecture without vectors has only the scalar file")]
pub(crate) use {compiled_for, composed, intrinsics};

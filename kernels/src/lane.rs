//! What a lane of a register may hold, and how it lies in memory.
//!
//! Three layers, from the register up:
//!
//! - [`Lane`]: the numbers that registers hold, `f32 f64 i8..i64 u8..u64`, with [`Float`] and [`Int`] above it and
//!   [`MaskLane`] beside it. `T::on(s)` is the token `s`, seen as what it can do with registers of `T`.
//! - [`Value`]: what an operation takes or gives for one lane: a number, a truth ([`Truth`]), a complex number
//!   ([`Cplx`]), or a tuple or array of these. All registers of one operation have the same number of lanes.
//! - [`Stored`]: how a value lies in memory, if not as itself: `f16` and `bf16` as `f32`, `bool` as a truth, a small
//!   integer as a wider one, `Complex` as two registers.

use crate::isa::{FloatLanes, IntLanes, Isa, Lanes, MaskLanes, Scalar};
use crate::sealed::Sealed;
use crate::vector::{ComplexVector, Mask, Vector};
use bytemuck::Pod;
use core::marker::PhantomData;
use half::{bf16, f16};
use num_complex::Complex;
use tightloop_array_core::Element;

/// The register that holds lanes of `T` on the ISA `S`.
pub type Register<S, T> = <<T as Lane>::On<S> as Lanes<T>>::Register;

/// The register that holds one truth value for each lane of `T` on the ISA `S`.
pub type MaskRegister<S, M> = <<M as MaskLane>::On<S> as MaskLanes<M>>::Register;

/// A number that registers hold.
pub trait Lane: Element + Pod + PartialOrd {
    /// The smallest of all, negative infinity if there is one.
    const LEAST: Self;
    /// The largest of all, infinity if there is one.
    const GREATEST: Self;
    /// What comparisons of this type give: the mask for lanes of its width.
    type Mask: MaskLane;
    /// `S`, as the compiler has to be told.
    type On<S: Isa>: Lanes<Self> + MaskLanes<Self::Mask, Register = MaskRegister<S, Self::Mask>>;
    /// The token, seen as what it can do with this type.
    fn on<S: Isa>(s: S) -> Self::On<S>;
}

/// A floating-point [`Lane`].
pub trait Float: Lane {
    /// The unsigned integer of the same width.
    type Bits: Int<Mask = Self::Mask>;
    /// The signed integer of the same width.
    type Int: Int<Mask = Self::Mask>;
    /// `S`, as the compiler has to be told.
    type FloatOn<S: Isa>: FloatLanes<Self>
        + Lanes<Self, Register = Register<S, Self>>
        + Lanes<Self::Bits, Register = Register<S, Self::Bits>>
        + Lanes<Self::Int, Register = Register<S, Self::Int>>;
    /// The token, seen as what it can do with this type.
    fn float_on<S: Isa>(s: S) -> Self::FloatOn<S>;

    /// The bits of the fraction, without the hidden one.
    const MANTISSA_BITS: u32;
    /// What is added to an exponent before it is stored.
    const EXPONENT_BIAS: i32;
    /// Not a number.
    const NAN: Self;
    /// Positive infinity.
    const INFINITY: Self;
    /// The nearest value of this type.
    fn from_f64(x: f64) -> Self;
}

/// An integer [`Lane`].
pub trait Int: Lane {
    /// `S`, as the compiler has to be told.
    type IntOn<S: Isa>: IntLanes<Self> + Lanes<Self, Register = Register<S, Self>>;
    /// The token, seen as what it can do with this type.
    fn int_on<S: Isa>(s: S) -> Self::IntOn<S>;

    /// The smallest value.
    const MIN: Self;
    /// The largest value.
    const MAX: Self;
    /// Whether negative values exist.
    const SIGNED: bool;
    /// The lowest bits of `x`.
    fn wrapping_from(x: i64) -> Self;
    /// `self / other`, rounded down: 0 where `other` is 0, and the least value divided by -1 is itself.
    fn floor_div(self, other: Self) -> Self;
    /// What [`floor_div`](Self::floor_div) leaves, with the sign of `other`: 0 where `other` is 0.
    fn floor_rem(self, other: Self) -> Self;
}

/// A width of lanes that masks exist for: [`B8`], [`B16`], [`B32`], [`B64`].
pub trait MaskLane: Sealed + Copy + Send + Sync + 'static {
    /// `S`, as the compiler has to be told.
    type On<S: Isa>: MaskLanes<Self>;
    /// The token, seen as what it can do with these masks.
    fn on<S: Isa>(s: S) -> Self::On<S>;
}

macro_rules! mask_lanes {
    ($($name:ident $bits:literal)*) => {$(
        #[doc = concat!("Truth values for lanes of ", $bits, " bits.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Sealed for $name {}

        impl MaskLane for $name {
            type On<S: Isa> = S;
            #[inline(always)]
            fn on<S: Isa>(s: S) -> S {
                s
            }
        }
    )*};
}
mask_lanes! { B8 "8" B16 "16" B32 "32" B64 "64" }

macro_rules! lanes {
    ($($t:ident $mask:ident $least:ident $greatest:ident)*) => {$(
        impl Lane for $t {
            const LEAST: Self = $t::$least;
            const GREATEST: Self = $t::$greatest;
            type Mask = $mask;
            type On<S: Isa> = S;
            #[inline(always)]
            fn on<S: Isa>(s: S) -> S {
                s
            }
        }
    )*};
}
lanes! {
    i8 B8 MIN MAX
    u8 B8 MIN MAX
    i16 B16 MIN MAX
    u16 B16 MIN MAX
    i32 B32 MIN MAX
    u32 B32 MIN MAX
    i64 B64 MIN MAX
    u64 B64 MIN MAX
    f32 B32 NEG_INFINITY INFINITY
    f64 B64 NEG_INFINITY INFINITY
}

macro_rules! floats {
    ($($t:ident $bits:ident $int:ident $mantissa:literal $bias:literal)*) => {$(
        impl Float for $t {
            type Bits = $bits;
            type Int = $int;
            type FloatOn<S: Isa> = S;
            #[inline(always)]
            fn float_on<S: Isa>(s: S) -> S {
                s
            }
            const MANTISSA_BITS: u32 = $mantissa;
            const EXPONENT_BIAS: i32 = $bias;
            const NAN: Self = $t::NAN;
            const INFINITY: Self = $t::INFINITY;
            #[inline(always)]
            fn from_f64(x: f64) -> Self {
                x as $t
            }
        }
    )*};
}
floats! { f32 u32 i32 23 127 f64 u64 i64 52 1023 }

macro_rules! ints {
    ($($t:ident $signed:literal)*) => {$(
        impl Int for $t {
            type IntOn<S: Isa> = S;
            #[inline(always)]
            fn int_on<S: Isa>(s: S) -> S {
                s
            }
            const MIN: Self = $t::MIN;
            const MAX: Self = $t::MAX;
            const SIGNED: bool = $signed;
            #[inline(always)]
            fn wrapping_from(x: i64) -> Self {
                x as $t
            }
            #[inline(always)]
            fn floor_div(self, other: Self) -> Self {
                if other == 0 {
                    return 0;
                }
                let (q, r) = (self.wrapping_div(other), self.wrapping_rem(other));
                if r != 0 && $signed && (r ^ other) >> ($t::BITS - 1) != 0 { q.wrapping_sub(1) } else { q }
            }
            #[inline(always)]
            fn floor_rem(self, other: Self) -> Self {
                if other == 0 {
                    return 0;
                }
                let r = self.wrapping_rem(other);
                if r != 0 && $signed && (r ^ other) >> ($t::BITS - 1) != 0 { r.wrapping_add(other) } else { r }
            }
        }
    )*};
}
ints! { i8 true i16 true i32 true i64 true u8 false u16 false u32 false u64 false }

/// What an operation takes or gives for one lane.
///
/// # Safety
///
/// Loops rely on it: there are [`WIDEST`](Self::WIDEST) lanes in registers of 512 bits, in proportion fewer in smaller ones and one on the scalar
/// ISA, and [`lanes`](Self::lanes) says so.
pub unsafe trait Value: 'static {
    /// The registers that hold it.
    type Of<S: Isa>: Copy;
    /// The number of lanes in registers of 512 bits, the widest that there are.
    const WIDEST: usize;
    /// The number of lanes in them.
    fn lanes<S: Isa>() -> usize;
    /// One lane, as the scalar ISA holds it.
    fn lane<S: Isa>(x: Self::Of<S>, index: usize) -> Self::Of<Scalar>;
    /// The first `n` lanes of `a`, and the others of `b`.
    fn first<S: Isa>(n: usize, a: Self::Of<S>, b: Self::Of<S>) -> Self::Of<S>;
}

// SAFETY: a register is as many elements as it has lanes.
unsafe impl<T: Lane> Value for T {
    type Of<S: Isa> = Vector<S, T>;
    const WIDEST: usize = 64 / size_of::<T>();
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        <T::On<S> as Lanes<T>>::LANES
    }
    #[inline(always)]
    fn lane<S: Isa>(x: Vector<S, T>, index: usize) -> Vector<Scalar, T> {
        Vector::splat(Scalar::new(), x.lane(index))
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        debug_assert!(n <= Vector::<S, T>::LANES);
        // SAFETY: a register is as many elements as it has lanes.
        Vector::new(a.isa, unsafe {
            T::on(a.isa).load_partial((&raw const a.register).cast(), n, b.register)
        })
    }
}

/// A truth value for each lane of `T`, as comparisons give it: the [`Value`] of a [`Mask`].
pub struct Truth<T>(PhantomData<T>);

// SAFETY: as many truth values as the lanes that they were compared in.
unsafe impl<T: Lane> Value for Truth<T> {
    type Of<S: Isa> = Mask<S, T::Mask>;
    const WIDEST: usize = T::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        T::lanes::<S>()
    }
    #[inline(always)]
    fn lane<S: Isa>(x: Mask<S, T::Mask>, index: usize) -> Mask<Scalar, T::Mask> {
        Mask::splat(Scalar::new(), x.to_bits() >> index & 1 == 1)
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: Mask<S, T::Mask>, b: Mask<S, T::Mask>) -> Mask<S, T::Mask> {
        let (one, zero) = (Vector::splat(a.isa, T::ONE), Vector::splat(a.isa, T::ZERO));
        T::first(n, a.select(one, zero), b.select(one, zero)).eq(one)
    }
}

/// A complex number of two `T`: the [`Value`] of a [`ComplexVector`].
pub struct Cplx<T>(PhantomData<T>);

// SAFETY: two registers of as many lanes.
unsafe impl<T: Float> Value for Cplx<T> {
    type Of<S: Isa> = ComplexVector<S, T>;
    const WIDEST: usize = T::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        T::lanes::<S>()
    }
    #[inline(always)]
    fn lane<S: Isa>(x: ComplexVector<S, T>, index: usize) -> ComplexVector<Scalar, T> {
        ComplexVector { re: T::lane(x.re, index), im: T::lane(x.im, index) }
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector { re: T::first(n, a.re, b.re), im: T::first(n, a.im, b.im) }
    }
}

// SAFETY: all of one kind.
unsafe impl<A: Value, const N: usize> Value for [A; N] {
    type Of<S: Isa> = [A::Of<S>; N];
    const WIDEST: usize = A::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        A::lanes::<S>()
    }
    #[inline(always)]
    fn lane<S: Isa>(x: [A::Of<S>; N], index: usize) -> [A::Of<Scalar>; N] {
        x.map(|x| A::lane::<S>(x, index))
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: [A::Of<S>; N], b: [A::Of<S>; N]) -> [A::Of<S>; N] {
        let mut first = a;
        for k in 0..N {
            first[k] = A::first::<S>(n, a[k], b[k]);
        }
        first
    }
}

macro_rules! tuples {
    ($(($($v:ident $x:ident $n:tt),+))*) => {$(
        // SAFETY: all of as many lanes.
        unsafe impl<$($v: Value),+> Value for ($($v,)+) {
            type Of<S: Isa> = ($($v::Of<S>,)+);
            const WIDEST: usize = {
                $(same_lanes::<A, $v>();)+
                A::WIDEST
            };
            #[inline(always)]
            fn lanes<S: Isa>() -> usize {
                ($($v::lanes::<S>(),)+).0
            }
            #[inline(always)]
            fn lane<S: Isa>(($($x,)+): Self::Of<S>, index: usize) -> Self::Of<Scalar> {
                ($($v::lane::<S>($x, index),)+)
            }
            #[inline(always)]
            fn first<S: Isa>(n: usize, from: Self::Of<S>, then: Self::Of<S>) -> Self::Of<S> {
                ($($v::first::<S>(n, from.$n, then.$n),)+)
            }
        }
    )*};
}
tuples! { (A a 0) (A a 0, B b 1) (A a 0, B b 1, C c 2) }

/// Refuses to compile operations that mix numbers of lanes: a register of `f32` has twice as many as one of `f64`, so that an operation on both
/// has nothing to go by.
pub const fn same_lanes<X: Value, Y: Value>() {
    assert!(X::WIDEST == Y::WIDEST, "all values of an operation have the same number of lanes");
}

/// The value that elements of a type are computed as, unless an operation says otherwise.
pub trait Natural: Stored<Self::Value> {
    /// 16-bit floats are computed as `f32`; `bool` is a truth value in lanes of bytes.
    type Value: Value;
    /// What comparisons of that value give.
    type Truth: Value;
}

macro_rules! natural {
    ($($t:ty: $value:ty, $truth:ty;)*) => {$(
        impl Natural for $t {
            type Value = $value;
            type Truth = $truth;
        }
    )*};
}
natural! {
    bool: Truth<u8>, Truth<u8>;
    i8: i8, Truth<i8>;
    i16: i16, Truth<i16>;
    i32: i32, Truth<i32>;
    i64: i64, Truth<i64>;
    u8: u8, Truth<u8>;
    u16: u16, Truth<u16>;
    u32: u32, Truth<u32>;
    u64: u64, Truth<u64>;
    f16: f32, Truth<f32>;
    bf16: f32, Truth<f32>;
    f32: f32, Truth<f32>;
    f64: f64, Truth<f64>;
    Complex<f32>: Cplx<f32>, Truth<f32>;
    Complex<f64>: Cplx<f64>, Truth<f64>;
}

/// How a [`Value`] lies in memory: as elements of `Self`.
pub trait Stored<V: Value>: Element {
    /// Loads as many elements as `V` has lanes.
    ///
    /// # Safety
    /// `p` is valid for reads of that many elements.
    unsafe fn load<S: Isa>(s: S, p: *const Self) -> V::Of<S>;

    /// Stores as many elements as `V` has lanes.
    ///
    /// # Safety
    /// `p` is valid for writes of that many elements.
    unsafe fn store<S: Isa>(s: S, p: *mut Self, x: V::Of<S>);

    /// One element in every lane.
    fn splat<S: Isa>(s: S, x: Self) -> V::Of<S>;

    /// Loads `n` elements, at most as many as `V` has lanes; the other lanes are those of `fill`.
    ///
    /// As provided, it is for types that hold every `V`: `fill` goes through memory as `Self`.
    ///
    /// # Safety
    /// `p` is valid for reads of `n` elements.
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, p: *const Self, n: usize, fill: V::Of<S>) -> V::Of<S> {
        let mut padded = Padded([Self::ZERO; MAX_LANES]);
        let at = padded.0.as_mut_ptr();
        // SAFETY: `padded` holds at least as many elements as `V` has lanes, and those are at least `n`.
        unsafe {
            Self::store(s, at, fill);
            core::ptr::copy_nonoverlapping(p, at, n);
            Self::load(s, at)
        }
    }

    /// Stores the first `n` lanes, at most as many as `V` has.
    ///
    /// # Safety
    /// `p` is valid for writes of `n` elements.
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut Self, n: usize, x: V::Of<S>) {
        let mut padded = Padded([Self::ZERO; MAX_LANES]);
        let at = padded.0.as_mut_ptr();
        // SAFETY: `padded` holds at least as many elements as `V` has lanes, and those are at least `n`.
        unsafe {
            Self::store(s, at, x);
            core::ptr::copy_nonoverlapping(at, p, n);
        }
    }
}

/// The most lanes that any ISA has: bytes in 512 bits.
const MAX_LANES: usize = 64;

/// Room for one register of any type, for what has no masked load or store of its own.
#[repr(align(64))]
struct Padded<T>([T; MAX_LANES]);

impl<T: Lane> Stored<T> for T {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const T) -> Vector<S, T> {
        // SAFETY: the caller's promise.
        Vector::new(s, unsafe { T::on(s).load(p) })
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut T, x: Vector<S, T>) {
        // SAFETY: the caller's promise.
        unsafe { T::on(s).store(p, x.register) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: T) -> Vector<S, T> {
        Vector::splat(s, x)
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, p: *const T, n: usize, fill: Vector<S, T>) -> Vector<S, T> {
        // SAFETY: the caller's promise.
        Vector::new(s, unsafe { T::on(s).load_partial(p, n, fill.register) })
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut T, n: usize, x: Vector<S, T>) {
        // SAFETY: the caller's promise.
        unsafe { T::on(s).store_partial(p, n, x.register) }
    }
}

impl<T: Lane> Stored<Truth<T>> for bool {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const bool) -> Mask<S, T::Mask> {
        // SAFETY: the caller's promise.
        Mask::new(s, unsafe { T::Mask::on(s).load_bools(p) })
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut bool, x: Mask<S, T::Mask>) {
        // SAFETY: the caller's promise.
        unsafe { T::Mask::on(s).store_bools(p, x.register) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: bool) -> Mask<S, T::Mask> {
        Mask::splat(s, x)
    }
}

impl Stored<f32> for f16 {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const f16) -> Vector<S, f32> {
        // SAFETY: the caller's promise.
        Vector::new(s, unsafe { s.load_f16(p) })
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut f16, x: Vector<S, f32>) {
        // SAFETY: the caller's promise.
        unsafe { s.store_f16(p, x.register) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: f16) -> Vector<S, f32> {
        Vector::splat(s, crate::math::half::f32_of_f16(x))
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, p: *const f16, n: usize, fill: Vector<S, f32>) -> Vector<S, f32> {
        // SAFETY: the caller's promise.
        unsafe { load_narrow(s, p, n, fill) }
    }
}

impl Stored<f32> for bf16 {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const bf16) -> Vector<S, f32> {
        // SAFETY: the caller's promise.
        unsafe { load_each(s, p, crate::math::half::f32_of_bf16) }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(_: S, p: *mut bf16, x: Vector<S, f32>) {
        // SAFETY: the caller's promise.
        unsafe { store_each(p, x, crate::math::half::bf16_of_f32) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: bf16) -> Vector<S, f32> {
        Vector::splat(s, crate::math::half::f32_of_bf16(x))
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, p: *const bf16, n: usize, fill: Vector<S, f32>) -> Vector<S, f32> {
        // SAFETY: the caller's promise.
        unsafe { load_narrow(s, p, n, fill) }
    }
}

impl<T: Float> Stored<Cplx<T>> for Complex<T>
where
    Complex<T>: Element,
{
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const Complex<T>) -> ComplexVector<S, T> {
        let (mut re, mut im) = (Padded([T::ZERO; MAX_LANES]), Padded([T::ZERO; MAX_LANES]));
        for i in 0..T::lanes::<S>() {
            // SAFETY: the caller's promise.
            let x = unsafe { p.add(i).read() };
            (re.0[i], im.0[i]) = (x.re, x.im);
        }
        // SAFETY: both hold at least as many elements as a register has lanes.
        unsafe { ComplexVector { re: T::load(s, re.0.as_ptr()), im: T::load(s, im.0.as_ptr()) } }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut Complex<T>, x: ComplexVector<S, T>) {
        let (mut re, mut im) = (Padded([T::ZERO; MAX_LANES]), Padded([T::ZERO; MAX_LANES]));
        // SAFETY: both hold at least as many elements as a register has lanes, and `p` has room for the caller's.
        unsafe {
            T::store(s, re.0.as_mut_ptr(), x.re);
            T::store(s, im.0.as_mut_ptr(), x.im);
            for i in 0..T::lanes::<S>() {
                p.add(i).write(Complex { re: re.0[i], im: im.0[i] });
            }
        }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: Complex<T>) -> ComplexVector<S, T> {
        ComplexVector { re: Vector::splat(s, x.re), im: Vector::splat(s, x.im) }
    }
}

/// Loads one element a lane through `widen`: a loop of constant length, which compilers turn into one conversion.
///
/// # Safety
/// `p` is valid for reads of as many elements as `T` has lanes.
#[inline(always)]
unsafe fn load_each<S: Isa, E: Copy, T: Lane>(s: S, p: *const E, widen: impl Fn(E) -> T) -> Vector<S, T> {
    let mut wide = Padded([T::ZERO; MAX_LANES]);
    for i in 0..T::lanes::<S>() {
        // SAFETY: the caller's promise.
        wide.0[i] = widen(unsafe { p.add(i).read() });
    }
    // SAFETY: `wide` holds at least as many elements as a register has lanes.
    unsafe { T::load(s, wide.0.as_ptr()) }
}

/// Loads `n` elements of a type that does not hold every `T`, and leaves `fill` in the other lanes.
///
/// # Safety
/// `p` is valid for reads of `n` elements, at most as many as `T` has lanes.
#[inline(always)]
unsafe fn load_narrow<S: Isa, E: Stored<T>, T: Lane>(
    s: S,
    p: *const E,
    n: usize,
    fill: Vector<S, T>,
) -> Vector<S, T> {
    let mut padded = Padded([E::ZERO; MAX_LANES]);
    let mut wide = Padded([T::ZERO; MAX_LANES]);
    // SAFETY: both hold at least as many elements as a register has lanes, and those are at least `n`.
    unsafe {
        core::ptr::copy_nonoverlapping(p, padded.0.as_mut_ptr(), n);
        <T as Stored<T>>::store(s, wide.0.as_mut_ptr(), E::load(s, padded.0.as_ptr()));
        <T as Stored<T>>::load_partial(s, wide.0.as_ptr(), n, fill)
    }
}

/// Stores one element a lane through `narrow`.
///
/// # Safety
/// `p` is valid for writes of as many elements as `T` has lanes.
#[inline(always)]
unsafe fn store_each<S: Isa, E: Copy, T: Lane>(p: *mut E, x: Vector<S, T>, narrow: impl Fn(T) -> E) {
    let mut wide = Padded([T::ZERO; MAX_LANES]);
    // SAFETY: `wide` holds at least as many elements as a register has lanes, and `p` has room for the caller's.
    unsafe {
        T::store(x.isa, wide.0.as_mut_ptr(), x);
        for i in 0..T::lanes::<S>() {
            p.add(i).write(narrow(wide.0[i]));
        }
    }
}

/// Lists the numbers that some operations compute in another type than they are stored in.
macro_rules! converted {
    ($($stored:ident as $($value:ident)*;)*) => {$($(
        impl Stored<$value> for $stored {
            #[inline(always)]
            unsafe fn load<S: Isa>(s: S, p: *const $stored) -> Vector<S, $value> {
                // SAFETY: the caller's promise.
                unsafe { load_each(s, p, |x| x as $value) }
            }
            #[inline(always)]
            unsafe fn store<S: Isa>(_: S, p: *mut $stored, x: Vector<S, $value>) {
                // SAFETY: the caller's promise.
                unsafe { store_each(p, x, |x| x as $stored) }
            }
            #[inline(always)]
            fn splat<S: Isa>(s: S, x: $stored) -> Vector<S, $value> {
                Vector::splat(s, x as $value)
            }
            #[inline(always)]
            unsafe fn load_partial<S: Isa>(s: S, p: *const $stored, n: usize, fill: Vector<S, $value>) -> Vector<S, $value> {
                // SAFETY: the caller's promise.
                unsafe { load_narrow(s, p, n, fill) }
            }
        }
    )*)*};
}
converted! {
    i8 as i64 f64;
    i16 as i64 f64;
    i32 as i64 f64;
    i64 as f64;
    u8 as u64 f64;
    u16 as u64 f64;
    u32 as u64 f64;
    u64 as f64;
}

/// Truth values that are counted or compared rather than combined.
macro_rules! truth_as_numbers {
    ($($t:ident)*) => {$(
        impl Stored<$t> for bool {
            #[inline(always)]
            unsafe fn load<S: Isa>(s: S, p: *const bool) -> Vector<S, $t> {
                // SAFETY: the caller's promise.
                unsafe { load_each(s, p, |x| u8::from(x) as $t) }
            }
            #[inline(always)]
            unsafe fn store<S: Isa>(_: S, p: *mut bool, x: Vector<S, $t>) {
                // SAFETY: the caller's promise.
                unsafe { store_each(p, x, |x| x != 0 as $t) }
            }
            #[inline(always)]
            fn splat<S: Isa>(s: S, x: bool) -> Vector<S, $t> {
                Vector::splat(s, u8::from(x) as $t)
            }
        }
    )*};
}
truth_as_numbers! { u8 i64 f64 }

//! What a lane of a register may hold.
//!
//! Two layers, from the register up:
//!
//! - [`Lane`]: the numbers that registers hold, `f32 f64 i8..i64 u8..u64`, with [`Float`] and
//!   [`Int`] above it and [`MaskLane`] beside it. `T::on(s)` is the token `s`, seen as what it can
//!   do with registers of `T`.
//! - [`Value`]: what an operation takes or gives for one lane: a number, a truth ([`Truth`]), a
//!   complex number ([`Cplx`]), or a tuple or array of these. All registers of one operation have
//!   the same number of lanes.

use crate::isa::{FloatLanes, IntLanes, Isa, Lanes, MaskLanes};
use crate::sealed::Sealed;
use crate::vector::{ComplexVector, Mask, Vector};
use bytemuck::Pod;
use core::marker::PhantomData;
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
        }
    )*};
}
ints! { i8 true i16 true i32 true i64 true u8 false u16 false u32 false u64 false }

/// What an operation takes or gives for one lane.
///
/// # Safety
///
/// Loops rely on it: there are [`WIDEST`](Self::WIDEST) lanes in registers of 512 bits, in
/// proportion fewer in smaller ones and one on the scalar ISA, and [`lanes`](Self::lanes) says so.
/// An image of them takes [`BYTES`](Self::BYTES) a lane, and what is [read](Self::of_image) is what
/// has been [written](Self::to_image), at any level.
pub unsafe trait Value: 'static {
    /// The registers that hold it.
    type Of<S: Isa>: Copy;
    /// The number of lanes in registers of 512 bits, the widest that there are.
    const WIDEST: usize;
    /// The number of lanes in them.
    fn lanes<S: Isa>() -> usize;
    /// The bytes that one lane takes in an image.
    const BYTES: usize;
    /// The lanes from number `first` on of an image of `len` lanes: of each component all lanes in
    /// order, so that an image that one ISA has written can be read by another.
    ///
    /// # Safety
    /// The image has these lanes, and they have been written.
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, len: usize, first: usize) -> Self::Of<S>;
    /// Writes the lanes from number `first` on of an image of `len` lanes.
    ///
    /// # Safety
    /// The image has room for them.
    unsafe fn to_image<S: Isa>(image: *mut u8, len: usize, first: usize, x: Self::Of<S>);
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
    const BYTES: usize = size_of::<T>();
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, _: usize, first: usize) -> Vector<S, T> {
        // SAFETY: the caller's promise.
        Vector::new(s, unsafe { T::on(s).load(image.cast::<T>().add(first)) })
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, _: usize, first: usize, x: Vector<S, T>) {
        // SAFETY: the caller's promise.
        unsafe { T::on(x.isa).store(image.cast::<T>().add(first), x.register) }
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
    const BYTES: usize = 1;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, _: usize, first: usize) -> Mask<S, T::Mask> {
        // SAFETY: the caller's promise; what has been written is `bool`s.
        Mask::new(s, unsafe { T::Mask::on(s).load_bools(image.add(first).cast()) })
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, _: usize, first: usize, x: Mask<S, T::Mask>) {
        // SAFETY: the caller's promise.
        unsafe { T::Mask::on(x.isa).store_bools(image.add(first).cast(), x.register) }
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
    const BYTES: usize = 2 * T::BYTES;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(
        s: S,
        image: *const u8,
        len: usize,
        first: usize,
    ) -> ComplexVector<S, T> {
        // SAFETY: the caller's promise.
        let [re, im] = unsafe { <[T; 2]>::of_image(s, image, len, first) };
        ComplexVector { re, im }
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, len: usize, first: usize, x: ComplexVector<S, T>) {
        // SAFETY: the caller's promise.
        unsafe { <[T; 2]>::to_image(image, len, first, [x.re, x.im]) }
    }
    #[inline(always)]
    fn first<S: Isa>(
        n: usize,
        a: ComplexVector<S, T>,
        b: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        ComplexVector { re: T::first(n, a.re, b.re), im: T::first(n, a.im, b.im) }
    }
}

/// A 16-bit float `H` as its bits, for what looks at nothing else: the [`Value`] of a [`Vector`] of
/// `u16`.
pub struct Bits<H>(PhantomData<H>);

// SAFETY: as `u16`.
unsafe impl<H: 'static> Value for Bits<H> {
    type Of<S: Isa> = Vector<S, u16>;
    const WIDEST: usize = u16::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        u16::lanes::<S>()
    }
    const BYTES: usize = u16::BYTES;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, len: usize, first: usize) -> Vector<S, u16> {
        // SAFETY: the caller's promise.
        unsafe { u16::of_image(s, image, len, first) }
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, len: usize, first: usize, x: Vector<S, u16>) {
        // SAFETY: the caller's promise.
        unsafe { u16::to_image::<S>(image, len, first, x) }
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: Vector<S, u16>, b: Vector<S, u16>) -> Vector<S, u16> {
        u16::first(n, a, b)
    }
}

/// What an operation knows the answer for without a look: any element, of which nothing is read.
/// Its register is the token, beside which are as many lanes of the result as there can be.
pub struct Unread;

// SAFETY: no lane holds anything.
unsafe impl Value for Unread {
    type Of<S: Isa> = S;
    const WIDEST: usize = u8::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        u8::lanes::<S>()
    }
    const BYTES: usize = 0;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, _: *const u8, _: usize, _: usize) -> S {
        s
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(_: *mut u8, _: usize, _: usize, _: S) {}
    #[inline(always)]
    fn first<S: Isa>(_: usize, s: S, _: S) -> S {
        s
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
    const BYTES: usize = N * A::BYTES;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, len: usize, first: usize) -> [A::Of<S>; N] {
        // SAFETY: the caller's promise, for each component.
        let component =
            |k: usize| unsafe { A::of_image(s, image.add(k * len * A::BYTES), len, first) };
        core::array::from_fn(component)
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, len: usize, first: usize, x: [A::Of<S>; N]) {
        for (k, x) in x.into_iter().enumerate() {
            // SAFETY: the caller's promise, for each component.
            unsafe { A::to_image::<S>(image.add(k * len * A::BYTES), len, first, x) };
        }
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
            const BYTES: usize = 0 $(+ $v::BYTES)+;
            #[allow(unused_assignments, reason = "nothing follows the last component")]
            #[inline(always)]
            unsafe fn of_image<S: Isa>(s: S, mut image: *const u8, len: usize, first: usize) -> Self::Of<S> {
                ($({
                    // SAFETY: the caller's promise, for each component.
                    let $x = unsafe { $v::of_image(s, image, len, first) };
                    image = image.wrapping_add(len * $v::BYTES);
                    $x
                },)+)
            }
            #[allow(unused_assignments, reason = "nothing follows the last component")]
            #[inline(always)]
            unsafe fn to_image<S: Isa>(mut image: *mut u8, len: usize, first: usize, ($($x,)+): Self::Of<S>) {
                $(
                    // SAFETY: the caller's promise, for each component.
                    unsafe { $v::to_image::<S>(image, len, first, $x) };
                    image = image.wrapping_add(len * $v::BYTES);
                )+
            }
            #[inline(always)]
            fn first<S: Isa>(n: usize, from: Self::Of<S>, then: Self::Of<S>) -> Self::Of<S> {
                ($($v::first::<S>(n, from.$n, then.$n),)+)
            }
        }
    )*};
}
tuples! { (A a 0) (A a 0, B b 1) (A a 0, B b 1, C c 2) }

/// Refuses to compile operations that mix numbers of lanes: a register of `f32` has twice as many
/// as one of `f64`, so that an operation on both has nothing to go by.
pub const fn same_lanes<X: Value, Y: Value>() {
    assert!(X::WIDEST == Y::WIDEST, "all values of an operation have the same number of lanes");
}

//! How values lie in memory, and how the elements of arrays become what loops read and write.
//!
//! - [`Stored`]: elements that a register is loaded from and stored to: a number as itself, `bool`
//!   as a truth, `Complex` as two registers, `f16` and `bf16` as `f32`.
//! - [`Streamed`]: a value with the elements that loops read and write for it, its
//!   [`Memory`](Streamed::Memory). A loop is compiled for values, and so for these elements alone.
//! - [`ComputedAs`]: whatever else an array may hold for a value. Where
//!   [`IS_DIRECT`](ComputedAs::IS_DIRECT), its bytes are already those that the loop wants; else
//!   they are converted on the way to and from the loop, in tiles, by conversions that all
//!   operations share.

use crate::isa::{FloatLanes, Isa, Lanes, MAX_LANES, MaskLanes};
use crate::lane::{Bits, Cplx, Float, Lane, MaskLane, Truth, Unread, Value};
use crate::vector::{ComplexVector, Mask, Vector};
use half::{bf16, f16};
use num_complex::Complex;
use tightloop_array_core::{C32, C64, Element};

/// A value of which each operand is one stream of elements: a number, a truth or a complex number.
pub trait Streamed: Value + Sized {
    /// The elements that loops read and write.
    type Memory: Stored<Self>;
}

impl<T: Lane> Streamed for T {
    type Memory = T;
}

impl<T: Lane> Streamed for Truth<T> {
    type Memory = bool;
}

impl<T: Float> Streamed for Cplx<T>
where
    Complex<T>: Element,
{
    type Memory = Complex<T>;
}

impl<H: 'static> Streamed for Bits<H> {
    type Memory = u16;
}

impl Streamed for Unread {
    type Memory = u8;
}

/// Elements of an array that an operation on `V` takes or gives.
///
/// # Safety
///
/// Where [`IS_DIRECT`](Self::IS_DIRECT), every element is a valid `V::Memory` of the same size (of
/// any size, where `V` is [`Unread`]), and every `V::Memory` that an operation gives for such
/// elements is a valid `Self`.
pub unsafe trait ComputedAs<V: Streamed>: Element {
    /// Whether loops read and write the elements as they are. If not, they are converted, as by
    /// `as`.
    const IS_DIRECT: bool;
}

// SAFETY: truth values are stored as `bool`.
unsafe impl<T: Lane> ComputedAs<Truth<T>> for bool {
    const IS_DIRECT: bool = true;
}

// SAFETY: two numbers, and nothing else.
unsafe impl<T: Float> ComputedAs<Cplx<T>> for Complex<T>
where
    Complex<T>: Element,
{
    const IS_DIRECT: bool = true;
}

// SAFETY: 16 bits, all of which are valid.
unsafe impl ComputedAs<Bits<f16>> for f16 {
    const IS_DIRECT: bool = true;
}

// SAFETY: as above.
unsafe impl ComputedAs<Bits<bf16>> for bf16 {
    const IS_DIRECT: bool = true;
}

// SAFETY: nothing is read.
unsafe impl<E: Element> ComputedAs<Unread> for E {
    const IS_DIRECT: bool = true;
}

/// Lists what elements are computed as: directly, or converted.
macro_rules! computed {
    ($is_direct:literal: $($stored:ident as $($value:ident)+;)*) => {$($(
        // SAFETY: where direct, both are numbers of one size without invalid bits; or a `bool`, of whose values the operations that are computed so give one.
        unsafe impl ComputedAs<$value> for $stored {
            const IS_DIRECT: bool = $is_direct;
        }
    )+)*};
}
computed! { true:
    bool as u8;
    i8 as i8 u8;
    i16 as i16 u16;
    i32 as i32 u32;
    i64 as i64 u64;
    u8 as u8;
    u16 as u16;
    u32 as u32;
    u64 as u64;
    f32 as f32;
    f64 as f64;
}
computed! { false:
    bool as u64 f64;
    i8 as i32 u64 f64;
    i16 as i32 u64 f64;
    i32 as i64 u64 f64;
    i64 as f64;
    u8 as u32 u64 f64;
    u16 as u32 u64 f64;
    u32 as u64 f64;
    u64 as f64;
    f16 as f32;
    bf16 as f32;
}

/// The value that elements of a type are computed as, unless an operation says otherwise.
pub trait Natural: ComputedAs<Self::Value> {
    /// 16-bit floats are computed as `f32`; `bool` is a truth value in lanes of bytes.
    type Value: Streamed;
    /// What comparisons of that value give.
    type Truth: Streamed<Memory = bool>;
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

/// What the dtypes of an operation of the catalogue are computed as: a marker, by which all
/// operations of its kind share it. The fewer values, the fewer loops are compiled.
pub trait Computes<T: ComputedAs<Self::Value>> {
    /// The value.
    type Value: Streamed;
    /// What comparisons of that value give.
    type Truth: Streamed<Memory = bool>;
}

/// Each as its [`Natural`] value.
#[derive(Clone, Copy, Debug)]
pub struct ByType;

impl<T: Natural> Computes<T> for ByType {
    type Value = T::Value;
    type Truth = T::Truth;
}

/// Integers as unsigned ones: for wrapping arithmetic, and whatever else does not look at signs.
#[derive(Clone, Copy, Debug)]
pub struct SignBlind;

/// What [`SignBlind`] does, and 16-bit floats as their [`Bits`].
#[derive(Clone, Copy, Debug)]
pub struct SignBlindBits;

/// Each as its [`Natural`] value, but for 16-bit floats: as their [`Bits`].
#[derive(Clone, Copy, Debug)]
pub struct ByTypeBits;

/// 16-bit floats as their [`Bits`], and integers [`Unread`]: for questions that only floats answer
/// one way or the other.
#[derive(Clone, Copy, Debug)]
pub struct FloatBits;

/// Small integers as those of 32 bits: for what is computed by floats of that size, so that more
/// lanes to a register gain nothing.
#[derive(Clone, Copy, Debug)]
pub struct Widened;

/// Lists what dtypes are computed as by each of some markers, and what comparisons of that give.
macro_rules! computes {
    ($($by:ident)+: $lines:tt) => {
        $(computes! { @one $by $lines })+
    };
    (@one $by:ident { $($t:ident as $value:ty, $truth:ty;)* }) => {$(
        impl Computes<$t> for $by {
            type Value = $value;
            type Truth = $truth;
        }
    )*};
}
computes! { SignBlind SignBlindBits: {
    i8 as u8, Truth<u8>;
    i16 as u16, Truth<u16>;
    i32 as u32, Truth<u32>;
    i64 as u64, Truth<u64>;
} }
computes! { ByTypeBits: {
    i8 as i8, Truth<i8>;
    i16 as i16, Truth<i16>;
} }
computes! { Widened: {
    i8 as i32, Truth<i32>;
    i16 as i32, Truth<i32>;
    u8 as u32, Truth<u32>;
    u16 as u32, Truth<u32>;
} }
computes! { ByTypeBits Widened: {
    i32 as i32, Truth<i32>;
    i64 as i64, Truth<i64>;
} }
computes! { SignBlind SignBlindBits ByTypeBits: {
    u8 as u8, Truth<u8>;
    u16 as u16, Truth<u16>;
} }
computes! { SignBlind SignBlindBits ByTypeBits Widened: {
    u32 as u32, Truth<u32>;
    u64 as u64, Truth<u64>;
} }
computes! { FloatBits: {
    i8 as Unread, Truth<u8>;
    i16 as Unread, Truth<u8>;
    i32 as Unread, Truth<u8>;
    i64 as Unread, Truth<u8>;
    u8 as Unread, Truth<u8>;
    u16 as Unread, Truth<u8>;
    u32 as Unread, Truth<u8>;
    u64 as Unread, Truth<u8>;
} }
computes! { SignBlind SignBlindBits ByTypeBits FloatBits Widened: {
    f32 as f32, Truth<f32>;
    f64 as f64, Truth<f64>;
} }
computes! { SignBlind Widened: {
    f16 as f32, Truth<f32>;
    bf16 as f32, Truth<f32>;
} }
computes! { SignBlindBits ByTypeBits FloatBits: {
    f16 as Bits<f16>, Truth<u16>;
    bf16 as Bits<bf16>, Truth<u16>;
} }
computes! { SignBlind ByTypeBits: {
    bool as Truth<u8>, Truth<u8>;
} }
computes! { SignBlind: {
    C32 as Cplx<f32>, Truth<f32>;
    C64 as Cplx<f64>, Truth<f64>;
} }

/// Elements that registers of a [`Value`] are loaded from and stored to.
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
    /// # Safety
    /// `p` is valid for reads of `n` elements.
    unsafe fn load_partial<S: Isa>(s: S, p: *const Self, n: usize, fill: V::Of<S>) -> V::Of<S>;

    /// Stores the first `n` lanes, at most as many as `V` has.
    ///
    /// # Safety
    /// `p` is valid for writes of `n` elements.
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut Self, n: usize, x: V::Of<S>) {
        let mut padded = Padded([Self::ZERO; MAX_LANES]);
        let at = padded.0.as_mut_ptr();
        // SAFETY: `padded` holds at least as many elements as `V` has lanes, and those are at least
        // `n`.
        unsafe {
            Self::store(s, at, x);
            core::ptr::copy_nonoverlapping(at, p, n);
        }
    }
}

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
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const T,
        n: usize,
        fill: Vector<S, T>,
    ) -> Vector<S, T> {
        // SAFETY: the caller's promise.
        Vector::new(s, unsafe { T::on(s).load_partial(p, n, fill.register) })
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut T, n: usize, x: Vector<S, T>) {
        // SAFETY: the caller's promise.
        unsafe { T::on(s).store_partial(p, n, x.register) }
    }
}

/// As themselves.
impl<H: 'static> Stored<Bits<H>> for u16 {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const u16) -> Vector<S, u16> {
        // SAFETY: the caller's promise.
        unsafe { <u16 as Stored<u16>>::load(s, p) }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut u16, x: Vector<S, u16>) {
        // SAFETY: the caller's promise.
        unsafe { <u16 as Stored<u16>>::store(s, p, x) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: u16) -> Vector<S, u16> {
        Vector::splat(s, x)
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const u16,
        n: usize,
        fill: Vector<S, u16>,
    ) -> Vector<S, u16> {
        // SAFETY: the caller's promise.
        unsafe { <u16 as Stored<u16>>::load_partial(s, p, n, fill) }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut u16, n: usize, x: Vector<S, u16>) {
        // SAFETY: the caller's promise.
        unsafe { <u16 as Stored<u16>>::store_partial(s, p, n, x) }
    }
}

/// As nothing.
impl Stored<Unread> for u8 {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, _: *const u8) -> S {
        s
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(_: S, _: *mut u8, _: S) {}
    #[inline(always)]
    fn splat<S: Isa>(s: S, _: u8) -> S {
        s
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, _: *const u8, _: usize, _: S) -> S {
        s
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
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const bool,
        n: usize,
        fill: Mask<S, T::Mask>,
    ) -> Mask<S, T::Mask> {
        // SAFETY: the caller's promise.
        Mask::new(s, unsafe { T::Mask::on(s).load_bools_partial(p, n, fill.register) })
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut bool, n: usize, x: Mask<S, T::Mask>) {
        // SAFETY: the caller's promise.
        unsafe { T::Mask::on(s).store_bools_partial(p, n, x.register) }
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
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const f16,
        n: usize,
        fill: Vector<S, f32>,
    ) -> Vector<S, f32> {
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
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const bf16,
        n: usize,
        fill: Vector<S, f32>,
    ) -> Vector<S, f32> {
        // SAFETY: the caller's promise.
        unsafe { load_narrow(s, p, n, fill) }
    }
}

/// Real and imaginary parts lie by turns.
impl<T: Float> Stored<Cplx<T>> for Complex<T>
where
    Complex<T>: Element,
{
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const Complex<T>) -> ComplexVector<S, T> {
        // SAFETY: the caller's promise: two numbers for each lane.
        let [re, im] = unsafe { T::float_on(s).load_pairs(p.cast::<T>()) };
        ComplexVector { re: Vector::new(s, re), im: Vector::new(s, im) }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut Complex<T>, x: ComplexVector<S, T>) {
        // SAFETY: the caller's promise: room for two numbers for each lane.
        unsafe { T::float_on(s).store_pairs(p.cast::<T>(), [x.re.register, x.im.register]) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: Complex<T>) -> ComplexVector<S, T> {
        ComplexVector { re: Vector::splat(s, x.re), im: Vector::splat(s, x.im) }
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const Complex<T>,
        n: usize,
        fill: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        let (p, lanes, [mut first, mut second]) = (p.cast::<T>(), T::lanes::<S>(), fill.to_pairs());
        // SAFETY: the caller's promise: `2 * n` numbers.
        unsafe {
            first = <T as Stored<T>>::load_partial(s, p, (2 * n).min(lanes), first);
            if 2 * n > lanes {
                second = <T as Stored<T>>::load_partial(s, p.add(lanes), 2 * n - lanes, second);
            }
        }
        ComplexVector::of_pairs(first, second)
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut Complex<T>, n: usize, x: ComplexVector<S, T>) {
        let (p, lanes, [first, second]) = (p.cast::<T>(), T::lanes::<S>(), x.to_pairs());
        // SAFETY: the caller's promise: room for `2 * n` numbers.
        unsafe {
            <T as Stored<T>>::store_partial(s, p, (2 * n).min(lanes), first);
            if 2 * n > lanes {
                <T as Stored<T>>::store_partial(s, p.add(lanes), 2 * n - lanes, second);
            }
        }
    }
}

/// Loads one element a lane through `widen`: a loop of constant length, which compilers turn into
/// one conversion.
///
/// # Safety
/// `p` is valid for reads of as many elements as `T` has lanes.
#[inline(always)]
unsafe fn load_each<S: Isa, E: Copy, T: Lane>(
    s: S,
    p: *const E,
    widen: impl Fn(E) -> T,
) -> Vector<S, T> {
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
    // SAFETY: both hold at least as many elements as a register has lanes, and those are at least
    // `n`.
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
unsafe fn store_each<S: Isa, E: Copy, T: Lane>(
    p: *mut E,
    x: Vector<S, T>,
    narrow: impl Fn(T) -> E,
) {
    let mut wide = Padded([T::ZERO; MAX_LANES]);
    // SAFETY: `wide` holds at least as many elements as a register has lanes, and `p` has room for
    // the caller's.
    unsafe {
        T::store(x.isa, wide.0.as_mut_ptr(), x);
        for i in 0..T::lanes::<S>() {
            p.add(i).write(narrow(wide.0[i]));
        }
    }
}

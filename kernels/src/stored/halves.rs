//! 16-bit floats, stored as themselves and computed as `f32`.

use super::{Padded, Stored};
use crate::isa::{Isa, MAX_LANES};
use crate::lane::Lane;
use crate::math::half::{bf16_of_f32, f32_of_bf16, f32_of_f16};
use crate::value::Value;
use crate::vector::Vector;
use half::{bf16, f16};

impl Stored<f32> for f16 {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const f16) -> Vector<S, f32> {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::load`.
        Vector::new(s, unsafe { s.load_f16(p) })
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut f16, x: Vector<S, f32>) {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::store`.
        unsafe { s.store_f16(p, x.register) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: f16) -> Vector<S, f32> {
        Vector::splat(s, f32_of_f16(x))
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const f16,
        n: usize,
        fill: Vector<S, f32>,
    ) -> Vector<S, f32> {
        // SAFETY: `p` is valid for `n` elements, by the contract of `Stored::load_partial`.
        unsafe { load_narrow(s, p, n, fill) }
    }
}

impl Stored<f32> for bf16 {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const bf16) -> Vector<S, f32> {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::load`.
        unsafe { load_each(s, p, f32_of_bf16) }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(_: S, p: *mut bf16, x: Vector<S, f32>) {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::store`.
        unsafe { store_each(p, x, bf16_of_f32) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: bf16) -> Vector<S, f32> {
        Vector::splat(s, f32_of_bf16(x))
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const bf16,
        n: usize,
        fill: Vector<S, f32>,
    ) -> Vector<S, f32> {
        // SAFETY: `p` is valid for `n` elements, by the contract of `Stored::load_partial`.
        unsafe { load_narrow(s, p, n, fill) }
    }
}

/// Loads one element per lane, converted by `widen`: a loop of constant length, which compilers
/// turn into one conversion.
///
/// # Safety
/// `p` is valid for reads of `T::lanes::<S>()` elements.
#[inline(always)]
unsafe fn load_each<S: Isa, E: Copy, T: Lane>(
    s: S,
    p: *const E,
    widen: impl Fn(E) -> T,
) -> Vector<S, T> {
    let mut wide = Padded([T::ZERO; MAX_LANES]);
    for i in 0..T::lanes::<S>() {
        // SAFETY: `i` is below the number of lanes, for which `p` is valid.
        wide.0[i] = widen(unsafe { p.add(i).read() });
    }
    // SAFETY: `wide` holds `MAX_LANES` elements, at least one per lane.
    unsafe { T::load(s, wide.0.as_ptr()) }
}

/// Loads `n` elements of a narrower type than `T`, by way of memory: the other lanes are those of
/// `fill` unchanged, which `E` might not hold.
///
/// # Safety
/// `p` is valid for reads of `n` elements, and `n <= T::lanes::<S>()`.
#[inline(always)]
unsafe fn load_narrow<S: Isa, E: Stored<T>, T: Lane>(
    s: S,
    p: *const E,
    n: usize,
    fill: Vector<S, T>,
) -> Vector<S, T> {
    let mut padded = Padded([E::ZERO; MAX_LANES]);
    let mut wide = Padded([T::ZERO; MAX_LANES]);
    // SAFETY: both buffers hold `MAX_LANES` elements, so at least one per lane, and those are at
    // least the `n` for which `p` is valid.
    unsafe {
        core::ptr::copy_nonoverlapping(p, padded.0.as_mut_ptr(), n);
        <T as Stored<T>>::store(s, wide.0.as_mut_ptr(), E::load(s, padded.0.as_ptr()));
        <T as Stored<T>>::load_partial(s, wide.0.as_ptr(), n, fill)
    }
}

/// Stores one element per lane, converted by `narrow`.
///
/// # Safety
/// `p` is valid for writes of `T::lanes::<S>()` elements.
#[inline(always)]
unsafe fn store_each<S: Isa, E: Copy, T: Lane>(
    p: *mut E,
    x: Vector<S, T>,
    narrow: impl Fn(T) -> E,
) {
    let mut wide = Padded([T::ZERO; MAX_LANES]);
    // SAFETY: `wide` holds `MAX_LANES` elements, at least one per lane, and `p` is valid for one
    // per lane.
    unsafe {
        T::store(x.isa, wide.0.as_mut_ptr(), x);
        for i in 0..T::lanes::<S>() {
            p.add(i).write(narrow(wide.0[i]));
        }
    }
}

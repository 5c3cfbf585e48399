//! Safe access to slices, a register at a time. What a slice does not have is neither read nor
//! written, so a slice may have any length.

use super::{Stored, Streamed};
use crate::isa::Isa;
use crate::lane::{Lane, MaskLane};
use crate::value::Truth;
use crate::vector::{Mask, Vector};

/// Loads one element per lane from the start of `x`. If there are fewer, the other lanes are those
/// of `fill`.
#[inline(always)]
pub fn load_or<V: Streamed, S: Isa>(s: S, x: &[V::Memory], fill: V::Of<S>) -> V::Of<S> {
    if x.len() >= V::lanes::<S>() {
        // SAFETY: `x` has an element per lane.
        unsafe { V::Memory::load(s, x.as_ptr()) }
    } else {
        // SAFETY: `x` has `x.len()` elements, fewer than lanes.
        unsafe { V::Memory::load_partial(s, x.as_ptr(), x.len(), fill) }
    }
}

/// Stores the lanes at the start of `out`, as many as it has room for.
#[inline(always)]
pub fn store<V: Streamed, S: Isa>(s: S, x: V::Of<S>, out: &mut [V::Memory]) {
    if out.len() >= V::lanes::<S>() {
        // SAFETY: `out` has an element per lane.
        unsafe { V::Memory::store(s, out.as_mut_ptr(), x) }
    } else {
        // SAFETY: `out` has `out.len()` elements, fewer than lanes.
        unsafe { V::Memory::store_partial(s, out.as_mut_ptr(), out.len(), x) }
    }
}

impl<S: Isa, T: Lane> Vector<S, T> {
    /// Loads the first [`LANES`](Self::LANES) elements of a slice. If it has fewer, the other lanes
    /// are 0.
    #[inline(always)]
    pub fn from_slice(isa: S, x: &[T]) -> Self {
        Self::from_slice_or(isa, x, T::ZERO)
    }

    /// Loads the first [`LANES`](Self::LANES) elements of a slice. If it has fewer, the other lanes
    /// are `fill`.
    #[inline(always)]
    pub fn from_slice_or(isa: S, x: &[T], fill: T) -> Self {
        load_or::<T, S>(isa, x, Vector::splat(isa, fill))
    }

    /// Writes the lanes over the first elements of a slice: as many as it has, and at most
    /// [`LANES`](Self::LANES).
    #[inline(always)]
    pub fn write_to(self, out: &mut [T]) {
        store::<T, S>(self.isa, self, out);
    }
}

impl<S: Isa, M: MaskLane> Mask<S, M> {
    /// The number of lanes.
    pub const LANES: usize = Vector::<S, M::Number>::LANES;

    /// Loads the first [`LANES`](Self::LANES) elements of a slice. If it has fewer, the other lanes
    /// are false.
    #[inline(always)]
    pub fn from_slice(isa: S, x: &[bool]) -> Self {
        load_or::<Truth<M::Number>, S>(isa, x, Mask::splat(isa, false))
    }

    /// Writes the lanes over the first elements of a slice: as many as it has, and at most
    /// [`LANES`](Self::LANES).
    #[inline(always)]
    pub fn write_to(self, out: &mut [bool]) {
        store::<Truth<M::Number>, S>(self.isa, self, out);
    }
}

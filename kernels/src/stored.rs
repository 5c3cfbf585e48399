//! How values lie in memory.
//!
//! - [`Stored`]: elements from which registers are loaded, and to which they are stored: a number
//!   as itself, `bool` as a truth value, `Complex` as two registers, `f16` and `bf16` as `f32`.
//! - [`Streamed`]: the elements that loops read and write for a value, its
//!   [`Memory`](Streamed::Memory). A loop is compiled for values, so for these elements only.
//!
//! What else arrays may hold for a value is said in [`computed_as`](crate::computed_as).

mod bits;
mod complex;
mod halves;
mod interleaved;
mod numbers;
mod slices;
mod truth;
mod unread;

pub use slices::{load_or, store};

use crate::isa::{Isa, MAX_LANES};
use crate::lane::{Float, Lane};
use crate::value::{Bits, Cplx, Interleaved, Truth, Unread, Value};
use num_complex::Complex;
use tightloop_array_core::Element;

/// Elements from which registers of a [`Value`] are loaded, and to which they are stored.
pub trait Stored<V: Value>: Element {
    /// Loads one element per lane.
    ///
    /// # Safety
    /// `p` is valid for reads of `V::lanes::<S>()` elements.
    unsafe fn load<S: Isa>(s: S, p: *const Self) -> V::Of<S>;

    /// Stores one element per lane.
    ///
    /// # Safety
    /// `p` is valid for writes of `V::lanes::<S>()` elements.
    unsafe fn store<S: Isa>(s: S, p: *mut Self, x: V::Of<S>);

    /// Stores the elements of four registers, one after the other.
    ///
    /// # Safety
    /// `p` is valid for writes of `4 * V::lanes::<S>()` elements.
    #[inline(always)]
    unsafe fn store_round<S: Isa>(s: S, p: *mut Self, round: [V::Of<S>; 4]) {
        for (k, x) in round.into_iter().enumerate() {
            // SAFETY: the elements of each register are among those for which `p` is valid.
            unsafe { Self::store(s, p.add(k * V::lanes::<S>()), x) }
        }
    }

    /// Whether [`stream_round`](Self::stream_round) bypasses the caches.
    const STREAMS: bool = false;

    /// Stores the elements of four registers past the caches, if there is a way for them, else as
    /// [`store_round`](Self::store_round) does.
    ///
    /// # Safety
    /// As for [`store_round`](Self::store_round). The address is a multiple of the registers' size.
    #[inline(always)]
    unsafe fn stream_round<S: Isa>(s: S, p: *mut Self, round: [V::Of<S>; 4]) {
        // SAFETY: the contract is stricter.
        unsafe { Self::store_round(s, p, round) }
    }

    /// Returns `x` in every lane.
    fn splat<S: Isa>(s: S, x: Self) -> V::Of<S>;

    /// Loads `n` elements into the first lanes; the other lanes are those of `fill`.
    ///
    /// # Safety
    /// `p` is valid for reads of `n` elements, and `n <= V::lanes::<S>()`.
    unsafe fn load_partial<S: Isa>(s: S, p: *const Self, n: usize, fill: V::Of<S>) -> V::Of<S>;

    /// Stores the first `n` lanes.
    ///
    /// # Safety
    /// `p` is valid for writes of `n` elements, and `n <= V::lanes::<S>()`.
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut Self, n: usize, x: V::Of<S>) {
        let mut padded = Padded([Self::ZERO; MAX_LANES]);
        let at = padded.0.as_mut_ptr();
        // SAFETY: `padded` has room for `MAX_LANES` elements, so for one per lane, and those are at
        // least the `n` for which `p` is valid.
        unsafe {
            Self::store(s, at, x);
            core::ptr::copy_nonoverlapping(at, p, n);
        }
    }
}

/// Room for the elements of one register, for types without masked loads and stores. Aligned to
/// cache lines and to the widest registers, of 64 bytes.
#[repr(align(64))]
struct Padded<T>([T; MAX_LANES]);

/// A value that is one stream of elements in memory: anything but a tuple or an array.
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

impl<T: Float> Streamed for Interleaved<T>
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

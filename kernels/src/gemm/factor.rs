//! The element types of matrices that can be multiplied, and how they become what products are
//! computed in.

use super::groups::pack_groups;
use super::pack::{pack_complex, pack_panel};
use super::{Pairs, Panel, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;
use half::{bf16, f16};
use num_complex::Complex;
use tightloop_array_core::Element;

/// An element type of matrices that can be multiplied.
pub trait Factor: Element {
    /// What products of it are computed in.
    type Term: Term;
    /// The terms of an element: two, if it is complex.
    const PARTS: usize = 1;
    /// Whether elements are terms, so that matrices can be read in place.
    const IS_TERM: bool = false;

    /// Loads the first `count` elements, at most as many as a register has lanes; other lanes may
    /// be anything. Not for complex elements.
    ///
    /// # Safety
    /// `p` is valid for reads of `count` elements.
    unsafe fn load_terms<S: Isa>(s: S, p: *const Self, count: usize) -> Vector<S, Self::Term>;

    /// The term of an element. Not for complex elements.
    fn term(self) -> Self::Term;

    /// Packs a panel.
    ///
    /// # Safety
    /// The panel is [valid](Panel#validity).
    #[inline(always)]
    unsafe fn pack<S: Isa>(s: S, panel: &Panel<Self>) {
        // SAFETY: the contract is the same.
        unsafe { pack_panel(s, panel) }
    }
}

/// Lists the elements that are terms.
macro_rules! terms {
    ($($t:ident)*) => {$(
        impl Factor for $t {
            type Term = $t;
            const IS_TERM: bool = true;

            #[inline(always)]
            unsafe fn load_terms<S: Isa>(s: S, p: *const $t, count: usize) -> Vector<S, $t> {
                // SAFETY: the contract is the same.
                unsafe {
                    if count == $t::lanes::<S>() {
                        $t::load(s, p)
                    } else {
                        $t::load_partial(s, p, count, Vector::splat(s, $t::ZERO))
                    }
                }
            }

            #[inline(always)]
            fn term(self) -> $t {
                self
            }
        }
    )*};
}
terms! { f32 f64 i32 i64 }

/// Lists the integers that 16 signed bits hold: a term is two of them, unless
/// [`pack_quads`](super::pack_quads) makes four bytes one.
macro_rules! pairs {
    ($($t:ident)*) => {$(
        impl Factor for $t {
            type Term = i32;

            #[inline(always)]
            unsafe fn load_terms<S: Isa>(_: S, _: *const $t, _: usize) -> Vector<S, i32> {
                unreachable!("small integers are packed in pairs")
            }

            fn term(self) -> i32 {
                unreachable!("a small integer is half of a term")
            }

            #[inline(always)]
            unsafe fn pack<S: Isa>(s: S, panel: &Panel<$t>) {
                // SAFETY: the contract is the same.
                unsafe { pack_groups::<S, _, i16, Pairs>(s, panel) }
            }
        }
    )*};
}
pairs! { u8 i16 }

impl Factor for u16 {
    type Term = i32;

    #[inline(always)]
    unsafe fn load_terms<S: Isa>(s: S, p: *const u16, count: usize) -> Vector<S, i32> {
        let mut terms = [0; MAX_FLOATS];
        for (i, term) in terms.iter_mut().take(count).enumerate() {
            // SAFETY: `p` is valid for reads of `count` elements.
            *term = unsafe { p.add(i).read() }.term();
        }
        // SAFETY: there are as many terms as any register of them has lanes.
        unsafe { i32::load(s, terms.as_ptr()) }
    }

    #[inline(always)]
    fn term(self) -> i32 {
        self.into()
    }
}

/// Lists the 16-bit floats.
macro_rules! halves {
    ($($t:ident $convert:ident;)*) => {$(
        impl Factor for $t {
            type Term = f32;

            #[inline(always)]
            unsafe fn load_terms<S: Isa>(s: S, p: *const $t, count: usize) -> Vector<S, f32> {
                // SAFETY: the contract is the same.
                unsafe {
                    if count == f32::lanes::<S>() {
                        <$t as Stored<f32>>::load(s, p)
                    } else {
                        <$t as Stored<f32>>::load_partial(s, p, count, Vector::splat(s, 0.0))
                    }
                }
            }

            #[inline(always)]
            fn term(self) -> f32 {
                crate::math::half::$convert(self)
            }
        }
    )*};
}
halves! {
    f16 f32_of_f16;
    bf16 f32_of_bf16;
}

/// Lists the complex numbers, each with its parts. A panel has the parts of an element as
/// neighbours.
macro_rules! complex {
    ($($t:ident)*) => {$(
        impl Factor for Complex<$t> {
            type Term = $t;
            const PARTS: usize = 2;

            #[inline(always)]
            unsafe fn load_terms<S: Isa>(_: S, _: *const Self, _: usize) -> Vector<S, $t> {
                unreachable!("complex elements are packed in pairs")
            }

            fn term(self) -> $t {
                unreachable!("a complex element is two terms")
            }

            #[inline(always)]
            unsafe fn pack<S: Isa>(_: S, panel: &Panel<Self>) {
                // SAFETY: the contract is the same.
                unsafe { pack_complex(panel) }
            }
        }
    )*};
}
complex! { f32 f64 }

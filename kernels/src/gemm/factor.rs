//! The element types of matrices that can be multiplied, and how they become what products are
//! computed in.

use super::groups::pack_groups;
use super::lines::load_line;
use super::pack::{pack_complex, pack_complex_singles, pack_panel};
use super::{Pairs, Panel, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::math::half::{f32_of_bf16, f32_of_f16};
use crate::stored::Stored;
use crate::vector::Vector;
use half::{bf16, f16};
use num_complex::Complex;
use tightloop_array_core::Element;

/// An element type of matrices that can be multiplied.
pub trait Factor: Element {
    /// What products of it are computed in.
    type Term: Term;
    /// The terms of an element: two, if it is complex.
    const PARTS: usize;
    /// Whether elements are terms, so that matrices can be read in place.
    const IS_TERM: bool;

    /// Packs a panel.
    ///
    /// # Safety
    /// The panel is [valid](Panel#validity).
    unsafe fn pack<S: Isa>(s: S, panel: &Panel<Self>);
}

/// A factor that is one term.
pub trait OneTerm: Factor {
    /// The term of an element.
    fn term(self) -> Self::Term;

    /// Loads the first `count` elements, at most as many as a register has lanes; other lanes may
    /// be anything.
    ///
    /// # Safety
    /// `p` is valid for reads of `count` elements.
    unsafe fn load_terms<S: Isa>(s: S, p: *const Self, count: usize) -> Vector<S, Self::Term>;
}

/// Lists factors, each with its terms, their number, whether it is one, and the function that packs
/// a panel.
macro_rules! factors {
    ($($t:ty: $parts:literal of $term:ident, $is_term:literal, $pack:expr;)*) => {$(
        impl Factor for $t {
            type Term = $term;
            const PARTS: usize = $parts;
            const IS_TERM: bool = $is_term;

            #[inline(always)]
            unsafe fn pack<S: Isa>(s: S, panel: &Panel<$t>) {
                // SAFETY: the contract is the same.
                unsafe { $pack(s, panel) }
            }
        }
    )*};
}
factors! {
    f32: 1 of f32, true, pack_panel;
    f64: 1 of f64, true, pack_panel;
    i32: 1 of i32, true, pack_panel;
    i64: 1 of i64, true, pack_panel;
    f16: 1 of f32, false, pack_panel;
    bf16: 1 of f32, false, pack_panel;
    u16: 1 of i32, false, pack_panel;
    // Two of them are a term, unless `pack_quads` makes four bytes one.
    u8: 1 of i32, false, pack_groups::<S, u8, i16, Pairs>;
    i16: 1 of i32, false, pack_groups::<S, i16, i16, Pairs>;
    // A panel has the parts of an element as neighbours.
    Complex<f32>: 2 of f32, false, pack_complex_singles;
    Complex<f64>: 2 of f64, false, pack_complex;
}

/// Lists the factors that are one term and are loaded as such, each with the way to it.
macro_rules! loaded {
    ($($t:ident: $x:ident => $term:expr;)*) => {$(
        impl OneTerm for $t {
            #[inline(always)]
            fn term(self) -> Self::Term {
                let $x = self;
                $term
            }

            #[inline(always)]
            unsafe fn load_terms<S: Isa>(
                s: S,
                p: *const $t,
                count: usize,
            ) -> Vector<S, Self::Term> {
                // SAFETY: the contract is the same.
                unsafe { load_line::<S, Self::Term, $t>(s, p, 1, count) }
            }
        }
    )*};
}
loaded! {
    f32: x => x;
    f64: x => x;
    i32: x => x;
    i64: x => x;
    f16: x => f32_of_f16(x);
    bf16: x => f32_of_bf16(x);
}

impl OneTerm for u16 {
    #[inline(always)]
    fn term(self) -> i32 {
        self.into()
    }

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
}

//! Several values: arrays of one kind, and tuples.

use super::{Value, same_lanes};
use crate::isa::Isa;

// SAFETY: all components have the lanes of `A`; an image is those of the components, in order.
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
        // SAFETY: the image of component `k` follows those of the `k` before it, each of
        // `len * A::BYTES` bytes, and holds the same lanes as the whole.
        let component =
            |k: usize| unsafe { A::of_image(s, image.add(k * len * A::BYTES), len, first) };
        core::array::from_fn(component)
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, len: usize, first: usize, x: [A::Of<S>; N]) {
        for (k, x) in x.into_iter().enumerate() {
            // SAFETY: as in `of_image`.
            unsafe { A::to_image::<S>(image.add(k * len * A::BYTES), len, first, x) };
        }
    }
    #[inline(always)]
    fn ones<S: Isa>(s: S) -> [A::Of<S>; N] {
        [A::ones(s); N]
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: [A::Of<S>; N], b: [A::Of<S>; N]) -> [A::Of<S>; N] {
        let mut first = a;
        for k in 0..N {
            first[k] = A::first::<S>(n, a[k], b[k]);
        }
        first
    }
    #[inline(always)]
    fn deinterleave<S: Isa>(a: [A::Of<S>; N], b: [A::Of<S>; N]) -> [[A::Of<S>; N]; 2] {
        let [mut even, mut odd] = [a, b];
        for k in 0..N {
            [even[k], odd[k]] = A::deinterleave::<S>(a[k], b[k]);
        }
        [even, odd]
    }
    #[inline(always)]
    fn spread<S: Isa, const BLOCK: usize>(a: [A::Of<S>; N]) -> [A::Of<S>; N] {
        let mut spread = a;
        for k in 0..N {
            spread[k] = A::spread::<S, BLOCK>(a[k]);
        }
        spread
    }
    #[inline(always)]
    fn every_second<S: Isa, const BLOCK: usize>(
        a: [A::Of<S>; N],
        b: [A::Of<S>; N],
    ) -> [A::Of<S>; N] {
        let mut both = a;
        for k in 0..N {
            both[k] = A::every_second::<S, BLOCK>(a[k], b[k]);
        }
        both
    }
}

/// Lists tuples: of each component its type, a variable and its index.
macro_rules! tuples {
    ($(($($v:ident $x:ident $n:tt),+))*) => {$(
        // SAFETY: `WIDEST` makes sure that all components have the same lanes; an image is those of
        // the components, in order.
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
            unsafe fn of_image<S: Isa>(
                s: S,
                mut image: *const u8,
                len: usize,
                first: usize,
            ) -> Self::Of<S> {
                ($({
                    // SAFETY: this component's image follows those before it, and holds the same
                    // lanes as the whole.
                    let $x = unsafe { $v::of_image(s, image, len, first) };
                    image = image.wrapping_add(len * $v::BYTES);
                    $x
                },)+)
            }
            #[allow(unused_assignments, reason = "nothing follows the last component")]
            #[inline(always)]
            unsafe fn to_image<S: Isa>(
                mut image: *mut u8,
                len: usize,
                first: usize,
                ($($x,)+): Self::Of<S>,
            ) {
                $(
                    // SAFETY: as in `of_image`.
                    unsafe { $v::to_image::<S>(image, len, first, $x) };
                    image = image.wrapping_add(len * $v::BYTES);
                )+
            }
            #[inline(always)]
            fn ones<S: Isa>(s: S) -> Self::Of<S> {
                ($($v::ones(s),)+)
            }
            #[inline(always)]
            fn first<S: Isa>(n: usize, a: Self::Of<S>, b: Self::Of<S>) -> Self::Of<S> {
                ($($v::first::<S>(n, a.$n, b.$n),)+)
            }
            #[inline(always)]
            fn deinterleave<S: Isa>(a: Self::Of<S>, b: Self::Of<S>) -> [Self::Of<S>; 2] {
                $(let $x = $v::deinterleave::<S>(a.$n, b.$n);)+
                [($($x[0],)+), ($($x[1],)+)]
            }
            #[inline(always)]
            fn spread<S: Isa, const BLOCK: usize>(a: Self::Of<S>) -> Self::Of<S> {
                ($($v::spread::<S, BLOCK>(a.$n),)+)
            }
            #[inline(always)]
            fn every_second<S: Isa, const BLOCK: usize>(
                a: Self::Of<S>,
                b: Self::Of<S>,
            ) -> Self::Of<S> {
                ($($v::every_second::<S, BLOCK>(a.$n, b.$n),)+)
            }
        }
    )*};
}
tuples! { (A a 0) (A a 0, B b 1) (A a 0, B b 1, C c 2) }

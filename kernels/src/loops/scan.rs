//! Scans: every accumulator on the way through a sequence. The order is that of the plain loop,
//!
//! ```text
//! let mut acc = identity;
//! for i in 0..len { acc = step(acc, x[i]); output[i] = finish(acc) }
//! ```
//!
//! so that a scan does not depend on how the array lies. Side by side, sequences are done a register at a time.

use super::operation;
use crate::isa::{Isa, Scalar, Vectorize};
use crate::lane::{Stored, Value, same_lanes};
use crate::op::Fold;
use core::marker::PhantomData;
use tightloop_array_core::{Run, Stream};

/// A scan of the rows of a [`Run`] of one input and one output.
pub type ScanRun<'a> = Run<'a>;

/// A compiled scan.
///
/// # Safety
/// For whoever calls one: the first argument points to the operation that it was compiled for (anything where that is zero-sized),
/// the run is [valid](Run#validity) for its stored types, and the CPU has the ISA.
pub type ScanFn = unsafe fn(*const (), &ScanRun<'_>);

/// Scans each row along itself, by `Op`, from elements stored as `E` to elements stored as `F`: a [`ScanFn`].
///
/// # Safety
/// As for every [`ScanFn`].
pub unsafe fn scan_lines<Op, X, E, F>(op: *const (), run: &ScanRun<'_>)
where
    Op: Fold<X>,
    X: Value,
    E: Stored<X>,
    F: Stored<Op::Out>,
{
    let s = Scalar::new();
    // SAFETY: the caller's promise.
    let (op, [input, output]) = unsafe { (operation::<Op>(op), streams(run)) };
    for row in 0..run.rows {
        let (mut x, mut y) = (at(input, 0, row), at(output, 0, row));
        let mut acc = op.identity::<Scalar>(s);
        for i in 0..run.len {
            // SAFETY: the run is valid.
            unsafe {
                acc = op.step::<Scalar>(acc, E::load(s, x.cast()));
                F::store(s, y.cast(), op.finish::<Scalar>(acc, i + 1));
            }
            (x, y) = (x.wrapping_offset(input.stride), y.wrapping_offset(output.stride));
        }
    }
}

/// Scans down the columns, by `Op`, from elements stored as `E` to elements stored as `F`: a [`ScanFn`]. In each row, elements of both
/// streams lie one after the other.
///
/// # Safety
/// As for every [`ScanFn`].
pub unsafe fn scan_columns<S, Op, X, E, F>(op: *const (), run: &ScanRun<'_>)
where
    S: Isa,
    Op: Fold<X>,
    X: Value,
    E: Stored<X>,
    F: Stored<Op::Out>,
{
    const { same_lanes::<X, (Op::Acc, Op::Out)>() };
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Columns::<Op, X, E, F> { op, run, types: PhantomData });
}

/// The streams of a scan.
///
/// # Safety
/// The run is of one input and one output.
#[inline(always)]
unsafe fn streams<'a>(run: &ScanRun<'a>) -> [&'a Stream; 2] {
    // SAFETY: the caller's promise.
    unsafe { [run.streams.get_unchecked(0), run.streams.get_unchecked(1)] }
}

/// Element `i` of row `row`.
#[inline(always)]
fn at(stream: &Stream, i: usize, row: usize) -> *mut u8 {
    let along = stream.stride.wrapping_mul(i as isize);
    stream.ptr.wrapping_offset(along.wrapping_add(stream.row_stride.wrapping_mul(row as isize)))
}

/// An operation, and the run that it is to do.
struct Columns<'a, Op, X, E, F> {
    op: &'a Op,
    run: &'a ScanRun<'a>,
    types: PhantomData<fn(X, E) -> F>,
}

impl<Op: Fold<X>, X: Value, E: Stored<X>, F: Stored<Op::Out>> Vectorize for Columns<'_, Op, X, E, F> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let (op, run, lanes) = (self.op, self.run, X::lanes::<S>());
        // SAFETY: the run is of one input and one output.
        let [input, output] = unsafe { streams(run) };
        let mut i = 0;
        while i < run.len {
            let mut acc = op.identity::<S>(s);
            let left = run.len - i;
            for row in 0..run.rows {
                let (x, y) = (at(input, i, row).cast::<E>(), at(output, i, row).cast::<F>());
                // SAFETY: the run is valid and has these elements.
                unsafe {
                    if left >= lanes {
                        acc = op.step::<S>(acc, E::load(s, x));
                        F::store(s, y, op.finish::<S>(acc, row + 1));
                    } else {
                        acc = op.step::<S>(acc, E::load_partial(s, x, left, E::splat(s, E::ZERO)));
                        F::store_partial(s, y, left, op.finish::<S>(acc, row + 1));
                    }
                }
            }
            i += lanes;
        }
    }
}

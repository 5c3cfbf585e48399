//! Calls that write into existing memory allocate nothing.

use crate::forms::{Form, LaidOut};
use crate::table::{casts, ufuncs};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use tightloop::*;

/// The system's allocator, which counts the allocations of each thread.
struct Counting;

std::thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is passed on to `System`, whose contract is the same.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.set(CALLS.get() + 1);
        // SAFETY: `layout` has a size other than 0, by this method's contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: `alloc` returned `ptr` for this `layout`, by this method's contract.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Runs a call twice, and asserts that the second run allocates nothing. The first one may detect
/// the level.
fn allocates_nothing(what: &str, mut call: impl FnMut() -> Result<()>) {
    with_threads(1, || {
        call().unwrap();
        let before = CALLS.get();
        call().unwrap();
        assert_eq!(CALLS.get() - before, 0, "{what}");
    });
}

#[test]
fn calls_into_existing_memory() {
    let shape = [60, 70];
    let (x, y) = (Array::<f64>::ones(&shape).unwrap(), Array::<f64>::ones(&shape).unwrap());
    let (turned, mut out) =
        (Array::<f64>::ones(&[70, 60]).unwrap(), Array::<f64>::zeros(&shape).unwrap());
    let (mut is_less, mut bytes) =
        (Array::<bool>::full(&shape, false).unwrap(), Array::<u8>::zeros(&shape).unwrap());
    let (mut columns, mut rows, mut places) = (vec![0.0; 70], vec![0.0; 60], vec![0i64; 60]);

    allocates_nothing("add", || add_into(&x, &y, &mut out));
    allocates_nothing("add, with a number", || add_into(&x, 1.0, &mut out));
    allocates_nothing("add, with a row", || add_into(&x, [1.0; 70], &mut out));
    allocates_nothing("add, transposed", || add_into(&x, turned.t(), &mut out));
    allocates_nothing("add, every second element", || {
        add_into(
            x.slice((.., Slice::step(.., 2)))?,
            1.0,
            out.view_mut().slice((.., Slice::step(.., 2)))?,
        )
    });
    allocates_nothing("add, in place", || add_assign(&mut out, &x));
    allocates_nothing("exp", || exp_into(&x, &mut out));
    allocates_nothing("fma", || fma_into(&x, &y, turned.t(), &mut out));
    allocates_nothing("less", || less_into(&x, turned.t(), &mut is_less));
    allocates_nothing("cast", || cast_into(turned.t(), &mut bytes));
    allocates_nothing("sum down columns", || sum_axis_into(&x, 0, &mut columns));
    allocates_nothing("sum along rows", || sum_axis_into(&x, 1, &mut rows));
    allocates_nothing("sum, transposed", || sum_axis_into(turned.t(), 1, &mut rows));
    allocates_nothing("argmin", || argmin_axis_into(&x, 1, &mut places));
    allocates_nothing("cumulative_sum", || cumulative_sum_into(&x, 0, &mut out));
    allocates_nothing("sum of all", || {
        sum(&x);
        Ok(())
    });
}

#[test]
fn every_ufunc_of_the_catalogue() {
    let size = [13, 37];
    for ufunc in ufuncs().iter().chain(&casts()) {
        for form in [Form::Contiguous, Form::Stride2] {
            let inputs: Vec<LaidOut> =
                (0..ufunc.inputs.len()).map(|k| LaidOut::input(ufunc, k, form, size, 0)).collect();
            let mut outputs: Vec<LaidOut> = ufunc
                .outputs
                .iter()
                .map(|&dtype| LaidOut::output(dtype, Form::Transposed, size))
                .collect();
            let x: Vec<_> = inputs.iter().map(LaidOut::view).collect();
            let mut y: Vec<_> = outputs.iter_mut().map(LaidOut::view_mut).collect();
            allocates_nothing(&ufunc.to_string(), || (ufunc.into)(&x, &mut y));
        }
    }
}

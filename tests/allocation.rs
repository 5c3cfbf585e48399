//! Calls that write into memory which is there allocate nothing.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use tightloop::*;

/// The system's allocator, counting the allocations of each thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: passes everything on to the system's allocator. Counting does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Whether `f` allocates nothing, at any level, after a first call that may detect the CPU.
#[track_caller]
fn allocates_nothing(mut f: impl FnMut()) {
    for level in Level::available() {
        with_level(level, || {
            f();
            let before = ALLOCATIONS.get();
            f();
            assert_eq!(ALLOCATIONS.get() - before, 0, "allocations at {level}");
        })
        .unwrap();
    }
}

#[test]
fn the_counter_counts() {
    let before = ALLOCATIONS.get();
    drop(add(&[1.0], &[2.0]).unwrap());
    assert!(ALLOCATIONS.get() > before);
}

#[test]
fn contiguous_operands() {
    for len in [0, 8, 1000, 300_000] {
        let (x, y, mut out) = (vec![1.5f32; len], vec![2.0f32; len], vec![0.0f32; len]);
        let (mut second, mut truths) = (vec![0.0f32; len], vec![false; len]);
        with_threads(1, || {
            allocates_nothing(|| add_into(&x, &y, &mut out).unwrap());
            allocates_nothing(|| sqrt_into(&x, &mut out).unwrap());
            allocates_nothing(|| exp_into(&x, &mut out).unwrap());
            allocates_nothing(|| less_into(&x, &y, &mut truths).unwrap());
            allocates_nothing(|| fma_into(&x, &y, 1.0, &mut out).unwrap());
            allocates_nothing(|| divmod_into(&x, 3.0, &mut out, &mut second).unwrap());
            allocates_nothing(|| add_assign(&mut out, &y).unwrap());
            allocates_nothing(|| negative_assign(&mut out));
            allocates_nothing(|| cast_into::<f32, bool>(&x, &mut truths).unwrap());
        });
    }
}

#[test]
fn operands_of_any_strides() {
    let x = Array::<f32>::ones(&[60, 50]).unwrap();
    let row = Array::<f32>::ones(&[60]).unwrap();
    let mut out = Array::<f32>::zeros(&[50, 60]).unwrap();
    allocates_nothing(|| add_into(x.t(), &row, &mut out).unwrap());
    allocates_nothing(|| multiply_into(x.t(), x.t(), out.view_mut()).unwrap());
    allocates_nothing(|| sqrt_into(x.t(), &mut out).unwrap());
    allocates_nothing(|| subtract_into(&x, 1.0, out.view_mut().t()).unwrap());
    allocates_nothing(|| add_assign(out.view_mut().t(), &x).unwrap());
    let every_second = x.slice((Slice::step(.., -2), Slice::step(.., 2))).unwrap();
    allocates_nothing(|| {
        divide_into(every_second, 2.0, out.view_mut().slice((..25, ..30)).unwrap().t()).unwrap()
    });
    // Many axes, none of which merge.
    let x = Array::<f32>::ones(&[2; 10]).unwrap();
    let mut out = Array::<f32>::zeros(&[2; 10]).unwrap();
    let mixed = x.permuted(&[3, 1, 9, 0, 5, 2, 8, 4, 7, 6]).unwrap();
    allocates_nothing(|| add_into(mixed, &x, &mut out).unwrap());
}

#[test]
fn users_operations() {
    struct Scale(f32);
    impl Unary<f32> for Scale {
        #[inline(always)]
        fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
            x * self.0
        }
    }
    let x = Array::<f32>::ones(&[60, 50]).unwrap();
    let mut out = Array::<f32>::zeros(&[50, 60]).unwrap();
    allocates_nothing(|| Scale(2.0).map_into(x.t(), &mut out).unwrap());
    assert_eq!(out[[49, 59]], 2.0);
}

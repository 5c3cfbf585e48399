//! Scans at all strides, and of what the catalogue does not have: in place, and by a reduction
//! whose results depend on the number of elements.

#[path = "support/mod.rs"]
mod support;

use support::Available;
use tightloop_array_core::{Run, Stream};
use tightloop_kernels::isa::{Isa, Scalar, Vectorize};
use tightloop_kernels::loops::{
    CopyKernels, ScanKernels, Storage, StoredScan, scan_columns, scan_lines,
};
use tightloop_kernels::ops::{Add, RunningMinimum};
use tightloop_kernels::{Fold, Lane, Vector};

static COPY: CopyKernels = CopyKernels::new::<Scalar>();

/// Distances in numbers: from one to the next in a row, and from one row to the next.
type Strides = [usize; 2];

/// A matrix that is scanned along rows or down columns.
#[derive(Clone, Copy)]
struct Case {
    rows: usize,
    len: usize,
    is_along: bool,
    from: Strides,
    /// The strides of the results, if these do not take the place of the numbers.
    to: Option<Strides>,
}

impl Case {
    /// Scans the numbers of a matrix by `Op`. Gaps stay as they are.
    fn scan<S: Isa, Op: Fold<T, Out = T>, T: Lane>(self, x: &[T]) -> Vec<T> {
        let (mut from, mut to) = (x.to_vec(), vec![T::ONE; x.len()]);
        let size = size_of::<T>();
        let stream = |ptr: *mut T, strides: Strides| {
            let [stride, row_stride] = strides.map(|stride| (stride * size) as isize);
            Stream { ptr: ptr.cast(), stride, row_stride }
        };
        let input = stream(from.as_mut_ptr(), self.from);
        let output = self.to.map_or(input, |strides| stream(to.as_mut_ptr(), strides));
        let storage = Storage {
            size,
            computed_size: size,
            convert: None,
            copy: &COPY,
            is_read: true,
            is_streamed: false,
        };
        let kernels = const { ScanKernels::new::<S, Op, T>() };
        // All operations here are zero-sized.
        let op = std::ptr::null();
        let scan = StoredScan { kernels: &kernels, op, input: storage, output: storage };
        let streams = [input, output];
        let run = Run::new(self.len, self.rows, &streams);
        // SAFETY: both matrices have these rows and columns, and do not overlap or are the same.
        // The caller has a token of the ISA.
        unsafe { if self.is_along { scan_lines(&scan, &run) } else { scan_columns(&scan, &run) } }
        if self.to.is_none() { from } else { to }
    }

    /// Checks the scan of `x` by `Op` against the scan of each sequence by a plain loop.
    fn check<S: Isa, Op: Fold<T, Out = T>, T: Lane>(self, _: S, x: &[T], scan: fn(&[T]) -> Vec<T>) {
        let Case { rows, len, is_along, from, to } = self;
        let mut expected = if to.is_none() { x.to_vec() } else { vec![T::ONE; x.len()] };
        let (sequences, count) = if is_along { (rows, len) } else { (len, rows) };
        for k in 0..sequences {
            let place = |strides: Strides, i: usize| {
                let (along, down) = if is_along { (i, k) } else { (k, i) };
                along * strides[0] + down * strides[1]
            };
            let line: Vec<T> = (0..count).map(|i| x[place(from, i)]).collect();
            for (i, y) in scan(&line).into_iter().enumerate() {
                expected[place(to.unwrap_or(from), i)] = y;
            }
        }
        assert!(
            self.scan::<S, Op, T>(x) == expected,
            "{}: {rows} rows of {len}, along: {is_along}, {from:?} to {to:?}",
            std::any::type_name::<S>()
        );
    }
}

/// The means of the first 1, 2, .. numbers.
fn means(x: &[f64]) -> Vec<f64> {
    (1..=x.len()).map(|n| x[..n].iter().sum::<f64>() / n as f64).collect()
}

/// The smallest of the first 1, 2, .. numbers.
fn minima(x: &[u8]) -> Vec<u8> {
    (1..=x.len()).map(|n| *x[..n].iter().min().unwrap()).collect()
}

/// The mean of all numbers so far.
struct RunningMean;

impl Fold<f64> for RunningMean {
    type Acc = f64;
    type Out = f64;
    const ALLOWS_EMPTY: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, f64> {
        Vector::splat(s, 0.0)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, f64>, x: Vector<S, f64>) -> Vector<S, f64> {
        acc + x
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, f64>, count: usize) -> Vector<S, f64> {
        acc / count as f64
    }
}

/// The sums of the first 1, 2, .. numbers.
fn sums(x: &[f32]) -> Vec<f32> {
    (1..=x.len()).map(|n| x[..n].iter().sum()).collect()
}

impl Vectorize for Case {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        // Whole numbers: sums are exact.
        let number = |i: usize| (i * 7919 % 251) as u8;
        let size = 2 * (self.rows + 3) * (self.len + 3);
        let bytes: Vec<u8> = (0..size).map(number).collect();
        self.check::<S, RunningMinimum, u8>(s, &bytes, minima);
        let floats: Vec<f32> = bytes.iter().map(|&x| x.into()).collect();
        self.check::<S, Add, f32>(s, &floats, sums);
        let floats: Vec<f64> = bytes.iter().map(|&x| x.into()).collect();
        self.check::<S, RunningMean, f64>(s, &floats, means);
    }
}

#[test]
fn scans_at_all_strides_in_place_and_of_means() {
    let lengths = (1..40).chain([63, 64, 65, 100, 127, 300]);
    for (rows, len) in lengths.flat_map(|len| [(len, 37), (37, len), (len, 1)]) {
        let contiguous = [[1, len], [1, len + 3]];
        let apart = [[rows, 1], [rows + 3, 1], [2, 2 * len + 1]];
        let mut cases = Vec::new();
        for from in contiguous {
            for to in [None, Some(contiguous[0]), Some(contiguous[1])] {
                cases.push(Case { rows, len, is_along: false, from, to });
            }
        }
        let all = || contiguous.into_iter().chain(apart);
        for from in all() {
            for to in all().map(Some).chain([None]) {
                cases.push(Case { rows, len, is_along: true, from, to });
            }
        }
        for case in cases {
            Available::all().into_iter().for_each(|isa| isa.vectorize(case));
        }
    }
}

//! Scans of what the catalogue does not have: in place, and by a user's reduction whose results
//! depend on the number of elements.

#[path = "support/mod.rs"]
mod support;

use support::Available;
use tightloop_array_core::{Run, Stream};
use tightloop_kernels::isa::{Isa, Scalar, Vectorize};
use tightloop_kernels::loops::{
    CopyKernels, ScanKernels, Storage, StoredScan, scan_columns, scan_lines,
};
use tightloop_kernels::ops::{Add, Mean, Minimum};
use tightloop_kernels::{Fold, Lane};

static COPY: CopyKernels = CopyKernels::new::<Scalar>();

/// A matrix in memory, with gaps between rows, that is scanned along rows or down columns.
#[derive(Clone, Copy)]
struct Case {
    rows: usize,
    len: usize,
    pitch: usize,
    is_along: bool,
    is_in_place: bool,
}

impl Case {
    /// Scans the numbers of a matrix by `Op`. Gaps stay as they are.
    fn scan<S: Isa, Op: Fold<T, Out = T>, T: Lane>(self, _: S, x: &[T]) -> Vec<T> {
        let (mut from, mut to) = (x.to_vec(), vec![T::ONE; x.len()]);
        let size = size_of::<T>();
        let stream = |ptr: *mut T| Stream {
            ptr: ptr.cast(),
            stride: size as isize,
            row_stride: (self.pitch * size) as isize,
        };
        let input = stream(from.as_mut_ptr());
        let output = if self.is_in_place { input } else { stream(to.as_mut_ptr()) };
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
        let run = Run { len: self.len, rows: self.rows, streams: &[input, output] };
        // SAFETY: both matrices have these rows and columns, and do not overlap or are the same.
        // The token proves that the CPU has the ISA.
        unsafe { if self.is_along { scan_lines(&scan, &run) } else { scan_columns(&scan, &run) } }
        if self.is_in_place { from } else { to }
    }

    /// Checks the scan of `x` by `Op` against the scan of each sequence by a plain loop.
    fn check<S: Isa, Op: Fold<T, Out = T>, T: Lane>(self, s: S, x: &[T], scan: fn(&[T]) -> Vec<T>) {
        let mut expected = if self.is_in_place { x.to_vec() } else { vec![T::ONE; x.len()] };
        let (sequences, len) =
            if self.is_along { (self.rows, self.len) } else { (self.len, self.rows) };
        for k in 0..sequences {
            let place = |i| if self.is_along { k * self.pitch + i } else { i * self.pitch + k };
            let line: Vec<T> = (0..len).map(|i| x[place(i)]).collect();
            for (i, y) in scan(&line).into_iter().enumerate() {
                expected[place(i)] = y;
            }
        }
        let found = self.scan::<S, Op, T>(s, x);
        let Case { rows, len, pitch, is_along, is_in_place } = self;
        assert!(
            found == expected,
            "{s:?}: {rows} rows of {len}, {pitch} apart, along: {is_along}, in place: {is_in_place}"
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

/// The sums of the first 1, 2, .. numbers.
fn sums(x: &[f32]) -> Vec<f32> {
    (1..=x.len()).map(|n| x[..n].iter().sum()).collect()
}

impl Vectorize for Case {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        // Whole numbers: sums are exact.
        let number = |i: usize| (i * 7919 % 251) as u8;
        let bytes: Vec<u8> = (0..self.rows * self.pitch).map(number).collect();
        self.check::<S, Minimum, u8>(s, &bytes, minima);
        let floats: Vec<f32> = bytes.iter().map(|&x| x.into()).collect();
        self.check::<S, Add, f32>(s, &floats, sums);
        let floats: Vec<f64> = bytes.iter().map(|&x| x.into()).collect();
        self.check::<S, Mean, f64>(s, &floats, means);
    }
}

#[test]
fn scans_in_place_and_of_means() {
    let lengths = (1..40).chain([63, 64, 65, 100, 127, 300]);
    for (a, b) in lengths.flat_map(|len| [(len, 37), (37, len), (len, 1)]) {
        for (gap, is_along, is_in_place) in [0, 3].iter().flat_map(|&gap| {
            [(gap, false, false), (gap, true, false), (gap, false, true), (gap, true, true)]
        }) {
            let case = Case { rows: a, len: b, pitch: b + gap, is_along, is_in_place };
            Available::all().into_iter().for_each(|isa| isa.vectorize(case));
        }
    }
}

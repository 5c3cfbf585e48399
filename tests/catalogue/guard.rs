//! No loop accesses memory outside its operands. Every function runs at every level on operands and
//! results that begin right after an unmapped page or end right before one, for each length from 0
//! to past three registers (for reductions, three rounds of all accumulators). Results are compared
//! with those of the scalar level.

use crate::guarded::{Guarded, Side};
use crate::table::{PRODUCTS, Ufunc, along_axes, casts, ufuncs};
use tightloop::*;
use tightloop_samples::memory::{Memory, Place, View, ViewMut, comparable};

/// The series of the samples in outputs before a call.
const BEFORE: u64 = 9;

/// A guarded memory with elements of one dtype.
struct Line {
    room: Guarded,
    dtype: DType,
    /// Enough for any call.
    samples: Memory,
}

impl Line {
    fn new(dtype: DType, series: u64) -> Self {
        Self::of(Memory::samples(dtype, series, Guarded::ROOM / dtype.size()))
    }

    fn of(samples: Memory) -> Self {
        Self { room: Guarded::new(), dtype: samples.dtype, samples }
    }

    /// Copies as many samples as a view needs to one side of the room, and returns the view.
    fn put(&mut self, place: Place, side: Side) -> ViewMut<'_> {
        let last = |(&len, &stride): (&usize, &isize)| {
            len.checked_sub(1).map(|last| last * stride as usize)
        };
        let steps: Option<usize> = place.shape.iter().zip(&place.strides).map(last).sum();
        let bytes = steps.map_or(0, |last| last + 1) * self.dtype.size();
        ViewMut {
            dtype: self.dtype,
            bytes: self.room.put(&self.samples.bytes()[..bytes], side),
            place,
        }
    }
}

fn lines(dtypes: &[DType], first_series: u64) -> Vec<Line> {
    dtypes.iter().zip(first_series..).map(|(&dtype, series)| Line::new(dtype, series)).collect()
}

fn read_only(x: ViewMut) -> View {
    View { dtype: x.dtype, bytes: x.bytes, place: x.place }
}

/// Calls `run` at every level on both sides, and compares its results with those of the scalar
/// level.
fn everywhere(case: impl Fn() -> String, run: &mut dyn FnMut(Side) -> Vec<u64>) {
    let expected = with_level(Level::Scalar, || run(Side::Begin)).unwrap();
    for level in Level::available() {
        for side in [Side::Begin, Side::End] {
            let found = with_level(level, || run(side)).unwrap();
            assert_eq!(found, expected, "{}, {side:?}, {level}", case());
        }
    }
}

/// Returns the lengths of elementwise calls: all up to three of the widest registers and one
/// element, then some around four and nine registers, where the unrolled part of cheap loops begins
/// and ends.
fn lengths(dtype: DType) -> impl Iterator<Item = usize> {
    let lanes = 64 / dtype.size();
    (0..=3 * lanes + 1).chain([4 * lanes - 1, 4 * lanes, 4 * lanes + 1, 9 * lanes + 3])
}

/// Checks lines of all lengths: contiguous ones, every second element, and, if there are several
/// inputs, with a first one of a single element.
fn elementwise(ufunc: &Ufunc) {
    let input = |(k, dtype): (usize, &DType)| {
        Line::of(ufunc.samples(k, k as u64, Guarded::ROOM / dtype.size()))
    };
    let mut inputs: Vec<Line> = ufunc.inputs.iter().enumerate().map(input).collect();
    let mut outputs = lines(ufunc.outputs, BEFORE);
    for len in lengths(ufunc.inputs[0]) {
        for (step, broadcasts_first) in [(1, false), (2, false), (1, true)] {
            if broadcasts_first && ufunc.inputs.len() == 1 {
                continue;
            }
            let case = || {
                let note = if broadcasts_first { ", the first of one element" } else { "" };
                format!("{ufunc} to {:?}{note}, {len} elements, {step} apart", ufunc.outputs)
            };
            everywhere(case, &mut |side| {
                let place =
                    |k| Place::steps(if broadcasts_first && k == 0 { 1 } else { len }, step);
                let x: Vec<View> = inputs
                    .iter_mut()
                    .enumerate()
                    .map(|(k, x)| read_only(x.put(place(k), side)))
                    .collect();
                let mut y: Vec<ViewMut> =
                    outputs.iter_mut().map(|y| y.put(place(1), side)).collect();
                (ufunc.into)(&x, &mut y).unwrap();
                y.iter().flat_map(|y| comparable(y.dtype, y.bytes)).collect()
            });
        }
    }
}

#[test]
fn elementwise_functions() {
    ufuncs().iter().for_each(elementwise);
}

#[test]
fn every_cast() {
    casts().iter().for_each(elementwise);
}

/// Checks reductions of lines, of columns and of every second element, and scans along both axes.
#[test]
fn functions_along_an_axis() {
    for function in along_axes() {
        let (mut x, mut y) = (Line::new(function.input, 0), Line::new(function.output, BEFORE));
        let mut check = |from: Place, axis: isize, to: Place| {
            let case = || format!("{function}, {:?} along {axis}", from);
            everywhere(case, &mut |side| {
                let mut out = y.put(to.clone(), side);
                (function.into)(&read_only(x.put(from.clone(), side)), axis, &mut out).unwrap();
                comparable(out.dtype, out.bytes)
            });
        };
        if function.is_scan {
            for len in lengths(function.input) {
                for (shape, axis) in
                    [[1, len], [3, len], [len, 3]].into_iter().flat_map(|s| [(s, 0), (s, 1)])
                {
                    check(Place::contiguous(&shape), axis, Place::contiguous(&shape));
                }
            }
            continue;
        }
        for len in 1..=3 * 256 / function.input.size() + 1 {
            check(Place::line(len), 0, Place::line(1));
            check(Place::contiguous(&[3, len]), 0, Place::contiguous(&[1, len]));
            check(Place::steps(len, 2), 0, Place::line(1));
        }
    }
}

#[test]
fn products() {
    for product in PRODUCTS {
        let [mut a, mut b] = [0, 1].map(|series| Line::new(product.dtype, series));
        let mut c = Line::new(product.output, BEFORE);
        for (n, shape) in (0..40).flat_map(|n| [(n, 7), (7, n), (n, n)].map(|shape| (n, shape))) {
            let (m, k) = shape;
            everywhere(|| format!("matmul of {}, {m} x {k} x {n}", product.dtype), &mut |side| {
                let (a, b) = (
                    a.put(Place::contiguous(&[m, k]), side),
                    b.put(Place::contiguous(&[n, k]), side),
                );
                let mut out = c.put(Place::contiguous(&[m, n]), side);
                (product.into)(&read_only(a), &read_only(b), &mut out).unwrap();
                comparable(out.dtype, out.bytes)
            });
        }
    }
}

#[test]
fn a_read_past_the_guard_crashes() {
    // A child process that reads one byte too many must crash.
    if std::env::var_os("READ_PAST_THE_GUARD").is_some() {
        let mut room = Guarded::new();
        let line = room.put(&[1; 8], Side::End);
        // SAFETY: unsound on purpose: the read is outside `line`, and the process must crash.
        unsafe { std::hint::black_box(line.as_ptr().add(8).read_volatile()) };
        return;
    }
    if cfg!(not(target_arch = "x86_64")) {
        // Emulated processes cannot start a child.
        return;
    }
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["guard::a_read_past_the_guard_crashes", "--exact"])
        .env("READ_PAST_THE_GUARD", "1")
        .output()
        .unwrap();
    assert!(!child.status.success());
}

//! No loop touches what is not its own: every function at every level, on operands and results that begin right after an unmapped page or end
//! right before one, for each length from 0 to past three registers (for reductions, three rounds of all accumulators). Results
//! are compared with those of the scalar level.
#![cfg(unix)]

mod support;

use support::guard::{Guarded, Side};
use support::samples::{Sample, sample};
use tightloop::*;

fn all<T: Sample>(series: u64, len: usize) -> Vec<T> {
    (0..len).map(|i| sample(series, i)).collect()
}

fn comparable<T: Sample>(x: &[T]) -> Vec<u64> {
    x.iter().map(|x| x.to_comparable()).collect()
}

/// Runs `run` at every level on both sides, and compares what it gives with what it gives at the scalar level.
fn everywhere(what: &str, len: usize, run: &mut dyn FnMut(Side) -> Vec<u64>) {
    let expected = with_level(Level::Scalar, || run(Side::Begin)).unwrap();
    for level in Level::available() {
        for side in [Side::Begin, Side::End] {
            let found = with_level(level, || run(side)).unwrap();
            assert_eq!(found, expected, "{what}, {len} elements, {side:?}, {level}");
        }
    }
}

/// The lengths of elementwise calls: up to three of the widest registers and one more; then around four and nine, where the unrolled part of
/// cheap loops begins and ends.
fn lengths<T>() -> impl Iterator<Item = usize> {
    let lanes = 64 / size_of::<T>();
    (0..=3 * lanes + 1).chain([4 * lanes - 1, 4 * lanes, 4 * lanes + 1, 9 * lanes + 3])
}

/// A guarded memory with `len` elements, `step` apart.
struct Line<T> {
    room: Guarded,
    elements: Vec<T>,
    series: u64,
}

impl<T: Sample> Line<T> {
    fn new(series: u64) -> Self {
        Self { room: Guarded::new(), elements: Vec::new(), series }
    }

    fn put(&mut self, len: usize, step: usize, side: Side) -> &mut [T] {
        let span = if len == 0 { 0 } else { (len - 1) * step + 1 };
        self.elements = all(self.series, span);
        self.room.put(&self.elements, side)
    }
}

fn read<T: Element>(x: &[T], len: usize, step: usize) -> ArrayView<'_, T> {
    ArrayView::with_strides(x, &[len], &[step as isize], 0).unwrap()
}

fn write<T: Element>(x: &mut [T], len: usize, step: usize) -> ArrayViewMut<'_, T> {
    ArrayViewMut::with_strides(x, &[len], &[step as isize], 0).unwrap()
}

fn unary<T: Sample, Y: Sample>(name: &str, into: fn(ArrayView<T>, ArrayViewMut<Y>) -> Result<()>) {
    let (mut x, mut y) = (Line::<T>::new(0), Line::<Y>::new(9));
    let what = format!("{name} of {}", T::DTYPE);
    for len in lengths::<T>() {
        for step in [1, 2] {
            everywhere(&what, len, &mut |side| {
                let out = y.put(len, step, side);
                into(read(x.put(len, step, side), len, step), write(out, len, step)).unwrap();
                comparable(out)
            });
        }
    }
}

fn binary<T: Sample, U: Sample, Y: Sample>(
    name: &str,
    into: fn(ArrayView<T>, ArrayView<U>, ArrayViewMut<Y>) -> Result<()>,
) {
    let (mut a, mut b, mut y) = (Line::<T>::new(0), Line::<U>::new(1), Line::<Y>::new(9));
    let what = format!("{name} of {}", T::DTYPE);
    for len in lengths::<T>() {
        for step in [1, 2] {
            everywhere(&what, len, &mut |side| {
                let (a, b, out) = (a.put(len, step, side), b.put(len, step, side), y.put(len, step, side));
                into(read(a, len, step), read(b, len, step), write(out, len, step)).unwrap();
                comparable(out)
            });
        }
        everywhere(&format!("{what}, one for all"), len, &mut |side| {
            let (a, b, out) = (a.put(1, 1, side), b.put(len, 1, side), y.put(len, 1, side));
            into(read(a, 1, 1), read(b, len, 1), write(out, len, 1)).unwrap();
            comparable(out)
        });
    }
}

fn ternary<T: Sample>(
    name: &str,
    into: fn(ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayViewMut<T>) -> Result<()>,
) {
    let (mut a, mut b, mut c) = (Line::<T>::new(0), Line::<T>::new(1), Line::<T>::new(2));
    let mut y = Line::<T>::new(9);
    for len in lengths::<T>() {
        everywhere(&format!("{name} of {}", T::DTYPE), len, &mut |side| {
            let (a, b, c) = (a.put(len, 1, side), b.put(len, 1, side), c.put(len, 1, side));
            let out = y.put(len, 1, side);
            into(read(a, len, 1), read(b, len, 1), read(c, len, 1), write(out, len, 1)).unwrap();
            comparable(out)
        });
    }
}

fn pair<T: Sample>(
    name: &str,
    into: fn(ArrayView<T>, ArrayView<T>, ArrayViewMut<T>, ArrayViewMut<T>) -> Result<()>,
) {
    let (mut a, mut b) = (Line::<T>::new(0), Line::<T>::new(1));
    let (mut y, mut z) = (Line::<T>::new(8), Line::<T>::new(9));
    for len in lengths::<T>() {
        everywhere(&format!("{name} of {}", T::DTYPE), len, &mut |side| {
            let (a, b) = (a.put(len, 1, side), b.put(len, 1, side));
            let (y, z) = (y.put(len, 1, side), z.put(len, 1, side));
            into(read(a, len, 1), read(b, len, 1), write(y, len, 1), write(z, len, 1)).unwrap();
            [comparable(y), comparable(z)].concat()
        });
    }
}

/// A reduction along lines, down columns, and of every second element.
fn along_axes<T: Sample, Y: Sample>(
    name: &str,
    into: fn(ArrayView<T>, KeepDims<isize>, ArrayViewMut<Y>) -> Result<()>,
) {
    let (mut x, mut y) = (Line::<T>::new(0), Line::<Y>::new(9));
    let what = format!("{name} of {}", T::DTYPE);
    for len in 1..=3 * 256 / size_of::<T>() + 1 {
        everywhere(&what, len, &mut |side| {
            let out = y.put(1, 1, side);
            into(read(x.put(len, 1, side), len, 1), KeepDims(0), write(out, 1, 1)).unwrap();
            comparable(out)
        });
        everywhere(&what, len, &mut |side| {
            let out = y.put(len, 1, side);
            let columns = ArrayView::new(x.put(3 * len, 1, side), &[3, len]).unwrap();
            into(columns, KeepDims(0), ArrayViewMut::new(out, &[1, len]).unwrap()).unwrap();
            comparable(out)
        });
        everywhere(&what, len, &mut |side| {
            let out = y.put(1, 1, side);
            into(read(x.put(len, 2, side), len, 2), KeepDims(0), write(out, 1, 1)).unwrap();
            comparable(out)
        });
    }
}

fn scan<T: Sample, Y: Sample>(name: &str, into: fn(ArrayView<T>, isize, ArrayViewMut<Y>) -> Result<()>) {
    let (mut x, mut y) = (Line::<T>::new(0), Line::<Y>::new(9));
    for len in lengths::<T>() {
        for shape in [[1, len], [3, len], [len, 3]] {
            for axis in [0, 1] {
                everywhere(&format!("{name} of {}", T::DTYPE), len, &mut |side| {
                    let out = y.put(shape[0] * shape[1], 1, side);
                    let x = ArrayView::new(x.put(shape[0] * shape[1], 1, side), &shape).unwrap();
                    into(x, axis, ArrayViewMut::new(out, &shape).unwrap()).unwrap();
                    comparable(out)
                });
            }
        }
    }
}

/// Lists the runs of one line of the catalogue.
macro_rules! runs {
    (unary $op:ident [$name:ident $into:ident $($f:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] [$(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*]) => {
        $(unary::<$t, $t>(stringify!($name), |x, y| $into(x, y));)*
        $(unary::<$in, $out>(stringify!($name), |x, y| $into(x, y));)*
    };
    (predicate $op:ident [$name:ident $into:ident $($f:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(unary::<$t, bool>(stringify!($name), |x, y| $into(x, y));)*
    };
    (binary $op:ident [$name:ident $into:ident $($f:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] [$(($in:ty, $jn:ty) => ($out:ty) as $a:tt => $b:tt;)*]) => {
        $(binary::<$t, $t, $t>(stringify!($name), |a, b, y| $into(a, b, y));)*
        $(binary::<$in, $jn, $out>(stringify!($name), |a, b, y| $into(a, b, y));)*
    };
    (compare $op:ident [$name:ident $into:ident $($f:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(binary::<$t, $t, bool>(stringify!($name), |a, b, y| $into(a, b, y));)*
    };
    (pair $op:ident [$name:ident $into:ident $($f:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(pair::<$t>(stringify!($name), |a, b, y, z| $into(a, b, y, z));)*
    };
    (ternary $op:ident [$name:ident $into:ident $($f:ident)*] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(ternary::<$t>(stringify!($name), |a, b, c, y| $into(a, b, c, y));)*
    };
    (scan $op:ident [$name:ident $into:ident $($f:ident)*] $what:literal $x:tt => $y:tt [] [$(($in:ty) => ($out:ty) as $a:tt;)*]) => {
        $(scan::<$in, $out>(stringify!($name), |x, axis, y| $into(x, axis, y));)*
    };
    ($reduction:ident $op:ident [$all:ident $name:ident $into:ident] $what:literal $x:tt => $y:tt [] [$(($in:ty) => ($out:ty) as $a:tt;)*]) => {
        $(along_axes::<$in, $out>(stringify!($name), |x, axes, y| $into(x, axes, y));)*
    };
}

macro_rules! casts {
    ($t:ident to $($u:ident)*) => {
        $(unary::<$t, $u>(concat!("cast to ", stringify!($u)), |x, y| cast_into(x, y));)*
    };
    ($($t:ident)*) => {$(
        casts!($t to bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64);
    )*};
}

#[test]
fn functions_of_the_catalogue() {
    tightloop::catalogue! { runs }
}

#[test]
fn casts() {
    casts!(bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64);
}

#[test]
fn products() {
    fn check<T: Sample + GemmElement>(what: &str) {
        let (mut a, mut b, mut c) = (Line::<T>::new(0), Line::<T>::new(1), Line::<T>::new(9));
        for n in 0..40 {
            for (m, k) in [(n, 7), (7, n), (n, n)] {
                everywhere(what, n, &mut |side| {
                    let (a, b, out) = (a.put(m * k, 1, side), b.put(k * n, 1, side), c.put(m * n, 1, side));
                    let (a, b) = (ArrayView::new(a, &[m, k]).unwrap(), ArrayView::new(b, &[n, k]).unwrap());
                    matmul_into(a, b.t(), ArrayViewMut::new(out, &[m, n]).unwrap()).unwrap();
                    comparable(out)
                });
            }
        }
    }
    check::<f32>("matmul f32");
    check::<f64>("matmul f64");
}

#[test]
fn the_guard_bites() {
    // A child that reads one element too much must not live.
    if std::env::var_os("READ_PAST_THE_GUARD").is_some() {
        let mut room = Guarded::new();
        let line = room.put(&[1.0f32; 8], Side::End);
        // SAFETY: none: this is what must not be done.
        unsafe { std::hint::black_box(line.as_ptr().add(8).read_volatile()) };
        return;
    }
    if cfg!(not(target_arch = "x86_64")) {
        // Emulators cannot start a child of their own.
        return;
    }
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["the_guard_bites", "--exact"])
        .env("READ_PAST_THE_GUARD", "1")
        .output()
        .unwrap();
    assert!(!child.status.success());
}

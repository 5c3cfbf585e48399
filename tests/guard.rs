//! No loop touches memory outside of its operands: every function of the catalogue, at every level, for each length from 0 to 3 vectors + 1 and
//! some beyond, on operands that all begin right after a page that is not there, and on operands that all end at one.

mod support;

use support::guard::{End, Guarded};
use support::samples::{Sample, sample};
use tightloop::*;

/// The widest vector, in bytes.
const VECTOR: usize = 64;

/// The lengths to try: up to 3 vectors of this type and one element, then around 4 and 9 vectors, where unrolled loops begin and end.
fn lengths<T>() -> impl Iterator<Item = usize> {
    let lanes = VECTOR / size_of::<T>();
    (0..=3 * lanes + 1).chain([4 * lanes - 1, 4 * lanes, 4 * lanes + 1, 9 * lanes + 3])
}

/// The longest of them.
fn longest<T>() -> usize {
    9 * VECTOR / size_of::<T>() + 3
}

/// Guarded room for an input, its elements being samples, wherever it ends.
fn input<T: Sample>(series: u64, end: End, len: usize, memory: &mut Guarded<T>) -> &[T] {
    let elements = memory.at(end, len);
    for (i, element) in elements.iter_mut().enumerate() {
        *element = sample(series, i);
    }
    elements
}

fn comparable<T: Sample>(elements: &[T]) -> Vec<u64> {
    elements.iter().map(|x| x.to_comparable()).collect()
}

/// Runs `f` on each length at each end, at every level. It gives the results for that length, which must be those of the longest.
fn on_lengths<T>(name: &str, mut f: impl FnMut(End, usize) -> Vec<u64>) {
    let expected = with_level(Level::Scalar, || f(End::First, longest::<T>())).unwrap();
    for level in Level::available() {
        for end in End::BOTH {
            for len in lengths::<T>() {
                let found = with_level(level, || f(end, len)).unwrap();
                assert_eq!(found, expected[..len], "{name} of {len} elements at {level}, {end:?}");
            }
        }
    }
}

fn unary<T: Sample, Y: Sample>(name: &str, into: fn(&[T], ArrayViewMut<Y>) -> Result<()>) {
    let (mut x, mut out) = (Guarded::<T>::new(2 * longest::<T>()), Guarded::<Y>::new(longest::<T>()));
    on_lengths::<T>(name, |end, len| {
        let out = out.at(end, len);
        into(input(0, end, len, &mut x), ArrayViewMut::line(out)).unwrap();
        comparable(out)
    });
}

fn binary<T: Sample, U: Sample, Y: Sample>(
    name: &str,
    into: fn(ArrayView<T>, ArrayView<U>, ArrayViewMut<Y>) -> Result<()>,
) {
    let len = 2 * longest::<T>();
    let (mut x, mut y, mut out) = (Guarded::<T>::new(len), Guarded::<U>::new(len), Guarded::<Y>::new(len));
    on_lengths::<T>(name, |end, len| {
        let out = out.at(end, len);
        into(
            ArrayView::line(input(0, end, len, &mut x)),
            ArrayView::line(input(1, end, len, &mut y)),
            ArrayViewMut::line(out),
        )
        .unwrap();
        comparable(out)
    });
    // One element for all, on either side; then every second element, backwards.
    on_lengths::<T>(name, |end, len| {
        let out = out.at(end, len);
        let x = ArrayView::scalar(&input(0, end, 1, &mut x)[0]);
        into(x, ArrayView::line(input(1, end, len, &mut y)), ArrayViewMut::line(out)).unwrap();
        comparable(out)
    });
    on_lengths::<T>(name, |end, len| {
        let out = out.at(end, len);
        let y = ArrayView::scalar(&input(1, end, 1, &mut y)[0]);
        into(ArrayView::line(input(0, end, len, &mut x)), y, ArrayViewMut::line(out)).unwrap();
        comparable(out)
    });
    on_lengths::<T>(name, |end, len| {
        let needed = (2 * len).saturating_sub(1);
        // As samples are counted from the first element, both ends are walked forwards here, and the output backwards.
        let x = ArrayView::with_strides(input(0, end, needed, &mut x), &[len], &[2], 0).unwrap();
        let y = ArrayView::with_strides(input(1, end, needed, &mut y), &[len], &[2], 0).unwrap();
        let out = out.at(end, len);
        let backwards = ArrayViewMut::with_strides(out, &[len], &[-1], len.saturating_sub(1)).unwrap();
        into(x, y, backwards).unwrap();
        let mut found = comparable(out);
        found.reverse();
        found
    });
}

fn pair<T: Sample>(name: &str, into: fn(&[T], &[T], &mut [T], &mut [T]) -> Result<()>) {
    let [mut x, mut y, mut first, mut second] = [(); 4].map(|()| Guarded::<T>::new(longest::<T>()));
    on_lengths::<T>(name, |end, len| {
        let (first, second) = (first.at(end, len), second.at(end, len));
        into(input(0, end, len, &mut x), input(1, end, len, &mut y), first, second).unwrap();
        comparable(first).into_iter().zip(comparable(second)).map(|(a, b)| a.rotate_left(32) ^ b).collect()
    });
}

fn ternary<T: Sample>(name: &str, into: fn([&[T]; 3], &mut [T]) -> Result<()>) {
    let [mut x, mut y, mut z, mut out] = [(); 4].map(|()| Guarded::<T>::new(longest::<T>()));
    on_lengths::<T>(name, |end, len| {
        let out = out.at(end, len);
        into([input(0, end, len, &mut x), input(1, end, len, &mut y), input(2, end, len, &mut z)], out)
            .unwrap();
        comparable(out)
    });
}

/// A function that goes along axes: over a line, and over the rows and columns of a matrix with the same memory. Results of parts are not
/// those of the whole: they are compared between levels.
fn along_axes<T: Sample, Y: Sample>(name: &str, along: fn(ArrayView<T>, isize) -> Result<Array<Y>>) {
    let mut memory = Guarded::<T>::new(3 * longest::<T>());
    for end in End::BOTH {
        for len in lengths::<T>() {
            let mut expected = None;
            for level in Level::available() {
                let found = with_level(level, || {
                    let matrix = ArrayView::new(input(0, end, 3 * len, &mut memory), &[3, len]).unwrap();
                    let results = [along(matrix, 0), along(matrix, 1)];
                    let line = along(ArrayView::line(input(0, end, len, &mut memory)), 0);
                    results
                        .into_iter()
                        .chain([line])
                        .map(|y| y.map(|y| comparable(y.as_slice())))
                        .collect::<Vec<_>>()
                });
                let found = found.unwrap();
                assert_eq!(
                    *expected.get_or_insert(found.clone()),
                    found,
                    "{name} of {len} elements at {level}, {end:?}"
                );
            }
        }
    }
}

/// Lists the calls of one line of the catalogue.
macro_rules! calls {
    (unary $op:ident [$name:ident $into:ident $assign:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] [
        $(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*
    ]) => {
        $(unary::<$t, $t>(stringify!($name), |x, out| $into(x, out));)*
        $(unary::<$in, $out>(stringify!($name), |x, out| $into(x, out));)*
    };
    (predicate $op:ident [$name:ident $into:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(unary::<$t, bool>(stringify!($name), |x, out| $into(x, out));)*
    };
    (binary $op:ident [$name:ident $into:ident $assign:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] [
        $(($in:ty, $jn:ty) => ($out:ty) as $a:tt => $b:tt;)*
    ]) => {
        $(binary::<$t, $t, $t>(stringify!($name), |x, y, out| $into(x, y, out));)*
        $(binary::<$in, $jn, $out>(stringify!($name), |x, y, out| $into(x, y, out));)*
    };
    (compare $op:ident [$name:ident $into:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(binary::<$t, $t, bool>(stringify!($name), |x, y, out| $into(x, y, out));)*
    };
    (pair $op:ident [$name:ident $into:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(pair::<$t>(stringify!($name), |x, y, first, second| $into(x, y, first, second));)*
    };
    (ternary $op:ident [$name:ident $into:ident $assign:ident] $what:literal $x:tt => $y:tt [$($t:ident)*] []) => {
        $(ternary::<$t>(stringify!($name), |[x, y, z], out| $into(x, y, z, out));)*
    };
    (scan $op:ident [$name:ident $into:ident] $what:literal $x:tt => $y:tt [] [$(($in:ty) => ($out:ty) as $a:tt;)*]) => {
        $(along_axes::<$in, $out>(stringify!($name), |x, axis| $name(x, axis));)*
    };
    ($along:ident $op:ident [$name:ident $axis:ident $into:ident] $what:literal $x:tt => $y:tt [] [
        $(($in:ty) => ($out:ty) as $a:tt;)*
    ]) => {
        $(along_axes::<$in, $out>(stringify!($name), |x, axis| $axis(x, axis));)*
    };
}

#[test]
fn no_function_leaves_its_operands() {
    tightloop::catalogue! { calls }
}

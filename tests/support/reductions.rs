//! What the tests of reductions share: shapes, orders of memory, and the plain way to group
//! elements.

#[allow(clippy::duplicate_mod, reason = "some tests have both of the modules that need it")]
#[path = "levels.rs"]
mod levels;

use levels::levels;
use tightloop::*;

/// A small deterministic generator.
pub struct Random(pub u64);

impl Random {
    /// Returns 31 random bits.
    pub fn next(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// Returns a whole number of 16 bits, so that sums in `f64` are exact.
    pub fn small(&mut self) -> f64 {
        (self.next() % 65536) as f64 - 32768.0
    }
}

/// Runs `f` at every level and on 1, 2, 3 and 7 threads, asserts that all results are equal, and
/// returns the result.
pub fn everywhere<R: PartialEq + std::fmt::Debug>(f: impl Fn() -> R) -> R {
    let expected = with_level(Level::Scalar, || with_threads(1, &f)).unwrap();
    for level in levels() {
        for threads in [1, 2, 3, 7] {
            let found = with_level(level, || with_threads(threads, &f)).unwrap();
            assert!(found == expected, "{level}, {threads} threads: {found:?} is not {expected:?}");
        }
    }
    expected
}

/// A shape, and lists of axes.
type Case = (&'static [usize], &'static [&'static [isize]]);

/// Shapes, each with the lists of axes to reduce over.
pub const CASES: &[Case] = &[
    (&[0], &[&[0]]),
    (&[1], &[&[0]]),
    (&[17], &[&[0]]),
    (&[5000], &[&[0]]),
    (&[70_000], &[&[0]]),
    (&[7, 33], &[&[0], &[1], &[0, 1]]),
    (&[300, 5], &[&[0], &[1], &[0, 1]]),
    (&[3, 0, 4], &[&[0], &[1], &[2], &[0, 2]]),
    (&[4, 5, 6, 7], &[&[0], &[1], &[2], &[3], &[0, 2], &[1, 3], &[0, 1, 2, 3], &[-1, 0], &[]]),
    (&[40, 70, 50], &[&[0], &[1], &[2], &[0, 1], &[1, 2], &[0, 2]]),
    (&[2, 100_000], &[&[0], &[1]]),
];

/// Calls `f` on views of the same elements: in C order, in Fortran order, and backwards with
/// gaps.
pub fn layouts<T: Element, R>(
    x: &Array<T>,
    mut f: impl FnMut(&str, ArrayView<'_, T>) -> R,
) -> Vec<R> {
    let turned = x.t().to_array();
    let mut results = vec![f("in C order", x.view()), f("in Fortran order", turned.t())];
    // Every second element of a line of twice the length, starting at its end.
    let doubled: Vec<T> = x.to_vec().into_iter().rev().flat_map(|x| [x, T::ZERO]).collect();
    let strides: Vec<isize> = x.strides().iter().map(|stride| -2 * stride).collect();
    if !x.is_empty() {
        let view =
            ArrayView::with_strides(&doubled, x.shape(), &strides, 2 * (x.len() - 1)).unwrap();
        results.push(f("backwards with gaps", view));
    }
    results
}

/// Returns the elements that are reduced into each result, both in C order.
pub fn groups<T: Copy>(shape: &[usize], values: &[T], axes: &[isize]) -> Vec<Vec<T>> {
    let is_reduced: Vec<bool> = (0..shape.len())
        .map(|axis| axes.iter().any(|&a| a.rem_euclid(shape.len() as isize) as usize == axis))
        .collect();
    let kept: usize = shape.iter().zip(&is_reduced).filter(|(_, r)| !**r).map(|(n, _)| n).product();
    let mut groups = vec![Vec::new(); kept];
    for (position, &value) in values.iter().enumerate() {
        let (mut rest, mut group, mut unit) = (position, 0, 1);
        for axis in (0..shape.len()).rev() {
            if !is_reduced[axis] {
                group += rest % shape[axis] * unit;
                unit *= shape[axis];
            }
            rest /= shape[axis];
        }
        groups[group].push(value);
    }
    groups
}

//! Calls of several steps, cut into pieces, so that what one step writes is still in the caches
//! when the next one reads it.

use crate::{Element, Result};
use tightloop_array_core::{AxisSet, Layout, Strided, StridedMut};
use tightloop_dispatch::join;

/// The most elements of type `T` of a piece: 128 KiB, which fit into a second-level cache beside
/// what a piece is computed from.
pub(super) const fn most<T>() -> usize {
    (1 << 17) / size_of::<T>()
}

/// Pieces are not narrower than this many elements along the axis with the shortest stride. Cache
/// lines are not shared by more pieces then, and rows of several lines are prefetched.
const NARROWEST: usize = 256;

/// Operands that are cut together.
pub(super) trait Parts: Sized + Send {
    /// The layout that decides where to cut.
    fn layout(&self) -> &Layout;

    /// The shortest that `axis` may become.
    fn shortest(&self, _axis: usize) -> usize {
        1
    }

    /// Cuts the operands along an axis.
    fn cut_at(self, axis: usize, index: usize) -> Result<(Self, Self)>;
}

/// An operand that is stretched along the axis belongs to both parts.
impl<T: Element> Parts for Strided<'_, T> {
    fn layout(&self) -> &Layout {
        Strided::layout(self)
    }

    fn cut_at(self, axis: usize, index: usize) -> Result<(Self, Self)> {
        if self.shape()[axis] == 1 { Ok((self, self)) } else { self.split_at(axis, index) }
    }
}

impl<T: Element> Parts for StridedMut<'_, T> {
    fn layout(&self) -> &Layout {
        StridedMut::layout(self)
    }

    fn cut_at(self, axis: usize, index: usize) -> Result<(Self, Self)> {
        self.split_at(axis, index)
    }
}

/// The first one decides where to cut.
impl<A: Parts, B: Parts> Parts for (A, B) {
    fn layout(&self) -> &Layout {
        self.0.layout()
    }

    fn shortest(&self, axis: usize) -> usize {
        self.0.shortest(axis)
    }

    fn cut_at(self, axis: usize, index: usize) -> Result<(Self, Self)> {
        let (a, rest_of_a) = self.0.cut_at(axis, index)?;
        let (b, rest_of_b) = self.1.cut_at(axis, index)?;
        Ok(((a, b), (rest_of_a, rest_of_b)))
    }
}

/// Calls `f` for pieces that together are all of `parts`, on several threads if there are. They are
/// cut along `axes` only, until they have at most so many elements, or cannot be cut further.
pub(super) fn for_each_piece<P: Parts>(
    parts: P,
    axes: AxisSet,
    most: usize,
    f: &(impl Fn(P) -> Result<()> + Sync),
) -> Result<()> {
    let Some((axis, middle)) = cut(&parts, axes, most) else { return f(parts) };
    let (first, rest) = parts.cut_at(axis, middle)?;
    let (first, rest) =
        join(|| for_each_piece(first, axes, most, f), || for_each_piece(rest, axes, most, f));
    first.and(rest)
}

/// Where to cut: in the middle of the axis with the longest stride that may be cut.
fn cut(parts: &impl Parts, axes: AxisSet, most: usize) -> Option<(usize, usize)> {
    let layout = parts.layout();
    if layout.len() <= most {
        return None;
    }
    let (shape, strides) = (layout.shape(), layout.strides());
    let moving = (0..layout.ndim()).filter(|&axis| shape[axis] > 1);
    let least_stride = moving.map(|axis| strides[axis].unsigned_abs()).min()?;
    let may_be_cut = |&axis: &usize| {
        let is_innermost = strides[axis].unsigned_abs() == least_stride;
        let shortest = parts.shortest(axis).max(if is_innermost { NARROWEST } else { 1 });
        shape[axis] / 2 >= shortest
    };
    // Of axes with the same stride, the first one.
    let axis =
        axes.iter().filter(may_be_cut).rev().max_by_key(|&axis| strides[axis].unsigned_abs());
    axis.map(|axis| (axis, shape[axis] / 2))
}

/// The axes of an array that are not in a set.
pub(super) fn others(axes: AxisSet, ndim: usize) -> AxisSet {
    (0..ndim).filter(|&axis| !axes.contains(axis)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Array, Level, threads, with_level, with_threads};
    use std::sync::Mutex;

    /// The shapes of the pieces of an array, in C order.
    fn pieces(shape: &[usize], axes: &[usize], most: usize) -> Vec<Vec<usize>> {
        let (x, shapes) = (Array::<u8>::zeros(shape).unwrap(), Mutex::new(Vec::new()));
        let axes = axes.iter().copied().collect();
        for_each_piece(x.view().0, axes, most, &|piece: Strided<'_, u8>| {
            shapes.lock().unwrap().push(piece.shape().to_vec());
            Ok(())
        })
        .unwrap();
        shapes.into_inner().unwrap()
    }

    #[test]
    fn long_strides_are_cut_first() {
        with_threads(1, || {
            assert_eq!(pieces(&[4, 5], &[0, 1], 20), [[4, 5]]);
            assert_eq!(pieces(&[4, 5], &[0, 1], 19), [[2, 5], [2, 5]]);
            assert_eq!(pieces(&[3, 50], &[0, 1], 10), [[1, 50]; 3]);
            assert_eq!(pieces(&[2, 3, 4], &[1], 1), [[2, 1, 4]; 3]);
            assert_eq!(pieces(&[3, 1000], &[1], 1000), [[3, 500]; 2]);
            assert_eq!(pieces(&[3, 1024], &[1], 10), [[3, 256]; 4]);
            assert_eq!(pieces(&[9, 7], &[], 1), [[9, 7]]);
        });
    }

    #[test]
    fn pieces_run_at_the_level_of_the_call_and_share_its_threads() {
        let (x, seen) = (Array::<u8>::zeros(&[8, 2]).unwrap(), Mutex::new(Vec::new()));
        let run = || {
            for_each_piece(x.view().0, AxisSet::all(2), 4, &|_: Strided<'_, u8>| {
                seen.lock().unwrap().push((Level::current(), threads()));
                Ok(())
            })
        };
        with_level(Level::Scalar, || with_threads(5, run)).unwrap().unwrap();
        let mut seen = seen.into_inner().unwrap();
        seen.sort_by_key(|(_, threads)| *threads);
        assert_eq!(seen, [1, 1, 1, 2].map(|threads| (Level::Scalar, threads)));
    }
}

//! Whether two indices of a layout name the same element.

use alloc::vec::Vec;

use super::Layout;
use crate::Dims;

/// The largest number of elements whose positions are compared one by one.
const COMPARED: usize = 1 << 16;

impl Layout {
    /// Whether two different indices have the same position. Exact, but for layouts that interleave three or more axes
    /// and have more than 65,536 elements: those are taken to overlap. Axes interleave where the extent of the axes
    /// with smaller strides reaches past the next larger stride, which slices, permutations and reshapes of ordinary
    /// arrays never do.
    pub fn overlaps_itself(&self) -> bool {
        if self.is_empty() {
            return false;
        }
        // (|stride|, steps) of each axis that has a second index, largest stride first.
        let mut axes: Dims<(usize, usize)> = Dims::new();
        for (&len, &stride) in self.shape.iter().zip(self.strides.iter()) {
            if len > 1 {
                axes.push((stride.unsigned_abs(), len - 1));
            }
        }
        axes.sort_unstable_by(|a, b| b.cmp(a));
        if axes.last().is_some_and(|&(stride, _)| stride == 0) {
            return true;
        }
        let mut rest = &axes[..];
        // A stride that is longer than all the others together reach leads to elements that they cannot reach.
        while let Some((&(stride, _), others)) = rest.split_first() {
            if stride <= others.iter().map(|&(stride, steps)| stride * steps).sum() {
                break;
            }
            rest = others;
        }
        match *rest {
            [] => false,
            [a, b] => meet(a, b),
            _ => {
                let count = rest.iter().try_fold(1usize, |count, &(_, steps)| {
                    count.checked_mul(steps + 1).filter(|&count| count <= COMPARED)
                });
                count.is_none_or(|count| repeats(rest, count))
            }
        }
    }
}

/// Whether two axes meet: whether `i * stride_a = j * stride_b` for some `0 < i <= steps_a` and `0 < j <= steps_b`. The
/// smallest such `i` is `stride_b / gcd`.
fn meet((stride_a, steps_a): (usize, usize), (stride_b, steps_b): (usize, usize)) -> bool {
    let divisor = gcd(stride_a, stride_b);
    stride_b / divisor <= steps_a && stride_a / divisor <= steps_b
}

fn gcd(mut a: usize, mut b: usize) -> usize {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Whether two of the `count` sums of steps along these axes are the same.
fn repeats(axes: &[(usize, usize)], count: usize) -> bool {
    let mut sums = Vec::with_capacity(count);
    sums.push(0usize);
    for &(stride, steps) in axes {
        let before = sums.len();
        for step in 1..=steps {
            for i in 0..before {
                sums.push(sums[i] + step * stride);
            }
        }
    }
    sums.sort_unstable();
    sums.windows(2).any(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlaps(shape: &[usize], strides: &[isize]) -> bool {
        let offset = 1 << 40;
        Layout::new(shape, strides, offset, 1 << 41).unwrap().overlaps_itself()
    }

    #[test]
    fn ordinary_views_do_not_overlap() {
        assert!(!overlaps(&[], &[]));
        assert!(!overlaps(&[4], &[-2]));
        assert!(!overlaps(&[2, 3, 4], &[12, 4, 1]));
        assert!(!overlaps(&[4, 3, 2], &[1, -4, 12]));
        assert!(!overlaps(&[1, 5], &[0, 1]));
        assert!(!overlaps(&[0, 5], &[0, 0]));
        assert!(!overlaps(&[1000, 1000, 1000], &[-1_000_000, 1000, 1]));
    }

    #[test]
    fn zero_strides_and_windows_overlap() {
        assert!(overlaps(&[2], &[0]));
        assert!(overlaps(&[3, 4], &[1, 1]));
        assert!(overlaps(&[3, 4], &[1, -1]));
        assert!(overlaps(&[10_000, 3], &[1, 1]));
        assert!(overlaps(&[100, 100, 3], &[100, 1, 1]));
    }

    #[test]
    fn agrees_with_comparison_of_all_positions() {
        let mut state = 1u32;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        for _ in 0..20_000 {
            let ndim = random(4) as usize + 1;
            let shape: Vec<usize> = (0..ndim).map(|_| random(5) as usize).collect();
            let strides: Vec<isize> = (0..ndim).map(|_| random(25) as isize - 12).collect();
            let layout = Layout::new(&shape, &strides, 1000, 2000).unwrap();
            let mut positions: Vec<usize> = layout.positions().collect();
            positions.sort_unstable();
            let expected = positions.windows(2).any(|pair| pair[0] == pair[1]);
            assert_eq!(layout.overlaps_itself(), expected, "{layout:?}");
        }
    }
}

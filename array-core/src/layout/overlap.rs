//! Whether two indices of a layout have the same position.

use alloc::vec::Vec;

use super::Layout;
use crate::Dims;

impl Layout {
    /// Returns whether two different indices have the same position.
    ///
    /// Usually this looks at strides alone. If three or more axes interleave (the extent of the
    /// axes with smaller strides reaches past the next larger stride), it takes as long as a walk
    /// over the elements and up to 8 bytes per element. Slices, permutations and reshapes of arrays
    /// never interleave. If allocation fails, the answer is `true`.
    pub fn overlaps_itself(&self) -> bool {
        if self.is_empty() {
            return false;
        }
        // (|stride|, steps) of each axis longer than 1, largest stride first.
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
        // A stride larger than the extent of all smaller ones together leads to positions that they
        // cannot reach.
        while let Some((&(stride, _), others)) = rest.split_first() {
            if stride <= others.iter().map(|&(stride, steps)| stride * steps).sum() {
                break;
            }
            rest = others;
        }
        match *rest {
            [] => false,
            [a, b] => meet(a, b),
            _ => repeats(rest),
        }
    }
}

/// Returns whether two axes meet: whether `i * stride_a = j * stride_b` for some `0 < i <= steps_a`
/// and `0 < j <= steps_b`. The smallest such `i` is `stride_b / gcd`.
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

/// Returns whether two sums of steps along these axes are the same.
fn repeats(axes: &[(usize, usize)]) -> bool {
    let unit = axes.iter().fold(0, |divisor, &(stride, _)| gcd(divisor, stride));
    let places = axes.iter().map(|&(stride, steps)| stride / unit * steps).sum::<usize>() + 1;
    let count: usize = axes.iter().map(|&(_, steps)| steps + 1).product();
    if count > places {
        return true;
    }
    // Takes what needs less memory: a bit per place, or a list of the sums.
    let words = places.div_ceil(64);
    if words <= count {
        let Some(mut seen) = with_capacity(words) else { return true };
        seen.resize(words, 0u64);
        any_sum(axes, 0, &mut |sum| {
            let (word, bit) = (&mut seen[sum / unit / 64], 1 << (sum / unit % 64));
            let is_known = *word & bit != 0;
            *word |= bit;
            is_known
        })
    } else {
        let Some(mut sums) = with_capacity(count) else { return true };
        any_sum(axes, 0, &mut |sum| {
            sums.push(sum);
            false
        });
        sums.sort_unstable();
        sums.windows(2).any(|pair| pair[0] == pair[1])
    }
}

/// Returns an empty list with room for `len` elements, if allocation succeeds.
fn with_capacity<T>(len: usize) -> Option<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(len).is_ok().then_some(list)
}

/// Returns whether `f` is true for any sum of `start` and steps along these axes. Stops at the
/// first.
fn any_sum(axes: &[(usize, usize)], start: usize, f: &mut impl FnMut(usize) -> bool) -> bool {
    match axes.split_first() {
        None => f(start),
        Some((&(stride, steps), others)) => {
            (0..=steps).any(|step| any_sum(others, start + step * stride, f))
        }
    }
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
    fn large_interleaved_layouts_are_decided() {
        // 7 * 11, 5 * 11 and 5 * 7 interleave: two sums meet after 5, 7 and 11 steps.
        assert!(!overlaps(&[5, 7, 11], &[77, 55, 35]));
        assert!(overlaps(&[6, 8, 11], &[77, 55, 35]));
        // 82,861 elements.
        let (p, q, r) = (41, 43, 47);
        let strides = [(q * r) as isize, (p * r) as isize, (p * q) as isize];
        assert!(!overlaps(&[p, q, r], &strides));
        assert!(overlaps(&[p + 1, q + 1, r], &strides));
        // More indices than positions; then positions too far apart for a bit per place.
        assert!(overlaps(&[50, 50, 50], &[3, 2, 1]));
        assert!(!overlaps(&[p, q, r], &strides.map(|stride| stride << 20 | 1 << 5)));
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

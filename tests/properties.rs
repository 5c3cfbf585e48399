//! Functions on operands of arbitrary shapes, strides and axes, at every level and cut into pieces,
//! compared with loops over indices. `proptest` shrinks a case that fails, and writes its seed to
//! `proptest-regressions/`. Commit it: it is tried first from then on.

#[path = "support/axes.rs"]
mod axes;
#[path = "support/levels.rs"]
#[allow(clippy::duplicate_mod, reason = "`support` needs it, too")]
mod levels;
#[path = "../array-core/tests/properties/strategies.rs"]
#[allow(dead_code, reason = "shared with the properties of layouts")]
mod strategies;
#[allow(unused, reason = "shared with tests/manipulation.rs and tests/indexing.rs")]
mod support;

use axes::{chosen, reduced};
use levels::levels;
use proptest::prelude::*;
use proptest::sample::Index;
use support::{MEMORY, indices, memory_of, position, view, view_mut};
use tightloop::{
    Array, ArrayView, Element, Level, add_into, argmax_axis, bf16, cast_into, cumulative_sum, f16,
    less, min_axis, sum_axis, with_level, with_threads,
};

/// Returns the element of an operand that broadcasts to `index`.
fn broadcast_element<T: Element>(x: &ArrayView<'_, T>, index: &[usize]) -> T {
    let own = &index[index.len() - x.ndim()..];
    let own: Vec<usize> =
        own.iter().zip(x.shape()).map(|(&i, &len)| if len == 1 { 0 } else { i }).collect();
    *x.get(&own).unwrap()
}

/// Runs a check at every level, in one piece and in several.
fn everywhere(check: impl Fn(Level)) {
    for level in levels() {
        for pieces in [1, 3] {
            with_level(level, || with_threads(pieces, || check(level))).unwrap();
        }
    }
}

/// Returns the elements that are reduced into each result, both in C order.
fn groups<T: Element>(x: &ArrayView<'_, T>, axes: &[isize]) -> Vec<Vec<T>> {
    let is_reduced = |axis: &usize| axes.contains(&(*axis as isize));
    let kept: Vec<usize> =
        (0..x.ndim()).filter(|axis| !is_reduced(axis)).map(|axis| x.shape()[axis]).collect();
    let mut groups = vec![Vec::new(); kept.iter().product()];
    for index in indices(x.shape()) {
        let of_kept = (0..x.ndim()).filter(|axis| !is_reduced(axis));
        let place = of_kept.fold(0, |place, axis| place * x.shape()[axis] + index[axis]);
        groups[place].push(*x.get(&index).unwrap());
    }
    groups
}

macro_rules! elementwise {
    ($($name:ident: $t:ident, $of:expr, $sum:expr;)*) => {$(
        proptest! {
            #![proptest_config(strategies::config(1000))]
            #[test]
            fn $name((shape, layouts) in strategies::operands(), seed in any::<u64>()) {
                let (a, b) = (memory_of::<$t>(seed, $of), memory_of::<$t>(!seed, $of));
                let (x, y) = (view(&a, &layouts[0]), view(&b, &layouts[1]));
                let sum: fn($t, $t) -> $t = $sum;
                everywhere(|level| {
                    let mut out = vec![<$t>::ZERO; MEMORY];
                    add_into(x, y, view_mut(&mut out, &layouts[2])).unwrap();
                    let mut expected = vec![<$t>::ZERO; MEMORY];
                    for index in indices(&shape) {
                        let [x, y] = [&x, &y].map(|view| broadcast_element(view, &index));
                        expected[position(&layouts[2], &index)] = sum(x, y);
                    }
                    // All of memory is compared: gaps are not written.
                    assert!(out == expected, "level {level}");
                });
            }
        }
    )*};
}
elementwise! {
    sums_of_f32: f32, |n| n as f32 / 8.0, |x, y| x + y;
    sums_of_f16: f16, |n| f16::from_bits((n + 1000) as u16 & 0x7bff),
        |x, y| f16::from_f32(x.to_f32() + y.to_f32());
    sums_of_bf16: bf16, |n| bf16::from_bits((n + 1000) as u16 & 0x7f7f),
        |x, y| bf16::from_f32(x.to_f32() + y.to_f32());
    sums_of_i8: i8, |n| n as i8, |x, y| x.wrapping_add(y);
    sums_of_u16: u16, |n| n as u16, |x, y| x.wrapping_add(y);
    sums_of_i64: i64, |n| n, |x, y| x.wrapping_add(y);
}

proptest! {
    #![proptest_config(strategies::config(1000))]

    #[test]
    fn comparisons_of_f64((shape, layouts) in strategies::operands(), seed in any::<u64>()) {
        let (a, b) = (memory_of(seed, |n| n as f64), memory_of(!seed, |n| n as f64));
        let (x, y) = (view(&a, &layouts[0]), view(&b, &layouts[1]));
        everywhere(|level| {
            let found = less(x, y).unwrap();
            let shape = found.shape().to_vec();
            let is_less = |index: Vec<usize>| {
                let [x, y] = [&x, &y].map(|view| broadcast_element(view, &index));
                x < y
            };
            let expected: Vec<bool> = indices(&shape).map(is_less).collect();
            assert!(found.to_vec() == expected, "level {level}");
        });
        prop_assert!(shape.len() >= x.ndim().max(y.ndim()));
    }

    #[test]
    fn conversions_in_two_steps(layout in strategies::layouts(), seed in any::<u64>()) {
        let a = memory_of(seed, |n| n as f64 * 0.37);
        let x = view(&a, &layout);
        everywhere(|level| {
            let mut bytes = Array::<i8>::zeros(layout.shape()).unwrap();
            cast_into(x, &mut bytes).unwrap();
            let is_right = bytes.iter().zip(x.iter()).all(|(&found, &x)| found == x as i8);
            assert!(is_right, "level {level}");
        });
    }

    #[test]
    fn reductions_over_axes((layout, axes) in reduced(), seed in any::<u64>()) {
        let a = memory_of(seed, |n| n as i16);
        let b = memory_of(seed, |n| f16::from_bits((n + 1000) as u16));
        let (x, h) = (view(&a, &layout), view(&b, &layout));
        let axes = chosen(&layout, &axes);
        let (groups_of_x, groups_of_h) = (groups(&x, &axes), groups(&h, &axes));
        let is_empty = groups_of_x.iter().any(|group| group.is_empty());
        everywhere(|level| {
            let sums = sum_axis(x, &axes[..]).unwrap();
            let sum = |group: &Vec<i16>| group.iter().map(|&x| i64::from(x)).sum();
            let expected: Vec<i64> = groups_of_x.iter().map(sum).collect();
            assert!(sums.to_vec() == expected, "sums at level {level}");
            assert_eq!(min_axis(h, &axes[..]).is_err(), is_empty && !groups_of_h.is_empty());
            if is_empty {
                return;
            }
            let least = min_axis(h, &axes[..]).unwrap();
            let minimum = |group: &Vec<f16>| group.iter().copied().fold(f16::INFINITY, f16::min);
            let expected: Vec<f16> = groups_of_h.iter().map(minimum).collect();
            assert!(least.to_vec() == expected, "minima at level {level}");
            let positions = argmax_axis(x, &axes[..]).unwrap();
            let first = |group: &Vec<i16>| {
                let greatest = group.iter().max();
                group.iter().position(|x| Some(x) == greatest).unwrap() as i64
            };
            let expected: Vec<i64> = groups_of_x.iter().map(first).collect();
            assert!(positions.to_vec() == expected, "positions at level {level}");
        });
    }

    #[test]
    fn scans_along_an_axis(
        layout in strategies::layouts(),
        axis in any::<Index>(),
        seed in any::<u64>(),
    ) {
        prop_assume!(layout.ndim() > 0);
        let a = memory_of(seed, |n| n as i8);
        let (x, axis) = (view(&a, &layout), axis.index(layout.ndim()));
        everywhere(|level| {
            let found = cumulative_sum(x, axis as isize).unwrap();
            for index in indices(layout.shape()) {
                let mut at = index.clone();
                let elements = (0..=index[axis]).map(|i| {
                    at[axis] = i;
                    i64::from(*x.get(&at).unwrap())
                });
                let expected: i64 = elements.sum();
                assert_eq!(found.get(&index), Some(&expected), "level {level}, {index:?}");
            }
        });
    }
}

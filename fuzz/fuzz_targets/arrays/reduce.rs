//! Reductions, searches and scans along axes.

use crate::odometer::indices;
use crate::operand::{BaseShape, Operand, Spec};
use crate::sample::Sample;
use arbitrary::Arbitrary;
use tightloop::*;

#[derive(Arbitrary, Debug)]
pub struct Input {
    function: u8,
    shape: BaseShape,
    input: Spec,
    axes: Vec<i8>,
    output: Spec,
}

/// Runs a function on the operand of an input.
type Check = Box<dyn Fn(&Input)>;

/// Checks a reduction. `plain` is the oracle for the elements of one result in C order: it returns
/// `None` if there must be at least one.
fn fold<T: Sample, Y: Sample>(
    call: fn(ArrayView<'_, T>, &[isize], ArrayViewMut<'_, Y>) -> Result<()>,
    plain: fn(&[T]) -> Option<Y>,
) -> Check {
    Box::new(move |input| {
        let operand = input.input.operand::<T>(&input.shape.shape());
        let Some(view) = operand.view() else { return };
        let axes = input.axes();
        let groups = groups(&operand, &axes);
        let shape = groups.as_ref().map(|(shape, _)| shape.clone()).unwrap_or_default();
        let mut out = input.output.output::<Y>(shape);
        if out.view_mut().is_none() {
            return;
        }
        let expected =
            groups.filter(|(shape, _)| *shape == out.shape).and_then(|(shape, groups)| {
                let mut data = out.data.clone();
                for (index, group) in indices(&shape).zip(groups) {
                    data[out.place(&index)] = plain(&group)?;
                }
                Some(data)
            });
        out.check(expected.as_deref(), Y::same, |out| call(view, &axes, out));
    })
}

/// Checks a sum of floats. It does not round as a plain loop does, but it is close to it, and has
/// the same bits at every level and number of threads.
fn float_sum<T: Sample>(
    call: fn(ArrayView<'_, T>, &[isize]) -> Result<Array<T>>,
    of: fn(T) -> f64,
    epsilon: f64,
) -> Check {
    Box::new(move |input| {
        let operand = input.input.operand::<T>(&input.shape.shape());
        let Some(view) = operand.view() else { return };
        let axes = input.axes();
        let groups = groups(&operand, &axes);
        let mut first: Option<Array<T>> = None;
        crate::everywhere(|| {
            let result = call(view, &axes);
            assert_eq!(result.is_ok(), groups.is_some());
            let Ok(result) = result else { return };
            match &first {
                None => first = Some(result),
                Some(first) => {
                    assert_eq!(result.shape(), first.shape());
                    assert!(
                        result.iter().zip(first.iter()).all(|(&x, &y)| x.same(y)),
                        "{result} is not {first}"
                    );
                }
            }
        });
        let (Some(first), Some((shape, groups))) = (first, groups) else { return };
        assert_eq!(first.shape(), shape);
        for (&sum, group) in first.iter().zip(groups) {
            let magnitude: f64 = group.iter().map(|&x| of(x).abs()).sum();
            if magnitude < 1e30 {
                let plain: f64 = group.iter().map(|&x| of(x)).sum();
                let bound = magnitude * epsilon * (group.len() + 1) as f64;
                assert!((of(sum) - plain).abs() <= bound, "{sum:?} is far from {plain}");
            }
        }
    })
}

/// Checks a running sum, which adds by halves in groups, and then to the sum before.
fn scan<T: Sample, Y: Sample>(
    call: fn(ArrayView<'_, T>, isize, ArrayViewMut<'_, Y>) -> Result<()>,
    group: usize,
    of: fn(T) -> Y,
    add: fn(Y, Y) -> Y,
) -> Check {
    Box::new(move |input| {
        let operand = input.input.operand::<T>(&input.shape.shape());
        let Some(view) = operand.view() else { return };
        let mut out = input.output.output::<Y>(operand.shape.clone());
        if out.view_mut().is_none() {
            return;
        }
        let axis = input.axes().first().copied().unwrap_or(0);
        let along = normalized(axis, operand.shape.len()).filter(|_| out.shape == operand.shape);
        let expected = along.map(|along| {
            let mut data = out.data.clone();
            let firsts = indices(&operand.shape).filter(|index| index[along] == 0);
            for first in firsts {
                let line = (0..operand.shape[along]).map(|i| {
                    let mut index = first.clone();
                    index[along] = i;
                    (out.place(&index), of(operand.at(&index)))
                });
                let (places, mut line): (Vec<_>, Vec<_>) = line.unzip();
                scan_line(&mut line, group, add);
                for (place, sum) in places.into_iter().zip(line) {
                    data[place] = sum;
                }
            }
            data
        });
        out.check(expected.as_deref(), Y::same, |out| call(view, axis, out));
    })
}

/// Replaces the elements of a line by their running sums.
fn scan_line<Y: Copy>(line: &mut [Y], group: usize, add: fn(Y, Y) -> Y) {
    let mut before = None;
    for part in line.chunks_mut(group) {
        let mut half = 1;
        while half < group {
            for i in (0..part.len()).filter(|i| i & half != 0) {
                part[i] = add(part[(i & !(2 * half - 1)) | (half - 1)], part[i]);
            }
            half *= 2;
        }
        if let Some(before) = before {
            part.iter_mut().for_each(|x| *x = add(before, *x));
        }
        before = part.last().copied();
    }
}

/// Returns an axis counted from the front.
fn normalized(axis: isize, ndim: usize) -> Option<usize> {
    let axis = if axis < 0 { axis + ndim as isize } else { axis };
    usize::try_from(axis).ok().filter(|&axis| axis < ndim)
}

/// Returns the shape of a reduction along axes, and the elements of each of its results; `None` if
/// an axis is out of range or repeated.
fn groups<T: Sample>(operand: &Operand<T>, axes: &[isize]) -> Option<(Vec<usize>, Vec<Vec<T>>)> {
    let ndim = operand.shape.len();
    let mut is_reduced = vec![false; ndim];
    for &axis in axes {
        let axis = normalized(axis, ndim)?;
        if std::mem::replace(&mut is_reduced[axis], true) {
            return None;
        }
    }
    let part = |reduced: bool| -> Vec<usize> {
        (0..ndim)
            .filter(|&axis| is_reduced[axis] == reduced)
            .map(|axis| operand.shape[axis])
            .collect()
    };
    let (kept, inner) = (part(false), part(true));
    let groups = indices(&kept).map(|outer_index| {
        let element = |inner_index: Vec<usize>| {
            let (mut outer, mut inner) = (outer_index.iter(), inner_index.iter());
            let index: Option<Vec<usize>> = is_reduced
                .iter()
                .map(|&reduced| if reduced { inner.next() } else { outer.next() }.copied())
                .collect();
            operand.at(&index.expect("one number per axis"))
        };
        indices(&inner).map(element).collect()
    });
    let groups = groups.collect();
    Some((kept, groups))
}

/// Returns the position of the first element that no other one is ahead of.
fn first_best<T: Copy>(group: &[T], is_ahead: impl Fn(T, T) -> bool) -> Option<i64> {
    let best =
        (0..group.len()).reduce(|best, i| if is_ahead(group[i], group[best]) { i } else { best });
    best.map(|place| place as i64)
}

macro_rules! int {
    ($t:ident $sum:ident) => {
        [
            fold::<$t, $sum>(
                |x, axes, out| sum_axis_into(x, axes, out),
                |x| Some(x.iter().fold(0, |sum: $sum, &x| sum.wrapping_add(x.into()))),
            ),
            fold::<$t, $t>(|x, axes, out| min_axis_into(x, axes, out), |x| x.iter().copied().min()),
            fold::<$t, $t>(|x, axes, out| max_axis_into(x, axes, out), |x| x.iter().copied().max()),
            fold::<$t, i64>(
                |x, axes, out| argmin_axis_into(x, axes, out),
                |x| first_best(x, |a, b| a < b),
            ),
            fold::<$t, i64>(
                |x, axes, out| argmax_axis_into(x, axes, out),
                |x| first_best(x, |a, b| a > b),
            ),
            scan::<$t, $sum>(
                |x, axis, out| cumulative_sum_into(x, axis, out),
                1,
                |x| x.into(),
                |x, y| x.wrapping_add(y),
            ),
        ]
    };
}

macro_rules! float {
    ($t:ident) => {
        [
            float_sum::<$t>(|x, axes| sum_axis(x, axes), |x| x.into(), $t::EPSILON.into()),
            fold::<$t, $t>(
                |x, axes, out| min_axis_into(x, axes, out),
                |x| {
                    x.iter().copied().reduce(|a, b| {
                        if a.is_nan() {
                            a
                        } else if b.is_nan() || b < a || b == a && b.is_sign_negative() {
                            b
                        } else {
                            a
                        }
                    })
                },
            ),
            fold::<$t, $t>(
                |x, axes, out| max_axis_into(x, axes, out),
                |x| {
                    x.iter().copied().reduce(|a, b| {
                        if a.is_nan() {
                            a
                        } else if b.is_nan() || b > a || b == a && b.is_sign_positive() {
                            b
                        } else {
                            a
                        }
                    })
                },
            ),
            fold::<$t, i64>(
                |x, axes, out| argmin_axis_into(x, axes, out),
                |x| first_best(x, |a, b| !b.is_nan() && (a.is_nan() || a < b)),
            ),
            fold::<$t, i64>(
                |x, axes, out| argmax_axis_into(x, axes, out),
                |x| first_best(x, |a, b| !b.is_nan() && (a.is_nan() || a > b)),
            ),
        ]
    };
}

impl Input {
    /// Returns at most five axes, of which most are in range for arrays of up to four axes.
    fn axes(&self) -> Vec<isize> {
        self.axes.iter().take(5).map(|&axis| isize::from(axis) % 6).collect()
    }

    pub fn check(&self) {
        let mut functions = Vec::new();
        functions.extend(int!(i8 i64));
        functions.extend(int!(i32 i64));
        functions.extend(int!(i64 i64));
        functions.extend(int!(u8 u64));
        functions.extend(int!(u16 u64));
        functions.extend(float!(f32));
        functions.extend(float!(f64));
        functions.extend(float!(f16));
        functions.push(scan::<f32, f32>(
            |x, axis, out| cumulative_sum_into(x, axis, out),
            16,
            |x| x,
            |x, y| x + y,
        ));
        functions.push(scan::<f64, f64>(
            |x, axis, out| cumulative_sum_into(x, axis, out),
            8,
            |x| x,
            |x, y| x + y,
        ));
        functions[usize::from(self.function) % functions.len()](self);
    }
}

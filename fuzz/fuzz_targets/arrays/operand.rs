//! Arrays with arbitrary layouts.

use crate::odometer::{is_valid, overlaps, position};
use crate::sample::{Sample, word};
use arbitrary::Arbitrary;
use tightloop::{ArrayView, ArrayViewMut, Error};

/// The largest number of elements in an array, so that a run stays fast.
const MAX_LEN: usize = 1 << 18;

/// The shape from which the shapes of a call's operands are derived.
#[derive(Arbitrary, Debug)]
pub struct BaseShape {
    lens: [u8; 4],
    ndim: u8,
    /// Makes the last axis long, so that work is cut over threads. Rarely, since it takes time.
    long: u8,
}

impl BaseShape {
    /// Returns a shape of up to four axes.
    pub fn shape(&self) -> Vec<usize> {
        let ndim = usize::from(self.ndim) % 5;
        let mut shape: Vec<usize> =
            self.lens[..ndim].iter().map(|&len| usize::from(len) % 12).collect();
        if let Some(last) = shape.last_mut() {
            *last = match self.long {
                0..100 => *last,
                100..250 => *last * 23,
                _ => *last * 3000,
            };
        }
        if shape.iter().product::<usize>() > MAX_LEN { vec![11; ndim] } else { shape }
    }
}

/// How an operand differs from a base shape, how it is laid out, and what its elements are.
#[derive(Arbitrary, Debug)]
pub struct Spec {
    /// How many leading axes to leave out.
    dropped: u8,
    /// The axes that get length 1, a bit per axis.
    ones: u8,
    /// An axis to lengthen, so that it does not fit the other operands, and by how much.
    odd: Option<(u8, u8)>,
    placement: Placement,
    seed: u64,
}

/// How elements are laid out in memory.
#[derive(Arbitrary, Debug)]
enum Placement {
    /// In C order.
    Rows,
    /// Axes in any order, some of them backward, some repeated (of stride 0), with gaps between
    /// elements.
    Regular { order: [u8; 4], backward: u8, repeated: u8, gap: u8 },
    /// Any strides, which are usually invalid.
    Any { strides: Vec<i8>, offset: u16, available: u16 },
}

/// Memory, and the layout of an array in it.
#[derive(Clone)]
pub struct Operand<T> {
    pub data: Vec<T>,
    pub shape: Vec<usize>,
    pub strides: Vec<isize>,
    pub offset: usize,
}

impl Spec {
    /// Returns the operand of a call, with any values.
    pub fn operand<T: Sample>(&self, base: &[usize]) -> Operand<T> {
        self.lay_out(self.varied(base), T::sample, false)
    }

    /// Returns an operand of exactly this shape, with whole numbers near zero.
    pub fn of_small_numbers<T: Sample>(&self, shape: Vec<usize>) -> Operand<T> {
        self.lay_out(shape, T::small, false)
    }

    /// Returns the output of a call. No axis is repeated, except in a layout of any strides.
    pub fn output<T: Sample>(&self, shape: Vec<usize>) -> Operand<T> {
        let shape = self.with_odd_axis(shape);
        self.lay_out(shape, T::sample, true)
    }

    /// Returns the base shape without leading axes, with axes of length 1, and with the odd axis.
    pub fn varied(&self, base: &[usize]) -> Vec<usize> {
        let dropped = usize::from(self.dropped) % (base.len() + 1);
        // Most operands keep all axes.
        let kept = if self.dropped < 200 { base } else { &base[dropped..] };
        let lens = kept.iter().enumerate();
        let shape =
            lens.map(|(axis, &len)| if self.ones >> axis & 1 == 1 { 1 } else { len }).collect();
        self.with_odd_axis(shape)
    }

    fn with_odd_axis(&self, mut shape: Vec<usize>) -> Vec<usize> {
        if let Some((axis, more)) = self.odd {
            // Most shapes fit.
            if axis >= 224 && !shape.is_empty() {
                let axis = usize::from(axis) % shape.len();
                shape[axis] += usize::from(more) % 3;
            }
        }
        shape
    }

    fn lay_out<T: Sample>(
        &self,
        shape: Vec<usize>,
        draw: fn(u64) -> T,
        is_output: bool,
    ) -> Operand<T> {
        let (mut strides, mut offset, available);
        match &self.placement {
            Placement::Rows => {
                (strides, available) = packed(&shape, 0..shape.len(), 1);
                offset = 0;
            }
            Placement::Regular { order, backward, repeated, gap } => {
                let mut axes: Vec<usize> = (0..shape.len()).collect();
                axes.sort_by_key(|&axis| order[axis % 4]);
                let reach;
                (strides, reach) = packed(&shape, axes.into_iter(), usize::from(gap % 3) + 1);
                offset = usize::from(gap / 3 % 4);
                available = reach + offset;
                for (axis, stride) in strides.iter_mut().enumerate() {
                    if backward >> axis & 1 == 1 {
                        offset += shape[axis].saturating_sub(1) * *stride as usize;
                        *stride = -*stride;
                    }
                    if repeated >> axis & 1 == 1 && !is_output {
                        *stride = 0;
                    }
                }
            }
            Placement::Any { strides: any, offset: start, available: end } => {
                strides = any.iter().map(|&stride| stride.into()).collect();
                offset = (*start).into();
                available = (*end).into();
            }
        }
        let data = (0..available).map(|place| draw(word(self.seed, place))).collect();
        Operand { data, shape, strides, offset }
    }
}

/// Returns the strides of elements that are `gap` apart, with the last axis in `order` the fastest,
/// and the number of elements of memory that they need.
fn packed(
    shape: &[usize],
    order: impl DoubleEndedIterator<Item = usize>,
    gap: usize,
) -> (Vec<isize>, usize) {
    let mut strides = vec![0; shape.len()];
    let mut reach = gap;
    for axis in order.rev() {
        strides[axis] = reach as isize;
        reach *= shape[axis].max(1);
    }
    (strides, reach)
}

impl<T: Sample> Operand<T> {
    /// Returns the view, or `None` if its layout is invalid. Asserts that only invalid layouts are
    /// refused.
    pub fn view(&self) -> Option<ArrayView<'_, T>> {
        let view = ArrayView::with_strides(&self.data, &self.shape, &self.strides, self.offset);
        assert_eq!(view.is_ok(), self.is_valid());
        view.ok()
    }

    /// Returns the mutable view, or `None` if its layout is invalid or overlaps. Asserts that only
    /// such layouts are refused.
    pub fn view_mut(&mut self) -> Option<ArrayViewMut<'_, T>> {
        let expected = self.is_valid() && !overlaps(&self.shape, &self.strides);
        let view =
            ArrayViewMut::with_strides(&mut self.data, &self.shape, &self.strides, self.offset);
        match &view {
            Ok(_) => assert!(expected),
            // The test for overlap may give up on large arrays whose axes interleave.
            Err(Error::OverlappingStrides { .. })
                if self.shape.iter().product::<usize>() > 1 << 16 => {}
            Err(_) => assert!(!expected),
        }
        view.ok()
    }

    fn is_valid(&self) -> bool {
        is_valid(&self.shape, &self.strides, self.offset, self.data.len())
    }

    /// Returns the position of an element in memory.
    pub fn place(&self, index: &[usize]) -> usize {
        position(index, &self.strides, self.offset)
    }

    /// Returns the element at an index.
    pub fn at(&self, index: &[usize]) -> T {
        self.data[self.place(index)]
    }

    /// Calls `f` at every level and number of threads, each time with the same initial output, and
    /// compares all of its memory with `expected`, by `is_right`. If `expected` is `None`, the call
    /// must fail and write nothing. All calls must write the same bits.
    pub fn check(
        &mut self,
        expected: Option<&[T]>,
        is_right: fn(T, T) -> bool,
        mut f: impl FnMut(ArrayViewMut<'_, T>) -> tightloop::Result<()>,
    ) {
        let before = self.data.clone();
        let mut first: Option<Vec<T>> = None;
        crate::everywhere(|| {
            self.data.copy_from_slice(&before);
            let view =
                ArrayViewMut::with_strides(&mut self.data, &self.shape, &self.strides, self.offset);
            let done = f(view.expect("the output was valid before"));
            assert_eq!(done.is_ok(), expected.is_some(), "{done:?}");
            for (place, (&found, &expected)) in
                self.data.iter().zip(expected.unwrap_or(&before)).enumerate()
            {
                assert!(is_right(found, expected), "at {place}: {found:?}, not {expected:?}");
            }
            let first = first.get_or_insert_with(|| self.data.clone());
            assert!(
                self.data.iter().zip(first.iter()).all(|(&x, &y)| x.same(y)),
                "not the same bits everywhere"
            );
        });
    }
}

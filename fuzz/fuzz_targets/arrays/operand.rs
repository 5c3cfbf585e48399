//! Arrays with arbitrary layouts.

use crate::odometer::{is_valid, overlaps, position};
use crate::sample::{Sample, word};
use arbitrary::Arbitrary;
use tightloop::{ArrayView, ArrayViewMut, Error};

/// The most elements that an array has here.
const MAX_LEN: usize = 1 << 18;

/// The shape that the operands of a call are made around.
#[derive(Arbitrary, Debug)]
pub struct BaseShape {
    lens: [u8; 4],
    ndim: u8,
    /// Makes the last axis long, so that work is cut over threads: seldom, because it takes time.
    long: u8,
}

impl BaseShape {
    /// Up to four axes.
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

/// How an operand departs from a base shape, how its elements lie, and what they are.
#[derive(Arbitrary, Debug)]
pub struct Spec {
    /// Leading axes that are left out.
    dropped: u8,
    /// Axes that have length 1.
    ones: u8,
    /// Adds to the length of an axis, so that it does not fit the others.
    odd: Option<(u8, u8)>,
    lie: Lie,
    seed: u64,
}

/// How elements lie in memory.
#[derive(Arbitrary, Debug)]
enum Lie {
    /// In C order.
    Rows,
    /// Axes in some order, some of them backward, some of them standing still, with gaps between
    /// elements.
    Regular { order: [u8; 4], backward: u8, still: u8, gap: u8 },
    /// Anyhow, most often not validly.
    Any { strides: Vec<i8>, offset: u16, available: u16 },
}

/// Memory, and where the elements of an array lie in it.
#[derive(Clone)]
pub struct Operand<T> {
    pub data: Vec<T>,
    pub shape: Vec<usize>,
    pub strides: Vec<isize>,
    pub offset: usize,
}

impl Spec {
    /// The operand of a call, of any values.
    pub fn operand<T: Sample>(&self, base: &[usize]) -> Operand<T> {
        self.lay_out(self.varied(base), T::sample, false)
    }

    /// An operand of exactly this shape, of whole numbers near zero.
    pub fn of_small_numbers<T: Sample>(&self, shape: Vec<usize>) -> Operand<T> {
        self.lay_out(shape, T::small, false)
    }

    /// The output of a call: no axis stands still, unless its layout is any.
    pub fn output<T: Sample>(&self, shape: Vec<usize>) -> Operand<T> {
        let shape = self.with_odd_axis(shape);
        self.lay_out(shape, T::sample, true)
    }

    /// A base shape with leading axes left out, axes of length 1, and the odd one.
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
        match &self.lie {
            Lie::Rows => {
                (strides, available) = packed(&shape, 0..shape.len(), 1);
                offset = 0;
            }
            Lie::Regular { order, backward, still, gap } => {
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
                    if still >> axis & 1 == 1 && !is_output {
                        *stride = 0;
                    }
                }
            }
            Lie::Any { strides: any, offset: start, available: end } => {
                strides = any.iter().map(|&stride| stride.into()).collect();
                offset = (*start).into();
                available = (*end).into();
            }
        }
        let data = (0..available).map(|place| draw(word(self.seed, place))).collect();
        Operand { data, shape, strides, offset }
    }
}

/// The strides of elements that follow each other, the last axis in `order` being the fastest, and
/// how far they reach.
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
    /// The view, or `None` where it is refused, as it then must be.
    pub fn view(&self) -> Option<ArrayView<'_, T>> {
        let view = ArrayView::with_strides(&self.data, &self.shape, &self.strides, self.offset);
        assert_eq!(view.is_ok(), self.is_valid());
        view.ok()
    }

    /// The view for writing, or `None` where it is refused, as it then must be.
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

    /// The place of an element in the memory.
    pub fn place(&self, index: &[usize]) -> usize {
        position(index, &self.strides, self.offset)
    }

    /// An element.
    pub fn at(&self, index: &[usize]) -> T {
        self.data[self.place(index)]
    }

    /// Calls `f` at every level and number of threads, each time with this output as it was before,
    /// and compares all of its memory: where `expected` says what it holds after, with that;
    /// where it is `None`, the call must have been refused and have written nothing. `is_right`
    /// compares what is found with what is expected; the bits must be the same everywhere.
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

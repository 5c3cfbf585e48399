//! Random layouts for property tests, from a generator that repeats itself from run to run.

use tightloop_array_core::{Layout, Shape, Strides};

/// A linear congruential generator; its upper bits are random enough for tests.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// A number in `0..end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    /// A number in `start..end`.
    pub fn between(&mut self, start: isize, end: isize) -> isize {
        start + self.below((end - start) as usize) as isize
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// Lengths of `ndim` axes: mostly 1 to 4, seldom 0.
    pub fn shape(&mut self, ndim: usize) -> Shape {
        let mut shape = Shape::new();
        for _ in 0..ndim {
            let len = if self.once_in(20) { 0 } else { 1 + self.below(4) };
            shape.try_push(len).unwrap();
        }
        shape
    }

    /// The numbers `0..n` in random order.
    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            order.swap(i, self.below(i + 1));
        }
        order
    }

    /// A layout of this shape: an array whose axes are in any order, of which each may be reversed, and which may be a
    /// part of a larger one. No element is named twice.
    pub fn distinct_layout(&mut self, shape: &[usize]) -> Layout {
        let mut strides: Strides = Strides::from_slice(&vec![0; shape.len()]).unwrap();
        let padded = self.once_in(2);
        let mut stride = if padded && self.once_in(2) { 2 } else { 1 };
        let mut offset = self.below(3);
        for axis in self.permutation(shape.len()) {
            strides[axis] = stride as isize;
            if self.once_in(3) {
                strides[axis] = -strides[axis];
                offset += stride * shape[axis].saturating_sub(1);
            }
            stride *= shape[axis].max(1) + if padded { self.below(2) } else { 0 };
        }
        Layout::new(shape, &strides, offset, offset + stride).unwrap()
    }

    /// A layout that broadcasts to `shape`: some leading axes are missing and some have length 1 or stride 0; others
    /// have any stride at all.
    pub fn stretched_layout(&mut self, shape: &[usize]) -> Layout {
        let own = &shape[if self.once_in(3) { self.below(shape.len() + 1) } else { 0 }..];
        let own: Vec<usize> = own.iter().map(|&len| if self.once_in(5) { 1 } else { len }).collect();
        if self.once_in(2) {
            return self.distinct_layout(&own);
        }
        let strides: Vec<isize> =
            own.iter().map(|_| self.between(-9, 10) * (!self.once_in(4)) as isize).collect();
        Layout::new(&own, &strides, 1000, 2000).unwrap()
    }
}

/// Every index of `shape` in C order.
pub fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    for &len in shape {
        all = all.iter().flat_map(|index| (0..len).map(move |i| [&index[..], &[i]].concat())).collect();
    }
    all
}

/// The position of the element at `index`, by the definition of a layout, which is stretched where it has length 1 or
/// no axis at all.
pub fn position(layout: &Layout, index: &[usize]) -> isize {
    let own = &index[index.len() - layout.ndim()..];
    let steps = own.iter().zip(layout.shape()).zip(layout.strides());
    layout.offset() as isize
        + steps.map(|((&i, &len), &stride)| if len == 1 { 0 } else { i as isize * stride }).sum::<isize>()
}

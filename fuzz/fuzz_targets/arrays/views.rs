//! Valid and invalid views of memory, and views of views.

use crate::odometer::{is_valid, overlaps};
use arbitrary::Arbitrary;
use tightloop::{ArrayView, ArrayViewMut, Slice};

#[derive(Arbitrary, Debug)]
pub struct Input {
    shape: Vec<usize>,
    strides: Vec<isize>,
    offset: usize,
    available: u8,
    axes: Vec<usize>,
    slices: Vec<(isize, isize, isize)>,
    other_shape: Vec<u8>,
}

impl Input {
    pub fn check(&self) {
        let mut data = vec![0u8; self.available.into()];
        let expected = is_valid(&self.shape, &self.strides, self.offset, data.len());
        let view = ArrayView::with_strides(&data, &self.shape, &self.strides, self.offset);
        assert_eq!(view.is_ok(), expected);
        if let Ok(view) = view {
            self.derive(view);
        }
        let is_small = self
            .shape
            .iter()
            .try_fold(1usize, |all, &len| all.checked_mul(len))
            .is_some_and(|len| len < 4096);
        let view = ArrayViewMut::with_strides(&mut data, &self.shape, &self.strides, self.offset);
        if !expected || is_small {
            assert_eq!(view.is_ok(), expected && !overlaps(&self.shape, &self.strides));
        }
    }

    /// Derives views from a view. They are refused or valid: their corners can be read.
    fn derive(&self, view: ArrayView<'_, u8>) {
        let slices: Vec<Slice> =
            self.slices.iter().map(|&(start, end, step)| Slice::step(start..end, step)).collect();
        let other: Vec<usize> = self.other_shape.iter().map(|&len| len.into()).collect();
        let derived = [
            view.permuted(&self.axes),
            view.slice(&slices[..]),
            view.reshape(&other),
            view.broadcast_to(&other),
            view.insert_axis(self.offset),
            view.remove_axis(self.offset),
            view.subview(self.axes.len(), self.offset),
            Ok(view.t()),
        ];
        for view in derived.into_iter().flatten() {
            let first = vec![0; view.ndim()];
            let last: Vec<usize> = view.shape().iter().map(|&len| len.wrapping_sub(1)).collect();
            assert_eq!(view.get(&first).is_some(), !view.is_empty());
            assert_eq!(view.get(&last).is_some(), !view.is_empty());
        }
    }
}

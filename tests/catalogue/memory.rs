//! Elements of any dtype as bytes, and views of them.

use crate::samples::{Sample, sample, typed};
use tightloop::{Array, ArrayView, ArrayViewMut, DType, Element};

/// Elements of one dtype, one after the other.
#[derive(Clone, PartialEq, Eq)]
pub struct Memory {
    pub dtype: DType,
    /// As words, so that elements are aligned.
    words: Vec<u64>,
    len: usize,
}

impl Memory {
    /// Room for `len` elements, each zero.
    fn zeros(dtype: DType, len: usize) -> Self {
        Self { dtype, words: vec![0; (len * dtype.size()).div_ceil(8)], len }
    }

    /// The first samples of the series `series`.
    pub fn samples(dtype: DType, series: u64, len: usize) -> Self {
        Self::filled(
            dtype,
            len,
            |bytes| typed!(dtype, T => elements_mut::<T>(bytes).iter_mut().enumerate().for_each(|(i, x)| *x = sample(series, i))),
        )
    }

    /// The same canary everywhere.
    pub fn canaries(dtype: DType, len: usize) -> Self {
        Self::filled(dtype, len, |bytes| typed!(dtype, T => elements_mut::<T>(bytes).fill(T::ONE)))
    }

    fn filled(dtype: DType, len: usize, fill: impl FnOnce(&mut [u8])) -> Self {
        let mut memory = Self::zeros(dtype, len);
        fill(memory.bytes_mut());
        memory
    }

    /// The elements of an array in C order.
    pub fn of<T: Element>(array: &Array<T>) -> Self {
        Self::filled(T::DTYPE, array.len(), |bytes| {
            elements_mut(bytes).copy_from_slice(array.as_slice())
        })
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn bytes(&self) -> &[u8] {
        // SAFETY: the words are at least so many bytes, each of which has a value.
        unsafe {
            core::slice::from_raw_parts(self.words.as_ptr().cast(), self.len * self.dtype.size())
        }
    }

    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above; any byte can be a part of a word.
        unsafe {
            core::slice::from_raw_parts_mut(
                self.words.as_mut_ptr().cast(),
                self.len * self.dtype.size(),
            )
        }
    }

    /// What results are compared by, element by element.
    pub fn comparable(&self) -> Vec<u64> {
        comparable(self.dtype, self.bytes())
    }

    /// The elements as they lie.
    pub fn line(&self) -> View<'_> {
        View { dtype: self.dtype, bytes: self.bytes(), place: Place::line(self.len) }
    }

    pub fn line_mut(&mut self) -> ViewMut<'_> {
        let place = Place::line(self.len);
        ViewMut { dtype: self.dtype, bytes: self.bytes_mut(), place }
    }
}

/// What results are compared by, element by element: the bits, with one NaN for all.
pub fn comparable(dtype: DType, bytes: &[u8]) -> Vec<u64> {
    typed!(dtype, T => elements::<T>(bytes).iter().map(|x| x.to_comparable()).collect())
}

fn elements<T: Element>(bytes: &[u8]) -> &[T] {
    assert!(bytes.as_ptr().cast::<T>().is_aligned());
    // SAFETY: aligned and long enough; the bytes of memory are those of elements of its dtype, or
    // zero, which is one of each.
    unsafe { core::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len() / size_of::<T>()) }
}

fn elements_mut<T: Element>(bytes: &mut [u8]) -> &mut [T] {
    assert!(bytes.as_ptr().cast::<T>().is_aligned());
    // SAFETY: as above, and borrowed exclusively; elements have no padding.
    unsafe {
        core::slice::from_raw_parts_mut(bytes.as_mut_ptr().cast(), bytes.len() / size_of::<T>())
    }
}

/// Where the elements of a view lie, in elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub shape: Vec<usize>,
    pub strides: Vec<isize>,
    pub offset: usize,
}

impl Place {
    /// One axis without gaps.
    pub fn line(len: usize) -> Self {
        Self::steps(len, 1)
    }

    /// One axis, elements `step` apart.
    pub fn steps(len: usize, step: usize) -> Self {
        Self { shape: vec![len], strides: vec![step as isize], offset: 0 }
    }

    /// C order, without gaps.
    pub fn contiguous(shape: &[usize]) -> Self {
        let strides = (1..=shape.len())
            .map(|axis| shape[axis..].iter().product::<usize>() as isize)
            .collect();
        Self { shape: shape.to_vec(), strides, offset: 0 }
    }

    /// The position of the element that meets each element of a broadcast shape of two axes, in C
    /// order.
    pub fn positions(&self, [rows, columns]: [usize; 2]) -> Vec<usize> {
        // Axes are aligned at their ends; one that is missing or has length 1 is stretched.
        let stride = |from_end: usize| match self.shape.len().checked_sub(from_end) {
            Some(axis) if self.shape[axis] != 1 => self.strides[axis],
            _ => 0,
        };
        let (down, along) = (stride(2), stride(1));
        let position = |i| {
            self.offset as isize + (i / columns) as isize * down + (i % columns) as isize * along
        };
        (0..rows * columns).map(|i| position(i) as usize).collect()
    }
}

/// A view of elements of any dtype, to read.
#[derive(Clone)]
pub struct View<'a> {
    pub dtype: DType,
    pub bytes: &'a [u8],
    pub place: Place,
}

impl View<'_> {
    pub fn of<T: Element>(&self) -> ArrayView<'_, T> {
        assert_eq!(self.dtype, T::DTYPE);
        let Place { shape, strides, offset } = &self.place;
        ArrayView::with_strides(elements(self.bytes), shape, strides, *offset).unwrap()
    }
}

/// The same, to write.
pub struct ViewMut<'a> {
    pub dtype: DType,
    pub bytes: &'a mut [u8],
    pub place: Place,
}

impl ViewMut<'_> {
    pub fn of<T: Element>(&mut self) -> ArrayViewMut<'_, T> {
        assert_eq!(self.dtype, T::DTYPE);
        let Place { shape, strides, offset } = &self.place;
        ArrayViewMut::with_strides(elements_mut(self.bytes), shape, strides, *offset).unwrap()
    }
}

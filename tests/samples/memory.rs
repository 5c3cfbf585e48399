//! Elements of any dtype as bytes, and views of them.

use crate::{Sample, sample, typed};
use tightloop::{Array, ArrayView, ArrayViewMut, DType, Element};

/// Elements of one dtype, one after the other.
#[derive(Clone, PartialEq, Eq)]
pub struct Memory {
    /// Their type.
    pub dtype: DType,
    /// Stored as words, so that elements are aligned.
    words: Vec<u64>,
    len: usize,
}

impl Memory {
    /// Returns `len` zeros.
    fn zeros(dtype: DType, len: usize) -> Self {
        Self { dtype, words: vec![0; (len * dtype.size()).div_ceil(8)], len }
    }

    /// Returns the first samples of a series.
    pub fn samples(dtype: DType, series: u64, len: usize) -> Self {
        fn fill<T: Sample>(elements: &mut [T], series: u64) {
            elements.iter_mut().enumerate().for_each(|(i, x)| *x = sample(series, i));
        }
        Self::filled(dtype, len, |bytes| typed!(dtype, T => fill(elements_mut::<T>(bytes), series)))
    }

    /// Clears the signs of signed integers.
    pub fn without_negative_integers(mut self) -> Self {
        if matches!(self.dtype, DType::I8 | DType::I16 | DType::I32 | DType::I64) {
            let size = self.dtype.size();
            let (last, bytes) =
                (if cfg!(target_endian = "big") { 0 } else { size - 1 }, self.bytes_mut());
            bytes.chunks_exact_mut(size).for_each(|element| element[last] &= 0x7f);
        }
        self
    }

    /// Returns `len` canaries.
    pub fn canaries(dtype: DType, len: usize) -> Self {
        Self::filled(dtype, len, |bytes| typed!(dtype, T => elements_mut::<T>(bytes).fill(T::ONE)))
    }

    fn filled(dtype: DType, len: usize, fill: impl FnOnce(&mut [u8])) -> Self {
        let mut memory = Self::zeros(dtype, len);
        fill(memory.bytes_mut());
        memory
    }

    /// Copies the elements of an array, in C order.
    pub fn of<T: Element>(array: &Array<T>) -> Self {
        Self::filled(T::DTYPE, array.len(), |bytes| {
            elements_mut(bytes).copy_from_slice(array.as_slice())
        })
    }

    /// Returns the number of elements.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the bytes of all elements.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: `zeros` allocates words for `len` elements of `dtype`, and initializes all bytes.
        unsafe {
            core::slice::from_raw_parts(self.words.as_ptr().cast(), self.len * self.dtype.size())
        }
    }

    /// Returns the bytes of all elements, to be changed.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `bytes`, borrowed exclusively; any bytes are valid words.
        unsafe {
            core::slice::from_raw_parts_mut(
                self.words.as_mut_ptr().cast(),
                self.len * self.dtype.size(),
            )
        }
    }

    /// Returns the comparable words of all elements.
    pub fn comparable(&self) -> Vec<u64> {
        comparable(self.dtype, self.bytes())
    }

    /// Hashes the comparable words of all elements, in order.
    pub fn hash(&self) -> u64 {
        // FNV-1a, of words.
        self.comparable().into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, x| {
            let mixed = (hash ^ x).wrapping_mul(0x100_0000_01b3);
            mixed ^ mixed >> 32
        })
    }

    /// Returns a view of all elements, in order.
    pub fn line(&self) -> View<'_> {
        View { dtype: self.dtype, bytes: self.bytes(), place: Place::line(self.len) }
    }

    /// Returns a mutable view of all elements, in order.
    pub fn line_mut(&mut self) -> ViewMut<'_> {
        let place = Place::line(self.len);
        ViewMut { dtype: self.dtype, bytes: self.bytes_mut(), place }
    }
}

/// Returns a word per element to compare results by: its bits, with one word for all NaN.
pub fn comparable(dtype: DType, bytes: &[u8]) -> Vec<u64> {
    typed!(dtype, T => elements::<T>(bytes).iter().map(|x| x.to_comparable()).collect())
}

fn elements<T: Element>(bytes: &[u8]) -> &[T] {
    assert!(bytes.as_ptr().cast::<T>().is_aligned());
    // SAFETY: the pointer is aligned, and as many elements fit into `bytes`. Callers pass the dtype
    // of the memory, whose bytes are zero or were written as elements of that dtype.
    unsafe { core::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len() / size_of::<T>()) }
}

fn elements_mut<T: Element>(bytes: &mut [u8]) -> &mut [T] {
    assert!(bytes.as_ptr().cast::<T>().is_aligned());
    // SAFETY: as in `elements`, borrowed exclusively; elements have no padding, so bytes stay
    // initialized.
    unsafe {
        core::slice::from_raw_parts_mut(bytes.as_mut_ptr().cast(), bytes.len() / size_of::<T>())
    }
}

/// The place of a view in memory, in elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The length of each axis.
    pub shape: Vec<usize>,
    /// The distance of neighbours along each axis.
    pub strides: Vec<isize>,
    /// The place of the first element.
    pub offset: usize,
}

impl Place {
    /// Returns one axis without gaps.
    pub fn line(len: usize) -> Self {
        Self::steps(len, 1)
    }

    /// Returns one axis of elements that are `step` apart.
    pub fn steps(len: usize, step: usize) -> Self {
        Self { shape: vec![len], strides: vec![step as isize], offset: 0 }
    }

    /// Returns C order without gaps.
    pub fn contiguous(shape: &[usize]) -> Self {
        let strides = (1..=shape.len())
            .map(|axis| shape[axis..].iter().product::<usize>() as isize)
            .collect();
        Self { shape: shape.to_vec(), strides, offset: 0 }
    }

    /// Broadcasts to two axes, and returns the position of the element for each index, in C order.
    pub fn positions(&self, [rows, columns]: [usize; 2]) -> Vec<usize> {
        // Axes are aligned at the last. A missing axis and one of length 1 are stretched.
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

/// A read-only view of elements of any dtype.
#[derive(Clone)]
pub struct View<'a> {
    /// The type of the elements.
    pub dtype: DType,
    /// The memory that they are in.
    pub bytes: &'a [u8],
    /// Where they are in it.
    pub place: Place,
}

impl View<'_> {
    /// Returns the view, of elements of this type.
    pub fn of<T: Element>(&self) -> ArrayView<'_, T> {
        assert_eq!(self.dtype, T::DTYPE);
        let Place { shape, strides, offset } = &self.place;
        ArrayView::with_strides(elements(self.bytes), shape, strides, *offset).unwrap()
    }
}

/// A mutable view of elements of any dtype.
pub struct ViewMut<'a> {
    /// The type of the elements.
    pub dtype: DType,
    /// The memory that they are in.
    pub bytes: &'a mut [u8],
    /// Where they are in it.
    pub place: Place,
}

impl ViewMut<'_> {
    /// Returns the view, of elements of this type.
    pub fn of<T: Element>(&mut self) -> ArrayViewMut<'_, T> {
        assert_eq!(self.dtype, T::DTYPE);
        let Place { shape, strides, offset } = &self.place;
        ArrayViewMut::with_strides(elements_mut(self.bytes), shape, strides, *offset).unwrap()
    }
}

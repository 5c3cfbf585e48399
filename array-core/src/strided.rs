//! Checked views: memory, and a layout that fits it.

mod iter;
mod lent;
mod memory;
mod mutable;
mod raw;
mod subviews;

use alloc::vec::Vec;

pub use iter::{Iter, IterMut};
pub use lent::{StridedRef, StridedRefMut};
pub use mutable::StridedMut;
pub use subviews::{Subviews, SubviewsMut};

use memory::Memory;

use crate::bytes::{bytes_of, elements_of};
use crate::error::boxed;
use crate::{Axis, AxisIndex, Buffer, Element, Error, Layout, Result, Slice, UninitBuffer};

/// A view: borrowed elements, seen through a [`Layout`].
///
/// ```
/// use tightloop_array_core::{Slice, Strided};
///
/// let data = [1, 2, 3, 4, 5, 6];
/// let x = Strided::new(&data, &[2, 3])?;
/// assert_eq!(x.t().to_vec(), [1, 4, 2, 5, 3, 6]);
/// assert_eq!(x.slice(&[Slice::Index(1), Slice::step(.., -1)])?.to_vec(), [6, 5, 4]);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
///
/// # Invariant
///
/// The layout [fits](Layout::fits) the memory: every element's position is an index of it. Checked
/// when the view is made; views made from it reach no more than it does. Of the memory, only the
/// elements at the layout's positions are borrowed.
#[derive(Clone, Copy)]
pub struct Strided<'a, T> {
    memory: Memory<'a, T>,
    layout: Layout,
}

/// Returns the layout in C order of `available` elements, if the shape has as many.
fn whole(shape: &[usize], available: usize) -> Result<Layout> {
    let layout = Layout::contiguous(shape)?;
    let needed = layout.len();
    if needed == available { Ok(layout) } else { Err(Error::data_length(shape, needed, available)) }
}

/// Checks that `layout` fits `available` elements.
#[inline]
fn check_fits(layout: &Layout, available: usize) -> Result<()> {
    if layout.fits(available) { Ok(()) } else { Err(past_buffer(layout, available)) }
}

#[cold]
fn past_buffer(layout: &Layout, available: usize) -> Error {
    let (shape, strides) = (boxed(layout.shape()), boxed(layout.strides()));
    Error::ViewPastBuffer { shape, strides, offset: layout.offset(), available }
}

/// Lists what all views tell about their layouts.
macro_rules! layout_accessors {
    () => {
        /// Returns the layout.
        #[inline]
        pub fn layout(&self) -> &Layout {
            // The field is a layout, or a reference to one.
            core::borrow::Borrow::borrow(&self.layout)
        }

        /// Returns the length of each axis.
        #[inline]
        pub fn shape(&self) -> &[usize] {
            self.layout.shape()
        }

        /// Returns the distance between neighbours along each axis, in elements.
        #[inline]
        pub fn strides(&self) -> &[isize] {
            self.layout.strides()
        }

        /// Returns the number of axes.
        #[inline]
        pub fn ndim(&self) -> usize {
            self.layout.ndim()
        }

        /// Returns the number of elements.
        #[inline]
        pub fn len(&self) -> usize {
            self.layout.len()
        }

        /// Returns whether there are no elements.
        #[inline]
        pub fn is_empty(&self) -> bool {
            self.layout.is_empty()
        }
    };
}

use layout_accessors;

impl<'a, T> Strided<'a, T> {
    /// Returns a view of all of `data` in C order.
    ///
    /// # Errors
    ///
    /// [`Error::DataLength`] if the shape has more or fewer elements than `data`; the errors of
    /// [`Layout::contiguous`].
    pub fn new(data: &'a [T], shape: &[usize]) -> Result<Self> {
        Ok(Strided { memory: Memory::new(data), layout: whole(shape, data.len())? })
    }

    /// Returns a view in which element `[i, j, ..]` is `data[offset + i * strides[0] + j *
    /// strides[1] + ..]`. Strides may be negative or zero.
    ///
    /// # Errors
    ///
    /// The errors of [`Layout::new`].
    pub fn with_strides(
        data: &'a [T],
        shape: &[usize],
        strides: &[isize],
        offset: usize,
    ) -> Result<Self> {
        Ok(Strided {
            memory: Memory::new(data),
            layout: Layout::new(shape, strides, offset, data.len())?,
        })
    }

    /// Returns a view of the elements of `data` at the positions of `layout`.
    ///
    /// # Errors
    ///
    /// [`Error::ViewPastBuffer`] if the layout does not [fit](Layout::fits).
    #[inline]
    pub fn from_layout(data: &'a [T], layout: Layout) -> Result<Self> {
        check_fits(&layout, data.len())?;
        Ok(Strided { memory: Memory::new(data), layout })
    }

    /// Returns a view as [`from_layout`](Self::from_layout), for a layout that is known to fit.
    /// Without a `Result`, the view is made in place.
    ///
    /// # Panics
    ///
    /// If the layout does not [fit](Layout::fits).
    #[inline]
    #[track_caller]
    pub fn of_layout(data: &'a [T], layout: &Layout) -> Self {
        assert!(layout.fits(data.len()), "the layout does not fit its data");
        Strided { memory: Memory::new(data), layout: *layout }
    }

    /// Returns a view of all of `bytes` in C order, as elements in the byte order of the machine.
    ///
    /// # Errors
    ///
    /// [`Error::PartialElement`] if the bytes are not a whole number of elements;
    /// [`Error::MisalignedBytes`] if they are not aligned for elements; [`Error::InvalidBool`] if a
    /// `bool` is neither 0 nor 1; the errors of [`new`](Self::new).
    ///
    /// ```
    /// use tightloop_array_core::Strided;
    ///
    /// let x = Strided::<u8>::from_bytes(&[1, 2, 3, 4, 5, 6], &[2, 3])?;
    /// assert_eq!(x.t().to_vec(), [1, 4, 2, 5, 3, 6]);
    /// # Ok::<(), tightloop_array_core::Error>(())
    /// ```
    pub fn from_bytes(bytes: &'a [u8], shape: &[usize]) -> Result<Self>
    where
        T: Element,
    {
        Self::new(elements_of(bytes)?, shape)
    }

    /// Returns a view with one axis of a slice.
    #[inline]
    pub const fn line(data: &'a [T]) -> Self {
        Strided { memory: Memory::new(data), layout: Layout::line(data.len()) }
    }

    /// Returns a view without axes of one element.
    #[inline]
    pub const fn scalar(element: &'a T) -> Self {
        Strided { memory: Memory::new(core::slice::from_ref(element)), layout: Layout::scalar() }
    }

    layout_accessors!();

    /// Returns the elements as a slice, if they follow each other in C order.
    #[inline]
    pub fn as_slice(&self) -> Option<&'a [T]> {
        let range = self.layout.contiguous_range()?;
        // SAFETY: these are the positions of the layout, all of them.
        Some(unsafe { self.memory.elements(range) })
    }

    /// Returns the bytes of the elements, in the byte order of the machine, if they follow each
    /// other in C order.
    #[inline]
    pub fn as_bytes(&self) -> Option<&'a [u8]>
    where
        T: Element,
    {
        self.as_slice().map(bytes_of)
    }

    /// Returns a pointer to the first element in C order, from which all elements can be reached.
    /// It is aligned, and dangles if there are no elements.
    #[inline]
    pub fn as_ptr(&self) -> *const T {
        // Not through a subslice, because negative strides lead to elements before this one.
        self.memory.start().wrapping_add(self.layout.offset())
    }

    /// Returns the element at `index`, if there is one.
    #[inline]
    pub fn get(&self, index: &[usize]) -> Option<&'a T> {
        // SAFETY: the position is one of the layout.
        self.layout.position(index).map(|position| unsafe { self.memory.element(position) })
    }

    /// Returns the elements in C order.
    #[inline]
    pub fn iter(&self) -> Iter<'a, T> {
        match self.as_slice() {
            Some(slice) => Iter::of_slice(slice),
            // SAFETY: the positions are those of the layout.
            None => unsafe { Iter::of_positions(self.memory, self.layout.positions()) },
        }
    }

    /// Copies the elements, in C order, into a `Vec`. If allocation fails, `Vec` decides what
    /// happens; [`to_buffer`](Self::to_buffer) returns an error instead.
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Copy,
    {
        match self.as_slice() {
            Some(slice) => slice.to_vec(),
            None => self.iter().copied().collect(),
        }
    }

    /// Copies the elements, in C order, into a buffer.
    ///
    /// # Errors
    ///
    /// [`Error::Allocation`] if allocation fails.
    pub fn to_buffer(&self) -> Result<Buffer<T>>
    where
        T: Element,
    {
        if let Some(slice) = self.as_slice() {
            return Buffer::from_slice(slice);
        }
        let mut buffer = UninitBuffer::new(self.len())?;
        for (place, &element) in buffer.as_uninit_mut().iter_mut().zip(self.iter()) {
            place.write(element);
        }
        // SAFETY: the iterator yields as many elements as the buffer has places, so all of them are
        // written.
        Ok(unsafe { buffer.assume_init() })
    }

    /// Returns the view with another layout, all of whose positions are in this one.
    #[inline]
    fn relaid(&self, layout: Layout) -> Self {
        debug_assert!(layout.fits(self.memory.len()));
        Strided { memory: self.memory, layout }
    }

    /// Returns the view with its axes in another order; see [`Layout::permuted`], also for the
    /// errors.
    pub fn permuted(&self, axes: &[impl Axis]) -> Result<Self> {
        Ok(self.relaid(self.layout.permuted(axes)?))
    }

    /// Returns the view with its axes in reverse order.
    #[inline]
    pub fn t(&self) -> Self {
        self.relaid(self.layout.transposed())
    }

    /// Returns a view of a part of each axis; see [`Layout::sliced`], also for the errors.
    pub fn slice(&self, slices: &[Slice]) -> Result<Self> {
        Ok(self.relaid(self.layout.sliced(slices)?))
    }

    /// Returns a view of the same elements in another shape; see [`Layout::reshaped`], also for the
    /// errors.
    pub fn reshape(&self, shape: &[usize]) -> Result<Self> {
        Ok(self.relaid(self.layout.reshaped(shape)?))
    }

    /// Returns the view stretched to `shape`; see [`Layout::broadcast_to`], also for the errors.
    pub fn broadcast_to(&self, shape: &[usize]) -> Result<Self> {
        Ok(self.relaid(self.layout.broadcast_to(shape)?))
    }

    /// Returns the view without an axis of length 1; see [`Layout::with_axis_removed`], also for
    /// the errors.
    pub fn remove_axis(&self, axis: impl Axis) -> Result<Self> {
        Ok(self.relaid(self.layout.with_axis_removed(axis)?))
    }

    /// Returns the view with a new axis of length 1; see [`Layout::with_axis_inserted`], also for
    /// the errors.
    pub fn insert_axis(&self, axis: impl Axis) -> Result<Self> {
        Ok(self.relaid(self.layout.with_axis_inserted(axis)?))
    }

    /// Returns the view with an axis walked backwards; see [`Layout::flipped`], also for the
    /// errors.
    pub fn flip(&self, axis: impl Axis) -> Result<Self> {
        Ok(self.relaid(self.layout.flipped(axis)?))
    }

    /// Returns the view without its axes of length 1.
    pub fn squeeze(&self) -> Self {
        self.relaid(self.layout.squeezed())
    }

    /// Returns the diagonal of a matrix; see [`Layout::diagonal`], also for the errors.
    pub fn diagonal(&self) -> Result<Self> {
        Ok(self.relaid(self.layout.diagonal()?))
    }

    /// Returns a view of the elements whose indices along two axes are the same; see
    /// [`Layout::diagonal_along`], also for the errors.
    pub fn diagonal_along(&self, first: impl Axis, second: impl Axis) -> Result<Self> {
        Ok(self.relaid(self.layout.diagonal_along(first, second)?))
    }

    /// Returns a view of the elements at one index of an axis; see [`Layout::subview`], also for
    /// the errors.
    pub fn subview(&self, axis: impl Axis, index: impl AxisIndex) -> Result<Self> {
        Ok(self.relaid(self.layout.subview(axis, index)?))
    }
}

impl<'a, T> IntoIterator for &Strided<'a, T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

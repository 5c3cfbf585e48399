//! Operands: lent by the caller with their types, and passed on without them.

use tightloop_array_core::{
    Buffer, Element, Layout, Result, Strided, StridedRef, StridedRefMut, UninitBuffer,
};

/// One operand without its type.
#[derive(Clone, Copy)]
pub struct UntypedOperand<'a> {
    /// The address of the first element.
    pub(super) ptr: *mut u8,
    /// The size of an element, in bytes.
    pub(super) size: usize,
    /// Where the other elements are.
    pub(super) layout: &'a Layout,
    /// Whether the memory has just been allocated.
    pub(super) is_new: bool,
}

impl<'a> UntypedOperand<'a> {
    #[inline(always)]
    pub(super) fn new(ptr: *mut u8, size: usize, layout: &'a Layout) -> Self {
        UntypedOperand { ptr, size, layout, is_new: false }
    }

    /// The address of the first element.
    pub(crate) fn ptr(&self) -> *mut u8 {
        self.ptr
    }

    /// Where the elements are.
    pub(crate) fn layout(&self) -> &Layout {
        self.layout
    }

    /// Whether the memory has just been allocated.
    pub(crate) fn is_new(&self) -> bool {
        self.is_new
    }

    /// The stride in bytes along axis `axis` of a shape of `ndim` axes that it broadcasts to.
    pub(crate) fn byte_stride(&self, axis: usize, ndim: usize) -> isize {
        let Some(own) = (axis + self.layout.ndim()).checked_sub(ndim) else { return 0 };
        if self.layout.shape()[own] == 1 {
            return 0;
        }
        // The byte strides of elements that exist fit.
        self.layout.strides()[own].wrapping_mul(self.size as isize)
    }

    /// Whether it has no axes.
    #[inline(always)]
    pub(super) fn is_single(&self) -> bool {
        self.layout.ndim() == 0
    }

    /// Whether it has one element, which each of an output sees.
    #[inline(always)]
    pub(super) fn is_number_for(&self, output: &Self) -> bool {
        self.layout.len() == 1 && self.layout.ndim() <= output.layout.ndim()
    }

    #[inline(always)]
    pub(super) fn input<T>(x: &'a StridedRef<'_, T>) -> Self {
        UntypedOperand::new(x.as_ptr().cast_mut().cast(), size_of::<T>(), x.layout())
    }

    #[inline(always)]
    pub(crate) fn output<T>(x: &'a mut StridedRefMut<'_, T>) -> Self {
        UntypedOperand::new(x.as_mut_ptr().cast(), size_of::<T>(), x.layout())
    }
}

/// Lends a view of elements of type `T` for the duration of a call, so that no layout is copied.
pub trait Lend<T> {
    /// Calls `f` with the view.
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R;
}

/// Lends a view through which elements of type `T` can be written.
pub trait LendMut<T> {
    /// Calls `f` with the view.
    fn lend_mut<R>(&mut self, f: impl FnOnce(StridedRefMut<'_, T>) -> R) -> R;
}

/// The inputs of a [`Kernel`](crate::Kernel): views of the types `In`.
///
/// # Safety
///
/// The closure gets operands of exactly these types, in this order.
pub unsafe trait Arguments<In> {
    /// Calls `f` with the operands.
    fn with_untyped<R>(&self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R;
}

/// The outputs of a [`Kernel`](crate::Kernel): views of the types `Out`.
///
/// # Safety
///
/// The closure gets operands of exactly these types, in this order, and nothing else accesses their
/// elements while it runs.
pub unsafe trait Destinations<Out> {
    /// Calls `f` with the operands.
    fn with_untyped<R>(&mut self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R;
}

// SAFETY: there are no types and no operands.
unsafe impl Arguments<()> for () {
    #[inline(always)]
    fn with_untyped<R>(&self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        f(&[])
    }
}

// SAFETY: `X` lends elements of type `A`.
unsafe impl<A: Element, X: Lend<A>> Arguments<(A,)> for (X,) {
    #[inline(always)]
    fn with_untyped<R>(&self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        self.0.lend(|a| f(&[UntypedOperand::input(&a)]))
    }
}

// SAFETY: `X` lends elements of type `A`, and `Y` of type `B`.
unsafe impl<A: Element, B: Element, X: Lend<A>, Y: Lend<B>> Arguments<(A, B)> for (X, Y) {
    #[inline(always)]
    fn with_untyped<R>(&self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        self.0.lend(|a| self.1.lend(|b| f(&[UntypedOperand::input(&a), UntypedOperand::input(&b)])))
    }
}

// SAFETY: `X`, `Y` and `Z` lend elements of types `A`, `B` and `C`.
unsafe impl<A: Element, B: Element, C: Element, X: Lend<A>, Y: Lend<B>, Z: Lend<C>>
    Arguments<(A, B, C)> for (X, Y, Z)
{
    #[inline(always)]
    fn with_untyped<R>(&self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        let (x, y, z) = self;
        x.lend(|a| {
            y.lend(|b| {
                z.lend(|c| {
                    f(&[
                        UntypedOperand::input(&a),
                        UntypedOperand::input(&b),
                        UntypedOperand::input(&c),
                    ])
                })
            })
        })
    }
}

// SAFETY: every view has elements of type `T`.
unsafe impl<T: Element, const N: usize> Arguments<[T; N]> for [Strided<'_, T>; N] {
    #[inline(always)]
    fn with_untyped<R>(&self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        f(&self.each_ref().map(Strided::by_ref).each_ref().map(UntypedOperand::input))
    }
}

// SAFETY: `X` lends elements of type `A`, exclusively.
unsafe impl<A: Element, X: LendMut<A>> Destinations<(A,)> for (X,) {
    #[inline(always)]
    fn with_untyped<R>(&mut self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        self.0.lend_mut(|mut a| f(&[UntypedOperand::output(&mut a)]))
    }
}

// SAFETY: `X` lends elements of type `A`, and `Y` of type `B`, both exclusively.
unsafe impl<A: Element, B: Element, X: LendMut<A>, Y: LendMut<B>> Destinations<(A, B)> for (X, Y) {
    #[inline(always)]
    fn with_untyped<R>(&mut self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        let (first, second) = (&mut self.0, &mut self.1);
        first.lend_mut(|mut a| {
            second.lend_mut(|mut b| {
                f(&[UntypedOperand::output(&mut a), UntypedOperand::output(&mut b)])
            })
        })
    }
}

/// Result types that new memory can be allocated for.
pub trait Results: Sized {
    /// One buffer per type.
    type Buffers;

    /// Allocates `len` elements of each type, lets `fill` write them, and returns them.
    ///
    /// # Errors
    /// [`Error::Allocation`](tightloop_array_core::Error::Allocation) if there is too little
    /// memory, or the error of `fill`.
    ///
    /// # Safety
    /// If `fill` returns `Ok`, it has initialised `len` elements at each address.
    unsafe fn allocate(
        len: usize,
        fill: impl FnOnce(&[*mut u8]) -> Result<()>,
    ) -> Result<Self::Buffers>;
}

impl<A: Element> Results for (A,) {
    type Buffers = Buffer<A>;

    #[inline]
    unsafe fn allocate(
        len: usize,
        fill: impl FnOnce(&[*mut u8]) -> Result<()>,
    ) -> Result<Buffer<A>> {
        let mut a = UninitBuffer::<A>::new(len)?;
        fill(&[a.as_mut_ptr().cast()])?;
        // SAFETY: `fill` has initialised all elements, as the caller guarantees.
        Ok(unsafe { a.assume_init() })
    }
}

impl<A: Element, B: Element> Results for (A, B) {
    type Buffers = (Buffer<A>, Buffer<B>);

    #[inline]
    unsafe fn allocate(
        len: usize,
        fill: impl FnOnce(&[*mut u8]) -> Result<()>,
    ) -> Result<Self::Buffers> {
        let (mut a, mut b) = (UninitBuffer::<A>::new(len)?, UninitBuffer::<B>::new(len)?);
        fill(&[a.as_mut_ptr().cast(), b.as_mut_ptr().cast()])?;
        // SAFETY: `fill` has initialised all elements, as the caller guarantees.
        Ok(unsafe { (a.assume_init(), b.assume_init()) })
    }
}

/// The types of `Self` followed by those of `Rest`.
///
/// # Safety
///
/// [`All`](Self::All) is the tuple of exactly these types, in this order.
pub unsafe trait Append<Rest> {
    /// The tuple of all of them.
    type All;
}

// SAFETY: `T` alone.
unsafe impl<T> Append<()> for (T,) {
    type All = (T,);
}

// SAFETY: `T`, then `A`.
unsafe impl<T, A> Append<(A,)> for (T,) {
    type All = (T, A);
}

// SAFETY: `T`, then `A`, then `B`.
unsafe impl<T, A, B> Append<(A, B)> for (T,) {
    type All = (T, A, B);
}

//! Views of the crate `ndarray`. Both sides have the same model: a pointer to element `[0, 0, ..]`,
//! and a signed stride per axis, counted in elements.

use ndarray::{
    ArrayBase, ArrayView, ArrayViewMut, Axis, Data, DataMut, Dimension, IxDyn, ShapeBuilder,
    StrideShape,
};
use tightloop_array_core::{Element, Error, Layout, Result, Strided, StridedMut};

/// Returns a view of the elements of an array or a view.
///
/// # Errors
///
/// [`Error::TooManyAxes`] if there are more than ours can have; [`Error::SizeOverflow`] if the view
/// repeats too many elements.
///
/// ```
/// let x = ndarray::arr2(&[[1, 2, 3], [4, 5, 6]]).reversed_axes();
/// let y = tightloop_interop::ndarray::view(&x)?;
/// assert_eq!((y.shape(), y.as_ptr()), (&[3, 2][..], x.as_ptr()));
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn view<T, S, D>(x: &ArrayBase<S, D, T>) -> Result<Strided<'_, T>>
where
    T: Element,
    S: Data<Elem = T>,
    D: Dimension,
{
    of_view(x.view())
}

/// Returns a view of the elements of a view, for as long as that one may live.
///
/// # Errors
///
/// Those of [`view`].
pub fn of_view<'a, T: Element, D: Dimension>(x: ArrayView<'a, T, D>) -> Result<Strided<'a, T>> {
    // SAFETY: these are the elements of the view, which borrows them for `'a`.
    unsafe { Strided::from_raw_parts(x.as_ptr(), x.shape(), x.strides()) }
}

/// Returns a mutable view of the elements of an array or a view. A shared array is copied first, as
/// `ndarray` does on every way to its elements.
///
/// # Errors
///
/// Those of [`view`].
pub fn view_mut<T, S, D>(x: &mut ArrayBase<S, D, T>) -> Result<StridedMut<'_, T>>
where
    T: Element,
    S: DataMut<Elem = T>,
    D: Dimension,
{
    of_view_mut(x.view_mut())
}

/// Returns a mutable view of the elements of a mutable view, for as long as that one may live.
///
/// # Errors
///
/// Those of [`view`].
pub fn of_view_mut<'a, T: Element, D: Dimension>(
    mut x: ArrayViewMut<'a, T, D>,
) -> Result<StridedMut<'a, T>> {
    let first = x.as_mut_ptr();
    // SAFETY: these are the elements of the view, which borrows them for `'a` and ends here.
    unsafe { StridedMut::from_raw_parts(first, x.shape(), x.strides()) }
}

/// Returns a view of `ndarray`.
///
/// # Errors
///
/// [`Error::UnequalNdim`] if the type has another number of axes.
pub fn to_view<'a, T: Element, D: Dimension>(x: &Strided<'a, T>) -> Result<ArrayView<'a, T, D>> {
    let parts = Parts::new(x.layout())?;
    let lowest = x.as_ptr().wrapping_sub(parts.before);
    // SAFETY: with the axes of negative strides turned, the elements of the view are at these
    // positions from the lowest one. They are in one allocation, so distances fit into `isize`.
    let mut view = unsafe { ArrayView::from_shape_ptr(parts.shape, lowest) };
    turned(x.layout()).for_each(|axis| view.invert_axis(axis));
    Ok(view)
}

/// Returns a mutable view of `ndarray`.
///
/// # Errors
///
/// Those of [`to_view`].
pub fn to_view_mut<'a, T: Element, D: Dimension>(
    mut x: StridedMut<'a, T>,
) -> Result<ArrayViewMut<'a, T, D>> {
    let parts = Parts::new(x.layout())?;
    let lowest = x.as_mut_ptr().wrapping_sub(parts.before);
    // SAFETY: as in `to_view`. No two indices have the same position, and the view ends here.
    let mut view = unsafe { ArrayViewMut::from_shape_ptr(parts.shape, lowest) };
    turned(x.layout()).for_each(|axis| view.invert_axis(axis));
    Ok(view)
}

/// A layout with all axes in the direction of memory. `ndarray` makes views of such layouts only,
/// and turns axes afterwards.
struct Parts<D: Dimension> {
    shape: StrideShape<D>,
    /// How many elements the lowest one is before the first one.
    before: usize,
}

impl<D: Dimension> Parts<D> {
    fn new(layout: &Layout) -> Result<Self> {
        let (shape, strides) = (layout.shape(), layout.strides());
        let Some(dim) = D::from_dimension(&IxDyn(shape)) else {
            // Types without a number of axes take all.
            let expected = D::NDIM.unwrap_or(shape.len());
            return Err(Error::UnequalNdim { op: "ndarray", expected, found: shape.len() });
        };
        if layout.is_empty() {
            return Ok(Parts { shape: dim.into(), before: 0 });
        }
        let mut steps = dim.clone();
        for (step, &stride) in steps.slice_mut().iter_mut().zip(strides) {
            // The stride of an axis of length 1 may be any number.
            *step = stride.checked_abs().unwrap_or(0) as usize;
        }
        let extents = shape.iter().zip(strides).filter(|&(&len, &stride)| len > 1 && stride < 0);
        let before = extents.map(|(&len, &stride)| (len - 1) * stride.unsigned_abs()).sum();
        Ok(Parts { shape: dim.strides(steps), before })
    }
}

/// Returns the axes with negative strides.
fn turned(layout: &Layout) -> impl Iterator<Item = Axis> {
    let is_turned = |&(_, &stride): &(usize, &isize)| stride < 0;
    layout.strides().iter().enumerate().filter(is_turned).map(|(axis, _)| Axis(axis))
}

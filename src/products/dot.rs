//! Sums of products: `dot` and `vecdot`.

use super::stack::stack_shape;
use crate::call::Call;
use crate::operand::Read;
use crate::{Array, ArrayView, Axis, Operand, Output, Result, ops};
use tightloop_array_core::{AxisSet, Error, Shape, Strided, StridedMut};
use tightloop_dispatch::{DotElement, MappedFold};

/// Computes the dot product of two vectors: the sum of the products of their elements.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `i8` `i16` `i32` `i64` `u8` `u16` `u32` `u64` `f16` `bf16` `f32` `f64` `C32` `C64` → the same |
/// | **Shapes** | `[n]` and `[n]`; the result is one element |
/// | **Accuracy** | each product is rounded, then added as by [`sum`](crate::sum); integers wrap; 16-bit floats are computed in `f32` and rounded once |
/// | **Special values** | 0 if there are no elements; `0 * inf` is NaN |
/// | **NumPy** | `np.dot` of two vectors |
///
/// Products are added up as they are computed, in one pass. Complex numbers are not conjugated:
/// [`vecdot`] does that.
///
/// NumPy's `np.dot` has other meanings for other shapes. Each has a function of its own here:
///
/// | `np.dot(a, b)` | here |
/// |:--|:--|
/// | of matrices | [`matmul(&a, &b)?`](crate::matmul) |
/// | of a matrix and a vector | [`matvec(&a, &b)?`](crate::matvec) |
/// | of a number and an array | [`multiply(&a, &b)?`](crate::multiply) |
/// | of more axes | [`tensordot(&a, &b, (-1, -2))?`](crate::tensordot) |
/// | `np.vdot(a, b)` of vectors | [`vecdot(&a, &b, 0)?`](vecdot), an array without axes |
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if an operand does not have one
///   axis.
/// - [`Error::InnerSizes`](crate::Error::InnerSizes) if the vectors differ in length.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, dot};
///
/// let x = Array::from([1.0, 2.0, 3.0]);
/// assert_eq!(dot(&x, &[4.0, 5.0, 6.0])?, 32.0);
/// assert_eq!(dot(&[100i8, 1], &[2, 1])?, -55); // 201 does not fit
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn dot<T: DotElement>(a: impl Operand<T>, b: impl Operand<T>) -> Result<T> {
    let (a, b) = (a.operand(), b.operand());
    let (&[m], &[n]) = (a.shape(), b.shape()) else {
        let what = "an operand does not have one axis";
        return Err(Error::InvalidParameter { op: "dot", what });
    };
    if m != n {
        return Err(Error::inner_sizes("dot", a.shape(), b.shape()));
    }
    Call::step("dot", &ops::Multiply, T::multiply_wide())
        .reduced_to_one(MappedFold::new(T::sum_wide(), &ops::Sum), (Read(&a), Read(&b)))
}

/// Computes the dot products of vectors along an axis: the sums of `conj(a) * b`.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`dot`] |
/// | **Shapes** | both have the same length along `axis`; all other axes broadcast together, and are those of the result |
/// | **Accuracy** | that of [`dot`] |
/// | **Special values** | those of [`dot`] |
/// | **NumPy** | `np.vecdot(a, b, axis=axis)`, whose default axis is -1 |
///
/// The first operand is conjugated if it is complex. `axis` is counted in each operand by itself,
/// as in NumPy, so a negative one is best if they differ in their number of axes.
///
/// Products are added up as they are computed, in one pass. A result depends on the values along
/// the axis alone.
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if an operand has no such axis.
/// - [`Error::InnerSizes`](crate::Error::InnerSizes) if their lengths along it differ.
/// - [`Error::Broadcast`](crate::Error::Broadcast) if the other axes do not broadcast together.
/// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) if these would be as many as an array can
///   have.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, C64, vecdot};
///
/// let v = Array::from([[0.0, 5.0, 0.0], [0.0, 0.0, 10.0], [0.0, 6.0, 8.0]]);
/// let n = Array::from([0.0, 0.6, 0.8]);
/// assert_eq!(vecdot(&v, &n, -1)?, Array::from([3.0, 8.0, 10.0]));
///
/// let z = Array::from([C64::new(3.0, 4.0)]);
/// assert_eq!(vecdot(&z, &z, 0)?, Array::from(C64::new(25.0, 0.0)));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[doc(alias = "vdot")]
pub fn vecdot<T: DotElement>(
    a: impl Operand<T>,
    b: impl Operand<T>,
    axis: impl Axis,
) -> Result<Array<T>> {
    let lines = Lines::new(a.operand().0, b.operand().0, axis)?;
    let mut out = Array::zeros(&lines.shape)?;
    lines.write(out.view_mut().0)?;
    Ok(out)
}

/// Computes the dot products of vectors along an axis, the sums of `conj(a) * b`, into existing
/// memory.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`dot`] |
/// | **Shapes** | those of [`vecdot`]; `out` has the shape of the result |
/// | **Accuracy** | that of [`dot`] |
/// | **Special values** | those of [`dot`] |
/// | **NumPy** | `np.vecdot(a, b, axis=axis, out=out)` |
///
/// # Errors
///
/// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange),
///   [`Error::InnerSizes`](crate::Error::InnerSizes),
///   [`Error::Broadcast`](crate::Error::Broadcast) or
///   [`Error::TooManyAxes`](crate::Error::TooManyAxes) as for [`vecdot`].
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, vecdot_into};
///
/// let (x, mut out) = (Array::from([[1, 2], [3, 4]]), [0; 2]);
/// vecdot_into(&x, &x, 0, &mut out)?;
/// assert_eq!(out, [10, 20]);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn vecdot_into<T: DotElement>(
    a: impl Operand<T>,
    b: impl Operand<T>,
    axis: impl Axis,
    mut out: impl Output<T>,
) -> Result<()> {
    Lines::new(a.operand().0, b.operand().0, axis)?.write(out.output().0)
}

/// Vectors of the same length, along the last axis of both operands.
struct Lines<'a, T> {
    a: Strided<'a, T>,
    b: Strided<'a, T>,
    /// The shape of the result: that of the other axes, broadcast.
    shape: Shape,
}

impl<'a, T: DotElement> Lines<'a, T> {
    /// # Errors
    ///
    /// Those of [`vecdot`], except failed allocations.
    fn new(a: Strided<'a, T>, b: Strided<'a, T>, axis: impl Axis) -> Result<Self> {
        let name = "vecdot";
        let shapes = [a.shape(), b.shape()];
        let [x, y] = [with_axis_last(name, a, axis)?, with_axis_last(name, b, axis)?];
        let ([others_of_a @ .., m], [others_of_b @ .., n]) = (x.shape(), y.shape()) else {
            unreachable!("an array with an axis has a last one")
        };
        if m != n {
            return Err(Error::inner_sizes(name, shapes[0], shapes[1]));
        }
        let shape = stack_shape(name, [others_of_a, others_of_b], shapes)?;
        Ok(Lines { a: x, b: y, shape })
    }

    fn write(self, mut out: StridedMut<'_, T>) -> Result<()> {
        let last = AxisSet::from_iter([self.shape.len()]);
        let inputs = (Read(&ArrayView(self.a)), Read(&ArrayView(self.b)));
        Call::step("vecdot", &T::CONJUGATE_PRODUCT, T::conjugate_multiply()).write_reduced(
            MappedFold::new(T::sum_wide(), &ops::Sum),
            inputs,
            last,
            out.by_mut(),
        )
    }
}

/// The array with an axis moved behind all others.
fn with_axis_last<'a, T: DotElement>(
    name: &'static str,
    x: Strided<'a, T>,
    axis: impl Axis,
) -> Result<Strided<'a, T>> {
    let axis = axis.index(name, x.ndim())?;
    let others = (0..x.ndim()).filter(|&other| other != axis);
    x.permuted(&others.chain([axis]).collect::<Vec<_>>())
}

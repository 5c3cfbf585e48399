//! Sums over indices, by Einstein's convention.

mod equation;

use super::contraction::Contraction;
use crate::{Array, ArrayView, Operand, Output, Result, ops};
use equation::{Equation, Index};
use tightloop_array_core::{AxisSet, Error, Strided, StridedMut};
use tightloop_dispatch::gemm::GemmElement;
use tightloop_dispatch::{DotElement, copy_into, reduce_into, reduce_new};

/// The name of the function, for errors.
const NAME: &str = "einsum";

/// Multiplies elements whose indices agree, and adds up over the indices that the result lacks.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `i32` `i64` `u32` `u64` `f16` `bf16` `f32` `f64` `C32` `C64` → the same |
/// | **Shapes** | one or two operands, with an index per axis; axes with the same index have the same length |
/// | **Accuracy** | that of [`matmul`](crate::matmul); of sums, that of [`sum`](crate::sum) and [`vecdot`](crate::vecdot) |
/// | **Special values** | those of [`matmul`](crate::matmul) |
/// | **NumPy** | `np.einsum`, of one or two operands |
///
/// The text names the axes of each operand by letters, and then those of the result:
///
/// | | |
/// |:--|:--|
/// | `"ij->ji"`, `"ii->i"`, `"ii->"`, `"ij->i"` | transpose, diagonal, trace, sums of rows |
/// | `"ij,jk->ik"`, `"bij,bjk->bik"` | product of matrices, of stacks of them |
/// | `"ij,kj->ik"`, `"ij,j->i"` | `a @ b.T`, `a @ x` |
/// | `"i,i->"`, `"ij,ij->i"` | dot product, those of rows |
/// | `"i,j->ij"`, `"ij,i->ij"` | outer product, rows times numbers |
/// | `"...ij,...jk->...ik"` | `matmul`: all axes that have no letter broadcast together |
///
/// Spaces are ignored. Without `->`, the result has `...`, and then the letters that occur once, in
/// the order of the alphabet. Two operands are a tuple. For more of them, call this once per step:
/// then you decide on the order, on which time and memory depend.
///
/// Unlike NumPy's, an axis of length 1 is not stretched if it has a letter. Integers of 8 and 16
/// bits must be converted before, as in `cast::<i32, _>(&x)`.
///
/// # How
///
/// An index that is in one operand only, and not in the result, is summed first, and these sums
/// have the dtype of the operand. Then:
///
/// - If a further index is not in the result, and another one is in one operand only, it is a
///   product of matrices. These are views of the operands, transposed or not; if no strides can
///   show one as a stack of matrices, it is copied.
/// - Other products are added up as they are computed, as by [`vecdot`](crate::vecdot).
/// - Products that are not added up are those of [`multiply`](crate::multiply).
///
/// Indices are added up in the order in which the first operand has them, the last one fastest,
/// whatever the strides.
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter) if the text is not of this form,
///   or does not have one index per axis.
/// - [`Error::UnequalShapes`](crate::Error::UnequalShapes) if axes of two operands have the same
///   index, and differ in length.
/// - [`Error::Broadcast`](crate::Error::Broadcast) if the axes without letters do not broadcast
///   together.
/// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result has more than there can be.
/// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, einsum};
///
/// let a = Array::arange(0.0, 25.0, 1.0)?.into_shape(&[5, 5])?;
/// let b = Array::arange(0.0, 5.0, 1.0)?;
/// assert_eq!(einsum("ii", &a)?, Array::from(60.0));
/// assert_eq!(einsum("ii->i", &a)?, Array::from([0.0, 6.0, 12.0, 18.0, 24.0]));
/// assert_eq!(einsum("ij,j", (&a, &b))?, Array::from([30.0, 80.0, 130.0, 180.0, 230.0]));
/// assert_eq!(einsum("ij,j->", (&a, &b))?, Array::from(650.0));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn einsum<T: GemmElement<Out = T> + DotElement, const N: usize>(
    subscripts: &str,
    operands: impl EinsumOperands<T, N>,
) -> Result<Array<T>> {
    let views = operands.views().map(|view| view.0);
    let equation = Equation::new(subscripts, views.each_ref().map(Strided::shape))?;
    let mut out = Array::zeros(&equation.shape)?;
    evaluate(&equation, &views, out.view_mut().0)?;
    Ok(out)
}

/// Multiplies elements whose indices agree, and adds up over the indices that the result lacks,
/// into existing memory, whose previous contents are ignored.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `i32` `i64` `u32` `u64` `f16` `bf16` `f32` `f64` `C32` `C64` → the same |
/// | **Shapes** | those of [`einsum`]; `out` has the shape of the result |
/// | **Accuracy** | that of [`einsum`] |
/// | **Special values** | those of [`einsum`] |
/// | **NumPy** | `np.einsum(subscripts, a, b, out=out)` |
///
/// Operands are copied as by [`einsum`], and so is the result if no strides can show `out` as a
/// stack of matrices.
///
/// # Errors
///
/// - [`Error::InvalidParameter`](crate::Error::InvalidParameter),
///   [`Error::UnequalShapes`](crate::Error::UnequalShapes),
///   [`Error::Broadcast`](crate::Error::Broadcast) or
///   [`Error::TooManyAxes`](crate::Error::TooManyAxes) as for [`einsum`].
/// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
///   result.
/// - [`Error::Allocation`](crate::Error::Allocation) if there is no memory to work with.
///
/// If there is an error, nothing has been written.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, einsum_into};
///
/// let (a, mut out) = (Array::from([[1.0, 2.0], [3.0, 4.0]]), Array::zeros(&[2, 2])?);
/// einsum_into("ij,jk->ki", (&a, &a), &mut out)?;
/// assert_eq!(out, Array::from([[7.0, 15.0], [10.0, 22.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn einsum_into<T: GemmElement<Out = T> + DotElement, const N: usize>(
    subscripts: &str,
    operands: impl EinsumOperands<T, N>,
    mut out: impl Output<T>,
) -> Result<()> {
    let views = operands.views().map(|view| view.0);
    let equation = Equation::new(subscripts, views.each_ref().map(Strided::shape))?;
    let out = out.output().0;
    if out.shape() != equation.shape {
        return Err(Error::output_shape(NAME, &equation.shape, out.shape()));
    }
    evaluate(&equation, &views, out)
}

/// What [`einsum`](crate::einsum) takes: an operand, or a tuple of two.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what `einsum` takes",
    label = "not an operand, nor a tuple of two",
    note = "for two operands, write `einsum(\"ij,jk->ik\", (&a, &b))`; for more, call it once per \
            step"
)]
pub trait EinsumOperands<T: DotElement, const N: usize> {
    /// Returns a view of each operand.
    fn views(&self) -> [ArrayView<'_, T>; N];
}

impl<T: DotElement, X: Operand<T>> EinsumOperands<T, 1> for X {
    fn views(&self) -> [ArrayView<'_, T>; 1] {
        [self.operand()]
    }
}

impl<T: DotElement, X: Operand<T>, Y: Operand<T>> EinsumOperands<T, 2> for (X, Y) {
    fn views(&self) -> [ArrayView<'_, T>; 2] {
        [self.0.operand(), self.1.operand()]
    }
}

/// Writes what the equation says into `out`, which has its shape. There are one or two operands.
fn evaluate<T: GemmElement<Out = T> + DotElement, const N: usize>(
    equation: &Equation<N>,
    views: &[Strided<'_, T>; N],
    out: StridedMut<'_, T>,
) -> Result<()> {
    let mut terms = equation
        .operands
        .iter()
        .zip(views)
        .map(|(indices, &view)| Term { view, indices: indices.clone() }.without_repetitions());
    match (terms.next().transpose()?, terms.next().transpose()?) {
        (Some(a), Some(b)) => multiply(a, b, &equation.result, out),
        (Some(x), None) => x.write(&equation.result, out),
        (None, _) => Ok(()),
    }
}

/// Writes the product of two operands.
fn multiply<T: GemmElement<Out = T> + DotElement>(
    a: Term<'_, T>,
    b: Term<'_, T>,
    result: &[Index],
    mut out: StridedMut<'_, T>,
) -> Result<()> {
    let (mut sums_of_a, mut sums_of_b) = (None, None);
    let is_used = |other: &[Index], index| result.contains(&index) || other.contains(&index);
    let indices = [a.indices.clone(), b.indices.clone()];
    let a = a.summed(|index| is_used(&indices[1], index), &mut sums_of_a)?;
    let b = b.summed(|index| is_used(&indices[0], index), &mut sums_of_b)?;

    let (mut stack, mut rows, mut columns) = (Vec::new(), Vec::new(), Vec::new());
    for &index in result {
        match (a.indices.contains(&index), b.indices.contains(&index)) {
            (true, true) => stack.push(index),
            (true, false) => rows.push(index),
            _ => columns.push(index),
        }
    }
    let is_contracted = |index: &&Index| !result.contains(index);
    let contracted: Vec<Index> = a.indices.iter().filter(is_contracted).copied().collect();

    out = out.permuted(&places(result, &[&stack[..], &rows, &columns].concat()))?;
    let product = Contraction {
        name: NAME,
        a: a.in_order(&[&stack[..], &rows, &contracted].concat())?,
        b: b.in_order(&[&stack[..], &contracted, &columns].concat())?,
        stack: stack.len(),
        contracted: contracted.len(),
    };
    product.write(out)
}

/// The places of some indices in a list of them.
fn places(list: &[Index], indices: &[Index]) -> Vec<usize> {
    indices.iter().filter_map(|index| list.iter().position(|other| other == index)).collect()
}

/// An operand, and the indices of its axes.
struct Term<'a, T> {
    view: Strided<'a, T>,
    indices: Vec<Index>,
}

impl<'a, T: DotElement> Term<'a, T> {
    /// The elements at which repeated indices agree.
    fn without_repetitions(mut self) -> Result<Self> {
        let mut axis = 0;
        while axis < self.indices.len() {
            let is_repeated = |index: &Index| *index == self.indices[axis];
            match self.indices[..axis].iter().position(is_repeated) {
                Some(first) => {
                    self.view = self.view.diagonal_along(first, axis)?;
                    self.indices.remove(axis);
                }
                None => axis += 1,
            }
        }
        Ok(self)
    }

    /// The sums over all indices that are not used. They are kept in `sums`, if there are any.
    fn summed(
        self,
        is_used: impl Fn(Index) -> bool,
        sums: &'a mut Option<Array<T>>,
    ) -> Result<Self> {
        let axes: AxisSet =
            (0..self.indices.len()).filter(|&axis| !is_used(self.indices[axis])).collect();
        if axes.is_empty() {
            return Ok(self);
        }
        let (layout, buffer) = reduce_new(NAME, T::sum(), &ops::Sum, self.view.by_ref(), axes)?;
        let view = sums.insert(Array::from_parts(layout, buffer)).view().0;
        let indices = self.indices.into_iter().filter(|&index| is_used(index)).collect();
        Ok(Term { view, indices })
    }

    /// The elements with their axes in this order, in which none is missing.
    fn in_order(&self, indices: &[Index]) -> Result<Strided<'a, T>> {
        self.view.permuted(&places(&self.indices, indices))
    }

    /// Writes the elements, or their sums over the indices that the result lacks.
    fn write(&self, result: &[Index], mut out: StridedMut<'_, T>) -> Result<()> {
        let is_summed = |index: &&Index| !result.contains(index);
        let summed: Vec<Index> = self.indices.iter().filter(is_summed).copied().collect();
        let view = self.in_order(&[result, &summed].concat())?;
        if summed.is_empty() {
            return copy_into(NAME, view.by_ref(), out.by_mut());
        }
        let axes = (result.len()..view.ndim()).collect();
        reduce_into(NAME, T::sum(), &ops::Sum, view.by_ref(), axes, out.by_mut())
    }
}

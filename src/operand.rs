//! What functions take: operands to read, and outputs to write.

use crate::infallible::infallible;
use crate::{Array, ArrayView, ArrayViewMut, Element};
use tightloop_array_core::{Layout, StridedRef, StridedRefMut};
use tightloop_dispatch::{Lend, LendMut};

/// An input of a function: anything that can be read as an array of `T`.
///
/// These are an [`Array`], an [`ArrayView`] or an [`ArrayViewMut`], or a reference to one; a slice,
/// a `Vec` or a Rust array (one axis); a nested Rust array (two axes); or a single number (no
/// axes).
///
/// A function of your own can take an [`ArrayView`], which is `Copy`: pass `x.view()`.
///
/// Operands broadcast against each other as in NumPy. Shapes are aligned at their last axes; if an
/// axis has length 1 or is missing, its element is repeated along that axis of the others.
///
/// ```
/// use tightloop::{Array, add};
///
/// let x = Array::from([[1.0, 2.0], [3.0, 4.0]]);
/// assert_eq!(add(&x, 10.0)?, Array::from([[11.0, 12.0], [13.0, 14.0]]));
/// assert_eq!(add(&x, &[10.0, 20.0])?, Array::from([[11.0, 22.0], [13.0, 24.0]]));
/// assert_eq!(add(&x, &[[10.0], [20.0]])?, Array::from([[11.0, 12.0], [23.0, 24.0]]));
/// assert_eq!(add(&x, x.t())?, Array::from([[2.0, 5.0], [5.0, 8.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// # Dtypes that differ
///
/// Two **arrays or views** of different dtypes are promoted, as the [array API standard][rule]
/// says: both become the smallest dtype that holds all numbers of both. Elements are converted on
/// their way into the loop, without a temporary array.
///
/// | | |
/// |:--|:--|
/// | two signed or two unsigned integers, two floats, a float and a complex number | the wider one: `i8` and `i32` give `i32`, `f64` and `C32` give `C64` |
/// | a signed and an unsigned integer | the narrowest signed one that holds both: `i8` and `u8` give `i16` |
/// | `f16` or `bf16`, and any other float or complex number | that one |
/// | `bool`, integers and floats among each other; `i64` and `u64`; `f16` and `bf16` | does not compile |
///
/// **Numbers, slices, `Vec`s and Rust arrays** have the dtype of the array beside them, as numbers
/// do in Python. So literals need no suffix, and `x + 1.0` stays `f32` if `x` is.
///
/// ```
/// use tightloop::{Array, add};
///
/// let (x, y) = (Array::from([1.5f32, 2.5]), Array::from([0.25f64, 0.5]));
/// assert_eq!(add(&x, &y)?, Array::from([1.75f64, 3.0]));
/// assert_eq!(&x + 0.25, Array::from([1.75f32, 2.75]));
/// assert_eq!(Array::from([-1i8]) * Array::from([255u8]), Array::from([-255i16]));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// [rule]: https://data-apis.org/array-api/latest/API_specification/type_promotion.html
///
/// # Types of your own
///
/// Your own types can be operands, too: return the [`ArrayView`] of their elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operand of this function",
    label = "not an operand with elements of type `{T}`",
    note = "operands are `&Array<T>`, `ArrayView<T>`, `&[T]`, `&Vec<T>`, `&[T; N]` and a single \
            `T`",
    note = "if it is a `Result`: add `?` to get the array",
    note = "if its dtype is another one: convert it with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait Operand<T: Element> {
    /// [`Strong`] if its dtype counts beside another one, as that of arrays does; or [`Weak`], if
    /// it has the dtype of the array beside it.
    type Typing;

    /// Returns a view of the elements.
    fn operand(&self) -> ArrayView<'_, T>;

    /// Calls `f` with the elements, without copying a layout if that can be avoided.
    #[doc(hidden)]
    #[inline(always)]
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R
    where
        Self: Sized,
    {
        f(self.operand().0.by_ref())
    }
}

/// The [`Typing`](Operand::Typing) of arrays and views: their dtype counts.
#[derive(Clone, Copy, Debug)]
pub struct Strong;

/// The [`Typing`](Operand::Typing) of numbers, slices, `Vec`s and Rust arrays: they have the dtype
/// of the array beside them.
#[derive(Clone, Copy, Debug)]
pub struct Weak;

/// An output of a function: anything that results can be written into.
///
/// These are a mutable reference to an [`Array`], an [`ArrayViewMut`] or a reference to one, or a
/// mutable reference to a slice, a `Vec` or a Rust array (one axis). It must have the shape of the
/// result, or one that the result broadcasts to.
///
/// ```
/// use tightloop::{Array, ArrayViewMut, square_into};
///
/// let mut out = vec![0; 6];
/// square_into(&[1, 2, 3, 4, 5, 6], &mut out)?;
/// assert_eq!(out, [1, 4, 9, 16, 25, 36]);
///
/// // Into every second element.
/// square_into(&[7, 8, 9], ArrayViewMut::new(&mut out, &[3, 2])?.slice((.., 0))?)?;
/// assert_eq!(out, [49, 4, 64, 16, 81, 36]);
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// Your own types can be outputs, too: return the [`ArrayViewMut`] of their elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an output of this function",
    label = "not an output with elements of type `{T}`",
    note = "outputs are `&mut Array<T>`, `ArrayViewMut<T>`, `&mut [T]`, `&mut Vec<T>` and \
            `&mut [T; N]`, of the dtype of the result",
    note = "if it is an array, a `Vec` or a shared reference: pass `&mut x`"
)]
pub trait Output<T: Element> {
    /// Returns a view of the elements, to write them.
    fn output(&mut self) -> ArrayViewMut<'_, T>;

    /// Calls `f` with the elements, as [`Operand::lend`].
    #[doc(hidden)]
    #[inline(always)]
    fn lend_mut<R>(&mut self, f: impl FnOnce(StridedRefMut<'_, T>) -> R) -> R
    where
        Self: Sized,
    {
        f(self.output().0.by_mut())
    }
}

/// An operand of a call.
pub struct Read<'a, X>(pub(crate) &'a X);

impl<T: Element, X: Operand<T>> Lend<T> for Read<'_, X> {
    #[inline(always)]
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R {
        self.0.lend(f)
    }
}

/// An output of a call.
pub struct Written<'a, X>(pub(crate) &'a mut X);

impl<T: Element, X: Output<T>> LendMut<T> for Written<'_, X> {
    #[inline(always)]
    fn lend_mut<R>(&mut self, f: impl FnOnce(StridedRefMut<'_, T>) -> R) -> R {
        self.0.lend_mut(f)
    }
}

// Not recommended: a type that is no operand should not be told to become an element.
#[diagnostic::do_not_recommend]
impl<T: Element> Operand<T> for T {
    type Typing = Weak;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        ArrayView::scalar(self)
    }

    #[inline(always)]
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R {
        f(StridedRef::new(core::slice::from_ref(self), const { &Layout::scalar() }))
    }
}

impl<T: Element> Operand<T> for Array<T> {
    type Typing = Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        self.view()
    }

    #[inline(always)]
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R {
        f(self.by_ref())
    }
}

impl<T: Element> Operand<T> for &Array<T> {
    type Typing = Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        self.view()
    }

    #[inline(always)]
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R {
        f(self.by_ref())
    }
}

impl<T: Element> Operand<T> for ArrayView<'_, T> {
    type Typing = Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        *self
    }

    #[inline(always)]
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R {
        f(self.0.by_ref())
    }
}

impl<T: Element> Operand<T> for &ArrayView<'_, T> {
    type Typing = Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        **self
    }

    #[inline(always)]
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R {
        f(self.0.by_ref())
    }
}

impl<T: Element> Operand<T> for ArrayViewMut<'_, T> {
    type Typing = Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        self.view()
    }
}

impl<T: Element> Operand<T> for &ArrayViewMut<'_, T> {
    type Typing = Strong;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        self.view()
    }

    #[inline(always)]
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R {
        f(self.0.by_ref())
    }
}

impl<T: Element> Operand<T> for &[T] {
    type Typing = Weak;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        ArrayView::line(self)
    }
}

impl<T: Element> Operand<T> for &Vec<T> {
    type Typing = Weak;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        ArrayView::line(self)
    }
}

impl<T: Element> Operand<T> for Vec<T> {
    type Typing = Weak;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        ArrayView::line(self)
    }
}

impl<T: Element, const N: usize> Operand<T> for &[T; N] {
    type Typing = Weak;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        ArrayView::line(*self)
    }
}

impl<T: Element, const N: usize> Operand<T> for [T; N] {
    type Typing = Weak;

    #[inline]
    fn operand(&self) -> ArrayView<'_, T> {
        ArrayView::line(self)
    }
}

impl<T: Element, const M: usize, const N: usize> Operand<T> for [[T; N]; M] {
    type Typing = Weak;

    fn operand(&self) -> ArrayView<'_, T> {
        // Fails only for a number of empty rows that cannot be addressed.
        infallible(ArrayView::new(self.as_flattened(), &[M, N]))
    }
}

impl<T: Element, const M: usize, const N: usize> Operand<T> for &[[T; N]; M] {
    type Typing = Weak;

    fn operand(&self) -> ArrayView<'_, T> {
        (**self).operand()
    }
}

impl<T: Element> Output<T> for &mut Array<T> {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        self.view_mut()
    }

    #[inline(always)]
    fn lend_mut<R>(&mut self, f: impl FnOnce(StridedRefMut<'_, T>) -> R) -> R {
        f(self.by_mut())
    }
}

impl<T: Element> Output<T> for ArrayViewMut<'_, T> {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        self.reborrow()
    }

    #[inline(always)]
    fn lend_mut<R>(&mut self, f: impl FnOnce(StridedRefMut<'_, T>) -> R) -> R {
        f(self.0.by_mut())
    }
}

impl<T: Element> Output<T> for &mut ArrayViewMut<'_, T> {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        self.reborrow()
    }

    #[inline(always)]
    fn lend_mut<R>(&mut self, f: impl FnOnce(StridedRefMut<'_, T>) -> R) -> R {
        f(self.0.by_mut())
    }
}

impl<T: Element> Output<T> for &mut [T] {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        ArrayViewMut::line(self)
    }
}

impl<T: Element> Output<T> for &mut Vec<T> {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        ArrayViewMut::line(self)
    }
}

impl<T: Element, const N: usize> Output<T> for &mut [T; N] {
    #[inline]
    fn output(&mut self) -> ArrayViewMut<'_, T> {
        ArrayViewMut::line(*self)
    }
}

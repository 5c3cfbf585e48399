//! Products, and what comes after them in the same pass: [`product`], and the types that describe
//! one.

use super::Packed;
use crate::{Array, Element, Operand, Output, Result, Unary};
use tightloop_array_core::Layout;
use tightloop_dispatch::gemm::{
    After, GemmElement, Multiplies, Side, left, product_into, product_new, right,
};
use tightloop_kernels::Natural;
use tightloop_kernels::gemm::{Addable, Unchanged};
use tightloop_kernels::stored::Stored;

/// The name of the function, for errors.
const NAME: &str = "product";

/// A product of matrices that has not been computed, and what comes after it:
/// `op(a @ b + addend)`.
///
/// [`product`] makes it, and so does [`Packed::product`].
/// [`eval`](Self::eval) and [`eval_into`](Self::eval_into) compute it, in one pass: what is added,
/// and the operation, come to each tile of the result as long as it is in the nearest cache. The
/// bits are those of one call after the other, but for results of 16 bits: these are rounded to
/// 16 bits after the product, and after the operation, but not after the sum.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is computed until `eval` or `eval_into` is called"]
pub struct Product<Fs, F = Nothing> {
    factors: Fs,
    finish: F,
}

/// Describes the product of two operands: `a @ b`, by the rules of [`matmul`](crate::matmul).
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those of [`matmul`](crate::matmul) |
/// | **Shapes** | those of [`matmul`](crate::matmul); what is added broadcasts to the result |
/// | **Accuracy** | that of [`matmul`](crate::matmul), then of the sum and the operation |
/// | **Special values** | those of [`matmul`](crate::matmul) |
/// | **NumPy** | none: `np.maximum(x @ w + b, 0)` takes three passes over the result |
///
/// # Examples
///
/// ```
/// use tightloop::{Array, Isa, Unary, Vector, product};
///
/// struct Relu;
///
/// impl Unary<f32> for Relu {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
///         x.max(Vector::splat(x.isa, 0.0))
///     }
/// }
///
/// let (x, w) = (Array::from([[1.0f32, -2.0]]), Array::from([[1.0f32, 3.0], [1.0, 2.0]]));
/// assert_eq!(product(&x, &w).eval()?, Array::from([[-1.0, -1.0]]));
/// assert_eq!(product(&x, &w).plus(&[0.5, 2.0]).map(Relu).eval()?, Array::from([[0.0, 1.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn product<X, Y>(a: X, b: Y) -> Product<Pair<X, Y>> {
    Product::of(Pair(a, b))
}

impl<Fs> Product<Fs> {
    pub(super) fn of(factors: Fs) -> Self {
        Product { factors, finish: Nothing }
    }

    /// Adds an array of the dtype of the result, which broadcasts to its shape: a bias for each
    /// column is an array of one axis, one for each row has a second axis of length 1.
    pub fn plus<Z>(self, addend: Z) -> Product<Fs, Plus<Z>> {
        Product { factors: self.factors, finish: Plus(addend) }
    }

    /// Applies an operation to each element.
    pub fn map<Op>(self, op: Op) -> Product<Fs, Map<Op>> {
        Product { factors: self.factors, finish: Map(op) }
    }
}

impl<Fs, Z> Product<Fs, Plus<Z>> {
    /// Applies an operation to each sum.
    pub fn map<Op>(self, op: Op) -> Product<Fs, PlusMap<Z, Op>> {
        Product { factors: self.factors, finish: PlusMap(self.finish.0, op) }
    }
}

impl<Fs, F> Product<Fs, F> {
    /// Computes the product, into a new array.
    ///
    /// # Errors
    ///
    /// - Those of [`matmul`](crate::matmul).
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if what is added does not broadcast to the
    ///   shape of the product.
    pub fn eval<A: GemmElement<B>, B: Element>(&self) -> Result<Array<A::Out>>
    where
        Fs: Factors<A, B>,
        F: Finish<A::Out>,
    {
        let [a, b] = self.factors.sides();
        let (shape, buffer) = product_new(NAME, a, b, self.finish.after())?;
        Ok(Array::from_parts(Layout::contiguous(&shape)?, buffer))
    }

    /// Computes the product, into existing memory, whose previous contents are ignored.
    ///
    /// # Errors
    ///
    /// - Those of [`eval`](Self::eval).
    /// - [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
    ///   product.
    ///
    /// If there is an error, nothing has been written.
    pub fn eval_into<A, B, C>(&self, mut out: impl Output<C>) -> Result<()>
    where
        A: GemmElement<B, Read: Multiplies<C>>,
        B: Element,
        C: Element,
        Fs: Factors<A, B>,
        F: Finish<C>,
    {
        let [a, b] = self.factors.sides();
        out.lend_mut(|out| product_into(NAME, a, b, self.finish.after(), out))
    }
}

/// The two operands of a [`Product`], of elements `A` and `B`.
pub trait Factors<A: GemmElement<B>, B: Element> {
    /// The left and the right one.
    #[doc(hidden)]
    fn sides(&self) -> [Side<'_, A::Read>; 2];
}

/// Two arrays to multiply.
#[derive(Clone, Copy, Debug)]
pub struct Pair<X, Y>(X, Y);

impl<A: GemmElement<B>, B: Element, X: Operand<A>, Y: Operand<B>> Factors<A, B> for Pair<X, Y> {
    fn sides(&self) -> [Side<'_, A::Read>; 2] {
        [left::<A, B>(self.0.operand().0), right::<A, B>(self.1.operand().0)]
    }
}

/// A packed matrix and an array to multiply.
#[derive(Clone, Copy, Debug)]
pub struct WithPacked<'a, T: GemmElement, X>(pub(super) &'a Packed<T>, pub(super) X);

impl<T, U, X> Factors<T, U> for WithPacked<'_, T, X>
where
    T: GemmElement + GemmElement<U, Read = <T as GemmElement>::Read>,
    U: GemmElement<T, Read = <T as GemmElement>::Read>,
    X: Operand<U>,
{
    fn sides(&self) -> [Side<'_, <T as GemmElement>::Read>; 2] {
        let other = self.1.operand().0;
        match self.0.side() {
            (packed, true) => [packed, right::<T, U>(other)],
            (packed, false) => [left::<U, T>(other), packed],
        }
    }
}

/// What comes after a [`Product`] of elements `C`.
pub trait Finish<C> {
    #[doc(hidden)]
    fn after(&self) -> Option<After<'_, C>>;
}

/// After the product comes nothing.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

/// After the product comes a sum.
#[derive(Clone, Copy, Debug)]
pub struct Plus<Z>(Z);

/// After the product comes an operation.
#[derive(Clone, Copy, Debug)]
pub struct Map<Op>(Op);

/// After the product come a sum and an operation.
#[derive(Clone, Copy, Debug)]
pub struct PlusMap<Z, Op>(Z, Op);

impl<C> Finish<C> for Nothing {
    fn after(&self) -> Option<After<'_, C>> {
        None
    }
}

impl<C: Natural<Value: Addable> + Stored<C::Value>, Z: Operand<C>> Finish<C> for Plus<Z> {
    fn after(&self) -> Option<After<'_, C>> {
        Some(After::new(Some(self.0.operand().0), &Unchanged))
    }
}

impl<C: Natural<Value: Addable> + Stored<C::Value>, Op: Unary<C::Value>> Finish<C> for Map<Op> {
    fn after(&self) -> Option<After<'_, C>> {
        Some(After::new(None, &self.0))
    }
}

impl<C, Z: Operand<C>, Op: Unary<C::Value>> Finish<C> for PlusMap<Z, Op>
where
    C: Natural<Value: Addable> + Stored<C::Value>,
{
    fn after(&self) -> Option<After<'_, C>> {
        Some(After::new(Some(self.0.operand().0), &self.1))
    }
}

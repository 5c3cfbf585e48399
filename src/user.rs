//! Operations as values: users' own, and those of the catalogue.

use crate::call::{Call, infallible};
use crate::operand::Read;
use crate::{Array, Element, Operand, Output, Result, bf16, f16};
use tightloop_array_core::Complex;
use tightloop_dispatch::Kernel;
use tightloop_kernels::{
    Binary, ComputedAs, Cplx, Float, Lane, Natural, Streamed, Ternary, Truth, Unary,
};

/// How results of the value `Self` are stored, of an operation on elements of `T`: as the same
/// numbers; 16-bit floats stay what they are though they are computed as `f32`; truth values are
/// `bool`.
pub trait StoredFor<T>: Streamed {
    /// The dtype of the result.
    type Element: ComputedAs<Self>;
}

/// The dtypes that are computed as themselves: all but the 16-bit floats.
pub trait FullWidth: Element {}

macro_rules! full_width {
    ($($t:ident)*) => {$(
        impl FullWidth for $t {}
    )*};
}
full_width! { bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
impl<T: Float> FullWidth for Complex<T> where Complex<T>: Element {}

impl<T: FullWidth> StoredFor<T> for f32 {
    type Element = f32;
}

impl StoredFor<f16> for f32 {
    type Element = f16;
}

impl StoredFor<bf16> for f32 {
    type Element = bf16;
}

macro_rules! stored_as_themselves {
    ($($t:ident)*) => {$(
        impl<T: Element> StoredFor<T> for $t {
            type Element = $t;
        }
    )*};
}
stored_as_themselves! { i8 i16 i32 i64 u8 u16 u32 u64 f64 }

impl<T: Element, L: Lane> StoredFor<T> for Truth<L> {
    type Element = bool;
}

impl<T: Element, F: Float> StoredFor<T> for Cplx<F>
where
    Complex<F>: Element,
{
    type Element = Complex<F>;
}

/// Operations of one value ([`Unary`]), run over arrays.
///
/// Everything that functions of the catalogue have comes with it: any dtype that the operation is
/// written for, any strides, broadcasting, the best level of the CPU, threads. The loops are
/// compiled where this is called, for each level: those of the catalogue's own functions are
/// compiled once, in this library, so prefer `exp(&x)` to `Exp.map(&x)`.
///
/// ```
/// use tightloop::{Array, Isa, Unary, UnaryExt, Vector};
///
/// /// `x * factor`, but no more than `limit`.
/// struct Gain {
///     factor: f32,
///     limit: f32,
/// }
///
/// impl Unary<f32> for Gain {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
///         (x * self.factor).min(x.like(self.limit))
///     }
/// }
///
/// let gain = Gain { factor: 2.0, limit: 5.0 };
/// let mut x = Array::from([1.0, 2.0, 3.0]);
/// assert_eq!(gain.map(&x), Array::from([2.0, 4.0, 5.0]));
/// gain.map_assign(&mut x);
/// assert_eq!(x, Array::from([2.0, 4.0, 5.0]));
/// ```
///
/// A predicate is `Unary<T, Truth<T>>`, and gives `bool`:
///
/// ```
/// use tightloop::{Array, Isa, Lane, MaskOf, Truth, Unary, UnaryExt, Vector};
///
/// struct Within(f64);
///
/// impl Unary<f64, Truth<f64>> for Within {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, x: Vector<S, f64>) -> MaskOf<S, f64> {
///         x.abs().le(x.like(self.0))
///     }
/// }
///
/// assert_eq!(Within(1.0).map(&[0.5, -2.0]), Array::from([true, false]));
/// ```
///
/// All values of an operation have the same number of lanes. A register of `f32` has twice as many
/// as one of `f64`, so this does not compile:
///
/// ```compile_fail
/// # use tightloop::{Isa, Unary, UnaryExt, Vector};
/// struct Widened;
///
/// impl Unary<f32, f64> for Widened {
///     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f64> {
///         Vector::splat(x.isa, 0.0)
///     }
/// }
///
/// Widened.map(&[1.0f32]);
/// ```
pub trait UnaryExt<X: Streamed, Y: Streamed>: Unary<X, Y> + Sized {
    /// The results for the elements of `x`, in a new array.
    ///
    /// # Panics
    ///
    /// Where memory cannot be allocated, as `Vec` does.
    #[inline]
    fn map<T: Natural<Value = X>>(&self, x: impl Operand<T>) -> Array<Y::Element>
    where
        Y: StoredFor<T>,
    {
        infallible(Call::user(self, const { &Kernel::unary::<X, Y>() }).new_array((Read(&x),)))
    }

    /// The results for the elements of `x`, written into `out`. Allocates nothing.
    ///
    /// # Errors
    ///
    /// [`Error::OutputShape`](crate::Error::OutputShape) where `x` does not broadcast to the shape
    /// of `out`. Nothing is written then.
    #[inline]
    fn map_into<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::unary::<X, Y>() }).write((Read(&x),), out)
    }

    /// The results for the elements of `x`, written over them.
    #[inline]
    fn map_assign<T: Natural<Value = X> + ComputedAs<Y>>(&self, x: impl Output<T>)
    where
        Y: StoredFor<T, Element = T>,
    {
        infallible(Call::user(self, const { &Kernel::unary::<X, Y>() }).assign(x, ()))
    }
}

impl<X: Streamed, Y: Streamed, Op: Unary<X, Y>> UnaryExt<X, Y> for Op {}

/// Operations of two values ([`Binary`]), run over arrays, as [`UnaryExt`] does those of one.
///
/// ```
/// use tightloop::{Array, Binary, BinaryExt, Isa, Vector};
///
/// /// `(1 - weight) * a + weight * b`
/// struct Blend(f32);
///
/// impl Binary<f32> for Blend {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
///         a.like(self.0).mul_add(b - a, a)
///     }
/// }
///
/// let (a, b) = (Array::from([0.0f32, 2.0]), Array::from([[1.0f32], [4.0]]));
/// assert_eq!(Blend(0.5).map(&a, &b)?, Array::from([[0.5, 1.5], [2.0, 3.0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub trait BinaryExt<A: Streamed, B: Streamed, Y: Streamed>: Binary<A, B, Y> + Sized {
    /// The results for the elements of `a` and `b`, which broadcast, in a new array.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes do not broadcast together;
    /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    /// [`Error::Allocation`](crate::Error::Allocation) where the result does not
    /// fit into memory.
    #[inline]
    fn map<T: Natural<Value = A>, U: Natural<Value = B>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
    ) -> Result<Array<Y::Element>>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).new_array((Read(&a), Read(&b)))
    }

    /// The results for the elements of `a` and `b`, written into `out`. Allocates nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes of `a` and `b` do not
    /// broadcast together; [`Error::OutputShape`](crate::Error::OutputShape) where they do, but
    /// not to the shape of `out`. Nothing is written then.
    #[inline]
    fn map_into<T: Natural<Value = A>, U: Natural<Value = B>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).write((Read(&a), Read(&b)), out)
    }

    /// The results for the elements of `a` and `b`, written over those of `a`. Allocates nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`](crate::Error::Broadcast) or
    /// [`Error::OutputShape`](crate::Error::OutputShape) where `b` does not broadcast
    /// to the shape of `a`. Nothing is written then.
    #[inline]
    fn map_assign<T: Natural<Value = A> + ComputedAs<Y>, U: Natural<Value = B>>(
        &self,
        a: impl Output<T>,
        b: impl Operand<U>,
    ) -> Result<()>
    where
        Y: StoredFor<T, Element = T>,
    {
        Call::user(self, const { &Kernel::binary::<A, B, Y>() }).assign(a, (Read(&b),))
    }
}

impl<A: Streamed, B: Streamed, Y: Streamed, Op: Binary<A, B, Y>> BinaryExt<A, B, Y> for Op {}

/// Operations of three values ([`Ternary`]), run over arrays, as [`UnaryExt`] does those of one.
pub trait TernaryExt<A: Streamed, B: Streamed, C: Streamed, Y: Streamed>:
    Ternary<A, B, C, Y> + Sized
{
    /// The results for the elements of `a`, `b` and `c`, which broadcast, in a new array.
    ///
    /// # Errors
    ///
    /// As for [`BinaryExt::map`].
    #[inline]
    fn map<T: Natural<Value = A>, U: Natural<Value = B>, V: Natural<Value = C>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
    ) -> Result<Array<Y::Element>>
    where
        Y: StoredFor<T>,
    {
        Call::user(self, const { &Kernel::ternary::<A, B, C, Y>() }).new_array((
            Read(&a),
            Read(&b),
            Read(&c),
        ))
    }

    /// The results for the elements of `a`, `b` and `c`, written into `out`. Allocates nothing.
    ///
    /// # Errors
    ///
    /// As for [`BinaryExt::map_into`].
    #[inline]
    fn map_into<T: Natural<Value = A>, U: Natural<Value = B>, V: Natural<Value = C>>(
        &self,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        let inputs = (Read(&a), Read(&b), Read(&c));
        Call::user(self, const { &Kernel::ternary::<A, B, C, Y>() }).write(inputs, out)
    }

    /// The results for the elements of `a`, `b` and `c`, written over those of `a`. Allocates
    /// nothing.
    ///
    /// # Errors
    ///
    /// As for [`BinaryExt::map_assign`].
    #[inline]
    fn map_assign<
        T: Natural<Value = A> + ComputedAs<Y>,
        U: Natural<Value = B>,
        V: Natural<Value = C>,
    >(
        &self,
        a: impl Output<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
    ) -> Result<()>
    where
        Y: StoredFor<T, Element = T>,
    {
        Call::user(self, const { &Kernel::ternary::<A, B, C, Y>() }).assign(a, (Read(&b), Read(&c)))
    }
}

impl<A: Streamed, B: Streamed, C: Streamed, Y: Streamed, Op: Ternary<A, B, C, Y>>
    TernaryExt<A, B, C, Y> for Op
{
}

/// Operations of up to six values of one type (`Unary<[X; N]>`), run over arrays. All operands are
/// of the same kind: mix others by taking a `view()` of each.
///
/// ```
/// use tightloop::{Array, Isa, NaryExt, Unary, Vector};
///
/// /// The distance between the points `(x0, y0)` and `(x1, y1)`.
/// struct Distance;
///
/// impl Unary<[f64; 4], f64> for Distance {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, [x0, y0, x1, y1]: [Vector<S, f64>; 4]) -> Vector<S, f64> {
///         let (x, y) = (x1 - x0, y1 - y0);
///         (x * x + y * y).sqrt()
///     }
/// }
///
/// let (x, y) = (Array::from([0.0, 3.0]), Array::from([0.0, 4.0]));
/// let origin = Array::scalar(0.0);
/// assert_eq!(Distance.map_n([&origin, &origin, &x, &y])?, Array::from([0.0, 5.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// Seven do not compile:
///
/// ```compile_fail
/// # use tightloop::{Isa, NaryExt, Unary, Vector};
/// # struct First;
/// # impl<const N: usize> Unary<[f64; N], f64> for First {
/// #     fn apply<S: Isa>(&self, x: [Vector<S, f64>; N]) -> Vector<S, f64> {
/// #         x[0]
/// #     }
/// # }
/// let x = [1.0];
/// First.map_n([&x; 7]);
/// ```
pub trait NaryExt<X: Streamed, Y: Streamed, const N: usize>: Unary<[X; N], Y> + Sized {
    /// The results for the elements of `inputs`, which broadcast, in a new array.
    ///
    /// # Errors
    ///
    /// As for [`BinaryExt::map`].
    #[inline]
    fn map_n<T: Natural<Value = X>>(
        &self,
        inputs: [impl Operand<T>; N],
    ) -> Result<Array<Y::Element>>
    where
        Y: StoredFor<T>,
    {
        let inputs = inputs.each_ref().map(|input| input.operand().0);
        Call::user(self, const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() })
            .new_array(inputs)
    }

    /// The results for the elements of `inputs`, written into `out`. Allocates nothing.
    ///
    /// # Errors
    ///
    /// As for [`BinaryExt::map_into`].
    #[inline]
    fn map_n_into<T: Natural<Value = X>>(
        &self,
        inputs: [impl Operand<T>; N],
        out: impl Output<Y::Element>,
    ) -> Result<()>
    where
        Y: StoredFor<T>,
    {
        let inputs = inputs.each_ref().map(|input| input.operand().0);
        Call::user(self, const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() })
            .write(inputs, out)
    }
}

impl<X: Streamed, Y: Streamed, const N: usize, Op: Unary<[X; N], Y>> NaryExt<X, Y, N> for Op {}

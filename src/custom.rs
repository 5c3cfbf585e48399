//! Operations of your own: formulas on vectors, which run like all the others.
//!
//! An operation is a type that implements [`Unary`], [`Binary`] or [`Ternary`], as those in
//! [`ops`](crate::ops) do. Its method `apply` is a formula on [`Vector`]s: registers, with the
//! operators and functions of numbers. [`UnaryExt`] and its kin run it over arrays: broadcast, at
//! the best level of the CPU, on all threads, in one pass over memory.
//!
//! ```
//! use tightloop::{Array, Isa, Unary, UnaryExt, Vector};
//!
//! /// `x * sigmoid(x)`.
//! struct Silu;
//!
//! impl Unary<f32> for Silu {
//!     #[inline(always)]
//!     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
//!         x * sigmoid(x)
//!     }
//! }
//!
//! #[inline(always)]
//! fn sigmoid<S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
//!     1.0 / (1.0 + (-x).exp())
//! }
//!
//! assert_eq!(Silu.map(&Array::from([0.0f32, 100.0])), Array::from([0.0, 100.0]));
//! ```
//!
//! # `#[inline(always)]`, also on helpers
//!
//! **Write `#[inline(always)]` above every `apply`, and above every function that it calls with
//! vectors.** Such a function becomes part of a loop that is compiled for one instruction set. If
//! it is not inlined, the compiler must assume the lowest common one, and each operation on a
//! vector becomes a call: the loop may take 38 times as long. Debug builds check this when an
//! operation first runs, and print a warning on standard error.
//!
//! # What to know
//!
//! - A parameter is a field of the type.
//! - All values of an operation have the same number of lanes. `f32` and `i32` go together, `f32`
//!   and `f64` do not: such an operation does not compile.
//! - 16-bit floats are computed as `f32`; truth values are [`Mask`]s, of the type [`Truth`].

use crate::call::Call;
use crate::infallible::infallible;
use crate::operand::Read;
use crate::reductions::{reduce_axes, reduce_axes_into};
use crate::{Array, Axes, Element, Operand, Output, Result, bf16, f16};
use core::any::type_name;
use tightloop_array_core::Complex;
use tightloop_dispatch::{Kernel, ReduceKernel, reduce_all};

pub use tightloop_kernels::{
    Binary, BlockFold, ComplexVector, Cost, Cplx, Float, Fold, Int, Isa, Lane, Mask, MaskOf,
    Ternary, Truth, Unary, Value, Vector,
};
use tightloop_kernels::{ComputedAs, Natural, Streamed};

/// How an operation on elements of type `T` stores results of the value `Self`: numbers as
/// themselves, truth values as `bool`. Results for 16-bit floats are 16-bit floats, too, although
/// they are computed as `f32`.
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

/// Runs an operation of one value ([`Unary`]) over arrays.
///
/// The operation gets all that our own functions have: broadcasting, any strides, the best level of
/// the CPU, threads. Its loops are compiled in your crate, once per level. Our own functions are
/// compiled already, so prefer `exp(&x)` to `Exp.map(&x)`.
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
/// A predicate is a `Unary<T, Truth<T>>`, and results in `bool`:
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
/// All values of an operation must have the same number of lanes. A register of `f32` has twice as
/// many as one of `f64`, so this does not compile:
///
/// ```compile_fail
/// # use tightloop::{Isa, Unary, UnaryExt, Vector};
/// struct Widened;
///
/// impl Unary<f32, f64> for Widened {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f64> {
///         Vector::splat(x.isa, 0.0)
///     }
/// }
///
/// Widened.map(&[1.0f32]);
/// ```
pub trait UnaryExt<X: Streamed, Y: Streamed>: Unary<X, Y> + Sized {
    /// Applies the operation to each element of `x`, into a new array.
    ///
    /// # Panics
    ///
    /// If allocation fails, as `Vec` does.
    #[inline]
    #[track_caller]
    fn map<T: Natural<Value = X>>(&self, x: impl Operand<T>) -> Array<Y::Element>
    where
        Y: StoredFor<T>,
    {
        infallible(Call::user(self, const { &Kernel::unary::<X, Y>() }).new_array((Read(&x),)))
    }

    /// Applies the operation to each element of `x`, into existing memory.
    ///
    /// # Errors
    ///
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `x` does not broadcast to the shape of
    /// `out`. Then nothing has been written.
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

    /// Applies the operation to each element of `x`, in place.
    #[inline]
    fn map_assign<T: Natural<Value = X> + ComputedAs<Y>>(&self, x: impl Output<T>)
    where
        Y: StoredFor<T, Element = T>,
    {
        infallible(Call::user(self, const { &Kernel::unary::<X, Y>() }).assign(x, ()))
    }

    /// Reduces the results along one or more axes, as if they were an array, in one pass over the
    /// operands: see [`FoldExt::fold_axis`]. The bits are those of the reduction of that array.
    ///
    /// # Errors
    ///
    /// Those of [`FoldExt::fold_axis`], and [`Error::Broadcast`](crate::Error::Broadcast) if the
    /// shapes do not broadcast together.
    fn map_reduce_axis<T: Natural<Value = X>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        x: impl Operand<T>,
        axes: impl Axes,
    ) -> Result<Array<<F::Out as StoredFor<T>>::Element>>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::unary::<X, Y>() };
        let fold = (const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() }, fold);
        Call::user(self, kernel).reduced(fold, (Read(&x),), axes)
    }

    /// Reduces all results to one, as [`map_reduce_axis`](Self::map_reduce_axis).
    ///
    /// # Errors
    ///
    /// Those of [`map_reduce_axis`](Self::map_reduce_axis).
    fn map_reduce<T: Natural<Value = X>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        x: impl Operand<T>,
    ) -> Result<<F::Out as StoredFor<T>>::Element>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::unary::<X, Y>() };
        let fold = (const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() }, fold);
        Call::user(self, kernel).reduced_to_one(fold, (Read(&x),))
    }
}

impl<X: Streamed, Y: Streamed, Op: Unary<X, Y>> UnaryExt<X, Y> for Op {}

/// Runs an operation of two values ([`Binary`]) over arrays, as [`UnaryExt`] does with one.
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
    /// Applies the operation to the elements of `a` and `b`, which broadcast, into a new array.
    ///
    /// # Errors
    ///
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if the shapes do not broadcast together.
    /// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    ///   [`Error::Allocation`](crate::Error::Allocation) if the result does not fit into memory.
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

    /// Applies the operation to the elements of `a` and `b`, into existing memory.
    ///
    /// # Errors
    ///
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if the shapes of `a` and `b` do not
    ///   broadcast together.
    /// - [`Error::OutputShape`](crate::Error::OutputShape) if the result does not broadcast to the
    ///   shape of `out`.
    ///
    /// If there is an error, nothing has been written.
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

    /// Applies the operation to the elements of `a` and `b`, and writes the results over `a`.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`](crate::Error::Broadcast) or
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `b` does not broadcast to the shape of
    /// `a`. Then nothing has been written.
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

    /// Reduces the results along one or more axes, as if they were an array, in one pass over the
    /// operands: see [`FoldExt::fold_axis`]. The bits are those of the reduction of that array.
    ///
    /// # Errors
    ///
    /// Those of [`FoldExt::fold_axis`], and [`Error::Broadcast`](crate::Error::Broadcast) if the
    /// shapes do not broadcast together.
    fn map_reduce_axis<
        T: Natural<Value = A>,
        U: Natural<Value = B>,
        F: BlockFold<Y, Out: Streamed>,
    >(
        &self,
        fold: &F,
        a: impl Operand<T>,
        b: impl Operand<U>,
        axes: impl Axes,
    ) -> Result<Array<<F::Out as StoredFor<T>>::Element>>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::binary::<A, B, Y>() };
        let fold = (const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() }, fold);
        Call::user(self, kernel).reduced(fold, (Read(&a), Read(&b)), axes)
    }

    /// Reduces all results to one, as [`map_reduce_axis`](Self::map_reduce_axis).
    ///
    /// # Errors
    ///
    /// Those of [`map_reduce_axis`](Self::map_reduce_axis).
    fn map_reduce<T: Natural<Value = A>, U: Natural<Value = B>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        a: impl Operand<T>,
        b: impl Operand<U>,
    ) -> Result<<F::Out as StoredFor<T>>::Element>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::binary::<A, B, Y>() };
        let fold = (const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() }, fold);
        Call::user(self, kernel).reduced_to_one(fold, (Read(&a), Read(&b)))
    }
}

impl<A: Streamed, B: Streamed, Y: Streamed, Op: Binary<A, B, Y>> BinaryExt<A, B, Y> for Op {}

/// Runs an operation of three values ([`Ternary`]) over arrays, as [`UnaryExt`] does with one.
///
/// ```
/// use tightloop::{Array, Isa, Ternary, TernaryExt, Vector};
///
/// struct Clip;
///
/// impl Ternary<f64> for Clip {
///     #[inline(always)]
///     fn apply<S: Isa>(
///         &self,
///         x: Vector<S, f64>,
///         low: Vector<S, f64>,
///         high: Vector<S, f64>,
///     ) -> Vector<S, f64> {
///         x.max(low).min(high)
///     }
/// }
///
/// let x = Array::from([[-1.0, 0.5], [2.0, 3.0]]);
/// assert_eq!(Clip.map(&x, 0.0, &[1.0, 2.5])?, Array::from([[0.0, 0.5], [1.0, 2.5]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub trait TernaryExt<A: Streamed, B: Streamed, C: Streamed, Y: Streamed>:
    Ternary<A, B, C, Y> + Sized
{
    /// Applies the operation to the elements of `a`, `b` and `c`, which broadcast, into a new
    /// array.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map`].
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

    /// Applies the operation to the elements of `a`, `b` and `c`, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_into`].
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

    /// Applies the operation to the elements of `a`, `b` and `c`, and writes the results over `a`.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_assign`].
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

    /// Reduces the results along one or more axes, as if they were an array, in one pass over the
    /// operands: see [`FoldExt::fold_axis`]. The bits are those of the reduction of that array.
    ///
    /// # Errors
    ///
    /// Those of [`FoldExt::fold_axis`], and [`Error::Broadcast`](crate::Error::Broadcast) if the
    /// shapes do not broadcast together.
    fn map_reduce_axis<
        T: Natural<Value = A>,
        U: Natural<Value = B>,
        V: Natural<Value = C>,
        F: BlockFold<Y, Out: Streamed>,
    >(
        &self,
        fold: &F,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
        axes: impl Axes,
    ) -> Result<Array<<F::Out as StoredFor<T>>::Element>>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::ternary::<A, B, C, Y>() };
        let fold = (const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() }, fold);
        Call::user(self, kernel).reduced(fold, (Read(&a), Read(&b), Read(&c)), axes)
    }

    /// Reduces all results to one, as [`map_reduce_axis`](Self::map_reduce_axis).
    ///
    /// # Errors
    ///
    /// Those of [`map_reduce_axis`](Self::map_reduce_axis).
    fn map_reduce<
        T: Natural<Value = A>,
        U: Natural<Value = B>,
        V: Natural<Value = C>,
        F: BlockFold<Y, Out: Streamed>,
    >(
        &self,
        fold: &F,
        a: impl Operand<T>,
        b: impl Operand<U>,
        c: impl Operand<V>,
    ) -> Result<<F::Out as StoredFor<T>>::Element>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::ternary::<A, B, C, Y>() };
        let fold = (const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() }, fold);
        Call::user(self, kernel).reduced_to_one(fold, (Read(&a), Read(&b), Read(&c)))
    }
}

impl<A: Streamed, B: Streamed, C: Streamed, Y: Streamed, Op: Ternary<A, B, C, Y>>
    TernaryExt<A, B, C, Y> for Op
{
}

/// Runs an operation of up to six values of one type (`Unary<[X; N]>`) over arrays.
///
/// All operands have the same Rust type: to mix arrays, slices and views, take a `view()` of each.
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
/// Seven values do not compile:
///
/// ```compile_fail
/// # use tightloop::{Isa, NaryExt, Unary, Vector};
/// # struct First;
/// # impl<const N: usize> Unary<[f64; N], f64> for First {
/// #     #[inline(always)]
/// #     fn apply<S: Isa>(&self, x: [Vector<S, f64>; N]) -> Vector<S, f64> {
/// #         x[0]
/// #     }
/// # }
/// let x = [1.0];
/// First.map_n([&x; 7]);
/// ```
pub trait NaryExt<X: Streamed, Y: Streamed, const N: usize>: Unary<[X; N], Y> + Sized {
    /// Applies the operation to the elements of `inputs`, which broadcast, into a new array.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map`].
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

    /// Applies the operation to the elements of `inputs`, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`BinaryExt::map_into`].
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

    /// Reduces the results along one or more axes, as if they were an array, in one pass over the
    /// operands: see [`FoldExt::fold_axis`]. The bits are those of the reduction of that array.
    ///
    /// # Errors
    ///
    /// Those of [`FoldExt::fold_axis`], and [`Error::Broadcast`](crate::Error::Broadcast) if the
    /// shapes do not broadcast together.
    fn map_n_reduce_axis<T: Natural<Value = X>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        inputs: [impl Operand<T>; N],
        axes: impl Axes,
    ) -> Result<Array<<F::Out as StoredFor<T>>::Element>>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() };
        let fold = (const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() }, fold);
        Call::user(self, kernel).reduced(
            fold,
            inputs.each_ref().map(|input| input.operand().0),
            axes,
        )
    }

    /// Reduces all results to one, as [`map_n_reduce_axis`](Self::map_n_reduce_axis).
    ///
    /// # Errors
    ///
    /// Those of [`map_n_reduce_axis`](Self::map_n_reduce_axis).
    fn map_n_reduce<T: Natural<Value = X>, F: BlockFold<Y, Out: Streamed>>(
        &self,
        fold: &F,
        inputs: [impl Operand<T>; N],
    ) -> Result<<F::Out as StoredFor<T>>::Element>
    where
        Y: StoredFor<T>,
        F::Out: StoredFor<T>,
    {
        let kernel = const { &Kernel::<Self, [T; N], _>::unary::<[X; N], Y>() };
        let fold = (const { &ReduceKernel::<F, Y::Element, _>::fold::<Y>() }, fold);
        Call::user(self, kernel)
            .reduced_to_one(fold, inputs.each_ref().map(|input| input.operand().0))
    }
}

impl<X: Streamed, Y: Streamed, const N: usize, Op: Unary<[X; N], Y>> NaryExt<X, Y, N> for Op {}

/// Runs a reduction ([`Fold`] or [`BlockFold`]) over arrays: one of your own, or one of
/// [`ops`](crate::ops).
///
/// ```
/// use tightloop::{Array, Binary, BinaryExt, Fold, FoldExt, Isa, Vector, ops};
///
/// /// The number of elements above a limit.
/// struct CountAbove(f64);
///
/// impl Fold<f64> for CountAbove {
///     type Acc = f64;
///     type Out = f64;
///     const ALLOWS_EMPTY: bool = true;
///
///     #[inline(always)]
///     fn identity<S: Isa>(&self, s: S) -> Vector<S, f64> {
///         Vector::splat(s, 0.0)
///     }
///
///     #[inline(always)]
///     fn step<S: Isa>(&self, acc: Vector<S, f64>, x: Vector<S, f64>) -> Vector<S, f64> {
///         x.gt(x.like(self.0)).select(acc + 1.0, acc)
///     }
///
///     #[inline(always)]
///     fn merge<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
///         a + b
///     }
///
///     #[inline(always)]
///     fn finish<S: Isa>(&self, acc: Vector<S, f64>, _count: usize) -> Vector<S, f64> {
///         acc
///     }
/// }
///
/// let x = Array::from([[1.0, 5.0], [7.0, 9.0]]);
/// assert_eq!(CountAbove(4.0).fold(&x)?, 3.0);
/// assert_eq!(CountAbove(4.0).fold_axis(&x, 0)?, Array::from([1.0, 2.0]));
///
/// // The results of an operation are reduced in the same pass over memory.
/// struct SquaredDifference;
///
/// impl Binary<f64> for SquaredDifference {
///     #[inline(always)]
///     fn apply<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
///         (a - b) * (a - b)
///     }
/// }
///
/// assert_eq!(SquaredDifference.map_reduce(&ops::Sum, &x, 1.0)?, 0.0 + 16.0 + 36.0 + 64.0);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub trait FoldExt<X: Streamed>: BlockFold<X, Out: Streamed> + Sized {
    /// Reduces all elements to one.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyReduction`](crate::Error::EmptyReduction) if there are none, and the reduction
    /// does not [allow](Fold::ALLOWS_EMPTY) that.
    fn fold<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
    ) -> Result<<Self::Out as StoredFor<T>>::Element>
    where
        Self::Out: StoredFor<T>,
    {
        let kernel = const { &ReduceKernel::<Self, T, _>::fold::<X>() };
        x.lend(|x| reduce_all(type_name::<Self>(), kernel, self, x))
    }

    /// Reduces the elements along one or more axes.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) or
    ///   [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if these are not axes of `x`.
    /// - [`Error::EmptyReduction`](crate::Error::EmptyReduction) as for [`fold`](Self::fold).
    /// - [`Error::Allocation`](crate::Error::Allocation) if the results do not fit into memory.
    fn fold_axis<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
    ) -> Result<Array<<Self::Out as StoredFor<T>>::Element>>
    where
        Self::Out: StoredFor<T>,
    {
        let kernel = const { &ReduceKernel::<Self, T, _>::fold::<X>() };
        reduce_axes(type_name::<Self>(), kernel, self, x, axes)
    }

    /// Reduces the elements along one or more axes, into existing memory.
    ///
    /// # Errors
    ///
    /// Those of [`fold_axis`](Self::fold_axis), and
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `out` does not have the shape of the
    /// result. Then nothing has been written.
    fn fold_axis_into<T: Natural<Value = X>>(
        &self,
        x: impl Operand<T>,
        axes: impl Axes,
        out: impl Output<<Self::Out as StoredFor<T>>::Element>,
    ) -> Result<()>
    where
        Self::Out: StoredFor<T>,
    {
        let kernel = const { &ReduceKernel::<Self, T, _>::fold::<X>() };
        reduce_axes_into(type_name::<Self>(), kernel, self, x, axes, out)
    }
}

impl<X: Streamed, F: BlockFold<X, Out: Streamed>> FoldExt<X> for F {}

//! User kernels: operations and loops of your own.
//!
//! [`custom`](crate::custom#which-trait-runs-what) and [`simd`](crate::simd#which-way-to-go) have
//! tables of all ways. This chapter tries them on the Huber loss: `x^2 / 2` up to a distance, and a
//! straight line beyond.
//!
//! | level | you write | memory | may use a value twice |
//! |:--|:--|:--|:--|
//! | calls | nothing | a temporary array per call | yes |
//! | [`lazy`](mod@crate::lazy) | an expression on arrays | one pass | by reading its array twice |
//! | [`ufunc!`](crate::ufunc) | a formula on registers | one pass | yes |
//! | a trait of [`custom`](crate::custom) | the same, and its types | one pass | yes |
//! | [`simd`](crate::simd) | the loop | yours | yes |
//!
//! Go down only as far as you must. All but calls compile a loop in your crate, for each level of
//! the CPU. All have the same bits.
//!
//! # From calls to `ufunc!`
//!
//! ```
//! use tightloop::prelude::*;
//! use tightloop::{lazy, ops};
//!
//! let x = Array::from([-3.0, -0.5, 0.0, 4.0]);
//! // Calls: seven passes.
//! let (distance, delta) = (abs(&x), 1.0);
//! let inside = 0.5 * square(&x);
//! let outside = delta * (&distance - 0.5 * delta);
//! let by_calls = select(less_equal(&distance, delta)?, inside, outside)?;
//! assert_eq!(by_calls, Array::from([2.5, 0.125, 0.0, 3.5]));
//!
//! // An expression: one pass, which computes the distance twice.
//! let distance = lazy(&x).abs();
//! let outside = delta * (distance - 0.5 * delta);
//! let by_lazy = distance.less_equal(delta).select(0.5 * lazy(&x).square(), outside).eval()?;
//! assert_eq!(by_lazy, by_calls);
//! // An operation: one pass, and a name. Constants are numbers; parameters are fields.
//! ufunc! {
//!     /// The Huber loss.
//!     struct Huber {
//!         delta: f64,
//!     }(x: f64) -> f64 {
//!         let distance = x.abs();
//!         let outside = delta * (distance - 0.5 * delta);
//!         distance.le(x.like(delta)).select(0.5 * (x * x), outside)
//!     }
//! }
//! assert_eq!(Huber { delta: 1.0 }.map(&x), by_calls);
//!
//! // Masked, and reduced in the same pass.
//! let (huber, mut out) = (Huber { delta: 1.0 }, [0.0; 4]);
//! huber.map_masked_into(&x, &[true, true, false, false], &mut out)?;
//! assert_eq!(out, [2.5, 0.125, 0.0, 0.0]);
//! assert_eq!(huber.map_reduce(&ops::Mean, &x)?, (2.5 + 0.125 + 3.5) / 4.0);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! A comparison gives a mask, which `select`s between two registers: both sides are computed for
//! all lanes. There is no `if`. [`Vector`](crate::Vector) has all methods.
//!
//! Threads share an operation, and elements come in any order. So it cannot carry anything from one
//! to the next: that is what reductions and scans are for.
//!
//! # Two results in one pass
//!
//! [`ufunc!`](crate::ufunc) stops at three numbers and one result. Beyond, implement the trait:
//! here of the loss and its derivative.
//!
//! ```
//! use tightloop::{Array, Isa, NaryPairExt, Unary, Vector};
//!
//! struct LossAndSlope {
//!     delta: f64,
//! }
//!
//! impl Unary<[f64; 2], (f64, f64)> for LossAndSlope {
//!     #[inline(always)] // on this, and on every function that it calls with vectors
//!     fn apply<S: Isa>(&self, [x, y]: [Vector<S, f64>; 2]) -> (Vector<S, f64>, Vector<S, f64>) {
//!         let error = x - y;
//!         let slope = error.min(x.like(self.delta)).max(x.like(-self.delta));
//!         (slope * (error - 0.5 * slope), slope)
//!     }
//! }
//!
//! let (x, y) = (Array::from([4.0, 1.5]), Array::from([1.0, 1.0]));
//! let (loss, slope) = LossAndSlope { delta: 1.0 }.map_n_pair([&x, &y])?;
//! assert_eq!((loss.to_vec(), slope.to_vec()), (vec![2.5, 0.125], vec![1.0, 0.5]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Reductions and scans
//!
//! A reduction whose accumulator is an element is an operation of two values:
//! [`SequenceExt`](crate::SequenceExt) reduces with it, and accumulates. One with an accumulator of
//! its own is a [`Fold`](crate::Fold).
//!
//! ```
//! use tightloop::{Array, Fold, FoldExt, Isa, SequenceExt, Vector, ufunc};
//!
//! ufunc! {
//!     /// The larger of a level that decays, and a new one.
//!     struct PeakHold {
//!         decay: f64,
//!     }(peak: f64, x: f64) -> f64 {
//!         (peak * decay).max(x)
//!     }
//! }
//!
//! let x = Array::from([[8.0, 0.0, 1.0, 3.0]]);
//! let peaks = PeakHold { decay: 0.5 }.accumulate_axis(&x, 1)?;
//! assert_eq!(peaks, Array::from([[8.0, 4.0, 2.0, 3.0]]));
//!
//! /// The root of the mean of squares.
//! struct RootMeanSquare;
//!
//! impl Fold<f64> for RootMeanSquare {
//!     type Acc = f64;
//!     type Out = f64;
//!     const ALLOWS_EMPTY: bool = false;
//!     #[inline(always)]
//!     fn identity<S: Isa>(&self, s: S) -> Vector<S, f64> {
//!         Vector::splat(s, 0.0)
//!     }
//!     #[inline(always)]
//!     fn step<S: Isa>(&self, sum: Vector<S, f64>, x: Vector<S, f64>) -> Vector<S, f64> {
//!         x.mul_add(x, sum)
//!     }
//!     #[inline(always)]
//!     fn merge<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
//!         a + b
//!     }
//!     #[inline(always)]
//!     fn finish<S: Isa>(&self, sum: Vector<S, f64>, count: usize) -> Vector<S, f64> {
//!         (sum / count as f64).sqrt()
//!     }
//! }
//!
//! assert_eq!(RootMeanSquare.fold(&[1.0, 7.0])?, 5.0);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Loops over slices
//!
//! What looks at neighbours is no operation on elements. If views can say it, let them: a sum of
//! three shifted views is [`lazy`](mod@crate::lazy), in one pass. Else write the loop, as
//! [`simd`](crate::simd) shows; it runs on this thread, at the level of the CPU.
//!
//! ```
//! use tightloop::simd::{self, Isa, Kernel, Vector};
//! use tightloop::{Array, lazy};
//!
//! /// `y[i]` is the median of `x[i]` to `x[i + 2]`.
//! struct MedianOf3<'a> {
//!     x: &'a [f32],
//!     y: &'a mut [f32],
//! }
//!
//! impl Kernel for MedianOf3<'_> {
//!     type Output = ();
//!     #[inline(always)]
//!     fn run<S: Isa>(self, s: S) {
//!         let lanes = Vector::<S, f32>::LANES;
//!         for (i, y) in self.y.chunks_mut(lanes).enumerate() {
//!             let x = &self.x[i * lanes..];
//!             let [a, b, c] = [x, &x[1..], &x[2..]];
//!             let (a, b) = (Vector::from_slice(s, a), Vector::from_slice(s, b));
//!             let c = Vector::from_slice(s, c);
//!             a.min(b).max(a.max(b).min(c)).write_to(y);
//!         }
//!     }
//! }
//!
//! let (x, mut y) = ([1.0, 9.0, 2.0, 3.0, -5.0], [0.0; 3]);
//! simd::run(MedianOf3 { x: &x, y: &mut y });
//! assert_eq!(y, [2.0, 3.0, 2.0]);
//! let x = Array::from(x);
//! let mean = (lazy(x.slice(..-2)?) + x.slice(1..-1)? + x.slice(2..)?) / 3.0;
//! assert_eq!(mean.eval()?, Array::from([4.0, 14.0 / 3.0, 0.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```

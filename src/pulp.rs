//! The bridge to [`pulp`](https://docs.rs/pulp/0.22), in both directions (feature `pulp`).
//!
//! **Kernels that are written for it run under our dispatch.** [`with_simd`] runs a [`WithSimd`] at
//! the [`Level`](crate::Level) of the call: the best one of the CPU, or that of
//! [`with_level`](crate::with_level) or `TIGHTLOOP_LEVEL`. [`with_simd_chunks`] cuts slices, runs a
//! kernel on each chunk, on the threads that our calls take, too, and gives the results in order.
//!
//! ```
//! use tightloop::pulp::{Simd, WithSimd, with_simd_chunks};
//!
//! /// The sum of the squares.
//! struct Energy<'a>(&'a [f64]);
//!
//! impl WithSimd for Energy<'_> {
//!     type Output = f64;
//!
//!     #[inline(always)]
//!     fn with_simd<S: Simd>(self, simd: S) -> f64 {
//!         let (body, rest) = S::as_simd_f64s(self.0);
//!         let zero = simd.splat_f64s(0.0);
//!         let sums = body.iter().fold(zero, |sum, &x| simd.mul_add_f64s(x, x, sum));
//!         rest.iter().fold(simd.reduce_sum_f64s(sums), |sum, x| sum + x * x)
//!     }
//! }
//!
//! let x = vec![0.5; 1_000_000];
//! let parts = with_simd_chunks(&x[..], 1 << 16, Energy)?;
//! assert_eq!(parts.len(), 16);
//! assert_eq!(parts.iter().sum::<f64>(), 250_000.0);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! **Its operations work inside ours.** In an operation on [`Vector`](crate::Vector)s, `isa.pulp()`
//! is the token of `pulp` for the same registers; `to_pulp` and `from_pulp` of
//! [`Vector`](crate::Vector::to_pulp), of all number types, and of [`Mask`](crate::Mask::to_pulp),
//! for lanes of four and eight bytes, cost nothing or next to nothing. So an operation gets
//! whatever `pulp` has, and broadcasting, dispatch, strides and threads from us.
//!
//! ```
//! use tightloop::pulp::Simd;
//! use tightloop::{Array, Binary, BinaryExt, Isa, Vector};
//!
//! /// The upper half of each product, which vectors of ours do not have.
//! struct MultiplyHigh;
//!
//! impl Binary<u32> for MultiplyHigh {
//!     #[inline(always)]
//!     fn apply<S: Isa>(&self, x: Vector<S, u32>, y: Vector<S, u32>) -> Vector<S, u32> {
//!         let (_, high) = x.isa.pulp().widening_mul_u32s(x.to_pulp(), y.to_pulp());
//!         Vector::from_pulp(x.isa, high)
//!     }
//! }
//!
//! let x = Array::from([[1u32 << 31, 3], [1 << 20, u32::MAX]]);
//! assert_eq!(MultiplyHigh.map(&x, &[2u32, 1 << 31])?, Array::from([[1, 1], [0, 0x7fff_ffff]]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! | level | token | registers |
//! |---|---|---|
//! | `avx512` | `pulp::x86::V4` | 64 bytes |
//! | `avx2` | `pulp::x86::V3` | 32 bytes |
//! | `neon` | `pulp::aarch64::Neon` | 16 bytes |
//! | `scalar` | `pulp::Scalar` | one number |
//!
//! A token is only made where every feature that it names has been found.
//!
//! # Outside of the promise of the same bits
//!
//! What `pulp` computes is up to `pulp`. The same on all levels are arithmetic that rounds once
//! (`add`, `sub`, `mul`, `div`, `sqrt`, `mul_add`), wrapping integers, bits, comparisons and
//! selections. These are not:
//!
//! - methods with `_e` in their names fuse a product and a sum if that is fast, and only then;
//! - `min` and `max` of floats differ where one is NaN, or zeros have two signs;
//! - `reduce_sum`, and any sum that a kernel keeps a register of: the order depends on the number
//!   of lanes (as it does in the first example, where all sums are exact);
//! - products of complex numbers.
//!
//! Neither the chunks of [`with_simd_chunks`] nor the order of its results depend on the number of
//! threads.

pub use tightloop_dispatch::pulp::{Slices, with_simd, with_simd_chunks};
pub use tightloop_kernels::isa::Bridge;
pub use tightloop_kernels::pulp::{PulpLane, PulpMask, Simd, WithSimd};

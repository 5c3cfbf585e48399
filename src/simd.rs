//! Loops of your own over slices, at the best level of the CPU: no arrays, no threads.
//!
//! A [`Kernel`] is any code on [`Vector`]s: [`run`] compiles it for every level, and runs it at the
//! [current](crate::Level::current) one. Vectors are loaded from slices and written to them, a
//! register at a time. All of it is safe code.
//!
//! ```
//! use tightloop::simd::{self, Isa, Kernel, Vector};
//!
//! /// `y[i] = x[i + 1] - x[i]`: `y` has an element less than `x`.
//! struct Differences<'a> {
//!     x: &'a [f32],
//!     y: &'a mut [f32],
//! }
//!
//! impl Kernel for Differences<'_> {
//!     type Output = ();
//!
//!     #[inline(always)] // must be here, and on every function that handles vectors for it
//!     fn run<S: Isa>(self, s: S) {
//!         let Some(next) = self.x.get(1..) else { return };
//!         let lanes = Vector::<S, f32>::LANES;
//!         let inputs = self.x.chunks(lanes).zip(next.chunks(lanes));
//!         for ((x, next), y) in inputs.zip(self.y.chunks_mut(lanes)) {
//!             (Vector::from_slice(s, next) - Vector::from_slice(s, x)).write_to(y);
//!         }
//!     }
//! }
//!
//! let mut y = [0.0; 3];
//! simd::run(Differences { x: &[1.0, 2.0, 4.0, 8.0], y: &mut y });
//! assert_eq!(y, [1.0, 2.0, 4.0]);
//! ```
//!
//! # Which way to go
//!
//! | You have | use |
//! |:--|:--|
//! | a function of the catalogue | it: [`exp_into`](crate::exp_into) takes slices, too |
//! | a formula that is used once, on arrays | [`lazy`](mod@crate::lazy) |
//! | a formula of up to three numbers | [`ufunc!`](crate::ufunc) |
//! | a formula of more numbers, of complex ones, or with two results | an operation: [`custom`](crate::custom) |
//! | a formula, and slices without arrays, on this thread | [`map_into`], [`map2_into`], [`map_assign`] |
//! | a loop that is no formula of each element: neighbours, tables, states | [`run`] |
//!
//! Operations over arrays broadcast, take any strides, and use threads. What is here does none of
//! that, so it costs only the loop.
//!
//! # Slices
//!
//! [`Vector::from_slice`] loads as many elements as a register has lanes. If the slice has fewer,
//! the other lanes are 0, or a number of your choice ([`Vector::from_slice_or`]).
//! [`Vector::write_to`] writes as many as the slice has room for. So the same code takes whole
//! registers and the rest, and nothing panics. [`Mask`]s do the same with `bool`. Slices need no
//! alignment.
//!
//! In a loop over `chunks_exact`, whose rest is computed after it, the compiler knows that each
//! chunk is a whole register; with `chunks`, as above, that is tested once per register.
//!
//! # The same bits everywhere
//!
//! A formula on each lane has the same bits at every level. The number of lanes differs: 1, 4, 8 or
//! 16 of `f32`. So do not let a result depend on it: a sum that adds up what is in each lane, for
//! instance, is rounded differently at each level. [`FoldExt`](crate::FoldExt) and
//! [`map_reduce`](crate::UnaryExt::map_reduce) have one order for all.
//!
//! # `#[inline(always)]`
//!
//! Write it on [`run`](Kernel::run), and on every function that it calls with vectors. A function
//! that is not inlined is compiled without the instruction set, so each operation on a vector is a
//! call. Closures cannot have the attribute: pass no vectors to them. Debug builds check operations
//! ([`map_into`] and its kin) and print a warning, but not kernels, which they cannot try.

pub use tightloop_dispatch::simd::{Kernel, map_assign, map_into, map2_into, run};
pub use tightloop_kernels::{Isa, Mask, MaskOf, Vector};

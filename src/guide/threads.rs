//! Threads: how calls are cut into pieces, and who runs them.
//!
//! There is nothing to switch on. With the feature `rayon`, which is on by default, a large call is
//! cut into pieces, and the threads of rayon's current pool run them. Without it, every call runs
//! on its thread.
//!
//! # When a call is cut
//!
//! A piece must be worth a thread. That depends on the work per element:
//!
//! | | a piece has at least |
//! |:--|:--|
//! | `add`, `select`, copies | 131,072 elements |
//! | `divide`, `sqrt`, [operations of your own](super::kernels) | 32,768 |
//! | `exp`, `sin`, `pow` | 8,192 |
//! | sums, extremes and other reductions | 65,536 |
//! | running sums | 32,768 |
//! | products of matrices | 4 million multiplications, as of 160 by 160 by 160 |
//!
//! Smaller calls run on the calling thread, and do not even start a pool. These numbers are tuned,
//! and may change. An operation of your own may say what it costs, by [`COST`](crate::Unary::COST).
//!
//! # Fewer threads, or none
//!
//! [`with_threads`](crate::with_threads) limits the pieces of all calls that are made inside, on
//! this thread. [`threads`](crate::threads()) returns the limit.
//!
//! ```
//! use tightloop::{Array, exp, threads, with_threads};
//!
//! let x = Array::linspace(-1.0, 1.0, 100_000)?;
//! let on_one = with_threads(1, || exp(&x));
//! let on_four = with_threads(4, || exp(&x));
//! assert_eq!(on_one, on_four);
//! assert_eq!(with_threads(4, threads), 4);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # The same bits
//!
//! Results do not depend on the number of pieces, nor on which of them ends first. Sums do not,
//! either: their order is fixed, and pieces are parts of it.
//!
//! ```
//! use tightloop::{Array, matmul, sin, sum, with_threads};
//!
//! let x = sin(&Array::<f64>::linspace(0.0, 1e6, 1_000_000)?);
//! let a = x.slice(..40_000)?.reshape(&[200, 200])?;
//! let run = || Ok::<_, tightloop::Error>((sum(&x).to_bits(), matmul(a, a.t())?));
//! let on_one = with_threads(1, run)?;
//! for n in 2..5 {
//!     assert_eq!(with_threads(n, run)?, on_one);
//! }
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Pools
//!
//! The pool is rayon's current one: inside `pool.install(..)`, that pool, and else the global one,
//! which the first large call starts. So a program decides as it does for rayon: by
//! `RAYON_NUM_THREADS`, by `ThreadPoolBuilder`, or by a pool for a part of the program.
//!
//! ```
//! # #[cfg(feature = "rayon")] {
//! use tightloop::{Array, sqrt, threads};
//!
//! let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
//! let x = Array::<f32>::ones(&[1_000_000])?;
//! let y = pool.install(|| {
//!     assert_eq!(threads(), 2);
//!     sqrt(&x)
//! });
//! assert_eq!(y, x);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Calls inside tasks
//!
//! If you have many independent problems, run these in parallel, and each call on its own thread:
//! that is one fork and join in place of one per call. Calls may be cut all the same, and do not
//! deadlock. `with_threads` counts for the thread that it is called on, so write it inside the
//! task.
//!
//! ```
//! # #[cfg(feature = "rayon")] {
//! use rayon::prelude::*;
//! use tightloop::{Array, softmax_assign, sum_axis, with_threads};
//!
//! let mut batches = vec![Array::<f64>::ones(&[50, 4])?; 8];
//! batches.par_iter_mut().try_for_each(|batch| {
//!     with_threads(1, || softmax_assign(batch, 1))
//! })?;
//! assert_eq!(sum_axis(&batches[7], 1)?, Array::ones(&[50])?);
//! # }
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! Arrays and views are `Send` and `Sync`, and mutable views of rows, or of lanes along any axis,
//! go to different threads:
//!
//! ```
//! use tightloop::{Array, exp_assign};
//!
//! let mut x = Array::<f64>::zeros(&[2, 3])?;
//! std::thread::scope(|scope| {
//!     for row in x.rows_mut() {
//!         scope.spawn(|| exp_assign(row));
//!     }
//! });
//! assert_eq!(x, Array::ones(&[2, 3])?);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Locks and `fork`
//!
//! A thread that waits for pieces of its call runs other tasks of the pool meanwhile. Do not hold a
//! lock or a `RefCell` borrow across a large call, and do not make one after `fork`, unless inside
//! `with_threads(1, ..)`: see [the front page](crate#stack-locks-and-fork).

//! Profiling: which calls take the time, and what to do about it.
//!
//! Turn on the feature `profile`, which costs a build two small crates, and calls next to nothing
//! until you ask. Then [`profile`](../../profile/index.html) records every call between `start` and
//! `stop`, of all threads:
//!
//! ```
//! # #[cfg(feature = "profile")] {
//! use tightloop::prelude::*;
//! use tightloop::profile;
//!
//! let x = Array::<f64>::linspace(0.0, 1.0, 4000)?.into_shape(&[2000, 2])?;
//! let (a, b) = (x.slice((.., 0))?, x.slice((.., 1))?);
//! profile::start();
//! for _ in 0..100 {
//!     sum(&square(subtract(&a, &b)?));
//! }
//! profile::stop();
//! println!("{}", profile::report());
//! # let text = profile::report().to_string();
//! # assert!(text.contains("subtract f64 f64 -> f64, tiles"), "{text}");
//! # assert!(text.contains("`subtract` allocates its output 100 times, 1.60 MB in all"), "{text}");
//! # assert!(text.contains("operand 1 of `subtract` has a stride of 2 elements"), "{text}");
//! # }
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! ```text
//! 300 calls took 394 µs.
//!
//!     time      %  per call  elements       rate  of limit  allocated  call
//!   198 µs   50.2   1.98 µs    2.00 k  24.3 GB/s      19 %    1.60 MB  subtract f64 f64 -> ..
//!   147 µs   37.4   1.47 µs    2.00 k  21.7 GB/s      17 %    1.60 MB  square f64 -> f64, ..
//!  48.8 µs   12.4    488 ns    2.00 k  32.8 GB/s      25 %             sum f64 -> f64, lines, ..
//!
//! What to try:
//! - `subtract` allocates its output 100 times, 1.60 MB in all:
//!   `subtract_into` writes into memory that is there
//! - operand 1 of `subtract` has a stride of 2 elements, so it goes through tiles:
//!   store it in the order in which it is read
//! ..
//! ```
//!
//! (Columns with the numbers of calls and threads are left out here.)
//!
//! # How to read it
//!
//! Begin at the top: most of the time goes to the first few rows. Then ask, in this order:
//!
//! 1. **Many calls, few elements?** Then calls are what takes the time. Add an axis, and make one
//!    call of many.
//! 2. **`tiles`?** Elements are not neighbours in memory, or have another dtype than the loop.
//!    Store them as they are used: a matrix by columns if columns are read.
//! 3. **`allocated`?** Write into what is there: [`preallocating`](super::preallocating).
//! 4. **Near the limit?** Then this row cannot become much faster: move fewer bytes, by
//!    [`fusing`](super::fusing) it with its neighbours, or by a [smaller dtype](super::dtypes).
//! 5. **Far from the limit?** Functions such as `exp` compute more than they move: that is their
//!    speed. On one thread of many, with few elements, they may be worth [threads](super::threads)
//!    of yours, around them.
//!
//! The example `profile` does this with a small program, from 8 passes over memory to one.
//!
//! # Single calls
//!
//! `explain` says what a call does, and why it takes the path that it takes:
//!
//! ```
//! # #[cfg(feature = "profile")] {
//! use tightloop::profile::{Path, explain};
//! use tightloop::{Array, matmul};
//!
//! let a = Array::<f32>::ones(&[300, 300])?;
//! let vector = explain(|| matmul(&a, a.slice(0)?));
//! println!("{vector}");
//! assert_eq!(vector.calls()[0].path(), Path::Vector);
//! assert_eq!(vector.calls()[0].operations(), 2 * 300 * 300);
//! # }
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! ```text
//! matmul f32 f32 -> f32, vector:
//!   a vector, or a few: the matrix is read once, without packing
//!   operand 3 is new memory
//!   300 elements, 1 thread, level avx2, 11.2 µs
//! ```
//!
//! # Time lines
//!
//! While calls are recorded, each is also a span of the crate `tracing`. Its subscribers write what
//! other tools open: `tracing-chrome`, for instance, files for Chrome and Perfetto. They show calls
//! on a time line per thread, within the spans of your own program:
//!
//! ```text
//! let (layer, _guard) = tracing_chrome::ChromeLayerBuilder::new().include_args(true).build();
//! tracing_subscriber::registry().with(layer).init();
//! tightloop::profile::start();
//! ```

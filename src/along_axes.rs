//! Weighted averages, differences and softmax: functions along axes that are made of reductions and
//! elementwise operations.
//!
//! | NumPy, SciPy | here |
//! |:--|:--|
//! | `np.average(x, weights=w)` | [`average(&x, &w)?`](average) |
//! | `np.average(x, axis=0, weights=w)` | [`average_axis(&x, 0, &w)?`](average_axis) |
//! | `np.diff(x, axis=0)`, `np.diff(x, 2, 0)` | [`diff(&x, 0)?`](diff), [`diff_n(&x, 2, 0)?`](diff_n) |
//! | `scipy.special.logsumexp(x)` | [`logsumexp(&x)`](logsumexp) |
//! | `scipy.special.logsumexp(x, axis=0)` | [`logsumexp_axis(&x, 0)?`](logsumexp_axis) |
//! | `scipy.special.softmax(x, axis=0)` | [`softmax(&x, 0)?`](softmax) |
//! | `scipy.special.log_softmax(x, axis=0)` | [`log_softmax(&x, 0)?`](log_softmax) |
//!
//! Large arrays are computed in pieces, whose intermediate results stay in the caches. So functions
//! that write into existing memory need at most some 100 KiB of memory to work with, whatever the
//! size of the arrays. Results do not depend on the pieces: along any axes, each is a function of
//! the elements along them in C order, whatever the order of memory; except for weights of the
//! shape of `x` that are added up along several axes at once, which is done in the order of memory.

mod average;
mod differences;
mod logsumexp;
mod pieces;
mod softmax;
mod terms;

pub use average::{average, average_axis, average_axis_into};
pub use differences::{diff, diff_into, diff_n, diff_n_into};
pub use logsumexp::{logsumexp, logsumexp_axis, logsumexp_axis_into};
pub use softmax::{
    log_softmax, log_softmax_assign, log_softmax_into, softmax, softmax_assign, softmax_into,
};

//! A few elements of a line of any stride, to and from registers.

use crate::isa::{Isa, MAX_LANES};
use crate::stored::Stored;
use crate::value::Value;

/// Loads `count` elements, `stride` apart. The other lanes may be anything.
///
/// # Safety
/// The elements are valid for reads, and at most as many as there are lanes.
#[inline(always)]
pub(super) unsafe fn load_line<S: Isa, X: Value, E: Stored<X>>(
    s: S,
    p: *const E,
    stride: isize,
    count: usize,
) -> X::Of<S> {
    // SAFETY: the elements are valid for reads, and `line` holds one for each lane.
    unsafe {
        if stride == 1 {
            return if count == X::lanes::<S>() {
                E::load(s, p)
            } else {
                E::load_partial(s, p, count, E::splat(s, E::ZERO))
            };
        }
        if stride == 0 {
            return E::splat(s, p.read());
        }
        let mut line = [E::ZERO; MAX_LANES];
        for (i, x) in line.iter_mut().take(count).enumerate() {
            *x = p.offset(i as isize * stride).read();
        }
        E::load(s, line.as_ptr())
    }
}

/// Stores the first `count` lanes as elements that are `stride` apart.
///
/// # Safety
/// The elements are valid for writes, and at most as many as there are lanes.
#[inline(always)]
pub(super) unsafe fn store_line<S: Isa, X: Value, E: Stored<X>>(
    s: S,
    p: *mut E,
    stride: isize,
    count: usize,
    x: X::Of<S>,
) {
    // SAFETY: the elements are valid for writes, and `line` holds one for each lane.
    unsafe {
        if stride == 1 {
            return if count == X::lanes::<S>() {
                E::store(s, p, x)
            } else {
                E::store_partial(s, p, count, x)
            };
        }
        let mut line = [E::ZERO; MAX_LANES];
        E::store(s, line.as_mut_ptr(), x);
        for (i, &x) in line.iter().take(count).enumerate() {
            p.offset(i as isize * stride).write(x);
        }
    }
}

//! Operations on slices, on the ISAs that the CPU has.

use crate::support::Available;
use tightloop_kernels::isa::{Isa, Scalar, Vectorize};
use tightloop_kernels::{Float, Stored, Unary, Value, Vector};

/// Applies `op` to each element of `x`.
struct Map<'a, Op, T> {
    op: &'a Op,
    x: &'a [T],
}

impl<Op, T> Clone for Map<'_, Op, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Op, T> Copy for Map<'_, Op, T> {}

impl<Op: Unary<T>, T: Float + Stored<T>> Vectorize for Map<'_, Op, T> {
    type Output = Vec<T>;

    #[inline(always)]
    fn call<S: Isa>(self, s: S) -> Vec<T> {
        let mut y = vec![T::ZERO; self.x.len()];
        let lanes = T::lanes::<S>();
        for (x, y) in self.x.chunks(lanes).zip(y.chunks_mut(lanes)) {
            let n = x.len();
            // SAFETY: both chunks hold `n` elements.
            unsafe {
                if n == lanes {
                    T::store(s, y.as_mut_ptr(), self.op.apply::<S>(T::load(s, x.as_ptr())));
                } else {
                    let padded = T::load_partial(s, x.as_ptr(), n, T::splat(s, T::ONE));
                    T::store_partial(s, y.as_mut_ptr(), n, self.op.apply::<S>(padded));
                }
            }
        }
        y
    }
}

/// Applies `op` to each element, on the best ISA.
pub fn on_best<Op: Unary<T>, T: Float + Stored<T>>(op: Op, x: &[T]) -> Vec<T> {
    let best = Available::all().pop().expect("every CPU has the scalar one");
    best.vectorize(Map { op: &op, x })
}

/// Applies `op` to each element, on every ISA, and panics if two of them differ.
pub fn on_every<Op: Unary<T>, T: Float + Stored<T>>(op: Op, x: &[T]) -> Vec<T> {
    let map = Map { op: &op, x };
    let y = Scalar::new().vectorize(map);
    for isa in Available::all() {
        for ((x, y), z) in x.iter().zip(&y).zip(isa.vectorize(map)) {
            assert!(same_bits(*y, z), "{isa:?} gives {z:?} at {x:?}, scalar gives {y:?}");
        }
    }
    y
}

/// Returns whether two numbers are the same: NaNs are, 0 and -0 are not.
fn same_bits<T: Float>(a: T, b: T) -> bool {
    let [a, b] = [a, b].map(|x| Vector::splat(Scalar::new(), x));
    a.to_bits().eq(b.to_bits()).any() || (a.is_nan() & b.is_nan()).any()
}

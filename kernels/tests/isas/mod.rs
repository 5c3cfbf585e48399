//! Operations run on slices, on the ISAs that the CPU has.

#[cfg(target_arch = "aarch64")]
use tightloop_kernels::isa::Neon;
#[cfg(target_arch = "x86_64")]
use tightloop_kernels::isa::{Avx2, Avx512};
use tightloop_kernels::isa::{Isa, Scalar, Vectorize};
use tightloop_kernels::{Float, Stored, Unary, Value, Vector};

/// `op` of each element of `x`.
struct Map<'a, Op, T> {
    op: &'a Op,
    x: &'a [T],
}

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

/// An operation on a slice, compiled for one ISA.
type Compiled<Op, T> = fn(&Op, &[T]) -> Vec<T>;

/// The ISAs that the CPU has, slowest first.
fn available<Op: Unary<T>, T: Float + Stored<T>>() -> Vec<(&'static str, Compiled<Op, T>)> {
    let mut isas: Vec<(&'static str, Compiled<Op, T>)> =
        vec![("scalar", |op, x| Scalar::new().vectorize(Map { op, x }))];
    #[cfg(target_arch = "aarch64")]
    // SAFETY: all 64-bit ARM CPUs have NEON.
    isas.push(("neon", |op, x| unsafe { Neon::new_unchecked() }.vectorize(Map { op, x })));
    #[cfg(target_arch = "x86_64")]
    {
        let avx2 = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("fma")
            && is_x86_feature_detected!("f16c")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt");
        if avx2 {
            // SAFETY: the CPU has all of its features.
            isas.push(("avx2", |op, x| unsafe { Avx2::new_unchecked() }.vectorize(Map { op, x })));
        }
        let avx512 = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512cd")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        if avx2 && avx512 {
            // SAFETY: the CPU has all of its features.
            isas.push(("avx512", |op, x| unsafe { Avx512::new_unchecked() }.vectorize(Map { op, x })));
        }
    }
    isas
}

/// `op` of each element, on the best ISA.
pub fn on_best<Op: Unary<T>, T: Float + Stored<T>>(op: Op, x: &[T]) -> Vec<T> {
    let (_, best) = available().pop().expect("every CPU has the scalar one");
    best(&op, x)
}

/// `op` of each element, on every ISA; fails the test where two of them differ.
pub fn on_every<Op: Unary<T>, T: Float + Stored<T>>(op: Op, x: &[T]) -> Vec<T> {
    let mut isas = available().into_iter();
    let (_, reference) = isas.next().expect("every CPU has the scalar one");
    let y = reference(&op, x);
    for (name, isa) in isas {
        for ((x, y), z) in x.iter().zip(&y).zip(isa(&op, x)) {
            assert!(same_bits(*y, z), "{name} gives {z:?} at {x:?}, scalar gives {y:?}");
        }
    }
    y
}

/// Whether two numbers are the same: 0 and -0 are not, NaNs are.
fn same_bits<T: Float>(a: T, b: T) -> bool {
    let [a, b] = [a, b].map(|x| Vector::splat(Scalar::new(), x));
    a.to_bits().eq(b.to_bits()).any() || (a.is_nan() & b.is_nan()).any()
}

//! Operations on slices, on the ISAs that the CPU has.

use crate::support::Available;
use core::marker::PhantomData;
use tightloop_array_core::C64;
use tightloop_kernels::isa::{Isa, Scalar, Vectorize};
use tightloop_kernels::{Binary, ComplexVector, Cplx, Float, Stored, Unary, Value, Vector};

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

/// Applies `op` to each pair of elements of `x` and `y`.
struct MapPairs<'a, Op, T> {
    op: &'a Op,
    x: &'a [T],
    y: &'a [T],
}

impl<Op, T> Clone for MapPairs<'_, Op, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Op, T> Copy for MapPairs<'_, Op, T> {}

impl<Op: Binary<T>, T: Float + Stored<T>> Vectorize for MapPairs<'_, Op, T> {
    type Output = Vec<T>;

    #[inline(always)]
    fn call<S: Isa>(self, s: S) -> Vec<T> {
        let mut z = vec![T::ZERO; self.x.len()];
        let lanes = T::lanes::<S>();
        let inputs = self.x.chunks(lanes).zip(self.y.chunks(lanes));
        for ((x, y), z) in inputs.zip(z.chunks_mut(lanes)) {
            let (n, one) = (x.len(), T::splat(s, T::ONE));
            // SAFETY: all chunks hold `n` elements.
            unsafe {
                let x = T::load_partial(s, x.as_ptr(), n, one);
                let y = T::load_partial(s, y.as_ptr(), n, one);
                T::store_partial(s, z.as_mut_ptr(), n, self.op.apply::<S>(x, y));
            }
        }
        z
    }
}

/// Applies `op` to each element, on the best ISA.
pub fn on_best<Op: Unary<T>, T: Float + Stored<T>>(op: Op, x: &[T]) -> Vec<T> {
    best(Map { op: &op, x })
}

/// Applies `op` to each pair of elements, on the best ISA.
pub fn on_best_pairs<Op: Binary<T>, T: Float + Stored<T>>(op: Op, x: &[T], y: &[T]) -> Vec<T> {
    best(MapPairs { op: &op, x, y })
}

/// Runs `f` on the best ISA.
fn best<F: Vectorize>(f: F) -> F::Output {
    Available::all().pop().expect("every CPU has the scalar one").vectorize(f)
}

/// Applies `op` to each element, on every ISA, and panics if two of them differ.
pub fn on_every<Op: Unary<T>, T: Float + Stored<T>>(op: Op, x: &[T]) -> Vec<T> {
    every(Map { op: &op, x }, |i| format!("{:?}", x[i]))
}

/// Applies `op` to each pair of elements, on every ISA, and panics if two of them differ.
pub fn on_every_pairs<Op: Binary<T>, T: Float + Stored<T>>(op: Op, x: &[T], y: &[T]) -> Vec<T> {
    every(MapPairs { op: &op, x, y }, |i| format!("{:?} and {:?}", x[i], y[i]))
}

/// Applies `op` to each complex number, on every ISA, and panics if two of them differ.
pub fn on_every_complex<Op: Unary<Cplx<f64>>>(op: Op, x: &[C64]) -> Vec<C64> {
    struct OfFirst<Op>(Op);
    impl<Op: Unary<Cplx<f64>>> Binary<Cplx<f64>> for OfFirst<Op> {
        #[inline(always)]
        fn apply<S: Isa>(
            &self,
            a: ComplexVector<S, f64>,
            _: ComplexVector<S, f64>,
        ) -> ComplexVector<S, f64> {
            self.0.apply(a)
        }
    }
    on_every_complex_pairs::<Cplx<f64>, _>(OfFirst(op), x, x)
}

/// Applies `op` to each pair of complex numbers, which it computes as `V`, on every ISA, and panics
/// if two of them differ.
pub fn on_every_complex_pairs<V: Value, Op: Binary<V>>(op: Op, x: &[C64], y: &[C64]) -> Vec<C64>
where
    C64: Stored<V>,
{
    let map = MapComplex::<_, V> { op: &op, x, y, value: PhantomData };
    let expected = Scalar::new().vectorize(map);
    for isa in Available::all() {
        for (i, (a, b)) in expected.iter().zip(isa.vectorize(map)).enumerate() {
            let same = same_bits(a.re, b.re) && same_bits(a.im, b.im);
            assert!(same, "{isa:?} gives {b} at {:?} and {:?}, scalar gives {a}", x[i], y[i]);
        }
    }
    expected
}

/// Applies `op` to each pair of complex numbers of `x` and `y`, computed as `V`.
struct MapComplex<'a, Op, V> {
    op: &'a Op,
    x: &'a [C64],
    y: &'a [C64],
    value: PhantomData<V>,
}

impl<Op, V> Clone for MapComplex<'_, Op, V> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Op, V> Copy for MapComplex<'_, Op, V> {}

impl<V: Value, Op: Binary<V>> Vectorize for MapComplex<'_, Op, V>
where
    C64: Stored<V>,
{
    type Output = Vec<C64>;

    #[inline(always)]
    fn call<S: Isa>(self, s: S) -> Vec<C64> {
        let mut z = vec![C64::ZERO; self.x.len()];
        let lanes = V::lanes::<S>();
        let inputs = self.x.chunks(lanes).zip(self.y.chunks(lanes));
        for ((x, y), z) in inputs.zip(z.chunks_mut(lanes)) {
            let (n, one) = (x.len(), <C64 as Stored<V>>::splat(s, C64::ONE));
            // SAFETY: all chunks hold `n` elements.
            unsafe {
                let x = <C64 as Stored<V>>::load_partial(s, x.as_ptr(), n, one);
                let y = <C64 as Stored<V>>::load_partial(s, y.as_ptr(), n, one);
                <C64 as Stored<V>>::store_partial(s, z.as_mut_ptr(), n, self.op.apply::<S>(x, y));
            }
        }
        z
    }
}

/// Runs `f` on every ISA, and panics if two of them differ. `argument` names that of a result.
fn every<F: Vectorize<Output = Vec<T>> + Copy, T: Float>(
    f: F,
    argument: impl Fn(usize) -> String,
) -> Vec<T> {
    let expected = Scalar::new().vectorize(f);
    for isa in Available::all() {
        for (i, (y, z)) in expected.iter().zip(isa.vectorize(f)).enumerate() {
            let at = || argument(i);
            assert!(same_bits(*y, z), "{isa:?} gives {z:?} at {}, scalar gives {y:?}", at());
        }
    }
    expected
}

/// Returns whether two numbers are the same: NaNs are, 0 and -0 are not.
fn same_bits<T: Float>(a: T, b: T) -> bool {
    let [a, b] = [a, b].map(|x| Vector::splat(Scalar::new(), x));
    a.to_bits().eq(b.to_bits()).any() || (a.is_nan() & b.is_nan()).any()
}

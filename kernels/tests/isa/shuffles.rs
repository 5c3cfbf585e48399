//! Registers whose lanes change places.

use crate::memory::Legible;
use crate::on_every_isa;
use crate::plain::{Plain, PlainFloat, Random, Same};
use num_complex::Complex;
use std::any::type_name;
use std::marker::PhantomData;
use tightloop_kernels::gemm::Term;
use tightloop_kernels::isa::{Isa, Lanes, MAX_FLOATS, MAX_LANES, Vectorize};
use tightloop_kernels::{Cplx, Interleaved, Truth, Value, Vector};

/// Every second lane of two registers.
struct Deinterleaved<'a, V: Legible>(&'a [V::Number]);

impl<V: Legible> Clone for Deinterleaved<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<V: Legible> Copy for Deinterleaved<'_, V> {}

impl<V: Legible> Vectorize for Deinterleaved<'_, V> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let lanes = V::lanes::<S>();
        for numbers in self.0.windows(2 * MAX_LANES).step_by(lanes) {
            let (x, y) = numbers.split_at(MAX_LANES);
            let both: Vec<_> = x[..lanes].iter().chain(&y[..lanes]).copied().collect();
            let found = V::deinterleave::<S>(V::write(s, x), V::write(s, y));
            for (first, found) in found.into_iter().enumerate() {
                let expected = both.iter().skip(first).step_by(2);
                let found = V::read::<S>(found);
                assert!(
                    found.len() == lanes && found.iter().zip(expected).all(|(a, &b)| a.same(b)),
                    "{}: {}: {both:?} from {first} on gives {found:?}",
                    type_name::<S>(),
                    type_name::<V>()
                );
            }
        }
    }
}

/// Bytes in elements of several sizes.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl Vectorize for Bytes<'_> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let bytes = <S as Lanes<u8>>::LANES;
        for size in [1, 2, 4, 8, 16].into_iter().filter(|&size| size <= bytes) {
            let elements = |x: &[u8]| x.chunks(size).map(<[u8]>::to_vec).collect::<Vec<_>>();
            for numbers in self.0.windows(2 * MAX_LANES).step_by(7) {
                let (x, y) = numbers.split_at(MAX_LANES);
                let [a, b] = [x, y].map(|part| u8::write(s, part).register);
                let read = |x| elements(&u8::read(Vector::<S, u8>::new(s, x)));
                let what = format!("{}: elements of {size} bytes", type_name::<S>());
                let mut backwards = elements(&x[..bytes]);
                backwards.reverse();
                assert_eq!(read(s.reversed(a, size)), backwards, "{what}");
                if bytes > size {
                    let both = elements(&[&x[..bytes], &y[..bytes]].concat());
                    let every = |first| both.iter().skip(first).step_by(2).cloned().collect();
                    let [even, odd]: [Vec<_>; 2] = [every(0), every(1)];
                    assert_eq!(read(s.even(a, b, size)), even, "{what}");
                    assert_eq!(read(s.odd(a, b, size)), odd, "{what}");
                }
            }
        }
    }
}

/// The columns of lines of numbers.
#[derive(Clone, Copy)]
struct Columns<T>(PhantomData<T>);

impl<T: Term + Plain> Vectorize for Columns<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let (lanes, numbers) = (<T as Value>::lanes::<S>(), T::samples(400));
        for (stride, offset) in [(MAX_FLOATS, 0), (19, 3), (0, 5)] {
            let mut lines = [numbers.as_ptr(); MAX_FLOATS];
            for (i, line) in lines.iter_mut().enumerate() {
                *line = &raw const numbers[i * stride];
            }
            for count in 1..=lanes {
                // SAFETY: the lines have these numbers, and the CPU has the ISA.
                let columns = unsafe { T::load_columns(s, &lines, offset as isize, count) };
                for (t, &column) in columns.iter().take(count).enumerate() {
                    let expected = (0..lanes).map(|i| numbers[i * stride + offset + t]);
                    let found = T::read::<S>(column);
                    assert!(
                        found.iter().zip(expected).all(|(a, b)| a.same(b)),
                        "{}: {}: column {t} of {count}, {stride} apart: {found:?}",
                        type_name::<S>(),
                        type_name::<T>()
                    );
                }
            }
        }
    }
}

#[test]
fn lines_become_columns() {
    on_every_isa(Columns::<f32>(PhantomData));
    on_every_isa(Columns::<f64>(PhantomData));
    on_every_isa(Columns::<i32>(PhantomData));
    on_every_isa(Columns::<i64>(PhantomData));
}

#[test]
fn lanes_change_places() {
    let mut random = Random(0x0dd);
    let bools: Vec<bool> = (0..1_000).map(|_| random.next() & 1 == 1).collect();
    macro_rules! all {
        ($($t:ident)*) => {$(
            on_every_isa(Deinterleaved::<$t>(&<$t as Plain>::samples(400)));
            on_every_isa(Deinterleaved::<Truth<$t>>(&bools));
        )*};
    }
    all! { i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
    fn complex<T: PlainFloat>()
    where
        Complex<T>: Same,
    {
        let pairs = T::pairs();
        let numbers: Vec<_> = pairs.iter().map(|&[re, im]| Complex { re, im }).take(400).collect();
        on_every_isa(Deinterleaved::<Cplx<T>>(&numbers));
        on_every_isa(Deinterleaved::<Interleaved<T>>(&numbers));
    }
    complex::<f32>();
    complex::<f64>();
    let bytes: Vec<u8> = (0..1_000).map(|_| random.next() as u8).collect();
    on_every_isa(Bytes(&bytes));
}

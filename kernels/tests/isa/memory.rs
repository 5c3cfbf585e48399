//! Loads and stores: of elements that are stored as they are computed, and of others.

use crate::plain::{Plain, PlainFloat, Random, Same};
use crate::register;
use crate::{on_every_isa, on_lanes};
use half::{bf16, f16};
use num_complex::Complex;
use std::any::type_name;
use std::marker::PhantomData;
use tightloop_array_core::Element;
use tightloop_kernels::isa::{Isa, MAX_LANES, Vectorize};
use tightloop_kernels::{
    ComplexVector, Cplx, Interleaved, InterleavedVector, Stored, Truth, Value, Vector,
};

/// A value whose registers can be made and read without the loads and stores under test.
pub(crate) trait Legible: Value {
    /// One lane, outside of registers.
    type Number: Same;
    /// Makes registers of the first numbers of at least `MAX_LANES`.
    fn write<S: Isa>(s: S, numbers: &[Self::Number]) -> Self::Of<S>;
    /// The lanes.
    fn read<S: Isa>(x: Self::Of<S>) -> Vec<Self::Number>;
}

impl<T: Plain> Legible for T {
    type Number = T;
    fn write<S: Isa>(s: S, numbers: &[T]) -> Vector<S, T> {
        let mut register = Vector::splat(s, T::ZERO).register;
        assert!(size_of_val(&register) <= size_of_val(numbers));
        // SAFETY: the register is as large as the numbers, and any bits are valid in it.
        unsafe {
            std::ptr::copy_nonoverlapping(
                numbers.as_ptr(),
                (&raw mut register).cast(),
                Vector::<S, T>::LANES,
            );
        }
        Vector::new(s, register)
    }
    fn read<S: Isa>(x: Vector<S, T>) -> Vec<T> {
        (0..Vector::<S, T>::LANES).map(|i| x.lane(i)).collect()
    }
}

impl<T: Plain> Legible for Truth<T> {
    type Number = bool;
    fn write<S: Isa>(s: S, numbers: &[bool]) -> Self::Of<S> {
        let lanes: Vec<T> = numbers.iter().map(|&x| if x { T::ONE } else { T::ZERO }).collect();
        T::write(s, &lanes).eq(Vector::splat(s, T::ONE))
    }
    fn read<S: Isa>(x: Self::Of<S>) -> Vec<bool> {
        (0..Vector::<S, T>::LANES).map(|i| x.to_bits() >> i & 1 == 1).collect()
    }
}

impl<T: PlainFloat> Legible for Cplx<T> {
    type Number = Complex<T>;
    fn write<S: Isa>(s: S, numbers: &[Complex<T>]) -> ComplexVector<S, T> {
        let re: Vec<T> = numbers.iter().map(|x| x.re).collect();
        let im: Vec<T> = numbers.iter().map(|x| x.im).collect();
        ComplexVector { re: T::write(s, &re), im: T::write(s, &im) }
    }
    fn read<S: Isa>(x: ComplexVector<S, T>) -> Vec<Complex<T>> {
        T::read(x.re).into_iter().zip(T::read(x.im)).map(|(re, im)| Complex { re, im }).collect()
    }
}

impl<T: PlainFloat> Legible for Interleaved<T> {
    type Number = Complex<T>;
    fn write<S: Isa>(s: S, numbers: &[Complex<T>]) -> InterleavedVector<S, T> {
        let parts: Vec<T> = numbers.iter().flat_map(|x| [x.re, x.im]).collect();
        InterleavedVector([&parts[..], &parts[T::lanes::<S>()..]].map(|parts| T::write(s, parts)))
    }
    fn read<S: Isa>(x: InterleavedVector<S, T>) -> Vec<Complex<T>> {
        let parts = x.0.map(T::read).concat();
        parts.chunks(2).map(|part| Complex { re: part[0], im: part[1] }).collect()
    }
}

/// Elements of type `E`, loaded into registers of `V` and stored from them.
struct Memory<'a, E, V: Legible> {
    elements: &'a [E],
    numbers: &'a [V::Number],
    widen: fn(E) -> V::Number,
    narrow: fn(V::Number) -> E,
}

impl<E, V: Legible> Clone for Memory<'_, E, V> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E, V: Legible> Copy for Memory<'_, E, V> {}

impl<E: Stored<V> + Same, V: Legible> Vectorize for Memory<'_, E, V> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let what = format!("{}: {} as {}", type_name::<S>(), type_name::<E>(), type_name::<V>());
        let lanes = V::lanes::<S>();
        let elements: Vec<E> =
            self.elements.iter().copied().cycle().take(self.elements.len() + lanes).collect();
        let numbers: Vec<V::Number> =
            self.numbers.iter().copied().cycle().take(self.numbers.len() + MAX_LANES).collect();

        for (at, part) in elements.chunks_exact(lanes).enumerate() {
            // SAFETY: `part` holds `MAX_LANES` elements, at least one per lane.
            let found = V::read::<S>(unsafe { E::load(s, part.as_ptr()) });
            for (&x, found) in part.iter().zip(found) {
                let expected = (self.widen)(x);
                assert!(
                    found.same(expected),
                    "{what}: load of {x:?} gives {found:?}, not {expected:?}"
                );
                let splat = if at % 16 == 0 { V::read::<S>(E::splat(s, x)) } else { Vec::new() };
                assert!(
                    splat.iter().all(|found| found.same(expected)),
                    "{what}: splat of {x:?} gives {splat:?}"
                );
            }
        }
        for part in numbers.windows(MAX_LANES).step_by(lanes) {
            let mut found = [E::ZERO; MAX_LANES];
            // SAFETY: `found` holds `MAX_LANES` elements, at least one per lane.
            unsafe { E::store(s, found.as_mut_ptr(), V::write(s, part)) };
            for (&x, found) in part.iter().zip(found).take(lanes) {
                let expected = (self.narrow)(x);
                assert!(
                    found.same(expected),
                    "{what}: store of {x:?} gives {found:?}, not {expected:?}"
                );
            }
        }

        // At every alignment, and every number of elements.
        for start in 0..lanes {
            let fill = &numbers[start..][..MAX_LANES];
            let registers = V::write(s, fill);
            for n in 0..=lanes {
                let part = &elements[start..][..n];
                // SAFETY: `part` holds `n` elements.
                let found =
                    V::read::<S>(unsafe { E::load_partial(s, part.as_ptr(), n, registers) });
                let expected =
                    part.iter().map(|&x| (self.widen)(x)).chain(fill[n..].iter().copied());
                let same = found.iter().zip(expected).all(|(a, b)| a.same(b));
                assert!(
                    same,
                    "{what}: load of {n} elements {part:?} over {fill:?} gives {found:?}"
                );

                let mut found = vec![E::ONE; start + n + MAX_LANES];
                // SAFETY: `found` holds more than `n` elements after `start`.
                unsafe { E::store_partial(s, found[start..].as_mut_ptr(), n, registers) };
                self.check_stored(&what, &found, start, n, fill);
            }
            let mut found = vec![E::ONE; start + lanes + MAX_LANES];
            // SAFETY: `found` holds more than one element per lane after `start`.
            unsafe { E::store(s, found[start..].as_mut_ptr(), registers) };
            self.check_stored(&what, &found, start, lanes, fill);
        }
    }
}

impl<E: Stored<V> + Same, V: Legible> Memory<'_, E, V> {
    /// Checks that `found` has `n` of the numbers at `start`, and ones before and after.
    fn check_stored(&self, what: &str, found: &[E], start: usize, n: usize, numbers: &[V::Number]) {
        for (i, found) in found.iter().enumerate() {
            let stored = (start..start + n).contains(&i);
            let expected = if stored { (self.narrow)(numbers[i - start]) } else { E::ONE };
            assert!(
                found.same(expected),
                "{what}: store of {n} at {start} gives {found:?} at {i}, not {expected:?}"
            );
        }
    }
}

/// Lists the types that are their own lanes.
macro_rules! as_themselves {
    ($($t:ident)*) => {$({
        let numbers = <$t as Plain>::samples(300);
        let same: fn($t) -> $t = |x| x;
        on_every_isa(Memory::<$t, $t> {
            elements: &numbers,
            numbers: &numbers,
            widen: same,
            narrow: same,
        });
    })*};
}

#[test]
fn numbers_as_themselves() {
    as_themselves! { i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
}

/// All 16-bit floats, and all numbers halfway between two of them, with their neighbours.
fn sixteen_bits<H: Element>(of_bits: fn(u16) -> H, widen: fn(H) -> f32) -> (Vec<H>, Vec<f32>) {
    let elements: Vec<H> = (0..=u16::MAX).map(of_bits).collect();
    let mut numbers = <f32 as Plain>::samples(5_000);
    for pair in elements.windows(2) {
        let (a, b) = (widen(pair[0]), widen(pair[1]));
        // The difference is exact; the sum might overflow.
        let middle = a + (b - a) / 2.0;
        numbers.extend([a, middle, middle.next_up(), middle.next_down()]);
    }
    (elements, numbers)
}

#[test]
fn half_precision_floats() {
    let (elements, mut numbers) = sixteen_bits(f16::from_bits, f16::to_f32_const);
    // The first number that is rounded to infinity, and the last one that is not.
    numbers.extend([65504.0, 65519.996, 65520.0, 65536.0, -65519.996, -65520.0]);
    let (widen, narrow) = (f16::to_f32_const, f16::from_f32_const);
    on_every_isa(Memory::<f16, f32> { elements: &elements, numbers: &numbers, widen, narrow });
}

#[test]
fn brain_floats() {
    let (elements, numbers) = sixteen_bits(bf16::from_bits, bf16::to_f32_const);
    let (widen, narrow) = (bf16::to_f32_const, bf16::from_f32_const);
    on_every_isa(Memory::<bf16, f32> { elements: &elements, numbers: &numbers, widen, narrow });
}

/// Lists the lanes whose truth values are stored as `bool`.
macro_rules! truths {
    ($($t:ident)*) => {$(
        let mut random = Random(0x7247);
        let bools: Vec<bool> = (0..1_000).map(|_| random.next() & 1 == 1).collect();
        on_every_isa(Memory::<bool, Truth<$t>> {
            elements: &bools,
            numbers: &bools,
            widen: |x| x,
            narrow: |x| x,
        });
    )*};
}

#[test]
fn truths_as_bools() {
    truths! { i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
}

/// A stored mask consists of the bytes 0 and 1, however it was computed.
#[derive(Clone, Copy)]
struct BytesOfBools<T>(PhantomData<T>);

impl<T: Plain> Vectorize for BytesOfBools<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        for pair in T::pairs().chunks_exact(MAX_LANES) {
            let a = register(s, &pair.iter().map(|pair| pair[0]).collect::<Vec<_>>());
            let b = register(s, &pair.iter().map(|pair| pair[1]).collect::<Vec<_>>());
            let mut bytes = [7_u8; MAX_LANES + 1];
            // SAFETY: there is room for `MAX_LANES` bytes, at least one per lane.
            unsafe { <bool as Stored<Truth<T>>>::store(s, bytes.as_mut_ptr().cast(), !a.lt(b)) };
            for (i, &byte) in bytes.iter().enumerate() {
                let (isa, lanes) = (type_name::<S>(), type_name::<T>());
                if i < Vector::<S, T>::LANES {
                    let less = pair[i][0] < pair[i][1];
                    assert_eq!(byte, u8::from(!less), "{isa}: store_bools of {lanes}");
                } else {
                    assert_eq!(byte, 7, "{isa}: store_bools of {lanes} past the last lane");
                }
            }
        }
    }
}

/// Four masks are stored as if one by one.
#[derive(Clone, Copy)]
struct BoolsOfFour<T>(PhantomData<T>);

impl<T: Plain> Vectorize for BoolsOfFour<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let lanes = Vector::<S, T>::LANES;
        assert!(T::pairs().len() >= 4 * MAX_LANES);
        for pairs in T::pairs().chunks_exact(4 * MAX_LANES) {
            let round = [0, 1, 2, 3].map(|k| {
                let pairs = &pairs[k * lanes..k * lanes + MAX_LANES];
                let [a, b] = [0, 1]
                    .map(|i| register(s, &pairs.iter().map(|pair| pair[i]).collect::<Vec<_>>()));
                a.lt(b)
            });
            let mut bytes = [7_u8; 4 * MAX_LANES + 1];
            // SAFETY: there is room for four times `MAX_LANES` bytes, at least one per lane.
            unsafe { <bool as Stored<Truth<T>>>::store_round(s, bytes.as_mut_ptr().cast(), round) };
            let mut expected = [7_u8; 4 * MAX_LANES + 1];
            for (byte, pair) in expected.iter_mut().zip(&pairs[..4 * lanes]) {
                *byte = u8::from(pair[0] < pair[1]);
            }
            assert_eq!(bytes, expected, "{}: {}", type_name::<S>(), type_name::<T>());
        }
    }
}

#[test]
fn bools_of_four_are_in_order() {
    on_lanes! { BoolsOfFour: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
}

#[test]
fn bools_are_zero_or_one() {
    on_lanes! { BytesOfBools: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
}

/// Lists the types of the parts of complex numbers.
macro_rules! complex {
    ($($t:ident)*) => {$(
        let pairs = <$t as Plain>::pairs();
        let numbers: Vec<_> = pairs.iter().map(|&[re, im]| Complex { re, im }).collect();
        on_every_isa(Memory::<Complex<$t>, Cplx<$t>> {
            elements: &numbers,
            numbers: &numbers,
            widen: |x| x,
            narrow: |x| x,
        });
        on_every_isa(Memory::<Complex<$t>, Interleaved<$t>> {
            elements: &numbers,
            numbers: &numbers,
            widen: |x| x,
            narrow: |x| x,
        });
        on_every_isa(InOrder(&numbers));
    )*};
}

/// Complex numbers in the order of memory, and the same ones with their parts in two registers.
struct InOrder<'a, T>(&'a [Complex<T>]);

impl<T> Clone for InOrder<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for InOrder<'_, T> {}

impl<T: PlainFloat> Vectorize for InOrder<'_, T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let lanes = T::lanes::<S>();
        for numbers in self.0.windows(2 * MAX_LANES).step_by(lanes) {
            let (x, y) = numbers.split_at(MAX_LANES);
            let [a, b] = [x, y].map(|numbers| Interleaved::<T>::write(s, numbers));
            let [re_im_a, re_im_b] = [x, y].map(|numbers| Cplx::<T>::write(s, numbers));
            let check = |what, found: InterleavedVector<S, T>, expected: ComplexVector<S, T>| {
                let found = Interleaved::<T>::read(found);
                let expected = Cplx::<T>::read(expected);
                let same = found.iter().zip(&expected).all(|(x, y)| x.same(*y));
                let isa = type_name::<S>();
                assert!(same, "{isa}: {what} of {x:?} and {y:?}: {found:?}, not {expected:?}");
            };
            check("sum", a + b, re_im_a + re_im_b);
            check("difference", a - b, re_im_a - re_im_b);
            check("product", a * b, re_im_a * re_im_b);
            check("negative", -a, -re_im_a);
            check("conjugate", a.conj(), re_im_a.conj());

            let mut image = vec![T::ZERO; 2 * lanes];
            let image = image.as_mut_ptr().cast::<u8>();
            // SAFETY: the image has room for the parts of each lane.
            let read = unsafe {
                Interleaved::<T>::to_image(image, lanes, 0, a);
                [
                    Interleaved::<T>::of_image(s, image, lanes, 0),
                    InterleavedVector(Cplx::<T>::of_image(s, image, lanes, 0).to_pairs()),
                ]
            };
            read.into_iter().for_each(|read| check("image", read, re_im_a));
            for n in 0..=lanes {
                let first = Cplx::<T>::first(n, re_im_a, re_im_b);
                check("first lanes", Interleaved::<T>::first(n, a, b), first);
            }
            let (spread, second) = (
                Cplx::<T>::spread::<S, 1>(re_im_a),
                Cplx::<T>::every_second::<S, 1>(re_im_a, re_im_b),
            );
            check("spread", Interleaved::<T>::spread::<S, 1>(a), spread);
            check("every second", Interleaved::<T>::every_second::<S, 1>(a, b), second);
        }
    }
}

#[test]
fn complex_numbers() {
    complex! { f32 f64 }
}

/// In blocks of every size, the last lane of every other one is spread, and blocks of two registers
/// alternate.
struct Blocks<'a, V: Legible>(&'a [V::Number]);

impl<V: Legible> Clone for Blocks<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<V: Legible> Copy for Blocks<'_, V> {}

impl<V: Legible> Vectorize for Blocks<'_, V> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        self.check::<S, 1>(s);
        self.check::<S, 2>(s);
        self.check::<S, 4>(s);
        self.check::<S, 8>(s);
        self.check::<S, 16>(s);
        self.check::<S, 32>(s);
        self.check::<S, 64>(s);
    }
}

impl<V: Legible> Blocks<'_, V> {
    fn check<S: Isa, const BLOCK: usize>(self, s: S) {
        let lanes = V::lanes::<S>();
        if BLOCK > lanes {
            return;
        }
        let what = format!("{}: blocks of {BLOCK} {}", type_name::<S>(), type_name::<V>());
        for numbers in self.0.windows(2 * MAX_LANES).step_by(lanes) {
            let (x, y) = numbers.split_at(MAX_LANES);
            let (a, b) = (V::write(s, x), V::write(s, y));
            let spread = V::read::<S>(V::spread::<S, BLOCK>(a));
            let second = V::read::<S>(V::every_second::<S, BLOCK>(a, b));
            for i in 0..lanes {
                let last_of_first = i / (2 * BLOCK) * 2 * BLOCK + BLOCK - 1;
                assert!(spread[i].same(x[last_of_first]), "{what}: {x:?} spread is {spread:?}");
                let expected = if i / BLOCK % 2 == 1 { x[i] } else { y[i] };
                // A block that is a register is the first one.
                let is_same = BLOCK == lanes || second[i].same(expected);
                assert!(is_same, "{what}: {x:?} and {y:?} give {second:?}");
            }
        }
    }
}

#[test]
fn lanes_are_spread_in_blocks() {
    let mut random = Random(0x5ca7);
    let bools: Vec<bool> = (0..1_000).map(|_| random.next() & 1 == 1).collect();
    macro_rules! all {
        ($($t:ident)*) => {$(
            on_every_isa(Blocks::<$t>(&<$t as Plain>::samples(400)));
            on_every_isa(Blocks::<Truth<$t>>(&bools));
        )*};
    }
    all! { i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
    let numbers: Vec<_> =
        f64::pairs().iter().map(|&[re, im]| Complex { re, im }).take(400).collect();
    on_every_isa(Blocks::<Cplx<f64>>(&numbers));
}

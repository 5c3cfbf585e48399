//! Numbers: each a lane of one [`Vector`].

use super::Value;
use crate::isa::{Isa, Lanes, MAX_LANES};
use crate::lane::{Int, Lane};
use crate::stored::Stored;
use crate::vector::Vector;
use bytemuck::cast;

// SAFETY: a register is `LANES` elements of `T`, and an image is a line of such elements.
unsafe impl<T: Lane> Value for T {
    type Of<S: Isa> = Vector<S, T>;
    // 64 bytes are 512 bits.
    const WIDEST: usize = 64 / size_of::<T>();
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        <T::On<S> as Lanes<T>>::LANES
    }
    const BYTES: usize = size_of::<T>();
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, _: usize, first: usize) -> Vector<S, T> {
        // SAFETY: the image holds `LANES` elements from number `first` on, by the contract of
        // `of_image`.
        Vector::new(s, unsafe { T::on(s).load(image.cast::<T>().add(first)) })
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, _: usize, first: usize, x: Vector<S, T>) {
        // SAFETY: the image has room for `LANES` elements from number `first` on, by the contract
        // of `to_image`.
        unsafe { T::on(x.isa).store(image.cast::<T>().add(first), x.register) }
    }
    #[inline(always)]
    fn ones<S: Isa>(s: S) -> Vector<S, T> {
        Vector::splat(s, T::ONE)
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        debug_assert!(n <= Vector::<S, T>::LANES);
        // SAFETY: a register is `LANES` elements of `T`, of which `n` are read.
        Vector::new(a.isa, unsafe {
            T::on(a.isa).load_partial((&raw const a.register).cast(), n, b.register)
        })
    }
    #[inline(always)]
    fn deinterleave<S: Isa>(a: Vector<S, T>, b: Vector<S, T>) -> [Vector<S, T>; 2] {
        if Vector::<S, T>::LANES == 1 {
            return [a, b];
        }
        let (s, size) = (a.isa, size_of::<T>());
        let [low, high] = [cast(a.register), cast(b.register)];
        [
            Vector::new(s, cast(s.even(low, high, size))),
            Vector::new(s, cast(s.odd(low, high, size))),
        ]
    }
    #[inline(always)]
    fn spread<S: Isa, const BLOCK: usize>(a: Vector<S, T>) -> Vector<S, T> {
        if Vector::<S, T>::LANES == 1 {
            return a;
        }
        let (s, bytes) = (a.isa, cast(a.register));
        Vector::new(
            s,
            cast(match size_of::<T>() {
                1 => s.spread::<1, BLOCK>(bytes),
                2 => s.spread::<2, BLOCK>(bytes),
                4 => s.spread::<4, BLOCK>(bytes),
                _ => s.spread::<8, BLOCK>(bytes),
            }),
        )
    }
    #[inline(always)]
    fn every_second<S: Isa, const BLOCK: usize>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        if Vector::<S, T>::LANES == 1 {
            return b;
        }
        match size_of::<T>() {
            1 => to_bits(blend::<S, u8, BLOCK>(to_bits(a), to_bits(b))),
            2 => to_bits(blend::<S, u16, BLOCK>(to_bits(a), to_bits(b))),
            4 => to_bits(blend::<S, u32, BLOCK>(to_bits(a), to_bits(b))),
            _ => to_bits(blend::<S, u64, BLOCK>(to_bits(a), to_bits(b))),
        }
    }
}

/// The bits of a register, as another register of the same size.
#[inline(always)]
fn to_bits<S: Isa, T: Lane, U: Lane>(x: Vector<S, T>) -> Vector<S, U> {
    Vector::new(x.isa, cast(x.register))
}

/// See [`Value::every_second`]. Integers are compared, as their masks are known when compiling.
#[inline(always)]
fn blend<S: Isa, T: Int, const BLOCK: usize>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
    let is_second = const { every_second::<T>(BLOCK) };
    // SAFETY: there is a number per lane.
    let is_second = unsafe { <T as Stored<T>>::load(a.isa, is_second.as_ptr()) };
    is_second.eq(Vector::splat(a.isa, T::ONE)).select(a, b)
}

/// 1 in the second, fourth, .. block of so many lanes.
const fn every_second<T: Lane>(block: usize) -> [T; MAX_LANES] {
    let mut second = [T::ZERO; MAX_LANES];
    let mut i = 0;
    while i < MAX_LANES {
        if i / block % 2 == 1 {
            second[i] = T::ONE;
        }
        i += 1;
    }
    second
}

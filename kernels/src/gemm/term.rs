//! What products are computed in.

use super::OneTerm;
use crate::isa::{Isa, MAX_FLOATS};
use crate::lane::{Float, Lane};
use crate::vector::Vector;
use tightloop_array_core::Element;

/// The numbers that products are computed in: floats, or integers that wrap.
pub trait Term: Lane + OneTerm<Term = Self> {
    /// The number of steps along k in a block, after which its sums are added to C. It is part of
    /// the definition of the result, so it is the same on every CPU, except for integers: sums that
    /// wrap may be added in any order. [`Blocking`](super::Blocking) says what it is good for.
    const KC: usize = 256;

    /// `a * b + c`; floats are rounded once.
    fn mul_add<S: Isa>(
        a: Vector<S, Self>,
        b: Vector<S, Self>,
        c: Vector<S, Self>,
    ) -> Vector<S, Self>;

    /// Loads `count` neighbours from each of as many lines as a register has lanes, and returns
    /// their columns: see [`FloatLanes::load_columns`](crate::isa::FloatLanes::load_columns).
    ///
    /// # Safety
    /// Each line is valid for reads of `count` elements, `offset` elements from where it begins.
    /// They are at most as many as there are lanes.
    unsafe fn load_columns<S: Isa>(
        s: S,
        lines: &[*const Self; MAX_FLOATS],
        offset: isize,
        count: usize,
    ) -> [Vector<S, Self>; MAX_FLOATS];
}

/// Lists the terms, each with its `a * b + c` and the float of the same size, as which it is moved.
macro_rules! terms {
    ($($t:ident as $float:ident: ($a:ident, $b:ident, $c:ident) $mul_add:expr;)*) => {$(
        impl Term for $t {
            #[inline(always)]
            fn mul_add<S: Isa>(
                $a: Vector<S, $t>,
                $b: Vector<S, $t>,
                $c: Vector<S, $t>,
            ) -> Vector<S, $t> {
                $mul_add
            }

            #[inline(always)]
            unsafe fn load_columns<S: Isa>(
                s: S,
                lines: &[*const $t; MAX_FLOATS],
                offset: isize,
                count: usize,
            ) -> [Vector<S, $t>; MAX_FLOATS] {
                let mut floats = [core::ptr::null::<$float>(); MAX_FLOATS];
                for (float, line) in floats.iter_mut().zip(lines) {
                    *float = line.cast();
                }
                let mut columns = [Vector::splat(s, <$t>::ZERO); MAX_FLOATS];
                // SAFETY: the contract is the same; floats are moved only, and may be any bits.
                let square = unsafe { $float::float_on(s).load_columns(&floats, offset, count) };
                for (column, x) in columns.iter_mut().zip(square) {
                    *column = Vector::new(s, bytemuck::cast(x));
                }
                columns
            }
        }
    )*};
}
terms! {
    f32 as f32: (a, b, c) a.mul_add(b, c);
    f64 as f64: (a, b, c) a.mul_add(b, c);
    i32 as f32: (a, b, c) a * b + c;
    i64 as f64: (a, b, c) a * b + c;
}

/// How a step of a micro-kernel adds products to sums.
pub trait Multiplier<T: Term>: 'static {
    /// The neighbours along k that a term holds.
    const GROUP: usize = 1;
    /// The bytes that terms hold, if they do.
    const BYTES: Option<Bytes> = None;

    /// What is missing from sums if B is flipped, by the sums of the rows of A: see [`Bytes`].
    #[inline(always)]
    fn missing<S: Isa>(sums_of_a: Vector<S, T>) -> Vector<S, T> {
        sums_of_a
    }

    /// Adds the products of one step.
    ///
    /// # Safety
    /// The CPU has the instructions that the type names.
    unsafe fn mul_add<S: Isa>(a: Vector<S, T>, b: Vector<S, T>, sums: Vector<S, T>)
    -> Vector<S, T>;
}

/// The bytes of B that an instruction multiplies. Those of A are always of the kind that it takes.
///
/// If those of B are of the other kind, they are packed with the upper bit flipped: as `b - 128` if
/// they become signed, and else as `b + 128`. Then the sum of each row of A, times 128, is missing
/// or too much. So that sum is packed, too, at the end of each block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// Those of B are unsigned.
    Unsigned,
    /// Those of B are signed.
    Signed,
}

/// A step is a term: [`Term::mul_add`].
pub struct Single;

impl<T: Term> Multiplier<T> for Single {
    #[inline(always)]
    unsafe fn mul_add<S: Isa>(
        a: Vector<S, T>,
        b: Vector<S, T>,
        sums: Vector<S, T>,
    ) -> Vector<S, T> {
        T::mul_add(a, b, sums)
    }
}

/// A step is a pair of integers of 16 bits: [`Isa::add_pairs`].
pub struct Pairs;

impl Multiplier<i32> for Pairs {
    const GROUP: usize = 2;

    #[inline(always)]
    unsafe fn mul_add<S: Isa>(
        a: Vector<S, i32>,
        b: Vector<S, i32>,
        sums: Vector<S, i32>,
    ) -> Vector<S, i32> {
        Vector::new(a.isa, a.isa.add_pairs(sums.register, a.register, b.register))
    }
}

/// As [`Pairs`], with instructions for dot products: [`Isa::dot_pairs`].
pub struct DotPairs;

impl Multiplier<i32> for DotPairs {
    const GROUP: usize = 2;

    #[inline(always)]
    unsafe fn mul_add<S: Isa>(
        a: Vector<S, i32>,
        b: Vector<S, i32>,
        sums: Vector<S, i32>,
    ) -> Vector<S, i32> {
        // SAFETY: the CPU has the instructions, by this method's contract.
        Vector::new(a.isa, unsafe { a.isa.dot_pairs(sums.register, a.register, b.register) })
    }
}

/// A step is four bytes, with instructions for dot products: [`Isa::dot_quads`].
pub struct DotQuads<const A_IS_SIGNED: bool>;

impl<const A_IS_SIGNED: bool> Multiplier<i32> for DotQuads<A_IS_SIGNED> {
    const GROUP: usize = 4;
    const BYTES: Option<Bytes> = Some(if A_IS_SIGNED { Bytes::Unsigned } else { Bytes::Signed });

    #[inline(always)]
    fn missing<S: Isa>(sums_of_a: Vector<S, i32>) -> Vector<S, i32> {
        let missing = sums_of_a << 7;
        if A_IS_SIGNED { -missing } else { missing }
    }

    #[inline(always)]
    unsafe fn mul_add<S: Isa>(
        a: Vector<S, i32>,
        b: Vector<S, i32>,
        sums: Vector<S, i32>,
    ) -> Vector<S, i32> {
        let (unsigned, signed) = if A_IS_SIGNED { (b, a) } else { (a, b) };
        // SAFETY: the CPU has the instructions, by this method's contract.
        Vector::new(a.isa, unsafe {
            a.isa.dot_quads(sums.register, unsigned.register, signed.register)
        })
    }
}

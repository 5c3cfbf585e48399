//! Every method of every ISA that the CPU has, on every lane type, against plain arithmetic on
//! numbers.
//!
//! The methods are called through [`Vector`] and [`Mask`](tightloop_kernels::Mask), which add
//! nothing to them.

mod convert;
mod integers;
mod memory;
mod plain;
mod shuffles;
#[path = "../support/mod.rs"]
mod support;

use plain::{Plain, PlainFloat, PlainInt, Random, Same};
use std::any::type_name;
use std::marker::PhantomData;
use support::Available;
use tightloop_kernels::isa::{Isa, MAX_LANES, Vectorize};
use tightloop_kernels::{MaskOf, Stored, Truth, Vector};

/// Runs `check` on every ISA that the CPU has.
fn on_every_isa(check: impl Vectorize<Output = ()> + Copy) {
    Available::all().into_iter().for_each(|isa| isa.vectorize(check));
}

/// Runs a check on every ISA, for lanes of each of these types.
macro_rules! on_lanes {
    ($check:ident: $($t:ident)*) => {
        $($crate::on_every_isa($check::<$t>(PhantomData));)*
    };
}
use on_lanes;

/// Returns a register of the first numbers in `x`.
///
/// # Panics
/// If they are too few.
fn register<S: Isa, T: Plain>(s: S, x: &[T]) -> Vector<S, T> {
    assert!(x.len() >= Vector::<S, T>::LANES);
    // SAFETY: `x` holds at least one number per lane.
    unsafe { <T as Stored<T>>::load(s, x.as_ptr()) }
}

/// Calls `visit` with the cases, one per lane at a time, as they are and as registers.
fn in_registers<S: Isa, T: Plain, const N: usize>(
    s: S,
    cases: &[[T; N]],
    visit: &mut dyn FnMut(&[[T; N]], [Vector<S, T>; N]),
) {
    let lanes = Vector::<S, T>::LANES;
    let mut columns = [[T::ZERO; MAX_LANES]; N];
    for cases in cases.chunks(lanes) {
        let padded = cases.iter().chain(std::iter::repeat(&cases[0]));
        for (i, case) in padded.enumerate().take(lanes) {
            for k in 0..N {
                columns[k][i] = case[k];
            }
        }
        visit(cases, columns.each_ref().map(|column| register(s, column)));
    }
}

/// Checks that `vector` does to each lane what `number` does to a number. Both are trait objects,
/// so that this is compiled once per lane type, not once per method.
fn agree<S: Isa, T: Plain, Y: Plain, const N: usize>(
    s: S,
    what: &str,
    cases: &[[T; N]],
    vector: &dyn Fn([Vector<S, T>; N]) -> Vector<S, Y>,
    number: &dyn Fn([T; N]) -> Y,
) {
    in_registers(s, cases, &mut |cases, registers| {
        let found = vector(registers);
        for (i, &case) in cases.iter().enumerate() {
            let (found, expected) = (found.lane(i), number(case));
            if !found.same(expected) {
                let (isa, lanes) = (type_name::<S>(), type_name::<T>());
                panic!("{isa}: {what} of {lanes} {case:?} gives {found:?}, not {expected:?}");
            }
        }
    });
}

/// Checks that `vector` answers for each lane what `number` answers for a number.
fn agree_on_truth<S: Isa, T: Plain, const N: usize>(
    s: S,
    what: &str,
    cases: &[[T; N]],
    vector: &dyn Fn([Vector<S, T>; N]) -> MaskOf<S, T>,
    number: &dyn Fn([T; N]) -> bool,
) {
    in_registers(s, cases, &mut |cases, registers| {
        let bits = vector(registers).to_bits();
        let isa = type_name::<S>();
        assert_eq!(bits & !all_lanes::<S, T>(), 0, "{isa}: {what} sets bits past the last lane");
        for (i, &case) in cases.iter().enumerate() {
            let (found, expected) = (bits >> i & 1 == 1, number(case));
            assert_eq!(found, expected, "{isa}: {what} of {} {case:?}", type_name::<T>());
        }
    });
}

/// Returns a mask with one bit per lane.
fn all_lanes<S: Isa, T: Plain>() -> u64 {
    u64::MAX >> (64 - Vector::<S, T>::LANES)
}

fn singles<T: Copy>(numbers: Vec<T>) -> Vec<[T; 1]> {
    numbers.into_iter().map(|x| [x]).collect()
}

/// The methods of all lanes.
#[derive(Clone, Copy)]
struct Common<T>(PhantomData<T>);

impl<T: Plain> Vectorize for Common<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let (one, two) = (singles(T::samples(2_000)), T::pairs());
        for &[x] in &one {
            let splat = Vector::splat(s, x);
            let same = (0..Vector::<S, T>::LANES).all(|i| splat.lane(i).same(x));
            assert!(same, "{}: splat of {x:?}", type_name::<S>());
        }
        agree(s, "+", &two, &|[a, b]| a + b, &|[a, b]| a.sum(b));
        agree(s, "-", &two, &|[a, b]| a - b, &|[a, b]| a.difference(b));
        agree(s, "*", &two, &|[a, b]| a * b, &|[a, b]| a.product(b));
        agree(s, "min", &two, &|[a, b]| a.min(b), &|[a, b]| a.smaller(b));
        agree(s, "max", &two, &|[a, b]| a.max(b), &|[a, b]| a.larger(b));
        agree(s, "fmin", &two, &|[a, b]| a.fmin(b), &|[a, b]| a.number_or(b, T::smaller));
        agree(s, "fmax", &two, &|[a, b]| a.fmax(b), &|[a, b]| a.number_or(b, T::larger));
        agree(s, "abs", &one, &|[a]| a.abs(), &|[a]| a.magnitude());
        agree(s, "neg", &one, &|[a]| -a, &|[a]| a.negated());
        let difference = |[a, b]: [Vector<S, T>; 2]| {
            let [y] = Vector::map_lanes([a, b], |[a, b]| [a.difference(b)]);
            y
        };
        agree(s, "map_lanes", &two, &difference, &|[a, b]| a.difference(b));
        agree_on_truth(s, "eq", &two, &|[a, b]| a.eq(b), &|[a, b]| a == b);
        agree_on_truth(s, "lt", &two, &|[a, b]| a.lt(b), &|[a, b]| a < b);
        agree_on_truth(s, "le", &two, &|[a, b]| a.le(b), &|[a, b]| a <= b);
        agree_on_truth(s, "gt", &two, &|[a, b]| a.gt(b), &|[a, b]| a > b);
        agree_on_truth(s, "ge", &two, &|[a, b]| a.ge(b), &|[a, b]| a >= b);
        agree(s, "select", &two, &|[a, b]| a.lt(b).select(a, b), &|[a, b]| {
            if a < b { a } else { b }
        });
        agree(s, "select", &two, &|[a, b]| (!a.le(b)).select(b, a), &|[a, b]| {
            if a <= b { a } else { b }
        });
    }
}

#[test]
fn what_all_lanes_have() {
    on_lanes! { Common: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
}

/// The methods of integers.
#[derive(Clone, Copy)]
struct Integer<T>(PhantomData<T>);

impl<T: PlainInt> Vectorize for Integer<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let (one, two) = (singles(T::samples(1_000)), T::pairs());
        agree(s, "&", &two, &|[a, b]| a & b, &|[a, b]| a.bit_and(b));
        agree(s, "|", &two, &|[a, b]| a | b, &|[a, b]| a.bit_or(b));
        agree(s, "^", &two, &|[a, b]| a ^ b, &|[a, b]| a.bit_xor(b));
        agree(s, "!", &one, &|[a]| !a, &|[a]| a.bit_not());
        for n in 0..T::BITS {
            agree(s, &format!("<< {n}"), &one, &|[a]| a << n, &|[a]| a.shifted_left(n));
            agree(s, &format!(">> {n}"), &one, &|[a]| a >> n, &|[a]| a.shifted_right(n));
        }
        let mut counted = two.clone();
        for &[a] in one.iter().step_by(20) {
            counted.extend((0..=2 * T::BITS).map(|n| [a, T::wrapping_from(n.into())]));
        }
        agree(s, "<<", &counted, &|[a, n]| a << n, &|[a, n]| a.shifted_left_by(n));
        agree(s, ">>", &counted, &|[a, n]| a >> n, &|[a, n]| a.shifted_right_by(n));
        agree(s, "count_ones", &one, &|[a]| a.count_ones(), &|[a]| a.ones());
        agree(s, "mul_high", &two, &|[a, b]| a.mul_high(b), &|[a, b]| a.upper_half(b));
        agree(s, "saturating_add", &two, &|[a, b]| a.saturating_add(b), &|[a, b]| {
            a.saturated_sum(b)
        });
        agree(s, "saturating_sub", &two, &|[a, b]| a.saturating_sub(b), &|[a, b]| {
            a.saturated_difference(b)
        });
    }
}

#[test]
fn what_integers_have() {
    on_lanes! { Integer: i8 i16 i32 i64 u8 u16 u32 u64 }
}

/// The methods of floats.
#[derive(Clone, Copy)]
struct Floating<T>(PhantomData<T>);

impl<T: PlainFloat<Bits: PlainInt, Int: PlainInt>> Vectorize for Floating<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let mut numbers = T::samples(2_000);
        numbers.extend(T::roundable());
        let (one, two) = (singles(numbers), T::pairs());
        agree(s, "/", &two, &|[a, b]| a / b, &|[a, b]| a.quotient(b));
        agree(s, "div_alone", &two, &|[a, b]| a.div_alone(b), &|[a, b]| a.quotient(b));
        agree(s, "copysign", &two, &|[a, b]| a.copysign(b), &|[a, b]| a.with_sign_of(b));
        agree(s, "greater", &two, &|[a, b]| a.greater(b), &|[a, b]| if a > b { a } else { b });
        agree(s, "lesser", &two, &|[a, b]| a.lesser(b), &|[a, b]| if a < b { a } else { b });
        agree(s, "sqrt", &one, &|[a]| a.sqrt(), &|[a]| a.root());
        agree(s, "sqrt_alone", &one, &|[a]| a.sqrt_alone(), &|[a]| a.root());
        agree(s, "round", &one, &|[a]| a.round(), &|[a]| a.rounded());
        agree(s, "floor", &one, &|[a]| a.floor(), &|[a]| a.rounded_down());
        agree(s, "ceil", &one, &|[a]| a.ceil(), &|[a]| a.rounded_up());
        agree(s, "trunc", &one, &|[a]| a.trunc(), &|[a]| a.truncated());
        agree(s, "to_bits", &one, &|[a]| a.to_bits(), &|[a]| a.bits());
        agree(s, "to_int", &singles(T::roundable()), &|[a]| a.to_int(), &|[a]| a.nearest_int());
        agree_on_truth(s, "is_nan", &one, &|[a]| a.is_nan(), &|[a]| a.not_a_number());

        let bits = singles(T::Bits::samples(2_000));
        agree(s, "from_bits", &bits, &|[a]| Vector::<S, T>::from_bits(a), &|[a]| T::with_bits(a));
        agree(s, "from_int", &singles(T::ints()), &|[a]| Vector::<S, T>::from_int(a), &|[a]| {
            T::nearest_to(a)
        });
        agree(s, "from_uint", &bits, &|[a]| Vector::<S, T>::from_uint(a), &|[a]| {
            T::nearest_to_unsigned(a)
        });
        agree(s, "to_uint", &singles(T::unsigned()), &|[a]| a.to_uint(), &|[a]| a.unsigned_part());
        let back_and_forth =
            |[a]: [Vector<S, T::Bits>; 1]| a.bitcast::<T::Int>().bitcast::<T::Bits>();
        agree(s, "bitcast", &bits, &back_and_forth, &|[a]| a);
    }
}

#[test]
fn what_floats_have() {
    on_lanes! { Floating: f32 f64 }
}

/// Products and sums that are rounded once.
#[derive(Clone, Copy)]
struct Fused<T>(PhantomData<T>);

impl<T: PlainFloat> Vectorize for Fused<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        for (case, expected) in T::fused_cases() {
            let [a, b, c] = case;
            agree(s, "mul_add", &[case], &|[a, b, c]| a.mul_add(b, c), &|_| expected);
            agree(
                s,
                "neg_mul_add",
                &[[a.negated(), b, c]],
                &|[a, b, c]| a.neg_mul_add(b, c),
                &|_| expected,
            );
        }
        let specials = T::specials();
        let mut cases = Vec::new();
        for &a in &specials {
            // Every second one, which are the positive ones: the signs of `a` are enough.
            for &b in specials.iter().step_by(2) {
                cases.extend(specials.iter().map(|&c| [a, b, c]));
            }
        }
        for [a, b] in T::pairs() {
            cases.push([a, b, a.product(b).negated()]);
        }
        agree(s, "mul_add", &cases, &|[a, b, c]| a.mul_add(b, c), &|[a, b, c]| a.fused(b, c));
        agree(s, "neg_mul_add", &cases, &|[a, b, c]| a.neg_mul_add(b, c), &|[a, b, c]| {
            a.negated().fused(b, c)
        });
    }
}

#[test]
fn products_and_sums_are_rounded_once() {
    on_lanes! { Fused: f32 f64 }
}

/// `f32` in two registers of `f64`, and back.
#[derive(Clone, Copy)]
struct Widening;

impl Vectorize for Widening {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let isa = type_name::<S>();
        let (lanes, wide) = (Vector::<S, f32>::LANES, Vector::<S, f64>::LANES);
        in_registers(s, &singles(f32::samples(2_000)), &mut |cases, [x]| {
            let halves = x.widen();
            for (i, [x]) in cases.iter().enumerate() {
                let found = halves[i / wide].lane(i % wide);
                assert!(found.same(f64::from(*x)), "{isa}: widen of {x:?} gives {found:?}");
            }
            assert!(lanes > 1 || halves[0].lane(0).same(halves[1].lane(0)));
        });

        let mut numbers = f64::samples(2_000);
        for x in f32::samples(2_000).into_iter().map(f64::from) {
            let tie = x * (1.0 + 2_f64.powi(-24));
            numbers.extend([x, x.next_up(), x.next_down()]);
            numbers.extend([tie, tie.next_up(), tie.next_down()]);
        }
        for numbers in numbers.chunks_exact(lanes.max(2)) {
            let halves = [register(s, numbers), register(s, &numbers[lanes.max(2) - wide..])];
            let found = Vector::<S, f32>::narrow(halves);
            for (i, &x) in numbers.iter().enumerate().take(lanes) {
                let found = found.lane(i);
                assert!(found.same(x as f32), "{isa}: narrow of {x:?} gives {found:?}");
            }
        }
    }
}

#[test]
fn single_floats_widen_and_double_ones_narrow() {
    on_every_isa(Widening);
}

/// Tables of 16 and of 8.
#[derive(Clone, Copy)]
struct Lookup<T>(PhantomData<T>);

impl<T: PlainFloat<Int: PlainInt>> Vectorize for Lookup<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let mut random = Random(0x7ab1e);
        let indices = singles(T::Int::samples(500));
        for _ in 0..20 {
            let table: [T; 16] = std::array::from_fn(|_| T::from_low_bits(random.next()));
            agree(s, "lookup", &indices, &|[i]| Vector::<S, T>::lookup(&table, i), &|[i]| {
                table[T::place(i)]
            });
            let half: &[T; 8] = table.first_chunk().unwrap();
            agree(s, "lookup_8", &indices, &|[i]| Vector::<S, T>::lookup_8(half, i), &|[i]| {
                table[T::place(i) % 8]
            });
        }
    }
}

#[test]
fn tables_are_looked_up_by_the_low_bits() {
    on_lanes! { Lookup: f32 f64 }
}

/// Tables of rows.
#[derive(Clone, Copy)]
struct Gather;

impl Vectorize for Gather {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let mut random = Random(0x9a78e);
        let indices = singles(i64::samples(500));
        let rows: [[f64; 3]; 64] =
            std::array::from_fn(|_| std::array::from_fn(|_| f64::from_low_bits(random.next())));
        for column in 0..3 {
            agree(s, "gather", &indices, &|[i]| Vector::gather(&rows, column, i), &|[i]| {
                rows[(i & 63) as usize][column]
            });
        }
    }
}

#[test]
fn rows_are_gathered_by_their_low_bits() {
    on_every_isa(Gather);
}

/// Masks: in memory, as bits, and combined.
#[derive(Clone, Copy)]
struct Masks<T>(PhantomData<T>);

impl<T: Plain> Vectorize for Masks<T> {
    type Output = ();

    fn call<S: Isa>(self, s: S) {
        let (lanes, all) = (Vector::<S, T>::LANES, all_lanes::<S, T>());
        let mut random = Random(0xb001);
        let few = 1_u64.checked_shl(lanes as u32).unwrap_or(u64::MAX).min(256);
        let edges = (0..lanes).flat_map(|i| [1 << i, all >> i]);
        let patterns: Vec<u64> =
            (0..few).chain(edges).chain((0..200).map(|_| random.next() & all)).collect();
        let isa = type_name::<S>();

        // By comparison, which `what_all_lanes_have` checks.
        let mask = |bits: u64| {
            let numbers: [T; MAX_LANES] =
                std::array::from_fn(|i| if bits >> i & 1 == 1 { T::ONE } else { T::ZERO });
            register(s, &numbers).eq(Vector::splat(s, T::ONE))
        };
        for (&a, &b) in patterns.iter().zip(patterns.iter().rev()) {
            assert_eq!(mask(a).to_bits(), a, "{isa}: to_bits");
            assert_eq!(mask(a).any(), a != 0, "{isa}: any of {a:b}");
            assert_eq!((mask(a) & mask(b)).to_bits(), a & b, "{isa}: {a:b} & {b:b}");
            assert_eq!((mask(a) | mask(b)).to_bits(), a | b, "{isa}: {a:b} | {b:b}");
            assert_eq!((mask(a) ^ mask(b)).to_bits(), a ^ b, "{isa}: {a:b} ^ {b:b}");
            assert_eq!((!mask(a)).to_bits(), !a & all, "{isa}: !{a:b}");

            let bools: [bool; MAX_LANES] = std::array::from_fn(|i| a >> i & 1 == 1);
            // SAFETY: `bools` holds `MAX_LANES` of them, at least one per lane.
            let loaded: MaskOf<S, T> =
                unsafe { <bool as Stored<Truth<T>>>::load(s, bools.as_ptr()) };
            assert_eq!(loaded.to_bits(), a, "{isa}: load_bools");
            for (mask, from) in
                [(loaded, "loaded"), (mask(a), "compared"), (!mask(!a & all), "inverted")]
            {
                let chosen = mask.select(Vector::splat(s, T::ONE), Vector::splat(s, T::ZERO));
                for (i, &bool) in bools.iter().enumerate().take(lanes) {
                    assert_eq!(
                        chosen.lane(i) == T::ONE,
                        bool,
                        "{isa}: select by a mask that was {from}"
                    );
                }
            }
        }
        assert_eq!(MaskOf::<S, T>::splat(s, true).to_bits(), all, "{isa}: splat of true");
        assert_eq!(MaskOf::<S, T>::splat(s, false).to_bits(), 0, "{isa}: splat of false");
    }
}

#[test]
fn masks() {
    on_lanes! { Masks: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
}

//! Products of all dtypes, compared with the plain form: exact integers that wrap, and floats and
//! complex numbers to the last bit.

use super::{Lie, Numbers, READ, WRITTEN, levels};
use crate::gemm::{GemmElement, Multiplies, Stack, gemm_into, matmul_new, multiply_in, problem};
use crate::with_level;
use core::fmt::Debug;
use tightloop_array_core::{C32, C64, Complex, Element, Strided, bf16, f16};
use tightloop_kernels::gemm::{Reading, Term};

/// Checks products of elements that `left` and `right` make, with factors that `factor` makes,
/// against `plain(row of A, column of B, alpha, beta, old C)`.
fn check<A: GemmElement<B, Read: Multiplies<C>>, B: Element, C: Element + Debug>(
    left: impl Fn(f64) -> A,
    right: impl Fn(f64) -> B,
    factor: impl Fn(f64) -> C,
    plain: impl Fn(&[A], &[B], C, C, C) -> C,
) {
    let mut numbers = Numbers(5);
    let mut count = 0;
    let shapes = [
        [0, 3, 2],
        [3, 2, 0],
        [1, 1, 1],
        [2, 3, 4],
        [5, 9, 17],
        [16, 13, 40],
        [33, 70, 20],
        [1, 40, 300],
        [70, 1, 520],
        [300, 270, 5],
        [20, 19, 530],
    ];
    for ([m, n, k], step) in shapes.into_iter().flat_map(|shape| [(shape, 0), (shape, 4)]) {
        count += 1;
        let (lie_a, lie_b) = (READ[(count + step) % READ.len()], READ[count * 2 % READ.len()]);
        let lie_c = WRITTEN[count % WRITTEN.len()];
        let a: Vec<A> = (0..lie_a.layout(m, k).2).map(|_| left(numbers.next())).collect();
        let b: Vec<B> = (0..lie_b.layout(k, n).2).map(|_| right(numbers.next())).collect();
        let before: Vec<C> = (0..lie_c.layout(m, n).2).map(|_| factor(numbers.next())).collect();
        let (a, b) = (view(lie_a, &a, m, k), view(lie_b, &b, k, n));
        let alpha = factor([1.0, 0.0, -0.75][count % 3]);
        let beta = factor([0.0, 1.0, 0.5][count / 2 % 3]);
        let mut expected = before.clone();
        let mut c = lie_c.view_mut(&mut expected, m, n);
        for i in 0..m {
            for j in 0..n {
                let row: Vec<A> = (0..k).map(|p| *a.get(&[i, p]).unwrap()).collect();
                let column: Vec<B> = (0..k).map(|p| *b.get(&[p, j]).unwrap()).collect();
                let c = c.get_mut(&[i, j]).unwrap();
                *c = plain(&row, &column, alpha, beta, *c);
            }
        }
        let text = format!("{expected:?}");
        for level in levels() {
            let dtypes = format!("{} {} {}", A::DTYPE, B::DTYPE, C::DTYPE);
            let case = format!("{m}, {n}, {k} of {dtypes}, {lie_a:?} {lie_b:?} {lie_c:?}");
            for pieces in [1, 3] {
                let mut found = before.clone();
                let mut c = lie_c.view_mut(&mut found, m, n);
                let factors = [alpha, beta];
                let problem = problem(factors, &a.by_ref(), &b.by_ref(), &mut c.by_mut()).unwrap();
                // SAFETY: the problem is that of the views, and the CPU has the level.
                unsafe { multiply_in(pieces, level, &Stack::one(problem)).unwrap() };
                assert!(format!("{found:?}") == text, "{case}, {level}, {pieces} pieces");
            }
            let mut found = before.clone();
            let mut c = lie_c.view_mut(&mut found, m, n);
            with_level(level, || gemm_into(alpha, a.by_ref(), b.by_ref(), beta, c.by_mut()))
                .unwrap()
                .unwrap();
            assert!(format!("{found:?}") == text, "{case}, {level}");
        }
    }
}

fn view<T>(lie: Lie, data: &[T], rows: usize, cols: usize) -> Strided<'_, T> {
    lie.view(data, rows, cols)
}

/// A number of any size that an integer has.
fn whole<T>(x: f64, convert: impl Fn(i64) -> T) -> T {
    convert((x * 9e18) as i64)
}

#[test]
fn integers_wrap() {
    macro_rules! wrapping {
        ($($t:ident)*) => {$(
            check(
                |x| whole(x, |x| x as $t),
                |x| whole(x, |x| x as $t),
                |x| (x * 4.0) as i64 as $t,
                |a, b, alpha, beta, c| {
                    let sum = a.iter().zip(b).fold(0, |sum: $t, (&a, &b)| {
                        sum.wrapping_add(a.wrapping_mul(b))
                    });
                    alpha.wrapping_mul(sum).wrapping_add(beta.wrapping_mul(c))
                },
            );
        )*};
    }
    wrapping! { i32 u32 i64 u64 }
}

#[test]
fn small_integers_become_larger_ones() {
    macro_rules! widening {
        ($($a:ident $b:ident,)*) => {$(
            check(
                |x| whole(x, |x| x as $a),
                |x| whole(x, |x| x as $b),
                |x| (x * 4.0) as i32,
                |a, b, alpha, beta, c| {
                    let sum = a.iter().zip(b).fold(0, |sum: i32, (&a, &b)| {
                        sum.wrapping_add(i32::from(a).wrapping_mul(i32::from(b)))
                    });
                    alpha.wrapping_mul(sum).wrapping_add(beta.wrapping_mul(c))
                },
            );
        )*};
    }
    widening! { i8 i8, i8 u8, u8 i8, u8 u8, i16 i16, u16 u16, }
}

/// The products of the least numbers of 16 bits do not fit into 32 in pairs.
#[test]
fn least_integers_wrap() {
    for k in 1..6 {
        let (a, b) = (vec![i16::MIN; 20 * k], vec![i16::MIN; 20 * k]);
        let (a, b) = (Strided::new(&a, &[20, k]).unwrap(), Strided::new(&b, &[k, 20]).unwrap());
        for level in levels() {
            let (_, c) = with_level(level, || matmul_new(a, b)).unwrap().unwrap();
            assert!(c.iter().all(|&c| c == (k as i32).wrapping_mul(1 << 30)), "{level}");
        }
    }
}

/// The sum of products of reals: a chain per block, one block after the other.
macro_rules! sum_of_products {
    ($t:ident, $a:expr, $b:expr) => {{
        let (a, b): (Vec<$t>, Vec<$t>) = ($a, $b);
        let blocks = a.chunks($t::KC).zip(b.chunks($t::KC));
        let sums =
            blocks.map(|(a, b)| a.iter().zip(b).fold(0.0 as $t, |sum, (&a, &b)| a.mul_add(b, sum)));
        sums.reduce(|sum, next| sum + next).unwrap_or(0.0)
    }};
}

#[test]
fn halves_are_computed_as_singles() {
    macro_rules! halves {
        ($($t:ident)*) => {$(
            check($t::from_f64, $t::from_f64, $t::from_f64, |a, b, alpha, beta, c| {
                let singles = |x: &[$t]| x.iter().map(|x| x.to_f32()).collect();
                let sum = sum_of_products!(f32, singles(a), singles(b));
                let [alpha, beta, c] = [alpha, beta, c].map(|x| x.to_f32());
                $t::from_f32(match (alpha == 0.0 || a.is_empty(), beta == 0.0) {
                    (true, true) => 0.0,
                    (true, false) => beta * c,
                    (false, true) => alpha * sum,
                    (false, false) => alpha.mul_add(sum, beta * c),
                })
            });
        )*};
    }
    halves! { f16 bf16 }
}

#[test]
fn halves_become_singles() {
    macro_rules! halves {
        ($($t:ident)*) => {$(
            check($t::from_f64, $t::from_f64, |x| x as f32, |a, b, alpha, beta, c| {
                let singles = |x: &[$t]| -> Vec<f32> { x.iter().map(|x| x.to_f32()).collect() };
                let (a, b) = (singles(a), singles(b));
                let mut c = if beta == 0.0 { 0.0 } else { beta * c };
                if alpha == 0.0 {
                    return c;
                }
                for (block, (a, b)) in a.chunks(f32::KC).zip(b.chunks(f32::KC)).enumerate() {
                    let sum = sum_of_products!(f32, a.to_vec(), b.to_vec());
                    let overwrites = block == 0 && beta == 0.0;
                    c = if overwrites { alpha * sum } else { alpha.mul_add(sum, c) };
                }
                c
            });
        )*};
    }
    halves! { f16 bf16 }
}

#[test]
fn complex_blocks_are_four_real_ones() {
    macro_rules! complex {
        ($($complex:ident $t:ident)*) => {$(
            check(
                |x| Complex::new(x as $t, (x * 1000.0) as $t % 1.0),
                |x| Complex::new(x as $t, (x * 1000.0) as $t % 1.0),
                |x| Complex::new(x as $t, 0.0),
                |a: &[$complex], b: &[$complex], alpha, beta, mut c| {
                    let re = |x: &[$complex]| x.iter().map(|x| x.re).collect();
                    let im = |x: &[$complex]| x.iter().map(|x| x.im).collect();
                    // Real factors, for which there is one rounding.
                    let [alpha, beta] = [alpha.re, beta.re];
                    c = if beta == 0.0 { Complex::new(0.0, 0.0) } else { c * beta };
                    if alpha == 0.0 {
                        return c;
                    }
                    for (block, (a, b)) in a.chunks($t::KC).zip(b.chunks($t::KC)).enumerate() {
                        let sum = Complex::new(
                            sum_of_products!($t, re(a), re(b)) - sum_of_products!($t, im(a), im(b)),
                            sum_of_products!($t, im(a), re(b)) + sum_of_products!($t, re(a), im(b)),
                        );
                        let overwrites = block == 0 && beta == 0.0;
                        c = if overwrites { sum * alpha } else { sum * alpha + c };
                    }
                    c
                },
            );
        )*};
    }
    complex! { C32 f32 C64 f64 }
}

/// Complex numbers are aligned as their parts, and may lie between the addresses of wider numbers.
#[test]
fn complex_numbers_at_odd_addresses() {
    let (n, mut numbers) = (21, Numbers(8));
    for lie in READ {
        let len = lie.layout(n, n).2;
        let floats = numbers.many::<f32>(2 * len);
        let products = |first: usize| -> Vec<_> {
            let mut parts = vec![0.0; first];
            parts.extend_from_slice(&floats);
            // SAFETY: a complex number is its two parts, and aligned like these.
            let x = unsafe { core::slice::from_raw_parts(parts[first..].as_ptr().cast(), len) };
            let x: Strided<'_, C32> = view(lie, x, n, n);
            let product = |level| with_level(level, || matmul_new(x, x)).unwrap().unwrap().1;
            levels().map(|level| format!("{:?}", &product(level)[..])).collect()
        };
        let (even, odd) = (products(0), products(1));
        assert!(even == odd && even.iter().all(|product| *product == even[0]), "{lie:?}");
    }
}

/// Products of conjugates have the bits of products of conjugated copies, zeros included: some
/// elements are 0, and some products are too small to be anything else.
#[test]
fn conjugates_are_read_as_copies_would_be() {
    macro_rules! conjugates {
        ($($t:ident)*) => {$({
            let mut numbers = Numbers(9);
            let mut element = || {
                let mut part = || match numbers.below(4) {
                    0 => numbers.next() as $t,
                    1 => numbers.next() as $t * $t::MIN_POSITIVE,
                    2 => 0.0,
                    _ => -0.0,
                };
                Complex::new(part(), part())
            };
            let shapes = [[1, 1, 1], [3, 2, 4], [70, 1, 9], [1, 40, 300], [40, 19, 530]];
            for ((shape, lie), lie_c) in shapes.into_iter().zip(READ).zip(WRITTEN) {
                let [m, n, k] = shape;
                let mut buffer = |lie: Lie, rows, cols| -> Vec<Complex<$t>> {
                    (0..lie.layout(rows, cols).2).map(|_| element()).collect()
                };
                let (a, b) = (buffer(lie, m, k), buffer(lie, k, n));
                let before = buffer(lie_c, m, n);
                let conj = |x: &[Complex<$t>]| -> Vec<_> { x.iter().map(|x| x.conj()).collect() };
                let copies = [conj(&a), conj(&b)];
                for [of_a, of_b] in [[false, true], [true, false], [true, true]] {
                    for (level, one) in levels().flat_map(|level| [(level, true), (level, false)]) {
                        let factors = [Complex::new(1.0, if one { 0.0 } else { 0.5 }); 2];
                        let product = |a, b, readings: [Reading; 2]| {
                            let mut c = before.clone();
                            let mut out = lie_c.view_mut(&mut c, m, n);
                            let (a, b) = (view(lie, a, m, k), view(lie, b, k, n));
                            let (a, b) = (a.by_ref(), b.by_ref());
                            let mut problem =
                                problem(factors, &a, &b, &mut out.by_mut()).unwrap();
                            problem.a = problem.a.read(readings[0]);
                            problem.b = problem.b.read(readings[1]);
                            // SAFETY: the problem is that of the views, and the CPU has the level.
                            unsafe { multiply_in(2, level, &Stack::one(problem)).unwrap() };
                            format!("{c:?}")
                        };
                        let readings = [of_a, of_b]
                            .map(|is| if is { Reading::Conjugated } else { Reading::Plain });
                        let found = product(&a, &b, readings);
                        let copy_of_a = if of_a { &copies[0] } else { &a };
                        let copy_of_b = if of_b { &copies[1] } else { &b };
                        let expected = product(copy_of_a, copy_of_b, [Reading::Plain; 2]);
                        assert!(found == expected, "{m}, {n}, {k}, {of_a}, {of_b}, {level}");
                    }
                }
            }
        })*};
    }
    conjugates! { f32 f64 }
}

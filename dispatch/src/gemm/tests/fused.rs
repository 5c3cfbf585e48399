//! Packed operands, and what comes after a product, have the bits of one call after the other.

use super::{Numbers, READ, WRITTEN, levels};
use crate::gemm::{
    After, GemmElement, Multiplies, Packed, left, matmul_new, product_into, product_new, right,
};
use crate::{with_level, with_threads};
use core::fmt::Debug;
use tightloop_array_core::{C64, Complex, Element, Strided, bf16, f16};
use tightloop_kernels::gemm::{Addable, Unchanged};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::op::Unary;
use tightloop_kernels::stored::Stored;
use tightloop_kernels::value::Cplx;

/// `x + x`.
struct Twice;

impl<X: Addable> Unary<X> for Twice {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: X::Of<S>) -> X::Of<S> {
        X::add::<S>(x, x)
    }
}

/// How to make elements of A, B and C from fractions, and what comes after a product.
struct Case<A, B, C> {
    left: fn(f64) -> A,
    right: fn(f64) -> B,
    out: fn(f64) -> C,
    /// `c + addend`.
    plus: fn(C, C) -> C,
    /// `2 * (c + addend)`, which is rounded once.
    twice: fn(C, C) -> C,
}

/// Tries shapes and layouts by chance, and every number of packed operands, addends and threads.
fn check<X: Addable, A, B, C>(case: Case<A, B, C>)
where
    A: GemmElement<Read: Multiplies<C>> + GemmElement<B, Out = C, Read = <A as GemmElement>::Read>,
    B: GemmElement<Read = <A as GemmElement>::Read>,
    C: Element + Stored<X> + Debug,
{
    let mut numbers = Numbers(6);
    for round in 0..24 {
        let most = [[5, 5, 5], [70, 70, 20], [1, 300, 600], [300, 1, 300]][round % 4];
        let [m, n, k] = most.map(|most| numbers.below(most + 1));
        let [lie_a, lie_b] = [0; 2].map(|_| READ[numbers.below(READ.len())]);
        let (lie_c, lie_z) = (WRITTEN[round % WRITTEN.len()], READ[round % READ.len()]);
        let a: Vec<A> = (0..lie_a.layout(m, k).2).map(|_| (case.left)(numbers.next())).collect();
        let b: Vec<B> = (0..lie_b.layout(k, n).2).map(|_| (case.right)(numbers.next())).collect();
        let z: Vec<C> = (0..lie_z.layout(m, n).2).map(|_| (case.out)(numbers.next())).collect();
        let before: Vec<C> = vec![C::ONE; lie_c.layout(m, n).2];
        let (a, b, z) = (lie_a.view(&a, m, k), lie_b.view(&b, k, n), lie_z.view(&z, m, n));
        let (_, product) = matmul_new(a, b).unwrap();
        for level in levels() {
            let (packed_a, packed_b) =
                with_level(level, || (Packed::left(a).unwrap(), Packed::right(b).unwrap()))
                    .unwrap();
            let sides = [
                [left::<A, B>(a), right::<A, B>(b)],
                [packed_a.side(), right::<A, B>(b)],
                [left::<A, B>(a), packed_b.side()],
            ];
            for (packed, [a, b]) in sides.into_iter().enumerate() {
                for after in 0..3 {
                    let mut found = before.clone();
                    let mut c = lie_c.view_mut(&mut found, m, n);
                    let comes_after = match after {
                        0 => None,
                        1 => Some(After::new::<X, _>(Some(z), &Unchanged)),
                        _ => Some(After::new::<X, _>(Some(z), &Twice)),
                    };
                    let compute = || product_into("test", a, b, comes_after, c.by_mut());
                    with_level(level, || with_threads(1 + round % 3, compute)).unwrap().unwrap();
                    let mut expected = before.clone();
                    let mut c = lie_c.view_mut(&mut expected, m, n);
                    for (ij, &x) in product.iter().enumerate() {
                        let at = [ij / n, ij % n];
                        let z = *z.get(&at).unwrap();
                        *c.get_mut(&at).unwrap() = match after {
                            0 => x,
                            1 => (case.plus)(x, z),
                            _ => (case.twice)(x, z),
                        };
                    }
                    assert!(
                        format!("{found:?}") == format!("{expected:?}"),
                        "{m} {n} {k} of {} {}, {lie_a:?} {lie_b:?} {lie_c:?} {lie_z:?}, {level}, \
                         packed {packed}, after {after}",
                        A::DTYPE,
                        B::DTYPE
                    );
                }
            }
        }
    }
}

#[test]
fn of_floats() {
    let of = |x: f64| x as f32;
    check::<f32, _, _, _>(Case {
        left: of,
        right: of,
        out: of,
        plus: |c, z| c + z,
        twice: |c, z| 2.0 * (c + z),
    });
    let of = |x: f64| x;
    check::<f64, _, _, _>(Case {
        left: of,
        right: of,
        out: of,
        plus: |c, z| c + z,
        twice: |c, z| 2.0 * (c + z),
    });
}

#[test]
fn of_integers() {
    check::<i32, u8, i8, i32>(Case {
        left: |x| (x * 128.0 + 128.0) as u8,
        right: |x| (x * 128.0) as i8,
        out: |x| (x * 2e9) as i32,
        plus: i32::wrapping_add,
        twice: |c, z| c.wrapping_add(z).wrapping_mul(2),
    });
    check::<u64, u64, u64, u64>(Case {
        left: |x| (x * 9e18) as i64 as u64,
        right: |x| (x * 9e18) as i64 as u64,
        out: |x| (x * 9e18) as i64 as u64,
        plus: u64::wrapping_add,
        twice: |c, z| c.wrapping_add(z).wrapping_mul(2),
    });
    check::<i32, i16, i16, i32>(Case {
        left: |x| (x * 32768.0) as i16,
        right: |x| (x * 32768.0) as i16,
        out: |x| (x * 2e9) as i32,
        plus: i32::wrapping_add,
        twice: |c, z| c.wrapping_add(z).wrapping_mul(2),
    });
}

#[test]
fn of_halves() {
    macro_rules! halves {
        ($($t:ident)*) => {$(
            check::<f32, _, _, _>(Case {
                left: $t::from_f64,
                right: $t::from_f64,
                out: $t::from_f64,
                plus: |c, z| $t::from_f32(c.to_f32() + z.to_f32()),
                twice: |c, z| $t::from_f32(2.0 * (c.to_f32() + z.to_f32())),
            });
        )*};
    }
    halves! { f16 bf16 }
}

#[test]
fn of_complex_numbers() {
    let of = |x: f64| Complex::new(x, x * 1000.0 % 1.0);
    check::<Cplx<f64>, C64, C64, C64>(Case {
        left: of,
        right: of,
        out: of,
        plus: |c, z| c + z,
        twice: |c, z| 2.0 * (c + z),
    });
}

#[test]
fn stacks_of_products() {
    let mut numbers = Numbers(7);
    let (a, z) = (numbers.many::<f32>(3 * 2 * 5 * 7), numbers.many::<f32>(3 * 5 * 9));
    let b = numbers.many::<f32>(7 * 9);
    let a = Strided::new(&a, &[3, 2, 5, 7]).unwrap();
    let (b, z) = (Strided::new(&b, &[7, 9]).unwrap(), Strided::new(&z, &[3, 1, 5, 9]).unwrap());
    let (shape, product) = matmul_new(a, b).unwrap();
    let packed = Packed::right(b).unwrap();
    for sides in [[left::<f32, f32>(a), right::<f32, f32>(b)], [left::<f32, f32>(a), packed.side()]]
    {
        let after = After::new::<f32, _>(Some(z), &Unchanged);
        let [a, b] = sides;
        let (found_shape, found) = product_new("test", a, b, Some(after)).unwrap();
        assert_eq!(found_shape, shape);
        for (at, (&found, &product)) in found.iter().zip(&product[..]).enumerate() {
            let z = z.get(&[at / 90, 0, at % 45 / 9, at % 9]).unwrap();
            assert_eq!(found.to_bits(), (product + z).to_bits());
        }
    }
}

#[test]
fn what_is_added_must_fit() {
    let ones = [1.0_f64; 6];
    let a = Strided::new(&ones, &[2, 3]).unwrap();
    let z = Strided::new(&ones[..3], &[3]).unwrap();
    let after = After::new::<f64, _>(Some(z), &Unchanged);
    let (a, b) = (left::<f64, f64>(a), right::<f64, f64>(a.t()));
    let error = product_new("test", a, b, Some(after)).unwrap_err();
    assert_eq!(error.to_string(), "test: the shapes [3] and [2, 2] do not broadcast together");
    let error = Packed::<f64>::left(z).unwrap_err();
    assert_eq!(error.to_string(), "pack_left: the operand does not have two axes");
}

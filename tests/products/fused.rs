//! An element of a product depends on its row and its column alone: rows, columns, stacks, packed
//! operands and fused calls have the same bits.

use crate::strategies::{config, distinct_layouts};
use crate::support::{everywhere, memory_of, view};
use proptest::prelude::any;
use proptest::prelude::*;
use tightloop::*;
use tightloop_array_core::Layout;

/// `x * sigmoid(x)`.
struct Silu;

macro_rules! silu {
    ($($t:ident)*) => {$(
        impl Unary<$t> for Silu {
            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                x / (1.0 + (-x).exp())
            }
        }
    )*};
}
silu! { f32 f64 }

/// The layouts of two operands and what is added to their product.
fn products() -> impl Strategy<Value = [Layout; 3]> {
    let sizes = prop_oneof![
        (1..9usize, 1..9usize, 0..9usize),
        (0..70usize, 0..70usize, 0..40usize),
        (1..3usize, 1..28usize, 200..300usize),
        (1..28usize, 1..3usize, 500..530usize),
    ];
    sizes.prop_flat_map(|(m, n, k)| {
        let addend = prop_oneof![Just(vec![n]), Just(vec![m, 1]), Just(vec![m, n])];
        let addend = addend.prop_flat_map(distinct_layouts);
        (distinct_layouts(vec![m, k]), distinct_layouts(vec![k, n]), addend)
            .prop_map(<[_; 3]>::from)
    })
}

macro_rules! properties {
    ($($name:ident: $t:ident;)*) => {$(
        proptest! {
            #![proptest_config(config(150))]
            #[test]
            fn $name(layouts in products(), seed in any::<u64>()) {
                let of = |n: i64| (n % 1009) as $t / 7.0;
                let memory = [seed, !seed, seed ^ 1].map(|seed| memory_of::<$t>(seed, of));
                let [a, b, z] = [0, 1, 2].map(|i| view(&memory[i], &layouts[i]));
                let bits = |x: &Array<$t>| x.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
                let [m, n] = [a.shape()[0], b.shape()[1]];
                let product_ab = matmul(a, b).unwrap();
                let sum = add(&product_ab, z).unwrap();
                let expected = [bits(&product_ab), bits(&sum), bits(&Silu.map(&sum))];
                everywhere(|| {
                    let (left, right) = (Packed::left(a).unwrap(), Packed::right(b).unwrap());
                    assert_eq!((left.shape(), right.shape()), (a.shape(), b.shape()));
                    macro_rules! check {
                        ($product:expr) => {
                            assert!(bits(&$product.eval().unwrap()) == expected[0]);
                            assert!(bits(&$product.plus(z).eval().unwrap()) == expected[1]);
                            let mut out = Array::zeros(&[n, m]).unwrap();
                            $product.plus(z).map(Silu).eval_into(out.view_mut().t()).unwrap();
                            assert!(bits(&out.t().to_array()) == expected[2]);
                        };
                    }
                    check!(product(a, b));
                    check!(left.product(b));
                    check!(right.product(a));
                    let found = Silu.map(&product_ab);
                    assert!(bits(&product(a, b).map(Silu).eval().unwrap()) == bits(&found));
                    for i in 0..m.min(3) {
                        let row = vecmat(a.subview(0, i).unwrap(), b).unwrap();
                        assert!(bits(&row) == expected[0][i * n..][..n]);
                    }
                    for j in 0..n.min(3) {
                        let column = matvec(a, b.subview(1, j).unwrap()).unwrap();
                        let expected = (0..m).map(|i| expected[0][i * n + j]);
                        assert!(bits(&column) == expected.collect::<Vec<_>>());
                    }
                });
            }
        }
    )*};
}
properties! {
    a_row_alone_is_a_row_among_others_f32: f32;
    a_row_alone_is_a_row_among_others_f64: f64;
}

#[test]
fn dtypes_of_results() {
    let (a, b) = (Array::from([[200u8, 2]]), Array::from([[-100i8], [3]]));
    assert_eq!(matmul(&a, &b).unwrap(), Array::from([[-19994]]));
    assert_eq!(matmul(b.t(), a.t()).unwrap(), Array::from([[-19994]]));
    assert_eq!(product(&a, &b).plus(&[-6]).eval().unwrap(), Array::from([[-20000]]));
    let packed = Packed::right(&b).unwrap();
    assert_eq!(packed.product(&a).eval().unwrap(), Array::from([[-19994]]));

    let x = Array::from([[f16::from_f32(300.0), f16::ONE]]);
    let mut single = Array::<f32>::zeros(&[1, 1]).unwrap();
    matmul_into(&x, x.t(), &mut single).unwrap();
    assert_eq!(single, Array::from([[90001.0f32]]));
    gemm(1.0f32, &x, x.t(), -1.0, &mut single).unwrap();
    assert_eq!(single, Array::from([[0.0f32]]));
    assert_eq!(matmul(&x, x.t()).unwrap(), Array::from([[f16::INFINITY]]));
}

#[test]
fn errors_of_fused_products() {
    let (a, b) = (Array::<f64>::ones(&[2, 3]).unwrap(), Array::<f64>::ones(&[3, 2]).unwrap());
    let message = product(&a, &b).plus(&[1.0; 3]).eval().unwrap_err().to_string();
    assert_eq!(message, "product: the shapes [3] and [2, 2] do not broadcast together");
    let mut out = Array::ones(&[2, 3]).unwrap();
    let message = product(&a, &b).eval_into(&mut out).unwrap_err().to_string();
    assert_eq!(message, "product: the result has shape [2, 2], but the output has shape [2, 3]");
    assert_eq!(out, Array::ones(&[2, 3]).unwrap());
    let message = product(&a, &a).eval().unwrap_err().to_string();
    assert_eq!(message, "product: the inner sizes of shapes [2, 3] and [2, 3] differ");
    let message = Packed::left(&[1.0]).unwrap_err().to_string();
    assert_eq!(message, "pack_left: the operand does not have two axes");
}

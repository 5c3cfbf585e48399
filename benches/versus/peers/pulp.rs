//! Loops as users of `pulp` write them: whole registers first, then the remaining elements one by
//! one. They use AVX-512 if the CPU has it.

use super::foreign::{Binary, Unary};
use super::plain::Ternary;
use ::pulp::{Arch, Simd, WithSimd};

/// Defines the functions of a type from their names, the methods of `pulp`, and the expressions for
/// the remaining elements. `$split` and `$split_mut` divide slices into registers and a rest.
///
/// `#[inline(always)]` must be there on each `with_simd`: only inlined code is compiled for the
/// instruction set.
macro_rules! loops {
    ($module:ident $t:ident $split:ident $split_mut:ident
        unary {
            $($unary:literal $map:ident |$simd:ident, $x:ident| $registers:expr, $element:expr;)*
        }
        binary { $($binary:literal $zip:ident $two:ident |$a:ident, $b:ident| $rest:expr;)* }
        fma $mul_add:ident
        sum $splat:ident $add:ident $reduce:ident
    ) => {
        pub mod $module {
            use super::*;

            $(
                struct $map<'a>(&'a [$t], &'a mut [$t]);

                impl WithSimd for $map<'_> {
                    type Output = ();

                    #[inline(always)]
                    fn with_simd<S: Simd>(self, $simd: S) {
                        let ((x, x_rest), (y, y_rest)) = (S::$split(self.0), S::$split_mut(self.1));
                        y.iter_mut().zip(x).for_each(|(y, &$x)| *y = $registers);
                        y_rest.iter_mut().zip(x_rest).for_each(|(y, &$x)| *y = $element);
                    }
                }
            )*

            /// Returns a function from a slice to another one.
            pub fn unary(name: &str) -> Option<Unary<$t>> {
                Some(match name {
                    $($unary => Box::new(|x, y| Arch::new().dispatch($map(x, y))),)*
                    _ => return None,
                })
            }

            $(
                struct $zip<'a>(&'a [$t], &'a [$t], &'a mut [$t]);

                impl WithSimd for $zip<'_> {
                    type Output = ();

                    #[inline(always)]
                    fn with_simd<S: Simd>(self, simd: S) {
                        let ((a, a_rest), (b, b_rest)) = (S::$split(self.0), S::$split(self.1));
                        let (y, y_rest) = S::$split_mut(self.2);
                        y.iter_mut().zip(a).zip(b).for_each(|((y, &a), &b)| *y = simd.$two(a, b));
                        let rest = y_rest.iter_mut().zip(a_rest).zip(b_rest);
                        rest.for_each(|((y, &$a), &$b)| *y = $rest);
                    }
                }
            )*

            /// Returns a function from two slices to another one.
            pub fn binary(name: &str) -> Option<Binary<$t>> {
                Some(match name {
                    $($binary => Box::new(|a, b, y| Arch::new().dispatch($zip(a, b, y))),)*
                    _ => return None,
                })
            }

            struct Fma<'a>([&'a [$t]; 3], &'a mut [$t]);

            impl WithSimd for Fma<'_> {
                type Output = ();

                #[inline(always)]
                fn with_simd<S: Simd>(self, simd: S) {
                    let [(a, a_rest), (b, b_rest), (c, c_rest)] = self.0.map(|x| S::$split(x));
                    let (y, y_rest) = S::$split_mut(self.1);
                    let registers = y.iter_mut().zip(a).zip(b).zip(c);
                    registers.for_each(|(((y, &a), &b), &c)| *y = simd.$mul_add(a, b, c));
                    let rest = y_rest.iter_mut().zip(a_rest).zip(b_rest).zip(c_rest);
                    rest.for_each(|(((y, &a), &b), &c)| *y = a.mul_add(b, c));
                }
            }

            /// Returns a function from three slices to another one.
            pub fn ternary(name: &str) -> Option<Ternary<$t>> {
                let fma: Ternary<$t> = |a, b, c, y| Arch::new().dispatch(Fma([a, b, c], y));
                (name == "fma").then_some(fma)
            }

            struct Sum<'a>(&'a [$t]);

            impl WithSimd for Sum<'_> {
                type Output = $t;

                #[inline(always)]
                fn with_simd<S: Simd>(self, simd: S) -> $t {
                    let (x, rest) = S::$split(self.0);
                    let mut sums = [simd.$splat(0.0); 4];
                    let (fours, last) = x.as_chunks::<4>();
                    for four in fours {
                        for (sum, &x) in sums.iter_mut().zip(four) {
                            *sum = simd.$add(*sum, x);
                        }
                    }
                    let [a, b, c, d] = sums;
                    let sum = simd.$add(simd.$add(a, b), simd.$add(c, d));
                    let sum = last.iter().fold(sum, |sum, &x| simd.$add(sum, x));
                    simd.$reduce(sum) + rest.iter().sum::<$t>()
                }
            }

            /// Returns a function from a slice to a number.
            pub fn reduction(name: &str) -> Option<fn(&[$t]) -> f64> {
                Some(match name {
                    "sum" => |x| Arch::new().dispatch(Sum(x)).into(),
                    "mean" => |x| (Arch::new().dispatch(Sum(x)) / x.len() as $t).into(),
                    _ => return None,
                })
            }
        }
    };
}

loops! {
    singles f32 as_simd_f32s as_mut_simd_f32s
    unary {
        "negative" Negative |simd, x| simd.neg_f32s(x), -x;
        "abs" Abs |simd, x| simd.abs_f32s(x), x.abs();
        "square" Square |simd, x| simd.mul_f32s(x, x), x * x;
        "sqrt" Sqrt |simd, x| simd.sqrt_f32s(x), x.sqrt();
    }
    binary {
        "add" Add add_f32s |a, b| a + b;
        "subtract" Subtract sub_f32s |a, b| a - b;
        "multiply" Multiply mul_f32s |a, b| a * b;
        "divide" Divide div_f32s |a, b| a / b;
    }
    fma mul_add_f32s
    sum splat_f32s add_f32s reduce_sum_f32s
}

loops! {
    doubles f64 as_simd_f64s as_mut_simd_f64s
    unary {
        "negative" Negative |simd, x| simd.neg_f64s(x), -x;
        "abs" Abs |simd, x| simd.abs_f64s(x), x.abs();
        "square" Square |simd, x| simd.mul_f64s(x, x), x * x;
        "sqrt" Sqrt |simd, x| simd.sqrt_f64s(x), x.sqrt();
    }
    binary {
        "add" Add add_f64s |a, b| a + b;
        "subtract" Subtract sub_f64s |a, b| a - b;
        "multiply" Multiply mul_f64s |a, b| a * b;
        "divide" Divide div_f64s |a, b| a / b;
    }
    fma mul_add_f64s
    sum splat_f64s add_f64s reduce_sum_f64s
}

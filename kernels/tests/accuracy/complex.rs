//! The errors of functions of complex numbers, part by part.

mod exact;

use crate::oracle::error_of_exact;
use crate::samples::{Random, Worst};
use crate::slices::{on_every_complex, on_every_complex_pairs};
use core::f64::consts::{FRAC_PI_2, LN_2, PI, SQRT_2};
use exact::{Exact, Real};
use tightloop_array_core::C64;
use tightloop_kernels::ops::{
    Acos, Acosh, Asin, Asinh, Atan, Atanh, Cos, Cosh, Divide, Exp, Exp2, Expm1, Log, Log1p, Log2,
    Log10, Multiply, Pow, Reciprocal, Sign, Sin, Sinh, Sqrt, Square, Tan, Tanh,
};
use tightloop_kernels::{Cplx, Interleaved};

/// What a function of one or two complex numbers promises. `C32` are computed as `C64`.
struct ComplexSpec {
    name: &'static str,
    /// The function, on every ISA; they must agree. Functions of one number ignore the second one.
    every: fn(&[C64], &[C64]) -> Vec<C64>,
    exact: fn(&Exact, &Exact) -> Exact,
    /// The largest magnitudes of the parts of the numbers. Samples are even in this range.
    ranges: [f64; 2],
    /// Parts near which samples are at all distances.
    edges: &'static [f64],
    /// The promised error of either part, in units in the last place.
    max_ulp: f64,
}

/// Lists functions of one number.
macro_rules! unary {
    ($op:ident $method:ident within $max_ulp:literal in $range:literal near $edges:expr) => {
        ComplexSpec {
            name: stringify!($method),
            every: |a, _| on_every_complex($op, a),
            exact: |a, _| a.$method(),
            ranges: [$range, 0.0],
            edges: $edges,
            max_ulp: $max_ulp,
        }
    };
}

/// Lists functions of one number, with the formula of the exact value.
macro_rules! formula {
    ($op:ident $name:literal |$a:ident| $formula:expr;
        within $max_ulp:literal in $range:literal near $edges:expr
    ) => {
        ComplexSpec {
            name: $name,
            every: |a, _| on_every_complex($op, a),
            exact: |$a, _| $formula,
            ranges: [$range, 0.0],
            edges: $edges,
            max_ulp: $max_ulp,
        }
    };
}

/// Lists functions of two numbers, with the value that they compute them as.
macro_rules! binary {
    ($op:ident of $value:ident $name:literal |$a:ident, $b:ident| $formula:expr;
        within $max_ulp:literal in $ranges:expr
    ) => {
        ComplexSpec {
            name: $name,
            every: |a, b| on_every_complex_pairs::<$value<f64>, _>($op, a, b),
            exact: |$a, $b| $formula,
            ranges: $ranges,
            edges: &[1.0],
            max_ulp: $max_ulp,
        }
    };
}

const ARITHMETIC: &[ComplexSpec] = &[
    binary! { Multiply of Interleaved "multiply" |a, b| a * b; within 1.6 in [10.0, 10.0] },
    binary! { Divide of Cplx "divide" |a, b| a / b; within 4.0 in [10.0, 10.0] },
    formula! { Square "square" |a| a * a; within 1.6 in 10.0 near &[1.0] },
    formula! { Reciprocal "reciprocal" |a| &Exact::of(1.0, 0.0) / a;
        within 4.0 in 10.0 near &[1.0]
    },
    unary! { Sqrt sqrt within 1.5 in 10.0 near &[1.0] },
    unary! { Sign sign within 1.5 in 10.0 near &[1.0] },
];

const EXPM1: ComplexSpec = formula! { Expm1 "expm1" |a| &a.exp() + &Exact::of(-1.0, 0.0);
    within 4.0 in 3.0 near &[1.0, PI, FRAC_PI_2]
};

const ATANH: ComplexSpec = unary! { Atanh atanh within 4.0 in 3.0 near &[1.0] };

const EXP2: ComplexSpec = formula! { Exp2 "exp2" |a| a.scaled(&Real::of(2.0).ln()).exp();
    within 2.5 in 20.0 near &[1.0, PI / LN_2]
};

const POW: ComplexSpec = binary! { Pow of Cplx "pow" |a, b| (&a.ln() * b).exp();
    within 4.0 in [10.0, 10.0]
};

const EXPONENTIAL: &[ComplexSpec] = &[
    unary! { Exp exp within 2.5 in 20.0 near &[1.0, PI, FRAC_PI_2] },
    EXP2,
    EXPM1,
    unary! { Log ln within 0.51 in 2.0 near &[1.0, SQRT_2 / 2.0, 0.6, 0.8] },
    formula! { Log1p "log1p" |a| (a + &Exact::of(1.0, 0.0)).ln();
        within 1.5 in 3.0 near &[1.0, 0.4, 0.8, 1e-8]
    },
    formula! { Log2 "log2" |a| a.ln().scaled(&(&Real::of(1.0) / &Real::of(2.0).ln()));
        within 0.51 in 3.0 near &[1.0, 0.6, 0.8]
    },
    formula! { Log10 "log10" |a| a.ln().scaled(&(&Real::of(1.0) / &Real::of(10.0).ln()));
        within 0.51 in 3.0 near &[1.0, 0.6, 0.8]
    },
    POW,
];

const TRIGONOMETRIC: &[ComplexSpec] = &[
    unary! { Sin sin within 3.0 in 20.0 near &[1.0, PI, FRAC_PI_2] },
    unary! { Cos cos within 3.0 in 20.0 near &[1.0, PI, FRAC_PI_2] },
    unary! { Tan tan within 4.0 in 20.0 near &[1.0, PI, FRAC_PI_2] },
    unary! { Asin asin within 4.0 in 3.0 near &[1.0] },
    unary! { Acos acos within 4.0 in 3.0 near &[1.0] },
    unary! { Atan atan within 4.0 in 3.0 near &[1.0] },
];

const HYPERBOLIC: &[ComplexSpec] = &[
    unary! { Sinh sinh within 3.0 in 20.0 near &[1.0, PI, FRAC_PI_2] },
    unary! { Cosh cosh within 3.0 in 20.0 near &[1.0, PI, FRAC_PI_2] },
    unary! { Tanh tanh within 4.0 in 20.0 near &[1.0, PI, FRAC_PI_2] },
    unary! { Asinh asinh within 4.0 in 3.0 near &[1.0] },
    unary! { Acosh acosh within 4.0 in 3.0 near &[1.0] },
    unary! { Atanh atanh within 4.0 in 3.0 near &[1.0] },
];

/// Pairs of parts: any two of the range, of all magnitudes, near the edges and the axes, and on the
/// unit circle.
fn numbers(random: &mut Random, range: f64, edges: &[f64], count: usize) -> Vec<C64> {
    let mut part = |kind: usize, i: usize| {
        let sign = if random.next() & 1 == 0 { 1.0 } else { -1.0 };
        let distance = (random.unit() - 0.5) * 2_f64.powi(-((random.next() % 53) as i32));
        sign * match kind {
            0 => range * random.unit(),
            1 => 2_f64.powi((random.next() % 66) as i32 - 50) * (1.0 + random.unit()),
            _ => edges[i % edges.len()] * (1.0 + distance),
        }
    };
    (0..count)
        .map(|i| {
            let kinds = [[0, 0], [1, 1], [0, 2], [2, 0], [2, 2], [1, 2], [2, 1]];
            match i % 8 {
                7 => {
                    let angle = 2.0 * PI * part(0, i) / range.max(1e-9);
                    C64::new(angle.cos(), angle.sin())
                }
                kind => C64::new(part(kinds[kind][0], i), part(kinds[kind][1], i / 8)),
            }
        })
        .collect()
}

fn check(specs: &[ComplexSpec]) {
    for spec in specs {
        let mut random = Random::new();
        let count = 2_000;
        let a = numbers(&mut random, spec.ranges[0], spec.edges, count);
        let b = numbers(&mut random, spec.ranges[1], spec.edges, count);
        check_at(spec, &a, &b);
    }
}

fn check_at(spec: &ComplexSpec, a: &[C64], b: &[C64]) {
    let y = (spec.every)(a, b);
    let mut worst = Worst::default();
    for ((&a, &b), y) in a.iter().zip(b).zip(y) {
        let exact = (spec.exact)(&Exact::of(a.re, a.im), &Exact::of(b.re, b.im));
        for (part, y) in [(exact.re, y.re), (exact.im, y.im)] {
            worst.add((a.re, a.im, b.re, b.im, y), error_of_exact(&part.0, y));
        }
    }
    assert!(worst.report(spec.name, "C64", spec.max_ulp), "see the error above");
}

/// Numbers at all distances from the curve `e^x cos y = 1`, small ones and large angles, too.
#[test]
fn expm1_where_its_real_part_is_nearly_0() {
    let mut random = Random::new();
    let numbers: Vec<C64> = (0..4000)
        .map(|i| {
            let x = 32.0 * random.unit() * 2_f64.powi(-((random.next() % 60) as i32));
            // `cos(y) = e^-x` if `sin(y / 2)^2 = (1 - e^-x) / 2`.
            let y = 2.0 * (-0.5 * (-x).exp_m1()).sqrt().asin();
            let turns = [0.0, 0.0, 1.0, 1e5, 1e9][i % 5];
            let distance = (random.unit() - 0.5) * 2_f64.powi(-((random.next() % 53) as i32));
            C64::new(x, (y + turns * 2.0 * PI) * (1.0 + distance))
        })
        .collect();
    check_at(&EXPM1, &numbers, &numbers);
}

/// Numbers at all distances from 1, and large ones.
#[test]
fn atanh_near_its_poles() {
    let mut random = Random::new();
    let numbers: Vec<C64> = (0..4000)
        .map(|i| {
            let mut any = |exponents: u64| {
                (1.0 + random.unit()) * 2_f64.powi(-((random.next() % exponents) as i32))
            };
            let [x, y] = [any(53), any(1023)];
            match i % 4 {
                0 if i % 64 == 0 => C64::new(1.0, f64::from_bits(1 + i as u64)),
                0 => C64::new(1.0, y),
                1 => C64::new(-1.0, -y),
                2 => C64::new(1.0 - x, y),
                _ => C64::new(1.0 / x, 1.0 / y.max(1e-15)),
            }
        })
        .collect();
    check_at(&ATANH, &numbers, &numbers);
}

/// Angles of any size, and those near multiples of a quarter turn.
#[test]
fn exp2_of_large_angles() {
    let mut random = Random::new();
    let numbers: Vec<C64> = (0..4000)
        .map(|i| {
            let any = (1.0 + random.unit()) * 2_f64.powi((random.next() % 500) as i32);
            let quarters = 2_f64.powi((random.next() % 50) as i32) * random.unit();
            let near = quarters.round() * FRAC_PI_2 / LN_2;
            C64::new(20.0 * random.unit() - 10.0, [any, -any, near, -near][i % 4])
        })
        .collect();
    check_at(&EXP2, &numbers, &numbers);
}

/// Angles of any size, and those near multiples of a quarter turn.
#[test]
fn powers_with_large_angles() {
    let mut random = Random::new();
    let a = numbers(&mut random, 3.0, &[1.0, SQRT_2 / 2.0], 4000);
    let exponents = a.iter().enumerate().map(|(i, &a)| {
        let size = 20.0 * random.unit() - 10.0;
        let quarters = 2_f64.powi((random.next() % 50) as i32) * random.unit();
        let turn = [quarters, quarters.round()][i % 2] * FRAC_PI_2;
        let turn = if i % 4 < 2 { turn } else { -turn };
        let log = C64::new(a.re.hypot(a.im).ln(), a.im.atan2(a.re));
        let square = log.re * log.re + log.im * log.im;
        C64::new((size * log.re + turn * log.im) / square, (turn * log.re - size * log.im) / square)
    });
    let b: Vec<C64> = exponents.collect();
    let is_finite = |b: &C64| b.re.is_finite() && b.im.is_finite();
    let (a, b): (Vec<C64>, Vec<C64>) = a.into_iter().zip(b).filter(|(_, b)| is_finite(b)).unzip();
    check_at(&POW, &a, &b);
}

/// Powers whose angles are whole quarter turns.
#[test]
fn powers_on_the_axes() {
    let cases = [
        ([1.0, 1.0], 4.0, [-4.0, 0.0]),
        ([1.0, 1.0], 8.0, [16.0, 0.0]),
        ([-1.0, 1.0], 6.0, [0.0, 8.0]),
        ([-1.0, -1.0], -2.0, [0.0, -0.5]),
        ([3.0, -3.0], 4.0, [-324.0, 0.0]),
        ([0.0, 1.0], 3.0, [0.0, -1.0]),
        ([0.0, -2.0], -1.0, [0.0, 0.5]),
        ([0.0, 1.0], 1e300, [1.0, 0.0]),
        ([-2.0, 0.0], 3.0, [-8.0, 0.0]),
        ([-2.0, -0.0], 5.0, [-32.0, 0.0]),
        ([-4.0, 0.0], 0.5, [0.0, 2.0]),
        ([-4.0, -0.0], -0.5, [0.0, 0.5]),
        ([3.0, 0.0], 4.0, [81.0, 0.0]),
    ];
    let a: Vec<C64> = cases.iter().map(|(a, ..)| C64::new(a[0], a[1])).collect();
    let b: Vec<C64> = cases.iter().map(|&(_, b, _)| C64::new(b, 0.0)).collect();
    for ((a, b, expected), y) in
        cases.into_iter().zip(on_every_complex_pairs::<Cplx<f64>, _>(Pow, &a, &b))
    {
        for (part, expected) in [y.re, y.im].into_iter().zip(expected) {
            let error = (part - expected).abs();
            assert!(error <= expected.abs() * f64::EPSILON, "{a:?}^{b}: {y}");
        }
    }
}

/// Numbers whose parts have any exponents. Half the quotients have parts that nearly cancel.
#[test]
fn arithmetic_with_parts_far_apart() {
    let mut random = Random::new();
    let mut part = |highest: i32| {
        let exponent = highest - (random.next() % 1400) as i32;
        let sign = if random.next() & 1 == 0 { 1.0 } else { -1.0 };
        // Powers of two of subnormal numbers are products.
        let half = 2_f64.powi(exponent / 2);
        sign * (1.0 + random.unit()) * half * 2_f64.powi(exponent - exponent / 2)
    };
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for i in 0..4000 {
        let [re, im] = [500, 500].map(&mut part);
        let [c, d] = [500, 500].map(&mut part);
        let cancelling = re * (d / c) * (1.0 + f64::EPSILON * im.signum());
        let im = if i % 2 == 0 && cancelling.is_normal() { cancelling } else { im };
        a.push(C64::new(re, im));
        b.push(C64::new(c, d));
    }
    // Products overflow.
    for spec in ARITHMETIC.iter().filter(|spec| !["multiply", "square"].contains(&spec.name)) {
        check_at(spec, &a, &b);
    }
}

/// Lists the families, whose tests run at the same time.
macro_rules! families {
    ($($name:ident $specs:ident)*) => {$(
        #[test]
        fn $name() {
            check($specs);
        }
    )*};
}
families! {
    arithmetic ARITHMETIC
    exponential EXPONENTIAL
    trigonometric TRIGONOMETRIC
    hyperbolic HYPERBOLIC
}

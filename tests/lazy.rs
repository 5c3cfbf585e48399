//! Lazy expressions have the bits of the calls one by one, at every level and on any number of
//! threads.

#[path = "support/levels.rs"]
mod levels;

use levels::levels;
use proptest::prelude::{prop_assert_eq, proptest};
use tightloop::*;

/// Numbers between -2 and 2, with some special ones between them.
fn numbers(seed: u64, len: usize) -> Vec<f64> {
    let mut state = seed;
    let next = |i: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        match i % 61 {
            17 => -0.0,
            23 => f64::INFINITY,
            41 => f64::NAN,
            _ => (state >> 11) as f64 / (1u64 << 51) as f64 - 2.0,
        }
    };
    (0..len).map(next).collect()
}

fn array<T: Element>(seed: u64, shape: &[usize], from: impl Fn(f64) -> T) -> Array<T> {
    let len = shape.iter().product();
    Array::from_vec(shape, numbers(seed, len).into_iter().map(from).collect()).unwrap()
}

/// The elements as text, in which all NaNs are equal, but zeros of different signs are not.
fn text<T: Element>(x: &Array<T>) -> String {
    format!("{:?} {:?}", x.shape(), x.to_vec()).replace("-NaN", "NaN")
}

/// Runs `f` at every level and on 1, 2 and 5 threads.
fn everywhere(f: impl Fn(&str)) {
    for level in levels() {
        for threads in [1, 2, 5] {
            let name = format!("{level}, {threads} threads");
            with_level(level, || with_threads(threads, || f(&name))).unwrap();
        }
    }
}

/// Lists functions of one operand and a dtype, and compares both ways to compute them, between two
/// operators.
macro_rules! check_unary {
    ($($function:ident $t:ident;)*) => {$(
        let x = array(1, &[1003], |x| x as $t);
        let apart = &$function(&x * 1.5) + &x;
        everywhere(|at| {
            let found = (lazy(&x) * 1.5).$function() + &x;
            assert_eq!(text(&found.eval().unwrap()), text(&apart), "{at}");
        });
    )*};
}

#[test]
fn functions_between_operators() {
    check_unary! { exp f32; log f64; sqrt f32; sin f64; tanh f32; floor f32; abs f64; erf f32; }
}

/// Lists functions of two operands and a dtype, and compares both ways to compute them.
macro_rules! check_binary {
    ($($function:ident $t:ident;)*) => {$(
        for (left, right) in [([40, 33], [40, 33]), ([40, 33], [1, 33]), ([40, 1], [1, 33])] {
            let (x, y) = (array(3, &left, |x| x as $t), array(4, &right, |x| x as $t));
            let apart = $function(&x, &y).unwrap();
            everywhere(|at| {
                let found = lazy(&x).$function(&y).eval().unwrap();
                assert_eq!(text(&found), text(&apart), "{at}");
            });
        }
    )*};
}

#[test]
fn functions_of_two_operands() {
    check_binary! { divide f32; pow f64; atan2 f32; maximum f64; copysign f32; less_equal f32; }
}

#[test]
fn operators_of_integers() {
    let x = array(7, &[300], |x| (x * 1e9) as i32);
    let y = array(8, &[300], |x| (x * 1e9) as i32);
    let apart = &(&(&x * &y) ^ &(&x - 17)) & &!&y;
    everywhere(|at| {
        let found = ((lazy(&x) * &y) ^ (lazy(&x) - 17)) & !lazy(&y);
        assert_eq!(found.eval().unwrap(), apart, "{at}");
        let found = (3 - lazy(&x)).eval().unwrap();
        assert_eq!(found, 3 - &x, "{at}");
    });
}

#[test]
fn numbers_on_both_sides() {
    let x = Array::from([1.0f32, 2.0, 4.0]);
    assert_eq!((1.0 - lazy(&x)).eval().unwrap(), Array::from([0.0, -1.0, -3.0]));
    assert_eq!((8.0 / lazy(&x)).eval().unwrap(), Array::from([8.0, 4.0, 2.0]));
    assert_eq!((2.0 * lazy(&x) % 3.0).eval().unwrap(), Array::from([2.0, 1.0, 2.0]));
    assert_eq!((-lazy(&x)).eval().unwrap(), Array::from([-1.0, -2.0, -4.0]));
    let y = Array::from([1i8, 100]);
    assert_eq!((100 + lazy(&y)).eval().unwrap(), Array::from([101, -56]));
}

#[test]
fn half_floats_are_rounded_once() {
    let x = array(9, &[500], f16::from_f64);
    let y = array(10, &[500], f16::from_f64);
    let wide = &(&x.cast::<f32>() * &y.cast::<f32>()) + &x.cast::<f32>();
    let rounded = wide.cast::<f16>();
    everywhere(|at| {
        let found = (lazy(&x) * &y + &x).eval().unwrap();
        assert_eq!(text(&found), text(&rounded), "{at}");
        // Beside `f32`, they are promoted.
        let found = (lazy(&x) * lazy(&wide)).eval().unwrap();
        assert_eq!(text(&found), text(&(&x * &wide)), "{at}");
    });
}

#[test]
fn casts_of_operands() {
    let x = array(11, &[20, 31], |x| (x * 100.0) as i64);
    let y = array(12, &[31], |x| x as f32);
    let apart = &x.cast::<f64>() * &y.cast::<f64>();
    everywhere(|at| {
        let found = (lazy(&x).cast::<f64>() * lazy(&y).cast::<f64>()).eval().unwrap();
        assert_eq!(text(&found), text(&apart), "{at}");
    });
}

#[test]
fn conditions_choose() {
    let (x, y) = (array(13, &[700], |x| x), array(14, &[700], |x| x));
    let mask = array(15, &[700], |x| x > 0.5);
    let apart = select(&less(&x, &y).unwrap(), &exp(&x), &y).unwrap();
    let masked = select(&mask, &x, &(&y * 2.0)).unwrap();
    everywhere(|at| {
        let found = lazy(&x).less(&y).select(lazy(&x).exp(), lazy(&y)).eval().unwrap();
        assert_eq!(text(&found), text(&apart), "{at}");
        let found = lazy_mask(&mask).select(&x, lazy(&y) * 2.0).eval().unwrap();
        assert_eq!(text(&found), text(&masked), "{at}");
        let both = lazy(&x).greater(0.0) & !lazy(&y).greater(0.0);
        let apart = &greater(&x, 0.0).unwrap() & &!&greater(&y, 0.0).unwrap();
        assert_eq!(both.eval().unwrap(), apart, "{at}");
        assert_eq!(lazy(&x).isnan().eval().unwrap(), isnan(&x), "{at}");
    });
}

#[test]
fn three_operands() {
    let (x, y) = (array(16, &[90], |x| x as f32), array(17, &[90], |x| x as f32));
    everywhere(|at| {
        let found = lazy(&x).clip(-1.0, lazy(&y).abs()).eval().unwrap();
        assert_eq!(text(&found), text(&clip(&x, -1.0, &abs(&y)).unwrap()), "{at}");
        let found = lazy(&x).fma(&y, 3.0).eval().unwrap();
        assert_eq!(text(&found), text(&fma(&x, &y, 3.0).unwrap()), "{at}");
        let found = lazy(&x).lerp(&y, 0.25).eval().unwrap();
        assert_eq!(text(&found), text(&lerp(&x, &y, 0.25).unwrap()), "{at}");
    });
}

#[test]
fn six_arrays_of_many_shapes() {
    let shapes: [&[usize]; 6] = [&[5, 1, 40], &[7, 40], &[1, 7, 1], &[40], &[5, 1, 1], &[]];
    let x: Vec<Array<f32>> =
        shapes.iter().zip(18..).map(|(shape, seed)| array(seed, shape, |x| x as f32)).collect();
    let apart = &(&(&x[0] * &x[1]) - &(&x[2] / &x[3])) + &(&x[4] * &x[5]);
    everywhere(|at| {
        let found = lazy(&x[0]) * &x[1] - lazy(&x[2]) / &x[3] + lazy(&x[4]) * &x[5];
        assert_eq!(text(&found.eval().unwrap()), text(&apart), "{at}");
    });
}

#[test]
fn large_arrays_of_all_strides() {
    let x = array(24, &[300, 401], |x| x as f32);
    let y = array(25, &[401, 300], |x| x as f32);
    let apart = &(&x * 2.0) - y.t();
    let reversed = x.view().slice(s![.., ..;-1]).unwrap();
    let apart_reversed = exp(&reversed) + y.t();
    everywhere(|at| {
        let found = (lazy(&x) * 2.0 - y.t()).eval().unwrap();
        assert_eq!(text(&found), text(&apart), "{at}");
        let found = (lazy(&reversed).exp() + y.t()).eval().unwrap();
        assert_eq!(text(&found), text(&apart_reversed), "{at}");
        let mut out = Array::zeros(&[300, 2 * 401]).unwrap();
        let every_second = out.view_mut().slice(s![.., ..;2]).unwrap();
        (lazy(&x) * 2.0 - y.t()).eval_into(every_second).unwrap();
        let found = out.view().slice(s![.., ..;2]).unwrap();
        assert_eq!(format!("{:?}", found.to_vec()), format!("{:?}", apart.to_vec()), "{at}");
    });
}

#[test]
fn reductions() {
    let (x, y) = (array(26, &[123, 45], |x| x.clamp(-2.0, 2.0)), array(27, &[45], |x| x.abs()));
    let apart = square(&(&x - &y));
    everywhere(|at| {
        let found = || (lazy(&x) - &y).square();
        let same = |a: f64, b: f64| assert_eq!(a.to_bits(), b.to_bits(), "{at}");
        same(found().sum().unwrap(), sum(&apart));
        same(found().mean().unwrap(), mean(&apart));
        same(found().min().unwrap(), min(&apart).unwrap());
        same(found().max().unwrap(), max(&apart).unwrap());
        same(found().prod().unwrap(), prod(&apart));
        for axis in [0, 1] {
            let (lazily, apart) =
                (found().sum_axis(axis).unwrap(), sum_axis(&apart, axis).unwrap());
            assert_eq!(text(&lazily), text(&apart), "{at}");
        }
        let kept = found().max_axis(KeepDims(1)).unwrap();
        assert_eq!(text(&kept), text(&max_axis(&apart, KeepDims(1)).unwrap()), "{at}");
        assert_eq!(found().greater(1.0).any().unwrap(), any(&greater(&apart, 1.0).unwrap()));
        assert_eq!(found().greater(1.0).all().unwrap(), all(&greater(&apart, 1.0).unwrap()));
        let rows = found().greater(3.5).any_axis(1).unwrap();
        assert_eq!(rows, any_axis(&greater(&apart, 3.5).unwrap(), 1).unwrap(), "{at}");
    });
}

/// Compares two results by their text.
fn same<T: Element>(lazily: T, apart: T, at: &str) {
    assert_eq!(text(&Array::from([lazily])), text(&Array::from([apart])), "{at}");
}

/// Lists dtypes, and compares reductions of lines of many lengths.
macro_rules! check_lines {
    ($($t:ident $from:expr;)*) => {$(
        for len in [1, 7, 16, 31, 64, 100, 255, 256, 257, 513, 1000, 2049, 4099, 66_001, 140_003] {
            let (a, b) = (array(40, &[len + 3], $from), array(41, &[len], $from));
            // Lines need not be aligned.
            let a = a.view().slice(s![3..]).unwrap();
            let apart = &(a - &b) * &b;
            everywhere(|at| {
                let at = format!("{len} {}, {at}", stringify!($t));
                let found = || (lazy(a) - &b) * &b;
                same(found().sum().unwrap(), sum(&apart), &at);
                same(found().prod().unwrap(), prod(&apart), &at);
                same(found().mean().unwrap(), mean(&apart), &at);
                same(found().min().unwrap(), min(&apart).unwrap(), &at);
                same(found().max().unwrap(), max(&apart).unwrap(), &at);
            });
        }
    )*};
}

#[test]
fn reductions_of_lines() {
    check_lines! {
        f32 |x| x as f32;
        f64 |x| if x.is_finite() { x } else { 0.25 };
        i32 |x| (x * 1e3) as i32;
        i64 |x| (x * 1e6) as i64;
        u8 |x| (x * 60.0) as u8;
        f16 |x| f16::from_f64(x.clamp(-1.0, 1.0));
    }
}

#[test]
fn reductions_of_complex_lines() {
    for len in [1, 100, 300, 1000, 70_001] {
        let part = |x: f64| if x.is_finite() { x } else { 1.0 };
        let x = array(42, &[len], |x| C64::new(part(x), x.abs().min(0.5)));
        let apart = square(&x);
        everywhere(|at| {
            let (found, at) = (|| lazy(&x).square(), format!("{len}, {at}"));
            same(found().sum().unwrap(), sum(&apart), &at);
            same(found().mean().unwrap(), mean(&apart), &at);
            same(found().prod().unwrap(), prod(&apart), &at);
        });
    }
}

#[test]
fn reductions_of_many_lines() {
    for shape in [[700, 33], [70, 100], [9, 1000], [3, 70_001], [200, 1], [1, 5000], [0, 40]] {
        let (x, y) = (array(44, &shape, |x| x as f32), array(45, &shape[1..], |x| x as f32));
        let apart = &(&x - &y) * 1.5;
        everywhere(|at| {
            // Each line of the first operand, and the one line of the second.
            let found = || (lazy(&x) - &y) * 1.5;
            let (lazily, apart_) = (found().sum_axis(1).unwrap(), sum_axis(&apart, 1).unwrap());
            assert_eq!(text(&lazily), text(&apart_), "{shape:?}, {at}");
            let (lazily, apart_) = (found().max_axis(1).unwrap(), max_axis(&apart, 1).unwrap());
            assert_eq!(text(&lazily), text(&apart_), "{shape:?}, {at}");
            let (lazily, apart_) = (found().mean_axis(0).unwrap(), mean_axis(&apart, 0).unwrap());
            assert_eq!(text(&lazily), text(&apart_), "{shape:?}, {at}");
        });
    }
    // Lines that are not neighbours, of which each operand skips others.
    let (x, y) = (array(46, &[6, 5, 300], |x| x), array(47, &[3, 5, 300], |x| x));
    let x = x.view().slice(s![..;2]).unwrap();
    let apart = square(&(x - &y));
    everywhere(|at| {
        let found = (lazy(x) - &y).square();
        let (lazily, apart) = (found.sum_axis(2).unwrap(), sum_axis(&apart, 2).unwrap());
        assert_eq!(text(&lazily), text(&apart), "{at}");
    });
}

#[test]
fn operations_of_users() {
    struct Twice(f64);
    impl Unary<f64> for Twice {
        #[inline(always)]
        fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
            x * 2.0 + self.0
        }
    }
    let x = Array::from([1.0, 2.0]);
    let y = (lazy(&x).map(Twice(0.5)) * &x).eval().unwrap();
    assert_eq!(y, Array::from([2.5, 9.0]));
}

#[test]
fn errors_write_nothing() {
    let (x, y) = (Array::from([1.0, 2.0]), Array::from([1.0, 2.0, 3.0]));
    assert!(matches!((lazy(&x) + &y).eval(), Err(Error::Broadcast { .. })));
    assert!(matches!((lazy(&x) + &y).sum(), Err(Error::Broadcast { .. })));
    let mut out = [7.0; 3];
    let result = (lazy(&x) + &x).eval_into(&mut out);
    assert!(matches!(result, Err(Error::OutputShape { .. })));
    assert_eq!(out, [7.0; 3]);
    let empty = Array::<f64>::zeros(&[0]).unwrap();
    assert!(matches!(lazy(&empty).exp().max(), Err(Error::EmptyReduction { .. })));
    assert_eq!(lazy(&empty).exp().sum(), Ok(0.0));
    assert!(matches!(lazy(&x).exp().sum_axis(1), Err(Error::AxisOutOfRange { .. })));
}

#[test]
fn expressions_are_values() {
    let x = Array::from([3.0, 4.0]);
    let squares = lazy(&x).square();
    let (sum, total) = (squares.sum().unwrap(), (squares + 1.0).sum().unwrap());
    assert_eq!((sum, total), (25.0, 27.0));
    assert_eq!(squares.eval().unwrap(), Array::from([9.0, 16.0]));
}

proptest! {
    /// Shapes that broadcast, and views with steps in both directions.
    #[test]
    fn any_shapes(
        rows in 1..20usize, cols in 1..70usize, stretch in 0..4usize, step in 1..4isize,
        back in proptest::bool::ANY,
    ) {
        let step = if back { -step } else { step };
        let x = array(28, &[rows, 4 * cols], |x| x as f32);
        let x = x.view().slice(s![.., ..;step]).unwrap();
        let width = x.shape()[1];
        let y = array(29, &[[rows, width], [1, width], [rows, 1], [1, 1]][stretch], |x| x as f32);
        let apart = x * &y + (&y - 1.0);
        let found = (lazy(&x) * &y + (lazy(&y) - 1.0)).eval().unwrap();
        prop_assert_eq!(text(&found), text(&apart));
    }
}

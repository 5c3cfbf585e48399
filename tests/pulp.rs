//! The bridge to `pulp`: its kernels at every level and on several numbers of threads, and its
//! operations inside ours.

use tightloop::pulp::{Simd, WithSimd, with_simd, with_simd_chunks};
use tightloop::{
    Array, Binary, BinaryExt, Error, Isa, Level, Mask, MaskOf, Ternary, TernaryExt, Truth, Unary,
    UnaryExt, Vector, divide, fma, less, sqrt, subtract, with_level, with_threads,
};
use tightloop_samples::{Sample, sample};

/// Runs a test at every level.
fn everywhere(f: impl Fn(Level)) {
    for level in Level::available() {
        with_level(level, || f(level)).unwrap();
    }
}

/// Returns the number of `f32` in a register.
struct Lanes;

impl WithSimd for Lanes {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> usize {
        S::F32_LANES
    }
}

fn lanes_at(level: Level) -> usize {
    match level {
        Level::Scalar => 1,
        Level::Neon => 4,
        Level::Avx2 => 8,
        Level::Avx512 => 16,
    }
}

#[test]
fn kernels_run_at_the_level_of_the_call() {
    everywhere(|level| assert_eq!(with_simd(Lanes), lanes_at(level)));
    assert_eq!(with_simd(Lanes), lanes_at(Level::current()));
}

#[test]
fn chunks_run_at_the_level_of_the_call_on_every_thread() {
    everywhere(|level| {
        for threads in [1, 2, 3, 8] {
            let lanes =
                with_threads(threads, || with_simd_chunks(&[0u8; 100][..], 7, |_| Lanes)).unwrap();
            assert_eq!(lanes, [lanes_at(level); 15]);
        }
    });
}

/// Computes `y = x + y`, and returns its chunk of `x`.
struct AddTo<'a>(&'a [f32], &'a mut [f32]);

impl WithSimd for AddTo<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let AddTo(x, y) = self;
        let ((body, rest), (y, y_rest)) = (S::as_simd_f32s(x), S::as_mut_simd_f32s(y));
        y.iter_mut().zip(body).for_each(|(y, &x)| *y = simd.add_f32s(x, *y));
        y_rest.iter_mut().zip(rest).for_each(|(y, &x)| *y += x);
        x.to_vec()
    }
}

#[test]
fn chunks_do_not_depend_on_threads_and_results_are_in_order() {
    let x: Vec<f32> = (0..1000).map(|i| i as f32).collect();
    everywhere(|_| {
        for (threads, chunk) in
            [(1, 64), (2, 64), (3, 1), (7, 333), (5, 1000), (4, 5000), (1000, 10)]
        {
            let mut y = vec![0.5; x.len()];
            let run = || with_simd_chunks((&x[..], &mut y[..]), chunk, |(x, y)| AddTo(x, y));
            let chunks = with_threads(threads, run).unwrap();
            assert!(
                chunks.iter().map(Vec::as_slice).eq(x.chunks(chunk)),
                "{threads} threads, chunks of {chunk}"
            );
            assert!(y.iter().zip(&x).all(|(&y, &x)| y == x + 0.5));
        }
    });
}

#[test]
fn invalid_chunks_are_errors_and_run_nothing() {
    let mut y = [0.0; 5];
    let mut run =
        |x: &[f32], chunk| with_simd_chunks((x, &mut y[..]), chunk, |(x, y)| AddTo(x, y)).err();
    let unequal = Error::UnequalLengths { op: "with_simd_chunks", shortest: 3, longest: 5 };
    assert_eq!(run(&[1.0; 3], 2), Some(unequal));
    assert!(matches!(
        run(&[1.0; 5], 0),
        Some(Error::InvalidParameter { op: "with_simd_chunks", .. })
    ));
    assert_eq!(y, [0.0; 5]);

    let none: [u8; 0] = [];
    assert_eq!(with_simd_chunks(&none[..], 3, |_| Lanes), Ok(vec![]));
    let six = (
        &[1u8; 9][..],
        &[2i8; 9][..],
        &[3u16; 9][..],
        &[4.0f32; 9][..],
        &[5.0f64; 9][..],
        &[true; 9][..],
    );
    assert_eq!(with_simd_chunks(six, 4, |_| Lanes).map(|lanes| lanes.len()), Ok(3));
}

#[test]
fn kernels_may_be_nested() {
    let x = vec![1u8; 10_000];
    let chunks = with_simd_chunks(&x[..], 1000, |chunk| {
        // A closure that takes no token is a kernel, too.
        move || {
            with_simd_chunks(chunk, 100, |part| move || part.len()).unwrap().iter().sum::<usize>()
        }
    });
    assert_eq!(chunks, Ok(vec![1000; 10]));
}

/// Converts a register to `pulp`'s and back.
struct RoundTrip;

/// Subtracts with `pulp`.
struct Subtract;

/// Lists the lane types, each with the name of its subtraction in `pulp`.
macro_rules! for_every_lane {
    ($($t:ident $subtract:ident)*) => {
        $(
            impl Unary<$t> for RoundTrip {
                #[inline(always)]
                fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                    Vector::from_pulp(x.isa, x.to_pulp())
                }
            }

            impl Binary<$t> for Subtract {
                #[inline(always)]
                fn apply<S: Isa>(&self, x: Vector<S, $t>, y: Vector<S, $t>) -> Vector<S, $t> {
                    Vector::from_pulp(x.isa, x.isa.pulp().$subtract(x.to_pulp(), y.to_pulp()))
                }
            }
        )*

        #[test]
        fn registers_are_unchanged_by_a_round_trip() {
            everywhere(|level| {
                $({
                    let (x, y) = (samples::<$t>(0, 501), samples::<$t>(1, 501));
                    assert_same_bits(stringify!($t), level, &RoundTrip.map(&x), &x);
                    let theirs = Subtract.map(&x, &y).unwrap();
                    assert_same_bits(stringify!($t), level, &theirs, &subtract(&x, &y).unwrap());
                })*
            });
        }
    };
}
for_every_lane! {
    i8 sub_i8s u8 sub_u8s i16 sub_i16s u16 sub_u16s
    i32 sub_i32s u32 sub_u32s i64 sub_i64s u64 sub_u64s
    f32 sub_f32s f64 sub_f64s
}

/// Returns `len` samples.
fn samples<T: Sample>(series: u64, len: usize) -> Array<T> {
    (0..len).map(|i| sample(series, i)).collect()
}

/// Asserts that results have the same bits, except those of NaN.
fn assert_same_bits<T: Sample>(what: &str, level: Level, found: &Array<T>, expected: &Array<T>) {
    assert_eq!(found.shape(), expected.shape());
    for (i, (&found, &expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!(
            found.to_comparable(),
            expected.to_comparable(),
            "{what} at level {level}, element {i}"
        );
    }
}

/// Computes `sqrt(x * y + z) / y` with `pulp`.
struct Arithmetic;

/// Compares `x < y` with `pulp`.
struct Less;

/// Selects the smaller of `x` and `y` with `pulp`, by our comparison.
struct Select;

/// Lists the floats, each with the names of its functions in `pulp`.
macro_rules! for_every_float {
    ($($t:ident $mul_add:ident $div:ident $sqrt:ident $less:ident $select:ident)*) => {
        $(
            impl Ternary<$t> for Arithmetic {
                #[inline(always)]
                fn apply<S: Isa>(
                    &self,
                    x: Vector<S, $t>,
                    y: Vector<S, $t>,
                    z: Vector<S, $t>,
                ) -> Vector<S, $t> {
                    let (isa, simd) = (x.isa, x.isa.pulp());
                    let (x, y, z) = (x.to_pulp(), y.to_pulp(), z.to_pulp());
                    Vector::from_pulp(isa, simd.$div(simd.$sqrt(simd.$mul_add(x, y, z)), y))
                }
            }

            impl Binary<$t, $t, Truth<$t>> for Less {
                #[inline(always)]
                fn apply<S: Isa>(&self, x: Vector<S, $t>, y: Vector<S, $t>) -> MaskOf<S, $t> {
                    Mask::from_pulp(x.isa, x.isa.pulp().$less(x.to_pulp(), y.to_pulp()))
                }
            }

            impl Binary<$t> for Select {
                #[inline(always)]
                fn apply<S: Isa>(&self, x: Vector<S, $t>, y: Vector<S, $t>) -> Vector<S, $t> {
                    let (is_less, simd) = (x.lt(y).to_pulp(), x.isa.pulp());
                    Vector::from_pulp(x.isa, simd.$select(is_less, x.to_pulp(), y.to_pulp()))
                }
            }
        )*

        #[test]
        fn arithmetic_and_masks_are_the_same_at_every_level() {
            everywhere(|level| {
                $({
                    let [x, y, z] = [0, 1, 2].map(|series| samples::<$t>(series, 501));
                    let ours = divide(&sqrt(&fma(&x, &y, &z).unwrap()), &y).unwrap();
                    let theirs = Arithmetic.map(&x, &y, &z).unwrap();
                    assert_same_bits("arithmetic", level, &theirs, &ours);

                    let less = less(&x, &y).unwrap();
                    assert_same_bits("less", level, &Less.map(&x, &y).unwrap(), &less);
                    let smaller = less.iter().zip(x.iter().zip(&y));
                    let smaller: Vec<$t> =
                        smaller.map(|(&less, (&x, &y))| if less { x } else { y }).collect();
                    let selected = Select.map(&x, &y).unwrap();
                    assert_same_bits("select", level, &selected, &smaller.into());
                })*
            });
        }
    };
}
for_every_float! {
    f32 mul_add_f32s div_f32s sqrt_f32s less_than_f32s select_f32s
    f64 mul_add_f64s div_f64s sqrt_f64s less_than_f64s select_f64s
}

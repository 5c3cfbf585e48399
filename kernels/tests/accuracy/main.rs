//! The errors of the mathematical functions, on every ISA that the CPU has.
//!
//! Accuracy is data: a function is one row of [`SINGLE`] and one of [`DOUBLE`]. All `f32` are tried
//! by `cargo test --release -p tightloop-kernels --test accuracy -- --ignored
//! --nocapture`.

mod oracle;
mod slices;
#[path = "../support/mod.rs"]
mod support;

use core::f64::consts::{FRAC_1_SQRT_2, LN_2, SQRT_2};
use core::ops::RangeInclusive;
use oracle::{EXP, EXP2, Function, Judge, LOG};
use slices::{on_best, on_every};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use tightloop_kernels::ops::{Exp, Exp2, Log};

/// What one function promises for one type.
struct Spec<T: 'static> {
    name: &'static str,
    /// The function, on every ISA; they must agree.
    every: fn(&[T]) -> Vec<T>,
    /// The function, on the best ISA.
    best: fn(&[T]) -> Vec<T>,
    reference: &'static Function,
    /// The range in which values are neither constant nor infinite. Samples are even in it.
    range: RangeInclusive<f64>,
    /// Points at which something changes: ends of ranges, boundaries of the reduction, zeros.
    /// Samples are at all distances from them.
    edges: &'static [f64],
    /// The promised error, in units in the last place.
    max_ulp: f64,
}

const SINGLE: [Spec<f32>; 3] = [
    Spec {
        name: "exp",
        every: |x| on_every(Exp, x),
        best: |x| on_best(Exp, x),
        reference: &EXP,
        range: -104.0..=89.0,
        edges: &[LN_2 / 32.0, LN_2, -87.33654, -103.2789, -103.97208, 88.722_84],
        max_ulp: 0.64,
    },
    Spec {
        name: "exp2",
        every: |x| on_every(Exp2, x),
        best: |x| on_best(Exp2, x),
        reference: &EXP2,
        range: -150.0..=128.0,
        edges: &[1.0 / 32.0, 1.0, -126.0, -149.0, -150.0, 128.0],
        max_ulp: 0.64,
    },
    Spec {
        name: "log",
        every: |x| on_every(Log, x),
        best: |x| on_best(Log, x),
        reference: &LOG,
        range: 0.0..=4.0,
        edges: &[1.0, FRAC_1_SQRT_2, SQRT_2, f32::MIN_POSITIVE as f64, f32::MAX as f64],
        max_ulp: 0.71,
    },
];

const DOUBLE: [Spec<f64>; 3] = [
    Spec {
        name: "exp",
        every: |x| on_every(Exp, x),
        best: |x| on_best(Exp, x),
        reference: &EXP,
        range: -746.0..=710.0,
        edges: &[
            LN_2 / 32.0,
            LN_2 / 2.0,
            LN_2,
            -708.396_418_532_264_1,
            -744.440_071_921_381_3,
            -745.133_219_101_941_2,
            709.782_712_893_384,
        ],
        max_ulp: 0.64,
    },
    Spec {
        name: "exp2",
        every: |x| on_every(Exp2, x),
        best: |x| on_best(Exp2, x),
        reference: &EXP2,
        range: -1075.0..=1024.0,
        edges: &[1.0 / 32.0, 0.5, 1.0, -1022.0, -1074.0, -1075.0, 1024.0],
        max_ulp: 0.64,
    },
    Spec {
        name: "log",
        every: |x| on_every(Log, x),
        best: |x| on_best(Log, x),
        reference: &LOG,
        range: 0.0..=4.0,
        edges: &[1.0, FRAC_1_SQRT_2, SQRT_2, LN_2, f64::MIN_POSITIVE, f64::MAX],
        max_ulp: 0.71,
    },
];

/// Values that every function has to get right besides common ones.
const SPECIALS: [f64; 12] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    f32::MIN_POSITIVE as f64,
    f32::MAX as f64,
];

#[test]
fn f32_at_every_4093rd_bit_pattern() {
    let specials = SPECIALS
        .into_iter()
        .map(|x| x as f32)
        .chain([f32::from_bits(1), f32::from_bits(0x007f_ffff)]);
    for spec in &SINGLE {
        let mut x: Vec<f32> =
            (0..=u32::MAX).step_by(4093).map(f32::from_bits).chain(specials.clone()).collect();
        x.extend(directed(&spec.range, spec.edges, 100_000).map(|x| x as f32));
        let y = (spec.every)(&x);
        let judge = Judge::new(spec.reference);
        let mut worst = Worst::default();
        for (&x, &y) in x.iter().zip(&y) {
            worst.add(f64::from(x), judge.error_f32(x, y));
        }
        worst.report(spec.name, "f32", spec.max_ulp);
    }
}

#[test]
#[ignore = "all 2^32 inputs take minutes"]
fn f32_everywhere() {
    const BLOCK: u32 = 1 << 20;
    for spec in &SINGLE {
        let (next, worst) = (AtomicU32::new(0), Mutex::new(Worst::default()));
        let work = || {
            let judge = Judge::new(spec.reference);
            let mut mine = Worst::default();
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block > u32::MAX / BLOCK {
                    break;
                }
                let x: Vec<f32> = (0..BLOCK).map(|i| f32::from_bits(block * BLOCK + i)).collect();
                for (&x, y) in x.iter().zip((spec.best)(&x)) {
                    mine.add(f64::from(x), judge.error_f32(x, y));
                }
            }
            worst.lock().expect("no thread has panicked").merge(&mine);
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        worst.lock().expect("no thread has panicked").report(spec.name, "f32", spec.max_ulp);
    }
}

#[test]
fn f64_at_random_and_directed_points() {
    for spec in &DOUBLE {
        let mut random = Random::new();
        let mut x: Vec<f64> =
            (0..200_000).map(|_| f64::from_bits(random.next())).chain(SPECIALS).collect();
        x.extend([f64::from_bits(1), f64::from_bits(0x000f_ffff_ffff_ffff)]);
        x.extend((0..50_000).map(|_| f64::from_bits(random.next() >> 12)));
        x.extend(directed(&spec.range, spec.edges, 750_000));
        let y = (spec.every)(&x);
        let mut judge = Judge::new(spec.reference);
        let mut worst = Worst::default();
        for (&x, &y) in x.iter().zip(&y) {
            worst.add(x, judge.error_f64(x, y));
        }
        worst.report(spec.name, "f64", spec.max_ulp);
    }
}

/// Returns `count` numbers: one half anywhere in the range, the other half near multiples and
/// fractions of the edges, at distances from the last bit to the first.
fn directed(
    range: &RangeInclusive<f64>,
    edges: &'static [f64],
    count: usize,
) -> impl Iterator<Item = f64> {
    let (start, length) = (*range.start(), range.end() - range.start());
    let mut random = Random::new();
    let anywhere = (0..count / 2).map(move |_| start + length * random.unit());
    let mut random = Random::new();
    let near = (count / 2..count).map(move |i| {
        let distance = (random.unit() - 0.5) * 2_f64.powi(-((random.next() % 53) as i32));
        let multiple = if i % 2 == 0 { 1.0 } else { (random.next() % 1024) as f64 - 512.0 };
        edges[i % edges.len()] * multiple * (1.0 + distance)
    });
    anywhere.chain(near)
}

/// The largest error so far, and its argument.
#[derive(Default)]
struct Worst {
    error: f64,
    at: f64,
}

impl Worst {
    fn add(&mut self, x: f64, error: f64) {
        if error > self.error {
            *self = Self { error, at: x };
        }
    }

    fn merge(&mut self, other: &Self) {
        self.add(other.at, other.error);
    }

    /// Prints the error, and panics if it is larger than promised.
    fn report(&self, name: &str, dtype: &str, max_ulp: f64) {
        println!("{name} {dtype}: {:.4} ULP at {:e}", self.error, self.at);
        assert!(
            self.error <= max_ulp,
            "{name} {dtype}: {} ULP at {:e}, promised {max_ulp}",
            self.error,
            self.at
        );
    }
}

/// Xorshift, with the same numbers in every run.
struct Random(u64);

impl Random {
    fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number from 0 to 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * 2_f64.powi(-53)
    }
}

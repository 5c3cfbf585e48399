//! Where functions are tried, and the worst that was found.

use core::fmt::Debug;
use core::ops::RangeInclusive;
use rayon::prelude::*;

/// Values that every function has to get right besides common ones.
pub const SPECIALS: [f64; 12] = [
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

/// Returns `count` numbers of one of many series: one half anywhere in the range, the other half
/// near multiples and fractions of the edges, at distances from the last bit to the first.
pub fn directed(
    range: &RangeInclusive<f64>,
    edges: &'static [f64],
    series: u64,
    count: usize,
) -> impl Iterator<Item = f64> {
    let (start, length) = (*range.start(), range.end() - range.start());
    let mut random = Random::of(series);
    let anywhere = (0..count / 2).map(move |_| start + length * random.unit());
    let mut random = Random::of(series);
    let near = (count / 2..count).map(move |i| {
        let distance = (random.unit() - 0.5) * 2_f64.powi(-((random.next() % 53) as i32));
        let multiple = if i % 2 == 0 { 1.0 } else { (random.next() % 1024) as f64 - 512.0 };
        edges[i % edges.len()] * multiple * (1.0 + distance)
    });
    anywhere.chain(near)
}

/// The largest error so far, and its argument.
#[derive(Default)]
pub struct Worst<X> {
    error: f64,
    at: X,
}

impl<X: Copy + Debug> Worst<X> {
    pub fn add(&mut self, x: X, error: f64) {
        if error > self.error {
            *self = Self { error, at: x };
        }
    }

    /// Returns the larger of two errors.
    fn larger(mut self, other: Self) -> Self {
        self.add(other.at, other.error);
        self
    }

    /// Prints the error, and returns whether it is at most the promised one.
    #[must_use]
    pub fn report(&self, name: &str, dtype: &str, max_ulp: f64) -> bool {
        let is_kept = self.error <= max_ulp;
        let remark = if is_kept { "" } else { ", MORE THAN PROMISED" };
        println!("{name} {dtype}: {:.4} ULP of {max_ulp} at {:?}{remark}", self.error, self.at);
        is_kept
    }
}

/// Returns the worst error of many blocks, which `measure` adds to those so far, on all threads.
pub fn worst_of_blocks<X: Copy + Debug + Default + Send>(
    blocks: u64,
    measure: impl Fn(u64, &mut Worst<X>) + Sync,
) -> Worst<X> {
    let with_block = |mut worst, block| {
        measure(block, &mut worst);
        worst
    };
    (0..blocks)
        .into_par_iter()
        .fold(Worst::default, with_block)
        .reduce(Worst::default, Worst::larger)
}

/// Xorshift, with the same numbers in every run.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self::of(0)
    }

    /// Returns the numbers of one of many series.
    pub fn of(series: u64) -> Self {
        Self(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(2 * series + 1))
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number from 0 to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * 2_f64.powi(-53)
    }
}

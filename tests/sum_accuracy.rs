//! The errors of sums, against exact ones: within the bound of pairwise summation, and no larger
//! than those of NumPy's order on the same data.

use tightloop::*;

/// The exact sum of floats that are whole multiples of 2^-64 below 2^60, in units of 2^-64.
fn exact(x: &[f32]) -> i128 {
    x.iter().map(|&x| (f64::from(x) * 2.0_f64.powi(64)) as i128).sum()
}

/// NumPy's pairwise sum: eight chains in blocks of up to 128, halved at multiples of eight above.
fn numpy_sum(x: &[f32]) -> f32 {
    let n = x.len();
    if n < 8 {
        return x.iter().fold(-0.0, |sum, x| sum + x);
    }
    if n <= 128 {
        let mut r: [f32; 8] = x[..8].try_into().unwrap();
        let chunks = x[8..].chunks_exact(8);
        let rest = chunks.remainder();
        for chunk in chunks {
            r.iter_mut().zip(chunk).for_each(|(r, x)| *r += x);
        }
        let sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        return rest.iter().fold(sum, |sum, x| sum + x);
    }
    let half = n / 2 - n / 2 % 8;
    numpy_sum(&x[..half]) + numpy_sum(&x[half..])
}

/// A generator of numbers in [0, 1).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        let x = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = x.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f64 / (1_u64 << 24) as f64
    }

    /// Data of several kinds, in an order.
    fn data(&mut self, kind: usize, len: usize) -> Vec<f32> {
        let mut x: Vec<f32> = (0..len)
            .map(|i| match kind {
                // Positive, of both signs, and of many magnitudes.
                0 => self.next() as f32,
                1 => self.next() as f32 - 0.5,
                2 => ((self.next() - 0.5) * 2.0_f64.powf(30.0 * self.next())) as f32,
                // Far from zero, and growing.
                3 => 1000.0 + self.next() as f32,
                _ => (i as f64 * self.next()) as f32,
            })
            .map(|x| (f64::from(x) * 2.0_f64.powi(30)).round() as f32 / 2.0_f32.powi(30))
            .collect();
        if kind == 2 {
            // Terms that cancel: the sum is far smaller than they are.
            let negatives: Vec<f32> = x[..len / 2].iter().map(|x| -x).collect();
            let last = negatives.len();
            x[len - last..].copy_from_slice(&negatives);
            for i in (1..len).rev() {
                x.swap(i, (self.next() * (i + 1) as f64) as usize);
            }
        }
        x
    }
}

#[test]
fn errors_are_small_and_no_larger_than_those_of_numpy() {
    let mut random = Random(1);
    for kind in 0..5 {
        for len in [10, 100, 1000, 5000, 20_000, 300_000] {
            let (mut ours, mut theirs) = (0.0, 0.0);
            let repetitions = (2_000_000 / len).clamp(30, 400);
            for _ in 0..repetitions {
                let x = random.data(kind, len);
                let unit = 2.0_f64.powi(-64);
                let error = |sum: f32| {
                    let difference = (f64::from(sum) * 2.0_f64.powi(64)) as i128 - exact(&x);
                    difference as f64 * unit
                };
                let magnitude: f64 = x.iter().map(|x| f64::from(x.abs())).sum();
                let (our, their) = (error(sum(&x)), error(numpy_sum(&x)));
                // Chains of 16, and a tree.
                let depth = 15.0 + (len as f64 / 16.0).log2().ceil().max(0.0) + 1.0;
                let bound = depth * f64::from(f32::EPSILON) / 2.0 * magnitude;
                assert!(our.abs() <= bound, "kind {kind}, {len}: {our:e} is above {bound:e}");
                (ours, theirs) = (ours + our * our, theirs + their * their);
            }
            let (ours, theirs) = (f64::sqrt(ours), f64::sqrt(theirs));
            // Both are random; a tenth is what they scatter.
            assert!(ours <= 1.1 * theirs, "kind {kind}, {len}: {ours:e} against {theirs:e}");
        }
    }
}

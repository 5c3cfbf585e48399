//! Two operations that the library does not have, written once on registers of any width. They run
//! like the built-in ones: on arrays of any strides, at every level of the CPU, on any number of
//! threads. The results have the same bits every time, which the printed hashes show.
//!
//! ```text
//! cargo run --release --example user_kernel
//! ```

#![forbid(unsafe_code)]

use std::f32::consts::FRAC_1_SQRT_2;
use std::time::{Duration, Instant};
use tightloop::{
    Array, Cost, Isa, Level, Result, Slice, Unary, UnaryExt, Vector, with_level, with_threads,
};

/// The Gaussian error linear unit: `x` times the probability that a normally distributed number is
/// below `x`.
struct Gelu;

impl Unary<f32> for Gelu {
    const COST: Cost = Cost::High;

    // `#[inline(always)]` must be there, on helpers like `erf` too. Only inlined code is compiled
    // for the instruction set of the loop around it; without the attribute, it runs many times
    // slower.
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        0.5 * x * (1.0 + erf(x * FRAC_1_SQRT_2))
    }
}

/// Returns the error function of `x`, with an absolute error below 1e-6.
///
/// Abramowitz and Stegun, 7.1.28, whose own error is 3e-7: `erf(x) = 1 - 1 / p(x)^16` for positive
/// `x`, and the function is odd.
#[inline(always)]
#[expect(clippy::excessive_precision, reason = "the digits of the source")]
fn erf<S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
    let a = x.abs();
    let coefficients = [0.0002765672, 0.0001520143, 0.0092705272, 0.0422820123, 0.0705230784, 1.0];
    let p =
        coefficients.into_iter().fold(a.like(0.0000430638), |p, next| p.mul_add(a, a.like(next)));
    let p2 = p * p;
    let p4 = p2 * p2;
    let p8 = p4 * p4;
    // If the power overflows, the result is 1.
    (1.0 - 1.0 / (p8 * p8)).copysign(x)
}

/// The leaky rectifier: returns `x` if it is positive, and `x` times the parameter otherwise.
struct Leaky(f32);

impl Unary<f32> for Leaky {
    const COST: Cost = Cost::Low;

    // Must be there: see `Gelu`.
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        x.gt(x.like(0.0)).select(x, x * self.0)
    }
}

fn main() -> Result<()> {
    println!("Gelu at some points, and the values from tables of the normal distribution:\n");
    println!("  {:>5} {:>11} {:>11}", "x", "Gelu(x)", "table");
    for (x, exact) in
        [(-3.0, -0.0040497), (-1.0, -0.1586553), (0.0, 0.0), (0.5, 0.3457312), (2.0, 1.9544997)]
    {
        let y = Gelu.map::<f32>(x)[[]];
        println!("  {x:>5.1} {y:>11.7} {exact:>11.7}");
        assert!((y - exact).abs() < 2e-6, "Gelu({x}) is {y}");
    }

    // Two million numbers, in rows that no register divides evenly.
    let x = Array::linspace(-8.0f32, 8.0, 1237 * 1619)?.into_shape(&[1237, 1619])?;
    run_everywhere("Gelu", &Gelu, &x)?;
    run_everywhere("Leaky(0.01), with a captured parameter", &Leaky(0.01), &x)
}

/// Runs an operation on `x` at every level on one and two threads, into new and existing memory, in
/// place, and on strided views. Checks that all results have the same bits.
fn run_everywhere(name: &str, op: &impl Unary<f32>, x: &Array<f32>) -> Result<()> {
    println!("\n{name}, of {} x {} numbers:\n", x.shape()[0], x.shape()[1]);
    println!("  {:<34}{:>8}{:>15}   hash of all results", "", "threads", "ns/element");
    let expected = with_level(Level::Scalar, || with_threads(1, || op.map(x)))?;
    let mut runs = Runs { expected: &expected, count: 0 };

    let mut y = Array::zeros(x.shape())?;
    for level in Level::available() {
        for threads in [1, 2] {
            let mut run = || with_level(level, || with_threads(threads, || op.map_into(x, &mut y)));
            let time = fastest(|| run()?)?;
            runs.check(&format!("level {level}"), threads, time, &y);
        }
    }

    // The best level, on one thread.
    let mut run = |name, call: &mut dyn FnMut(&mut Array<f32>) -> Result<()>| {
        let time = fastest(|| with_threads(1, || call(&mut y)))?;
        runs.check(name, 1, time, &y);
        Result::Ok(())
    };
    run("into a new array", &mut |y| {
        *y = op.map(x);
        Ok(())
    })?;
    run("copied, then in place", &mut |y| {
        *y = x.clone();
        op.map_assign(y);
        Ok(())
    })?;
    let columns = x.t().to_array();
    run("from a transposed view", &mut |y| op.map_into(columns.t(), y))?;
    let spaced = every_third_column_backward(x)?;
    let view = spaced.slice((.., Slice::step(.., -3)))?;
    run("from every third column, backward", &mut |y| op.map_into(view, y))?;

    println!("\n  {} runs, one hash: the same bits in each.", runs.count);
    Ok(())
}

/// Returns an array of which every third column, counted backward from the last one, makes up `x`.
fn every_third_column_backward(x: &Array<f32>) -> Result<Array<f32>> {
    let (rows, columns) = (x.shape()[0], x.shape()[1]);
    Array::from_fn(&[rows, 3 * columns], |index| match (index[1] / 3, index[1] % 3) {
        (column, 2) => x[[index[0], columns - 1 - column]],
        _ => f32::NAN,
    })
}

/// Returns the shortest time of several runs.
fn fastest(mut run: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut least = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        run()?;
        least = least.min(start.elapsed());
    }
    Ok(least)
}

/// Runs that must all have the same results.
struct Runs<'a> {
    expected: &'a Array<f32>,
    count: usize,
}

impl Runs<'_> {
    /// Prints how long a run took and the hash of its results.
    ///
    /// # Panics
    ///
    /// If the results differ from the expected ones in any bit.
    fn check(&mut self, name: &str, threads: usize, time: Duration, y: &Array<f32>) {
        let nanoseconds = time.as_nanos() as f64 / y.len() as f64;
        println!("  {name:<34}{threads:>8}{nanoseconds:>15.3}   {:08x}", hash_of_bits(y));
        let bits = |array: &Array<f32>| array.iter().map(|y| y.to_bits()).collect::<Vec<_>>();
        let same = y.shape() == self.expected.shape() && bits(y) == bits(self.expected);
        assert!(same, "{name}, {threads} threads: other bits");
        self.count += 1;
    }
}

/// Returns the FNV-1a hash of the bits of all elements.
fn hash_of_bits(y: &Array<f32>) -> u32 {
    let bytes = y.iter().flat_map(|y| y.to_bits().to_le_bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

//! Two operations of one's own, which the library does not have. They are written once, on
//! registers of any width, and run as those that it has: over arrays of any strides, at every level
//! of the CPU, and on all threads, always with the same bits.
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

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        0.5 * x * (1.0 + erf(x * FRAC_1_SQRT_2))
    }
}

/// The error function, with an absolute error below 1e-6: Abramowitz and Stegun, 7.1.28, whose own
/// error is 3e-7.
///
/// `erf(x) = 1 - 1 / p(x)^16` for positive `x`, and the function is odd.
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
    // Where the power overflows, the result is 1.
    (1.0 - 1.0 / (p8 * p8)).copysign(x)
}

/// The leaky rectifier: `x` where it is positive, elsewhere as small a part of it as the parameter
/// says.
struct Leaky(f32);

impl Unary<f32> for Leaky {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        x.gt(x.like(0.0)).select(x, x * self.0)
    }
}

fn main() -> Result<()> {
    println!("Gelu at some points, and what tables of the normal distribution give:\n");
    for (x, exact) in
        [(-3.0, -0.0040497), (-1.0, -0.1586553), (0.0, 0.0), (0.5, 0.3457312), (2.0, 1.9544997)]
    {
        let y = Gelu.map::<f32>(x)[[]];
        println!("  {x:>5.1} {y:>11.7} {exact:>11.7}");
        assert!((y - exact).abs() < 2e-6, "Gelu({x}) is {y}");
    }

    // Two million numbers, in rows that are no whole number of registers.
    let x = Array::linspace(-8.0f32, 8.0, 1237 * 1619)?.into_shape(&[1237, 1619])?;
    run_everywhere("Gelu", &Gelu, &x)?;
    run_everywhere("Leaky(0.01), with a captured parameter", &Leaky(0.01), &x)?;
    println!("\nThe same bits everywhere.");
    Ok(())
}

/// Runs an operation over `x` at every level, in pieces for threads, into memory that is there, in
/// place, and over strided views, and makes sure that each result has the same bits.
fn run_everywhere(name: &str, op: &impl Unary<f32>, x: &Array<f32>) -> Result<()> {
    println!("\n{name}, of {} x {} numbers:\n", x.shape()[0], x.shape()[1]);
    let expected = with_level(Level::Scalar, || with_threads(1, || op.map(x)))?;
    let mut y = Array::zeros(x.shape())?;

    for level in Level::available() {
        let time = fastest(|| with_level(level, || with_threads(1, || op.map_into(x, &mut y)))?)?;
        check(&format!("into an array, level {level}"), time, &y, &expected);
    }
    for count in [2, 3, 7] {
        let time = fastest(|| with_threads(count, || op.map_into(x, &mut y)))?;
        check(&format!("into an array, in {count} pieces"), time, &y, &expected);
    }

    let time = fastest(|| {
        y = op.map(x);
        Ok(())
    })?;
    check("a new array", time, &y, &expected);

    let time = fastest(|| {
        y = x.clone();
        op.map_assign(&mut y);
        Ok(())
    })?;
    check("a copy, and in place", time, &y, &expected);

    let mut y = Array::zeros(x.t().shape())?;
    let time = fastest(|| op.map_into(x.t(), &mut y))?;
    check("into an array, of the transpose", time, &y, &expected.t().to_array());

    let slices = (.., Slice::step(.., -3));
    let (part, expected) = (x.slice(slices)?, expected.slice(slices)?);
    let mut y = Array::zeros(part.shape())?;
    let time = fastest(|| op.map_into(part, &mut y))?;
    check("into an array, every third column", time, &y, &expected.to_array());
    Ok(())
}

/// The least time of several runs.
fn fastest(mut run: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut least = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        run()?;
        least = least.min(start.elapsed());
    }
    Ok(least)
}

/// Prints the time of an element, and a hash of the results.
///
/// # Panics
///
/// Where the results do not have the bits that are expected.
fn check(way: &str, time: Duration, y: &Array<f32>, expected: &Array<f32>) {
    let nanoseconds = time.as_nanos() as f64 / y.len() as f64;
    println!("  {way:<36}{nanoseconds:>8.3} ns an element    bits {:08x}", bits_hash(y));
    let bits = |array: &Array<f32>| array.iter().map(|y| y.to_bits()).collect::<Vec<_>>();
    assert!(y.shape() == expected.shape() && bits(y) == bits(expected), "{way}: other bits");
}

/// The FNV-1a hash of the bits of all elements.
fn bits_hash(y: &Array<f32>) -> u32 {
    let bytes = y.iter().flat_map(|y| y.to_bits().to_le_bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

//! A kernel written for the crate `pulp`, run at every level of the CPU and on several threads, and
//! an operation of our own that uses an instruction which only `pulp` offers.
//!
//! ```text
//! cargo run --release --features pulp --example pulp_kernel
//! ```

#![forbid(unsafe_code)]

use std::time::Instant;
use tightloop::pulp::{Simd, WithSimd, with_simd, with_simd_chunks};
use tightloop::{Array, Binary, BinaryExt, Isa, Level, Result, Vector, with_level, with_threads};

/// `y = a * x + y`, as usually written for `pulp`: whole registers, then the rest. It returns the
/// number of registers.
struct Axpy<'a> {
    a: f64,
    x: &'a [f64],
    y: &'a mut [f64],
}

impl WithSimd for Axpy<'_> {
    type Output = usize;

    // Must be there: only inlined code is compiled for the instruction set of `S`.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> usize {
        let ((x, x_rest), (y, y_rest)) = (S::as_simd_f64s(self.x), S::as_mut_simd_f64s(self.y));
        let a = simd.splat_f64s(self.a);
        for (y, &x) in y.iter_mut().zip(x) {
            *y = simd.mul_add_f64s(a, x, *y);
        }
        for (y, &x) in y_rest.iter_mut().zip(x_rest) {
            *y = self.a.mul_add(x, *y);
        }
        y.len()
    }
}

/// Divides the range of `u32` into `count` equal parts, and returns the index of the part with `x`:
/// the upper half of `x * count`. Our vectors lack this product; `pulp` has it.
struct Part;

impl Binary<u32> for Part {
    // Must be there, on helpers too: only inlined code is compiled for the instruction set of `S`.
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u32>, count: Vector<S, u32>) -> Vector<S, u32> {
        let (_, high) = x.isa.pulp().widening_mul_u32s(x.to_pulp(), count.to_pulp());
        Vector::from_pulp(x.isa, high)
    }
}

fn main() -> Result<()> {
    let x = Array::linspace(0.0, 1.0, 1_000_003)?;
    let expected: Vec<f64> = x.iter().map(|&x| 3.0f64.mul_add(x, 1.0)).collect();

    println!("Axpy of {} numbers, a kernel written for pulp:\n", x.len());
    for level in Level::available() {
        let mut y = Array::ones(x.shape())?;
        let start = Instant::now();
        let kernel = Axpy { a: 3.0, x: x.as_slice(), y: y.as_slice_mut() };
        let registers = with_level(level, || with_simd(kernel))?;
        println!("  level {level:<8} {registers:>7} registers {:>8.1?}", start.elapsed());
        assert_eq!(y.to_vec(), expected);
    }
    for threads in [1, 2, 7] {
        let mut y = Array::ones(x.shape())?;
        let start = Instant::now();
        let slices = (x.as_slice(), y.as_slice_mut());
        let run = || with_simd_chunks(slices, 1 << 15, |(x, y)| Axpy { a: 3.0, x, y });
        let registers = with_threads(threads, run)?;
        let (chunks, time) = (registers.len(), start.elapsed());
        println!("  {chunks} chunks on {threads} threads {time:>17.1?}");
        assert_eq!(y.to_vec(), expected);
    }

    let x = Array::from_fn(&[3, 4], |index| (index[0] * 4 + index[1]) as u32 * 0x1555_5555)?;
    let counts = Array::from([[2u32], [10], [1000]]);
    println!("\nAn operation of ours with a product of pulp's: in which of 2, 10 and 1000 equal");
    println!("parts of all u32 each number lies:\n");
    println!("{}", Part.map(&x, &counts)?);
    for level in Level::available() {
        let parts = with_level(level, || Part.map(&x, &counts))??;
        let exact = |index: &[usize]| {
            let [row, column] = [index[0], index[1]];
            let product = u64::from(x[[row, column]]) * u64::from(counts[[row, 0]]);
            (product >> 32) as u32
        };
        assert_eq!(parts, Array::from_fn(&[3, 4], exact)?);
    }
    Ok(())
}

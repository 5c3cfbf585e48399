//! The measuring, measured: an operation against itself, and against itself slowed down by known factors.

use crate::cases::{AtLevel, done, local};
use crate::data::array;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;
use tightloop::{Array, Level, add_into};
use tightloop_harness::{Contender, Effort, measure};

/// An addition, made `calls` times in each `per` calls.
fn addition(x: &Rc<Array<f32>>, calls: u64, per: u64) -> Result<Box<dyn Contender>, String> {
    let (x, out) = (Rc::clone(x), Array::<f32>::zeros(x.shape()).map_err(|error| error.to_string())?);
    let mut owed = 0;
    Ok(local(
        out,
        |_| Vec::new(),
        move |out: &mut Array<f32>| {
            owed += calls;
            while owed >= per {
                owed -= per;
                done(add_into(black_box(&*x), black_box(&*x), &mut *out));
            }
        },
    ))
}

/// Prints what is measured of contenders whose ratios are known.
///
/// # Errors
///
/// Where a ratio, or its inverse in the other order, is farther from what it should be than three times its own spread and 2 %.
pub fn run(level: Level) -> Result<(), String> {
    let x = Rc::new(array::<f32>("", 0, &[20_000]).map_err(|error| error.to_string())?);
    let effort = Effort { rounds: 40, turn: Duration::from_millis(2) };
    let mut wrong = Vec::new();
    println!("{:>28} {:>8} {:>8} {:>8}", "add f32, 20,000 elements", "expected", "found", "spread");
    for (calls, per) in [(1, 1), (3, 2), (2, 1)] {
        for swapped in [false, true] {
            let (mut once, mut slowed) = (addition(&x, 1, 1)?, addition(&x, calls, per)?);
            let mut once = AtLevel { call: &mut *once, level, threads: 1 };
            let mut slowed = AtLevel { call: &mut *slowed, level, threads: 1 };
            let expected = calls as f64 / per as f64;
            let (found, name) = if swapped {
                let series = measure(&mut [&mut slowed, &mut once], effort)?;
                (series[0].ratio_to(&series[1]), "first")
            } else {
                let series = measure(&mut [&mut once, &mut slowed], effort)?;
                (series[1].ratio_to(&series[0]), "second")
            };
            let what = format!("{calls} calls for {per}, {name}");
            println!("{what:>28} {expected:>8.2} {:>8.3} {:>7.1}%", found.median, 100.0 * found.relative());
            if (found.median / expected - 1.0).abs() > 3.0 * found.relative() + 0.02 {
                wrong.push(what);
            }
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!("not to be trusted on this machine now: {}", wrong.join("; ")))
    }
}

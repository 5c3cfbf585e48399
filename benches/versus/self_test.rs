//! A test of the measuring: an operation against itself, and against itself slowed down by known
//! factors.

use crate::cases::{AtLevel, local, unwrap};
use crate::data::array;
use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;
use tightloop::{Array, Level, add_into};
use tightloop_harness::{Contender, Effort, measure};

/// The operands of all additions. They share them, because the place in memory makes a difference
/// of some percent.
struct Memory {
    x: Array<f32>,
    out: RefCell<Array<f32>>,
}

/// Returns a contender that makes `calls` additions per `per` calls.
fn addition(memory: &Rc<Memory>, calls: u64, per: u64) -> Box<dyn Contender> {
    let memory = Rc::clone(memory);
    local(
        0,
        |_| Vec::new(),
        move |owed: &mut u64| {
            *owed += calls;
            while *owed >= per {
                *owed -= per;
                let x = black_box(&memory.x);
                unwrap(add_into(x, x, &mut *memory.out.borrow_mut()));
            }
        },
    )
}

/// Measures contenders whose ratios are known, in both orders, and prints the results.
///
/// # Errors
///
/// If a measured ratio is off by more than three times its own spread plus 2 %.
pub fn run(level: Level) -> Result<(), String> {
    let x = array::<f32>("", 0, &[20_000]).map_err(|error| error.to_string())?;
    let out = RefCell::new(x.clone());
    let memory = Rc::new(Memory { x, out });
    let effort = Effort { rounds: 40, turn: Duration::from_millis(2), pause: Duration::ZERO };
    let mut wrong = Vec::new();
    println!(
        "{:>28} {:>8} {:>8} {:>8}",
        "add f32, 20,000 elements", "expected", "measured", "spread"
    );
    for (calls, per) in [(1, 1), (3, 2), (2, 1)] {
        for swapped in [false, true] {
            let (mut once, mut slowed) = (addition(&memory, 1, 1), addition(&memory, calls, per));
            let mut once = AtLevel { call: &mut *once, level, threads: 1 };
            let mut slowed = AtLevel { call: &mut *slowed, level, threads: 1 };
            let expected = calls as f64 / per as f64;
            let (ratio, name) = if swapped {
                let series = measure(&mut [&mut slowed, &mut once], effort)?;
                (series[0].ratio_to(&series[1]), "first")
            } else {
                let series = measure(&mut [&mut once, &mut slowed], effort)?;
                (series[1].ratio_to(&series[0]), "second")
            };
            let test = format!("{calls} calls for {per}, {name}");
            println!(
                "{test:>28} {expected:>8.2} {:>8.3} {:>7.1}%",
                ratio.median,
                100.0 * ratio.relative()
            );
            if (ratio.median / expected - 1.0).abs() > 3.0 * ratio.relative() + 0.02 {
                wrong.push(test);
            }
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!("do not trust this machine now: {}", wrong.join("; ")))
    }
}

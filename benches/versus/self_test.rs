//! The measuring, measured: an operation against itself, and against itself slowed down by known
//! factors.

use crate::cases::{AtLevel, done, local};
use crate::data::array;
use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;
use tightloop::{Array, Level, add_into};
use tightloop_harness::{Contender, Effort, measure};

/// What an addition reads and writes. All of them have the same: where in memory it lies makes some
/// percent, too.
struct Memory {
    x: Array<f32>,
    out: RefCell<Array<f32>>,
}

/// An addition, made `calls` times in each `per` calls.
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
                done(add_into(x, x, &mut *memory.out.borrow_mut()));
            }
        },
    )
}

/// Prints what is measured of contenders whose ratios are known.
///
/// # Errors
///
/// Where a ratio, or its inverse in the other order, is farther from what it should be than three
/// times its own spread and 2 %.
pub fn run(level: Level) -> Result<(), String> {
    let x = array::<f32>("", 0, &[20_000]).map_err(|error| error.to_string())?;
    let out = RefCell::new(x.clone());
    let memory = Rc::new(Memory { x, out });
    let effort = Effort { rounds: 40, turn: Duration::from_millis(2), pause: Duration::ZERO };
    let mut wrong = Vec::new();
    println!("{:>28} {:>8} {:>8} {:>8}", "add f32, 20,000 elements", "expected", "found", "spread");
    for (calls, per) in [(1, 1), (3, 2), (2, 1)] {
        for swapped in [false, true] {
            let (mut once, mut slowed) = (addition(&memory, 1, 1), addition(&memory, calls, per));
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
            println!(
                "{what:>28} {expected:>8.2} {:>8.3} {:>7.1}%",
                found.median,
                100.0 * found.relative()
            );
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

//! Our calls on increasing numbers of threads.

use crate::cases::{AtLevel, local, unwrap};
use crate::data::array;
use serde::Serialize;
use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;
use tightloop::{Array, Level, add_into, exp_into, matmul_into, sum};
use tightloop_harness::stats::Spread;
use tightloop_harness::{Contender, Effort, Series, measure};

/// How much faster one call is on increasing numbers of threads.
#[derive(Clone, Debug, Serialize)]
pub struct Scaling {
    /// The call.
    pub name: String,
    /// Numbers of threads, and the speed relative to one thread, taken round by round.
    pub speedups: Vec<(usize, Spread)>,
}

/// The call that contenders on different numbers of threads have in common.
#[derive(Clone)]
struct Shared(Rc<RefCell<Box<dyn Contender>>>);

impl Contender for Shared {
    fn time(&mut self, calls: u64) -> Result<Duration, String> {
        self.0.borrow_mut().time(calls)
    }

    fn result(&mut self) -> Result<Vec<f64>, String> {
        self.0.borrow_mut().result()
    }
}

/// Returns 1, 2, 4, .. and the number of cores.
fn numbers_of_threads(cores: usize) -> Vec<usize> {
    let mut numbers: Vec<usize> =
        std::iter::successors(Some(1), |n| Some(2 * n)).take_while(|&n| n < cores).collect();
    numbers.push(cores);
    numbers
}

/// Returns the calls, each with its name: first those for the page.
///
/// # Errors
///
/// If there is not enough memory.
fn calls() -> Result<Vec<(String, Box<dyn Contender>)>, String> {
    let new = |k, shape: &[usize]| array::<f32>("", k, shape).map_err(|error| error.to_string());
    let (x, y) = (new(0, &[4_000_000])?, new(1, &[4_000_000])?);
    let (z, w) = (x.clone(), x.clone());
    let no_values = |_: &Array<f32>| Vec::new();
    let product = |n: usize| -> Result<(String, Box<dyn Contender>), String> {
        let (a, b) = (new(0, &[n, n])?, new(1, &[n, n])?);
        let call = local(a.clone(), no_values, move |out| {
            unwrap(matmul_into(black_box(&a), black_box(&b), out))
        });
        Ok((format!("matmul, {n} x {n}"), call))
    };
    let mut calls = vec![
        product(2048)?,
        (
            "exp, 4 million elements".to_owned(),
            local(x.clone(), no_values, move |out| unwrap(exp_into(black_box(&z), out))),
        ),
        (
            "add, 4 million elements".to_owned(),
            local(x.clone(), no_values, move |out| {
                unwrap(add_into(black_box(&x), black_box(&y), out))
            }),
        ),
        (
            "sum, 4 million elements".to_owned(),
            local(0.0, |_: &f32| Vec::new(), move |out| *out = sum(black_box(&w))),
        ),
    ];
    for n in [32, 64, 100, 128, 200, 256, 512, 1024] {
        calls.push(product(n)?);
    }
    Ok(calls)
}

/// Measures one call of each kind on one thread up to all cores, in turns. Returns nothing if there
/// is one core.
///
/// # Errors
///
/// If there is not enough memory.
pub fn measure_all(level: Level, cores: usize, effort: Effort) -> Result<Vec<Scaling>, String> {
    let mut scaling = Vec::new();
    if cores < 2 {
        return Ok(scaling);
    }
    let numbers = numbers_of_threads(cores);
    for (name, call) in calls()? {
        let mut calls = vec![Shared(Rc::new(RefCell::new(call))); numbers.len()];
        let mut contenders: Vec<AtLevel<'_>> = calls
            .iter_mut()
            .zip(&numbers)
            .map(|(call, &threads)| AtLevel { call, level, threads })
            .collect();
        let mut contenders: Vec<&mut dyn Contender> =
            contenders.iter_mut().map(|contender| contender as &mut dyn Contender).collect();
        let series: Vec<Series> = measure(&mut contenders, effort)?;
        let speedups = numbers.iter().zip(&series);
        let speedups = speedups.map(|(&n, times)| (n, series[0].ratio_to(times))).collect();
        scaling.push(Scaling { name, speedups });
    }
    Ok(scaling)
}

/// Prints how much faster each call is on several threads than on one.
///
/// # Errors
///
/// Those of [`measure_all`].
pub fn run(level: Level, cores: usize, effort: Effort) -> Result<(), String> {
    for Scaling { name, speedups } in measure_all(level, cores, effort)? {
        print!("{name:>28}");
        for (threads, speedup) in speedups {
            let spread = 100.0 * speedup.relative();
            print!("  {threads} threads: {:.2} ± {spread:.0} %", speedup.median);
        }
        println!();
    }
    Ok(())
}

//! Our calls on increasing numbers of threads.

use crate::cases::{AtLevel, local, unwrap};
use crate::data::array;
use serde::Serialize;
use std::hint::black_box;
use tightloop::{Array, Level, add_into, exp_into, matmul_into, sum};
use tightloop_harness::{Contender, Effort, Series, measure};

/// The times of one call on increasing numbers of threads.
#[derive(Clone, Debug, Serialize)]
pub struct Scaling {
    /// The call.
    pub name: &'static str,
    /// Numbers of threads, and seconds per call.
    pub seconds: Vec<(usize, f64)>,
}

impl Scaling {
    /// Returns numbers of threads, and the speed relative to one thread.
    pub fn speedups(&self) -> impl Iterator<Item = (usize, f64)> {
        let alone = self.seconds.first().map_or(0.0, |(_, seconds)| *seconds);
        self.seconds.iter().map(move |&(threads, seconds)| (threads, alone / seconds))
    }
}

/// Returns 1, 2, 4, .. and the number of cores.
fn numbers_of_threads(cores: usize) -> Vec<usize> {
    let mut numbers: Vec<usize> =
        std::iter::successors(Some(1), |n| Some(2 * n)).take_while(|&n| n < cores).collect();
    numbers.push(cores);
    numbers
}

/// Measures one call of each kind on one thread up to all cores. Returns nothing if there is one
/// core.
///
/// # Errors
///
/// If there is not enough memory.
pub fn measure_all(level: Level, cores: usize, effort: Effort) -> Result<Vec<Scaling>, String> {
    if cores < 2 {
        return Ok(Vec::new());
    }
    let new = |k, shape: &[usize]| array::<f32>("", k, shape).map_err(|error| error.to_string());
    let (line, matrix) = ([4_000_000], [1024, 1024]);
    let (x, y, a, b) = (new(0, &line)?, new(1, &line)?, new(0, &matrix)?, new(1, &matrix)?);
    let (z, w) = (x.clone(), x.clone());
    let no_values = |_: &Array<f32>| Vec::new();
    let calls: [(&'static str, Box<dyn Contender>); 4] = [
        (
            "matmul, 1024 x 1024",
            local(a.clone(), no_values, move |out| {
                unwrap(matmul_into(black_box(&a), black_box(&b), out))
            }),
        ),
        (
            "exp, 4 million elements",
            local(x.clone(), no_values, move |out| unwrap(exp_into(black_box(&z), out))),
        ),
        (
            "add, 4 million elements",
            local(x.clone(), no_values, move |out| {
                unwrap(add_into(black_box(&x), black_box(&y), out))
            }),
        ),
        (
            "sum, 4 million elements",
            local(0.0, |_: &f32| Vec::new(), move |out| *out = sum(black_box(&w))),
        ),
    ];
    let mut scaling = Vec::new();
    for (name, mut call) in calls {
        let mut seconds = Vec::new();
        for threads in numbers_of_threads(cores) {
            let series: Vec<Series> =
                measure(&mut [&mut AtLevel { call: &mut *call, level, threads }], effort)?;
            seconds.push((threads, series[0].median()));
        }
        scaling.push(Scaling { name, seconds });
    }
    Ok(scaling)
}

//! Our calls on more and more threads.

use crate::cases::{AtLevel, done, local};
use crate::data::array;
use serde::Serialize;
use std::hint::black_box;
use tightloop::{Array, Level, add_into, exp_into, matmul_into, sum};
use tightloop_harness::{Contender, Effort, Series, measure};

/// One call, on more and more threads.
#[derive(Clone, Debug, Serialize)]
pub struct Scaling {
    /// The call.
    pub name: &'static str,
    /// Numbers of threads, and seconds a call.
    pub seconds: Vec<(usize, f64)>,
}

impl Scaling {
    /// Numbers of threads, and how many times as fast the call is as on one.
    pub fn speedups(&self) -> impl Iterator<Item = (usize, f64)> {
        let alone = self.seconds.first().map_or(0.0, |(_, seconds)| *seconds);
        self.seconds.iter().map(move |&(threads, seconds)| (threads, alone / seconds))
    }
}

/// One, two, four, .. and all cores of the machine.
fn numbers_of_threads(cores: usize) -> Vec<usize> {
    let mut numbers: Vec<usize> =
        std::iter::successors(Some(1), |n| Some(2 * n)).take_while(|&n| n < cores).collect();
    numbers.push(cores);
    numbers
}

/// Measures a call of each kind on one thread up to all cores. Nothing where there is one.
///
/// # Errors
///
/// Where there is not enough memory.
pub fn measure_all(level: Level, cores: usize, effort: Effort) -> Result<Vec<Scaling>, String> {
    if cores < 2 {
        return Ok(Vec::new());
    }
    let new = |k, shape: &[usize]| array::<f32>("", k, shape).map_err(|error| error.to_string());
    let (line, matrix) = ([4_000_000], [1024, 1024]);
    let (x, y, a, b) = (new(0, &line)?, new(1, &line)?, new(0, &matrix)?, new(1, &matrix)?);
    let (z, w) = (x.clone(), x.clone());
    let nothing = |_: &Array<f32>| Vec::new();
    let calls: [(&'static str, Box<dyn Contender>); 4] = [
        (
            "matmul 1024",
            local(a.clone(), nothing, move |out| {
                done(matmul_into(black_box(&a), black_box(&b), out))
            }),
        ),
        (
            "exp, 4 million",
            local(x.clone(), nothing, move |out| done(exp_into(black_box(&z), out))),
        ),
        (
            "add, 4 million",
            local(x.clone(), nothing, move |out| done(add_into(black_box(&x), black_box(&y), out))),
        ),
        ("sum, 4 million", local(0.0, |_: &f32| Vec::new(), move |out| *out = sum(black_box(&w)))),
    ];
    let mut found = Vec::new();
    for (name, mut call) in calls {
        let mut seconds = Vec::new();
        for threads in numbers_of_threads(cores) {
            let series: Vec<Series> =
                measure(&mut [&mut AtLevel { call: &mut *call, level, threads }], effort)?;
            seconds.push((threads, series[0].median()));
        }
        found.push(Scaling { name, seconds });
    }
    Ok(found)
}

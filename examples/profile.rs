//! Reads the profiler's report of a slow program, and does what it says, step by step.
//!
//! The program estimates how dense points in the plane are: at some of them, it computes the mean
//! of Gaussian bells around all of them. All steps have the same answer, to the last bit.
//!
//! ```text
//! cargo run --release --features profile --example profile
//! ```

#![forbid(unsafe_code)]

use std::error::Error;
use std::time::Instant;
use tightloop::prelude::*;
use tightloop::{lazy, profile};

/// The number of points, and of those whose density is computed.
const POINTS: usize = 100_000;
const SOME: usize = 100;

/// -1 / (2 h²), for the width h of a bell.
const FACTOR: f64 = -8.0;

/// Returns points in the plane: a row for each.
fn points() -> Result<Array<f64>> {
    let mut state = 1_u64;
    Array::from_fn(&[POINTS, 2], |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 40) as f64 / 2f64.powi(24)
    })
}

/// The first version: the coordinates are columns of a matrix, and each step of the formula makes a
/// new array.
fn as_written_first(points: &Array<f64>) -> Result<Array<f64>> {
    let (x, y) = (points.slice((.., 0))?, points.slice((.., 1))?);
    let mut density = Array::zeros(&[SOME])?;
    for i in 0..SOME {
        let (dx, dy) = (subtract(&x, x[[i]])?, subtract(&y, y[[i]])?);
        let squares = add(square(&dx), square(&dy))?;
        density[[i]] = mean(&exp(multiply(&squares, FACTOR)?));
    }
    Ok(density)
}

/// "has a stride of 2 elements .. store it in the order in which it is read": coordinates are rows.
fn in_order(points: &Array<f64>) -> Result<Array<f64>> {
    let coordinates = points.t().to_array();
    let (x, y) = (coordinates.slice(0)?, coordinates.slice(1)?);
    let mut density = Array::zeros(&[SOME])?;
    for i in 0..SOME {
        let (dx, dy) = (subtract(&x, x[[i]])?, subtract(&y, y[[i]])?);
        let squares = add(square(&dx), square(&dy))?;
        density[[i]] = mean(&exp(multiply(&squares, FACTOR)?));
    }
    Ok(density)
}

/// "allocates its output 100 times": two arrays are enough, and are written again and again.
fn in_place(points: &Array<f64>) -> Result<Array<f64>> {
    let coordinates = points.t().to_array();
    let (x, y) = (coordinates.slice(0)?, coordinates.slice(1)?);
    let mut density = Array::zeros(&[SOME])?;
    let (mut dx, mut dy) = (Array::zeros(&[POINTS])?, Array::zeros(&[POINTS])?);
    for i in 0..SOME {
        subtract_into(&x, x[[i]], &mut dx)?;
        subtract_into(&y, y[[i]], &mut dy)?;
        square_assign(&mut dx);
        square_assign(&mut dy);
        add_assign(&mut dx, &dy)?;
        multiply_assign(&mut dx, FACTOR)?;
        exp_assign(&mut dx);
        density[[i]] = mean(&dx);
    }
    Ok(density)
}

/// "wait for memory": seven calls pass over all points, one expression passes over them once.
fn in_one_pass(points: &Array<f64>) -> Result<Array<f64>> {
    let coordinates = points.t().to_array();
    let (x, y) = (coordinates.slice(0)?, coordinates.slice(1)?);
    let mut density = Array::zeros(&[SOME])?;
    for i in 0..SOME {
        let squares = (lazy(&x) - x[[i]]).square() + (lazy(&y) - y[[i]]).square();
        density[[i]] = (squares * FACTOR).exp().mean()?;
    }
    Ok(density)
}

fn main() -> std::result::Result<(), Box<dyn Error>> {
    type Version = fn(&Array<f64>) -> Result<Array<f64>>;
    let versions: [(&str, Version); 4] = [
        ("as written first", as_written_first),
        ("in the order of memory", in_order),
        ("into existing memory", in_place),
        ("in one pass", in_one_pass),
    ];
    let points = points()?;
    let mut answers = Vec::new();
    for (name, version) in versions {
        // On one thread, so that times add up.
        let run = || with_threads(1, || version(&points));
        run()?; // warms up
        let start = Instant::now();
        answers.push(run()?);
        let time = start.elapsed();

        profile::start();
        run()?;
        profile::stop();
        println!("=== {name}: {time:.1?} without the profiler ===\n\n{}", profile::report());
    }
    assert!(answers.iter().all(|density| *density == answers[0]), "the same bits");
    println!("the densest point has {:.6}", max(&answers[0])?);
    Ok(())
}

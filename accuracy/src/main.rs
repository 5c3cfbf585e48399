//! Measures every function of the catalogue that is not exact.
//!
//! ```sh
//! apt-get install libmpfr-dev                     # GMP comes with it
//! cargo run --release                             # all functions, at 10^5 points each
//! cargo run --release -- --points 10000000 --write   # hours; writes docs/accuracy.md
//! cargo run --release -- --every-f32 erf gamma    # all 2^32 numbers, of functions of one `f32`
//! cargo run --release -- --points 1000000000 pow  # a billion pairs
//! ```
//!
//! The functions come from the catalogue, so none is missing: if there is no oracle for one, the
//! command panics. It fails if an error exceeds 1 unit in the last place, or 4 of a complex part.

mod functions;
mod measure;
mod oracle;
mod page;
mod parts;
mod points;

use oracle::Oracle;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut points, mut every, mut writes, mut names) = (100_000, 16, false, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--points" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                points = number.expect("--points takes a number");
            }
            "--every-f32" => every = 32,
            "--write" => writes = true,
            name => names.push(name.to_owned()),
        }
    }

    let (mut page, mut is_within) = (page::Page::new(points), true);
    for function in functions::all() {
        if !names.is_empty() && !names.iter().any(|name| name == function.name) {
            continue;
        }
        match oracle::of(&function) {
            Oracle::Values(values) => {
                let worst = measure::measure(&function, values, points, every);
                is_within &= worst.error <= if function.is_complex() { 4.0 } else { 1.0 };
                println!("{}", page.measured(&function, &worst));
            }
            Oracle::Elsewhere => page.exact(&function),
        }
    }
    if writes {
        page.write();
    }
    if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

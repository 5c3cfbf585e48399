//! Arbitrary arrays through views, elementwise functions, reductions and matrix products.
//!
//! The oracle is plain Rust, one element after another. Every level of the CPU, with 1 and with 3
//! threads, must give the same bits. If operands do not fit, the call must fail and write nothing.

#![no_main]

mod elementwise;
mod odometer;
mod operand;
mod product;
mod reduce;
mod sample;
mod views;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use tightloop::{Level, with_level, with_threads};

#[derive(Arbitrary, Debug)]
enum Input {
    Views(views::Input),
    Elementwise(elementwise::Input),
    Reduce(reduce::Input),
    Product(product::Input),
}

fuzz_target!(|input: Input| match input {
    Input::Views(input) => input.check(),
    Input::Elementwise(input) => input.check(),
    Input::Reduce(input) => input.check(),
    Input::Product(input) => input.check(),
});

/// Runs `f` at every level, with 1 and with 3 threads.
fn everywhere(mut f: impl FnMut()) {
    for level in Level::available() {
        for threads in [1, 3] {
            with_level(level, || with_threads(threads, &mut f)).expect("the level is available");
        }
    }
}

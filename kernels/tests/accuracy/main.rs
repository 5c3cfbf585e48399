//! The errors of the mathematical functions, on every ISA that the CPU has.
//!
//! Accuracy is data: a function is a row of `SINGLE` and one of `DOUBLE`, or of `SINGLE_PAIRS` and
//! `DOUBLE_PAIRS`, in the file of its family. All `f32`, and a billion pairs of them, are tried by
//! `cargo test --release -p tightloop-kernels --test accuracy -- --ignored --nocapture`.

#[macro_use]
mod spec;

mod activations;
mod arithmetic;
mod complex;
mod exponential;
mod hyperbolic;
mod oracle;
mod pages;
mod pairs;
mod samples;
mod slices;
mod special;
#[path = "../support/mod.rs"]
mod support;
mod trigonometric;
mod unary;

//! Layouts, plans and views against their definitions, on arbitrary shapes and strides of every
//! rank up to 6. A case that fails shrinks to a small one, whose seed is written to
//! `proptest-regressions/` of the package. Commit it: it is tried first from then on.

mod odometer;
mod plan;
mod reduction;
mod strategies;
mod subviews;
mod views;

/// The number of cases per property.
fn config() -> proptest::test_runner::Config {
    strategies::config(2800)
}

//! Layouts, plans and views against their definitions, on arbitrary shapes and strides of every rank up to 6. A case that fails shrinks to a small
//! one, whose seed is kept in `proptest-regressions/` of the package, to be committed: it is tried first from then on.

mod odometer;
mod plan;
mod reduction;
mod strategies;
mod views;

/// How many cases each property is tried on. `PROPTEST_CASES` sets another number.
fn config() -> proptest::test_runner::Config {
    use proptest::test_runner::{Config, FileFailurePersistence};
    let defaults = Config::default();
    let is_set = std::env::var_os("PROPTEST_CASES").is_some();
    Config {
        cases: if is_set { defaults.cases } else { 2800 },
        // By default they would lie beside `src/lib.rs`, which tests have not got.
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/proptest-regressions/properties.txt"
        )))),
        ..defaults
    }
}

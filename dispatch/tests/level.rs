//! The level that calls run on by default, against the one that a run of the tests is known to
//! have.

use tightloop_dispatch::Level;

/// `EXPECTED_LEVEL` names the best level of a CPU that is emulated, or the one that
/// `TIGHTLOOP_LEVEL` asks for.
#[test]
fn default_level_is_the_expected_one() {
    match std::env::var("EXPECTED_LEVEL") {
        Ok(expected) => assert_eq!(Level::current().name(), expected),
        Err(_) => assert!(Level::current().is_available()),
    }
}

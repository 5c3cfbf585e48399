//! The levels that tests try.

use tightloop::Level;

/// All levels. If the environment chooses one, it is the only one; if `ONLY_BEST_LEVEL` is set, the
/// best one is, since emulators are slow. Other runs try the others.
pub fn levels() -> Vec<Level> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("TIGHTLOOP_LEVEL") {
        return vec![Level::current()];
    }
    let mut levels: Vec<_> = Level::available().collect();
    if is_set("ONLY_BEST_LEVEL") {
        levels.drain(..levels.len() - 1);
    }
    levels
}

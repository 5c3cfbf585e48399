//! `TIGHTLOOP_LEVEL`, as read by processes of their own.

use std::process::Command;
use tightloop_dispatch::Level;

/// Set in those processes, to the name of the level that their calls must run on.
const CHILD: &str = "TIGHTLOOP_TEST_EXPECTED_LEVEL";

/// Asks for the level on several threads, several times. Does nothing unless it is a child.
#[test]
fn child() {
    let Ok(expected) = std::env::var(CHILD) else { return };
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..3).for_each(|_| assert_eq!(Level::current().name(), expected)));
        }
    });
}

/// Runs [`child`] with `TIGHTLOOP_LEVEL` set to `name`, and returns its standard error.
fn run_child(name: &str, expected: Level) -> String {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env("TIGHTLOOP_LEVEL", name)
        .env(CHILD, expected.name())
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && stdout.contains("1 passed"), "{child:?}");
    String::from_utf8(child.stderr).unwrap()
}

#[test]
fn what_is_ignored_is_said_once() {
    if cfg!(not(target_arch = "x86_64")) {
        // Emulators cannot start a child of their own.
        return;
    }
    let best = Level::available().last().unwrap();
    assert_eq!(
        run_child("avx3", best),
        format!(
            "tightloop: TIGHTLOOP_LEVEL=avx3 is not a level (scalar, neon, avx2, avx512): \
             ignored; using {best}\n"
        )
    );
    assert_eq!(
        run_child("neon", best),
        format!(
            "tightloop: TIGHTLOOP_LEVEL=neon is not available on this CPU: ignored; using {best}\n"
        )
    );
}

#[test]
fn what_is_available_is_used_in_silence() {
    if cfg!(not(target_arch = "x86_64")) {
        return;
    }
    for level in Level::available() {
        assert_eq!(run_child(level.name(), level), "");
    }
    assert_eq!(run_child("", Level::available().last().unwrap()), "");
}

//! Threads that cannot be started, and calls that ask for more threads than there are.

use std::process::Command;
use tightloop::*;

/// Set in the process that cannot start threads.
const CHILD: &str = "TIGHTLOOP_TEST_WITHOUT_THREADS";

/// If threads cannot be started, large calls run in one piece, with the same results.
///
/// The test runs itself in a child process, in which threads ask for stacks larger than the address
/// space. That fails in the same place as a limit of the system such as `RLIMIT_NPROC`, which does
/// not apply to root.
#[test]
fn a_pool_that_cannot_start() {
    if std::env::var_os(CHILD).is_none() {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_pool_that_cannot_start", "--test-threads=1", "--nocapture"])
            .env(CHILD, "yes")
            .env("RUST_MIN_STACK", (1u64 << 46).to_string())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout) + String::from_utf8_lossy(&child.stderr);
        assert!(child.status.success() && said.contains("1 passed"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
        return;
    }
    assert!(std::thread::Builder::new().spawn(|| ()).is_err(), "a thread could be started");
    let n = 1 << 20;
    let (x, mut out) = (vec![1.0f64; n], vec![0.0; n]);
    add_into(&x, &x, &mut out).unwrap();
    assert!(out.iter().all(|&y| y == 2.0));
    assert_eq!(threads(), 1);
    // The call is cut into pieces, and only this thread runs them.
    with_threads(3, || add_into(&out, &x, &mut vec![0.0; n]).unwrap());
    assert_eq!(with_threads(3, || sum(&x)), n as f64);
    let a = Array::<f64>::ones(&[256, 256]).unwrap();
    assert!(with_threads(8, || matmul(&a, &a)).unwrap().iter().all(|&y| y == 256.0));
}

//! Debug builds complain about operations that are not inlined.

use std::process::Command;
use tightloop::*;

/// Names, to the process that runs it, the case to run.
const CASE: &str = "TIGHTLOOP_TEST_INLINING";

/// Everything is `#[inline(always)]`.
struct Right;

impl Unary<f32> for Right {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        right(x).exp().log()
    }
}

impl Binary<f64> for Right {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f64>, b: Vector<S, f64>) -> Vector<S, f64> {
        a.lt(b).select(right(a), right(b))
    }
}

impl Ternary<i32> for Right {
    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: Vector<S, i32>,
        b: Vector<S, i32>,
        c: Vector<S, i32>,
    ) -> Vector<S, i32> {
        right(a) + right(b) + right(c)
    }
}

impl Unary<[f64; 4], f64> for Right {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: [Vector<S, f64>; 4]) -> Vector<S, f64> {
        let mut sum = right(x[0]);
        for x in x {
            sum = sum + x;
        }
        sum
    }
}

#[inline(always)]
fn right<S: Isa, T: Lane>(x: Vector<S, T>) -> Vector<S, T> {
    x * x
}

/// The attribute is missing at `apply`. At the optimisation of tests, small functions would be
/// inlined without it.
struct ForgottenAtApply;

impl Unary<f32> for ForgottenAtApply {
    #[inline(never)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        x * x
    }
}

/// The attribute is missing at a function that `apply` calls.
struct ForgottenAtHelper;

impl Binary<f32> for ForgottenAtHelper {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
        helper(a, b)
    }
}

#[inline(never)]
fn helper<S: Isa>(a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
    a * b
}

/// Runs the case that the environment names.
#[test]
fn case() {
    let (x, y, z) = ([1.0f32, 2.0], [1.0f64, 2.0], [1, 2]);
    match std::env::var(CASE).as_deref() {
        Ok("right") => {
            UnaryExt::map(&Right, &x);
            BinaryExt::map(&Right, &y, &y).unwrap();
            TernaryExt::map(&Right, &z, &z, &z).unwrap();
            Right.map_n([&y; 4]).unwrap();
            simd::map_into(&x, &mut [0.0; 2], &Right).unwrap();
            simd::map2_into(&y, &y, &mut [0.0; 2], &Right).unwrap();
        }
        Ok("apply") => {
            ForgottenAtApply.map(&x);
            ForgottenAtApply.map(&[f16::ONE]);
            ForgottenAtApply.map(&x);
        }
        Ok("slices") => {
            simd::map_assign(&mut x.clone(), &ForgottenAtApply);
            simd::map_into(&x, &mut [0.0; 2], &ForgottenAtApply).unwrap();
            simd::map2_into(&x, &x, &mut [0.0; 2], &ForgottenAtHelper).unwrap();
        }
        Ok("helper") => drop(ForgottenAtHelper.map(&x, &x).unwrap()),
        _ => (),
    }
}

/// Runs a case in a process of its own, and returns what it complains about.
fn complaints(name: &str) -> Vec<String> {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "case", "--nocapture"])
        .env(CASE, name)
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && stdout.contains("1 passed"), "{child:?}");
    let stderr = String::from_utf8(child.stderr).unwrap();
    stderr.lines().filter(|line| line.starts_with("tightloop: ")).map(str::to_owned).collect()
}

#[test]
fn what_is_not_inlined_is_said_once() {
    if cfg!(not(target_arch = "x86_64")) {
        // Stack frames are known on x86-64 and AArch64, but emulators cannot start a child of their
        // own. `kernels/src/inlining.rs` has a test without one.
        return;
    }
    if cfg!(not(debug_assertions)) {
        // Nothing is checked.
        return;
    }
    assert_eq!(complaints("right"), [""; 0]);
    for (name, operation) in [("apply", "ForgottenAtApply"), ("helper", "ForgottenAtHelper")] {
        let found = complaints(name);
        let [complaint] = &found[..] else { panic!("not one complaint: {found:?}") };
        assert!(complaint.contains(&format!("`inlining::{operation}::apply`")), "{complaint}");
        assert!(complaint.contains("#[inline(always)]"), "{complaint}");
    }
    let found = complaints("slices");
    assert!(found.len() == 2 && found[0].contains("Apply::") && found[1].contains("Helper::"));
}
